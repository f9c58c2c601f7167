"""The whole form on one page: one sending, whatever the line does; the same answers, refusals and owners as page by page."""

import gzip
import io
import threading
from typing import Any
from uuid import uuid4

import pytest
from django.db import connections
from django.test import Client
from PIL import Image

from eoffice.surat.models import Berkas, Permohonan
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.pabrik import SKU, Pemeran, foto
from tests.web.markup import read
from tests.web.peramban import STATIC
from tests.web.warga.conftest import SYARAT_SKU, Pengisian, hp, mulai, unggahan

KUNCI = "Idempotency-Key"


def kiriman(*, tanpa: tuple[str, ...] = (), **lain: Any) -> dict[str, Any]:
    """Return what a phone sends: every answer, a photo for each paper, the statement."""
    foto_foto = {f"berkas_{s}": unggahan(foto(), f"{s}.jpg") for s in SYARAT_SKU}
    semua = {**SKU, **foto_foto, "telepon": "0812 5550 0174", "benar": "on", **lain}
    return {nama: isi for nama, isi in semua.items() if nama not in tanpa}


def permohonan(desa: str) -> list[Permohonan]:
    with lingkup(desa):
        return list(Permohonan.objects.all())


def _lembar(warna: str) -> bytes:
    isi = io.BytesIO()
    Image.new("RGB", (60, 40), warna).save(isi, "JPEG")
    return isi.getvalue()


def test_one_sending_makes_the_application_with_answers_files_and_telephone(isian: Pengisian) -> None:
    jawab = isian.hp.post(isian.ke("sekaligus"), kiriman())
    assert jawab.status_code == 302
    assert jawab.headers[KUNCI] == str(isian.draf_id)
    (satu,) = permohonan(isian.desa)
    assert (satu.nilai["nama_usaha"], satu.telepon) == ("Warung Bu Euis", "081255500174")
    with lingkup(isian.desa):
        assert sorted(Berkas.objects.values_list("syarat", flat=True)) == sorted(SYARAT_SKU)
    assert "Permohonan sudah kami terima" in isian.hp.get(jawab.headers["Location"]).content.decode()


def test_the_queue_of_the_phone_gets_its_key_and_the_way_on(isian: Pengisian) -> None:
    jawab = isian.hp.post(isian.ke("sekaligus"), kiriman(), headers={KUNCI: str(isian.draf_id)})
    assert (jawab.status_code, jawab.headers[KUNCI]) == (201, str(isian.draf_id))
    assert jawab.headers["Content-Location"].endswith("/terkirim/")


def test_sent_again_from_here_and_from_the_check_page_it_is_one_ticket(isian: Pengisian) -> None:
    kepala = {KUNCI: str(isian.draf_id)}
    pertama = isian.hp.post(isian.ke("sekaligus"), kiriman(), headers=kepala)
    lagi = isian.hp.post(isian.ke("sekaligus"), kiriman(nama_usaha="Lain"), headers=kepala)
    kosong = isian.hp.post(isian.ke("sekaligus"), {}, headers=kepala)
    lewat_periksa = isian.hp.post(isian.ke("kirim"), {}, headers=kepala)
    ke = {j.headers["Content-Location"] for j in (pertama, lagi, kosong, lewat_periksa)}
    assert len(ke) == 1
    (satu,) = permohonan(isian.desa)
    assert satu.nilai["nama_usaha"] == "Warung Bu Euis", "what arrived first stands"
    assert isian.hp.get(isian.ke("sekaligus")).headers["Location"] == ke.pop()


@pytest.mark.serentak
def test_two_tabs_at_the_same_moment_are_one_application(isian: Pengisian, cast: Pemeran) -> None:
    hasil: list[Any] = []
    awas = threading.Barrier(2)

    def satu(browser: Client) -> None:
        awas.wait(10)
        try:
            hasil.append(browser.post(isian.ke("sekaligus"), kiriman()))
        finally:
            connections.close_all()

    utas = [threading.Thread(target=satu, args=(hp(cast.warga),)) for _ in range(2)]
    for u in utas:
        u.start()
    for u in utas:
        u.join(60)
    assert {j.headers.get("Location") for j in hasil} == {hasil[0].headers["Location"]}
    assert len(hasil) == 2
    assert len(permohonan(isian.desa)) == 1


def test_several_photos_for_one_paper(isian: Pengisian) -> None:
    dua = [unggahan(_lembar(warna), f"kk-{n}.jpg") for n, warna in enumerate(("red", "blue"))]
    isian.hp.post(isian.ke("sekaligus"), kiriman(berkas_kk=dua))
    with lingkup(isian.desa):
        nama = Berkas.objects.filter(syarat="kk").order_by("nama").values_list("nama", flat=True)
        assert list(nama) == ["kk-0.jpg", "kk-1.jpg"]


def test_a_refusal_keeps_the_good_files_and_names_what_is_wrong(isian: Pengisian) -> None:
    jawab = isian.hp.post(isian.ke("sekaligus"), kiriman(mulai_usaha="besok", tanpa=("berkas_kk",)))
    assert jawab.status_code == 422
    page = read(jawab.content.decode())
    assert page.all("a", href="#id_mulai_usaha")
    assert page.all("a", href="#id_berkas_kk")
    assert "Berkas ini wajib ada" in page.text
    assert "Sudah ada: ktp.jpg" in page.text, "a photo that arrived is not sent twice over the bad line"
    assert page.all("input", name="nama_usaha")[0]["value"] == "Warung Bu Euis"
    assert permohonan(isian.desa) == []
    benar = kiriman(tanpa=tuple(f"berkas_{s}" for s in SYARAT_SKU if s != "kk"))
    assert isian.hp.post(isian.ke("sekaligus"), benar).status_code == 302


def test_the_same_photo_again_lies_there_once(isian: Pengisian) -> None:
    for _ in range(2):
        assert isian.hp.post(isian.ke("sekaligus"), kiriman(tanpa=("benar",))).status_code == 422
    assert sorted(b.syarat for b in isian.isi().berkas) == sorted(SYARAT_SKU)


@pytest.mark.parametrize(
    ("ubah", "kotak"),
    [
        ({"tanpa": ("benar",)}, "benar"),
        ({"telepon": "bukan nomor"}, "telepon"),
        ({"tanpa": ("nama_usaha",)}, "nama_usaha"),
        ({"berkas_ktp": unggahan(b"MZ bukan foto", "ktp.jpg")}, "berkas_ktp"),
        ({"nama_usaha": "x" * 5000}, "nama_usaha"),
    ],
)
def test_each_thing_that_can_be_wrong_stands_beside_its_box(
    isian: Pengisian, ubah: dict[str, Any], kotak: str
) -> None:
    jawab = isian.hp.post(isian.ke("sekaligus"), kiriman(**ubah))
    assert jawab.status_code == 422
    assert read(jawab.content.decode()).all("a", href=f"#id_{kotak}")
    assert permohonan(isian.desa) == []


def test_what_was_answered_page_by_page_stands_in_the_boxes(isian: Pengisian) -> None:
    isian.jawab("nama_usaha", "Warung <b>Bu</b> Euis")
    isian.foto("ktp", unggahan(foto()))
    isi = isian.hp.get(isian.ke("sekaligus")).content.decode()
    page = read(isi)
    assert page.all("input", name="nama_usaha")[0]["value"] == "Warung <b>Bu</b> Euis"
    assert "Sudah ada: ktp.jpg" in page.text
    assert "<b>Bu" not in isi
    (form,) = [f for f in page.all("form") if "data-draf" in f]
    assert (form["method"], form["enctype"]) == ("post", "multipart/form-data")
    assert page.all("input", name="kunci")[0]["value"] == str(isian.draf_id)


def test_the_question_pages_lead_here_and_mending_does_not(isian: Pengisian) -> None:
    ke = isian.ke("sekaligus")
    assert read(isian.hp.get(isian.ke("tanya", "nama_usaha")).content.decode()).all("a", href=ke)


def test_a_list_gets_another_row_and_photos_that_came_along_are_kept(
    warga: Client, cast: Pemeran, cisontrol: Desa
) -> None:
    waris = mulai(warga, "waris", cisontrol.kode, cast.warga)
    page = read(waris.hp.get(waris.ke("sekaligus")).content.decode())
    tambah = next(b for b in page.all("button") if b.get("name", "").endswith("-baris"))
    nama = tambah["name"].removesuffix("-baris")
    banyak = int(page.all("input", name=f"{nama}-n")[0]["value"])
    kirim = {f"{nama}-n": str(banyak), tambah["name"]: "tambah", "berkas_ktp": unggahan(foto())}
    jawab = waris.hp.post(waris.ke("sekaligus"), kirim)
    assert jawab.status_code == 200
    page = read(jawab.content.decode())
    assert page.all("input", name=f"{nama}-n")[0]["value"] == str(banyak + 1)
    assert permohonan(cisontrol.kode) == []


def test_a_form_whose_session_ended_waits_for_its_owner(isian: Pengisian, cast: Pemeran) -> None:
    isian.hp.logout()
    jawab = isian.hp.post(isian.ke("sekaligus"), {"nama_usaha": "Warung Malam"})
    assert jawab.status_code == 302
    assert "/warga/masuk/" in jawab.headers["Location"]
    assert permohonan(isian.desa) == []


def test_a_draft_of_somebody_else_or_nobody_does_not_exist(isian: Pengisian, tetangga: Client) -> None:
    for cara in (tetangga.get, tetangga.post):
        assert cara(isian.ke("sekaligus")).status_code == 404
    assert isian.hp.get(isian.ke("sekaligus").replace(str(isian.draf_id), str(uuid4()))).status_code == 404
    isian.hp.post(isian.ke("sekaligus"), kiriman())
    assert tetangga.post(isian.ke("sekaligus"), kiriman()).status_code == 404, "also after it was sent"


def test_the_page_without_signal_knows_nobody(warga: Client, cast: Pemeran) -> None:
    isi = warga.get("/tanpa-sinyal/").content.decode()
    assert isi == Client().get("/tanpa-sinyal/").content.decode()
    assert "data-akun" not in isi
    assert "Euis" not in isi


def test_the_page_and_all_it_loads_stay_light(isian: Pengisian) -> None:
    berkas = ("desa.css", "halus.js", "kirim.js", "foto.js", "isian.js", "ikon.svg")
    isi = [isian.hp.get(isian.ke("sekaligus")).content]
    isi += [(STATIC / "eoffice" / nama).read_bytes() for nama in berkas]
    assert sum(len(gzip.compress(satu, 9)) for satu in isi) <= 30_000


def test_the_script_of_the_form_is_loaded_by_the_form_alone(isian: Pengisian) -> None:
    def skrip(ke: str) -> str:
        return " ".join(s.get("src", "") for s in read(isian.hp.get(ke).content.decode()).all("script"))

    assert "isian.js" in skrip(isian.ke("sekaligus"))
    assert "foto.js" in skrip(isian.ke("berkas", "ktp"))
    for ke in (isian.ke("tanya", "nama_usaha"), "/warga/", "/bantuan/"):
        assert "isian.js" not in skrip(ke)
        assert "foto.js" not in skrip(ke)
