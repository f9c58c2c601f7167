"""A village's server on a small disk that fills up: clear words, nothing half-written, and with room it goes on."""

import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.config.dua_tempat import DESA, Tempat, porta_bebas
from tests.ketahanan.panggung import Bagian, diakui, lalu_lintas, periksa

pytestmark = [pytest.mark.proses, pytest.mark.lama]  # mounts a file system, so it needs root
UKURAN = 400 * 1024 * 1024


@pytest.fixture
def sempit(tmp_path: Path) -> Iterator[Tempat]:
    """A village's server at work on a disk of 400 MiB."""
    rumah = tmp_path / "rumah"
    rumah.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={UKURAN},mode=700", "tmpfs", rumah], check=True)
    setelan = {"EOFFICE_PERAN": "desa", "EOFFICE_DESA": DESA, "EOFFICE_PORT": str(porta_bebas())}
    desa = Tempat(rumah, setelan)
    semua: list[Bagian] = []
    try:
        assert desa.mulai("migrate").wait(120) == 0
        lalu_lintas(desa, "siapkan").sampai_selesai()
        for kata in (("serve", "--alamat", "127.0.0.1", "--proses", "1"), ("worker",)):
            semua.append(Bagian(kata[0], desa, ("-m", "config.commands", *kata), tmp_path))
            semua[-1].nyala()
        semua.append(lalu_lintas(desa, "kerja", str(tmp_path / "diakui")))
        yield desa
    finally:
        for satu in semua:
            satu.bunuh()
        desa.matikan()
        subprocess.run(["umount", "-l", rumah], check=True)


def sisakan(rumah: Path, persen: int) -> None:
    """Fill the disk until so many percent are free."""
    ganjal = rumah / "ganjal"
    with ganjal.open("ab") as berkas:
        bebas = (
            int(subprocess.run(["stat", "-f", "-c", "%a", rumah], check=True, capture_output=True).stdout)
            * 4096
        )
        lebih = bebas - UKURAN * persen // 100
        try:
            berkas.write(bytes(max(0, lebih)))
            berkas.flush()
        except OSError:
            assert persen == 0


def tunggu(catatan: Path, kata: str, banyak: int) -> list[dict[str, object]]:
    """Wait for so many lines with a word more than there are now; return them."""
    ada, batas = len(diakui(catatan)), time.monotonic() + 120
    while len(baru := [satu for satu in diakui(catatan)[ada:] if kata in satu]) < banyak:
        assert time.monotonic() < batas, diakui(catatan)[-3:]
        time.sleep(0.05)
    return baru


def test_a_small_disk_that_fills_up_loses_nothing_and_goes_on_with_room(
    sempit: Tempat, tmp_path: Path
) -> None:
    catatan, kata = tmp_path / "diakui", set()
    tunggu(catatan, "nomor", 1)
    for persen in (8, 2, 0):
        sisakan(sempit.rumah, persen)
        for satu in tunggu(catatan, "ditolak", 6):
            kata.add(str(satu["isi"]))
        hasil = periksa(sempit, diakui(catatan))
        assert (hasil.hilang, hasil.ganda) == ([], [])
        (sempit.rumah / "ganjal").unlink()
        tunggu(catatan, "nomor", 2)
    assert any("jadi lampiran baru belum dapat diterima" in satu for satu in kata), kata
    assert all("enyimpanan" in satu for satu in kata), kata
    hasil = periksa(sempit, diakui(catatan))
    assert (hasil.hilang, hasil.ganda) == ([], [])
    kode, keluar, _ = sempit.jalankan("audit", "verify")
    assert (kode, "utuh" in keluar) == (0, True), keluar
    print(f"\nsmall disk: {hasil.diakui} answers, {hasil.nomor} numbers; lost 0, doubled 0, chain whole")  # noqa: T201
