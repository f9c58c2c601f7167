"""Questions about residents of the village in scope."""

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import or_
from typing import Any, Literal
from uuid import UUID

from django.db.models import Q, QuerySet

from eoffice.kernel.errors import NotFound
from eoffice.penduduk.models import BarisImpor, Impor, Kata, Penduduk, TindakanBaris
from eoffice.penduduk.rules import ejaan, kode
from eoffice.penduduk.rules.impor.hasil import RincianBaris, RincianImpor
from eoffice.penduduk.rules.masalah import Masalah
from eoffice.penduduk.rules.pencarian import KUNCI_TERAKHIR, peringkat, potongan
from eoffice.penduduk.rules.ringkas import (
    HalamanPenduduk,
    HasilCari,
    RingkasPenduduk,
    TempatTinggal,
    Temuan,
    judul,
)
from eoffice.wilayah.selectors import IdentitasDesa, identitas

__all__ = [
    "HalamanPenduduk",
    "HasilCari",
    "RincianBaris",
    "RincianImpor",
    "RingkasPenduduk",
    "Temuan",
    "anggota_keluarga",
    "baris_impor",
    "by_nik",
    "cari",
    "daftar",
    "hasil",
    "impor",
    "jumlah_penduduk",
    "satu",
    "semua_impor",
    "temukan",
]  # fmt: skip

Golongan = Literal["aktif", "hilang", "keluar"]

_CALON = 300  # matches looked at before ranking
_KOLOM_HASIL = (
    "id", "nama", "nik", "jenis_kelamin", "tanggal_lahir", "status_dasar", "hilang_pada",
    "keluarga__no_kk", "keluarga__dusun", "keluarga__rt", "keluarga__rw",
)  # fmt: skip


def satu(penduduk_id: UUID) -> RingkasPenduduk:
    """Return one resident.

    Raises:
        NotFound: there is none with this id in the village in scope.
    """
    row = Penduduk.objects.select_related("keluarga").filter(pk=penduduk_id).first()
    if row is None:
        raise NotFound
    return _ringkas(row, identitas())


def by_nik(nik: str) -> RingkasPenduduk | None:
    """Return the resident with this NIK, or None."""
    if not nik:
        return None
    row = Penduduk.objects.select_related("keluarga").filter(nik=nik).first()
    return None if row is None else _ringkas(row, identitas())


def anggota_keluarga(keluarga_id: UUID) -> list[RingkasPenduduk]:
    """Return the members of a family as the family card lists them: head first, then by age."""
    rows = (
        Penduduk.objects.select_related("keluarga")
        .filter(keluarga_id=keluarga_id)
        .order_by("shdk", "tanggal_lahir", "id")
    )
    desa = identitas()
    return [_ringkas(row, desa) for row in rows]


def cari(q: str, batas: int = 20) -> list[HasilCari]:
    """Find residents as ``temukan`` does, without saying whether they are only called nearly so."""
    return list(temukan(q, batas).hasil)


def temukan(q: str, batas: int = 20) -> Temuan:
    """Find residents by any part of name, NIK or family card number, best first.

    Every piece of ``q`` must occur, in any order; fewer than two characters find nobody. Two steps over one
    index (docs/decisions/022): names that begin with the first piece, in order, until ``batas`` are found;
    else every key that holds the pieces anywhere, ranked. Only if these find nobody, words that sound the same
    or are a slip apart are tried in the place of each piece (024).
    """
    kata = potongan(q)
    if not kata:
        return Temuan(())
    found = _awalan(kata, batas)
    if len(found) < batas:
        found = _di_mana_saja(kata, batas)
    near = not found
    if near:
        found = _mirip(kata, batas)
    return Temuan(tuple(hasil(found)), mirip=near and bool(found))


def _awalan(kata: tuple[str, ...], batas: int) -> list[UUID]:
    """Return ids of people whose name begins with the first piece, by name."""
    if kata[0][0].isdigit():
        return []
    rows = Penduduk.objects.filter(kunci_cari__gte=kata[0], kunci_cari__lt=kata[0] + KUNCI_TERAKHIR)
    return [row[0] for row in _memuat(rows, kata[1:]).values_list("id", "kunci_cari")[:batas]]


def _di_mana_saja(kata: tuple[str, ...], batas: int) -> list[UUID]:
    """Return ids of people whose key holds all pieces, best first."""
    rows = _memuat(Penduduk.objects.all(), kata).values_list("kunci_cari", "id")[:_CALON]
    return [row[1] for row in sorted(rows, key=lambda row: peringkat(row[0], kata))[:batas]]


def _mirip(kata: tuple[str, ...], batas: int) -> list[UUID]:
    """Return ids of people whose key holds, for each piece, it or a word near it; best first."""
    choices = _padanan(kata)
    if not choices:
        return []
    rows = Penduduk.objects.all()
    for choice in sorted(choices, key=len):
        rows = rows.filter(reduce(or_, (Q(kunci_cari__contains=word) for word in choice)))
    keys = rows.order_by("kunci_cari", "id").values_list("kunci_cari", "id")[:_CALON]
    ranked = [(far, key, pk) for key, pk in keys if (far := ejaan.peringkat_mirip(key, choices)) is not None]
    return [pk for _, _, pk in sorted(ranked)[:batas]]


def _padanan(kata: Sequence[str]) -> list[tuple[str, ...]]:
    """Return what each piece may mean among the words of this village; empty when that adds nothing to any piece."""
    words = list(Kata.objects.values_list("teks", "bunyi", "banyak"))
    choices = [ejaan.padanan(piece, words) for piece in kata]
    return choices if any(len(choice) > 1 for choice in choices) else []


def ejaan_lain(q: str) -> list[tuple[str, ...]]:
    """Return, for each typed piece of a name, itself and the village's words that are nearly so (024).

    For searches of other rooms among names; empty when no piece may mean anything else.
    """
    return _padanan(potongan(q))


def _memuat(rows: QuerySet[Penduduk], kata: Iterable[str]) -> QuerySet[Penduduk]:
    for piece in kata:
        rows = rows.filter(kunci_cari__contains=piece)
    return rows.order_by("kunci_cari", "id")


def daftar(halaman: int = 1, *, per_halaman: int = 25, golongan: Golongan = "aktif") -> HalamanPenduduk:
    """Return one page of the register by name; a page number beyond the last gives the last page.

    Args:
        halaman: from 1.
        per_halaman: at most 100.
        golongan: ``aktif`` lives here, ``hilang`` was missing from the last complete file, ``keluar`` died,
            moved or is otherwise no resident any more.
    """
    rows = _golongan(golongan)
    per_page = min(max(per_halaman, 1), 100)
    count = rows.count()
    page = min(max(halaman, 1), max(1, -(-count // per_page)))
    start = (page - 1) * per_page
    ids = rows.order_by("kunci_cari", "id").values_list("id", flat=True)[start : start + per_page]
    return HalamanPenduduk(tuple(hasil(list(ids))), page, per_page, count)


def jumlah_penduduk(golongan: Golongan = "aktif") -> int:
    """Return how many people a group of the register has."""
    return _golongan(golongan).count()


def _golongan(golongan: Golongan) -> QuerySet[Penduduk]:
    if golongan == "keluar":
        return Penduduk.objects.exclude(status_dasar=kode.STATUS_HIDUP)
    return Penduduk.objects.filter(status_dasar=kode.STATUS_HIDUP, hilang_pada__isnull=golongan == "aktif")


def hasil(ids: list[UUID]) -> list[HasilCari]:
    """Read the lines of these people, in the order given."""
    rows = {row["id"]: row for row in Penduduk.objects.filter(pk__in=ids).values(*_KOLOM_HASIL)}
    return [_satu_hasil(rows[key]) for key in ids if key in rows]


def _satu_hasil(row: dict[str, Any]) -> HasilCari:
    return HasilCari(
        id=row["id"],
        nama=row["nama"],
        nik=row["nik"],
        no_kk=row["keluarga__no_kk"] or "",
        jenis_kelamin=row["jenis_kelamin"],
        tanggal_lahir=row["tanggal_lahir"],
        dusun=judul(row["keluarga__dusun"] or ""),
        rt=row["keluarga__rt"] or "",
        rw=row["keluarga__rw"] or "",
        hidup=row["status_dasar"] == kode.STATUS_HIDUP,
        status_dasar=kode.STATUS_DASAR.sebut(row["status_dasar"]),
        hilang=row["hilang_pada"] is not None,
    )


def _ringkas(row: Penduduk, desa: IdentitasDesa) -> RingkasPenduduk:
    family = row.keluarga
    home = (
        TempatTinggal(family.alamat, judul(family.dusun), family.rw, family.rt) if family else TempatTinggal()
    )
    words: dict[str, Any] = {name: table.sebut(getattr(row, name)) for name, table in kode.TABEL.items()}
    plain = {
        name: getattr(row, name)
        for name in (
            "id", "nik", "keluarga_id", "nama", "jenis_kelamin", "tanggal_lahir", "nama_ayah",
            "nama_ibu", "nik_ayah", "nik_ibu", "hilang_pada", "revisi",
        )
    }  # fmt: skip
    return RingkasPenduduk(
        no_kk=family.no_kk if family else "",
        hidup=row.status_dasar == kode.STATUS_HIDUP,
        tempat_lahir=judul(row.tempat_lahir),
        tinggal=home,
        alamat=home.kalimat(desa.lengkap, desa.kecamatan, desa.kabupaten),
        **plain,
        **words,
    )


def impor(impor_id: UUID) -> RincianImpor:
    """Return what an uploaded file holds and what became of it.

    Raises:
        NotFound: no such file in the village in scope.
    """
    row = Impor.objects.filter(pk=impor_id).first()
    if row is None:
        raise NotFound
    return _rincian(row)


def semua_impor(batas: int = 20) -> list[RincianImpor]:
    """Return the latest uploaded files, newest first."""
    return [_rincian(row) for row in Impor.objects.order_by("-dibuat_pada", "-id")[:batas]]


def _rincian(row: Impor) -> RincianImpor:
    return RincianImpor(
        id=row.pk,
        nama_berkas=row.nama_berkas,
        sha256=row.sha256,
        bentuk=row.bentuk,
        lengkap=row.lengkap,
        status=row.status,
        dibuat_pada=row.dibuat_pada,
        oleh=row.oleh,
        diminta_pada=row.diminta_pada,
        diterapkan_pada=row.diterapkan_pada,
        jumlah={str(name): int(count) for name, count in row.jumlah.items()},
        masalah=tuple(Masalah.dari_json(item) for item in row.masalah),
        kolom=tuple(row.kolom),
    )


def baris_impor(
    impor_id: UUID, *, tindakan: str = TindakanBaris.DITOLAK, mulai: int = 0, batas: int = 50
) -> list[RincianBaris]:
    """Return rows of an uploaded file in its order: the refused, or those with another fate."""
    rows = BarisImpor.objects.filter(impor_id=impor_id, tindakan=tindakan).order_by("urut")
    return [_baris(row) for row in rows[mulai : mulai + batas]]


def baris_ditolak(impor_id: UUID) -> Iterator[RincianBaris]:
    """Yield every refused row of a file, for the file with which an operator mends them."""
    rows = BarisImpor.objects.filter(impor_id=impor_id, tindakan=TindakanBaris.DITOLAK).order_by("urut")
    for row in rows.iterator(chunk_size=1000):
        yield _baris(row)


def _baris(row: BarisImpor) -> RincianBaris:
    return RincianBaris(
        lembar=row.lembar,
        baris=row.baris,
        tindakan=row.tindakan,
        nama=str(row.isi.get("nama", "")),
        masalah=tuple(Masalah.dari_json(item) for item in row.masalah),
        asli=tuple(row.asli),
    )
