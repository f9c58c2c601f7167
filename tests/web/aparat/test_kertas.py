"""Letters signed by hand: the number, the print, the scan that becomes the letter, revoking, void numbers."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate

from eoffice.akun import services as akun
from eoffice.akun.rules.jabatan import Bentuk
from eoffice.akun.selectors import daftar_pejabat
from eoffice.dokumen import services as dokumen
from eoffice.jejak.selectors import akses_atas
from eoffice.kernel import clock
from eoffice.surat.rules.alur import Status
from tests.pabrik import diparaf, foto
from tests.web.aparat.berkas_jahat import BUKAN_FOTO, PENANDA, pdf, poliglot
from tests.web.aparat.conftest import Balai, browser, isi, ke, rekan
from tests.web.aparat.perjalanan import cetak, di, lihat, pindai

pytestmark = pytest.mark.django_db
PINDAIAN_LAIN = {
    "Jenis berkas ini tidak diterima. Kirim foto": "Berkas ini bukan foto. Pakai foto JPEG atau PNG.",
    "Berkasnya kosong. Pilih berkas lain.": "Berkasnya kosong. Pilih yang lain.",
}


@pytest.fixture
def dicetak(balai: Balai) -> UUID:
    """A letter whose paper lies on the signer's table."""
    return di(balai, Status.MENUNGGU_BASAH)


def berkas(*data: bytes) -> list[SimpleUploadedFile]:
    """Return files as they are chosen, in order."""
    return [SimpleUploadedFile(f"{n}.jpg", satu, "image/jpeg") for n, satu in enumerate(data)]


def test_asking_says_that_the_number_is_taken_now(balai: Balai) -> None:
    surat_id = balai.dalam(diparaf, balai.orang)
    page = isi(balai.operator.get(ke("cetak_basah", surat_id)))
    assert "Nomor surat diambil sekarang" in page
    assert "H. Oman Rohman (Kepala Desa)" in page
    assert lihat(balai, surat_id).nomor == ""


def test_printing_again_keeps_the_number(balai: Balai, dicetak: UUID) -> None:
    nomor = lihat(balai, dicetak).nomor
    satu, dua = (balai.operator.get(ke("lembar_cetak", dicetak)) for _ in range(2))
    assert satu.content.startswith(b"%PDF-")
    assert satu.headers["Content-Disposition"].endswith('-cetak.pdf"')
    assert dua.status_code == 200
    page = isi(balai.operator.get(ke("cetak_basah", dicetak)))
    assert nomor in page.replace("<wbr>", "")
    kirim = {"versi": lihat(balai, dicetak).versi, "penanda_tangan": str(balai.orang.kades_pejabat)}
    isi(balai.operator.post(ke("cetak_basah", dicetak), kirim))
    assert lihat(balai, dicetak).nomor == nomor
    assert [a.tindakan for a in balai.dalam(akses_atas, "surat", dicetak)] == ["cetak", "cetak"]


def test_two_people_printing_at_once_take_one_number(balai: Balai) -> None:
    surat_id, sari = balai.dalam(diparaf, balai.orang), rekan(balai)
    cetak(balai, surat_id)
    kirim = {"versi": 3, "penanda_tangan": str(balai.orang.kades_pejabat)}
    isi(sari.post(ke("cetak_basah", surat_id), kirim))
    lain = balai.dalam(diparaf, balai.orang)
    cetak(balai, lain)
    urut = [int(re.search(r"/0*(\d+)/", lihat(balai, s).nomor)[1]) for s in (surat_id, lain)]  # type: ignore[index]
    assert urut[1] == urut[0] + 1, "no gap"


def test_a_page_that_is_too_old_answers_409(balai: Balai) -> None:
    surat_id = balai.dalam(diparaf, balai.orang)
    kirim = {"versi": 2, "penanda_tangan": str(balai.orang.kades_pejabat)}
    page = isi(balai.operator.post(ke("cetak_basah", surat_id), kirim), 409)
    assert "ada petugas lain yang memproses permohonan ini" in page
    assert lihat(balai, surat_id).nomor == ""


def test_the_print_is_only_there_while_the_paper_waits(balai: Balai) -> None:
    for status in (Status.DIAJUKAN, Status.DIPARAF, Status.TERBIT):
        surat_id = di(balai, status)
        assert balai.operator.get(ke("lembar_cetak", surat_id)).status_code in {404, 422}, status


def test_a_deputy_can_be_named_with_his_wording(balai: Balai) -> None:
    hari = localdate(clock.now())
    sekdes = balai.dalam(lambda: next(b for b in daftar_pejabat() if b.nama.startswith("Dadang")))
    balai.dalam(
        akun.limpahkan, pejabat_id=sekdes.pejabat_id, bentuk=Bentuk.ATAS_NAMA,
        mulai=hari - timedelta(days=1), selesai=hari + timedelta(days=1), pelaku="uji",
    )  # fmt: skip
    surat_id = balai.dalam(diparaf, balai.orang)
    page = isi(balai.operator.get(ke("cetak_basah", surat_id)))
    assert "Dadang Suhendar, S.IP. (" in page
    kirim = {"versi": 3, "penanda_tangan": str(sekdes.pejabat_id)}
    jawab = balai.operator.post(ke("cetak_basah", surat_id), kirim)
    assert "Yang memeriksa surat ini tidak boleh menandatanganinya." in isi(jawab, 422)
    assert lihat(balai, surat_id).nomor == "", "who initialled does not sign"


def test_the_scan_becomes_the_letter_that_the_citizen_fetches(balai: Balai, dicetak: UUID) -> None:
    page = isi(balai.operator.get(ke("periksa", dicetak)))
    assert "Lampirkan dan terbitkan" in page
    jawab = pindai(balai, dicetak, pindaian=berkas(foto(), foto(), foto()))
    assert "Surat terbit." in isi(balai.operator.get(jawab.headers["Location"]))
    r = lihat(balai, dicetak)
    assert (r.status, len(r.pindaian)) == (Status.TERBIT, 3)
    pertama = balai.operator.get(ke("unduh", dicetak))
    assert pertama.headers["Content-Disposition"] == f'attachment; filename="{r.tiket}.pdf"'
    assert pertama.content == balai.dalam(dokumen.baca, r.sha256)
    assert balai.kades.get(ke("unduh", dicetak)).content == pertama.content
    assert [a.tindakan for a in balai.dalam(akses_atas, "surat", dicetak)].count("unduh") == 2


def test_a_pdf_of_the_scan_is_taken_apart_into_pages(balai: Balai, dicetak: UUID) -> None:
    kertas = balai.operator.get(ke("lembar_cetak", dicetak)).content
    assert pindai(balai, dicetak, pindaian=berkas(kertas, foto())).status_code == 302
    assert len(lihat(balai, dicetak).pindaian) == 2


def test_an_empty_page_is_no_scan(balai: Balai, dicetak: UUID) -> None:
    page = isi(pindai(balai, dicetak, pindaian=berkas(pdf(2))), 422)
    assert "kosong" in page
    assert lihat(balai, dicetak).status is Status.MENUNGGU_BASAH


def test_what_hides_behind_a_scan_is_not_in_the_letter(balai: Balai, dicetak: UUID) -> None:
    pindai(balai, dicetak, pindaian=berkas(poliglot()))
    halaman = balai.operator.get(ke("halaman", dicetak, 1))
    assert PENANDA not in halaman.content
    assert PENANDA not in balai.operator.get(ke("unduh", dicetak)).content


@pytest.mark.parametrize("jenis", BUKAN_FOTO)
def test_a_scan_that_is_something_else_is_refused_beside_its_box(
    balai: Balai, dicetak: UUID, jenis: str
) -> None:
    data, kata = BUKAN_FOTO[jenis]
    page = isi(pindai(balai, dicetak, pindaian=berkas(foto(), data)), 422)
    assert PINDAIAN_LAIN.get(kata, kata) in page
    assert 'href="#id_pindaian"' in page
    assert 'id="id_pindaian-g"' in page
    r = lihat(balai, dicetak)
    assert (r.status, r.sha256, r.pindaian) == (Status.MENUNGGU_BASAH, "", ())


def test_more_than_twenty_files_are_too_many(balai: Balai, dicetak: UUID) -> None:
    isi(pindai(balai, dicetak, pindaian=berkas(*[foto()] * 21)), 413)
    assert lihat(balai, dicetak).status is Status.MENUNGGU_BASAH


def test_a_scan_sent_twice_issues_once(balai: Balai, dicetak: UUID) -> None:
    versi = lihat(balai, dicetak).versi
    assert pindai(balai, dicetak, versi=versi).status_code == 302
    lagi = pindai(balai, dicetak, versi=versi)
    assert lagi.status_code == 302, "the second press shows what the first did"
    r = lihat(balai, dicetak)
    assert [lk.aksi for lk in r.langkah].count("terbitkan") == 1


def test_the_scan_of_a_colleague_came_first(balai: Balai, dicetak: UUID) -> None:
    versi = lihat(balai, dicetak).versi
    sari = rekan(balai)
    pindai(balai, dicetak, versi=versi)
    telat = sari.post(ke("pindaian", dicetak), {"versi": versi, "pindaian": berkas(foto())})
    assert "Terbit, oleh Rika Amelia" in isi(telat, 409)


def test_an_issued_letter_can_not_be_downloaded_before(balai: Balai, dicetak: UUID) -> None:
    assert balai.operator.get(ke("unduh", dicetak)).status_code == 404


def cabut(balai: Balai, surat_id: UUID, **lain: Any) -> Any:
    """Send the revocation."""
    data = {"versi": lihat(balai, surat_id).versi, "catatan": "Salah nama pemohon.", "paham": "on", **lain}
    return balai.kades.post(ke("cabut", surat_id), data)


def test_revoking_asks_first_and_tells_the_consequence(balai: Balai) -> None:
    surat_id = di(balai, Status.TERBIT)
    page = isi(balai.kades.get(ke("cabut", surat_id)))
    assert lihat(balai, surat_id).nomor in page.replace("<wbr>", "")
    assert "Pencabutan tidak dapat dibatalkan" in page
    assert "tombol bahaya" in page


@pytest.mark.parametrize(
    "lain", [{"paham": ""}, {"catatan": ""}, {"catatan": "   "}, {"versi": ""}, {"versi": "x"}]
)
def test_revoking_half_is_refused_and_keeps_what_was_typed(balai: Balai, lain: dict[str, str]) -> None:
    surat_id = di(balai, Status.TERBIT)
    page = isi(cabut(balai, surat_id, **lain), 422)
    assert ("Salah nama pemohon." in page) is ("catatan" not in lain)
    assert lihat(balai, surat_id).status is Status.TERBIT


def test_a_revoked_letter_keeps_its_file_and_says_why(balai: Balai) -> None:
    surat_id = di(balai, Status.TERBIT)
    assert cabut(balai, surat_id).status_code == 302
    r = lihat(balai, surat_id)
    assert (r.status, r.langkah[-1].catatan) == (Status.DICABUT, "Salah nama pemohon.")
    assert r.dicabut_pada is not None
    assert balai.operator.get(ke("unduh", surat_id)).content.startswith(b"%PDF-")
    page = isi(balai.operator.get(ke("periksa", surat_id)))
    assert "Salah nama pemohon." in page
    assert "Dicabut" in page


def test_revoking_twice_is_told_and_done_once(balai: Balai) -> None:
    surat_id = di(balai, Status.TERBIT)
    versi = lihat(balai, surat_id).versi
    cabut(balai, surat_id)
    assert cabut(balai, surat_id, versi=versi).status_code == 302
    assert [lk.aksi for lk in lihat(balai, surat_id).langkah].count("cabut") == 1


def test_revoking_wants_fresh_proof_also_when_sent(balai: Balai) -> None:
    surat_id = di(balai, Status.TERBIT)
    basi = browser(balai.orang.kades, segar=False)
    kirim = {"versi": lihat(balai, surat_id).versi, "catatan": "Salah nama.", "paham": "on"}
    for jawab in (basi.get(ke("cabut", surat_id)), basi.post(ke("cabut", surat_id), kirim)):
        assert jawab.headers["Location"].startswith(ke("pastikan"))
    assert lihat(balai, surat_id).status is Status.TERBIT


def test_a_void_number_is_listed_and_never_used_again(balai: Balai, dicetak: UUID) -> None:
    lama = lihat(balai, dicetak).nomor
    kirim = {"versi": lihat(balai, dicetak).versi, "catatan": "Kertasnya salah <b>cetak</b>"}
    assert balai.operator.post(ke("alasan", dicetak, "batalkan"), kirim).status_code == 302
    r = lihat(balai, dicetak)
    assert (r.status, r.nomor) == (Status.DIAJUKAN, "")
    page = isi(balai.sekdes.get(ke("daftar_batal")))
    assert lama in page.replace("<wbr>", "")
    assert "Kertasnya salah &lt;b&gt;cetak" in page
    assert ke("periksa", dicetak) in page
    lain = di(balai, Status.MENUNGGU_BASAH)
    assert lihat(balai, lain).nomor != lama


@pytest.mark.parametrize("tahun", ["", "x", "0000", "9999", "20260", "-1", "%00", "２０２６", "1999"])
def test_strange_years_show_an_empty_list(balai: Balai, tahun: str) -> None:
    assert "Belum ada nomor" in isi(balai.operator.get(ke("daftar_batal") + f"?tahun={tahun}"))


@pytest.mark.parametrize("nama", ["cetak_basah", "lembar_cetak", "unduh", "cabut", "baca"])
def test_another_villages_paper_is_not_there(balai: Balai, balai_lain: Balai, nama: str) -> None:
    asing = di(balai_lain, Status.TERBIT)
    klien = balai.kades if nama == "cabut" else balai.operator
    assert klien.get(ke(nama, asing)).status_code == 404
