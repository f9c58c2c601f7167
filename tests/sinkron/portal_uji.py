"""A village with its own server and its regency's portal: an office at one, a citizen at the other, a line between."""

import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import UUID

from eoffice.akun import services as akun
from eoffice.akun.workers import IkutiSlip
from eoffice.jejak.cursors import run_once
from eoffice.kernel.peran import Peran
from eoffice.penduduk.selectors import by_nik
from eoffice.penduduk.services import siapkan_impor, terapkan_impor
from eoffice.sinkron.services import kunci
from eoffice.sinkron.services.garis_berkas import GarisBerkas
from eoffice.sinkron.services.slip import kunci_slip
from eoffice.surat import services as surat
from eoffice.surat.models import KirimanWarga, Surat
from eoffice.surat.rules.alur import Aksi
from eoffice.surat.selectors.kiriman import Tempat, permintaan_terakhir, tempat
from eoffice.surat.services import Pelaku
from tests import pabrik
from tests.conftest import CISONTROL
from tests.penduduk import berkas_uji as uji
from tests.sinkron.garis_uji import garis, temui
from tests.sinkron.mesin import Mesin
from tests.sinkron.slip_uji import daftarkan


@dataclass
class Portal:
    """Both installations; ``warga`` is Asep's account at the portal, made with a slip of the village."""

    node: Mesin
    hub: Mesin
    kantor: pabrik.Pemeran
    garis: GarisBerkas
    penduduk_id: UUID
    warga: UUID

    @property
    def oleh(self) -> Pelaku:
        """The citizen as he acts at the portal."""
        return Pelaku(self.warga, frozenset({Peran.WARGA}))

    def bertemu(self, kali: int = 1) -> None:
        """Meet, and let both workers work; the village carries out what citizens asked for."""
        for _ in range(kali):
            temui(self.node, self.hub, self.garis)
            self.node.di_sini(surat.laksanakan)
            self.hub.di_sini(surat.laksanakan)

    def di_loket(self) -> UUID:
        """Let the office take Asep's application at the counter."""
        cast = replace(self.kantor, penduduk_id=self.penduduk_id)
        return self.node.di_sini(pabrik.diajukan, cast)  # type: ignore[no-any-return]

    def langkah(self, surat_id: UUID, aksi: Aksi, peran: Peran, catatan: str = "") -> None:
        """Let the office take a step."""

        def jalan() -> None:
            versi = Surat.objects.get(pk=surat_id).versi
            surat.jalankan(
                surat_id=surat_id, aksi=aksi, oleh=self.kantor.pelaku(peran), versi=versi, catatan=catatan
            )

        self.node.di_sini(jalan)

    def kembalikan(self, surat_id: UUID) -> None:
        """Let the operator ask for better photos."""
        self.langkah(surat_id, Aksi.KEMBALIKAN, Peran.OPERATOR, "Foto KTP buram.")

    def terbitkan(self, surat_id: UUID) -> None:
        """Let the office verify, initial and sign."""
        self.langkah(surat_id, Aksi.VERIFIKASI, Peran.OPERATOR)
        self.langkah(surat_id, Aksi.PARAF, Peran.PEMERIKSA)
        versi = self.node.di_sini(lambda: Surat.objects.get(pk=surat_id).versi)
        with self.node.tanpa_lingkup():
            (hasil,) = surat.tanda_tangani(
                desa=CISONTROL,
                pilihan=[(surat_id, versi)],
                frasa=pabrik.FRASA,
                oleh=self.kantor.pelaku(Peran.PENANDA_TANGAN),
            )
        assert hasil.terbit, hasil

    def draf(self, jawaban: dict[str, str] | None = None) -> UUID:
        """Fill a draft at the portal, with all its photos."""

        def isi() -> UUID:
            draf = surat.mulai_draf(pemilik=self.warga, penduduk_id=self.penduduk_id, jenis="sku")
            surat.simpan_jawaban(draf_id=draf, pemilik=self.warga, jawaban=jawaban or pabrik.SKU)
            for syarat in surat.draf(draf_id=draf, pemilik=self.warga).jenis.syarat:
                surat.lampirkan(
                    draf_id=draf, pemilik=self.warga, syarat=syarat.kode, nama="a.jpg", data=pabrik.foto()
                )
            return draf

        return self.hub.di_sini(isi)  # type: ignore[no-any-return]

    def ajukan(self) -> UUID:
        """Apply at the portal."""
        draf = self.draf()
        return self.hub.di_sini(surat.ajukan, draf_id=draf, oleh=self.oleh).surat_id  # type: ignore[no-any-return]

    def perbaikan(self, surat_id: UUID, **jawaban: str) -> UUID:
        """Open the mending of a returned letter at the portal and change answers; return the draft."""

        def isi() -> UUID:
            draf = surat.mulai_perbaikan(surat_id=surat_id, oleh=self.oleh)
            surat.simpan_jawaban(draf_id=draf, pemilik=self.warga, jawaban=jawaban)
            return draf

        return self.hub.di_sini(isi)  # type: ignore[no-any-return]

    def tarik(self, surat_id: UUID) -> bool:
        """Withdraw at the portal."""

        def jalan() -> bool:
            versi = Surat.objects.get(pk=surat_id).versi
            return surat.tarik(surat_id=surat_id, oleh=self.oleh, versi=versi)

        return self.hub.di_sini(jalan)  # type: ignore[no-any-return]


def baris(mesin: Mesin, surat_id: UUID) -> tuple[str, int]:
    """Return status and version of a letter."""
    return mesin.di_sini(lambda: Surat.objects.values_list("status", "versi").get(pk=surat_id))  # type: ignore[no-any-return]


def di_mana(mesin: Mesin, surat_id: UUID) -> Tempat:
    """Return where a letter is written, as an installation knows."""
    return mesin.di_sini(tempat, surat_id)  # type: ignore[no-any-return]


def jawaban(mesin: Mesin, surat_id: UUID) -> tuple[str, str]:
    """Return result and reason of the last request."""

    def baca() -> tuple[str, str]:
        minta = permintaan_terakhir(surat_id)
        assert minta is not None
        return minta.hasil or "", minta.sebab.kode if minta.sebab else ""

    return mesin.di_sini(baca)  # type: ignore[no-any-return]


def banyak_kiriman(mesin: Mesin) -> int:
    """Return how many requests there are."""
    return mesin.di_sini(KirimanWarga.objects.count)  # type: ignore[no-any-return]


def buka_portal(node: Mesin, hub: Mesin, kantor: pabrik.Pemeran) -> Portal:
    """Enrol the village, let it import its residents and meet once, and let Asep make his account at the portal."""
    daftarkan(node, hub)
    node.di_sini(menambah, uji.orang())
    orang: Any = node.di_sini(by_nik, uji.ASEP)
    slip = node.di_sini(lambda: akun.terbitkan_slip(penduduk_id=orang.id, pelaku="uji", kunci=kunci_slip()))
    satu, _ = garis(node, hub)
    temui(node, hub, satu)
    ikuti(hub)

    def aktifkan() -> UUID:
        pengguna = akun.aktifkan_warga(
            token=slip.token,
            pin=pabrik.PIN,
            nik=uji.ASEP,
            nama=orang.nama,
            tanggal_lahir=None,
            kunci=kunci_slip(),
        )
        return UUID(str(pengguna.pk))

    return Portal(node, hub, kantor, satu, orang.id, hub.di_sini(aktifkan))


@dataclass
class Gudang:
    """A portal that was built once, as files: every test begins with a copy of it."""

    folder: Path
    isi: Portal | None = None

    def simpan(self, portal: Portal) -> None:
        """Keep both installations as they are."""
        for mesin in (portal.node, portal.hub):
            assert mesin.rumah is not None
            shutil.copytree(mesin.rumah, self.folder / mesin.berkas.stem / "rumah")
            shutil.copy(mesin.berkas, self.folder / mesin.berkas.stem / "isi.sqlite3")
        self.isi = portal

    def keluarkan(self, node: Mesin, hub: Mesin) -> Portal:
        """Put the copies into two other installations."""
        assert self.isi is not None
        for mesin in (node, hub):
            assert mesin.rumah is not None
            for akhiran in ("-wal", "-shm"):
                Path(f"{mesin.berkas}{akhiran}").unlink(missing_ok=True)
            shutil.copytree(self.folder / mesin.berkas.stem / "rumah", mesin.rumah, dirs_exist_ok=True)
            shutil.copy(self.folder / mesin.berkas.stem / "isi.sqlite3", mesin.berkas)
            mesin.diri = mesin.di_sini(kunci.diri)
        satu, _ = garis(node, hub)
        return replace(self.isi, node=node, hub=hub, garis=satu)


def menambah(*orang: dict[str, str]) -> None:
    """Take in a file that is not complete: the cast, which nobody ever told, is not missed."""
    berkas = siapkan_impor(isi=uji.berkas_csv(*orang), nama_berkas="warga.csv", lengkap=False, oleh="uji")
    terapkan_impor(impor_id=berkas.id, oleh="uji")


def ikuti(mesin: Mesin) -> None:
    """Let an installation hear of slips."""
    while mesin.di_sini(run_once, IkutiSlip()).dikerjakan:
        pass
