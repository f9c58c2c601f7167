"""Questions about requests for a correction."""

from uuid import UUID

from eoffice.kernel.errors import NotFound
from eoffice.penduduk.models import PermintaanKoreksi
from eoffice.penduduk.rules.permintaan import Bukti, Hasil, RincianPermintaan


def permintaan_orang(penduduk_id: UUID, batas: int = 20) -> list[RincianPermintaan]:
    """Return the requests of a resident, the newest first."""
    rows = PermintaanKoreksi.objects.filter(penduduk_id=penduduk_id).order_by("-dibuat_pada", "-pk")
    return [_rincian(row) for row in rows[:batas]]


def permintaan_menunggu(batas: int = 50) -> list[RincianPermintaan]:
    """Return what waits for the office, the oldest first."""
    rows = PermintaanKoreksi.objects.filter(hasil="").order_by("dibuat_pada", "pk")
    return [_rincian(row) for row in rows[:batas]]


def permintaan_diputus(batas: int = 20) -> list[RincianPermintaan]:
    """Return what was decided last, the newest first."""
    rows = PermintaanKoreksi.objects.exclude(hasil="").order_by("-diputus_pada", "-pk")
    return [_rincian(row) for row in rows[:batas]]


def jumlah_menunggu() -> int:
    """Return how many requests wait for the office."""
    return PermintaanKoreksi.objects.filter(hasil="").count()


def satu_permintaan(permintaan_id: UUID) -> RincianPermintaan:
    """Return one request.

    Raises:
        NotFound: there is none with this id in the village in scope.
    """
    row = PermintaanKoreksi.objects.filter(pk=permintaan_id).first()
    if row is None:
        raise NotFound
    return _rincian(row)


def berkas_bukti() -> set[str]:
    """Return the SHA-256 of every photo that a request of the village in scope holds."""
    semua = PermintaanKoreksi.objects.exclude(berkas=[]).values_list("berkas", flat=True)
    return {satu["sha256"] for berkas in semua for satu in berkas}


def _rincian(row: PermintaanKoreksi) -> RincianPermintaan:
    return RincianPermintaan(
        id=row.pk,
        penduduk_id=row.penduduk_id,
        kolom=row.kolom,
        usul=row.usul,
        keterangan=row.keterangan,
        berkas=tuple(Bukti(**satu) for satu in row.berkas),
        dibuat_pada=row.dibuat_pada,
        hasil=Hasil(row.hasil) if row.hasil else None,
        alasan=row.alasan,
        diputus_pada=row.diputus_pada,
        oleh=row.oleh,
    )
