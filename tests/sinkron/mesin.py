"""Two installations in one process: each has a database file of its own, copied away and put back like a real disk."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import Context
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.db import connection
from django.test import override_settings

from eoffice.jejak.models import Peristiwa
from eoffice.kernel import clock
from eoffice.sinkron.models import Node, PaketSimpan
from eoffice.sinkron.rules.paket import BENTUK
from eoffice.sinkron.rules.takaran import AWAL_BITA
from eoffice.sinkron.services import balas
from eoffice.sinkron.services.kamus import nama_kamus
from eoffice.sinkron.services.sesi import Diri, Sanggup, UjungLawan
from eoffice.sinkron.services.terima import Diterima
from eoffice.wilayah.tenancy import lingkup
from tests.conftest import CISONTROL

T = TypeVar("T")


@dataclass
class Mesin:
    """One installation: its database file, its key, and copies of the file."""

    berkas: Path
    diri: Diri = field(default_factory=lambda: Diri(uuid4(), Ed25519PrivateKey.generate()))
    cadangan: list[Path] = field(default_factory=list)
    rumah: Path | None = None
    """A home of its own for files and keys; without it, that of the test run."""
    peran: str = "kabupaten"

    @contextmanager
    def aktif(self) -> Iterator[None]:
        """Work on this installation's database, in the scope of Cisontrol."""
        with self.tanpa_lingkup(), lingkup(CISONTROL):
            yield

    @contextmanager
    def tanpa_lingkup(self) -> Iterator[None]:
        """Work on this installation's database; whatever was open before waits."""
        semula = connection.settings_dict["NAME"]
        connection.close()
        connection.settings_dict["NAME"] = str(self.berkas)
        rumah = (
            {"EOFFICE_HOME": self.rumah, "EOFFICE_FOLDER_CA": self.rumah / "ca-akar"} if self.rumah else {}
        )
        try:
            with override_settings(EOFFICE_PERAN=self.peran, **rumah):
                yield
        finally:
            connection.close()
            connection.settings_dict["NAME"] = semula

    def di_sini(self, kerja: Any, *args: Any, **kw: Any) -> Any:
        """Do something on this installation, also from within the scope of another."""

        def jalan() -> Any:
            with self.aktif():
                return kerja(*args, **kw)

        return Context().run(jalan)

    def cadangkan(self) -> None:
        """Copy the disk."""
        salinan = self.berkas.with_suffix(f".{len(self.cadangan)}.salinan")
        for akhiran in ("", "-wal"):
            asal = Path(f"{self.berkas}{akhiran}")
            if asal.exists():
                shutil.copy(asal, f"{salinan}{akhiran}")
        self.cadangan.append(salinan)

    def pulihkan(self, nomor: int) -> None:
        """Put a copy back; nothing in it knows that this happened."""
        salinan = self.cadangan[nomor]
        for akhiran in ("", "-wal", "-shm"):
            Path(f"{self.berkas}{akhiran}").unlink(missing_ok=True)
            if Path(f"{salinan}{akhiran}").exists():
                shutil.copy(f"{salinan}{akhiran}", f"{self.berkas}{akhiran}")

    def peristiwa(self) -> list[UUID]:
        """Return the ids of all events in the tables here, also those in kept batches' range."""
        return [satu for (satu,) in self.di_sini(lambda: list(Peristiwa.objects.values_list("id_peristiwa")))]

    def arsip(self) -> list[bytes]:
        """Return the kept batches."""
        return self.di_sini(lambda: [bytes(p.isi) for p in PaketSimpan.objects.all()])  # type: ignore[no-any-return]


def kenalkan(node: Mesin, kabupaten: Mesin) -> None:
    """Register the village's installation at the hub."""

    def daftar() -> None:
        kunci = node.diri.kunci.public_key().public_bytes_raw()
        Node(id=node.diri.node, kunci=kunci, terdaftar_pada=clock.now()).save(force_insert=True)

    kabupaten.di_sini(daftar)


class Putus(Exception):
    """The line broke."""


@dataclass
class Kabel:
    """The line to the hub: it can lose an answer, damage a batch, break after some calls, and remembers batches."""

    kabupaten: Mesin
    hilang_jawaban: bool = False
    rusak: bool = False
    putus_sesudah: int | None = None
    lewat: list[bytes] = field(default_factory=list)
    sanggup: Sanggup = field(default_factory=lambda: Sanggup(BENTUK, nama_kamus()))

    @property
    def kunci(self) -> Ed25519PublicKey:
        return self.kabupaten.diri.kunci.public_key()

    def _hitung(self) -> None:
        if self.putus_sesudah is not None:
            self.putus_sesudah -= 1
            if self.putus_sesudah < 0:
                raise Putus

    def salam(self) -> Sequence[UjungLawan]:
        self._hitung()
        return self.kabupaten.di_sini(balas.salam, self.kabupaten.diri)  # type: ignore[no-any-return]

    def digest(self, epoch: UUID, urut: int) -> str | None:
        self._hitung()
        return self.kabupaten.di_sini(balas.digest_pada, epoch, urut)  # type: ignore[no-any-return]

    def dorong(self, paket: bytes) -> Diterima:
        self._hitung()
        self.lewat.append(paket)
        if self.rusak:
            paket = paket[:-3] + bytes([paket[-3] ^ 1]) + paket[-2:]
        hasil: Diterima = self.kabupaten.di_sini(balas.dorong, paket, self.kabupaten.diri)
        if self.hilang_jawaban:
            raise Putus
        return hasil

    def tarik(self, epoch: UUID, sesudah: int, muat: int = AWAL_BITA) -> bytes | None:
        self._hitung()
        minta = balas.Permintaan(muat, nama_kamus())
        return self.kabupaten.di_sini(balas.tarik, epoch, sesudah, self.kabupaten.diri, minta)  # type: ignore[no-any-return]
