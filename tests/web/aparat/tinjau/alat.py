"""A village's own server after its database was put back: what came back stands beside what was written since."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction
from django.test import TestCase

from eoffice.akun.selectors import calon_penanda_tangan
from eoffice.dokumen import services as dokumen
from eoffice.jejak.aliran import angkat_cabang, kiriman, semua_ujung
from eoffice.kernel.peran import Peran
from eoffice.surat import services as surat
from eoffice.surat.models import Surat
from tests import pabrik
from tests.sinkron.kerja import terapkan
from tests.web.aparat.conftest import Balai


@dataclass(frozen=True)
class Pulih:
    """The office of Cisontrol on its own server."""

    balai: Balai
    rumah: Path

    def dalam(self, buat: Any, *args: Any, **kw: Any) -> Any:
        """Do something in the scope of the village."""
        return self.balai.dalam(buat, *args, **kw)

    def siap(self) -> UUID:
        """Bring a letter to where it waits for its number."""
        return self.dalam(pabrik.diparaf, self.balai.orang)  # type: ignore[no-any-return]

    def cetak(self, surat_id: UUID) -> UUID:
        """Draw its number."""
        self.dalam(self.cetak_di_sini, surat_id)
        return surat_id

    def cetak_di_sini(self, surat_id: UUID) -> None:
        """Draw the number of a letter where the scope is open already."""
        penanda, versi = calon_penanda_tangan(surat.hari_ini())[0], Surat.objects.get(pk=surat_id).versi
        oleh = self.balai.orang.pelaku(Peran.OPERATOR)
        with TestCase.captureOnCommitCallbacks(
            execute=True
        ):  # the witness, also where a test commits nothing
            surat.cetak_basah(surat_id=surat_id, versi=versi, oleh=oleh, penanda=penanda)

    def bernomor(self) -> UUID:
        """Bring a new letter to its number."""
        return self.cetak(self.siap())

    def nomor(self, surat_id: UUID) -> str:
        """Return the number on a letter."""
        return self.dalam(lambda: Surat.objects.get(pk=surat_id).nomor)  # type: ignore[no-any-return]

    def kembali(self, dulu: Callable[[], None], kini: Callable[[], None]) -> None:
        """Do ``dulu``, have the whole disk of before again, do ``kini``, then get the lost branch back."""

        def jalan() -> None:
            (milik,) = (satu for satu in semua_ujung() if satu.lokal)
            saksi = self.rumah / "kunci" / "saksi"
            if saksi.exists():
                shutil.copytree(saksi, self.rumah / "salinan")
            with transaction.atomic():
                dulu()
                hilang = kiriman(milik.epoch, milik.urut, 1000)
                transaction.set_rollback(True)
            shutil.rmtree(saksi, ignore_errors=True)
            if (self.rumah / "salinan").exists():
                shutil.copytree(self.rumah / "salinan", saksi)
            kini()
            angkat_cabang(milik.epoch, milik.urut, hilang)
            terapkan()

        self.dalam(jalan)

    def dua_surat(self) -> tuple[UUID, UUID]:
        """Let two letters have one number; return the one that came back and the one written since."""
        self.bernomor()
        satu, lain = self.siap(), self.siap()
        self.kembali(lambda: self.cetak_di_sini(satu), lambda: self.cetak_di_sini(lain))
        return satu, lain


def siapkan() -> None:
    """Let the village have an authority for its codes."""
    dokumen.pastikan_otoritas(kabupaten="Ciamis")
