"""Serving a citizen at the counter: he stays the owner, nothing is sent twice, nothing typed is lost."""

import logging
import re
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from eoffice.dokumen import services as dokumen
from eoffice.jejak.selectors import akses_atas
from eoffice.kernel import clock
from eoffice.kernel.peran import Peran
from eoffice.penduduk.models import Penduduk
from eoffice.surat import services as surat
from eoffice.surat.rules.alur import Status
from eoffice.surat.selectors.meja import daftar_surat, rincian
from eoffice.surat.selectors.milik import halaman_saya
from tests.pabrik import SKU, foto, penduduk
from tests.web.aparat.berkas_jahat import BUKAN_FOTO, PENANDA, kamera, pdf, poliglot
from tests.web.aparat.conftest import Balai, browser, isi, ke, rekan

pytestmark = pytest.mark.django_db


def mulai(balai: Balai, penduduk_id: UUID | None = None, jenis: str = "sku") -> str:
    """Choose the letter; return where its questions are."""
    ke_jenis = ke("loket_jenis", penduduk_id or balai.orang.penduduk_id)
    jawab = balai.operator.post(ke_jenis, {"jenis": jenis})
    assert jawab.status_code == 302, jawab.status_code
    return str(jawab.headers["Location"])


def draf_id(ke_isi: str) -> UUID:
    """Return the id of the draft behind an address."""
    return UUID(ke_isi.rstrip("/").rsplit("/", 1)[-1])


def draf(balai: Balai, ke_isi: str) -> surat.IsiDraf:
    """Return the draft behind an address."""
    hasil: surat.IsiDraf = balai.dalam(surat.draf, draf_id=draf_id(ke_isi), pemilik=balai.orang.operator)
    return hasil


def berkas(**data: bytes) -> dict[str, Any]:
    """Return boxes with files."""
    return {f"berkas_{nama}": SimpleUploadedFile(f"{nama}.jpg", satu) for nama, satu in data.items()}


def kirim(balai: Balai, ke_isi: str, **lain: Any) -> UUID:
    """Send the questions; return the letter."""
    jawab = balai.operator.post(ke_isi, SKU | lain)
    assert jawab.status_code == 302, jawab.content.decode()
    return UUID(jawab.headers["Location"].rstrip("/").rsplit("/", 1)[-1])


def test_the_citizen_stays_the_owner_and_finds_it_on_his_phone(balai: Balai) -> None:
    surat_id = kirim(balai, mulai(balai), **berkas(ktp=foto(), kk=foto()))
    r = balai.dalam(rincian, surat_id)
    assert (r.pemilik, r.dilayani_oleh, r.petugas_loket) == (
        balai.orang.warga,
        balai.orang.operator,
        "Rika Amelia",
    )
    assert [b.syarat for b in r.berkas] == ["ktp", "kk"]
    assert [s.id for s in balai.dalam(halaman_saya, balai.orang.warga, 1).baris] == [surat_id]
    page = isi(balai.operator.get(ke("periksa", surat_id)))
    assert "Dilayani di loket oleh" in page
    assert "Isian di loket" in page


def test_a_citizen_without_an_account_is_served_all_the_same(balai: Balai) -> None:
    orang = balai.dalam(penduduk, "Asep Sutisna", "3207150101809002")
    r = balai.dalam(rincian, kirim(balai, mulai(balai, orang.pk)))
    assert (r.pemilik, r.nama) == (None, "Asep Sutisna")


def test_the_ticket_page_tells_what_to_say_and_what_is_next(balai: Balai) -> None:
    surat_id = kirim(balai, mulai(balai))
    page = isi(balai.operator.get(ke("loket_selesai", surat_id)))
    assert balai.dalam(rincian, surat_id).tiket in page.replace("<wbr>", "")
    assert "Beri tahu Euis Komariah" in page
    assert "Surat selesai paling lambat" in page
    assert ke("periksa", surat_id) in page


def test_only_a_letter_of_the_counter_has_a_ticket_page(balai: Balai) -> None:
    assert balai.operator.get(ke("loket_selesai", uuid4())).status_code == 404


def test_a_double_click_and_a_reload_send_once(balai: Balai) -> None:
    ke_isi = mulai(balai)
    satu, dua = kirim(balai, ke_isi, **berkas(ktp=foto())), kirim(balai, ke_isi, **berkas(ktp=foto()))
    assert satu == dua
    assert balai.dalam(daftar_surat).jumlah == 1
    assert len(balai.dalam(rincian, satu).berkas) == 1


def test_an_unfinished_counter_visit_is_taken_up_again(balai: Balai) -> None:
    ke_isi = mulai(balai)
    balai.operator.post(ke_isi, {**SKU, "mulai_usaha": ""})
    assert mulai(balai) == ke_isi
    assert mulai(balai, jenis="sktm") != ke_isi
    kirim(balai, ke_isi)
    assert mulai(balai) != ke_isi, "a sent one is not opened again"


def test_a_visit_of_last_week_has_expired(balai: Balai) -> None:
    ke_isi = mulai(balai)
    with time_machine.travel(clock.now() + timedelta(days=8), tick=False):
        balai.dalam(surat.buang_draf_lama)
    assert browser(balai.orang.operator).get(ke_isi).status_code == 404


@pytest.mark.parametrize(
    ("ketikan", "disimpan"),
    [
        ("", ""),
        ("0812 5550 0174", "081255500174"),
        ("+62 812-5550-0174", "081255500174"),
        ("(0265) 555.0142", "02655550142"),
        ("0812\u200b55500174", "081255500174"),
    ],
)
def test_the_phone_number_is_optional_and_kept_in_one_form(balai: Balai, ketikan: str, disimpan: str) -> None:
    surat_id = kirim(balai, mulai(balai), telepon=ketikan)
    assert balai.dalam(rincian, surat_id).telepon == disimpan
    page = isi(balai.operator.get(ke("periksa", surat_id)))
    assert disimpan in page
    assert ("Nomor HP" in page) is bool(disimpan)


@pytest.mark.parametrize(
    "ketikan", ["812", "abc", "0812x", "+1 555 0100 200", "0" * 40, "<b>0812", "0012345678"]
)
def test_a_wrong_phone_number_is_refused_beside_its_box_and_stays_typed(balai: Balai, ketikan: str) -> None:
    ke_isi = mulai(balai)
    page = isi(balai.operator.post(ke_isi, {**SKU, "telepon": ketikan, "mulai_usaha": "dulu"}), 422)
    assert "Nomor telepon diawali 0" in page
    assert 'href="#id_telepon"' in page
    assert 'href="#id_mulai_usaha"' in page, "all that is wrong is said at once"
    assert re.search(r'name="telepon"[^>]*value="([^"]*)"', page)
    assert "<b>0812" not in page
    assert draf(balai, ke_isi).telepon == ""


def test_a_phone_number_never_reaches_the_log(balai: Balai, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    ke_isi = mulai(balai)
    balai.operator.post(ke_isi, {**SKU, "telepon": "0812 5550 017x"})
    kirim(balai, ke_isi, telepon="081255500174")
    assert "5550017" not in caplog.text.replace(" ", "")
    assert caplog.text, "something was logged, so the test would see it"


def test_a_mended_application_keeps_the_phone_number(balai: Balai) -> None:
    surat_id = kirim(balai, mulai(balai), telepon="081255500174")
    balai.operator.post(ke("alasan", surat_id, "kembalikan"), {"versi": 1, "catatan": "Nama kurang lengkap."})
    buka = balai.operator.post(ke("langkah", surat_id), {"aksi": "ajukan_ulang"}).headers["Location"]
    page = isi(balai.operator.get(buka))
    assert 'value="081255500174"' in page
    assert "Kirim lagi" in page
    balai.operator.post(buka, {**SKU, "telepon": "081255500175"})
    assert balai.dalam(rincian, surat_id).telepon == "081255500175"


def test_what_the_citizen_sent_himself_is_his_to_mend(balai: Balai) -> None:
    """The counter mends what came by the counter; what was sent from a phone goes back to that phone."""
    warga = balai.orang.pelaku(Peran.WARGA)
    draf_warga = balai.dalam(
        surat.mulai_draf, pemilik=balai.orang.warga, penduduk_id=balai.orang.penduduk_id, jenis="sku"
    )
    milik = {"draf_id": draf_warga, "pemilik": balai.orang.warga}
    balai.dalam(surat.simpan_jawaban, **milik, jawaban=SKU)
    for syarat in ("pengantar", "ktp", "kk", "foto_usaha"):
        balai.dalam(surat.lampirkan, **milik, syarat=syarat, nama="foto.jpg", data=foto())
    surat_id = balai.dalam(surat.ajukan, draf_id=draf_warga, oleh=warga).surat_id
    balai.operator.post(ke("alasan", surat_id, "kembalikan"), {"versi": 1, "catatan": "Nama kurang lengkap."})
    page = isi(balai.operator.get(ke("periksa", surat_id)))
    assert "Isian warga" in page
    assert "Perbaiki di loket" not in page
    jawab = balai.operator.post(ke("langkah", surat_id), {"aksi": "ajukan_ulang"})
    assert jawab.status_code == 422
    r = balai.dalam(rincian, surat_id)
    assert (r.status, r.pemilik, r.dilayani_oleh) == (Status.DIKEMBALIKAN, balai.orang.warga, None)


def test_mending_at_the_counter_sent_twice_is_sent_once(balai: Balai) -> None:
    surat_id = kirim(balai, mulai(balai))
    balai.operator.post(ke("alasan", surat_id, "kembalikan"), {"versi": 1, "catatan": "Nama kurang lengkap."})
    buka = balai.operator.post(ke("langkah", surat_id), {"aksi": "ajukan_ulang"}).headers["Location"]
    lagi = balai.operator.post(ke("langkah", surat_id), {"aksi": "ajukan_ulang"}).headers["Location"]
    assert buka == lagi
    assert balai.operator.post(buka, SKU).headers["Location"] == ke("periksa", surat_id)
    assert balai.operator.post(buka, SKU).headers["Location"] == ke("periksa", surat_id)
    r = balai.dalam(rincian, surat_id)
    assert [lk.aksi for lk in r.langkah] == ["ajukan", "kembalikan", "ajukan_ulang"]
    assert r.pemilik == balai.orang.warga


def test_only_a_returned_application_can_be_mended(balai: Balai) -> None:
    surat_id = kirim(balai, mulai(balai))
    jawab = balai.operator.post(ke("langkah", surat_id), {"aksi": "ajukan_ulang"})
    assert jawab.status_code == 422
    assert balai.operator.get(ke("loket_ulang", surat_id, uuid4())).status_code == 404


def test_wrong_answers_are_all_named_and_all_kept(balai: Balai) -> None:
    ke_isi = mulai(balai)
    salah = {**SKU, "mulai_usaha": "1939", "keperluan": "lainnya", "nama_usaha": "", "omzet": "banyak"}
    page = isi(balai.operator.post(ke_isi, salah), 422)
    for kode in ("mulai_usaha", "keperluan_lain", "nama_usaha", "omzet"):
        assert f'href="#id_{kode}"' in page, kode
    assert 'value="banyak"' in page
    assert "Dusun Cikupa" in page
    assert balai.dalam(daftar_surat).jumlah == 0


@pytest.mark.parametrize("nilai", ["tidak_ada", "", "kur' OR 1=1", "\x00", "💣"])
def test_a_choice_that_is_not_offered_is_refused(balai: Balai, nilai: str) -> None:
    page = isi(balai.operator.post(mulai(balai), {**SKU, "keperluan": nilai}), 422)
    assert 'href="#id_keperluan_0"' in page


@pytest.mark.parametrize("jenis", ["", "tidak_ada", "../sku", "SKU", "\x00"])
def test_only_letters_of_the_village_can_be_chosen(balai: Balai, jenis: str) -> None:
    assert (
        balai.operator.post(ke("loket_jenis", balai.orang.penduduk_id), {"jenis": jenis}).status_code == 404
    )


def test_the_dead_are_not_served(balai: Balai) -> None:
    balai.dalam(lambda: Penduduk.objects.filter(pk=balai.orang.penduduk_id).update(status_dasar=2))
    page = isi(balai.operator.get(ke("loket_jenis", balai.orang.penduduk_id)))
    assert "Surat Keterangan Usaha" not in page
    jawab = balai.operator.post(mulai(balai), SKU)
    assert "Menurut data desa" in isi(jawab, 422)
    assert balai.dalam(daftar_surat).jumlah == 0


def test_serving_somebody_is_written_down_for_him_to_read(balai: Balai) -> None:
    balai.operator.get(ke("loket_jenis", balai.orang.penduduk_id))
    (catatan,) = balai.dalam(akses_atas, "penduduk", balai.orang.penduduk_id)
    assert (catatan.tindakan, catatan.alasan, catatan.pengguna_id) == (
        "lihat",
        "Melayani warga ini di loket",
        balai.orang.operator,
    )


def test_a_colleagues_draft_is_his_own(balai: Balai, balai_lain: Balai) -> None:
    ke_isi = mulai(balai)
    for lain in (rekan(balai), balai_lain.operator, balai.sekdes):
        assert lain.get(ke_isi).status_code == 404
        assert lain.post(ke_isi, SKU).status_code == 404
    assert balai.dalam(daftar_surat).jumlah == 0


def test_another_villages_resident_is_not_there(balai: Balai, balai_lain: Balai) -> None:
    asing = ke("loket_jenis", balai_lain.orang.penduduk_id)
    assert balai.operator.get(asing).status_code == 404
    assert balai.operator.post(asing, {"jenis": "sku"}).status_code == 404


@pytest.mark.parametrize("jenis", BUKAN_FOTO)
def test_a_requirement_that_is_no_photo_is_refused_beside_its_box(balai: Balai, jenis: str) -> None:
    data, kata = BUKAN_FOTO[jenis]
    ke_isi = mulai(balai)
    page = isi(balai.operator.post(ke_isi, {**SKU, **berkas(ktp=data, kk=foto())}), 422)
    assert kata in page
    assert 'href="#id_berkas_ktp"' in page
    assert [b.syarat for b in draf(balai, ke_isi).berkas] == ["kk"], "the good one is kept"
    assert "Sudah ada: kk.jpg" in page
    assert balai.dalam(daftar_surat).jumlah == 0


def test_what_hides_in_a_photo_stays_behind(balai: Balai) -> None:
    surat_id = kirim(balai, mulai(balai), **berkas(ktp=poliglot(), kk=kamera(1600, 1200)))
    for b in balai.dalam(rincian, surat_id).berkas:
        jawab = balai.operator.get(ke("berkas", surat_id, b.id))
        assert jawab.headers["Content-Type"] == "image/jpeg"
        assert jawab.headers["X-Content-Type-Options"] == "nosniff"
        assert PENANDA not in jawab.content
        assert b"<script" not in jawab.content
        assert b"KAMERA-RAHASIA" not in jawab.content


def test_a_large_photo_of_a_phone_becomes_small(balai: Balai) -> None:
    data = kamera()
    surat_id = kirim(balai, mulai(balai), **berkas(ktp=data))
    (b,) = balai.dalam(rincian, surat_id).berkas
    assert b.ukuran < len(data)
    assert len(balai.dalam(dokumen.baca, b.sha256)) == b.ukuran


def test_a_pdf_is_a_requirement_too(balai: Balai) -> None:
    surat_id = kirim(balai, mulai(balai), **berkas(pengantar=pdf(2)))
    (b,) = balai.dalam(rincian, surat_id).berkas
    jawab = balai.operator.get(ke("berkas", surat_id, b.id))
    assert jawab.headers["Content-Type"] == "application/pdf"
    assert jawab.headers["Content-Disposition"] == 'inline; filename="pengantar.pdf"'
    assert "Buka" in isi(balai.operator.get(ke("periksa", surat_id) + f"?lampiran={b.id}"))


def test_files_for_boxes_that_do_not_exist_are_nobodys(balai: Balai) -> None:
    ke_isi = mulai(balai)
    data = {
        "berkas_tidak_ada": SimpleUploadedFile("x.jpg", foto()),
        "nik": SimpleUploadedFile("x.jpg", foto()),
    }
    kirim(balai, ke_isi, **data)
    assert draf(balai, ke_isi).berkas == ()


def test_the_photos_may_come_later_but_before_the_check(balai: Balai) -> None:
    surat_id = kirim(balai, mulai(balai))
    page = isi(balai.operator.get(ke("periksa", surat_id)))
    assert "Belum ada berkasnya: Surat pengantar RT/RW, KTP, Kartu Keluarga" in page
    assert "Sesuai, teruskan" not in page
    paksa = {"aksi": "verifikasi", "versi": 1, "catatan": ""}
    assert balai.operator.post(ke("langkah", surat_id), paksa).status_code == 422
    assert balai.dalam(rincian, surat_id).status is Status.DIAJUKAN
