"""How each village's server is, kept in one row per village for the regency's board. At the hub.

The row is computed from the village's own tables: after each greeting, each question about files (the end of a
meeting), each act of a person, and by the worker for villages whose tables moved meanwhile (``tandai_basi``).
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Q

from eoffice.jejak.selectors import RiwayatAliran, riwayat_aliran, sejauh, tertinggal
from eoffice.kernel import clock
from eoffice.sinkron.models import (
    BerkasAntar,
    Karantina,
    KeadaanNode,
    KodePendaftaran,
    Node,
    Pencocokan,
    StatusNode,
)
from eoffice.sinkron.rules.alarm import Keadaan, Mesin
from eoffice.sinkron.rules.laporan import Laporan
from eoffice.sinkron.rules.tanda_terima import KONSUMEN
from eoffice.sinkron.services.kuota import banyak_ditolak, tempat
from eoffice.wilayah.selectors import dilayani_di_sini
from eoffice.wilayah.tenancy import desa_aktif

SEGAR: Final = timedelta(minutes=10)
"""So often a row is computed again, also when nothing moved."""
PEKERJA_DIAM: Final = timedelta(minutes=20)
"""A row older than this: the worker of the hub does not run."""
_SERATUS_TAHUN: Final = 100 * 365 * 24 * 3600


def catat_laporan(laporan: Laporan) -> None:
    """Keep what the village's server said of itself, and compute its row."""
    baris = _hitung()
    kini = clock.now()
    lihat = Mesin(baris.mesin, baris.mesin_lalu, baris.mesin_ganti_pada, baris.klon_pada).lihat(
        laporan.mesin, kini
    )
    baris.mesin, baris.mesin_lalu = lihat.kini, lihat.lalu
    baris.mesin_ganti_pada, baris.klon_pada = lihat.ganti_pada, lihat.klon_pada
    umur = laporan.umur_tertua
    baris.tertua_sejak = kini - timedelta(seconds=min(umur, _SERATUS_TAHUN)) if umur else None
    baris.berkas_desa, baris.tertahan_desa = laporan.berkas, laporan.tertahan
    baris.disk_sisa, baris.disk_semua = laporan.disk_sisa, laporan.disk_semua
    baris.save()


def catat_salinan(*, ada: bool) -> None:
    """Note that two copies of the village's server are alive, or that a person says which of them is the one."""
    baris = _hitung()
    baris.klon_pada = clock.now() if ada else None
    baris.save()


def segarkan() -> None:
    """Compute the row of the village in scope again."""
    _hitung().save()


def tandai_basi() -> None:
    """Note that the tables of the village in scope moved; cheap, so that it may be called at every batch."""
    KeadaanNode.objects.filter(pk=desa_aktif(), basi=False).update(basi=True)


def yang_basi() -> list[str]:
    """Return the villages whose row is older than their tables, or has not been computed for long."""
    lama = Q(basi=True) | Q(diperbarui_pada__lt=clock.now() - SEGAR)
    return list(KeadaanNode.objects.filter(lama).order_by("diperbarui_pada").values_list("pk", flat=True))


def pekerja_diam() -> datetime | None:
    """Return since when no worker computed the oldest row, if that is too long ago."""
    rows = KeadaanNode.objects.filter(diperbarui_pada__lt=clock.now() - PEKERJA_DIAM)
    return rows.order_by("diperbarui_pada").values_list("diperbarui_pada", flat=True).first()


def semua_keadaan() -> Mapping[str, Keadaan]:
    """Return how every village's server is, by the code of the village; one query."""
    nama = tuple(Keadaan.__dataclass_fields__)
    rows = KeadaanNode.objects.values_list("pk", *nama)
    return {kode: Keadaan(*isi) for kode, *isi in rows}


def keadaan() -> Keadaan:
    """Return how the server of the village in scope is, computed now."""
    baris = _hitung()
    baris.save()
    return Keadaan(**{nama: getattr(baris, nama) for nama in Keadaan.__dataclass_fields__})


def _hitung() -> KeadaanNode:
    """Return the row with what the tables say; what only reports tell stays."""
    kini = clock.now()
    baris = KeadaanNode.objects.filter(pk=desa_aktif()).first() or KeadaanNode(pk=desa_aktif())
    node = Node.objects.order_by("-terdaftar_pada", "-id").first()
    aktif = Node.objects.filter(status=StatusNode.AKTIF).first() or node
    if aktif is not None:
        _dari_node(baris, aktif)
        if aktif.status != StatusNode.AKTIF and dilayani_di_sini():
            baris.status = ""  # the village came back to the hub
    _dari_aliran(baris, [satu for satu in riwayat_aliran() if not satu.lokal], aktif, kini)
    _dari_tabel(baris, kini)
    baris.basi, baris.diperbarui_pada = False, kini
    return baris


def _dari_node(baris: KeadaanNode, node: Node) -> None:
    if baris.node != node.pk:  # a new key: what was known of the old computer ends
        baris.mesin = baris.mesin_lalu = ""
        baris.mesin_ganti_pada = baris.klon_pada = None
    baris.node, baris.status, baris.terdaftar_pada = node.pk, node.status, node.terdaftar_pada
    baris.terlihat_pada, baris.versi, baris.selisih_jam = node.terlihat_pada, node.versi, node.selisih_jam
    baris.kepala = node.urut


def _dari_aliran(baris: KeadaanNode, semua: list[RiwayatAliran], node: Node | None, kini: datetime) -> None:
    ditulis = next((satu for satu in semua if node is not None and satu.epoch == node.epoch), None)
    baris.diterima = ditulis.urut if ditulis else 0
    baris.diterapkan = sejauh(KONSUMEN, ditulis.epoch) if ditulis else 0
    baris.tertinggal = tertinggal(KONSUMEN)
    diterima = sum(satu.urut for satu in semua)
    semua_dipakai = diterima - baris.tertinggal >= baris.batas_terap  # all that had been received then
    if semua_dipakai or diterima < baris.batas_terap:  # or this hub was set back
        baris.batas_terap = diterima
        baris.batas_pada = kini if baris.tertinggal else None
    baris.cabang_pada = max((satu.dibuka_pada for satu in semua if satu.induk_epoch), default=None)


def _dari_tabel(baris: KeadaanNode, kini: datetime) -> None:
    baris.tertahan = Karantina.objects.filter(selesai_pada=None).count()
    baris.berkas_ditunggu = BerkasAntar.objects.filter(ditunggu=True, selesai_pada=None).count()
    ruang = tempat()
    baris.berkas_bita, baris.berkas_kuota = ruang.terpakai, ruang.kuota
    baris.berkas_ditolak = banyak_ditolak()
    akhir = Pencocokan.objects.order_by("-pada", "-urut").values("epoch", "urut", "pada").first()
    baris.cocok_pada = akhir["pada"] if akhir else None
    baris.tabel_beda = _beda(akhir) if akhir else 0
    kode = KodePendaftaran.objects.filter(dipakai_pada=None, kedaluwarsa__gt=kini)
    baris.kode_sampai = kode.values_list("kedaluwarsa", flat=True).order_by("-kedaluwarsa").first()


def _beda(akhir: Mapping[str, Any]) -> int:
    rows = Pencocokan.objects.filter(epoch=akhir["epoch"], urut=akhir["urut"])
    return rows.filter(~Q(berbeda=[])).count()
