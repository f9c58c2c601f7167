"""Short words for the tests of corrections."""

from typing import Any
from uuid import UUID

from eoffice.kernel.ids import new_id
from eoffice.penduduk import services
from eoffice.penduduk.rules.koreksi import Dasar, LembarKoreksi
from eoffice.penduduk.rules.mutasi import Ubahan
from eoffice.penduduk.selectors.koreksi import isi_koreksi

OLEH = "uji"


def lembar(**ubah: Any) -> LembarKoreksi:
    """Return what a form states."""
    isi: dict[str, Any] = {"kunci": new_id(), "oleh": OLEH, "dasar": Dasar.KTP_EL, "alasan": "Salah ketik"}
    return LembarKoreksi(**(isi | ubah))


def betulkan(penduduk_id: UUID, surat: LembarKoreksi | None = None, **kolom: Any) -> tuple[Ubahan, ...]:
    """Correct columns of a person as seen just now."""
    semula = isi_koreksi(penduduk_id)
    return services.koreksi_penduduk(
        surat or lembar(), penduduk_id=penduduk_id, semula=semula, diketik={**semula, **kolom}
    )
