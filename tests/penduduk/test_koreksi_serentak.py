"""Corrections at the same moment, on really committed data: one happens, the others are told."""

import pytest

from eoffice.jejak.verify import periksa_rantai
from eoffice.kernel.errors import ChangedMeanwhile, InvalidInput
from eoffice.penduduk import services
from eoffice.penduduk.models import Koreksi, Penduduk
from eoffice.penduduk.selectors.koreksi import isi_koreksi
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.pabrik import penduduk
from tests.penduduk.koreksi_uji import lembar
from tests.penduduk.test_mutasi_serentak import SEKALIGUS, bersama

pytestmark = pytest.mark.serentak
BEBAS = "3207150506859007"


def test_four_officials_correct_one_person_and_one_is_written(cisontrol: Desa) -> None:
    with lingkup(cisontrol.kode):
        euis = penduduk().pk
        semula = isi_koreksi(euis)

    def satu(nomor: int) -> None:
        diketik = {**semula, "agama": nomor + 2}
        services.koreksi_penduduk(lembar(), penduduk_id=euis, semula=semula, diketik=diketik)

    hasil = bersama(cisontrol, satu)
    assert sorted(str(h) for h in hasil) == sorted([str(None), *[str(ChangedMeanwhile)] * (SEKALIGUS - 1)])
    with lingkup(cisontrol.kode):
        assert (Koreksi.objects.count(), Penduduk.objects.get().revisi) == (1, 2)
    assert periksa_rantai(cisontrol.kode).utuh


def test_one_form_sent_four_times_at_once_is_one_correction(cisontrol: Desa) -> None:
    with lingkup(cisontrol.kode):
        euis = penduduk().pk
        semula = isi_koreksi(euis)
    surat = lembar()
    diketik = {**semula, "agama": 2}
    hasil = bersama(
        cisontrol,
        lambda _: services.koreksi_penduduk(surat, penduduk_id=euis, semula=semula, diketik=diketik),
    )
    assert hasil == [None] * SEKALIGUS
    with lingkup(cisontrol.kode):
        assert Koreksi.objects.count() == 1


def test_four_people_given_one_number_at_once_and_one_has_it(cisontrol: Desa) -> None:
    with lingkup(cisontrol.kode):
        semua = [penduduk(f"ORANG {n}", f"320715050685900{n}").pk for n in range(1, 1 + SEKALIGUS)]
    hasil = bersama(
        cisontrol,
        lambda n: services.koreksi_nik(lembar(), penduduk_id=semua[n], revisi=1, nik=BEBAS),
    )
    assert hasil.count(None) == 1
    assert set(hasil) == {None, InvalidInput}
    with lingkup(cisontrol.kode):
        assert Penduduk.objects.filter(nik=BEBAS).count() == 1
