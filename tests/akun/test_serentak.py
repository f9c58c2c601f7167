"""Two people, or one person twice, at the same moment: one code, one sheet, one name, one last day."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pyotp
import pytest
import time_machine

from eoffice.akun import selectors, services
from eoffice.akun.models import KodePemulihan, Pejabat, Pengguna, Penugasan, SlipAktivasi, Totp
from eoffice.akun.rules.jabatan import Jabatan
from eoffice.akun.rules.keluar import Ganti
from eoffice.jejak.selectors import riwayat
from eoffice.jejak.verify import periksa_rantai
from eoffice.kernel.errors import EofficeError, InvalidInput
from eoffice.kernel.ids import new_id
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.surat.test_serentak import serentak

from .conftest import NIK, PIN, SANDI, Orang, buat_orang, buat_warga

pytestmark = pytest.mark.serentak
BANYAK = 4
SAAT = datetime(2026, 11, 24, 2, 0, 15, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _jam_berhenti() -> Any:
    with time_machine.travel(SAAT, tick=False):
        yield


@pytest.fixture
def kades(cisontrol: Desa) -> Orang:
    with lingkup(cisontrol.kode):
        return buat_orang("kades", Jabatan.KEPALA_DESA)


def hasil(kerja: Any, *isi: Any, **kw: Any) -> str:
    """Do it; return ``jadi``, or the code with which it was refused."""
    try:
        kerja(*isi, **kw)
    except EofficeError as tolak:
        return tolak.pesan.kode
    return "jadi"


def pasang(pengguna: UUID) -> tuple[str, list[str]]:
    rahasia = pyotp.parse_uri(services.mulai_pasang_totp(pengguna_id=pengguna)).secret
    with time_machine.travel(SAAT - timedelta(minutes=5), tick=False):
        kode = services.selesai_pasang_totp(pengguna_id=pengguna, kode=pyotp.TOTP(rahasia).at(SAAT - timedelta(minutes=5)))  # fmt: skip
    return rahasia, kode


def test_one_code_of_the_phone_lets_one_browser_in(kades: Orang) -> None:
    """A thief who saw the code over a shoulder presses in the same second."""
    rahasia, _ = pasang(kades.pengguna)
    kode = pyotp.TOTP(rahasia).at(SAAT)
    semua = serentak(
        BANYAK,
        lambda n: hasil(services.periksa_totp, pengguna_id=kades.pengguna, kode=kode, sumber=f"s{n}"),
    )
    assert sorted(semua) == ["akun.kode_salah"] * (BANYAK - 1) + ["jadi"]


def test_one_recovery_code_lets_one_browser_in(kades: Orang) -> None:
    _, kode = pasang(kades.pengguna)
    semua = serentak(
        BANYAK,
        lambda n: hasil(
            services.pakai_kode_pemulihan, pengguna_id=kades.pengguna, kode=kode[0], sumber=f"s{n}"
        ),
    )
    assert sorted(semua) == ["akun.kode_salah"] * (BANYAK - 1) + ["jadi"]
    assert selectors.sisa_kode_pemulihan(kades.pengguna) == 9


def test_setting_up_twice_at_once_prepares_one_secret(kades: Orang) -> None:
    """Two open tabs must show the same QR, or the phone would hold the one that lost."""
    Totp.objects.create(pengguna_id=kades.pengguna)
    alamat = serentak(BANYAK, lambda _: services.mulai_pasang_totp(pengguna_id=kades.pengguna))
    assert services.mulai_pasang_totp(pengguna_id=kades.pengguna) in alamat
    assert len(set(alamat)) == 1


def test_proving_twice_at_once_gives_one_sheet(kades: Orang) -> None:
    rahasia = pyotp.parse_uri(services.mulai_pasang_totp(pengguna_id=kades.pengguna)).secret
    kode = pyotp.TOTP(rahasia).at(SAAT)
    semua = serentak(
        BANYAK, lambda _: hasil(services.selesai_pasang_totp, pengguna_id=kades.pengguna, kode=kode)
    )
    assert sorted(semua) == ["akun.kode_salah"] * (BANYAK - 1) + ["jadi"]
    assert KodePemulihan.objects.count() == 10


def test_one_sign_in_name_is_given_to_one(cisontrol: Desa) -> None:
    def buat(nomor: int) -> str:
        with lingkup(cisontrol.kode):
            return hasil(
                services.buat_aparat, nama_masuk="Rika", nama=f"Rika {nomor}", sandi=SANDI, pelaku="uji"
            )

    assert sorted(serentak(BANYAK, buat)) == ["akun.nama_masuk_dipakai"] * (BANYAK - 1) + ["jadi"]
    with lingkup(cisontrol.kode):
        assert Pejabat.objects.count() == 1
        assert periksa_rantai(cisontrol.kode).utuh
    assert Pengguna.objects.get().nama_masuk == "rika"


def test_many_slips_for_one_person_at_once_leave_one_that_works(cisontrol: Desa) -> None:
    penduduk = new_id()

    def cetak(_: int) -> str:
        with lingkup(cisontrol.kode):
            return services.terbitkan_slip(penduduk_id=penduduk, pelaku="uji").token

    semua = serentak(BANYAK, cetak)
    assert len(set(semua)) == BANYAK
    berlaku = SlipAktivasi.objects.filter(dicabut_pada=None).count()
    assert berlaku == sum(hasil(services.baca_slip, satu) == "jadi" for satu in semua) == 1


def test_two_who_end_a_post_at_once_write_two_revisions_in_order(cisontrol: Desa, kades: Orang) -> None:
    with lingkup(cisontrol.kode):
        tugas = Penugasan.objects.get()
    hari = [SAAT.date() + timedelta(days=nomor) for nomor in range(BANYAK)]

    def akhiri(nomor: int) -> str:
        with lingkup(cisontrol.kode):
            return hasil(services.akhiri_tugas, penugasan_id=tugas.pk, selesai=hari[nomor], pelaku="uji")

    assert serentak(BANYAK, akhiri) == ["jadi"] * BANYAK
    with lingkup(cisontrol.kode):
        kejadian = riwayat("penugasan", tugas.pk)
        akhir = Penugasan.objects.get()
        assert periksa_rantai(cisontrol.kode).utuh
    assert [satu.revisi for satu in kejadian] == [1, 2, 3, 4, 5]
    assert kejadian[-1].publik["selesai"] == str(akhir.selesai), "the stream ends where the table does"
    assert akhir.revisi == 5


def test_signing_in_at_many_places_at_once_is_no_attack(cisontrol: Desa) -> None:
    with lingkup(cisontrol.kode):
        akun = buat_warga()

    def masuk(nomor: int) -> UUID:
        with lingkup(cisontrol.kode):
            return services.masuk_warga(desa=cisontrol.kode, nik=NIK, pin=PIN, sumber=f"hp-{nomor % 2}").pk

    assert serentak(8, masuk) == [akun] * 8


def test_ending_all_sessions_twice_at_once_counts_twice(kades: Orang) -> None:
    serentak(BANYAK, lambda _: services.keluar_semua(pengguna_id=kades.pengguna))
    assert Pengguna.objects.get(pk=kades.pengguna).sesi_ke == BANYAK


def test_two_at_once_name_one_person_to_stand_for_the_head(cisontrol: Desa) -> None:
    with lingkup(cisontrol.kode):
        kini = SAAT.date()
        buat_orang("kades", Jabatan.KEPALA_DESA)
        siapa = [buat_orang("sekdes", Jabatan.SEKRETARIS_DESA), buat_orang("kasi", Jabatan.KASI_PELAYANAN)]

    def catat(giliran: int) -> bool:
        try:
            with lingkup(cisontrol.kode):
                services.kades_keluar(
                    pejabat_id=siapa[giliran].pejabat, ganti=Ganti.PLH, mulai=kini, selesai=kini, dasar="SP",
                    pelaku="uji",
                )  # fmt: skip
        except InvalidInput:
            return False
        return True

    assert sorted(serentak(2, catat)) == [False, True]
    with lingkup(cisontrol.kode):
        assert len(selectors.daftar_keluar(kini)) == 1
