"""One line of the result."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Baris:
    """What was measured, the figure with its unit, the budget if there is one, and whether it was kept."""

    nama: str
    nilai: float
    satuan: str
    batas: float | None
    baik: bool

    @property
    def putusan(self) -> str:
        """Say whether the budget was kept."""
        return "" if self.batas is None else "baik" if self.baik else "DI LUAR BATAS"
