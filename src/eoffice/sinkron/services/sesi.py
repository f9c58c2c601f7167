"""One meeting of a village's installation with the other side, whatever the medium.

First what the other side holds of this village is adopted, then every stream of one's own is compared and sent on,
then the other side's streams are fetched. Broken off anywhere, the next meeting goes on where this one stopped.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

import structlog
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.db import transaction

from eoffice.jejak.aliran import (
    Kiriman,
    UjungAliran,
    angkat_cabang,
    cabangkan,
    diceritakan_ulang,
    digest_pada,
    kiriman,
    semua_ujung,
    sudah_bercabang,
    ujung,
)
from eoffice.kernel import clock
from eoffice.kernel.errors import InvalidInput, ServiceDown
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.models import PaketSimpan
from eoffice.sinkron.rules.kepala import Induk
from eoffice.sinkron.rules.paket import BENTUK, SENDIRI
from eoffice.sinkron.rules.ringkas import dapat_ringkas
from eoffice.sinkron.rules.salam import Keputusan, Penerimaan, Sikap, Ujung, putuskan
from eoffice.sinkron.rules.takaran import AWAL_BITA, BERSAMBUNG, SEKALI
from eoffice.sinkron.services import acuan
from eoffice.sinkron.services.kamus import PERTAMA, TANPA, kamus_ditolak, terbaru
from eoffice.sinkron.services.kemas import (
    ACUAN_BEDA,
    TANPA_ACUAN,
    Acuan,
    Asal,
    Paket,
    acuan_ditolak,
    buka,
    cukup,
    intip,
    kemas_muat,
    periksa,
)
from eoffice.sinkron.services.laju import Laju
from eoffice.sinkron.services.pulang import berpisah, sudah_pulang
from eoffice.sinkron.services.tanda_terima import simpan
from eoffice.sinkron.services.terima import Diterima, ingat_ditulis_kabupaten, terima
from eoffice.wilayah.tenancy import desa_aktif

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Sanggup:
    """What the other side can do; without a word of it, what the version before could.

    ``bentuk``: the newest form of a batch it reads; ``kamus``: its dictionaries; ``sambung``: a batch that was cut goes
    on where it was; ``tarik``: one that is fetched as well.
    """

    bentuk: int = 1
    kamus: tuple[str, ...] = PERTAMA
    sambung: bool = False
    tarik: bool = False


@dataclass(frozen=True, slots=True)
class UjungLawan:
    """One stream of this village as the other side holds it, with its signed receipt.

    ``ditulisnya``: it writes that stream itself, and gives no receipt for it. Not ``terbuka``: another installation
    began it, so it takes no more of it from this one.
    """

    ujung: Ujung
    ditulisnya: bool
    tanda_terima: bytes = b""
    terbuka: bool = True


class Lawan(Protocol):
    """The other side, over HTTPS, as a file, or in a test."""

    kunci: Ed25519PublicKey
    sanggup: Sanggup

    def salam(self) -> Sequence[UjungLawan]:
        """Return every stream of this village that it holds."""

    def digest(self, epoch: UUID, urut: int) -> str | None:
        """Return its digest at a position."""

    def dorong(self, paket: bytes) -> Diterima:
        """Hand over a batch; the answer is a receipt."""

    def tarik(self, epoch: UUID, sesudah: int, muat: int = AWAL_BITA) -> bytes | None:
        """Return the next batch of a stream, of about so many bytes; ``None`` when there is no more."""


@dataclass(frozen=True, slots=True)
class Diri:
    """Who meets the other side: the installation and its key."""

    node: UUID
    kunci: Ed25519PrivateKey


@dataclass(frozen=True, slots=True)
class HasilSesi:
    """What one meeting moved."""

    dikirim: int = 0
    diambil: int = 0
    bercabang: int = 0


Kabar = Callable[[HasilSesi], None]
"""Hears after each batch what was moved so far."""


def jalankan(lawan: Lawan, diri: Diri, kabar: Kabar | None = None, laju: Laju | None = None) -> HasilSesi:
    """Meet the other side once; the village's scope must be open. ``laju``: what is known of the line from before.

    Raises:
        ServiceDown: the line broke, or a side refuses; what was confirmed until then stays.
    """
    return _Sesi(lawan, diri, kabar, laju or Laju()).jalankan()


class _Sesi:
    """One meeting: the other side, its streams as it told them, and what was moved."""

    def __init__(self, lawan: Lawan, diri: Diri, kabar: Kabar | None, laju: Laju) -> None:
        self.lawan, self.diri, self.kabar, self.laju = lawan, diri, kabar, laju
        self.sana = {satu.ujung.epoch: satu for satu in lawan.salam()}
        self.bentuk = _bentuk(lawan.sanggup)
        self.kamus = terbaru(lawan.sanggup.kamus, self.bentuk)
        self.beracuan = True
        self.dikirim = self.diambil = self.bercabang = 0

    def jalankan(self) -> HasilSesi:
        ingat_ditulis_kabupaten(satu.ujung.epoch for satu in self.sana.values() if satu.ditulisnya)
        for satu in self.sana.values():
            if satu.tanda_terima:
                simpan(satu.tanda_terima, self.lawan.kunci)
        for satu in self.sana.values():
            milik = ujung(satu.ujung.epoch)
            if milik is None or not milik.lokal:
                self._ikuti(satu, milik)
        for aliran in semua_ujung():
            if aliran.lokal:
                self._samakan(aliran)
            else:
                self._kembalikan(aliran)
        return self._hasil()

    def _hasil(self) -> HasilSesi:
        return HasilSesi(self.dikirim, self.diambil, self.bercabang)

    def _kabarkan(self) -> None:
        if self.kabar is not None:
            self.kabar(self._hasil())

    def _ikuti(self, satu: UjungLawan, milik: UjungAliran | None) -> None:
        """Fetch what is missing here of a stream that is not written here, unless the other side lost it."""
        if milik is not None and sudah_pulang(milik, self.sana):
            return
        if milik is not None and satu.ditulisnya and berpisah(satu.ujung, milik):
            self._pulangkan(milik)
        elif not self._ambil(satu, milik.urut if milik else 0):
            if milik is None or not satu.ditulisnya:
                raise ServiceDown(Pesan("sinkron.ditolak_sini", sebab=Penerimaan.CABANG.value))
            self._pulangkan(milik)

    def _ambil(self, satu: UjungLawan, sesudah: int) -> bool:
        """Fetch what follows a position; ``False``: the other side says something else now than what it told before."""
        for isi in self._paket(satu.ujung, sesudah):
            if not self._terima(isi):
                return False
            # with its signature: should it lose them, it believes nobody else
            arsipkan(isi, self.lawan.kunci)
        return True

    def _pulangkan(self, milik: UjungAliran) -> None:
        """Bring the other side the branch that it lost when it was put back; it goes on in another stream."""
        bersama = self._bandingkan(milik).sama_sampai
        log.error("sinkron.sana_dipulihkan", epoch=str(milik.epoch), sejak=bersama)
        for satu in PaketSimpan.objects.filter(epoch=milik.epoch, sampai__gt=bersama).order_by("dari"):
            self._dorong(bytes(satu.isi), 0)

    def _samakan(self, aliran: UjungAliran) -> None:
        """Compare a stream that is written here, and do what the table of decisions says."""
        keputusan = self._bandingkan(aliran)
        lain = self.sana.get(aliran.epoch)
        if lain is not None and not lain.terbuka and keputusan.sikap in {Sikap.KIRIM, Sikap.SELESAI}:
            self._kirim_ulang(aliran, keputusan.sama_sampai)
        elif keputusan.sikap is Sikap.KIRIM:
            self._kirim(aliran, keputusan.sama_sampai)
        elif keputusan.sikap is Sikap.AMBIL_BALIK:
            log.warning("sinkron.ambil_balik", epoch=str(aliran.epoch), sejak=aliran.urut)
            for isi in self._paket(self.sana[aliran.epoch].ujung, aliran.urut):
                self._terima(isi, milik_sendiri=True)
        elif keputusan.sikap is Sikap.CABANG:
            self._cabang(aliran, keputusan.sama_sampai)

    def _kirim_ulang(self, aliran: UjungAliran, bersama: int) -> None:
        """Tell what the other side lacks of a stream begun under an earlier key in a new one, once, and send that."""
        if not diceritakan_ulang(aliran.epoch, bersama):
            log.warning("sinkron.kunci_baru", epoch=str(aliran.epoch), sejak=bersama)
            self._kirim(cabangkan(aliran.epoch, bersama), 0)

    def _bandingkan(self, aliran: UjungAliran) -> Keputusan:
        lain = self.sana.get(aliran.epoch)
        return putuskan(
            Ujung(aliran.epoch, aliran.urut, aliran.digest),
            lain.ujung if lain else None,
            milik_pada=lambda urut: digest_pada(aliran.epoch, urut),
            lawan_pada=lambda urut: self.lawan.digest(aliran.epoch, urut),
        )

    def _cabang(self, aliran: UjungAliran, bersama: int) -> None:
        """Take the other side's branch in beside one's own, then tell one's own again in a new epoch, once.

        What the other side told first is also kept as it came: should it lose that, it believes nobody else.
        """
        sana = self.sana[aliran.epoch].ujung
        diangkat = None
        for isi in self._paket(sana, max(bersama, _arsip_sampai(aliran.epoch, bersama))):
            with transaction.atomic():
                arsipkan(isi, self.lawan.kunci)
                semua = _sesudah(buka(isi, self.lawan.kunci), bersama)
                diangkat = angkat_cabang(aliran.epoch, bersama, semua)
        if diangkat is not None and diangkat.epoch not in self.sana:
            self._kirim(diangkat, 0)
        if sudah_bercabang(aliran.epoch, bersama):
            return
        log.error(
            "sinkron.bercabang", epoch=str(aliran.epoch), sejak=bersama, sini=aliran.urut, sana=sana.urut
        )
        self.bercabang += 1
        self._kirim(cabangkan(aliran.epoch, bersama), 0)

    def _kembalikan(self, aliran: UjungAliran) -> None:
        """Give back what the other side lost of a stream that was received here."""
        lain = self.sana.get(aliran.epoch)
        if lain is not None and (lain.ujung.urut >= aliran.urut or berpisah(lain.ujung, aliran)):
            return
        arsip = PaketSimpan.objects.filter(epoch=aliran.epoch).order_by("dari")
        if arsip.exists():
            for satu in arsip.filter(sampai__gt=lain.ujung.urut if lain else 0):
                self._dorong(bytes(satu.isi), 0)
        elif lain is None or lain.terbuka:
            self._kirim(aliran, lain.ujung.urut if lain else 0)

    def _kirim(self, aliran: UjungAliran, sesudah: int) -> None:
        """Send what follows a position, batch by batch, each as large as the line bears."""
        muat = self.laju.kirim.takaran.bita
        while sesudah < aliran.urut and (semua := kiriman(aliran.epoch, sesudah, cukup(muat))):
            induk = Induk(*aliran.induk) if aliran.induk else None
            asal = Asal(self.diri.node, induk, digest_pada(aliran.epoch, sesudah) or "")
            lama = self._acuan(aliran.epoch, sesudah, semua)
            paket, banyak = kemas_muat(semua, asal, self.diri.kunci, self.kamus, muat, lama, self.bentuk)
            try:
                self._dorong(paket, banyak)
            except InvalidInput as tolak:
                self._tanpa(tolak)
                continue
            sesudah, muat = sesudah + banyak, self.laju.kirim.takaran.bita

    def _acuan(self, epoch: UUID, sesudah: int, semua: Sequence[Kiriman]) -> Acuan | None:
        if self.bentuk == SENDIRI:
            return None
        return acuan.pilih(epoch, sesudah, semua) if self.beracuan else TANPA_ACUAN

    def _tanpa(self, tolak: InvalidInput) -> None:
        """Leave out, for the rest of this meeting, what the other side refused a batch for.

        Raises:
            InvalidInput: it was none of these.
        """
        if self.kamus and kamus_ditolak(tolak.pesan):
            self.kamus = TANPA  # it is older
        elif self.beracuan and acuan_ditolak(tolak.pesan):
            self.beracuan = False  # something was erased on one side alone, so far
        else:
            raise tolak

    def _dorong(self, isi: bytes, banyak: int) -> None:
        jawab = self.laju.kirim.ukur(
            lambda: self.lawan.dorong(isi),
            lambda _: isi,
            BERSAMBUNG if self.lawan.sanggup.sambung else SEKALI,
        )
        pastikan(jawab, "sinkron.ditolak_sana")
        simpan(jawab.tanda_terima, self.lawan.kunci)
        self.dikirim += banyak
        self._kabarkan()

    def _terima(self, isi: bytes, *, milik_sendiri: bool = False) -> bool:
        """Store a batch; ``False``: it parts from what is held here, and the meeting may go on about other streams."""
        hasil = terima(isi, self.lawan.kunci, milik_sendiri=milik_sendiri)
        if hasil.penerimaan is Penerimaan.CABANG and not milik_sendiri:
            return False
        pastikan(hasil, "sinkron.ditolak_sini")
        self.diambil += intip(isi).jumlah
        self._kabarkan()
        return True

    def _paket(self, sana: Ujung, sesudah: int) -> Iterator[bytes]:
        """Fetch the batches of a stream that follow a position, up to where the other side said it is."""
        while sesudah < sana.urut and (isi := self._tarik(sana.epoch, sesudah)):
            yield isi
            sesudah = periksa(isi, self.lawan.kunci).kepala.sampai

    def _tarik(self, epoch: UUID, sesudah: int) -> bytes | None:
        muat = self.laju.ambil.takaran.bita
        tujuan = BERSAMBUNG if self.lawan.sanggup.tarik else SEKALI
        return self.laju.ambil.ukur(lambda: self.lawan.tarik(epoch, sesudah, muat), lambda isi: isi, tujuan)


def _bentuk(sanggup: Sanggup) -> int:
    """Return the newest form of a batch that both sides know and that has room for the village's code."""
    return max(SENDIRI, min(sanggup.bentuk, BENTUK)) if dapat_ringkas(desa_aktif()) else SENDIRI


def pastikan(diterima: Diterima, kode: str) -> None:
    """Go on only when the batch is stored; a gap or a fork ends the meeting, and the next one begins with new cursors.

    Raises:
        ServiceDown: it is not.
    """
    if diterima.penerimaan not in {Penerimaan.SIMPAN, Penerimaan.SUDAH_ADA}:
        raise ServiceDown(Pesan(kode, sebab=diterima.penerimaan.value))


def _sesudah(paket: Paket, bersama: int) -> Sequence[Kiriman]:
    return [satu for satu in paket.peristiwa if int(satu.isi["urut"]) > bersama]


def _arsip_sampai(epoch: UUID, bersama: int) -> int:
    rows = PaketSimpan.objects.filter(epoch=epoch, dari__gt=bersama).order_by("-sampai")
    return rows.values_list("sampai", flat=True).first() or 0


def arsipkan(isi: bytes, kunci: Ed25519PublicKey) -> None:
    """Keep a batch as it came, with its signature.

    Raises:
        InvalidInput: not signed so, or not to be read by itself: it refers to events that may be erased one day.
    """
    kepala = periksa(isi, kunci).kepala
    if kepala.rujukan is not None:
        raise InvalidInput(Pesan(ACUAN_BEDA))
    satu = PaketSimpan(
        epoch=kepala.epoch,
        dari=kepala.dari,
        sampai=kepala.sampai,
        digest=kepala.digest,
        isi=isi,
        diterima_pada=clock.now(),
    )
    PaketSimpan.objects.bulk_create([satu], ignore_conflicts=True)
