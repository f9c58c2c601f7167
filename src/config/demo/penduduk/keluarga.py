"""One invented family: couple, widow, widower or somebody alone, with children and sometimes three generations."""

from dataclasses import dataclass
from datetime import date, timedelta

from config.demo.penduduk import tabel
from config.demo.penduduk.orang import (
    BELUM_KAWIN,
    CERAI_HIDUP,
    CERAI_MATI,
    KEPALA,
    SETAHUN,
    Orang,
    PembuatOrang,
)  # fmt: skip

_BUKAN_ISLAM = 0.0022
_USIA_KAWIN = 19
_DI_RUMAH = ((18, 0.985), (22, 0.90), (26, 0.62), (31, 0.30), (40, 0.10), (200, 0.04))


@dataclass(slots=True)
class PembuatKeluarga:
    """Makes families of one village."""

    orang: PembuatOrang

    def buat(self) -> list[Orang]:
        """Make a family; its head is the first."""
        acak = self.orang.acak
        religion = acak.berbobot(tabel.AGAMA_LAIN) if acak.mungkin(_BUKAN_ISLAM) else tabel.ISLAM
        chance = acak.angka()
        if chance < 0.775:
            return self._pasangan(religion)
        if chance < 0.882:
            return self._ibu_tunggal(religion)
        if chance < 0.932:
            return self._ayah_tunggal(religion)
        return [self.sendiri(religion)]

    def sendiri(self, agama: str) -> Orang:
        """Make somebody who lives alone."""
        acak = self.orang.acak
        if acak.mungkin(0.45):
            sex = "L" if acak.mungkin(0.64) else "P"
            return self.orang.buat(sex, 20 + 18 * acak.angka(), agama, BELUM_KAWIN, KEPALA)
        sex, status = "P" if acak.mungkin(0.52) else "L", CERAI_MATI if acak.mungkin(0.75) else CERAI_HIDUP
        return self.orang.buat(sex, 42 + 42 * acak.angka() ** 0.8, agama, status, KEPALA)

    def _pasangan(self, agama: str) -> list[Orang]:
        acak = self.orang.acak
        his_age = acak.berbobot(tabel.UMUR_PASANGAN) + acak.bulat(5)
        her_age = max(_USIA_KAWIN, his_age - int(acak.angka() * 6 + acak.angka() * 6 - 1.6))
        status = self._kawin()
        husband = self.orang.buat("L", max(20, his_age), agama, status, KEPALA, setempat=acak.mungkin(0.85))
        wife = self.orang.buat("P", her_age, agama, status, "ISTRI")
        family = [husband, wife, *self._anak(agama, wife.lahir, husband, wife)]
        if 28 < his_age < 62 and acak.mungkin(0.055):
            family += self._kakek_nenek(agama, husband, wife)
        if his_age > 47 and 44 < her_age < 80 and acak.mungkin(0.06):
            family += self._anak_menikah(agama, husband, wife)
        elif his_age > 50 and acak.mungkin(0.035):
            family.append(self._cucu(agama))
        if acak.mungkin(0.006):
            family.append(
                self.orang.buat(self._kelamin(), acak.antara(16, 56), agama, BELUM_KAWIN, "FAMILI LAIN")
            )
        return family

    def _ibu_tunggal(self, agama: str) -> list[Orang]:
        acak = self.orang.acak
        age = acak.berbobot(tabel.UMUR_JANDA) + acak.bulat(5)
        status = CERAI_HIDUP if acak.mungkin(0.65 if age < 45 else 0.15) else CERAI_MATI
        mother = self.orang.buat("P", age, agama, status, KEPALA)
        family = [mother]
        if acak.mungkin(0.72):
            family += self._anak(agama, mother.lahir, None, mother)
        if age > 50 and acak.mungkin(0.06):
            family.append(self._cucu(agama))
        return family

    def _ayah_tunggal(self, agama: str) -> list[Orang]:
        acak = self.orang.acak
        status = CERAI_HIDUP if acak.mungkin(0.45) else CERAI_MATI
        father = self.orang.buat("L", 35 + acak.bulat(45), agama, status, KEPALA)
        if not acak.mungkin(0.7):
            return [father]
        mother_born = father.lahir + timedelta(days=int(7 * SETAHUN * acak.angka()))
        return [father, *self._anak(agama, mother_born, father, None)]

    def _anak(self, agama: str, ibu_lahir: date, ayah: Orang | None, ibu: Orang | None) -> list[Orang]:
        """Make the children that still are on the family card."""
        acak = self.orang.acak
        mother_age = (self.orang.hari_ini - ibu_lahir).days / SETAHUN
        count = self._banyak_anak(mother_age)
        birth_age = 19 + 10.5 * acak.angka() * acak.angka() + 2 * acak.angka()
        children: list[Orang] = []
        while count > 0 and birth_age <= min(43.0, mother_age):
            born = ibu_lahir + timedelta(days=int(birth_age * SETAHUN))
            child = self._satu_anak(agama, born)
            if child is not None:
                child.orang_tua(ayah, ibu)
                children.append(child)
            birth_age += 2 + 5.6 * acak.angka() * (0.5 + acak.angka())
            count -= 1
        return children

    def _banyak_anak(self, umur_ibu: float) -> int:
        acak = self.orang.acak
        if acak.mungkin(0.045):
            return 0
        if umur_ibu >= 58:
            return 2 + int(acak.angka() * 3.3)
        return 1 + int(acak.angka() * (3.4 if umur_ibu >= 44 else 3.15))

    def _satu_anak(self, agama: str, lahir: date) -> Orang | None:
        """Make a child born on a day; None when it has left the house."""
        acak = self.orang.acak
        age = (self.orang.hari_ini - lahir).days / SETAHUN
        stays = next(share for limit, share in _DI_RUMAH if age < limit)
        if not acak.mungkin(stays):
            return None
        status = BELUM_KAWIN if age < 24 or acak.mungkin(0.87) else CERAI_HIDUP
        return self.orang.lahir_pada(self._kelamin(), lahir, agama, status, "ANAK")

    def _kakek_nenek(self, agama: str, suami: Orang, istri: Orang) -> list[Orang]:
        """Make a parent of one of the couple who lives with them."""
        acak = self.orang.acak
        child, relation = (istri, "MERTUA") if acak.mungkin(0.55) else (suami, "ORANG TUA")
        age = child.umur(self.orang.hari_ini) + 20 + 10 * acak.angka()
        if age > 95:
            return []
        sex = "P" if acak.mungkin(0.78) else "L"
        parent = self.orang.buat(sex, age, agama, CERAI_MATI, relation)
        child.orang_tua(*((None, parent) if sex == "P" else (parent, None)))
        return [parent]

    def _anak_menikah(self, agama: str, suami: Orang, istri: Orang) -> list[Orang]:
        """Make a married child with spouse, and often a grandchild."""
        acak = self.orang.acak
        her_age = istri.umur(self.orang.hari_ini)
        youngest = max(22.0, her_age - 41)
        age = acak.antara(youngest, max(youngest, min(youngest + 10, her_age - 20)))
        sex, status = self._kelamin(), self._kawin()
        child = self.orang.buat(sex, age, agama, status, "ANAK")
        child.orang_tua(suami, istri)
        other = "P" if sex == "L" else "L"
        spouse = self.orang.buat(other, max(20, age + (-2 if sex == "L" else 3)), agama, status, "MENANTU")
        couple = (child, spouse) if sex == "L" else (spouse, child)
        room = min(person.umur(self.orang.hari_ini) for person in couple) - 20
        if room < 0.2 or not acak.mungkin(0.7):
            return [child, spouse]
        born = self.orang.hari_ini - timedelta(days=int(acak.antara(0, min(room, 8)) * SETAHUN))
        grandchild = self.orang.lahir_pada(self._kelamin(), born, agama, BELUM_KAWIN, "CUCU", setempat=True)
        grandchild.orang_tua(*couple)
        return [child, spouse, grandchild]

    def _cucu(self, agama: str) -> Orang:
        return self.orang.buat(self._kelamin(), self.orang.acak.antara(1, 16), agama, BELUM_KAWIN, "CUCU")

    def _kelamin(self) -> str:
        return "L" if self.orang.acak.mungkin(0.512) else "P"

    def _kawin(self) -> str:
        return "KAWIN TERCATAT" if self.orang.acak.mungkin(0.985) else "KAWIN BELUM TERCATAT"
