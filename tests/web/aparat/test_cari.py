"""Finding a resident while typing, and opening his data: masked, with a reason, written down for him."""

import logging
import re
from typing import Any
from uuid import uuid4

import pytest
import time_machine

from eoffice.jejak.selectors import akses_atas
from eoffice.penduduk.models import Keluarga, Penduduk
from eoffice.web.aparat.formulir.penduduk import kata_cari
from tests.pabrik import diajukan, penduduk
from tests.web.aparat.conftest import HTMX, Balai, browser, isi, ke, rekan, sebagian
from tests.web.markup import read

pytestmark = pytest.mark.django_db
NIK = "3207154506859001"


def cari(balai: Balai, q: str, nama: str = "penduduk", **lain: Any) -> str:
    """Search, as the box does."""
    return isi(balai.operator.post(ke(nama), {"q": q}, **lain))


def nama_ditemukan(page: str) -> list[str]:
    """Return the names in the table, in order."""
    return re.findall(r'<th scope="row"><a href="[^"]+">([^<]+)</a>', page)


def kampung(balai: Balai, banyak: int, nama: str = "Warga") -> None:
    """Fill the register with people of one name."""
    for n in range(banyak):
        balai.dalam(penduduk, f"{nama} {chr(65 + n // 26)}{chr(65 + n % 26)}", f"32071545068591{n:02}")


@pytest.mark.parametrize("nama", ["penduduk", "loket"])
@pytest.mark.parametrize("q", ["eu", "euis", "komariah", "zzz", "  ", "e"])
def test_the_part_for_htmx_is_the_same_as_in_the_whole_page(balai: Balai, nama: str, q: str) -> None:
    bagian = cari(balai, q, nama, headers=HTMX)
    assert "<html" not in bagian
    assert sebagian(bagian, "hasil") == sebagian(cari(balai, q, nama), "hasil")


@pytest.mark.parametrize(
    ("q", "ada"),
    [
        ("Euis Komariah", True),
        ("komariah euis", True),
        ("EUIS", True),
        ("uis", True),
        ("859001", True),
        ("3207-1545-0685-9001", True),
        ("3207154506859002", False),
        ("euis sutisna", False),
    ],
)
def test_names_and_numbers_are_found_in_parts(balai: Balai, q: str, ada: bool) -> None:
    assert ("Euis Komariah" in nama_ditemukan(cari(balai, q))) is ada


def test_a_family_is_found_by_part_of_its_card(balai: Balai) -> None:
    no_kk = balai.dalam(lambda: Keluarga.objects.get().no_kk)
    assert nama_ditemukan(cari(balai, no_kk)) == ["Euis Komariah"]
    assert nama_ditemukan(cari(balai, no_kk[-6:])) == ["Euis Komariah"]
    assert no_kk not in cari(balai, no_kk[-6:]).replace(f'value="{no_kk[-6:]}"', "")


JAHAT = [
    "%", "_", "%%%%", "\\", "'", '"', "' OR ''='", "1; DROP TABLE penduduk_penduduk", "\x00", "\u202e\u200b",
    "<script>alert(1)</script>", "{{ 7|add:7 }}", "${jndi:ldap://x}", "../../etc/passwd", "a" * 10_000, "💣" * 300,
    "(((((", "[a-z]{1000}", "\r\nSet-Cookie: x=1", "*", "^", "NULL", "-1", "0x1F", "é" * 50,
]  # fmt: skip


@pytest.mark.parametrize("q", JAHAT)
@pytest.mark.parametrize("nama", ["penduduk", "loket"])
def test_hostile_words_find_nobody_and_break_nothing(balai: Balai, nama: str, q: str) -> None:
    page = cari(balai, q, nama)
    semua = ["Euis Komariah"] if nama == "penduduk" and not kata_cari(q) else []
    assert nama_ditemukan(page) == semua
    read(page)
    assert "<script>alert" not in page
    assert "{{" not in page.replace("{{ 7|add:7 }}", "")


@pytest.mark.parametrize(
    "kueri", ["?hal=%00", "?hal=9999999999", "?hal=-1", "?hal=1;2", "?hal=１", "?q[]=1", "?&&&=="]
)
def test_hostile_addresses_show_the_first_page(balai: Balai, kueri: str) -> None:
    assert nama_ditemukan(isi(balai.operator.get(ke("penduduk") + kueri))) == ["Euis Komariah"]


def test_a_search_leaves_no_trace_in_the_log(balai: Balai, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="eoffice")
    cari(balai, NIK)
    cari(balai, "komariah")
    assert caplog.records
    assert NIK not in caplog.text
    assert "komariah" not in caplog.text


def test_more_than_twenty_are_cut_and_said(balai: Balai) -> None:
    kampung(balai, 22)
    page = cari(balai, "warga")
    assert len(nama_ditemukan(page)) == 20
    assert "Hanya 20 teratas yang tampil. Ketik lebih lengkap." in page
    assert "20 orang ditemukan." in page
    assert "teratas" not in cari(balai, "warga AA")


def test_neighbours_are_never_found(balai: Balai, balai_lain: Balai) -> None:
    balai_lain.dalam(penduduk, "Orang Situmandala", "3207154506859444")
    assert nama_ditemukan(cari(balai, "situmandala")) == []
    assert nama_ditemukan(cari(balai, "859444")) == []
    assert nama_ditemukan(isi(balai_lain.operator.post(ke("penduduk"), {"q": "859444"}))) == [
        "Orang Situmandala"
    ]


def test_the_counter_shows_nobody_before_a_word_is_typed(balai: Balai) -> None:
    page = isi(balai.operator.get(ke("loket")))
    assert nama_ditemukan(page) == []
    assert "Tidak ada yang cocok" not in page


def buka(balai: Balai, alasan: str = "loket", keterangan: str = "") -> Any:
    """Give the reason and open Euis' data."""
    data = {"alasan": alasan, "keterangan": keterangan}
    return balai.operator.post(ke("penduduk_satu", balai.orang.penduduk_id), data, follow=True)


def jejak_akses(balai: Balai) -> list[tuple[str, str]]:
    """Return what the citizen reads about who opened his data, oldest first."""
    catatan = balai.dalam(akses_atas, "penduduk", balai.orang.penduduk_id)
    return [(c.tindakan, c.alasan) for c in reversed(catatan)]


def test_nothing_is_shown_and_nothing_written_before_a_reason(balai: Balai) -> None:
    page = isi(balai.operator.get(ke("penduduk_satu", balai.orang.penduduk_id)))
    assert "Untuk apa data ini dibuka?" in page
    for rahasia in (NIK, "320715", "CIKUPA", "Islam", "Ciamis, 5 Juni 1985"):
        assert rahasia not in page.replace("Desa Cisontrol", ""), rahasia
    assert jejak_akses(balai) == []


@pytest.mark.parametrize(
    ("alasan", "keterangan", "tertulis"),
    [
        ("loket", "", "Melayani warga ini"),
        ("loket", "minta salinan KK", "Melayani warga ini. minta salinan KK"),
        ("lain", "Diminta puskesmas", "Diminta puskesmas"),
        ("pemutakhiran", "  \u200b ", "Memeriksa kebenaran data"),
    ],
)
def test_the_reason_is_written_as_the_citizen_will_read_it(
    balai: Balai, alasan: str, keterangan: str, tertulis: str
) -> None:
    page = isi(buka(balai, alasan, keterangan))
    assert jejak_akses(balai) == [("lihat", tertulis)]
    assert f"Rika Amelia membuka data. {tertulis}" in page


@pytest.mark.parametrize("data", [{}, {"alasan": ""}, {"alasan": "x"}, {"alasan": "lain", "keterangan": " "}])
def test_without_a_real_reason_it_stays_closed(balai: Balai, data: dict[str, str]) -> None:
    jawab = balai.operator.post(ke("penduduk_satu", balai.orang.penduduk_id), {"x": "", **data})
    assert "ringkas-galat" in isi(jawab, 422)
    assert jejak_akses(balai) == []


def test_the_reason_is_asked_once_a_person_and_sitting(balai: Balai) -> None:
    buka(balai)
    isi(balai.operator.get(ke("penduduk_satu", balai.orang.penduduk_id)))
    assert len(jejak_akses(balai)) == 2, "every opening is a line"
    lain = balai.dalam(penduduk, "Asep Sutisna", "3207150101809002")
    assert "Untuk apa data ini dibuka?" in isi(balai.operator.get(ke("penduduk_satu", lain.pk)))
    esok = browser(balai.orang.operator)
    assert "Untuk apa data ini dibuka?" in isi(esok.get(ke("penduduk_satu", balai.orang.penduduk_id)))
    sari = rekan(balai)
    assert "Untuk apa data ini dibuka?" in isi(sari.get(ke("penduduk_satu", balai.orang.penduduk_id)))


def test_the_number_stays_masked_until_it_is_asked_for_and_is_masked_again(balai: Balai) -> None:
    page = isi(buka(balai))
    assert NIK not in page
    assert NIK[:6] in page
    ke_nik = ke("penduduk_nik", balai.orang.penduduk_id)
    terbuka = isi(balai.operator.post(ke_nik))
    assert NIK in terbuka
    bagian = isi(balai.operator.post(ke_nik, headers=HTMX))
    assert sebagian(bagian, "nik") == sebagian(terbuka, "nik")
    assert NIK not in isi(balai.operator.get(ke("penduduk_satu", balai.orang.penduduk_id)))
    assert [t for t, _ in jejak_akses(balai)] == ["lihat", "lihat_nik", "lihat_nik", "lihat"]
    assert balai.operator.get(ke_nik).status_code == 405, "never by a link"


def test_the_number_of_a_closed_person_is_not_given(balai: Balai) -> None:
    jawab = balai.operator.post(ke("penduduk_nik", balai.orang.penduduk_id))
    assert jawab.headers["Location"] == ke("penduduk_satu", balai.orang.penduduk_id)
    assert jejak_akses(balai) == []


def test_the_page_holds_family_letters_and_what_can_be_done(balai: Balai) -> None:
    surat_id = balai.dalam(diajukan, balai.orang)
    orang = balai.dalam(penduduk, "Asep Sutisna", "3207150101809002")

    def sekeluarga() -> None:
        keluarga = Penduduk.objects.get(pk=balai.orang.penduduk_id).keluarga
        Penduduk.objects.filter(pk=orang.pk).update(keluarga=keluarga, shdk=4)

    balai.dalam(sekeluarga)
    page = isi(buka(balai))
    assert "Asep Sutisna" in page
    assert "Anak" in page
    assert ke("periksa", surat_id) in page
    assert ke("slip", balai.orang.penduduk_id) in page
    sekdes = balai.sekdes.post(
        ke("penduduk_satu", balai.orang.penduduk_id), {"alasan": "permohonan"}, follow=True
    )
    assert ke("slip", balai.orang.penduduk_id) not in isi(sekdes), "the secretary reads, the operator serves"


def test_who_left_is_marked_and_gets_no_slip(balai: Balai) -> None:
    balai.dalam(lambda: Penduduk.objects.filter(pk=balai.orang.penduduk_id).update(status_dasar=2))
    page = isi(buka(balai))
    assert ke("slip", balai.orang.penduduk_id) not in page
    assert ke("loket_jenis", balai.orang.penduduk_id) not in page
    jawab = balai.operator.post(ke("slip", balai.orang.penduduk_id), follow=True)
    assert "belum dapat diberi slip" in isi(jawab)


def test_a_new_slip_ends_the_old_one(balai: Balai) -> None:
    from eoffice.akun.services import baca_slip
    from eoffice.kernel.errors import EofficeError

    ke_slip = ke("slip", balai.orang.penduduk_id)
    lama, baru = (
        re.findall(r'class="kode">([A-Z0-9-]{14})<', isi(balai.operator.post(ke_slip)))[0] for _ in range(2)
    )
    assert balai.dalam(baca_slip, baru).penduduk_id == balai.orang.penduduk_id
    with pytest.raises(EofficeError):
        balai.dalam(baca_slip, lama)
    assert jejak_akses(balai) == [("slip", "Slip aktivasi diserahkan")] * 2


def test_a_slip_names_its_last_day_and_shows_no_number(balai: Balai) -> None:
    with time_machine.travel("2026-11-24T03:00:00+00:00", tick=False):
        page = isi(browser(balai.orang.operator).post(ke("slip", balai.orang.penduduk_id)))
    assert NIK not in page
    assert "8 Desember 2026" in page
    assert "Euis Komariah" in page


def test_the_age_is_counted_in_the_offices_own_day(balai: Balai) -> None:
    with time_machine.travel("2026-06-04T18:00:00+00:00", tick=False):  # already 5 June in Ciamis
        page = isi(browser(balai.orang.operator).post(ke("penduduk"), {"q": "euis"}))
    assert "5 Juni 1985 (41 tahun)" in page


@pytest.mark.parametrize("nama", ["penduduk_satu", "penduduk_nik", "slip"])
def test_a_stranger_of_another_village_is_not_there(balai: Balai, balai_lain: Balai, nama: str) -> None:
    for satu in (balai_lain.orang.penduduk_id, uuid4()):
        assert balai.operator.post(ke(nama, satu), {"alasan": "loket"}).status_code == 404
    assert balai_lain.dalam(akses_atas, "penduduk", balai_lain.orang.penduduk_id) == []
