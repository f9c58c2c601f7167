"""What the village keeps about a citizen: shown to him alone, whole in the copy, and the taking is logged."""

import json
from datetime import date
from typing import Any

import pytest
from django.test import Client

from eoffice.dokumen import services as dokumen
from eoffice.jejak.selectors import akses_atas
from eoffice.jejak.services import catat_akses
from eoffice.kernel.ids import new_id
from eoffice.kernel.peran import Peran
from eoffice.surat import services as surat
from eoffice.surat.models import Berkas, Permohonan
from eoffice.surat.rules.alur import Aksi
from eoffice.web.warga.data import tercetak
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.dokumen.alat import pelanggaran
from tests.pabrik import SKU, Pemeran, diajukan
from tests.web.dunia import warga_lain
from tests.web.markup import read
from tests.web.warga.conftest import NIK, hp

JSON, PDF = "/warga/data/salinan.json", "/warga/data/salinan.pdf"


def salinan(browser: Client) -> dict[str, Any]:
    jawab = browser.get(JSON)
    assert jawab.status_code == 200
    return json.loads(jawab.content)  # type: ignore[no-any-return]


def dibuka(desa: Desa, cast: Pemeran, **lain: Any) -> None:
    """Let Rika open something of Euis."""
    isi = {"sasaran": "penduduk", "sasaran_id": cast.penduduk_id, "tindakan": "lihat_nik", "alasan": "Loket"}
    with lingkup(desa.kode):
        catat_akses(pengguna_id=cast.operator, permintaan_id=new_id(), **(isi | lain))


def test_the_page_shows_what_the_register_says_with_numbers_masked(warga: Client) -> None:
    isi = warga.get("/warga/data/").content.decode()
    page = read(isi)
    for kata in ("Euis Komariah", "Perempuan", "Tanggal lahir", "Agama", "320715••••••••01"):
        assert kata in page.text
    assert NIK not in isi
    assert "Nomor KK" not in page.text
    assert page.all("a", href=PDF)
    assert page.all("a", href=JSON)


def test_my_letters_lead_to_my_data(warga: Client) -> None:
    assert read(warga.get("/warga/").content.decode()).all("a", href="/warga/data/")


def test_the_copy_holds_the_register_the_applications_and_who_looked(
    warga: Client, cast: Pemeran, cisontrol: Desa
) -> None:
    with lingkup(cisontrol.kode):
        diajukan(cast)
        tiket = Permohonan.objects.get().tiket
    dibuka(cisontrol, cast)
    isi = salinan(warga)
    assert isi["penduduk"]["NIK"] == NIK
    assert isi["penduduk"]["Nama"] == "Euis Komariah"
    (satu,) = isi["permohonan"]
    assert satu["judul"] == f"Permohonan {tiket}"
    nilai = [b["nilai"] for b in satu["isi"]]
    assert SKU["nama_usaha"] in nilai
    assert len([b for b in satu["isi"] if b["label"] == "Berkas"]) == 5
    assert any(n.startswith("Terkirim.") for n in nilai)
    teks = [a["nilai"] for a in isi["akses"]]
    assert any("Rika Amelia" in t and "melihat NIK. Loket." in t for t in teks)
    assert isi["kantor"] == "Pemerintah Desa Cisontrol"


def test_each_taking_is_logged_and_stands_in_the_next_copy(
    warga: Client, cast: Pemeran, cisontrol: Desa
) -> None:
    warga.get("/warga/data/")
    with lingkup(cisontrol.kode):
        assert akses_atas("penduduk", cast.penduduk_id) == [], "looking at one's own page is no taking"
    warga.get(PDF)
    with lingkup(cisontrol.kode):
        (satu,) = akses_atas("penduduk", cast.penduduk_id)
    assert (satu.pengguna_id, satu.tindakan) == (cast.warga, "salinan")
    assert any("mengambil salinan data" in a["nilai"] for a in salinan(warga)["akses"])


def test_notes_within_the_office_are_no_part_of_it(warga: Client, cast: Pemeran, cisontrol: Desa) -> None:
    with lingkup(cisontrol.kode):
        surat_id = diajukan(cast)
        surat.jalankan(
            surat_id=surat_id, aksi=Aksi.VERIFIKASI, oleh=_operator(cast), versi=1, catatan="Rahasia kantor"
        )
    assert "Rahasia kantor" not in warga.get(JSON).content.decode()


def _operator(cast: Pemeran) -> surat.Pelaku:
    return cast.pelaku(Peran.OPERATOR)


def test_the_paper_is_an_archive_file_that_every_reader_can_read(
    warga: Client, cast: Pemeran, cisontrol: Desa
) -> None:
    with lingkup(cisontrol.kode):
        diajukan(cast)
    dibuka(cisontrol, cast)
    jawab = warga.get(PDF)
    assert jawab.headers["Content-Type"] == "application/pdf"
    assert jawab.headers["Content-Disposition"].startswith("attachment")
    assert jawab.headers["Cache-Control"] == "private, no-store"
    assert pelanggaran(jawab.content) == []


@pytest.mark.parametrize(
    ("teks", "kata"),
    [
        ("Warung \N{GRINNING FACE} Bu Euis", "Warung ? Bu Euis"),
        ("baris\nbaru", "baris baru"),
        ("a\u200bb", "a?b"),
        ('#read("/etc/passwd") *x* $y$ \\', '#read("/etc/passwd") *x* $y$ \\'),
        ("Café Ñandú", "Café Ñandú"),
        ("", ""),
    ],
)
def test_only_what_the_fonts_have_is_printed(teks: str, kata: str) -> None:
    assert tercetak(teks) == kata


def test_hostile_words_are_printed_as_they_are(warga: Client, cast: Pemeran, cisontrol: Desa) -> None:
    with lingkup(cisontrol.kode):
        diajukan(cast)
        jahat = '#panic() *x* $y$ \N{GRINNING FACE}"' + "w" * 90
        Berkas.objects.filter(syarat="ktp").update(nama=jahat)
    assert warga.get(PDF).status_code == 200
    assert any(b["nilai"].startswith(f"KTP: {jahat}") for b in salinan(warga)["permohonan"][0]["isi"])


def test_nobody_gets_the_data_of_another(tetangga: Client, cast: Pemeran, cisontrol: Desa) -> None:
    with lingkup(cisontrol.kode):
        diajukan(cast)
    isi = salinan(tetangga)
    assert isi["permohonan"] == []
    assert "Euis" not in json.dumps(isi)
    assert isi["penduduk"]["Nama"] == "Siti Aminah"


def test_a_person_of_another_village_gets_his_own_alone(
    cast: Pemeran, cisontrol: Desa, situmandala: Desa
) -> None:
    with lingkup(cisontrol.kode):
        diajukan(cast)
    with lingkup(situmandala.kode):
        lain = hp(warga_lain("Ujang Sana", "3207155506859003")[0])
    isi = salinan(lain)
    assert isi["penduduk"]["Nama"] == "Ujang Sana"
    assert isi["permohonan"] == []
    assert isi["kantor"].endswith(situmandala.nama if situmandala.nama.startswith("Desa") else "Situmandala")


@pytest.mark.parametrize("alamat", ["/warga/data/", JSON, PDF])
def test_visitors_sign_in_first_officials_find_nothing_and_nothing_is_sent(
    client: Client, cast: Pemeran, warga: Client, alamat: str
) -> None:
    assert client.get(alamat).status_code == 302
    assert hp(cast.operator).get(alamat).status_code == 404
    assert warga.post(alamat).status_code == 405


def test_an_empty_part_says_so() -> None:
    isi = {
        "judul": "Salinan",
        "kantor": "Pemerintah Desa",
        "pengantar": "Kosong",
        "bagian": [{"judul": "Akses", "baris": [], "kosong": "Belum ada."}],
    }
    assert dokumen.rangkai_salinan(isi, date(2026, 11, 24)) == dokumen.rangkai_salinan(
        isi, date(2026, 11, 24)
    )
