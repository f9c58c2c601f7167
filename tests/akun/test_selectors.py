"""Lists of the office: who stands first, what is left out, and what the neighbour never sees."""

from datetime import timedelta

import pytest

from eoffice.akun import selectors, services
from eoffice.akun.models import Pejabat, Pengguna
from eoffice.akun.rules.jabatan import Bentuk, Jabatan, Sifat
from eoffice.kernel.errors import NotFound
from eoffice.kernel.ids import new_id
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup

from .conftest import AWAL, HARI, SANDI, Orang, buat_orang

SATU = timedelta(days=1)


def _angkat(orang: Orang, jabatan: Jabatan, dari: int, sampai: int | None, sifat: Sifat = Sifat.PLH) -> None:
    selesai = None if sampai is None else HARI + sampai * SATU
    services.angkat(
        pejabat_id=orang.pejabat, jabatan=jabatan, sifat=sifat, mulai=HARI + dari * SATU, selesai=selesai, pelaku="uji"
    )  # fmt: skip


def _mandat(orang: Orang, bentuk: Bentuk, dari: int, sampai: int) -> None:
    services.limpahkan(
        pejabat_id=orang.pejabat, bentuk=bentuk, mulai=HARI + dari * SATU, selesai=HARI + sampai * SATU, pelaku="uji"
    )  # fmt: skip


def test_an_account_that_was_switched_off_opens_no_session(kades: Orang) -> None:
    assert selectors.pengguna(kades.pengguna).pk == kades.pengguna
    Pengguna.objects.filter(pk=kades.pengguna).update(is_active=False)
    for satu in (kades.pengguna, new_id()):
        with pytest.raises(NotFound):
            selectors.pengguna(satu)


def test_posts_stand_by_rank_and_the_newest_first_within_one(
    operator: Orang, sekdes: Orang, kades: Orang
) -> None:
    _angkat(sekdes, Jabatan.KEPALA_DESA, 1, 3)
    baris = selectors.daftar_pejabat()
    assert [(satu.jabatan, satu.nama, satu.mulai) for satu in baris] == [
        (Jabatan.KEPALA_DESA, "Sekdes", HARI + SATU),
        (Jabatan.KEPALA_DESA, "Kades", AWAL),
        (Jabatan.SEKRETARIS_DESA, "Sekdes", AWAL),
        (Jabatan.OPERATOR, "Operator", AWAL),
    ]
    assert (baris[0].sifat, baris[0].sebutan, baris[0].pengguna_id) == (
        Sifat.PLH,
        "Kepala Desa",
        sekdes.pengguna,
    )


@pytest.mark.parametrize(
    ("hari", "nama"), [(0, "Kades"), (1, "Sekdes"), (3, "Sekdes"), (4, "Kades"), (-9999, None)]
)
def test_a_deputy_holds_the_post_on_his_days_only(
    kades: Orang, sekdes: Orang, hari: int, nama: str | None
) -> None:
    _angkat(sekdes, Jabatan.KEPALA_DESA, 1, 3)
    satu = selectors.pejabat_bertugas(Jabatan.KEPALA_DESA, HARI + hari * SATU)
    assert (satu.nama if satu else None) == nama
    assert selectors.pejabat_bertugas(Jabatan.KADUS, HARI) is None


def test_mandates_stand_with_the_newest_first(sekdes: Orang, kasi: Orang) -> None:
    _mandat(kasi, Bentuk.PARAF, 1, 2)
    _mandat(sekdes, Bentuk.ATAS_NAMA, 5, 6)
    _mandat(kasi, Bentuk.UNTUK_BELIAU, 3, 4)
    semua = selectors.daftar_delegasi()
    assert [(satu.bentuk, satu.nama) for satu in semua] == [
        (Bentuk.ATAS_NAMA, "Sekdes"),
        (Bentuk.UNTUK_BELIAU, "Kasi"),
        (Bentuk.PARAF, "Kasi"),
    ]
    assert (semua[0].mulai, semua[0].selesai) == (HARI + 5 * SATU, HARI + 6 * SATU)


class TestKeluar:
    """Who signs for the head from a day on."""

    @pytest.mark.parametrize(("hari", "ada"), [(0, True), (2, True), (3, False)])
    def test_the_last_day_still_counts(
        self, kades: Orang, sekdes: Orang, kasi: Orang, hari: int, ada: bool
    ) -> None:
        _angkat(sekdes, Jabatan.KEPALA_DESA, 0, 2)
        _mandat(kasi, Bentuk.UNTUK_BELIAU, 1, 2)
        assert len(selectors.daftar_keluar(HARI + hari * SATU)) == 2 * ada

    def test_a_mandate_to_initial_is_told_beside_its_days_and_alone_not_at_all(
        self, kades: Orang, sekdes: Orang, kasi: Orang
    ) -> None:
        _mandat(kasi, Bentuk.PARAF, 1, 2)
        assert selectors.daftar_keluar(HARI) == []
        _angkat(sekdes, Jabatan.KEPALA_DESA, 1, 2)
        _mandat(sekdes, Bentuk.ATAS_NAMA, 4, 5)
        satu, dua = selectors.daftar_keluar(HARI)
        assert (satu.nama, satu.bentuk, satu.paraf) == ("Sekdes", Bentuk.PLH, "Kasi")
        assert satu.penugasan_id is not None and satu.delegasi_id is None and satu.paraf_id is not None
        assert (dua.bentuk, dua.paraf, dua.paraf_id, dua.penugasan_id) == (Bentuk.ATAS_NAMA, "", None, None)
        assert dua.delegasi_id is not None

    def test_the_next_days_stand_first(self, kades: Orang, sekdes: Orang, kasi: Orang) -> None:
        _mandat(kasi, Bentuk.UNTUK_BELIAU, 6, 7)
        _angkat(sekdes, Jabatan.KEPALA_DESA, 2, 3)
        assert [satu.nama for satu in selectors.daftar_keluar(HARI)] == ["Sekdes", "Kasi"]

    def test_a_head_by_right_and_a_plt_without_an_end_are_no_days_away(
        self, kades: Orang, sekdes: Orang
    ) -> None:
        _angkat(sekdes, Jabatan.KEPALA_DESA, 0, 9, Sifat.PLT)
        _angkat(sekdes, Jabatan.KAUR_KEUANGAN, 0, 9, Sifat.PLH)
        assert selectors.daftar_keluar(HARI) == []


def test_everybody_of_the_office_is_listed_by_name_also_without_account(
    kades: Orang, operator: Orang
) -> None:
    tanpa = services.simpan_pejabat(nama="Asep", pelaku="uji")
    semua = selectors.semua_pejabat()
    assert [satu.nama for satu in semua] == ["Asep", "Kades", "Operator"]
    assert [satu.pengguna_id for satu in semua] == [None, kades.pengguna, operator.pengguna]
    assert selectors.pejabat(tanpa.pk) == semua[0]


def test_nobody_of_another_village_is_found(cisontrol: Desa, situmandala: Desa) -> None:
    with lingkup(situmandala.kode):
        sana = buat_orang("sana", Jabatan.KEPALA_DESA)
    with lingkup(cisontrol.kode):
        assert selectors.semua_pejabat() == []
        assert selectors.daftar_pejabat() == []
        assert selectors.calon_penanda_tangan(HARI) == []
        assert selectors.tugas_pengguna(sana.pengguna, HARI).sebutan == ""
        with pytest.raises(NotFound):
            selectors.pejabat(sana.pejabat)


def test_of_all_who_may_sign_whoever_signs_today_stands_first(
    kades: Orang, sekdes: Orang, kasi: Orang, operator: Orang
) -> None:
    _angkat(sekdes, Jabatan.KEPALA_DESA, 0, 1)
    _mandat(kasi, Bentuk.UNTUK_BELIAU, 0, 1)
    calon = selectors.calon_penanda_tangan(HARI)
    assert calon[0].pejabat_id == sekdes.pejabat
    assert {satu.nama for satu in calon} == {"Sekdes", "Kades", "Kasi"}
    assert len(calon) == 3, "nobody stands there twice"
    assert {satu.nama for satu in selectors.calon_penanda_tangan(HARI + 2 * SATU)} == {"Kades"}


def test_numbers_of_an_official_are_printed_only_where_he_has_them(kades: Orang) -> None:
    satu = selectors.penanda_tangan_bertugas(HARI)
    assert satu is not None and satu.identitas == ("NIAP 12",)
    Pejabat.objects.filter(pk=kades.pejabat).update(nip="1980", niap="")
    lagi = selectors.penanda_tangan(kades.pengguna, HARI)
    assert lagi is not None and lagi.identitas == ("NIP 1980",)
    Pejabat.objects.filter(pk=kades.pejabat).update(nip="1980", niap="12")
    lagi = selectors.penanda_tangan(kades.pengguna, HARI)
    assert lagi is not None and lagi.identitas == ("NIP 1980", "NIAP 12")
    assert selectors.penanda_tangan(new_id(), HARI) is None


def test_officers_of_the_regency_are_listed_by_sign_in_name_and_no_official_with_them(kades: Orang) -> None:
    for nama in ("wati", "dian"):
        services.buat_petugas(nama_masuk=nama, nama=nama.title(), sandi=SANDI, pelaku="uji")
    services.tutup_petugas(nama_masuk="wati", alasan="pindah", pelaku="uji")
    assert selectors.daftar_petugas() == [
        selectors.BarisPetugas("dian", "Dian", aktif=True, totp=False),
        selectors.BarisPetugas("wati", "Wati", aktif=False, totp=False),
    ]


def test_names_are_those_of_the_accounts_asked_for(kades: Orang, sekdes: Orang) -> None:
    assert selectors.nama_pengguna([kades.pengguna, kades.pengguna, new_id()]) == {kades.pengguna: "Kades"}
