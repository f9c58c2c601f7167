"""Mutations by which somebody is no resident any more: death, moving away."""

from collections.abc import Collection, Sequence
from uuid import UUID

from eoffice.kernel.errors import InvalidInput, RuleRefused
from eoffice.kernel.messages import Pesan
from eoffice.penduduk.models import Penduduk
from eoffice.penduduk.rules import kode
from eoffice.penduduk.rules.mutasi import (
    STATUS_MATI,
    STATUS_PINDAH,
    JenisMutasi,
    Lembar,
    Ubahan,
    periksa_tanggal,
)
from eoffice.penduduk.rules.perkawinan import MENIKAH
from eoffice.penduduk.services.mutasi.babak import Babak, hari_ini, mainkan

_PASANGAN_KEPALA = frozenset({kode.KEPALA_KELUARGA, kode.SUAMI, kode.ISTRI})


def catat_kematian(
    lembar: Lembar, *, penduduk_id: UUID, tempat: str = "", sebab: str = "", kepala_baru: UUID | None = None
) -> tuple[Ubahan, ...]:
    """Record that somebody died; the spouse on the same card is a widow or widower from then on.

    Raises:
        NotFound: nobody with this id.
        ChangedMeanwhile: the family changed since the form was drawn.
        RuleRefused: already dead, or moved away.
        InvalidInput: the day cannot be, or the family is left without a head.
    """

    def laksana(babak: Babak) -> None:
        person = babak.warga(penduduk_id)
        periksa_tanggal(lembar.tanggal, hari_ini(), [person.tanggal_lahir])
        was_married = person.status_kawin in MENIKAH
        person.status_dasar = STATUS_MATI
        left = babak.hidup(person.keluarga_id)
        spouse = pasangan_kepala(person, left) if was_married else None
        if spouse is not None:
            spouse.status_kawin = kode.CERAI_MATI
        babak.ganti_kepala(left, kepala_baru)
        babak.catat(person, tempat=tempat, sebab=sebab)

    return mainkan(lembar, JenisMutasi.MATI, laksana)


def pasangan_kepala(person: Penduduk, sisa: Sequence[Penduduk]) -> Penduduk | None:
    """Return the spouse, where the card leaves no doubt who that is: head and wife or husband, one of each."""
    if person.shdk not in _PASANGAN_KEPALA:
        return None
    spouses = [
        other
        for other in sisa
        if other.shdk in _PASANGAN_KEPALA and other.shdk != person.shdk and other.status_kawin in MENIKAH
    ]
    return spouses[0] if len(spouses) == 1 else None


def catat_kepindahan(
    lembar: Lembar,
    *,
    penduduk_id: UUID,
    ikut: Collection[UUID] = (),
    tujuan: str,
    sebab: str = "",
    kepala_baru: UUID | None = None,
) -> tuple[Ubahan, ...]:
    """Record that somebody moved out of the village, with the members of the family who went along.

    Raises:
        NotFound, ChangedMeanwhile, RuleRefused: as ``catat_kematian``.
        InvalidInput: no destination, an impossible day, somebody of another family, or a family without a head.
    """

    def laksana(babak: Babak) -> None:
        person = babak.warga(penduduk_id)
        if not tujuan:
            raise InvalidInput(pesan := Pesan("penduduk.tujuan_kosong"), {"tujuan": pesan})
        here = babak.hidup(person.keluarga_id)
        going = [person, *(other for other in here if other.pk in ikut and other is not person)]
        if len(going) != len({person.pk, *ikut}):
            raise RuleRefused(Pesan("penduduk.bukan_sekeluarga"))
        periksa_tanggal(lembar.tanggal, hari_ini(), [other.tanggal_lahir for other in going])
        for other in going:
            other.status_dasar = STATUS_PINDAH
            babak.catat(other, ke=tujuan, sebab=sebab)
        babak.ganti_kepala(babak.hidup(person.keluarga_id), kepala_baru)

    return mainkan(lembar, JenisMutasi.PINDAH, laksana)
