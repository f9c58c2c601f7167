"""What a session remembers, and for how long, without a database; and where the frame lets anybody go."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django import forms
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.test import RequestFactory

from eoffice.kernel.errors import ChangedMeanwhile, InvalidInput, RuleRefused, TooManyAttempts
from eoffice.kernel.ids import new_id
from eoffice.kernel.messages import Pesan
from eoffice.kernel.peran import Peran
from eoffice.web import bukti
from eoffice.web.aparat import kerangka, sesi
from eoffice.web.aparat.formulir.akun import Masuk

SAAT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
Jam = Any


@pytest.fixture
def jam() -> Iterator[Jam]:
    """Let the clock stand still."""
    with time_machine.travel(SAAT, tick=False) as travel:
        yield travel


def minta(alamat: str = "/aparat/", **kw: Any) -> Any:
    """Return a request with an empty session."""
    request = RequestFactory().get(alamat, **kw)
    request.session = SessionStore()
    return request


# ---- the proof ----


@pytest.mark.parametrize(
    ("lewat", "membuka", "mengirim"),
    [
        (timedelta(0), True, True),
        (timedelta(minutes=5), True, True),
        (timedelta(minutes=5, seconds=1), False, True),
        (timedelta(minutes=30), False, True),
        (timedelta(minutes=30, seconds=1), False, False),
        (timedelta(days=-365), False, False),
    ],
)
def test_a_proof_opens_for_five_minutes_and_sends_for_thirty(
    jam: Jam, lewat: timedelta, *, membuka: bool, mengirim: bool
) -> None:
    request = minta()
    sesi.tandai_segar(request)
    jam.shift(lewat)
    assert sesi.segar(request) is membuka
    assert sesi.segar(request, mengirim=True) is mengirim


@pytest.mark.parametrize("isi", [None, "", "kini", 1.5, [], {}, "1800000000"])
def test_a_proof_that_is_no_moment_is_none(jam: Jam, isi: object) -> None:
    request = minta()
    request.session[sesi.SEGAR_KUNCI] = isi
    assert not sesi.segar(request)


def test_without_a_proof_nothing_is_fresh(jam: Jam) -> None:
    assert not sesi.segar(minta())
    assert not sesi.segar(minta(), mengirim=True)


# ---- the step in between ----


def test_the_step_in_between_knows_who_and_where_to(jam: Jam) -> None:
    request, siapa = minta(), new_id()
    sesi.mulai_antara(request, siapa, "/aparat/tanda-tangan/")
    assert sesi.antara(request) == (siapa, "/aparat/tanda-tangan/")
    jam.shift(timedelta(minutes=5))
    assert sesi.antara(request) == (siapa, "/aparat/tanda-tangan/")
    jam.shift(timedelta(seconds=1))
    assert sesi.antara(request) is None
    jam.shift(timedelta(minutes=-3))
    assert sesi.antara(request) is None, "it was forgotten, not only hidden"


def test_the_last_password_given_counts(jam: Jam) -> None:
    request, satu, dua = minta(), new_id(), new_id()
    sesi.mulai_antara(request, satu, "/a/")
    sesi.mulai_antara(request, dua, "/b/")
    assert sesi.antara(request) == (dua, "/b/")


def test_the_key_of_the_session_changes_when_somebody_gives_a_password(jam: Jam) -> None:
    """Whoever planted a session in this browser must not own the one that follows."""
    request = minta()
    lama: list[str] = []
    request.session.cycle_key = lambda: lama.append("diganti")
    sesi.mulai_antara(request, new_id(), "")
    assert lama == ["diganti"]


def test_the_second_step_is_remembered_only_when_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    request, ada = minta(), [False, True, False]
    monkeypatch.setattr(bukti.selectors, "totp_terpasang", lambda _siapa: ada.pop(0))
    assert [sesi.totp_terpasang(request, new_id()) for _ in range(4)] == [False, True, True, True]
    assert ada == [False]


# ---- the pile ----


def test_errors_are_shown_once_and_choices_until_they_are_done() -> None:
    request = minta()
    sesi.simpan_pilihan(request, {"putus_a": "setuju"})
    sesi.simpan_galat(request, {"frasa": "Frasa salah."})
    assert sesi.ambil_galat(request) == {"frasa": "Frasa salah."}
    assert sesi.ambil_galat(request) == {}
    assert sesi.ambil_pilihan(request) == sesi.ambil_pilihan(request) == {"putus_a": "setuju"}
    sesi.simpan_hasil(request, [{"surat": "x", "keadaan": "terbit"}])
    assert sesi.ambil_pilihan(request) == {}
    assert sesi.hasil(request) == sesi.hasil(request) == [{"surat": "x", "keadaan": "terbit"}]


def test_what_is_taken_out_can_be_changed_without_changing_the_session() -> None:
    request = minta()
    sesi.simpan_hasil(request, [{"surat": "x"}])
    sesi.hasil(request).clear()
    sesi.ambil_pilihan(request)["putus_b"] = "setuju"
    assert sesi.hasil(request) == [{"surat": "x"}]
    assert sesi.ambil_pilihan(request) == {}


@pytest.mark.parametrize("baca", [sesi.hasil, sesi.ambil_pilihan, sesi.ambil_galat, sesi.antara])
def test_an_empty_session_remembers_nothing(jam: Jam, baca: Any) -> None:
    assert not baca(minta())


# ---- where one may be led ----

BAWAAN = "/aparat/beranda/"


@pytest.mark.parametrize(
    ("alamat", "ke"),
    [
        ("/aparat/tanda-tangan/", "/aparat/tanda-tangan/"),
        ("/aparat/permohonan/?q=euis&hal=2", "/aparat/permohonan/?q=euis&hal=2"),
        ("http://testserver/aparat/", BAWAAN),
        ("", BAWAAN),
        ("/", BAWAAN),
        ("/warga/", BAWAAN),
        ("/aparat", BAWAAN),
        ("aparat/", BAWAAN),
        ("//aparat/", BAWAAN),
        ("//jahat.example/aparat/", BAWAAN),
        ("https://jahat.example/aparat/", BAWAAN),
        ("https:///jahat.example/aparat/", BAWAAN),
        ("/\\jahat.example/aparat/", BAWAAN),
        ("\\/aparat/", BAWAAN),
        ("javascript:alert(1)//aparat/", BAWAAN),
        ("/\x00/aparat/", BAWAAN),
        (" /aparat/", BAWAAN),
    ],
)
def test_nobody_is_led_out_of_the_office(alamat: str, ke: str) -> None:
    assert kerangka.tujuan_aman(minta(), alamat, BAWAAN) == ke


@pytest.mark.parametrize(
    ("hal", "nomor"),
    [
        ("1", 1),
        ("7", 7),
        ("00012", 12),
        ("99999", 99999),
        ("0", 1),
        ("-3", 1),
        ("100000", 1),
        ("1e3", 1),
        ("٣", 1),
        ("１", 1),
        ("", 1),
        (" 2", 1),
        ("2; DROP", 1),
    ],
)
def test_a_page_of_a_list_is_a_small_number_or_the_first(hal: str, nomor: int) -> None:
    assert kerangka.nomor_halaman(minta("/aparat/permohonan/", data={"hal": hal})) == nomor


# ---- the menu ----

MENU = {
    Peran.OPERATOR: [
        "Beranda",
        "Permohonan",
        "Layani di loket",
        "Cetak dan serah",
        "Penduduk",
        "Pengumuman",
        "Pengaturan",
        "Keamanan akun",
    ],
    Peran.PEMERIKSA: ["Beranda", "Permohonan", "Penduduk", "Pengumuman", "Pengaturan", "Keamanan akun"],
    Peran.PENANDA_TANGAN: ["Beranda", "Tanda tangan", "Permohonan", "Pengaturan", "Keamanan akun"],
}
UMUM = ["Beranda", "Permohonan", "Pengaturan", "Keamanan akun"]


def menu(alamat: str, *peran: Peran, **jumlah: int) -> list[dict[str, Any]]:
    request = minta(alamat)
    request.peran = frozenset(peran)
    return kerangka.menu_untuk(request, {nama.replace("_", "-"): n for nama, n in jumlah.items()})


@pytest.mark.parametrize("peran", MENU)
def test_the_menu_of_a_role(peran: Peran) -> None:
    assert [m["teks"] for m in menu("/aparat/", peran)] == MENU[peran]


def test_without_a_post_and_with_every_post() -> None:
    assert [m["teks"] for m in menu("/aparat/")] == UMUM
    semua = menu("/aparat/", *MENU)
    assert [m["teks"] for m in semua] == [m.teks for m in kerangka.MENU]


@pytest.mark.parametrize(
    ("alamat", "kini"),
    [
        ("/aparat/", "Beranda"),
        ("/aparat/permohonan/", "Permohonan"),
        ("/aparat/permohonan/?keadaan=saya", "Permohonan"),
        ("/aparat/permohonan/x/periksa/", "Permohonan"),
        ("/aparat/tanda-tangan/hasil/", "Tanda tangan"),
        ("/aparat/penduduk/impor/", "Penduduk"),
        ("/aparat/cetak/padam/", "Cetak dan serah"),
        ("/aparat/pengaturan/kertas/", "Pengaturan"),
        ("/aparat/keamanan/", "Keamanan akun"),
    ],
)
def test_the_menu_says_where_one_is(alamat: str, kini: str) -> None:
    assert [m["teks"] for m in menu(alamat, *MENU) if m["kini"]] == [kini]


def test_only_what_waits_has_a_number() -> None:
    semua = {m["teks"]: m for m in menu("/aparat/", *MENU, permohonan=3, tanda_tangan=0)}
    assert (semua["Permohonan"]["jumlah"], semua["Permohonan"]["penting"]) == (3, True)
    assert (semua["Tanda tangan"]["jumlah"], semua["Tanda tangan"]["penting"]) == (0, False)
    assert (semua["Penduduk"]["jumlah"], semua["Penduduk"]["penting"]) == (0, False)


# ---- refusals ----


def _tolak(galat: Exception) -> Any:
    def laksana() -> None:
        raise galat

    return laksana


def _form() -> Masuk:
    form = Masuk({"nama_masuk": "rika", "sandi": "x"})
    assert form.is_valid()
    return form


@pytest.mark.parametrize(
    ("galat", "kotak", "letak"),
    [
        (RuleRefused(Pesan("akun.masuk_salah")), None, "__all__"),
        (RuleRefused(Pesan("akun.masuk_salah")), "sandi", "sandi"),
        (InvalidInput(Pesan("akun.masuk_salah")), "sandi", "sandi"),
        (InvalidInput(Pesan("akun.masuk_salah"), {"sandi": Pesan("akun.masuk_salah")}), None, "sandi"),
        (InvalidInput(Pesan("akun.masuk_salah"), {"asing": Pesan("akun.masuk_salah")}), "sandi", "__all__"),
    ],
)
def test_a_refusal_stands_where_it_belongs(galat: Exception, kotak: str | None, letak: str) -> None:
    form = _form()
    assert not kerangka.coba(form, _tolak(galat), kotak)
    assert list(form.errors) == [letak]
    assert kerangka.status_form(form) == 422


def test_what_succeeds_says_so_and_leaves_no_error() -> None:
    form, jadi = _form(), []
    assert kerangka.coba(form, lambda: jadi.append(1))
    assert jadi == [1]
    assert kerangka.status_form(form) == 200
    assert kerangka.status_form(Masuk()) == 200, "a form that was not sent has no errors"


@pytest.mark.parametrize(
    "galat",
    [
        ChangedMeanwhile(Pesan("surat.sudah_berubah")),
        TooManyAttempts(Pesan("akun.tertahan", menit=1)),
        ValueError("rusak"),
    ],
)
def test_another_trouble_is_not_hidden_in_a_form(galat: Exception) -> None:
    with pytest.raises(type(galat)):
        kerangka.coba(_form(), _tolak(galat))


@pytest.mark.parametrize(
    ("cara", "isi", "dikirim"), [("get", True, False), ("post", True, True), ("post", False, False)]
)
def test_only_what_was_sent_and_reads_well_is_done(cara: str, *, isi: bool, dikirim: bool) -> None:
    request = getattr(RequestFactory(), cara)("/aparat/")
    form: forms.Form = Masuk({"nama_masuk": "rika", "sandi": "x"} if isi else {})
    assert kerangka.dikirim(request, form) is dikirim
