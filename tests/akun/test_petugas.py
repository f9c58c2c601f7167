"""Officers of the regency: accounts without a village, made and closed at the server."""

from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from eoffice.akun import selectors, services
from eoffice.akun.models import KodePemulihan, Pengguna, Totp
from eoffice.kernel.errors import InvalidInput, NotFound, RuleRefused
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup, lingkup_terbuka
from tests.pabrik import pemeran

pytestmark = pytest.mark.django_db
SANDI = "empat kata yang panjang"


def buat(nama_masuk: str = "dian") -> Pengguna:
    return services.buat_petugas(nama_masuk=nama_masuk, nama="Dian Permana", sandi=SANDI, pelaku="uji")


def test_an_officer_has_no_village_and_comes_in_with_a_password() -> None:
    satu = buat(" Dian ")
    assert (satu.nama_masuk, satu.desa_id, satu.jenis, satu.petugas_kabupaten) == (
        "dian",
        None,
        "kabupaten",
        True,
    )
    assert services.masuk_aparat(nama_masuk="DIAN", sandi=SANDI, sumber="s") == satu
    assert not lingkup_terbuka()


def test_an_officer_can_never_be_given_a_village(cisontrol: Desa) -> None:
    satu = buat()
    with pytest.raises(IntegrityError), transaction.atomic():
        Pengguna.objects.filter(pk=satu.pk).update(desa=cisontrol)


def test_a_sign_in_name_is_taken_once_by_whomever(cisontrol: Desa) -> None:
    with lingkup(cisontrol.kode):
        pemeran()
    for nama in ("dian", "DIAN ", "rika.cisontrol"):
        if nama == "dian":
            buat(nama)
            continue
        with pytest.raises(InvalidInput) as tolak:
            buat(nama)
        assert tolak.value.pesan.kode == "akun.nama_masuk_dipakai"


@pytest.mark.parametrize("perbuatan", [services.tutup_petugas, services.lepas_hp_petugas])
class TestPerbuatan:
    """What is done to an account at the server."""

    @pytest.mark.parametrize("alasan", ["", "  \n"])
    def test_it_wants_a_reason(self, perbuatan: object, alasan: str) -> None:
        buat()
        with pytest.raises(InvalidInput):
            perbuatan(nama_masuk="dian", alasan=alasan, pelaku="uji")  # type: ignore[operator]
        assert Pengguna.objects.get().is_active

    @pytest.mark.parametrize("nama", ["tidak.ada", "rika.cisontrol", ""])
    def test_it_touches_officers_of_the_regency_alone(
        self, perbuatan: object, nama: str, cisontrol: Desa
    ) -> None:
        with lingkup(cisontrol.kode):
            pemeran()
        with pytest.raises(NotFound) as tolak:
            perbuatan(nama_masuk=nama, alasan="x", pelaku="uji")  # type: ignore[operator]
        assert tolak.value.pesan.kode == "akun.petugas_tidak_ada"
        assert not Pengguna.objects.filter(is_active=False).exists()

    def test_every_session_ends(self, perbuatan: object) -> None:
        satu = buat()
        lama = satu.get_session_auth_hash()
        perbuatan(nama_masuk=" DIAN", alasan="x", pelaku="uji")  # type: ignore[operator]
        satu.refresh_from_db()
        assert satu.get_session_auth_hash() != lama


def test_a_closed_account_stays_closed() -> None:
    buat()
    services.tutup_petugas(nama_masuk="dian", alasan="x", pelaku="uji")
    with pytest.raises(RuleRefused):
        services.masuk_aparat(nama_masuk="dian", sandi=SANDI, sumber="s")
    with pytest.raises(NotFound):
        services.tutup_petugas(nama_masuk="dian", alasan="x", pelaku="uji")
    assert [(s.nama_masuk, s.aktif, s.totp) for s in selectors.daftar_petugas()] == [("dian", False, False)]


def test_a_lost_phone_takes_its_recovery_codes_along() -> None:
    satu = buat()
    Totp.objects.create(pengguna=satu)
    KodePemulihan.objects.create(pengguna=satu, digest="x")
    services.lepas_hp_petugas(nama_masuk="dian", alasan="HP hilang", pelaku="uji")
    assert (Totp.objects.count(), KodePemulihan.objects.count()) == (0, 0)


def test_an_officer_cannot_vouch_for_a_phone_in_a_village(cisontrol: Desa) -> None:
    dian: UUID = buat().pk
    with lingkup(cisontrol.kode):
        cast = pemeran()
        with pytest.raises(RuleRefused):
            services.reset_totp_dua_orang(
                nama_rekan="oman.cisontrol", oleh=cast.sekdes, saksi=dian, alasan="HP hilang"
            )
