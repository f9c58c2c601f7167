"""Tables of the population register. Private to this room."""

from eoffice.penduduk.models.catatan import BedaOrang, Koreksi, Mutasi, PermintaanKoreksi
from eoffice.penduduk.models.hitungan import Edisi, HitungRagu, Kata, Kosakata, Serupa
from eoffice.penduduk.models.impor import BarisImpor, BerkasImpor, Impor, StatusImpor, TindakanBaris
from eoffice.penduduk.models.register import Keluarga, Penduduk

__all__ = [
    "BarisImpor",
    "BedaOrang",
    "BerkasImpor",
    "Edisi",
    "HitungRagu",
    "Impor",
    "Kata",
    "Keluarga",
    "Koreksi",
    "Kosakata",
    "Mutasi",
    "Penduduk",
    "PermintaanKoreksi",
    "Serupa",
    "StatusImpor",
    "TindakanBaris",
]
