"""Marriage, divorce and widowhood: what each does to people and cards, what it refuses, and that it is taken back."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from eoffice.jejak.models import Peristiwa
from eoffice.jejak.verify import periksa_rantai
from eoffice.kernel.errors import ChangedMeanwhile, EofficeError, InvalidInput, NotFound, RuleRefused
from eoffice.kernel.ids import new_id
from eoffice.penduduk import services
from eoffice.penduduk.models import Penduduk
from eoffice.penduduk.rules.mutasi import Lembar, Rumah
from eoffice.penduduk.rules.perkawinan import Menetap, Nikah, Tinggal
from eoffice.penduduk.selectors.mutasi import jumlah_mutasi, mutasi_orang, satu_mutasi
from eoffice.penduduk.selectors.riwayat import riwayat_orang
from tests.conftest import CISONTROL
from tests.penduduk import berkas_uji as uji
from tests.penduduk.conftest import Masuk
from tests.penduduk.mutasi_uji import KK_BARU, keadaan, kini, lembar, orang, pendatang, rumah_asep

pytestmark = pytest.mark.usefixtures("di_cisontrol")
NENG, UJANG, MAMAN, CICI = "3207155010039003", "3207151203019004", "3207150103609005", "3207154101209006"
KK_MAMAN = "3207150101159060"
NIKAH = Nikah("0123/45/XI/2026", tempat="KUA Rancah")
BARU = Menetap(Tinggal.KK_BARU, Rumah(KK_BARU))


def anak(nik: str, nama: str, kelamin: str, lahir: str, **ubah: str) -> dict[str, str]:
    isi = {"shdk": "ANAK", "status_kawin": "BELUM KAWIN", "nik": nik, "nama": nama, "jenis_kelamin": kelamin}
    return uji.orang(**(isi | {"tanggal_lahir": lahir} | ubah))


@pytest.fixture(autouse=True)
def _dua_keluarga(di_cisontrol: object, masukkan: Masuk) -> None:
    """Asep, Euis and their grown daughter on one card; the widower Maman, his grown son and a granddaughter on
    another."""
    masukkan(
        uji.berkas_csv(
            uji.orang(),
            uji.istri(),
            anak(NENG, "NENG ASIH", "P", "2003-10-10"),
            anak(
                MAMAN,
                "MAMAN",
                "L",
                "1960-03-01",
                no_kk=KK_MAMAN,
                shdk="KEPALA KELUARGA",
                status_kawin="CERAI MATI",
            ),
            anak(UJANG, "UJANG MAMAN", "L", "2001-03-12", no_kk=KK_MAMAN, status_kawin="CERAI HIDUP"),
            anak(CICI, "CICI", "P", "2020-01-01", no_kk=KK_MAMAN, shdk="CUCU"),
        )
    )


def nikah(
    surat: Lembar | None = None,
    satu: str = NENG,
    dua: str = UJANG,
    nikah: Nikah = NIKAH,
    menetap: Menetap = BARU,
) -> object:
    return services.catat_perkawinan(
        surat or lembar(orang(satu).pk),
        penduduk_id=orang(satu).pk,
        pasangan_id=orang(dua).pk,
        nikah=nikah,
        menetap=menetap,
    )


def ditolak(galat: type[EofficeError], laksana: Callable[[], object]) -> tuple[str, set[str]]:
    """Return the code of a refusal and its fields, having seen that nothing was written."""
    before, events = keadaan(), Peristiwa.objects.count()
    with pytest.raises(galat) as refused:
        laksana()
    assert (keadaan(), Peristiwa.objects.count()) == (before, events)
    return refused.value.pesan.kode, set(getattr(refused.value, "per_field", {}))


def berdiri(nik: str) -> tuple[str, int | None, int | None]:
    """Return on which card somebody stands, as what, and how married."""
    satu = orang(nik)
    return satu.keluarga.no_kk if satu.keluarga else "", satu.shdk, satu.status_kawin


# ---- two residents ----


def test_a_couple_gets_a_card_of_its_own_with_the_husband_as_head() -> None:
    kunci = lembar(orang(NENG).pk)
    nikah(kunci)
    assert (berdiri(NENG), berdiri(UJANG)) == ((KK_BARU, 3, 2), (KK_BARU, 1, 2))
    assert orang(NENG).akta_perkawinan == orang(UJANG).akta_perkawinan == NIKAH.akta
    kartu = orang(UJANG).keluarga
    assert kartu is not None
    assert (kartu.dusun, kartu.rt) == ("JETAK", "003"), "the address of the husband's card"
    assert {(b.nama, b.jenis, b.sebab, b.tempat, b.dari, b.ke) for b in satu_mutasi(kunci.kelompok)} == {
        ("NENG ASIH", "kawin", "Kawin dengan UJANG MAMAN", "KUA Rancah", f"KK {uji.KK}", f"KK {KK_BARU}"),
        ("UJANG MAMAN", "kawin", "Kawin dengan NENG ASIH", "KUA Rancah", f"KK {KK_MAMAN}", f"KK {KK_BARU}"),
    }
    assert berdiri(uji.ASEP) == (uji.KK, 1, 2)
    assert periksa_rantai(CISONTROL).utuh


def test_the_history_of_both_says_who_they_married_and_what_changed() -> None:
    nikah()
    for nik in (NENG, UJANG):
        (baris,) = mutasi_orang(orang(nik).pk)
        assert baris.sebab.startswith("Kawin dengan ")
        assert {"status_kawin", "shdk", "keluarga_id", "akta_perkawinan"} == set(
            riwayat_orang(orang(nik).pk)[0].kolom
        )


@pytest.mark.parametrize(
    ("tinggal", "istri", "suami"),
    [
        (Tinggal.KK_SENDIRI, (uji.KK, 4), (uji.KK, 5)),
        (Tinggal.KK_PASANGAN, (KK_MAMAN, 5), (KK_MAMAN, 4)),
        (Tinggal.TETAP, (uji.KK, 4), (KK_MAMAN, 4)),
    ],
)
def test_one_moves_in_with_the_other_or_nobody_moves(
    tinggal: Tinggal, istri: tuple[str, int], suami: tuple[str, int]
) -> None:
    nikah(menetap=Menetap(tinggal))
    assert (berdiri(NENG), berdiri(UJANG)) == ((*istri, 2), (*suami, 2))
    assert [b.ke for b in mutasi_orang(orang(NENG).pk)] == [
        f"KK {KK_MAMAN}" if tinggal is Tinggal.KK_PASANGAN else ""
    ]


def test_who_moves_in_with_a_head_is_wife_or_husband() -> None:
    nikah(satu=MAMAN, dua=NENG, menetap=Menetap(Tinggal.KK_SENDIRI))
    assert berdiri(NENG) == (KK_MAMAN, 3, 2)
    assert berdiri(MAMAN) == (KK_MAMAN, 1, 2)


def test_a_head_who_leaves_is_followed_by_another_and_children_come_along() -> None:
    ke_neng = Menetap(Tinggal.KK_PASANGAN, ikut=[orang(CICI).pk], kepala_baru=orang(UJANG).pk)
    nikah(satu=MAMAN, dua=NENG, menetap=ke_neng)
    assert berdiri(MAMAN) == (uji.KK, 5, 2)
    assert berdiri(CICI) == (uji.KK, 9, 1), "a grandchild of the old head is a relative of the new one"
    assert berdiri(UJANG)[:2] == (KK_MAMAN, 1)
    (baris,) = mutasi_orang(orang(CICI).pk)
    assert (baris.sebab, baris.ke) == ("Ikut MAMAN", f"KK {uji.KK}")


def test_a_grandchild_becomes_the_child_of_the_father_who_becomes_head() -> None:
    nikah(menetap=Menetap(Tinggal.KK_BARU, Rumah(KK_BARU), ikut=[orang(CICI).pk]))
    assert berdiri(CICI) == (KK_BARU, 4, 1)
    assert jumlah_mutasi() == 3


@pytest.mark.parametrize(("satu", "kotak"), [(MAMAN, "kepala_baru"), (NENG, "kepala_baru_pasangan")])
def test_a_card_is_not_left_without_a_head_whoever_the_form_is_about(satu: str, kotak: str) -> None:
    dua = NENG if satu == MAMAN else MAMAN
    assert ditolak(InvalidInput, lambda: nikah(satu=satu, dua=dua)) == ("penduduk.pilih_kepala", {kotak})
    nikah(satu=satu, dua=dua, menetap=Menetap(Tinggal.KK_BARU, Rumah(KK_BARU), **{kotak: orang(UJANG).pk}))
    assert (berdiri(MAMAN)[:2], berdiri(UJANG)[:2]) == ((KK_BARU, 1), (KK_MAMAN, 1))


def test_two_of_one_card_leave_it_together() -> None:
    Penduduk.objects.filter(nik=NENG).update(keluarga=orang(MAMAN).keluarga, shdk=9)
    nikah(satu=NENG, dua=MAMAN, menetap=Menetap(Tinggal.KK_BARU, Rumah(KK_BARU), kepala_baru=orang(UJANG).pk))
    assert (berdiri(NENG), berdiri(MAMAN)) == ((KK_BARU, 3, 2), (KK_BARU, 1, 2))
    assert berdiri(UJANG)[:2] == (KK_MAMAN, 1)


@pytest.mark.parametrize("tinggal", [Tinggal.KK_SENDIRI, Tinggal.KK_PASANGAN])
def test_on_one_card_the_head_stays_head_whichever_is_named(tinggal: Tinggal) -> None:
    Penduduk.objects.filter(nik=NENG).update(keluarga=orang(MAMAN).keluarga, shdk=9)
    nikah(satu=NENG, dua=MAMAN, menetap=Menetap(tinggal))
    assert (berdiri(NENG), berdiri(MAMAN)) == ((KK_MAMAN, 3, 2), (KK_MAMAN, 1, 2))


@pytest.mark.parametrize("status", [3, 6])
def test_a_marriage_of_one_card_is_registered_later_without_moving_anybody(status: int) -> None:
    Penduduk.objects.filter(nik__in=[uji.ASEP, uji.EUIS]).update(status_kawin=status)
    nikah(satu=uji.EUIS, dua=uji.ASEP, menetap=Menetap(Tinggal.KK_SENDIRI))
    assert (berdiri(uji.EUIS), berdiri(uji.ASEP)) == ((uji.KK, 3, 2), (uji.KK, 1, 2))


def test_without_a_number_the_marriage_is_not_registered_and_old_deeds_stay() -> None:
    Penduduk.objects.filter(nik=UJANG).update(akta_perkawinan="LAMA", akta_perceraian="1/AC/2020")
    nikah(nikah=Nikah())
    assert (berdiri(NENG)[2], orang(NENG).akta_perkawinan) == (3, "")
    assert (orang(UJANG).akta_perkawinan, orang(UJANG).akta_perceraian) == ("LAMA", "1/AC/2020")


@pytest.mark.parametrize(
    ("ubah", "kode", "kotak"),
    [
        ({"dua": NENG}, "penduduk.kawin_diri_sendiri", "nik_pasangan"),
        ({"dua": uji.EUIS}, "penduduk.kawin_sejenis", "nik_pasangan"),
        ({"satu": UJANG, "dua": uji.EUIS}, "penduduk.istri_masih_kawin", "nik_pasangan"),
        ({"dua": uji.ASEP}, "penduduk.suami_masih_kawin", "penetapan"),
        ({"satu": CICI}, "penduduk.kawin_di_bawah_umur", "penetapan"),
        ({"menetap": Menetap(Tinggal.KK_BARU, Rumah(uji.KK))}, "penduduk.no_kk_dipakai", "no_kk"),
        ({"menetap": Menetap(Tinggal.KK_BARU, Rumah("12"))}, "penduduk.no_kk_panjang", "no_kk"),
        ({"menetap": Menetap(Tinggal.TETAP, ikut=[new_id()])}, "penduduk.ikut_bukan_serumah", "ikut"),
        ({"menetap": Menetap(Tinggal.KK_SENDIRI, ikut=[new_id()])}, "penduduk.ikut_bukan_serumah", "ikut"),
    ],
)
def test_a_marriage_that_cannot_be_is_refused_beside_its_box(
    ubah: dict[str, Any], kode: str, kotak: str
) -> None:
    assert ditolak(InvalidInput, lambda: nikah(**ubah)) == (kode, {kotak})


def test_neither_of_the_couple_comes_along_with_the_other() -> None:
    bersama = Menetap(Tinggal.KK_BARU, Rumah(KK_BARU), ikut=[orang(UJANG).pk])
    assert ditolak(InvalidInput, lambda: nikah(menetap=bersama)) == ("penduduk.ikut_bukan_serumah", {"ikut"})


@pytest.mark.parametrize("hari", [timedelta(days=1), None])
def test_the_day_of_the_wedding_is_a_day_both_lived(hari: timedelta | None) -> None:
    salah = lembar(orang(NENG).pk, tanggal=kini() + hari if hari else date(2003, 10, 9))
    assert ditolak(InvalidInput, lambda: nikah(salah))[1] == {"tanggal"}


def test_the_dead_and_who_left_do_not_marry_on_either_side() -> None:
    services.catat_kematian(lembar(orang(UJANG).pk), penduduk_id=orang(UJANG).pk)
    assert ditolak(RuleRefused, nikah)[0] == "penduduk.sudah_meninggal"
    assert ditolak(RuleRefused, lambda: nikah(satu=UJANG, dua=NENG))[0] == "penduduk.sudah_meninggal"
    asing = new_id()
    kunci = lembar(orang(NENG).pk)
    tolak = services.catat_perkawinan
    isi = {"nikah": NIKAH, "menetap": BARU}
    assert ditolak(NotFound, lambda: tolak(kunci, penduduk_id=orang(NENG).pk, pasangan_id=asing, **isi))
    assert ditolak(NotFound, lambda: tolak(lembar(), penduduk_id=asing, pasangan_id=orang(NENG).pk, **isi))


def test_a_form_drawn_before_a_change_of_the_family_it_showed_is_refused_and_only_of_that_one() -> None:
    basi = lembar(orang(NENG).pk)
    Penduduk.objects.filter(nik=UJANG).update(revisi=7)
    nikah(basi)
    services.betulkan_mutasi(lembar(), kelompok=basi.kelompok, alasan="Coba lagi")
    basi = lembar(orang(NENG).pk)
    Penduduk.objects.filter(nik=uji.EUIS).update(revisi=7)
    assert ditolak(ChangedMeanwhile, lambda: nikah(basi))[0] == "penduduk.mutasi_berubah"


def test_who_has_no_card_marries_on_a_new_one_and_takes_nobody_in() -> None:
    Penduduk.objects.filter(nik__in=[NENG, UJANG]).update(keluarga=None, shdk=None)
    diam = Menetap(Tinggal.KK_SENDIRI)
    assert ditolak(InvalidInput, lambda: nikah(menetap=diam)) == ("penduduk.kawin_tanpa_kk", {"tinggal"})
    assert ditolak(InvalidInput, nikah) == ("penduduk.rumah_kosong", {"dusun"})
    nikah(menetap=Menetap(Tinggal.KK_BARU, Rumah(KK_BARU, dusun="CICALUNG")))
    assert (berdiri(NENG), berdiri(UJANG)) == ((KK_BARU, 3, 2), (KK_BARU, 1, 2))


def test_the_same_form_twice_is_one_marriage_and_a_trial_is_none() -> None:
    kunci = lembar(orang(NENG).pk)
    before, events = keadaan(), Peristiwa.objects.count()
    coba = services.catat_perkawinan(
        lembar(orang(NENG).pk, coba=True),
        penduduk_id=orang(NENG).pk, pasangan_id=orang(UJANG).pk, nikah=NIKAH, menetap=BARU,
    )  # fmt: skip
    assert {c.nama for c in coba} == {"NENG ASIH", "UJANG MAMAN"}
    assert (keadaan(), Peristiwa.objects.count()) == (before, events)
    assert nikah(kunci)
    assert nikah(kunci) == ()
    assert jumlah_mutasi() == 2


def test_a_wrong_marriage_is_taken_back_whole() -> None:
    before, kunci = keadaan(), lembar(orang(NENG).pk)
    nikah(kunci, menetap=Menetap(Tinggal.KK_BARU, Rumah(KK_BARU), ikut=[orang(CICI).pk]))
    services.betulkan_mutasi(lembar(), kelompok=kunci.kelompok, alasan="Salah orang")
    assert keadaan() == before
    assert orang(NENG).akta_perkawinan == ""
    assert jumlah_mutasi() == 6


# ---- somebody from elsewhere ----


def luar(surat: Lembar | None = None, satu: str = NENG, asal: str = "Kota Banjar", **ubah: Any) -> object:
    menetap, nikahnya = ubah.pop("menetap", BARU), ubah.pop("nikah", NIKAH)
    return services.catat_perkawinan_luar(
        surat or lembar(orang(satu).pk),
        penduduk_id=orang(satu).pk,
        orang=pendatang(**({"shdk": 11} | ubah)),
        asal=asal,
        nikah=nikahnya,
        menetap=menetap,
    )


DEDE = "3207151404909007"


def test_a_husband_from_elsewhere_is_an_arrival_and_head_of_the_new_card() -> None:
    kunci = lembar(orang(NENG).pk)
    luar(kunci)
    assert (berdiri(DEDE), berdiri(NENG)) == ((KK_BARU, 1, 2), (KK_BARU, 3, 2))
    assert {(b.nama, b.jenis, b.dari, b.sebab) for b in satu_mutasi(kunci.kelompok)} == {
        ("NENG ASIH", "kawin", f"KK {uji.KK}", "Kawin dengan DEDE KURNIA"),
        ("DEDE KURNIA", "datang", "Kota Banjar", "Kawin dengan NENG ASIH"),
    }


def test_a_wife_from_elsewhere_comes_to_his_card() -> None:
    istri = {"jenis_kelamin": "P", "nik": "3207155404909007", "menetap": Menetap(Tinggal.KK_SENDIRI)}
    luar(satu=MAMAN, **istri)
    assert (berdiri("3207155404909007"), berdiri(MAMAN)) == ((KK_MAMAN, 3, 2), (KK_MAMAN, 1, 2))
    luar(satu=UJANG, **(istri | {"nik": "3207155404909008", "nama": "LILIS"}))
    assert berdiri("3207155404909008") == (KK_MAMAN, 5, 2)


def test_a_head_leaves_for_a_new_card_with_a_wife_from_elsewhere() -> None:
    istri = {"jenis_kelamin": "P", "nik": "3207155404909007"}
    assert ditolak(InvalidInput, lambda: luar(satu=MAMAN, **istri)) == (
        "penduduk.pilih_kepala",
        {"kepala_baru"},
    )
    pindah = Menetap(Tinggal.KK_BARU, Rumah(KK_BARU), ikut=[orang(CICI).pk], kepala_baru=orang(UJANG).pk)
    luar(satu=MAMAN, menetap=pindah, **istri)
    assert (berdiri(MAMAN), berdiri(CICI)[:2], berdiri(UJANG)[:2]) == (
        (KK_BARU, 1, 2),
        (KK_BARU, 6),
        (KK_MAMAN, 1),
    )


def test_a_spouse_who_stays_elsewhere_is_not_taken_into_the_register() -> None:
    kunci = lembar(orang(NENG).pk)
    luar(kunci, asal="", menetap=Menetap(Tinggal.TETAP))
    assert berdiri(NENG) == (uji.KK, 4, 2)
    assert not Penduduk.objects.filter(nik=DEDE).exists()
    assert [b.sebab for b in satu_mutasi(kunci.kelompok)] == ["Kawin dengan DEDE KURNIA"]


@pytest.mark.parametrize(
    ("ubah", "kode", "kotak"),
    [
        ({"asal": ""}, "penduduk.asal_kosong", "asal"),
        ({"nik": uji.ASEP}, "penduduk.nik_sudah_ada", "nik"),
        ({"nik": "123"}, "penduduk.nik_panjang", "nik"),
        ({"nama": ""}, "penduduk.mutasi_nama_kosong", "nama"),
        ({"jenis_kelamin": "P"}, "penduduk.kawin_sejenis", "nik"),
        ({"tanggal_lahir": date(2015, 1, 1)}, "penduduk.kawin_di_bawah_umur", "penetapan"),
        ({"menetap": Menetap(Tinggal.KK_BARU, Rumah(KK_MAMAN))}, "penduduk.no_kk_dipakai", "no_kk"),
    ],
)
def test_a_spouse_from_elsewhere_that_cannot_be_is_refused(
    ubah: dict[str, Any], kode: str, kotak: str
) -> None:
    assert ditolak(InvalidInput, lambda: luar(**ubah)) == (kode, {kotak})


def test_who_has_no_card_takes_no_spouse_in() -> None:
    Penduduk.objects.filter(nik=NENG).update(keluarga=None)
    assert ditolak(InvalidInput, lambda: luar(menetap=Menetap(Tinggal.KK_SENDIRI))) == (
        "penduduk.kawin_tanpa_kk",
        {"tinggal"},
    )


def test_a_wrong_arrival_by_marriage_is_taken_back_whole() -> None:
    kunci = lembar(orang(NENG).pk)
    before = keadaan()
    luar(kunci)
    services.betulkan_mutasi(lembar(), kelompok=kunci.kelompok, alasan="Batal nikah")
    assert orang(DEDE).status_dasar == 9
    assert [baris for baris in keadaan() if baris[1] != DEDE] == before


# ---- divorce ----


def cerai(surat: Lembar | None = None, satu: str = uji.EUIS, **ubah: Any) -> object:
    isi = {"mantan": orang(uji.ASEP).pk, "akta": "12/AC/2026/PA.Cms"} | ubah
    return services.catat_perceraian(surat or lembar(orang(satu).pk), penduduk_id=orang(satu).pk, **isi)


def test_a_divorce_marks_both_and_leaves_the_card_until_there_is_another() -> None:
    kunci = lembar(orang(uji.EUIS).pk)
    cerai(kunci)
    assert (berdiri(uji.EUIS), berdiri(uji.ASEP)) == ((uji.KK, 3, 4), (uji.KK, 1, 4))
    assert orang(uji.EUIS).akta_perceraian == orang(uji.ASEP).akta_perceraian == "12/AC/2026/PA.Cms"
    assert {(b.nama, b.jenis, b.sebab) for b in satu_mutasi(kunci.kelompok)} == {
        ("EUIS KOMARIAH", "cerai", "Cerai hidup dengan ASEP SUTISNA"),
        ("ASEP SUTISNA", "cerai", "Cerai hidup dengan EUIS KOMARIAH"),
    }


@pytest.mark.parametrize("keluar", [uji.EUIS, uji.ASEP])
def test_who_leaves_gets_a_card_with_the_children_who_go_along(keluar: str) -> None:
    isi = {"keluar": orang(keluar).pk, "ikut": [orang(NENG).pk], "rumah": Rumah(KK_BARU)}
    if keluar == uji.ASEP:
        assert ditolak(InvalidInput, lambda: cerai(**isi)) == ("penduduk.pilih_kepala", {"kepala_baru"})
        isi["kepala_baru"] = orang(uji.EUIS).pk
    cerai(**isi)
    lain = uji.EUIS if keluar == uji.ASEP else uji.ASEP
    assert (berdiri(keluar), berdiri(lain)) == ((KK_BARU, 1, 4), (uji.KK, 1, 4))
    assert berdiri(NENG)[0] == KK_BARU
    assert mutasi_orang(orang(NENG).pk)[0].sebab == "Ikut orang tua"


def test_the_child_of_a_mother_who_leaves_is_her_child() -> None:
    cerai(keluar=orang(uji.EUIS).pk, ikut=[orang(NENG).pk], rumah=Rumah(KK_BARU))
    assert berdiri(NENG)[1] == 4


def test_whose_spouse_lives_elsewhere_is_divorced_alone() -> None:
    assert ditolak(InvalidInput, lambda: cerai(mantan=None)) == ("penduduk.pilih_mantan", {"mantan"})
    Penduduk.objects.filter(nik=uji.ASEP).update(shdk=9)
    cerai(mantan=None)
    assert (berdiri(uji.EUIS)[2], berdiri(uji.ASEP)[2]) == (4, 2)
    assert mutasi_orang(orang(uji.EUIS).pk)[0].sebab == "Cerai hidup"


def test_a_marriage_nobody_registered_ends_without_a_deed_and_any_other_does_not() -> None:
    assert ditolak(InvalidInput, lambda: cerai(akta="")) == ("penduduk.akta_cerai_kosong", {"akta"})
    Penduduk.objects.filter(nik=uji.EUIS).update(status_kawin=3)
    assert ditolak(InvalidInput, lambda: cerai(akta="")) == ("penduduk.akta_cerai_kosong", {"akta"})
    Penduduk.objects.filter(nik=uji.ASEP).update(status_kawin=3)
    cerai(akta="")
    assert berdiri(uji.EUIS)[2] == berdiri(uji.ASEP)[2] == 4


def id_dari(nik: str) -> Callable[[], UUID]:
    return lambda: orang(nik).pk


@pytest.mark.parametrize(
    ("ubah", "kode", "kotak"),
    [
        ({"mantan": id_dari(NENG)}, "penduduk.bukan_pasangan", "mantan"),
        ({"mantan": id_dari(UJANG)}, "penduduk.bukan_pasangan", "mantan"),
        ({"mantan": id_dari(uji.EUIS)}, "penduduk.bukan_pasangan", "mantan"),
        ({"keluar": id_dari(NENG)}, "penduduk.pilih_keluar", "keluar"),
        ({"ikut": id_dari(NENG)}, "penduduk.pilih_keluar", "keluar"),
        ({"keluar": id_dari(uji.EUIS), "ikut": id_dari(uji.ASEP)}, "penduduk.ikut_bukan_serumah", "ikut"),
        ({"keluar": id_dari(uji.EUIS), "ikut": id_dari(UJANG)}, "penduduk.ikut_bukan_serumah", "ikut"),
        ({"keluar": id_dari(uji.EUIS)}, "penduduk.mutasi_no_kk_kosong", "no_kk"),
    ],
)
def test_a_divorce_that_cannot_be_is_refused_beside_its_box(
    ubah: dict[str, Callable[[], UUID]], kode: str, kotak: str
) -> None:
    isi: dict[str, Any] = {nama: nilai() for nama, nilai in ubah.items()}
    if "ikut" in isi:
        isi["ikut"] = [isi["ikut"]]
    assert ditolak(InvalidInput, lambda: cerai(**isi)) == (kode, {kotak})


def test_the_last_on_a_card_needs_no_other_one() -> None:
    """Who is divorced from somebody elsewhere and alone on the card keeps it."""
    Penduduk.objects.filter(nik__in=[uji.ASEP, NENG]).update(status_dasar=3)
    Penduduk.objects.filter(nik=uji.EUIS).update(shdk=1)
    sendiri = {"mantan": None, "keluar": orang(uji.EUIS).pk, "rumah": Rumah(KK_BARU)}
    assert ditolak(InvalidInput, lambda: cerai(**sendiri)) == ("penduduk.pecah_semua", {"ikut"})


def test_who_is_not_married_is_not_divorced_and_a_couple_parts_once() -> None:
    assert ditolak(RuleRefused, lambda: cerai(satu=NENG, mantan=None))[0] == "penduduk.tidak_kawin"
    cerai()
    assert ditolak(RuleRefused, cerai)[0] == "penduduk.tidak_kawin"


def test_a_divorced_couple_may_marry_again() -> None:
    cerai()
    nikah(satu=uji.EUIS, dua=uji.ASEP, menetap=Menetap(Tinggal.KK_PASANGAN))
    assert (berdiri(uji.EUIS), berdiri(uji.ASEP)) == ((uji.KK, 3, 2), (uji.KK, 1, 2))


def test_a_wrong_divorce_is_taken_back_whole() -> None:
    before, kunci = keadaan(), lembar(orang(uji.EUIS).pk)
    cerai(kunci, keluar=orang(uji.EUIS).pk, ikut=[orang(NENG).pk], rumah=Rumah(KK_BARU))
    services.betulkan_mutasi(lembar(), kelompok=kunci.kelompok, alasan="Rujuk")
    assert keadaan() == before
    assert orang(uji.EUIS).akta_perceraian == ""


# ---- widowhood the death could not tell ----


def test_a_widow_of_somebody_elsewhere() -> None:
    kunci = lembar(orang(uji.EUIS).pk)
    janda = services.catat_cerai_mati
    assert ditolak(RuleRefused, lambda: janda(kunci, penduduk_id=orang(uji.EUIS).pk))[0] == (
        "penduduk.pasangan_masih_hidup"
    )
    Penduduk.objects.filter(nik=uji.ASEP).update(shdk=9)
    janda(kunci, penduduk_id=orang(uji.EUIS).pk, pasangan="DADANG")
    assert (berdiri(uji.EUIS)[2], berdiri(uji.ASEP)[2]) == (5, 2)
    (baris,) = satu_mutasi(kunci.kelompok)
    assert (baris.jenis, baris.sebab) == ("cerai", "Cerai mati, DADANG meninggal")


def test_a_daughter_in_law_whose_husband_died_on_the_same_card() -> None:
    """The death does not guess who of a card was married to a child; this verb says it."""
    nikah(menetap=Menetap(Tinggal.KK_SENDIRI))
    services.catat_kematian(lembar(orang(UJANG).pk), penduduk_id=orang(UJANG).pk)
    assert berdiri(NENG)[2] == 2
    services.catat_cerai_mati(lembar(orang(NENG).pk), penduduk_id=orang(NENG).pk)
    assert berdiri(NENG)[2] == 5
    assert mutasi_orang(orang(NENG).pk)[0].sebab == "Cerai mati"


def test_who_is_not_married_is_no_widow() -> None:
    janda = services.catat_cerai_mati
    assert ditolak(RuleRefused, lambda: janda(lembar(orang(NENG).pk), penduduk_id=orang(NENG).pk))[0] == (
        "penduduk.tidak_kawin"
    )
    besok = lembar(orang(uji.EUIS).pk, tanggal=kini() + timedelta(days=1))
    assert ditolak(InvalidInput, lambda: janda(besok, penduduk_id=orang(uji.EUIS).pk))[1] == {"tanggal"}


def test_long_names_fit_into_the_book() -> None:
    panjang = "A" * 100
    Penduduk.objects.filter(nik=UJANG).update(nama=panjang)
    kunci = lembar(orang(NENG).pk)
    nikah(kunci)
    assert max(len(b.sebab) for b in satu_mutasi(kunci.kelompok)) == 100
    assert rumah_asep() == orang(uji.ASEP).keluarga_id
