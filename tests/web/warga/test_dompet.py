"""The wallet on a phone: kept with a tick, used by a press, wiped by a press, and closed to everybody else."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.test import Client

from eoffice.dokumen import services as dokumen
from eoffice.kernel.ids import new_id
from eoffice.kernel.peran import Peran
from eoffice.surat import services as surat
from eoffice.surat.models import Berkas, BerkasSaya, Surat
from eoffice.surat.rules.alur import Aksi
from eoffice.surat.rules.dompet import MAKS_BERKAS
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.pabrik import Pemeran, foto
from tests.surat.test_dompet import gambar
from tests.web.aparat.conftest import browser, ke
from tests.web.markup import read
from tests.web.warga.conftest import Pengisian, hp, unggahan

DAFTAR, BARU = "/warga/berkas/", "/warga/berkas/baru/"


def simpan(hp: Client, isi: bytes | None = None, **ubah: str) -> Any:
    """Keep a file as the form does."""
    data = {"jenis": "ktp", "setuju": "on", **ubah}
    return hp.post(BARU, {**{k: v for k, v in data.items() if v}, "berkas": unggahan(isi or foto())})


def satu(desa: Desa) -> BerkasSaya:
    with lingkup(desa.kode):
        return BerkasSaya.objects.get()


@pytest.fixture
def tersimpan(warga: Client, cisontrol: Desa) -> UUID:
    """A KTP that Euis keeps."""
    assert simpan(warga).headers["Location"] == DAFTAR
    return satu(cisontrol).pk


def test_my_letters_lead_to_my_documents_which_are_none_at_first(warga: Client) -> None:
    assert read(warga.get("/warga/").content.decode()).all("a", href=DAFTAR)
    page = read(warga.get(DAFTAR).content.decode())
    assert "Belum ada berkas" in page.text
    assert page.all("a", href=BARU)


def test_kept_it_is_listed_with_its_end_and_what_was_done_with_it(warga: Client, tersimpan: UUID) -> None:
    page = read(warga.get(DAFTAR).content.decode())
    for kata in ("Berkas disimpan", "KTP", "Dihapus sendiri", "Hanya Anda", "disimpan"):
        assert kata in page.text
    assert page.all("a", href=f"{DAFTAR}{tersimpan}/")
    warga.get(f"{DAFTAR}{tersimpan}/")
    assert "dibuka" in read(warga.get(DAFTAR).content.decode()).text


def test_the_owner_sees_the_picture_and_no_cache_keeps_it(warga: Client, tersimpan: UUID) -> None:
    jawab = warga.get(f"{DAFTAR}{tersimpan}/")
    assert (jawab.headers["Content-Type"], jawab.content[:3]) == ("image/jpeg", b"\xff\xd8\xff")
    assert jawab.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("ubah", "kata"),
    [
        ({"setuju": ""}, "Beri tanda setuju dulu"),
        ({"jenis": ""}, "Pilih salah satu"),
        ({"jenis": "paspor"}, "Pilihan itu tidak ada"),
    ],
)
def test_without_a_tick_or_a_kind_nothing_is_kept(
    warga: Client, cisontrol: Desa, ubah: dict[str, str], kata: str
) -> None:
    jawab = simpan(warga, **ubah)
    assert jawab.status_code == 422
    assert kata in jawab.content.decode()
    with lingkup(cisontrol.kode):
        assert not BerkasSaya.objects.exists()


@pytest.mark.parametrize("isi", [b"<svg onload=alert(1)>", b"MZ program", b"\xff\xd8\xff rusak"])
def test_a_file_that_is_no_photo_is_refused_and_the_choice_stays(
    warga: Client, cisontrol: Desa, isi: bytes
) -> None:
    jawab = simpan(warga, isi, jenis="kk")
    assert jawab.status_code == 422
    assert '<option value="kk" selected' in jawab.content.decode()
    with lingkup(cisontrol.kode):
        assert not BerkasSaya.objects.exists()


def test_no_file_at_all_is_said(warga: Client) -> None:
    jawab = warga.post(BARU, {"jenis": "ktp", "setuju": "on"})
    assert jawab.status_code == 422
    assert "Pilih atau ambil fotonya dulu" in jawab.content.decode()


def test_a_full_wallet_says_so_before_and_after(warga: Client, cast: Pemeran, cisontrol: Desa) -> None:
    with lingkup(cisontrol.kode):
        for nomor in range(MAKS_BERKAS):
            surat.simpan_dompet(
                pemilik=cast.warga, jenis="lain", data=gambar(f"hsl({nomor * 40}, 90%, 40%)"), setuju=True
            )
    page = read(warga.get(DAFTAR).content.decode())
    assert not page.all("a", href=BARU)
    jawab = simpan(warga)
    assert jawab.status_code == 422
    assert "sudah berisi 8 berkas" in jawab.content.decode()


# ---- using ----


def test_at_the_question_it_is_offered_and_attached_without_an_upload(
    isian: Pengisian, tersimpan: UUID, cisontrol: Desa
) -> None:
    alamat = isian.ke("berkas", "ktp")
    halaman = isian.hp.get(alamat).content.decode()
    pakai = isian.ke("pakai", "ktp", tersimpan)
    assert pakai in halaman
    assert "Anda setuju salinannya dilampirkan" in halaman
    assert isian.hp.post(pakai, {"setuju": "ya"}).headers["Location"] == alamat
    (ada,) = isian.isi().berkas
    assert (ada.syarat, ada.sha256) == ("ktp", satu(cisontrol).sidik)
    halaman = isian.hp.get(alamat).content.decode()
    assert "Salinannya dilampirkan" in halaman
    assert pakai not in halaman, "the requirement has its file"
    assert "dipakai untuk permohonan" in read(isian.hp.get(DAFTAR).content.decode()).text


def test_without_the_word_of_the_button_nothing_is_attached(isian: Pengisian, tersimpan: UUID) -> None:
    for data in ({}, {"setuju": ""}, {"setuju": "tidak"}):
        isian.hp.post(isian.ke("pakai", "ktp", tersimpan), data)
    assert isian.isi().berkas == ()
    assert "Beri tanda setuju" in isian.hp.get(isian.ke("berkas", "ktp")).content.decode()


def test_the_document_of_the_kind_that_is_asked_stands_first(isian: Pengisian, tersimpan: UUID) -> None:
    simpan(isian.hp, gambar("teal"), jenis="kk")
    halaman = isian.hp.get(isian.ke("berkas", "kk")).content.decode()
    kk, ktp = halaman.index(">Kartu Keluarga<small>"), halaman.index(">KTP<small>")
    assert kk < ktp
    halaman = isian.hp.get(isian.ke("berkas", "ktp")).content.decode()
    assert halaman.index(">KTP<small>") < halaman.index(">Kartu Keluarga<small>")
    del tersimpan


def test_changing_from_the_check_page_leads_back_there(isian: Pengisian, tersimpan: UUID) -> None:
    isian.lengkapi()
    isi = isian.isi()
    ktp = next(b for b in isi.berkas if b.syarat == "ktp")
    isian.hp.post(isian.ke("hapus", "ktp", ktp.sha256) + "?ubah")
    alamat = isian.ke("pakai", "ktp", tersimpan) + "?ubah"
    assert alamat in isian.hp.get(isian.ke("berkas", "ktp") + "?ubah").content.decode()
    assert isian.hp.post(alamat, {"setuju": "ya"}).headers["Location"].endswith("?ubah")


def test_an_empty_wallet_leaves_the_question_as_it_was(isian: Pengisian) -> None:
    assert "Berkas saya" not in read(isian.hp.get(isian.ke("berkas", "ktp")).content.decode()).text


def test_for_a_returned_letter_it_can_be_used_as_well(
    warga: Client, cast: Pemeran, cisontrol: Desa, lengkap: Pengisian, tersimpan: UUID
) -> None:
    with lingkup(cisontrol.kode):
        surat_id = surat.ajukan(draf_id=lengkap.draf_id, oleh=cast.pelaku(Peran.WARGA)).surat_id
        surat.jalankan(
            surat_id=surat_id,
            aksi=Aksi.KEMBALIKAN,
            oleh=cast.pelaku(Peran.OPERATOR),
            versi=1,
            catatan="Buram",
        )
        draf_id = surat.mulai_perbaikan(surat_id=surat_id, oleh=cast.pelaku(Peran.WARGA))
        (ktp,) = (b for b in surat.draf(draf_id=draf_id, pemilik=cast.warga).berkas if b.syarat == "ktp")
        surat.buang_lampiran(draf_id=draf_id, pemilik=cast.warga, syarat="ktp", sha256=ktp.sha256)
    awal = f"/warga/surat/{surat_id}/perbaiki/{draf_id}/berkas/ktp/"
    pakai = f"{awal}pakai/{tersimpan}/"
    assert pakai in warga.get(awal).content.decode()
    assert warga.post(pakai, {"setuju": "ya"}).headers["Location"] == awal
    with lingkup(cisontrol.kode):
        assert any(b.syarat == "ktp" for b in surat.draf(draf_id=draf_id, pemilik=cast.warga).berkas)


def test_a_session_that_ended_leads_back_to_the_question(isian: Pengisian, tersimpan: UUID) -> None:
    jawab = Client().post(isian.ke("pakai", "ktp", tersimpan), {"setuju": "ya"})
    assert jawab.status_code == 302
    assert isian.hp.get(isian.ke("pakai", "ktp", tersimpan)).headers["Location"] == isian.ke("berkas", "ktp")
    assert isian.isi().berkas == ()


# ---- wiping ----


def test_wiping_is_asked_first_and_then_it_is_gone_for_good(
    warga: Client, tersimpan: UUID, cisontrol: Desa
) -> None:
    sandi = satu(cisontrol).sandi
    alamat = f"{DAFTAR}{tersimpan}/hapus/"
    assert "tidak dapat dikembalikan" in warga.get(alamat).content.decode()
    assert dokumen.ada(sandi)
    assert warga.post(alamat).headers["Location"] == DAFTAR
    assert not dokumen.ada(sandi)
    assert "KTP sudah dihapus" in read(warga.get(DAFTAR).content.decode()).text
    for lagi in (alamat, f"{DAFTAR}{tersimpan}/"):
        assert warga.get(lagi).status_code == 404
    assert warga.post(alamat).status_code == 404


def test_a_month_before_the_end_both_pages_say_so(warga: Client, tersimpan: UUID, cisontrol: Desa) -> None:
    assert "segera dihapus" not in read(warga.get("/warga/").content.decode()).text
    habis = satu(cisontrol).kedaluwarsa
    with time_machine.travel(habis - timedelta(days=10), tick=False):
        masuk = hp(satu(cisontrol).pemilik)
        assert "segera dihapus sendiri" in read(masuk.get("/warga/").content.decode()).text
        assert "Segera dihapus sendiri" in read(masuk.get(DAFTAR).content.decode()).text
    with time_machine.travel(habis + timedelta(minutes=1), tick=False):
        masuk = hp(satu(cisontrol).pemilik)
        assert "Belum ada berkas" in read(masuk.get(DAFTAR).content.decode()).text
        assert masuk.get(f"{DAFTAR}{tersimpan}/").status_code == 404


# ---- everybody else ----


def test_a_neighbour_and_the_office_find_nothing(
    tetangga: Client, cast: Pemeran, tersimpan: UUID, isian: Pengisian
) -> None:
    alamat = (f"{DAFTAR}{tersimpan}/", f"{DAFTAR}{tersimpan}/hapus/")
    assert "Belum ada berkas" in read(tetangga.get(DAFTAR).content.decode()).text
    for satu_alamat in alamat:
        assert tetangga.get(satu_alamat).status_code == 404
    assert tetangga.post(alamat[1]).status_code == 404
    assert tetangga.post(isian.ke("pakai", "ktp", tersimpan), {"setuju": "ya"}).status_code == 404
    for siapa in (cast.operator, cast.sekdes, cast.kades):
        klien = browser(siapa)
        for satu_alamat in (DAFTAR, BARU, *alamat):
            assert klien.get(satu_alamat).status_code == 404


def test_the_office_sees_only_the_copy_that_was_attached(
    warga: Client, cast: Pemeran, cisontrol: Desa, isian: Pengisian, tersimpan: UUID
) -> None:
    simpan(warga, gambar("purple"), jenis="ijazah")
    isian.lengkapi()
    isian.hp.post(isian.ke("pakai", "ktp", tersimpan), {"setuju": "ya"})
    with lingkup(cisontrol.kode):
        surat_id = surat.ajukan(draf_id=isian.draf_id, oleh=cast.pelaku(Peran.WARGA)).surat_id
        permohonan = Surat.objects.get(pk=surat_id).permohonan_id
        lampiran = set(Berkas.objects.filter(permohonan=permohonan).values_list("sha256", flat=True))
        milik = {b.jenis: b.sidik for b in BerkasSaya.objects.all()}
    assert milik["ktp"] in lampiran
    assert milik["ijazah"] not in lampiran
    rika = browser(cast.operator)
    rika.post(ke("penduduk_satu", cast.penduduk_id), {"alasan": "loket"})
    for alamat in (ke("periksa", surat_id), ke("penduduk_satu", cast.penduduk_id)):
        halaman = rika.get(alamat).content.decode()
        assert "/warga/berkas/" not in halaman
        assert milik["ijazah"] not in halaman


def test_the_copy_of_ones_data_names_the_kept_documents(warga: Client, tersimpan: UUID) -> None:
    (baris,) = warga.get("/warga/data/salinan.json").json()["berkas_saya"]
    assert baris["label"] == "KTP"
    assert baris["nilai"].startswith("Disimpan ")
    assert warga.get("/warga/data/salinan.pdf").status_code == 200
    del tersimpan


@pytest.mark.parametrize("nama", ["", "hapus/"])
def test_an_unknown_document_is_not_there(warga: Client, nama: str) -> None:
    assert warga.get(f"{DAFTAR}{new_id()}/{nama}").status_code == 404
