"""What a row of the register tells: one place for the events and for the comparison with another installation."""

from datetime import UTC
from typing import Any

from eoffice.penduduk.models import BedaOrang, Keluarga, Koreksi, Mutasi, Penduduk, PermintaanKoreksi
from eoffice.penduduk.rules.impor.banding import KOLOM_ORANG
from eoffice.penduduk.rules.impor.baris import KOLOM_KELUARGA
from eoffice.penduduk.rules.sampingan import KOLOM_SAMPINGAN

KEADAAN = "keadaan"
"""The reason of an event that tells a row as it stands, without anything having happened to it."""
Potret = tuple[dict[str, Any], dict[str, Any]]


def potret_orang(person: Penduduk, sebab: str = KEADAAN) -> Potret:
    """Return the public and the private part of what is told of a person."""
    lahir, hilang = person.tanggal_lahir, person.hilang_pada
    publik = {"sebab": sebab, "hilang_pada": hilang and hilang.astimezone(UTC).isoformat()}
    pribadi = {
        **{name: getattr(person, name) for name in (*KOLOM_ORANG, *KOLOM_SAMPINGAN)},
        "tanggal_lahir": lahir and lahir.isoformat(),
        "lain": person.lain,
        "keluarga_id": str(person.keluarga_id) if person.keluarga_id else None,
    }
    return publik, pribadi


def potret_keluarga(family: Keluarga, sebab: str = KEADAAN) -> Potret:
    """Return the public and the private part of what is told of a family."""
    pribadi = {"no_kk": family.no_kk, **{name: getattr(family, name) for name in KOLOM_KELUARGA}}
    return {"sebab": sebab}, pribadi


def potret_mutasi(row: Mutasi) -> Potret:
    """Return the public and the private part of what is told of a mutation."""
    pribadi = {
        **{
            name: getattr(row, name)
            for name in ("dari", "ke", "sebab", "tempat", "keterangan", "dusun", "oleh")
        },
        "ubahan": row.ubahan,
        "kelompok": str(row.kelompok),
        "penduduk_id": str(row.penduduk_id),
        "keluarga_id": row.keluarga_id and str(row.keluarga_id),
        "membetulkan": row.membetulkan and str(row.membetulkan),
        "tanggal": row.tanggal.isoformat(),
        "dicatat_pada": row.dicatat_pada.astimezone(UTC).isoformat(),
    }
    return {"jenis": str(row.jenis)}, pribadi


def potret_beda(row: BedaOrang) -> Potret:
    """Return the public and the private part of what is told of a decision."""
    pribadi = {
        "satu_id": str(row.satu_id),
        "dua_id": str(row.dua_id),
        "oleh": row.oleh,
        "diputus_pada": row.diputus_pada.astimezone(UTC).isoformat(),
    }
    return {}, pribadi


def potret_koreksi(row: Koreksi) -> Potret:
    """Return the public and the private part of what is told of a correction."""
    pribadi = {
        **{name: getattr(row, name) for name in ("revisi_orang", "nomor_dasar", "alasan", "ubahan", "oleh")},
        "penduduk_id": str(row.penduduk_id),
        "permintaan": row.permintaan and str(row.permintaan),
        "dicatat_pada": row.dicatat_pada.astimezone(UTC).isoformat(),
    }
    return {"dasar": str(row.dasar)}, pribadi


def potret_permintaan(row: PermintaanKoreksi) -> Potret:
    """Return the public and the private part of what is told of a request for a correction."""
    pribadi = {
        **{name: getattr(row, name) for name in ("usul", "keterangan", "berkas", "alasan", "oleh")},
        "penduduk_id": str(row.penduduk_id),
        "pemilik": str(row.pemilik),
        "dibuat_pada": row.dibuat_pada.astimezone(UTC).isoformat(),
        "diputus_pada": row.diputus_pada and row.diputus_pada.astimezone(UTC).isoformat(),
    }
    return {"kolom": row.kolom, "hasil": str(row.hasil)}, pribadi
