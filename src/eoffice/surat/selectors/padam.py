"""The forms for a power cut: which are out, and what became of the others."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, QuerySet

from eoffice.kernel.errors import NotFound
from eoffice.surat.models import FormulirPadam, Surat
from eoffice.surat.rules.alur import siap_ditandatangani
from eoffice.surat.rules.kode import baca_kode, kode_pendek, tampilkan_kode
from eoffice.surat.rules.padam import Keadaan
from eoffice.surat.selectors.meja import BarisSurat, baris_surat, nama_jenis
from eoffice.wilayah.selectors import identitas


@dataclass(frozen=True, slots=True)
class BarisPadam:
    """A form: number, code as it is typed, where it is. ``hari``: the village's day on which it was reserved."""

    id: UUID
    jenis: str
    nomor: str
    kode: str
    keadaan: Keadaan
    hari: date
    surat_id: UUID | None
    selesai_pada: datetime | None
    alasan: str

    @property
    def nama_jenis(self) -> str:
        """The type in words."""
        return nama_jenis(self.jenis)


@dataclass(frozen=True, slots=True)
class NeracaPadam:
    """How many forms of a type were ever reserved, and where they are: the parts add up to the whole."""

    jenis: str
    dipesan: int
    terpakai: int
    batal: int
    beredar: int


def neraca_padam() -> list[NeracaPadam]:
    """Return the balance, a line a type."""
    semua: dict[str, dict[str, int]] = {}
    for jenis, keadaan, n in (
        FormulirPadam.objects.values_list("jenis", "keadaan").annotate(n=Count("id")).order_by("jenis")
    ):
        semua.setdefault(jenis, {})[keadaan] = n
    return [
        NeracaPadam(nama_jenis(jenis), sum(n.values()), *(n.get(satu, 0) for satu in _KOLOM))
        for jenis, n in semua.items()
    ]


_KOLOM = (Keadaan.TERPAKAI, Keadaan.BATAL, Keadaan.BEREDAR)


def formulir_beredar() -> list[BarisPadam]:
    """Return the forms that are still out, oldest first."""
    return _baris(FormulirPadam.objects.filter(keadaan=Keadaan.BEREDAR).order_by("dipesan_pada", "id"))


def satu_formulir(formulir_id: UUID) -> BarisPadam:
    """Return one form.

    Raises:
        NotFound: not of this village.
    """
    for baris in _baris(FormulirPadam.objects.filter(pk=formulir_id)):
        return baris
    raise NotFound


def formulir_kode(ketikan: str) -> BarisPadam | None:
    """Return the form with a code as people type it, whatever became of it; ``None`` when there is none here."""
    pendek = baca_kode(ketikan)
    semua = FormulirPadam.objects.order_by("-dipesan_pada").values_list("pk", "kode")
    ada = (
        [pk for pk, kode in semua.iterator() if kode_pendek(bytes.fromhex(kode)) == pendek] if pendek else []
    )
    return satu_formulir(ada[0]) if ada else None


def formulir_bernomor(ids: Collection[UUID]) -> set[UUID]:
    """Return those of these holders of a number that are forms and no letters."""
    return set(FormulirPadam.objects.filter(pk__in=ids).values_list("pk", flat=True))


def surat_untuk_formulir(jenis: str, *, paraf: bool) -> tuple[BarisSurat, ...]:
    """Return the letters of a type that lack only number and signature: one of them stands on the form."""
    siap = Surat.objects.filter(status__in=siap_ditandatangani(paraf=paraf), permohonan__jenis=jenis)
    return baris_surat(siap.order_by("sejak", "id")[:50])


def _baris(pilih: QuerySet[FormulirPadam]) -> list[BarisPadam]:
    semua: Sequence[FormulirPadam] = list(pilih)
    zona = ZoneInfo(identitas().zona_waktu)
    return [
        BarisPadam(
            id=b.pk,
            jenis=b.jenis,
            nomor=b.nomor,
            kode=tampilkan_kode(kode_pendek(bytes.fromhex(b.kode))),
            keadaan=Keadaan(b.keadaan),
            hari=b.dipesan_pada.astimezone(zona).date(),
            surat_id=b.surat_id,
            selesai_pada=b.selesai_pada,
            alasan=b.alasan,
        )
        for b in semua
    ]
