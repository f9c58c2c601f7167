"""Who may take a step of a workflow. A post (jabatan) of the office maps to roles in ``akun``."""

from enum import StrEnum


class Peran(StrEnum):
    """The role a workflow step asks for (kamus: peran)."""

    WARGA = "warga"
    OPERATOR = "operator"
    PEMERIKSA = "pemeriksa"
    PENANDA_TANGAN = "penanda_tangan"
    SISTEM = "sistem"
    KABUPATEN = "kabupaten"
    """An officer of the regency, about a letter that two people took back from the village."""
