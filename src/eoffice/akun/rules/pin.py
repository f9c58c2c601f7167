"""Which PINs are too easy. Pure."""

from datetime import date

from eoffice.kernel.messages import Pesan

PANJANG = 6
_NAIK = "01234567890"
_TURUN = _NAIK[::-1]
_BIASA = frozenset({"112233", "223344", "332211", "147258", "258369", "159753", "135790", "246810", "102030"})
"""Runs by twos, pairs, and lines on the number pad: what people choose when six digits in a row are refused."""


def periksa_pin(pin: str, tanggal_lahir: date | None = None, nik: str = "") -> Pesan | None:
    """Return why a PIN is refused, or ``None``.

    Refused: anything but six ASCII digits, a birth date in any order, six digits in a row of the NIK, runs up
    or down, few different digits and repeated halves (the first a thief tries).
    """
    if len(pin) != PANJANG or not (pin.isascii() and pin.isdigit()):
        return Pesan("akun.pin_enam_angka")
    if tanggal_lahir is not None and pin in _tanggal(tanggal_lahir):
        return Pesan("akun.pin_tanggal_lahir")
    if pin in nik:
        return Pesan("akun.pin_dari_nik")
    if pin in _BIASA or pin in _NAIK or pin in _TURUN or len(set(pin)) <= 2 or pin[:3] == pin[3:]:
        return Pesan("akun.pin_mudah_ditebak")
    return None


def _tanggal(lahir: date) -> set[str]:
    """Return every usual six-digit writing of a date."""
    dd, mm, yy, yyyy = f"{lahir.day:02}", f"{lahir.month:02}", f"{lahir.year % 100:02}", f"{lahir.year}"
    return {
        dd + mm + yy,
        mm + dd + yy,
        yy + mm + dd,
        yy + dd + mm,
        yyyy + mm,
        mm + yyyy,
        yyyy + dd,
        dd + yyyy,
    }
