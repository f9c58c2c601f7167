"""Signing in: one answer for every failure, and a lock that hits the one who fails, not his victim."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings as pengaturan
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eoffice.akun import services
from eoffice.akun.models import AkunWarga, Pengguna, PercobaanMasuk
from eoffice.kernel.errors import EofficeError, RuleRefused, TooManyAttempts
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup

from .conftest import NIK, PIN, SANDI, SEKARANG, Orang, buat_warga

RUMAH, TETANGGA = "10.0.0.5", "10.0.0.66"


def _aparat(sandi: str = SANDI, sumber: str = RUMAH, nama: str = "kades") -> Pengguna:
    return services.masuk_aparat(nama_masuk=nama, sandi=sandi, sumber=sumber)


def _warga(pin: str = PIN, sumber: str = RUMAH, nik: str = NIK, desa: str = "32.07.15.2004") -> Pengguna:
    return services.masuk_warga(desa=desa, nik=nik, pin=pin, sumber=sumber)


def _galat(kerja: Callable[[], object]) -> str:
    with pytest.raises(EofficeError) as info:
        kerja()
    return info.value.pesan.kode


def test_the_right_password_lets_in(kades: Orang) -> None:
    assert _aparat().pk == kades.pengguna
    assert _aparat(nama="  KADES ").pk == kades.pengguna


def test_wrong_password_unknown_name_and_closed_account_answer_alike(kades: Orang) -> None:
    assert _galat(lambda: _aparat("salah")) == "akun.masuk_salah"
    assert _galat(lambda: _aparat(nama="tidakada")) == "akun.masuk_salah"
    Pengguna.objects.filter(pk=kades.pengguna).update(is_active=False)
    assert _galat(_aparat) == "akun.masuk_salah"


def test_a_citizens_account_is_no_officials_account(kades: Orang) -> None:
    warga = Pengguna.objects.get(pk=buat_warga())
    assert _galat(lambda: _aparat(PIN, nama=warga.nama_masuk)) == "akun.masuk_salah"


def test_an_unknown_name_costs_as_much_as_a_known_one(kades: Orang, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted in hashes, not in milliseconds: exactly one each."""
    from eoffice.akun.services import aparat

    hitung: list[str] = []
    lama = aparat.check_password
    monkeypatch.setattr(aparat, "check_password", lambda *isi: hitung.append(isi[1]) or lama(*isi))
    for nama in ("kades", "tidakada"):
        _galat(lambda nama=nama: _aparat("salah", nama=nama))  # type: ignore[misc]
    assert len(hitung) == 2
    assert len({satu.rsplit("$", 2)[0] for satu in hitung}) == 1, "same algorithm, same costs"


def test_an_unknown_nik_costs_as_much_as_a_known_one(
    di_cisontrol: Desa, kunci_asli: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    from eoffice.akun.services import warga

    buat_warga()
    hitung: list[str] = []
    lama = warga.pin_cocok
    monkeypatch.setattr(warga, "pin_cocok", lambda *isi: hitung.append(isi[1]) or lama(*isi))
    for nik in (NIK, "3207150101809002"):
        assert _galat(lambda nik=nik: _warga("111111", nik=nik)) == "akun.masuk_warga_salah"  # type: ignore[misc]
    assert len(hitung) == 2
    assert len({satu.rsplit("$", 2)[0] for satu in hitung}) == 1


def test_the_fifth_failure_holds_back_and_the_wait_grows(kades: Orang) -> None:
    with time_machine.travel(SEKARANG, tick=False) as jam:
        for _ in range(5):
            assert _galat(lambda: _aparat("salah")) == "akun.masuk_salah"
        with pytest.raises(TooManyAttempts) as info:
            _aparat()
        assert info.value.pesan.params["menit"] == 1
        jam.shift(timedelta(seconds=61))
        assert _galat(lambda: _aparat("salah")) == "akun.masuk_salah"
        with pytest.raises(TooManyAttempts) as info:
            _aparat()
        assert info.value.pesan.params["menit"] == 2
        jam.shift(timedelta(minutes=2, seconds=1))
        assert _aparat().pk == kades.pengguna


def test_success_forgets_the_failures_of_that_pair(kades: Orang) -> None:
    for _ in range(3):
        for _ in range(4):
            _galat(lambda: _aparat("salah"))
        _aparat()


def test_a_neighbour_who_types_a_nik_locks_only_himself(di_cisontrol: Desa) -> None:
    akun = buat_warga()
    with time_machine.travel(SEKARANG, tick=False):
        for _ in range(40):
            _galat(lambda: _warga("000000", TETANGGA))
        assert _galat(lambda: _warga(sumber=TETANGGA)) == "akun.tertahan", "even with the right PIN"
        assert _warga(sumber=RUMAH).pk == akun


def test_a_stubborn_neighbour_never_closes_the_account_for_a_new_telephone(di_cisontrol: Desa) -> None:
    """For three days, each time the wait is over, from one place."""
    akun = buat_warga()
    with time_machine.travel(SEKARANG, tick=False) as jam:
        for _ in range(72):
            _galat(lambda: _warga("000000", TETANGGA))
            jam.shift(timedelta(minutes=61))
        assert _warga(sumber="telepon-baru").pk == akun


def test_guesses_from_many_places_hold_unknown_places_but_not_the_known_one(di_cisontrol: Desa) -> None:
    akun = buat_warga()
    with time_machine.travel(SEKARANG, tick=False):
        assert _warga(sumber=RUMAH).pk == akun
        for nomor in range(45):
            _galat(lambda nomor=nomor: _warga("000000", f"192.0.2.{nomor}"))  # type: ignore[misc]
        assert _galat(lambda: _warga(sumber="baru")) == "akun.tertahan"
        assert _warga(sumber=RUMAH).pk == akun


def test_one_place_that_tries_many_accounts_is_held(di_cisontrol: Desa) -> None:
    akun = buat_warga()
    with time_machine.travel(SEKARANG, tick=False):
        _warga(sumber="warung")
        for nomor in range(65):
            _galat(lambda nomor=nomor: _warga("000000", "warung", nik=f"3207150101809{nomor:03}"))  # type: ignore[misc]
        assert _galat(lambda: _warga("000000", "warung", nik="3207150101809999")) == "akun.tertahan"
        assert _warga(sumber="warung").pk == akun, "who signed in from here before is not held"


def test_a_lock_in_the_future_does_not_outlive_a_clock_set_back(kades: Orang) -> None:
    with time_machine.travel(SEKARANG + timedelta(days=3650), tick=False):
        for _ in range(9):
            _galat(lambda: _aparat("salah"))
    with time_machine.travel(SEKARANG, tick=False) as jam:
        assert _galat(_aparat) == "akun.tertahan"
        assert PercobaanMasuk.objects.filter(kunci__startswith="pasangan").get().gagal == 5
        PercobaanMasuk.objects.update(terakhir=SEKARANG)
        jam.shift(timedelta(hours=1, seconds=1))
        assert _aparat().pk == kades.pengguna


def test_counters_hold_no_name_no_nik_no_address(di_cisontrol: Desa) -> None:
    buat_warga()
    _galat(lambda: _warga("000000", TETANGGA))
    isi = " ".join(PercobaanMasuk.objects.values_list("kunci", flat=True))
    assert NIK not in isi
    assert TETANGGA not in isi


def test_old_counters_are_swept(kades: Orang) -> None:
    with time_machine.travel(SEKARANG - timedelta(days=120), tick=False):
        for nama in ("a", "b", "c"):
            _galat(lambda nama=nama: _aparat("salah", nama=nama))  # type: ignore[misc]
    with time_machine.travel(SEKARANG, tick=False):
        _galat(lambda: _aparat("salah", sumber="lain"))
    assert PercobaanMasuk.objects.count() == 3


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.sampled_from(["t1", "t2", "t3"]), st.integers(0, 4000)), min_size=1, max_size=12)
)
def test_however_three_strangers_try_the_owners_place_stays_open(
    di_cisontrol: Desa, langkah: list[tuple[str, int]]
) -> None:
    PercobaanMasuk.objects.all().delete()
    if not AkunWarga.objects.exists():
        buat_warga()
    with time_machine.travel(SEKARANG, tick=False) as jam:
        for sumber, detik in langkah:
            _galat(lambda sumber=sumber: _warga("000000", sumber))  # type: ignore[misc]
            jam.shift(timedelta(seconds=detik))
            assert _warga(sumber=RUMAH) is not None


@pytest.mark.serentak
def test_a_failure_is_counted_also_inside_a_scope_when_the_view_answers_it(cisontrol: Desa) -> None:
    with lingkup(cisontrol.kode):
        buat_warga()
    for _ in range(5):
        with lingkup(cisontrol.kode):
            _galat(lambda: _warga("000000"))
    with lingkup(cisontrol.kode):
        assert _galat(_warga) == "akun.tertahan"


def test_sessions_end_with_the_password_and_on_demand(kades: Orang) -> None:
    awal = Pengguna.objects.get(pk=kades.pengguna).get_session_auth_hash()
    sesudah = services.keluar_semua(pengguna_id=kades.pengguna).get_session_auth_hash()
    services.ganti_sandi(pengguna_id=kades.pengguna, lama=SANDI, baru="Kopi-Tubruk-Manis-17", sumber=RUMAH)
    akhir = Pengguna.objects.get(pk=kades.pengguna).get_session_auth_hash()
    assert len({awal, sesudah, akhir}) == 3
    assert _galat(_aparat) == "akun.masuk_salah"
    assert _aparat("Kopi-Tubruk-Manis-17").pk == kades.pengguna


def test_the_old_password_is_asked_before_a_new_one(kades: Orang) -> None:
    isi = {"pengguna_id": kades.pengguna, "baru": "x" * 14, "sumber": RUMAH}
    kode = _galat(lambda: services.ganti_sandi(lama="salah", **isi))
    assert kode == "akun.sandi_lama_salah"


def test_a_fresh_proof_is_the_password_again(kades: Orang) -> None:
    services.pastikan_sandi(pengguna_id=kades.pengguna, sandi=SANDI, sumber=RUMAH)
    with pytest.raises(RuleRefused):
        services.pastikan_sandi(pengguna_id=kades.pengguna, sandi="salah", sumber=RUMAH)


def test_a_password_costs_little_memory_and_is_argon2(kunci_asli: None, kades: Orang) -> None:
    tersimpan = Pengguna.objects.get(pk=kades.pengguna).password
    assert tersimpan.startswith("argon2$argon2id$v=19$m=19456,t=3,p=1$")
    assert pengaturan.PASSWORD_HASHERS == ["eoffice.akun.services.sandi.SandiHasher"]
