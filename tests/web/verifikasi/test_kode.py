"""The typed code and the QR: every answer, what is shown, what never is, and papers that lie."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from eoffice.akun.selectors import pengguna
from eoffice.dokumen import services as dokumen
from eoffice.dokumen.adapters import payload
from eoffice.dokumen.services import muatan
from eoffice.kernel import clock
from eoffice.kernel.peran import Peran
from eoffice.surat import services as surat
from eoffice.surat.rules.alur import Aksi
from eoffice.surat.rules.kode import ABJAD, baca_kode
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.web.markup import read
from tests.web.verifikasi.conftest import NIK, Kertas

pytestmark = pytest.mark.django_db
JUDUL = {
    "sah": "Surat ini asli",
    "kedaluwarsa": "Surat ini asli, tetapi masa berlakunya sudah lewat",
    "dicabut": "Surat ini sudah dicabut",
    "belum": "Catatan surat ini belum tiba",
    "asing": "Kami tidak mengenal kode ini",
    "palsu": "Kode ini palsu atau sudah diubah",
    "rusak": "Kode QR ini tidak terbaca utuh",
}


def putusan(client: Client, alamat: str) -> tuple[str, str]:
    """Return the headline of an answer and all its words."""
    isi = client.get(alamat).content.decode()
    cocok = re.search(r"<h1[^>]*>(.*?)</h1>", isi)
    assert cocok
    assert NIK not in isi
    return cocok[1], read(isi).text


@pytest.mark.parametrize(
    "ubah",
    [
        str,
        str.lower,
        lambda k: k.replace("-", ""),
        lambda k: k.replace("-", " "),
        lambda k: f"  {k.replace('-', ' - ')}  ",
        lambda k: k.replace("-", "–"),
        lambda k: k.replace("0", "O").replace("1", "I"),
        lambda k: k.replace("0", "o").replace("1", "l").lower(),
    ],
    ids=["printed", "small", "joined", "spaces", "wide", "long dash", "O and I", "o and l"],
)
def test_a_code_is_read_as_people_type_it(client: Client, basah: Kertas, ubah: Callable[[str], str]) -> None:
    jawab = client.get("/cek/", {"kode": ubah(basah.kode)})
    assert jawab.headers["Location"] == f"/cek/{basah.kode}/"
    assert putusan(client, jawab.headers["Location"])[0] == JUDUL["sah"]


def test_one_wrong_character_is_a_slip_and_never_another_letter(client: Client, basah: Kertas) -> None:
    polos = basah.kode.replace("-", "")
    for letak in range(len(polos)):
        huruf = ABJAD[(ABJAD.index(polos[letak]) + 5) % 32]
        salah = polos[:letak] + huruf + polos[letak + 1 :]
        assert baca_kode(salah) is None
        jawab = client.get("/cek/", {"kode": salah})
        assert jawab.status_code == 422
        page = read(jawab.content.decode())
        assert "Ada huruf yang keliru. Periksa lagi, satu huruf demi satu huruf." in page.text
        assert page.all("input", name="kode")[0]["value"] == salah
        assert page.all("a", href="#id_kode")


@pytest.mark.parametrize(
    "kode", ["", "ABC", "x" * 61, "<script>alert(1)</script>", "\x00", "K7QF-2M9D-P", "⓪⓪⓪⓪"]
)
def test_what_is_no_code_is_answered_in_place(client: Client, cisontrol: Desa, kode: str) -> None:
    jawab = client.get("/cek/", {"kode": kode})
    assert jawab.status_code == 422
    assert "<script>alert" not in jawab.content.decode()


def test_a_wrong_code_in_the_address_is_answered_with_the_form(client: Client, cisontrol: Desa) -> None:
    for kode in ("SALAH", "0000-0000-01", "x" * 300, "%3Cscript%3E"):
        jawab = client.get(f"/cek/{kode}/")
        assert jawab.status_code == 422, kode
        assert "<script>alert" not in jawab.content.decode()


def test_name_and_purpose_come_first_by_code_and_by_qr(client: Client, basah: Kertas) -> None:
    for alamat in (basah.qr, basah.qr.lower(), f"{basah.qr}/", f"{basah.qr.lower()}/", f"/cek/{basah.kode}/"):
        judul, teks = putusan(client, alamat)
        assert judul == JUDUL["sah"]
        urut = [
            teks.index(kata)
            for kata in (
                "Cocokkan dengan kertas",
                "Euis Komariah",
                "kredit usaha rakyat",
                basah.nomor,
                "Oman Rohman",
            )
        ]
        assert urut == sorted(urut), alamat
        for rahasia in ("Warung Bu Euis", "Cikupa", "1985", "Ciamis, 5"):
            assert rahasia not in teks


def test_an_expired_letter_is_genuine_and_expired(client: Client, basah: Kertas) -> None:
    with time_machine.travel(clock.now() + timedelta(days=190), tick=False):
        for alamat in (basah.qr, f"/cek/{basah.kode}/"):
            judul, teks = putusan(client, alamat)
            assert judul == JUDUL["kedaluwarsa"]
            assert "Mintalah surat yang baru kepada pemiliknya." in teks
            assert "Euis Komariah" in teks


def test_a_letter_is_valid_on_its_last_day(client: Client, basah: Kertas) -> None:
    assert basah.klaim.berlaku is not None
    akhir = basah.klaim.berlaku.isoformat()
    with time_machine.travel(f"{akhir}T23:50:00+07:00", tick=False):
        assert putusan(client, basah.qr)[0] == JUDUL["sah"]
    with time_machine.travel(f"{akhir}T23:50:00+07:00", tick=False) as jam:
        jam.shift(timedelta(minutes=20))
        assert putusan(client, basah.qr)[0] == JUDUL["kedaluwarsa"]


def test_a_revoked_letter_says_so_and_still_names_its_holder(client: Client, basah: Kertas) -> None:
    basah.cabut()
    for alamat in (basah.qr, f"/cek/{basah.kode}/"):
        judul, teks = putusan(client, alamat)
        assert judul == JUDUL["dicabut"]
        assert "Jangan dipakai lagi." in teks
        assert "Euis Komariah" in teks
        assert "keliru" not in teks, "the office's reason is not for everybody"


def test_revoked_beats_expired(client: Client, basah: Kertas) -> None:
    basah.cabut()
    with time_machine.travel(clock.now() + timedelta(days=400), tick=False):
        assert putusan(client, basah.qr)[0] == JUDUL["dicabut"]


def test_a_paper_that_waits_for_its_scan_is_not_called_forged(client: Client, belum: Kertas) -> None:
    for alamat in (belum.qr, f"/cek/{belum.kode}/"):
        assert putusan(client, alamat)[0] == JUDUL["belum"]


def test_a_genuine_payload_that_is_not_registered_yet_has_not_arrived(client: Client, basah: Kertas) -> None:
    judul, teks = putusan(client, basah.lain(kode=bytes(range(16))))
    assert judul == JUDUL["belum"]
    assert "Euis Komariah" in teks
    assert "Coba lagi besok, atau telepon kantor desa." in teks


def test_the_register_wins_over_what_a_payload_says(client: Client, basah: Kertas) -> None:
    """A payload signed over the same code with another name shows the registered name."""
    judul, teks = putusan(client, basah.lain(nama="Orang Lain", keperluan="pinjaman besar"))
    assert judul == JUDUL["sah"]
    assert "Euis Komariah" in teks
    assert "Orang Lain" not in teks


def test_a_void_number_says_that_its_paper_counts_for_nothing(client: Client, belum: Kertas) -> None:
    with lingkup(belum.desa):
        kades = belum.cast.pelaku(Peran.OPERATOR)
        surat.jalankan(
            surat_id=belum.surat_id, aksi=Aksi.BATALKAN, oleh=kades, versi=4, catatan="kertas rusak"
        )
    judul, teks = putusan(client, f"/cek/{belum.kode}/")
    assert judul == "Surat ini dibatalkan sebelum terbit"
    assert "Kertasnya tidak berlaku." in teks
    assert "Euis" not in teks


@pytest.mark.parametrize("letak", [12, 40, 90, -70, -30, -2])
def test_a_changed_payload_is_forged_or_unreadable_and_never_genuine(
    client: Client, basah: Kertas, letak: int
) -> None:
    ubah = list(basah.qr)  # each time it is asked for it is signed anew
    ubah[letak] = "A" if ubah[letak] != "A" else "B"
    alamat = "".join(ubah)
    judul, teks = putusan(client, alamat)
    assert judul in {JUDUL["palsu"], JUDUL["rusak"], JUDUL["asing"]}
    assert "Euis Komariah" not in teks, "nothing of a forged payload is shown as if it were true"


def test_a_forged_payload_says_what_to_do_and_whom_to_ask(client: Client, basah: Kertas) -> None:
    huruf = "A" if basah.qr[-4] != "A" else "B"
    jawab = client.get(basah.qr[:-4] + huruf + basah.qr[-3:])
    teks = read(jawab.content.decode()).text
    assert jawab.status_code == 200
    for kata in (
        JUDUL["palsu"],
        "Jangan pakai surat ini",
        "Desa yang tertulis",
        "Desa Cisontrol",
        "0265-555-0142",
    ):
        assert kata in teks


def test_a_payload_of_a_village_nobody_knows_here_is_unknown(client: Client, basah: Kertas) -> None:
    kunci = muatan._kunci(muatan._folder(), basah.desa)
    judul, teks = putusan(client, f"/V/{payload.buat(replace(basah.klaim, desa='32.07.15.2999'), kunci)}")
    assert judul == JUDUL["asing"]
    assert "Euis" not in teks


def test_a_key_of_the_neighbour_does_not_sign_for_this_village(
    client: Client, basah: Kertas, situmandala: Desa
) -> None:
    """Both keys are known here; a payload that names Cisontrol wants the key of Cisontrol."""
    basah.lain(desa=situmandala.kode)  # makes the neighbour's key
    kunci = muatan._kunci(muatan._folder(), situmandala.kode)
    judul, teks = putusan(client, f"/V/{payload.buat(basah.klaim, kunci)}")
    assert judul == JUDUL["palsu"]
    assert "Euis Komariah" not in teks


@pytest.mark.parametrize("teks", ["A", "BUKAN", "0" * 300, "a b", "%00", "🏠", "=" * 40, "A" * 4000])
def test_nonsense_in_place_of_a_payload_is_a_page_that_helps(
    client: Client, cisontrol: Desa, teks: str
) -> None:
    for awalan in ("V", "v"):
        jawab = client.get(f"/{awalan}/{teks}")
        assert jawab.status_code in {200, 404}
        assert "Surat ini asli" not in jawab.content.decode()


@pytest.mark.parametrize("panjang", [20, 60, 120, -30, -1])
def test_a_cut_qr_asks_to_scan_again(client: Client, basah: Kertas, panjang: int) -> None:
    jawab = client.get(basah.qr[:panjang])
    teks = read(jawab.content.decode()).text
    assert "Euis Komariah" not in teks
    assert JUDUL["sah"] not in teks
    if jawab.status_code == 404:
        assert "ketik kode di bawah kotak QR" in teks


def test_a_copied_qr_shows_the_first_holders_name(client: Client, basah: Kertas) -> None:
    """Cut out and glued on another letter it stays genuine; the reader must be told to compare."""
    teks = putusan(client, basah.qr)[1]
    assert "Nama dan keperluan harus sama persis. Kalau berbeda, kode QR ini disalin dari surat lain." in teks


def test_an_unknown_code_and_an_unknown_village_are_the_same_answer(client: Client, cisontrol: Desa) -> None:
    judul, teks = putusan(client, "/cek/0000-0000-00/")
    assert judul == JUDUL["asing"]
    assert "Kode yang diperiksa: 0000-0000-00" in teks


def test_whoever_asks_gets_the_same_answer(client: Client, basah: Kertas) -> None:
    """Also the holder himself and the office: the page is about the letter."""
    tamu = client.get(basah.qr).content
    for siapa in (basah.cast.warga, basah.cast.operator, basah.cast.kades):
        browser = Client()
        browser.force_login(pengguna(siapa))
        sama = browser.get(basah.qr).content
        saat = re.compile(rb"dilihat pada [^<]*")
        assert saat.sub(b"", sama) == saat.sub(b"", tamu)


def test_an_answer_is_never_kept_by_a_cache(client: Client, basah: Kertas) -> None:
    for alamat in (basah.qr, f"/cek/{basah.kode}/", "/cek/", "/cek/0000-0000-00/"):
        assert client.get(alamat).headers["Cache-Control"] == "private, no-store"


def test_guessing_is_held_back_while_genuine_letters_still_open(client: Client, basah: Kertas) -> None:
    kode = [client.get("/cek/0000-0000-00/").status_code for _ in range(61)]
    assert (kode[0], kode[-1]) == (200, 429)
    lain = Client(REMOTE_ADDR="10.9.8.7")
    assert putusan(lain, f"/cek/{basah.kode}/")[0] == JUDUL["sah"]


def test_reading_one_letter_again_and_again_is_no_guessing(client: Client, basah: Kertas) -> None:
    for _ in range(65):
        assert client.get(f"/cek/{basah.kode}/").status_code == 200


# ---- without signal ----


def test_keys_are_handed_out_by_kecamatan_and_nothing_secret_with_them(client: Client, basah: Kertas) -> None:
    assert client.get("/v/kunci.json").json() == {"kecamatan": [{"kode": "32.07.15", "nama": "Rancah"}]}
    jawab = client.get("/v/kunci.json?kec=32.07.15")
    isi = jawab.json()
    assert isi["kunci"] == dokumen.kunci_publik("32.07.15")
    assert basah.desa in {k["desa"] for k in isi["kunci"]}
    assert set(isi["kunci"][0]) == {"desa", "kty", "crv", "x", "y"}, "no private part"
    assert "Euis" not in jawab.content.decode()
    assert basah.klaim.kode.hex() not in jawab.content.decode(), (
        "codes of valid letters are nobody's business"
    )


def test_revocations_travel_with_the_keys(client: Client, basah: Kertas) -> None:
    basah.cabut()
    cache.clear()
    assert client.get("/v/kunci.json?kec=32.07.15").json()["dicabut"] == [basah.klaim.kode.hex()]


@pytest.mark.parametrize("kec", ["32.07.99", "99.99.99"])
def test_another_kecamatan_is_not_served_here(client: Client, basah: Kertas, kec: str) -> None:
    assert client.get(f"/v/kunci.json?kec={kec}").status_code == 404


@pytest.mark.parametrize("kec", ["", "32.07", "32.07.15.2004", "*", "../..", "3２.07.15", "32.07.15\n"])
def test_nonsense_in_place_of_a_kecamatan_gets_the_list(client: Client, basah: Kertas, kec: str) -> None:
    assert "kunci" not in client.get("/v/kunci.json", {"kec": kec}).json()


def test_the_service_worker_names_what_it_keeps_and_changes_with_it(client: Client, cisontrol: Desa) -> None:
    jawab = client.get("/sw.js")
    assert jawab.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert jawab.headers["Service-Worker-Allowed"] == "/"
    kepala = jawab.content.decode().splitlines()[:2]
    assert re.fullmatch(r'const VERSI = "[0-9a-f]{12}";', kepala[0])
    assert '"/v/luring/"' in kepala[1]
    assert "/warga/" not in kepala[1], "no page of a person is ever kept"
