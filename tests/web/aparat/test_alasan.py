"""Going back, ending, and being too late: reasons that are read, notes that are not lost, pages that stay fresh."""

import html
import re
from typing import Any
from uuid import UUID, uuid4

import pytest

from eoffice.jejak.selectors import akses_atas
from eoffice.kernel.peran import Peran
from eoffice.penduduk.models import Penduduk
from eoffice.surat.rules.alur import Aksi, Status
from tests.web.aparat.conftest import HTMX, Balai, isi, ke, rekan, sebagian
from tests.web.aparat.perjalanan import ALASAN, di, langkah, lihat

pytestmark = pytest.mark.django_db
O, S, K = "operator", "sekdes", "kades"
SEMUA_SYARAT = ["pengantar", "ktp", "kk", "foto_usaha"]


@pytest.fixture
def surat_id(balai: Balai) -> UUID:
    """An application that waits for the operator."""
    return di(balai, Status.DIAJUKAN)


def kembalikan(balai: Balai, surat_id: UUID, aksi: str = "kembalikan", **data: Any) -> Any:
    """Send the page of the reason."""
    return balai.operator.post(ke("alasan", surat_id, aksi), {"versi": 1, "catatan": ALASAN, **data})


def periksa(balai: Balai, surat_id: UUID, **data: Any) -> Any:
    """Press "Sesuai, teruskan"."""
    dasar = {"aksi": "verifikasi", "versi": 1, "diperiksa": SEMUA_SYARAT, "catatan": ""}
    return balai.operator.post(ke("langkah", surat_id), dasar | data)


def test_the_page_of_the_reason_names_the_letter_and_what_may_be_mended(balai: Balai, surat_id: UUID) -> None:
    page = isi(balai.operator.get(ke("alasan", surat_id, "kembalikan")))
    assert "Apa yang harus diperbaiki warga?" in page
    assert f"tiket {lihat(balai, surat_id).tiket}" in page.replace("<wbr>", "")
    pilihan = re.findall(r'name="perbaiki" value="(\w+)"', page)
    assert [p for p in pilihan if p.startswith("berkas_")] == [f"berkas_{s}" for s in (*SEMUA_SYARAT, "pbb")]
    assert {"isian_nama_usaha", "isian_keperluan"} <= set(pilihan)
    assert "isian_omzet" not in pilihan, "what was not asked or answered is not offered"
    assert f'href="{ke("periksa", surat_id)}"' in page


@pytest.mark.parametrize(
    ("perbaiki", "awal"),
    [
        ([], ""),
        (["berkas_ktp"], "Perbaiki: KTP. "),
        (["berkas_ktp", "isian_nama_usaha"], "Perbaiki: KTP, Nama usaha. "),
    ],
)
def test_what_to_mend_stands_before_the_words(
    balai: Balai, surat_id: UUID, perbaiki: list[str], awal: str
) -> None:
    assert kembalikan(balai, surat_id, perbaiki=perbaiki).status_code == 302
    assert lihat(balai, surat_id).langkah[-1].catatan == f"{awal}{ALASAN}"


@pytest.mark.parametrize(
    "perbaiki", [["x"], ["berkas_"], ["berkas_ktp", "<script>"], ["isian_tidak_ada"], ["\x00"]]
)
def test_what_is_not_offered_cannot_be_asked_for(balai: Balai, surat_id: UUID, perbaiki: list[str]) -> None:
    page = isi(kembalikan(balai, surat_id, perbaiki=perbaiki), 422)
    assert "Pilihan itu tidak ada." in page
    assert ALASAN in page, "the words stay"
    assert lihat(balai, surat_id).status is Status.DIAJUKAN


@pytest.mark.parametrize("catatan", ["", "   ", "\u200b\u200b", "\n\n"])
def test_a_reason_of_nothing_is_none(balai: Balai, surat_id: UUID, catatan: str) -> None:
    page = isi(kembalikan(balai, surat_id, catatan=catatan), 422)
    assert "Tulis alasannya, supaya yang membaca tahu apa yang harus dilakukan." in page
    assert lihat(balai, surat_id).versi == 1


def test_a_reason_longer_than_a_note_is_refused_and_stays_typed(balai: Balai, surat_id: UUID) -> None:
    page = isi(kembalikan(balai, surat_id, catatan="panjang " * 70), 422)
    assert "Paling banyak 500 huruf" in page
    assert "panjang panjang" in page


def test_a_long_reason_with_things_to_mend_is_no_crash(balai: Balai, surat_id: UUID) -> None:
    """The list of what to mend is put before the words, and both together have one limit."""
    jawab = kembalikan(balai, surat_id, catatan="x" * 495, perbaiki=["berkas_ktp", "berkas_kk"])
    assert jawab.status_code == 422
    assert "x" * 495 in isi(jawab, 422)
    assert lihat(balai, surat_id).status is Status.DIAJUKAN


@pytest.mark.parametrize("versi", ["", "x", "-1", "1.5", "9" * 40, "２"])
def test_a_broken_version_sends_nothing_back(balai: Balai, surat_id: UUID, versi: str) -> None:
    assert kembalikan(balai, surat_id, versi=versi).status_code in {409, 422}
    assert lihat(balai, surat_id).versi == 1


@pytest.mark.parametrize(
    ("status", "siapa", "aksi", "tanya", "bahaya"),
    [
        (Status.DIAJUKAN, O, "tolak", "Tolak permohonan ini?", True),
        (Status.DIAJUKAN, O, "tarik", "Batalkan permohonan ini?", True),
        (Status.TERVERIFIKASI, S, "kembalikan", "Mengapa surat ini dikembalikan?", False),
        (Status.DIPARAF, K, "kembalikan", "Mengapa surat ini dikembalikan?", False),
        (Status.MENUNGGU_BASAH, O, "batalkan", "Batalkan nomor surat ini?", True),
    ],
)
def test_each_way_back_asks_in_its_own_words(
    balai: Balai, status: Status, siapa: str, aksi: str, tanya: str, bahaya: bool
) -> None:
    page = isi(getattr(balai, siapa).get(ke("alasan", di(balai, status), aksi)))
    assert tanya in page
    assert ("tombol bahaya" in page) is bahaya
    assert 'name="perbaiki"' not in page, "only the citizen is told what to mend"


def test_the_next_reader_sees_the_reason_first(balai: Balai, surat_id: UUID) -> None:
    langkah(balai, surat_id, Aksi.VERIFIKASI)
    balai.sekdes.post(ke("alasan", surat_id, "kembalikan"), {"versi": 2, "catatan": "NIK di KK <berbeda>."})
    page = isi(balai.operator.get(ke("periksa", surat_id)))
    assert page.index("Dikembalikan oleh Dadang Suhendar, S.IP.") < page.index("Data pemohon")
    assert "NIK di KK &lt;berbeda&gt;." in page


def test_a_note_for_the_colleague_travels_with_the_letter(balai: Balai, surat_id: UUID) -> None:
    assert periksa(balai, surat_id, catatan="Sudah saya telepon.").status_code == 302
    assert "Sudah saya telepon." in isi(balai.sekdes.get(ke("periksa", surat_id)))


@pytest.mark.parametrize("diperiksa", [[], ["ktp"], SEMUA_SYARAT[:-1], [*SEMUA_SYARAT[:-1], "x"], ["\x00"]])
def test_half_a_check_is_none(balai: Balai, surat_id: UUID, diperiksa: list[str]) -> None:
    page = isi(periksa(balai, surat_id, diperiksa=diperiksa, catatan="Catatan saya."), 422)
    assert 'href="#id_diperiksa' in page
    assert "Catatan saya." in page
    assert lihat(balai, surat_id).status is Status.DIAJUKAN


def test_a_double_click_is_told_as_done(balai: Balai, surat_id: UUID) -> None:
    assert kembalikan(balai, surat_id).status_code == 302
    lagi = kembalikan(balai, surat_id)
    assert "Sudah tersimpan dari tekanan pertama." in isi(balai.operator.get(lagi.headers["Location"]))
    assert [lk.aksi for lk in lihat(balai, surat_id).langkah] == ["ajukan", "kembalikan"]


@pytest.mark.parametrize("aksi", ["kembalikan", "tolak", "tarik"])
def test_who_comes_second_keeps_his_words_and_sees_the_first(balai: Balai, surat_id: UUID, aksi: str) -> None:
    sari = rekan(balai)
    assert periksa(balai, surat_id).status_code == 302
    telat = sari.post(ke("alasan", surat_id, aksi), {"versi": 1, "catatan": "Kata <Sari>."})
    page = isi(telat, 409)
    assert "Diperiksa, sesuai, oleh Rika Amelia" in page
    assert "Kata &lt;Sari&gt;." in page
    assert ke("periksa", surat_id) in page
    assert len(lihat(balai, surat_id).langkah) == 2


def test_the_same_press_by_two_people_is_no_double_click(balai: Balai, surat_id: UUID) -> None:
    sari = rekan(balai)
    assert periksa(balai, surat_id).status_code == 302
    data = {"aksi": "verifikasi", "versi": 1, "diperiksa": SEMUA_SYARAT, "catatan": "Kata Sari."}
    assert "Kata Sari." in isi(sari.post(ke("langkah", surat_id), data), 409)
    lain = di(balai, Status.DIAJUKAN)
    assert kembalikan(balai, lain).status_code == 302
    telat = sari.post(ke("alasan", lain, "kembalikan"), {"versi": 1, "catatan": "Kata Sari."})
    assert "Dikembalikan, oleh Rika Amelia" in isi(telat, 409)


def test_a_rule_that_says_no_is_said_on_the_page(balai: Balai, surat_id: UUID) -> None:
    balai.dalam(lambda: Penduduk.objects.filter(pk=balai.orang.penduduk_id).update(status_dasar=2))
    page = isi(balai.operator.get(ke("periksa", surat_id)))
    assert "Menurut data desa, pemohon berstatus mati." in page
    paksa = isi(periksa(balai, surat_id), 422)
    assert "Belum dapat dijalankan" in paksa
    assert "sudah pindah atau meninggal" in paksa
    assert lihat(balai, surat_id).status is Status.DIAJUKAN


def test_a_name_that_changed_in_the_register_is_marked(balai: Balai, surat_id: UUID) -> None:
    balai.dalam(lambda: Penduduk.objects.filter(pk=balai.orang.penduduk_id).update(nama="Euis Kurniasih"))
    page = isi(balai.operator.get(ke("periksa", surat_id)))
    assert "Saat dikirim: Euis Komariah" in page


def test_who_was_missing_from_the_last_list_is_pointed_out(balai: Balai, surat_id: UUID) -> None:
    from eoffice.kernel import clock

    balai.dalam(lambda: Penduduk.objects.filter(pk=balai.orang.penduduk_id).update(hilang_pada=clock.now()))
    assert "Pastikan masih tinggal di desa." in isi(balai.operator.get(ke("periksa", surat_id)))


def test_every_attachment_can_be_laid_beside_the_data(balai: Balai, surat_id: UUID) -> None:
    for b in lihat(balai, surat_id).berkas:
        page = isi(balai.operator.get(ke("periksa", surat_id) + f"?lampiran={b.id}"))
        assert f'src="{ke("berkas", surat_id, b.id)}"' in page
    surat = isi(balai.operator.get(ke("periksa", surat_id) + "?lampiran=surat"))
    assert f'src="{ke("halaman", surat_id, 1)}"' in surat
    for rusak in ("x", "%00", str(uuid4()), "../..", "<script>"):
        assert balai.operator.get(ke("periksa", surat_id), {"lampiran": rusak}).status_code == 200


def test_an_attachment_belongs_to_its_letter_and_its_opening_is_written_down(
    balai: Balai, surat_id: UUID, balai_lain: Balai
) -> None:
    lain, asing = di(balai, Status.DIAJUKAN), di(balai_lain, Status.DIAJUKAN)
    b = lihat(balai, lain).berkas[0]
    assert balai.operator.get(ke("berkas", surat_id, b.id)).status_code == 404
    assert balai.operator.get(ke("berkas", asing, lihat(balai_lain, asing).berkas[0].id)).status_code == 404
    assert balai.operator.get(ke("berkas", lain, b.id)).status_code == 200
    assert [a.tindakan for a in balai.dalam(akses_atas, "surat", lain)] == [f"lihat_berkas {b.syarat}"]


@pytest.mark.parametrize(
    ("siapa", "cara", "kode"),
    [(O, "post", 200), (S, "post", 200), (K, "post", 404), (O, "get", 405), (S, "get", 405)],
)
def test_the_whole_number_is_for_those_who_check(
    balai: Balai, surat_id: UUID, siapa: str, cara: str, kode: int
) -> None:
    jawab = getattr(getattr(balai, siapa), cara)(ke("periksa_nik", surat_id))
    assert jawab.status_code == kode
    assert ("3207154506859001" in jawab.content.decode()) is (kode == 200)
    catatan = [a.tindakan for a in balai.dalam(akses_atas, "penduduk", balai.orang.penduduk_id)]
    assert catatan == (["lihat_nik"] if kode == 200 else [])


def test_the_number_for_htmx_is_that_of_the_page(balai: Balai, surat_id: UUID) -> None:
    penuh = isi(balai.operator.post(ke("periksa_nik", surat_id)))
    bagian = isi(balai.operator.post(ke("periksa_nik", surat_id), headers=HTMX))
    assert sebagian(bagian, "nik") == sebagian(penuh, "nik")


@pytest.mark.parametrize("nomor", [0, 2, 9, 999, 10**9])
def test_a_page_that_a_letter_does_not_have_is_not_found(balai: Balai, surat_id: UUID, nomor: int) -> None:
    assert balai.operator.get(ke("halaman", surat_id, nomor)).status_code == 404


def test_reading_large_leads_back_to_where_one_came_from(balai: Balai, surat_id: UUID) -> None:
    page = isi(balai.operator.get(ke("baca", surat_id)))
    assert f'href="{ke("periksa", surat_id)}"' in page
    assert f'src="{ke("halaman", surat_id, 1)}?besar"' in page
    dari = html.unescape(isi(balai.kades.get(ke("baca", surat_id) + "?dari=tumpukan")))
    assert f'href="{ke("tumpukan")}#s{surat_id.hex}"' in dari
    kecil, besar = (balai.operator.get(ke("halaman", surat_id, 1) + k).content for k in ("", "?besar"))
    assert len(besar) > len(kecil)


def test_a_draft_is_marked_as_one_and_a_signed_page_is_not(balai: Balai) -> None:
    """Before the number a page shows today's signer and a watermark; with the number its words are fixed."""
    surat_id = di(balai, Status.DIPARAF)
    draf = balai.operator.get(ke("halaman", surat_id, 1)).content
    assert balai.kades.get(ke("halaman", surat_id, 1)).content == draf
    versi = lihat(balai, surat_id).versi
    data = {"versi": versi, "penanda_tangan": str(balai.orang.kades_pejabat)}
    balai.operator.post(ke("cetak_basah", surat_id), data)
    assert balai.operator.get(ke("halaman", surat_id, 1)).content != draf


def test_the_way_so_far_names_who_did_what(balai: Balai, surat_id: UUID) -> None:
    langkah(balai, surat_id, Aksi.VERIFIKASI)
    langkah(balai, surat_id, Aksi.KEMBALIKAN, Peran.PEMERIKSA)
    page = isi(balai.operator.get(ke("periksa", surat_id)))
    for kata in ("Dikirim", "Diperiksa, sesuai", ALASAN, "Dadang Suhendar, S.IP.", "Rika Amelia"):
        assert kata in page, kata
