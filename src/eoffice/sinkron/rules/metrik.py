"""Figures for a monitoring program, in the Prometheus text format 0.0.4. Pure.

A village is named by its code; no label and no value says anything about a person.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from eoffice.sinkron.rules.alarm import Keadaan, Kini, semua_alarm
from eoffice.sinkron.rules.lampu import Keadaan as KeadaanDesa
from eoffice.sinkron.rules.laporan import Laporan

JENIS_ISI: Final = "text/plain; version=0.0.4; charset=utf-8"
Label = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Metrik:
    """One gauge with its samples."""

    nama: str
    bantuan: str
    sampel: tuple[tuple[Label, float], ...]


@dataclass(frozen=True, slots=True)
class SebuahDesa:
    """A village as the board knows it."""

    kode: str
    nama: str
    kecamatan: str
    keadaan: Keadaan


def tulis(semua: Iterable[Metrik]) -> str:
    """Return the text; a gauge without samples is left out."""
    return "".join(baris + "\n" for satu in semua if satu.sampel for baris in _baris(satu))


def _baris(satu: Metrik) -> Iterator[str]:
    yield f"# HELP {satu.nama} {satu.bantuan}"
    yield f"# TYPE {satu.nama} gauge"
    for label, nilai in satu.sampel:
        isi = ",".join(f'{nama}="{_lolos(teks)}"' for nama, teks in label)
        yield f"{satu.nama}{{{isi}}} {_angka(nilai)}" if isi else f"{satu.nama} {_angka(nilai)}"


def _lolos(teks: str) -> str:
    return teks.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _angka(nilai: float) -> str:
    return str(int(nilai)) if nilai == int(nilai) else repr(nilai)


def di_kabupaten(semua: Iterable[SebuahDesa], kini: Kini, *, pekerja_diam: bool) -> Iterator[Metrik]:
    """Yield the gauges of the hub, one sample a village that has or had a server."""
    desa = [satu for satu in semua if satu.keadaan.status]
    yield Metrik(
        "eoffice_hub_worker_stalled", "1 when the hub's worker stands still.", (((), float(pekerja_diam)),)
    )
    info = tuple((_info(satu), 1.0) for satu in desa)
    yield Metrik("eoffice_node_info", "A village's server: name, kecamatan, version.", info)
    for nama, (bantuan, nilai) in _UKURAN.items():
        ada = ((satu.kode, nilai(satu.keadaan, kini.saat)) for satu in desa)
        yield Metrik(nama, bantuan, tuple(((("desa", kode),), n) for kode, n in ada if n is not None))
    alarm = tuple(
        ((("desa", satu.kode), ("alarm", a.nama), ("level", a.taraf.value)), 1.0)
        for satu in desa
        for a in semua_alarm(satu.keadaan, kini)
    )
    yield Metrik("eoffice_node_alarm", "1 for each alarm of the board.", alarm)


def _info(satu: SebuahDesa) -> Label:
    return (
        ("desa", satu.kode),
        ("name", satu.nama),
        ("kecamatan", satu.kecamatan),
        ("version", satu.keadaan.versi),
    )


def _detik(saat: datetime | None) -> float | None:
    return saat.timestamp() if saat else None


def _sejak(saat: datetime | None, kini: datetime) -> float:
    return max(0.0, round((kini - saat).total_seconds())) if saat else 0.0


Ukur = Callable[[Keadaan, datetime], float | None]
_UKURAN: Final[Mapping[str, tuple[str, Ukur]]] = {
    "eoffice_node_active": ("1 while the key of the server is active.", lambda k, _: float(k.status == "aktif")),
    "eoffice_node_last_seen_timestamp_seconds": ("Last greeting.", lambda k, _: _detik(k.terlihat_pada)),
    "eoffice_node_head_events": ("Last event in the village.", lambda k, _: k.kepala),
    "eoffice_node_received_events": ("Events of that stream stored here.", lambda k, _: k.diterima),
    "eoffice_node_applied_events": ("Events of that stream in use here.", lambda k, _: k.diterapkan),
    "eoffice_node_apply_lag_events": ("Events stored, not in use yet.", lambda k, _: k.tertinggal),
    "eoffice_node_apply_lag_seconds": (
        "For how long some have waited to be used.",
        lambda k, kini: _sejak(k.batas_pada if k.tertinggal else None, kini),
    ),
    "eoffice_node_unsent_oldest_seconds": (
        "Age of the oldest event that is not here.",
        lambda k, kini: _sejak(k.tertua_sejak if k.belum_terkirim else None, kini),
    ),
    "eoffice_node_quarantine_events": ("Events set aside here.", lambda k, _: k.tertahan),
    "eoffice_node_files_awaited": ("Files named by events and not here.", lambda k, _: k.berkas_ditunggu),
    "eoffice_node_files_unsent": ("Files the village has still to send.", lambda k, _: k.berkas_desa),
    "eoffice_node_files_refused": ("Files that wait for room here.", lambda k, _: k.berkas_ditolak),
    "eoffice_node_files_bytes": ("Room here taken by files of the village.", lambda k, _: k.berkas_bita),
    "eoffice_node_files_quota_bytes": ("Room here for its files.", lambda k, _: k.berkas_kuota),
    "eoffice_node_clock_offset_seconds": ("Clock of the village; positive is fast.", lambda k, _: k.selisih_jam),
    "eoffice_node_disk_free_bytes": ("Free disk in the village.", lambda k, _: k.disk_sisa),
    "eoffice_node_disk_size_bytes": ("Size of that disk.", lambda k, _: k.disk_semua),
    "eoffice_node_digest_timestamp_seconds": ("Last comparison of tables.", lambda k, _: _detik(k.cocok_pada)),
    "eoffice_node_digest_tables_different": ("Tables that differed then.", lambda k, _: k.tabel_beda),
}  # fmt: skip
"""Name of each gauge, what it says, and its value; ``None``: not known."""


def di_desa(laporan: Laporan, keadaan: KeadaanDesa, *, menunggu: int) -> Iterator[Metrik]:
    """Yield the gauges of a village's own server."""
    nilai: Mapping[str, tuple[str, float | None]] = {
        "eoffice_sync_unconfirmed_events": ("Events that no receipt covers.", menunggu),
        "eoffice_sync_unsent_oldest_seconds": ("Age of the oldest of them.", laporan.umur_tertua),
        "eoffice_sync_files_unsent": ("Files still to be sent.", laporan.berkas),
        "eoffice_sync_files_refused": ("Files that wait for room at the hub.", keadaan.berkas_ditolak),
        "eoffice_sync_files_today_bytes": ("Bytes of files moved today.", keadaan.bita_hari_ini),
        "eoffice_sync_quarantine_events": ("Events of the hub set aside here.", laporan.tertahan),
        "eoffice_sync_last_contact_timestamp_seconds": ("Last receipt of the hub.", _detik(keadaan.kontak)),
        "eoffice_sync_digest_equal": (
            "1 when the last comparison was equal.",
            None if keadaan.cocok is None else keadaan.cocok,
        ),
        "eoffice_disk_free_bytes": ("Free disk.", laporan.disk_sisa),
        "eoffice_disk_size_bytes": ("Size of the disk.", laporan.disk_semua),
    }
    for nama, (bantuan, satu) in nilai.items():
        yield Metrik(nama, bantuan, (((), float(satu)),) if satu is not None else ())
