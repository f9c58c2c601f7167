"""Requests at the same moment, on really committed data: limits hold, and each is decided once."""

import pytest

from eoffice.jejak.verify import periksa_rantai
from eoffice.kernel.errors import RuleRefused
from eoffice.kernel.ids import new_id
from eoffice.penduduk import services
from eoffice.penduduk.models import Koreksi, Penduduk, PermintaanKoreksi
from eoffice.penduduk.rules.permintaan import MAKS_TERBUKA, Hasil
from eoffice.penduduk.selectors.koreksi import isi_koreksi
from eoffice.penduduk.selectors.permintaan import satu_permintaan
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.pabrik import penduduk
from tests.penduduk.koreksi_uji import lembar
from tests.penduduk.permintaan_uji import minta
from tests.penduduk.test_mutasi_serentak import SEKALIGUS, bersama

pytestmark = pytest.mark.serentak
WARGA = new_id()
TEKS = ("nama_ayah", "nama_ibu", "tempat_lahir", "nama")


def test_four_forms_at_once_and_only_some_are_taken(cisontrol: Desa) -> None:
    with lingkup(cisontrol.kode):
        euis = penduduk().pk
    hasil = bersama(cisontrol, lambda n: minta(WARGA, euis, kolom=TEKS[n], usul="KOKOM"))
    assert hasil.count(None) == MAKS_TERBUKA
    assert set(hasil) == {None, RuleRefused}
    with lingkup(cisontrol.kode):
        assert PermintaanKoreksi.objects.count() == MAKS_TERBUKA


def test_one_form_sent_four_times_at_once_is_one_request(cisontrol: Desa) -> None:
    with lingkup(cisontrol.kode):
        euis = penduduk().pk
    kunci = new_id()
    assert bersama(cisontrol, lambda _: minta(WARGA, euis, kunci=kunci)) == [None] * SEKALIGUS
    with lingkup(cisontrol.kode):
        assert PermintaanKoreksi.objects.count() == 1
    assert periksa_rantai(cisontrol.kode).utuh


def test_one_column_asked_four_times_at_once_waits_once(cisontrol: Desa) -> None:
    with lingkup(cisontrol.kode):
        euis = penduduk().pk
    hasil = bersama(cisontrol, lambda _: minta(WARGA, euis))
    assert sorted(map(str, hasil)) == sorted(map(str, [None, *[RuleRefused] * (SEKALIGUS - 1)]))


def test_corrected_and_refused_at_once_it_is_decided_once(cisontrol: Desa) -> None:
    with lingkup(cisontrol.kode):
        euis = penduduk().pk
        diminta = minta(WARGA, euis)
        semula = isi_koreksi(euis)

    def putus(nomor: int) -> None:
        if nomor % 2:
            services.tolak_permintaan(permintaan_id=diminta, alasan="Sama", oleh="uji")
        else:
            services.koreksi_penduduk(
                lembar(permintaan=diminta), penduduk_id=euis, semula=semula, diketik={**semula, "agama": 2}
            )

    hasil = bersama(cisontrol, putus)
    assert hasil.count(None) == 1
    with lingkup(cisontrol.kode):
        diterima = satu_permintaan(diminta).hasil is Hasil.DITERIMA
        assert Koreksi.objects.count() == diterima
        assert Penduduk.objects.get(pk=euis).agama == (2 if diterima else 1)
    assert periksa_rantai(cisontrol.kode).utuh
