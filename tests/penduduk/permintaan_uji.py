"""Short words for the tests of citizens' requests."""

from typing import Any
from uuid import UUID

from eoffice.kernel.ids import new_id
from eoffice.penduduk import services
from tests.pabrik import foto


def minta(pemilik: UUID, penduduk_id: UUID, **ubah: Any) -> UUID:
    """Ask for another religion, with a photo."""
    isi: dict[str, Any] = {
        "kunci": new_id(),
        "pemilik": pemilik,
        "penduduk_id": penduduk_id,
        "kolom": "agama",
        "usul": 2,
        "keterangan": "Di KTP tertulis lain",
        "foto": [foto()],
    }
    return services.minta_koreksi(**(isi | ubah))
