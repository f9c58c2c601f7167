"""Fill the trial: two villages, their residents through the real import, officials, keys, letters in every state."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from config.commands.kemajuan import berjalan
from config.demo.penduduk import CISONTROL, SITUMANDALA, KeluargaDemo, Rencana, bangkitkan, ke_csv
from config.demo.peraga import AkunPeraga
from config.demo.surat import jadwal
from config.demo.surat.babak import PIN, Kantor, di_loket, mainkan
from config.demo.surat.jadwal import HARI_AWAL, HARI_TTE, Baris, hari_kerja_lalu
from config.demo.surat.pemohon import Pemohon, pilih
from eoffice.akun import services as akun
from eoffice.akun.rules.jabatan import Jabatan
from eoffice.akun.rules.kode_hp import kode_saat
from eoffice.dokumen import services as dokumen
from eoffice.jejak.desa import daftarkan_desa, ubah_identitas
from eoffice.kernel import clock
from eoffice.kernel.peran import Peran
from eoffice.penduduk.selectors import by_nik
from eoffice.penduduk.services import siapkan_impor, terapkan_impor
from eoffice.surat import services as surat
from eoffice.surat.rules.alur import CaraTerbit
from eoffice.surat.rules.janji import JamKerja
from eoffice.wilayah.kalender import tanggal_libur
from eoffice.wilayah.tenancy import lingkup

PELAKU = "demo"
FRASA = "gunung kabut kancil melati"
MULAI = date(2024, 1, 2)
PETUGAS = ("Yayan Sopian, S.Kom.", "Tita Rosita, M.T.")
"""Two, because a letter is called back by one and by another."""
PERAN = {
    Jabatan.OPERATOR: Peran.OPERATOR,
    Jabatan.SEKRETARIS_DESA: Peran.PEMERIKSA,
    Jabatan.KEPALA_DESA: Peran.PENANDA_TANGAN,
}


@dataclass(frozen=True, slots=True)
class DesaPeraga:
    """One village of the trial. Its officials have names of their own, so that a leak would show."""

    nama: str
    rencana: Rencana
    jadwal: Sequence[Baris]
    petugas: tuple[tuple[str, str, Jabatan], ...]


DESA = (
    DesaPeraga(
        "Cisontrol",
        CISONTROL,
        jadwal.CISONTROL,
        (
            ("rika", "Rika Amelia", Jabatan.OPERATOR),
            ("dadang", "Dadang Suhendar, S.IP.", Jabatan.SEKRETARIS_DESA),
            ("oman", "H. Oman Rohman", Jabatan.KEPALA_DESA),
        ),
    ),
    DesaPeraga(
        "Situmandala",
        SITUMANDALA,
        jadwal.SITUMANDALA,
        (
            ("wawan", "Wawan Gunawan", Jabatan.OPERATOR),
            ("neneng", "Neneng Sumiati, S.Sos.", Jabatan.SEKRETARIS_DESA),
            ("entin", "Hj. Entin Suprihatin", Jabatan.KEPALA_DESA),
        ),
    ),
)


def siapkan(berkas: Path, desa: Sequence[DesaPeraga] = DESA, *, petugas: bool = False) -> None:
    """Fill the trial and write its people to ``berkas``; ``petugas``: with officers of the regency."""
    kini = clock.now()
    peraga = [orang for satu in desa for orang in Pengisi(satu, kini).isi()]
    if petugas:
        peraga += [_petugas(nama) for nama in PETUGAS]
    baru = berkas.with_suffix(".baru")
    baru.touch(mode=0o600)
    baru.write_text(json.dumps([asdict(satu) for satu in peraga], indent=2, ensure_ascii=False), "utf-8")
    baru.replace(berkas)


def _petugas(nama: str) -> AkunPeraga:
    """Make an officer of the regency, with the second step that he must have."""
    nama_masuk = f"{nama.split(maxsplit=1)[0].lower()}.kabupaten"
    sandi = f"sandi-peraga-{nama_masuk}"
    orang = akun.buat_petugas(nama_masuk=nama_masuk, nama=nama, sandi=sandi, pelaku=PELAKU)
    return AkunPeraga("petugas_kabupaten", nama, "", nama_masuk, sandi, _totp(orang.pk))


class Pengisi:
    """Fills one village with a history that ends at ``kini``."""

    def __init__(self, desa: DesaPeraga, kini: datetime) -> None:
        self.desa, self.kode, self.kini = desa, desa.rencana.kode, kini
        libur = tanggal_libur(kini.year - 1) | tanggal_libur(kini.year)
        self.kerja = JamKerja(ZoneInfo(settings.TIME_ZONE), libur=libur)
        self.pejabat: dict[Jabatan, tuple[UUID, UUID]] = {}  # person, account

    def isi(self) -> list[AkunPeraga]:
        """Make everything and return the people a newcomer may be."""
        keluarga = bangkitkan(self.desa.rencana)
        with clock.pada(hari_kerja_lalu(HARI_AWAL, self.kini, self.kerja, time(8))):
            with berjalan(f"Desa {self.desa.nama}: {self.desa.rencana.jumlah} penduduk rekaan"):
                self._impor(keluarga)
            with lingkup(self.kode):
                aparat = [self._aparat(*satu) for satu in self.desa.petugas]
        with berjalan(f"Desa {self.desa.nama}: {len(self.desa.jadwal)} surat"):
            warga = self._surat(keluarga)
        return [warga, *aparat]

    def _impor(self, keluarga: list[KeluargaDemo]) -> None:
        dokumen.pastikan_otoritas(kabupaten="Kabupaten Ciamis")
        daftarkan_desa(kode=self.kode, pelaku=PELAKU)
        with lingkup(self.kode):
            nama = self.desa.nama
            ubah_identitas(pelaku=PELAKU, alamat=f"Jalan Raya {nama} Nomor 17", telepon="0265-555-0142")
            csv = ke_csv(self.kode, keluarga)
            hasil = siapkan_impor(isi=csv, nama_berkas="penduduk-rekaan.csv", lengkap=True, oleh=PELAKU)
        with lingkup(self.kode):
            terapkan_impor(impor_id=hasil.id, oleh=PELAKU)

    def _aparat(self, pendek: str, nama: str, jabatan: Jabatan) -> AkunPeraga:
        nama_masuk = f"{pendek}.{self.desa.nama.lower()}"
        sandi = f"sandi-peraga-{nama_masuk}"
        pejabat = akun.buat_aparat(nama_masuk=nama_masuk, nama=nama, sandi=sandi, pelaku=PELAKU)
        akun.angkat(pejabat_id=pejabat.pk, jabatan=jabatan, mulai=MULAI, pelaku=PELAKU)
        pengguna = pejabat.pengguna_id or UUID(int=0)
        self.pejabat[jabatan] = (pejabat.pk, pengguna)
        if jabatan is not Jabatan.KEPALA_DESA:
            return AkunPeraga(jabatan.value, nama, self.kode, nama_masuk, sandi)
        return AkunPeraga(jabatan.value, nama, self.kode, nama_masuk, sandi, _totp(pengguna), FRASA)

    def _mulai_tte(self) -> None:
        """Let the village sign electronically from now on, with a key for its kepala desa."""
        with lingkup(self.kode):
            surat.ubah_pengaturan(pelaku=PELAKU, cara_terbit=CaraTerbit.TTE_LOKAL)
            dokumen.daftarkan_penandatangan(
                pejabat_id=self.pejabat[Jabatan.KEPALA_DESA][0],
                nama=self.desa.petugas[-1][1],
                jabatan="Kepala Desa",
                frasa=FRASA,
                pelaku=PELAKU,
            )

    def _surat(self, keluarga: list[KeluargaDemo]) -> AkunPeraga:
        """Play the letters; return the citizen a newcomer may be, who has some of them."""
        baris = self.desa.jadwal
        pemohon = pilih(keluarga, self.kode, len(baris), self.kini.astimezone(self.kerja.zona).date())
        kantor = Kantor(self.kode, {PERAN[j]: akun_id for j, (_, akun_id) in self.pejabat.items()}, FRASA)
        tte = hari_kerja_lalu(HARI_TTE, self.kini, self.kerja, time(8))
        mainkan(baris, milik_warga(baris, pemohon), kantor, self.kini, self.kerja, (tte, self._mulai_tte))
        with lingkup(self.kode):
            orang = by_nik(pemohon[0].nik)
        return AkunPeraga("warga", orang.nama if orang else "", self.kode, pemohon[0].nik, f"PIN {PIN}")


def milik_warga(baris: Sequence[Baris], pemohon: Sequence[Pemohon]) -> list[Pemohon]:
    """Give the first applicant, whom a newcomer may be, an issued and a returned letter as well."""
    warga, semua = pemohon[0], list(pemohon)
    for cerita, keperluan in (("terbit", "pinjaman"), ("kembali", "bantuan")):
        nomor = next(n for n, satu in enumerate(baris) if satu.cerita == cerita and not di_loket(n))
        semua[nomor] = replace(warga, jawaban={**warga.jawaban, "keperluan": keperluan})
    return semua


def _totp(pengguna_id: UUID) -> str:
    """Set up the second step and return its secret for an authenticator app."""
    alamat = akun.mulai_pasang_totp(pengguna_id=pengguna_id)
    rahasia = parse_qs(urlsplit(alamat).query)["secret"][0]
    kode = kode_saat(rahasia, clock.now().timestamp())
    akun.selesai_pasang_totp(pengguna_id=pengguna_id, kode=kode)
    return rahasia
