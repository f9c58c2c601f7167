"""Who signs or initials on a day, and with which wording. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from eoffice.akun.rules.jabatan import KASI_KAUR, SEBUTAN, Bentuk, Jabatan, Sifat, peran_jabatan
from eoffice.kernel.messages import Pesan
from eoffice.kernel.peran import Peran


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
    """A dated mandate: to sign in the name of the kepala desa, or to initial in place of the sekretaris desa."""

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


_MENGGANTI = (Sifat.PLT, Sifat.PLH)  # a deputy in force acts before the absent holder
_MENJABAT = (Sifat.PJ, Sifat.DEFINITIF)


def wewenang(
    hari: date, tugas: Iterable[Tugas], pelimpahan: Iterable[Pelimpahan], pejabat: str | None = None
) -> Wewenang | None:
    """Return who signs on a day: whoever acts today, or with ``pejabat`` the authority of one person.

    The head himself (definitif, Pj.) and whoever acts for him (Plt., Plh.) sign in their own right; others need
    a dated mandate, a.n. for the sekretaris desa, u.b. for those below him. Of several, the deputy acts before the
    holder of a mandate, and he before the head; the head keeps his authority meanwhile (UU 30/2014, article 14).
    """
    kini = [satu for satu in tugas if satu.berlaku(hari)]
    kepala, mandat = [satu for satu in kini if satu.jabatan is Jabatan.KEPALA_DESA], tuple(pelimpahan)
    return (
        _kepala(kepala, _MENGGANTI, pejabat)
        or (_mandat(hari, kini, mandat, None) if pejabat is None else None)
        or _kepala(kepala, _MENJABAT, pejabat)
        or _mandat(hari, kini, mandat, pejabat)
    )


def _kepala(kepala: Iterable[Tugas], urutan: Iterable[Sifat], pejabat: str | None) -> Wewenang | None:
    return next(
        (
            Wewenang(satu.pejabat, Bentuk(sifat))
            for sifat in urutan
            for satu in kepala
            if satu.sifat is sifat and pejabat in {None, satu.pejabat}
        ),
        None,
    )


def _mandat(
    hari: date, kini: Iterable[Tugas], pelimpahan: Iterable[Pelimpahan], pejabat: str | None
) -> Wewenang | None:
    for mandat in pelimpahan:
        jabatan = {satu.jabatan for satu in kini if satu.pejabat == mandat.pejabat}
        menandatangani = mandat.bentuk is not Bentuk.PARAF and mandat.berlaku(hari)
        if jabatan and menandatangani and pejabat in {None, mandat.pejabat}:
            return _atas_nama(mandat, jabatan)
    return None


def _atas_nama(mandat: Pelimpahan, punya: Collection[Jabatan]) -> Wewenang:
    """Word a mandate; of several posts of one person the highest is named."""
    jabatan = min(punya, key=list(Jabatan).index)
    if mandat.bentuk is Bentuk.UNTUK_BELIAU:
        return Wewenang(mandat.pejabat, mandat.bentuk, SEBUTAN[Jabatan.SEKRETARIS_DESA], SEBUTAN[jabatan])
    return Wewenang(mandat.pejabat, Bentuk.ATAS_NAMA, SEBUTAN[jabatan])


def peran_pejabat(
    hari: date, tugas: Iterable[Tugas], pelimpahan: Iterable[Pelimpahan], pejabat: str
) -> frozenset[Peran]:
    """Return the workflow roles of one person on a day.

    Whoever acts as head signs and therefore initials nothing, also a sekretaris desa: a kasi or kaur named by a
    dated mandate does it then. A mandate works only together with a post of the office.
    """
    kini = {satu.jabatan for satu in tugas if satu.pejabat == pejabat and satu.berlaku(hari)}
    peran = frozenset[Peran]().union(*(peran_jabatan(jabatan) for jabatan in kini))
    mandat = {satu.bentuk for satu in pelimpahan if satu.pejabat == pejabat and satu.berlaku(hari)}
    if kini and mandat - {Bentuk.PARAF}:
        peran |= {Peran.PENANDA_TANGAN}
    if kini and Bentuk.PARAF in mandat:
        peran |= {Peran.PEMERIKSA}
    return peran - {Peran.PEMERIKSA} if Jabatan.KEPALA_DESA in kini else peran


def periksa_pelimpahan(bentuk: Bentuk, jabatan: Iterable[Jabatan]) -> Pesan | None:
    """Return why the holder of these posts cannot be given such a mandate, or ``None``.

    a.n. goes one level down, to the sekretaris desa; u.b. and the initials two, to a kasi or kaur.
    """
    punya = frozenset(jabatan)
    if bentuk is Bentuk.ATAS_NAMA and Jabatan.SEKRETARIS_DESA not in punya:
        return Pesan("akun.pelimpahan_sekdes")
    if bentuk in {Bentuk.UNTUK_BELIAU, Bentuk.PARAF} and not punya & KASI_KAUR:
        return Pesan("akun.pelimpahan_kasi_kaur")
    if bentuk not in {Bentuk.ATAS_NAMA, Bentuk.UNTUK_BELIAU, Bentuk.PARAF}:
        return Pesan("akun.bentuk_pelimpahan")
    return None
