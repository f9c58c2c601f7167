"""To whom archives are sealed: public keys beside the others. A secret one is shown once and never written by us."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from eoffice.cadangan.adapters import amplop
from eoffice.cadangan.rules import bech32, kata
from eoffice.dokumen.services import baca_qr, tulis_atomik
from eoffice.kernel import clock
from eoffice.kernel.errors import InvalidInput, RuleRefused
from eoffice.kernel.messages import Pesan


@dataclass(frozen=True, slots=True)
class Penerima:
    """Whoever holds the secret key of ``kunci`` opens the archives; ``lembar``: its sheet was printed here."""

    kunci: str
    nama: str
    pada: datetime
    lembar: bool


def penerima() -> list[Penerima]:
    """Return all of them; an archive is sealed to each.

    Raises:
        RuleRefused: the list is damaged: nothing is sealed to a guess.
    """
    try:
        isi: list[dict[str, Any]] = json.loads(_letak().read_bytes())
        return [Penerima(**satu | {"pada": datetime.fromisoformat(satu["pada"])}) for satu in isi]
    except FileNotFoundError:
        return []
    except (ValueError, TypeError, KeyError):
        raise RuleRefused(Pesan("cadangan.penerima_rusak")) from None


def _letak() -> Path:
    path: Path = settings.EOFFICE_HOME / "kunci" / "cadangan" / "penerima.json"
    return path


def buat_kunci(nama: str, *, ganti: bool = False) -> str:
    """Make a pair of keys, remember the public one, and return the secret one: nobody can ask for it again.

    ``ganti``: the sheet before is lost; new archives are not sealed to it any more.

    Raises:
        RuleRefused: a sheet was printed already.
    """
    ada = penerima()
    if not ganti and any(satu.lembar for satu in ada):
        raise RuleRefused(Pesan("cadangan.kunci_sudah_ada"))
    rahasia, publik = amplop.kunci_baru()
    lain = [satu for satu in ada if not satu.lembar]
    _simpan([*lain, Penerima(publik, nama, clock.now(), lembar=True)])
    return rahasia


def tambah_penerima(kunci: str, nama: str) -> None:
    """Seal to another key as well: somebody else's, for instance the regency's.

    Raises:
        InvalidInput: no public key of age, or one that is there.
    """
    publik, ada = amplop.periksa_publik(kunci), penerima()
    if any(satu.kunci == publik for satu in ada):
        raise InvalidInput(Pesan("cadangan.penerima_sudah_ada"))
    _simpan([*ada, Penerima(publik, nama, clock.now(), lembar=False)])


def _simpan(semua: list[Penerima]) -> None:
    isi = [asdict(satu) | {"pada": satu.pada.isoformat()} for satu in semua]
    tulis_atomik(_letak(), json.dumps(isi).encode(), mode=0o600)


def baca_rahasia(teks: str) -> str:
    """Return the secret key that a person typed from the sheet: its line, or its words.

    Raises:
        InvalidInput: neither, or mistyped.
    """
    if teks.strip().lower().startswith(bech32.RAHASIA):
        return bech32.tulis(bech32.baca("".join(teks.split())))
    return bech32.tulis(kata.dari_kata(teks))


def baca_foto(foto: bytes) -> str:
    """Return the secret key in a photo of the sheet.

    Raises:
        InvalidInput: no picture, or no such QR can be seen in it.
    """
    isi = baca_qr(foto)
    if isi is None:
        raise InvalidInput(Pesan("cadangan.foto_tanpa_kunci"))
    return baca_rahasia(isi)
