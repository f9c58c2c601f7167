"""Which village the running code works for."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction

_aktif: ContextVar[str | None] = ContextVar("desa_aktif", default=None)
_ingatan: ContextVar[dict[str, object] | None] = ContextVar("ingatan_lingkup", default=None)


class LingkupTidakAktif(RuntimeError):
    """A village's table was touched while no village was in scope: a programming error, never a page."""


class LingkupLain(RuntimeError):
    """A row of one village was written while another was in scope: a programming error, never a page."""


def desa_aktif() -> str:
    """Return the code of the village in scope.

    Raises:
        LingkupTidakAktif: no scope is open.
    """
    kode = _aktif.get()
    if kode is None:
        raise LingkupTidakAktif
    return kode


def lingkup_terbuka() -> bool:
    """Tell whether a scope is open."""
    return _aktif.get() is not None


def ingatan_lingkup() -> dict[str, object]:
    """Return what was read once for the scope that is open, to be read again without asking the database.

    Without a scope nothing is remembered.
    """
    isi = _ingatan.get()
    return {} if isi is None else isi


@contextmanager
def lingkup(kode: str) -> Iterator[None]:
    """Work for one village. Scopes do not nest.

    On PostgreSQL the scope holds a transaction, because the row-level policy reads a setting that lives only
    inside one. On SQLite it holds none: an IMMEDIATE transaction would make mere readers wait for each other.
    """
    if _aktif.get() is not None:
        raise LingkupLain("scopes do not nest")
    token, ingatan = _aktif.set(kode), _ingatan.set({})
    try:
        if connection.vendor != "postgresql":
            yield
            return
        with transaction.atomic():
            _tell_postgres(kode)
            yield
            _tell_postgres("")
    finally:
        _ingatan.reset(ingatan)
        _aktif.reset(token)


def _tell_postgres(kode: str) -> None:
    """Set the village for the policies until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('eoffice.desa', %s, true)", [kode])
