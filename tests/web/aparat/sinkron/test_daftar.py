"""Enrolment on a page: the line is read, the key compared by a person, and every way to fail has its sentence."""

import io
import json
import socket
import subprocess
from collections.abc import Callable, Iterator
from typing import Any

import lxml.html
import pytest
import segno
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from eoffice.dokumen.adapters import qr_reader
from eoffice.sinkron.rules.undangan import Undangan, sidik_kunci
from eoffice.sinkron.services import sambungan
from eoffice.sinkron.services.kunci import kabupaten
from tests import pabrik
from tests.conftest import CISONTROL, SITUMANDALA
from tests.sinkron.hub_palsu import Balasan, HubPalsu, berjalan
from tests.web.aparat.conftest import isi, ke
from tests.web.aparat.sinkron.alat import ServerDesa, diri_baru

pytestmark = pytest.mark.django_db
KODE = "ABCDEFGHJK23456789MN"
TIDAK_LENGKAP = "Undangan tidak lengkap. Salin satu baris penuh dari kabupaten: dimulai dengan http, dan ada tiga tanda #."


@pytest.fixture
def hub() -> Iterator[HubPalsu]:
    """A hub on a real port that welcomes whoever comes."""
    with berjalan(HubPalsu()) as satu:
        terbuka = satu.diri.kunci.public_key().public_bytes_raw().hex()
        satu.balasan["daftar"] = Balasan(json.dumps({"node": str(satu.diri.node), "kunci": terbuka}).encode())
        yield satu


def undangan(hub: HubPalsu, **ubah: str) -> str:
    sidik = sidik_kunci(hub.diri.kunci.public_key().public_bytes_raw())
    dasar = {"alamat": f"http://127.0.0.1:{hub.porta}", "desa": CISONTROL, "kode": KODE, "sidik": sidik}
    return Undangan(**(dasar | ubah)).tulis()


def baca(server: ServerDesa, baris: str) -> HttpResponse:
    jawab: HttpResponse = server.balai.operator.post(ke("sinkron_daftar"), {"undangan": baris})
    return jawab


def setuju(server: ServerDesa, baris: str, **lain: str) -> HttpResponse:
    data = {"undangan": baris, "lanjut": "ya", "setuju": "on"} | lain
    jawab: HttpResponse = server.balai.operator.post(ke("sinkron_daftar"), data)
    return jawab


def galat(jawab: HttpResponse, kotak: str, status: int = 422) -> str:
    page = lxml.html.document_fromstring(isi(jawab, status))
    return " ".join(page.xpath(f"string(//*[@id='id_{kotak}-g'])").split()).removeprefix("Galat: ")


def test_the_key_is_shown_in_groups_before_anybody_is_called(server_baru: ServerDesa, hub: HubPalsu) -> None:
    baris = undangan(hub)
    page = lxml.html.document_fromstring(isi(baca(server_baru, baris)))
    kelompok = [satu.text_content() for satu in page.xpath("//main//ol/li")]
    assert "-".join(kelompok) == baris.rpartition("#")[2]
    assert (len(kelompok), {len(satu) for satu in kelompok}) == (8, {4})
    kata = " ".join(page.xpath("string(//main)").split())
    assert f"http://127.0.0.1:{hub.porta}" in kata
    assert "Desa Cisontrol" in kata
    assert (hub.panggilan, server_baru.dalam(kabupaten)) == ([], None)


def test_who_compared_and_agrees_is_connected(server_baru: ServerDesa, hub: HubPalsu) -> None:
    jawab = setuju(server_baru, undangan(hub))
    assert jawab.headers["Location"] == ke("sinkron")
    assert server_baru.dalam(kabupaten) == hub.kabupaten
    halaman = isi(server_baru.balai.operator.get(ke("sinkron")))
    assert "Terhubung ke kabupaten. Pertukaran data pertama dimulai dengan sendirinya." in halaman


def test_without_the_tick_nobody_is_called(server_baru: ServerDesa, hub: HubPalsu) -> None:
    jawab = server_baru.balai.operator.post(ke("sinkron_daftar"), {"undangan": undangan(hub), "lanjut": "ya"})
    assert galat(jawab, "setuju") == "Beri tanda centang untuk melanjutkan."
    assert (hub.panggilan, server_baru.dalam(kabupaten)) == ([], None)


@pytest.mark.parametrize(
    "ubah",
    [
        lambda baris: f"  {baris}\n",
        lambda baris: f"'{baris}'",
        lambda baris: baris[:30] + "\n" + baris[30:60] + " " + baris[60:],
        lambda baris: baris.replace("#", "#\u200b", 1),
    ],
    ids=["blanks", "quotes of the command line", "broken by a chat", "an invisible character"],
)
def test_a_line_that_was_pasted_badly_is_read_all_the_same(
    server_baru: ServerDesa, hub: HubPalsu, ubah: Callable[[str], str]
) -> None:
    assert "Apakah ini kabupaten kita?" in isi(baca(server_baru, ubah(undangan(hub))))


class TestQr:
    def _foto(self, isi: str) -> SimpleUploadedFile:
        keluar = io.BytesIO()
        segno.make_qr(isi).save(keluar, kind="png", scale=6, border=4)
        return SimpleUploadedFile("qr.png", keluar.getvalue())

    def _kirim(self, server: ServerDesa, foto: SimpleUploadedFile) -> HttpResponse:
        data = {"undangan": "", "foto": foto}
        jawab: HttpResponse = server.balai.operator.post(ke("sinkron_daftar"), data)
        return jawab

    def test_a_photo_of_the_code_is_as_good_as_the_line(self, server_baru: ServerDesa, hub: HubPalsu) -> None:
        halaman = isi(self._kirim(server_baru, self._foto(undangan(hub))))
        assert "Apakah ini kabupaten kita?" in halaman
        assert f'value="{undangan(hub)}"' in halaman

    @pytest.mark.parametrize(
        ("isi_qr", "kata"),
        [("https://contoh.example/", TIDAK_LENGKAP), ("", "QR di foto ini tidak terbaca.")],
    )
    def test_another_picture_is_refused_beside_the_photo(
        self, server_baru: ServerDesa, isi_qr: str, kata: str
    ) -> None:
        foto = self._foto(isi_qr) if isi_qr else SimpleUploadedFile("f.jpg", pabrik.foto())
        assert galat(self._kirim(server_baru, foto), "foto").startswith(kata)

    def test_what_is_no_picture_never_reaches_the_reader(
        self, server_baru: ServerDesa, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(qr_reader.subprocess, "run", lambda *_, **__: pytest.fail("it was asked"))
        jawab = self._kirim(server_baru, SimpleUploadedFile("qr.png", b"<svg onload=alert(1)>"))
        assert jawab.status_code == 422

    def test_a_reader_that_hangs_is_given_up(
        self, server_baru: ServerDesa, hub: HubPalsu, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def lama(*_: Any, **__: Any) -> None:
            raise subprocess.TimeoutExpired("zbarimg", 20)

        monkeypatch.setattr(qr_reader.subprocess, "run", lama)
        jawab = self._kirim(server_baru, self._foto(undangan(hub)))
        assert galat(jawab, "foto").startswith("QR di foto ini tidak terbaca.")

    def test_without_a_reader_the_line_alone_is_asked_for(
        self, server_baru: ServerDesa, hub: HubPalsu, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert 'type="file"' in isi(server_baru.balai.operator.get(ke("sinkron_daftar")))
        monkeypatch.setattr(qr_reader.shutil, "which", lambda _: None)
        assert 'type="file"' not in isi(server_baru.balai.operator.get(ke("sinkron_daftar")))
        jawab = self._kirim(server_baru, self._foto(undangan(hub)))
        assert galat(jawab, "undangan") == "Bagian ini belum diisi."


@pytest.mark.parametrize(
    ("baris", "kata"),
    [
        ("", "Bagian ini belum diisi."),
        ("selamat pagi", TIDAK_LENGKAP),
        ("https://kab.example#32.07.15.2004#ABC", TIDAK_LENGKAP),
        ("ftp://kab.example#32.07.15.2004#ABC#DEF", TIDAK_LENGKAP),
        ("https://kab.example#32.07.15.2004##DEF", TIDAK_LENGKAP),
        ("javascript:alert(1)#32.07.15.2004#A#B", TIDAK_LENGKAP),
        (
            f"https://kab.example#{SITUMANDALA}#ABC#DEF",
            (
                f"Undangan ini untuk desa {SITUMANDALA}, bukan untuk desa di server ini. "
                "Minta undangan untuk desa ini kepada Diskominfo."
            ),
        ),
    ],
)
def test_a_line_that_is_none_is_refused_beside_its_box(
    server_baru: ServerDesa, baris: str, kata: str
) -> None:
    jawab = baca(server_baru, baris)
    assert galat(jawab, "undangan") == kata
    assert server_baru.dalam(kabupaten) is None


def tolakan(kode: str, kalimat: str) -> bytes:
    return json.dumps({"kode": kode, "kalimat": kalimat}).encode()


@pytest.mark.parametrize("kode", ["salah", "terpakai", "lewat"])
def test_what_the_regency_refuses_is_said_in_its_words_and_can_be_tried_again(
    server_baru: ServerDesa, hub: HubPalsu, kode: str
) -> None:
    semula = hub.balasan["daftar"]
    hub.balasan["daftar"] = Balasan(tolakan(f"sinkron.kode_daftar_{kode}", f"Undangan {kode}."), status=422)
    jawab = setuju(server_baru, undangan(hub))
    assert galat(jawab, "setuju") == f"Jawaban kabupaten: Undangan {kode}."
    assert server_baru.dalam(kabupaten) is None
    hub.balasan["daftar"] = semula
    assert setuju(server_baru, undangan(hub)).status_code == 302


def test_an_unknown_village_at_the_regency_is_said(server_baru: ServerDesa, hub: HubPalsu) -> None:
    hub.balasan["daftar"] = Balasan(tolakan("kernel.tidak_ditemukan", "Desa belum terdaftar."), status=404)
    assert galat(setuju(server_baru, undangan(hub)), "setuju") == "Jawaban kabupaten: Desa belum terdaftar."


def test_somebody_else_at_that_address_is_not_connected_to(server_baru: ServerDesa, hub: HubPalsu) -> None:
    palsu = sidik_kunci(diri_baru().kunci.public_key().public_bytes_raw())
    kata = galat(setuju(server_baru, undangan(hub, sidik=palsu)), "setuju")
    assert kata.startswith("Yang menjawab di alamat kabupaten tidak memegang kunci kabupaten")
    assert server_baru.dalam(kabupaten) is None


def test_no_line_is_said_and_costs_nothing(server_baru: ServerDesa, hub: HubPalsu) -> None:
    with socket.socket() as kosong:
        kosong.bind(("127.0.0.1", 0))
        tutup = f"http://127.0.0.1:{kosong.getsockname()[1]}"
    kata = galat(setuju(server_baru, undangan(hub, alamat=tutup)), "setuju")
    assert kata.startswith(
        "Sambungan ke kabupaten terputus (server kabupaten tidak menerima sambungan). Data tetap aman di desa"
    )
    assert server_baru.dalam(kabupaten) is None
    assert setuju(server_baru, undangan(hub)).status_code == 302


def test_a_hub_that_never_answers_gives_the_page_back(
    server_baru: ServerDesa, hub: HubPalsu, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sambungan, "MACET_DETIK", 0.3)
    with socket.socket() as diam:
        diam.bind(("127.0.0.1", 0))
        diam.listen()
        baris = undangan(hub, alamat=f"http://127.0.0.1:{diam.getsockname()[1]}")
        assert "tidak ada jawaban" in galat(setuju(server_baru, baris), "setuju")


def test_two_people_at_once_connect_one_server(server_baru: ServerDesa, hub: HubPalsu) -> None:
    """The second press comes after the first: the regency gives the same answer to the same key."""
    baris = undangan(hub)
    for klien in (server_baru.balai.operator, server_baru.balai.kades):
        data = {"undangan": baris, "lanjut": "ya", "setuju": "on"}
        assert klien.post(ke("sinkron_daftar"), data).status_code == 302
    assert server_baru.dalam(kabupaten) == hub.kabupaten


def test_a_connected_server_is_not_led_to_another_regency(server: ServerDesa, hub: HubPalsu) -> None:
    semula = server.dalam(kabupaten)
    kata = galat(baca(server, undangan(hub)), "undangan")
    assert kata.startswith(
        "Kunci kabupaten pada undangan ini berbeda dari yang dikenal di sini, jadi ditolak."
    )
    assert setuju(server, undangan(hub)).status_code == 422
    assert (hub.panggilan, server.dalam(kabupaten)) == ([], semula)
    assert "Server ini sudah terhubung." in isi(server.balai.operator.get(ke("sinkron_daftar")))


def test_a_hidden_line_that_was_changed_is_read_again(server_baru: ServerDesa, hub: HubPalsu) -> None:
    for baris in ("", "https://jahat.example#32.07.15.2004#A"):
        jawab = setuju(server_baru, baris)
        assert jawab.status_code in {302, 422}
    assert setuju(server_baru, undangan(hub, desa=SITUMANDALA)).status_code == 422
    assert (hub.panggilan, server_baru.dalam(kabupaten)) == ([], None)


def test_the_one_time_code_is_in_no_log(server_baru: ServerDesa, hub: HubPalsu, caplog: Any) -> None:
    setuju(server_baru, undangan(hub))
    assert KODE not in caplog.text
