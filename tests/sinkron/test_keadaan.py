"""The regency's row of each village: it says what the tables say, after a meeting, at once or by the worker."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
import time_machine
from django.conf import LazySettings
from django.db import connection

from config.proyeksi import PROYEKSI
from config.workers import TUGAS
from eoffice.jejak.cursors import run_once
from eoffice.jejak.models import Kepala
from eoffice.kernel import clock
from eoffice.sinkron.models import BerkasAntar, Karantina, KeadaanNode, Pencocokan
from eoffice.sinkron.rules.alarm import Keadaan
from eoffice.sinkron.rules.laporan import Laporan
from eoffice.sinkron.services import keadaan
from eoffice.sinkron.services.pendaftaran import buat_kode, cabut
from eoffice.sinkron.workers import TerapkanAliran
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.conftest import CISONTROL, SITUMANDALA
from tests.sinkron.penelepon import Penelepon, kiriman

LAPORAN = Laporan("1.4", 12, None, 0, 3600, 2, 1, 9 * 10**9, 100 * 10**9, "mesin-a")


@pytest.fixture(autouse=True)
def _rumah(tmp_path: Path, settings: LazySettings) -> None:
    settings.EOFFICE_HOME = tmp_path


@pytest.fixture
def node(cisontrol: Desa, situmandala: Desa) -> Penelepon:
    """The registered installation of Cisontrol, whose neighbour has none."""
    return Penelepon().daftar()


def salam(node: Penelepon, laporan: Laporan = LAPORAN, jawab: int = 200) -> None:
    assert node.panggil("salam/", laporan.tulis()).status_code == jawab


def dua_komputer(node: Penelepon, *mesin: str) -> None:
    """Greet from computers in turn; whoever is not the first is refused, and noted."""
    for satu in mesin:
        salam(node, replace(LAPORAN, mesin=satu), 200 if satu == mesin[0] else 422)


def selesai(node: Penelepon) -> None:
    """End a meeting, as it ends: with the question about files."""
    assert node.panggil("berkas/", b'{"kirim": [], "minta": []}').status_code == 200


def dorong(node: Penelepon, banyak: int, epoch: UUID) -> None:
    assert node.panggil("dorong/", node.paket(kiriman(banyak, epoch=epoch))).status_code == 200


def baca(desa: str = CISONTROL) -> Keadaan:
    return keadaan.semua_keadaan()[desa]


def papan() -> None:
    next(tugas for tugas in TUGAS if tugas.nama == "papan").jalankan()


def terapkan() -> None:
    with lingkup(CISONTROL):
        run_once(TerapkanAliran(PROYEKSI))


def test_a_greeting_fills_the_row_with_what_the_village_says(node: Penelepon) -> None:
    kini = clock.now()
    with time_machine.travel(kini, tick=False):
        salam(node)
    satu = baca()
    assert (satu.status, satu.versi, satu.selisih_jam) == ("aktif", "1.4", 12)
    assert satu.terlihat_pada == kini
    assert satu.tertua_sejak == kini - timedelta(hours=1)
    assert (satu.berkas_desa, satu.tertahan_desa, satu.disk_persen) == (2, 1, 9)
    assert SITUMANDALA not in keadaan.semua_keadaan()


def test_an_older_installation_leaves_unknown_what_it_does_not_tell(node: Penelepon) -> None:
    salam(node, Laporan("1.0", 0, None, 0))
    satu = baca()
    assert (satu.tertua_sejak, satu.berkas_desa, satu.tertahan_desa, satu.disk_persen) == (None,) * 4


def test_an_age_beyond_all_measure_is_no_error(node: Penelepon) -> None:
    salam(node, replace(LAPORAN, umur_tertua=2**62))
    tua = baca().tertua_sejak
    assert tua is not None
    assert tua.year < 1950


def test_head_received_and_applied_follow_a_meeting(node: Penelepon) -> None:
    epoch = uuid4()
    salam(node, replace(LAPORAN, epoch=epoch, urut=4))
    assert (baca().kepala, baca().diterima, baca().diterapkan, baca().belum_terkirim) == (4, 0, 0, 4)
    dorong(node, 4, epoch)
    with lingkup(CISONTROL):
        keadaan.segarkan()
    assert (baca().diterima, baca().diterapkan, baca().tertinggal) == (4, 0, 4)
    terapkan()
    papan()
    assert (baca().diterima, baca().diterapkan, baca().tertinggal) == (4, 4, 0)


def test_the_end_of_a_meeting_shows_what_was_received(node: Penelepon) -> None:
    epoch = uuid4()
    salam(node, replace(LAPORAN, epoch=epoch, urut=2))
    dorong(node, 2, epoch)
    selesai(node)
    assert baca().diterima == 2


def test_applying_marks_the_row_and_the_worker_computes_it(node: Penelepon) -> None:
    epoch = uuid4()
    salam(node, replace(LAPORAN, epoch=epoch, urut=1))
    dorong(node, 1, epoch)
    assert keadaan.yang_basi() == []
    terapkan()
    assert keadaan.yang_basi() == [CISONTROL]
    papan()
    assert keadaan.yang_basi() == []
    assert baca().diterapkan == 1


def test_a_row_that_nobody_touched_is_computed_again_after_ten_minutes(node: Penelepon) -> None:
    salam(node)
    with lingkup(CISONTROL):
        BerkasAntar(sha256="0" * 64, ditunggu=True, disebut_pada=clock.now()).save()
    papan()
    assert baca().berkas_ditunggu == 0
    with time_machine.travel(clock.now() + timedelta(minutes=11)):
        papan()
    assert baca().berkas_ditunggu == 1


def test_a_worker_that_stands_still_is_noticed(node: Penelepon) -> None:
    assert keadaan.pekerja_diam() is None
    salam(node)
    assert keadaan.pekerja_diam() is None
    sejak = KeadaanNode.objects.get().diperbarui_pada
    with time_machine.travel(clock.now() + timedelta(minutes=19)):
        assert keadaan.pekerja_diam() is None
    with time_machine.travel(clock.now() + timedelta(minutes=21)):
        assert keadaan.pekerja_diam() == sejak
        papan()
        assert keadaan.pekerja_diam() is None


class TestTerlambat:
    """Since when something waits to be applied."""

    def segar(self, saat: datetime) -> Keadaan:
        with time_machine.travel(saat, tick=False), lingkup(CISONTROL):
            keadaan.segarkan()
        return baca()

    def test_it_counts_from_when_it_was_first_seen_and_ends_when_all_is_applied(
        self, node: Penelepon
    ) -> None:
        awal, epoch = clock.now(), uuid4()
        dorong(node, 3, epoch)
        assert self.segar(awal).batas_pada == awal
        assert self.segar(awal + timedelta(minutes=20)).batas_pada == awal
        terapkan()
        assert self.segar(awal + timedelta(minutes=21)).batas_pada is None

    def test_a_worker_that_keeps_up_is_not_late_though_something_always_waits(self, node: Penelepon) -> None:
        awal, epoch = clock.now(), uuid4()
        dorong(node, 3, epoch)
        self.segar(awal)
        terapkan()
        lain = uuid4()
        dorong(node, 2, lain)  # before anybody looked
        nanti = awal + timedelta(minutes=20)
        assert self.segar(nanti).batas_pada == nanti

    def test_a_hub_that_was_set_back_begins_anew(self, node: Penelepon) -> None:
        dorong(node, 3, uuid4())
        self.segar(clock.now())
        KeadaanNode.objects.update(batas_terap=10**9)
        terapkan()
        assert self.segar(clock.now()).batas_pada is None


def test_quarantine_files_and_codes_are_counted(node: Penelepon) -> None:
    with lingkup(CISONTROL):
        for urut, beres in enumerate((None, None, clock.now())):
            umum = {
                "jenis": "uji.polos",
                "agregat": "polos",
                "agregat_id": uuid4(),
                "sebab": "sinkron.dua_cabang",
            }
            Karantina(
                epoch=uuid4(), urut=urut, id_peristiwa=uuid4(), sejak=clock.now(), selesai_pada=beres, **umum
            ).save()
            BerkasAntar(
                sha256=f"{urut:064}", ditunggu=True, disebut_pada=clock.now(), selesai_pada=beres
            ).save()
        kode = buat_kode(oleh="uji", ganti=True)
        satu = keadaan.keadaan()
    assert (satu.tertahan, satu.berkas_ditunggu, satu.kode_sampai) == (2, 2, kode.kedaluwarsa)
    with time_machine.travel(clock.now() + timedelta(hours=25)), lingkup(CISONTROL):
        assert keadaan.keadaan().kode_sampai is None


def test_the_last_comparison_decides(node: Penelepon) -> None:
    def banding(pada: datetime, urut: int, *beda: list[int]) -> None:
        for nomor, ember in enumerate(beda):
            Pencocokan(
                epoch=UUID(int=5), urut=urut, tabel=f"t{nomor}", digest="a", digest_pemilik="b", berbeda=ember, pada=pada
            ).save()  # fmt: skip

    kini = clock.now()
    with lingkup(CISONTROL):
        assert (keadaan.keadaan().cocok_pada, keadaan.keadaan().tabel_beda) == (None, 0)
        banding(kini - timedelta(days=1), 3, [7], [], [1, 2])
        assert (keadaan.keadaan().cocok_pada, keadaan.keadaan().tabel_beda) == (kini - timedelta(days=1), 2)
        banding(kini, 9, [], [], [])
        assert (keadaan.keadaan().cocok_pada, keadaan.keadaan().tabel_beda) == (kini, 0)


def test_a_stream_that_branched_off_is_a_fork(node: Penelepon) -> None:
    dorong(node, 2, UUID(int=8))
    with lingkup(CISONTROL):
        assert keadaan.keadaan().cabang_pada is None
        pada = clock.now()
        Kepala(
            epoch=uuid4(), lokal=False, waktu=pada, dibuka_pada=pada, induk_epoch=UUID(int=8), induk_urut=1
        ).save()
        assert keadaan.keadaan().cabang_pada == pada


def test_streams_of_the_hub_itself_do_not_count(node: Penelepon) -> None:
    with lingkup(CISONTROL):
        pada = clock.now()
        Kepala(epoch=uuid4(), lokal=True, urut=50, waktu=pada, dibuka_pada=pada, induk_epoch=uuid4()).save()
        satu = keadaan.keadaan()
    assert (satu.tertinggal, satu.cabang_pada, satu.batas_pada) == (0, None, None)


class TestKunci:
    """The computer behind a key, and keys that follow each other."""

    def test_a_copied_disk_that_runs_twice_is_noticed(self, node: Penelepon) -> None:
        dua_komputer(node, "mesin-a", "mesin-b")
        assert baca().mesin_ganti_pada is not None
        assert baca().klon_pada is None
        salam(node)
        assert baca().klon_pada is not None

    def test_what_only_reports_tell_survives_a_refresh(self, node: Penelepon) -> None:
        dua_komputer(node, "mesin-a", "mesin-b", "mesin-a")
        sebelum = baca()
        with lingkup(CISONTROL):
            keadaan.segarkan()
        assert replace(baca(), terlihat_pada=None) == replace(sebelum, terlihat_pada=None)

    def test_a_new_key_ends_what_was_known_of_the_computer(self, node: Penelepon) -> None:
        dua_komputer(node, "mesin-a", "mesin-b", "mesin-a")
        with lingkup(CISONTROL):
            cabut(oleh="uji")
        salam(Penelepon().daftar(), replace(LAPORAN, mesin="mesin-c"))
        assert (baca().klon_pada, baca().mesin_ganti_pada, baca().status) == (None, None, "aktif")

    def test_a_revoked_key_shows_until_another_one_comes(self, node: Penelepon) -> None:
        salam(node)
        Desa.objects.filter(pk=CISONTROL).update(dilayani_di_sini=False)
        with lingkup(CISONTROL):
            cabut(oleh="uji")
            assert keadaan.keadaan().status == "dicabut"
        Penelepon().daftar()
        with lingkup(CISONTROL):
            assert (keadaan.keadaan().status, keadaan.keadaan().terlihat_pada) == ("aktif", None)


def test_a_village_that_came_back_to_the_hub_has_no_server(node: Penelepon) -> None:
    salam(node)
    with lingkup(CISONTROL):
        cabut(oleh="uji")
        assert keadaan.keadaan().status == ""
    assert baca().status == ""


def test_a_village_without_a_server_has_no_status(situmandala: Desa) -> None:
    with lingkup(SITUMANDALA):
        assert keadaan.keadaan() == Keadaan(status="", berkas_kuota=10 * 1000**3)


def test_the_board_is_read_without_any_scope_and_in_one_statement(
    node: Penelepon, django_assert_num_queries: object
) -> None:
    salam(node)
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert list(keadaan.semua_keadaan()) == [CISONTROL]


def test_the_row_holds_nothing_about_people() -> None:
    """A new column has to be thought about: this table has no wall between villages."""
    assert {satu.get_internal_type() for satu in KeadaanNode._meta.concrete_fields} == {
        "OneToOneField", "UUIDField", "CharField", "DateTimeField", "IntegerField", "PositiveBigIntegerField",
        "PositiveIntegerField", "BooleanField",
    }  # fmt: skip
    teks = {
        satu.name: satu.max_length
        for satu in KeadaanNode._meta.concrete_fields
        if satu.get_internal_type() == "CharField"
    }
    assert teks == {"status": 7, "versi": 20, "mesin": 16, "mesin_lalu": 16}


@pytest.mark.hanya_postgres
def test_the_serving_role_sees_every_row_but_no_villages_tables(node: Penelepon) -> None:
    salam(node)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM sinkron_keadaannode), (SELECT count(*) FROM sinkron_node)"
        )
        assert cursor.fetchone() == (1, 0)
