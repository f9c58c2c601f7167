"""Somebody holds the database too long: a plain answer, nothing lost, and the same key sends once."""

from typing import Any
from uuid import UUID

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from eoffice.akun.selectors import pengguna
from eoffice.arsip.selectors import celah
from eoffice.jejak.verify import periksa_rantai
from eoffice.kernel.peran import Peran
from eoffice.surat import services as surat
from eoffice.surat.models import Langkah, Permohonan, Surat
from eoffice.surat.rules.alur import Aksi, Status
from eoffice.surat.services.tumpukan import Dikembalikan, putuskan
from eoffice.web.komponen.kalimat import kalimat
from eoffice.web.middleware.galat import known_error
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests import pabrik
from tests.alur.gangguan import basis_ditahan, ditahan_sejak
from tests.surat.conftest import Tanda

pytestmark = pytest.mark.serentak


def draf_lengkap(cast: pabrik.Pemeran) -> UUID:
    """A draft of Euis that only has to be sent."""
    draf = surat.mulai_draf(pemilik=cast.warga, penduduk_id=cast.penduduk_id, jenis="sku")
    surat.simpan_jawaban(draf_id=draf, pemilik=cast.warga, jawaban=pabrik.SKU)
    for syarat in surat.draf(draf_id=draf, pemilik=cast.warga).jenis.syarat:
        surat.lampirkan(
            draf_id=draf, pemilik=cast.warga, syarat=syarat.kode, nama="a.jpg", data=pabrik.foto()
        )
    return draf


def test_a_sending_that_meets_a_held_database_is_repeated_and_sent_once(
    cisontrol: Desa, cast: pabrik.Pemeran
) -> None:
    oleh = cast.pelaku(Peran.WARGA)
    with lingkup(cisontrol.kode):
        draf = draf_lengkap(cast)
    with basis_ditahan(), pytest.raises(OperationalError) as galat, lingkup(cisontrol.kode):
        surat.ajukan(draf_id=draf, oleh=oleh)
    jawab = known_error(galat.value)
    assert jawab is not None
    assert (jawab[0], jawab[1].kode) == (503, "kernel.basis_data_sibuk")
    with lingkup(cisontrol.kode):
        assert not Permohonan.objects.exists()
        assert len(surat.draf(draf_id=draf, pemilik=cast.warga).berkas) == 5
        kirim = [surat.ajukan(draf_id=draf, oleh=oleh) for _ in range(2)]
        assert [k.baru for k in kirim] == [True, False]
        assert kirim[0].tiket == kirim[1].tiket
        assert Langkah.objects.count() == 1
    assert periksa_rantai(cisontrol.kode).utuh


def test_the_page_says_busy_and_the_same_press_works_afterwards(
    cisontrol: Desa, cast: pabrik.Pemeran
) -> None:
    with lingkup(cisontrol.kode):
        surat_id = pabrik.diajukan(cast)
        surat.jalankan(surat_id=surat_id, aksi=Aksi.VERIFIKASI, oleh=cast.pelaku(Peran.OPERATOR), versi=1)
    browser = Client()
    browser.force_login(pengguna(cast.sekdes))
    alamat = reverse("aparat:langkah", args=[surat_id])

    def tekan() -> Any:
        return browser.post(alamat, {"aksi": "paraf", "versi": "2"})

    browser.get(reverse("aparat:periksa", args=[surat_id]))  # whoever presses has the page open
    with basis_ditahan():
        jawab = tekan()
    assert jawab.status_code == 503
    assert "Terlalu banyak pekerjaan pada saat yang sama" in jawab.content.decode()
    with lingkup(cisontrol.kode):
        assert Surat.objects.get(pk=surat_id).versi == 2
    assert tekan().status_code == 302
    with lingkup(cisontrol.kode):
        assert Surat.objects.get(pk=surat_id).status == Status.DIPARAF


def test_a_signing_that_cannot_draw_its_number_changes_nothing(
    cisontrol: Desa, siap: UUID, tanda: Tanda
) -> None:
    with lingkup(cisontrol.kode):
        sebelum = Surat.objects.filter(pk=siap).values().get()
    with ditahan_sejak("eoffice.surat.services.terbit.siapkan"):
        gagal = tanda(siap)
    assert gagal.pesan is not None
    assert (gagal.terbit, gagal.nomor, gagal.pesan.kode) == (False, "", "surat.tanda_belum_mulai")
    assert "Nomor" not in kalimat(gagal.pesan)
    with lingkup(cisontrol.kode):
        assert Surat.objects.filter(pk=siap).values().get() == sebelum
    assert tanda(siap).terbit


def test_a_signing_that_cannot_be_registered_keeps_its_number(
    cisontrol: Desa, siap: UUID, tanda: Tanda
) -> None:
    """The database is taken away while the file is being made, and comes back later."""
    with ditahan_sejak("eoffice.dokumen.services.simpan", sesudah=True):
        gagal = tanda(siap)
    assert gagal.pesan is not None
    assert (gagal.terbit, gagal.pesan.kode) == (False, "surat.tanda_terhenti")
    assert "Nomor surat tetap tersimpan" in kalimat(gagal.pesan)
    with lingkup(cisontrol.kode):
        tunggu = Surat.objects.get(pk=siap)
        assert (tunggu.status, tunggu.nomor) == (Status.MENUNGGU_TTE, gagal.nomor)
    ulang = tanda(siap, 4)
    assert (ulang.terbit, ulang.nomor) == (True, gagal.nomor)
    with lingkup(cisontrol.kode):
        assert celah(surat.hari_ini().year) == {}
    assert periksa_rantai(cisontrol.kode).utuh


def test_what_was_signed_is_told_although_a_return_met_a_held_database(
    cisontrol: Desa, cast: pabrik.Pemeran, siap: UUID
) -> None:
    """One pile: a letter is signed, then the database is taken away, then another should go back."""
    with lingkup(cisontrol.kode):
        kembali = pabrik.diparaf(cast)
    pilih = {"frasa": pabrik.FRASA, "oleh": cast.pelaku(Peran.PENANDA_TANGAN), "desa": cisontrol.kode}
    balik = [Dikembalikan(kembali, 3, "Alamat usaha keliru.")]
    with ditahan_sejak("eoffice.surat.services.tumpukan.jalankan"):
        satu, dua = putuskan(setuju=[(siap, 3)], kembali=balik, **pilih)
    assert (satu.surat_id, satu.keadaan) == (siap, "terbit")
    assert dua.pesan is not None
    assert (dua.surat_id, dua.keadaan, dua.pesan.kode) == (kembali, "gagal", "surat.kembali_terhenti")
    (ulang,) = putuskan(setuju=[], kembali=balik, **pilih)
    assert ulang.keadaan == "kembali"
    with lingkup(cisontrol.kode):
        akhir = Langkah.objects.filter(surat_id=kembali).latest("versi")
        assert (akhir.aksi, akhir.catatan) == (Aksi.KEMBALIKAN, "Alamat usaha keliru.")
