"""Files that arrive in pieces: what is told to be here is on the disk, and a name is a proof."""

import errno
import hashlib
import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eoffice.dokumen.adapters import potongan, store
from eoffice.dokumen.adapters.potongan import SalahTempat, baca, sampai, selesaikan, tambah
from eoffice.kernel.errors import InvalidInput, StorageFull

ISI = bytes(range(256)) * 40
SIDIK = hashlib.sha256(ISI).hexdigest()


@pytest.fixture
def jalur(tmp_path: Path) -> Path:
    return tmp_path / "potongan" / SIDIK


def test_nothing_is_here_before_the_first_piece(jalur: Path) -> None:
    assert sampai(jalur) == 0
    assert not jalur.parent.exists()


@given(batas=st.lists(st.integers(300, 3000), min_size=1, max_size=12))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
def test_pieces_of_any_size_make_the_file(jalur: Path, batas: list[int]) -> None:
    jalur.unlink(missing_ok=True)
    tempat, nomor = 0, 0
    while tempat < len(ISI):
        bagian = ISI[tempat : tempat + batas[nomor % len(batas)]]
        assert tambah(jalur, tempat, bagian) == tempat + len(bagian) == sampai(jalur)
        tempat, nomor = tempat + len(bagian), nomor + 1
    assert jalur.read_bytes() == ISI


@pytest.mark.parametrize("dari", [0, 99, 101, 10_000])
def test_a_piece_for_another_place_is_refused_with_the_right_one(jalur: Path, dari: int) -> None:
    tambah(jalur, 0, ISI[:100])
    with pytest.raises(SalahTempat) as salah:
        tambah(jalur, dari, b"x")
    assert (salah.value.sampai, salah.value.pesan.params) == (100, {"sampai": 100})
    assert jalur.read_bytes() == ISI[:100]


def test_an_empty_piece_moves_nothing(jalur: Path) -> None:
    tambah(jalur, 0, ISI[:10])
    assert tambah(jalur, 10, b"") == 10


def test_of_two_who_send_the_same_piece_one_is_told_where_to_go_on(jalur: Path) -> None:
    tambah(jalur, 0, b"")
    mulai, hasil = threading.Barrier(6), []

    def kirim() -> None:
        mulai.wait()
        try:
            hasil.append(tambah(jalur, 0, ISI))
        except SalahTempat as salah:
            hasil.append(-salah.sampai)

    semua = [threading.Thread(target=kirim) for _ in range(6)]
    for satu in semua:
        satu.start()
    for satu in semua:
        satu.join()
    assert sorted(hasil) == [-len(ISI)] * 5 + [len(ISI)]
    assert jalur.read_bytes() == ISI


def _gagal(kode: int) -> Callable[..., int]:
    def gagal(*_: object) -> int:
        raise OSError(kode, "uji")

    return gagal


@pytest.mark.parametrize("kode", [errno.ENOSPC, errno.EDQUOT])
@pytest.mark.parametrize("langkah", ["pwrite", "fsync"])
def test_a_full_disk_leaves_what_was_here(
    jalur: Path, monkeypatch: pytest.MonkeyPatch, kode: int, langkah: str
) -> None:
    tambah(jalur, 0, ISI[:100])
    with monkeypatch.context() as penuh:
        penuh.setattr(os, langkah, _gagal(kode))
        with pytest.raises(StorageFull):
            tambah(jalur, 100, ISI[100:])
    assert jalur.read_bytes() == ISI[:100]
    assert tambah(jalur, 100, ISI[100:]) == len(ISI)


def test_another_error_of_the_disk_is_not_called_full(jalur: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "pwrite", _gagal(errno.EIO))
    with pytest.raises(OSError, match="uji") as galat:
        tambah(jalur, 0, ISI)
    assert galat.value.errno == errno.EIO
    assert sampai(jalur) == 0


def test_a_disk_that_takes_little_at_a_time_takes_all(jalur: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asli = os.pwrite
    monkeypatch.setattr(os, "pwrite", lambda berkas, isi, tempat: asli(berkas, isi[:7], tempat))
    tambah(jalur, 0, ISI[:100])
    assert jalur.read_bytes() == ISI[:100]


def test_the_end_is_told_only_after_the_disk_has_it(jalur: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    urutan: list[str] = []
    tulis, simpan = os.pwrite, os.fsync
    monkeypatch.setattr(os, "pwrite", lambda *apa: urutan.append("tulis") or tulis(*apa))
    monkeypatch.setattr(os, "fsync", lambda berkas: urutan.append("simpan") or simpan(berkas))
    tambah(jalur, 0, ISI)
    assert urutan[-2:] == ["tulis", "simpan"]
    assert urutan.count("simpan") >= 2  # the folder too, or the name would be lost with the power


def test_only_the_office_reads_a_piece(jalur: Path) -> None:
    tambah(jalur, 0, ISI)
    assert jalur.stat().st_mode & 0o077 == 0


class TestSelesai:
    def test_a_whole_file_takes_its_place(self, jalur: Path, tmp_path: Path) -> None:
        tambah(jalur, 0, ISI)
        selesaikan(jalur, tmp_path / "berkas", SIDIK)
        assert store.letak(tmp_path / "berkas", SIDIK).read_bytes() == ISI
        assert jalur.exists()  # until the caller has noted it

    def test_it_takes_no_room_twice(self, jalur: Path, tmp_path: Path) -> None:
        tambah(jalur, 0, ISI)
        selesaikan(jalur, tmp_path / "berkas", SIDIK)
        assert store.letak(tmp_path / "berkas", SIDIK).stat().st_ino == jalur.stat().st_ino

    def test_finished_twice_it_is_one_file(self, jalur: Path, tmp_path: Path) -> None:
        tambah(jalur, 0, ISI)
        for _ in range(2):
            selesaikan(jalur, tmp_path / "berkas", SIDIK)
        assert [p for p in (tmp_path / "berkas").rglob("*") if p.is_file()] == [
            store.letak(tmp_path / "berkas", SIDIK)
        ]

    def test_a_damaged_one_in_its_place_is_replaced(self, jalur: Path, tmp_path: Path) -> None:
        rusak = store.letak(tmp_path / "berkas", SIDIK)
        rusak.parent.mkdir(parents=True)
        rusak.write_bytes(b"rusak")
        tambah(jalur, 0, ISI)
        selesaikan(jalur, tmp_path / "berkas", SIDIK)
        assert rusak.read_bytes() == ISI

    @pytest.mark.parametrize(
        "ubah", [lambda isi: isi[:-1], lambda isi: isi + b"x", lambda isi: b"y" + isi[1:]]
    )
    @pytest.mark.parametrize("cara", ["selesai", "baca"])
    def test_other_bytes_than_the_name_says_are_thrown_away(
        self, jalur: Path, tmp_path: Path, ubah: Callable[[bytes], bytes], cara: str
    ) -> None:
        tambah(jalur, 0, ubah(ISI))
        with pytest.raises(InvalidInput) as tolak:
            selesaikan(jalur, tmp_path / "berkas", SIDIK) if cara == "selesai" else baca(jalur, SIDIK)
        assert (tolak.value.pesan.kode, tolak.value.pesan.params) == (
            "dokumen.potongan_tidak_cocok",
            {"sidik": SIDIK[:12]},
        )
        assert not jalur.exists()
        assert not store.letak(tmp_path / "berkas", SIDIK).exists()

    def test_what_is_read_once_is_what_came(self, jalur: Path) -> None:
        tambah(jalur, 0, ISI)
        assert baca(jalur, SIDIK) == ISI

    def test_a_full_disk_at_the_end_loses_no_piece(
        self, jalur: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        tambah(jalur, 0, ISI)
        with monkeypatch.context() as penuh:
            penuh.setattr(os, "link", _gagal(errno.ENOSPC))
            with pytest.raises(StorageFull):
                selesaikan(jalur, tmp_path / "berkas", SIDIK)
        assert sampai(jalur) == len(ISI)
        selesaikan(jalur, tmp_path / "berkas", SIDIK)

    def test_a_large_file_is_proved_in_parts(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(potongan, "_SEKALI", 1000)
        jalur = tmp_path / SIDIK
        tambah(jalur, 0, ISI)
        assert potongan._sidik(jalur) == SIDIK
