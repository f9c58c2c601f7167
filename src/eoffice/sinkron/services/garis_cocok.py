"""The line to the hub with questions about its tables on it: the same signed calls."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote
from uuid import UUID

from eoffice.kernel.errors import ServiceDown
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.rules.cocok import Baris
from eoffice.sinkron.services.cocok import HasilTabel, Titik
from eoffice.sinkron.services.garis import Garis


class GarisCocok(Garis):
    """The hub as ``perbaikan.Pembanding``, beside all that ``Garis`` is."""

    def pencocokan(self, titik: Titik) -> Sequence[HasilTabel]:
        """Ask what the hub found at a checkpoint."""
        isi = self._json("GET", f"pencocokan/?epoch={titik.epoch}&urut={titik.urut}", b"")
        try:
            return [_hasil(satu) for satu in isi["tabel"]]
        except (KeyError, TypeError, ValueError):
            raise _aneh() from None

    def banding(self, tabel: str, ember: Sequence[int]) -> Sequence[Baris]:
        """Ask for the hub's rows of some buckets."""
        nomor = ",".join(map(str, ember))
        isi = self._json("GET", f"banding/?tabel={quote(tabel)}&ember={nomor}", b"")
        try:
            return [Baris(UUID(satu[0]), int(satu[1]), str(satu[2])) for satu in isi["baris"]]
        except (KeyError, TypeError, ValueError, IndexError):
            raise _aneh() from None


def _hasil(satu: dict[str, Any]) -> HasilTabel:
    berbeda = tuple(int(nomor) for nomor in satu["berbeda"])
    return HasilTabel(str(satu["tabel"]), str(satu["digest"]), str(satu["digest_pemilik"]), berbeda)


def _aneh() -> ServiceDown:
    return ServiceDown(Pesan("sinkron.jawaban_aneh"))
