"""QR codes, error level M: what a phone reads from a photocopy."""

import io

import segno

from eoffice.dokumen.rules.hasil import Qr
from eoffice.kernel.errors import InvalidInput
from eoffice.kernel.messages import Pesan

MAKS_VERSI = 11
"""Version 11-M is 61 modules, 37 mm in print: the largest that still fits the signature box."""


def buat_qr(isi: str, *, maks_versi: int = MAKS_VERSI) -> Qr:
    """Encode ``isi``. Upper-case letters, digits and ``$%*+-./:`` stay in the dense alphanumeric mode.

    Raises InvalidInput when it does not fit ``maks_versi``.
    """
    try:
        kode = segno.make_qr(isi, error="m", boost_error=False)
    except segno.DataOverflowError as galat:
        raise InvalidInput(Pesan("dokumen.qr_terlalu_panjang", panjang=len(isi))) from galat
    versi = int(kode.version)
    if versi > maks_versi:
        raise InvalidInput(Pesan("dokumen.qr_terlalu_panjang", panjang=len(isi)))
    keluar = io.BytesIO()
    kode.save(keluar, kind="svg", border=0, xmldecl=False, svgclass=None, lineclass=None, omitsize=True)
    return Qr(isi=isi, svg=keluar.getvalue().decode(), modul=int(kode.symbol_size(border=0)[0]), versi=versi)
