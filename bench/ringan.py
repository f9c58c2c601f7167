"""Villages as light clients: real batches, real signatures, the real protocol, packed before the clock starts."""

import hashlib
import http.client
import json
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from eoffice.jejak.aliran import Kiriman
from eoffice.kernel.chain import GENESIS, private_digest
from eoffice.sinkron.rules.laporan import Laporan
from eoffice.sinkron.services.kamus import terbaru
from eoffice.sinkron.services.kemas import Asal, intip, kemas
from eoffice.sinkron.services.panggilan import KEPALA_NODE, KEPALA_NONCE, KEPALA_TANDA, Panggilan, tandai
from eoffice.sinkron.services.sesi import Diri

SEPAKET = 350
"""Events of one batch: what a line of average quality has reached after two calls."""
SIBUK = 503
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_PENDUDUK = "penduduk."
_UNIK = ("kode", "slip")
"""Codes of letters and ids of slips: no two villages have the same."""
_TAK_IKUT = ("jejak.", "arsip.buku", "dokumen.", "penduduk.impor")


def baca_contoh(berkas: Path, banyak: int) -> list[Kiriman]:
    """Return a week of work: everything but the register, and of the register as much as there is room for."""
    semua = [_satu(baris) for baris in berkas.read_text().splitlines()]
    ikut = [satu for satu in semua if not satu.isi["jenis"].startswith(_TAK_IKUT)]
    harian = [satu for satu in ikut if not satu.isi["jenis"].startswith(_PENDUDUK)]
    daftar = [satu for satu in ikut if satu.isi["jenis"].startswith(_PENDUDUK)]
    return [*_rumah_utuh(daftar, banyak - len(harian)), *harian][:banyak]


def _satu(baris: str) -> Kiriman:
    isi, pribadi, garam = json.loads(baris)
    return Kiriman(isi, pribadi, bytes.fromhex(garam))


def _rumah_utuh(daftar: Sequence[Kiriman], banyak: int) -> list[Kiriman]:
    """Return families with their members, parents first."""
    anggota: dict[str, list[Kiriman]] = {}
    for satu in daftar:
        if satu.isi["jenis"].endswith("penduduk_dicatat"):
            anggota.setdefault(str((satu.pribadi or {})["keluarga_id"]), []).append(satu)
    hasil: list[Kiriman] = []
    for satu in daftar:
        if satu.isi["jenis"].endswith("keluarga_dicatat") and len(hasil) < banyak:
            hasil += [satu, *anggota.get(str(satu.isi["agregat_id"]), [])]
    return hasil[:banyak]


@dataclass
class DesaRingan:
    """One village: its key, its batches, and how it went."""

    kode: str
    diri: Diri = field(default_factory=lambda: Diri(uuid4(), Ed25519PrivateKey.generate()))
    paket: list[bytes] = field(default_factory=list)
    semua: list[Kiriman] = field(default_factory=list)
    peristiwa: int = 0
    ditunda: int = 0

    def isi(self, contoh: Sequence[Kiriman], nomor: int) -> None:
        """Write a week in this village: the same work about other people, and pack it."""
        epoch, sebelum = str(uuid4()), GENESIS
        semua = [_di_desa(satu, self.kode, nomor, epoch, urut) for urut, satu in enumerate(contoh, 1)]
        for awal in range(0, len(semua), SEPAKET):
            bagian = semua[awal : awal + SEPAKET]
            asal = Asal(self.diri.node, None, sebelum)
            self.paket.append(kemas(bagian, asal, self.diri.kunci, terbaru()))
            sebelum = intip(self.paket[-1]).digest
        self.semua, self.peristiwa = semua, len(semua)

    def kirim(self, porta: int) -> None:
        """Meet the hub as a village does: nonce, greeting, batch after batch; wait when it asks for it."""
        garis = http.client.HTTPConnection("127.0.0.1", porta, timeout=60)
        nonce = json.loads(_minta(garis, "GET", "/sinkron/nonce/", b"", {})[1])["nonce"]
        laporan = Laporan(versi="0.1.0", selisih_jam=0, epoch=None, urut=self.peristiwa)
        self._panggil(garis, nonce, "salam/", laporan.tulis())
        for paket in self.paket:
            while self._panggil(garis, nonce, "dorong/", paket) == SIBUK:
                self.ditunda += 1
                time.sleep(1)
        garis.close()

    def _panggil(self, garis: http.client.HTTPConnection, nonce: str, ekor: str, badan: bytes) -> int:
        jalur = f"/sinkron/{self.kode}/{ekor}"
        tajuk = {
            KEPALA_NODE: str(self.diri.node),
            KEPALA_NONCE: nonce,
            KEPALA_TANDA: tandai(Panggilan("POST", jalur, badan, nonce), self.diri),
        }
        status, isi = _minta(garis, "POST", jalur, badan, tajuk)
        if status not in {200, SIBUK}:
            raise RuntimeError(f"{self.kode} {ekor}: {status} {isi[:200]!r}")
        return status


def _minta(
    garis: http.client.HTTPConnection, metode: str, jalur: str, badan: bytes, tajuk: dict[str, str]
) -> tuple[int, bytes]:
    garis.request(metode, jalur, badan, tajuk)
    jawab = garis.getresponse()
    return jawab.status, jawab.read()


def _di_desa(satu: Kiriman, kode: str, nomor: int, epoch: str, urut: int) -> Kiriman:
    """Return an event as another village would have written it: other ids, other codes."""
    pindah = _Pindah(nomor)
    isi = pindah.semua(satu.isi) | {"desa": kode, "epoch": epoch, "urut": urut}
    pribadi = pindah.semua(satu.pribadi) if satu.pribadi is not None else None
    if pribadi is not None:
        isi["digest_pribadi"] = private_digest(satu.garam, pribadi)
    return Kiriman(isi, pribadi, satu.garam)


class _Pindah:
    """Changes ids and codes, the same way wherever one is named."""

    def __init__(self, nomor: int) -> None:
        self._geser = nomor << 16

    def semua(self, isi: object) -> dict[str, object]:
        teks = _ID.sub(lambda satu: str(UUID(int=UUID(satu[0]).int ^ self._geser)), json.dumps(isi))
        hasil: dict[str, object] = json.loads(teks)
        publik = hasil.get("publik")
        if isinstance(publik, dict):
            publik |= {nama: self._lain(publik[nama]) for nama in _UNIK if publik.get(nama)}
            if "kode_batal" in publik:
                publik["kode_batal"] = [[self._lain(kode), kapan] for kode, kapan in publik["kode_batal"]]
        return hasil

    def _lain(self, kode: str) -> str:
        """Return the code this village has where the other has ``kode``."""
        return hashlib.sha256(f"{kode} {self._geser}".encode()).hexdigest()[: len(kode)]
