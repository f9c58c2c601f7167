"""From an empty village to its first letter: every step tells what is really so, leads to the real form and back."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from eoffice.akun import services as akun
from eoffice.akun.rules.jabatan import Jabatan
from eoffice.akun.selectors import daftar_pejabat
from eoffice.dokumen import services as dokumen
from eoffice.jejak.desa import ubah_identitas
from eoffice.surat.rules.alur import CaraTerbit, Status
from eoffice.surat.selectors.meja import hitung_status
from eoffice.surat.services import hari_ini, pengaturan, ubah_pengaturan
from eoffice.web.aparat.persiapan import Langkah, semua_langkah
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.pabrik import diajukan, foto
from tests.web.aparat.conftest import SANDI, Balai, browser, isi, ke
from tests.web.aparat.perjalanan import di
from tests.web.markup import read

pytestmark = pytest.mark.django_db
NAMA = ("alamat", "lambang", "pejabat", "tanda_tangan", "penduduk", "surat")
IDENTITAS = {"alamat": "Jalan Raya 17", "telepon": "", "surel": "", "pos": "", "zona_waktu": "Asia/Jakarta"}


def langkah() -> dict[str, Langkah]:
    """Return the steps of the village in scope by name."""
    semua = semua_langkah(pengaturan(), hitung_status(), hari_ini())
    return dict(zip(NAMA, semua, strict=True))


def belum() -> set[str]:
    """Return the steps that are not done."""
    return {nama for nama, satu in langkah().items() if not satu.selesai}


def orang(jabatan: Jabatan, nama: str, **lain: Any) -> Any:
    """Make an official of the village in scope with a post."""
    satu = akun.buat_aparat(nama_masuk=nama, nama=nama.title(), sandi=SANDI, pelaku="uji")
    return akun.angkat(pejabat_id=satu.pk, jabatan=jabatan, mulai=date(2020, 1, 1), pelaku="uji", **lain)


@pytest.mark.usefixtures("di_cisontrol")
class TestKeadaan:
    def test_in_an_empty_village_everything_is_missing_but_the_usual_way_of_signing(self) -> None:
        ubah_identitas(alamat="", pelaku="uji")
        assert belum() == {"alamat", "lambang", "pejabat", "penduduk", "surat"}
        assert sum(satu.menit for satu in langkah().values() if not satu.selesai) <= 10, "as promised"

    def test_each_missing_thing_says_why_it_is_needed(self) -> None:
        ubah_identitas(alamat="", pelaku="uji")
        for nama, satu in langkah().items():
            assert len(satu.kata) > 20, nama

    def test_an_address_and_an_emblem_are_seen(self) -> None:
        ubah_identitas(alamat="Jalan Raya 17", pelaku="uji")
        ubah_pengaturan(lambang=dokumen.simpan(b"\x89PNG lambang"), pelaku="uji")
        assert not belum() & {"alamat", "lambang"}
        ubah_identitas(alamat="", pelaku="uji")
        assert "alamat" in belum(), "what is taken away is missing again"

    def test_the_posts_without_which_no_letter_gets_through_are_named(self) -> None:
        orang(Jabatan.KEPALA_DESA, "ujang")
        kata = langkah()["pejabat"].kata
        assert "kepala desa, yang" not in kata
        assert "sekretaris desa, yang memaraf" in kata
        assert "operator, yang memeriksa" in kata
        orang(Jabatan.KASI_PELAYANAN, "asep")  # serves at the counter as well
        assert "operator" not in langkah()["pejabat"].kata
        ubah_pengaturan(paraf=False, pelaku="uji")
        assert "pejabat" not in belum(), "without initials nobody is needed for them"
        ubah_pengaturan(paraf=True, pelaku="uji")
        orang(Jabatan.SEKRETARIS_DESA, "tati")
        assert langkah()["pejabat"].kata == "3 orang bertugas hari ini."

    @pytest.mark.parametrize("geser", [-1, 1])
    def test_a_post_that_is_over_or_begins_tomorrow_does_not_count(self, geser: int) -> None:
        satu = akun.buat_aparat(nama_masuk="ujang", nama="Ujang", sandi=SANDI, pelaku="uji")
        hari = hari_ini() + timedelta(days=geser)
        akun.angkat(
            pejabat_id=satu.pk,
            jabatan=Jabatan.KEPALA_DESA,
            mulai=hari,
            selesai=hari,
            dasar="SK",
            pelaku="uji",
        )
        assert "kepala desa, yang" in langkah()["pejabat"].kata

    def test_signing_electronically_wants_a_certificate_of_whoever_signs_today(self) -> None:
        dokumen.pastikan_otoritas(kabupaten="Ciamis")
        ubah_pengaturan(cara_terbit=CaraTerbit.TTE_LOKAL, pelaku="uji")
        assert "Penanda tangan belum punya sertifikat" in langkah()["tanda_tangan"].kata
        kades = orang(Jabatan.KEPALA_DESA, "ujang")
        assert "Ujang belum punya sertifikat" in langkah()["tanda_tangan"].kata
        dokumen.daftarkan_penandatangan(
            pejabat_id=kades.pejabat_id, nama="Ujang", jabatan="Kepala Desa", frasa=SANDI, pelaku="uji"
        )
        assert "tanda_tangan" not in belum()
        dokumen.cabut_penandatangan(pejabat_id=kades.pejabat_id, alasan="HP hilang", pelaku="uji")
        assert "tanda_tangan" in belum()


def test_a_village_s_steps_know_only_the_village(balai: Balai, situmandala: Desa) -> None:
    with lingkup(situmandala.kode):
        assert belum() >= {"pejabat", "penduduk", "surat"}


@pytest.mark.parametrize(
    ("status", "kata"),
    [
        (Status.DIAJUKAN, "Sedang berjalan"),
        (Status.TERVERIFIKASI, "Sedang berjalan"),
        (Status.MENUNGGU_BASAH, "Sedang berjalan"),
        (Status.DITOLAK, "Layani satu warga"),
        (Status.TERBIT, "Sudah terbit"),
        (Status.DICABUT, "Sudah terbit"),
    ],
)
def test_the_first_letter_is_followed_on_its_way(balai: Balai, status: Status, kata: str) -> None:
    di(balai, status)
    satu = balai.dalam(langkah)["surat"]
    assert kata in satu.kata
    assert satu.selesai is (status in {Status.TERBIT, Status.DICABUT})


def test_the_page_names_the_next_step_and_how_long_the_rest_takes(balai: Balai) -> None:
    page = isi(balai.operator.get(ke("persiapan")))
    teks = read(page).text
    jadi = 6 - len(balai.dalam(belum))
    assert f"{jadi} dari 6 langkah selesai" in teks
    assert page.count('aria-current="step"') == 1
    assert f'value="{jadi}" max="6"' in page
    assert ke("impor") in page
    assert ke("loket") in page


def test_each_sees_his_own_steps_and_who_does_the_others(balai: Balai) -> None:
    for tugas in balai.dalam(daftar_pejabat):
        if tugas.jabatan is Jabatan.KEPALA_DESA:
            balai.dalam(
                akun.akhiri_tugas, penugasan_id=tugas.penugasan_id,
                selesai=balai.dalam(hari_ini) - timedelta(days=1), pelaku="uji",
            )  # fmt: skip
    operator = isi(balai.operator.get(ke("persiapan")))
    assert "Dikerjakan sekretaris desa atau kepala desa." in operator
    assert ke("pejabat_baru") not in operator
    sekdes = isi(balai.sekdes.get(ke("persiapan")))
    assert ke("pejabat_baru") in sekdes
    assert "Dikerjakan operator." in sekdes
    assert ke("mutasi_datang") not in sekdes


def test_the_first_page_invites_until_a_letter_is_issued(balai: Balai) -> None:
    assert ke("persiapan") in isi(balai.operator.get(ke("beranda")))
    balai.dalam(diajukan, balai.orang)
    assert ke("persiapan") in isi(balai.operator.get(ke("beranda")))
    di(balai, Status.TERBIT)
    assert ke("persiapan") not in isi(balai.operator.get(ke("beranda")))
    assert ke("persiapan") in isi(balai.operator.get(ke("pengaturan"))), "it can always be looked at"


def test_a_form_leads_back_to_the_setup_only_for_whoever_follows_it(balai: Balai) -> None:
    assert balai.operator.post(ke("identitas"), IDENTITAS).headers["Location"] == ke("pengaturan")
    balai.operator.get(ke("persiapan"))
    assert f'href="{ke("persiapan")}"' in isi(balai.operator.get(ke("identitas")))
    assert balai.operator.post(ke("identitas"), IDENTITAS).headers["Location"] == ke("persiapan")
    gambar = SimpleUploadedFile("l.jpg", foto(), "image/jpeg")
    jawab = balai.operator.post(ke("lambang"), {"lambang": gambar})
    assert jawab.headers["Location"] == ke("persiapan")
    balai.operator.get(ke("pengaturan"))  # he has turned to something else
    assert balai.operator.post(ke("identitas"), IDENTITAS).headers["Location"] == ke("pengaturan")
    assert balai.sekdes.post(ke("identitas"), IDENTITAS).headers["Location"] == ke("pengaturan")


def test_naming_an_official_leads_through_his_post_and_back(balai: Balai) -> None:
    balai.sekdes.get(ke("persiapan"))
    data = {"nama": "Asep", "nip": "", "niap": "", "nama_masuk": "", "sandi": ""}
    jabatan = balai.sekdes.post(ke("pejabat_baru"), data).headers["Location"]
    tugas = {
        "jabatan": "kasi_pelayanan",
        "sifat": "definitif",
        "mulai": "2026-01-02",
        "selesai": "",
        "dasar": "SK 1",
    }
    assert balai.sekdes.post(jabatan, tugas).headers["Location"] == ke("persiapan")


def test_left_and_resumed_at_another_place_it_shows_the_same(balai: Balai) -> None:
    balai.operator.get(ke("persiapan"))
    balai.operator.post(ke("identitas"), IDENTITAS | {"alamat": "Jalan Baru 5"})
    lain = browser(balai.orang.operator)
    assert "Jalan Baru 5" in read(isi(lain.get(ke("persiapan")))).text


@pytest.mark.parametrize("jahat", ["<script>alert(1)</script>", "{{ 7*7 }}", '"><b>'])
def test_hostile_words_of_the_village_are_only_words(balai: Balai, jahat: str) -> None:
    balai.dalam(ubah_identitas, alamat=jahat, pelaku="uji")
    page = isi(balai.operator.get(ke("persiapan")))
    assert jahat in read(page).text
    assert "<script>alert" not in page
