"""What a row would do to the register: nothing, a change, a new person."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from eoffice.penduduk.rules.impor.baris import KOLOM_KELUARGA, BarisTerbaca, kunci_orang
from eoffice.penduduk.rules.impor.sel import Nilai

KOLOM_ORANG = (
    "nik", "nama", "jenis_kelamin", "tempat_lahir", "tanggal_lahir", "agama", "pendidikan", "pekerjaan",
    "status_kawin", "shdk", "kewarganegaraan", "golongan_darah", "nama_ayah", "nama_ibu", "nik_ayah", "nik_ibu",
    "status_dasar",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Potret:
    """A person of the register as it is compared: all fields of person and family, dates as text."""

    id: UUID
    revisi: int
    hilang: bool
    nilai: Mapping[str, Nilai | None]
    lain: Mapping[str, str]

    @property
    def kunci_orang(self) -> str:
        """What tells people without a NIK apart."""
        return self.kunci_di(str(self.nilai["no_kk"] or ""))

    def kunci_di(self, no_kk: str) -> str:
        """Return what told this person apart on a card."""
        return kunci_orang(no_kk, *(str(self.nilai[name] or "") for name in ("nama", "tanggal_lahir")))


class Daftar:
    """The register by NIK, and by family card, name and birth date for people without one."""

    def __init__(self, people: Iterable[Potret]) -> None:
        self.semua = list(people)
        self._nik = {str(p.nilai["nik"]): p for p in self.semua if p.nilai["nik"]}
        self._tanpa_nik = {p.kunci_orang: p for p in self.semua if not p.nilai["nik"] and p.kunci_orang}

    def tambah(self, kunci: Mapping[str, Potret]) -> None:
        """Let people without a NIK also be known by keys they had; who has such a key now comes first."""
        self._tanpa_nik = {**kunci, **self._tanpa_nik}

    def cocok(self, row: BarisTerbaca) -> Potret | None:
        """Return the person a row means. Who had no NIK and has one now is still the same person."""
        if row.nik and row.nik in self._nik:
            return self._nik[row.nik]
        return self._tanpa_nik.get(row.kunci_orang) if row.kunci_orang else None


def berbeda(person: Potret, row: BarisTerbaca) -> list[str]:
    """Return the fields a row would change, "hilang" for somebody who is back."""
    fields = [
        name
        for name in (*KOLOM_ORANG, "no_kk", *KOLOM_KELUARGA)
        if name in row.nilai and row.nilai[name] != person.nilai[name]
    ]
    if any(person.lain.get(name) != text for name, text in row.lain.items()):
        fields.append("lain")
    return [*fields, "hilang"] if person.hilang else fields
