"""The hub over HTTP(S): every call is signed here, every answer by the hub, whose key was pinned at enrolment.

A call that fails ends the meeting; the next one begins with the hub's own cursors and loses nothing.
"""

import hashlib
import time
from base64 import b64decode
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from eoffice.kernel import clock
from eoffice.kernel.errors import ServiceDown
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.rules.salam import Penerimaan, Ujung
from eoffice.sinkron.rules.takaran import AWAL_BITA
from eoffice.sinkron.services.giliran import diberi, kartu
from eoffice.sinkron.services.kamus import nama_kamus
from eoffice.sinkron.services.kunci import Kabupaten
from eoffice.sinkron.services.laporan import laporan_sini
from eoffice.sinkron.services.panggilan import (
    KEPALA_NODE,
    KEPALA_NONCE,
    KEPALA_SIDIK,
    KEPALA_TANDA,
    UMUR_NONCE,
    Panggilan,
    jawaban_sah,
    tandai,
)
from eoffice.sinkron.services.sambungan import GARIS_PUTUS, Jawaban, Mulai, Sambungan, Tampung
from eoffice.sinkron.services.sesi import Diri, Sanggup, UjungLawan
from eoffice.sinkron.services.soket import SEBENTAR_DETIK
from eoffice.sinkron.services.tarikan import Tarikan
from eoffice.sinkron.services.terima import Diterima
from eoffice.wilayah.tenancy import desa_aktif

MAKS_SIA_SIA: Final = 4
"""So often a line may break without anything having arrived before a meeting is given up."""
NONCE_BARU_DETIK: Final = UMUR_NONCE.total_seconds() / 2


class Garis:
    """The hub as ``sesi.Lawan``; ``selisih_jam`` is how many seconds our clock is ahead of its clock."""

    def __init__(self, kabupaten: Kabupaten, diri: Diri) -> None:
        self.kabupaten, self.diri = kabupaten, diri
        self.kunci = kabupaten.kunci
        self.selisih_jam = 0
        self.sanggup = Sanggup()
        self._sambungan = Sambungan(kabupaten.alamat)
        self._nonce, self._nonce_sejak = "", 0.0

    def tutup(self) -> None:
        """Hang up."""
        self._sambungan.tutup()

    def salam(self) -> Sequence[UjungLawan]:
        """Tell of oneself and ask how far every stream reaches there."""
        self._segarkan_nonce()
        satu = kartu()
        isi = self._json("POST", "salam/", replace(laporan_sini(self.selisih_jam), kartu=satu).tulis())
        try:
            diberi(satu, int(isi["giliran"]) if "giliran" in isi else None)
            return [
                UjungLawan(
                    _ujung(s),
                    ditulisnya=bool(s["ditulisnya"]),
                    tanda_terima=b64decode(s["tanda_terima"]),
                    terbuka=bool(s.get("terbuka", True)),
                )
                for s in isi["aliran"]
            ]
        except (KeyError, TypeError, ValueError):
            raise _aneh() from None

    def digest(self, epoch: UUID, urut: int) -> str | None:
        """Ask for the digest at one position."""
        jawab: str | None = self._json("GET", f"digest/?epoch={epoch}&urut={urut}", b"").get("digest")
        return jawab

    def dorong(self, paket: bytes) -> Diterima:
        """Hand over a batch."""
        isi = self._sambung(paket) if self.sanggup.sambung else self._json("POST", "dorong/", paket)
        try:
            return Diterima(Penerimaan(isi["penerimaan"]), _ujung(isi), b64decode(isi["tanda_terima"]))
        except (KeyError, TypeError, ValueError):
            raise _aneh() from None

    def _sambung(self, paket: bytes) -> dict[str, Any]:
        """Hand over a batch, on from where it was cut as often as something more of it arrives.

        Raises:
            ServiceDown: the line broke several times and nothing arrived in between.
        """
        try:
            return self._sambung_terus(paket)
        finally:
            self._sambungan.bersabar()

    def _sambung_terus(self, paket: bytes) -> dict[str, Any]:
        jalur = f"dorong/{hashlib.sha256(paket).hexdigest()}/"
        sampai = sia_sia = 0
        while True:
            self._sambungan.bersabar(SEBENTAR_DETIK * 2**sia_sia)
            try:
                if sia_sia:
                    kini = _sampai(self._json("GET", jalur, b""), len(paket))
                    sampai, sia_sia = kini, 1 if kini > sampai else sia_sia
                isi = self._json("PATCH", f"{jalur}?dari={sampai}&panjang={len(paket)}", paket[sampai:])
                if "penerimaan" in isi:
                    return isi
                putus = _aneh()
            except ServiceDown as galat:
                if galat.pesan.kode != GARIS_PUTUS:
                    raise
                putus = galat
            sia_sia += 1
            if sia_sia > MAKS_SIA_SIA:
                raise putus

    def tarik(self, epoch: UUID, sesudah: int, muat: int = AWAL_BITA) -> bytes | None:
        """Fetch the next batch of a stream."""
        minta = f"muat={muat}&kamus={','.join(nama_kamus())}"
        jalur = f"tarik/?epoch={epoch}&sesudah={sesudah}&{minta}"
        return self._lanjutkan(jalur) if self.sanggup.tarik else self._panggil("GET", jalur, b"").isi or None

    def _lanjutkan(self, jalur: str) -> bytes | None:
        """Fetch a batch, on from where it was cut as often as something more of it arrives.

        Raises:
            ServiceDown: the line broke several times and nothing arrived in between.
        """
        tarikan, sia_sia = Tarikan(), 0
        while True:
            lama = tarikan.sampai
            lanjut = f"{jalur}&punya={tarikan.sidik}&dari={lama}"
            try:
                jawab = self._panggil("GET", lanjut, b"", tarikan.tampung, tarikan.mulai)
            except ServiceDown as galat:
                sia_sia = 0 if tarikan.sampai > lama else sia_sia + 1
                if galat.pesan.kode != GARIS_PUTUS or sia_sia > MAKS_SIA_SIA:
                    raise
            else:
                return tarikan.utuh() if jawab.sidik else jawab.isi or None

    def _json(self, metode: str, jalur: str, badan: bytes) -> dict[str, Any]:
        return self._panggil(metode, jalur, badan).json()

    def _panggil(
        self,
        metode: str,
        jalur: str,
        badan: bytes,
        tampung: Tampung | None = None,
        mulai: Mulai | None = None,
    ) -> Jawaban:
        """Make a signed call; ``tampung`` gets a partial content as it arrives, and proves it himself.

        Raises:
            ServiceDown: also when the answer is not signed with the pinned key: it is not our hub, or was changed.
        """
        if time.monotonic() - self._nonce_sejak > NONCE_BARU_DETIK:
            self._segarkan_nonce()
        penuh = f"{self._sambungan.awalan}/{desa_aktif()}/{jalur}"
        panggilan = Panggilan(metode, penuh, badan, self._nonce)
        tajuk = {
            KEPALA_NODE: str(self.diri.node),
            KEPALA_NONCE: self._nonce,
            KEPALA_TANDA: tandai(panggilan, self.diri),
            KEPALA_SIDIK: hashlib.sha256(badan).hexdigest(),
        }
        jawab = self._sambungan.minta(metode, penuh, badan, tajuk, tampung, mulai)
        if not jawaban_sah(panggilan, jawab.status, jawab.isi, jawab.tanda, self.kunci, jawab.sidik):
            raise ServiceDown(Pesan("sinkron.bukan_kabupaten_kita"))
        return jawab

    def _segarkan_nonce(self) -> None:
        """Fetch a nonce, and compare the clocks: the hub's time stands for the middle of the call."""
        awal = clock.now()
        isi = self._sambungan.minta("GET", f"{self._sambungan.awalan}/nonce/").json()
        try:
            self._nonce = str(isi["nonce"])
            self.sanggup = _sanggup(isi)
            tengah = awal + (clock.now() - awal) / 2
            selisih = tengah - datetime.fromisoformat(isi["jam"])
        except (KeyError, TypeError, ValueError):
            raise _aneh() from None
        self._nonce_sejak = time.monotonic()
        self.selisih_jam = round(selisih / timedelta(seconds=1))


def _sanggup(isi: dict[str, Any]) -> Sanggup:
    biasa = Sanggup()
    kamus = tuple(map(str, isi.get("kamus", biasa.kamus)))
    bentuk = int(isi.get("bentuk", biasa.bentuk))
    return Sanggup(bentuk, kamus, bool(isi.get("sambung")), bool(isi.get("tarik_sambung")))


def _sampai(isi: dict[str, Any], panjang: int) -> int:
    """Return how far a batch reached; a hub that holds more than there is has another one, and begins anew."""
    try:
        kini = int(isi["sampai"])
    except (KeyError, TypeError, ValueError):
        raise _aneh() from None
    return kini if 0 <= kini <= panjang else 0


def _ujung(isi: dict[str, Any]) -> Ujung:
    return Ujung(UUID(isi["epoch"]), int(isi["urut"]), str(isi["digest"]))


def _aneh() -> ServiceDown:
    return ServiceDown(Pesan("sinkron.jawaban_aneh"))
