"""Writing thousands of received rows at once.

PostgreSQL reads them as one JSON text: an insert with a parameter for each value took more time than all the rest of
taking in a batch. COPY would be as fast, but it does not work where a row-level policy stands.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from django.db import connection
from django.db.models import BinaryField, Field

from eoffice.wilayah.tenancy import ModelDesa

_SEKALI: Final = 500


def sisipkan(tabel: type[ModelDesa], baris: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows of the village in scope, given by column as JSON writes them; binary columns are bytes.

    Every column is named by every row, and the caller has checked what stands in them.
    """
    if connection.vendor == "postgresql":
        _sekaligus(tabel, baris)
    else:
        tabel.objects.bulk_create(tabel(**_bertipe(tabel, satu)) for satu in baris)


def tulis(rows: Sequence[ModelDesa], timpa: Collection[str] = ()) -> None:
    """Insert rows of one table; ``timpa``: they stand here already, and these columns of them change.

    Raises:
        LingkupLain: one of them belongs to another village.
        DatabaseError: what stands in them is not what the table holds.
    """
    if not rows:
        return
    tabel = type(rows[0])
    if connection.vendor != "postgresql":
        lagi = {"update_conflicts": True, "unique_fields": ["id"], "update_fields": timpa} if timpa else {}
        tabel.objects.get_queryset().bulk_create(rows, batch_size=_SEKALI, **lagi)
        return
    for row in rows:
        row.periksa_desa()
    kolom = _kolom(tabel)
    baris = [{str(satu.column): row.__dict__[satu.attname] for satu in kolom} for row in rows]
    ubah = [str(satu.column) for satu in kolom if {satu.name, satu.attname} & {*timpa}]
    _sekaligus(tabel, baris, ubah)


def _sekaligus(
    tabel: type[ModelDesa], baris: Sequence[Mapping[str, Any]], timpa: Collection[str] = ()
) -> None:
    kolom = _kolom(tabel)
    nama = ", ".join(f'"{satu.column}"' for satu in kolom)
    jenis = ", ".join(f'"{satu.column}" {satu.db_type(connection)}' for satu in kolom)
    sql = f'INSERT INTO "{tabel._meta.db_table}" ({nama}) SELECT {nama} FROM json_to_recordset(%s) AS b({jenis})'  # noqa: S608  our own names
    if timpa:
        sql += ' ON CONFLICT ("id") DO UPDATE SET ' + ", ".join(f'"{k}" = EXCLUDED."{k}"' for k in timpa)
    with connection.cursor() as cursor:
        cursor.execute(sql, [json.dumps(baris, default=_teks, ensure_ascii=False)])


def _teks(nilai: object) -> str:
    """Return a value that JSON has no form for as PostgreSQL reads it: bytes, an id, a moment, a day."""
    return f"\\x{nilai.hex()}" if isinstance(nilai, bytes) else str(nilai)


def _bertipe(tabel: type[ModelDesa], satu: Mapping[str, Any]) -> dict[str, Any]:
    return {
        kolom.attname: nilai if isinstance(kolom, BinaryField) else kolom.to_python(nilai)
        for kolom in _kolom(tabel)
        for nilai in (satu[str(kolom.column)],)
    }


def _kolom(tabel: type[ModelDesa]) -> list["Field[Any, Any]"]:
    return [satu for satu in tabel._meta.concrete_fields if isinstance(satu, Field)]
