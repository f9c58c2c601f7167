"""Where passkeys work, and when a counter tells of a copied one. Pure.

A browser gives a passkey only to a page it trusts: by https under a name, or on the machine itself (localhost), never
under an address of numbers (W3C Web Authentication, 5.1.3 and 13.4.9).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from eoffice.kernel.messages import Pesan

SETEMPAT: Final = "localhost"
BANYAK: Final = 10
"""Passkeys of one account, at most."""
PANJANG_NAMA: Final = 40
UMUR_TANTANGAN: Final = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Tempat:
    """The name that passkeys made here belong to, and the one origin a browser may say it stands at."""

    nama: str
    asal: str


def tempat_kunci(
    host: str, *, aman: bool, alamat_publik: str, host_sah: Collection[str], asal_sah: Collection[str]
) -> Tempat | Pesan:
    """Return where passkeys work when somebody looks at ``host`` (with its port), or why they do not.

    ``aman``: the connection is known to be encrypted. ``alamat_publik``, ``host_sah`` (Django's allowed hosts) and
    ``asal_sah`` (trusted origins) are what this installation was told about itself; a host nobody named is none of
    ours, whatever a request says.
    """
    nama = (urlsplit(f"//{host}").hostname or "").lower()
    if nama == SETEMPAT:
        return Tempat(nama, f"{'https' if aman else 'http'}://{host}")
    if _angka(nama):
        return Pesan("akun.kunci_alamat_angka")
    asal = f"https://{host}"
    if not aman and asal not in asal_sah:
        return Pesan("akun.kunci_tidak_aman")
    milik = {urlsplit(satu).hostname for satu in (alamat_publik, *asal_sah)}
    if nama not in milik and not any(_cocok(nama, pola) for pola in host_sah):
        return Pesan("akun.kunci_alamat_asing")
    return Tempat(nama, asal)


def _angka(nama: str) -> bool:
    try:
        ip_address(nama)
    except ValueError:
        return False
    return True


def _cocok(nama: str, pola: str) -> bool:
    """Tell whether a pattern of allowed hosts names this one; the star, which allows all, names nobody."""
    return nama == pola.lstrip(".") or (pola.startswith(".") and nama.endswith(pola))


def mundur(dulu: int, kini: int) -> bool:
    """Tell whether a signature counter did not go up: then two devices hold one passkey.

    Passkeys that are kept in step between a person's devices count nothing: both are zero (W3C, 6.1.1).
    """
    return (dulu, kini) != (0, 0) and kini <= dulu
