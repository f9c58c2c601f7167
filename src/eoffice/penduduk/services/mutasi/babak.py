"""The stage on which every mutation plays: lock, compare, let it happen, write what changed, tell it once."""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction

from eoffice.jejak.services import Catatan, catat_banyak
from eoffice.kernel import clock
from eoffice.kernel.errors import ChangedMeanwhile, InvalidInput, NotFound, RuleRefused
from eoffice.kernel.ids import new_id
from eoffice.kernel.messages import Pesan
from eoffice.penduduk.events import KELUARGA_DICATAT, MUTASI_DICATAT, PENDUDUK_DICATAT
from eoffice.penduduk.models import Keluarga, Mutasi, Penduduk
from eoffice.penduduk.rules import kode
from eoffice.penduduk.rules.impor.banding import KOLOM_ORANG
from eoffice.penduduk.rules.impor.baris import KOLOM_KELUARGA
from eoffice.penduduk.rules.mutasi import (
    STATUS_MATI,
    STATUS_PINDAH,
    STATUS_TIDAK_SAH,
    JenisMutasi,
    Lembar,
    Ubahan,
    cap,
    hubungan_sesudah,
)
from eoffice.penduduk.rules.sampingan import KOLOM_SAMPINGAN
from eoffice.penduduk.services.edisi import edisi_baru
from eoffice.penduduk.services.potret import potret_keluarga, potret_mutasi, potret_orang
from eoffice.wilayah.selectors import identitas

SEBAB: Final = "mutasi"
_ORANG: Final = (*KOLOM_ORANG, *KOLOM_SAMPINGAN, "keluarga_id")
_KELUARGA: Final = ("no_kk", *KOLOM_KELUARGA)
_BUKAN_WARGA: Final = {
    STATUS_MATI: "penduduk.sudah_meninggal",
    STATUS_PINDAH: "penduduk.sudah_pindah",
    STATUS_TIDAK_SAH: "penduduk.bukan_data_sah",
}


def hari_ini() -> date:
    """Return the date of the village."""
    return clock.now().astimezone(ZoneInfo(identitas().zona_waktu)).date()


def mainkan(lembar: Lembar, jenis: JenisMutasi, laksana: Callable[["Babak"], None]) -> tuple[Ubahan, ...]:
    """Do a mutation in one transaction and return what it changes; nothing when it was done already.

    Raises:
        ChangedMeanwhile: somebody else changed the same family first, or took the same number.
        NotFound, InvalidInput, RuleRefused: as the mutation itself says.
    """
    try:
        with transaction.atomic():
            babak = Babak(lembar, jenis)
            babak.periksa_sekali()
            laksana(babak)
            ubahan = babak.tutup()
            transaction.set_rollback(lembar.coba)
            return ubahan
    except _SudahDicatat:
        return ()
    except IntegrityError:
        if sudah_dicatat(lembar.kelompok):
            return ()
        raise ChangedMeanwhile(Pesan("penduduk.mutasi_bentrok")) from None


def sudah_dicatat(kelompok: UUID) -> bool:
    """Tell whether the form with this key was recorded."""
    return Mutasi.objects.filter(kelompok=kelompok).exists()


class _SudahDicatat(Exception):
    """This form was recorded: the rest of the mutation has nothing to do."""


class Babak:
    """One mutation while it is made: the locked rows as they were, and as they are to be."""

    def __init__(self, lembar: Lembar, jenis: JenisMutasi) -> None:
        self.lembar, self.jenis = lembar, jenis
        self._orang: dict[UUID, Penduduk] = {}
        self._keluarga: dict[UUID, Keluarga] = {}
        self._awal: dict[UUID, dict[str, Any]] = {}
        self._mutasi: list[Mutasi] = []
        self._terlihat: dict[UUID | None, list[tuple[UUID, int]]] = {}

    def periksa_sekali(self) -> None:
        """Go no further with a form that was recorded; asked again under the lock, where a second one has waited."""
        if sudah_dicatat(self.lembar.kelompok):
            raise _SudahDicatat

    # ---- rows ----

    def kunci_keluarga(self, keluarga_id: UUID | None) -> list[Penduduk]:
        """Lock a family with everybody in it and return its people; nobody for ``None``."""
        if keluarga_id is None:
            return []
        if keluarga_id not in self._keluarga:
            family = Keluarga.objects.select_for_update().filter(pk=keluarga_id).first()
            if family is None:
                raise NotFound
            self._ingat_keluarga(family)
            for person in Penduduk.objects.select_for_update().filter(keluarga_id=keluarga_id).order_by("pk"):
                self._ingat_orang(person, family)
        return [person for person in self._orang.values() if person.keluarga_id == keluarga_id]

    def kunci_orang(self, penduduk_id: UUID) -> Penduduk:
        """Lock a person with the family, or alone who has none.

        Raises:
            NotFound: nobody with this id in the village.
        """
        where = Penduduk.objects.filter(pk=penduduk_id).values_list("keluarga_id", flat=True)
        for keluarga_id in where:
            self.kunci_keluarga(keluarga_id)
        if penduduk_id not in self._orang:
            alone = Penduduk.objects.select_for_update().filter(pk=penduduk_id).first()
            if alone is None:
                raise NotFound
            self._ingat_orang(alone, self._keluarga.get(alone.keluarga_id) if alone.keluarga_id else None)
        return self._orang[penduduk_id]

    def periksa_versi(self, tentang: Penduduk | None = None) -> None:
        """Compare what is locked, or of it the family of one person, with what the form showed.

        Raises:
            ChangedMeanwhile: it is not the same any more.
        """
        self.periksa_sekali()
        seen = self._terlihat
        if tentang is not None:
            # who has no card is seen alone, beside others who have none
            only = [
                row
                for row in seen.get(tentang.keluarga_id, [])
                if tentang.keluarga_id or row[0] == tentang.pk
            ]
            seen = {tentang.keluarga_id: only}
        if self.lembar.versi and cap(row for rows in seen.values() for row in rows) != self.lembar.versi:
            raise ChangedMeanwhile(Pesan("penduduk.mutasi_berubah"))

    def keluarga(self, keluarga_id: UUID | None) -> Keluarga | None:
        """Return a locked family."""
        return self._keluarga.get(keluarga_id) if keluarga_id else None

    def _ingat_keluarga(self, family: Keluarga) -> None:
        self._keluarga[family.pk] = family
        self._awal[family.pk] = _potret(family, _KELUARGA)
        self._terlihat.setdefault(family.pk, []).append((family.pk, family.revisi))

    def _ingat_orang(self, person: Penduduk, family: Keluarga | None) -> None:
        person.keluarga = family
        self._orang[person.pk] = person
        self._awal[person.pk] = _potret(person, _ORANG)
        self._terlihat.setdefault(person.keluarga_id, []).append((person.pk, person.revisi))

    def tambah_orang(self, person: Penduduk) -> None:
        """Take in a person who is new: taking it back makes the row invalid, it is never erased."""
        self._orang[person.pk] = person
        self._awal[person.pk] = _potret(person, _ORANG) | {"status_dasar": STATUS_TIDAK_SAH}

    def tambah_keluarga(self, family: Keluarga) -> None:
        """Take in a family card that is new."""
        self._keluarga[family.pk] = family
        self._awal[family.pk] = _potret(family, _KELUARGA)

    # ---- what many mutations do ----

    def warga(self, penduduk_id: UUID) -> Penduduk:
        """Lock somebody who is a resident, with the family as the form showed it.

        Raises:
            NotFound: nobody with this id.
            ChangedMeanwhile: the family changed since.
            RuleRefused: he died, moved away, or is no valid row.
        """
        person = self.kunci_orang(penduduk_id)
        self.periksa_versi()
        return _hanya_warga(person)

    def berdua(self, penduduk_id: UUID, pasangan_id: UUID) -> tuple[Penduduk, Penduduk]:
        """Lock two residents with their families, always in the same order, so that two forms cannot wait for each
        other; the form showed the family of the first.

        Raises:
            NotFound, ChangedMeanwhile, RuleRefused: as ``warga``.
        """
        ids = {penduduk_id, pasangan_id}
        cards = dict(Penduduk.objects.filter(pk__in=ids).values_list("pk", "keluarga_id"))
        for pk in sorted(ids, key=lambda pk: (str(cards.get(pk) or ""), pk)):
            self.kunci_orang(pk)
        first, second = self.kunci_orang(penduduk_id), self.kunci_orang(pasangan_id)
        self.periksa_versi(first)
        return _hanya_warga(first), _hanya_warga(second)

    def hidup(self, keluarga_id: UUID | None) -> list[Penduduk]:
        """Return who of a locked family lives here."""
        return [
            person for person in self.kunci_keluarga(keluarga_id) if person.status_dasar == kode.STATUS_HIDUP
        ]

    def susunan(self) -> dict[UUID, tuple[int, int]]:
        """Return of each locked family how many live here, and how many heads are among them."""
        found: dict[UUID, tuple[int, int]] = {}
        for person in self._orang.values():
            if person.keluarga_id and person.status_dasar == kode.STATUS_HIDUP:
                living, heads = found.get(person.keluarga_id, (0, 0))
                found[person.keluarga_id] = (living + 1, heads + (person.shdk == kode.KEPALA_KELUARGA))
        return found

    def ganti_kepala(
        self, sisa: Sequence[Penduduk], kepala_baru: UUID | None, kotak: str = "kepala_baru"
    ) -> None:
        """Give those who remain a head when they have none, and say what each is to the new one.

        ``kotak``: the box in which the form asks for him.

        Raises:
            InvalidInput: nobody, or nobody of them, was named.
        """
        if not sisa or any(person.shdk == kode.KEPALA_KELUARGA for person in sisa):
            return
        chosen = next((person for person in sisa if person.pk == kepala_baru), None)
        if chosen is None:
            raise InvalidInput(pesan := Pesan("penduduk.pilih_kepala"), {kotak: pesan})
        relation = chosen.shdk
        for person in sisa:
            person.shdk = hubungan_sesudah(relation, person.shdk)
        chosen.shdk = kode.KEPALA_KELUARGA

    def catat(self, person: Penduduk, jenis: JenisMutasi | None = None, **isi: Any) -> None:
        """Note the line of one person; ``jenis``: where it is of another kind than the mutation itself."""
        family = person.keluarga
        self._mutasi.append(
            Mutasi(
                id=new_id(),
                kelompok=self.lembar.kelompok,
                jenis=(jenis or self.jenis).value,
                tanggal=self.lembar.tanggal,
                penduduk=person,
                keluarga=family,
                keterangan=self.lembar.keterangan,
                dicatat_pada=clock.now(),
                oleh=self.lembar.oleh,
                **{"dusun": family.dusun if family else "", **isi},
            )
        )

    # ---- the end ----

    def tutup(self) -> tuple[Ubahan, ...]:
        """Write what changed and tell it; return it."""
        changes = [*self._ubahan(self._keluarga, _KELUARGA), *self._ubahan(self._orang, _ORANG)]
        touched = {change.id for change in changes}
        families = [row for row in self._keluarga.values() if row.pk in touched or row._state.adding]
        people = [row for row in self._orang.values() if row.pk in touched or row._state.adding]
        for family in families:
            _tulis(family)
        for person in people:
            person.isi_kunci_cari()
            _tulis(person)
        self._tulis_mutasi(changes)
        edisi_baru()
        catat_banyak(self._kabar(families, people), pelaku=self.lembar.oleh)
        return tuple(changes)

    def _ubahan(self, rows: dict[UUID, Any], kolom: Collection[str]) -> Iterator[Ubahan]:
        for pk, row in rows.items():
            before, now = self._awal[pk], _potret(row, kolom)
            changed = {name: (before[name], now[name]) for name in kolom if before[name] != now[name]}
            if changed:
                yield Ubahan(
                    "orang" if isinstance(row, Penduduk) else "keluarga",
                    pk,
                    getattr(row, "nama", ""),
                    changed,
                )

    def _tulis_mutasi(self, changes: Sequence[Ubahan]) -> None:
        """Write the lines; what changed of others than the people they name stands in the first."""
        own = {row.penduduk_id: row for row in self._mutasi}
        for change in changes:
            row = own.get(change.id, self._mutasi[0])
            kolom = {name: list(pair) for name, pair in change.kolom.items()}
            row.ubahan = [*row.ubahan, {"apa": change.apa, "id": str(change.id), "kolom": kolom}]
        for row in self._mutasi:
            row.save(force_insert=True)

    def _kabar(self, families: Sequence[Keluarga], people: Sequence[Penduduk]) -> Iterator[Catatan]:
        for family in families:
            isi = potret_keluarga(family, SEBAB)
            yield Catatan(KELUARGA_DICATAT, "keluarga", family.pk, family.revisi, *isi)
        for person in people:
            isi = potret_orang(person, SEBAB)
            yield Catatan(PENDUDUK_DICATAT, "penduduk", person.pk, person.revisi, *isi)
        for row in self._mutasi:
            yield Catatan(MUTASI_DICATAT, "mutasi", row.pk, row.revisi, *potret_mutasi(row))


def _hanya_warga(person: Penduduk) -> Penduduk:
    if person.status_dasar in _BUKAN_WARGA:
        raise RuleRefused(Pesan(_BUKAN_WARGA[person.status_dasar]))
    return person


def _potret(row: Penduduk | Keluarga, kolom: Collection[str]) -> dict[str, Any]:
    """Return columns as they stand in JSON."""
    return {name: _polos(getattr(row, name)) for name in kolom}


def _polos(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def _tulis(row: Penduduk | Keluarga) -> None:
    if row._state.adding:
        row.save(force_insert=True)
    else:
        row.revisi += 1
        row.save()
