"""An invented population for the demo, for tests and for measurements; deterministic, no real person in it."""

from config.demo.penduduk.desa import CISONTROL, SITUMANDALA, KeluargaDemo, Rencana, bangkitkan, besar
from config.demo.penduduk.tulis import ke_csv, ke_opensid

__all__ = [
    "CISONTROL", "SITUMANDALA", "KeluargaDemo", "Rencana", "bangkitkan", "besar", "ke_csv", "ke_opensid",
]  # fmt: skip
