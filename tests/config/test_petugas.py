"""``eoffice petugas``: accounts of the regency's officers, and who a database lets serve the hub."""

from pathlib import Path

import psycopg
import pytest
from django.conf import LazySettings
from tools import pg_uji

from config.checks import OWNER
from eoffice.akun.models import KodePemulihan, Pengguna, Totp
from eoffice.akun.services import masuk_aparat
from tests.config.conftest import Jalankan

SANDI = "empat kata yang panjang"


@pytest.fixture
def hub(rumah: Path, settings: LazySettings, db: None) -> LazySettings:
    """Work at the hub."""
    settings.EOFFICE_PERAN, settings.EOFFICE_ALAMAT_PUBLIK = "kabupaten", "https://eoffice.contoh.go.id"
    return settings


def tambah(jalankan: Jalankan, *lain: str, sandi: str = SANDI) -> tuple[int, str]:
    hasil = jalankan("petugas", "tambah", "dian", "--nama", "Dian Permana", "--sandi", sandi, *lain)
    return hasil.exit_code, hasil.output


def test_an_officer_is_made_and_can_come_in(hub: LazySettings, jalankan: Jalankan) -> None:
    kode, kata = tambah(jalankan)
    assert kode == 0
    assert kata.endswith(
        "Akun dian siap. Masuk di https://eoffice.contoh.go.id/kabupaten/.\n"
        "Halaman lain terbuka sesudah kode dari HP dipasang. Data penduduk dan isi surat tidak terbuka.\n"
    )
    assert masuk_aparat(nama_masuk="dian", sandi=SANDI, sumber="s").petugas_kabupaten


def test_a_short_password_and_a_taken_name_are_refused(hub: LazySettings, jalankan: Jalankan) -> None:
    assert tambah(jalankan, sandi="pendek")[0] == 2
    assert not Pengguna.objects.exists()
    assert tambah(jalankan)[0] == 0
    kode, kata = tambah(jalankan)
    assert (kode, "sudah dipakai orang lain" in kata) == (1, True)


def test_the_list_says_who_works_and_who_has_a_phone(hub: LazySettings, jalankan: Jalankan) -> None:
    tambah(jalankan)
    jalankan("petugas", "tambah", "asep", "--nama", "Asep Rahmat", "--sandi", SANDI)
    assert jalankan("petugas", "tutup", "asep", "--alasan", "Pindah tugas").exit_code == 0
    assert jalankan("petugas", "daftar").output == (
        "asep\tAsep Rahmat\tditutup\tbelum memasang kode HP\ndian\tDian Permana\tdipakai\tbelum memasang kode HP\n"
    )


def test_a_lost_phone_is_taken_off(hub: LazySettings, jalankan: Jalankan) -> None:
    tambah(jalankan)
    siapa = Pengguna.objects.get()
    Totp.objects.create(pengguna=siapa)
    KodePemulihan.objects.create(pengguna=siapa, digest="x")
    hasil = jalankan("petugas", "lepas-hp", "dian", "--alasan", "HP hilang")
    assert hasil.output.endswith(
        "Kode HP dan kunci sandi Dian Permana dilepas. HP baru dipasang saat masuk berikutnya.\n"
    )
    assert (Totp.objects.count(), KodePemulihan.objects.count()) == (0, 0)


@pytest.mark.parametrize("perintah", ["tutup", "lepas-hp"])
def test_an_unknown_name_and_a_missing_reason_are_told(
    hub: LazySettings, jalankan: Jalankan, perintah: str
) -> None:
    hasil = jalankan("petugas", perintah, "dian", "--alasan", "x")
    assert (hasil.exit_code, "Tidak ada akun petugas kabupaten" in hasil.output) == (1, True)
    assert jalankan("petugas", perintah, "dian").exit_code == 2


def test_a_village_office_has_no_officers_of_the_regency(
    hub: LazySettings, jalankan: Jalankan, settings: LazySettings
) -> None:
    settings.EOFFICE_PERAN = "desa"
    for satu in (("daftar",), ("tambah", "dian", "--nama", "D", "--sandi", SANDI)):
        hasil = jalankan("petugas", *satu)
        assert (hasil.exit_code, "untuk server kabupaten" in hasil.output) == (1, True)
    assert not Pengguna.objects.exists()


def test_postgres_itself_tells_who_must_not_serve_the_hub() -> None:
    """The question of check E002, asked as every kind of role: whoever owns a table or passes the walls is refused."""
    with pg_uji.cluster() as cluster:
        with psycopg.connect(cluster.url(pg_uji.SUPERUSER, "postgres"), autocommit=True) as super_:
            super_.execute("CREATE ROLE penembus LOGIN BYPASSRLS")
            super_.execute("GRANT CREATE ON SCHEMA public TO PUBLIC")
            bebas = super_.execute(OWNER).fetchone()
        with psycopg.connect(cluster.url(pg_uji.OWNER, "postgres"), autocommit=True) as pemilik:
            pemilik.execute("CREATE TABLE coba (id int)")
            milik = pemilik.execute(OWNER).fetchone()
        jawab = {}
        for peran in (pg_uji.SERVING, "penembus"):
            with psycopg.connect(cluster.url(peran, "postgres")) as satu:
                jawab[peran] = satu.execute(OWNER).fetchone()
    assert (bebas, milik) == ((True,), (True,))
    assert jawab == {pg_uji.SERVING: (False,), "penembus": (True,)}
