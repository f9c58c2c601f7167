"""Questions about number books: the void log, gaps, the next number, a letter registered again."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
import time_machine

from eoffice.arsip.models import BukuNomor, Nomor
from eoffice.arsip.rules.nomor import KUNCI_TAHUN, Lingkup, kunci_sementara
from eoffice.arsip.selectors import (
    akhir_buku,
    akhir_cara_lain,
    celah,
    dicatat_ulang,
    nomor_batal,
    nomor_bentrok,
    urut_berikut,
    urut_terakhir,
)
from eoffice.arsip.services import batalkan_nomor
from eoffice.kernel.ids import new_id
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.arsip.test_services import minta

pytestmark = pytest.mark.django_db
BUKU = "surat_keterangan"
POLA = "{kode_jenis}/{urut:3}/{tahun}"
SAAT = datetime(2026, 4, 14, 3, tzinfo=UTC)


@pytest.fixture
def jam() -> Iterator[Any]:
    with time_machine.travel(SAAT, tick=False) as perjalanan:
        yield perjalanan


def batal(perjalanan: Any, hari: int, alasan: str, tahun: int = 2026) -> UUID:
    """Draw a number and void it on a day of April."""
    surat = new_id()
    minta(surat, tanggal=date(tahun, 4, 14))
    perjalanan.move_to(SAAT.replace(day=hari))
    batalkan_nomor(untuk=surat, alasan=alasan, pelaku="uji")
    return surat


@pytest.mark.usefixtures("di_cisontrol")
class TestBatal:
    def test_the_void_log_begins_with_the_latest(self, jam: Any) -> None:
        semua = [batal(jam, hari, f"hari {hari}") for hari in (15, 17, 16)]
        minta()
        log = nomor_batal(2026)
        assert [satu.alasan for satu in log] == ["hari 17", "hari 16", "hari 15"]
        assert [satu.untuk for satu in log] == [semua[1], semua[2], semua[0]]
        assert [satu.urut for satu in log] == [2, 3, 1]
        assert [satu.batal_pada.day for satu in log] == [17, 16, 15]

    def test_the_void_log_is_that_of_one_year(self, jam: Any) -> None:
        batal(jam, 15, "tahun ini")
        batal(jam, 16, "tahun depan", tahun=2027)
        assert [satu.alasan for satu in nomor_batal(2026)] == ["tahun ini"]
        assert [satu.alasan for satu in nomor_batal(2027)] == ["tahun depan"]
        assert nomor_batal(2025) == []

    def test_a_void_number_is_still_the_last(self, jam: Any) -> None:
        batal(jam, 15, "salah")
        assert urut_terakhir(2026, BUKU) == 1
        assert urut_berikut(2026, Lingkup.PER_BUKU, buku=BUKU, kode_jenis="sktm") == 2


@pytest.mark.usefixtures("di_cisontrol")
class TestCelah:
    def test_the_last_row_lost_is_a_gap_too(self) -> None:
        for _ in range(3):
            minta()
        Nomor.objects.filter(urut__in=[1, 3]).delete()
        assert celah(2026) == {BUKU: [1, 3]}

    def test_only_the_year_asked_for(self) -> None:
        minta()
        minta(tanggal=date(2027, 1, 4))
        Nomor.objects.filter(buku__tahun=2027).delete()
        assert celah(2026) == {}
        assert celah(2027) == {BUKU: [1]}

    def test_a_number_in_dispute_does_not_fill_its_place(self) -> None:
        minta()
        minta()
        Nomor.objects.filter(urut=1).update(sengketa=True)
        assert celah(2026) == {BUKU: [1]}

    def test_the_gaps_of_each_book_stand_under_its_own_name(self) -> None:
        for jenis in ("sku", "sktm"):
            minta(lingkup=Lingkup.PER_JENIS, pola=POLA, kode_jenis=jenis)
        Nomor.objects.filter(teks__startswith="SKU").delete()
        assert celah(2026) == {"jenis:sku": [1]}

    def test_numbers_before_a_continued_part_are_no_gap(self) -> None:
        """Of two parts of one book each is looked at from where it begins."""
        for cara in (Lingkup.PER_BUKU, Lingkup.BERSAMA, Lingkup.BERSAMA, Lingkup.PER_BUKU):
            minta(lingkup=cara, pola=POLA)
        assert BukuNomor.objects.filter(lingkup=BUKU).count() == 2
        assert celah(2026) == {}


@pytest.mark.usefixtures("di_cisontrol")
class TestAkhir:
    def test_an_unused_book_stands_at_nothing(self) -> None:
        assert urut_terakhir(2026, BUKU) == 0
        assert akhir_buku(2026) == {}
        assert urut_berikut(2026, Lingkup.BERSAMA, buku=BUKU, kode_jenis="sku") == 1
        assert akhir_cara_lain(2026, Lingkup.BERSAMA) == 0

    def test_the_row_that_locks_a_year_is_no_counter(self) -> None:
        minta()
        assert BukuNomor.objects.filter(lingkup=KUNCI_TAHUN).exists()
        assert akhir_buku(2026) == {BUKU: 1}

    def test_of_several_parts_the_furthest_is_told(self) -> None:
        for cara in (Lingkup.PER_BUKU, Lingkup.BERSAMA, Lingkup.BERSAMA, Lingkup.PER_BUKU):
            minta(lingkup=cara, pola=POLA)
        assert akhir_buku(2026) == {BUKU: 4, "semua": 3}
        assert urut_terakhir(2026, BUKU) == 4
        assert akhir_buku(2027) == {}

    def test_the_next_number_goes_on_after_another_way_of_counting(self) -> None:
        for _ in range(3):
            minta(lingkup=Lingkup.BERSAMA, pola=POLA)
        assert urut_berikut(2026, Lingkup.PER_BUKU, buku=BUKU, kode_jenis="sku") == 4
        assert urut_berikut(2026, Lingkup.BERSAMA, buku=BUKU, kode_jenis="sku") == 4
        assert urut_berikut(2027, Lingkup.PER_BUKU, buku=BUKU, kode_jenis="sku") == 1

    def test_types_that_count_alone_do_not_push_each_other(self) -> None:
        for _ in range(2):
            minta(lingkup=Lingkup.PER_JENIS, pola=POLA, kode_jenis="sku")
        assert urut_berikut(2026, Lingkup.PER_JENIS, buku=BUKU, kode_jenis="sktm") == 1
        assert urut_berikut(2026, Lingkup.PER_JENIS, buku=BUKU, kode_jenis="sku") == 3
        assert akhir_cara_lain(2026, Lingkup.PER_JENIS) == 0
        assert akhir_cara_lain(2026, Lingkup.BERSAMA) == 2

    def test_a_provisional_series_pushes_no_book(self) -> None:
        BukuNomor(tahun=2026, lingkup=kunci_sementara("K7QX"), urut=9).save(force_insert=True)
        assert akhir_cara_lain(2026, Lingkup.BERSAMA) == 0
        assert urut_berikut(2026, Lingkup.BERSAMA, buku=BUKU, kode_jenis="sku") == 1


@pytest.mark.usefixtures("di_cisontrol")
class TestDicatatUlang:
    def test_only_a_letter_registered_again_shows_another_number(self) -> None:
        biasa, ulang = new_id(), new_id()
        minta(biasa)
        baru = minta(ulang, semula="P-K7QX-001")
        assert dicatat_ulang(biasa) == ""
        assert dicatat_ulang(ulang) == baru
        assert dicatat_ulang(new_id()) == ""

    @pytest.mark.parametrize("ubah", [{"sengketa": True}, {"batal_pada": SAAT}])
    def test_a_number_that_counts_no_more_is_not_shown(self, ubah: dict[str, object]) -> None:
        ulang = new_id()
        minta(ulang, semula="P-K7QX-001")
        Nomor.objects.filter(untuk=ulang).update(**ubah)
        assert dicatat_ulang(ulang) == ""


@pytest.mark.usefixtures("di_cisontrol")
class TestBentrok:
    def test_a_pattern_that_writes_what_stands_already_is_named(self) -> None:
        """The new pattern reads the fixed seven as its running number, and would write it once more."""
        teks = minta(pola="7/{urut}/{tahun}")
        assert nomor_bentrok(2026, Lingkup.PER_BUKU, "{urut}/1/{tahun}") == teks

    def test_the_pattern_in_use_and_those_of_other_years_are_free(self) -> None:
        minta(pola="7/{urut}/{tahun}")
        assert nomor_bentrok(2026, Lingkup.PER_BUKU, "7/{urut}/{tahun}") == ""
        assert nomor_bentrok(2027, Lingkup.PER_BUKU, "{urut}/1/{tahun}") == ""

    def test_lower_numbers_matter_only_where_a_type_may_be_behind(self) -> None:
        for _ in range(7):
            teks = minta(pola="7/{urut}/{tahun}")
        assert teks == "7/7/2026"
        assert nomor_bentrok(2026, Lingkup.PER_BUKU, "{urut}/1/{tahun}") == ""
        assert nomor_bentrok(2026, Lingkup.PER_JENIS, "{urut}/1/{tahun}") == "7/1/2026"

    def test_a_number_in_dispute_stands_in_nobody_s_way(self) -> None:
        minta(pola="7/{urut}/{tahun}")
        Nomor.objects.update(sengketa=True)
        assert nomor_bentrok(2026, Lingkup.PER_BUKU, "{urut}/1/{tahun}") == ""


def test_the_neighbour_s_books_answer_nothing_here(cisontrol: Desa, situmandala: Desa) -> None:
    ulang = new_id()
    with lingkup(cisontrol.kode):
        minta(ulang, semula="P-1")
        batalkan_nomor(untuk=ulang, alasan="x", pelaku="uji")
        minta(ulang, semula="P-1")
    with lingkup(situmandala.kode):
        assert (nomor_batal(2026), akhir_buku(2026), celah(2026), dicatat_ulang(ulang)) == ([], {}, {}, "")
        assert urut_terakhir(2026, BUKU) == 0
