"""A message is a code with parameters; a face turns it into a sentence of its reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True, init=False)
class Pesan:
    """What happened, as ``room.code`` plus parameters. Never holds a NIK or a passphrase."""

    kode: str
    params: Mapping[str, str | int]

    def __init__(self, kode: str, /, **params: str | int) -> None:
        object.__setattr__(self, "kode", kode)
        object.__setattr__(self, "params", MappingProxyType(params))

    def __str__(self) -> str:
        return self.kode if not self.params else f"{self.kode} {dict(self.params)}"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Pesan) and (self.kode, dict(self.params)) == (other.kode, dict(other.params))

    def __hash__(self) -> int:
        return hash((self.kode, tuple(sorted(self.params.items()))))
