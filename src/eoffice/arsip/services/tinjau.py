"""Numbers that were given twice, or only for the time being, put in order by a person.

As offices do it: one letter keeps the number, the other stays valid and is registered again under the next number, with
a reference to what stands on its paper. No clock decides which.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from django.db import transaction

from eoffice.arsip.models import Nomor
from eoffice.arsip.rules.nomor import AWALAN_SEMENTARA
from eoffice.arsip.selectors import pemegang_lain
from eoffice.arsip.services.buku import pastikan_buku
from eoffice.arsip.services.nomor import PermintaanNomor, ambil_nomor, tulis
from eoffice.jejak.proyeksi import baca_saat
from eoffice.jejak.selectors import PeristiwaTercatat
from eoffice.kernel import clock
from eoffice.kernel.errors import ChangedMeanwhile, NotFound, RuleRefused
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.services.tinjau import catat_putusan, ditahan

NOMOR_GANDA: Final = "arsip.nomor_ganda"


@dataclass(frozen=True, slots=True)
class PemegangNomor:
    """One of those who hold a number; ``kembali``: it came back from the regency, and waits outside the table."""

    id: UUID
    untuk: UUID
    teks: str
    kembali: bool


@dataclass(frozen=True, slots=True)
class NomorGanda:
    """A number that came back and cannot stand beside what is here."""

    id: UUID
    teks: str
    pemegang: tuple[PemegangNomor, ...]


@dataclass(frozen=True, slots=True)
class NomorSementara:
    """A provisional number whose letter is to be registered under one that stays."""

    id: UUID
    untuk: UUID
    teks: str


@dataclass(frozen=True, slots=True)
class Putusan:
    """Who decided, and why; ``dipilih`` is the number that was chosen to stay."""

    alasan: str
    pelaku: str
    dipilih: str = ""


def nomor_ganda() -> list[NomorGanda]:
    """Return the numbers that a person has to put in order, the longest waiting first."""
    return [_ganda(p) for p in ditahan(NOMOR_GANDA)]


def satu_ganda(nomor_id: UUID) -> NomorGanda:
    """Return one of them.

    Raises:
        NotFound: it is in order (by now).
    """
    for satu in nomor_ganda():
        if satu.id == nomor_id:
            return satu
    raise NotFound


def _ganda(p: PeristiwaTercatat) -> NomorGanda:
    isi = p.publik
    datang = PemegangNomor(p.agregat_id, UUID(isi["untuk"]), isi["teks"], kembali=True)
    lain = [PemegangNomor(n.pk, n.untuk, n.teks, kembali=False) for n in pemegang_lain(p).order_by("id")]
    return NomorGanda(p.agregat_id, isi["teks"], (datang, *lain))


def nomor_sementara() -> list[NomorSementara]:
    """Return the provisional numbers that still count."""
    milik = Nomor.objects.filter(buku__lingkup__startswith=AWALAN_SEMENTARA, sengketa=False, batal_pada=None)
    return [NomorSementara(n.pk, n.untuk, n.teks) for n in milik.order_by("diambil_pada", "id")]


@transaction.atomic
def putuskan_ganda(
    *, nomor_id: UUID, tetap: UUID, ulang: Mapping[UUID, PermintaanNomor], alasan: str, pelaku: str
) -> list[str]:
    """Let one holder keep the number; the others' letters are registered again, and return their new numbers.

    ``ulang`` by letter: one that is missing there needs no other number, because it was revoked, or both are its own.

    Raises:
        ChangedMeanwhile: it was put in order already.
        NotFound: ``tetap`` holds no such number.
        RuleRefused: numbering is held at present.
    """
    peristiwa = next((p for p in ditahan(NOMOR_GANDA) if p.agregat_id == nomor_id), None)
    if peristiwa is None:
        raise ChangedMeanwhile(Pesan("sinkron.sudah_diputuskan"))
    lain = list(pemegang_lain(peristiwa).select_related("buku").select_for_update(of=("self",)))
    datang = _baris(peristiwa)
    semua = {n.pk: n for n in (datang, *lain)}
    if tetap not in semua:
        raise NotFound
    putusan = Putusan(alasan, pelaku, str(tetap))
    kalah = [n for n in semua.values() if n.pk != tetap]
    for satu in kalah:
        _lepaskan(satu, putusan, baru=satu is datang)
    _tetapkan(semua[tetap], putusan, baru=tetap == datang.pk)
    return [
        ambil_nomor(replace(ulang[satu.untuk], semula=satu.teks), pelaku=pelaku)
        for satu in kalah
        if satu.untuk in ulang and satu.untuk != semua[tetap].untuk
    ]


def _baris(p: PeristiwaTercatat) -> Nomor:
    """Return the row of a number that waits outside the table, its book opened."""
    isi = p.publik
    pastikan_buku(isi)
    nomor = Nomor(
        id=p.agregat_id,
        buku_id=UUID(isi["buku_id"]),
        urut=isi["urut"],
        teks=isi["teks"],
        untuk=UUID(isi["untuk"]),
        alasan_batal=(p.pribadi or {}).get("alasan_batal", ""),
        semula=isi["semula"],
        revisi=p.revisi,
    )
    nomor.diambil_pada = baca_saat(isi["diambil_pada"]) or clock.now()
    nomor.batal_pada = baca_saat(isi["batal_pada"])
    return nomor


def _lepaskan(nomor: Nomor, putusan: Putusan, *, baru: bool) -> None:
    """Let a number stand on its paper only: it counts no more, here and on the other side."""
    nomor.sengketa, nomor.revisi = True, nomor.revisi + 1
    _tulis(nomor, putusan, baru=baru)


def _tetapkan(nomor: Nomor, putusan: Putusan, *, baru: bool = False) -> None:
    """Let a number count, here and on the other side."""
    _tulis(nomor, putusan, baru=baru)


def _tulis(nomor: Nomor, putusan: Putusan, *, baru: bool) -> None:
    nomor.save(force_insert=baru)
    kata = {"dipilih": putusan.dipilih, "alasan": putusan.alasan, "pelaku": putusan.pelaku}
    catat_putusan("nomor", nomor.pk, putusan="nomor", **kata)
    tulis(nomor, putusan.pelaku, "repair")


@transaction.atomic
def catat_ulang(*, nomor_id: UUID, ulang: PermintaanNomor, pelaku: str) -> str:
    """Register the letter of a provisional number under one that stays, and return that.

    Raises:
        NotFound: no such provisional number, or it was done already.
        RuleRefused: the last number is still in doubt.
    """
    milik = Nomor.objects.select_for_update(of=("self",)).select_related("buku")
    nomor = milik.filter(pk=nomor_id, buku__lingkup__startswith=AWALAN_SEMENTARA, sengketa=False).first()
    if nomor is None or nomor.untuk != ulang.untuk:
        raise NotFound
    nomor.sengketa, nomor.revisi = True, nomor.revisi + 1
    nomor.save(update_fields=["sengketa", "revisi"])
    tulis(nomor, pelaku)
    teks = ambil_nomor(replace(ulang, semula=nomor.teks), pelaku=pelaku)
    if Nomor.objects.filter(teks=teks, buku__lingkup__startswith=AWALAN_SEMENTARA).exists():
        raise RuleRefused(Pesan("arsip.mode_pemulihan"))
    return teks


@transaction.atomic
def selaraskan(*, untuk: UUID, teks: str, alasan: str, pelaku: str) -> None:
    """Let only the number of the version that holds count for a letter of which two versions were written.

    The numbers of other versions stay taken: they may stand on a paper.
    """
    putusan = Putusan(alasan, pelaku)
    milik = Nomor.objects.filter(untuk=untuk, batal_pada=None, sengketa=False)
    for p in _ditahan_untuk(untuk):
        if p.publik["teks"] != teks or milik.filter(teks=teks).exists():
            lain = list(pemegang_lain(p).select_related("buku").exclude(untuk=untuk))
            _lepaskan(_baris(p), putusan, baru=True)
            for nomor in lain:
                _tetapkan(nomor, putusan)
    for nomor in milik.select_related("buku"):
        _lepaskan(nomor, putusan, baru=False) if nomor.teks != teks else _tetapkan(nomor, putusan)
    for p in _ditahan_untuk(untuk):
        if not pemegang_lain(p).exists():
            _tetapkan(_baris(p), putusan, baru=True)


def _ditahan_untuk(untuk: UUID) -> list[PeristiwaTercatat]:
    return [p for p in ditahan(NOMOR_GANDA) if p.publik["untuk"] == str(untuk)]
