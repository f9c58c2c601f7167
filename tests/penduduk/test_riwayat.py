"""Who changed a resident: read back from the trail, step by step."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from eoffice.jejak.models import Peristiwa
from eoffice.jejak.services import hapus_pribadi
from eoffice.kernel.ids import new_id
from eoffice.penduduk.models import Penduduk
from eoffice.penduduk.rules.mutasi import Rumah
from eoffice.penduduk.selectors import riwayat as modul
from eoffice.penduduk.selectors.riwayat import Langkah, riwayat_orang
from eoffice.penduduk.services import catat_kepindahan, pecah_kk
from eoffice.wilayah.models import Desa
from tests.penduduk import berkas_uji as uji
from tests.penduduk.conftest import Masuk
from tests.penduduk.mutasi_uji import CICALUNG, KK_BARU, lembar, orang, rumah_asep

pytestmark = pytest.mark.django_db


def euis() -> UUID:
    return orang(uji.EUIS).pk


@pytest.fixture(autouse=True)
def _keluarga(di_cisontrol: Desa, masukkan: Masuk) -> None:
    masukkan(uji.berkas_csv(uji.orang(), uji.istri(), uji.bayi()))


def test_who_only_came_in_has_one_step_and_no_list_of_everything() -> None:
    (satu,) = riwayat_orang(euis())
    assert (satu.awal, satu.kolom, satu.sebab, satu.oleh) == (True, {}, "impor", "uji")


def test_each_field_with_what_it_was_and_is_the_newest_step_first(masukkan: Masuk) -> None:
    masukkan(uji.berkas_csv(uji.orang(), uji.istri(nama="EUIS K", tanggal_lahir="1985-06-05"), uji.bayi()))
    masukkan(uji.berkas_csv(uji.orang(), uji.istri(nama="EUIS K", agama="KRISTEN"), uji.bayi()))
    ketiga, kedua, pertama = riwayat_orang(euis())
    assert ketiga.kolom == {"agama": (1, 2)}
    assert kedua.kolom == {"nama": ("EUIS KOMARIAH", "EUIS K")}
    assert pertama.awal
    assert ketiga.saat >= kedua.saat >= pertama.saat


def test_what_stands_beside_the_family_card_has_its_steps_too(masukkan: Masuk) -> None:
    masukkan(
        uji.berkas_xlsx(uji.orang_opensid(cacat_id=2, akta_perkawinan="", tanggalperkawinan="", suku="")),
        lengkap=False,
    )
    assert riwayat_orang(orang().pk)[0].kolom["cacat"] == (None, 2)


def test_a_mutation_and_being_missing_and_coming_back(masukkan: Masuk) -> None:
    masukkan(uji.berkas_csv(uji.orang()))
    assert list(riwayat_orang(euis())[0].kolom) == ["hilang_pada"]
    masukkan(uji.berkas_csv(uji.orang(), uji.istri()))
    assert riwayat_orang(euis())[0].kolom["hilang_pada"][1] is None
    catat_kepindahan(
        lembar(euis(), oleh=str(new_id())),
        penduduk_id=euis(),
        ikut=(),
        tujuan="BANJAR",
        sebab="",
        kepala_baru=None,
    )
    satu = riwayat_orang(euis())[0]
    assert (satu.sebab, satu.kolom["status_dasar"]) == ("mutasi", (1, 3))
    assert len(satu.oleh) == 36


def test_another_card_is_told(masukkan: Masuk) -> None:
    pecah_kk(
        lembar(euis()), keluarga_id=rumah_asep(), anggota=[euis()], kepala=euis(),
        rumah=Rumah(KK_BARU, CICALUNG.alamat, CICALUNG.dusun, CICALUNG.rw, CICALUNG.rt),
    )  # fmt: skip
    kolom = riwayat_orang(euis())[0].kolom
    assert kolom["shdk"] == (3, 1)
    assert kolom["keluarga_id"][1] == str(orang(uji.EUIS).keluarga_id)


def test_others_of_the_family_have_steps_of_their_own() -> None:
    catat_kepindahan(lembar(euis()), penduduk_id=euis(), ikut=(), tujuan="BANJAR", sebab="", kepala_baru=None)
    assert len(riwayat_orang(euis())) == 2
    assert len(riwayat_orang(orang().pk)) == 1


def test_an_event_that_changes_nothing_is_no_step(masukkan: Masuk) -> None:
    masukkan(uji.berkas_csv(uji.orang(alamat="JL. BARU"), uji.istri(), uji.bayi()))
    assert [satu.awal for satu in riwayat_orang(euis())] == [True]


def test_what_was_erased_is_said_to_be_erased(masukkan: Masuk) -> None:
    hapus_pribadi(agregat="penduduk", agregat_id=euis(), alasan="diminta", pelaku="uji")
    masukkan(uji.berkas_csv(uji.orang(), uji.istri(nama="EUIS K"), uji.bayi()))
    kedua, pertama = riwayat_orang(euis())
    assert (kedua.terhapus, kedua.kolom) == (True, {})
    assert pertama.terhapus


def test_an_event_of_a_version_nobody_knows_here_breaks_nothing(
    masukkan: Masuk, monkeypatch: pytest.MonkeyPatch
) -> None:
    masukkan(uji.berkas_csv(uji.orang(), uji.istri(nama="EUIS K"), uji.bayi()))
    asli = modul.riwayat

    def lebih_baru(agregat: str, agregat_id: UUID) -> list[object]:
        semua = asli(agregat, agregat_id)
        return [*semua[:-1], replace(semua[-1], versi=99)]

    monkeypatch.setattr(modul, "riwayat", lebih_baru)
    kedua, pertama = riwayat_orang(euis())
    assert (pertama.awal, kedua.terhapus, kedua.kolom) == (True, True, {})


def test_no_more_than_asked_for_and_the_newest_of_them(masukkan: Masuk) -> None:
    for n in range(4):
        masukkan(uji.berkas_csv(uji.orang(), uji.istri(nama=f"EUIS {'ABCD'[n]}"), uji.bayi()))
    dua = riwayat_orang(euis(), batas=2)
    assert [satu.kolom["nama"][1] for satu in dua] == ["EUIS D", "EUIS C"]


def test_nobody_has_no_history() -> None:
    assert riwayat_orang(new_id()) == []


def test_a_date_is_told_as_the_trail_has_it(masukkan: Masuk) -> None:
    masukkan(uji.berkas_csv(uji.orang(), uji.istri(), uji.bayi()))
    Penduduk.objects.filter(nik=uji.EUIS).update(tanggal_lahir=date(1985, 6, 6), revisi=1)
    assert riwayat_orang(euis())[0].awal, "a row changed behind the trail is no step of it"
    assert isinstance(riwayat_orang(euis())[0], Langkah)
    assert Peristiwa.objects.filter(agregat_id=euis()).count() == 1
