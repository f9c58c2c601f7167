"""Batches carried as a sealed file, in any order, twice, mixed with meetings; hostile files store nothing."""

import io
import os
import tracemalloc
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from eoffice.jejak.verify import periksa_rantai
from eoffice.kernel.errors import InvalidInput
from eoffice.sinkron.models import TandaTerima
from eoffice.sinkron.services import kurir
from eoffice.sinkron.services.kurir import HasilImpor, Pihak
from eoffice.sinkron.services.segel import POTONG, TANDA, KepalaBerkas, buka_segel, segel
from eoffice.sinkron.services.sesi import jalankan
from tests.conftest import CISONTROL, SITUMANDALA
from tests.jejak.conftest import tulis
from tests.sinkron.mesin import Kabel, Mesin

sqlite = pytest.mark.hanya_sqlite  # disks are files
Tiga = tuple[Mesin, Mesin, Kabel]


def pihak(mesin: Mesin, *, kabupaten: bool) -> Pihak:
    return Pihak(mesin.diri.node, mesin.diri.kunci.public_key(), kabupaten)


def ekspor(dari: Mesin, untuk: Mesin, *, ke_kabupaten: bool) -> bytes:
    keluar = io.BytesIO()
    dari.di_sini(kurir.ekspor, keluar, pihak(untuk, kabupaten=ke_kabupaten), dari.diri)
    return keluar.getvalue()


def impor(di: Mesin, dari: Mesin, berkas: bytes, *, dari_kabupaten: bool) -> HasilImpor:
    return di.di_sini(  # type: ignore[no-any-return]
        kurir.impor, io.BytesIO(berkas), pihak(dari, kabupaten=dari_kabupaten), di.diri
    )


def naik(tiga: Tiga) -> HasilImpor:
    node, kabupaten, _ = tiga
    return impor(kabupaten, node, ekspor(node, kabupaten, ke_kabupaten=True), dari_kabupaten=False)


def turun(tiga: Tiga) -> HasilImpor:
    node, kabupaten, _ = tiga
    return impor(node, kabupaten, ekspor(kabupaten, node, ke_kabupaten=False), dari_kabupaten=True)


def menulis(mesin: Mesin, kali: int = 1) -> list[UUID]:
    return [mesin.di_sini(tulis).id_peristiwa for _ in range(kali)]


def utuh(*semua: Mesin) -> None:
    for mesin in semua:
        hasil = mesin.di_sini(periksa_rantai, CISONTROL)
        assert hasil.putus is None, hasil


@sqlite
def test_events_travel_both_ways_by_file_and_receipts_shorten_the_next(kabel: Tiga) -> None:
    node, kabupaten, _ = kabel
    semua = {*menulis(node, 230), *menulis(kabupaten, 2)}
    assert naik(kabel) == HasilImpor(disimpan=230)
    assert turun(kabel) == HasilImpor(disimpan=2)
    assert set(node.peristiwa()) == semua == set(kabupaten.peristiwa())
    menulis(node)
    assert len(ekspor(node, kabupaten, ke_kabupaten=True)) < 2500
    assert naik(kabel) == HasilImpor(disimpan=1)
    assert turun(kabel) == HasilImpor()
    assert naik(kabel) == HasilImpor()
    assert node.di_sini(lambda: [t.urut for t in TandaTerima.objects.filter(urut=231)]) == [231]
    utuh(node, kabupaten)


@sqlite
def test_files_in_the_wrong_order_and_twice_store_everything_once(kabel: Tiga) -> None:
    node, kabupaten, _ = kabel
    semua = menulis(node, 3)
    satu = ekspor(node, kabupaten, ke_kabupaten=True)
    semua += menulis(node, 4)
    dua = ekspor(node, kabupaten, ke_kabupaten=True)
    assert impor(kabupaten, node, dua, dari_kabupaten=False) == HasilImpor(disimpan=7)
    for berkas in (satu, dua, satu):
        assert impor(kabupaten, node, berkas, dari_kabupaten=False) == HasilImpor(sudah_ada=1)
    assert kabupaten.peristiwa() == semua
    utuh(kabupaten)


@sqlite
def test_files_and_meetings_may_be_mixed(kabel: Tiga) -> None:
    node, kabupaten, garis = kabel
    menulis(node, 3)
    lama = ekspor(node, kabupaten, ke_kabupaten=True)
    menulis(node, 2)
    node.di_sini(jalankan, garis, node.diri)
    assert impor(kabupaten, node, lama, dari_kabupaten=False) == HasilImpor(sudah_ada=1)
    menulis(node), menulis(kabupaten)
    balasan = ekspor(kabupaten, node, ke_kabupaten=False)
    assert naik(kabel).disimpan == 1
    node.di_sini(jalankan, garis, node.diri)
    assert impor(node, kabupaten, balasan, dari_kabupaten=True) == HasilImpor(sudah_ada=2)
    assert set(node.peristiwa()) == set(kabupaten.peristiwa())
    utuh(node, kabupaten)


@sqlite
def test_a_gap_stores_nothing_and_the_next_exchange_closes_it(kabel: Tiga) -> None:
    node, kabupaten, _ = kabel
    kabupaten.cadangkan()
    menulis(node, 3)
    naik(kabel), turun(kabel)
    kabupaten.pulihkan(0)
    menulis(node, 2)
    assert naik(kabel) == HasilImpor(celah=1)
    assert kabupaten.peristiwa() == []
    turun(kabel)
    assert naik(kabel) == HasilImpor(disimpan=5)
    assert kabupaten.peristiwa() == node.peristiwa()


@sqlite
def test_a_restored_hub_gets_its_own_events_back_by_file(kabel: Tiga) -> None:
    node, kabupaten, _ = kabel
    kabupaten.cadangkan()
    punya = menulis(kabupaten, 3)
    turun(kabel)
    kabupaten.pulihkan(0)
    turun(kabel)
    naik(kabel)
    assert kabupaten.peristiwa() == punya
    utuh(node, kabupaten)


@sqlite
def test_a_restored_village_takes_its_own_events_back_by_file(kabel: Tiga) -> None:
    node, kabupaten, _ = kabel
    menulis(node, 2)
    node.cadangkan()
    menulis(node, 3)
    naik(kabel)
    node.pulihkan(0)
    naik(kabel)
    assert turun(kabel) == HasilImpor(disimpan=3)
    assert node.peristiwa() == kabupaten.peristiwa()
    utuh(node, kabupaten)


@sqlite
def test_a_restored_village_that_wrote_on_loses_neither_branch_by_file(kabel: Tiga) -> None:
    node, kabupaten, _ = kabel
    menulis(node, 2)
    node.cadangkan()
    dulu = menulis(node, 3)
    naik(kabel)
    node.pulihkan(0)
    sesudah = menulis(node, 4)
    assert naik(kabel).bercabang == 1
    assert turun(kabel).bercabang == 1
    assert naik(kabel).disimpan == 4
    assert set(kabupaten.peristiwa()) >= {*dulu, *sesudah}
    assert len(node.arsip()) == 1
    turun(kabel)
    assert (naik(kabel), turun(kabel)) == (HasilImpor(sudah_ada=1), HasilImpor())  # only what both share
    utuh(node, kabupaten)


def tolak(di: Mesin, dari: Mesin, berkas: bytes, kode: str) -> None:
    with pytest.raises(InvalidInput) as ditolak:
        impor(di, dari, berkas, dari_kabupaten=False)
    assert ditolak.value.pesan.kode == kode
    assert di.peristiwa() == []
    assert di.di_sini(TandaTerima.objects.count) == 0


@sqlite
def test_a_file_damaged_or_cut_anywhere_stores_nothing(kabel: Tiga) -> None:
    node, kabupaten, _ = kabel
    menulis(node, 300)
    berkas = ekspor(node, kabupaten, ke_kabupaten=True)
    for tempat in (berkas.index(b'"kunci"') + 12, len(berkas) // 2, len(berkas) - 1):
        rusak = bytearray(berkas)
        rusak[tempat] ^= 1
        tolak(kabupaten, node, bytes(rusak), "sinkron.berkas_rusak")
    for panjang in (len(TANDA) + 1, len(TANDA) + 40, len(berkas) // 2, len(berkas) - 1):
        tolak(kabupaten, node, berkas[:panjang], "sinkron.berkas_rusak")
    tolak(kabupaten, node, berkas + b"x", "sinkron.berkas_rusak")
    tolak(kabupaten, node, b"", "sinkron.bukan_berkas_antar")
    tolak(kabupaten, node, os.urandom(2000), "sinkron.bukan_berkas_antar")


@sqlite
def test_a_file_for_or_from_somebody_else_is_refused(kabel: Tiga, buat_mesin: object) -> None:
    node, kabupaten, _ = kabel
    lain = buat_mesin("lain")  # type: ignore[operator]
    menulis(node)
    tolak(kabupaten, node, ekspor(node, lain, ke_kabupaten=True), "sinkron.berkas_untuk_lain")
    tolak(kabupaten, node, ekspor(lain, kabupaten, ke_kabupaten=True), "sinkron.node_tidak_dikenal")


def _palsu(node: Mesin, kabupaten: Mesin, *isi: bytes, desa: str = CISONTROL) -> bytes:
    keluar = io.BytesIO()
    kepala = KepalaBerkas(desa, node.diri.node, kabupaten.diri.node)
    segel(keluar, kepala, kabupaten.diri.kunci.public_key(), isi)
    return keluar.getvalue()


def _salam(oleh: Mesin, kunci: Ed25519PrivateKey | None = None) -> bytes:
    def tanda() -> bytes:
        kata = kurir._tulis_salam([], kurir.KataBerkas())
        return (kunci or oleh.diri.kunci).sign(kurir._ditandatangani(kata)) + kata

    return kurir._satu_rekam(b"S", oleh.di_sini(tanda))


@sqlite
def test_a_well_sealed_file_with_hostile_content_stores_nothing(kabel: Tiga) -> None:
    node, kabupaten, _ = kabel
    menulis(node, 3)
    asing = Ed25519PrivateKey.generate()
    salam = _salam(node)
    asli = ekspor(node, kabupaten, ke_kabupaten=True)
    rekam = b"".join(buka_segel(io.BytesIO(asli), kabupaten.diri.kunci))
    rusak = {
        "sinkron.desa_lain": [_palsu(node, kabupaten, salam, desa=SITUMANDALA)],
        "sinkron.paket_bukan_dari_sana": [
            _palsu(node, kabupaten, _salam(node, asing)),
            _palsu(node, kabupaten, rekam[:-1] + bytes([rekam[-1] ^ 1])),
        ],
        "sinkron.paket_rusak": [_palsu(node, kabupaten, rekam, kurir._satu_rekam(b"P", b"bukan paket"))],
        "sinkron.berkas_rusak": [
            _palsu(node, kabupaten),
            _palsu(node, kabupaten, rekam[1:]),
            _palsu(node, kabupaten, rekam, salam),
            _palsu(node, kabupaten, rekam, b"P\xff\xff\xff\xff"),
            _palsu(node, kabupaten, rekam, b"P\x00\x00\x00\x09sisa"),
            _palsu(node, kabupaten, rekam, b"X\x00\x00\x00\x00"),
        ],
    }
    for kode, semua in rusak.items():
        for berkas in semua:
            tolak(kabupaten, node, berkas, kode)


def test_pieces_cannot_be_left_out_doubled_or_moved() -> None:
    kunci, keluar = Ed25519PrivateKey.generate(), io.BytesIO()
    isi = os.urandom(3 * POTONG)
    segel(keluar, KepalaBerkas(CISONTROL, uuid4(), uuid4()), kunci.public_key(), [isi])
    berkas = keluar.getvalue()
    assert b"".join(buka_segel(io.BytesIO(berkas), kunci)) == isi
    satu = POTONG + 16
    awal, badan = berkas[: -3 * satu], berkas[-3 * satu :]
    a, b, c = badan[:satu], badan[satu : 2 * satu], badan[2 * satu :]
    for susunan in ((a, b), (a, c), (b, a, c), (a, a, b, c), (a, b, c, c), ()):
        with pytest.raises(InvalidInput):
            list(buka_segel(io.BytesIO(awal + b"".join(susunan)), kunci))


@pytest.mark.parametrize("panjang", [0, 1, POTONG - 1, POTONG, POTONG + 1, 2 * POTONG])
def test_any_length_comes_back_as_it_went(panjang: int) -> None:
    kunci, keluar, isi = Ed25519PrivateKey.generate(), io.BytesIO(), os.urandom(panjang)
    segel(keluar, KepalaBerkas(CISONTROL, uuid4(), uuid4()), kunci.public_key(), [isi[:7], isi[7:]])
    assert b"".join(buka_segel(io.BytesIO(keluar.getvalue()), kunci)) == isi
    with pytest.raises(InvalidInput):
        list(buka_segel(io.BytesIO(keluar.getvalue()), Ed25519PrivateKey.generate()))


def test_a_large_file_needs_little_memory(tmp_path: object) -> None:
    kunci = Ed25519PrivateKey.generate()
    berkas = tmp_path / "besar.eod"  # type: ignore[operator]
    tracemalloc.start()
    with berkas.open("wb") as keluar:
        kepala = KepalaBerkas(CISONTROL, uuid4(), uuid4())
        segel(keluar, kepala, kunci.public_key(), (bytes(10_000) for _ in range(2000)))
    with berkas.open("rb") as masuk:
        assert sum(map(len, buka_segel(masuk, kunci))) == 20_000_000
    _, puncak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert puncak < 2_000_000
