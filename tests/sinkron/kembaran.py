"""A neighbour that wrote the same under other ids: its stream as received, in one database on either engine."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

from bench.ringan import _di_desa, _Pindah
from django.db import transaction

from config.proyeksi import PROYEKSI
from eoffice.dokumen import services as dokumen
from eoffice.jejak.aliran import Kiriman, kiriman, kunci_aliran, semua_ujung, tempel
from eoffice.jejak.cursors import HasilJalan, run_once
from eoffice.jejak.proyeksi import Gambaran
from eoffice.kernel.chain import private_digest
from eoffice.kernel.peran import Peran
from eoffice.sinkron.workers import TerapkanAliran
from eoffice.surat import services as surat
from eoffice.surat.rules.alur import Aksi
from tests import pabrik
from tests.penduduk import berkas_uji as uji
from tests.sinkron.kerja import Isi, bernomor, gambaran, mengimpor

NOMOR = 1
_BUKAN = ("jejak.", "dokumen.")
"""What tells of the village itself and of its keys: no neighbour has the same."""


def sepekan() -> None:
    """Do a bit of everything in the village in scope, with letters on every step of their way."""
    mengimpor(uji.orang(), uji.istri(), uji.bayi())
    mengimpor(uji.orang(pekerjaan="PETANI/PEKEBUN"), uji.istri())  # the child is missing now
    bernomor()
    cast = pabrik.pemeran(nik="3207154506859007")
    dokumen.pastikan_otoritas(kabupaten="Ciamis")
    for sampai in range(4):
        surat_id = pabrik.diajukan(cast) if sampai < 2 else pabrik.diparaf(cast)
        if sampai == 1:
            oleh = cast.pelaku(Peran.OPERATOR)
            surat.jalankan(surat_id=surat_id, aksi=Aksi.KEMBALIKAN, oleh=oleh, versi=1, catatan="Foto gelap.")
        if sampai == 3:
            surat.jalankan(
                surat_id=surat_id, aksi=Aksi.CETAK_BASAH, oleh=cast.pelaku(Peran.OPERATOR), versi=3
            )
            surat.jalankan(
                surat_id=surat_id,
                aksi=Aksi.BATALKAN,
                oleh=cast.pelaku(Peran.OPERATOR),
                versi=4,
                catatan="Salah cetak.",
            )


@dataclass(frozen=True, slots=True)
class Kembaran:
    """The events of a neighbour that told the same, and the tables that must come of them."""

    semua: list[Kiriman]
    tabel: Isi

    def ubah(self, tempat: int, baru: Callable[[Kiriman], Kiriman]) -> "Kembaran":
        """Return the same with one event changed."""
        semua = list(self.semua)
        semua[tempat] = baru(semua[tempat])
        return Kembaran(semua, self.tabel)

    def tempat(self, jenis: str, revisi: int = 1) -> int:
        """Return where the first event of a type with this revision stands."""
        return next(
            i for i, s in enumerate(self.semua) if (s.isi["jenis"], s.isi["revisi"]) == (jenis, revisi)
        )

    def akhir(self, jenis: str) -> int:
        """Return where the last event of a type stands; nothing follows about its aggregate."""
        return max(i for i, satu in enumerate(self.semua) if satu.isi["jenis"] == jenis)


def kembaran(kode: str) -> Kembaran:
    """Return what the neighbour ``kode`` would have written that did the same as the village in scope."""
    epoch = str(uuid4())
    asli = [s for aliran in semua_ujung() for s in kiriman(aliran.epoch, 0, 10_000)]
    ikut = [s for s in asli if not s.isi["jenis"].startswith(_BUKAN)]
    semua = [_di_desa(satu, kode, NOMOR, epoch, urut) for urut, satu in enumerate(ikut, 1)]
    tabel = {
        nama: sorted(map(_pindah_gambar, isi), key=lambda g: g.agregat_id)
        for nama, isi in _diceritakan(gambaran(), ikut).items()
    }
    return Kembaran(semua, tabel)


def _pindah_gambar(satu: Gambaran) -> Gambaran:
    """Return the picture of the neighbour's row: its parts go through JSON, as those of an event do."""
    pindah = _Pindah(NOMOR)
    return replace(
        satu,
        agregat_id=UUID(int=satu.agregat_id.int ^ (NOMOR << 16)),
        publik=pindah.semua({"publik": satu.publik})["publik"],
        pribadi=pindah.semua(satu.pribadi),
    )


def _diceritakan(tabel: Isi, semua: Sequence[Kiriman]) -> Isi:
    """Return the pictures of what some event tells: the cast's residents were made without."""
    disebut = {(satu.isi["jenis"], satu.isi["agregat_id"]) for satu in semua}
    return {
        nama: [g for g in isi if not nama.startswith("penduduk.") or (nama, str(g.agregat_id)) in disebut]
        for nama, isi in tabel.items()
        if not nama.startswith(_BUKAN)
    }


def terima(satu: Kembaran) -> None:
    """Store the stream of the neighbour, who is in scope; nothing is applied yet."""
    epoch = UUID(satu.semua[0].isi["epoch"])
    with transaction.atomic():
        kunci_aliran(epoch)
        tempel(epoch, satu.semua)


def tabel_sini() -> Isi:
    """Return the pictures of the tables of the village in scope that a neighbour's stream can fill."""
    return {
        nama: [replace(g, publik=_json(g.publik), pribadi=_json(g.pribadi)) for g in isi]
        for nama, isi in gambaran().items()
        if not nama.startswith(_BUKAN)
    }


def _json(isi: object) -> Any:
    return json.loads(json.dumps(isi))


def tanpa(tabel: Isi, agregat_id: str) -> Isi:
    """Return the pictures of everything but one aggregate."""
    return {nama: [g for g in isi if str(g.agregat_id) != agregat_id] for nama, isi in tabel.items()}


def terapkan(sekali: int = 700) -> list[HasilJalan]:
    """Follow the streams to their ends, so many events at once; return what each run did."""
    hasil = []
    while (satu := run_once(TerapkanAliran(PROYEKSI), batch=sekali)).dikerjakan:
        hasil.append(satu)
    return hasil


def dengan(satu: Kiriman, *, publik: object = None, pribadi: object = None) -> Kiriman:
    """Return an event with other words in its public or its private part, as its writer would have signed it."""
    isi = {**satu.isi, "publik": {**satu.isi["publik"], **(publik or {})}}  # type: ignore[dict-item]
    baru = {**(satu.pribadi or {}), **(pribadi or {})} if satu.pribadi is not None else None  # type: ignore[dict-item]
    if baru is not None:
        isi["digest_pribadi"] = private_digest(satu.garam, baru)
    return Kiriman(isi, baru, satu.garam)
