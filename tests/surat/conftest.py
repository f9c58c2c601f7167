"""The office of Cisontrol with letters in it."""

from collections.abc import Callable
from uuid import UUID

import pytest

from eoffice.kernel.peran import Peran
from eoffice.surat import services as surat
from eoffice.surat.rules.alur import Aksi, CaraTerbit, Status
from eoffice.surat.rules.jenis import katalog
from eoffice.surat.services import HasilTanda
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests import pabrik
from tests.surat.contoh_jenis import JAWABAN
from tests.surat.mengisi import lampirkan

Langkah = Callable[..., Status]
Tanda = Callable[..., HasilTanda]


@pytest.fixture
def cast(cisontrol: Desa) -> pabrik.Pemeran:
    """The cast of Cisontrol, which signs electronically."""
    with lingkup(cisontrol.kode):
        made = pabrik.pemeran()
        pabrik.tte_lokal(made)
    return made


@pytest.fixture
def basah(cisontrol: Desa) -> pabrik.Pemeran:
    """The cast of Cisontrol, which signs on paper."""
    with lingkup(cisontrol.kode):
        made = pabrik.pemeran()
        pabrik.dokumen.pastikan_otoritas(kabupaten="Ciamis")
        surat.ubah_pengaturan(pelaku="uji", cara_terbit=CaraTerbit.BASAH)
    return made


@pytest.fixture
def siap(cisontrol: Desa, cast: pabrik.Pemeran) -> UUID:
    """A letter on the signer's pile."""
    with lingkup(cisontrol.kode):
        return pabrik.diparaf(cast)


@pytest.fixture
def langkah(cast: pabrik.Pemeran) -> Langkah:
    """Take one step as the right person of the cast; the caller holds the scope."""

    def ambil(
        surat_id: UUID, aksi: Aksi, peran: Peran, versi: int, catatan: str = "", *, loket: bool = False
    ) -> Status:
        oleh = cast.pelaku(peran, loket=loket)
        return surat.jalankan(surat_id=surat_id, aksi=aksi, oleh=oleh, versi=versi, catatan=catatan)

    return ambil


@pytest.fixture
def tanda(cisontrol: Desa, cast: pabrik.Pemeran) -> Tanda:
    """Let the kades sign one letter; the caller holds no scope."""

    def ambil(surat_id: UUID, versi: int = 3, frasa: str = pabrik.FRASA) -> HasilTanda:
        (hasil,) = surat.tanda_tangani(
            desa=cisontrol.kode,
            pilihan=[(surat_id, versi)],
            frasa=frasa,
            oleh=cast.pelaku(Peran.PENANDA_TANGAN),
        )
        return hasil

    return ambil


@pytest.fixture
def naikkan_waris(cast: pabrik.Pemeran) -> Callable[[bool], UUID]:
    """Bring a letter that is only signed on paper to where it is signed, with or without initials."""

    def naik(paraf: bool) -> UUID:
        draf = surat.mulai_draf(pemilik=cast.warga, penduduk_id=cast.penduduk_id, jenis="waris")
        surat.simpan_jawaban(draf_id=draf, pemilik=cast.warga, jawaban=JAWABAN["waris"])
        for nomor, syarat in enumerate(s for s in katalog()["waris"].syarat if s.wajib):
            lampirkan(draf, cast.warga, syarat.kode, nomor)
        surat_id = surat.ajukan(draf_id=draf, oleh=cast.pelaku(Peran.WARGA)).surat_id
        langkah = [(Aksi.VERIFIKASI, Peran.OPERATOR), (Aksi.PARAF, Peran.PEMERIKSA)][: 1 + paraf]
        for versi, (aksi, peran) in enumerate(langkah, 1):
            surat.jalankan(surat_id=surat_id, aksi=aksi, oleh=cast.pelaku(peran), versi=versi)
        return surat_id

    return naik
