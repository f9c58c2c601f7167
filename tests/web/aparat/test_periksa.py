"""Checking one application: what is shown, what is decided, who was first, hostile text."""

import re
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from eoffice.jejak.selectors import akses_atas
from eoffice.kernel.peran import Peran
from eoffice.surat import services as surat
from eoffice.surat.rules.alur import Aksi, Status
from eoffice.surat.selectors.meja import Rincian, rincian
from tests.pabrik import diajukan, diparaf
from tests.web.aparat.conftest import Balai, browser, isi

pytestmark = pytest.mark.django_db
NIK = "3207154506859001"
DIPERIKSA = ["pengantar", "ktp", "kk", "foto_usaha"]


def ke(nama: str, *args: Any) -> str:
    """Return an address of the office."""
    return reverse(f"aparat:{nama}", args=args)


@pytest.fixture
def surat_id(balai: Balai) -> UUID:
    """An application that waits for the operator."""
    return UUID(str(balai.dalam(diajukan, balai.orang)))


def lihat(balai: Balai, surat_id: UUID) -> Rincian:
    """Read the letter as it is now."""
    return balai.dalam(rincian, surat_id)  # type: ignore[no-any-return]


def verifikasi(klien: Client, surat_id: UUID, versi: int = 1, **isi: Any) -> Any:
    """Press "Sesuai, teruskan"."""
    data = {"aksi": "verifikasi", "versi": versi, "diperiksa": DIPERIKSA, "catatan": "", **isi}
    return klien.post(ke("langkah", surat_id), data)


def test_the_page_shows_the_register_the_answers_and_the_files(balai: Balai, surat_id: UUID) -> None:
    page = balai.operator.get(ke("periksa", surat_id)).content.decode()
    assert "Keterangan Usaha, Euis Komariah" in page
    assert NIK not in page
    assert "Warung Bu Euis" in page
    assert "Sesuai, teruskan ke Sekdes" in page
    assert "Minta perbaikan" in page
    b = lihat(balai, surat_id).berkas[0]
    gambar = balai.operator.get(ke("berkas", surat_id, b.id))
    assert gambar.headers["Content-Type"] == "image/jpeg"
    assert gambar.headers["Cache-Control"] == "private, no-store"
    halaman = balai.operator.get(ke("halaman", surat_id, 1))
    assert halaman.content.startswith(b"\x89PNG")
    assert balai.operator.get(ke("halaman", surat_id, 9)).status_code == 404


def test_opening_is_logged_and_the_whole_nik_only_on_demand(balai: Balai, surat_id: UUID) -> None:
    balai.operator.get(ke("periksa", surat_id))
    page = balai.operator.post(ke("periksa_nik", surat_id)).content.decode()
    assert NIK in page
    atas_surat = balai.dalam(akses_atas, "surat", surat_id)
    atas_orang = balai.dalam(akses_atas, "penduduk", balai.orang.penduduk_id)
    assert [a.tindakan for a in atas_surat] == ["lihat"]
    assert [(a.tindakan, a.pengguna_id) for a in atas_orang] == [("lihat_nik", balai.orang.operator)]
    sebagian = balai.operator.post(
        ke("periksa_nik", surat_id), headers={"HX-Request": "true"}
    ).content.decode()
    assert "<html" not in sebagian
    assert re.search(r'id="nik">' + NIK, sebagian)


def test_verifying_wants_every_document_checked(balai: Balai, surat_id: UUID) -> None:
    kurang = verifikasi(balai.operator, surat_id, diperiksa=["ktp"], catatan="sudah lihat")
    assert kurang.status_code == 422
    assert "sudah lihat" in kurang.content.decode()
    assert lihat(balai, surat_id).status is Status.DIAJUKAN
    assert verifikasi(balai.operator, surat_id).status_code == 302
    assert lihat(balai, surat_id).status is Status.TERVERIFIKASI


def test_pressing_twice_is_no_conflict(balai: Balai, surat_id: UUID) -> None:
    verifikasi(balai.operator, surat_id)
    lagi = verifikasi(balai.operator, surat_id)
    assert lagi.status_code in {302, 422}
    assert len(lihat(balai, surat_id).langkah) == 2


def test_who_comes_second_sees_the_letter_as_it_is_now(balai: Balai, surat_id: UUID) -> None:
    balai.operator.get(ke("alasan", surat_id, "kembalikan"))
    verifikasi(balai.operator, surat_id)
    lain = browser(_operator_kedua(balai))
    telat = lain.post(ke("alasan", surat_id, "kembalikan"), {"versi": 1, "catatan": "KTP buram sekali"})
    assert telat.status_code == 409
    page = telat.content.decode()
    assert "KTP buram sekali" in page, "the note is not lost"
    assert "Rika Amelia" in page
    assert "Menunggu paraf" in page


def _operator_kedua(balai: Balai) -> Any:
    from datetime import date

    from eoffice.akun import services
    from eoffice.akun.rules.jabatan import Jabatan

    def buat() -> Any:
        p = services.buat_aparat(
            nama_masuk="dua.x", nama="Operator Dua", sandi="kata yang panjang", pelaku="u"
        )
        services.angkat(pejabat_id=p.pk, jabatan=Jabatan.KASI_PELAYANAN, mulai=date(2020, 1, 1), pelaku="u")
        return p.pengguna_id

    return balai.dalam(buat)


def test_sending_back_names_what_to_mend(balai: Balai, surat_id: UUID) -> None:
    page = balai.operator.get(ke("alasan", surat_id, "kembalikan")).content.decode()
    assert "Foto tempat usaha" in page
    kosong = balai.operator.post(ke("alasan", surat_id, "kembalikan"), {"versi": 1})
    assert kosong.status_code == 422
    assert "Tulis alasannya" in kosong.content.decode()
    isi = {"versi": 1, "perbaiki": ["berkas_ktp"], "catatan": "Fotonya buram. Kirim foto baru."}
    assert balai.operator.post(ke("alasan", surat_id, "kembalikan"), isi).status_code == 302
    r = lihat(balai, surat_id)
    assert r.status is Status.DIKEMBALIKAN
    assert r.langkah[-1].catatan == "Perbaiki: KTP. Fotonya buram. Kirim foto baru."


def test_refusing_ends_it(balai: Balai, surat_id: UUID) -> None:
    tanya = balai.operator.get(ke("alasan", surat_id, "tolak")).content.decode()
    assert "tombol bahaya" in tanya
    balai.operator.post(ke("alasan", surat_id, "tolak"), {"versi": 1, "catatan": "Usahanya di desa lain."})
    assert lihat(balai, surat_id).status is Status.DITOLAK
    assert "Sesuai, teruskan" not in isi(balai.operator.get(ke("periksa", surat_id)))


@pytest.mark.parametrize("aksi", ["tanda_tangani", "terbitkan", "ajukan", "cabut", "ubah", "x"])
def test_only_moves_that_ask_for_a_reason_have_that_page(balai: Balai, surat_id: UUID, aksi: str) -> None:
    assert balai.operator.get(f"/aparat/permohonan/{surat_id}/langkah/{aksi}/").status_code == 404


@pytest.mark.parametrize("versi", ["", "abc", "-1", "99", "1; DROP TABLE", "１"])
def test_a_broken_version_changes_nothing(balai: Balai, surat_id: UUID, versi: str) -> None:
    assert verifikasi(balai.operator, surat_id, versi=versi).status_code in {409, 422}  # type: ignore[arg-type]
    assert lihat(balai, surat_id).status is Status.DIAJUKAN


def test_the_secretary_initials_and_nobody_checks_alone(balai: Balai, surat_id: UUID) -> None:
    verifikasi(balai.operator, surat_id)
    assert "Paraf, teruskan" in balai.sekdes.get(ke("periksa", surat_id)).content.decode()
    assert balai.sekdes.post(ke("langkah", surat_id), {"aksi": "paraf", "versi": 2}).status_code == 302
    assert lihat(balai, surat_id).status is Status.DIPARAF


def test_mended_answers_stand_beside_the_applicants_own(balai: Balai, surat_id: UUID) -> None:
    from tests.pabrik import SKU

    isi = {**SKU, "nama_usaha": "Warung Makan Bu Euis", "versi": 1}
    assert balai.operator.post(ke("isian", surat_id), isi).status_code == 302
    page = balai.operator.get(ke("periksa", surat_id)).content.decode()
    assert "<mark>Warung Makan Bu Euis</mark>" in page
    assert "Semula: Warung Bu Euis" in page
    salah = balai.operator.post(ke("isian", surat_id), {**isi, "mulai_usaha": "kapan-kapan", "versi": 2})
    assert salah.status_code == 422
    assert "kapan-kapan" in salah.content.decode()
    basi = balai.operator.post(ke("isian", surat_id), {**isi, "nama_usaha": "Lain", "versi": 1})
    assert basi.status_code == 409


def kotak(page: str) -> dict[str, str]:
    """Return the boxes of the words page as they stand in it."""
    import html

    pola = re.compile(r'<textarea name="(blok_\w+)"[^>]*>(.*?)</textarea>', re.DOTALL)
    return {nama: html.unescape(isi).strip("\r\n") for nama, isi in pola.findall(page)}


def test_words_are_tried_before_they_are_kept(balai: Balai, surat_id: UUID) -> None:
    page = balai.operator.get(ke("kata", surat_id)).content.decode()
    isi = kotak(page)
    assert "data:image/png;base64," in page
    nama = "blok_keperluan"
    baru = {**isi, nama: isi[nama] + " Usaha ini sudah kami lihat sendiri.", "versi": "1"}
    lihat_dulu = balai.operator.post(ke("kata", surat_id), baru | {"aksi": "lihat"})
    assert lihat_dulu.status_code == 200
    assert lihat(balai, surat_id).ubahan == {}
    assert balai.operator.post(ke("kata", surat_id), baru | {"aksi": "simpan"}).status_code == 302
    assert set(lihat(balai, surat_id).ubahan) == {"keperluan"}
    assert "Kata-kata surat yang diubah" in balai.operator.get(ke("periksa", surat_id)).content.decode()
    balai.operator.post(ke("kata", surat_id), {**isi, "versi": "2", "aksi": "asal"})
    assert lihat(balai, surat_id).ubahan == {}


@pytest.mark.parametrize("teks", ["", "Isi {tidak_ada}.", "Isi {keperluan", '#read("/etc/passwd") {'])
def test_bad_words_are_refused_beside_their_box(balai: Balai, surat_id: UUID, teks: str) -> None:
    isi = kotak(balai.operator.get(ke("kata", surat_id)).content.decode())
    salah = balai.operator.post(
        ke("kata", surat_id), {**isi, "blok_keperluan": teks, "versi": "1", "aksi": "simpan"}
    )
    assert salah.status_code == 422
    assert "ringkas-galat" in salah.content.decode()


JAHAT = '<script>alert(1)</script>"\'{{7*7}}{% csrf %}#read("/etc/passwd")=1+1'


def test_hostile_text_is_only_text(balai: Balai, surat_id: UUID) -> None:
    from tests.pabrik import SKU

    balai.operator.post(ke("isian", surat_id), {**SKU, "nama_usaha": JAHAT[:100], "versi": 1})
    for alamat in (ke("periksa", surat_id), ke("kata", surat_id), "/aparat/permohonan/?q=<script>alert(2)"):
        page = balai.operator.get(alamat).content.decode()
        assert "<script>alert" not in page
        assert "49" not in re.findall(r"Warung[^<]*", page)
    balai.operator.post(ke("alasan", surat_id, "kembalikan"), {"versi": 2, "catatan": JAHAT})
    page = balai.operator.get(ke("periksa", surat_id)).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_nothing_is_inline(balai: Balai, surat_id: UUID) -> None:
    for alamat in (ke("periksa", surat_id), ke("kata", surat_id), "/aparat/", "/aparat/penduduk/"):
        page = balai.operator.get(alamat).content.decode()
        assert not re.search(r"<style|style=|<script(?![^>]*src=)|\son\w+=|javascript:", page)


def test_list_filters_by_state_type_and_words(balai: Balai, surat_id: UUID) -> None:
    r = lihat(balai, surat_id)
    ada = lambda kueri: r.tiket in balai.operator.get(f"/aparat/permohonan/{kueri}").content.decode()  # noqa: E731
    assert ada("")
    assert ada("?keadaan=semua&jenis=sku&q=euis")
    assert ada(f"?keadaan=semua&q={r.tiket.lower().replace('-', ' ')}")
    assert not ada("?keadaan=terbit")
    assert not ada("?keadaan=semua&jenis=sktm")
    assert not ada("?keadaan=semua&q=tidak ada orang ini")
    for rusak in ("?hal=99", "?hal=x", "?keadaan=%00", "?jenis=../../", "?hal=-1", "?keadaan=semua&hal=0"):
        assert balai.operator.get(f"/aparat/permohonan/{rusak}").status_code == 200, rusak


def test_first_page_shows_piles_by_role(balai: Balai, surat_id: UUID) -> None:
    beranda = balai.operator.get("/aparat/").content.decode()
    assert "Perlu diperiksa" in beranda
    assert "Layani warga di loket" in beranda
    assert lihat(balai, surat_id).tiket in beranda
    assert "Tidak ada yang menunggu Anda" in balai.kades.get("/aparat/").content.decode()
    assert "Menunggu paraf" in balai.sekdes.get("/aparat/").content.decode()


def test_an_expired_session_gives_back_what_was_typed(balai: Balai, surat_id: UUID) -> None:
    klien = Client(enforce_csrf_checks=True)
    klien.cookies = balai.operator.cookies
    klien.get(ke("alasan", surat_id, "kembalikan"))
    klien.post("/aparat/keluar/")
    isi = {"versi": 1, "catatan": "Alasan yang panjang sekali", "csrfmiddlewaretoken": "lama"}
    alamat = ke("alasan", surat_id, "kembalikan")
    balas = klien.post(alamat, isi, headers={"Origin": "http://testserver"})
    assert balas.status_code == 403
    assert "Alasan yang panjang sekali" in balas.content.decode()


def test_serving_paper_letters(balai: Balai) -> None:
    surat_id = balai.dalam(diparaf, balai.orang)
    tanya = balai.operator.get(ke("cetak_basah", surat_id)).content.decode()
    assert "H. Oman Rohman (Kepala Desa)" in tanya
    isi = {"versi": 3, "penanda_tangan": str(balai.orang.kades_pejabat)}
    assert balai.operator.post(ke("cetak_basah", surat_id), isi).status_code == 302
    r = lihat(balai, surat_id)
    assert r.status is Status.MENUNGGU_BASAH
    assert r.nomor in balai.operator.get(ke("cetak_basah", surat_id)).content.decode().replace("<wbr>", "")
    pdf = balai.operator.get(ke("lembar_cetak", surat_id))
    assert pdf.content.startswith(b"%PDF-")
    assert "Lampirkan dan terbitkan" in balai.operator.get(ke("periksa", surat_id)).content.decode()
    _lampirkan_pindaian(balai, surat_id, r.versi)


def _lampirkan_pindaian(balai: Balai, surat_id: UUID, versi: int) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from tests.pabrik import foto

    palsu = SimpleUploadedFile("surat.jpg", b"<html>bukan foto", "image/jpeg")
    salah = balai.operator.post(ke("pindaian", surat_id), {"versi": versi, "pindaian": palsu})
    assert salah.status_code == 422
    assert balai.operator.post(ke("pindaian", surat_id), {"versi": versi}).status_code == 422
    berkas = [SimpleUploadedFile(f"{n}.jpg", foto(), "image/jpeg") for n in (1, 2)]
    assert (
        balai.operator.post(ke("pindaian", surat_id), {"versi": versi, "pindaian": berkas}).status_code == 302
    )
    r = lihat(balai, surat_id)
    assert r.status is Status.TERBIT
    assert len(r.pindaian) == 2
    assert balai.operator.get(ke("unduh", surat_id)).content.startswith(b"%PDF-")
    assert balai.operator.get(ke("halaman", surat_id, 2)).headers["Content-Type"] == "image/jpeg"
    assert balai.operator.get(ke("baca", surat_id)).content.decode().count("<img") == 2
    _cabut(balai, surat_id, r.versi)


def _cabut(balai: Balai, surat_id: UUID, versi: int) -> None:
    assert balai.operator.get(ke("cabut", surat_id)).status_code == 404
    basi = browser(balai.orang.kades, segar=False)
    assert basi.get(ke("cabut", surat_id)).headers["Location"].startswith("/aparat/pastikan/")
    tanpa = balai.kades.post(ke("cabut", surat_id), {"versi": versi, "catatan": "Salah nama"})
    assert tanpa.status_code == 422
    isi = {"versi": versi, "catatan": "Salah nama", "paham": "on"}
    assert balai.kades.post(ke("cabut", surat_id), isi).status_code == 302
    assert lihat(balai, surat_id).status is Status.DICABUT


def test_void_numbers_are_listed(balai: Balai) -> None:
    surat_id = balai.dalam(diparaf, balai.orang)
    isi = {"versi": 3, "penanda_tangan": str(balai.orang.kades_pejabat)}
    balai.operator.post(ke("cetak_basah", surat_id), isi)
    r = lihat(balai, surat_id)
    balai.operator.post(
        ke("alasan", surat_id, "batalkan"), {"versi": r.versi, "catatan": "Kertasnya salah cetak"}
    )
    page = balai.operator.get("/aparat/permohonan/nomor-batal/").content.decode()
    assert r.nomor in page
    assert "Kertasnya salah cetak" in page
    assert (
        "Belum ada nomor" in balai.operator.get("/aparat/permohonan/nomor-batal/?tahun=1999").content.decode()
    )


def test_a_returned_letter_can_be_mended_at_the_counter(balai: Balai, surat_id: UUID) -> None:
    oleh = balai.orang.pelaku(Peran.OPERATOR)
    balai.dalam(
        surat.jalankan, surat_id=surat_id, aksi=Aksi.KEMBALIKAN, oleh=oleh, versi=1, catatan="Nama kurang"
    )
    buka = balai.operator.post(ke("langkah", surat_id), {"aksi": "ajukan_ulang"})
    assert "/loket/perbaiki/" in buka.headers["Location"]
    from tests.pabrik import SKU

    kirim = balai.operator.post(buka.headers["Location"], {**SKU, "nama_usaha": "Warung Baru"})
    assert kirim.headers["Location"] == ke("periksa", surat_id)
    r = lihat(balai, surat_id)
    assert r.status is Status.DIAJUKAN
    assert r.nilai["nama_usaha"] == "Warung Baru"
