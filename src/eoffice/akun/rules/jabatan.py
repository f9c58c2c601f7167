"""Posts of a village office (SOTK, Permendagri 84/2015) and the workflow roles that come with them. Pure."""

from enum import StrEnum
from types import MappingProxyType

from eoffice.kernel.peran import Peran


class Jabatan(StrEnum):
    """A post of the office (kamus: jabatan)."""

    KEPALA_DESA = "kepala_desa"
    SEKRETARIS_DESA = "sekretaris_desa"
    KAUR_TATA_USAHA = "kaur_tata_usaha"
    KAUR_KEUANGAN = "kaur_keuangan"
    KAUR_PERENCANAAN = "kaur_perencanaan"
    KASI_PEMERINTAHAN = "kasi_pemerintahan"
    KASI_KESEJAHTERAAN = "kasi_kesejahteraan"
    KASI_PELAYANAN = "kasi_pelayanan"
    KADUS = "kadus"
    OPERATOR = "operator"


class Sifat(StrEnum):
    """How somebody holds a post."""

    DEFINITIF = "definitif"
    PLT = "plt"
    PLH = "plh"
    PJ = "pj"


class Bentuk(StrEnum):
    """The wording of a signature block (domain: naskah dinas, 1.5), and what a mandate lets its holder do.

    ``PARAF`` is a mandate only: it initials in place of a sekretaris desa who acts as head, and signs nothing.
    """

    DEFINITIF = "definitif"
    PLT = "plt"
    PLH = "plh"
    PJ = "pj"
    ATAS_NAMA = "an"
    UNTUK_BELIAU = "an_ub"
    PARAF = "paraf"


SEBUTAN = MappingProxyType(
    {
        Jabatan.KEPALA_DESA: "Kepala Desa",
        Jabatan.SEKRETARIS_DESA: "Sekretaris Desa",
        Jabatan.KAUR_TATA_USAHA: "Kaur Tata Usaha dan Umum",
        Jabatan.KAUR_KEUANGAN: "Kaur Keuangan",
        Jabatan.KAUR_PERENCANAAN: "Kaur Perencanaan",
        Jabatan.KASI_PEMERINTAHAN: "Kasi Pemerintahan",
        Jabatan.KASI_KESEJAHTERAAN: "Kasi Kesejahteraan",
        Jabatan.KASI_PELAYANAN: "Kasi Pelayanan",
        Jabatan.KADUS: "Kepala Dusun",
        Jabatan.OPERATOR: "Operator",
    }
)

KASI_KAUR = frozenset(satu for satu in Jabatan if satu.startswith(("kaur_", "kasi_")))

_LAIN = frozenset({Peran.OPERATOR})
_PERAN = MappingProxyType(
    {
        Jabatan.KEPALA_DESA: frozenset({Peran.PENANDA_TANGAN}),
        Jabatan.SEKRETARIS_DESA: frozenset({Peran.PEMERIKSA}),
        Jabatan.KADUS: frozenset[Peran](),
    }
)


def peran_jabatan(jabatan: Jabatan) -> frozenset[Peran]:
    """Return the roles a post brings. Whoever is Plt. kepala desa signs while that lasts."""
    return _PERAN.get(jabatan, _LAIN)
