"""The citizen's forms by themselves: each column with the box it needs, and what is read from it."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from eoffice.penduduk.rules import kode
from eoffice.penduduk.rules.koreksi import KODE, TEKS
from eoffice.penduduk.rules.permintaan import DIMINTA, NIK
from eoffice.surat.rules.dompet import KATA
from eoffice.web.komponen.orang import LABEL, sebut_nilai
from eoffice.web.warga.formulir import MintaKoreksi, SimpanDompet
from tests.pabrik import foto


def berkas(banyak: int = 1) -> Any:
    semua = [SimpleUploadedFile(f"{n}.jpg", foto(), "image/jpeg") for n in range(banyak)]
    return MultiValueDict({"berkas": semua} if semua else {})


def minta(kolom: str, banyak: int = 1, **isi: str) -> MintaKoreksi:
    return MintaKoreksi(kolom, {"kunci": str(uuid4()), **isi}, berkas(banyak))


def test_several_photos_are_read_one_by_one_and_an_empty_one_is_named() -> None:
    form = minta("nama", 3, usul="Euis")
    assert form.is_valid(), form.errors
    assert [satu.name for satu in form.cleaned_data["berkas"]] == ["0.jpg", "1.jpg", "2.jpg"]
    kosong = MultiValueDict(
        {"berkas": [SimpleUploadedFile("a.jpg", foto()), SimpleUploadedFile("b.jpg", b"")]}
    )
    form = MintaKoreksi("nama", {"kunci": str(uuid4()), "usul": "Euis"}, kosong)
    assert form.errors["berkas"] == ["Berkasnya kosong. Pilih berkas lain."]


def test_without_a_photo_its_box_says_what_to_attach() -> None:
    assert minta("nama", 0, usul="Euis").errors["berkas"] == [
        "Lampirkan foto buktinya, misalnya KTP, KK, atau akta."
    ]


@pytest.mark.parametrize("kolom", DIMINTA)
def test_every_column_has_its_form_and_the_form_its_word(kolom: str) -> None:
    form = MintaKoreksi(kolom)
    assert list(form.fields) == ["kunci", *(["usul"] if kolom != NIK else []), "keterangan", "berkas"]
    if kolom != NIK:
        assert form.fields["usul"].label == f"{LABEL[kolom]} yang benar"


@pytest.mark.parametrize("kolom", TEKS)
def test_words_are_read_without_stray_blanks(kolom: str) -> None:
    form = minta(kolom, usul="  Euis   Komariyah ")
    assert form.is_valid(), form.errors
    assert form.usul(kolom) == "Euis Komariyah"


@pytest.mark.parametrize("kolom", KODE)
def test_a_code_is_chosen_from_its_table_and_read_as_a_number(kolom: str) -> None:
    nomor = max(kode.TABEL[kolom].kata)
    form = minta(kolom, usul=str(nomor))
    assert form.is_valid(), form.errors
    assert form.usul(kolom) == nomor
    assert "usul" in minta(kolom, usul="999").errors


@pytest.mark.parametrize(
    ("hari", "bulan", "tahun", "nilai"),
    [
        ("5", "7", "1985", "1985-07-05"),
        ("05", "Juli", "1985", "1985-07-05"),
        ("29", "2", "2000", "2000-02-29"),
    ],
)
def test_a_day_is_read_from_three_boxes(hari: str, bulan: str, tahun: str, nilai: str) -> None:
    form = minta("tanggal_lahir", usul_hari=hari, usul_bulan=bulan, usul_tahun=tahun)
    assert form.is_valid(), form.errors
    assert form.usul("tanggal_lahir") == nilai


@pytest.mark.parametrize(
    ("hari", "bulan", "tahun"),
    [("31", "2", "1985"), ("", "7", "1985"), ("5", "Xyz", "1985"), ("5", "7", "85")],
)
def test_a_day_that_is_none_is_named(hari: str, bulan: str, tahun: str) -> None:
    assert set(minta("tanggal_lahir", usul_hari=hari, usul_bulan=bulan, usul_tahun=tahun).errors) == {"usul"}


def test_a_nik_is_not_asked_and_reads_as_nothing() -> None:
    form = minta(NIK, keterangan="Angka ke-8 salah")
    assert form.is_valid(), form.errors
    assert form.usul(NIK) == ""


@pytest.mark.parametrize(
    ("isi", "banyak", "kotak"),
    [
        ({"usul": ""}, 1, "usul"),
        ({"usul": "x" * 101}, 1, "usul"),
        ({"usul": "Euis", "keterangan": "x" * 301}, 1, "keterangan"),
        ({"usul": "Euis"}, 0, "berkas"),
        ({"usul": "Euis", "kunci": "bukan kunci"}, 1, "kunci"),
    ],
)
def test_what_is_missing_or_too_long_is_named(isi: dict[str, str], banyak: int, kotak: str) -> None:
    assert set(minta("nama", banyak, **isi).errors) == {kotak}


@pytest.mark.parametrize(
    ("ubah", "kotak"),
    [
        ({"setuju": ""}, {"setuju"}),
        ({"jenis": "paspor"}, {"jenis"}),
        ({"jenis": "", "setuju": ""}, {"jenis", "setuju"}),
    ],
)
def test_a_document_is_kept_only_with_kind_and_consent(ubah: dict[str, str], kotak: set[str]) -> None:
    data = {k: v for k, v in {"jenis": "ktp", "setuju": "on", **ubah}.items() if v}
    assert set(SimpanDompet(data, berkas()).errors) == kotak


@pytest.mark.parametrize("jenis", KATA)
def test_every_kind_can_be_kept(jenis: str) -> None:
    assert SimpanDompet({"jenis": jenis, "setuju": "on"}, berkas()).is_valid()


@pytest.mark.parametrize(
    ("nama", "nilai", "kata"),
    [
        ("nama", "EUIS", "Euis"),
        ("agama", 2, "Kristen"),
        ("agama", None, "kosong"),
        ("agama", 99, "kosong"),
        ("tanggal_lahir", "1985-06-05", "5 Juni 1985"),
        ("jenis_kelamin", "P", "Perempuan"),
        ("nik", "3207154506859001", "320715••••••••01"),
        ("akta_lahir", "AL-7/2001", "nomor tercatat"),
        ("nama_ibu", "", "kosong"),
    ],
)
def test_a_value_of_the_register_in_words(nama: str, nilai: Any, kata: str) -> None:
    assert sebut_nilai(nama, nilai) == kata
