"""Questions about mutations of the register."""

from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from eoffice.kernel.errors import NotFound
from eoffice.penduduk.models import Keluarga, Mutasi, Penduduk
from eoffice.penduduk.rules.mutasi import JenisMutasi, RincianMutasi, cap

_SEKALI = 200


def cap_keluarga(penduduk_id: UUID) -> str:
    """Return the mark of a person's family as it stands, or of the person alone who has none.

    Raises:
        NotFound: nobody with this id in the village in scope.
    """
    row = Penduduk.objects.only("pk", "revisi", "keluarga_id").filter(pk=penduduk_id).first()
    if row is None:
        raise NotFound
    if row.keluarga_id is None:
        return cap([(row.pk, row.revisi)])
    families = Keluarga.objects.filter(pk=row.keluarga_id).values_list("pk", "revisi")
    people = Penduduk.objects.filter(keluarga_id=row.keluarga_id).values_list("pk", "revisi")
    return cap([*families, *people])


def mutasi_orang(penduduk_id: UUID) -> list[RincianMutasi]:
    """Return the mutations of one person, the newest first."""
    rows = Mutasi.objects.filter(penduduk_id=penduduk_id).select_related("penduduk")
    return _rincian(rows.order_by("-dicatat_pada", "-pk"))


def satu_mutasi(kelompok: UUID) -> list[RincianMutasi]:
    """Return the lines of one mutation.

    Raises:
        NotFound: there is none.
    """
    rows = _rincian(Mutasi.objects.filter(kelompok=kelompok).select_related("penduduk").order_by("pk"))
    if not rows:
        raise NotFound
    return rows


def mutasi_terakhir(batas: int = 50, mulai: int = 0) -> list[RincianMutasi]:
    """Return lines of the book by the day they happened, the newest first."""
    rows = Mutasi.objects.select_related("penduduk").order_by("-tanggal", "-pk")
    return _rincian(rows, mulai, batas)


def jumlah_mutasi() -> int:
    """Return how many lines the book has."""
    return Mutasi.objects.count()


def _rincian(rows: QuerySet[Mutasi], mulai: int = 0, batas: int = _SEKALI) -> list[RincianMutasi]:
    taken_back = Mutasi.objects.filter(membetulkan=OuterRef("kelompok"))
    return [
        _satu(row, dibetulkan=row.ada) for row in rows.annotate(ada=Exists(taken_back))[mulai : mulai + batas]
    ]


def _satu(row: Mutasi, *, dibetulkan: bool) -> RincianMutasi:
    return RincianMutasi(
        id=row.pk,
        kelompok=row.kelompok,
        jenis=JenisMutasi(row.jenis),
        tanggal=row.tanggal,
        penduduk_id=row.penduduk_id,
        nama=row.penduduk.nama,
        keluarga_id=row.keluarga_id,
        dari=row.dari,
        ke=row.ke,
        sebab=row.sebab,
        tempat=row.tempat,
        keterangan=row.keterangan,
        dusun=row.dusun,
        dicatat_pada=row.dicatat_pada,
        oleh=row.oleh,
        membetulkan=row.membetulkan,
        dibetulkan=dibetulkan,
    )
