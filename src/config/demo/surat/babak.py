"""Plays the stories of the trial's letters through the real services, each part at its own time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from config.demo.surat.berkas import foto
from config.demo.surat.jadwal import Babak, Baris, waktu_babak
from config.demo.surat.pemohon import Pemohon
from eoffice.akun import services as akun
from eoffice.akun.selectors import warga_punya_akun
from eoffice.kernel import clock
from eoffice.kernel.peran import Peran
from eoffice.penduduk.rules.ringkas import RingkasPenduduk
from eoffice.penduduk.selectors import by_nik
from eoffice.surat import services as surat
from eoffice.surat.rules.alur import Aksi
from eoffice.surat.rules.janji import JamKerja
from eoffice.surat.selectors.meja import rincian
from eoffice.surat.services.terbit import siapkan
from eoffice.wilayah.tenancy import lingkup

LOKET_TIAP = 3  # every third applicant comes to the counter, the others use a telephone
PIN = "739154"
CATATAN = {
    Babak.KEMBALIKAN: "Foto KK terpotong di bagian bawah. Mohon difoto ulang sampai semua nama terlihat.",
    Babak.TOLAK: "Permohonan yang sama sudah dilayani bulan ini. Silakan pakai surat yang sudah terbit.",
    Babak.CABUT: "Ada kesalahan tulis pada surat. Surat pengganti diterbitkan atas permintaan pemohon.",
    Babak.TARIK: "Pemohon membatalkan di loket.",
}
LANGSUNG = {  # parts that are one move of the table, and who takes it
    Babak.VERIFIKASI: (Aksi.VERIFIKASI, Peran.OPERATOR),
    Babak.KEMBALIKAN: (Aksi.KEMBALIKAN, Peran.OPERATOR),
    Babak.TOLAK: (Aksi.TOLAK, Peran.OPERATOR),
    Babak.PARAF: (Aksi.PARAF, Peran.PEMERIKSA),
    Babak.CABUT: (Aksi.CABUT, Peran.PENANDA_TANGAN),
}


@dataclass(frozen=True, slots=True)
class Kantor:
    """One village's officials by role, and the passphrase of who signs."""

    desa: str
    petugas: dict[Peran, UUID]
    frasa: str

    def pelaku(self, peran: Peran) -> surat.Pelaku:
        """Return an official as who acts; the operator serves people at the counter."""
        return surat.Pelaku(self.petugas[peran], frozenset({peran}), lewat_loket=peran is Peran.OPERATOR)


@dataclass(slots=True)
class Permainan:
    """One letter on its way."""

    kantor: Kantor
    pemohon: Pemohon
    loket: bool
    surat_id: UUID = field(default_factory=lambda: UUID(int=0))

    def mainkan(self, babak: Babak) -> None:
        """Take one part; signing opens its own scopes, everything else gets one."""
        if babak is Babak.TANDA_TANGANI:
            self._tanda_tangani()
            return
        with lingkup(self.kantor.desa):
            if babak in LANGSUNG:
                aksi, peran = LANGSUNG[babak]
                self._jalankan(aksi, self.kantor.pelaku(peran), CATATAN.get(babak, ""))
            else:
                KHUSUS[babak](self)

    def _jalankan(self, aksi: Aksi, oleh: surat.Pelaku, catatan: str) -> None:
        surat.jalankan(surat_id=self.surat_id, aksi=aksi, oleh=oleh, versi=self._versi(), catatan=catatan)

    def _versi(self) -> int:
        return rincian(self.surat_id).versi

    def _penduduk(self) -> RingkasPenduduk:
        orang = by_nik(self.pemohon.nik)
        if orang is None:
            raise LookupError("the applicant is not in the register")
        return orang

    def _pengirim(self) -> surat.Pelaku:
        """Return who types: the operator at the counter, or the citizen with an account of his own."""
        if self.loket:
            return self.kantor.pelaku(Peran.OPERATOR)
        orang = self._penduduk()
        pengguna = warga_punya_akun(self.kantor.desa, orang.id) or aktifkan(orang)
        return surat.Pelaku(pengguna, frozenset({Peran.WARGA}))

    def ajukan(self) -> None:
        """Fill the form, attach what is required, send."""
        oleh = self._pengirim()
        pemilik = oleh.pengguna_id or UUID(int=0)
        draf = surat.mulai_draf(pemilik=pemilik, penduduk_id=self._penduduk().id, jenis=self.pemohon.jenis)
        isi = surat.simpan_jawaban(draf_id=draf, pemilik=pemilik, jawaban=self.pemohon.jawaban)
        for syarat in (satu for satu in isi.jenis.syarat if satu.wajib):
            surat.lampirkan(
                draf_id=draf,
                pemilik=pemilik,
                syarat=syarat.kode,
                nama=f"{syarat.kode}.jpg",
                data=foto(syarat.label),
            )
        self.surat_id = surat.ajukan(draf_id=draf, oleh=oleh).surat_id

    def perbaiki(self) -> None:
        """Send a returned application again."""
        oleh = self._pengirim()
        draf = surat.mulai_perbaikan(surat_id=self.surat_id, oleh=oleh)
        surat.ajukan_ulang(surat_id=self.surat_id, draf_id=draf, oleh=oleh)

    def tarik(self) -> None:
        """Withdraw."""
        self._jalankan(Aksi.TARIK, self._pengirim(), CATATAN[Babak.TARIK])

    def nomori(self) -> None:
        """Draw the number and stop there, as a power cut would: the letter waits for its signature."""
        siapkan(surat_id=self.surat_id, versi=self._versi(), oleh=self.kantor.pelaku(Peran.PENANDA_TANGAN))

    def cetak(self) -> None:
        """Print for a signature by hand."""
        surat.cetak_basah(
            surat_id=self.surat_id, versi=self._versi(), oleh=self.kantor.pelaku(Peran.OPERATOR)
        )

    def pindai(self) -> None:
        """Bring back the paper."""
        oleh = self.kantor.pelaku(Peran.OPERATOR)
        lembar = surat.lembar_cetak(surat_id=self.surat_id, oleh=oleh)
        surat.terbitkan_pindaian(surat_id=self.surat_id, versi=self._versi(), berkas=[lembar], oleh=oleh)

    def _tanda_tangani(self) -> None:
        with lingkup(self.kantor.desa):
            versi = self._versi()
        [hasil] = surat.tanda_tangani(
            desa=self.kantor.desa,
            pilihan=[(self.surat_id, versi)],
            frasa=self.kantor.frasa,
            oleh=self.kantor.pelaku(Peran.PENANDA_TANGAN),
        )
        if not hasil.terbit:
            raise RuntimeError(f"a letter of the trial was not signed: {hasil.pesan}")


KHUSUS: dict[Babak, Callable[[Permainan], None]] = {
    Babak.AJUKAN: Permainan.ajukan,
    Babak.PERBAIKI: Permainan.perbaiki,
    Babak.TARIK: Permainan.tarik,
    Babak.NOMORI: Permainan.nomori,
    Babak.CETAK: Permainan.cetak,
    Babak.PINDAI: Permainan.pindai,
}


def aktifkan(orang: RingkasPenduduk) -> UUID:
    """Give a resident an account, by the slip he would get from the operator."""
    slip = akun.terbitkan_slip(penduduk_id=orang.id, pelaku="demo")
    pengguna = akun.aktifkan_warga(
        token=slip.token, pin=PIN, nik=orang.nik, nama=orang.nama, tanggal_lahir=orang.tanggal_lahir
    )
    return UUID(str(pengguna.pk))


def di_loket(nomor: int) -> bool:
    """Tell whether this applicant comes to the counter instead of using a telephone."""
    return nomor % LOKET_TIAP == LOKET_TIAP - 1


Acara = tuple[datetime, Callable[[], None]]


def mainkan(
    jadwal: Sequence[Baris],
    pemohon: Sequence[Pemohon],
    kantor: Kantor,
    kini: datetime,
    kerja: JamKerja,
    *lain: Acara,
) -> None:
    """Play every letter of a plan, and what else happened, in the order of time."""
    acara: list[Acara] = list(lain)
    for nomor, (baris, orang) in enumerate(zip(jadwal, pemohon, strict=True)):
        satu = Permainan(kantor, orang, loket=di_loket(nomor))
        acara += [
            (saat, lambda satu=satu, babak=babak: satu.mainkan(babak))  # type: ignore[misc]
            for saat, babak in waktu_babak(baris, kini, kerja)
        ]
    for saat, jalankan in sorted(acara, key=lambda satu: satu[0]):
        with clock.pada(saat):
            jalankan()
