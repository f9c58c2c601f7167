"""Passkeys at the pages: one's own list, both doors, fresh proof, and the addresses where there are none."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from eoffice.akun import selectors, services
from eoffice.akun.models import Pengguna, Penugasan
from eoffice.akun.rules.jabatan import Jabatan
from eoffice.kernel import clock
from eoffice.web.aparat import sesi
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.perangkat import Perangkat
from tests.web.aparat.conftest import SANDI, Orang, angkat, isi, ke

pytestmark = pytest.mark.django_db
TANYA = {"Accept": "application/json"}
ASAL = "http://localhost"


def di(nama: str = "localhost", **kw: Any) -> Client:
    """Return a browser at an address of the server."""
    return Client(SERVER_NAME=nama, **kw)


def masuk_di(orang: Orang, nama: str = "localhost") -> Client:
    """Return a browser in which a person is signed in, freshly proven."""
    klien = di(nama)
    klien.force_login(orang.pengguna)
    session = klien.session
    session[sesi.SEGAR_KUNCI] = int(clock.now().timestamp())
    session.save()
    return klien


def pasang(klien: Client, nama: str = "HP Pak Kades", perangkat: Perangkat | None = None) -> Perangkat:
    """Make a passkey at the page, as the script does."""
    perangkat = perangkat or Perangkat(asal=ASAL)
    tanya = klien.post(ke("kunci_sandi"), {"nama": nama}, headers=TANYA)
    assert tanya.status_code == 200, tanya.content.decode()
    jawab = klien.post(ke("kunci_sandi"), {"nama": nama, "jawaban": perangkat.pasang(tanya.json())})
    assert jawab.headers["Location"] == ke("kunci_sandi"), jawab.content.decode()
    return perangkat


def buka(klien: Client, perangkat: Perangkat, alamat: str = "", **isian: str) -> Any:
    """Come in with a passkey, as the script does."""
    alamat = alamat or ke("masuk_kunci")
    tanya = klien.post(alamat, isian, headers=TANYA)
    assert tanya.headers["Content-Type"] == "application/json", tanya.headers
    return klien.post(alamat, {**isian, "jawaban": perangkat.masuk(tanya.json())})


@pytest.fixture
def hp(kades: Orang) -> Perangkat:
    """The telephone of the head of the village, with his passkey."""
    return pasang(masuk_di(kades))


# ---- one's own list ----


def test_the_list_shows_name_place_and_last_use(kades: Orang, hp: Perangkat) -> None:
    klien = masuk_di(kades)
    assert "1 perangkat" in isi(klien.get(ke("keamanan")))
    page = isi(klien.get(ke("kunci_sandi")))
    assert "HP Pak Kades" in page
    assert "Belum pernah" in page
    assert "localhost" in page
    buka(di(), hp)
    assert "Belum pernah" not in isi(masuk_di(kades).get(ke("kunci_sandi")))


def test_the_page_says_that_signing_still_wants_the_passphrase(kades: Orang) -> None:
    assert "frasa sandi tetap diminta" in isi(masuk_di(kades).get(ke("kunci_sandi")))


@pytest.mark.parametrize("nama", ["", "  ", "x" * 41, "HP PAK KADES"])
def test_a_name_that_will_not_do_is_said_before_the_device_is_asked(
    kades: Orang, hp: Perangkat, nama: str
) -> None:
    jawab = masuk_di(kades).post(ke("kunci_sandi"), {"nama": nama}, headers=TANYA)
    assert jawab.status_code == 422
    assert "ringkas-galat" in jawab.content.decode()


def test_without_an_answer_of_the_device_nothing_is_kept_and_the_name_stays(kades: Orang) -> None:
    page = isi(masuk_di(kades).post(ke("kunci_sandi"), {"nama": "HP baru"}), 422)
    assert "Coba sekali lagi" in page
    assert 'value="HP baru"' in page
    assert not selectors.kunci_sandi(kades.pengguna.pk)


def test_taking_one_away_is_asked_first_and_ends_other_sessions(kades: Orang, hp: Perangkat) -> None:
    klien, lain = masuk_di(kades), masuk_di(kades)
    (satu,) = selectors.kunci_sandi(kades.pengguna.pk)
    assert "Hapus kunci sandi HP Pak Kades?" in isi(klien.get(ke("kunci_lepas", satu.id)))
    assert selectors.kunci_sandi(kades.pengguna.pk)
    klien.post(ke("kunci_lepas", satu.id))
    assert not selectors.kunci_sandi(kades.pengguna.pk)
    assert "dihapus" in isi(klien.get(ke("kunci_sandi"))), "this session stays"
    assert lain.get(ke("keamanan")).status_code == 302, "the lost telephone is out"


def test_nobody_touches_another_ones(
    kades: Orang, hp: Perangkat, operator: Orang, orang_asing: Orang
) -> None:
    (satu,) = selectors.kunci_sandi(kades.pengguna.pk)
    for orang in (operator, orang_asing):
        klien = masuk_di(orang)
        for jawab in (klien.get(ke("kunci_lepas", satu.id)), klien.post(ke("kunci_lepas", satu.id))):
            assert jawab.status_code == 404
        assert "Belum ada kunci sandi" in isi(klien.get(ke("kunci_sandi")))
    assert selectors.kunci_sandi(kades.pengguna.pk)


def test_making_and_taking_away_want_fresh_proof(kades: Orang, hp: Perangkat) -> None:
    klien = di()
    klien.force_login(kades.pengguna)
    (satu,) = selectors.kunci_sandi(kades.pengguna.pk)
    for alamat in (ke("kunci_sandi"), ke("kunci_lepas", satu.id)):
        for jawab in (klien.get(alamat), klien.post(alamat, {"nama": "x"})):
            assert jawab.headers["Location"].startswith(ke("pastikan"))


def test_a_copied_one_is_shown_as_held(kades: Orang) -> None:
    hp = pasang(masuk_di(kades), perangkat=Perangkat(asal=ASAL, hitung=5))
    assert buka(di(), hp).headers["Location"] == ke("masuk")
    assert "Ditahan" in isi(masuk_di(kades).get(ke("kunci_sandi")))


# ---- coming in ----


def test_a_passkey_is_both_steps(kades: Orang, hp: Perangkat) -> None:
    klien = di()
    assert buka(klien, hp).headers["Location"] == "/aparat/"
    assert isi(klien.get(ke("keamanan")))
    assert sesi.SEGAR_KUNCI in klien.session, "finger or PIN was just given"
    assert isi(klien.get(ke("tumpukan")))


def test_it_leads_to_where_the_person_wanted_to_go(kades: Orang, hp: Perangkat) -> None:
    alamat = ke("masuk_kunci") + "?lanjut=/aparat/tanda-tangan/"
    tujuan = "lanjut=%2Faparat%2Ftanda-tangan%2F"
    assert tujuan in isi(di().get(ke("masuk") + "?lanjut=/aparat/tanda-tangan/"))
    assert buka(di(), hp, alamat).headers["Location"] == "/aparat/tanda-tangan/"
    assert (
        buka(di(), hp, ke("masuk_kunci") + "?lanjut=https://jahat.example/").headers["Location"] == "/aparat/"
    )


def test_a_wrong_one_says_so_at_the_door(kades: Orang, hp: Perangkat) -> None:
    klien = di()
    jawab = buka(klien, Perangkat(asal=ASAL, pemegang=hp.pemegang))
    assert jawab.headers["Location"] == ke("masuk")
    assert "tidak dikenal di sini" in isi(klien.get(ke("masuk")))
    assert klien.get(ke("keamanan")).status_code == 302


def test_guessing_is_held_back(kades: Orang, hp: Perangkat) -> None:
    palsu = hp.salinan(kunci=Perangkat().kunci)
    klien = di()
    for _ in range(5):
        buka(klien, palsu)
    assert "Terlalu banyak percobaan" in isi(buka(klien, hp), 429)
    assert klien.get(ke("keamanan")).status_code == 302


def test_a_question_is_answered_once_in_its_own_browser_and_soon(kades: Orang, hp: Perangkat) -> None:
    klien, lain = di(), di()
    soal = klien.post(ke("masuk_kunci"), headers=TANYA).json()
    isian = {"jawaban": hp.masuk(soal)}
    assert lain.post(ke("masuk_kunci"), isian).headers["Location"] == ke("masuk"), "another browser"
    with time_machine.travel(clock.now() + timedelta(minutes=6), tick=False):
        assert klien.post(ke("masuk_kunci"), isian).headers["Location"] == ke("masuk"), "too late"
    baru = {"jawaban": hp.masuk(klien.post(ke("masuk_kunci"), headers=TANYA).json())}
    assert klien.post(ke("masuk_kunci"), baru).headers["Location"] == "/aparat/"
    assert lain.post(ke("masuk_kunci"), baru).headers["Location"] == ke("masuk"), "used already"


def test_a_question_for_one_thing_is_none_for_another(kades: Orang, hp: Perangkat) -> None:
    klien = masuk_di(kades)
    soal = klien.post(ke("pastikan_kunci"), headers=TANYA).json()
    jawab = klien.post(ke("masuk_kunci"), {"jawaban": hp.masuk(soal)})
    assert jawab.headers["Location"] == ke("masuk")


def test_after_the_password_it_stands_for_the_code(kades: Orang, hp: Perangkat, operator: Orang) -> None:
    klien = di()
    klien.post(ke("masuk"), {"nama_masuk": "ujang", "sandi": SANDI})
    assert "Pakai kunci sandi" in isi(klien.get(ke("masuk_kode")))
    milik_rika = pasang(masuk_di(operator), "laptop")
    assert buka(klien, milik_rika, untuk="kedua").headers["Location"] == ke("masuk_kode"), "another account"
    assert klien.get(ke("keamanan")).status_code == 302
    assert buka(klien, hp, untuk="kedua").headers["Location"] == "/aparat/"


def test_without_the_password_there_is_no_second_step(kades: Orang, hp: Perangkat) -> None:
    jawab = di().post(ke("masuk_kunci"), {"untuk": "kedua"}, headers=TANYA)
    assert jawab.headers["Location"] == ke("masuk")


def test_whoever_has_none_is_asked_for_the_code_as_ever(kades: Orang) -> None:
    klien = di()
    klien.post(ke("masuk"), {"nama_masuk": "ujang", "sandi": SANDI})
    assert "kunci sandi" not in isi(klien.get(ke("masuk_kode")))
    assert klien.post(ke("masuk_kode"), {"kode": kades.otp()}).headers["Location"] == "/aparat/"


# ---- fresh proof ----


def test_it_is_fresh_proof_and_leads_back(kades: Orang, hp: Perangkat, operator: Orang) -> None:
    klien = di()
    klien.force_login(kades.pengguna)
    tanya = klien.get(ke("kunci_sandi")).headers["Location"]
    assert "Pastikan dengan kunci sandi" in isi(klien.get(tanya))
    alamat = ke("pastikan_kunci") + "?lanjut=/aparat/keamanan/kunci-sandi/"
    milik_rika = pasang(masuk_di(operator), "laptop")
    assert buka(klien, milik_rika, alamat).headers["Location"].startswith(ke("pastikan")), "another one's"
    assert sesi.SEGAR_KUNCI not in klien.session
    assert buka(klien, hp, alamat).headers["Location"] == ke("kunci_sandi")
    assert "HP Pak Kades" in isi(klien.get(ke("kunci_sandi")))


# ---- the end ----


def test_a_closed_account_and_a_lost_post_end_it(kades: Orang, hp: Perangkat) -> None:
    Pengguna.objects.filter(pk=kades.pengguna.pk).update(is_active=False)
    assert buka(di(), hp).headers["Location"] == ke("masuk")
    Pengguna.objects.filter(pk=kades.pengguna.pk).update(is_active=True)
    with lingkup(kades.pejabat.desa_id):
        Penugasan.objects.update(selesai=date(2021, 1, 1))
    klien = di()
    assert buka(klien, hp).headers["Location"] == ke("masuk")
    assert "tidak memegang jabatan" in isi(klien.get(ke("masuk")))
    assert klien.get(ke("keamanan")).status_code == 302


def test_a_clock_that_woke_up_in_1970_locks_nobody_out(cisontrol: Desa) -> None:
    orang = angkat(cisontrol, "tedi", "Tedi", Jabatan.OPERATOR)
    hp = pasang(masuk_di(orang), "HP")
    with time_machine.travel(date(1970, 1, 2), tick=False):
        assert buka(di(), hp).headers["Location"] == "/aparat/"


# ---- where there are none ----


@pytest.mark.parametrize(
    ("alamat", "kata"),
    [
        ("desa.lan", "tidak diawali https"),
        ("192.168.1.10", "alamat angka"),
    ],
)
def test_where_the_connection_allows_none_it_is_said_and_all_else_works(
    kades: Orang, alamat: str, kata: str
) -> None:
    klien = di(alamat)
    page = isi(klien.get(ke("masuk")))
    assert kata in page
    assert "kunci.js" not in page
    assert klien.post(ke("masuk_kunci"), headers=TANYA).headers["Location"] == ke("masuk")
    assert kata in isi(klien.get(ke("masuk"))), "also by hand"
    klien.post(ke("masuk"), {"nama_masuk": "ujang", "sandi": SANDI})
    assert klien.post(ke("masuk_kode"), {"kode": kades.otp()}).headers["Location"] == "/aparat/"
    page = isi(klien.get(ke("kunci_sandi")))
    assert kata in page
    assert "data-kunci" not in page
    assert klien.post(ke("kunci_sandi"), {"nama": "HP"}, headers=TANYA).status_code == 422
    assert klien.post(ke("pastikan_kunci"), headers=TANYA).headers["Location"].startswith(ke("pastikan"))


def test_under_https_only_a_name_that_was_configured(kades: Orang, settings: Any) -> None:
    def lihat() -> str:
        return isi(di("desa.lan").get(ke("masuk"), secure=True))

    assert "EOFFICE_HOST" in lihat()
    settings.ALLOWED_HOSTS = ["desa.lan", "localhost"]
    assert "kunci.js" in lihat()
    klien = masuk_di(kades, "desa.lan")
    tanya = klien.post(ke("kunci_sandi"), {"nama": "HP"}, headers=TANYA, secure=True)
    assert tanya.json()["rp"]["id"] == "desa.lan"
    for asal, hasil in (("https://jahat.example", 422), ("http://desa.lan", 422)):
        palsu = Perangkat(asal=asal).pasang(tanya.json())
        isian = {"nama": "HP", "jawaban": palsu}
        assert klien.post(ke("kunci_sandi"), isian, secure=True).status_code == hasil
        tanya = klien.post(ke("kunci_sandi"), {"nama": "HP"}, headers=TANYA, secure=True)
    isian = {"nama": "HP", "jawaban": Perangkat(asal="https://desa.lan").pasang(tanya.json())}
    assert klien.post(ke("kunci_sandi"), isian, secure=True).status_code == 302


def test_a_passkey_of_one_address_is_not_offered_at_another(
    kades: Orang, hp: Perangkat, settings: Any
) -> None:
    settings.EOFFICE_HTTPS = True
    settings.ALLOWED_HOSTS = ["desa.lan", "localhost"]
    klien = di("desa.lan")
    klien.post(ke("masuk"), {"nama_masuk": "ujang", "sandi": SANDI})
    assert "Pakai kunci sandi" not in isi(klien.get(ke("masuk_kode")))


def test_nothing_private_is_asked_of_the_device_before_somebody_is_known(hp: Perangkat, kades: Orang) -> None:
    soal = di().post(ke("masuk_kunci"), headers=TANYA)
    assert "ujang" not in soal.content.decode().lower()
    assert "allowCredentials" not in soal.json()
    json.dumps(soal.json())


def test_the_script_needs_its_own_token(kades: Orang) -> None:
    ketat: Callable[..., Any] = di(enforce_csrf_checks=True).post
    assert ketat(ke("masuk_kunci"), headers=TANYA).status_code == 403


def test_the_officers_of_the_regency_may_use_them(db: None) -> None:
    satu = services.buat_petugas(nama_masuk="dian", nama="Dian", sandi=SANDI, pelaku="uji")
    from tests.pabrik import pasang_totp

    pasang_totp(satu.pk)
    klien = di()
    klien.force_login(satu)
    session = klien.session
    session[sesi.SEGAR_KUNCI] = int(clock.now().timestamp())
    session.save()
    hp = pasang(klien, "HP Dian")
    assert buka(di(), hp).headers["Location"] == "/kabupaten/"
