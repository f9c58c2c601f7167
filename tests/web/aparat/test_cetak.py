"""The printer and the counter: what waits, several letters in one PDF, who took a letter, the book."""

import io
import re
from typing import Any
from uuid import UUID, uuid4

import pikepdf
import pytest

from eoffice.jejak.selectors import akses_atas
from eoffice.surat import services as surat
from eoffice.surat.rules.alur import CaraTerbit, Status
from eoffice.surat.selectors.ekspedisi import satu_ekspedisi
from eoffice.web.aparat import cetak as halaman
from tests.web.aparat.conftest import Balai, isi, ke
from tests.web.aparat.perjalanan import di, lihat
from tests.web.markup import read

pytestmark = pytest.mark.django_db
ASEP = {"penerima": "Asep Sunandar", "sebagai": "keluarga"}


def banyak_halaman(jawab: Any) -> int:
    """Return how many pages a PDF has that opens beside the page."""
    assert jawab.status_code == 200
    assert jawab.headers["Content-Disposition"].startswith("inline; ")
    with pikepdf.open(io.BytesIO(jawab.content)) as pdf:
        return len(pdf.pages)


def pilih(balai: Balai, *surat_id: UUID) -> Any:
    """Ask for a print of these letters."""
    return balai.operator.get(ke("cetak_pilihan"), {"pilih": [str(satu) for satu in surat_id]})


def bagian(page: str, jangkar: str) -> str:
    """Return one section of the queue."""
    return page.split(f'<h2 id="{jangkar}">')[1].split("<h2", maxsplit=1)[0]


def test_each_letter_waits_in_one_section_with_its_next_step(balai: Balai) -> None:
    siap, kertas, terbit = (di(balai, s) for s in (Status.DIPARAF, Status.MENUNGGU_BASAH, Status.TERBIT))
    page = isi(balai.operator.get(ke("cetak")))
    for jangkar, surat_id, alamat in (
        ("siap", siap, ke("cetak_basah", siap)),
        ("dicetak", kertas, ke("periksa", kertas)),
        ("serah", terbit, ke("serah", terbit)),
    ):
        assert f'href="{alamat}"' in bagian(page, jangkar)
        assert page.count(f'href="{alamat}"') == 1, surat_id
    assert lihat(balai, kertas).nomor in bagian(page, "dicetak").replace("<wbr>", "")


def test_an_empty_queue_says_so(balai: Balai) -> None:
    page = isi(balai.operator.get(ke("cetak")))
    assert page.count("<p>Tidak ada.</p>") == 3
    assert ke("ekspedisi") in page


def test_several_letters_are_one_print_and_marked_as_printed(balai: Balai) -> None:
    kertas, terbit = di(balai, Status.MENUNGGU_BASAH), di(balai, Status.TERBIT)
    page = isi(balai.operator.get(ke("cetak")))
    assert page.count("Belum dicetak") == 2
    sendiri = [banyak_halaman(pilih(balai, satu)) for satu in (kertas, terbit)]
    jawab = pilih(balai, kertas, terbit, kertas)
    assert banyak_halaman(jawab) == sum(sendiri), "ticked twice it is printed once"
    assert jawab.headers["Content-Disposition"].endswith('"cetak-2-surat.pdf"')
    for satu in (kertas, terbit):
        assert [a.tindakan for a in balai.dalam(akses_atas, "surat", satu)].count("cetak") == 2
    page = isi(balai.operator.get(ke("cetak")))
    assert "Belum dicetak" not in page
    assert len(re.findall(r"Dicetak [^<]*WIB", page)) == 2


def test_a_print_of_nothing_leads_back(balai: Balai) -> None:
    assert pilih(balai).headers["Location"] == ke("cetak")


def test_no_more_than_a_printer_can_take(balai: Balai, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(halaman, "MAKS_CETAK", 1)
    satu, dua = di(balai, Status.MENUNGGU_BASAH), di(balai, Status.MENUNGGU_BASAH)
    assert banyak_halaman(pilih(balai, satu, dua)) == 1
    assert "cetak" not in [a.tindakan for a in balai.dalam(akses_atas, "surat", dua)]


@pytest.mark.parametrize("status", [Status.DIAJUKAN, Status.DIPARAF, Status.DICABUT, Status.DITOLAK])
def test_what_has_no_paper_is_not_printed(balai: Balai, status: Status) -> None:
    surat_id, kertas = di(balai, status), di(balai, Status.MENUNGGU_BASAH)
    assert pilih(balai, kertas, surat_id).status_code == 404
    assert "cetak" not in [a.tindakan for a in balai.dalam(akses_atas, "surat", kertas)], "all or nothing"


@pytest.mark.parametrize("teks", ["x", "", "../../etc/passwd", "0", "\x00"], ids=range(5))
def test_nonsense_is_no_letter(balai: Balai, teks: str) -> None:
    assert balai.operator.get(ke("cetak_pilihan"), {"pilih": teks}).status_code == 404


def test_another_villages_letters_are_not_there(balai: Balai, balai_lain: Balai) -> None:
    asing = di(balai_lain, Status.TERBIT)
    assert pilih(balai, asing).status_code == 404
    for nama in ("serah", "tanda_terima"):
        assert balai.operator.get(ke(nama, asing)).status_code == 404
    assert balai.operator.post(ke("serah", asing), ASEP).status_code == 404
    assert balai_lain.dalam(satu_ekspedisi, asing) is None
    assert str(asing) not in isi(balai.operator.get(ke("cetak")))


def test_who_fetches_a_letter_is_written_down_and_gets_a_receipt(balai: Balai) -> None:
    surat_id = di(balai, Status.TERBIT)
    tanya = isi(balai.operator.get(ke("serah", surat_id)))
    assert lihat(balai, surat_id).nama in tanya, "the applicant himself is what happens most"
    jawab = balai.operator.post(ke("serah", surat_id), ASEP)
    assert (jawab.status_code, jawab.headers["Location"]) == (302, ke("serah", surat_id))
    page = read(isi(balai.operator.get(ke("serah", surat_id)))).text
    for kata in ("Surat sudah diserahkan", "Asep Sunandar", "Keluarga", "Rika Amelia"):
        assert kata in page
    assert banyak_halaman(balai.operator.get(ke("tanda_terima", surat_id))) == 1
    assert "<p>Tidak ada.</p>" in bagian(isi(balai.operator.get(ke("cetak"))), "serah")


def test_a_second_press_is_told_who_has_it(balai: Balai) -> None:
    surat_id = di(balai, Status.TERBIT)
    balai.operator.post(ke("serah", surat_id), ASEP)
    page = isi(balai.operator.post(ke("serah", surat_id), {**ASEP, "penerima": "Orang Lain"}), 422)
    assert "sudah diserahkan kepada Asep Sunandar" in read(page).text
    assert balai.dalam(satu_ekspedisi, surat_id).penerima == "Asep Sunandar"


@pytest.mark.parametrize(
    "lain",
    [
        {"penerima": ""},
        {"penerima": "A" * 101},
        {"penerima": "\U0001f600"},
        {"sebagai": ""},
        {"sebagai": "x"},
    ],
    ids=["empty", "long", "emoji", "as nobody", "as nonsense"],
)
def test_half_a_line_is_refused_and_keeps_what_was_typed(balai: Balai, lain: dict[str, str]) -> None:
    surat_id = di(balai, Status.TERBIT)
    page = isi(balai.operator.post(ke("serah", surat_id), {**ASEP, **lain}), 422)
    assert "ringkas-galat" in page
    assert ("Asep Sunandar" in page) is ("penerima" not in lain)
    assert balai.dalam(satu_ekspedisi, surat_id) is None


def test_a_hostile_name_is_only_a_name(balai: Balai) -> None:
    surat_id = di(balai, Status.TERBIT)
    balai.operator.post(ke("serah", surat_id), {**ASEP, "penerima": "<script>alert(1)</script>"})
    for alamat in (ke("serah", surat_id), ke("ekspedisi")):
        page = isi(balai.operator.get(alamat))
        assert "<script>alert" not in page and "&lt;script&gt;alert" in page
    assert banyak_halaman(balai.operator.get(ke("ekspedisi_pdf"))) == 1


def test_a_letter_that_is_not_issued_has_no_door(balai: Balai) -> None:
    for status in (Status.DIAJUKAN, Status.MENUNGGU_BASAH):
        surat_id = di(balai, status)
        assert balai.operator.get(ke("serah", surat_id)).status_code == 404
        assert balai.operator.post(ke("serah", surat_id), ASEP).status_code == 404
    terbit = di(balai, Status.TERBIT)
    assert balai.operator.get(ke("tanda_terima", terbit)).status_code == 404, "not handed over yet"


def test_the_check_page_of_an_issued_letter_leads_to_the_counter(balai: Balai) -> None:
    terbit, lain = di(balai, Status.TERBIT), di(balai, Status.MENUNGGU_BASAH)
    assert ke("serah", terbit) in isi(balai.operator.get(ke("periksa", terbit)))
    assert ke("serah", terbit) not in isi(balai.kades.get(ke("periksa", terbit)))
    assert ke("serah", lain) not in isi(balai.operator.get(ke("periksa", lain)))


def test_the_book_has_the_columns_of_the_regulation(balai: Balai) -> None:
    surat_id = di(balai, Status.TERBIT)
    assert "Belum ada surat yang diserahkan" in isi(balai.sekdes.get(ke("ekspedisi")))
    balai.operator.post(ke("serah", surat_id), ASEP)
    for klien in (balai.operator, balai.sekdes, balai.kades):
        page = isi(klien.get(ke("ekspedisi")))
        teks = read(page).text
        for kolom in (
            "Nomor urut",
            "Tanggal pengiriman",
            "Tanggal dan nomor surat",
            "Isi singkat",
            "Ditujukan kepada",
        ):
            assert kolom in teks
        assert "Asep Sunandar" in teks and lihat(balai, surat_id).nomor in page.replace("<wbr>", "")
        assert banyak_halaman(klien.get(ke("ekspedisi_pdf"))) == 1


@pytest.mark.parametrize("tahun", ["x", "0000", "9999", "20260", "-1", "%00", "２０２６", "1999"])
def test_strange_years_harm_nothing(balai: Balai, tahun: str) -> None:
    assert "Belum ada surat" in isi(balai.operator.get(ke("ekspedisi") + f"?tahun={tahun}"))
    assert banyak_halaman(balai.operator.get(ke("ekspedisi_pdf") + f"?tahun={tahun}")) == 1


@pytest.mark.parametrize("paraf", [True, False], ids=["initials", "no initials"])
def test_the_first_page_counts_and_leads_to_what_is_only_signed_on_paper(balai: Balai, paraf: bool) -> None:
    from eoffice.surat.models import Permohonan

    surat_id = di(balai, Status.DIPARAF if paraf else Status.TERVERIFIKASI)
    balai.dalam(surat.ubah_pengaturan, pelaku="uji", cara_terbit=CaraTerbit.TTE_LOKAL, paraf=paraf)
    assert "hanya terbit di kertas" not in isi(balai.operator.get(ke("beranda")))
    balai.dalam(lambda: Permohonan.objects.update(jenis="waris"))
    page = isi(balai.operator.get(ke("beranda")))
    assert "Jenis surat ini hanya terbit di kertas" in page
    assert f'href="{ke("cetak")}"' in page
    assert ke("cetak_basah", surat_id) in bagian(isi(balai.operator.get(ke("cetak"))), "siap")


def test_nothing_of_another_kind_answers(balai: Balai) -> None:
    assert balai.operator.get(ke("serah", uuid4())).status_code == 404
    assert pilih(balai, uuid4()).status_code == 404


@pytest.mark.parametrize("siapa", ["sekdes", "kades"])
def test_only_the_counter_prints_and_hands_over(balai: Balai, siapa: str) -> None:
    klien = getattr(balai, siapa)
    terbit, diserahkan = di(balai, Status.TERBIT), di(balai, Status.TERBIT)
    balai.operator.post(ke("serah", diserahkan), ASEP)
    for alamat in (
        ke("cetak"),
        f"{ke('cetak_pilihan')}?pilih={terbit}",
        ke("serah", terbit),
        ke("tanda_terima", diserahkan),
    ):
        assert klien.get(alamat).status_code == 404, alamat
    assert klien.post(ke("serah", terbit), ASEP).status_code == 404
    assert balai.dalam(satu_ekspedisi, terbit) is None
    page = isi(klien.get(ke("ekspedisi")))
    assert f'href="{ke("beranda")}"' in page, "the way back leads where this person may go"
    assert f'href="{ke("cetak")}"' not in page


def test_what_was_handed_over_and_revoked_later_stays_in_the_book(balai: Balai) -> None:
    surat_id = di(balai, Status.TERBIT)
    balai.operator.post(ke("serah", surat_id), ASEP)
    cabut = {"versi": lihat(balai, surat_id).versi, "catatan": "Keliru.", "paham": "on"}
    assert balai.kades.post(ke("cabut", surat_id), cabut).status_code == 302
    assert "Asep Sunandar" in isi(balai.operator.get(ke("ekspedisi")))
    assert "Surat sudah diserahkan" in isi(balai.operator.get(ke("serah", surat_id)))
    assert banyak_halaman(balai.operator.get(ke("tanda_terima", surat_id))) == 1
    assert pilih(balai, surat_id).status_code == 404, "but it is not printed any more"


def test_a_revoked_letter_that_never_left_is_not_handed_over(balai: Balai) -> None:
    surat_id = di(balai, Status.DICABUT)
    page = isi(balai.operator.post(ke("serah", surat_id), ASEP), 422)
    assert "belum terbit" in read(page).text
    assert balai.dalam(satu_ekspedisi, surat_id) is None


def test_the_menu_of_the_counter_has_the_page_and_others_have_not(balai: Balai) -> None:
    assert f'href="{ke("cetak")}"' in isi(balai.operator.get(ke("beranda")))
    for klien in (balai.sekdes, balai.kades):
        assert f'href="{ke("cetak")}"' not in isi(klien.get(ke("beranda")))
