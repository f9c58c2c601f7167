"""The queue of files between two real installations: night, a day's bytes, and the village's room at the regency."""

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import override_settings

from config.pengantar import Pengantar
from eoffice.dokumen import services as dokumen
from eoffice.kernel.errors import InvalidInput, ServiceDown
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.models import BerkasAntar, JatahBerkas, KeadaanNode
from eoffice.sinkron.rules.lampu import lampu
from eoffice.sinkron.selectors import berkas_belum_terkirim, berkas_ditunggu, keadaan
from eoffice.sinkron.services import berkas, jatah, kuota
from eoffice.sinkron.services.antar import HasilAntar, antar
from eoffice.sinkron.services.berkas import POTONG, Jawab, Tanya
from eoffice.sinkron.services.garis_berkas import baca_jawab, baca_tanya, isi_jawab, tulis_tanya
from eoffice.sinkron.services.kuota import KuotaPenuh, Tempat
from eoffice.sinkron.services.pusat import Petugas, riwayat_tindakan, ubah_kuota
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.conftest import CISONTROL, SITUMANDALA
from tests.sinkron.garis_uji import Kawat, garis
from tests.sinkron.mesin import Mesin
from tests.sinkron.test_berkas import acak, menunggu, menyimpan, sidik

pytestmark = pytest.mark.hanya_sqlite  # two database files in one process
Dua = tuple[Mesin, Mesin]
SIANG = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)  # ten o'clock at the office
MALAM = SIANG + timedelta(hours=10)
BESAR = 2 * POTONG


@pytest.fixture(autouse=True)
def siang() -> Iterator[Any]:
    """It is day; files of two pieces are large."""
    with time_machine.travel(SIANG, tick=False) as jam, override_settings(EOFFICE_BERKAS_BESAR=BESAR):
        yield jam


def naik(dua: Dua, panjang: int, benih: int = 1) -> str:
    """A file of the village that the hub awaits."""
    sha256 = menyimpan(dua[0], acak(panjang, benih))
    menunggu(dua[1], sha256)
    return sha256


def turun(dua: Dua, panjang: int, benih: int = 2) -> str:
    sha256 = menyimpan(dua[1], acak(panjang, benih))
    menunggu(dua[0], sha256)
    return sha256


def jalan(dua: Dua, **lain: Any) -> HasilAntar:
    satu, _ = garis(*dua)
    return dua[0].di_sini(antar, satu, **lain)  # type: ignore[no-any-return]


def tiba(dua: Dua) -> set[str]:
    """Return what arrived at the hub."""
    rows = BerkasAntar.objects.filter
    return dua[1].di_sini(  # type: ignore[no-any-return]
        lambda: set(rows(ditunggu=True, selesai_pada__isnull=False).values_list("sha256", flat=True))
    )


class TestMalam:
    def test_small_files_go_at_once_and_large_ones_wait_for_the_night(
        self, dua_rumah: Dua, siang: Any
    ) -> None:
        kecil, besar = naik(dua_rumah, 900), naik(dua_rumah, BESAR, 5)
        assert jalan(dua_rumah) == HasilAntar(dikirim=1, bita_kirim=900, malam=1)
        assert tiba(dua_rumah) == {kecil}
        siang.move_to(MALAM)
        assert jalan(dua_rumah) == HasilAntar(dikirim=1, bita_kirim=BESAR)
        assert tiba(dua_rumah) == {kecil, besar}

    def test_the_hub_is_not_even_told_a_byte_of_it_in_the_day(self, dua_rumah: Dua) -> None:
        naik(dua_rumah, 3 * BESAR)
        satu, kawat = garis(*dua_rumah)
        hasil = dua_rumah[0].di_sini(antar, satu)
        assert (hasil.malam, kawat.naik, hasil.bergerak, hasil.mengalah) == (1, 0, False, False)

    def test_after_three_days_it_goes_in_the_day(self, dua_rumah: Dua, siang: Any) -> None:
        naik(dua_rumah, BESAR)
        siang.move_to(SIANG + timedelta(days=2, hours=23))
        assert jalan(dua_rumah).malam == 1
        siang.move_to(SIANG + timedelta(days=3))
        assert jalan(dua_rumah) == HasilAntar(dikirim=1, bita_kirim=BESAR)

    def test_what_is_fetched_does_not_wait_for_an_application_is_about_to_be_read(
        self, dua_rumah: Dua
    ) -> None:
        besar = turun(dua_rumah, 3 * BESAR)
        assert jalan(dua_rumah) == HasilAntar(diambil=1, bita_ambil=3 * BESAR)
        assert dua_rumah[0].di_sini(berkas.baca, besar) == acak(3 * BESAR, 2)

    def test_a_person_may_send_it_now(self, dua_rumah: Dua) -> None:
        naik(dua_rumah, BESAR)
        assert jalan(dua_rumah, besar_juga=True) == HasilAntar(dikirim=1, bita_kirim=BESAR)

    def test_one_that_goes_is_the_last_also_at_night(self, dua_rumah: Dua, siang: Any) -> None:
        siang.move_to(MALAM)
        besar, lebih, kecil = naik(dua_rumah, BESAR), turun(dua_rumah, 3 * BESAR), naik(dua_rumah, 9, 8)
        satu, kawat = garis(*dua_rumah)
        dua_rumah[0].di_sini(antar, satu)
        urut = [
            jalur.split("/")[4] for jalur in kawat.jalur if jalur[:3] in {"GET", "PAT"} and "berkas" in jalur
        ]
        assert list(dict.fromkeys(urut)) == [kecil, lebih, besar]

    def test_the_light_says_what_waits_for_the_night(self, dua_rumah: Dua, siang: Any) -> None:
        naik(dua_rumah, BESAR), naik(dua_rumah, 9, 8)
        node, _ = dua_rumah
        isi = node.di_sini(keadaan)
        assert (isi.berkas_menunggu, isi.berkas_malam) == (2, 1)
        siang.move_to(MALAM)
        assert node.di_sini(keadaan).berkas_malam == 0
        siang.move_to(SIANG + timedelta(days=4))
        assert node.di_sini(keadaan).berkas_malam == 0

    def test_the_worker_asks_again_in_the_night_and_not_all_the_time(
        self, dua_rumah: Dua, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        naik(dua_rumah, BESAR)
        satu, _ = garis(*dua_rumah)
        kali: list[HasilAntar] = []

        def antarkan(_: object) -> HasilAntar:
            kali.append(antar(satu))
            return kali[-1]

        monkeypatch.setattr("config.pengantar.kabupaten", lambda: "ada")
        monkeypatch.setattr("config.pengantar.antarkan", antarkan)
        monkeypatch.setattr("config.pengantar.belum_dikonfirmasi", lambda: 0)
        pekerja = Pengantar(CISONTROL, threading.Event())
        with dua_rumah[0].tanpa_lingkup():
            for _ in range(5):
                pekerja.langkah()
        assert [satu.malam for satu in kali] == [1], "what waits for the night is no reason to hurry"


class TestJatah:
    @pytest.fixture(autouse=True)
    def sehari(self, settings: Any) -> None:
        settings.EOFFICE_BERKAS_BESAR = 0
        settings.EOFFICE_BERKAS_SEHARI = 3 * POTONG

    def test_a_day_allows_so_much_and_the_next_goes_on_at_the_byte(self, dua_rumah: Dua, siang: Any) -> None:
        panjang = 5 * POTONG + 7
        sha256 = naik(dua_rumah, panjang)
        hasil = jalan(dua_rumah)
        assert hasil == HasilAntar(bita_kirim=3 * POTONG, jatah_habis=True)
        assert dua_rumah[1].di_sini(berkas.sampai, sha256) == 3 * POTONG
        assert jalan(dua_rumah) == HasilAntar(jatah_habis=True)
        siang.move_to(SIANG + timedelta(days=1))
        assert jalan(dua_rumah) == HasilAntar(dikirim=1, bita_kirim=panjang - 3 * POTONG)

    def test_both_directions_count(self, dua_rumah: Dua) -> None:
        naik(dua_rumah, POTONG), turun(dua_rumah, 3 * POTONG)
        hasil = jalan(dua_rumah)
        assert (hasil.bita_kirim, hasil.bita_ambil, hasil.jatah_habis) == (POTONG, 2 * POTONG, True)
        assert dua_rumah[0].di_sini(jatah.terpakai_hari_ini) == 3 * POTONG

    def test_what_was_used_is_known_after_a_restart(self, dua_rumah: Dua) -> None:
        node, _ = dua_rumah
        naik(dua_rumah, 2 * POTONG)
        jalan(dua_rumah)
        naik(dua_rumah, 2 * POTONG, 7)
        assert jalan(dua_rumah) == HasilAntar(
            bita_kirim=POTONG, jatah_habis=True
        )  # every call is a new process' state
        assert node.di_sini(lambda: list(JatahBerkas.objects.values_list("hari", "bita"))) == [
            (SIANG.date(), 3 * POTONG)
        ]
        assert node.di_sini(keadaan).bita_hari_ini == 3 * POTONG

    def test_it_is_counted_before_it_goes_so_a_cut_gives_nothing_back(self, dua_rumah: Dua) -> None:
        naik(dua_rumah, 2 * POTONG)
        satu, kawat = garis(*dua_rumah)
        kawat.putus = 2
        with pytest.raises(ServiceDown):
            dua_rumah[0].di_sini(antar, satu)
        assert dua_rumah[0].di_sini(jatah.terpakai_hari_ini) == POTONG

    @pytest.mark.parametrize("hari", [-400, -1, 1, 400])
    def test_another_day_begins_at_nothing_whichever_way_the_clock_went(
        self, dua_rumah: Dua, siang: Any, hari: int
    ) -> None:
        node, _ = dua_rumah
        assert node.di_sini(jatah.pakai, 3 * POTONG)
        assert not node.di_sini(jatah.pakai, 1)
        siang.move_to(SIANG + timedelta(days=hari))
        assert node.di_sini(jatah.terpakai_hari_ini) == 0
        assert node.di_sini(jatah.pakai, 3 * POTONG)

    def test_the_day_is_that_of_the_office(self, dua_rumah: Dua, siang: Any) -> None:
        node, _ = dua_rumah
        siang.move_to(datetime(2026, 11, 24, 16, 59, tzinfo=UTC))
        assert node.di_sini(jatah.pakai, 3 * POTONG)
        siang.move_to(datetime(2026, 11, 24, 17, 0, tzinfo=UTC))  # midnight in Ciamis
        assert node.di_sini(jatah.pakai, 3 * POTONG)

    def test_without_a_limit_it_is_still_counted(self, dua_rumah: Dua, settings: Any) -> None:
        settings.EOFFICE_BERKAS_SEHARI = 0
        naik(dua_rumah, 9 * POTONG)
        assert jalan(dua_rumah) == HasilAntar(dikirim=1, bita_kirim=9 * POTONG)
        assert dua_rumah[0].di_sini(jatah.terpakai_hari_ini) == 9 * POTONG

    def test_the_worker_waits_when_the_day_is_used_up(self, monkeypatch: pytest.MonkeyPatch) -> None:
        kali: list[int] = []

        def antarkan(_: object) -> HasilAntar:
            kali.append(1)
            return HasilAntar(jatah_habis=True)

        ganti: dict[str, Any] = {
            "kabupaten": lambda: "ada", "antarkan": antarkan, "belum_dikonfirmasi": lambda: 0,
            "berkas_belum_terkirim": lambda: 1, "berkas_ditunggu": set, "catat_antar": lambda *_: None,
        }  # fmt: skip
        for nama, isi in ganti.items():
            monkeypatch.setattr(f"config.pengantar.{nama}", isi)
        pekerja = Pengantar(CISONTROL, threading.Event())
        for _ in range(10):
            pekerja._satu_giliran()
        assert len(kali) == 1


class TestKuota:
    @pytest.fixture(autouse=True)
    def sempit(self, settings: Any) -> None:
        settings.EOFFICE_BERKAS_BESAR = 0
        settings.EOFFICE_KUOTA_DESA = 10_000

    def test_what_does_not_fit_waits_and_both_sides_are_told(self, dua_rumah: Dua) -> None:
        node, hub = dua_rumah
        kecil, besar = naik(dua_rumah, 4000), naik(dua_rumah, 7000, 3)
        satu, kawat = garis(node, hub)
        assert node.di_sini(antar, satu) == HasilAntar(dikirim=1, bita_kirim=4000, ditolak=1)
        assert (tiba(dua_rumah), kawat.naik) == ({kecil}, 4000), "not a byte of the other one was sent"
        assert node.di_sini(dokumen.baca, besar) == acak(7000, 3), "nothing is lost"
        papan = hub.di_sini(lambda: KeadaanNode.objects.values().get(pk=CISONTROL))
        assert (papan["berkas_ditolak"], papan["berkas_kuota"]) == (1, 10_000)
        isi = node.di_sini(keadaan)
        assert (isi.berkas_menunggu, isi.berkas_ditolak) == (1, 1)
        assert node.di_sini(lambda: list(JatahBerkas.objects.values_list("kuota", "ditolak"))) == [
            (10_000, 1)
        ]

    def test_it_goes_on_by_itself_when_an_officer_gives_more(self, dua_rumah: Dua) -> None:
        node, hub = dua_rumah
        besar = naik(dua_rumah, 12_000)
        assert jalan(dua_rumah).ditolak == 1
        hub.di_sini(
            lambda: ubah_kuota(petugas=Petugas(None, "Dian"), gigabita=1, alasan="Arsip lama dipindai")
        )
        papan = hub.di_sini(lambda: KeadaanNode.objects.values().get(pk=CISONTROL))
        assert (papan["berkas_ditolak"], papan["berkas_kuota"]) == (0, 10**9)
        assert jalan(dua_rumah) == HasilAntar(dikirim=1, bita_kirim=12_000)
        assert tiba(dua_rumah) == {besar}
        assert node.di_sini(keadaan).berkas_ditolak == 0
        (satu,) = hub.di_sini(riwayat_tindakan, 5)
        assert (satu.kata, dict(satu.rincian), satu.nama, satu.alasan) == (
            "kuota", {"gigabita": 1}, "Dian", "Arsip lama dipindai",
        )  # fmt: skip

    @pytest.mark.parametrize("gigabita", [-1, 10_001, 10**12])
    def test_no_such_room(self, dua_rumah: Dua, gigabita: int) -> None:
        with pytest.raises(InvalidInput) as tolak:
            dua_rumah[1].di_sini(
                lambda: ubah_kuota(petugas=Petugas(None, "Dian"), gigabita=gigabita, alasan="salah ketik")
            )
        assert tolak.value.pesan.kode == "sinkron.kuota_tidak_sah"
        assert dua_rumah[1].di_sini(kuota.tempat).kuota == 10_000

    def test_nobody_changes_it_without_a_reason(self, dua_rumah: Dua) -> None:
        with pytest.raises(InvalidInput, match="alasan_kosong"):
            dua_rumah[1].di_sini(lambda: ubah_kuota(petugas=Petugas(None, "D"), gigabita=5, alasan="  "))

    def test_no_limit_is_a_room_of_zero(self, dua_rumah: Dua, settings: Any) -> None:
        _, hub = dua_rumah
        hub.di_sini(kuota.beri_kuota, 0)
        assert hub.di_sini(kuota.tempat).kuota is None
        hub.di_sini(kuota.beri_kuota, 5)
        assert hub.di_sini(kuota.tempat) == Tempat(5, 0)
        hub.di_sini(lambda: JatahBerkas.objects.all().delete())
        settings.EOFFICE_KUOTA_DESA = 0
        assert hub.di_sini(kuota.tempat).kuota is None

    def test_what_was_begun_is_finished_and_two_never_wait_for_each_other(self, dua_rumah: Dua) -> None:
        _, hub = dua_rumah
        satu, dua = naik(dua_rumah, 6000, 11), naik(dua_rumah, 5000, 12)
        hub.di_sini(berkas.tambah, satu, 0, 6000, acak(6000, 11)[:100])
        for _ in range(2):
            with pytest.raises(KuotaPenuh):
                hub.di_sini(berkas.tambah, dua, 0, 5000, acak(5000, 12)[:100])
        assert hub.di_sini(dokumen.sampai_mana, dua) == 0
        hub.di_sini(berkas.tambah, satu, 100, 6000, acak(6000, 11)[100:])
        assert hub.di_sini(kuota.tempat) == Tempat(10_000, 6000)
        assert hub.di_sini(berkas.tambah, naik(dua_rumah, 4000, 13), 0, 4000, acak(4000, 13)) == 4000

    def test_a_village_that_says_a_smaller_size_first_gains_nothing(self, dua_rumah: Dua) -> None:
        _, hub = dua_rumah
        sha256 = naik(dua_rumah, 20_000, 4)
        hub.di_sini(berkas.tambah, sha256, 0, 9000, acak(20_000, 4)[:8000])
        with pytest.raises(KuotaPenuh) as tolak:
            hub.di_sini(berkas.tambah, sha256, 8000, 20_000, acak(20_000, 4)[8000:])
        assert tolak.value.pesan == Pesan("sinkron.kuota_penuh", kuota=10_000, terpakai=9000)
        assert hub.di_sini(dokumen.sampai_mana, sha256) == 8000

    def test_what_is_not_what_its_name_says_gives_its_room_back(self, dua_rumah: Dua) -> None:
        _, hub = dua_rumah
        sha256 = naik(dua_rumah, 6000, 4)
        with pytest.raises(InvalidInput, match="tidak_cocok"):
            hub.di_sini(berkas.tambah, sha256, 0, 9000, b"x" * 9000)
        assert hub.di_sini(kuota.tempat).terpakai == 0
        assert hub.di_sini(berkas.tambah, sha256, 0, 6000, acak(6000, 4)) == 6000

    def test_a_smaller_room_throws_nothing_away(self, dua_rumah: Dua) -> None:
        _, hub = dua_rumah
        ada = naik(dua_rumah, 8000)
        jalan(dua_rumah)
        hub.di_sini(kuota.beri_kuota, 10)
        assert hub.di_sini(berkas.baca, ada) == acak(8000)
        assert hub.di_sini(kuota.tempat).sisa == 0
        naik(dua_rumah, 1, 9)
        assert jalan(dua_rumah).ditolak == 1

    def test_each_village_has_its_own(self, dua_rumah: Dua) -> None:
        _, hub = dua_rumah
        naik(dua_rumah, 9000)
        jalan(dua_rumah)
        with hub.tanpa_lingkup():
            Desa.objects.create(kode=SITUMANDALA, nama="S", kecamatan="R", kabupaten="C", provinsi="J")
            with lingkup(SITUMANDALA):
                assert kuota.tempat() == Tempat(10_000, 0)
                berkas.catat_sebutan([sidik(b"y" * 9000)], sendiri=False)
                assert berkas.tambah(sidik(b"y" * 9000), 0, 9000, b"y" * 9000) == 9000

    def test_a_village_sets_no_limit_to_what_it_fetches(self, dua_rumah: Dua) -> None:
        turun(dua_rumah, 60_000)
        assert jalan(dua_rumah) == HasilAntar(diambil=1, bita_ambil=60_000)
        assert dua_rumah[0].di_sini(kuota.tempat).kuota is None

    def test_what_can_be_fetched_is_told_while_the_room_is_full(self, dua_rumah: Dua) -> None:
        naik(dua_rumah, 20_000), turun(dua_rumah, 300)
        hasil = jalan(dua_rumah)
        assert (hasil.diambil, hasil.ditolak) == (1, 1)

    def test_a_village_of_an_earlier_version_is_refused_at_the_first_piece(
        self, dua_rumah: Dua, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """It tells no sizes; what does not fit holds up no other file."""
        monkeypatch.setattr(
            "eoffice.sinkron.services.garis_berkas.tulis_tanya",
            lambda t: json.dumps({"kirim": list(t.kirim), "minta": list(t.minta)}).encode(),
        )
        kecil, _besar = naik(dua_rumah, 4000), naik(dua_rumah, 7000, 3)
        hasil = jalan(dua_rumah)
        assert (hasil.dikirim, hasil.ditolak, tiba(dua_rumah)) == (1, 1, {kecil})

    def test_a_hub_set_back_asks_for_what_it_lost_and_no_more_than_fits(self, dua_rumah: Dua) -> None:
        node, hub = dua_rumah
        satu = naik(dua_rumah, 9000)
        hub.cadangkan()
        jalan(dua_rumah)
        hub.pulihkan(0)
        hub.di_sini(lambda: kuota.beri_kuota(8000))
        hasil = jalan(dua_rumah)
        assert (hasil.dikirim, hasil.ditolak) == (0, 1), "its size is told by its first piece"
        hub.di_sini(lambda: kuota.beri_kuota(9000))
        assert jalan(dua_rumah).dikirim == 1
        assert tiba(dua_rumah) == {satu}
        assert node.di_sini(berkas_belum_terkirim) == 0

    def test_more_than_a_question_names_does_not_stand_in_the_way(
        self, dua_rumah: Dua, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What the hub has awaited longest and cannot take is not all that it ever asks for."""
        monkeypatch.setattr("eoffice.sinkron.services.berkas.MAKS_TANYA", 3)
        menunggu(dua_rumah[1], *(sidik(bytes([n])) for n in range(9)))  # the village does not have them
        kecil = naik(dua_rumah, 100)
        assert jalan(dua_rumah).dikirim == 1
        assert tiba(dua_rumah) == {kecil}

    def test_the_light_says_it_in_words_and_what_to_do(self, dua_rumah: Dua) -> None:
        naik(dua_rumah, 20_000)
        jalan(dua_rumah)
        isi = dua_rumah[0].di_sini(keadaan)
        assert lampu(isi, SIANG).pesan.kode == "sinkron.lampu_belum_bertemu"
        satu = lampu(replace(isi, milik=(), kontak=SIANG, cocok=True, cocok_pada=SIANG), SIANG)
        assert satu.pesan == Pesan("sinkron.lampu_kuota", data=0, berkas=1, ditolak=1)


BAIK = {"ditunggu": {"a": 1}, "tiba": ["b"], "ada": {"c": 3}, "ditolak": 2, "kuota": 9, "terpakai": 4}


class TestKata:
    def test_a_question_and_an_answer_arrive_as_they_were(self) -> None:
        tanya = Tanya(["a"], ["b"], {"a": 5})
        assert baca_tanya(tulis_tanya(tanya)) == tanya
        jawab = Jawab({"a": 1}, ["b"], {"c": 3}, 2, Tempat(9, 4))
        assert baca_jawab(json.loads(json.dumps(isi_jawab(jawab)))) == jawab
        assert isi_jawab(jawab) == BAIK

    def test_who_says_nothing_of_sizes_or_room_is_of_an_earlier_version(self) -> None:
        assert baca_tanya(b'{"kirim": ["a"], "minta": []}') == Tanya(["a"], [])
        lama = {nama: BAIK[nama] for nama in ("ditunggu", "tiba", "ada")}
        assert baca_jawab(lama) == Jawab({"a": 1}, ["b"], {"c": 3})

    @pytest.mark.parametrize("nilai", [-1, 2**63, 1.5, "1", True, [], {}, float("inf"), 10**40])
    @pytest.mark.parametrize("nama", ["ditolak", "kuota", "terpakai"])
    def test_a_number_that_cannot_be_stored_is_no_answer(self, nama: str, nilai: object) -> None:
        with pytest.raises(ValueError, match=r"."):
            baca_jawab({**BAIK, nama: nilai})

    @pytest.mark.parametrize("ukuran", [[], "x", {"a": -1}, {"a": None}, {"a": 10**40}, 7])
    def test_a_question_that_is_none(self, ukuran: object) -> None:
        isi = json.dumps({"kirim": ["a"], "minta": [], "ukuran": ukuran}).encode()
        if not ukuran:
            assert baca_tanya(isi) == Tanya(["a"], [])
            return
        with pytest.raises((ValueError, TypeError, AttributeError)):
            baca_tanya(isi)


def test_the_hub_counts_what_was_begun_and_what_arrived(dua_rumah: Dua) -> None:
    _, hub = dua_rumah
    penuh, separuh, belum = naik(dua_rumah, 300), naik(dua_rumah, 500, 4), naik(dua_rumah, 900, 6)
    hub.di_sini(berkas.tambah, penuh, 0, 300, acak(300))
    hub.di_sini(berkas.tambah, separuh, 0, 500, acak(500, 4)[:1])
    turun(dua_rumah, 5000)  # of the hub itself
    assert hub.di_sini(kuota.tempat).terpakai == 800
    assert hub.di_sini(berkas_ditunggu) == {separuh, belum}


def test_nothing_is_written_when_nothing_changed(dua_rumah: Dua) -> None:
    node, hub = dua_rumah
    for mesin in dua_rumah:
        assert mesin.di_sini(JatahBerkas.objects.count) == 0
    jalan(dua_rumah)
    assert hub.di_sini(JatahBerkas.objects.count) == 0
    (satu,) = node.di_sini(
        lambda: list(JatahBerkas.objects.values_list("kuota", "terpakai", "ditolak", "bita"))
    )
    assert satu == (10 * 1000**3, 0, 0, 0)


def test_a_line_without_room_for_anything_costs_one_question(dua_rumah: Dua) -> None:
    """However many files wait, a full room is one call a turn."""
    node, hub = dua_rumah
    hub.di_sini(kuota.beri_kuota, 1)
    for benih in range(6):
        naik(dua_rumah, 50, 20 + benih)
    satu, kawat = garis(node, hub)
    assert node.di_sini(antar, satu).ditolak == 6
    assert isinstance(kawat, Kawat)
    assert len([jalur for jalur in kawat.jalur if "/berkas/" in jalur]) == 1
