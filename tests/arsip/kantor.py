"""A village's own server in tests: it keeps a witness, and its database can be set back to a copy."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction

from eoffice.arsip.rules.saksi import Saksi
from eoffice.arsip.services.berkas_saksi import baca_berkas, letak
from tests.arsip.test_services import minta

Tangkap = Callable[..., Any]


@dataclass
class Kantor:
    """Numbers are drawn as the product does, and what follows a commit is done."""

    rumah: Path
    tangkap: Tangkap

    @contextmanager
    def dikomit(self) -> Iterator[None]:
        """Do what follows a commit at the end."""
        with self.tangkap(execute=True):
            yield

    def nomor(self, **ubah: Any) -> str:
        """Draw a number for a new letter, and commit."""
        with self.dikomit():
            return minta(**ubah)

    def gagal_sebelum_komit(self) -> None:
        """Draw a number in a transaction that does not commit."""
        with self.tangkap(execute=False):
            tanda = transaction.savepoint()
            minta()
            transaction.savepoint_rollback(tanda)

    def mati_sesudah_komit(self) -> str:
        """Draw a number and die between the commit and its witness."""
        with self.tangkap(execute=False):
            return minta()

    @contextmanager
    def dipasang_kembali(self) -> Iterator[None]:
        """Work, then have the database of before again; the witness stays: it is no part of the database."""
        tanda = transaction.savepoint()
        yield
        transaction.savepoint_rollback(tanda)

    @property
    def saksi(self) -> Saksi:
        """The witness as it stands on the disk."""
        satu = baca_berkas(letak())
        assert satu is not None
        return satu
