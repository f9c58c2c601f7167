"""Attachments and letters on a stick: after the events, in any order, twice, and only what its name says."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from eoffice.dokumen import services as dokumen
from eoffice.jejak.aliran import semua_ujung
from eoffice.kernel.errors import InvalidInput, StorageFull
from eoffice.sinkron.models import BerkasAntar, Node
from eoffice.sinkron.selectors import berkas_belum_terkirim, berkas_ditunggu
from eoffice.sinkron.services import berkas as mesin_berkas
from eoffice.sinkron.services import kurir, kurir_berkas
from eoffice.sinkron.services.kurir import HasilImpor
from eoffice.sinkron.services.kurir_berkas import POTONG, HitungBerkas
from eoffice.sinkron.services.pendaftaran import cabut
from eoffice.sinkron.services.segel import KepalaBerkas, buka_segel, segel
from eoffice.sinkron.services.sesi import Diri
from tests import pabrik
from tests.conftest import CISONTROL
from tests.jejak.conftest import tulis
from tests.sinkron.mesin import Mesin, kenalkan
from tests.sinkron.test_berkas import acak, menunggu, menyimpan, sidik
from tests.sinkron.test_kurir import impor, pihak
from tests.sinkron.test_surat_antar import terbit

pytestmark = pytest.mark.hanya_sqlite  # two database files in one process
Dua = tuple[Mesin, Mesin]


def ekspor(dari: Mesin, untuk: Mesin, *, ke_kabupaten: bool, **lain: int) -> bytes:
    keluar = io.BytesIO()
    dari.di_sini(lambda: kurir.ekspor(keluar, pihak(untuk, kabupaten=ke_kabupaten), dari.diri, **lain))
    return keluar.getvalue()


def naik(dua: Dua, **lain: int) -> HasilImpor:
    node, hub = dua
    return impor(hub, node, ekspor(node, hub, ke_kabupaten=True, **lain), dari_kabupaten=False)


def turun(dua: Dua) -> HasilImpor:
    node, hub = dua
    return impor(node, hub, ekspor(hub, node, ke_kabupaten=False), dari_kabupaten=True)


def disebut(dua: Dua, *isi: bytes) -> list[str]:
    """Keep files in the village that events on both sides name."""
    node, hub = dua
    semua = [menyimpan(node, satu) for satu in isi]
    menunggu(hub, *semua)
    return semua


def test_a_letter_and_its_files_travel_in_one_file_and_a_receipt_ends_it(
    dua_rumah: Dua, kantor: pabrik.Pemeran
) -> None:
    node, hub = dua_rumah
    terbit(node, kantor)
    node.di_sini(kurir_berkas.catat_sebutan_baru)
    assert node.di_sini(berkas_belum_terkirim) == 3
    hasil = naik(dua_rumah)
    assert hasil.disimpan > 0
    assert hasil.berkas == HitungBerkas(selesai=3)
    assert hub.di_sini(berkas_ditunggu) == set()
    semua = node.di_sini(lambda: list(BerkasAntar.objects.values_list("sha256", flat=True)))
    assert all(hub.di_sini(mesin_berkas.baca, s) == node.di_sini(dokumen.baca, s) for s in semua)
    assert node.di_sini(berkas_belum_terkirim) == 3  # nobody has told the village yet
    turun(dua_rumah)
    assert node.di_sini(berkas_belum_terkirim) == 0
    assert naik(dua_rumah).berkas == HitungBerkas()


def test_order_and_repetition_do_not_matter(dua_rumah: Dua) -> None:
    node, hub = dua_rumah
    isi = acak(3 * POTONG + 5)
    disebut(dua_rumah, acak(10), isi)
    satu = ekspor(node, hub, ke_kabupaten=True, maks_berkas=1000)
    dua = ekspor(node, hub, ke_kabupaten=True)
    assert impor(hub, node, dua, dari_kabupaten=False).berkas == HitungBerkas(selesai=2)
    assert impor(hub, node, satu, dari_kabupaten=False).berkas == HitungBerkas(sudah_ada=1)
    assert impor(hub, node, dua, dari_kabupaten=False).berkas == HitungBerkas(sudah_ada=2)
    assert hub.di_sini(mesin_berkas.baca, sidik(isi)) == isi


@pytest.mark.parametrize(("batas", "banyak"), [(0, 0), (9, 0), (10, 1), (509, 1), (510, 2), (3510, 3)])
def test_small_files_first_up_to_the_limit_and_events_always(dua_rumah: Dua, batas: int, banyak: int) -> None:
    node, hub = dua_rumah
    kecil, sedang, besar = disebut(dua_rumah, acak(10), acak(500), acak(3000))
    node.di_sini(tulis)
    hasil = naik(dua_rumah, maks_berkas=batas)
    assert (hasil.disimpan, hasil.berkas.selesai) == (1, banyak)
    assert hub.di_sini(berkas_ditunggu) == {kecil, sedang, besar} - {*[kecil, sedang, besar][:banyak]}


def test_what_no_event_names_is_not_kept(dua_rumah: Dua) -> None:
    node, hub = dua_rumah
    sha256 = menyimpan(node, acak(300))
    berkas = ekspor(node, hub, ke_kabupaten=True)
    assert impor(hub, node, berkas, dari_kabupaten=False).berkas == HitungBerkas(tertunda=1)
    assert not hub.di_sini(dokumen.ada, sha256)
    assert hub.di_sini(dokumen.sampai_mana, sha256) == 0
    menunggu(hub, sha256)  # its event came later
    assert impor(hub, node, berkas, dari_kabupaten=False).berkas == HitungBerkas(selesai=1)


def test_a_stick_and_a_line_may_share_the_work(dua_rumah: Dua) -> None:
    node, hub = dua_rumah
    isi = acak(2 * POTONG)
    (sha256,) = disebut(dua_rumah, isi)
    berkas = ekspor(node, hub, ke_kabupaten=True)
    hub.di_sini(mesin_berkas.tambah, sha256, 0, len(isi), isi[:777])
    assert impor(hub, node, berkas, dari_kabupaten=False).berkas == HitungBerkas(selesai=1)
    assert hub.di_sini(mesin_berkas.baca, sha256) == isi


def test_a_full_disk_keeps_the_events_and_the_same_file_brings_the_rest(
    dua_rumah: Dua, monkeypatch: pytest.MonkeyPatch
) -> None:
    node, hub = dua_rumah
    disebut(dua_rumah, acak(10), acak(500))
    node.di_sini(tulis)
    berkas = ekspor(node, hub, ke_kabupaten=True)

    def penuh(*_: object) -> int:
        raise StorageFull

    with monkeypatch.context() as ubah:
        ubah.setattr(kurir_berkas, "tambah", penuh)
        hasil = impor(hub, node, berkas, dari_kabupaten=False)
    assert (hasil.disimpan, hasil.berkas) == (1, HitungBerkas(tertunda=2, penuh=True))
    assert impor(hub, node, berkas, dari_kabupaten=False).berkas == HitungBerkas(selesai=2)


def test_a_village_that_lost_its_disk_asks_by_stick(dua_rumah: Dua, tmp_path: Any) -> None:
    node, _ = dua_rumah
    isi = acak(700)
    (sha256,) = disebut(dua_rumah, isi)
    naik(dua_rumah)
    turun(dua_rumah)
    node.di_sini(lambda: BerkasAntar.objects.all().delete())
    node.rumah = tmp_path / "disk-baru"
    node.rumah.mkdir()
    menunggu(node, sha256)
    assert turun(dua_rumah).berkas == HitungBerkas()
    naik(dua_rumah)  # it says what it waits for
    assert turun(dua_rumah).berkas == HitungBerkas(selesai=1)
    assert node.di_sini(mesin_berkas.baca, sha256) == isi
    naik(dua_rumah)
    assert turun(dua_rumah).berkas == HitungBerkas()


Ubah = Callable[[bytes], bytes]


def _palsu(node: Mesin, hub: Mesin, rekam: bytes) -> bytes:
    keluar = io.BytesIO()
    kepala = KepalaBerkas(CISONTROL, node.diri.node, hub.diri.node)
    segel(keluar, kepala, hub.diri.kunci.public_key(), [rekam])
    return keluar.getvalue()


def _rekam(node: Mesin, hub: Mesin) -> bytes:
    return b"".join(buka_segel(io.BytesIO(ekspor(node, hub, ke_kabupaten=True)), hub.diri.kunci))


def _berkas(sha256: str, dari: int, panjang: int, isi: bytes) -> bytes:
    return kurir._satu_rekam(b"F", kurir_berkas._tulis(sha256, dari, panjang, isi))


@pytest.mark.parametrize(
    ("dari", "panjang", "isi"),
    [
        (0, 10, b"x" * 10),
        (0, 20, acak(10) + b"x" * 10),
        (0, 5, acak(10)),
        (0, 2**60, acak(10)),
        (2**60, 2**60 + 1, b"x"),
        (0, 0, b""),
    ],
    ids=["isi lain", "lebih panjang", "lebih pendek", "raksasa", "jauh", "kosong"],
)
def test_what_is_not_what_its_name_says_is_thrown_away(
    dua_rumah: Dua, dari: int, panjang: int, isi: bytes
) -> None:
    node, hub = dua_rumah
    (sha256,) = disebut(dua_rumah, acak(10))
    bohong = _palsu(node, hub, _rekam(node, hub)[: -(5 + 48 + 10)] + _berkas(sha256, dari, panjang, isi))
    assert impor(hub, node, bohong, dari_kabupaten=False).berkas == HitungBerkas(tertunda=1)
    assert not hub.di_sini(dokumen.ada, sha256)
    for _ in range(2):  # what was begun with a false piece may need one more try
        if naik(dua_rumah).berkas.selesai:
            break
    assert hub.di_sini(mesin_berkas.baca, sha256) == acak(10)


@pytest.mark.parametrize(
    "ekor",
    [
        b"F\x00\x00\x00\x02xx",
        b"F" + (kurir_berkas.MAKS_REKAM + 1).to_bytes(4, "big"),
        _berkas("0" * 64, 0, 1, b"x") + kurir._satu_rekam(b"P", b"x"),
        _berkas("0" * 64, 0, 1, b"x") + kurir._satu_rekam(b"S", b"x"),
        _berkas("0" * 64, 0, 1, b"x")[:-1],
    ],
    ids=["pendek", "besar", "paket sesudahnya", "salam sesudahnya", "terpotong"],
)
def test_a_hostile_frame_stores_nothing_at_all(dua_rumah: Dua, ekor: bytes) -> None:
    node, hub = dua_rumah
    node.di_sini(tulis)
    with pytest.raises(InvalidInput) as tolak:
        impor(hub, node, _palsu(node, hub, _rekam(node, hub) + ekor), dari_kabupaten=False)
    assert tolak.value.pesan.kode == "sinkron.berkas_rusak"
    assert hub.peristiwa() == []


def test_a_server_with_a_new_key_tells_again_by_stick_what_the_hub_lacks(dua_rumah: Dua) -> None:
    node, hub = dua_rumah
    node.di_sini(tulis)
    naik(dua_rumah)
    node.di_sini(tulis)  # written while it was shut out
    hub.di_sini(cabut, oleh="uji")
    node.diri = Diri(kurir.UUID(int=7), Ed25519PrivateKey.generate())
    kenalkan(node, hub)
    hasil = naik(dua_rumah)
    assert (hasil.disimpan, hasil.ditahan) == (0, 1)
    turun(dua_rumah)
    assert naik(dua_rumah).disimpan == 1
    assert set(node.peristiwa()) == set(hub.peristiwa())
    assert len(hub.peristiwa()) == 2
    assert [(a.lokal, a.urut) for a in node.di_sini(semua_ujung)] == [(True, 2), (True, 1)]
    assert hub.di_sini(lambda: len(Node.objects.all())) == 2
