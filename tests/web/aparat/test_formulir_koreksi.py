"""The forms of a correction by themselves: what they show, what they read, and how they follow a row that moved."""

import json
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from eoffice.penduduk.rules import kode
from eoffice.penduduk.rules.koreksi import DASAR_NIK, KODE, KOLOM, Dasar, bergeser, yang_diubah
from eoffice.web.aparat.formulir.koreksi import Koreksi, KoreksiNik, TolakPermintaan
from eoffice.web.komponen.orang import LABEL

NILAI: dict[str, Any] = {
    "nama": "EUIS KOMARIAH",
    "jenis_kelamin": "P",
    "tempat_lahir": "Ciamis",
    "tanggal_lahir": "1985-06-05",
    "agama": 1,
    "pendidikan": 5,
    "pekerjaan": 2,
    "status_kawin": 2,
    "shdk": 3,
    "kewarganegaraan": 1,
    "golongan_darah": None,
    "nama_ayah": "",
    "nama_ibu": "KOKOM",
}
NIK = "3207154506859001"


def isian(**ubah: str) -> dict[str, str]:
    """Return the form as a browser sends it back."""
    form = Koreksi(nilai=NILAI)
    data = {nama: _teks(form[nama].value()) for nama in form.fields}
    return {**data, "dasar": "kk", "alasan": "Salah ketik", **ubah}


def _teks(nilai: Any) -> str:
    if isinstance(nilai, date):
        return nilai.strftime("%d-%m-%Y")
    return "" if nilai is None else str(nilai)


def dibaca(**ubah: str) -> Koreksi:
    form = Koreksi(isian(**ubah))
    assert form.is_valid(), form.errors
    return form


def test_sent_back_as_it_is_it_says_what_the_register_says() -> None:
    form = dibaca()
    assert form.yang_ditunjukkan() == NILAI
    assert form.diketik() == NILAI
    assert yang_diubah(form.yang_ditunjukkan(), form.diketik()) == {}


@pytest.mark.parametrize(
    ("kotak", "ketik", "nilai"),
    [
        ("nama", "euis  komariyah", "EUIS KOMARIYAH"),
        ("tempat_lahir", "Banjar", "BANJAR"),
        ("tanggal_lahir", "5/7/1985", "1985-07-05"),
        ("tanggal_lahir", "05-07-1985", "1985-07-05"),
        ("agama", "7", 7),
        ("golongan_darah", "13", 13),
        ("golongan_darah", "", None),
        ("jenis_kelamin", "L", "L"),
        ("nama_ayah", "Ma'mun", "MA'MUN"),
        ("nama_ibu", "", ""),
    ],
)
def test_a_box_is_read_as_the_register_writes_people(kotak: str, ketik: str, nilai: Any) -> None:
    assert dibaca(**{kotak: ketik}).diketik()[kotak] == nilai


@pytest.mark.parametrize("nama", ["Ciamis", "ciamis", "CIAMIS"])
def test_words_that_were_left_alone_are_not_rewritten_in_capitals(nama: str) -> None:
    diketik = dibaca(tempat_lahir=nama).diketik()["tempat_lahir"]
    assert diketik == ("Ciamis" if nama == "Ciamis" else "CIAMIS")


@pytest.mark.parametrize("nama", KODE)
def test_every_code_of_a_table_can_be_chosen_and_no_other(nama: str) -> None:
    pilihan = {str(nomor) for nomor, _ in Koreksi(nilai=NILAI).fields[nama].choices if nomor}  # type: ignore[attr-defined]
    assert pilihan == {str(nomor) for nomor in kode.TABEL[nama].kata}
    assert nama in Koreksi(isian(**{nama: "999"})).errors


@pytest.mark.parametrize(
    ("ubah", "kotak"),
    [
        ({"nama": ""}, "nama"),
        ({"nama": "x" * 101}, "nama"),
        ({"kewarganegaraan": ""}, "kewarganegaraan"),
        ({"shdk": ""}, "shdk"),
        ({"jenis_kelamin": ""}, "jenis_kelamin"),
        ({"tanggal_lahir": "kemarin"}, "tanggal_lahir"),
        ({"dasar": "fotokopi"}, "dasar"),
        ({"alasan": "\u200b "}, "alasan"),
        ({"alasan": "x" * 301}, "alasan"),
        ({"nomor_dasar": "x" * 101}, "nomor_dasar"),
        ({"kunci": "bukan kunci"}, "kunci"),
        ({"permintaan": "bukan kunci"}, "permintaan"),
        ({"semula": "x" * 4001}, "semula"),
    ],
)
def test_what_does_not_fit_is_named(ubah: dict[str, str], kotak: str) -> None:
    assert set(Koreksi(isian(**ubah)).errors) == {kotak}


@pytest.mark.parametrize("semula", ["", "{", "[1]", '"teks"', "null", "7", "{}"])
def test_a_broken_memory_agrees_with_nothing(semula: str) -> None:
    form = dibaca(semula=semula)
    assert form.yang_ditunjukkan() == {}
    assert len(bergeser(form.yang_ditunjukkan(), NILAI)) == len(KOLOM) - 1, "all but the unknown blood group"


def test_a_citizens_wish_stands_in_its_box_and_is_no_part_of_what_was_shown() -> None:
    diminta = uuid4()
    form = Koreksi(nilai=NILAI, usul={"agama": 2, "tanggal_lahir": "1985-07-05"}, permintaan=diminta)
    assert (form["agama"].value(), form["permintaan"].value()) == ("2", str(diminta))
    assert form["tanggal_lahir"].value() == date(1985, 7, 5)
    assert json.loads(form["semula"].value()) == NILAI


def test_what_is_told_beside_the_values() -> None:
    kunci, diminta = uuid4(), uuid4()
    form = dibaca(kunci=str(kunci), permintaan=str(diminta), nomor_dasar="12/2001")
    surat = form.lembar("rika", coba=True)
    assert (surat.kunci, surat.permintaan, surat.oleh, surat.coba) == (kunci, diminta, "rika", True)
    assert (surat.dasar, surat.nomor_dasar, surat.alasan) == (Dasar.KK, "12/2001", "Salah ketik")
    assert dibaca().lembar("rika", coba=False).permintaan is None


# ---- following a row that moved ----


@pytest.mark.parametrize(
    ("ketik", "geser", "kotak", "nilai"),
    [
        ({}, {"agama": 2}, "agama", 2),
        ({"agama": "3"}, {"agama": 2}, "agama", 3),
        ({"agama": "3"}, {"pekerjaan": 9}, "pekerjaan", 9),
        ({"agama": "3"}, {"pekerjaan": 9}, "agama", 3),
        ({}, {"tanggal_lahir": "1990-01-02"}, "tanggal_lahir", "1990-01-02"),
        ({"tanggal_lahir": "07-08-1991"}, {"tanggal_lahir": "1990-01-02"}, "tanggal_lahir", "1991-08-07"),
        ({}, {"golongan_darah": 4}, "golongan_darah", 4),
        ({}, {"nama_ibu": ""}, "nama_ibu", ""),
        ({"nama_ibu": "Icih"}, {"nama_ibu": ""}, "nama_ibu", "ICIH"),
        ({"nama_ibu": ""}, {"nama_ibu": "ACIH"}, "nama_ibu", ""),
    ],
)
def test_boxes_left_alone_follow_and_what_was_typed_stays(
    ketik: dict[str, str], geser: dict[str, Any], kotak: str, nilai: Any
) -> None:
    kini = {**NILAI, **geser}
    lanjut = dibaca(**ketik).susulkan(kini)
    assert lanjut.is_valid(), lanjut.errors
    assert lanjut.diketik()[kotak] == nilai
    assert lanjut.yang_ditunjukkan() == kini


def test_followed_once_it_can_be_sent_and_changes_only_what_was_typed() -> None:
    kini = {**NILAI, "agama": 2, "nama": "EUIS K"}
    lanjut = dibaca(nama_ayah="Maman").susulkan(kini)
    assert yang_diubah(lanjut.yang_ditunjukkan(), lanjut.diketik()) == {"nama_ayah": "MAMAN"}
    assert bergeser(lanjut.yang_ditunjukkan(), kini) == []


def test_following_keeps_key_reason_and_paper() -> None:
    form = dibaca(nomor_dasar="12")
    lanjut = form.susulkan({**NILAI, "agama": 2})
    assert lanjut.is_valid()
    assert lanjut.lembar("a", coba=False) == form.lembar("a", coba=False)


# ---- the number ----


def nik(**ubah: str) -> KoreksiNik:
    data = {
        "kunci": str(uuid4()), "revisi": "3", "nik": NIK, "ulang": NIK, "dasar": "ktp_el", "alasan": "Salah",
        "yakin": "on",
    }  # fmt: skip
    return KoreksiNik({**data, **ubah})


def test_spaces_and_dots_in_a_number_are_forgiven_in_both_boxes() -> None:
    form = nik(nik="3207 1545 0685 9001", ulang="3207.1545.0685.9001")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["nik"] == NIK


@pytest.mark.parametrize(
    ("ubah", "kotak"),
    [
        ({"ulang": "3207154506859002"}, "ulang"),
        ({"ulang": ""}, "ulang"),
        ({"yakin": ""}, "yakin"),
        ({"nik": "32071545O6859001"}, "nik"),
        ({"nik": "320715450685900"}, "nik"),
        ({"nik": ""}, "nik"),
        ({"revisi": "0"}, "revisi"),
        ({"revisi": "x"}, "revisi"),
        ({"dasar": "akta_lahir"}, "dasar"),
    ],
)
def test_a_number_needs_everything(ubah: dict[str, str], kotak: str) -> None:
    assert kotak in nik(**{k: v for k, v in ubah.items()}).errors  # noqa: C416  plain text in, plain text out


def test_a_nik_rests_on_the_papers_of_the_civil_registry_alone() -> None:
    pilihan = {nilai for nilai, _ in nik().fields["dasar"].choices if nilai}  # type: ignore[attr-defined]
    assert pilihan == {satu.value for satu in DASAR_NIK}


def test_following_a_row_the_number_stays_and_the_confirmation_too() -> None:
    lanjut = nik().susulkan(8)
    assert lanjut.is_valid()
    assert (lanjut.cleaned_data["revisi"], lanjut.cleaned_data["nik"]) == (8, NIK)


@pytest.mark.parametrize(("alasan", "sah"), [("Sama", True), ("", False), ("   ", False), ("x" * 301, False)])
def test_a_refusal_has_a_reason_of_bearable_length(alasan: str, sah: bool) -> None:
    assert TolakPermintaan({"alasan": alasan}).is_valid() is sah


def test_every_box_has_the_word_of_the_register() -> None:
    form = Koreksi(nilai=NILAI)
    assert {nama: form.fields[nama].label for nama in KOLOM} == {nama: LABEL[nama] for nama in KOLOM}
