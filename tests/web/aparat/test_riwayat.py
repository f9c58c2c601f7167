"""The history on a resident's page: in words, by whom, numbers masked."""

from datetime import UTC, datetime
from typing import Any

import pytest

from eoffice.penduduk.rules.impor.banding import KOLOM_ORANG
from eoffice.penduduk.rules.sampingan import KOLOM_SAMPINGAN
from eoffice.penduduk.selectors.riwayat import Langkah
from eoffice.penduduk.services import siapkan_impor, terapkan_impor
from eoffice.web.aparat.kata_riwayat import kata
from eoffice.web.komponen.orang import LABEL
from tests.penduduk import berkas_uji as uji
from tests.web.aparat.conftest import Balai, isi, ke

SAAT = datetime(2026, 11, 24, tzinfo=UTC)


def langkah(**kolom: tuple[Any, Any]) -> Langkah:
    return Langkah(SAAT, "uji", "impor", kolom)


@pytest.mark.parametrize(
    ("kolom", "kalimat"),
    [
        ({"nama": ("EUIS", "EUIS K")}, "Nama: Euis menjadi Euis K."),
        ({"agama": (1, None)}, "Agama: Islam menjadi kosong."),
        ({"cacat": (None, 2)}, "Disabilitas: kosong menjadi Cacat Netra/Buta."),
        ({"asuransi": (1, 99)}, "Asuransi kesehatan: Tidak/Belum Punya menjadi Asuransi Lainnya."),
        ({"agama": (88, 1)}, "Agama: kosong menjadi Islam."),
        ({"tanggal_lahir": ("1985-06-05", None)}, "Tanggal lahir: 5 Juni 1985 menjadi kosong."),
        ({"jenis_kelamin": ("L", "P")}, "Jenis kelamin: Laki-laki menjadi Perempuan."),
        ({"status_dasar": (1, 2)}, "Status: Hidup menjadi Mati."),
        ({"akta_lahir": ("", "AL-1")}, "Akta kelahiran: kosong menjadi nomor tercatat."),
        ({"keluarga_id": ("a", "b")}, "Pindah ke KK lain."),
        ({"keluarga_id": (None, "b")}, "Masuk KK."),
        ({"keluarga_id": ("a", None)}, "Keluar dari KK."),
        ({"hilang_pada": (None, "2026")}, "Tidak ada di impor terakhir."),
        ({"hilang_pada": ("2026", None)}, "Ada lagi di impor."),
    ],
)
def test_a_field_in_a_sentence(kolom: dict[str, Any], kalimat: str) -> None:
    assert kata(langkah(**kolom)) == [kalimat]


@pytest.mark.parametrize("nama", ["nik", "nik_ayah", "nik_ibu"])
def test_no_number_is_shown_whole(nama: str) -> None:
    (kalimat,) = kata(langkah(**{nama: (uji.EUIS, uji.ASEP)}))
    assert uji.EUIS not in kalimat
    assert uji.ASEP not in kalimat


def test_every_field_of_a_person_has_its_word() -> None:
    assert set(LABEL) == {*KOLOM_ORANG, *KOLOM_SAMPINGAN}


def test_the_first_step_and_an_erased_one_say_so() -> None:
    assert kata(Langkah(SAAT, "uji", "impor", {}, awal=True)) == ["Pertama kali tercatat di data desa."]
    assert "dihapus" in kata(Langkah(SAAT, "uji", "impor", {}, terhapus=True))[0]


def impor(balai: Balai, oleh: str, **ubah: str) -> None:
    def lakukan() -> None:
        berkas = uji.berkas_csv(uji.istri(**ubah))
        siap = siapkan_impor(isi=berkas, nama_berkas="x.csv", lengkap=False, oleh=oleh)
        terapkan_impor(impor_id=siap.id, oleh=oleh)

    balai.dalam(lakukan)


@pytest.mark.django_db
def test_the_page_says_who_changed_what_and_when(balai: Balai) -> None:
    impor(balai, "uji")
    impor(balai, str(balai.orang.operator), agama="KRISTEN")
    alamat = ke("penduduk_satu", balai.orang.penduduk_id)
    assert "Riwayat: siapa" not in isi(balai.sekdes.get(alamat)), "not before a reason was given"
    balai.sekdes.post(alamat, {"alasan": "loket"})
    page = isi(balai.sekdes.get(alamat))
    assert "Riwayat: siapa mengubah apa dan kapan" in page
    assert "menjadi Kristen." in page
    assert "Impor data" in page
    assert uji.EUIS not in page


@pytest.mark.django_db
@pytest.mark.parametrize("oleh", ["sistem", "bukan-uuid-tetapi-panjangnya-tiga-puluh-6", "uji"])
def test_whoever_is_no_account_is_the_system(balai: Balai, oleh: str) -> None:
    impor(balai, oleh)
    alamat = ke("penduduk_satu", balai.orang.penduduk_id)
    balai.operator.post(alamat, {"alasan": "loket"})
    assert "Sistem, Impor data" in isi(balai.operator.get(alamat))


@pytest.mark.django_db
def test_the_neighbours_office_sees_none_of_it(balai: Balai, balai_lain: Balai) -> None:
    assert balai_lain.operator.get(ke("penduduk_satu", balai.orang.penduduk_id)).status_code == 404
