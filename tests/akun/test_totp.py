"""The second step: codes once each, a clock that drifts or died, a phone that is lost."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pyotp
import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eoffice.akun import selectors, services
from eoffice.akun.models import KodePemulihan, Pengguna, Totp
from eoffice.jejak.selectors import riwayat
from eoffice.kernel.errors import EofficeError, InvalidInput, NotFound, RuleRefused, TooManyAttempts
from eoffice.kernel.ids import new_id
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup

from .conftest import SEKARANG, Orang, buat_orang

SUMBER = "10.0.0.5"


def _rahasia(alamat: str) -> str:
    return parse_qs(urlsplit(alamat).query)["secret"][0]


def _kode(rahasia: str, geser: int = 0) -> str:
    """Return the code of a moment ``geser`` seconds from the tests' present."""
    return pyotp.TOTP(rahasia).at(SEKARANG + timedelta(seconds=geser))


def pasang(pengguna: UUID) -> tuple[str, list[str]]:
    """Set up a phone at the tests' present; return secret and recovery codes."""
    rahasia = _rahasia(services.mulai_pasang_totp(pengguna_id=pengguna))
    with time_machine.travel(SEKARANG - timedelta(minutes=10), tick=False):
        kode = services.selesai_pasang_totp(pengguna_id=pengguna, kode=_kode(rahasia, -600))
    return rahasia, kode


def _periksa(pengguna: UUID, kode: str) -> bool:
    try:
        services.periksa_totp(pengguna_id=pengguna, kode=kode, sumber=SUMBER)
    except RuleRefused:
        return False
    return True


def test_setting_up_shows_a_standard_address_and_proves_it_by_a_code(kades: Orang) -> None:
    alamat = services.mulai_pasang_totp(pengguna_id=kades.pengguna)
    assert alamat.startswith("otpauth://totp/e-Office%20Desa:kades?")
    assert services.mulai_pasang_totp(pengguna_id=kades.pengguna) == alamat, "a reload shows the same QR"
    assert not selectors.totp_terpasang(kades.pengguna)
    with time_machine.travel(SEKARANG, tick=False):
        with pytest.raises(RuleRefused):
            services.selesai_pasang_totp(pengguna_id=kades.pengguna, kode="000000")
        kode = services.selesai_pasang_totp(pengguna_id=kades.pengguna, kode=_kode(_rahasia(alamat)))
    assert selectors.totp_terpasang(kades.pengguna)
    assert (len(kode), len(set(kode)), selectors.sisa_kode_pemulihan(kades.pengguna)) == (10, 10, 10)


def test_the_old_phone_works_until_the_new_one_is_proven(kades: Orang) -> None:
    lama, _ = pasang(kades.pengguna)
    baru = _rahasia(services.mulai_pasang_totp(pengguna_id=kades.pengguna))
    assert baru != lama
    with time_machine.travel(SEKARANG, tick=False) as jam:
        assert not _periksa(kades.pengguna, _kode(baru))
        assert _periksa(kades.pengguna, _kode(lama))
        services.selesai_pasang_totp(pengguna_id=kades.pengguna, kode=_kode(baru))
        jam.shift(timedelta(seconds=30))
        assert not _periksa(kades.pengguna, _kode(lama, 30))
        assert _periksa(kades.pengguna, _kode(baru, 30))


def test_the_secret_lies_encrypted(kades: Orang) -> None:
    rahasia, kode = pasang(kades.pengguna)
    isi = repr([*Totp.objects.values(), *KodePemulihan.objects.values()])
    assert rahasia not in isi
    assert not any(satu in isi or satu.replace("-", "") in isi for satu in kode)


@pytest.mark.parametrize(
    ("geser", "hasil"), [(-61, False), (-30, True), (0, True), (30, True), (61, False), (3600, False)]
)
def test_one_step_of_drift_either_way(kades: Orang, geser: int, *, hasil: bool) -> None:
    rahasia, _ = pasang(kades.pengguna)
    with time_machine.travel(SEKARANG, tick=False):
        assert _periksa(kades.pengguna, _kode(rahasia, geser)) is hasil


def test_a_code_works_once_and_an_earlier_one_not_after_it(kades: Orang) -> None:
    rahasia, _ = pasang(kades.pengguna)
    with time_machine.travel(SEKARANG, tick=False):
        assert _periksa(kades.pengguna, _kode(rahasia))
        assert not _periksa(kades.pengguna, _kode(rahasia)), "replayed"
        assert not _periksa(kades.pengguna, _kode(rahasia, -30)), "seen over a shoulder half a minute ago"
        assert _periksa(kades.pengguna, _kode(rahasia, 30))


@pytest.mark.parametrize("kode", ["", " ", "abcdef", "12345", "1234567", "١٢٣٤٥٦", "é" * 6, "0" * 5000])
def test_nonsense_is_a_wrong_code_never_a_crash(kades: Orang, kode: str) -> None:
    pasang(kades.pengguna)
    assert not _periksa(kades.pengguna, kode)


def test_a_code_may_be_typed_with_the_gap_the_phone_shows(kades: Orang) -> None:
    rahasia, _ = pasang(kades.pengguna)
    with time_machine.travel(SEKARANG, tick=False):
        kode = _kode(rahasia)
        assert _periksa(kades.pengguna, f" {kode[:3]} {kode[3:]} ")


def test_without_a_phone_no_code_is_right(kades: Orang) -> None:
    assert not _periksa(kades.pengguna, "000000")
    assert not _periksa(new_id(), "000000")
    services.mulai_pasang_totp(pengguna_id=kades.pengguna)
    assert not _periksa(kades.pengguna, "000000"), "not yet proven"


def test_guessing_codes_is_held_back(kades: Orang) -> None:
    rahasia, kode = pasang(kades.pengguna)
    with time_machine.travel(SEKARANG, tick=False):
        for _ in range(5):
            assert not _periksa(kades.pengguna, "000000")
        with pytest.raises(TooManyAttempts):
            _periksa(kades.pengguna, _kode(rahasia))
        with pytest.raises(TooManyAttempts):
            services.pakai_kode_pemulihan(pengguna_id=kades.pengguna, kode=kode[0], sumber=SUMBER)
        services.periksa_totp(pengguna_id=kades.pengguna, kode=_kode(rahasia), sumber="tempat-lain")


# ---- recovery codes ----


def test_each_recovery_code_works_once(kades: Orang) -> None:
    _, kode = pasang(kades.pengguna)
    for satu in kode:
        services.pakai_kode_pemulihan(pengguna_id=kades.pengguna, kode=satu, sumber=SUMBER)
    assert selectors.sisa_kode_pemulihan(kades.pengguna) == 0
    with pytest.raises(RuleRefused):
        services.pakai_kode_pemulihan(pengguna_id=kades.pengguna, kode=kode[0], sumber=SUMBER)


def test_a_recovery_code_may_be_typed_carelessly(kades: Orang) -> None:
    _, kode = pasang(kades.pengguna)
    for satu, ketik in zip(
        kode, (str.lower, lambda k: k.replace("-", ""), lambda k: k.replace("-", " ")), strict=False
    ):
        services.pakai_kode_pemulihan(pengguna_id=kades.pengguna, kode=ketik(satu), sumber=SUMBER)


def test_recovery_codes_belong_to_one_person(kades: Orang, sekdes: Orang) -> None:
    _, kode = pasang(kades.pengguna)
    pasang(sekdes.pengguna)
    with pytest.raises(RuleRefused):
        services.pakai_kode_pemulihan(pengguna_id=sekdes.pengguna, kode=kode[0], sumber=SUMBER)


def test_fresh_codes_replace_the_old_sheet(kades: Orang) -> None:
    _, lama = pasang(kades.pengguna)
    baru = services.buat_kode_pemulihan(pengguna_id=kades.pengguna)
    with pytest.raises(RuleRefused):
        services.pakai_kode_pemulihan(pengguna_id=kades.pengguna, kode=lama[0], sumber=SUMBER)
    services.pakai_kode_pemulihan(pengguna_id=kades.pengguna, kode=baru[0], sumber=SUMBER)


@pytest.mark.parametrize("hari", [-9000, -365, 365, 9000])
def test_with_a_dead_clock_codes_of_the_phone_fail_but_recovery_codes_work(kades: Orang, hari: int) -> None:
    """The phone shows the true time; the mini PC woke up in another year."""
    rahasia, kode = pasang(kades.pengguna)
    with time_machine.travel(SEKARANG + timedelta(days=hari), tick=False):
        assert not _periksa(kades.pengguna, _kode(rahasia))
        services.pakai_kode_pemulihan(pengguna_id=kades.pengguna, kode=kode[0], sumber=SUMBER)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(-45, 90), min_size=1, max_size=8))
def test_whatever_codes_come_no_step_is_used_twice(kades: Orang, geser: list[int]) -> None:
    """Steps that were accepted only ever go up."""
    Totp.objects.all().delete()
    rahasia, _ = pasang(kades.pengguna)
    terakhir = Totp.objects.get().langkah_terakhir
    for satu in geser:
        with time_machine.travel(SEKARANG, tick=False):
            try:
                diterima = _periksa(kades.pengguna, _kode(rahasia, satu))
            except TooManyAttempts:
                break
        langkah = Totp.objects.get().langkah_terakhir
        assert (langkah > terakhir) is diterima
        terakhir = langkah


# ---- two colleagues release a lost phone ----


def _lepas(rekan: Orang, oleh: Orang, saksi: Orang, alasan: str = "HP hilang di pasar") -> None:
    services.reset_totp_dua_orang(
        nama_rekan=rekan.nama_masuk, oleh=oleh.pengguna, saksi=saksi.pengguna, alasan=alasan
    )


def test_two_colleagues_release_a_lost_phone_and_it_is_recorded(
    kades: Orang, sekdes: Orang, operator: Orang
) -> None:
    pasang(kades.pengguna)
    sesi = Pengguna.objects.get(pk=kades.pengguna).get_session_auth_hash()
    _lepas(kades, sekdes, operator)
    assert not selectors.totp_terpasang(kades.pengguna)
    assert selectors.sisa_kode_pemulihan(kades.pengguna) == 0
    assert Pengguna.objects.get(pk=kades.pengguna).get_session_auth_hash() != sesi, "his sessions end"
    (kejadian,) = riwayat("pengguna", kades.pengguna)
    assert kejadian.publik == {"oleh": str(sekdes.pengguna), "saksi": str(operator.pengguna)}
    assert kejadian.pribadi == {"alasan": "HP hilang di pasar"}


def test_one_person_is_not_two(kades: Orang, sekdes: Orang, operator: Orang) -> None:
    for oleh, saksi in ((sekdes, sekdes), (kades, sekdes), (sekdes, kades)):
        with pytest.raises(RuleRefused, match="reset_dua_orang"):
            _lepas(kades, oleh, saksi)


def test_a_colleague_without_a_post_or_with_a_closed_account_does_not_count(
    kades: Orang, sekdes: Orang, operator: Orang
) -> None:
    bekas = buat_orang("bekas", None)
    with pytest.raises(RuleRefused, match="reset_dua_orang"):
        _lepas(kades, sekdes, bekas)
    Pengguna.objects.filter(pk=operator.pengguna).update(is_active=False)
    with pytest.raises(RuleRefused, match="reset_dua_orang"):
        _lepas(kades, sekdes, operator)


def test_a_reason_is_needed(kades: Orang, sekdes: Orang, operator: Orang) -> None:
    with pytest.raises(InvalidInput) as info:
        _lepas(kades, sekdes, operator, "  ")
    assert "alasan" in info.value.per_field


def test_officials_of_another_village_do_not_count(cisontrol: Desa, situmandala: Desa) -> None:
    from eoffice.akun.rules.jabatan import Jabatan

    with lingkup(cisontrol.kode):
        kades = buat_orang("kades", Jabatan.KEPALA_DESA)
        sekdes = buat_orang("sekdes", Jabatan.SEKRETARIS_DESA)
    with lingkup(situmandala.kode):
        asing = buat_orang("asing", Jabatan.SEKRETARIS_DESA)
        with pytest.raises(NotFound):
            _lepas(kades, asing, sekdes)
    with lingkup(cisontrol.kode), pytest.raises(EofficeError, match="reset_dua_orang"):
        _lepas(kades, sekdes, asing)
