"""The office of Cisontrol with letters in it."""

from collections.abc import Callable
from uuid import UUID

import pytest

from eoffice.kernel.peran import Peran
from eoffice.surat import services as surat
from eoffice.surat.rules.alur import Aksi, CaraTerbit, Status
from eoffice.surat.services import HasilTanda
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests import pabrik

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
