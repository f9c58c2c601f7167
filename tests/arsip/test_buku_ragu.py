"""Which counters a person has to look up in the paper register, and how often the regency was met."""

import json

import pytest

from eoffice.arsip import services as arsip
from eoffice.arsip.rules.nomor import Lingkup
from eoffice.arsip.services.berkas_saksi import letak
from eoffice.sinkron.services.jumpa import Jumpa, catat_jumpa, jumpa
from eoffice.sinkron.services.kunci import berkas_kunci
from eoffice.web.aparat.tinjau.pemulihan import nama_buku
from tests.arsip.kantor import Kantor

PER_JENIS = "{kode_jenis}/{urut:3}/{tahun}"


def ragu(*bawaan: str) -> dict[str, int]:
    return {b.kunci: b.tercatat for b in arsip.buku_dalam_ragu(2026, bawaan)}


def test_a_book_that_never_gave_a_number_is_asked_for_all_the_same(kantor: Kantor) -> None:
    assert ragu("surat_keterangan") == {"surat_keterangan": 0}


def test_every_counter_of_the_year_is_asked_for_up_to_where_anybody_knows_it(kantor: Kantor) -> None:
    kantor.nomor()
    with kantor.dipasang_kembali():
        for _ in range(2):
            kantor.nomor()
        kantor.nomor(lingkup=Lingkup.PER_JENIS, kode_jenis="sku", pola=PER_JENIS)
    assert ragu("surat_keterangan") == {"jenis:sku": 4, "surat_keterangan": 3}


def test_provisional_series_are_in_no_paper_register(kantor: Kantor) -> None:
    kantor.nomor()
    letak().unlink()
    with kantor.dikomit():
        arsip.pakai_sementara(catatan="x", pelaku="operator")
    kantor.nomor()
    assert ragu() == {"surat_keterangan": 1}


def test_a_counter_that_only_the_dead_disk_had_goes_on_after_its_last_number(kantor: Kantor) -> None:
    kantor.nomor()
    with kantor.dipasang_kembali():
        for _ in range(3):
            kantor.nomor(lingkup=Lingkup.PER_JENIS, kode_jenis="sku", pola=PER_JENIS)
    with kantor.dikomit():
        arsip.pastikan_nomor(
            akhir={"surat_keterangan": 1, "jenis:sku": 6}, tahun=2026, catatan="x", pelaku="operator"
        )
    assert kantor.nomor(lingkup=Lingkup.PER_JENIS, kode_jenis="sku", pola=PER_JENIS) == "SKU/007/2026"


@pytest.mark.parametrize(
    ("kunci", "nama"),
    [
        ("surat_keterangan", "buku surat keterangan"),
        ("semua", "buku nomor bersama"),
        ("jenis:sku", "buku Surat Keterangan Usaha"),
        ("jenis:hilang_dari_katalog", "buku hilang_dari_katalog"),
    ],
)
def test_books_have_names_that_people_use(kunci: str, nama: str) -> None:
    assert nama_buku(kunci) == nama


def test_meetings_are_counted_outside_the_database(kantor: Kantor) -> None:
    assert jumpa() == Jumpa(0, 0)
    with kantor.dipasang_kembali():
        catat_jumpa(7)
        catat_jumpa(-90_000)
    assert jumpa() == Jumpa(2, -90_000)


@pytest.mark.parametrize("rusak", [b"", b"[]", b"{}", json.dumps({"ke": "banyak", "selisih": 0}).encode()])
def test_a_damaged_count_begins_again_and_stops_nobody(kantor: Kantor, rusak: bytes) -> None:
    berkas_kunci("jumpa-32.07.15.2004.json").write_bytes(rusak)
    assert jumpa() == Jumpa(0, 0)
    catat_jumpa(3)
    assert jumpa() == Jumpa(1, 3)
