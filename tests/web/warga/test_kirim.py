"""Check-answers, sending exactly once, the ticket; and a form whose token is too old."""

import re
import threading
from uuid import uuid4

import pytest
from django.db import connections
from django.test import Client

from eoffice.surat.models import Permohonan, Surat
from eoffice.surat.rules.tiket import baca_tiket
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.pabrik import Pemeran
from tests.web.markup import read
from tests.web.warga.conftest import NIK, Pengisian, hp

BENAR = {"benar": "on"}
KUNCI = "Idempotency-Key"


def permohonan(desa: str) -> int:
    """Return how many applications a village has."""
    with lingkup(desa):
        return Permohonan.objects.count()


def test_every_answer_is_shown_with_a_way_to_change_it(lengkap: Pengisian) -> None:
    isi = lengkap.hp.get(lengkap.ke("periksa")).content.decode()
    page = read(isi)
    draf = lengkap.isi()
    ubah = [t["href"] for t in page.all("a") if t.get("href", "").endswith("?ubah")]
    diminta = [i.kode for i in draf.jenis.isian if i.diminta(draf.nilai)]
    syarat = [s.kode for s in draf.jenis.syarat_diminta(draf.nilai)]
    assert ubah == [
        *(lengkap.ke("tanya", kode) + "?ubah" for kode in diminta),
        lengkap.ke("kontak") + "?ubah",
        *(lengkap.ke("berkas", kode) + "?ubah" for kode in syarat),
    ]
    for teks in ("Warung Bu Euis", "Warung makan", "2018", "Tidak", "Dusun Cikupa", "Pinjaman KUR ke bank"):
        assert teks in page.text
    assert all(lengkap.hp.get(ke).status_code == 200 for ke in ubah)


def test_the_check_page_shows_the_register_masked_and_a_form_that_needs_no_script(lengkap: Pengisian) -> None:
    isi = lengkap.hp.get(lengkap.ke("periksa")).content.decode()
    page = read(isi)
    assert NIK not in isi
    assert "320715••••••••01" in page.text
    (form,) = page.all("form", action=lengkap.ke("kirim"))
    assert form["method"] == "post"
    assert page.all("input", name="kunci")[0]["value"] == str(lengkap.draf_id), (
        "the key is given by the server"
    )


def test_an_incomplete_letter_shows_no_button_to_send_and_the_server_refuses_it(isian: Pengisian) -> None:
    page = read(isian.hp.get(isian.ke("periksa")).content.decode())
    assert "Masih ada yang belum diisi" in page.text
    assert not page.all("form", action=isian.ke("kirim"))
    assert page.all("a", href=isian.ke("tanya", "nama_usaha") + "?ubah", class_="tombol")
    jawab = isian.hp.post(isian.ke("kirim"), BENAR)
    assert jawab.status_code == 422
    assert "Masih ada yang belum dijawab: " in read(jawab.content.decode()).text
    assert permohonan(isian.desa) == 0


def test_a_missing_paper_is_named(isian: Pengisian) -> None:
    isian.lengkapi()
    berkas = next(b for b in isian.isi().berkas if b.syarat == "kk")
    isian.hp.post(isian.ke("hapus", "kk", berkas.sha256))
    ada = {b.syarat for b in isian.isi().berkas}
    jawab = isian.hp.post(isian.ke("kirim"), BENAR)
    assert jawab.status_code == 422
    assert "kk" not in ada
    assert "Kartu Keluarga" in read(jawab.content.decode()).text
    assert permohonan(isian.desa) == 0


def test_the_statement_must_be_ticked(lengkap: Pengisian) -> None:
    jawab = lengkap.hp.post(lengkap.ke("kirim"), {})
    assert jawab.status_code == 422
    page = read(jawab.content.decode())
    assert "Beri tanda centang bila jawaban dan berkasnya sudah benar." in page.text
    assert page.all("a", href="#id_benar")
    assert "Warung Bu Euis" in page.text, "the page is whole again"
    assert permohonan(lengkap.desa) == 0


def test_the_ticket_is_shown_with_what_happens_next(lengkap: Pengisian) -> None:
    lengkap.hp.post(lengkap.ke("kontak"), {"telepon": "0812 5550 0174"})
    ke = lengkap.hp.post(lengkap.ke("kirim"), BENAR).headers["Location"]
    isi = lengkap.hp.get(ke).content.decode()
    page = read(isi)
    tiket = re.search(r"[A-Z]+-[A-Z]+-\d\d", page.text)
    assert tiket
    assert baca_tiket(tiket[0]) == tiket[0]
    for kata in ("Permohonan sudah kami terima", "Petugas memeriksa berkas", "Kami kabari ke 081255500174."):
        assert kata in page.text
    assert NIK not in isi
    assert tiket[0] not in ke, "the address holds no ticket"


def test_sent_again_it_is_the_same_application(lengkap: Pengisian) -> None:
    jawab = [lengkap.hp.post(lengkap.ke("kirim"), BENAR) for _ in range(3)]
    assert len({j.headers["Location"] for j in jawab}) == 1
    assert {j.headers[KUNCI] for j in jawab} == {str(lengkap.draf_id)}
    assert permohonan(lengkap.desa) == 1


def test_what_arrived_is_confirmed_even_when_the_repetition_is_incomplete(lengkap: Pengisian) -> None:
    """The first answer was lost on the way; the phone sends what it has, and must hear that it arrived."""
    pertama = lengkap.hp.post(lengkap.ke("kirim"), BENAR)
    kedua = lengkap.hp.post(lengkap.ke("kirim"), {}, headers={KUNCI: str(lengkap.draf_id)})
    assert kedua.status_code == 201
    assert kedua.headers["Content-Location"] == pertama.headers["Location"]
    assert kedua.content == b""


def test_after_sending_the_pages_of_the_draft_lead_to_the_letter(lengkap: Pengisian) -> None:
    ke = lengkap.hp.post(lengkap.ke("kirim"), BENAR).headers["Location"]
    assert lengkap.hp.get(lengkap.ke("periksa")).headers["Location"] == ke
    assert lengkap.hp.get(lengkap.ke("lanjut")).headers["Location"] == ke.removesuffix("terkirim/")


def test_what_was_sent_cannot_be_changed_through_its_draft(lengkap: Pengisian) -> None:
    lengkap.hp.post(lengkap.ke("kirim"), BENAR)
    lengkap.jawab("nama_usaha", "Warung Lain")
    lengkap.hp.post(lengkap.ke("buang"))
    with lingkup(lengkap.desa):
        assert Permohonan.objects.get().nilai["nama_usaha"] == "Warung Bu Euis"
    assert lengkap.hp.post(lengkap.ke("kirim"), BENAR).status_code == 302
    assert permohonan(lengkap.desa) == 1


def test_the_key_of_another_account_is_refused(lengkap: Pengisian, tetangga: Client) -> None:
    ke = lengkap.ke("kirim")
    assert tetangga.post(ke, BENAR, headers={KUNCI: str(lengkap.draf_id)}).status_code == 404
    assert permohonan(lengkap.desa) == 0
    lengkap.hp.post(ke, BENAR)
    sesudah = tetangga.post(ke, BENAR, headers={KUNCI: str(lengkap.draf_id)})
    assert sesudah.status_code == 404, "also when it has arrived: the ticket is not for the neighbour"
    assert KUNCI not in sesudah.headers
    assert tetangga.post(f"/warga/isi/{uuid4()}/kirim/", BENAR).status_code == 404


def test_the_way_to_the_sign_in_page_is_no_confirmation(lengkap: Pengisian) -> None:
    """The phone's queue may forget a form only when it is answered 201 with its own key."""
    lengkap.hp.logout()
    jawab = lengkap.hp.post(lengkap.ke("kirim"), BENAR, headers={KUNCI: str(lengkap.draf_id)})
    assert jawab.status_code == 302
    assert jawab.headers["Location"].startswith("/warga/masuk/?lanjut=")
    assert KUNCI not in jawab.headers
    assert "Content-Location" not in jawab.headers
    assert permohonan(lengkap.desa) == 0


def test_a_refusal_is_no_confirmation(isian: Pengisian) -> None:
    jawab = isian.hp.post(isian.ke("kirim"), BENAR, headers={KUNCI: str(isian.draf_id)})
    assert jawab.status_code == 422
    assert KUNCI not in jawab.headers


@pytest.mark.serentak
def test_pressed_on_two_phones_at_once_it_is_sent_once(cisontrol: Desa, cast: Pemeran) -> None:
    from tests.web.warga.conftest import mulai

    pengisian = mulai(hp(cast.warga), "sku", cisontrol.kode, cast.warga)
    pengisian.lengkapi()
    telepon = [hp(cast.warga) for _ in range(4)]
    mulai_bersama = threading.Barrier(len(telepon))
    jawab: list[tuple[int, str]] = []

    def tekan(browser: Client) -> None:
        mulai_bersama.wait()
        hasil = browser.post(pengisian.ke("kirim"), BENAR)
        jawab.append((hasil.status_code, hasil.headers.get("Location", "")))
        connections.close_all()

    utas = [threading.Thread(target=tekan, args=(satu,)) for satu in telepon]
    for satu in utas:
        satu.start()
    for satu in utas:
        satu.join()
    assert len(set(jawab)) == 1, jawab
    assert jawab[0][0] == 302
    with lingkup(cisontrol.kode):
        assert Surat.objects.count() == Permohonan.objects.count() == 1


# ---- a page that was open too long ----


@pytest.fixture
def ketat(cast: Pemeran) -> Client:
    """A phone whose forms need a valid token, as in real life."""
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = hp(cast.warga).cookies
    return browser


SENDIRI = {"Origin": "http://testserver"}


def test_a_token_that_is_too_old_gives_back_what_was_typed(ketat: Client, isian: Pengisian) -> None:
    ke = isian.ke("tanya", "nama_usaha")
    jawab = ketat.post(
        ke, {"nama_usaha": 'Warung "Euis" <1>', "csrfmiddlewaretoken": "lama"}, headers=SENDIRI
    )
    assert jawab.status_code == 403
    page = read(jawab.content.decode())
    (simpan,) = page.all("input", name="nama_usaha")
    assert simpan["value"] == 'Warung "Euis" <1>'
    (form,) = page.all("form", action=ke)
    token = page.all("input", name="csrfmiddlewaretoken")[0]["value"]
    ulang = ketat.post(ke, {"nama_usaha": simpan["value"], "csrfmiddlewaretoken": token}, headers=SENDIRI)
    assert form["method"] == "post"
    assert ulang.status_code == 302, "one press more, and it is kept"
    assert isian.isi().nilai["nama_usaha"] == 'Warung "Euis" <1>'


@pytest.mark.parametrize(
    "asal", [{"Origin": "http://jahat.example"}, {"Referer": "http://jahat.example/x"}, {}]
)
def test_a_form_from_another_site_is_refused_and_not_offered_again(
    ketat: Client, lengkap: Pengisian, asal: dict[str, str]
) -> None:
    jawab = ketat.post(lengkap.ke("kirim"), BENAR, headers=asal)
    assert jawab.status_code == 403
    isi = jawab.content.decode()
    assert "Formulir ini tidak dikirim dari halaman kami" in isi
    assert not read(isi).all("form", action=lengkap.ke("kirim"))
    assert permohonan(lengkap.desa) == 0


def test_a_pin_is_never_given_back(ketat: Client, cisontrol: Desa) -> None:
    ketat.logout()
    ke = f"/desa/{cisontrol.kode}/masuk/"
    jawab = ketat.post(ke, {"nik": NIK, "pin": "739154"}, headers=SENDIRI)
    assert jawab.status_code == 403
    assert "739154" not in jawab.content.decode()


def test_every_page_with_a_form_carries_a_fresh_token(lengkap: Pengisian) -> None:
    for ke in (lengkap.ke("tanya", "nama_usaha"), lengkap.ke("berkas", "ktp"), lengkap.ke("periksa")):
        page = read(lengkap.hp.get(ke).content.decode())
        assert len(page.all("input", name="csrfmiddlewaretoken")) == len(page.all("form", method="post"))
