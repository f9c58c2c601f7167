"""What the log file of an installation would hold: captured behind the filters and the format of the product."""

import io
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Catatan:
    """The lines written while a test looked, as text and as events."""

    isi: io.StringIO = field(default_factory=io.StringIO)

    @property
    def teks(self) -> str:
        """Return the file as it would be read."""
        return self.isi.getvalue()

    def semua(self, event: str = "") -> list[dict[str, Any]]:
        """Return the events, or those of one name."""
        baris = [json.loads(satu) for satu in self.teks.splitlines()]
        return [satu for satu in baris if not event or satu["event"] == event]


@contextmanager
def mencatat() -> Iterator[Catatan]:
    """Write everything from DEBUG on into memory, through what stands before the real file."""
    catatan, akar = Catatan(), logging.getLogger()
    produk = akar.handlers[0]
    penangan = logging.StreamHandler(catatan.isi)
    penangan.setFormatter(produk.formatter)
    for saring in produk.filters:
        penangan.addFilter(saring)
    tingkat = akar.level
    akar.addHandler(penangan)
    akar.setLevel(logging.DEBUG)
    try:
        yield catatan
    finally:
        akar.removeHandler(penangan)
        akar.setLevel(tingkat)
