"""The people a newcomer may be."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AkunPeraga:
    """One person a newcomer may be. Secrets of invented people, for the trial only."""

    peran: str
    nama: str
    desa: str
    masuk: str
    sandi: str
    totp: str = ""
    frasa: str = ""
