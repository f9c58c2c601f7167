"""Marriage and divorce: who may marry whom, and what a spouse and children are to the head of a card.

The rules refuse only what a register can know (UU 1/1974 as changed by UU 16/2019, articles 1, 3, 7 and 39); the
rest is judged by the KUA, the civil registry and the court, whose number the form asks for.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from eoffice.kernel.errors import InvalidInput
from eoffice.kernel.messages import Pesan
from eoffice.penduduk.rules import kode
from eoffice.penduduk.rules.mutasi import Rumah
from eoffice.penduduk.rules.ringkas import umur

UMUR_NIKAH: Final = 19
"""Years; who is younger needs a dispensation of the court (UU 16/2019, article 7)."""
MENIKAH: Final = frozenset({kode.KAWIN_TERCATAT, kode.KAWIN_BELUM_TERCATAT, kode.KAWIN})
_MENANTU, _CUCU, _FAMILI = 5, 6, 9
_TETAP: Final = frozenset({10, 11})  # servants and others stay what they are, whoever is the head
_SERUMAH_KEPALA: Final = frozenset({kode.KEPALA_KELUARGA, kode.SUAMI, kode.ISTRI})
_PASANGAN: Final = (
    frozenset({kode.KEPALA_KELUARGA, kode.SUAMI}),
    frozenset({kode.KEPALA_KELUARGA, kode.ISTRI}),
    frozenset({kode.ANAK, _MENANTU}),
)


class Tinggal(StrEnum):
    """On which family card a couple stands after the wedding."""

    TETAP = "tetap"
    KK_SENDIRI = "kk_sendiri"
    KK_PASANGAN = "kk_pasangan"
    KK_BARU = "kk_baru"


@dataclass(frozen=True, slots=True)
class Nikah:
    """What is stated of a marriage. ``akta``: number of the marriage book or deed, "" while it is not registered;
    ``penetapan``: number of the court's decision, where the law wants one; ``tempat``: where it was."""

    akta: str = ""
    penetapan: str = ""
    tempat: str = ""


@dataclass(frozen=True, slots=True)
class Menetap:
    """Where a couple is to live, who comes along from the cards they leave, and who is head there then.

    ``kepala_baru``: of the card of whom the form is about; ``kepala_baru_pasangan``: of the other's.
    """

    tinggal: Tinggal
    rumah: Rumah = field(default_factory=Rumah)
    ikut: Collection[UUID] = ()
    kepala_baru: UUID | None = None
    kepala_baru_pasangan: UUID | None = None


@dataclass(frozen=True, slots=True)
class Calon:
    """What is looked at before somebody marries."""

    kelamin: str
    lahir: date | None
    status: int | None


def periksa_calon(satu: Calon, dua: Calon, nikah: Nikah, tanggal: date, kotak: str) -> None:
    """Refuse a marriage that cannot be; ``kotak``: the box about the second person.

    Two who are both "kawin belum tercatat" may marry again: that is how a marriage is registered later.

    Raises:
        InvalidInput: same sex, too young or married already without a decision of the court.
    """
    if satu.kelamin == dua.kelamin:
        raise _tolak(kotak, "penduduk.kawin_sejenis")
    if satu.status == dua.status == kode.KAWIN_BELUM_TERCATAT:
        return
    for calon in sorted((satu, dua), key=lambda calon: calon.kelamin != "P"):
        if calon.status not in MENIKAH:
            continue
        if calon.kelamin == "P":
            raise _tolak(kotak, "penduduk.istri_masih_kawin")
        if not nikah.penetapan:
            raise _tolak("penetapan", "penduduk.suami_masih_kawin")
    ages = [umur(calon.lahir, tanggal) for calon in (satu, dua)]
    if any(age is not None and age < UMUR_NIKAH for age in ages) and not nikah.penetapan:
        raise _tolak("penetapan", "penduduk.kawin_di_bawah_umur")


def status_sesudah(nikah: Nikah) -> int:
    """Return the marital status of a couple: registered when there is a number to show for it."""
    return kode.KAWIN_TERCATAT if nikah.akta else kode.KAWIN_BELUM_TERCATAT


def sudah_berpasangan(satu: int | None, dua: int | None) -> bool:
    """Tell whether two people of one card already stand there as a couple."""
    return {satu, dua} in _PASANGAN


def hubungan_pasangan(tuan: int | None, kelamin: str) -> int:
    """Return what the spouse of somebody is to the head of his card: the head's own, a child's, or a relative's."""
    if tuan == kode.KEPALA_KELUARGA:
        return kode.ISTRI if kelamin == "P" else kode.SUAMI
    return _MENANTU if tuan == kode.ANAK else _FAMILI


def hubungan_ikut(induk: int | None, anggota: int | None, tuan: int | None) -> int | None:
    """Return what somebody who comes along is to the head of the other card.

    ``induk``: what the mother or father he comes along with was to the old head; ``tuan``: what the one they move in
    with is to the new head. Children of a head, of a spouse, of a child and of a child-in-law are known, and
    grandchildren who stay with the grandparent; anybody else is a relative, the one word that is never wrong.
    """
    if anggota in _TETAP or anggota is None:
        return anggota
    if induk in _SERUMAH_KEPALA and anggota == _CUCU and tuan == kode.KEPALA_KELUARGA:
        return _CUCU
    own_child = anggota == kode.ANAK if induk in _SERUMAH_KEPALA else anggota == _CUCU
    if not own_child or induk not in _SERUMAH_KEPALA | {kode.ANAK, _MENANTU}:
        return _FAMILI
    if tuan == kode.KEPALA_KELUARGA:
        return kode.ANAK
    return _CUCU if tuan == kode.ANAK else _FAMILI


def _tolak(kotak: str, code: str) -> InvalidInput:
    return InvalidInput(pesan := Pesan(code), {kotak: pesan})
