"""The notice board as everybody reads it: nothing but what hangs, light, without markup; and where to complain."""

import gzip
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from eoffice.dokumen import services as dokumen
from eoffice.jejak.desa import ubah_identitas
from eoffice.kernel.ids import new_id
from eoffice.kernel.peran import Peran
from eoffice.papan.rules.pengaduan import PANJANG
from eoffice.papan.rules.pengumuman import Keadaan
from eoffice.papan.services import jadikan, tulis_pengumuman, ubah_kontak_pengaduan
from eoffice.surat import services as surat
from eoffice.surat.rules.alur import Aksi
from eoffice.surat.selectors.meja import rincian
from eoffice.surat.services import hari_ini
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.dokumen.alat import foto
from tests.pabrik import Pemeran, diajukan
from tests.web.markup import read

pytestmark = pytest.mark.django_db
SEHARI = timedelta(days=1)


def gantung(desa: Desa, judul: str = "Kerja bakti", *, tayang: bool = True, **ubah: Any) -> UUID:
    with lingkup(desa.kode):
        isi = {"isi": "Minggu pagi.\n\nBawa cangkul.", "mulai": hari_ini(), "sampai": None, "pelaku": "uji"}
        satu = tulis_pengumuman(id_baru=new_id(), judul=judul, **isi | ubah)
        if tayang:
            jadikan(pengumuman_id=satu, revisi=1, keadaan=Keadaan.TAYANG, pelaku="uji")
        return satu


def buka(nama: str, *args: Any) -> Any:
    return Client().get(reverse(f"warga:{nama}", args=args))


def teks(nama: str, *args: Any) -> str:
    jawab = buka(nama, *args)
    assert jawab.status_code == 200
    return " ".join(read(jawab.content.decode()).text.split())


def test_without_announcements_the_home_says_nothing_of_them(cisontrol: Desa) -> None:
    assert "Pengumuman desa" not in teks("beranda", cisontrol.kode)
    assert "Belum ada pengumuman yang tayang hari ini." in teks("pengumuman", cisontrol.kode)


def test_the_home_shows_the_newest_three_and_the_way_to_the_others(cisontrol: Desa) -> None:
    for n in range(3):
        gantung(cisontrol, f"Kabar {n}")
    page = teks("beranda", cisontrol.kode)
    assert "Pengumuman desa" in page
    assert "Semua pengumuman" not in page
    gantung(cisontrol, "Kabar 3")
    page = teks("beranda", cisontrol.kode)
    assert [n for n in range(4) if f"Kabar {n}" in page] == [1, 2, 3]
    assert "Semua pengumuman" in page
    assert "Kabar 0" in teks("pengumuman", cisontrol.kode)


def test_what_does_not_hang_answers_like_what_never_was(cisontrol: Desa, situmandala: Desa) -> None:
    with lingkup(cisontrol.kode):
        kini = hari_ini()
        gambar = dokumen.simpan(dokumen.terima_gambar(foto()))
    lewat = {"mulai": kini - 2 * SEHARI, "sampai": kini - SEHARI}
    tersembunyi = [
        gantung(cisontrol, "Rahasia", tayang=False, gambar=gambar),
        gantung(cisontrol, "Rahasia", gambar=gambar, mulai=kini + SEHARI),
        gantung(cisontrol, "Rahasia", gambar=gambar, **lewat),
    ]
    ditarik = gantung(cisontrol, "Rahasia", gambar=gambar)
    assert buka("pengumuman_gambar", cisontrol.kode, ditarik, gambar[:12]).status_code == 200
    with lingkup(cisontrol.kode):
        jadikan(pengumuman_id=ditarik, revisi=2, keadaan=Keadaan.DITARIK, pelaku="uji")
    for satu in (*tersembunyi, ditarik, new_id()):
        assert buka("pengumuman_satu", cisontrol.kode, satu).status_code == 404
        assert buka("pengumuman_gambar", cisontrol.kode, satu, gambar[:12]).status_code == 404
    for nama in ("beranda", "pengumuman"):
        assert "Rahasia" not in teks(nama, cisontrol.kode)
    tetangga = gantung(situmandala, "Tetangga")
    assert buka("pengumuman_satu", cisontrol.kode, tetangga).status_code == 404
    assert "Tetangga" not in teks("pengumuman", cisontrol.kode)


def test_words_are_paragraphs_and_never_markup(cisontrol: Desa) -> None:
    jahat = "<script>alert(1)</script>"
    satu = gantung(cisontrol, jahat, isi=f"Satu\ndua\n\n{jahat} {{{{ 7*7 }}}} {{% csrf_token %}}")
    for nama, args in (("beranda", []), ("pengumuman", []), ("pengumuman_satu", [satu])):
        page = buka(nama, cisontrol.kode, *args).content.decode()
        assert "<script>alert" not in page
    assert "<p>Satu<br>dua</p>" in page
    assert "{{ 7*7 }} {% csrf_token %}" in page


def test_a_picture_costs_nobody_anything_who_does_not_open_it(cisontrol: Desa) -> None:
    with lingkup(cisontrol.kode):
        gambar = dokumen.simpan(dokumen.terima_gambar(foto((2400, 1600))))
    satu = gantung(cisontrol, gambar=gambar)
    page = buka("pengumuman_satu", cisontrol.kode, satu).content.decode()
    rincian = page.partition("<details")[2].partition("</details>")[0]
    assert 'loading="lazy"' in rincian
    assert page.count("<img") == rincian.count("<img") == 1
    assert f"Lihat gambar ({len(dokumen.baca(gambar)) // 1024 + 1} KB)" in rincian
    jawab = buka("pengumuman_gambar", cisontrol.kode, satu, gambar[:12])
    assert jawab.content == dokumen.baca(gambar)
    assert jawab.headers["Content-Disposition"].startswith("inline")
    assert buka("pengumuman_gambar", cisontrol.kode, satu, "0" * 12).status_code == 404


def test_words_do_not_wait_for_a_picture_that_has_not_arrived(cisontrol: Desa) -> None:
    satu = gantung(cisontrol, gambar="d" * 64)
    page = buka("pengumuman_satu", cisontrol.kode, satu)
    assert page.status_code == 200
    assert "<img" not in page.content.decode()
    assert buka("pengumuman_gambar", cisontrol.kode, satu, "d" * 12).status_code == 404


def test_full_boards_stay_light_and_cheap(cisontrol: Desa, cast: Pemeran) -> None:
    for n in range(25):
        gantung(cisontrol, f"{n:02} " + "J" * 97)
    for nama in ("beranda", "pengumuman"):
        buka(nama, cisontrol.kode)
        with CaptureQueriesContext(connection) as kueri:
            page = buka(nama, cisontrol.kode).content
        assert len(kueri) <= 15
        assert len(gzip.compress(page)) <= 14_000
    assert b"24 JJ" in page
    assert b"04 JJ" not in page
    dua = Client().get(reverse("warga:pengumuman", args=[cisontrol.kode]) + "?hal=2").content
    assert b"04 JJ" in dua


def test_where_to_complain_says_who_how_when_and_who_else(cisontrol: Desa, cast: Pemeran) -> None:
    with lingkup(cisontrol.kode):
        ubah_identitas(pelaku="uji", telepon="0265-555-0142", alamat="Jalan Raya 17", surel="")
    page = teks("pengaduan", cisontrol.kode)
    for kata in (
        "Sekretaris Desa Cisontrol", "0265-555-0142", "Jalan Raya 17", "14 hari", "60 hari", "UU 25/2009",
        "Camat Rancah", "SP4N-LAPOR (www.lapor.go.id)",
    ):  # fmt: skip
        assert kata in page
    for kata in ("WhatsApp", "Surel"):
        assert kata not in page, "only ways that exist are named"


def test_the_village_s_own_contact_goes_before_the_office_s(cisontrol: Desa, cast: Pemeran) -> None:
    isi = dict.fromkeys(PANJANG, "") | {"whatsapp": "081255500174", "petugas": "Kasi Pelayanan"}
    with lingkup(cisontrol.kode):
        ubah_kontak_pengaduan(pelaku="uji", hari_tanggap=5, **isi)
    page = buka("pengaduan", cisontrol.kode).content.decode()
    assert 'href="https://wa.me/6281255500174"' in page
    assert "Sekretaris Desa" not in page
    standar = teks("standar", cisontrol.kode)
    assert "Dijawab paling lambat 5 hari" in standar
    assert "Kasi Pelayanan" in standar


def test_every_page_that_may_disappoint_leads_there(cisontrol: Desa, cast: Pemeran, warga: Client) -> None:
    ke = reverse("warga:pengaduan", args=[cisontrol.kode])
    for nama in ("beranda", "standar"):
        assert f'href="{ke}"' in buka(nama, cisontrol.kode).content.decode()
    with lingkup(cisontrol.kode):
        surat_id = diajukan(cast)
        oleh = cast.pelaku(Peran.OPERATOR)
        surat.jalankan(surat_id=surat_id, aksi=Aksi.TOLAK, oleh=oleh, versi=1, catatan="Bukan penduduk sini")
    page = warga.get(reverse("warga:surat", args=[surat_id])).content.decode()
    assert "Bukan penduduk sini" in page
    assert f'href="{ke}"' in page


def test_a_ticket_that_is_followed_leads_there(cisontrol: Desa, cast: Pemeran) -> None:
    with lingkup(cisontrol.kode):
        tiket = rincian(diajukan(cast)).tiket
    page = Client().get(reverse("warga:lacak", args=[cisontrol.kode]), {"tiket": tiket}).content.decode()
    assert tiket in page
    assert reverse("warga:pengaduan", args=[cisontrol.kode]) in page
