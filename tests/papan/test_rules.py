"""Announcements and the contact for complaints: what may stand in them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.papan.rules import pengaduan
from eoffice.papan.rules.pengumuman import (
    ALUR,
    PANJANG_ISI,
    PANJANG_JUDUL,
    Keadaan,
    alinea,
    keluhan,
    rapikan_baris,
    rapikan_isi,
)

HARI = date(2026, 11, 25)
KOSONG = dict.fromkeys(pengaduan.PANJANG, "")


def kode(judul: str = "Kerja bakti", isi: str = "Minggu", sampai: date | None = None) -> dict[str, str]:
    return {nama: pesan.kode for nama, pesan in keluhan(judul, isi, HARI, sampai).items()}


def test_an_ordinary_announcement_has_nothing_wrong() -> None:
    assert kode() == {}
    assert kode("J" * PANJANG_JUDUL, "I" * PANJANG_ISI, HARI) == {}


@pytest.mark.parametrize(
    ("isi", "harapan"),
    [
        ({"judul": ""}, {"judul": "papan.kosong"}),
        ({"isi": ""}, {"isi": "papan.kosong"}),
        ({"judul": "J" * (PANJANG_JUDUL + 1)}, {"judul": "papan.panjang"}),
        ({"isi": "I" * (PANJANG_ISI + 1)}, {"isi": "papan.panjang"}),
        ({"isi": "Atas nama 3207154506859001 datang"}, {"isi": "papan.mirip_nik"}),
        ({"isi": "NIK 3207.1545.0685.9001"}, {"isi": "papan.mirip_nik"}),
        ({"judul": "3207 1545 0685 9001"}, {"judul": "papan.mirip_nik"}),
        ({"sampai": date(2026, 11, 24)}, {"sampai": "papan.tanggal_terbalik"}),
    ],
)
def test_what_cannot_hang_so_is_named_with_its_field(isi: dict[str, str], harapan: dict[str, str]) -> None:
    assert kode(**isi) == harapan


@pytest.mark.parametrize("angka", ["081255500174", "12345678901234567", "2026-11-25 s.d. 2026-11-27"])
def test_other_numbers_are_no_numbers_of_people(angka: str) -> None:
    assert kode(isi=f"Hubungi {angka}.") == {}


def test_paragraphs_are_kept_and_nothing_unseen() -> None:
    mentah = "  Posyandu\u200b balita \r\n di balai\tdesa \n\n\n\n  Bawa \u202eKIA  \n"
    rapi = rapikan_isi(mentah)
    assert rapi == "Posyandu balita\ndi balai desa\n\nBawa KIA"
    assert alinea(rapi) == (("Posyandu balita", "di balai desa"), ("Bawa KIA",))
    assert alinea("") == ()


@given(st.text(max_size=200))
def test_tidying_twice_changes_nothing_more(mentah: str) -> None:
    satu = rapikan_isi(mentah)
    assert rapikan_isi(satu) == satu
    assert rapikan_baris(rapikan_baris(mentah)) == rapikan_baris(mentah)
    assert not set(satu) & {"\x00", "\r", "\t", "\u202e", "\u200b"}
    assert all(all(baris) for baris in alinea(satu)), "no paragraph has an empty line"


def test_what_hung_once_is_never_a_draft_again() -> None:
    assert Keadaan.DRAF not in ALUR
    assert ALUR[Keadaan.TAYANG] == {Keadaan.DRAF, Keadaan.DITARIK}
    assert ALUR[Keadaan.DITARIK] == {Keadaan.TAYANG}


@pytest.mark.parametrize(
    ("kontak", "hari", "harapan"),
    [
        ({}, 14, {}),
        ({"telepon": "02655550142", "whatsapp": "081255500174", "surel": "desa@contoh.id"}, 1, {}),
        ({"telepon": "12345678"}, 14, {"telepon": "papan.telepon_salah"}),
        ({"whatsapp": "02655550142"}, 14, {"whatsapp": "papan.whatsapp_salah"}),
        ({"surel": "desa"}, 14, {"surel": "papan.surel_salah"}),
        ({"surel": "javascript:alert(1)"}, 14, {"surel": "papan.surel_salah"}),
        ({"petugas": "P" * 101}, 14, {"petugas": "papan.panjang"}),
        ({}, 0, {"hari_tanggap": "papan.hari_tanggap"}),
        ({}, 15, {"hari_tanggap": "papan.hari_tanggap"}),
    ],
)
def test_a_contact(kontak: dict[str, str], hari: int, harapan: dict[str, str]) -> None:
    galat = pengaduan.keluhan(KOSONG | kontak, hari)
    assert {nama: pesan.kode for nama, pesan in galat.items()} == harapan


def test_a_mobile_number_as_its_link_wants_it() -> None:
    assert pengaduan.angka_wa("081255500174") == "6281255500174"
