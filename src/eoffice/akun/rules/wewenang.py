"""Who signs on a day, and with which wording. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from eoffice.akun.rules.jabatan import SEBUTAN, Bentuk, Jabatan, Sifat


@dataclass(frozen=True, slots=True)
class Tugas:
    """A person in a post from a day to a day (both included)."""

    pejabat: str
    jabatan: Jabatan
    sifat: Sifat
    mulai: date
    selesai: date | None

    def berlaku(self, hari: date) -> bool:
        """Tell whether the post is held on that day."""
        return self.mulai <= hari and (self.selesai is None or hari <= self.selesai)


@dataclass(frozen=True, slots=True)
class Pelimpahan:
    """A dated mandate to sign in the name of the kepala desa."""

    pejabat: str
    bentuk: Bentuk
    mulai: date
    selesai: date

    def berlaku(self, hari: date) -> bool:
        """Tell whether the mandate holds on that day."""
        return self.mulai <= hari <= self.selesai


@dataclass(frozen=True, slots=True)
class Wewenang:
    """The wording with which a person signs; ``an`` and ``ub`` are the lines under the post."""

    pejabat: str
    bentuk: Bentuk
    an: str = ""
    ub: str = ""


_URUTAN = (Sifat.PLT, Sifat.PLH, Sifat.PJ, Sifat.DEFINITIF)  # a deputy in force acts before the absent holder


def wewenang(
    hari: date, tugas: Iterable[Tugas], pelimpahan: Iterable[Pelimpahan], pejabat: str | None = None
) -> Wewenang | None:
    """Return who may sign on a day: that person, or with ``pejabat`` the authority of one person.

    The head himself (definitif, Pj.) and whoever acts for him (Plt., Plh.) sign in their own right; others need
    a dated mandate, a.n. for the sekretaris desa, u.b. for those below him.
    """
    kini = [satu for satu in tugas if satu.berlaku(hari)]
    kepala = [satu for satu in kini if satu.jabatan is Jabatan.KEPALA_DESA]
    for sifat in _URUTAN:
        for satu in kepala:
            if satu.sifat is sifat and pejabat in {None, satu.pejabat}:
                return Wewenang(satu.pejabat, Bentuk(sifat))
    for mandat in pelimpahan:
        if mandat.berlaku(hari) and pejabat in {None, mandat.pejabat}:
            return _atas_nama(mandat, kini)
    return None


def _atas_nama(mandat: Pelimpahan, tugas: Iterable[Tugas]) -> Wewenang:
    jabatan = next(
        (satu.jabatan for satu in tugas if satu.pejabat == mandat.pejabat), Jabatan.SEKRETARIS_DESA
    )
    if mandat.bentuk is Bentuk.UNTUK_BELIAU:
        return Wewenang(mandat.pejabat, mandat.bentuk, SEBUTAN[Jabatan.SEKRETARIS_DESA], SEBUTAN[jabatan])
    return Wewenang(mandat.pejabat, Bentuk.ATAS_NAMA, SEBUTAN[jabatan])
