"""Mending one letter before it goes up: answers and words, with the page drawn from what is typed."""

import base64
import html
import re
from typing import Any
from uuid import UUID

import pytest

from eoffice.surat.rules.alur import Aksi, Status
from tests.pabrik import SKU
from tests.web.aparat.conftest import HTMX, Balai, isi, ke, rekan, sebagian
from tests.web.aparat.perjalanan import di, langkah, lihat

pytestmark = pytest.mark.django_db
TAMBAHAN = " Usaha ini sudah kami lihat sendiri."


@pytest.fixture
def surat_id(balai: Balai) -> UUID:
    """An application that waits for the operator."""
    return di(balai, Status.DIAJUKAN)


def kotak(page: str) -> dict[str, str]:
    """Return the boxes of the page as they stand in it."""
    pola = re.compile(r'<textarea name="(blok_\w+)"[^>]*>(.*?)</textarea>', re.DOTALL)
    return {nama: html.unescape(isi_kotak).strip("\r\n") for nama, isi_kotak in pola.findall(page)}


def gambar(page: str) -> bytes:
    """Return the picture that is drawn into the page."""
    ada = re.search(r'src="data:image/png;base64,([^"]+)"', page)
    return base64.b64decode(ada[1]) if ada else b""


def buka(balai: Balai, surat_id: UUID) -> dict[str, str]:
    """Open the page of words; return its boxes."""
    return kotak(isi(balai.operator.get(ke("kata", surat_id))))


def tekan(balai: Balai, surat_id: UUID, aksi: str, *, versi: Any = 1, **ubah: str) -> Any:
    """Press a button of the page of words."""
    data = {**buka(balai, surat_id), **ubah, "versi": versi, "aksi": aksi}
    return balai.operator.post(ke("kata", surat_id), data)


def test_the_picture_is_drawn_from_the_words_as_typed(balai: Balai, surat_id: UUID) -> None:
    awal = isi(balai.operator.get(ke("kata", surat_id)))
    blok = kotak(awal)["blok_keperluan"]
    lain = isi(tekan(balai, surat_id, "lihat", blok_keperluan=blok + TAMBAHAN))
    sama = isi(tekan(balai, surat_id, "lihat"))
    assert gambar(awal).startswith(b"\x89PNG")
    assert gambar(lain) != gambar(awal)
    assert gambar(sama) == gambar(awal)
    assert TAMBAHAN in kotak(lain)["blok_keperluan"]
    assert lihat(balai, surat_id).ubahan == {}


def test_the_part_for_htmx_holds_the_same_picture(balai: Balai, surat_id: UUID) -> None:
    data = {**buka(balai, surat_id), "versi": 1, "aksi": "lihat"}
    data["blok_keperluan"] += TAMBAHAN
    penuh = isi(balai.operator.post(ke("kata", surat_id), data))
    bagian = isi(balai.operator.post(ke("kata", surat_id), data, headers=HTMX))
    assert "<html" not in bagian
    assert sebagian(bagian, "hasil") == sebagian(penuh, "hasil")


@pytest.mark.parametrize(
    ("teks", "kata"),
    [
        ("", "Bagian ini tidak boleh kosong."),
        ("   \u200b ", "Bagian ini tidak boleh kosong."),
        ("Isi {tidak_ada}.", "tidak_ada"),
        ("Isi {keperluan", "kurung"),
        ("x" * 2001, "Terlalu panjang. Paling banyak 2000 huruf."),
    ],
)
def test_words_that_cannot_be_printed_are_refused_and_stay_typed(
    balai: Balai, surat_id: UUID, teks: str, kata: str
) -> None:
    page = isi(tekan(balai, surat_id, "simpan", blok_keperluan=teks), 422)
    assert kata in page
    assert 'href="#id_blok_keperluan"' in page
    assert kotak(page)["blok_keperluan"] == teks.strip("\r\n")
    assert lihat(balai, surat_id).ubahan == {}


@pytest.mark.parametrize("teks", ["Isi {tidak_ada}.", "Isi {keperluan"])
def test_a_look_at_broken_words_says_why_instead_of_a_picture(
    balai: Balai, surat_id: UUID, teks: str
) -> None:
    """htmx draws only answers that went well, so a look is 200 whatever it shows."""
    page = isi(tekan(balai, surat_id, "lihat", blok_keperluan=teks))
    assert gambar(page) == b""
    assert "tidak_ada" in page or "kurung" in page


@pytest.mark.parametrize(
    "teks", ['#read("/etc/passwd")', "*tebal* _miring_ $x^2$ \\ #pagebreak()", "<b>tebal</b>", "=1+1"]
)
def test_typst_and_html_are_printed_as_they_stand(balai: Balai, surat_id: UUID, teks: str) -> None:
    assert (
        tekan(balai, surat_id, "simpan", blok_keperluan=f"Isi {teks} untuk {{keperluan}}.").status_code == 302
    )
    assert balai.operator.get(ke("halaman", surat_id, 1)).content.startswith(b"\x89PNG")
    page = isi(balai.operator.get(ke("periksa", surat_id)))
    assert "<b>tebal</b>" not in page
    assert html.escape(teks) in page


def test_kept_words_are_shown_to_who_signs_and_can_be_taken_back(balai: Balai, surat_id: UUID) -> None:
    blok = buka(balai, surat_id)["blok_keperluan"]
    assert tekan(balai, surat_id, "simpan", blok_keperluan=blok + TAMBAHAN).status_code == 302
    r = lihat(balai, surat_id)
    assert list(r.ubahan) == ["keperluan"]
    assert (r.langkah[-1].aksi, r.status) == (Aksi.UBAH, Status.DIAJUKAN)
    page = isi(balai.sekdes.get(ke("periksa", surat_id)))
    assert TAMBAHAN.strip() in page
    assert "Kata-kata surat yang diubah" in page
    assert tekan(balai, surat_id, "asal", versi=2).status_code == 302
    assert lihat(balai, surat_id).ubahan == {}


def test_saving_the_types_own_words_is_no_change(balai: Balai, surat_id: UUID) -> None:
    assert tekan(balai, surat_id, "simpan").status_code == 302
    assert lihat(balai, surat_id).ubahan == {}


def test_a_locked_block_has_no_box_and_takes_no_words(balai: Balai, surat_id: UUID) -> None:
    ada = buka(balai, surat_id)
    assert "blok_pembuka" not in ada
    tekan(balai, surat_id, "simpan", blok_pembuka="Saya raja.", blok_penutup="Habis.")
    assert lihat(balai, surat_id).ubahan == {}


@pytest.mark.parametrize("versi", [99, 0, "", "x", "-1"])
def test_words_for_another_state_are_not_kept(balai: Balai, surat_id: UUID, versi: Any) -> None:
    blok = buka(balai, surat_id)["blok_keperluan"]
    jawab = tekan(balai, surat_id, "simpan", versi=versi, blok_keperluan=blok + TAMBAHAN)
    assert jawab.status_code in {409, 422}
    assert lihat(balai, surat_id).ubahan == {}


def test_a_colleague_was_faster_and_nothing_is_overwritten(balai: Balai, surat_id: UUID) -> None:
    blok = buka(balai, surat_id)["blok_keperluan"]
    sari = rekan(balai)
    data = {**buka(balai, surat_id), "versi": 1, "aksi": "simpan", "blok_keperluan": blok + " Kata Sari."}
    assert sari.post(ke("kata", surat_id), data).status_code == 302
    telat = tekan(balai, surat_id, "simpan", blok_keperluan=blok + TAMBAHAN)
    assert "Isian atau kata diubah petugas, oleh Sari Lestari" in isi(telat, 409)
    assert lihat(balai, surat_id).ubahan["keperluan"].endswith("Kata Sari.")


@pytest.mark.parametrize("status", [s for s in Status if s not in {Status.DIAJUKAN, Status.MENUNGGU_TTE}])
@pytest.mark.parametrize("nama", ["kata", "isian"])
def test_a_letter_that_went_up_is_not_mended(balai: Balai, status: Status, nama: str) -> None:
    surat_id = di(balai, status)
    assert balai.operator.get(ke(nama, surat_id)).status_code == 404
    assert balai.operator.post(ke(nama, surat_id), {**SKU, "versi": 2, "aksi": "simpan"}).status_code == 404


def test_a_letter_that_came_back_from_the_secretary_is_mended_again(balai: Balai, surat_id: UUID) -> None:
    from eoffice.kernel.peran import Peran

    langkah(balai, surat_id, Aksi.VERIFIKASI)
    langkah(balai, surat_id, Aksi.KEMBALIKAN, Peran.PEMERIKSA)
    page = isi(balai.operator.get(ke("periksa", surat_id)))
    assert "Dikembalikan oleh Dadang Suhendar, S.IP." in page
    assert ke("kata", surat_id) in page
    isi(balai.operator.get(ke("kata", surat_id)))


def perbaiki(balai: Balai, surat_id: UUID, versi: Any = 1, **ubah: str) -> Any:
    """Save the answers."""
    return balai.operator.post(ke("isian", surat_id), {**SKU, **ubah, "versi": versi})


def test_corrected_answers_keep_the_applicants_own_beside_them(balai: Balai, surat_id: UUID) -> None:
    assert perbaiki(balai, surat_id, nama_usaha="Warung Makan Bu Euis", mulai_usaha="2019").status_code == 302
    r = lihat(balai, surat_id)
    assert (r.nilai["mulai_usaha"], r.nilai_awal["mulai_usaha"]) == (2019, 2018)
    page = isi(balai.sekdes.get(ke("periksa", surat_id)))
    assert "<mark>Warung Makan Bu Euis</mark>" in page
    assert "Semula: Warung Bu Euis" in page
    assert "Semula: 2018" in page


def test_an_answer_that_no_longer_applies_is_dropped(balai: Balai, surat_id: UUID) -> None:
    perbaiki(balai, surat_id, di_rumah="ya", alamat_usaha="Dusun Cikupa")
    assert "alamat_usaha" not in lihat(balai, surat_id).nilai


def test_wrong_answers_are_named_kept_and_change_nothing(balai: Balai, surat_id: UUID) -> None:
    page = isi(perbaiki(balai, surat_id, mulai_usaha="kapan-kapan", nama_usaha=""), 422)
    assert 'value="kapan-kapan"' in page
    assert 'href="#id_nama_usaha"' in page
    assert lihat(balai, surat_id).versi == 1


def test_the_page_of_answers_has_no_box_for_files_or_phone(balai: Balai, surat_id: UUID) -> None:
    page = isi(balai.operator.get(ke("isian", surat_id)))
    assert 'name="telepon"' not in page
    assert 'type="file"' not in page
    assert 'value="Warung Bu Euis"' in page


def test_nobody_but_the_operator_mends(balai: Balai, surat_id: UUID, balai_lain: Balai) -> None:
    for klien in (balai.sekdes, balai.kades, balai_lain.operator):
        for nama in ("kata", "isian"):
            assert klien.get(ke(nama, surat_id)).status_code == 404
            assert klien.post(ke(nama, surat_id), {**SKU, "versi": 1, "aksi": "simpan"}).status_code == 404
    assert lihat(balai, surat_id).versi == 1
