"""Making an archive while the office works: the database as of one moment, then every file it may name, and the keys.

Only one is made at a time. What is copied for it lies in the home and is gone afterwards.
"""

import fcntl
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import BinaryIO, Final
from zoneinfo import ZoneInfo

import structlog
from django.conf import settings
from django.db import connection

from eoffice.cadangan.adapters import basis_pg, basis_sqlite
from eoffice.cadangan.adapters.amplop import segel
from eoffice.cadangan.adapters.gudang import BASIS, RUMAH, Gudang, gudang
from eoffice.cadangan.adapters.takar import Takar
from eoffice.cadangan.adapters.tujuan import Tujuan
from eoffice.cadangan.rules.manifes import Isi, Kepala
from eoffice.cadangan.rules.simpanan import Masa, nama_arsip, yang_dibuang
from eoffice.cadangan.services.keadaan import Catatan, berjalan, catat, folder
from eoffice.cadangan.services.kunci import penerima
from eoffice.dokumen.services import pastikan_folder, semua_berkas, tahan_buang
from eoffice.kernel import clock
from eoffice.kernel.errors import EofficeError, RuleRefused, ServiceDown, StorageFull, out_of_space
from eoffice.kernel.messages import Pesan
from eoffice.wilayah.selectors import semua_desa

log = structlog.get_logger(__name__)
FOLDER_KUNCI: Final = ("kunci", "ca-akar")
"""Folders of the home that go with the database and the files; all else is made anew or left out on purpose."""
_LEBIH: Final = 64 * 1024**2
_TIAP: Final = 25
"""After so many files the page is told how far it is."""


@dataclass
class _Bahan:
    """What goes into the archive."""

    basis: Path
    kepala: Kepala
    tabel: dict[str, Isi]
    rumah: list[Path]
    hilang: list[str] = field(default_factory=list)

    @property
    def perlu(self) -> int:
        """Return how many bytes it has before it is packed: never more than a little less than the archive."""
        return sum(path.stat().st_size for path in [self.basis, *self.rumah])


def cadangkan(tujuan: Tujuan, *, oleh: str, masa: Masa | None = None) -> Catatan:
    """Make an archive, keep it at ``tujuan``, and throw away there what is older than ``masa`` wants.

    Raises:
        RuleRefused: one is being made already, or there is no key to seal it to.
        ServiceDown, StorageFull: the place refuses, or the home is full; no half archive is left anywhere.
    """
    with _sendirian():
        mulai = clock.now()
        try:
            satu = _buat(tujuan, mulai, oleh)
        except (EofficeError, OSError) as galat:
            tolak = _arti(galat, tujuan)
            catat(Catatan("", mulai, clock.now(), tujuan.sebutan, oleh, sebab=tolak.pesan))
            raise tolak from galat
        catat(satu)
        if masa is not None:
            _rapikan(tujuan, masa)
        return satu


def _arti(galat: EofficeError | OSError, tujuan: Tujuan) -> EofficeError:
    if isinstance(galat, EofficeError):
        return galat
    if out_of_space(galat):
        return StorageFull(Pesan("cadangan.penuh", tempat=tujuan.sebutan))
    sebab = galat.strerror or type(galat).__name__
    return ServiceDown(Pesan("cadangan.tujuan_gagal", tempat=tujuan.sebutan, sebab=sebab))


@contextmanager
def _sendirian() -> Iterator[None]:
    pastikan_folder(folder())
    with (folder() / ".kunci").open("a") as berkas:
        try:
            fcntl.flock(berkas, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise RuleRefused(Pesan("cadangan.sedang_dibuat")) from None
        yield


def _buat(tujuan: Tujuan, mulai: datetime, oleh: str) -> Catatan:
    kunci = [satu.kunci for satu in penerima()]
    if not kunci:
        raise RuleRefused(Pesan("cadangan.tanpa_kunci"))
    with berjalan() as maju, _sementara() as sementara, tahan_buang():
        bahan = _kumpulkan(sementara, mulai)
        tujuan.siap(bahan.perlu)
        nama = nama_arsip(bahan.kepala.nama, mulai)
        with tujuan.tulis(nama) as takar:
            segel(lambda pipa: _isi(pipa, bahan, maju), takar, kunci)
    return _catatan(bahan, takar, Catatan(nama, mulai, clock.now(), tujuan.sebutan, oleh))


def _catatan(bahan: _Bahan, takar: Takar, awal: Catatan) -> Catatan:
    if bahan.hilang:
        log.critical("cadangan.berkas_rusak", jumlah=len(bahan.hilang), sidik=bahan.hilang[:10])
    baris = sum(isi.jumlah for isi in bahan.tabel.values())
    angka = takar.ukuran, len(bahan.rumah), baris, len(bahan.hilang)
    return Catatan(awal.nama, awal.mulai, awal.selesai, awal.tujuan, awal.oleh, *angka)


@contextmanager
def _sementara() -> Iterator[Path]:
    """Lend a folder; what a killed process left in it before goes first."""
    path = folder() / "sementara"
    shutil.rmtree(path, ignore_errors=True)
    pastikan_folder(path)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def _kumpulkan(sementara: Path, mulai: datetime) -> _Bahan:
    """Take the picture of the database first: every file that it names was kept before."""
    basis = sementara / BASIS
    if connection.vendor == "sqlite":
        sumber = Path(str(connection.settings_dict["NAME"]))
        _pastikan_muat(sumber.stat().st_size)
        basis_sqlite.potret(sumber, basis)
        tabel, migrasi = basis_sqlite.sidik_tabel(basis), basis_sqlite.migrasi(basis)
    else:
        tabel, migrasi = basis_pg.potret(basis)
    kepala = Kepala(
        peran=settings.EOFFICE_PERAN,
        sendiri=settings.EOFFICE_DESA if settings.EOFFICE_PERAN == "desa" else "",
        desa=tuple(sorted(satu.kode for satu in semua_desa())),
        dibuat=mulai,
        versi=version("eoffice-desa"),
        mesin_basis=connection.vendor,
        migrasi=migrasi,
    )
    return _Bahan(basis, kepala, tabel, [*_kunci(), *semua_berkas()])


def _pastikan_muat(ukuran: int) -> None:
    if shutil.disk_usage(settings.EOFFICE_HOME).free < ukuran + _LEBIH:
        raise StorageFull(Pesan("cadangan.rumah_penuh", perlu=(ukuran + _LEBIH) // 1024**2))


def _kunci() -> list[Path]:
    rumah: Path = settings.EOFFICE_HOME
    semua = (path for nama in FOLDER_KUNCI for path in sorted((rumah / nama).rglob("*")))
    return [path for path in semua if path.is_file() and not path.name.startswith(".")]


def _isi(pipa: BinaryIO, bahan: _Bahan, maju: Callable[[int, int], None]) -> None:
    rumah: Path = settings.EOFFICE_HOME
    with gudang(pipa, bahan.kepala, bahan.tabel) as satu:
        satu.tambah(BASIS, bahan.basis)
        for urut, path in enumerate(bahan.rumah, 1):
            _tambah(satu, f"{RUMAH}/{path.relative_to(rumah)}", path, bahan)
            if urut % _TIAP == 0:
                maju(urut, len(bahan.rumah))


def _tambah(satu: Gudang, nama: str, path: Path, bahan: _Bahan) -> None:
    """Add a file; one of the store that is not what its name says goes in as it is, and is told."""
    satu.tambah(nama, path)
    if nama.startswith(f"{RUMAH}/berkas/") and satu.berkas[nama].sidik != path.name:
        bahan.hilang.append(path.name[:12])


def _rapikan(tujuan: Tujuan, masa: Masa) -> None:
    """Throw away the oldest; a place that refuses keeps them: the new one is there, and that is what counts."""
    siapa = settings.EOFFICE_DESA if settings.EOFFICE_PERAN == "desa" else settings.EOFFICE_PERAN
    try:
        for nama in yang_dibuang(tujuan.daftar(), siapa, masa, ZoneInfo(settings.TIME_ZONE)):
            tujuan.hapus(nama)
            log.info("cadangan.dibuang", nama=nama)
    except (EofficeError, OSError) as galat:
        log.warning("cadangan.tidak_dirapikan", sebab=str(galat))
