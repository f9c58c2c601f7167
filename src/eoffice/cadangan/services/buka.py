"""Reading an archive back: to prove that it is whole, or to unpack it into a folder. No database is needed for it."""

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from eoffice.cadangan.adapters.amplop import buka
from eoffice.cadangan.adapters.gudang import BASIS, RUMAH, bongkar
from eoffice.cadangan.rules.manifes import Isi, Kepala, Manifes
from eoffice.cadangan.rules.simpanan import SIDIK
from eoffice.kernel.errors import InvalidInput
from eoffice.kernel.messages import Pesan


@dataclass(frozen=True, slots=True)
class Beda:
    """What is not as the manifest says: tables and files by name."""

    tabel: list[str]
    berkas: list[str]

    @property
    def ada(self) -> bool:
        """Tell whether there is any."""
        return bool(self.tabel or self.berkas)


def sidik_luar(arsip: Path) -> bool | None:
    """Compare an archive with the digest that lies beside it, without any key; ``None`` when none lies there."""
    try:
        tertulis = arsip.with_name(f"{arsip.name}{SIDIK}").read_text(encoding="ascii").split()
    except (FileNotFoundError, UnicodeDecodeError):
        return None
    with arsip.open("rb") as berkas:
        return bool(tertulis) and hashlib.file_digest(berkas, "sha256").hexdigest() == tertulis[0]


def periksa(arsip: Path, rahasia: str) -> Manifes:
    """Open an archive, read it to its end and compare all of it with its manifest; nothing is written.

    Raises:
        Rusak: not whole.
        KunciLain: sealed to another key.
    """
    return uraikan(arsip, rahasia, None, lambda _: None)


def uraikan(arsip: Path, rahasia: str, ke: Path | None, cek: Callable[[Kepala], None]) -> Manifes:
    """Read an archive into a folder, files where a home has them and the database as ``BASIS``, flushed to the disk.

    Raises:
        Rusak, KunciLain: as ``periksa``. Whatever ``cek`` raises about whose it is comes out as well.
    """
    with arsip.open("rb") as sumber:
        manifes = buka(sumber, rahasia, lambda pipa: bongkar(pipa, ke, cek))
    if ke is not None:
        os.sync()
    return manifes


def bandingkan(rumah: Path, manifes: Manifes, tabel: dict[str, Isi]) -> Beda:
    """Compare what stands in a home, and in its database, with the manifest."""
    beda = [
        nama for nama in manifes.tabel.keys() | tabel.keys() if manifes.tabel.get(nama) != tabel.get(nama)
    ]
    berkas = {nama.removeprefix(f"{RUMAH}/"): isi for nama, isi in manifes.berkas.items() if nama != BASIS}
    return Beda(sorted(beda), sorted(n for n, isi in berkas.items() if not _sama(rumah / n, isi)))


def _sama(path: Path, isi: Isi) -> bool:
    try:
        with path.open("rb") as berkas:
            return hashlib.file_digest(berkas, "sha256").hexdigest() == isi.sidik
    except FileNotFoundError:
        return False


def periksa_siapa(kepala: Kepala, *, peran: str, desa: str) -> None:
    """Refuse the archive of another office than the settings name; what they leave open is accepted.

    Raises:
        InvalidInput: it is another's.
    """
    if peran and peran != kepala.peran:
        raise InvalidInput(Pesan("cadangan.peran_lain", punya=kepala.peran, perlu=peran))
    if desa and kepala.sendiri and desa != kepala.sendiri:
        raise InvalidInput(Pesan("cadangan.desa_lain", punya=kepala.sendiri, perlu=desa))
