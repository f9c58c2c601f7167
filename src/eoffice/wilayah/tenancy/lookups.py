"""``id__termasuk=ids``: one of many ids, given to the database as one value.

``id__in`` writes a parameter for each, and a thousand of them take longer to write than to look up.
"""

import json
from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import Lookup, UUIDField
from django.db.models.sql.compiler import SQLCompiler


@UUIDField.register_lookup
class Termasuk(Lookup):
    """Whether an id is among these."""

    lookup_name = "termasuk"
    prepare_rhs = False
    rhs: Collection[UUID]

    def as_postgresql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, list[Any]]:
        """Compare with an array."""
        lhs, params = self.process_lhs(compiler, connection)
        return f"{lhs} = ANY(%s::uuid[])", [*params, f"{{{','.join(map(str, self.rhs))}}}"]

    def as_sqlite(self, compiler: SQLCompiler, connection: Any) -> tuple[str, list[Any]]:
        """Compare with the values of a JSON list; ids stand there as 32 hex digits."""
        lhs, params = self.process_lhs(compiler, connection)
        ids = json.dumps([satu.hex for satu in self.rhs])
        return f"{lhs} IN (SELECT value FROM json_each(%s))", [*params, ids]  # noqa: S608  our own column
