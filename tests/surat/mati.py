"""Sign one letter and be killed at a named point; run as a process of its own by ``test_mati``."""

import os
import signal
import sys
from collections.abc import Callable
from typing import Any
from uuid import UUID

import django

django.setup()

from eoffice.dokumen import services as dokumen  # noqa: E402  after setup, as every script must
from eoffice.kernel.peran import Peran  # noqa: E402
from eoffice.surat import services as surat  # noqa: E402
from eoffice.surat.services import terbit  # noqa: E402

TITIK = ("nomor", "pdf", "tanda_tangan", "simpan", "daftar", "tidak")


def mati(*_: Any, **__: Any) -> None:
    """Die like a cut power line: no clean-up, no rollback by us."""
    os.kill(os.getpid(), signal.SIGKILL)


def sesudah(asli: Callable[..., Any]) -> Callable[..., Any]:
    """Return ``asli`` that does its work and then dies."""

    def lalu_mati(*args: Any, **kwargs: Any) -> Any:
        asli(*args, **kwargs)
        mati()

    return lalu_mati


def pasang(titik: str) -> None:
    """Arrange for the process to die at a point."""
    match titik:
        case "nomor":  # the number is committed, nothing is drawn yet
            dokumen.rangkai = mati  # type: ignore[assignment]
        case "pdf":  # drawn, not signed
            dokumen.tanda_tangani = mati  # type: ignore[assignment]
        case "tanda_tangan":  # signed, not stored
            dokumen.simpan = mati  # type: ignore[assignment]
        case "simpan":  # stored, not registered
            dokumen.simpan = sesudah(dokumen.simpan)
        case "daftar":  # registered in a transaction that never commits
            terbit.langkah = _mati_saat_terbit(terbit.langkah)  # type: ignore[assignment]


def _mati_saat_terbit(asli: Callable[..., Any]) -> Callable[..., Any]:
    def ambil(p: Any, aksi: Any) -> Any:
        hasil = asli(p, aksi)
        if aksi == "terbitkan":
            mati()
        return hasil

    return ambil


def main() -> None:
    """``mati.py TITIK DESA SURAT VERSI KADES FRASA``."""
    titik, desa, surat_id, versi, kades, frasa = sys.argv[1:]
    pasang(titik)
    (hasil,) = surat.tanda_tangani(
        desa=desa,
        pilihan=[(UUID(surat_id), int(versi))],
        frasa=frasa,
        oleh=surat.Pelaku(UUID(kades), frozenset({Peran.PENANDA_TANGAN})),
    )
    sys.exit(0 if hasil.terbit else 3)


if __name__ == "__main__":
    main()
