"""Files from outside, judged and cleaned behind the sandbox's wall."""

import hashlib
from typing import Any, Final

from eoffice.dokumen.adapters import task_pdf, task_verify
from eoffice.dokumen.adapters.sandbox import Batas, PekerjaGagal, jalankan
from eoffice.dokumen.adapters.verifier import Kepercayaan, saring
from eoffice.dokumen.rules.hasil import HasilPeriksa
from eoffice.kernel.errors import InvalidInput
from eoffice.kernel.messages import Pesan

_PERIKSA: Final = Batas(detik=15, memori=1024 * 1024 * 1024)
_BERSIHKAN: Final = Batas(detik=20, memori=1024 * 1024 * 1024)
_RASTER: Final = Batas(detik=60, memori=3 * 1024 * 1024 * 1024)


def periksa_terpisah(pdf: bytes, kepercayaan: Kepercayaan) -> HasilPeriksa:
    """Return the verdict on a PDF from outside. What no parser survives is ``rusak``."""
    if jawaban := saring(pdf):
        return jawaban
    jumlah = [len(kepercayaan.akar), len(kepercayaan.perantara), len(kepercayaan.crl)]
    isi = [pdf, *kepercayaan.akar, *kepercayaan.perantara, *kepercayaan.crl]
    try:
        hasil, _ = jalankan(task_verify.MODUL, {"jumlah": jumlah}, isi, _PERIKSA)
    except PekerjaGagal:
        sidik = hashlib.sha256(pdf).hexdigest()
        return HasilPeriksa(keadaan="rusak", sha256=sidik, sebab=Pesan("dokumen.periksa_tidak_terbaca"))
    return task_verify.dari_json(hasil)


def _olah(keterangan: dict[str, Any], pdf: bytes, batas: Batas) -> list[bytes]:
    try:
        return jalankan(task_pdf.MODUL, keterangan, [pdf], batas)[1]
    except PekerjaGagal as galat:
        raise InvalidInput(Pesan("dokumen.pdf_tidak_terbaca")) from galat


def bersihkan_pdf(pdf: bytes) -> bytes:
    """Return the pages of ``pdf`` alone, in a new file without actions, scripts, attachments and forms.

    Raises InvalidInput for encrypted, broken or too long files.
    """
    return _olah({"perintah": "bersihkan"}, pdf, _BERSIHKAN)[0]


def jadikan_gambar(pdf: bytes) -> list[bytes]:
    """Return every page as JPEG at 170 dpi. Raises InvalidInput as ``bersihkan_pdf`` and for blank pages."""
    return _olah({"perintah": "gambar"}, pdf, _RASTER)
