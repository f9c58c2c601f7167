"""What one is to a new head, which days can be, and the mark of a family."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.kernel.errors import InvalidInput
from eoffice.penduduk.rules import kode
from eoffice.penduduk.rules.mutasi import (
    KATA,
    JenisMutasi,
    cap,
    hubungan_pecah,
    hubungan_sesudah,
    periksa_nomor,
    periksa_tanggal,
)
from eoffice.penduduk.rules.ringkas import TempatTinggal

HARI = date(2026, 6, 30)
KEPALA, SUAMI, ISTRI, ANAK, MENANTU, CUCU, ORANG_TUA, MERTUA, FAMILI, PEMBANTU, LAINNYA = range(1, 12)


def test_every_kind_of_the_dictionary_has_a_word() -> None:
    assert set(KATA) == set(JenisMutasi)
    assert {"lahir", "mati", "datang", "pindah", "pindah_dalam_desa", "pecah_kk"} < {
        j.value for j in JenisMutasi
    }


@pytest.mark.parametrize(
    ("kepala", "anggota", "sesudah"),
    [
        (ISTRI, ANAK, ANAK),
        (ISTRI, CUCU, CUCU),
        (ISTRI, ORANG_TUA, MERTUA),
        (ISTRI, MERTUA, ORANG_TUA),
        (SUAMI, MENANTU, MENANTU),
        (ANAK, ISTRI, ORANG_TUA),
        (ANAK, ANAK, FAMILI),
        (ANAK, MENANTU, FAMILI),
        (ORANG_TUA, ANAK, FAMILI),
        (FAMILI, FAMILI, FAMILI),
        (ANAK, PEMBANTU, PEMBANTU),
        (ISTRI, LAINNYA, LAINNYA),
        (ANAK, None, None),
        (None, ANAK, FAMILI),
    ],
)
def test_relations_to_a_new_head(kepala: int | None, anggota: int | None, sesudah: int | None) -> None:
    assert hubungan_sesudah(kepala, anggota) == sesudah


@pytest.mark.parametrize(
    ("kepala", "anggota", "kelamin", "sesudah"),
    [
        (ANAK, MENANTU, "P", ISTRI),
        (ANAK, MENANTU, "L", SUAMI),
        (MENANTU, ANAK, "P", ISTRI),
        (ANAK, CUCU, "L", ANAK),
        (MENANTU, CUCU, "P", ANAK),
        (ANAK, ANAK, "L", FAMILI),
        (ISTRI, ANAK, "L", ANAK),
    ],
)
def test_relations_on_a_card_of_ones_own(kepala: int, anggota: int, kelamin: str, sesudah: int) -> None:
    assert hubungan_pecah(kepala, anggota, kelamin) == sesudah


@given(kepala=st.sampled_from(list(kode.SHDK.kata)), anggota=st.sampled_from(list(kode.SHDK.kata)))
def test_a_new_head_makes_nobody_else_a_head(kepala: int, anggota: int) -> None:
    semua = {hubungan_pecah(kepala, anggota, "P"), hubungan_pecah(kepala, anggota, "L")}
    if anggota != KEPALA:
        semua.add(hubungan_sesudah(kepala, anggota))
        assert KEPALA not in semua
    assert semua <= set(kode.SHDK.kata)


@pytest.mark.parametrize(
    ("hari", "lahir", "kode_galat"),
    [
        (date(2026, 7, 1), [], "penduduk.mutasi_tanggal_depan"),
        (date(2026, 6, 29), [None, HARI], "penduduk.mutasi_sebelum_lahir"),
        (date(1895, 12, 31), [], "penduduk.mutasi_terlalu_lama"),
    ],
)
def test_days_that_cannot_be(hari: date, lahir: list[date | None], kode_galat: str) -> None:
    with pytest.raises(InvalidInput) as tolak:
        periksa_tanggal(hari, HARI, lahir)
    assert tolak.value.per_field.keys() == {"tanggal"}
    assert tolak.value.pesan.kode == kode_galat


@pytest.mark.parametrize("hari", [HARI, date(1896, 1, 1)])
def test_days_that_can_be(hari: date) -> None:
    periksa_tanggal(hari, HARI, [None, hari])


@pytest.mark.parametrize("nomor", ["", "0" * 16, "320715", "3207150101809001 ", "32071501018090O1"])
def test_a_card_number_is_sixteen_digits(nomor: str) -> None:
    with pytest.raises(InvalidInput) as tolak:
        periksa_nomor("no_kk", nomor)
    assert set(tolak.value.per_field) == {"no_kk"}


def test_a_number_may_be_missing_only_where_it_may() -> None:
    periksa_nomor("nik", "", wajib=False)
    periksa_nomor("nik", "3207150101809001")
    with pytest.raises(InvalidInput):
        periksa_nomor("nik", "")


def test_the_mark_knows_no_order_and_forgets_no_row() -> None:
    satu, dua = (UUID(int=1), 4), (UUID(int=2), 7)
    assert cap([satu, dua]) == cap([dua, satu])
    assert len({cap([satu]), cap([dua]), cap([satu, dua]), cap([(satu[0], 5), dua]), cap([])}) == 5


def test_an_address_inside_the_village_names_no_village() -> None:
    assert TempatTinggal("JL. RAYA 5", "JETAK", "002", "003").kalimat_pendek() == (
        "Jl. Raya 5, Dusun Jetak RT 003 RW 002"
    )
    assert TempatTinggal().kalimat_pendek() == ""
