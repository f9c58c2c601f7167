"""The first load of a new or replaced server: cut anywhere it goes on at that byte, and nothing false comes in."""

import os
import random
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eoffice.dokumen import services as dokumen
from eoffice.jejak import services as jejak
from eoffice.jejak.aliran import semua_ujung
from eoffice.jejak.models import MuatanPribadi, Peristiwa
from eoffice.jejak.services import hapus_pribadi
from eoffice.jejak.verify import periksa_rantai
from eoffice.kernel.errors import NotFound, ServiceDown, StorageFull
from eoffice.sinkron.models import PaketSimpan
from eoffice.sinkron.rules.muat import DaftarSegmen, KemajuanMuat
from eoffice.sinkron.rules.paket import baca_kepala, rakit, tulis_kepala, urai
from eoffice.sinkron.services import segmen
from eoffice.sinkron.services.garis_muat import GarisMuat
from eoffice.sinkron.services.kemas import _ditandatangani, kemas_muat
from eoffice.sinkron.services.muat import akhiri_muat, kemajuan_muat, muat
from eoffice.sinkron.services.sesi import HasilSesi, jalankan
from tests.conftest import CISONTROL, SITUMANDALA
from tests.jejak.conftest import banyak, tulis
from tests.sinkron.garis_uji import Kawat, bekerja, garis
from tests.sinkron.kerja import bekerja as di_kantor
from tests.sinkron.kerja import sama
from tests.sinkron.mesin import Mesin, kenalkan
from tests.sinkron.penelepon import bom

pytestmark = pytest.mark.hanya_sqlite  # two database files in one process
Dua = tuple[Mesin, Mesin]
BANYAK = 330


@pytest.fixture(autouse=True)
def segmen_kecil(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make files of 100 events, so that a load has several."""
    monkeypatch.setattr(segmen, "SEPAKET", 100)
    monkeypatch.setattr(segmen, "SEDIKITNYA", 60)
    monkeypatch.setattr(segmen, "POTONG", 2500)


def menulis(mesin: Mesin, jumlah: int) -> None:
    def kerja() -> None:
        with transaction.atomic():
            jejak.catat_banyak(banyak(jumlah), pelaku="uji")

    mesin.di_sini(kerja)


def semua(mesin: Mesin) -> list[Any]:
    """Return every event and its private part."""
    kolom = ("epoch", "urut", "digest", "id_peristiwa", "muatan__isi")
    return mesin.di_sini(lambda: list(Peristiwa.objects.order_by("epoch", "urut").values_list(*kolom)))  # type: ignore[no-any-return]


@pytest.fixture
def penuh(dua_rumah: Dua) -> tuple[Mesin, Mesin, GarisMuat, Kawat]:
    """A new server, and the hub that hosted its village."""
    node, hub = dua_rumah
    menulis(hub, BANYAK)
    return node, hub, *garis(node, hub)


def test_a_new_server_gets_the_whole_past_in_files_and_the_rest_by_the_stream(penuh: Any) -> None:
    node, hub, satu, kawat = penuh
    assert node.di_sini(muat, satu) == 300  # what is left is too little for a file
    assert node.di_sini(jalankan, satu, node.diri) == HasilSesi(diambil=30)
    assert semua(node) == semua(hub)
    assert node.di_sini(periksa_rantai, CISONTROL).utuh
    assert kawat.segmen == sum(
        node.di_sini(lambda: [len(p.isi) for p in PaketSimpan.objects.order_by("dari")])[:3]
    )
    assert node.di_sini(lambda: list(PaketSimpan.objects.values_list("dari", "sampai").order_by("dari"))) == [
        (1, 100), (101, 200), (201, 300), (301, 330),
    ]  # fmt: skip
    assert node.rumah is not None
    assert [p for p in (node.rumah / "berkas-datang").rglob("*") if p.is_file()] == []


def test_after_the_first_time_nothing_is_asked(penuh: Any) -> None:
    node, hub, satu, kawat = penuh
    node.di_sini(muat, satu)
    node.di_sini(jalankan, satu, node.diri)
    bekerja(node)
    assert node.di_sini(akhiri_muat) is True
    menulis(hub, 200)
    kawat.jalur.clear()
    assert node.di_sini(muat, satu) == 0
    assert kawat.jalur == []


def test_a_village_that_worked_before_it_enrolled_loads_nothing(dua_rumah: Dua) -> None:
    node, hub = dua_rumah
    menulis(node, 20)
    satu, _ = garis(node, hub)
    assert node.di_sini(muat, satu) == 0
    assert node.di_sini(kemajuan_muat) is None
    assert node.di_sini(jalankan, satu, node.diri) == HasilSesi(dikirim=20)
    assert semua(node) == semua(hub)


def _sampai_selesai(node: Mesin, satu: GarisMuat, kawat: Kawat, putus: list[int]) -> int:
    """Load with a cut after each of these numbers of bytes; return how many cuts there were."""
    kali = 0
    for berikut in [*putus, None]:
        kawat.putus_di = berikut
        try:
            node.di_sini(muat, satu)
        except ServiceDown:
            kali += 1
        else:
            break
    kawat.putus_di = None
    node.di_sini(muat, satu)
    return kali


def test_ten_cuts_at_any_byte_move_no_byte_of_a_file_twice(penuh: Any) -> None:
    node, hub, satu, kawat = penuh
    acak = random.Random(7)
    assert _sampai_selesai(node, satu, kawat, [acak.randrange(1, 1200) for _ in range(10)]) == 10
    node.di_sini(jalankan, satu, node.diri)
    assert semua(node) == semua(hub)
    ukuran = hub.di_sini(lambda: segmen.daftar_segmen({}, hub.diri).ukuran)
    assert kawat.segmen == ukuran
    assert kawat.jalur.count(f"POST /sinkron/{CISONTROL}/muat/") == 1  # the list is kept as well


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(putus=st.lists(st.integers(1, 4_000), max_size=8), restart=st.booleans())
def test_wherever_the_cuts_are_the_result_is_the_same(
    buat_mesin: Callable[[str], Mesin], tmp_path_factory: Any, putus: list[int], restart: bool
) -> None:
    rumah = tmp_path_factory.mktemp("rumah")
    node, hub = buat_mesin(f"desa{rumah.name}"), buat_mesin(f"hub{rumah.name}")
    node.rumah, hub.rumah, node.peran = rumah / "desa", rumah / "hub", "desa"
    node.rumah.mkdir()
    kenalkan(node, hub)
    menulis(hub, 210)
    satu, kawat = garis(node, hub)
    _sampai_selesai(node, satu, kawat, putus)
    if restart:
        satu, kawat = garis(node, hub)
    node.di_sini(jalankan, satu, node.diri)
    assert semua(node) == semua(hub)


def test_people_see_how_far_it_is(penuh: Any) -> None:
    node, hub, satu, kawat = penuh
    assert node.di_sini(kemajuan_muat) is None
    kabar: list[KemajuanMuat] = []
    kawat.putus_di = 1500
    with pytest.raises(ServiceDown):
        node.di_sini(muat, satu, kabar.append)
    ukuran = hub.di_sini(lambda: segmen.daftar_segmen({}, hub.diri).ukuran)
    assert [k.bita for k in kabar] == sorted(k.bita for k in kabar)
    kini = node.di_sini(kemajuan_muat)
    assert (kini.bita, kini.semua_bita, kini.mengunduh) == (1500, ukuran, True)
    assert kini.persen == 1500 * 100 // ukuran
    assert node.di_sini(akhiri_muat) is False
    node.di_sini(muat, satu)
    node.di_sini(jalankan, satu, node.diri)
    kini = node.di_sini(kemajuan_muat)
    assert (kini.mengunduh, kini.diterapkan, kini.semua, kini.persen) == (False, 0, BANYAK, 0)
    assert node.di_sini(akhiri_muat) is False
    bekerja(node)
    assert node.di_sini(akhiri_muat) is True
    assert node.di_sini(kemajuan_muat) is None


def test_what_was_erased_does_not_come_back_through_a_kept_file(penuh: Any) -> None:
    node, hub, satu, kawat = penuh
    korban = hub.di_sini(lambda: Peristiwa.objects.get(urut=150))
    kawat.putus_di = 6000
    with pytest.raises(ServiceDown):
        node.di_sini(muat, satu)  # the files exist by now, one is half here
    lama = hub.di_sini(lambda: [s.sha256 for s in segmen.daftar_segmen({}, hub.diri).segmen])
    hub.di_sini(hapus_pribadi, agregat="orang", agregat_id=korban.agregat_id, alasan="x", pelaku="uji")
    with pytest.raises(NotFound):
        hub.di_sini(segmen.potongan_segmen, lama[1], 0, hub.diri)
    node.di_sini(muat, satu)
    node.di_sini(jalankan, satu, node.diri)
    assert semua(node) == semua(hub)
    assert not node.di_sini(lambda: MuatanPribadi.objects.filter(peristiwa__urut=150).exists())
    assert hub.rumah is not None
    ada = [p.name for p in (hub.rumah / "segmen").rglob("*.eod")]
    assert not [nama for nama in ada if lama[1] in nama]


def test_a_hub_set_back_gives_out_no_file_of_what_it_lost(penuh: Any) -> None:
    node, hub, satu, _ = penuh
    hub.cadangkan()
    menulis(hub, 120)
    maju = hub.di_sini(lambda: segmen.daftar_segmen({}, hub.diri))
    hub.pulihkan(0)
    menulis(hub, 110)  # the same numbers, other events
    kini = hub.di_sini(lambda: segmen.daftar_segmen({}, hub.diri))
    assert kini.segmen[:3] == maju.segmen[:3]
    assert kini.segmen[3] != maju.segmen[3]
    node.di_sini(muat, satu)
    node.di_sini(jalankan, satu, node.diri)
    assert semua(node) == semua(hub)


def test_kept_files_are_made_once_and_go_after_a_month(penuh: Any) -> None:
    _, hub, _, _ = penuh
    satu = hub.di_sini(lambda: segmen.daftar_segmen({}, hub.diri))
    assert hub.rumah is not None
    jalur = sorted((hub.rumah / "segmen").rglob("*.eod"))
    waktu = [p.stat().st_mtime_ns for p in jalur]
    menulis(hub, 70)
    dua = hub.di_sini(lambda: segmen.daftar_segmen({}, hub.diri))
    assert dua.segmen[:3] == satu.segmen
    assert [(s.dari, s.sampai) for s in dua.segmen[3:]] == [(301, 400)]
    assert [p.stat().st_mtime_ns for p in jalur] == waktu
    assert hub.di_sini(segmen.buang_segmen_lama) == 0
    os.utime(jalur[0], (0, 0))
    assert hub.di_sini(segmen.buang_segmen_lama) == 1


def test_a_hub_that_needs_long_goes_on_where_it_stopped(penuh: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    node, hub, satu, kawat = penuh
    monkeypatch.setattr(segmen, "BANGUN_DETIK", -1)
    pertama = hub.di_sini(lambda: segmen.daftar_segmen({}, hub.diri))
    assert (len(pertama.segmen), pertama.lanjut) == (1, True)
    assert node.di_sini(muat, satu) == 300
    assert kawat.jalur.count(f"POST /sinkron/{CISONTROL}/muat/") > 1


def test_a_full_disk_at_the_hub_leaves_the_ordinary_stream(
    penuh: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    node, _, satu, _ = penuh

    def gagal(*_: object, **__: object) -> None:
        raise StorageFull

    monkeypatch.setattr(segmen, "tulis_atomik", gagal)
    assert node.di_sini(muat, satu) == 0
    assert node.di_sini(jalankan, satu, node.diri) == HasilSesi(diambil=BANYAK)


def test_a_full_disk_here_keeps_what_is_here(penuh: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    node, hub, satu, kawat = penuh
    kawat.putus_di = 1100
    with pytest.raises(ServiceDown):
        node.di_sini(muat, satu)

    def gagal(*_: object) -> int:
        raise StorageFull

    with monkeypatch.context() as ubah:
        ubah.setattr(dokumen, "tambah_potongan", gagal)
        with pytest.raises(StorageFull):
            node.di_sini(muat, satu)
    node.di_sini(muat, satu)
    node.di_sini(jalankan, satu, node.diri)
    assert semua(node) == semua(hub)
    assert kawat.segmen <= hub.di_sini(lambda: segmen.daftar_segmen({}, hub.diri).ukuran) + 9000


@pytest.mark.parametrize(
    "ubah",
    [
        lambda isi: bytes([isi[0] ^ 1]) + isi[1:],
        lambda isi: isi + b"x" * 10_000_000,
        lambda isi: b"\0" * len(isi),
    ],
    ids=["satu bit", "lebih panjang", "nol"],
)
def test_a_file_that_is_not_what_its_name_says_is_not_believed(penuh: Any, ubah: Any) -> None:
    node, hub, satu, kawat = penuh
    kawat.ubah = ubah
    assert node.di_sini(muat, satu) == 0
    assert node.rumah is not None
    assert [p for p in (node.rumah / "berkas-datang").rglob("*") if p.is_file()] == []
    assert node.di_sini(jalankan, satu, node.diri) == HasilSesi(diambil=BANYAK)  # slower, and right
    assert semua(node) == semua(hub)


@pytest.mark.parametrize(
    ("tubuh", "kepala", "sebab"),
    [
        (bom(20_000_000), {"panjang": 20_000_000}, "sinkron.paket_terlalu_besar"),
        (None, {"desa": SITUMANDALA}, "sinkron.desa_lain"),
        (None, {"dari": 2}, "sinkron.paket_rusak"),
        (None, {"digest": "0" * 64}, "sinkron.segmen_diganti"),
    ],
    ids=["bom", "desa lain", "tempat lain", "rantai lain"],
)
def test_a_hub_that_signs_nonsense_spoils_nothing(
    penuh: Any, monkeypatch: pytest.MonkeyPatch, caplog: Any, tubuh: bytes | None, kepala: Any, sebab: str
) -> None:
    node, hub, satu, _ = penuh

    def bohong(*kata: Any) -> tuple[bytes, int]:
        paket, banyaknya = kemas_muat(*kata)
        teks, _, asli = urai(paket)
        isi, badan = tulis_kepala(replace(baca_kepala(teks), **kepala)), tubuh or asli
        return rakit(isi, hub.diri.kunci.sign(_ditandatangani(isi, sha256(badan).digest())), badan), banyaknya

    monkeypatch.setattr(segmen, "kemas_muat", bohong)
    assert node.di_sini(muat, satu) == 0
    assert sebab in caplog.text
    assert node.peristiwa() == []
    assert node.di_sini(jalankan, satu, node.diri) == HasilSesi(diambil=BANYAK)
    assert semua(node) == semua(hub)


def test_tables_follow_the_files(penuh: Any) -> None:
    node, hub, satu, _ = penuh
    hub.di_sini(di_kantor)
    bekerja(hub)
    node.di_sini(muat, satu)
    node.di_sini(jalankan, satu, node.diri)
    bekerja(node)
    sama(hub, node)


def test_events_written_here_since_are_kept_beside(penuh: Any) -> None:
    node, hub, satu, kawat = penuh
    node.di_sini(tulis)
    kawat.putus_di = 6000
    with pytest.raises(ServiceDown):
        node.di_sini(muat, satu)
    node.di_sini(tulis)
    node.di_sini(muat, satu)
    assert node.di_sini(jalankan, satu, node.diri) == HasilSesi(dikirim=2, diambil=30)
    assert semua(node) == semua(hub)
    assert sorted(u.lokal for u in node.di_sini(semua_ujung)) == [False, True]


def test_a_hub_of_an_earlier_version_still_gives_the_stream(
    penuh: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    node, _, satu, _ = penuh

    def tidak_ada(*_: object) -> DaftarSegmen:
        raise NotFound

    monkeypatch.setattr(satu, "daftar_segmen", tidak_ada)
    assert node.di_sini(muat, satu) == 0
    assert node.di_sini(jalankan, satu, node.diri) == HasilSesi(diambil=BANYAK)
