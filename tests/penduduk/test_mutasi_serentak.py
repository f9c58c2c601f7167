"""Two officials at once, on really committed data: one mutation happens, the other is told, nothing is half."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import pytest
from django.db import connections

from eoffice.jejak.verify import periksa_rantai
from eoffice.kernel.errors import ChangedMeanwhile, EofficeError, InvalidInput, RuleRefused
from eoffice.penduduk import services
from eoffice.penduduk.models import Mutasi, Penduduk
from eoffice.penduduk.rules.mutasi import Lembar, Rumah
from eoffice.penduduk.rules.perkawinan import Menetap, Nikah, Tinggal
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.pabrik import penduduk
from tests.penduduk.mutasi_uji import KK_BARU, lembar, pendatang

pytestmark = pytest.mark.serentak
SEKALIGUS = 4


def bersama(desa: Desa, laksana: Callable[[int], object]) -> list[type[EofficeError] | None]:
    """Do it from several threads at the same moment; return how each ended."""
    barrier = Barrier(SEKALIGUS)

    def satu(nomor: int) -> type[EofficeError] | None:
        try:
            barrier.wait(timeout=30)
            with lingkup(desa.kode):
                laksana(nomor)
        except EofficeError as galat:
            return type(galat)
        else:
            return None
        finally:
            connections.close_all()

    with ThreadPoolExecutor(SEKALIGUS) as pool:
        return list(pool.map(satu, range(SEKALIGUS)))


def surat(desa: Desa, tentang: UUID | None = None) -> Lembar:
    with lingkup(desa.kode):
        return lembar(tentang)


@pytest.fixture
def euis(cisontrol: Desa) -> UUID:
    with lingkup(cisontrol.kode):
        return penduduk().pk


def jumlah(desa: Desa) -> tuple[int, int]:
    """Return how many lines the book has, and how many people live here."""
    with lingkup(desa.kode):
        return Mutasi.objects.count(), Penduduk.objects.filter(status_dasar=1).count()


def test_one_death_recorded_by_four_officials_happens_once(cisontrol: Desa, euis: UUID) -> None:
    semua = [surat(cisontrol, euis) for _ in range(SEKALIGUS)]
    hasil = bersama(cisontrol, lambda n: services.catat_kematian(semua[n], penduduk_id=euis))
    assert hasil.count(None) == 1
    assert set(hasil) <= {None, ChangedMeanwhile, RuleRefused}
    assert jumlah(cisontrol) == (1, 0)
    assert periksa_rantai(cisontrol.kode).utuh


def test_one_form_sent_four_times_at_once_happens_once_and_nobody_is_refused(
    cisontrol: Desa, euis: UUID
) -> None:
    satu = surat(cisontrol, euis)
    hasil = bersama(cisontrol, lambda _: services.catat_kematian(satu, penduduk_id=euis))
    assert hasil == [None] * SEKALIGUS
    assert jumlah(cisontrol) == (1, 0)


def test_one_newcomer_sent_four_times_at_once_is_one_person(cisontrol: Desa) -> None:
    satu, rumah = surat(cisontrol), Rumah(KK_BARU, dusun="CICALUNG")
    hasil = bersama(
        cisontrol,
        lambda _: services.catat_kedatangan(satu, orang=pendatang(), rumah=rumah, asal="Kota Banjar"),
    )
    assert hasil == [None] * SEKALIGUS
    assert jumlah(cisontrol) == (1, 1)


def test_four_officials_with_one_card_number_make_one_card_and_one_person(cisontrol: Desa) -> None:
    semua, rumah = [surat(cisontrol) for _ in range(SEKALIGUS)], Rumah(KK_BARU, dusun="CICALUNG")
    hasil = bersama(
        cisontrol,
        lambda n: services.catat_kedatangan(semua[n], orang=pendatang(), rumah=rumah, asal="Kota Banjar"),
    )
    assert hasil.count(None) == 1
    assert jumlah(cisontrol) == (1, 1)


def test_a_mutation_taken_back_by_four_at_once_is_taken_back_once(cisontrol: Desa, euis: UUID) -> None:
    mati = surat(cisontrol, euis)
    with lingkup(cisontrol.kode):
        services.catat_kematian(mati, penduduk_id=euis)
    semua = [surat(cisontrol) for _ in range(SEKALIGUS)]
    hasil = bersama(
        cisontrol, lambda n: services.betulkan_mutasi(semua[n], kelompok=mati.kelompok, alasan="Salah orang")
    )
    assert hasil.count(None) == 1
    assert jumlah(cisontrol) == (2, 1)
    assert periksa_rantai(cisontrol.kode).utuh


def test_a_couple_married_by_forms_of_both_sides_marries_once(cisontrol: Desa, euis: UUID) -> None:
    """Half the officials start from her, half from him: nobody waits for another for ever."""
    datang = surat(cisontrol)
    with lingkup(cisontrol.kode):
        rumah = Rumah("3207150101269077", dusun="JETAK")
        services.catat_kedatangan(datang, orang=pendatang(), rumah=rumah, asal="Kota Banjar")
        dede = Penduduk.objects.get(nik=pendatang().nik).pk
        Penduduk.objects.filter(pk=euis).update(status_kawin=1)
    semua = [(surat(cisontrol, satu), satu, dua) for satu, dua in ((euis, dede), (dede, euis)) * 2]

    def kawin(nomor: int) -> object:
        lembarnya, satu, dua = semua[nomor]
        menetap = Menetap(Tinggal.KK_BARU, Rumah(KK_BARU, dusun="CICALUNG"))
        return services.catat_perkawinan(
            lembarnya, penduduk_id=satu, pasangan_id=dua, nikah=Nikah("1"), menetap=menetap
        )

    hasil = bersama(cisontrol, kawin)
    assert hasil.count(None) == 1
    assert set(hasil) <= {None, ChangedMeanwhile, RuleRefused, InvalidInput}
    with lingkup(cisontrol.kode):
        assert Mutasi.objects.filter(jenis="kawin").count() == 2
    assert periksa_rantai(cisontrol.kode).utuh
