"""A large sealed file that a person handed over on a page: kept on the disk, taken in by the worker, told afterwards.

What was kept is flushed before the page answers, and stays until the worker has taken it in: a power cut in between
means that it is taken in again, which changes nothing. Small files are taken in by the page itself.
"""

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from io import BufferedReader
from pathlib import Path
from typing import Any, BinaryIO, Final

from django.conf import settings

from eoffice.dokumen.services import pastikan_folder, tulis_atomik
from eoffice.kernel import clock
from eoffice.kernel.errors import InvalidInput, StorageFull, out_of_space
from eoffice.kernel.ids import new_id
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.services.kemajuan import Kerja, berjalan
from eoffice.sinkron.services.kurir import HasilImpor, Pihak, impor, periksa_segel
from eoffice.sinkron.services.kurir_berkas import HitungBerkas
from eoffice.sinkron.services.sesi import Diri
from eoffice.wilayah.tenancy import desa_aktif

KALI_BACA: Final = 3
"""So often a file is read: to prove it, for its events, for its files."""
SISA_BITA: Final = 1024**3
"""So much of the disk stays free: numbering must not stop for a copy of what is on a stick."""
_LAPOR_BITA: Final = 1024**2


@dataclass(frozen=True, slots=True)
class HasilTitipan:
    """What became of the last file: when, and what it brought, or why it was refused."""

    pada: datetime
    hasil: HasilImpor | None
    sebab: Pesan | None


def titipkan(masuk: BinaryIO, lawan: Pihak, diri: Diri) -> None:
    """Keep a file of the other side for the worker; its seal is looked at first, so a wrong one is refused at once.

    Raises:
        InvalidInput: for somebody else, from somebody else, changed or cut.
        StorageFull: too little space to keep it.
    """
    periksa_segel(masuk, lawan, diri)
    ukuran = masuk.seek(0, os.SEEK_END)
    masuk.seek(0)
    folder = _folder()
    pastikan_folder(folder)
    if shutil.disk_usage(folder).free < ukuran + min(SISA_BITA, ukuran):
        raise StorageFull
    sementara = folder / f".{new_id()}"
    try:
        with sementara.open("xb") as keluar:
            shutil.copyfileobj(masuk, keluar, _LAPOR_BITA)
            keluar.flush()
            os.fsync(keluar.fileno())
        sementara.replace(folder / f"{new_id()}.eod")
        _flush(folder)
    except OSError as galat:
        if out_of_space(galat):
            raise StorageFull from None
        raise
    finally:
        sementara.unlink(missing_ok=True)


def _flush(folder: Path) -> None:
    deskriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(deskriptor)
    finally:
        os.close(deskriptor)


def antrean() -> list[Path]:
    """Return the files that wait in the village in scope, the oldest first."""
    return sorted(_folder().glob("*.eod"))


def masukkan(lawan: Pihak, diri: Diri) -> HasilTitipan | None:
    """Take in the oldest file that waits, and return what became of it; ``None`` when none waits.

    Raises:
        StorageFull, ServiceDown: it waits on.
    """
    semua = antrean()
    if not semua:
        return None
    ukuran = semua[0].stat().st_size
    try:
        with berjalan(desa_aktif(), Kerja.USB, KALI_BACA * ukuran) as maju, _Terbaca(semua[0], maju) as masuk:
            selesai = HasilTitipan(clock.now(), impor(masuk, lawan, diri), None)
    except InvalidInput as tolak:
        selesai = HasilTitipan(clock.now(), None, tolak.pesan)
    tulis_atomik(_path_hasil(), json.dumps(_tulis(selesai)).encode())
    semua[0].unlink()
    return selesai


class _Terbaca(BufferedReader):
    """A file that tells how much of it was read so far, each time it is read."""

    def __init__(self, path: Path, maju: Callable[[int, int], None]) -> None:
        super().__init__(path.open("rb", buffering=0))
        self._maju, self._terbaca, self._dilaporkan = maju, 0, 0

    def read(self, size: int | None = -1, /) -> bytes:
        isi = super().read(size)
        self._terbaca += len(isi)
        if self._terbaca - self._dilaporkan >= _LAPOR_BITA:
            self._dilaporkan = self._terbaca
            self._maju(self._terbaca, 0)
        return isi


def hasil_titipan() -> HasilTitipan | None:
    """Return what became of the last file that the worker took in; what cannot be read says nothing."""
    try:
        return _baca(json.loads(_path_hasil().read_bytes()))
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def lupakan_hasil() -> None:
    """Forget what became of the last file: another one was taken in since."""
    _path_hasil().unlink(missing_ok=True)


def _tulis(satu: HasilTitipan) -> dict[str, Any]:
    sebab = [satu.sebab.kode, dict(satu.sebab.params)] if satu.sebab else None
    return {
        "pada": satu.pada.isoformat(),
        "hasil": asdict(satu.hasil) if satu.hasil else None,
        "sebab": sebab,
    }


def _baca(isi: dict[str, Any]) -> HasilTitipan:
    hasil = isi["hasil"]
    if hasil is not None:
        hasil = HasilImpor(**(hasil | {"berkas": HitungBerkas(**hasil["berkas"])}))
    sebab = Pesan(isi["sebab"][0], **isi["sebab"][1]) if isi["sebab"] else None
    return HasilTitipan(datetime.fromisoformat(isi["pada"]), hasil, sebab)


def _folder() -> Path:
    folder: Path = settings.EOFFICE_HOME / "usb-masuk" / desa_aktif()
    return folder


def _path_hasil() -> Path:
    return _folder() / "hasil.json"
