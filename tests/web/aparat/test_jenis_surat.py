"""Letter types: what the office decides is what the counter, the citizen, the standard and the letter see."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from eoffice.surat.rules.jenis import SyaratDesa, UbahanJenis, katalog
from eoffice.surat.services import pengaturan
from tests.pabrik import diajukan
from tests.web.aparat.conftest import Balai, isi, ke
from tests.web.aparat.perjalanan import lihat
from tests.web.markup import read

pytestmark = pytest.mark.django_db
SKU = katalog()["sku"]
FORM = {
    "aktif": "on", "janji_jam": "", "atas_nama": "on", "berlaku_bulan": "", "klasifikasi": "", "tembusan": "Arsip",
}  # fmt: skip
JAHAT = ["<script>alert(1)</script>", '#read("/etc/passwd")', "{{ 7*7 }}", '"><b>']


def ubahan(balai: Balai, kode: str = "sku") -> UbahanJenis:
    """Return what the village decided."""
    semua: dict[str, UbahanJenis] = balai.dalam(lambda: dict(pengaturan().jenis))
    return semua.get(kode, UbahanJenis())


def kirim(balai: Balai, kode: str = "sku", **data: str) -> Any:
    """Send the form of a type."""
    return balai.operator.post(ke("atur_jenis", kode), {k: v for k, v in (FORM | data).items() if v != "-"})


def tekan(balai: Balai, aksi: str, kode: str = "", **data: str) -> Any:
    """Press a button of the list of documents."""
    return balai.operator.post(ke("atur_syarat", "sku"), {"aksi": aksi, "kode": kode, **data})


def warga(balai: Balai, nama: str, *argumen: Any) -> str:
    """Return the words of a page that anybody may read."""
    jawab = Client().get(reverse(f"warga:{nama}", args=[balai.desa.kode, *argumen]))
    return read(jawab.content.decode()).text if jawab.status_code == 200 else str(jawab.status_code)


def syarat(balai: Balai) -> list[str]:
    """Return the codes of what is asked for."""
    return balai.dalam(lambda: [s.kode for s in pengaturan().jenis_surat("sku").syarat])  # type: ignore[no-any-return,union-attr]


def test_the_list_names_every_type_with_what_it_asks_and_promises(balai: Balai) -> None:
    page = isi(balai.operator.get(ke("jenis_surat")))
    teks = read(page).text
    for satu in katalog().values():
        assert satu.nama in teks
        assert ke("atur_jenis", satu.kode) in page
    assert f"{len(katalog())} jenis surat dapat diminta" in teks
    assert "1 hari kerja, diketahui camat" in teks


def test_a_type_switched_off_is_gone_everywhere_but_what_runs_goes_on(balai: Balai) -> None:
    jalan = balai.dalam(diajukan, balai.orang)
    assert kirim(balai, aktif="-").status_code == 302
    assert ubahan(balai) == UbahanJenis(aktif=False)
    assert SKU.nama.removeprefix("Surat ") not in warga(balai, "pilih")
    assert SKU.nama not in warga(balai, "standar")
    assert warga(balai, "jenis", "sku") == "404"
    balai.operator.get(ke("jenis_surat"))  # where the news is told
    page = isi(balai.operator.get(ke("loket_jenis", balai.orang.penduduk_id)))
    assert 'value="sku"' not in page
    assert 'value="sktm"' in page
    assert balai.operator.get(ke("periksa", jalan)).status_code == 200
    assert "Mati" in read(isi(balai.operator.get(ke("jenis_surat")))).text
    assert kirim(balai).status_code == 302
    assert ubahan(balai) == UbahanJenis()
    assert SKU.nama in warga(balai, "standar")


def test_a_promise_of_its_own_is_told_wherever_a_promise_is_told(balai: Balai) -> None:
    assert "Surat selesai dalam 1 hari kerja." in warga(balai, "standar")
    assert kirim(balai, janji_jam="21").status_code == 302
    assert "3 hari kerja" in warga(balai, "jenis", "sku")
    assert "1 hari kerja" in warga(balai, "jenis", "sktm")
    assert "1 sampai 3 hari kerja" in warga(balai, "pilih")
    assert "Surat selesai dalam 1 sampai 3 hari kerja" in warga(balai, "beranda")
    standar = warga(balai, "standar")
    assert "1 sampai 3 hari kerja" in standar
    assert "Selesai dalam 3 hari kerja." in standar
    assert "3 hari kerja" in read(isi(balai.operator.get(ke("jenis_surat")))).text


@pytest.mark.parametrize(("jam", "kata"), [("3", "3 jam kerja sampai 1 hari kerja"), ("7", "1 hari kerja")])
def test_a_shorter_promise_in_words(balai: Balai, jam: str, kata: str) -> None:
    kirim(balai, janji_jam=jam)
    assert f"Surat selesai dalam {kata}." in warga(balai, "standar")


def test_the_poster_names_each_time_when_they_differ(balai: Balai, monkeypatch: pytest.MonkeyPatch) -> None:
    kata: list[Any] = []
    monkeypatch.setattr("eoffice.web.warga.standar.rangkai", lambda satu, hari: kata.append(satu) or b"%PDF-")
    ambil = reverse("warga:poster", args=[balai.desa.kode])
    Client().get(ambil)
    kirim(balai, janji_jam="21")
    Client().get(ambil + "?segar")
    assert kata[0].waktu == {}
    assert kata[1].waktu["sku"] == "3 hari kerja"
    assert kata[1].waktu.keys() == katalog().keys()


def test_the_poster_with_times_is_drawn(balai: Balai) -> None:
    kirim(balai, janji_jam="21")
    jawab = Client().get(reverse("warga:poster", args=[balai.desa.kode]))
    assert jawab.status_code == 200
    assert jawab.content.startswith(b"%PDF-")


def test_the_camat_and_other_choices_are_kept_only_where_they_differ(balai: Balai) -> None:
    assert (
        kirim(
            balai, camat="on", atas_nama="-", berlaku_bulan="3", tembusan="Camat Rancah\n\n  Arsip "
        ).status_code
        == 302
    )
    assert ubahan(balai) == UbahanJenis(
        camat=True, atas_nama=False, berlaku_bulan=3, tembusan=("Camat Rancah", "Arsip")
    )
    assert "diketahui Camat" in warga(balai, "jenis", "sku")
    page = isi(balai.operator.get(ke("atur_jenis", "sku")))
    assert "Camat Rancah\nArsip</textarea>" in page
    kirim(balai)
    assert ubahan(balai) == UbahanJenis()


@pytest.mark.parametrize(
    ("kotak", "teks", "kata"),
    [
        ("janji_jam", "0", "1"),
        ("janji_jam", "71", "70"),
        ("janji_jam", "tujuh", "Tulis dengan angka saja"),
        ("berlaku_bulan", "61", "60"),
        ("klasifikasi", "=1+1", "Kode klasifikasi berisi angka"),
        ("tembusan", "\n".join(f"Penerima {n}" for n in range(11)), "Tembusan 11"),
    ],
)
def test_what_cannot_be_stands_beside_its_box_and_nothing_is_kept(
    balai: Balai, kotak: str, teks: str, kata: str
) -> None:
    page = isi(kirim(balai, **{kotak: teks}), 422)
    assert kata in page
    assert f'href="#id_{kotak}"' in page
    assert ubahan(balai) == UbahanJenis()


@pytest.mark.parametrize("kode", ["entah", "sku-", "SKU", "skux" * 20])
def test_an_unknown_type_is_not_found(balai: Balai, kode: str) -> None:
    assert balai.operator.get(ke("atur_jenis", kode)).status_code == 404
    assert kirim(balai, kode).status_code == 404
    assert balai.operator.post(ke("atur_syarat", kode), {"aksi": "bawaan"}).status_code == 404


def test_documents_are_ordered_dropped_and_asked_for_again(balai: Balai) -> None:
    awal = [s.kode for s in SKU.syarat]
    tekan(balai, "turun", awal[0])
    assert syarat(balai) == [awal[1], awal[0], *awal[2:]]
    tekan(balai, "naik", awal[0])
    assert syarat(balai) == awal
    tekan(balai, "buang", awal[0])
    page = isi(balai.operator.get(ke("atur_jenis", "sku")))
    assert "Syarat bawaan yang dihapus" in page
    assert (
        SKU.syarat[0].label
        not in warga(balai, "standar").partition("Surat Keterangan Usaha")[2].partition(".")[0]
    )
    tekan(balai, "pulihkan", awal[0])
    assert syarat(balai) == [*awal[1:], awal[0]]
    assert "Kembalikan semua syarat ke bawaan" in isi(balai.operator.get(ke("atur_jenis", "sku")))
    tekan(balai, "bawaan")
    assert (syarat(balai), ubahan(balai)) == (awal, UbahanJenis())
    assert "Kembalikan semua syarat ke bawaan" not in isi(balai.operator.get(ke("atur_jenis", "sku")))


def test_mandatory_or_not_is_what_citizens_read(balai: Balai) -> None:
    ktp = next(s for s in SKU.syarat if s.kode == "ktp")
    tekan(balai, "wajib", "ktp")
    baris = warga(balai, "standar").partition(f"{SKU.nama}")[2].partition(".")[0]
    assert ktp.label not in baris
    assert "Kalau ada, lebih cepat diperiksa" in warga(balai, "jenis", "sku")
    tekan(balai, "wajib", "ktp")
    assert ktp.label in warga(balai, "standar").partition(f"{SKU.nama}")[2].partition(".")[0]


def test_the_village_s_own_document_is_asked_for_at_once(balai: Balai) -> None:
    jalan = balai.dalam(diajukan, balai.orang)
    assert (
        tekan(balai, "tambah", label="Surat pernyataan", petunjuk="Bermeterai", wajib="on").status_code == 302
    )
    assert "Surat pernyataan" in warga(balai, "standar")
    assert "Surat pernyataan" in warga(balai, "jenis", "sku")
    assert "Belum ada berkasnya: Surat pernyataan" in isi(balai.operator.get(ke("periksa", jalan)))
    assert lihat(balai, jalan).status.value == "diajukan"
    assert "syarat desa" in read(isi(balai.operator.get(ke("atur_jenis", "sku")))).text


@pytest.mark.parametrize(
    ("label", "kata"),
    [("", "Bagian ini belum diisi"), ("x" * 81, "80"), ("字典", "tidak dapat"), ("KTP asli", "")],
)
def test_a_document_that_cannot_be_printed_stays_typed(balai: Balai, label: str, kata: str) -> None:
    jawab = tekan(balai, "tambah", label=label, petunjuk="bawa asli")
    if not kata:
        assert jawab.status_code == 302
        return
    page = isi(jawab, 422)
    assert kata in page
    assert 'href="#id_label"' in page
    assert "bawa asli" in page
    assert ubahan(balai) == UbahanJenis()


def test_the_same_document_twice_is_refused(balai: Balai) -> None:
    tekan(balai, "tambah", label="Surat pernyataan")
    assert "Syarat itu sudah ada di daftar" in isi(tekan(balai, "tambah", label="surat  pernyataan"), 422)
    assert syarat(balai).count("desa_surat_pernyataan") == 1


@pytest.mark.parametrize("jahat", JAHAT)
def test_hostile_words_are_only_words(balai: Balai, jahat: str) -> None:
    assert tekan(balai, "tambah", label=jahat, petunjuk=jahat).status_code == 302
    page = isi(balai.operator.get(ke("atur_jenis", "sku")))
    assert jahat in read(page).text
    assert "<script>alert" not in page
    assert jahat in warga(balai, "jenis", "sku")


@pytest.mark.parametrize("aksi", ["", "hapus_semua", "__class__", "bawaan "])
def test_an_unknown_button_changes_nothing(balai: Balai, aksi: str) -> None:
    assert tekan(balai, aksi, "ktp").status_code == 302
    assert ubahan(balai) == UbahanJenis()


def test_the_head_and_the_neighbour_change_nothing_here(balai: Balai, balai_lain: Balai) -> None:
    for nama in ("atur_jenis", "atur_syarat"):
        assert balai.kades.post(ke(nama, "sku"), FORM | {"aksi": "bawaan"}).status_code == 404
    balai_lain.operator.post(ke("atur_jenis", "sku"), FORM | {"janji_jam": "70"})
    assert ubahan(balai) == UbahanJenis()
    assert ubahan(balai_lain) == UbahanJenis(janji_jam=70)


def test_the_list_of_documents_is_kept_when_the_form_is_saved(balai: Balai) -> None:
    tekan(balai, "buang", "ktp")
    kirim(balai, janji_jam="14")
    jadi = ubahan(balai)
    assert jadi.janji_jam == 14
    assert jadi.syarat == tuple(SyaratDesa(s.kode, s.wajib) for s in SKU.syarat if s.kode != "ktp")
