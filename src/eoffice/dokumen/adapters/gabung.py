"""Several PDF files of our own as one, for the printer."""

import io
from collections.abc import Sequence

from pikepdf import Pdf


def gabung(berkas: Sequence[bytes]) -> bytes:
    """Return all pages in order. Only for files this room made or took in: a stranger's goes to the sandbox."""
    with Pdf.new() as baru:
        for isi in berkas:
            with Pdf.open(io.BytesIO(isi)) as satu:
                baru.pages.extend(satu.pages)
        keluar = io.BytesIO()
        baru.save(keluar, deterministic_id=True)
    return keluar.getvalue()
