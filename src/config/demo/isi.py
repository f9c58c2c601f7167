"""Fill the trial: two villages, their residents through the real import, officials, keys, one citizen each."""

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from uuid import UUID

import click
import pyotp

from config.demo.penduduk import CISONTROL, SITUMANDALA, Rencana, bangkitkan, ke_csv
from config.demo.peraga import AkunPeraga
from eoffice.akun import services as akun
from eoffice.akun.rules.jabatan import Jabatan
from eoffice.dokumen import services as dokumen
from eoffice.jejak.desa import daftarkan_desa, ubah_identitas
from eoffice.penduduk.selectors import daftar, satu
from eoffice.penduduk.services import siapkan_impor, terapkan_impor
from eoffice.surat import services as surat
from eoffice.surat.rules.alur import CaraTerbit
from eoffice.wilayah.selectors import desa_terdaftar
from eoffice.wilayah.tenancy import lingkup

PELAKU = "demo"
FRASA = "gunung kabut kancil melati"
MULAI = date(2024, 1, 2)
PETUGAS = (
    ("rika", "Rika Amelia", Jabatan.OPERATOR),
    ("dadang", "Dadang Suhendar, S.IP.", Jabatan.SEKRETARIS_DESA),
    ("oman", "H. Oman Rohman", Jabatan.KEPALA_DESA),
)


def siapkan(berkas: Path) -> list[AkunPeraga]:
    """Fill the trial once and return its people; a second start reads them from ``berkas``."""
    if berkas.exists():
        return [AkunPeraga(**isi) for isi in json.loads(berkas.read_text())]
    dokumen.pastikan_otoritas(kabupaten="Ciamis")
    peraga = [*_desa(CISONTROL, "cisontrol"), *_desa(SITUMANDALA, "situmandala")]
    berkas.touch(mode=0o600)
    berkas.write_text(json.dumps([asdict(satu) for satu in peraga], indent=2, ensure_ascii=False))
    return peraga


def _desa(rencana: Rencana, akhiran: str) -> list[AkunPeraga]:
    kode = rencana.kode
    click.echo(f"Menyiapkan desa {kode} dengan penduduk rekaan ...")
    if not desa_terdaftar(kode):
        daftarkan_desa(kode=kode, pelaku=PELAKU)
    with lingkup(kode):
        hasil = siapkan_impor(
            isi=ke_csv(kode, bangkitkan(rencana)),
            nama_berkas="penduduk-rekaan.csv",
            lengkap=True,
            oleh=PELAKU,
        )
    with lingkup(kode):
        terapkan_impor(impor_id=hasil.id, oleh=PELAKU)
    with lingkup(kode):
        nama = akhiran.capitalize()
        ubah_identitas(pelaku=PELAKU, alamat=f"Jalan Raya {nama} Nomor 17", telepon="0265-555-0142")
        surat.ubah_pengaturan(pelaku=PELAKU, cara_terbit=CaraTerbit.TTE_LOKAL)
        aparat = [_aparat(kode, f"{nama}.{akhiran}", lengkap, jabatan) for nama, lengkap, jabatan in PETUGAS]
        return [_warga(kode), *aparat]


def _aparat(kode: str, nama_masuk: str, nama: str, jabatan: Jabatan) -> AkunPeraga:
    sandi = f"sandi-peraga-{nama_masuk}"
    pejabat = akun.buat_aparat(nama_masuk=nama_masuk, nama=nama, sandi=sandi, pelaku=PELAKU)
    akun.angkat(pejabat_id=pejabat.pk, jabatan=jabatan, mulai=MULAI, pelaku=PELAKU)
    totp = frasa = ""
    if jabatan is Jabatan.KEPALA_DESA:
        totp, frasa = _kunci(pejabat.pengguna_id or UUID(int=0)), FRASA
        dokumen.daftarkan_penandatangan(
            pejabat_id=pejabat.pk, nama=nama, jabatan="Kepala Desa", frasa=frasa, pelaku=PELAKU
        )
    return AkunPeraga(jabatan.value, nama, kode, nama_masuk, sandi, totp, frasa)


def _kunci(pengguna_id: UUID) -> str:
    """Set up the second step and return its secret for an authenticator app."""
    rahasia = pyotp.parse_uri(akun.mulai_pasang_totp(pengguna_id=pengguna_id)).secret
    akun.selesai_pasang_totp(pengguna_id=pengguna_id, kode=pyotp.TOTP(rahasia).now())
    return rahasia


def _warga(kode: str) -> AkunPeraga:
    """Activate the first resident of the list who is grown up."""
    calon = (satu(baris.id) for baris in daftar(1, per_halaman=50).baris)
    orang = next(p for p in calon if p.tanggal_lahir and p.tanggal_lahir < date(2000, 1, 1))
    slip = akun.terbitkan_slip(penduduk_id=orang.id, pelaku=PELAKU)
    akun.aktifkan_warga(
        token=slip.token, pin="739154", nik=orang.nik, nama=orang.nama, tanggal_lahir=orang.tanggal_lahir
    )
    return AkunPeraga("warga", orang.nama, kode, orang.nik, "PIN 739154")
