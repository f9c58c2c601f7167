"""First half of an import: read the file, compare it with the register, keep the rows for a person to judge."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from eoffice.kernel import clock
from eoffice.kernel.errors import ChangedMeanwhile, NotFound
from eoffice.kernel.messages import Pesan
from eoffice.penduduk.models import (
    BarisImpor,
    BerkasImpor,
    Impor,
    Keluarga,
    Penduduk,
    StatusImpor,
    TindakanBaris,
)
from eoffice.penduduk.rules import kode
from eoffice.penduduk.rules.impor import susun
from eoffice.penduduk.rules.impor.banding import KOLOM_ORANG, Daftar, Potret, berbeda
from eoffice.penduduk.rules.impor.baris import KOLOM_KELUARGA, Aturan, BarisTerbaca, periksa_baru
from eoffice.penduduk.rules.impor.berkas import periksa_awal
from eoffice.penduduk.rules.impor.hasil import RincianImpor
from eoffice.penduduk.rules.impor.susun import BerkasTerbaca
from eoffice.penduduk.rules.masalah import tolak
from eoffice.penduduk.rules.sampingan import KOLOM_SAMPINGAN, turunkan
from eoffice.penduduk.selectors import impor as rincian_impor
from eoffice.penduduk.services.jaga import hilang_dari, jaga_mutasi, kunci_lama, tercatat
from eoffice.penduduk.services.kemajuan import buang_kemajuan, tulis_kemajuan
from eoffice.wilayah.rujukan import kecamatan_ada
from eoffice.wilayah.selectors import identitas

_SEKALI_TULIS = 500
_BELUM_DIMINTA = (StatusImpor.MEMERIKSA, StatusImpor.PRATINJAU)
_TERLAMBAT: dict[str, str] = {
    StatusImpor.MENERAPKAN: "penduduk.impor_sedang_diterapkan",
    StatusImpor.DITERAPKAN: "penduduk.impor_sudah_diterapkan",
}


def siapkan_impor(*, isi: bytes, nama_berkas: str, lengkap: bool, oleh: str) -> RincianImpor:
    """Read a file into staging rows and say what applying it would do. The register is not touched.

    A preview that was never applied is replaced: there is one at a time in a village.

    Args:
        isi: bytes of a CSV of ours or an XLSX of OpenSID in code mode.
        nama_berkas: as uploaded, only to show.
        lengkap: the file claims to hold every resident, so who is not in it will be marked as missing; never
            true of our file of refused rows.
        oleh: who uploads, as the stream names him.

    Raises:
        InvalidInput: the bytes are no readable spreadsheet, or its headings are not those of residents.
    """
    impor = _impor(isi, nama_berkas, lengkap=lengkap, oleh=oleh, status=StatusImpor.PRATINJAU)
    file, register = _baca(isi), Daftar(_potret())
    with transaction.atomic():
        _buang_pratinjau()
        impor.save()
        _isi_pratinjau(impor, file, register)
    return rincian_impor(impor.pk)


@transaction.atomic
def minta_siapkan(*, isi: bytes, nama_berkas: str, lengkap: bool, oleh: str) -> RincianImpor:
    """Keep a file for the worker to look through, where that takes longer than a person waits for a page.

    The arguments are those of ``siapkan_impor``; it too replaces an earlier preview.

    Raises:
        InvalidInput: the first bytes already say that it is no spreadsheet.
    """
    periksa_awal(isi)
    _buang_pratinjau()
    impor = _impor(isi, nama_berkas, lengkap=lengkap, oleh=oleh, status=StatusImpor.MEMERIKSA)
    impor.save()
    BerkasImpor(impor=impor, isi=isi).save()
    return rincian_impor(impor.pk)


def siapkan_diminta(*, impor_id: UUID) -> None:
    """Look through a file that was kept; thrown away or done meanwhile, nothing happens. May be killed and repeated.

    Raises:
        InvalidInput: as ``siapkan_impor``.
    """
    impor = Impor.objects.filter(pk=impor_id, status=StatusImpor.MEMERIKSA).first()
    kept = BerkasImpor.objects.filter(impor_id=impor_id).first()
    if impor is None or kept is None:
        return
    try:
        file = _baca(bytes(kept.isi), lambda done, rows: tulis_kemajuan(impor_id, done, rows))
        register = Daftar(_potret())
        with transaction.atomic():
            waiting = Impor.objects.filter(pk=impor_id, status=StatusImpor.MEMERIKSA)
            if waiting.update(status=StatusImpor.PRATINJAU):
                impor.status = StatusImpor.PRATINJAU
                _isi_pratinjau(impor, file, register)
                BerkasImpor.objects.filter(impor_id=impor_id).delete()
    finally:
        buang_kemajuan(impor_id)


def _impor(isi: bytes, nama_berkas: str, *, lengkap: bool, oleh: str, status: StatusImpor) -> Impor:
    return Impor(
        nama_berkas=nama_berkas[-120:],
        sha256=hashlib.sha256(isi).hexdigest(),
        lengkap=lengkap,
        status=status,
        dibuat_pada=clock.now(),
        oleh=oleh,
    )


def _baca(isi: bytes, lapor: Callable[[int, int], None] = lambda _done, _rows: None) -> BerkasTerbaca:
    desa = identitas()
    today = clock.now().astimezone(ZoneInfo(desa.zona_waktu)).date()
    return susun.baca(isi, Aturan(desa.kode.replace(".", ""), today, kecamatan_ada), lapor)


def _isi_pratinjau(impor: Impor, file: BerkasTerbaca, register: Daftar) -> None:
    """Write the staging rows of a file, and what it would do."""
    impor.lengkap = impor.lengkap and not file.perbaikan
    if impor.lengkap:
        susun.periksa_kepala(file.baris)
    book = tercatat()
    register.tambah(kunci_lama(register.semua, book))
    people = list(_pasangkan(file.baris, register))
    held = jaga_mutasi(people, book)
    rows = [_baris(impor, place, row, person) for place, (row, person) in enumerate(people)]
    BarisImpor.objects.bulk_create(rows, batch_size=_SEKALI_TULIS)
    impor.bentuk, impor.kolom = file.bentuk, file.judul
    impor.masalah = [problem.ke_json() for problem in (*file.masalah, *([held] if held else []))]
    impor.jumlah = _hitung(rows, register, lengkap=impor.lengkap)
    impor.save(update_fields=["bentuk", "kolom", "masalah", "lengkap", "jumlah"])


@transaction.atomic
def batalkan_impor(*, impor_id: UUID) -> None:
    """Throw a preview away.

    Raises:
        NotFound: no such file.
        ChangedMeanwhile: it was applied already, or is being applied.
    """
    Impor.objects.filter(pk=impor_id, status__in=_BELUM_DIMINTA).update(status=StatusImpor.DIBATALKAN)
    status = Impor.objects.filter(pk=impor_id).values_list("status", flat=True).first()
    if status is None:
        raise NotFound
    if status in _TERLAMBAT:
        raise ChangedMeanwhile(Pesan(_TERLAMBAT[status]))
    BarisImpor.objects.filter(impor_id=impor_id).delete()
    BerkasImpor.objects.filter(impor_id=impor_id).delete()


def _buang_pratinjau() -> None:
    stale = list(Impor.objects.filter(status__in=_BELUM_DIMINTA).values_list("pk", flat=True))
    BarisImpor.objects.filter(impor_id__in=stale).delete()
    BerkasImpor.objects.filter(impor_id__in=stale).delete()
    Impor.objects.filter(pk__in=stale).update(status=StatusImpor.DIBATALKAN)


def _potret() -> Iterator[Potret]:
    """Read the whole register in the form rows are compared with.

    Two plain reads instead of a join: right after a large import PostgreSQL has no statistics yet, and joined
    the tables row by row for minutes.
    """
    family = ("no_kk", *KOLOM_KELUARGA)
    families = {
        pk: dict(zip(family, values, strict=True))
        for pk, *values in Keluarga.objects.values_list("id", *family).iterator(chunk_size=2000)
    }
    nowhere = dict.fromkeys(family)
    born = KOLOM_ORANG.index("tanggal_lahir")
    columns = ("id", "revisi", "hilang_pada", "lain", "keluarga_id", *KOLOM_ORANG, *KOLOM_SAMPINGAN)
    rows = Penduduk.objects.values_list(*columns).iterator(chunk_size=2000)
    for pk, revisi, hilang, lain, keluarga_id, *values in rows:
        values[born] = values[born].isoformat() if values[born] else None
        person = dict(zip(columns[5:], values, strict=True))
        aside = {name: person.pop(name) for name in KOLOM_SAMPINGAN}
        fields = person | families.get(keluarga_id, nowhere)
        yield Potret(pk, revisi, hilang is not None, fields, turunkan(aside, lain))


def _pasangkan(
    rows: Iterable[BarisTerbaca], register: Daftar
) -> Iterator[tuple[BarisTerbaca, Potret | None]]:
    """Yield rows with the person of the register each means; two rows that mean one person refuse the second."""
    met: dict[UUID, BarisTerbaca] = {}
    for row in rows:
        person = register.cocok(row)
        if person is not None and not row.ditolak and (first := met.setdefault(person.id, row)) is not row:
            row.masalah.append(tolak("", Pesan("penduduk.ganda", baris=first.baris)))
        yield row, person


def _baris(impor: Impor, place: int, row: BarisTerbaca, person: Potret | None) -> BarisImpor:
    if person is None and not row.ditolak:
        row.masalah += periksa_baru(row)
    action = _tindakan(row, person)
    useful = action in (TindakanBaris.BARU, TindakanBaris.BERUBAH)
    return BarisImpor(
        impor=impor,
        urut=place,
        lembar=row.lembar,
        baris=row.baris,
        tindakan=action,
        penduduk_id=person.id if person else None,
        revisi_dilihat=person.revisi if person else 0,
        isi={**row.nilai, "lain": row.lain} if useful else {"nama": row.nilai.get("nama", "")},
        asli=row.asli if action == TindakanBaris.DITOLAK else [],
        masalah=[problem.ke_json() for problem in row.masalah],
    )


def _tindakan(row: BarisTerbaca, person: Potret | None) -> TindakanBaris:
    if row.ditolak:
        return TindakanBaris.DITOLAK
    if person is None:
        return TindakanBaris.BARU
    return TindakanBaris.BERUBAH if berbeda(person, row) else TindakanBaris.SAMA


def _hitung(rows: list[BarisImpor], register: Daftar, *, lengkap: bool) -> dict[str, int]:
    """Count rows by fate; a person whose row is refused is not missing."""
    fate = Counter(str(row.tindakan) for row in rows)
    met = {row.penduduk_id for row in rows if row.penduduk_id}
    here = [p for p in register.semua if p.nilai["status_dasar"] == kode.STATUS_HIDUP and not p.hilang]
    return {
        **{action: fate[action] for action in TindakanBaris.values},
        "hilang": len(hilang_dari((p.id for p in here), met)) if lengkap else 0,
        "peringatan": sum(bool(row.masalah) and row.tindakan != TindakanBaris.DITOLAK for row in rows),
    }
