"""The pile and the paper follow the delegation of the day; every page of a letter is there, none before it is wanted."""

import re
from uuid import UUID

import pytest
from django.test import Client

from eoffice.akun import services as akun
from eoffice.akun.rules.jabatan import Jabatan
from eoffice.akun.rules.keluar import Ganti
from eoffice.kernel.peran import Peran
from eoffice.surat.rules.alur import Status
from eoffice.surat.rules.jenis import katalog
from eoffice.surat.services import ubah_kata
from tests.pabrik import FRASA, diajukan, diparaf, tte_lokal
from tests.web.aparat.conftest import HTMX, Balai, browser, isi, ke
from tests.web.aparat.perjalanan import lihat
from tests.web.aparat.test_kades_keluar import hari, kasi, pejabat
from tests.web.aparat.test_tumpukan_hp import naik, pilih
from tests.web.markup import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def siap(balai: Balai) -> Balai:
    """A village that signs electronically."""
    balai.dalam(tte_lokal, balai.orang)
    return balai


def ganti(balai: Balai, cara: Ganti, dari: int = 0, sampai: int = 2) -> None:
    """Let the sekdes stand for the head for three days."""
    balai.dalam(
        akun.kades_keluar,
        pejabat_id=pejabat(balai, Jabatan.SEKRETARIS_DESA),
        ganti=cara,
        mulai=hari(balai, dari),
        selesai=hari(balai, sampai),
        dasar="SP 1",
        pelaku="uji",
    )


def tertulis(klien: Client) -> str:
    """Return what the pile says."""
    return read(isi(klien.get(ke("tumpukan")))).text


def terpilih(balai: Balai, surat_id: UUID) -> str:
    """Return who is chosen beforehand to sign the paper."""
    page = isi(balai.operator.get(ke("cetak_basah", surat_id)))
    cocok = re.search(
        r'name="penanda_tangan" value="([^"]+)"[^>]*checked|<option value="([^"]+)" selected', page
    )
    assert cocok, page
    return cocok[1] or cocok[2]


# ---- who acts today ----


@pytest.mark.parametrize("cara", Ganti)
def test_the_paper_is_signed_by_whoever_acts_today_unless_another_is_chosen(
    balai: Balai, cara: Ganti
) -> None:
    surat_id = balai.dalam(diparaf, balai.orang)
    assert terpilih(balai, surat_id) == str(balai.orang.kades_pejabat)
    ganti(balai, cara)
    assert terpilih(balai, surat_id) == str(pejabat(balai, Jabatan.SEKRETARIS_DESA))
    page = isi(balai.operator.get(ke("cetak_basah", surat_id)))
    assert str(balai.orang.kades_pejabat) in page, "the head may have come by"


def test_an_absence_of_next_week_changes_nothing_today(balai: Balai) -> None:
    surat_id = balai.dalam(diparaf, balai.orang)
    ganti(balai, Ganti.PLH, 7, 9)
    assert terpilih(balai, surat_id) == str(balai.orang.kades_pejabat)
    assert "Sedang digantikan" not in tertulis(balai.kades)


@pytest.mark.parametrize(
    ("cara", "sebagai"), [(Ganti.PLH, "Plh. Kepala Desa"), (Ganti.ATAS_NAMA, "a.n. Kepala Desa")]
)
def test_the_absent_head_reads_where_letters_go_and_what_he_may_do(
    siap: Balai, cara: Ganti, sebagai: str
) -> None:
    siap.dalam(diparaf, siap.orang)
    assert "1 surat menunggu tanda tangan Bapak/Ibu" in tertulis(siap.kades)
    ganti(siap, cara)
    teks = tertulis(siap.kades)
    assert "1 surat menunggu tanda tangan Dadang Suhendar, S.IP." in teks
    assert f"ditandatangani Dadang Suhendar, S.IP. sebagai {sebagai} sampai" in teks
    assert "membaca, mengembalikan, atau menandatangani sendiri" in teks
    assert ke("kades_keluar") in isi(siap.kades.get(ke("tumpukan")))


@pytest.mark.parametrize("cara", Ganti)
def test_whoever_acts_sees_an_ordinary_pile(siap: Balai, cara: Ganti) -> None:
    siap.dalam(diparaf, siap.orang)
    ganti(siap, cara)
    teks = tertulis(browser(siap.orang.sekdes))
    assert "Sedang digantikan" not in teks
    assert "menunggu tanda tangan Bapak/Ibu" in teks


def test_the_absent_head_signs_himself_in_his_own_words(siap: Balai) -> None:
    surat_id = siap.dalam(diparaf, siap.orang)
    ganti(siap, Ganti.PLH)
    siap.kades.post(ke("putuskan"), {**pilih(surat_id), "frasa": FRASA, "aksi": "tanda_tangani"})
    r = lihat(siap, surat_id)
    assert r.status is Status.TERBIT
    assert r.data is not None and "Plh" not in str(r.data)


def test_a_kasi_who_only_initials_replaces_nobody(siap: Balai) -> None:
    siap.dalam(diparaf, siap.orang)
    kasi(siap)
    assert "Sedang digantikan" not in tertulis(siap.kades)


# ---- every page ----


def panjang(siap: Balai) -> UUID:
    """Bring a letter of several pages to the signer."""
    surat_id: UUID = siap.dalam(diajukan, siap.orang)
    blok = [b for b in katalog()["sku"].badan if b.jenis == "paragraf" and not b.kunci]
    kata = {b.kode: (f"{b.isi} " + "Usahanya sudah lama berjalan dengan baik. " * 90)[:1900] for b in blok}
    siap.dalam(ubah_kata, surat_id=surat_id, versi=1, kata=kata, oleh=siap.orang.pelaku(Peran.OPERATOR))
    naik(siap, surat_id, 2)
    return surat_id


def test_the_pile_holds_the_first_page_and_the_way_to_the_others(siap: Balai) -> None:
    surat_id = panjang(siap)
    page = isi(siap.kades.get(ke("tumpukan")))
    assert page.count("/halaman/1.png") == 1
    assert "/halaman/2.png" not in page, "nothing is loaded before it is wanted"
    assert f'hx-get="{ke("halaman_lain", surat_id)}" hx-trigger="revealed"' in page
    assert f'value="{ke("baca", surat_id)}?dari=tumpukan"' in page, "without a script by a button"


def test_the_other_pages_are_closed_and_each_has_its_picture(siap: Balai) -> None:
    surat_id = panjang(siap)
    jawab = isi(siap.kades.get(ke("halaman_lain", surat_id), headers=HTMX))
    banyak = int(re.search(r"Surat ini (\d+) halaman", jawab)[1])  # type: ignore[index]
    assert banyak >= 2
    assert jawab.count("<details>") == jawab.count('loading="lazy"') == banyak - 1
    assert "<html" not in jawab and len(jawab) < 1_600
    for nomor in range(2, banyak + 1):
        gambar = ke("halaman", surat_id, nomor)
        assert f'<img src="{gambar}"' in jawab
        assert siap.kades.get(gambar).content.startswith(b"\x89PNG")
    assert siap.kades.get(ke("halaman", surat_id, banyak + 1)).status_code == 404


def test_of_a_short_letter_it_is_said_that_this_was_all(siap: Balai) -> None:
    surat_id = siap.dalam(diparaf, siap.orang)
    jawab = isi(siap.kades.get(ke("halaman_lain", surat_id), headers=HTMX))
    assert "Surat ini satu halaman." in jawab
    assert "<img" not in jawab


def test_a_letter_of_another_village_has_no_pages_here(siap: Balai, balai_lain: Balai) -> None:
    surat_id = siap.dalam(diparaf, siap.orang)
    assert balai_lain.kades.get(ke("halaman_lain", surat_id)).status_code == 404
    assert Client().get(ke("halaman_lain", surat_id)).status_code == 302
