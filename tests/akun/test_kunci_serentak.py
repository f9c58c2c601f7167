"""Passkeys at the same moment in several processes' worth of threads, with real commits, on both databases."""

from datetime import UTC, datetime

import pytest
import time_machine

from eoffice.akun import selectors, services
from eoffice.akun.models import KunciSandi
from eoffice.akun.rules.jabatan import Jabatan
from eoffice.akun.rules.kunci_sandi import BANYAK as PALING_BANYAK
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.perangkat import Perangkat
from tests.surat.test_serentak import serentak

from .conftest import Orang, buat_orang
from .test_kunci_sandi import SUMBER, TEMPAT, pasang
from .test_serentak import hasil

pytestmark = pytest.mark.serentak
BANYAK = 6
SAAT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


@pytest.fixture
def kades(cisontrol: Desa) -> Orang:
    with lingkup(cisontrol.kode):
        return buat_orang("kades", Jabatan.KEPALA_DESA)


@pytest.fixture
def sekdes(cisontrol: Desa) -> Orang:
    with lingkup(cisontrol.kode):
        return buat_orang("sekdes", Jabatan.SEKRETARIS_DESA)


def coba_masuk(perangkat: Perangkat, sumber: str) -> str:
    """Come in with a question of one's own."""
    tawaran = services.tawarkan_masuk(tempat=TEMPAT)
    return hasil(
        services.masuk_kunci,
        jawaban=perangkat.masuk(tawaran.opsi),
        tantangan=tawaran.tantangan,
        tempat=TEMPAT,
        sumber=sumber,
    )


def test_one_answer_lets_one_browser_in(kades: Orang) -> None:
    perangkat = pasang(kades)
    tawaran = services.tawarkan_masuk(tempat=TEMPAT)
    isi = {"jawaban": perangkat.masuk(tawaran.opsi), "tantangan": tawaran.tantangan, "tempat": TEMPAT}
    with time_machine.travel(SAAT, tick=True):
        semua = serentak(BANYAK, lambda n: hasil(services.masuk_kunci, sumber=f"s{n}", **isi))
    assert sorted(semua) == ["akun.kunci_salah"] * (BANYAK - 1) + ["jadi"]


def test_of_two_devices_with_one_count_one_comes_in_and_the_passkey_is_held(kades: Orang) -> None:
    perangkat = pasang(kades, Perangkat(hitung=1))
    perangkat.hitung = 2
    semua = serentak(2, lambda n: coba_masuk(perangkat, f"s{n}"))
    assert semua.count("jadi") == 1
    assert set(semua) <= {"jadi", "akun.kunci_disalin"}
    assert selectors.kunci_sandi(kades.pengguna)[0].ditahan


def test_a_passkey_that_does_not_count_may_be_used_in_two_windows(kades: Orang) -> None:
    perangkat = pasang(kades)
    assert serentak(BANYAK, lambda n: coba_masuk(perangkat, SUMBER)) == ["jadi"] * BANYAK


def test_one_device_made_known_to_two_accounts_at_once_belongs_to_one(kades: Orang, sekdes: Orang) -> None:
    perangkat, orang = Perangkat(), (kades, sekdes)

    def buat(nomor: int) -> str:
        return hasil(pasang, orang[nomor % 2], perangkat.salinan(pemegang=b""), nama=f"HP {nomor}")

    assert sorted(serentak(BANYAK, buat)) == ["akun.kunci_sudah_ada"] * (BANYAK - 1) + ["jadi"]
    assert KunciSandi.objects.count() == 1


def test_one_name_is_given_to_one_device_and_ten_are_the_most(kades: Orang) -> None:
    semua = serentak(BANYAK, lambda _: hasil(pasang, kades))
    assert sorted(semua) == ["akun.kunci_nama_ganda"] * (BANYAK - 1) + ["jadi"]
    for nomor in range(PALING_BANYAK - 2):
        pasang(kades, nama=f"HP {nomor}")
    semua = serentak(BANYAK, lambda n: hasil(pasang, kades, nama=f"lagi {n}"))
    assert sorted(semua) == ["akun.kunci_penuh"] * (BANYAK - 1) + ["jadi"]


def test_one_taken_away_while_it_opens_opens_once_or_not_at_all(kades: Orang) -> None:
    perangkat = pasang(kades)
    kunci = selectors.kunci_sandi(kades.pengguna)[0].id

    def berdua(nomor: int) -> str:
        if nomor:
            return coba_masuk(perangkat, SUMBER)
        return hasil(services.lepas_kunci, pengguna_id=kades.pengguna, kunci_id=kunci)

    lepas, masuk = serentak(2, berdua)
    assert lepas == "jadi"
    assert masuk in {"jadi", "akun.kunci_salah", "akun.kunci_disalin"}
    assert coba_masuk(perangkat, SUMBER) == "akun.kunci_salah"
