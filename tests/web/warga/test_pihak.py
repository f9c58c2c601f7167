"""Pages of several boxes: all about one person, and a list of people; both without a script."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from eoffice.surat.rules.jenis import katalog
from eoffice.surat.rules.petunjuk import petunjuk
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.pabrik import Pemeran, penduduk
from tests.surat.contoh_jenis import JAWABAN
from tests.web.markup import read
from tests.web.warga.conftest import Pengisian, mulai

TETANGGA = "3207150708929022"
AYAH = {k: v for k, v in JAWABAN["nikah"].items() if k.startswith("ayah_")}


@pytest.fixture
def nikah(warga: Client, cast: Pemeran, cisontrol: Desa) -> Pengisian:
    return mulai(warga, "nikah", cisontrol.kode, cast.warga)


@pytest.fixture
def waris(warga: Client, cast: Pemeran, cisontrol: Desa) -> Pengisian:
    return mulai(warga, "waris", cisontrol.kode, cast.warga)


def baris(kode: str, *orang: dict[str, str]) -> dict[str, str]:
    """Return the boxes of a list as a browser sends them."""
    isi = {f"{kode}-n": str(len(orang))}
    return isi | {f"{kode}-{n}-{k}": v for n, satu in enumerate(orang) for k, v in satu.items()}


SITI = {
    "nama": "Siti Rohayati",
    "nik": "3207155003609004",
    "umur": "66",
    "hubungan": "Istri",
    "alamat": "Cikupa",
}


class TestOrang:
    def test_one_page_asks_all_about_one_person(self, nikah: Pengisian) -> None:
        page = read(nikah.hp.get(nikah.ke("tanya", "ayah")).content.decode())
        assert "Siapa ayah Anda?" in page.text
        nama = {t["name"] for tag, t in page.tags if tag in {"input", "textarea"} and "name" in t}
        assert nama >= AYAH.keys() & {i.kode for i in katalog()["nikah"].isian}
        assert "Nama ayah" in page.text
        assert "NIK ayah (boleh dikosongkan)" in page.text
        assert "data orang lain tidak diambil dari buku penduduk" in page.text

    def test_his_answers_are_kept_together_and_the_way_goes_on(self, nikah: Pengisian) -> None:
        jawab = nikah.hp.post(nikah.ke("tanya", "ayah"), AYAH)
        assert jawab.headers["Location"] == nikah.ke("tanya", "ibu")
        assert nikah.isi().nilai["ayah_nama"] == "Oman Rohman"
        assert nikah.isi().nilai["ayah_tanggal_lahir"] == "1960-02-01"

    def test_one_wrong_box_keeps_the_page_and_every_word(self, nikah: Pengisian) -> None:
        jawab = nikah.hp.post(nikah.ke("tanya", "ayah"), AYAH | {"ayah_nik": "123", "ayah_nama": "Oman <i>"})
        assert jawab.status_code == 422
        isi = jawab.content.decode()
        assert "NIK terdiri dari 16 angka" in isi
        assert 'value="Oman &lt;i&gt;"' in isi
        assert "ayah_nama" not in nikah.isi().nilai

    def test_a_citizen_learns_nothing_of_a_neighbour_by_typing_his_nik(
        self, nikah: Pengisian, cisontrol: Desa
    ) -> None:
        with lingkup(cisontrol.kode):
            penduduk("Dede Rahasia", TETANGGA)
        for data in ({"ayah_nik": TETANGGA}, {"ayah_nik": TETANGGA, "isi_dari": "ayah"}):
            isi = nikah.hp.post(nikah.ke("tanya", "ayah"), data).content.decode()
            assert "Dede Rahasia" not in isi
            assert "isi_dari" not in isi
        lain = nikah.hp.post(nikah.ke("tanya", "ayah"), {"ayah_nik": "3207150708929999"}).content.decode()
        assert isi.replace(TETANGGA, "N").count("Galat") == lain.replace("3207150708929999", "N").count(
            "Galat"
        )

    def test_a_single_box_of_a_person_has_no_page_of_its_own(self, nikah: Pengisian) -> None:
        assert nikah.hp.get(nikah.ke("tanya", "ayah_nama")).status_code == 302

    def test_the_check_page_leads_back_to_the_person(self, nikah: Pengisian) -> None:
        nikah.hp.post(nikah.ke("tanya", "ayah"), AYAH)
        isi = nikah.hp.get(nikah.ke("periksa")).content.decode()
        assert nikah.ke("tanya", "ayah") + "?ubah" in isi
        assert nikah.ke("tanya", "ayah") + "?ubah" == f"{nikah.ke('tanya', 'ayah')}?ubah"


class TestDaftar:
    def test_an_empty_list_shows_one_row_and_a_button_for_more(self, waris: Pengisian) -> None:
        page = read(waris.hp.get(waris.ke("tanya", "waris")).content.decode())
        assert page.text.count("Ahli waris 1") == 1
        assert "Ahli waris 2" not in page.text
        tombol = [t for t in page.all("button") if t.get("name") == "waris-baris"]
        assert [t["value"] for t in tombol] == ["tambah"]

    def test_enter_in_a_box_never_takes_away_a_row(self, waris: Pengisian) -> None:
        isi = waris.hp.get(waris.ke("tanya", "waris")).content.decode()
        formulir = isi[isi.index('<form method="post" novalidate') :]
        pertama = formulir[formulir.index("<button") : formulir.index(">", formulir.index("<button"))]
        assert "name=" not in pertama, "the browser presses the first button of a form on Enter"

    def test_a_row_is_added_and_taken_away_and_what_was_typed_stays(self, waris: Pengisian) -> None:
        ke = waris.ke("tanya", "waris")
        setengah = SITI | {"nik": "12"}
        jawab = waris.hp.post(ke, baris("waris", setengah) | {"waris-baris": "tambah"})
        page = read(jawab.content.decode())
        assert jawab.status_code == 200
        assert "Galat" not in page.text, "nothing is judged before the list is sent"
        assert "Ahli waris 2" in page.text
        assert page.all("input", name="waris-0-nik")[0]["value"] == "12"
        dua = baris("waris", {"nama": "Buang"}, SITI) | {"waris-baris": "hapus-0"}
        page = read(waris.hp.post(ke, dua).content.decode())
        assert page.all("input", name="waris-0-nama")[0]["value"] == "Siti Rohayati"
        assert "Ahli waris 2" not in page.text
        assert "waris" not in waris.isi().nilai

    def test_a_list_is_kept_row_by_row(self, waris: Pengisian) -> None:
        jawab = waris.hp.post(waris.ke("tanya", "waris"), baris("waris", SITI, {}, SITI | {"nama": "Ujang"}))
        assert jawab.status_code == 302
        nilai = waris.isi().nilai["waris"]
        assert isinstance(nilai, list)
        assert [b["nama"] for b in nilai] == ["Siti Rohayati", "Ujang"], "a row without a word is no row"
        assert nilai[0]["umur"] == 66
        page = read(waris.hp.get(waris.ke("tanya", "waris")).content.decode())
        assert page.all("input", name="waris-1-nama")[0]["value"] == "Ujang"

    def test_every_wrong_box_says_so_beside_itself_and_on_top(self, waris: Pengisian) -> None:
        salah = baris("waris", SITI, SITI | {"nik": "12", "umur": "tua"})
        jawab = waris.hp.post(waris.ke("tanya", "waris"), salah)
        assert jawab.status_code == 422
        isi = jawab.content.decode()
        page = read(isi)
        assert "Ahli waris 2, NIK: NIK terdiri dari 16 angka." in page.text
        assert "Ahli waris 2, umur: Tulis angka saja" in page.text
        (nik,) = page.all("input", name="waris-1-nik")
        assert (nik["aria-invalid"], nik["value"]) == ("true", "12")
        assert nik["aria-describedby"].endswith("id_waris-1-nik-g")
        assert "aria-invalid" not in page.all("input", name="waris-0-nik")[0]

    @pytest.mark.parametrize(
        ("kiriman", "kata"),
        [
            (baris("waris"), "Ahli waris belum diisi."),
            ({"waris-n": "-1"}, "Ahli waris belum diisi."),
            ({"waris-n": "9" * 50}, "Ahli waris belum diisi."),
            ({"waris": "[" * 20000}, "Ahli waris tidak terbaca. Isi sekali lagi."),
            ({"waris": '{"nama": 1}'}, "Ahli waris tidak terbaca. Isi sekali lagi."),
            ({"waris": json.dumps([SITI] * 31)}, "Ahli waris paling banyak 30 orang."),
            ({"waris": json.dumps([{"nama": "x" * 50_000}])}, "Terlalu panjang"),
        ],
    )
    def test_what_no_browser_of_ours_sends_is_a_sentence_and_never_a_crash(
        self, waris: Pengisian, kiriman: dict[str, str], kata: str
    ) -> None:
        jawab = waris.hp.post(waris.ke("tanya", "waris"), kiriman)
        assert jawab.status_code == 422
        assert kata in read(jawab.content.decode()).text

    @pytest.mark.parametrize("aksi", ["hapus-99", "hapus-x", "hapus-", "tambah-", "", "hapus-٣"])
    def test_a_button_that_is_none_changes_no_row(self, waris: Pengisian, aksi: str) -> None:
        dua = baris("waris", SITI, SITI | {"nama": "Ujang"})
        page = read(waris.hp.post(waris.ke("tanya", "waris"), dua | {"waris-baris": aksi}).content.decode())
        assert [page.all("input", name=f"waris-{n}-nama")[0]["value"] for n in (0, 1)] == [
            "Siti Rohayati",
            "Ujang",
        ]

    def test_two_witnesses_are_two_no_more_and_no_less(self, waris: Pengisian) -> None:
        page = read(waris.hp.get(waris.ke("tanya", "saksi")).content.decode())
        assert "Saksi 2" in page.text
        assert not [t for t in page.all("button") if t.get("name") == "saksi-baris"]
        satu = {"nama": "Endang", "nik": "3207151203709011", "alamat": "Cikupa"}
        jawab = waris.hp.post(waris.ke("tanya", "saksi"), baris("saksi", satu))
        assert "Saksi paling sedikit 2 orang." in read(jawab.content.decode()).text


class TestDaftarSurat:
    def test_letters_stand_in_groups_and_hints_after_them(self, warga: Client, cisontrol: Desa) -> None:
        page = read(warga.get(reverse("warga:pilih", args=[cisontrol.kode])).content.decode())
        for jenis in katalog().values():
            assert jenis.nama.removeprefix("Surat ") in page.text
            assert jenis.kelompok in page.text
        assert page.text.index("Tidak perlu surat desa") > page.text.index("Tanah dan waris")

    @pytest.mark.parametrize(
        ("cari", "ada", "tiada"),
        [
            ("ktp hilang", "KTP hilang atau rusak", "Keterangan Ahli Waris"),
            ("pindah", "Pindah tempat tinggal", "Keterangan Usaha"),
            ("menikah", "Pengantar Nikah", "Keterangan Kematian"),
            ("warisan", "Keterangan Ahli Waris", "Pengantar SKCK"),
            ("dangdut", "Pengantar Izin Keramaian", "Keterangan Domisili"),
            ("polisi", "Pengantar SKCK", "Keterangan Kelahiran"),
        ],
    )
    def test_a_need_finds_its_letter_or_its_hint(
        self, client: Client, cisontrol: Desa, cari: str, ada: str, tiada: str
    ) -> None:
        page = read(client.get(reverse("warga:pilih", args=[cisontrol.kode]), {"q": cari}).content.decode())
        assert ada in page.text
        assert tiada not in page.text

    @pytest.mark.parametrize("kode", list(petunjuk()))
    def test_a_hint_says_what_to_do_and_why_but_begins_nothing(
        self, warga: Client, cisontrol: Desa, kode: str
    ) -> None:
        satu = petunjuk()[kode]
        isi = warga.get(reverse("warga:jenis", args=[cisontrol.kode, kode])).content.decode()
        page = read(isi)
        for kata in (satu.nama, *satu.langkah, *satu.bawa, satu.sumber):
            assert kata in page.text
        assert 'name="jenis"' not in isi
        assert warga.post("/warga/mulai/", {"jenis": kode}).status_code == 404

    def test_a_letter_on_paper_and_one_for_the_camat_say_so_before_they_are_begun(
        self, warga: Client, cisontrol: Desa
    ) -> None:
        def teks(kode: str) -> str:
            return read(warga.get(reverse("warga:jenis", args=[cisontrol.kode, kode])).content.decode()).text

        assert "ditandatangani di kertas oleh semua pihak" in teks("waris")
        assert "diketahui Camat" in teks("keramaian")
        assert "kertas" not in teks("skck")
        assert "Sampai tanggal acara" in teks("keramaian")
