"""What a citizen may ask for at the regency about a letter that his village writes, and what came of it. Pure."""

from enum import StrEnum

from eoffice.surat.rules.alur import Aksi


class Tindakan(StrEnum):
    """The citizen's later acts."""

    TARIK = Aksi.TARIK.value
    AJUKAN_ULANG = Aksi.AJUKAN_ULANG.value


class Hasil(StrEnum):
    """What the village answered; without an answer it has not come there yet."""

    DIJALANKAN = "dijalankan"
    DITOLAK = "ditolak"


class Tempat(StrEnum):
    """Where a letter is written: here, on its way to the village, at the village, or taken back by the regency."""

    SINI = "sini"
    DIKIRIM = "dikirim"
    DESA = "desa"
    DITARIK = "ditarik"
