"""The key of this installation, and the pinned key of the other side: files beside the database, never inside it.

A copied or restored database therefore keeps the key of the machine it runs on, and a stolen backup holds none.
"""

import json
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


def _folder() -> Path:
    folder: Path = settings.EOFFICE_HOME / "kunci" / "sinkron"
    return folder


def diri() -> Diri:
    """Return this installation's identity; it is made at first use.

    Raises:
        ServiceDown: the file is damaged.
    """
    path = _folder() / "diri.json"
    if not path.exists():
        kunci = Ed25519PrivateKey.generate()
        _tulis(path, {"node": str(uuid4()), "kunci": kunci.private_bytes_raw().hex()})
    isi = _baca(path)
    return Diri(UUID(isi["node"]), Ed25519PrivateKey.from_private_bytes(bytes.fromhex(isi["kunci"])))


def kabupaten() -> Kabupaten | None:
    """Return the hub this village belongs to, ``None`` before enrolment.

    Raises:
        ServiceDown: the file is damaged.
    """
    path = _folder() / "kabupaten.json"
    if not path.exists():
        return None
    isi = _baca(path)
    kunci = Ed25519PublicKey.from_public_bytes(bytes.fromhex(isi["kunci"]))
    return Kabupaten(isi["alamat"], UUID(isi["node"]), kunci)


def ingat_kabupaten(satu: Kabupaten) -> None:
    """Pin the hub."""
    isi = {"alamat": satu.alamat, "node": str(satu.node), "kunci": satu.kunci.public_bytes_raw().hex()}
    _tulis(_folder() / "kabupaten.json", isi)


def _baca(path: Path) -> dict[str, str]:
    try:
        isi: dict[str, str] = json.loads(path.read_bytes())
    except ValueError:
        raise ServiceDown(Pesan("sinkron.kunci_rusak", berkas=path.name)) from None
    return isi


def _tulis(path: Path, isi: dict[str, str]) -> None:
    tulis_atomik(path, json.dumps(isi).encode(), mode=0o600)
