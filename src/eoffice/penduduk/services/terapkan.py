"""Second half of an import: the whole file in one transaction (docs/decisions/021).

Killed at any moment nothing of it is there, and doing it again does it once.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import Any, TypeVar
from uuid import UUID

from django.db import IntegrityError, connection, models, transaction

from eoffice.jejak.services import Catatan, catat_banyak
from eoffice.kernel import clock
from eoffice.kernel.errors import ChangedMeanwhile, NotFound
from eoffice.kernel.ids import new_id
from eoffice.kernel.messages import Pesan
from eoffice.penduduk.events import IMPOR_DITERAPKAN, KELUARGA_DICATAT, PENDUDUK_DICATAT
from eoffice.penduduk.models import BarisImpor, Impor, Keluarga, Penduduk, StatusImpor, TindakanBaris
from eoffice.penduduk.rules import kode
from eoffice.penduduk.rules.impor.banding import KOLOM_ORANG
from eoffice.penduduk.rules.impor.baris import KOLOM_KELUARGA
from eoffice.penduduk.rules.impor.hasil import RincianImpor
from eoffice.penduduk.rules.sampingan import KOLOM_SAMPINGAN, angkat, turunkan
from eoffice.penduduk.selectors import impor as rincian_impor
from eoffice.penduduk.services.edisi import edisi_baru
from eoffice.penduduk.services.jaga import hilang_dari
from eoffice.penduduk.services.kemajuan import buang_kemajuan, tulis_kemajuan
from eoffice.penduduk.services.potret import potret_keluarga, potret_orang

_SEKALI = 500
RowT = TypeVar("RowT", bound=models.Model)
_BELUM = (StatusImpor.PRATINJAU, StatusImpor.MENERAPKAN)
_BERUBAH = (TindakanBaris.BARU, TindakanBaris.BERUBAH)
_DITULIS_ORANG = [*KOLOM_ORANG, *KOLOM_SAMPINGAN, "keluarga", "hilang_pada", "lain", "kunci_cari", "revisi"]
_DITULIS_KELUARGA = [*KOLOM_KELUARGA, "revisi"]


@dataclass(slots=True)
class _Pekerjaan:
    """What is being applied: families by number, who was written, how many of each kind."""

    keluarga: dict[str, Keluarga]
    keluarga_berubah: dict[UUID, Keluarga] = field(default_factory=dict)
    ditulis: set[UUID] = field(default_factory=set)
    baru: int = 0
    berubah: int = 0


def terapkan_impor(*, impor_id: UUID, oleh: str) -> RincianImpor:
    """Write a previewed file into the register; applying it again changes nothing.

    Raises:
        NotFound: no such file in this village.
        ChangedMeanwhile: it was thrown away, or people in it were changed since the preview.
    """
    row = Impor.objects.filter(pk=impor_id).first()
    if row is None:
        raise NotFound
    try:
        with transaction.atomic():
            claimed = Impor.objects.filter(pk=impor_id, status__in=_BELUM)
            if claimed.update(status=StatusImpor.DITERAPKAN, diterapkan_pada=clock.now()):
                _terapkan(row, oleh)
    except IntegrityError:
        raise ChangedMeanwhile(Pesan("penduduk.impor_basi")) from None
    finally:
        buang_kemajuan(impor_id)
    _segarkan_statistik()
    result = rincian_impor(impor_id)
    if result.status != StatusImpor.DITERAPKAN:
        raise ChangedMeanwhile(Pesan("penduduk.impor_dibatalkan"))
    return result


def _segarkan_statistik() -> None:
    """Let SQLite count its indexes, or it reads a whole village to find twenty people by their ids.

    PostgreSQL does this by itself.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA analysis_limit = 1000")
            cursor.execute("ANALYZE")


def _terapkan(impor: Impor, oleh: str) -> None:
    work = _Pekerjaan({family.no_kk: family for family in Keluarga.objects.all()})
    events: list[Catatan] = []
    staged = BarisImpor.objects.filter(impor=impor, tindakan__in=_BERUBAH).order_by("urut")
    all_rows = staged.count()
    for chunk in _kelompok(staged.iterator(chunk_size=_SEKALI)):
        tulis_kemajuan(impor.pk, len(work.ditulis), all_rows)
        events += [_kabar_orang(person) for person in _tulis_orang(chunk, work)]
    tulis_kemajuan(impor.pk, all_rows, all_rows)
    events[:0] = [_kabar_keluarga(family) for family in work.keluarga_berubah.values()]
    missing = _tandai_hilang(impor, work.ditulis) if impor.lengkap else []
    events += [_kabar_orang(person) for person in missing]
    counts = {**impor.jumlah, "baru": work.baru, "berubah": work.berubah, "hilang": len(missing)}
    Impor.objects.filter(pk=impor.pk).update(jumlah=counts)
    BarisImpor.objects.filter(impor=impor).exclude(tindakan=TindakanBaris.DITOLAK).delete()
    events.append(_kabar_impor(impor, counts))
    edisi_baru()
    catat_banyak(events, pelaku=oleh)


def _kelompok(rows: Iterator[BarisImpor]) -> Iterator[list[BarisImpor]]:
    while chunk := list(islice(rows, _SEKALI)):
        yield chunk


def _tulis_orang(chunk: list[BarisImpor], work: _Pekerjaan) -> list[Penduduk]:
    """Write the people of some rows, their families first."""
    known = {person.pk: person for person in _dikenal(chunk)}
    people = [_terisi(row, known, work) for row in chunk]
    _tulis_keluarga(people, work)
    _simpan(Penduduk, people, _DITULIS_ORANG)
    work.ditulis.update(person.pk for person in people)
    return people


def _dikenal(chunk: list[BarisImpor]) -> Iterable[Penduduk]:
    ids = [row.penduduk_id for row in chunk if row.penduduk_id]
    return Penduduk.objects.select_related("keluarga").filter(pk__in=ids)


def _terisi(row: BarisImpor, known: dict[UUID, Penduduk], work: _Pekerjaan) -> Penduduk:
    """Return the person of a row with the row's values put in, in memory."""
    if row.penduduk_id is None:
        person = Penduduk(id=new_id(), nik="", revisi=0)
        work.baru += 1
    else:
        person = known[row.penduduk_id]
        work.berubah += 1
    if person.revisi != row.revisi_dilihat:
        raise ChangedMeanwhile(Pesan("penduduk.impor_basi"))
    values = dict(row.isi)
    _isi_sampingan(person, values.pop("lain", {}))
    for name in KOLOM_ORANG:
        if name in values:
            setattr(person, name, _nilai(name, values[name]))
    person.hilang_pada = None
    person.revisi += 1
    person.keluarga = _keluarga(person.keluarga, values, work)
    person.isi_kunci_cari()
    return person


def _isi_sampingan(person: Penduduk, baru: dict[str, str]) -> None:
    """Put in what a file tells beside the family card; what it does not tell stays."""
    kini = turunkan({name: getattr(person, name) for name in KOLOM_SAMPINGAN}, person.lain)
    kolom, person.lain = angkat({**kini, **baru})
    for name, value in kolom.items():
        setattr(person, name, value)


def _nilai(name: str, value: Any) -> Any:
    return date.fromisoformat(value) if name == "tanggal_lahir" else value


def _keluarga(now: Keluarga | None, values: dict[str, Any], work: _Pekerjaan) -> Keluarga | None:
    """Return the family a row puts its person into, made or given a new address where needed."""
    number = values.get("no_kk") or (now.no_kk if now else "")
    if not number:
        return None
    family = work.keluarga.get(number)
    if family is None:
        family = work.keluarga[number] = Keluarga(id=new_id(), no_kk=number, revisi=0)
    stated = {name: values[name] for name in KOLOM_KELUARGA if name in values}
    if family.revisi and all(getattr(family, name) == value for name, value in stated.items()):
        return family
    for name, value in stated.items():
        setattr(family, name, value)
    if family.pk not in work.keluarga_berubah:
        family.revisi += 1
        work.keluarga_berubah[family.pk] = family
    return family


def _tulis_keluarga(people: list[Penduduk], work: _Pekerjaan) -> None:
    changed = {
        person.keluarga.pk: person.keluarga
        for person in people
        if person.keluarga is not None and person.keluarga.pk in work.keluarga_berubah
    }
    _simpan(Keluarga, list(changed.values()), _DITULIS_KELUARGA)


def _simpan(model: type[RowT], rows: list[RowT], fields: list[str]) -> None:
    """Insert new rows and overwrite known ones by one kind of statement, far faster than single updates."""
    if rows:
        model._default_manager.bulk_create(
            rows, batch_size=_SEKALI, update_conflicts=True, unique_fields=["id"], update_fields=fields
        )


def _tandai_hilang(impor: Impor, ditulis: set[UUID]) -> list[Penduduk]:
    """Mark every resident the file does not name, not even in a refused row, and who did not just come by the book;
    nobody is deleted."""
    named = BarisImpor.objects.filter(impor=impor, penduduk__isnull=False).values_list(
        "penduduk_id", flat=True
    )
    here = Penduduk.objects.filter(status_dasar=kode.STATUS_HIDUP, hilang_pada__isnull=True)
    gone = sorted(hilang_dari(here.values_list("pk", flat=True), {*named, *ditulis}))
    now = clock.now()
    missing: list[Penduduk] = []
    for start in range(0, len(gone), _SEKALI):
        people = list(Penduduk.objects.filter(pk__in=gone[start : start + _SEKALI]))
        for person in people:
            _hilangkan(person, now)
        _simpan(Penduduk, people, ["hilang_pada", "revisi"])
        missing += people
    return missing


def _hilangkan(person: Penduduk, now: datetime) -> None:
    person.hilang_pada = now
    person.revisi += 1


def _kabar_orang(person: Penduduk) -> Catatan:
    isi = potret_orang(person, sebab="impor")
    return Catatan(PENDUDUK_DICATAT, "penduduk", person.pk, person.revisi, *isi)


def _kabar_keluarga(family: Keluarga) -> Catatan:
    isi = potret_keluarga(family, sebab="impor")
    return Catatan(KELUARGA_DICATAT, "keluarga", family.pk, family.revisi, *isi)


def _kabar_impor(impor: Impor, counts: dict[str, int]) -> Catatan:
    shown = ("baru", "berubah", "sama", "hilang", "ditolak")
    return Catatan(
        jenis=IMPOR_DITERAPKAN,
        agregat="impor_penduduk",
        agregat_id=impor.pk,
        revisi=1,
        publik={
            "sha256": impor.sha256,
            "lengkap": impor.lengkap,
            **{name: counts[name] for name in shown},
        },
        pribadi={},
    )
