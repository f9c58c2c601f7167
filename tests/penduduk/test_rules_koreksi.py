"""What a correction may say: only what was changed is judged, and every wrong box is named at once."""

from datetime import date
from typing import Any

import pytest

from eoffice.kernel.errors import InvalidInput
from eoffice.penduduk.models import Koreksi
from eoffice.penduduk.rules import kode
from eoffice.penduduk.rules.impor.banding import KOLOM_ORANG
from eoffice.penduduk.rules.koreksi import (
    DASAR_NIK,
    KATA_DASAR,
    KODE,
    KOLOM,
    PANJANG,
    TEKS,
    Dasar,
    bergeser,
    periksa,
    periksa_nik_baru,
    yang_diubah,
)

HARI = date(2026, 11, 24)
SEMULA: dict[str, Any] = {
    "nama": "EUIS KOMARIAH", "jenis_kelamin": "P", "tempat_lahir": "CIAMIS", "tanggal_lahir": "1985-06-05",
    "agama": 1, "pendidikan": 5, "pekerjaan": 2, "status_kawin": 2, "shdk": 3, "kewarganegaraan": 1,
    "golongan_darah": None, "nama_ayah": "", "nama_ibu": "KOKOM",
}  # fmt: skip


def galat(**ubahan: Any) -> dict[str, str]:
    """Return the message codes of each box that is refused."""
    try:
        periksa(ubahan, HARI)
    except InvalidInput as tolak:
        return {nama: pesan.kode for nama, pesan in tolak.per_field.items()}
    return {}


def test_the_form_has_the_columns_of_the_register_but_for_number_status_and_parents_numbers() -> None:
    assert set(KOLOM) == set(SEMULA)
    assert set(KOLOM_ORANG) - set(KOLOM) == {"nik", "nik_ayah", "nik_ibu", "status_dasar"}
    assert {*TEKS, *KODE} < set(KOLOM)


def test_boxes_left_alone_change_nothing() -> None:
    assert yang_diubah(SEMULA, SEMULA) == {}
    assert yang_diubah(SEMULA, {**SEMULA, "agama": 2, "nama_ayah": "MAMAN"}) == {
        "agama": 2,
        "nama_ayah": "MAMAN",
    }


def test_what_moved_meanwhile_is_named_and_a_form_that_showed_nothing_agrees_with_nothing() -> None:
    assert bergeser(SEMULA, SEMULA) == []
    assert bergeser(SEMULA, {**SEMULA, "shdk": 4}) == ["shdk"]
    kosong = {nama for nama, nilai in SEMULA.items() if nilai is None}
    assert set(bergeser({}, SEMULA)) == set(KOLOM) - kosong


@pytest.mark.parametrize("ubahan", [{}, {nama: SEMULA[nama] for nama in ("nama", "agama", "tanggal_lahir")}])
def test_good_values_pass(ubahan: dict[str, Any]) -> None:
    assert galat(**ubahan) == {}


@pytest.mark.parametrize("nama", ["agama", "pendidikan", "pekerjaan", "status_kawin", "golongan_darah"])
def test_a_code_may_be_taken_out_but_not_invented(nama: str) -> None:
    assert galat(**{nama: None}) == {}
    assert galat(**{nama: 777}) == {nama: "penduduk.koreksi_pilih"}
    assert all(galat(**{nama: nomor}) == {} for nomor in kode.TABEL[nama].kata)


@pytest.mark.parametrize(
    ("ubahan", "kata"),
    [
        ({"nama": ""}, "mutasi_nama_kosong"),
        ({"nama": "123"}, "nama_tanpa_huruf"),
        ({"nama": "EUIS <b>"}, "nama_karakter"),
        ({"nama_ibu": "KOKOM;"}, "nama_karakter"),
        ({"tempat_lahir": "=CMD()"}, "teks_rumus"),
        ({"tempat_lahir": "X" * (PANJANG + 1)}, "teks_panjang"),
        ({"tanggal_lahir": None}, "koreksi_lahir_kosong"),
        ({"tanggal_lahir": "2026-11-25"}, "tanggal_depan"),
        ({"tanggal_lahir": "1895-01-01"}, "mutasi_terlalu_lama"),
        ({"jenis_kelamin": "X"}, "koreksi_pilih"),
        ({"kewarganegaraan": None}, "koreksi_pilih"),
        ({"shdk": None}, "koreksi_pilih"),
    ],
)
def test_a_value_that_cannot_be_is_named_with_its_box(ubahan: dict[str, Any], kata: str) -> None:
    (nama,) = ubahan
    assert galat(**ubahan) == {nama: f"penduduk.{kata}"}


def test_all_wrong_boxes_are_named_together() -> None:
    assert set(galat(nama="", tanggal_lahir="2999-01-01", agama=99, nama_ayah="AB")) == {
        "nama", "tanggal_lahir", "agama",
    }  # fmt: skip


@pytest.mark.parametrize("nama", ["nama_ayah", "nama_ibu", "tempat_lahir"])
def test_parents_and_place_may_be_unknown(nama: str) -> None:
    assert galat(**{nama: ""}) == {}


@pytest.mark.parametrize(
    ("nik", "kata"),
    [("3207154506859001", "koreksi_nik_sama"), ("0320715200400001", "koreksi_nik_sementara")],
)
def test_a_number_that_corrects_nothing_is_refused(nik: str, kata: str) -> None:
    with pytest.raises(InvalidInput) as tolak:
        periksa_nik_baru(nik, "3207154506859001")
    assert {n: p.kode for n, p in tolak.value.per_field.items()} == {"nik": f"penduduk.{kata}"}
    periksa_nik_baru("3207154506859002", "3207154506859001")


def test_every_paper_has_its_word_and_fits_its_column() -> None:
    assert set(KATA_DASAR) == set(Dasar)
    panjang = Koreksi._meta.get_field("dasar").max_length
    assert max(len(satu.value) for satu in Dasar) <= (panjang or 0)
    assert set(DASAR_NIK) == {Dasar.KTP_EL, Dasar.KK}
