"""The archive inside the envelope: a tar in zstd, its head first, its manifest last. Read to the end or not at all."""

import hashlib
import io
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO, Final

import zstandard

from eoffice.cadangan.adapters.amplop import Rusak
from eoffice.cadangan.rules.manifes import (
    Isi,
    Kepala,
    Manifes,
    ManifesRusak,
    baca,
    baca_kepala,
    tulis,
    tulis_kepala,
)

KEPALA: Final = "kepala.json"
MANIFES: Final = "manifes.json"
BASIS: Final = "basis-data"
RUMAH: Final = "rumah"
_POTONG: Final = 1024 * 1024
_MAKS_KEPALA: Final = 16 * 1024 * 1024
_TINGKAT: Final = 3


class _Sidik:
    """A reader that counts and digests what goes through it."""

    def __init__(self, sumber: IO[bytes]) -> None:
        self.sumber, self.hash, self.jumlah = sumber, hashlib.sha256(), 0

    def read(self, banyak: int = -1) -> bytes:
        bita = self.sumber.read(banyak)
        self.hash.update(bita)
        self.jumlah += len(bita)
        return bita

    @property
    def isi(self) -> Isi:
        return Isi(self.jumlah, self.hash.hexdigest())


class Gudang:
    """An archive that is being written."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self.berkas: dict[str, Isi] = {}

    def tambah(self, nama: str, path: Path) -> None:
        """Add a file.

        Raises:
            OSError: it cannot be read, or became shorter meanwhile.
        """
        with path.open("rb") as berkas:
            sumber = _Sidik(berkas)
            info = tarfile.TarInfo(nama)
            info.size = path.stat().st_size
            self._tar.addfile(info, sumber)
            self.berkas[nama] = sumber.isi

    def tambah_bita(self, nama: str, isi: bytes) -> None:
        """Add bytes that no list names: the head, the manifest."""
        info = tarfile.TarInfo(nama)
        info.size = len(isi)
        self._tar.addfile(info, io.BytesIO(isi))


@contextmanager
def gudang(tujuan: BinaryIO, kepala: Kepala, tabel: dict[str, Isi]) -> Iterator[Gudang]:
    """Write an archive; its manifest comes when all went well, so one that was broken off has none."""
    pemampat = zstandard.ZstdCompressor(level=_TINGKAT)
    with (
        pemampat.stream_writer(tujuan, closefd=False) as padat,
        tarfile.open(fileobj=padat, mode="w|", format=tarfile.PAX_FORMAT) as tar,
    ):
        satu = Gudang(tar)
        satu.tambah_bita(KEPALA, tulis_kepala(kepala))
        yield satu
        satu.tambah_bita(MANIFES, tulis(Manifes(kepala, tabel, satu.berkas)))


def bongkar(pipa: BinaryIO, tujuan: Path | None, cek: Callable[[Kepala], None]) -> Manifes:
    """Read an archive to its end, into a folder if there is one, and compare every file with the manifest.

    ``cek`` may refuse whose archive it is before anything else is read.

    Raises:
        Rusak: not whole, or not what its manifest says.
        OSError: the folder cannot be written.
    """
    try:
        pemekar = zstandard.ZstdDecompressor().stream_reader(pipa, read_across_frames=False)
        with tarfile.open(fileobj=pemekar, mode="r|") as tar:
            manifes = _baca_semua(tar, tujuan, cek)
    except (tarfile.TarError, zstandard.ZstdError, ManifesRusak, EOFError, KeyError, UnicodeError):
        raise Rusak from None
    return manifes


def _baca_semua(tar: tarfile.TarFile, tujuan: Path | None, cek: Callable[[Kepala], None]) -> Manifes:
    kepala: Kepala | None = None
    manifes: Manifes | None = None
    ada: dict[str, Isi] = {}
    for anggota in tar:
        sumber = tar.extractfile(anggota) if anggota.isreg() else None
        if sumber is None or manifes is not None or not _aman(anggota.name):
            raise Rusak
        if kepala is None:
            kepala = baca_kepala(sumber.read(_MAKS_KEPALA))
            cek(kepala)
        elif anggota.name == MANIFES:
            manifes = baca(sumber.read())
        else:
            ada[anggota.name] = _salin(sumber, tujuan / anggota.name if tujuan else None)
    if manifes is None or manifes.berkas != ada or manifes.kepala != kepala:
        raise Rusak
    return manifes


def _aman(nama: str) -> bool:
    """Tell whether a name stays where archives are unpacked: not even a sealed one may write elsewhere."""
    bagian = PurePosixPath(nama).parts
    dikenal = nama in {KEPALA, MANIFES, BASIS} or (len(bagian) > 1 and bagian[0] == RUMAH)
    return dikenal and ".." not in bagian and not any("\0" in satu for satu in bagian)


def _salin(sumber: IO[bytes], tujuan: Path | None) -> Isi:
    sidik = _Sidik(sumber)
    if tujuan is None:
        while sidik.read(_POTONG):
            pass
        return sidik.isi
    _folder(tujuan.parent)
    with tujuan.open("xb") as berkas:
        tujuan.chmod(0o600)
        while bita := sidik.read(_POTONG):
            berkas.write(bita)
    return sidik.isi


def _folder(path: Path) -> None:
    """Make a folder, and those above it, for the owner alone."""
    if not path.is_dir():
        _folder(path.parent)
        path.mkdir(mode=0o700)
