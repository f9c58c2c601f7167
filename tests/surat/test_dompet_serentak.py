"""One wallet at several places at the same moment, on really committed data."""

import pytest

from eoffice.jejak.verify import periksa_rantai
from eoffice.kernel.errors import NotFound, RuleRefused
from eoffice.surat import services as surat
from eoffice.surat.models import BerkasSaya
from eoffice.surat.rules.dompet import MAKS_BERKAS
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.pabrik import Pemeran, foto, pemeran
from tests.penduduk.test_mutasi_serentak import SEKALIGUS, bersama
from tests.surat.test_dompet import gambar

pytestmark = pytest.mark.serentak


@pytest.fixture
def cast(cisontrol: Desa) -> Pemeran:
    with lingkup(cisontrol.kode):
        return pemeran()


def simpan(cast: Pemeran, data: bytes) -> None:
    surat.simpan_dompet(pemilik=cast.warga, jenis="ktp", data=data, setuju=True)


def test_one_file_sent_four_times_at_once_is_kept_once(cisontrol: Desa, cast: Pemeran) -> None:
    assert bersama(cisontrol, lambda _: simpan(cast, foto())) == [None] * SEKALIGUS
    with lingkup(cisontrol.kode):
        assert BerkasSaya.objects.count() == 1


def test_the_last_free_place_is_given_once(cisontrol: Desa, cast: Pemeran) -> None:
    with lingkup(cisontrol.kode):
        for nomor in range(MAKS_BERKAS - 1):
            simpan(cast, gambar(f"hsl({nomor * 40}, 90%, 40%)"))
    hasil = bersama(cisontrol, lambda n: simpan(cast, gambar(f"hsl(10, 20%, {20 + n * 20}%)")))
    assert sorted(map(str, hasil)) == sorted(map(str, [None, *[RuleRefused] * (SEKALIGUS - 1)]))
    with lingkup(cisontrol.kode):
        assert BerkasSaya.objects.count() == MAKS_BERKAS


def test_wiped_at_four_places_it_is_wiped_once(cisontrol: Desa, cast: Pemeran) -> None:
    with lingkup(cisontrol.kode):
        simpan(cast, foto())
        berkas_id = BerkasSaya.objects.get().pk
    hasil = bersama(cisontrol, lambda _: surat.hapus_dompet(berkas_id=berkas_id, pemilik=cast.warga))
    assert hasil.count(None) == 1
    assert set(hasil) == {None, NotFound}
    assert periksa_rantai(cisontrol.kode).utuh
