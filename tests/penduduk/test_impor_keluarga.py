"""Families and fates over several files: new cards, moves, addresses, deaths, and who is missing."""

from datetime import date

import pytest

from eoffice.jejak.selectors import riwayat
from eoffice.penduduk import selectors
from eoffice.penduduk.models import Keluarga, Penduduk
from eoffice.wilayah.models import Desa
from tests.penduduk import berkas_uji as uji
from tests.penduduk.conftest import Masuk

pytestmark = pytest.mark.usefixtures("di_cisontrol")
KK_BARU = "3207152411269001"
NIHIL = {"baru": 0, "berubah": 0, "sama": 0, "ditolak": 0, "hilang": 0, "peringatan": 0}
BERTIGA = (uji.orang(), uji.istri(), uji.bayi())


def satu(nik: str = uji.ASEP) -> Penduduk:
    return Penduduk.objects.select_related("keluarga").get(nik=nik)


def anggota(no_kk: str) -> list[str]:
    return sorted(Penduduk.objects.filter(keluarga__no_kk=no_kk).values_list("nama", flat=True))


@pytest.fixture
def bertiga(masukkan: Masuk) -> Masuk:
    """Three people of one card are in the register."""
    masukkan(uji.berkas_csv(*BERTIGA))
    return masukkan


def test_a_renewed_card_takes_everybody_along_and_the_old_one_stays_empty(bertiga: Masuk) -> None:
    # the child, who has no number, is known by card, name and date: on a new card he is somebody new
    hasil = bertiga(uji.berkas_csv(*(row | {"no_kk": KK_BARU} for row in BERTIGA[:2])), lengkap=False)
    assert hasil.jumlah == {**NIHIL, "berubah": 2}
    assert anggota(KK_BARU) == ["ASEP SUTISNA", "EUIS KOMARIAH"]
    assert anggota(uji.KK) == ["RAFI SUTISNA"]
    assert Keluarga.objects.count() == 2
    assert [hit.nama for hit in selectors.cari(KK_BARU)] == ["ASEP SUTISNA", "EUIS KOMARIAH"]


def test_a_new_card_is_told_once_with_its_address(bertiga: Masuk) -> None:
    bertiga(uji.berkas_csv(*(row | {"no_kk": KK_BARU, "rt": "011"} for row in BERTIGA[:2])), lengkap=False)
    family = Keluarga.objects.get(no_kk=KK_BARU)
    (kabar,) = riwayat("keluarga", family.pk)
    assert (kabar.revisi, kabar.publik) == (1, {"sebab": "impor"})
    assert kabar.pribadi == {
        "no_kk": KK_BARU,
        "alamat": "DUSUN JETAK",
        "dusun": "JETAK",
        "rw": "002",
        "rt": "011",
    }
    lama = Keluarga.objects.get(no_kk=uji.KK)
    assert (lama.rt, lama.revisi, len(riwayat("keluarga", lama.pk))) == ("003", 1, 1)


def test_one_members_new_address_is_the_address_of_all(bertiga: Masuk) -> None:
    hasil = bertiga(uji.berkas_csv(uji.istri(rt="009")), lengkap=False)
    assert hasil.jumlah == {**NIHIL, "berubah": 1}
    assert satu().keluarga == satu(uji.EUIS).keluarga
    assert [selectors.satu(satu().pk).tinggal.rt, selectors.satu(satu(uji.EUIS).pk).tinggal.rt] == [
        "009",
        "009",
    ]


def test_a_file_without_the_column_of_cards_leaves_families_alone(bertiga: Masuk) -> None:
    bertiga(uji.berkas_csv(uji.orang(pekerjaan="GURU"), kolom=["nik", "nama", "pekerjaan"]), lengkap=False)
    asep = satu()
    assert asep.keluarga is not None
    assert (asep.keluarga.no_kk, asep.keluarga.revisi, asep.pekerjaan) == (uji.KK, 1, 65)


def test_a_file_with_addresses_but_no_cards_moves_the_family_it_knows(bertiga: Masuk) -> None:
    kolom = ["nik", "nama", "dusun", "rt"]
    bertiga(uji.berkas_csv(uji.orang(dusun="KUBANG", rt="1"), kolom=kolom), lengkap=False)
    family = Keluarga.objects.get()
    assert (family.dusun, family.rt, family.rw, family.revisi) == ("KUBANG", "001", "002", 2)


def test_one_family_split_over_two_cards_in_one_file(bertiga: Masuk) -> None:
    cerai = uji.istri(no_kk=KK_BARU, shdk="KEPALA KELUARGA", status_kawin="CERAI HIDUP", dusun="KUBANG")
    hasil = bertiga(uji.berkas_csv(uji.orang(status_kawin="CERAI HIDUP"), cerai, uji.bayi()))
    assert hasil.jumlah == {**NIHIL, "berubah": 2, "sama": 1}
    assert (anggota(uji.KK), anggota(KK_BARU)) == (["ASEP SUTISNA", "RAFI SUTISNA"], ["EUIS KOMARIAH"])
    assert {k.no_kk: k.dusun for k in Keluarga.objects.all()} == {uji.KK: "JETAK", KK_BARU: "KUBANG"}


def test_the_dead_stay_dead_and_are_not_missing(bertiga: Masuk) -> None:
    hasil = bertiga(uji.berkas_csv(uji.orang(status_dasar="MATI"), uji.istri(), uji.bayi()))
    assert hasil.jumlah == {**NIHIL, "berubah": 1, "sama": 2}
    assert selectors.jumlah_penduduk() == 2
    assert selectors.jumlah_penduduk("keluar") == 1
    tanpa = bertiga(uji.berkas_csv(uji.istri(shdk="KEPALA KELUARGA"), uji.bayi()))
    assert tanpa.jumlah == {**NIHIL, "berubah": 1, "sama": 1}
    asep = satu()
    assert (asep.status_dasar, asep.hilang_pada, asep.revisi) == (2, None, 2)


@pytest.mark.parametrize("status", ["MATI", "PINDAH", "HILANG", "PERGI", "TIDAK VALID"])
def test_who_left_by_his_status_is_marked_once_he_lives_here_again_and_is_gone(
    bertiga: Masuk, status: str
) -> None:
    bertiga(uji.berkas_csv(uji.istri(status_dasar=status)), lengkap=False)
    assert bertiga(uji.berkas_csv(uji.orang(), uji.bayi())).jumlah["hilang"] == 0
    assert bertiga(uji.berkas_csv(uji.istri(status_dasar="HIDUP")), lengkap=False).jumlah["berubah"] == 1
    assert bertiga(uji.berkas_csv(uji.orang(), uji.bayi())).jumlah["hilang"] == 1
    assert satu(uji.EUIS).hilang_pada is not None


def test_a_corrected_birth_date_and_name_stay_one_person(bertiga: Masuk) -> None:
    hasil = bertiga(
        uji.berkas_csv(uji.orang(nama="ASEP SUTISNAWAN", tanggal_lahir="02-02-1981")), lengkap=False
    )
    assert hasil.jumlah == {**NIHIL, "berubah": 1, "peringatan": 1}  # the number still carries the old date
    asep = satu()
    assert (asep.nama, asep.tanggal_lahir, Penduduk.objects.count()) == (
        "ASEP SUTISNAWAN",
        date(1981, 2, 2),
        3,
    )
    assert [hit.nama for hit in selectors.cari("sutisnawan")] == ["ASEP SUTISNAWAN"]
    assert [r.revisi for r in riwayat("penduduk", asep.pk)] == [1, 2]


def test_nobody_is_ever_deleted_whatever_the_files_say(bertiga: Masuk, di_cisontrol: Desa) -> None:
    ids = set(Penduduk.objects.values_list("pk", flat=True))
    for rows in (
        [uji.istri()],
        [uji.orang(status_dasar="TIDAK VALID")],
        [uji.bayi(nik=uji.BAYI)],
        list(BERTIGA),
    ):
        bertiga(uji.berkas_csv(*rows))
        assert set(Penduduk.objects.values_list("pk", flat=True)) >= ids
    assert all(p.desa_id == di_cisontrol.kode for p in Penduduk.objects.all())
