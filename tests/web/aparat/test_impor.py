"""Taking in a list of residents: preview, the refused rows back, applying behind the scenes, hostile files."""

import io
import re
import zipfile
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from eoffice.kernel import clock
from eoffice.penduduk import selectors
from eoffice.penduduk.models import Impor, Penduduk
from eoffice.penduduk.rules.impor.berkas import baca_berkas
from eoffice.penduduk.rules.impor.kolom import KOLOM_KAMI
from eoffice.penduduk.services import kemajuan_impor, terapkan
from eoffice.penduduk.services.kemajuan import tulis_kemajuan
from eoffice.penduduk.workers import terapkan_yang_diminta
from eoffice.web.aparat import impor as halaman_impor
from tests.penduduk.berkas_uji import (
    EUIS,
    KK,
    bayi,
    berkas_csv,
    berkas_xlsx,
    buku,
    ganti_isi,
    istri,
    lembar_xml,
    orang,
    orang_opensid,
)  # fmt: skip
from tests.web.aparat.conftest import HTMX, Balai, isi, ke, rekan, sebagian

pytestmark = pytest.mark.django_db
SALAH = orang(nik="32071501A190910X", nama="SALAH NIK")
RUMUS = orang(nik="3207150201909102", nama="=HYPERLINK(1)", tanggal_lahir="1990-02-30")


def unggah(klien: Client, data: bytes, nama: str = "penduduk.csv", **lain: str) -> Any:
    """Upload a list of residents."""
    return klien.post(ke("impor"), {"berkas": SimpleUploadedFile(nama, data), **lain})


def pratinjau(balai: Balai, *baris: dict[str, str], **lain: str) -> UUID:
    """Upload these rows and return the file that waits for a decision."""
    jawab = unggah(balai.operator, berkas_csv(*baris), **lain)
    assert jawab.status_code == 302, jawab.content.decode()
    return UUID(jawab.headers["Location"].rstrip("/").rsplit("/", 1)[-1])


def lihat(balai: Balai, impor_id: UUID) -> str:
    """Open the page of a file."""
    return isi(balai.operator.get(ke("impor_satu", impor_id)))


def tekan(balai: Balai, impor_id: UUID, klien: Client | None = None) -> None:
    """Press apply: the answer is the page of the file, at once."""
    jawab = (klien or balai.operator).post(ke("impor_terapkan", impor_id))
    assert jawab.headers["Location"] == ke("impor_satu", impor_id)


def terapkan_sampai_jadi(balai: Balai, impor_id: UUID) -> None:
    """Press apply, and let the worker do it."""
    tekan(balai, impor_id)
    balai.dalam(terapkan_yang_diminta)


def hitungan(page: str) -> dict[str, int]:
    """Return the counts of a preview by their words."""
    pola = r"<li><strong>(\d+)</strong><b>(.*?)</b>"
    return {kata: int(jumlah) for jumlah, kata in re.findall(pola, page)}


def nama_di_data(balai: Balai) -> set[str]:
    """Return who stands in the register."""
    return set(balai.dalam(lambda: list(Penduduk.objects.values_list("nama", flat=True))))


def test_the_preview_counts_new_changed_same_vanished_and_refused(balai: Balai) -> None:
    terapkan_sampai_jadi(balai, pratinjau(balai, orang(), istri(), bayi()))
    impor_id = pratinjau(balai, orang(), istri(pekerjaan="PETANI/PEKEBUN"), SALAH, lengkap="on")
    page = lihat(balai, impor_id)
    assert hitungan(page) == {
        "Orang baru": 0,
        "Berubah": 1,
        "Tidak berubah": 1,
        "Tidak ada di berkas": 1,
        "Ditolak": 1,
        "Perlu dilihat": 0,
    }
    assert "Terapkan 2 perubahan" in page, "who vanished is marked, and that is a change"


@pytest.mark.parametrize("lengkap", [{}, {"lengkap": "on"}], ids=["sebagian", "lengkap"])
def test_a_file_that_changes_nothing_says_so_and_offers_nothing(
    balai: Balai, lengkap: dict[str, str]
) -> None:
    terapkan_sampai_jadi(balai, pratinjau(balai, orang(), istri()))
    impor_id = pratinjau(balai, orang(), istri(), **lengkap)
    page = lihat(balai, impor_id)
    assert "Tidak ada yang perlu diterapkan" in page
    assert "Isi berkas ini sudah sama dengan data desa. Data desa tidak berubah." in page
    assert "perubahan</button>" not in page
    assert ke("impor_terapkan", impor_id) not in page
    assert "Tutup berkas ini" in page


def test_a_file_of_nothing_but_refused_rows_asks_to_mend_them(balai: Balai) -> None:
    page = lihat(balai, pratinjau(balai, SALAH))
    assert "Tidak ada yang perlu diterapkan" in page
    assert "Perbaiki baris yang ditolak, lalu unggah lagi." in page
    assert ke("impor_ditolak", balai.dalam(lambda: Impor.objects.get().pk)) in page


def test_who_is_only_missing_from_a_complete_file_is_a_change_too(balai: Balai) -> None:
    terapkan_sampai_jadi(balai, pratinjau(balai, orang(), istri()))
    page = lihat(balai, pratinjau(balai, orang(), lengkap="on"))
    assert "Terapkan 1 perubahan" in page
    assert "Tidak ada yang perlu diterapkan" not in page


def test_a_partial_file_says_nothing_of_the_vanished(balai: Balai) -> None:
    page = lihat(balai, pratinjau(balai, orang()))
    assert "Tidak ada di berkas" not in hitungan(page)
    assert hitungan(page)["Orang baru"] == 1


def test_a_preview_changes_nothing_and_names_each_wrong_cell(balai: Balai) -> None:
    page = lihat(balai, pratinjau(balai, orang(), SALAH, RUMUS))
    assert nama_di_data(balai) == {"Euis Komariah"}
    assert "Baris 3" in page
    assert "Baris 4" in page
    assert "32071501A190910X" in page
    assert "1990-02-30" in page
    assert "NIK berisi huruf" in page
    assert "Belum diterapkan" in page


def test_refused_rows_come_back_as_a_workbook_also_of_a_csv_with_the_reason_in_words(balai: Balai) -> None:
    file = balai.operator.get(ke("impor_ditolak", pratinjau(balai, orang(), SALAH, RUMUS)))
    assert file.headers["Content-Disposition"] == 'attachment; filename="ditolak.xlsx"'
    (lembar,) = baca_berkas(file.content)
    judul, salah, rumus = (baris for _, baris in lembar.baris)
    assert judul == [*KOLOM_KAMI, "Alasan"]
    assert salah[judul.index("nik")] == "32071501A190910X"
    assert str(salah[-1]).startswith("Baris 3. nik: NIK berisi huruf A pada urutan ke-9.")
    assert rumus[judul.index("nama")] == "=HYPERLINK(1)", "as a text: a formula would refuse the whole file"


def test_a_tick_for_all_residents_means_nothing_on_a_file_of_mended_rows(balai: Balai) -> None:
    terapkan_sampai_jadi(balai, pratinjau(balai, orang(), istri(), SALAH))
    file = balai.operator.get(ke("impor_ditolak", balai.dalam(lambda: Impor.objects.get().pk)))
    (lembar,) = baca_berkas(file.content)
    judul, salah = (list(baris) for _, baris in lembar.baris)
    salah[judul.index("nik")] = "3207150101909105"
    jawab = unggah(balai.operator, buku({"penduduk": [judul, salah]}), "ditolak.xlsx", lengkap="on")
    page = isi(balai.operator.get(jawab.headers["Location"]))
    assert hitungan(page)["Orang baru"] == 1
    assert "Tidak ada di berkas" not in hitungan(page)
    assert "orang yang tidak ada di dalamnya tidak ditandai hilang" in page


def test_the_wrong_cell_is_shown_under_the_heading_of_the_file(balai: Balai) -> None:
    data = berkas_xlsx(orang_opensid(sex="X"))
    page = isi(balai.operator.get(unggah(balai.operator, data, "opensid.xlsx").headers["Location"]))
    assert re.search(r'data-k="Kolom">sex</td><td data-k="Isinya">X</td>', page)


def test_mended_rows_can_be_sent_again(balai: Balai) -> None:
    terapkan_sampai_jadi(balai, pratinjau(balai, orang(), SALAH))
    lagi = pratinjau(balai, {**SALAH, "nik": "3207150101909105", "nama": "SUDAH BETUL"})
    terapkan_sampai_jadi(balai, lagi)
    assert {"ASEP SUTISNA", "SUDAH BETUL"} <= nama_di_data(balai)


def test_a_workbook_comes_back_as_a_workbook(balai: Balai) -> None:
    data = berkas_xlsx(orang_opensid(), orang_opensid(nik="32071501A190910X", nama="SALAH NIK"))
    ke_satu = unggah(balai.operator, data, "opensid.XLSX").headers["Location"]
    file = balai.operator.get(f"{ke_satu}ditolak/")
    assert file.headers["Content-Disposition"] == 'attachment; filename="ditolak.xlsx"'
    (lembar,) = baca_berkas(file.content)
    assert [("32071501A190910X" in baris) for _, baris in lembar.baris] == [False, True]


def test_applying_waits_for_the_worker_and_the_page_says_so(balai: Balai) -> None:
    impor_id = pratinjau(balai, orang(), istri())
    tekan(balai, impor_id)
    page = lihat(balai, impor_id)
    assert "Sedang diterapkan" in page
    assert "Menunggu giliran." in page
    assert "Terapkan" not in page, "nothing left to press"
    assert nama_di_data(balai) == {"Euis Komariah"}
    assert "Sedang diterapkan" in isi(balai.operator.get(ke("impor"))), "it can be left and found again"
    balai.dalam(terapkan_yang_diminta)
    assert "Sudah diterapkan" in lihat(balai, impor_id)
    assert nama_di_data(balai) >= {"ASEP SUTISNA", "EUIS KOMARIAH"}


def test_rows_are_counted_while_they_are_written(balai: Balai, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terapkan, "_SEKALI", 2)
    warga = [orang(nik=f"32071501018091{n:02}", nama=f"WARGA {chr(65 + n)}") for n in range(5)]
    impor_id = pratinjau(balai, *warga)
    tekan(balai, impor_id)
    terlihat = []
    asli = terapkan._tulis_orang

    def intip(*args: Any) -> Any:
        terlihat.append(re.findall(r"\d+ dari \d+ baris", lihat_tanpa_lingkup(impor_id)))
        return asli(*args)

    def lihat_tanpa_lingkup(satu: UUID) -> str:
        maju = kemajuan_impor(satu)
        return f"{maju.selesai} dari {maju.semua} baris" if maju else ""

    monkeypatch.setattr(terapkan, "_tulis_orang", intip)
    balai.dalam(terapkan_yang_diminta)
    assert terlihat == [["0 dari 5 baris"], ["2 dari 5 baris"], ["4 dari 5 baris"]]
    assert kemajuan_impor(impor_id) is None, "the count is thrown away at the end"


def test_the_page_shows_the_count_and_asks_again_by_itself(balai: Balai) -> None:
    impor_id = pratinjau(balai, orang(), istri())
    assert "every 1s" not in lihat(balai, impor_id)
    tekan(balai, impor_id)
    tulis_kemajuan(impor_id, 1500, 4500)
    page = lihat(balai, impor_id)
    assert "1.500 dari 4.500 baris sudah ditulis." in page
    assert re.search(r'<progress [^>]*value="1500" max="4500"', page)
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in page
    assert re.search(r'id="impor" hx-get="[^"]+" hx-trigger="every 1s" hx-select="#impor"', page)
    bagian = isi(balai.operator.get(ke("impor_satu", impor_id), headers=HTMX))
    assert sebagian(bagian, "impor") == sebagian(page, "impor")
    balai.dalam(terapkan_yang_diminta)
    jadi = isi(balai.operator.get(ke("impor_satu", impor_id), headers=HTMX))
    assert "every 1s" not in jadi, "it stops asking"
    assert "Sudah diterapkan" in jadi


@pytest.mark.parametrize("rusak", ["", "12", "a b", "1 2 3", "\x00"])
def test_a_broken_count_is_no_count(balai: Balai, rusak: str) -> None:
    impor_id = pratinjau(balai, orang())
    tekan(balai, impor_id)
    tulis_kemajuan(impor_id, 1, 2)
    from eoffice.penduduk.services import kemajuan

    kemajuan._path(impor_id).write_text(rusak)
    assert "Menunggu giliran." in lihat(balai, impor_id)


def test_a_worker_that_does_not_run_is_not_passed_over_in_silence(balai: Balai) -> None:
    impor_id = pratinjau(balai, orang())
    tekan(balai, impor_id)
    with time_machine.travel(clock.now() + timedelta(seconds=31), tick=False):
        assert "Belum juga dimulai" in lihat(balai, impor_id)


def test_pressing_twice_and_by_two_people_writes_once(balai: Balai) -> None:
    impor_id, lain = pratinjau(balai, orang()), rekan(balai)
    tekan(balai, impor_id)
    tekan(balai, impor_id, lain)
    balai.dalam(terapkan_yang_diminta)
    tekan(balai, impor_id, lain)
    balai.dalam(terapkan_yang_diminta)
    baris = balai.dalam(lambda: Impor.objects.get(pk=impor_id))
    assert (baris.status, baris.diminta_oleh) == ("diterapkan", str(balai.orang.operator))
    asep = balai.dalam(lambda: Penduduk.objects.get(nama="ASEP SUTISNA"))
    assert asep.revisi == 1


def test_a_second_file_replaces_the_preview_of_another_operator(balai: Balai) -> None:
    lama, lain = pratinjau(balai, orang()), rekan(balai)
    assert unggah(lain, berkas_csv(istri())).status_code == 302
    jawab = balai.operator.post(ke("impor_terapkan", lama), follow=True)
    assert "sudah dibatalkan atau diganti berkas lain" in isi(jawab)
    assert balai.dalam(selectors.impor, lama).status == "dibatalkan"
    assert nama_di_data(balai) == {"Euis Komariah"}


def test_people_who_changed_since_the_preview_stop_it_with_the_reason(balai: Balai) -> None:
    terapkan_sampai_jadi(balai, pratinjau(balai, orang()))
    impor_id = pratinjau(balai, orang(pekerjaan="PETANI/PEKEBUN"), istri())
    balai.dalam(lambda: Penduduk.objects.filter(nama="ASEP SUTISNA").update(revisi=7))
    terapkan_sampai_jadi(balai, impor_id)
    page = lihat(balai, impor_id)
    assert "Data penduduk berubah sejak berkas ini diperiksa" in page
    assert "Dibatalkan" in page
    asep = balai.dalam(lambda: Penduduk.objects.get(nama="ASEP SUTISNA"))
    assert asep.revisi == 7, "nothing of it is written"
    assert kemajuan_impor(impor_id) is None
    balai.dalam(terapkan_yang_diminta)


def test_a_preview_can_be_thrown_away_before_but_not_after(balai: Balai) -> None:
    satu = pratinjau(balai, orang())
    jawab = balai.operator.post(ke("impor_batal", satu), follow=True)
    assert "Data desa tidak berubah" in isi(jawab)
    assert "Dibatalkan" in lihat(balai, satu)
    dua = pratinjau(balai, orang())
    tekan(balai, dua)
    sedang = balai.operator.post(ke("impor_batal", dua), follow=True)
    assert "sedang diterapkan, jadi tidak dapat dibatalkan" in isi(sedang)
    balai.dalam(terapkan_yang_diminta)
    sudah = balai.operator.post(ke("impor_batal", dua), follow=True)
    assert "sudah diterapkan, jadi tidak dapat dibatalkan" in isi(sudah)
    assert "ASEP SUTISNA" in nama_di_data(balai)


def test_the_vanished_are_marked_and_never_deleted(balai: Balai) -> None:
    terapkan_sampai_jadi(balai, pratinjau(balai, orang(), lengkap="on"))
    page = isi(balai.operator.post(ke("penduduk"), {"q": "euis"}))
    assert "Euis Komariah" in page
    assert "Tidak ada di impor terakhir" in page


@pytest.mark.parametrize(
    ("nama", "cara"),
    [
        ("impor_satu", "get"),
        ("impor_ditolak", "get"),
        ("impor_terapkan", "post"),
        ("impor_batal", "post"),
    ],
)
def test_another_villages_file_is_not_there(balai: Balai, balai_lain: Balai, nama: str, cara: str) -> None:
    impor_id = pratinjau(balai, orang(), SALAH)
    assert getattr(balai_lain.operator, cara)(ke(nama, impor_id)).status_code == 404
    assert "Belum diterapkan" in lihat(balai, impor_id)


def test_another_villages_worker_round_leaves_my_file_alone(balai: Balai, balai_lain: Balai) -> None:
    impor_id = pratinjau(balai, orang())
    tekan(balai, impor_id)
    balai_lain.dalam(terapkan_yang_diminta)
    assert balai.dalam(selectors.impor, impor_id).status == "menerapkan"


@pytest.mark.parametrize("cara", ["impor_terapkan", "impor_batal"])
def test_what_changes_something_is_never_a_link(balai: Balai, cara: str) -> None:
    impor_id = pratinjau(balai, orang())
    assert balai.operator.get(ke(cara, impor_id)).status_code == 405


BUKU = berkas_xlsx(orang_opensid())
ENTITAS = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
BERKAS_RUSAK = {
    "empty": (b"", "Berkasnya kosong"),
    "only blanks": (b" \n \n", "kosong"),
    "a PDF": (b"%PDF-1.4 bukan tabel", ""),
    "an old workbook": (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, ""),
    "a cut workbook": (BUKU[: len(BUKU) // 2], ""),
    "a zip of something else": (b"PK\x03\x04rusak", ""),
    "other headings": (b"a,b,c\n1,2,3\n", ""),
    "headings only": (berkas_csv(), ""),
    "half a character": (b"\xff\xfe\x00\x00", ""),
    "not a text": (bytes(range(256)) * 40, ""),
    "entities that multiply": (
        ganti_isi(BUKU, "xl/worksheets/sheet1.xml", lembar_xml("<row/>", ENTITAS)), "",
    ),
}  # fmt: skip


@pytest.mark.parametrize("jenis", BERKAS_RUSAK)
def test_a_file_that_is_no_list_is_refused_beside_its_box(balai: Balai, jenis: str) -> None:
    data, kata = BERKAS_RUSAK[jenis]
    page = isi(unggah(balai.operator, data, "daftar.xlsx"), 422)
    assert "ringkas-galat" in page
    assert kata in page
    assert balai.dalam(selectors.semua_impor) == []


def test_no_file_at_all_is_refused_and_the_tick_stays(balai: Balai) -> None:
    page = isi(balai.operator.post(ke("impor"), {}), 422)
    assert "Pilih berkasnya." in page
    assert re.search(r'name="lengkap"(?![^>]*checked)', page)


def test_a_name_that_means_harm_is_only_shown(balai: Balai) -> None:
    nama = "../../etc/<script>alert(1)</script>.csv"
    ke_satu = unggah(balai.operator, berkas_csv(orang()), nama).headers["Location"]
    page = isi(balai.operator.get(ke_satu))
    assert "<script>alert" not in page
    assert "etc/passwd" not in page


def test_a_zip_with_a_path_upward_writes_nothing(balai: Balai) -> None:
    isi_zip = io.BytesIO()
    with zipfile.ZipFile(isi_zip, "w") as arsip:
        arsip.writestr("../../jahat.txt", "x")
    assert unggah(balai.operator, isi_zip.getvalue(), "jahat.xlsx").status_code == 422


def test_many_refused_rows_are_paged(balai: Balai, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(halaman_impor, "PER_HALAMAN", 2)
    salah = [orang(nik=f"32071501A19091{n:02}", nama=f"SALAH {chr(65 + n)}") for n in range(5)]
    impor_id = pratinjau(balai, *salah)
    assert "32071501A1909104" not in lihat(balai, impor_id)
    akhir = isi(balai.operator.get(ke("impor_satu", impor_id) + "?hal=3"))
    assert "32071501A1909104" in akhir
    for rusak in ("x", "-1", "0", "99999", "%00"):
        assert balai.operator.get(ke("impor_satu", impor_id) + f"?hal={rusak}").status_code == 200


def test_a_family_card_is_one_family(balai: Balai) -> None:
    terapkan_sampai_jadi(balai, pratinjau(balai, orang(), bayi()))
    asep = balai.dalam(lambda: Penduduk.objects.select_related("keluarga").get(nama="ASEP SUTISNA"))
    assert asep.keluarga is not None
    assert asep.keluarga.no_kk == KK
    assert len(balai.dalam(selectors.anggota_keluarga, asep.keluarga_id)) == 2
    assert balai.dalam(selectors.by_nik, EUIS).nama == "Euis Komariah"


# ---- a large file is looked through by the worker ----


def besar(balai: Balai, data: bytes, monkeypatch: pytest.MonkeyPatch) -> UUID:
    """Upload a file as if it were large; return what waits."""
    monkeypatch.setattr(halaman_impor, "SEGERA", 10)
    jawab = unggah(balai.operator, data)
    assert jawab.status_code == 302
    return UUID(jawab.headers["Location"].rstrip("/").rsplit("/", 1)[-1])


def test_a_large_file_is_not_read_while_the_person_waits(
    balai: Balai, monkeypatch: pytest.MonkeyPatch
) -> None:
    impor_id = besar(balai, berkas_csv(orang(), SALAH), monkeypatch)
    page = lihat(balai, impor_id)
    assert "Sedang diperiksa" in page
    assert "Berkas sedang diperiksa" in page
    assert "Menunggu giliran." in page
    assert "every 1s" in page
    assert hitungan(page) == {}, "nothing is known yet, and zeros would be a lie"
    assert ke("impor_terapkan", impor_id) not in page
    assert "Batalkan impor" in page
    tulis_kemajuan(impor_id, 1500, 4500)
    page = lihat(balai, impor_id)
    assert "1.500 dari 4.500 baris sudah diperiksa." in page
    assert 'aria-label="Baris yang sudah diperiksa"' in page
    balai.dalam(terapkan_yang_diminta)
    page = lihat(balai, impor_id)
    assert hitungan(page)["Orang baru"] == 1
    assert hitungan(page)["Ditolak"] == 1
    assert "every 1s" not in page
    terapkan_sampai_jadi(balai, impor_id)
    assert "ASEP SUTISNA" in nama_di_data(balai)


def test_a_large_file_that_cannot_be_read_says_why_on_its_page(
    balai: Balai, monkeypatch: pytest.MonkeyPatch
) -> None:
    impor_id = besar(balai, b"kode,isi\n1,ISLAM\n", monkeypatch)
    balai.dalam(terapkan_yang_diminta)
    page = lihat(balai, impor_id)
    assert "Tidak dapat dibaca" in page
    assert "Kolom nik tidak ada." in page
    assert "Kolom nama tidak ada." in page
    assert "every 1s" not in page
    assert "Tidak dapat dibaca" in isi(balai.operator.get(ke("impor")))


def test_a_large_file_can_be_thrown_away_while_it_waits(
    balai: Balai, monkeypatch: pytest.MonkeyPatch
) -> None:
    impor_id = besar(balai, berkas_csv(orang()), monkeypatch)
    jawab = balai.operator.post(ke("impor_batal", impor_id), follow=True)
    assert "Data desa tidak berubah" in isi(jawab)
    balai.dalam(terapkan_yang_diminta)
    assert "Dibatalkan" in lihat(balai, impor_id)


def test_a_worker_that_does_not_read_is_told_too(balai: Balai, monkeypatch: pytest.MonkeyPatch) -> None:
    impor_id = besar(balai, berkas_csv(orang()), monkeypatch)
    with time_machine.travel(clock.now() + timedelta(seconds=31), tick=False):
        assert "Belum juga dimulai" in lihat(balai, impor_id)


def test_the_bounds_between_at_once_and_later_are_bytes(
    balai: Balai, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = berkas_csv(orang())
    for batas, keadaan in ((len(data), "pratinjau"), (len(data) - 1, "memeriksa")):
        monkeypatch.setattr(halaman_impor, "SEGERA", batas)
        ke_satu = unggah(balai.operator, data).headers["Location"]
        satu = UUID(ke_satu.rstrip("/").rsplit("/", 1)[-1])
        assert balai.dalam(selectors.impor, satu).status == keadaan
