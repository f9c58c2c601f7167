"""Sign a pile of letters and be killed at a named point; run as a process of its own by ``test_mati``."""

import itertools
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import django

django.setup()

from eoffice.dokumen import services as dokumen  # noqa: E402  after setup, as every script must
from eoffice.dokumen.adapters import signer, store  # noqa: E402
from eoffice.kernel.peran import Peran  # noqa: E402
from eoffice.surat import services as surat  # noqa: E402
from eoffice.surat.services import terbit  # noqa: E402

# point -> (where the function stands, its name, dies after its work instead of before)
TITIK: dict[str, tuple[Any, str, bool]] = {
    "sebelum_nomor_tetap": (terbit, "_beku", False),  # drawn in a transaction that never commits
    "nomor": (dokumen, "rangkai", False),  # the number is committed, nothing is drawn yet
    "pdf": (dokumen, "tanda_tangani", False),  # drawn, not signed
    "belum_diperiksa": (signer, "_pastikan", False),  # signed, not looked at again
    "tanda_tangan": (dokumen, "simpan", False),  # signed and checked, not stored
    "separuh": (store, "_tulis_penuh", False),  # half of the file is written
    "simpan": (dokumen, "simpan", True),  # stored, not registered
    "daftar": (terbit, "_terbit", True),  # registered in a transaction that never commits
    "jawaban": (terbit, "HasilTanda", False),  # all is done, nobody is told
    "tidak": (terbit, "_tanda_satu", False),  # nothing happens
}


def mati() -> None:
    """Die like a cut power line: no clean-up, no rollback by us."""
    os.kill(os.getpid(), signal.SIGKILL)


def pasang(titik: str, giliran: int) -> None:
    """Arrange for the process to die at a point, while it works on the letter at place ``giliran`` (from 0)."""
    tempat, nama, sesudah = TITIK[titik]
    asli: Callable[..., Any] = getattr(tempat, nama)
    hitung = itertools.count()

    def lalu_mati(*args: Any, **kwargs: Any) -> Any:
        if titik == "separuh" and "berkas" not in args[0].parts:
            return asli(*args, **kwargs)  # other files of the node are none of this point's business
        kini = next(hitung) == giliran
        if kini and titik == "separuh":
            tulis_separuh(*args)
        if kini and not sesudah:
            mati()
        hasil = asli(*args, **kwargs)
        if kini:
            mati()
        return hasil

    if titik != "tidak":
        setattr(tempat, nama, lalu_mati)


def tulis_separuh(jalur: Path, isi: bytes, _: int) -> None:
    """Leave half of the file on the disk, as a cut line would."""
    jalur.write_bytes(isi[: len(isi) // 2])


def main() -> None:
    """``mati.py TITIK GILIRAN DESA KADES FRASA SURAT:VERSI...``."""
    titik, giliran, desa, kades, frasa, *pilihan = sys.argv[1:]
    pasang(titik, int(giliran))
    hasil = surat.tanda_tangani(
        desa=desa,
        pilihan=[(UUID(satu.partition(":")[0]), int(satu.partition(":")[2])) for satu in pilihan],
        frasa=frasa,
        oleh=surat.Pelaku(UUID(kades), frozenset({Peran.PENANDA_TANGAN})),
    )
    sys.exit(0 if all(satu.terbit for satu in hasil) else 3)


if __name__ == "__main__":
    main()
