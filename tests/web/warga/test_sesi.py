"""A session that ended in the middle of a form: nothing is lost, and nothing falls into other hands."""

from urllib.parse import unquote

import pytest
from django.test import Client

from eoffice.surat.models import Permohonan
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.pabrik import PIN, SKU, Pemeran, foto
from tests.web.markup import read
from tests.web.warga.conftest import NIK, Pengisian, hp, unggahan

NIK_TETANGGA = "3207155506859003"


def masuk(browser: Client, ke: str, nik: str = NIK) -> str:
    """Follow the way to the sign-in page, sign in, and return where it leads."""
    pintu = browser.get(ke)
    while pintu.status_code == 302:
        pintu = browser.get(pintu.headers["Location"])
    jawab = browser.post(
        pintu.request["PATH_INFO"] + "?" + pintu.request["QUERY_STRING"], {"nik": nik, "pin": PIN}
    )
    assert jawab.status_code == 302, read(jawab.content.decode()).text
    return str(jawab.headers["Location"])


def berakhir(isian: Pengisian) -> Client:
    """End the session, as the clock or the office would."""
    isian.hp.get(f"/desa/{isian.desa}/")  # the phone remembers its village
    isian.hp.session.delete()
    return isian.hp


@pytest.mark.parametrize("kode", sorted(SKU))
def test_an_answer_typed_after_the_end_waits_in_its_box(lengkap: Pengisian, kode: str) -> None:
    lama = lengkap.isi().nilai[kode]
    hp_ini = berakhir(lengkap)
    baru = {"mulai_usaha": "2021", "di_rumah": "ya", "keperluan": "sekolah"}.get(kode, "Jawaban Baru")
    jawab = lengkap.jawab(kode, baru)
    assert unquote(jawab.headers["Location"]) == f"/warga/masuk/?lanjut={lengkap.ke('tanya', kode)}"
    ke = masuk(hp_ini, jawab.headers["Location"])
    assert ke == lengkap.ke("tanya", kode)
    page = read(hp_ini.get(ke).content.decode())
    kotak = [
        t
        for tag, t in page.tags
        if t.get("name") == kode and (tag != "input" or "checked" in t or t["type"] == "text")
    ]
    assert baru in page.text or [t.get("value") for t in kotak] == [baru]
    assert "Isian Anda tadi masih ada. Periksa, lalu lanjutkan." in page.text
    assert lengkap.isi().nilai[kode] == lama, "shown, not kept: nobody confirmed it yet"
    assert lengkap.jawab(kode, baru).status_code == 302


def test_the_sign_in_page_says_that_nothing_is_lost(isian: Pengisian) -> None:
    hp_ini = berakhir(isian)
    jawab = isian.jawab("nama_usaha", "Warung Lama")
    halaman = hp_ini.get(jawab.headers["Location"], follow=True).content.decode()
    assert "Isian Anda belum hilang" in read(halaman).text
    assert "Warung Lama" not in halaman, "whoever holds the phone now has not signed in"


def test_what_waits_is_shown_once(isian: Pengisian) -> None:
    hp_ini = berakhir(isian)
    ke = masuk(hp_ini, isian.jawab("nama_usaha", "Warung Lama").headers["Location"])
    assert "Warung Lama" in hp_ini.get(ke).content.decode()
    assert "Warung Lama" not in hp_ini.get(ke).content.decode()


def test_a_wrong_answer_is_shown_with_its_sentence_but_was_not_sent_again(isian: Pengisian) -> None:
    hp_ini = berakhir(isian)
    ke = masuk(hp_ini, isian.jawab("mulai_usaha", "20x8").headers["Location"])
    jawab = hp_ini.get(ke)
    assert jawab.status_code == 200
    assert 'value="20x8"' in jawab.content.decode()


def test_photos_sent_after_the_end_are_attached_at_once(isian: Pengisian) -> None:
    hp_ini = berakhir(isian)
    jawab = isian.foto("kk", unggahan(foto(), "kk-1.jpg"), unggahan(b"bukan foto", "kk-2.jpg"))
    ke = masuk(hp_ini, jawab.headers["Location"])
    assert [b.nama for b in isian.isi().berkas] == ["kk-1.jpg"]
    teks = read(hp_ini.get(ke).content.decode()).text
    assert "Berkas tadi belum tersimpan. kk-2.jpg: Jenis berkas ini tidak diterima." in teks


def test_the_telephone_number_waits_too(isian: Pengisian) -> None:
    hp_ini = berakhir(isian)
    jawab = hp_ini.post(isian.ke("kontak"), {"telepon": "0812 5550 0174"})
    ke = masuk(hp_ini, jawab.headers["Location"])
    assert 'value="0812 5550 0174"' in hp_ini.get(ke).content.decode()


def test_sending_after_the_end_leads_to_the_check_page_and_sends_nothing_by_itself(
    lengkap: Pengisian,
) -> None:
    hp_ini = berakhir(lengkap)
    jawab = hp_ini.post(lengkap.ke("kirim"), {"benar": "on", "kunci": str(lengkap.draf_id)})
    ke = masuk(hp_ini, jawab.headers["Location"])
    assert ke == lengkap.ke("periksa")
    assert "Kirim permohonan" in hp_ini.get(ke).content.decode()
    with lingkup(lengkap.desa):
        assert not Permohonan.objects.exists()


def test_beginning_a_letter_after_the_end_leads_back_to_that_letter(isian: Pengisian) -> None:
    hp_ini = berakhir(isian)
    jawab = hp_ini.post("/warga/mulai/", {"jenis": "sktm"})
    ke = masuk(hp_ini, jawab.headers["Location"])
    assert hp_ini.get(ke).headers["Location"] == f"/desa/{isian.desa}/surat/sktm/"


@pytest.mark.parametrize("jenis", ["", "tidak-ada", "../..", "a b"])
def test_a_letter_nobody_offers_leads_to_the_list_after_signing_in(isian: Pengisian, jenis: str) -> None:
    hp_ini = berakhir(isian)
    ke = masuk(hp_ini, hp_ini.post("/warga/mulai/", {"jenis": jenis}).headers["Location"])
    assert hp_ini.get(ke).headers["Location"] == f"/desa/{isian.desa}/surat/"


def test_throwing_a_photo_away_after_the_end_comes_back_to_the_page_with_the_button(isian: Pengisian) -> None:
    isian.foto("ktp", unggahan(foto()))
    sha256 = isian.isi().berkas[0].sha256
    hp_ini = berakhir(isian)
    ke = masuk(hp_ini, hp_ini.post(isian.ke("hapus", "ktp", sha256)).headers["Location"])
    assert hp_ini.get(ke).headers["Location"] == isian.ke("berkas", "ktp")
    assert len(isian.isi().berkas) == 1


def test_signing_out_after_the_end_is_a_goodbye_and_not_a_door(isian: Pengisian) -> None:
    hp_ini = berakhir(isian)
    isian.jawab("nama_usaha", "Rahasia Euis")
    jawab = hp_ini.post("/warga/keluar/")
    assert jawab.headers["Location"] == f"/desa/{isian.desa}/"
    assert "Anda sudah keluar." in hp_ini.get(jawab.headers["Location"]).content.decode()
    ke = masuk(hp_ini, isian.ke("tanya", "nama_usaha"))
    assert "Rahasia Euis" not in hp_ini.get(ke).content.decode(), "what waited was thrown away"


def test_what_one_person_typed_never_reaches_the_next_one_on_the_same_phone(
    isian: Pengisian, tetangga: Client
) -> None:
    hp_ini = berakhir(isian)
    isian.foto("ktp", unggahan(foto(), "ktp-euis.jpg"))
    jawab = isian.jawab("nama_usaha", "Rahasia Euis")
    ke = masuk(hp_ini, jawab.headers["Location"], NIK_TETANGGA)
    assert ke == "/warga/"
    for alamat in ("/warga/", isian.ke("tanya", "nama_usaha"), "/warga/akses/"):
        isi = hp_ini.get(alamat).content.decode()
        assert "Rahasia Euis" not in isi
        assert "Isian Anda tadi masih ada" not in isi
        assert "ktp-euis" not in isi
    assert isian.isi().berkas == ()


def test_a_stranger_cannot_fill_the_disk_with_forms(isian: Pengisian) -> None:
    hp_ini = berakhir(isian)
    for isi, bidang, panjang in (
        ({f"b{n}": "x" * 90 for n in range(300)}, 160, {90}),
        ({f"b{n}": "x" * 5000 for n in range(9)}, 9, {4000}),
        ({f"b{n}": "x" * 5000 for n in range(11)}, 0, set()),
    ):
        hp_ini.post(isian.ke("tanya", "nama_usaha"), isi)
        simpan = hp_ini.session["titipan"]["isian"]
        assert (len(simpan), {len(v) for v in simpan.values()}) == (bidang, panjang)


def test_secrets_of_the_form_are_not_kept(isian: Pengisian) -> None:
    hp_ini = berakhir(isian)
    hp_ini.post(isian.ke("kontak"), {"telepon": "1", "kunci": "k", "csrfmiddlewaretoken": "t"})
    assert hp_ini.session["titipan"]["isian"] == {"telepon": "1"}


@pytest.mark.parametrize(
    "lanjut",
    ["https://jahat.example/", "//jahat.example", "/aparat/", "javascript:alert(1)", "/masuk/", "\\\\x", ""],
)
def test_after_signing_in_nobody_is_led_elsewhere(cast: Pemeran, cisontrol: Desa, lanjut: str) -> None:
    browser = Client()
    alamat = f"/desa/{cisontrol.kode}/masuk/"
    jawab = browser.post(alamat, {"nik": NIK, "pin": PIN}, query_params={"lanjut": lanjut})
    assert jawab.headers["Location"] == "/warga/"


# ---- a phone that several people use ----

PRIBADI = ("/warga/", "/warga/pin/", "/warga/akses/")


def test_no_page_of_a_person_may_be_kept_by_the_phone(lengkap: Pengisian) -> None:
    halaman = [
        *PRIBADI,
        lengkap.ke("periksa"),
        lengkap.ke("tanya", "nama_usaha"),
        lengkap.ke("berkas", "ktp"),
    ]
    for ke in [*halaman, lengkap.ke("lihat", lengkap.isi().berkas[0].sha256)]:
        jawab = lengkap.hp.get(ke)
        assert jawab.headers["Cache-Control"] == "private, no-store", ke
    for ke in halaman:
        assert "Cookie" in lengkap.hp.get(ke).headers["Vary"], ke


def test_after_signing_out_every_page_asks_who_one_is(lengkap: Pengisian) -> None:
    kue = lengkap.hp.cookies.copy()
    lengkap.hp.post("/warga/keluar/")
    lama = Client()
    lama.cookies = kue  # a copy of the cookie is worth nothing either
    for browser in (lengkap.hp, lama):
        for ke in (*PRIBADI, lengkap.ke("periksa"), lengkap.ke("lihat", lengkap.isi().berkas[0].sha256)):
            assert browser.get(ke).headers["Location"].startswith("/warga/masuk/?lanjut="), ke


def test_after_signing_out_the_public_pages_do_not_know_the_person(lengkap: Pengisian) -> None:
    assert "Euis Komariah" in lengkap.hp.get("/").content.decode()
    lengkap.hp.post("/warga/keluar/")
    for ke in ("/", f"/desa/{lengkap.desa}/", f"/desa/{lengkap.desa}/surat/sku/", "/bantuan/", "/cek/"):
        isi = lengkap.hp.get(ke).content.decode()
        assert "Euis" not in isi
        assert "data-akun" not in isi


def test_the_cookies_of_the_phone_hold_nothing_personal(cast: Pemeran, cisontrol: Desa) -> None:
    browser = Client()
    browser.post(f"/desa/{cisontrol.kode}/masuk/", {"nik": NIK, "pin": PIN})
    browser.get("/warga/pin/")
    assert len(browser.cookies) == 3
    for nama, kue in browser.cookies.items():
        assert kue["httponly"], nama
        assert kue["samesite"] == "Lax"
        assert NIK not in kue.value
    assert [k.value for n, k in browser.cookies.items() if n.startswith("eoffice_desa")] == [cisontrol.kode]


def test_a_changed_pin_ends_the_sessions_of_other_phones(warga: Client, cast: Pemeran) -> None:
    lain = hp(cast.warga)
    assert lain.get("/warga/").status_code == 200
    jawab = warga.post("/warga/pin/", {"pin_lama": PIN, "pin": "481627", "ulang": "481627"})
    assert jawab.headers["Location"] == "/warga/"
    assert warga.get("/warga/").status_code == 200, "this phone stays signed in"
    assert lain.get("/warga/").status_code == 302
