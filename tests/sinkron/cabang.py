"""A village whose whole disk was put back to a copy, and that worked on: two branches of letters and numbers."""

import shutil
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from config.proyeksi import PROYEKSI
from eoffice.akun.selectors import calon_penanda_tangan
from eoffice.arsip.models import Nomor
from eoffice.kernel.peran import Peran
from eoffice.sinkron.services.sesi import HasilSesi, jalankan
from eoffice.surat import services as surat
from eoffice.surat.models import Surat
from tests import pabrik
from tests.sinkron.kerja import gambaran, isi_beda, terapkan, tertahan
from tests.sinkron.mesin import Kabel, Mesin

DIBUAT_PABRIK = ("penduduk.keluarga_dicatat", "penduduk.penduduk_dicatat")
SURAT = next(p for p in PROYEKSI if p.jenis.nama == "surat.surat")


@dataclass
class Dunia:
    """The village, its hub, the line, and the people of the village."""

    node: Mesin
    hub: Mesin
    garis: Kabel
    cast: pabrik.Pemeran

    def desa(self, kerja: Any, *args: Any, **kw: Any) -> Any:
        """Do something at the village."""
        return self.node.di_sini(kerja, *args, **kw)

    def bernomor(self) -> UUID:
        """Bring a new letter to its number, on paper; return it."""
        return self.desa(self._bernomor)  # type: ignore[no-any-return]

    def _bernomor(self) -> UUID:
        return self.cetak(pabrik.diparaf(self.cast))

    def cetak(self, surat_id: UUID) -> UUID:
        """Draw the number of a letter that waits for it."""
        operator = self.cast.pelaku(Peran.OPERATOR)
        penanda = surat_penanda()
        versi = Surat.objects.get(pk=surat_id).versi
        surat.cetak_basah(surat_id=surat_id, versi=versi, oleh=operator, penanda=penanda)
        return surat_id

    def bertemu(self) -> HasilSesi:
        """Meet the hub; both sides apply what came."""
        hasil: HasilSesi = self.desa(jalankan, self.garis, self.node.diri)
        self.desa(terapkan)
        self.hub.di_sini(terapkan)
        return hasil

    def cadangkan(self) -> None:
        """Copy the whole disk, also what lies beside the database."""
        self.node.cadangkan()
        assert self.node.rumah is not None
        shutil.copytree(self.node.rumah / "kunci" / "saksi", self.node.rumah / "salinan", dirs_exist_ok=True)

    def pulihkan(self, nomor: int = 0) -> None:
        """Put the whole disk back."""
        assert self.node.rumah is not None
        self.node.pulihkan(nomor)
        saksi = self.node.rumah / "kunci" / "saksi"
        shutil.rmtree(saksi)
        shutil.copytree(self.node.rumah / "salinan", saksi)

    def nomor(self, mesin: Mesin) -> list[tuple[str, UUID, bool, str]]:
        """Return the register of one side: number, letter, whether it counts, what the paper shows."""
        kolom = ("teks", "untuk", "sengketa", "semula")
        baris = mesin.di_sini(lambda: list(Nomor.objects.order_by("teks", "sengketa").values_list(*kolom)))
        return [(teks, untuk, not sengketa, semula) for teks, untuk, sengketa, semula in baris]

    def sama(self) -> None:
        """Fail unless both sides hold the same rows and nothing is set aside."""
        for nama, mesin in (("desa", self.node), ("kabupaten", self.hub)):
            sisa = mesin.di_sini(tertahan)
            assert sisa == [], f"{nama}: {sisa}"
        sini, sana = self.desa(gambaran), self.hub.di_sini(gambaran)
        for nama in DIBUAT_PABRIK:  # the cast's residents were never told
            ada = {satu.agregat_id for satu in sana[nama]}
            sini[nama] = [satu for satu in sini[nama] if satu.agregat_id in ada]
        beda = {nama: (sini[nama], sana[nama]) for nama in isi_beda(sini, sana)}
        assert beda == {}, beda


def surat_penanda() -> Any:
    """Return who signs today."""
    return calon_penanda_tangan(surat.hari_ini())[0]
