"""What this installation tells the hub of itself at each meeting."""

import hashlib
import shutil
from importlib.metadata import version
from pathlib import Path
from typing import Final

from django.conf import settings

from eoffice.jejak.aliran import semua_ujung
from eoffice.kernel import clock
from eoffice.sinkron.rules.laporan import Laporan
from eoffice.sinkron.selectors import berkas_belum_terkirim, tertahan, tertua_belum_dikonfirmasi

_ID_MESIN: Final = Path("/etc/machine-id")
_JARINGAN: Final = Path("/sys/class/net")


def laporan_sini(selisih_jam: int) -> Laporan:
    """Return the report of the village in scope."""
    milik = [satu for satu in semua_ujung() if satu.lokal]
    tertua = tertua_belum_dikonfirmasi()
    disk = shutil.disk_usage(settings.EOFFICE_HOME)
    return Laporan(
        versi=version("eoffice-desa"),
        selisih_jam=selisih_jam,
        epoch=milik[-1].epoch if milik else None,
        urut=milik[-1].urut if milik else 0,
        umur_tertua=max(0, int((clock.now() - tertua).total_seconds())) if tertua else 0,
        berkas=berkas_belum_terkirim(),
        tertahan=len(tertahan()),
        disk_sisa=disk.free,
        disk_semua=disk.total,
        mesin=sidik_mesin(),
    )


def sidik_mesin() -> str:
    """Return a fingerprint of this computer; a copied disk keeps its own id, the built-in network cards are others."""
    if settings.EOFFICE_MESIN:
        return hashlib.sha256(f"eoffice-mesin\n{settings.EOFFICE_MESIN}".encode()).hexdigest()[:16]
    kartu = [satu for satu in sorted(_JARINGAN.glob("*/address")) if _tetap(satu.parent)]
    isi = [
        satu.read_text(encoding="ascii", errors="replace") for satu in (_ID_MESIN, *kartu) if satu.exists()
    ]
    return hashlib.sha256("\n".join(["eoffice-mesin", *isi]).encode()).hexdigest()[:16]


def _tetap(antarmuka: Path) -> bool:
    """Tell whether a network card is built in: virtual ones and those at a USB port come and go."""
    return (antarmuka / "device").exists() and "/usb" not in str(antarmuka.resolve())
