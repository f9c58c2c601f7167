"""Files follow the events that name them: cut anywhere they go on, nothing twice, nothing to the wrong village."""

import errno
import hashlib
import os
import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest

from config.proyeksi import PENYEBUT_BERKAS
from eoffice.dokumen import services as dokumen
from eoffice.dokumen.services import SalahTempat, sampai_mana, tambah_potongan
from eoffice.jejak import registry
from eoffice.jejak.selectors import PeristiwaTercatat
from eoffice.kernel.errors import EofficeError, InvalidInput, NotFound, ServiceDown, StorageFull
from eoffice.kernel.ids import new_id
from eoffice.sinkron.models import BerkasAntar
from eoffice.sinkron.selectors import berkas_belum_terkirim, berkas_ditunggu
from eoffice.sinkron.services import berkas
from eoffice.sinkron.services.antar import HasilAntar, antar
from eoffice.sinkron.services.berkas import MAKS_POTONG, MAKS_UKURAN, POTONG, Tanya
from eoffice.sinkron.workers import CatatBerkas
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests import pabrik
from tests.conftest import CISONTROL, SITUMANDALA
from tests.sinkron.garis_uji import garis, temui
from tests.sinkron.mesin import Mesin
from tests.sinkron.test_surat_antar import terbit

pytestmark = pytest.mark.hanya_sqlite  # two database files in one process
Dua = tuple[Mesin, Mesin]
PANJANG = 3 * POTONG + 4321


def acak(panjang: int, benih: int = 1) -> bytes:
    return random.Random(benih).randbytes(panjang)


def sidik(isi: bytes) -> str:
    return hashlib.sha256(isi).hexdigest()


def menyimpan(mesin: Mesin, isi: bytes) -> str:
    """Keep a file and let an event of this machine name it."""
    sha256: str = mesin.di_sini(dokumen.simpan, isi)
    mesin.di_sini(berkas.catat_sebutan, [sha256], sendiri=True)
    return sha256


def menunggu(mesin: Mesin, *sha256: str) -> None:
    """Let an event of the other side name files."""
    mesin.di_sini(berkas.catat_sebutan, sha256, sendiri=False)


@pytest.fixture
def naik(dua_rumah: Dua) -> str:
    """A file of the village that the hub awaits."""
    sha256 = menyimpan(dua_rumah[0], acak(PANJANG))
    menunggu(dua_rumah[1], sha256)
    return sha256


@pytest.fixture
def turun(dua_rumah: Dua) -> str:
    """A file of the hub that the village awaits."""
    sha256 = menyimpan(dua_rumah[1], acak(PANJANG, 2))
    menunggu(dua_rumah[0], sha256)
    return sha256


def test_the_files_of_real_letters_arrive_once(dua_rumah: Dua, kantor: pabrik.Pemeran) -> None:
    node, hub = dua_rumah
    terbit(node, kantor)
    satu, kawat = garis(node, hub)
    hasil = temui(node, hub, satu)
    semua = node.di_sini(lambda: list(BerkasAntar.objects.values_list("sha256", flat=True)))
    isi = {sha256: node.di_sini(dokumen.baca, sha256) for sha256 in semua}
    assert len(isi) == 3  # the emblem, one photograph for every requirement, the letter
    assert {sha256: hub.di_sini(berkas.baca, sha256) for sha256 in semua} == isi
    assert hasil == HasilAntar(dikirim=3, bita_kirim=sum(map(len, isi.values())))
    assert (hub.di_sini(berkas_ditunggu), node.di_sini(berkas_belum_terkirim)) == (set(), 0)
    sampai = kawat.naik
    assert temui(node, hub, satu) == HasilAntar()
    assert kawat.naik == sampai
    assert hub.rumah is not None
    assert [p for p in (hub.rumah / "berkas-datang").rglob("*") if p.is_file()] == []


@pytest.mark.parametrize("sesudah", [False, True], ids=["sebelum", "sesudah"])
@pytest.mark.parametrize("panggilan", range(1, 10))
def test_cut_at_any_call_it_goes_on_and_sends_at_most_one_piece_twice(
    dua_rumah: Dua, naik: str, turun: str, panggilan: int, sesudah: bool
) -> None:
    node, hub = dua_rumah
    satu, kawat = garis(node, hub)
    kawat.putus, kawat.sesudah = panggilan, sesudah
    with pytest.raises(ServiceDown):
        node.di_sini(antar, satu)
    node.di_sini(antar, satu)
    assert hub.di_sini(berkas.baca, naik) == acak(PANJANG)
    assert node.di_sini(berkas.baca, turun) == acak(PANJANG, 2)
    assert PANJANG <= kawat.naik <= PANJANG + POTONG
    assert PANJANG <= kawat.turun <= PANJANG + POTONG
    assert kawat.naik + kawat.turun <= 2 * PANJANG + POTONG
    assert node.di_sini(berkas_belum_terkirim) == 0  # also when only the last answer was lost
    assert node.di_sini(antar, satu) == HasilAntar()


@pytest.mark.parametrize("sampai", [1, POTONG - 1, POTONG, POTONG + 1, PANJANG - 1])
def test_it_goes_on_at_any_byte(dua_rumah: Dua, naik: str, turun: str, sampai: int) -> None:
    node, hub = dua_rumah
    hub.di_sini(tambah_potongan, naik, 0, acak(PANJANG)[:sampai])
    node.di_sini(tambah_potongan, turun, 0, acak(PANJANG, 2)[:sampai])
    satu, kawat = garis(node, hub)
    assert node.di_sini(antar, satu) == HasilAntar(1, 1, PANJANG - sampai, PANJANG - sampai)
    assert (kawat.naik, kawat.turun) == (PANJANG - sampai, PANJANG - sampai)
    assert hub.di_sini(berkas.baca, naik) == acak(PANJANG)


def test_small_files_go_first(dua_rumah: Dua) -> None:
    node, hub = dua_rumah
    semua = [menyimpan(node, acak(panjang, panjang)) for panjang in (3000, 10, 200_000, 500)]
    menunggu(hub, *semua)
    satu, kawat = garis(node, hub)
    node.di_sini(antar, satu)
    urut = [jalur.split("/")[4] for jalur in kawat.jalur if jalur.startswith("PATCH")]
    assert list(dict.fromkeys(urut)) == [semua[1], semua[3], semua[0], semua[2]]


def test_a_file_that_is_not_what_its_name_says_is_thrown_away(dua_rumah: Dua, naik: str) -> None:
    _, hub = dua_rumah
    palsu = acak(100, 9)
    with pytest.raises(InvalidInput) as tolak:
        hub.di_sini(berkas.tambah, naik, 0, 100, palsu)
    assert tolak.value.pesan.kode == "dokumen.potongan_tidak_cocok"
    assert hub.di_sini(sampai_mana, naik) == 0
    assert hub.di_sini(dokumen.ada, naik) is False
    assert hub.di_sini(dokumen.ada, sidik(palsu)) is False
    with pytest.raises(ServiceDown, match="belum_tiba"):
        hub.di_sini(berkas.baca, naik)
    isi = acak(PANJANG)
    for dari in range(0, PANJANG, POTONG):
        hub.di_sini(berkas.tambah, naik, dari, PANJANG, isi[dari : dari + POTONG])
    assert hub.di_sini(berkas.baca, naik) == isi


def test_a_changed_piece_spoils_the_whole_and_the_next_meeting_mends_it(dua_rumah: Dua, naik: str) -> None:
    node, hub = dua_rumah
    hub.di_sini(tambah_potongan, naik, 0, b"x" * POTONG)
    satu, _ = garis(node, hub)
    assert node.di_sini(antar, satu).dikirim == 0
    assert node.di_sini(antar, satu) == HasilAntar(dikirim=1, bita_kirim=PANJANG)


def test_a_piece_of_something_longer_is_given_up(dua_rumah: Dua, naik: str, turun: str) -> None:
    node, hub = dua_rumah
    hub.di_sini(tambah_potongan, naik, 0, b"x" * (PANJANG + 1))
    node.di_sini(tambah_potongan, turun, 0, b"x" * (PANJANG + 1))
    satu, _ = garis(node, hub)
    assert node.di_sini(antar, satu) == HasilAntar()
    assert node.di_sini(antar, satu) == HasilAntar(1, 1, PANJANG, PANJANG)


@pytest.mark.parametrize(
    ("dari", "panjang", "isi"),
    [
        (0, MAKS_UKURAN + 1, b"x"),
        (0, 0, b""),
        (0, 10, b"x" * 11),
        (5, 10, b"x" * 6),
        (-1, 10, b"x"),
        (0, MAKS_UKURAN, b"x" * (MAKS_POTONG + 1)),
    ],
)
def test_what_breaks_a_limit_is_not_written(
    dua_rumah: Dua, naik: str, dari: int, panjang: int, isi: bytes
) -> None:
    with pytest.raises(InvalidInput) as tolak:
        dua_rumah[1].di_sini(berkas.tambah, naik, dari, panjang, isi)
    assert tolak.value.pesan.kode == "sinkron.berkas_terlalu_besar"
    assert dua_rumah[1].di_sini(sampai_mana, naik) == 0


def _penuh(*_: object) -> int:
    raise OSError(errno.ENOSPC, "no space left")


def _separuh(asli: Callable[..., int]) -> Callable[..., int]:
    panggilan = iter(range(9))

    def tulis(deskriptor: int, isi: Any, tempat: int) -> int:
        return _penuh() if next(panggilan) else asli(deskriptor, isi[: len(isi) // 2], tempat)

    return tulis


@pytest.mark.parametrize("tempat", ["pwrite", "fsync"])
def test_a_full_disk_leaves_the_offset_right(
    dua_rumah: Dua, naik: str, monkeypatch: pytest.MonkeyPatch, tempat: str
) -> None:
    _, hub = dua_rumah
    isi = acak(PANJANG)
    hub.di_sini(berkas.tambah, naik, 0, PANJANG, isi[:1000])
    with monkeypatch.context() as ubah:
        ubah.setattr(os, tempat, _separuh(os.pwrite) if tempat == "pwrite" else _penuh)
        with pytest.raises(StorageFull):
            hub.di_sini(berkas.tambah, naik, 1000, PANJANG, isi[1000 : 1000 + POTONG])
    assert hub.di_sini(berkas.sampai, naik) == 1000
    for dari in range(1000, PANJANG, POTONG):
        hub.di_sini(berkas.tambah, naik, dari, PANJANG, isi[dari : dari + POTONG])
    assert hub.di_sini(berkas.baca, naik) == isi


def test_a_piece_is_on_the_disk_before_its_end_is_told(
    dua_rumah: Dua, naik: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    disiram: list[int] = []
    asli = os.fsync

    def siram(deskriptor: int) -> None:
        disiram.append(os.fstat(deskriptor).st_size)
        asli(deskriptor)

    dua_rumah[1].di_sini(tambah_potongan, naik, 0, b"x")
    monkeypatch.setattr(os, "fsync", siram)
    assert dua_rumah[1].di_sini(tambah_potongan, naik, 1, b"y" * 99) == 100
    assert disiram == [100]


def test_two_that_send_the_same_piece_at_once_write_it_once(
    dua_rumah: Dua, naik: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, hub = dua_rumah
    asli = os.pwrite

    def lambat(*isi: Any) -> int:
        time.sleep(0.02)  # all of them are past the look at the length
        return asli(*isi)

    monkeypatch.setattr(os, "pwrite", lambat)
    isi, mulai, orang = acak(POTONG), Barrier(4), 4

    def kirim(_: int) -> int:
        mulai.wait()
        try:
            with lingkup(CISONTROL):
                return tambah_potongan(naik, 0, isi)
        except SalahTempat as salah:
            return -salah.sampai

    def bersama() -> list[int]:
        with ThreadPoolExecutor(orang) as kolam:
            return sorted(kolam.map(kirim, range(orang)))

    with hub.tanpa_lingkup():
        assert bersama() == [-POTONG, -POTONG, -POTONG, POTONG]
    assert hub.di_sini(sampai_mana, naik) == POTONG


def test_killed_between_the_store_and_the_note_it_is_finished_without_a_byte(
    dua_rumah: Dua, naik: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    node, hub = dua_rumah
    satu, kawat = garis(node, hub)

    class Mati(Exception):
        pass

    def mati(*_: object, **__: object) -> int:
        raise Mati

    with monkeypatch.context() as ubah:
        ubah.setattr(berkas.clock, "now", mati)
        hub.di_sini(tambah_potongan, naik, 0, acak(PANJANG)[:-1])
        with pytest.raises(Mati):
            hub.di_sini(berkas.tambah, naik, PANJANG - 1, PANJANG, acak(PANJANG)[-1:])
    assert hub.di_sini(berkas_ditunggu) == {naik}
    assert node.di_sini(antar, satu) == HasilAntar(dikirim=1)
    assert kawat.naik == 0
    assert hub.di_sini(berkas.baca, naik) == acak(PANJANG)


def test_a_restored_hub_asks_for_what_it_lost(dua_rumah: Dua, naik: str) -> None:
    node, hub = dua_rumah
    satu, _ = garis(node, hub)
    hub.cadangkan()
    node.di_sini(antar, satu)
    hub.pulihkan(0)
    assert node.di_sini(berkas_belum_terkirim) == 0  # it believes to have sent it: the receiver knows better
    assert node.di_sini(antar, satu) == HasilAntar(dikirim=1, bita_kirim=PANJANG)
    assert hub.di_sini(berkas_ditunggu) == set()


def test_a_village_that_lost_its_disk_gets_its_files_back(dua_rumah: Dua, naik: str, tmp_path: Path) -> None:
    node, hub = dua_rumah
    satu, _ = garis(node, hub)
    node.cadangkan()
    node.di_sini(antar, satu)
    node.di_sini(lambda: BerkasAntar.objects.all().delete())
    node.rumah = tmp_path / "disk-baru"
    node.rumah.mkdir()
    menunggu(node, naik)  # its own stream came back as a received one
    assert node.di_sini(antar, satu) == HasilAntar(diambil=1, bita_ambil=PANJANG)
    assert node.di_sini(berkas.baca, naik) == acak(PANJANG)


def test_a_damaged_file_is_not_sent_and_holds_up_nobody(dua_rumah: Dua, naik: str) -> None:
    node, hub = dua_rumah
    lain = menyimpan(node, acak(10, 5))
    menunggu(hub, lain)
    assert node.rumah is not None
    (node.rumah / "berkas" / naik[:2] / naik[2:4] / naik).write_bytes(b"rusak")
    satu, kawat = garis(node, hub)
    assert node.di_sini(antar, satu) == HasilAntar(dikirim=1, bita_kirim=10)
    assert kawat.naik == 10
    assert hub.di_sini(berkas_ditunggu) == {naik}


def test_what_no_event_names_stays_outside(dua_rumah: Dua) -> None:
    node, hub = dua_rumah
    sha256: str = hub.di_sini(dokumen.simpan, b"rahasia")
    for kerja in (
        lambda: berkas.sampai(sha256),
        lambda: berkas.tambah(sha256, 0, 7, b"rahasia"),
        lambda: berkas.potongan(sha256, 0),
    ):
        with pytest.raises(NotFound):
            hub.di_sini(kerja)
    jawab = hub.di_sini(berkas.jawab, Tanya([sha256], [sha256]))
    assert (jawab.ditunggu, jawab.tiba, jawab.ada) == ({}, [], {})
    del node


def test_to_know_a_digest_is_not_to_hold_the_file(dua_rumah: Dua, naik: str) -> None:
    """The neighbour's event names a file of Cisontrol: its bytes lie in the hub's store, and stay there."""
    node, hub = dua_rumah
    satu, _ = garis(node, hub)
    node.di_sini(antar, satu)
    with hub.tanpa_lingkup():
        Desa.objects.create(kode=SITUMANDALA, nama="S", kecamatan="R", kabupaten="C", provinsi="J")
        with lingkup(SITUMANDALA):
            berkas.catat_sebutan([naik], sendiri=False)
            assert berkas.jawab(Tanya([naik], [naik])).ada == {}
            assert berkas.jawab(Tanya([naik], [naik])).tiba == []
            for kerja in (lambda: berkas.potongan(naik, 0), lambda: berkas.baca(naik)):
                with pytest.raises(EofficeError):
                    kerja()
            berkas.tambah(naik, 0, PANJANG, acak(PANJANG)[:MAKS_POTONG])  # who has the bytes may bring them
            assert berkas.baca(naik) == acak(PANJANG)


@pytest.mark.parametrize("nama", ["", "00", "../../etc/passwd", "A" * 64, "g" * 64, "0" * 63])
def test_a_name_that_is_no_digest_is_passed_over(dua_rumah: Dua, nama: str) -> None:
    dua_rumah[1].di_sini(berkas.catat_sebutan, [nama, 7, ["x"]], sendiri=False)
    assert dua_rumah[1].di_sini(berkas_ditunggu) == set()
    with pytest.raises(NotFound):
        dua_rumah[1].di_sini(berkas.tambah, nama, 0, 1, b"x")


def test_an_event_that_cannot_be_read_holds_up_no_file(dua_rumah: Dua) -> None:
    """A letter whose private part is damaged names nothing; the emblem told after it still comes."""
    _, hub = dua_rumah
    konsumen = CatatBerkas(PENYEBUT_BERKAS)
    sama: dict[str, Any] = dict.fromkeys(nama.name for nama in fields(PeristiwaTercatat))
    sama |= {"versi": 1, "epoch": new_id(), "urut": 1}
    rusak = (
        ({"sha256": "x"}, {"pindaian": 3, "berkas": []}),
        ({}, None),
        ({"sha256": ""}, {"pindaian": [], "berkas": [[]]}),
    )
    for publik, pribadi in rusak:
        surat = PeristiwaTercatat(**sama | {"jenis": "surat.surat", "publik": publik, "pribadi": pribadi})
        hub.di_sini(konsumen.handle_batch, [surat])
    lambang = sidik(b"lambang")
    kosong = dict.fromkeys(registry.cari("surat.pengaturan", 1).publik)
    aneh = PeristiwaTercatat(**sama | {"jenis": "surat.pengaturan", "publik": kosong | {"jenis": 3}})
    utuh = kosong | {"lambang": lambang, "jenis": {}}
    terbaca = PeristiwaTercatat(**sama | {"jenis": "surat.pengaturan", "publik": utuh})
    terlalu_baru = PeristiwaTercatat(**sama | {"jenis": "surat.pengaturan", "versi": 99, "publik": {}})
    hub.di_sini(konsumen.handle_batch, [terlalu_baru, aneh, terbaca])
    assert hub.di_sini(berkas_ditunggu) == {lambang}


def test_named_again_nothing_changes(dua_rumah: Dua, naik: str) -> None:
    node, hub = dua_rumah
    satu, _ = garis(node, hub)
    node.di_sini(antar, satu)
    for _ in range(2):
        menunggu(hub, naik)
        node.di_sini(berkas.catat_sebutan, [naik], sendiri=True)
        menunggu(node, naik)  # the hub's own event names the village's file
    assert (hub.di_sini(berkas_ditunggu), node.di_sini(berkas_ditunggu)) == (set(), set())
    assert node.di_sini(antar, satu) == HasilAntar()


def test_what_both_sides_name_goes_to_whoever_lacks_it(dua_rumah: Dua, turun: str) -> None:
    """The regency hands an application over with its file; the village's own events name that file again."""
    node, hub = dua_rumah
    node.di_sini(berkas.catat_sebutan, [turun], sendiri=True)
    menunggu(hub, turun)
    satu, kawat = garis(node, hub)
    assert node.di_sini(antar, satu) == HasilAntar(diambil=1, bita_ambil=PANJANG)
    assert (kawat.naik, node.di_sini(berkas_belum_terkirim), hub.di_sini(berkas_ditunggu)) == (0, 0, set())
    assert node.di_sini(antar, satu) == HasilAntar()


def test_a_village_whose_epoch_is_forgotten_still_gives_what_it_has(dua_rumah: Dua) -> None:
    """Its database was set back, its files were not; what it wrote comes back as if another had written it."""
    node, hub = dua_rumah
    sha256: str = node.di_sini(dokumen.simpan, acak(PANJANG))
    menunggu(node, sha256)
    menunggu(hub, sha256)
    satu, _ = garis(node, hub)
    assert node.di_sini(antar, satu) == HasilAntar(dikirim=1, bita_kirim=PANJANG)
    assert hub.di_sini(berkas.baca, sha256) == acak(PANJANG)


def test_what_nobody_added_to_for_months_is_given_up(dua_rumah: Dua, naik: str) -> None:
    _, hub = dua_rumah
    hub.di_sini(tambah_potongan, naik, 0, b"x")
    assert hub.di_sini(dokumen.buang_potongan_lama) == 0
    assert hub.rumah is not None
    (jalur,) = (p for p in (hub.rumah / "berkas-datang").rglob(naik))
    os.utime(jalur, (0, 0))
    assert hub.di_sini(dokumen.buang_potongan_lama) == 1
    assert hub.di_sini(berkas.sampai, naik) == 0
