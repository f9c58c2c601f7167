"""A village moves in with its OpenSID workbook: everything in one file, mended rows in a second, and nothing lost."""

import io

import pytest
from python_calamine import CalamineWorkbook

from eoffice.jejak.verify import periksa_rantai
from eoffice.penduduk import selectors
from eoffice.penduduk.models import Keluarga, Penduduk
from eoffice.penduduk.rules.impor.ekspor import buku_ditolak, tabel_ditolak
from eoffice.penduduk.rules.impor.hasil import RincianImpor
from eoffice.penduduk.rules.impor.kolom import letak_kolom
from eoffice.web.komponen.kalimat import kalimat
from eoffice.wilayah.models import Desa
from tests.penduduk import berkas_uji as uji
from tests.penduduk.buku_pindahan import Pindahan, pindahan
from tests.penduduk.conftest import Masuk

pytestmark = pytest.mark.usefixtures("di_cisontrol")
BANYAK = 800


@pytest.fixture(scope="module")
def berkas() -> Pindahan:
    return pindahan(BANYAK)


def perbaikan(hasil: RincianImpor) -> list[list[object]]:
    """Return the file of refused rows as the spreadsheet program of an operator shows it."""
    book = buku_ditolak(tabel_ditolak(hasil.kolom, selectors.baris_ditolak(hasil.id), kalimat))
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0)
    return [list(row) for row in sheet.to_python()]


def betulkan(rows: list[list[object]]) -> None:
    """Mend what the operator of the test can know: each cell by the example of good rows."""
    heads = letak_kolom(rows[0])
    good = {"no_kk": uji.KK, "agama": "ISLAM", "status_dasar": "HIDUP", "jenis_kelamin": "L"}
    for number, row in enumerate(rows[1:]):
        for name, value in good.items():
            row[heads[name]] = value
        row[heads["nama"]] = f"SUDAH BETUL {number % 26 + 1}"
        row[heads["nik"]] = f"3207150101809{number:03d}"
        row[heads["tanggal_lahir"]] = "01-01-1980"


def test_the_preview_takes_what_is_meant_and_refuses_only_what_a_person_must_mend(
    berkas: Pindahan, siapkan: Masuk
) -> None:
    hasil = siapkan(berkas.isi)
    nasib = berkas.nasib
    assert sum(nasib.values()) >= BANYAK
    assert hasil.jumlah["ditolak"] == nasib["ditolak"]
    assert hasil.jumlah["baru"] == nasib["masuk"] + nasib["perlu dilihat"]
    assert [m.pesan.kode for m in hasil.masalah] == [
        "penduduk.lembar_dilewati",
        "penduduk.kolom_asing",
        "penduduk.berkas_mode_huruf",
    ]
    told = [
        m.pesan.kode
        for row in selectors.baris_impor(hasil.id, tindakan="baru", batas=BANYAK)
        for m in row.masalah
    ]
    assert told.count("penduduk.nama_dirapikan") == nasib["perlu dilihat"]


def test_moved_in_end_to_end(berkas: Pindahan, masukkan: Masuk, di_cisontrol: Desa) -> None:
    masukkan(berkas.isi)
    people = Penduduk.objects.all()
    assert set(people.values_list("nik", flat=True)) == berkas.nik
    assert not Keluarga.objects.filter(rt="000").exists()
    assert not Keluarga.objects.filter(dusun__startswith="DUSUN").exists()
    assert set(people.values_list("status_dasar", flat=True)) == {1, 3}
    assert people.filter(lain__lat="-7.28").exists()
    assert people.filter(ktp_el=3).exists()
    assert not people.filter(lain__has_key="ktp_el").exists()
    assert periksa_rantai(di_cisontrol.kode).utuh


def test_the_refused_come_back_in_the_same_columns_with_the_reason_in_words(
    berkas: Pindahan, siapkan: Masuk
) -> None:
    rows = perbaikan(siapkan(berkas.isi))
    assert len(rows) - 1 == berkas.nasib["ditolak"]
    assert rows[0][:-1] == [*uji.KOLOM_OPENSID, "zodiak"]
    assert rows[0][-1] == "Alasan"
    for row in rows[1:]:
        said = str(row[-1])
        assert said.startswith(("Data Penduduk, baris ", "Dusun lain, baris "))
        assert len(said.split(": ", 1)) == 2, "column: what is wrong"
        assert "penduduk." not in said


def test_mended_and_sent_again_only_those_rows_are_new_and_nobody_is_missing(
    berkas: Pindahan, masukkan: Masuk, siapkan: Masuk
) -> None:
    rows = perbaikan(masukkan(berkas.isi))
    betulkan(rows)
    again = masukkan(uji.buku({"penduduk": rows}), lengkap=True)
    assert (again.jumlah["baru"], again.jumlah["ditolak"]) == (berkas.nasib["ditolak"], 0)
    assert (again.jumlah["berubah"], again.jumlah["sama"], again.jumlah["hilang"]) == (0, 0, 0)
    assert not again.lengkap
    assert [m.pesan.kode for m in again.masalah if m.pesan.kode != "penduduk.kolom_asing"] == [
        "penduduk.berkas_perbaikan"
    ]
    assert Penduduk.objects.filter(hilang_pada__isnull=False).count() == 0
    assert Penduduk.objects.count() == sum(berkas.nasib.values())
    assert siapkan(uji.buku({"penduduk": rows})).jumlah["sama"] == berkas.nasib["ditolak"]


def test_sent_again_unmended_the_same_rows_are_refused_for_the_same_reasons(
    berkas: Pindahan, siapkan: Masuk
) -> None:
    rows = perbaikan(siapkan(berkas.isi))
    lagi = perbaikan(siapkan(uji.buku({"penduduk": rows})))
    assert [str(row[-1]).split(". ", 1)[1] for row in lagi[1:]] == [
        str(row[-1]).split(". ", 1)[1] for row in rows[1:]
    ]


def test_the_whole_village_again_changes_nobody(berkas: Pindahan, masukkan: Masuk, siapkan: Masuk) -> None:
    masukkan(berkas.isi)
    again = siapkan(berkas.isi)
    assert (again.jumlah["baru"], again.jumlah["berubah"], again.jumlah["hilang"]) == (0, 0, 0)
    assert again.jumlah["ditolak"] == berkas.nasib["ditolak"]
