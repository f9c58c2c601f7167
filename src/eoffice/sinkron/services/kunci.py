"""The key of this installation, and the pinned key of the other side: files beside the database, never inside it.

A copied or restored database therefore keeps the key of the machine it runs on, and a stolen backup holds none.
"""

import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from eoffice.dokumen.services import tulis_atomik
from eoffice.kernel.errors import ServiceDown
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.services.sesi import Diri


@dataclass(frozen=True, slots=True)
class Kabupaten:
    """The hub as it was pinned at enrolment: where it answers, who it is, its key."""

    alamat: str
    node: UUID
    kunci: Ed25519PublicKey


def berkas_kunci(nama: str) -> Path:
    """Return where a file of this room lies; its folder is for its owner alone."""
    folder: Path = settings.EOFFICE_HOME / "kunci" / "sinkron"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder / nama


def diri() -> Diri:
    """Return this installation's identity; it is made at first use.

    Raises:
        ServiceDown: the file is damaged.
    """
    path = berkas_kunci("diri.json")
    if not path.exists():
        _tulis_pertama(path, _acak())
    isi = _baca(path)
    return Diri(UUID(isi["node"]), Ed25519PrivateKey.from_private_bytes(bytes.fromhex(isi["kunci"])))


def diri_baru() -> Diri:
    """Give this installation a new identity; the old one signs nothing any more."""
    _tulis(berkas_kunci("diri.json"), _acak())
    return diri()


def _acak() -> dict[str, str]:
    return {"node": str(uuid4()), "kunci": Ed25519PrivateKey.generate().private_bytes_raw().hex()}


def kabupaten() -> Kabupaten | None:
    """Return the hub this village belongs to, ``None`` before enrolment.

    Raises:
        ServiceDown: the file is damaged.
    """
    path = berkas_kunci("kabupaten.json")
    if not path.exists():
        return None
    isi = _baca(path)
    kunci = Ed25519PublicKey.from_public_bytes(bytes.fromhex(isi["kunci"]))
    return Kabupaten(isi["alamat"], UUID(isi["node"]), kunci)


def terhubung() -> bool:
    """Tell whether this village ever enrolled at a hub, without looking further."""
    path: Path = settings.EOFFICE_HOME / "kunci" / "sinkron" / "kabupaten.json"
    return path.exists()


def ingat_kabupaten(satu: Kabupaten) -> None:
    """Pin the hub."""
    isi = {"alamat": satu.alamat, "node": str(satu.node), "kunci": satu.kunci.public_bytes_raw().hex()}
    _tulis(berkas_kunci("kabupaten.json"), isi)


def _baca(path: Path) -> dict[str, str]:
    try:
        isi: dict[str, str] = json.loads(path.read_bytes())
    except ValueError:
        raise ServiceDown(Pesan("sinkron.kunci_rusak", berkas=path.name)) from None
    return isi


def _tulis_pertama(path: Path, isi: dict[str, str]) -> None:
    """Write a file that two processes may make at once: the first wins, both then read the same."""
    sendiri = path.with_suffix(f".{uuid4()}")
    _tulis(sendiri, isi)
    with suppress(FileExistsError):
        path.hardlink_to(sendiri)
    sendiri.unlink()


def _tulis(path: Path, isi: dict[str, str]) -> None:
    tulis_atomik(path, json.dumps(isi).encode(), mode=0o600)
