"""What is remembered of backups outlives a restored database, damaged files and dead processes."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from eoffice.cadangan.services import keadaan
from eoffice.cadangan.services.keadaan import Catatan
from eoffice.kernel import clock
from eoffice.kernel.messages import Pesan

MULAI = datetime(2026, 11, 24, 14, 0, 5, tzinfo=UTC)
SATU = Catatan(
    nama="eoffice-32.07.15.2004-20261124T140005Z.age",
    mulai=MULAI,
    selesai=MULAI + timedelta(seconds=40),
    tujuan="flashdisk di /media/a",
    oleh="Siti Aminah",
    ukuran=123_456_789,
    berkas=4_321,
    baris=98_765,
    hilang=2,
)
GAGAL = replace(SATU, nama="", sebab=Pesan("cadangan.tujuan_penuh", tempat="/media/a", perlu=512))


@pytest.mark.parametrize("satu", [SATU, GAGAL])
def test_an_attempt_is_remembered_as_it_was(rumah: Path, satu: Catatan) -> None:
    keadaan.catat(satu)
    assert keadaan.riwayat() == [satu]


def test_nothing_is_known_in_a_new_home(rumah: Path) -> None:
    assert (keadaan.riwayat(), keadaan.terakhir(), keadaan.sedang(), keadaan.diminta()) == (
        [],
        None,
        None,
        None,
    )
    assert (keadaan.cadangan_terakhir(), keadaan.percobaan_terakhir()) == (None, None)


def test_the_last_good_one_and_the_last_attempt_are_told_apart(rumah: Path) -> None:
    keadaan.catat(SATU)
    keadaan.catat(
        replace(GAGAL, mulai=MULAI + timedelta(days=1), selesai=MULAI + timedelta(days=1, minutes=1))
    )
    assert keadaan.terakhir() == SATU
    assert keadaan.cadangan_terakhir() == MULAI
    assert keadaan.percobaan_terakhir() == MULAI + timedelta(days=1, minutes=1)


def test_the_newest_stands_last(rumah: Path) -> None:
    for hari in range(3):
        keadaan.catat(replace(SATU, nama=str(hari)))
    assert [satu.nama for satu in keadaan.riwayat()] == ["0", "1", "2"]


@pytest.mark.parametrize("banyak", [29, 30, 31, 45])
def test_thirty_attempts_are_kept(rumah: Path, banyak: int) -> None:
    for nomor in range(banyak):
        keadaan.catat(replace(SATU, nama=str(nomor)))
    semua = [satu.nama for satu in keadaan.riwayat()]
    assert semua[-min(banyak, 30) :] == [str(nomor) for nomor in range(banyak)][-30:]
    assert len(semua) <= 31


@pytest.mark.parametrize("isi", [b"", b"{}", b"null", b"[1]", b'[{"nama": "x"}]', b"\xff\xfe", b"[" * 500])
def test_a_damaged_history_tells_of_none_and_is_written_anew(rumah: Path, isi: bytes) -> None:
    (rumah / "cadangan").mkdir()
    (rumah / "cadangan" / "riwayat.json").write_bytes(isi)
    assert keadaan.riwayat() == []
    keadaan.catat(SATU)
    assert keadaan.riwayat() == [SATU]


def test_a_history_of_a_newer_version_does_not_break_an_older_one(rumah: Path) -> None:
    keadaan.catat(SATU)
    path = rumah / "cadangan" / "riwayat.json"
    isi: list[dict[str, Any]] = json.loads(path.read_bytes())
    path.write_text(json.dumps([isi[0] | {"bidang_baru": 1}]))
    assert keadaan.riwayat() == []


class TestUnderWay:
    """What pages see while one is made."""

    def test_it_is_there_from_beginning_to_end(self, rumah: Path) -> None:
        with keadaan.berjalan() as maju:
            awal = keadaan.sedang()
            assert awal is not None
            assert (awal.selesai, awal.semua) == (0, 0)
            assert timedelta(0) <= clock.now() - awal.sejak < timedelta(minutes=1)
            maju(7, 20)
            tengah = keadaan.sedang()
            assert tengah is not None
            assert (tengah.selesai, tengah.semua, tengah.sejak) == (7, 20, awal.sejak)
        assert keadaan.sedang() is None

    def test_it_ends_also_when_it_fails(self, rumah: Path) -> None:
        with pytest.raises(ZeroDivisionError), keadaan.berjalan():
            raise ZeroDivisionError
        assert keadaan.sedang() is None

    def test_a_process_that_died_is_not_under_way(self, rumah: Path) -> None:
        with subprocess.Popen([sys.executable, "-c", ""]) as mati:
            mati.wait()
        (rumah / "cadangan").mkdir()
        isi = {"sejak": clock.now().isoformat(), "selesai": 1, "semua": 2, "pid": mati.pid}
        (rumah / "cadangan" / "jalan.json").write_text(json.dumps(isi))
        assert keadaan.sedang() is None
        (rumah / "cadangan" / "jalan.json").write_text(json.dumps(isi | {"pid": os.getpid()}))
        assert keadaan.sedang() is not None

    @pytest.mark.parametrize("isi", [b"", b"{}", b"3", b'{"pid": "x"}', b'{"pid": 1}'])
    def test_nonsense_is_not_under_way(self, rumah: Path, isi: bytes) -> None:
        (rumah / "cadangan").mkdir()
        (rumah / "cadangan" / "jalan.json").write_bytes(isi)
        assert keadaan.sedang() is None

    def test_a_disk_that_refuses_does_not_stop_it(self, rumah: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def tolak(*_: object, **__: object) -> None:
            raise OSError(28, "penuh")

        monkeypatch.setattr(Path, "write_text", tolak)
        with keadaan.berjalan() as maju:
            maju(1, 2)


class TestAsking:
    """A request is a file: one person asks, one worker takes it."""

    def test_the_name_of_who_asks_goes_along(self, rumah: Path) -> None:
        assert keadaan.minta('Siti "Aminah" é')
        assert keadaan.ambil_permintaan() == 'Siti "Aminah" é'

    def test_a_request_that_was_cut_is_taken_all_the_same(self, rumah: Path) -> None:
        keadaan.minta("Siti")
        (rumah / "cadangan" / "minta.json").write_bytes(b'"Si')
        assert keadaan.ambil_permintaan() == ""
        assert keadaan.ambil_permintaan() is None

    def test_how_long_it_waited_is_known(self, rumah: Path) -> None:
        keadaan.minta("Siti")
        path = rumah / "cadangan" / "minta.json"
        os.utime(path, (path.stat().st_mtime - 300,) * 2)
        lama = keadaan.diminta()
        assert lama is not None
        assert timedelta(seconds=299) < lama < timedelta(seconds=400)

    def test_after_it_was_taken_somebody_may_ask_again(self, rumah: Path) -> None:
        keadaan.minta("Siti")
        keadaan.ambil_permintaan()
        assert keadaan.minta("Budi")
        assert keadaan.ambil_permintaan() == "Budi"
