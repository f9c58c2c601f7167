"""Village (SQLite) and hub (PostgreSQL) as real processes: the line cut, killed in the middle, shut out, let in again."""

import os
import signal
import time
from collections.abc import Iterator

import pytest

from tests.config.dua_tempat import BATAS, DESA, Dunia, Tempat, bertemu, bunuh, dua_tempat

pytestmark = pytest.mark.proses
BANYAK = 2500


def test_what_is_written_while_the_line_is_cut_arrives_afterwards(dunia: Dunia) -> None:
    bertemu(dunia)
    semula = len(dunia.desa.peristiwa())
    dunia.desa.menulis(3)
    assert "Dikirim 3 catatan, diambil 0 catatan." in bertemu(dunia)
    dunia.padamkan()
    dunia.desa.menulis(4)
    hasil, kata, galat = dunia.desa.jalankan("sync")
    assert (hasil, "Dikirim" in kata) == (1, False)
    assert galat.startswith("Error: Sambungan ke kabupaten terputus (ConnectionRefusedError).")
    dunia.nyalakan()
    dunia.kabupaten.menulis(2)
    assert "Dikirim 4 catatan, diambil 2 catatan." in bertemu(dunia)
    assert dunia.sama() == semula + 9
    (tanda,) = dunia.desa.tanya("SELECT max(urut) FROM sinkron_tandaterima")
    assert dunia.desa.tanya("SELECT max(urut) FROM jejak_kepala WHERE lokal") == [tanda]
    [(versi, urut, selisih)] = dunia.kabupaten.tanya(
        "SELECT versi, urut, selisih_jam FROM sinkron_node WHERE status = 'aktif'"
    )
    assert (versi != "", urut == tanda[0], abs(int(str(selisih))) <= 5) == (True, True, True)


def _di_tengah(dunia: Dunia, korban: str) -> None:
    """Cut the power of one side while batches go over the line; both come back and meet again."""
    dunia.desa.menulis(BANYAK)
    proses = dunia.desa.mulai("sync")
    assert proses.stderr is not None
    assert proses.stderr.readline().startswith("  dikirim ")
    if korban == "desa":
        bunuh(proses)
    else:
        dunia.padamkan()
        assert proses.wait(BATAS) == 1
        proses.communicate()
        dunia.nyalakan()
    sini, sana = len(dunia.desa.peristiwa()), len(dunia.kabupaten.peristiwa())
    assert 0 < sana < sini, "the cut was not in the middle"


@pytest.mark.parametrize("korban", ["desa", "kabupaten"])
def test_a_kill_in_the_middle_of_a_push_loses_and_doubles_nothing(dunia: Dunia, korban: str) -> None:
    bertemu(dunia)
    semula = len(dunia.desa.peristiwa())
    _di_tengah(dunia, korban)
    bertemu(dunia)
    assert dunia.sama() == semula + BANYAK


def test_the_worker_meets_the_hub_by_itself_soon_after_something_new(dunia: Dunia) -> None:
    pekerja = dunia.desa.mulai("worker")
    assert pekerja.stdout is not None
    assert pekerja.stdout.readline().startswith("Pekerja berjalan.")
    for _ in range(2):
        dunia.desa.menulis(1)
        awal = time.monotonic()
        while dunia.kabupaten.peristiwa() != dunia.desa.peristiwa():
            assert time.monotonic() - awal < BATAS / 2, "nothing arrived"
            time.sleep(0.1)
    pekerja.send_signal(signal.SIGTERM)
    assert pekerja.wait(BATAS) == 0


def test_a_hub_that_hangs_does_not_keep_the_worker_from_its_work_or_its_end(dunia: Dunia) -> None:
    assert dunia.server is not None
    os.killpg(dunia.server.pid, signal.SIGSTOP)  # takes the connection, never answers
    try:
        pekerja = dunia.desa.mulai("worker")
        assert pekerja.stdout is not None
        pekerja.stdout.readline()
        dunia.desa.menulis(1)
        awal = time.monotonic()
        while _belum_diolah(dunia.desa):
            assert time.monotonic() - awal < BATAS / 2, "the worker waits for the hub"
            time.sleep(0.1)
        time.sleep(2)  # the line hangs by now
        pekerja.send_signal(signal.SIGTERM)
        assert pekerja.wait(10) == 0
    finally:
        os.killpg(dunia.server.pid, signal.SIGCONT)


def _belum_diolah(tempat: Tempat) -> bool:
    [(kepala,)] = tempat.tanya("SELECT max(urut) FROM jejak_kepala WHERE lokal")
    [(kursor,)] = tempat.tanya(
        "SELECT max(k.urut) FROM jejak_kursor k JOIN jejak_kepala a ON a.epoch = k.epoch AND a.lokal"
    )
    return bool(kursor != kepala)


@pytest.mark.lama
def test_two_meetings_of_one_village_at_once_are_one(dunia: Dunia) -> None:
    bertemu(dunia)
    dunia.desa.menulis(2000)
    berdua = [dunia.desa.mulai("sync") for _ in range(2)]
    hasil = sorted(satu.wait(BATAS) for satu in berdua)
    galat = "".join(satu.communicate()[1] for satu in berdua)
    assert hasil in ([0, 0], [0, 1])
    assert hasil == [0, 0] or "Error: Server ini sedang bertukar data dengan kabupaten." in galat
    bertemu(dunia)
    dunia.sama()


@pytest.fixture
def dunia_sendiri(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dunia]:
    """A village and a hub for one test: a new key leaves the end of the old stream behind."""
    yield from dua_tempat(tmp_path_factory)


@pytest.mark.lama
def test_a_server_that_was_shut_out_is_let_in_again_with_a_new_key(dunia_sendiri: Dunia) -> None:
    dunia = dunia_sendiri
    bertemu(dunia)
    semula = len(dunia.desa.peristiwa())
    hasil, kata, _ = dunia.kabupaten.jalankan("sync", "cabut", "--desa", DESA, "--alasan", "Uji")
    assert (hasil, kata.startswith("Kunci server Desa Cisontrol dicabut.")) == (0, True)
    dunia.desa.menulis(1)
    hasil, kata, galat = dunia.desa.jalankan("sync")
    assert (hasil, kata) == (1, "")
    assert "Error: Jawaban kabupaten: Server desa ini tidak terdaftar di kabupaten" in galat
    assert len(dunia.kabupaten.peristiwa()) == semula
    dunia.daftar()
    bertemu(dunia)
    bertemu(dunia)
    sini, sana = dunia.desa.peristiwa(), dunia.kabupaten.peristiwa()
    assert set(sana) < set(sini), "what the old key wrote and never sent stays in its stream"
    (tertinggal,) = set(sini) - set(sana)
    assert tertinggal[3] in {satu[3] for satu in sana}, "and is told again under the new one"
    assert {satu[3] for satu in sini} == {satu[3] for satu in sana}
    for tempat in (dunia.desa, dunia.kabupaten):
        assert tempat.jalankan("audit", "verify")[0] == 0
    assert dunia.kabupaten.tanya("SELECT count(*) FROM sinkron_node WHERE status = 'aktif'") == [(1,)]
