"""The counter of tries: what counts, what does not, many at once, a signer's passphrase, windows of misses."""

import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.db import DatabaseError

from eoffice.akun import services
from eoffice.akun.models import PercobaanMasuk
from eoffice.akun.rules.percobaan import BATAS, PALING_BANYAK_SATU_SUMBER, Hitungan
from eoffice.akun.services import percobaan
from eoffice.akun.services.percobaan import satu_percobaan
from eoffice.kernel.errors import EofficeError, InvalidInput, RuleRefused, ServiceDown, TooManyAttempts
from eoffice.kernel.ids import new_id
from eoffice.kernel.messages import Pesan
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.surat.test_serentak import serentak

from .conftest import NIK, PIN, SANDI, SEKARANG, Orang, buat_warga

SALAH = "akun.masuk_salah"
KANTOR, RUMAH = "10.0.0.2", "10.0.0.9"
Jam = Any  # what time_machine hands out; it has no public name


def coba(akun: str = "a", sumber: str = KANTOR, galat: Exception | None = None) -> str:
    """Make one try that ends as ``galat`` says; return the code of what came out, ``""`` when it was right."""
    try:
        with satu_percobaan(akun, sumber, salah=SALAH):
            if galat is not None:
                raise galat
    except EofficeError as tolak:
        return tolak.pesan.kode
    return ""


def meleset(akun: str = "a", sumber: str = KANTOR) -> str:
    return coba(akun, sumber, RuleRefused(Pesan(SALAH)))


def frasa(siapa: UUID, sumber: str = KANTOR, *, benar: bool = False) -> str:
    """Make one try of a passphrase; return what came out."""
    try:
        with services.percobaan_frasa(siapa, sumber, salah="dokumen.frasa_salah"):
            if not benar:
                raise RuleRefused(Pesan("dokumen.frasa_salah"))
    except EofficeError as tolak:
        return tolak.pesan.kode
    return ""


@pytest.fixture
def berhenti(db: None) -> Iterator[Jam]:
    """Let the clock of a test stand still."""
    with time_machine.travel(SEKARANG, tick=False) as jam:
        yield jam


@pytest.mark.parametrize("sumber", ["", "10.0.0.2", "fe80::1%eth0", "x" * 500, "é\x00\x1f"])
def test_any_word_may_name_a_source(berhenti: object, sumber: str) -> None:
    assert [meleset(sumber=sumber) for _ in range(6)] == [SALAH] * 5 + ["akun.tertahan"]
    assert all(len(satu.kunci) <= 80 for satu in PercobaanMasuk.objects.all())


def test_account_and_source_are_not_glued_together(berhenti: object) -> None:
    for _ in range(5):
        meleset("ab", "c")
    assert meleset("ab", "c") == "akun.tertahan"
    assert meleset("a", "bc") == SALAH


@pytest.mark.parametrize(
    "galat",
    [
        ServiceDown(Pesan("dokumen.kunci_tidak_terbaca", berkas="x")),
        RuleRefused(Pesan("dokumen.sertifikat_tidak_ada")),
        InvalidInput(Pesan("akun.pin_enam_angka")),
    ],
)
def test_what_compared_nothing_is_no_failure(berhenti: object, galat: EofficeError) -> None:
    """A lost key file or an expired certificate must not lock its owner out."""
    assert {coba(galat=galat) for _ in range(30)} == {galat.pesan.kode}
    assert coba() == ""


def test_what_compared_nothing_takes_back_only_its_own_count(berhenti: object) -> None:
    for _ in range(4):
        meleset()
    coba(galat=ServiceDown(Pesan("dokumen.kunci_tidak_terbaca", berkas="x")))
    assert [meleset(), meleset()] == [SALAH, "akun.tertahan"]


def test_a_try_that_dies_stays_counted(berhenti: object) -> None:
    """Killing the connection in the middle of a guess is no way round the counter."""
    for _ in range(5):
        with pytest.raises(DatabaseError):
            coba(galat=DatabaseError("gone"))
    assert coba() == "akun.tertahan"


def test_a_held_try_does_not_make_the_wait_longer(berhenti: Jam) -> None:
    for _ in range(5):
        meleset()
    for _ in range(50):
        assert coba() == "akun.tertahan"
    berhenti.shift(timedelta(seconds=61))
    assert coba() == ""


def test_a_held_try_runs_no_check(berhenti: object) -> None:
    for _ in range(5):
        meleset()
    with pytest.raises(TooManyAttempts), satu_percobaan("a", KANTOR, salah=SALAH):
        pytest.fail("the secret was compared although the try is held back")


@pytest.mark.parametrize(("lewat", "menit"), [(0, 1), (1, 1), (30, 1), (59, 1)])
def test_the_minutes_to_wait_are_never_none(berhenti: Jam, lewat: int, menit: int) -> None:
    for _ in range(5):
        meleset()
    berhenti.shift(timedelta(seconds=lewat))
    with pytest.raises(TooManyAttempts) as info, satu_percobaan("a", KANTOR, salah=SALAH):
        pass
    assert info.value.pesan == Pesan("akun.tertahan", menit=menit)


def test_the_wait_doubles_up_to_an_hour(berhenti: Jam) -> None:
    for _ in range(4):
        meleset()
    tunggu = []
    for _ in range(9):
        assert meleset() == SALAH
        with pytest.raises(TooManyAttempts) as info, satu_percobaan("a", KANTOR, salah=SALAH):
            pass
        tunggu.append(info.value.pesan.params["menit"])
        berhenti.shift(timedelta(minutes=int(tunggu[-1]), seconds=1))
    assert tunggu == [1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_a_quiet_day_forgets(berhenti: Jam) -> None:
    for _ in range(4):
        meleset()
    berhenti.shift(timedelta(hours=24, seconds=1))
    assert [meleset() for _ in range(6)] == [SALAH] * 5 + ["akun.tertahan"]


def test_a_clock_set_back_holds_nobody_below_the_limit(berhenti: Jam) -> None:
    """The battery of the mini PC died: yesterday's single mistake lies in the future now."""
    meleset()
    coba(sumber=RUMAH)
    berhenti.shift(timedelta(days=-365))
    assert coba() == ""
    assert coba(sumber=RUMAH) == ""


def test_one_source_adds_only_its_first_failures_to_the_account(berhenti: Jam) -> None:
    for _ in range(30):
        meleset()
        berhenti.shift(timedelta(minutes=61))
    (akun,) = PercobaanMasuk.objects.filter(kunci__startswith="akun:")
    assert akun.gagal == PALING_BANYAK_SATU_SUMBER < BATAS[Hitungan.AKUN].gagal


# ---- many at once ----


@pytest.mark.serentak
@pytest.mark.parametrize("banyak", [8, 16])
def test_many_guesses_at_once_are_no_more_than_one_after_another(cisontrol: Desa, banyak: int) -> None:
    """Eight threads of the server are not eight free guesses: five are compared, the others held."""
    hasil = serentak(banyak, lambda _: meleset())
    assert sorted(hasil) == sorted([SALAH] * 5 + ["akun.tertahan"] * (banyak - 5))


@pytest.mark.serentak
def test_many_guesses_at_a_pin_at_once_in_the_villages_scope(cisontrol: Desa) -> None:
    """As the pages of the citizens do it: on PostgreSQL each request is one transaction."""
    with lingkup(cisontrol.kode):
        buat_warga()

    def tebak(_: int) -> str:
        with lingkup(cisontrol.kode):
            try:
                services.masuk_warga(desa=cisontrol.kode, nik=NIK, pin="000000", sumber=KANTOR)
            except EofficeError as tolak:
                return tolak.pesan.kode
        return "masuk"

    hasil = serentak(8, tebak)
    assert sorted(hasil) == ["akun.masuk_warga_salah"] * 5 + ["akun.tertahan"] * 3


@pytest.mark.serentak
@pytest.mark.parametrize("sudah", [0, 4])
def test_right_ones_at_once_all_pass_and_leave_no_count(cisontrol: Desa, sudah: int) -> None:
    """A signer who presses in many windows is no guesser, also after mistakes of his own."""
    for _ in range(sudah):
        meleset()

    def benar(_: int) -> str:
        with satu_percobaan("a", KANTOR, salah=SALAH):
            time.sleep(0.02)  # as long as a comparison takes, or they would hardly meet
        return ""

    assert serentak(12, benar) == [""] * 12
    assert PercobaanMasuk.objects.get(kunci__startswith="pasangan:").gagal == 0


@pytest.mark.serentak
def test_among_wrong_ones_at_once_a_right_one_is_only_let_through_while_tries_are_left(
    cisontrol: Desa,
) -> None:
    hasil = serentak(12, lambda nomor: coba() if nomor == 11 else meleset())
    salah = sum(satu == SALAH for satu in hasil)
    assert salah <= 9, "five, and at most four before them, where the right one came between"
    assert hasil[11] in ("", "akun.tertahan")
    assert hasil.count("akun.tertahan") >= 1


@pytest.mark.serentak
def test_a_comparison_that_hangs_keeps_nobody_out(cisontrol: Desa, monkeypatch: pytest.MonkeyPatch) -> None:
    """Waiting for each other is a courtesy: whoever waited long enough is judged by the count alone."""
    monkeypatch.setattr(percobaan, "_SABAR", 0.05)
    mulai, selesai = threading.Event(), threading.Event()

    def satu(nomor: int) -> str:
        assert nomor == 0 or mulai.wait(3)
        with satu_percobaan("a", KANTOR, salah=SALAH):
            if nomor == 0:
                mulai.set()
                assert selesai.wait(3), "the other one never came in"
            else:
                selesai.set()
        return ""

    assert serentak(2, satu) == ["", ""]


@pytest.mark.serentak
def test_the_count_of_a_passphrase_stays_when_the_villages_scope_is_rolled_back(cisontrol: Desa) -> None:
    siapa = new_id()

    def tebak() -> str:
        try:
            with (
                services.percobaan_frasa(siapa, KANTOR, salah="dokumen.frasa_salah"),
                lingkup(cisontrol.kode),
            ):
                raise RuleRefused(Pesan("dokumen.frasa_salah"))
        except EofficeError as tolak:
            return tolak.pesan.kode

    assert [tebak() for _ in range(6)] == ["dokumen.frasa_salah"] * 5 + ["akun.frasa_tertahan"]


# ---- a signer's passphrase ----


def test_guesses_of_a_passphrase_are_held_with_their_own_sentence(berhenti: object) -> None:
    siapa = new_id()
    assert [frasa(siapa) for _ in range(6)] == ["dokumen.frasa_salah"] * 5 + ["akun.frasa_tertahan"]
    assert frasa(siapa, benar=True) == "akun.frasa_tertahan", "also the right one waits"
    assert frasa(siapa, RUMAH, benar=True) == "", "his own computer elsewhere does not"


def test_however_much_others_fail_at_the_same_place_a_signer_signs(
    berhenti: Jam,
) -> None:
    """One computer serves the office: a hundred wrong sign-ins and passphrases of others, one address."""
    for nomor in range(70):
        meleset(f"orang-{nomor}")
        frasa(new_id())
    assert coba("baru") == "akun.tertahan", "the place itself is held for strangers"
    assert frasa(new_id(), benar=True) == ""


def test_wrong_passphrases_keep_nobody_from_signing_in(kades: Orang) -> None:
    with time_machine.travel(SEKARANG, tick=False):
        for _ in range(60):
            frasa(kades.pengguna)
        assert services.masuk_aparat(nama_masuk="kades", sandi=SANDI, sumber=KANTOR).pk == kades.pengguna


def test_a_passphrase_guessed_from_many_places_is_held_everywhere_but_where_it_was_right(
    berhenti: object,
) -> None:
    siapa = new_id()
    assert frasa(siapa, RUMAH, benar=True) == ""
    for nomor in range(BATAS[Hitungan.AKUN].gagal):
        frasa(siapa, f"192.0.2.{nomor}")
    assert frasa(siapa, "baru", benar=True) == "akun.frasa_tertahan"
    assert frasa(siapa, RUMAH, benar=True) == ""


def test_a_passphrase_and_a_code_of_the_phone_are_counted_apart(berhenti: object, kades: Orang) -> None:
    for _ in range(5):
        frasa(kades.pengguna)
    with pytest.raises(RuleRefused, match="kode_salah"):
        services.periksa_totp(pengguna_id=kades.pengguna, kode="000000", sumber=KANTOR)


# ---- each door holds ----


def _sandi(kades: Orang) -> None:
    services.masuk_aparat(nama_masuk="kades", sandi="salah", sumber=KANTOR)


def _ganti(kades: Orang) -> None:
    services.ganti_sandi(pengguna_id=kades.pengguna, lama="salah", baru="x" * 14, sumber=KANTOR)


def _pasti(kades: Orang) -> None:
    services.pastikan_sandi(pengguna_id=kades.pengguna, sandi="salah", sumber=KANTOR)


def _kode(kades: Orang) -> None:
    services.periksa_totp(pengguna_id=kades.pengguna, kode="000000", sumber=KANTOR)


def _pulih(kades: Orang) -> None:
    services.pakai_kode_pemulihan(pengguna_id=kades.pengguna, kode="SALAH", sumber=KANTOR)


@pytest.mark.parametrize("pintu", [_sandi, _ganti, _pasti, _kode, _pulih])
def test_every_door_holds_after_five(kades: Orang, pintu: Callable[[Orang], None]) -> None:
    with time_machine.travel(SEKARANG, tick=False):
        for _ in range(5):
            with pytest.raises(RuleRefused):
                pintu(kades)
        with pytest.raises(TooManyAttempts):
            pintu(kades)


def test_the_three_ways_to_try_a_password_share_one_count(kades: Orang) -> None:
    with time_machine.travel(SEKARANG, tick=False):
        for pintu in (_sandi, _ganti, _pasti, _sandi, _ganti):
            with pytest.raises(RuleRefused):
                pintu(kades)
        for pintu in (_sandi, _ganti, _pasti):
            with pytest.raises(TooManyAttempts):
                pintu(kades)


def test_an_easy_new_pin_does_not_count_as_a_wrong_old_one(di_cisontrol: Desa) -> None:
    isi = {"pengguna_id": buat_warga(), "tanggal_lahir": None, "sumber": KANTOR, "lama": PIN}
    for _ in range(9):
        with pytest.raises(InvalidInput, match="pin_mudah_ditebak"):
            services.ganti_pin(baru="123456", **isi)
    services.ganti_pin(baru="905163", **isi)


# ---- windows ----


def test_uses_are_counted_by_what_by_whom_and_by_window(berhenti: object) -> None:
    pakai = [("kode", KANTOR, 7), ("kode", KANTOR, 7), ("kode", RUMAH, 7), ("slip", KANTOR, 7), ("kode", KANTOR, 8)]  # fmt: skip
    assert [services.pakai_jatah(*satu) for satu in pakai] == [1, 2, 1, 1, 1]
    assert services.jatah_terpakai("kode", KANTOR, 7) == 2
    assert services.jatah_terpakai("kode", KANTOR, 9) == 0


def test_asking_how_much_is_used_writes_nothing(
    berhenti: object, django_assert_num_queries: Callable[[int], object]
) -> None:
    with django_assert_num_queries(1):
        services.jatah_terpakai("kode", KANTOR, 7)
    assert not PercobaanMasuk.objects.exists()


def test_old_windows_are_swept_and_failures_are_not(berhenti: Jam) -> None:
    services.pakai_jatah("kode", KANTOR, 1)
    meleset()
    berhenti.shift(timedelta(hours=25))
    services.pakai_jatah("kode", KANTOR, 2)
    kunci = sorted(satu.partition(":")[0] for satu in PercobaanMasuk.objects.values_list("kunci", flat=True))
    assert kunci == ["akun", "laju", "pasangan", "sumber"]


def test_no_address_stands_in_a_window(berhenti: object) -> None:
    services.pakai_jatah("kode", "203.0.113.77", 1)
    assert "203.0.113.77" not in repr(list(PercobaanMasuk.objects.values()))


@pytest.mark.serentak
def test_uses_at_once_are_all_counted(cisontrol: Desa) -> None:
    assert sorted(serentak(8, lambda _: services.pakai_jatah("berkas", KANTOR, 1))) == list(range(1, 9))
