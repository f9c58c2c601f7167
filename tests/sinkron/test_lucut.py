"""What a person's data were erased from: the tables, and every batch and file kept beside them, which still prove."""

import json
import tracemalloc
from typing import Any
from uuid import UUID

import pytest

from eoffice.jejak.aliran import semua_ujung
from eoffice.jejak.models import MuatanPribadi
from eoffice.jejak.services import hapus_pribadi
from eoffice.jejak.verify import periksa_rantai
from eoffice.kernel.errors import InvalidInput
from eoffice.kernel.ids import new_id
from eoffice.sinkron.models import PaketSimpan
from eoffice.sinkron.rules.padat import padatkan
from eoffice.sinkron.rules.paket import TANDA, TANDA_LUCUT, baca_kepala, dilucuti, rakit, urai
from eoffice.sinkron.services import segmen
from eoffice.sinkron.services.kamus import pemampat
from eoffice.sinkron.services.kemas import Paket, buka, mentah_dilucuti, mentah_utuh, pisah_sidik
from eoffice.sinkron.services.lucut import lucuti
from eoffice.sinkron.services.sesi import jalankan
from eoffice.sinkron.services.terima import terima
from tests.conftest import CISONTROL
from tests.jejak.conftest import SIMPAN, isi_uji, tulis
from tests.sinkron.garis_uji import bekerja
from tests.sinkron.mesin import Kabel, Mesin
from tests.sinkron.penelepon import bom

pytestmark = pytest.mark.hanya_sqlite  # two database files in one process
Tiga = tuple[Mesin, Mesin, Kabel]
RAHASIA = "Nama Yang Dihapus"


@pytest.fixture
def tersimpan(dua_rumah: tuple[Mesin, Mesin]) -> tuple[Mesin, Mesin, Kabel, UUID]:
    """A hub that wrote of two people, and its village, which keeps the hub's batch."""
    node, hub = dua_rumah
    korban = new_id()
    for revisi in (1, 2):
        hub.di_sini(tulis, korban, revisi=revisi, **isi_uji(RAHASIA))
    hub.di_sini(tulis, **isi_uji("Nama Yang Tinggal"))
    hub.di_sini(tulis, korban, jenis=SIMPAN, publik={"nilai": 1}, pribadi={"rahasia": "wajib disimpan"})
    kabel = Kabel(hub)
    node.di_sini(jalankan, kabel, node.diri)
    return node, hub, kabel, korban


def arsip(mesin: Mesin) -> bytes:
    (satu,) = mesin.arsip()
    return satu


def teks(isi: bytes) -> str:
    """Return the lines of a kept batch as they lie on the disk."""
    return mentah(isi).decode()


def mentah(isi: bytes) -> bytes:
    kepala, _, tubuh = urai(isi)
    if dilucuti(isi):
        return mentah_dilucuti(baca_kepala(kepala), pisah_sidik(tubuh)[1])
    return mentah_utuh(baca_kepala(kepala), tubuh)


def terbuka(mesin: Mesin, kabel: Kabel) -> Paket:
    return buka(arsip(mesin), kabel.kunci, boleh_dilucuti=True)


def test_an_erasure_reaches_the_kept_batch_and_its_proof_stays(tersimpan: Any) -> None:
    node, hub, kabel, korban = tersimpan
    lama = arsip(node)
    assert RAHASIA in teks(lama)
    hub.di_sini(hapus_pribadi, agregat="orang", agregat_id=korban, alasan="diminta", pelaku="uji")
    node.di_sini(jalankan, kabel, node.diri)
    bekerja(node)
    pertama, hapus = node.di_sini(lambda: [bytes(p.isi) for p in PaketSimpan.objects.order_by("dari")])
    assert RAHASIA not in teks(pertama)
    assert "Nama Yang Tinggal" in teks(pertama)
    assert "wajib disimpan" in teks(pertama)  # the law wants it kept
    assert urai(pertama)[:2] == urai(lama)[:2]  # header and signature are those of the hub
    paket = buka(pertama, kabel.kunci, boleh_dilucuti=True)
    assert paket.digest == buka(lama, kabel.kunci).digest
    assert [satu.pribadi is None for satu in paket.peristiwa] == [True, True, False, False]
    assert not dilucuti(hapus)


def test_stripped_twice_it_still_proves(tersimpan: Any) -> None:
    node, _, kabel, korban = tersimpan
    orang = [UUID(s.isi["agregat_id"]) for s in terbuka(node, kabel).peristiwa]
    assert node.di_sini(lucuti, "orang", korban) == 1
    assert node.di_sini(lucuti, "orang", korban) == 0
    assert node.di_sini(lucuti, "orang", orang[2]) == 1
    assert node.di_sini(lucuti, "lain", orang[2]) == 0
    assert "Nama Yang" not in teks(arsip(node))
    assert [s.pribadi is None for s in terbuka(node, kabel).peristiwa] == [True, True, True, False]


def test_a_hub_that_lost_its_stream_takes_the_stripped_batch_back(tersimpan: Any) -> None:
    node, hub, kabel, korban = tersimpan
    hub.cadangkan()
    hub.di_sini(hapus_pribadi, agregat="orang", agregat_id=korban, alasan="diminta", pelaku="uji")
    node.di_sini(jalankan, kabel, node.diri)
    bekerja(node)
    semua = set(hub.peristiwa())
    Mesin.pulihkan(hub, 0)
    hub.di_sini(lambda: _kosongkan(hub))
    node.di_sini(jalankan, kabel, node.diri)
    assert set(hub.peristiwa()) == semua
    assert hub.di_sini(periksa_rantai, CISONTROL).utuh
    isi = hub.di_sini(lambda: [m.isi for m in MuatanPribadi.objects.all()])
    assert RAHASIA not in json.dumps(isi)
    assert len(isi) == 3  # the one who stayed, what the law keeps, and why it was erased


def _kosongkan(hub: Mesin) -> None:
    """Set the hub back to before it wrote anything."""
    import sqlite3

    hubungan = sqlite3.connect(hub.berkas)
    hubungan.executescript("PRAGMA foreign_keys=OFF;")
    for nama in ("jejak_peristiwa", "jejak_muatanpribadi"):
        for (pemicu,) in hubungan.execute(
            "SELECT name FROM sqlite_master WHERE type='trigger' AND tbl_name=?", (nama,)
        ).fetchall():
            hubungan.execute(f"DROP TRIGGER {pemicu}")
    for nama in ("jejak_muatanpribadi", "jejak_peristiwa", "jejak_kepala", "jejak_kursor"):
        hubungan.execute(f"DELETE FROM {nama}")
    hubungan.commit()
    hubungan.close()


def _ubah(isi: bytes, cari: bytes, ganti: bytes) -> bytes:
    """Return a stripped batch whose lines say something else, with everything else as it was."""
    kepala, tanda, tubuh = urai(isi)
    sidik, _ = pisah_sidik(tubuh)
    baris = mentah(isi)
    assert cari in baris
    baru = pemampat(baca_kepala(kepala).kamus, 9).compress(padatkan(baris.replace(cari, ganti)))
    return rakit(kepala, tanda, sidik + baru, TANDA_LUCUT)


@pytest.fixture
def dilucuti_satu(tersimpan: Any) -> tuple[Mesin, Mesin, bytes]:
    """A batch of the hub without the private parts of one person."""
    node, hub, _, korban = tersimpan
    node.di_sini(lucuti, "orang", korban)
    return node, hub, arsip(node)


@pytest.mark.parametrize(
    "rusak",
    [
        lambda isi: _ubah(isi, b'"status":"baru"', b'"status":"lama"'),
        lambda isi: _ubah(isi, b"Nama Yang Tinggal", b"Nama Yang Lain   "),
        lambda isi: _ubah(isi, b"\n", b"\n\n"),
        lambda isi: isi[:-1],
        lambda isi: isi.replace(TANDA_LUCUT, TANDA, 1),
        lambda isi: isi[: isi.index(b"}") + 70] + b"\0" * 200,
    ],
    ids=["isi", "pribadi", "baris", "terpotong", "tanda", "sidik"],
)
def test_nothing_else_can_be_changed_in_a_stripped_batch(dilucuti_satu: Any, rusak: Any) -> None:
    _, hub, isi = dilucuti_satu

    def kembali() -> None:
        terima(rusak(isi), hub.diri.kunci.public_key(), milik_sendiri=True)

    hub.di_sini(lambda: _kosongkan(hub))
    with pytest.raises(InvalidInput):
        hub.di_sini(kembali)
    assert hub.peristiwa() == []


def test_a_stripped_batch_is_believed_only_by_its_own_writer(dilucuti_satu: Any, buat_mesin: Any) -> None:
    _, hub, isi = dilucuti_satu
    lain = buat_mesin("lain")
    with pytest.raises(InvalidInput) as tolak:
        lain.di_sini(terima, isi, hub.diri.kunci.public_key())
    assert tolak.value.pesan.kode == "sinkron.paket_bukan_dari_sana"
    assert lain.di_sini(semua_ujung) == []


def test_a_stripped_batch_is_no_bomb(dilucuti_satu: Any) -> None:
    _, hub, isi = dilucuti_satu
    kepala, tanda, tubuh = urai(isi)
    satu = rakit(kepala, tanda, tubuh[:32] + bom(200_000_000), TANDA_LUCUT)
    tracemalloc.start()
    with pytest.raises(InvalidInput) as tolak:
        buka(satu, hub.diri.kunci.public_key(), boleh_dilucuti=True)
    _, puncak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert tolak.value.pesan.kode == "sinkron.paket_rusak"
    assert puncak < 20_000_000


def test_kept_files_of_a_first_load_go_as_well(tersimpan: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    _, hub, _, korban = tersimpan
    monkeypatch.setattr(segmen, "SEDIKITNYA", 1)
    assert len(hub.di_sini(lambda: segmen.daftar_segmen({}, hub.diri)).segmen) == 1
    hub.di_sini(hapus_pribadi, agregat="orang", agregat_id=korban, alasan="diminta", pelaku="uji")
    bekerja(hub)
    assert hub.rumah is not None
    assert list((hub.rumah / "segmen").rglob("*.eod")) == []
