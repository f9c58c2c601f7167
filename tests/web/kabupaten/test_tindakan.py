"""Codes, keys and what is held: each act once, with who and why, and never by mistake."""

from typing import Any
from uuid import UUID, uuid4

import lxml.html
import pytest
from django.conf import LazySettings
from django.test import Client

from eoffice.jejak.models import Peristiwa
from eoffice.kernel import clock
from eoffice.kernel.errors import ChangedMeanwhile, InvalidInput, NotFound
from eoffice.sinkron.models import BerkasAntar, Karantina, KeadaanNode, KodePendaftaran, Node
from eoffice.sinkron.rules.undangan import baca, sidik_kunci
from eoffice.sinkron.services import kuota, pusat
from eoffice.sinkron.services.kunci import diri
from eoffice.sinkron.services.pendaftaran import daftarkan
from eoffice.sinkron.services.pusat import Petugas
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.conftest import CISONTROL
from tests.web.kabupaten.conftest import isi, ke, tahan

pytestmark = pytest.mark.django_db


def jejak() -> list[tuple[str, str, str]]:
    """Return the trail of Cisontrol: act, who, why."""
    with lingkup(CISONTROL):
        return [(t.kata, t.nama, t.alasan) for t in pusat.riwayat_tindakan(20)]


def tampilan(jawab: Any, status: int = 200) -> Any:
    return lxml.html.document_fromstring(isi(jawab, status))


class TestKode:
    """A code to enrol a server."""

    def test_reading_the_question_makes_no_code(self, dian: Client, cisontrol: Desa) -> None:
        page = tampilan(dian.get(ke("kode", CISONTROL)))
        assert page.xpath("//h1")[0].text == "Buat kode untuk server Desa Cisontrol?"
        with lingkup(CISONTROL):
            assert KodePendaftaran.objects.count() == 0
        assert jejak() == []

    def test_the_code_is_shown_once_with_line_and_picture_and_it_works(
        self, dian: Client, cisontrol: Desa, settings: LazySettings
    ) -> None:
        settings.EOFFICE_ALAMAT_PUBLIK = "https://eoffice.ciamis.test"
        jawab = dian.post(ke("kode", CISONTROL))
        page = tampilan(jawab)
        assert "no-store" in jawab.headers["Cache-Control"]
        undangan = baca(page.xpath("//p[contains(@class,'kunci-totp')]")[0].text)
        assert (undangan.alamat, undangan.desa) == ("https://eoffice.ciamis.test", CISONTROL)
        assert undangan.sidik == sidik_kunci(diri().kunci.public_key().public_bytes_raw())
        assert page.xpath("//p[@class='kode']")[0].text.replace("-", "") == undangan.kode
        assert page.xpath("//svg/@aria-label")[0] == "Kode QR pendaftaran server Desa Cisontrol"
        with lingkup(CISONTROL):
            daftarkan(kode=undangan.kode, node=uuid4(), kunci=b"k" * 32)
            assert Node.objects.get().status == "aktif"
        assert jejak() == [("kode", "Dian Permana", "")]
        assert undangan.kode not in isi(dian.get(ke("desa", CISONTROL)))

    def test_the_code_stands_in_no_table_no_trail_and_no_log(
        self, dian: Client, cisontrol: Desa, caplog: pytest.LogCaptureFixture
    ) -> None:
        page = tampilan(dian.post(ke("kode", CISONTROL)))
        kode = page.xpath("//p[@class='kode']")[0].text.replace("-", "")
        with lingkup(CISONTROL):
            semua = [*KodePendaftaran.objects.values_list(), *Peristiwa.objects.values_list()]
        assert kode not in str(semua) + caplog.text

    def test_a_reload_makes_a_new_code_and_ends_the_old_one(self, dian: Client, cisontrol: Desa) -> None:
        dua = [
            tampilan(dian.post(ke("kode", CISONTROL))).xpath("//p[@class='kode']")[0].text for _ in range(2)
        ]
        assert dua[0] != dua[1]
        with lingkup(CISONTROL):
            with pytest.raises(InvalidInput):
                daftarkan(kode=dua[0], node=uuid4(), kunci=b"k" * 32)
            daftarkan(kode=dua[1], node=uuid4(), kunci=b"k" * 32)

    def test_a_village_with_a_server_wants_to_be_asked_first(self, dian: Client, server: UUID) -> None:
        page = tampilan(dian.get(ke("kode", CISONTROL)))
        assert page.xpath("//h1")[0].text == "Ganti server Desa Cisontrol?"
        salah = tampilan(dian.post(ke("kode", CISONTROL), {"x": "1"}), 422)
        assert "Beri tanda centang" in salah.text_content()
        with lingkup(CISONTROL):
            assert KodePendaftaran.objects.count() == 0
        page = tampilan(dian.post(ke("kode", CISONTROL), {"setuju": "on"}))
        assert page.xpath("//p[@class='kode']")
        assert jejak() == [("kode_ganti", "Dian Permana", "")]
        with lingkup(CISONTROL):
            assert KodePendaftaran.objects.get().ganti
            assert Node.objects.get().status == "aktif"  # until the code is used

    def test_a_code_that_waits_shows_on_the_board(self, dian: Client, cisontrol: Desa) -> None:
        dian.post(ke("kode", CISONTROL))
        assert KeadaanNode.objects.get().kode_sampai is not None
        assert "kode menunggu dipakai" in isi(dian.get(ke("papan")))


class TestCabut:
    """The end of a key."""

    @pytest.mark.parametrize("alasan", ["", "   ", "\u200b", "\n\t"])
    def test_it_wants_a_reason(self, dian: Client, server: UUID, alasan: str) -> None:
        page = tampilan(dian.post(ke("cabut", CISONTROL), {"alasan": alasan}), 422)
        assert page.xpath("//*[@class='ringkas-galat']")
        with lingkup(CISONTROL):
            assert Node.objects.get().status == "aktif"
        assert jejak() == []

    def test_with_a_reason_the_key_ends_and_the_board_knows(self, dian: Client, server: UUID) -> None:
        jawab = dian.post(ke("cabut", CISONTROL), {"alasan": " Komputernya dicuri "}, follow=True)
        assert "Kunci server Desa Cisontrol sudah dicabut." in isi(jawab)
        assert jejak() == [("cabut", "Dian Permana", "Komputernya dicuri")]
        with lingkup(CISONTROL):
            assert Node.objects.get().status == "dicabut"

    def test_a_second_press_finds_it_changed(self, dian: Client, server: UUID) -> None:
        isian = {"alasan": "Dicuri"}
        assert dian.post(ke("cabut", CISONTROL), isian).status_code == 302
        assert dian.post(ke("cabut", CISONTROL), isian).status_code == 409
        assert dian.get(ke("cabut", CISONTROL)).status_code == 404
        assert len(jejak()) == 1

    def test_a_very_long_reason_is_refused_beside_its_box(self, dian: Client, server: UUID) -> None:
        page = tampilan(dian.post(ke("cabut", CISONTROL), {"alasan": "x" * 301}), 422)
        assert "Terlalu panjang" in page.text_content()


class TestTertahan:
    """What is set aside."""

    def test_trying_again_says_how_it_went_and_leaves_a_trail(self, dian: Client, server: UUID) -> None:
        tahan()
        page = isi(dian.post(ke("coba_lagi", CISONTROL), follow=True))
        assert "Sudah dicoba. Belum ada yang dapat dipakai" in page
        assert "dibuat oleh program yang lebih baru" in page
        assert jejak() == [("coba_lagi", "Dian Permana", "")]

    def test_leaving_out_wants_a_reason(self, dian: Client, server: UUID) -> None:
        karantina = tahan()
        tampilan(dian.post(ke("tertahan", CISONTROL, karantina), {"alasan": " "}), 422)
        with lingkup(CISONTROL):
            assert Karantina.objects.get().selesai_pada is None
        assert jejak() == []

    def test_left_out_it_is_closed_with_name_and_reason_and_the_event_stays(
        self, dian: Client, server: UUID
    ) -> None:
        karantina = tahan()
        page = isi(dian.post(ke("tertahan", CISONTROL, karantina), {"alasan": "Salah ketik"}, follow=True))
        assert "Sudah diputuskan." in page
        assert "Catatan yang tertahan" not in page
        with lingkup(CISONTROL):
            satu = Karantina.objects.get()
            assert (satu.diputuskan_oleh, satu.selesai_pada is None) == ("Dian Permana", False)
            assert Peristiwa.objects.filter(epoch=satu.epoch, urut=satu.urut).exists()
        assert jejak() == [("buang", "Dian Permana", "Salah ketik")]
        assert KeadaanNode.objects.get().tertahan == 0

    def test_of_two_officers_one_decides(self, dian: Client, server: UUID, pelaku: Petugas) -> None:
        karantina = tahan()
        with lingkup(CISONTROL):
            pusat.buang_tertahan(petugas=pelaku, karantina_id=karantina, alasan="Lebih dulu", proyeksi=())
            with pytest.raises(ChangedMeanwhile):
                pusat.buang_tertahan(petugas=pelaku, karantina_id=karantina, alasan="Terlambat", proyeksi=())
            with pytest.raises(NotFound):
                pusat.buang_tertahan(petugas=pelaku, karantina_id=uuid4(), alasan="x", proyeksi=())
        assert dian.get(ke("tertahan", CISONTROL, karantina)).status_code == 404
        assert [alasan for _, _, alasan in jejak()] == ["Lebih dulu"]

    @pytest.mark.parametrize("sebab", ["sinkron.dua_cabang", "sinkron.menunggu_yang_tertahan"])
    def test_what_the_village_decides_cannot_be_decided_here(
        self, dian: Client, server: UUID, sebab: str
    ) -> None:
        alamat = ke("tertahan", CISONTROL, tahan(sebab, revisi=3))
        assert dian.get(alamat).status_code == dian.post(alamat, {"alasan": "x"}).status_code == 404
        assert jejak() == []


class TestKuota:
    """How much room a village's files have: asked with a reason, told on the page, written in the trail."""

    def kirim(self, dian: Client, **isi_: str) -> Any:
        return dian.post(
            ke("kuota", CISONTROL), {"kuota": "25", "alasan": "Arsip lama dipindai"} | isi_, follow=True
        )

    def papan(self) -> tuple[int | None, int]:
        satu = KeadaanNode.objects.get(pk=CISONTROL)
        return satu.berkas_kuota, satu.berkas_ditolak

    def test_reading_the_question_changes_nothing(self, dian: Client, server: UUID) -> None:
        page = tampilan(dian.get(ke("kuota", CISONTROL)))
        assert page.xpath("//h1")[0].text == "Ubah kuota berkas Desa Cisontrol"
        assert page.xpath("//input[@name='kuota']/@value") == ["10"]
        assert "0 B dari 10,0 GB" in page.text_content()
        assert jejak() == []

    def test_it_is_given_told_and_written_down(self, dian: Client, server: UUID) -> None:
        page = tampilan(self.kirim(dian))
        teks = " ".join(page.text_content().split())
        assert "Kuota berkas Desa Cisontrol sudah diubah." in teks
        assert "0 B dari 25,0 GB" in teks
        assert self.papan() == (25 * 10**9, 0)
        assert [(kata, alasan) for kata, _, alasan in jejak()] == [("kuota", "Arsip lama dipindai")]
        assert "Kuota berkas diubah" in teks

    def test_zero_is_no_limit_in_words(self, dian: Client, server: UUID) -> None:
        assert "tanpa batas" in tampilan(self.kirim(dian, kuota="0")).text_content()
        assert self.papan() == (None, 0)

    @pytest.mark.parametrize(
        ("salah", "kata"),
        [
            ({"kuota": "10001"}, "Kuota dari 0 sampai 10.000 GB."),
            ({"kuota": "-1"}, "Kuota dari 0 sampai 10.000 GB."),
            ({"kuota": "banyak"}, "Tulis dengan angka saja"),
            ({"kuota": ""}, "Isi kuotanya."),
            ({"alasan": ""}, "Bagian ini belum diisi."),
        ],
    )
    def test_what_cannot_be_is_said_beside_its_box(
        self, dian: Client, server: UUID, salah: dict[str, str], kata: str
    ) -> None:
        page = tampilan(self.kirim(dian, **salah), 422)
        assert kata in page.text_content()
        assert (self.papan(), jejak()) == ((10 * 10**9, 0), [])

    def test_twice_the_same_is_two_acts_and_one_room(self, dian: Client, server: UUID) -> None:
        for _ in range(2):
            self.kirim(dian)
        assert (self.papan()[0], len(jejak())) == (25 * 10**9, 2)

    def test_a_village_without_a_server_has_no_such_page(self, dian: Client, cisontrol: Desa) -> None:
        assert dian.get(ke("kuota", CISONTROL)).status_code == 404
        assert dian.post(ke("kuota", CISONTROL), {"kuota": "5", "alasan": "x"}).status_code == 404

    def test_a_full_room_is_an_alarm_on_the_board_and_on_the_page(self, dian: Client, server: UUID) -> None:
        with lingkup(CISONTROL):
            kuota.beri_kuota(10**9)
            kuota.catat_ditolak(3)
            BerkasAntar.objects.create(
                sha256="a" * 64, ditunggu=True, ukuran=950_000_000, disebut_pada=clock.now()
            )
        page = tampilan(dian.get(ke("desa", CISONTROL)))
        teks = " ".join(page.text_content().split())
        assert "Kuota berkas penuh" in teks
        assert "Tempat berkas desa di kabupaten terpakai 95 %, dan 3 berkas tidak muat." in teks
        assert "950,0 MB dari 1,0 GB" in teks
        assert page.xpath("//a[contains(@href, '/kuota/')]")[0].text == "Ubah kuota"
        papan = " ".join(tampilan(dian.get(ke("papan"))).text_content().split())
        assert "kuota berkas penuh" in papan
        assert "1 berkas menunggu, kuota penuh" in papan
