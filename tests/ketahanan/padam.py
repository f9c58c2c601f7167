"""A file system whose power can be cut: what was not flushed to the disk by then is gone, or half of it is.

``python -m tests.ketahanan.padam MOUNT DISK SEED`` shows the folder DISK at MOUNT and works in memory. Making a folder
named ``.padam`` there cuts the power: every later call fails. Unmounted, it writes to DISK what a disk would hold.

Stricter than a usual disk: a file's bytes are safe once the file was flushed, its name once its folder was flushed.
Of everything since then the cut keeps nothing, or some pages of each file and some of the first changes of each folder.
"""

import errno
import os
import random
import shutil
import stat
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

LEMBAR = 4096
PADAM = ".padam"


@dataclass(eq=False)
class Berkas:
    """One file: its bytes as programs see them, as the disk has them, and which pages differ."""

    isi: bytearray = field(default_factory=bytearray)
    keras: bytes = b""
    kotor: set[int] = field(default_factory=set)
    mode: int = stat.S_IFREG | 0o600
    saat: float = field(default_factory=time.time)
    nama: int = 1

    def tulis(self, tempat: int, isi: bytes) -> None:
        if tempat > len(self.isi):
            self.isi.extend(bytes(tempat - len(self.isi)))
        self.isi[tempat : tempat + len(isi)] = isi
        self.kotor.update(range(tempat // LEMBAR, (tempat + len(isi) - 1) // LEMBAR + 1))
        self.saat = time.time()

    def potong(self, panjang: int) -> None:
        del self.isi[panjang:]
        self.isi.extend(bytes(panjang - len(self.isi)))
        self.kotor.add(panjang // LEMBAR)

    def siram(self) -> None:
        self.keras, self.kotor = bytes(self.isi), set()

    def sesudah_padam(self, acak: random.Random | None) -> bytes:
        """Return what the disk holds: the flushed bytes, and by chance some of the pages since."""
        hasil = bytearray(self.keras)
        for lembar in sorted(self.kotor) if acak else ():
            if acak is not None and acak.random() < 0.5:
                baru = self.isi[lembar * LEMBAR : (lembar + 1) * LEMBAR]
                hasil.extend(bytes(max(0, lembar * LEMBAR + len(baru) - len(hasil))))
                hasil[lembar * LEMBAR : lembar * LEMBAR + len(baru)] = baru
        return bytes(hasil)


@dataclass(eq=False)
class Folder:
    """One folder: its names as programs see them, as the disk has them, and the changes between."""

    nama_isi: dict[str, "Berkas | Folder"] = field(default_factory=dict)
    keras: dict[str, "Berkas | Folder"] = field(default_factory=dict)
    ubahan: list[Callable[[dict[str, "Berkas | Folder"]], object]] = field(default_factory=list)
    mode: int = stat.S_IFDIR | 0o700
    saat: float = field(default_factory=time.time)

    def ubah(self, ubahan: Callable[[dict[str, "Berkas | Folder"]], object]) -> None:
        ubahan(self.nama_isi)
        self.ubahan.append(ubahan)

    def siram(self) -> None:
        self.keras, self.ubahan = dict(self.nama_isi), []

    def sesudah_padam(self, acak: random.Random | None) -> dict[str, "Berkas | Folder"]:
        """Return the names the disk holds: changes reach it in their order."""
        hasil = dict(self.keras)
        for ubahan in self.ubahan[: acak.randint(0, len(self.ubahan))] if acak else ():
            ubahan(hasil)
        return hasil


Simpul = Berkas | Folder


def _galat(kode: int) -> OSError:
    return OSError(kode, os.strerror(kode))


class Disk:
    """The file system, as the calls of the kernel ask for it; it needs no FUSE to be tried."""

    use_ns = True

    def __init__(self, disk: Path, benih: int) -> None:
        self.disk, self.acak = disk, random.Random(benih)
        self.akar, self.mati = _baca(disk), False
        self.terbuka: dict[int, Berkas] = {}

    # ---- finding ----

    def _cari(self, jalur: str) -> Simpul:
        self._berdaya()
        simpul: Simpul = self.akar
        for bagian in jalur.strip("/").split("/") if jalur != "/" else ():
            if not isinstance(simpul, Folder) or bagian not in simpul.nama_isi:
                raise _galat(errno.ENOENT)
            simpul = simpul.nama_isi[bagian]
        return simpul

    def _induk(self, jalur: str) -> tuple[Folder, str]:
        induk, _, nama = jalur.rpartition("/")
        folder = self._cari(induk or "/")
        assert isinstance(folder, Folder)
        return folder, nama

    def _berdaya(self) -> None:
        if self.mati:
            raise _galat(errno.EIO)

    def _berkas(self, jalur: str, fh: int | None) -> Berkas:
        self._berdaya()
        berkas = self.terbuka.get(fh) if fh is not None else None
        if berkas is None:
            found = self._cari(jalur)
            if not isinstance(found, Berkas):
                raise _galat(errno.EISDIR)
            berkas = found
        return berkas

    def _buka(self, berkas: Berkas) -> int:
        fh = max(self.terbuka, default=0) + 1
        self.terbuka[fh] = berkas
        return fh

    # ---- looking ----

    def getattr(self, path: str, fh: int | None = None) -> dict[str, Any]:
        self._berdaya()
        terbuka = self.terbuka.get(fh) if fh is not None else None
        simpul = terbuka or self._cari(path)
        ukuran = len(simpul.isi) if isinstance(simpul, Berkas) else 0
        waktu = dict.fromkeys(("st_atime", "st_mtime", "st_ctime"), int(simpul.saat * 1e9))
        milik = {"st_uid": os.getuid(), "st_gid": os.getgid(), "st_ino": id(simpul)}
        nama = simpul.nama if isinstance(simpul, Berkas) else 2
        return waktu | milik | {"st_mode": simpul.mode, "st_size": ukuran, "st_nlink": nama}

    def readdir(self, path: str, fh: int) -> list[tuple[str, dict[str, Any], int]]:
        folder = self._cari(path)
        assert isinstance(folder, Folder)
        return [
            (nama, {"st_ino": id(satu), "st_mode": satu.mode}, 0) for nama, satu in folder.nama_isi.items()
        ]

    def statfs(self, path: str) -> dict[str, int]:
        return {
            "f_bsize": LEMBAR,
            "f_frsize": LEMBAR,
            "f_blocks": 1 << 20,
            "f_bavail": 1 << 19,
            "f_bfree": 1 << 19,
        }

    # ---- files ----

    def create(self, path: str, mode: int, fi: Any = None) -> int:
        folder, nama = self._induk(path)
        berkas = Berkas(mode=stat.S_IFREG | (mode & 0o7777))
        folder.ubah(lambda isi: isi.__setitem__(nama, berkas))
        return self._buka(berkas)

    def open(self, path: str, flags: int) -> int:
        return self._buka(self._berkas(path, None))

    def read(self, path: str, size: int, offset: int, fh: int) -> bytes:
        return bytes(self._berkas(path, fh).isi[offset : offset + size])

    def write(self, path: str, data: bytes, offset: int, fh: int) -> int:
        self._berkas(path, fh).tulis(offset, data)
        return len(data)

    def truncate(self, path: str, length: int, fh: int | None = None) -> None:
        self._berkas(path, fh).potong(length)

    def fsync(self, path: str, datasync: int, fh: int) -> None:
        self._berkas(path, fh).siram()

    def fsyncdir(self, path: str, datasync: int, fh: int) -> None:
        folder = self._cari(path)
        assert isinstance(folder, Folder)
        folder.siram()

    def release(self, path: str, fh: int) -> None:
        self.terbuka.pop(fh, None)

    # ---- names ----

    def mkdir(self, path: str, mode: int) -> None:
        folder, nama = self._induk(path)
        if nama == PADAM:
            self.mati = True
            return
        baru = Folder(mode=stat.S_IFDIR | (mode & 0o7777))
        folder.ubah(lambda isi: isi.__setitem__(nama, baru))

    def unlink(self, path: str) -> None:
        folder, nama = self._induk(path)
        folder.ubah(lambda isi: isi.pop(nama, None))

    rmdir = unlink

    def rename(self, old: str, new: str, flags: int = 0) -> None:
        simpul = self._cari(old)
        (dari, lama), (ke, baru) = self._induk(old), self._induk(new)
        if dari is ke:  # one change: the disk has it whole or not at all
            ke.ubah(lambda isi: isi.update({baru: isi.pop(lama, simpul)}))
            return
        ke.ubah(lambda isi: isi.__setitem__(baru, simpul))
        dari.ubah(lambda isi: isi.pop(lama, None))

    def link(self, target: str, source: str) -> None:
        berkas = self._berkas(source, None)
        berkas.nama += 1
        folder, nama = self._induk(target)
        folder.ubah(lambda isi: isi.__setitem__(nama, berkas))

    def chmod(self, path: str, mode: int) -> None:
        simpul = self._cari(path)
        simpul.mode = stat.S_IFMT(simpul.mode) | (mode & 0o7777)

    def chown(self, path: str, uid: int, gid: int) -> None:
        """Everything belongs to whoever mounted it."""

    def utimens(self, path: str, times: tuple[int, int] | None = None) -> None:
        self._cari(path).saat = times[1] / 1e9 if times else time.time()

    # ---- the end ----

    def destroy(self, path: str) -> None:
        """Write to the real folder what the disk holds: after a cut what was flushed, otherwise everything."""
        if not self.mati:
            _siram_semua(self.akar)
        keras = None if self.acak.random() < 0.5 else self.acak
        baru = self.disk.with_name(f"{self.disk.name}.baru")
        _tulis(self.akar, baru, keras)
        shutil.rmtree(self.disk)
        baru.rename(self.disk)


def _siram_semua(folder: Folder) -> None:
    folder.siram()
    for simpul in folder.nama_isi.values():
        _siram_semua(simpul) if isinstance(simpul, Folder) else simpul.siram()


def _baca(asal: Path) -> Folder:
    folder = Folder(mode=asal.stat().st_mode)
    for satu in asal.iterdir():
        if satu.is_dir():
            folder.nama_isi[satu.name] = _baca(satu)
        else:
            isi = satu.read_bytes()
            folder.nama_isi[satu.name] = Berkas(bytearray(isi), isi, mode=satu.stat().st_mode)
    folder.siram()
    return folder


def _tulis(folder: Folder, ke: Path, acak: random.Random | None) -> None:
    ke.mkdir()
    for nama, simpul in folder.sesudah_padam(acak).items():
        if isinstance(simpul, Folder):
            _tulis(simpul, ke / nama, acak)
        else:
            (ke / nama).write_bytes(simpul.sesudah_padam(acak))
            (ke / nama).chmod(simpul.mode & 0o7777)
    ke.chmod(folder.mode & 0o7777)


def main(tempat: str, disk: str, benih: str) -> None:
    mfusepy = import_module(
        "mfusepy"
    )  # here alone: it fails where libfuse is missing, and only the mount needs it
    operasi = type("Operasi", (Disk, mfusepy.Operations), {})
    mfusepy.FUSE(operasi(Path(disk), int(benih)), tempat, foreground=True, nothreads=True, use_ino=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
