"""The pile on the phone: what was changed word by word, photos one tap away, choices kept on the way."""

import re
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest

from eoffice.kernel.peran import Peran
from eoffice.surat.rules.alur import Status
from eoffice.surat.rules.jenis import katalog
from eoffice.surat.selectors.meja import lembar_tanda
from eoffice.surat.services import ubah_kata
from eoffice.web.aparat.ubahan import ubahan
from tests.pabrik import FRASA, diajukan, diparaf, tte_lokal
from tests.web.aparat.conftest import Balai, browser, isi, ke
from tests.web.aparat.perjalanan import lihat
from tests.web.markup import read

pytestmark = pytest.mark.django_db
SIASAT = "<script>alert(1)</script>"


@pytest.fixture
def siap(balai: Balai) -> Balai:
    """A village that signs electronically."""
    balai.dalam(tte_lokal, balai.orang)
    return balai


def pilih(surat_id: UUID, kata: str = "setuju", **lain: str) -> dict[str, Any]:
    """Return the form with one decision and a passphrase that must not be kept."""
    return {"frasa": FRASA, f"versi_{surat_id.hex}": 3, f"putus_{surat_id.hex}": kata, **lain}


def paragraf(jenis: str = "sku") -> tuple[str, str]:
    """Return code and words of a block that may be changed."""
    blok = next(b for b in katalog()[jenis].badan if b.jenis == "paragraf" and not b.kunci)
    return blok.kode, blok.isi


def naik(siap: Balai, surat_id: UUID, versi: int) -> None:
    """Bring a letter to the signer."""
    periksa = {"aksi": "verifikasi", "versi": versi, "diperiksa": ["pengantar", "ktp", "kk", "foto_usaha"]}
    assert siap.operator.post(ke("langkah", surat_id), periksa).status_code == 302
    assert siap.sekdes.post(ke("langkah", surat_id), {"aksi": "paraf", "versi": versi + 1}).status_code == 302


def test_changed_words_are_marked_one_by_one(siap: Balai) -> None:
    surat_id = siap.dalam(diajukan, siap.orang)
    kode, asal = paragraf()
    kata = {kode: f"{asal} Tambahan {SIASAT}."}
    siap.dalam(ubah_kata, surat_id=surat_id, versi=1, kata=kata, oleh=siap.orang.pelaku(Peran.OPERATOR))
    naik(siap, surat_id, 2)
    page = isi(siap.kades.get(ke("tumpukan")))
    assert SIASAT not in page
    assert re.search(r'<mark><span class="sr">ditambah: </span>Tambahan &lt;script&gt;', page)
    assert "<del>" not in page
    assert "{" not in read(page).text, "answers stand in their places"


def test_what_was_taken_out_is_struck_through(siap: Balai) -> None:
    surat_id = siap.dalam(diajukan, siap.orang)
    kode, asal = paragraf()
    kata = asal.split()
    oleh = siap.orang.pelaku(Peran.OPERATOR)
    siap.dalam(ubah_kata, surat_id=surat_id, versi=1, kata={kode: " ".join(kata[:-1])}, oleh=oleh)
    naik(siap, surat_id, 2)
    assert '<del><span class="sr">dihapus: </span>' in isi(siap.kades.get(ke("tumpukan")))


def test_words_of_the_register_are_named_and_the_holder_is_himself(siap: Balai) -> None:
    siap.dalam(diparaf, siap.orang)
    (s,) = siap.dalam(lembar_tanda, [Status.DIPARAF], 5)
    satu = replace(s, ubahan={"isi": "{nama} tinggal di {alamat}, usaha {nama_usaha}."})
    (beda,) = ubahan(satu, katalog()["sku"])
    teks = " ".join(p.teks for p in beda["potong"] if p.cara != "hilang")
    assert teks == f"{s.nama} tinggal di [alamat], usaha {s.nilai['nama_usaha']}."
    assert ubahan(satu, None) == [], "of a type this release does not know nothing can be said"


def test_photos_are_one_tap_away_and_only_of_this_letter(siap: Balai) -> None:
    satu, dua = (siap.dalam(diparaf, siap.orang) for _ in range(2))
    page = isi(siap.kades.get(ke("tumpukan")))
    for surat_id in (satu, dua):
        berkas = lihat(siap, surat_id).berkas
        assert len(berkas) == 5
        for b in berkas:
            assert f'name="buka" value="{ke("berkas", surat_id, b.id)}"' in page
            assert siap.kades.get(ke("berkas", surat_id, b.id)).status_code == 200


def test_the_letters_follow_one_another_and_the_passphrase_is_last(siap: Balai) -> None:
    satu, dua = (siap.dalam(diparaf, siap.orang) for _ in range(2))
    page = isi(siap.kades.get(ke("tumpukan")))
    urut = re.findall(r'<p class="lanjut"><a href="#(\w+)">([\w ]+)<', page)
    ids = re.findall(r'<section class="lembar" id="(s\w+)"', page)
    assert sorted(ids) == sorted([f"s{satu.hex}", f"s{dua.hex}"])
    assert urut == [(ids[1], "Surat berikutnya"), ("tandatangani", "Ke tanda tangan")]
    assert "Surat 1 dari 2" in page and "Surat 2 dari 2" in page


@pytest.mark.parametrize("segar", [True, False], ids=["segar", "basi"])
def test_a_look_at_the_pages_keeps_what_was_chosen_and_no_passphrase(siap: Balai, segar: bool) -> None:
    surat_id = siap.dalam(diparaf, siap.orang)
    kades = browser(siap.orang.kades, segar=segar)
    tujuan = f"{ke('baca', surat_id)}?dari=tumpukan"
    kirim = pilih(surat_id, "kembali", **{f"alasan_{surat_id.hex}": "Nama usahanya keliru.", "buka": tujuan})
    jawab = kades.post(ke("putuskan"), kirim)
    assert (jawab.status_code, jawab.headers["Location"]) == (302, tujuan)
    assert FRASA not in str(dict(kades.session))
    baca = isi(kades.get(tujuan))
    assert f'href="{ke("tumpukan")}#s{surat_id.hex}"' in baca, "back to where one was"
    page = isi(kades.get(ke("tumpukan")))
    assert re.search(rf'name="putus_{surat_id.hex}" value="kembali"[^>]* checked', page)
    assert "Nama usahanya keliru." in page
    assert lihat(siap, surat_id).status is Status.DIPARAF, "nothing was decided"


@pytest.mark.parametrize(
    "tujuan", ["https://jahat.example/", "//jahat.example/aparat/", "/verifikasi/", "javascript:1"]
)
def test_the_look_leads_nowhere_else(siap: Balai, tujuan: str) -> None:
    surat_id = siap.dalam(diparaf, siap.orang)
    jawab = siap.kades.post(ke("putuskan"), pilih(surat_id, buka=tujuan))
    assert jawab.headers["Location"] == ke("tumpukan")
    assert lihat(siap, surat_id).status is Status.DIPARAF


def test_enter_in_the_box_of_the_passphrase_signs_and_opens_no_photo(siap: Balai) -> None:
    siap.dalam(diparaf, siap.orang)
    for kades, aksi in ((siap.kades, "tanda_tangani"), (browser(siap.orang.kades, segar=False), "pastikan")):
        page = isi(kades.get(ke("tumpukan")))
        form = page[page.index(f'action="{ke("putuskan")}"') :]
        tombol = re.search(r"<button[^>]*>", form)
        assert tombol and f'value="{aksi}"' in tombol[0] and 'tabindex="-1"' in tombol[0]


def test_a_letter_changed_meanwhile_is_refused_in_words(siap: Balai) -> None:
    surat_id = siap.dalam(diparaf, siap.orang)
    siap.kades.post(ke("putuskan"), {**pilih(surat_id), f"versi_{surat_id.hex}": 2, "aksi": "tanda_tangani"})
    page = isi(siap.kades.get(ke("hasil_tanda")))
    assert "Surat ini baru saja diubah orang lain. Buka lagi untuk melihat keadaan terbaru." in page
    assert lihat(siap, surat_id).status is Status.DIPARAF
    asing = uuid4()
    siap.kades.post(ke("putuskan"), {**pilih(asing), "aksi": "tanda_tangani"})
    assert "0 surat terbit" not in isi(siap.kades.get(ke("hasil_tanda")))


def test_a_page_opens_alone_for_two_fingers(siap: Balai) -> None:
    surat_id = siap.dalam(diparaf, siap.orang)
    gambar = f"{ke('halaman', surat_id, 1)}?besar"
    page = isi(siap.kades.get(ke("baca", surat_id)))
    assert f'<a href="{gambar}"><img src="{gambar}"' in page
    assert siap.kades.get(gambar).content.startswith(b"\x89PNG")
