"""The first page and the list: what waits for whom, how many, how long still, in office hours."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
import time_machine
from django.test import Client

from eoffice.surat import services as surat
from eoffice.surat.rules.alur import CaraTerbit, Status
from eoffice.web.aparat import permohonan
from tests.pabrik import diajukan, tte_lokal
from tests.web.aparat.conftest import HTMX, Balai, browser, isi, ke
from tests.web.aparat.perjalanan import di

pytestmark = pytest.mark.django_db
SELASA_PAGI = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)  # nine o'clock in Ciamis, an ordinary working day


@pytest.fixture(autouse=True)
def selasa_pagi() -> Iterator[time_machine.Traveller]:
    """Let every test begin on a Tuesday morning."""
    with time_machine.travel(SELASA_PAGI, tick=False) as jam:
        yield jam


@pytest.fixture
def pagi(selasa_pagi: time_machine.Traveller, balai: Balai) -> Balai:
    """The office on that morning."""
    return balai


def tumpuk(page: str) -> dict[str, int]:
    """Return the piles of the first page: title and how many."""
    butir = re.findall(r'<ul class="tumpukan">(.*?)</ul>', page, re.DOTALL)
    kotak = re.findall(r"<li.*?</li>", butir[0], re.DOTALL) if butir else []
    hasil = {}
    for satu in kotak:
        teks = re.sub(r"<[^>]+>", "|", satu)
        bagian = [b.strip() for b in teks.split("|") if b.strip()]
        jumlah = next(b for b in bagian if b.replace(".", "").isdigit())
        hasil[next(b for b in bagian if not b.replace(".", "").isdigit())] = int(jumlah)
    return hasil


def tab(page: str) -> dict[str, int]:
    """Return the views of the list: words and how many."""
    return {
        re.sub(r"<[^>]+>", "", kata).strip(): int(jumlah)
        for kata, jumlah in re.findall(r"<a[^>]*>([^<]+)<(?:span|b)[^>]*>(\d+)</", page)
    }


def test_each_role_sees_its_own_pile_first_with_the_number(pagi: Balai) -> None:
    for status in (
        Status.DIAJUKAN,
        Status.DIAJUKAN,
        Status.TERVERIFIKASI,
        Status.DIPARAF,
        Status.MENUNGGU_BASAH,
    ):
        di(pagi, status)
    di(pagi, Status.DIKEMBALIKAN)
    assert tumpuk(isi(pagi.operator.get(ke("beranda")))) == {
        "Perlu diperiksa": 2,
        "Menunggu tanda tangan": 1,
        "Menunggu pindaian surat": 1,
        "Menunggu perbaikan warga": 1,
        "Menunggu paraf": 1,
    }
    sekdes = tumpuk(isi(pagi.sekdes.get(ke("beranda"))))
    assert next(iter(sekdes.items())) == ("Menunggu paraf", 1)
    assert sekdes["Perlu diperiksa"] == 2


def test_the_signer_of_an_electronic_village_is_led_to_his_pile(pagi: Balai) -> None:
    pagi.dalam(tte_lokal, pagi.orang)
    di(pagi, Status.DIPARAF)
    page = isi(pagi.kades.get(ke("beranda")))
    assert tumpuk(page)["Menunggu tanda tangan"] == 1
    assert f'href="{ke("tumpukan")}"' in page
    operator = isi(pagi.operator.get(ke("beranda")))
    assert f"{ke('permohonan')}?keadaan=diparaf" in operator
    assert ke("tumpukan") not in operator


def test_without_initials_the_checked_letter_waits_for_the_signer(pagi: Balai) -> None:
    pagi.dalam(tte_lokal, pagi.orang)
    pagi.dalam(surat.ubah_pengaturan, pelaku="uji", paraf=False)
    di(pagi, Status.TERVERIFIKASI)
    assert tumpuk(isi(pagi.kades.get(ke("beranda"))))["Sudah diperiksa, menunggu tanda tangan"] == 1
    assert "Tidak ada yang menunggu Anda" in isi(pagi.sekdes.get(ke("beranda")))


def test_an_empty_pile_says_so(pagi: Balai) -> None:
    page = isi(pagi.operator.get(ke("beranda")))
    assert tumpuk(page)["Perlu diperiksa"] == 0
    assert "Tidak ada. Terima kasih" in page


def test_the_menu_carries_the_number_that_waits(pagi: Balai) -> None:
    for _ in range(3):
        di(pagi, Status.DIAJUKAN)
    menu = re.findall(r'<nav class="samping".*?</nav>', isi(pagi.operator.get(ke("penduduk"))), re.DOTALL)[0]
    assert re.search(rf'href="{ke("permohonan")}"[^>]*>.*?>3<', menu, re.DOTALL)
    lain = re.findall(r'<nav class="samping".*?</nav>', isi(pagi.sekdes.get(ke("penduduk"))), re.DOTALL)[0]
    assert ">3<" not in lain


def test_the_clock_counts_office_hours_and_stops_overnight(
    pagi: Balai, selasa_pagi: time_machine.Traveller
) -> None:
    di(pagi, Status.DIAJUKAN)

    def sisa() -> str:
        page = isi(browser(pagi.orang.operator).get(ke("permohonan")))
        return " ".join(
            re.sub(r"<[^>]+>", " ", re.findall(r'data-k="Sisa waktu".*?</td>', page, re.DOTALL)[0]).split()
        )

    awal = sisa()
    selasa_pagi.shift(timedelta(hours=1))
    assert sisa() != awal
    selasa_pagi.shift(timedelta(hours=6, minutes=30))  # after closing
    malam = sisa()
    selasa_pagi.shift(timedelta(hours=10))  # half past two at night
    assert sisa() == malam, "nobody works at night"


def test_a_promise_that_was_broken_is_red_and_first(pagi: Balai, selasa_pagi: time_machine.Traveller) -> None:
    lama = di(pagi, Status.DIAJUKAN)
    selasa_pagi.shift(timedelta(days=2))
    baru = di(pagi, Status.DIAJUKAN)
    klien = browser(pagi.orang.operator)
    page = isi(klien.get(ke("permohonan")))
    assert page.index(ke("periksa", lama)) < page.index(ke("periksa", baru))
    assert "lewat" in page.lower()
    mendesak = isi(klien.get(ke("beranda")))
    assert mendesak.index(ke("periksa", lama)) < mendesak.index(ke("periksa", baru))


def test_a_clock_set_back_a_year_breaks_no_page(pagi: Balai, selasa_pagi: time_machine.Traveller) -> None:
    surat_id = di(pagi, Status.DIAJUKAN)
    selasa_pagi.move_to(SELASA_PAGI - timedelta(days=300))
    klien = browser(pagi.orang.operator)
    for alamat in (ke("beranda"), ke("permohonan"), ke("periksa", surat_id)):
        isi(klien.get(alamat))


def test_the_first_page_shows_five_urgent_ones_at_most(pagi: Balai) -> None:
    semua = {di(pagi, Status.DIAJUKAN) for _ in range(7)}
    page = isi(pagi.operator.get(ke("beranda")))
    assert sum(ke("periksa", satu) in page for satu in semua) == 5


def test_an_operator_is_reminded_of_the_emblem_and_others_are_not(pagi: Balai) -> None:
    assert "Lambang desa belum dipasang" in isi(pagi.operator.get(ke("beranda")))
    assert "Lambang desa belum dipasang" not in isi(pagi.kades.get(ke("beranda")))


def test_who_serves_today_stands_on_the_first_page(pagi: Balai) -> None:
    page = isi(pagi.operator.get(ke("beranda")))
    for nama in ("Rika Amelia", "Dadang Suhendar", "H. Oman Rohman"):
        assert nama in page
    assert "Selasa, 24 November 2026" in page


TABEL: list[tuple[str, Callable[[Balai], Client], tuple[Status, ...]]] = [
    ("saya", lambda b: b.operator, (Status.DIAJUKAN, Status.DIPARAF, Status.MENUNGGU_BASAH)),
    ("saya", lambda b: b.sekdes, (Status.TERVERIFIKASI,)),
    ("semua", lambda b: b.kades, tuple(s for s in Status if s not in {Status.MENUNGGU_TTE, Status.TERBIT, Status.DICABUT})),
    ("", lambda b: b.sekdes, (Status.TERVERIFIKASI,)),
    ("tidak_ada", lambda b: b.kades, tuple(s for s in Status if s not in {Status.MENUNGGU_TTE, Status.TERBIT, Status.DICABUT})),
]  # fmt: skip


@pytest.mark.parametrize(("keadaan", "siapa", "tampak"), TABEL)
def test_each_view_holds_exactly_its_states(
    pagi: Balai, keadaan: str, siapa: Callable[[Balai], Client], tampak: tuple[Status, ...]
) -> None:
    ada = {
        status: di(pagi, status)
        for status in Status
        if status not in {Status.MENUNGGU_TTE, Status.TERBIT, Status.DICABUT}
    }
    page = isi(siapa(pagi).get(ke("permohonan"), {"keadaan": keadaan}))
    assert {s for s, satu in ada.items() if ke("periksa", satu) in page} == set(tampak)
    assert f"{len(tampak)} permohonan" in page


def test_one_state_is_one_view(pagi: Balai) -> None:
    satu, dua = di(pagi, Status.DIAJUKAN), di(pagi, Status.DIPARAF)
    page = isi(pagi.sekdes.get(ke("permohonan"), {"keadaan": "diparaf"}))
    assert ke("periksa", dua) in page
    assert ke("periksa", satu) not in page


def test_the_filters_stay_in_the_address_and_can_be_taken_off_one_by_one(pagi: Balai) -> None:
    di(pagi, Status.DIAJUKAN)
    page = isi(pagi.operator.get(ke("permohonan"), {"keadaan": "semua", "q": "eui", "jenis": "sku"}))
    assert "?keadaan=semua&amp;jenis=sku" in page
    assert "?keadaan=semua&amp;q=eui" in page
    assert 'value="eui"' in page


@pytest.mark.parametrize(
    "q", ["%", "_", "'", "\x00", "<script>alert(1)</script>", "a" * 5000, "💣", "1=1 --"]
)
def test_hostile_words_in_the_list_find_nothing(pagi: Balai, q: str) -> None:
    surat_id = di(pagi, Status.DIAJUKAN)
    page = isi(pagi.operator.get(ke("permohonan"), {"keadaan": "semua", "q": q}))
    assert "<script>alert" not in page
    assert ke("periksa", surat_id) not in page or len(q) > 80 or q == "\x00"


def test_long_lists_are_paged_and_keep_their_filter(pagi: Balai, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(permohonan, "PER_HALAMAN", 2)
    semua = [di(pagi, Status.DIAJUKAN) for _ in range(5)]
    terlihat: list[UUID] = []
    for hal in (1, 2, 3):
        page = isi(pagi.operator.get(ke("permohonan"), {"keadaan": "diajukan", "hal": hal}))
        terlihat += [satu for satu in semua if ke("periksa", satu) in page]
        assert "keadaan=diajukan" in page
    assert sorted(terlihat) == sorted(semua), "each once"
    akhir = isi(pagi.operator.get(ke("permohonan"), {"keadaan": "diajukan", "hal": 99}))
    assert sum(ke("periksa", satu) in akhir for satu in semua) == 1


def test_the_part_for_htmx_has_no_frame(pagi: Balai) -> None:
    di(pagi, Status.DIAJUKAN)
    bagian = isi(pagi.operator.get(ke("permohonan"), headers=HTMX))
    assert "<html" not in bagian
    assert '<nav class="samping"' not in bagian
    assert bagian.strip() in isi(pagi.operator.get(ke("permohonan")))


def test_neighbours_letters_are_counted_nowhere(pagi: Balai, balai_lain: Balai) -> None:
    asing = balai_lain.dalam(diajukan, balai_lain.orang)
    assert tumpuk(isi(pagi.operator.get(ke("beranda"))))["Perlu diperiksa"] == 0
    page = isi(pagi.operator.get(ke("permohonan"), {"keadaan": "semua"}))
    assert ke("periksa", asing) not in page
    assert "0 permohonan" in page


def test_paper_letters_wait_for_the_operator_not_for_the_signer(pagi: Balai) -> None:
    assert pagi.dalam(surat.pengaturan).cara_terbit is CaraTerbit.BASAH
    di(pagi, Status.DIPARAF)
    assert "Tidak ada yang menunggu Anda" in isi(pagi.kades.get(ke("beranda")))
    assert tumpuk(isi(pagi.operator.get(ke("beranda"))))["Menunggu tanda tangan"] == 1
