"""Inserting thousands of received events at once.

PostgreSQL reads them as one JSON text: an insert with a parameter for each value took more time than all the rest of
taking in a batch. COPY would be as fast, but it does not work where a row-level policy stands.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.models import BinaryField, Field

from eoffice.wilayah.tenancy import ModelDesa


def sisipkan(tabel: type[ModelDesa], baris: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows of the village in scope, given by column as JSON writes them; binary columns are bytes.

    Every column is named by every row, and the caller has checked what stands in them.
    """
    if connection.vendor == "postgresql":
        _sekaligus(tabel, baris)
    else:
        tabel.objects.bulk_create(tabel(**_bertipe(tabel, satu)) for satu in baris)


def _sekaligus(tabel: type[ModelDesa], baris: Sequence[Mapping[str, Any]]) -> None:
    kolom = _kolom(tabel)
    nama = ", ".join(f'"{satu.column}"' for satu in kolom)
    jenis = ", ".join(f'"{satu.column}" {satu.db_type(connection)}' for satu in kolom)
    sql = f'INSERT INTO "{tabel._meta.db_table}" ({nama}) SELECT {nama} FROM json_to_recordset(%s) AS b({jenis})'  # noqa: S608  our own names
    with connection.cursor() as cursor:
        cursor.execute(sql, [json.dumps(baris, default=_heksa, ensure_ascii=False)])


def _heksa(nilai: bytes) -> str:
    return f"\\x{nilai.hex()}"


def _bertipe(tabel: type[ModelDesa], satu: Mapping[str, Any]) -> dict[str, Any]:
    return {
        kolom.attname: nilai if isinstance(kolom, BinaryField) else kolom.to_python(nilai)
        for kolom in _kolom(tabel)
        for nilai in (satu[str(kolom.column)],)
    }


def _kolom(tabel: type[ModelDesa]) -> list["Field[Any, Any]"]:
    return [satu for satu in tabel._meta.concrete_fields if isinstance(satu, Field)]
