"""What can be wrong with a cell, a row or a file."""

from dataclasses import dataclass

from eoffice.kernel.messages import Pesan


@dataclass(frozen=True, slots=True)
class Masalah:
    """One problem: the column it is in ("" for the row), what to say, and whether the row is refused."""

    kolom: str
    pesan: Pesan
    menolak: bool

    def ke_json(self) -> dict[str, object]:
        """Return the form that is stored."""
        return {
            "kolom": self.kolom,
            "kode": self.pesan.kode,
            "params": dict(self.pesan.params),
            "menolak": self.menolak,
        }

    @classmethod
    def dari_json(cls, isi: dict[str, object]) -> "Masalah":
        """Read the stored form."""
        params = isi["params"]
        assert isinstance(params, dict)  # noqa: S101  our own column
        return cls(str(isi["kolom"]), Pesan(str(isi["kode"]), **params), bool(isi["menolak"]))


def tolak(kolom: str, pesan: Pesan) -> Masalah:
    """Return a problem for which the row is refused."""
    return Masalah(kolom, pesan, menolak=True)


def ingatkan(kolom: str, pesan: Pesan) -> Masalah:
    """Return a problem that is only shown."""
    return Masalah(kolom, pesan, menolak=False)
