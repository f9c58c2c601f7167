"""The column that makes a table a village's own."""

from typing import Any

from django.db import models


class DesaKey(models.ForeignKey):  # type: ignore[type-arg]
    """The owning village. Its class marks a table as village-owned, also in a migration's state.

    ``related_name="+"``: no path leads from Desa down to its rows, so no join escapes the manager.
    """

    def __init__(self, to: Any = "wilayah.Desa", on_delete: Any = models.PROTECT, **kwargs: Any) -> None:
        super().__init__(to, on_delete, **{"related_name": "+", "editable": False, **kwargs})
