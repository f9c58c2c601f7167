"""An official whose session or proof ran out loses nothing: what he typed waits, without secrets, until he is back."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory

from eoffice.akun.selectors import semua_pejabat
from eoffice.kernel import clock
from eoffice.surat.services import pengaturan
from eoffice.web.aparat.formulir import akun as formulir_akun
from eoffice.web.aparat.formulir import pengaturan as formulir_pengaturan
from eoffice.web.komponen.bidang import Otp, Pin, Sandi
from eoffice.web.middleware import titipan
from eoffice.web.warga import formulir as formulir_warga
from eoffice.wilayah.selectors import identitas
from tests.pabrik import PIN, SANDI
from tests.web.aparat.conftest import Balai, browser
from tests.web.markup import Page, read

pytestmark = pytest.mark.django_db
IDENTITAS = {
    "alamat": "Jalan Baru Nomor 5 <b>",
    "telepon": "+62 265 555 0142",
    "surel": "desa@example.id",
    "pos": "46387",
    "zona_waktu": "Asia/Jakarta",
}
KE_IDENTITAS = "/aparat/pengaturan/identitas/"
LANJUTKAN = "/aparat/lanjutkan/"


def masuk(klien: Client, nama: str = "rika.cisontrol", ke: str = "/aparat/masuk/") -> Any:
    return klien.post(ke, {"nama_masuk": nama, "sandi": SANDI})


def kirim_tanpa_sesi(klien: Client, ke: str, isi: dict[str, Any]) -> str:
    """Send a form after the session ended; return the sign-in page it leads to."""
    jawab = klien.post(ke, isi, follow=True)
    assert jawab.status_code == 200
    return str(jawab.redirect_chain[-1][0])


def tersembunyi(halaman: Page) -> list[tuple[str, str]]:
    return [
        (satu["name"], satu["value"])
        for satu in halaman.all("input", type="hidden")
        if satu["name"] != "csrfmiddlewaretoken"
    ]


def test_a_form_sent_after_the_session_ended_is_there_after_signing_in(balai: Balai) -> None:
    klien = balai.operator
    klien.logout()
    pintu = kirim_tanpa_sesi(klien, KE_IDENTITAS, IDENTITAS)
    assert pintu == "/aparat/masuk/?lanjut=%2Faparat%2Flanjutkan%2F"
    assert "Isian tadi masih ada" in klien.get(pintu).content.decode()
    assert masuk(klien, ke=pintu).headers["Location"] == LANJUTKAN
    halaman = read(klien.get(LANJUTKAN).content.decode())
    assert tersembunyi(halaman) == list(IDENTITAS.items())
    (form,) = halaman.all("form", action=KE_IDENTITAS)
    assert form["method"] == "post"
    assert balai.dalam(identitas).alamat != IDENTITAS["alamat"], "nothing is sent by itself"
    assert klien.post(form["action"], dict(tersembunyi(halaman))).status_code == 302
    assert balai.dalam(identitas).alamat == IDENTITAS["alamat"]


def test_with_an_error_in_it_the_filled_form_itself_comes_back(balai: Balai) -> None:
    klien = balai.operator
    klien.logout()
    masuk(klien, ke=kirim_tanpa_sesi(klien, KE_IDENTITAS, IDENTITAS | {"pos": "46A"}))
    isi = dict(tersembunyi(read(klien.get(LANJUTKAN).content.decode())))
    jawab = klien.post(KE_IDENTITAS, isi)
    halaman = read(jawab.content.decode())
    assert jawab.status_code == 422
    assert halaman.all("input", name="alamat")[0]["value"] == IDENTITAS["alamat"]
    assert "5 angka" in halaman.text


def test_the_code_of_the_phone_in_between_loses_nothing(
    balai: Balai, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eoffice.akun.selectors.totp_terpasang", lambda pengguna_id: True)
    monkeypatch.setattr("eoffice.akun.services.periksa_totp", lambda **isi: None)
    klien = balai.operator
    klien.logout()
    pintu = kirim_tanpa_sesi(klien, KE_IDENTITAS, IDENTITAS)
    assert masuk(klien, ke=pintu).headers["Location"] == "/aparat/masuk/kode/"
    assert klien.post("/aparat/masuk/kode/", {"kode": "123456"}).headers["Location"] == LANJUTKAN
    assert tersembunyi(read(klien.get(LANJUTKAN).content.decode())) == list(IDENTITAS.items())


def test_a_wrong_password_in_between_loses_nothing(balai: Balai) -> None:
    klien = balai.operator
    klien.logout()
    pintu = kirim_tanpa_sesi(klien, KE_IDENTITAS, IDENTITAS)
    assert klien.post(pintu, {"nama_masuk": "rika.cisontrol", "sandi": "salah"}).status_code == 422
    masuk(klien, ke=pintu)
    assert tersembunyi(read(klien.get(LANJUTKAN).content.decode())) == list(IDENTITAS.items())


def test_a_proof_older_than_half_an_hour_loses_nothing(balai: Balai) -> None:
    """Signed in all the time, but what was opened is sent too late for the proof."""
    isi = {"cara_terbit": "tte_lokal", "paraf": "on"}
    with time_machine.travel(clock.now() + timedelta(minutes=31), tick=False):
        jawab = balai.kades.post("/aparat/pengaturan/cara-tanda-tangan/", isi)
        assert jawab.headers["Location"] == "/aparat/pastikan/?lanjut=%2Faparat%2Flanjutkan%2F"
        klien = browser(balai.orang.kades)
        klien.cookies = balai.kades.cookies
        session = klien.session
        session["segar"] = int(clock.now().timestamp())
        session.save()
        halaman = read(klien.get(LANJUTKAN).content.decode())
        assert tersembunyi(halaman) == list(isi.items())
        assert klien.post("/aparat/pengaturan/cara-tanda-tangan/", isi).status_code == 302
    assert balai.dalam(pengaturan).cara_terbit.value == "tte_lokal"


@pytest.mark.parametrize("detik", [1, 299, 301, 1798])
def test_within_half_an_hour_what_was_opened_is_taken(balai: Balai, detik: int) -> None:
    isi = {"nama": "Iis Sumiati", "nip": "", "niap": "", "nama_masuk": "", "sandi": ""}
    with time_machine.travel(clock.now() + timedelta(seconds=detik), tick=False):
        assert balai.kades.post("/aparat/pengaturan/pejabat/baru/", isi).status_code == 302
    assert "Iis Sumiati" in [satu.nama for satu in balai.dalam(semua_pejabat)]


def test_files_are_named_because_they_must_be_chosen_again(balai: Balai) -> None:
    klien = balai.operator
    klien.logout()
    lambang = SimpleUploadedFile("lambang <desa>.png", b"\x89PNG", "image/png")
    pintu = kirim_tanpa_sesi(klien, "/aparat/pengaturan/lambang/", {"lambang": lambang})
    masuk(klien, ke=pintu)
    halaman = read(klien.get(LANJUTKAN).content.decode())
    assert "lambang <desa>.png" in halaman.text
    assert halaman.all("a", href="/aparat/pengaturan/lambang/")


def test_a_list_of_choices_keeps_every_one(balai: Balai) -> None:
    klien = balai.operator
    klien.logout()
    pintu = kirim_tanpa_sesi(klien, "/aparat/loket/", {"diperiksa": ["ktp", "kk", "pengantar"]})
    masuk(klien, ke=pintu)
    isi = tersembunyi(read(klien.get(LANJUTKAN).content.decode()))
    assert isi == [("diperiksa", "ktp"), ("diperiksa", "kk"), ("diperiksa", "pengantar")]


def test_secrets_are_never_kept(balai: Balai) -> None:
    klien = balai.kades
    klien.logout()
    isi = {"nama": "Iis", "nama_masuk": "iis", "sandi": "kuda lumping dua", "frasa": "x", "kode_saksi": "1"}
    pintu = kirim_tanpa_sesi(klien, "/aparat/pengaturan/pejabat/baru/", isi)
    assert "kuda lumping dua" not in repr(dict(klien.session))
    masuk(klien, "oman.cisontrol", pintu)
    klien.get(LANJUTKAN)
    assert titipan.rahasia("sandi")
    assert "kuda lumping dua" not in klien.get(pintu).content.decode()


@pytest.mark.parametrize(
    ("ke", "isi"),
    [
        ("/aparat/keluar/", {}),
        ("/aparat/pastikan/", {"sandi": "x", "kode": "123456"}),
        ("/aparat/loket/", {"catatan": "x" * 40_001}),
    ],
)
def test_nothing_typed_or_far_too_much_is_not_kept(client: Client, ke: str, isi: dict[str, str]) -> None:
    jawab = client.post(ke, isi)
    assert jawab.headers["Location"] == f"/masuk/?next={ke}"
    assert "titipan_kantor" not in client.session


def test_a_form_of_another_site_is_not_kept() -> None:
    klien = Client(enforce_csrf_checks=True)
    assert klien.post(KE_IDENTITAS, IDENTITAS, headers={"Origin": "https://jahat.example"}).status_code == 403
    assert "titipan_kantor" not in klien.session


def test_it_waits_half_an_hour_and_no_longer(balai: Balai) -> None:
    klien = balai.operator
    klien.logout()
    kirim_tanpa_sesi(klien, KE_IDENTITAS, IDENTITAS)
    masuk(klien)
    for menit, status in ((29, 200), (31, 302), (-1, 302)):
        with time_machine.travel(clock.now() + timedelta(minutes=menit), tick=False):
            assert klien.get(LANJUTKAN).status_code == status, menit


def test_a_reload_shows_it_again_and_signing_out_takes_it_away(balai: Balai) -> None:
    klien = balai.operator
    klien.logout()
    kirim_tanpa_sesi(klien, KE_IDENTITAS, IDENTITAS)
    masuk(klien)
    assert [klien.get(LANJUTKAN).status_code for _ in range(3)] == [200] * 3
    klien.post("/aparat/keluar/")
    masuk(klien)
    assert klien.get(LANJUTKAN).headers["Location"] == "/aparat/"


def test_another_browser_sees_nothing_of_it(balai: Balai, balai_lain: Balai) -> None:
    balai.operator.logout()
    kirim_tanpa_sesi(balai.operator, KE_IDENTITAS, IDENTITAS)
    for klien in (balai.sekdes, balai_lain.operator):
        assert klien.get(LANJUTKAN).headers["Location"] == "/aparat/"


def test_it_is_kept_for_officials_only(balai: Balai) -> None:
    klien = Client()
    kirim_tanpa_sesi(klien, KE_IDENTITAS, IDENTITAS)
    klien.post(f"/desa/{balai.desa.kode}/masuk/", {"nik": "3207154506859001", "pin": PIN})
    assert klien.get(LANJUTKAN).status_code == 404


def test_a_page_that_updates_a_corner_is_left_and_its_form_kept(client: Client) -> None:
    """htmx asks for a corner of the page; the sign-in page must not appear there."""
    htmx = {"HX-Request": "true"}
    jawab = client.post("/aparat/penduduk/", {"q": "euis"}, headers=htmx)
    assert (jawab.status_code, jawab.content) == (204, b"")
    assert jawab.headers["HX-Redirect"] == "/masuk/?next=/aparat/lanjutkan/"
    baca = client.get("/aparat/permohonan/?hal=2", headers=htmx)
    assert baca.headers["HX-Redirect"] == "/masuk/?next=/aparat/permohonan/%3Fhal%3D2"


def test_reading_without_a_session_leads_back_to_what_was_read(client: Client) -> None:
    assert (
        client.get("/aparat/permohonan/?hal=2").headers["Location"]
        == "/masuk/?next=/aparat/permohonan/%3Fhal%3D2"
    )
    assert "titipan_kantor" not in client.session


# ---- which boxes hold secrets ----


def _formulir() -> list[type[forms.Form]]:
    return [
        satu
        for modul in (formulir_akun, formulir_pengaturan, formulir_warga)
        for satu in vars(modul).values()
        if isinstance(satu, type) and issubclass(satu, forms.Form)
    ]


def test_every_box_for_a_secret_is_known_by_its_name() -> None:
    """A new box for a PIN or a password must be left out of what is given back, whatever it is called."""
    kotak = {
        nama
        for satu in _formulir()
        for nama, bidang in satu.base_fields.items()
        if isinstance(bidang, Pin | Sandi | Otp)
    }
    assert {"pin", "ulang", "pin_lama", "sandi", "sandi_baru", "sandi_ulang", "frasa", "frasa_ulang"} <= kotak
    assert {nama for nama in kotak if not titipan.rahasia(nama)} == set()


@pytest.mark.parametrize(
    "nama",
    ["nama", "pindah_ke", "pinjaman", "alamat", "sandiwara", "frasalain", "kodepos", "keperluan", "pos", ""],
)
def test_an_ordinary_box_is_given_back(nama: str) -> None:
    assert not titipan.rahasia(nama)


@pytest.mark.parametrize(
    "nama", ["pin", "pin_baru", "sandi_saksi", "kode_pemulihan", "frasa", "csrfmiddlewaretoken"]
)
def test_a_box_for_a_secret_is_not(nama: str) -> None:
    assert titipan.rahasia(nama)


def test_what_was_typed_is_read_without_secrets_and_in_order() -> None:
    request = RequestFactory().post("/aparat/x/?a=1", {"b": "2", "a": ["3", "4"], "sandi": "x"})
    assert titipan.ketikan(request) == titipan.Titipan(
        "/aparat/x/?a=1", "/aparat/x/", [("b", "2"), ("a", "3"), ("a", "4")], []
    )
