"""Mutations and the wall: the neighbour sees none, takes none back, and may use the same numbers."""

import pytest

from eoffice.kernel.errors import NotFound
from eoffice.penduduk import services
from eoffice.penduduk.models import Mutasi
from eoffice.penduduk.selectors.mutasi import (
    cap_keluarga,
    jumlah_mutasi,
    mutasi_orang,
    mutasi_terakhir,
    satu_mutasi,
)
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.pabrik import penduduk
from tests.penduduk.mutasi_uji import lembar

pytestmark = pytest.mark.django_db
NIK = "3207154506859001"


def test_the_book_and_the_people_of_another_village_are_not_there(cisontrol: Desa, situmandala: Desa) -> None:
    with lingkup(cisontrol.kode):
        orang = penduduk(nik=NIK)
        mati = lembar(orang.pk)
        services.catat_kematian(mati, penduduk_id=orang.pk)
    with lingkup(situmandala.kode):
        assert (mutasi_terakhir(), mutasi_orang(orang.pk), jumlah_mutasi()) == ([], [], 0)
        for tanya in (
            lambda: satu_mutasi(mati.kelompok),
            lambda: cap_keluarga(orang.pk),
            lambda: services.betulkan_mutasi(lembar(), kelompok=mati.kelompok, alasan="Bukan milik kami"),
            lambda: services.catat_kematian(lembar(), penduduk_id=orang.pk),
            lambda: services.catat_kepindahan(lembar(), penduduk_id=orang.pk, tujuan="Garut"),
        ):
            with pytest.raises(NotFound):
                tanya()
        tetangga = penduduk(nik=NIK)
        services.catat_kematian(lembar(tetangga.pk), penduduk_id=tetangga.pk)
        assert jumlah_mutasi() == 1
    with lingkup(cisontrol.kode):
        assert [baris.penduduk_id for baris in mutasi_terakhir()] == [orang.pk]
        assert not Mutasi.objects.filter(jenis="pembetulan").exists()
