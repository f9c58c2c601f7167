"""Sending: exactly once, only one's own, only what is complete; and once more after mending."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from django.db import connection

from eoffice.jejak.selectors import riwayat
from eoffice.kernel import clock
from eoffice.kernel.errors import ChangedMeanwhile, NotFound, RuleRefused
from eoffice.kernel.ids import new_id
from eoffice.kernel.messages import Pesan
from eoffice.kernel.peran import Peran
from eoffice.penduduk.models import Penduduk
from eoffice.surat import services as surat
from eoffice.surat.models import Berkas, Draf, Langkah, Permohonan, Surat
from eoffice.surat.rules.alur import Aksi, Status
from eoffice.surat.rules.tiket import baca_tiket
from eoffice.surat.selectors import milik
from eoffice.surat.selectors.meja import rincian
from eoffice.surat.services.draf import UMUR_DRAF
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests import pabrik
from tests.surat.mengisi import isi_penuh, kirim, lampirkan, mulai, siap_kirim

WARGA, OPERATOR = Peran.WARGA, Peran.OPERATOR


@pytest.fixture
def orang(di_cisontrol: Desa) -> pabrik.Pemeran:
    """The cast, with the scope of Cisontrol open."""
    return pabrik.pemeran()


def kembalikan(orang: pabrik.Pemeran, surat_id: UUID, versi: int = 1) -> None:
    """Let the operator send an application back to its citizen."""
    oleh = orang.pelaku(OPERATOR)
    surat.jalankan(surat_id=surat_id, aksi=Aksi.KEMBALIKAN, oleh=oleh, versi=versi, catatan="Foto KTP buram.")


class TestKirim:
    def test_a_citizen_s_application_is_his_and_carries_everything(self, orang: pabrik.Pemeran) -> None:
        draf = siap_kirim(orang)
        surat.simpan_telepon(draf_id=draf, pemilik=orang.warga, telepon="081234567890")
        terkirim = surat.ajukan(draf_id=draf, oleh=orang.pelaku(WARGA))
        r = rincian(terkirim.surat_id)
        assert (terkirim.baru, terkirim.tiket) == (True, r.tiket)
        assert baca_tiket(r.tiket) == r.tiket
        assert (r.pemilik, r.dilayani_oleh, r.penduduk_id) == (orang.warga, None, orang.penduduk_id)
        assert (r.status, r.versi, r.nama, r.telepon) == (
            Status.DIAJUKAN, 1, "Euis Komariah", "081234567890",
        )  # fmt: skip
        assert r.keperluan == "pengajuan kredit usaha rakyat"
        assert r.nilai == r.nilai_awal == surat.draf(draf_id=draf, pemilik=orang.warga).nilai
        assert {b.syarat for b in r.berkas} == {"pengantar", "ktp", "kk", "foto_usaha"}

    def test_what_the_operator_sends_stays_the_citizen_s(self, orang: pabrik.Pemeran) -> None:
        r = rincian(pabrik.diajukan(orang))
        assert (r.pemilik, r.dilayani_oleh) == (orang.warga, orang.operator)
        assert [(lk.aksi, lk.pelaku_id) for lk in r.langkah] == [(Aksi.AJUKAN, orang.operator)]

    def test_a_resident_without_account_is_served_all_the_same(self, orang: pabrik.Pemeran) -> None:
        lain = pabrik.penduduk("Ujang Rekaan", "3207151506859003")
        draf = surat.mulai_draf(pemilik=orang.operator, penduduk_id=lain.pk, jenis="sku")
        isi_penuh(draf, orang.operator)
        r = rincian(surat.ajukan(draf_id=draf, oleh=orang.pelaku(OPERATOR, loket=True)).surat_id)
        assert (r.pemilik, r.nama) == (None, "Ujang Rekaan")

    def test_sent_again_it_is_the_same_application(self, orang: pabrik.Pemeran) -> None:
        draf = siap_kirim(orang)
        pertama = surat.ajukan(draf_id=draf, oleh=orang.pelaku(WARGA))
        for _ in range(3):
            lagi = surat.ajukan(draf_id=draf, oleh=orang.pelaku(WARGA))
            assert (lagi.surat_id, lagi.tiket, lagi.baru) == (pertama.surat_id, pertama.tiket, False)
        assert Permohonan.objects.count() == Surat.objects.count() == Langkah.objects.count() == 1
        assert len(riwayat("surat", pertama.surat_id)) == 1

    def test_sent_again_after_months_it_is_still_the_same(self, orang: pabrik.Pemeran) -> None:
        draf = siap_kirim(orang)
        pertama = surat.ajukan(draf_id=draf, oleh=orang.pelaku(WARGA))
        with time_machine.travel(clock.now() + timedelta(days=90), tick=False):
            surat.buang_draf_lama()
            assert Draf.objects.count() == 0
            assert surat.ajukan(draf_id=draf, oleh=orang.pelaku(WARGA)).tiket == pertama.tiket

    def test_changed_after_sending_the_application_stays_as_it_was_sent(self, orang: pabrik.Pemeran) -> None:
        draf = siap_kirim(orang)
        surat_id = surat.ajukan(draf_id=draf, oleh=orang.pelaku(WARGA)).surat_id
        surat.simpan_jawaban(draf_id=draf, pemilik=orang.warga, jawaban={"nama_usaha": "Diam-diam"})
        surat.ajukan(draf_id=draf, oleh=orang.pelaku(WARGA))
        assert rincian(surat_id).nilai["nama_usaha"] == "Warung Bu Euis"

    def test_nobody_learns_a_ticket_by_another_s_key(self, orang: pabrik.Pemeran) -> None:
        draf = siap_kirim(orang)
        surat.ajukan(draf_id=draf, oleh=orang.pelaku(WARGA))
        for siapa in (orang.operator, orang.sekdes, new_id()):
            for peran in (WARGA, OPERATOR):
                with pytest.raises(NotFound):
                    surat.ajukan(draf_id=draf, oleh=surat.Pelaku(siapa, frozenset({peran})))
        with pytest.raises(NotFound):
            surat.ajukan(draf_id=draf, oleh=surat.Pelaku(None, frozenset({WARGA})))

    @pytest.mark.parametrize("kurang", ["nama_usaha", "mulai_usaha", "alamat_usaha", "keperluan"])
    def test_a_missing_answer_is_named_and_nothing_is_left_behind(
        self, orang: pabrik.Pemeran, kurang: str
    ) -> None:
        draf = siap_kirim(orang)
        baris = Draf.objects.get(pk=draf)
        baris.nilai = {kode: isi for kode, isi in baris.nilai.items() if kode != kurang}
        baris.save()
        isian = surat.draf(draf_id=draf, pemilik=orang.warga).jenis.isian_kode(kurang)
        with pytest.raises(RuleRefused) as tolak:
            surat.ajukan(draf_id=draf, oleh=orang.pelaku(WARGA))
        assert tolak.value.pesan == Pesan("surat.isian_kurang", isian=isian.label)
        assert Permohonan.objects.count() == Surat.objects.count() == Berkas.objects.count() == 0

    def test_a_missing_document_stops_the_citizen_and_not_the_counter(self, orang: pabrik.Pemeran) -> None:
        draf = mulai(orang)
        surat.simpan_jawaban(draf_id=draf, pemilik=orang.warga, jawaban=pabrik.SKU)
        for nomor, syarat in enumerate(("pengantar", "kk")):
            lampirkan(draf, orang.warga, syarat, nomor)
        with pytest.raises(RuleRefused) as tolak:
            surat.ajukan(draf_id=draf, oleh=orang.pelaku(WARGA))
        assert tolak.value.pesan == Pesan("surat.berkas_kurang", berkas="KTP, Foto tempat usaha")
        di_loket = mulai(orang, petugas=True)
        surat.simpan_jawaban(draf_id=di_loket, pemilik=orang.operator, jawaban=pabrik.SKU)
        assert surat.ajukan(draf_id=di_loket, oleh=orang.pelaku(OPERATOR, loket=True)).baru

    def test_an_optional_document_is_not_waited_for(self, orang: pabrik.Pemeran) -> None:
        r = rincian(kirim(orang, "sktm"))
        assert "surat_sekolah" not in {b.syarat for b in r.berkas}

    @pytest.mark.parametrize("keadaan", [{"status_dasar": n} for n in (2, 3, 4)])
    def test_who_died_or_left_asks_for_nothing(self, orang: pabrik.Pemeran, keadaan: dict[str, int]) -> None:
        draf = siap_kirim(orang)
        Penduduk.objects.filter(pk=orang.penduduk_id).update(**keadaan)
        with pytest.raises(RuleRefused) as tolak:
            surat.ajukan(draf_id=draf, oleh=orang.pelaku(WARGA))
        assert tolak.value.pesan == Pesan("surat.penduduk_tidak_aktif")

    def test_a_citizen_cannot_send_a_letter_about_somebody_else(self, orang: pabrik.Pemeran) -> None:
        lain = pabrik.penduduk("Ujang Rekaan", "3207151506859003")
        draf = surat.mulai_draf(pemilik=orang.warga, penduduk_id=lain.pk, jenis="sku")
        isi_penuh(draf, orang.warga)
        with pytest.raises(NotFound):
            surat.ajukan(draf_id=draf, oleh=orang.pelaku(WARGA))
        assert Permohonan.objects.count() == 0

    def test_an_official_s_own_account_sends_nothing_as_a_citizen(self, orang: pabrik.Pemeran) -> None:
        draf = mulai(orang, petugas=True)
        isi_penuh(draf, orang.operator)
        with pytest.raises(NotFound):
            surat.ajukan(draf_id=draf, oleh=surat.Pelaku(orang.operator, frozenset({WARGA})))

    def test_every_ticket_is_another(self, orang: pabrik.Pemeran) -> None:
        tiket = {rincian(kirim(orang, jenis)).tiket for jenis in ("sku", "sktm") for _ in range(4)}
        assert len(tiket) == 8


@pytest.mark.serentak
def test_pressed_many_times_at_once_it_is_one_application(cisontrol: Desa) -> None:
    with lingkup(cisontrol.kode):
        orang = pabrik.pemeran()
        draf = siap_kirim(orang)

    def tekan(_: int) -> surat.Terkirim:
        try:
            with lingkup(cisontrol.kode):
                return surat.ajukan(draf_id=draf, oleh=orang.pelaku(WARGA))
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as kerja:
        hasil = list(kerja.map(tekan, range(8)))
    assert len({(satu.surat_id, satu.tiket) for satu in hasil}) == 1
    assert [satu.baru for satu in hasil].count(True) == 1
    with lingkup(cisontrol.kode):
        assert (Permohonan.objects.count(), Surat.objects.count(), Berkas.objects.count()) == (1, 1, 4)


class TestUlang:
    def test_the_mending_begins_with_what_was_sent(self, orang: pabrik.Pemeran) -> None:
        surat_id = kirim(orang)
        kembalikan(orang, surat_id)
        draf = surat.mulai_perbaikan(surat_id=surat_id, oleh=orang.pelaku(WARGA))
        isi, r = surat.draf(draf_id=draf, pemilik=orang.warga), rincian(surat_id)
        assert isi.nilai == r.nilai
        assert len(isi.berkas) == 4
        assert {(b.syarat, b.sha256) for b in isi.berkas} == {(b.syarat, b.sha256) for b in r.berkas}
        assert milik.perbaikan_dari(draf) == surat_id
        assert surat.mulai_perbaikan(surat_id=surat_id, oleh=orang.pelaku(WARGA)) == draf
        assert milik.draf_saya(orang.warga) == ()

    def test_a_returned_letter_can_be_sent_again(self, orang: pabrik.Pemeran) -> None:
        surat_id = kirim(orang)
        kembalikan(orang, surat_id)
        draf = surat.mulai_perbaikan(surat_id=surat_id, oleh=orang.pelaku(WARGA))
        surat.simpan_jawaban(draf_id=draf, pemilik=orang.warga, jawaban={"keperluan": "sekolah"})
        surat.simpan_telepon(draf_id=draf, pemilik=orang.warga, telepon="081234567890")
        tiket = rincian(surat_id).tiket
        terkirim = surat.ajukan_ulang(surat_id=surat_id, draf_id=draf, oleh=orang.pelaku(WARGA))
        r = rincian(surat_id)
        assert (terkirim.surat_id, terkirim.tiket, terkirim.baru) == (surat_id, tiket, True)
        assert (r.status, r.versi, r.tiket, r.telepon) == (Status.DIAJUKAN, 3, tiket, "081234567890")
        assert r.nilai["keperluan"] == r.nilai_awal["keperluan"] == "sekolah"
        assert r.keperluan == "pendaftaran sekolah anak"
        assert [lk.aksi for lk in r.langkah] == [Aksi.AJUKAN, Aksi.KEMBALIKAN, Aksi.AJUKAN_ULANG]
        akhir = riwayat("surat", surat_id)[-1]
        assert akhir.pribadi is not None
        assert (akhir.publik["aksi"], akhir.pribadi["nilai"]["keperluan"]) == ("ajukan_ulang", "sekolah")

    def test_sent_again_twice_it_is_sent_once(self, orang: pabrik.Pemeran) -> None:
        surat_id = kirim(orang)
        kembalikan(orang, surat_id)
        draf = surat.mulai_perbaikan(surat_id=surat_id, oleh=orang.pelaku(WARGA))
        baru = [
            surat.ajukan_ulang(surat_id=surat_id, draf_id=draf, oleh=orang.pelaku(WARGA)).baru
            for _ in range(3)
        ]
        assert baru == [True, False, False]
        assert rincian(surat_id).versi == 3

    def test_an_old_mending_does_not_undo_a_later_return(self, orang: pabrik.Pemeran) -> None:
        surat_id = kirim(orang)
        kembalikan(orang, surat_id)
        lama = surat.mulai_perbaikan(surat_id=surat_id, oleh=orang.pelaku(WARGA))
        surat.ajukan_ulang(surat_id=surat_id, draf_id=lama, oleh=orang.pelaku(WARGA))
        kembalikan(orang, surat_id, 3)
        baru = surat.mulai_perbaikan(surat_id=surat_id, oleh=orang.pelaku(WARGA))
        assert baru != lama
        lagi = surat.ajukan_ulang(surat_id=surat_id, draf_id=lama, oleh=orang.pelaku(WARGA))
        assert lagi.baru is False, "the broken line of the first time answers once more"
        assert rincian(surat_id).status is Status.DIKEMBALIKAN
        assert surat.ajukan_ulang(surat_id=surat_id, draf_id=baru, oleh=orang.pelaku(WARGA)).baru

    def test_mended_at_home_and_at_the_counter_the_second_learns_of_the_first(
        self, orang: pabrik.Pemeran
    ) -> None:
        surat_id = pabrik.diajukan(orang)
        kembalikan(orang, surat_id)
        di_rumah = surat.mulai_perbaikan(surat_id=surat_id, oleh=orang.pelaku(WARGA))
        surat.simpan_jawaban(draf_id=di_rumah, pemilik=orang.warga, jawaban={"nama_usaha": "Dari rumah"})
        loket = orang.pelaku(OPERATOR, loket=True)
        di_loket = surat.mulai_perbaikan(surat_id=surat_id, oleh=loket)
        assert di_loket != di_rumah
        surat.simpan_jawaban(draf_id=di_loket, pemilik=orang.operator, jawaban={"nama_usaha": "Dari loket"})
        surat.ajukan_ulang(surat_id=surat_id, draf_id=di_loket, oleh=loket)
        with pytest.raises(ChangedMeanwhile) as tolak:
            surat.ajukan_ulang(surat_id=surat_id, draf_id=di_rumah, oleh=orang.pelaku(WARGA))
        assert tolak.value.pesan.kode == "surat.sudah_berubah"
        r = rincian(surat_id)
        assert (r.nilai["nama_usaha"], r.versi) == ("Dari loket", 3)

    def test_a_mending_is_never_sent_as_a_new_application(self, orang: pabrik.Pemeran) -> None:
        surat_id = kirim(orang)
        kembalikan(orang, surat_id)
        for peran in (WARGA, OPERATOR):
            oleh = orang.pelaku(peran, loket=peran is OPERATOR)
            draf = surat.mulai_perbaikan(surat_id=surat_id, oleh=oleh)
            with pytest.raises(NotFound):
                surat.ajukan(draf_id=draf, oleh=oleh)
        assert Permohonan.objects.count() == 1
        assert rincian(surat_id).status is Status.DIKEMBALIKAN

    def test_a_draft_mends_only_its_own_letter(self, orang: pabrik.Pemeran) -> None:
        satu, dua = kirim(orang), kirim(orang, "sktm")
        kembalikan(orang, satu)
        kembalikan(orang, dua)
        draf = surat.mulai_perbaikan(surat_id=satu, oleh=orang.pelaku(WARGA))
        biasa = mulai(orang)
        for surat_id, kunci in ((dua, draf), (satu, biasa), (dua, biasa), (new_id(), draf), (satu, new_id())):
            with pytest.raises(NotFound):
                surat.ajukan_ulang(surat_id=surat_id, draf_id=kunci, oleh=orang.pelaku(WARGA))
        assert {rincian(s).status for s in (satu, dua)} == {Status.DIKEMBALIKAN}

    def test_a_neighbour_neither_mends_nor_learns_the_ticket(self, orang: pabrik.Pemeran) -> None:
        lain = pabrik.penduduk("Neng Sari", "3207155506859007")
        slip = pabrik.akun.terbitkan_slip(penduduk_id=lain.pk, pelaku="uji")
        neng = pabrik.akun.aktifkan_warga(
            token=slip.token, pin=pabrik.PIN, nik=lain.nik, nama=lain.nama, tanggal_lahir=lain.tanggal_lahir
        ).pk
        oleh = surat.Pelaku(neng, frozenset({WARGA}))
        punyanya = surat.mulai_draf(pemilik=neng, penduduk_id=lain.pk, jenis="sku")
        surat_id = kirim(orang)
        for kembali in (False, True):
            if kembali:
                kembalikan(orang, surat_id)
                with pytest.raises(RuleRefused) as tolak:
                    surat.mulai_perbaikan(surat_id=surat_id, oleh=oleh)
                assert tolak.value.pesan.kode == "surat.bukan_pemilik"
            with pytest.raises(NotFound):
                surat.ajukan_ulang(surat_id=surat_id, draf_id=punyanya, oleh=oleh)

    @pytest.mark.parametrize("aksi", [None, Aksi.VERIFIKASI, Aksi.TOLAK, Aksi.TARIK])
    def test_only_a_returned_letter_is_mended(self, orang: pabrik.Pemeran, aksi: Aksi | None) -> None:
        surat_id = pabrik.diajukan(orang)
        if aksi:
            surat.jalankan(
                surat_id=surat_id,
                aksi=aksi,
                oleh=orang.pelaku(OPERATOR, loket=True),
                versi=1,
                catatan="Alasan.",
            )
        with pytest.raises(RuleRefused):
            surat.mulai_perbaikan(surat_id=surat_id, oleh=orang.pelaku(WARGA))
        assert Draf.objects.exclude(memperbaiki=None).count() == 0

    def test_a_withdrawn_letter_does_not_come_back_by_an_old_mending(self, orang: pabrik.Pemeran) -> None:
        surat_id = kirim(orang)
        kembalikan(orang, surat_id)
        draf = surat.mulai_perbaikan(surat_id=surat_id, oleh=orang.pelaku(WARGA))
        surat.jalankan(surat_id=surat_id, aksi=Aksi.TARIK, oleh=orang.pelaku(WARGA), versi=2)
        with pytest.raises(ChangedMeanwhile):
            surat.ajukan_ulang(surat_id=surat_id, draf_id=draf, oleh=orang.pelaku(WARGA))
        assert rincian(surat_id).status is Status.DITARIK

    def test_an_expired_mending_begins_anew(self, orang: pabrik.Pemeran) -> None:
        surat_id = kirim(orang)
        kembalikan(orang, surat_id)
        lama = surat.mulai_perbaikan(surat_id=surat_id, oleh=orang.pelaku(WARGA))
        surat.simpan_jawaban(draf_id=lama, pemilik=orang.warga, jawaban={"nama_usaha": "Lama sekali"})
        with time_machine.travel(clock.now() + UMUR_DRAF + timedelta(hours=1), tick=False):
            baru = surat.mulai_perbaikan(surat_id=surat_id, oleh=orang.pelaku(WARGA))
            assert baru != lama
            assert surat.draf(draf_id=baru, pemilik=orang.warga).nilai["nama_usaha"] == "Warung Bu Euis"
            with pytest.raises(NotFound):
                surat.ajukan_ulang(surat_id=surat_id, draf_id=lama, oleh=orang.pelaku(WARGA))

    def test_files_taken_out_are_kept_as_replaced_and_one_photo_may_serve_twice(
        self, orang: pabrik.Pemeran
    ) -> None:
        draf = mulai(orang)
        surat.simpan_jawaban(draf_id=draf, pemilik=orang.warga, jawaban=pabrik.SKU)
        sama = [lampirkan(draf, orang.warga, s, 1) for s in ("pengantar", "ktp", "kk")]
        lampirkan(draf, orang.warga, "foto_usaha", 2)
        surat_id = surat.ajukan(draf_id=draf, oleh=orang.pelaku(WARGA)).surat_id
        kembalikan(orang, surat_id)
        perbaiki = surat.mulai_perbaikan(surat_id=surat_id, oleh=orang.pelaku(WARGA))
        surat.buang_lampiran(draf_id=perbaiki, pemilik=orang.warga, syarat="ktp", sha256=sama[0])
        baru = lampirkan(perbaiki, orang.warga, "ktp", 5)
        surat.ajukan_ulang(surat_id=surat_id, draf_id=perbaiki, oleh=orang.pelaku(WARGA))
        berkas = {b.syarat: b.sha256 for b in rincian(surat_id).berkas}
        assert (berkas["pengantar"], berkas["kk"], berkas["ktp"]) == (sama[0], sama[0], baru)
        diganti = Berkas.objects.exclude(diganti_pada=None)
        assert [(b.syarat, b.sha256) for b in diganti] == [("ktp", sama[0])]

    def test_a_mending_that_lacks_something_changes_nothing(self, orang: pabrik.Pemeran) -> None:
        surat_id = kirim(orang)
        kembalikan(orang, surat_id)
        draf = surat.mulai_perbaikan(surat_id=surat_id, oleh=orang.pelaku(WARGA))
        ktp = next(b for b in rincian(surat_id).berkas if b.syarat == "ktp")
        surat.buang_lampiran(draf_id=draf, pemilik=orang.warga, syarat="ktp", sha256=ktp.sha256)
        surat.simpan_jawaban(draf_id=draf, pemilik=orang.warga, jawaban={"nama_usaha": "Nama baru"})
        with pytest.raises(RuleRefused) as tolak:
            surat.ajukan_ulang(surat_id=surat_id, draf_id=draf, oleh=orang.pelaku(WARGA))
        assert tolak.value.pesan == Pesan("surat.berkas_kurang", berkas="KTP")
        r = rincian(surat_id)
        assert (r.status, r.versi, r.nilai["nama_usaha"]) == (Status.DIKEMBALIKAN, 2, "Warung Bu Euis")
        assert ktp.sha256 in {b.sha256 for b in r.berkas}


def test_another_village_sends_and_mends_nothing_of_this_one(cisontrol: Desa, situmandala: Desa) -> None:
    with lingkup(cisontrol.kode):
        orang = pabrik.pemeran()
        draf, surat_id = siap_kirim(orang), kirim(orang, "sktm")
        kembalikan(orang, surat_id)
        perbaiki = surat.mulai_perbaikan(surat_id=surat_id, oleh=orang.pelaku(WARGA))
    with lingkup(situmandala.kode):
        lain = pabrik.pemeran("situmandala", "3207155506859002")
        for oleh in (orang.pelaku(WARGA), lain.pelaku(WARGA), lain.pelaku(OPERATOR, loket=True)):
            for kerja in (
                lambda o: surat.ajukan(draf_id=draf, oleh=o),
                lambda o: surat.mulai_perbaikan(surat_id=surat_id, oleh=o),
                lambda o: surat.ajukan_ulang(surat_id=surat_id, draf_id=perbaiki, oleh=o),
            ):
                with pytest.raises(NotFound):
                    kerja(oleh)
        assert milik.terkirim_dari(draf) is milik.perbaikan_dari(perbaiki) is None
        assert milik.halaman_saya(orang.warga, 1).baris == ()
