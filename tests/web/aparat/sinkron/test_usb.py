"""The exchange by file: what goes out only the regency opens, what comes in is taken whole or not at all."""

import io
import re
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

import lxml.html
import pytest
import zstandard
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.http import HttpResponse

from eoffice.jejak.aliran import semua_ujung
from eoffice.kernel import clock
from eoffice.sinkron.models import TandaTerima
from eoffice.sinkron.services import kurir
from eoffice.sinkron.services.kunci import diri
from eoffice.sinkron.services.segel import KepalaBerkas, baca_kepala, buka_segel, segel
from eoffice.sinkron.services.sesi import Diri
from eoffice.web.aparat.sinkron import usb
from eoffice.web.aparat.sinkron.hasil import kalimat_hasil
from tests.conftest import CISONTROL, SITUMANDALA
from tests.web.aparat.conftest import isi, ke
from tests.web.aparat.sinkron import alat
from tests.web.aparat.sinkron.alat import ServerDesa, diri_baru, habiskan

pytestmark = pytest.mark.django_db


def unduh(server: ServerDesa) -> bytes:
    jawab = server.balai.operator.get(ke("sinkron_unduh"))
    assert jawab.status_code == 200
    return habiskan(jawab)


def kirim(server: ServerDesa, berkas: bytes | Any, nama: str = "dari-kabupaten.eod") -> HttpResponse:
    satu = SimpleUploadedFile(nama, berkas) if isinstance(berkas, bytes) else berkas
    jawab: HttpResponse = server.balai.operator.post(ke("sinkron_terima"), {"berkas": satu})
    return jawab


def galat(jawab: HttpResponse) -> str:
    """Return what stands beside the box of a refused file; nothing of it was kept."""
    page = lxml.html.document_fromstring(isi(jawab, 422))
    return " ".join(page.xpath("string(//*[@id='id_berkas-g'])").split()).removeprefix("Galat: ")


def dari_hub(
    server: ServerDesa, rekam: Sequence[bytes] = (), *, kata: bytes | None = None, **ubah: Any
) -> bytes:
    """Return a file of the regency: what it says it holds, then records as given."""
    di_sini = server.dalam(diri)
    hub: Diri = ubah.get("hub", server.hub)
    kepala = KepalaBerkas(
        ubah.get("desa", CISONTROL), ubah.get("dari", hub.node), ubah.get("untuk", di_sini.node)
    )
    keluar = io.BytesIO()
    semua = [kata if kata is not None else salam(server, hub), *rekam]
    segel(keluar, kepala, ubah.get("kunci", di_sini.kunci).public_key(), semua)
    return keluar.getvalue()


def salam(server: ServerDesa, hub: Diri) -> bytes:
    """Return the first record of a real file of an installation."""
    di_sini = server.dalam(diri)
    keluar = io.BytesIO()
    untuk = kurir.Pihak(di_sini.node, di_sini.kunci.public_key(), kabupaten=True)
    server.dalam(kurir.ekspor, keluar, untuk, hub)
    keluar.seek(0)
    polos = b"".join(buka_segel(keluar, di_sini.kunci))
    return polos[: 5 + int.from_bytes(polos[1:5], "big")]


def rekam(macam: bytes, isi_rekam: bytes) -> bytes:
    return macam + len(isi_rekam).to_bytes(4, "big") + isi_rekam


class TestKeluar:
    def test_the_file_is_for_the_regency_alone_and_named_by_village_and_hour(
        self, server: ServerDesa
    ) -> None:
        jawab = server.balai.operator.get(ke("sinkron_unduh"))
        mentah = habiskan(jawab)
        assert re.fullmatch(
            rf'attachment; filename="{re.escape(CISONTROL)}-\d{{8}}-\d{{4}}\.eod"',
            jawab.headers["Content-Disposition"],
        )
        node = server.dalam(diri).node
        assert baca_kepala(io.BytesIO(mentah)) == KepalaBerkas(CISONTROL, node, server.hub.node)
        polos = b"".join(buka_segel(io.BytesIO(mentah), server.hub.kunci))
        assert b"Rika Amelia" not in mentah
        assert polos.startswith(b"S")
        with pytest.raises(Exception, match="berkas_rusak"):
            b"".join(buka_segel(io.BytesIO(mentah), diri_baru().kunci))

    def test_what_the_regency_confirmed_is_not_carried_again(self, server: ServerDesa) -> None:
        penuh = unduh(server)
        server.dalam(alat.terima_semua)
        assert len(unduh(server)) < len(penuh) / 2

    def test_nothing_is_left_on_the_disk(self, server: ServerDesa, settings: Any) -> None:
        semula = {p for p in settings.EOFFICE_HOME.rglob("*") if p.is_file()}
        unduh(server)
        assert {p for p in settings.EOFFICE_HOME.rglob("*") if p.is_file()} - semula <= {
            settings.EOFFICE_HOME / "kunci" / "sinkron" / "diri.json"
        }

    def test_a_full_disk_is_said(self, server: ServerDesa, monkeypatch: pytest.MonkeyPatch) -> None:
        def penuh(*_: Any) -> int:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(usb, "ekspor", penuh)
        assert server.balai.operator.get(ke("sinkron_unduh")).status_code == 507


class TestMasuk:
    def test_a_file_of_the_regency_is_taken_in_and_again(self, server: ServerDesa) -> None:
        berkas = dari_hub(server)
        for _ in range(2):
            jawab = kirim(server, berkas)
            assert jawab.headers["Location"] == ke("sinkron")
        halaman = isi(server.balai.operator.get(ke("sinkron")))
        assert "Berkas diterima: 0 catatan baru." in halaman

    @pytest.mark.parametrize(
        ("hasil", "kata"),
        [
            (kurir.HasilImpor(disimpan=1200), "Berkas diterima: 1.200 catatan baru."),
            (kurir.HasilImpor(3, 1), "tidak ada yang menjadi dua kali."),
            (
                kurir.HasilImpor(celah=1),
                "belum disimpan. Unduh berkas balasan di halaman ini dan antarkan ke kabupaten.",
            ),
            (kurir.HasilImpor(bercabang=1), "tidak ada catatan yang hilang. Unduh berkas balasan"),
        ],
    )
    def test_each_outcome_is_said_with_what_to_do(self, hasil: kurir.HasilImpor, kata: str) -> None:
        assert kata in kalimat_hasil(hasil)

    def test_without_a_file_the_form_asks_for_one(self, server: ServerDesa) -> None:
        assert galat(server.balai.operator.post(ke("sinkron_terima"), {})) == "Pilih berkasnya."
        assert galat(kirim(server, b"")) == "Berkasnya kosong. Pilih berkas lain."


RUSAK = (
    "Berkas ini rusak atau terpotong, jadi tidak ada isinya yang disimpan. Salin sekali lagi dari asalnya."
)
BUKAN = "Berkas ini bukan berkas kiriman e-Office Desa (.eod). Tidak ada yang disimpan."
Jahat = Callable[[ServerDesa], bytes]


def _bom(server: ServerDesa) -> bytes:
    """A batch of a few kilobytes that would unfold to a gigabyte."""
    nol = zstandard.ZstdCompressor().compress(bytes(64 * 1024 * 1024))
    return dari_hub(server, [rekam(b"P", b"EOP1\0" + nol * 16)])


def _panjang(server: ServerDesa) -> bytes:
    """A record that claims four gigabytes."""
    return dari_hub(server, [b"P\xff\xff\xff\xff" + bytes(1024)])


JAHAT: dict[str, tuple[Jahat, str]] = {
    "no sealed file": (lambda _: b"PK\x03\x04 sebuah zip" * 99, BUKAN),
    "cut in the middle": (lambda s: dari_hub(s)[:-9], RUSAK),
    "cut to its head": (lambda s: dari_hub(s)[:40], RUSAK),
    "one bit changed": (lambda s: (b := dari_hub(s))[:-3] + bytes([b[-3] ^ 1]) + b[-2:], RUSAK),
    "more after its end": (lambda s: dari_hub(s) + bytes(70_000), RUSAK),
    "sealed to somebody else": (lambda s: dari_hub(s, kunci=diri_baru().kunci), RUSAK),
    "for another server": (
        lambda s: dari_hub(s, untuk=uuid4()),
        (
            "Berkas ini dibuat untuk penerima lain, jadi tidak dapat dibuka di sini. Antarkan ke tujuannya, atau minta "
            "berkas baru."
        ),
    ),
    "of another village": (
        lambda s: dari_hub(s, desa=SITUMANDALA),
        "Kiriman ini milik desa lain, jadi tidak diterima.",
    ),
    "from somebody who is not our regency": (
        lambda s: dari_hub(s, hub=diri_baru()),
        "Server desa ini tidak terdaftar di kabupaten, atau pendaftarannya sudah dicabut.",
    ),
    "signed by another key": (
        lambda s: dari_hub(s, hub=Diri(s.hub.node, diri_baru().kunci)),
        "Tanda tangan kiriman tidak cocok dengan pengirimnya, jadi tidak diterima.",
    ),
    "a batch that unfolds without end": (
        _bom,
        "Kiriman rusak di jalan, jadi tidak diterima. Kirim sekali lagi.",
    ),
    "a record without end": (_panjang, RUSAK),
    "a record of no kind": (lambda s: dari_hub(s, [b"X\0\0\0\1x"]), RUSAK),
}


@pytest.mark.parametrize("nama", JAHAT)
def test_a_hostile_or_broken_file_stores_nothing_and_says_why(server: ServerDesa, nama: str) -> None:
    buat, kata = JAHAT[nama]
    server.dalam(alat.terima_semua)
    semula = server.dalam(lambda: (semua_ujung(), list(TandaTerima.objects.values_list())))
    assert galat(kirim(server, buat(server))) == kata
    assert server.dalam(lambda: (semua_ujung(), list(TandaTerima.objects.values_list()))) == semula


@pytest.mark.parametrize(
    "nama", ["a" * 300 + ".eod", "../../kunci/diri.json", "x\0.eod", "<b>.eod", "𝒙" * 200 + ".eod"]
)
def test_a_name_is_never_believed(server: ServerDesa, settings: Any, nama: str) -> None:
    semula = {p: p.stat().st_mtime_ns for p in settings.EOFFICE_HOME.rglob("*") if p.is_file()}
    jawab = kirim(server, b"bukan berkas antar", nama)
    assert jawab.status_code in {400, 422}
    assert "<b>.eod" not in jawab.content.decode()
    kini = {p: p.stat().st_mtime_ns for p in settings.EOFFICE_HOME.rglob("*") if p.is_file()}
    assert {p for p in kini if kini[p] != semula.get(p)} <= {
        settings.EOFFICE_HOME / "kunci" / "sinkron" / "diri.json"
    }


def test_a_file_larger_than_the_limit_is_refused_before_it_is_read(server: ServerDesa, settings: Any) -> None:
    settings.EOFFICE_BATAS_ANTAR = 4096
    assert (
        galat(kirim(server, bytes(5000))) == "Berkas ini lebih besar dari 4 KB. Minta kabupaten membaginya."
    )


def test_a_large_upload_lies_on_the_disk_not_in_memory(
    server: ServerDesa, monkeypatch: pytest.MonkeyPatch
) -> None:
    jenis = []

    def lihat(data: Any) -> list[kurir.HasilImpor]:
        jenis.append(type(data["berkas"]))
        return [kurir.HasilImpor()]

    monkeypatch.setattr(usb, "_impor", lihat)
    kirim(server, bytes(3 * 1024 * 1024))
    assert jenis == [TemporaryUploadedFile]


class TestBeritaAcara:
    def test_is_a_pdf_of_the_month_in_the_words_of_the_village(
        self, server: ServerDesa, tmp_path: Path
    ) -> None:
        server.hijau()
        bulan = clock.now().strftime("%Y-%m")
        jawab = server.balai.sekdes.get(ke("sinkron_berita"), {"bulan": bulan})
        assert jawab.headers["Content-Disposition"] == f'attachment; filename="berita-acara-{bulan}.pdf"'
        (tmp_path / "ba.pdf").write_bytes(jawab.content)
        teks = subprocess.run(
            ["/usr/bin/pdftotext", "-layout", tmp_path / "ba.pdf", "-"],
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        assert "BERITA ACARA REKONSILIASI DATA" in " ".join(teks.split())
        assert "server Desa Cisontrol" in " ".join(teks.split())

    @pytest.mark.parametrize("bulan", ["", "2026-13", "1999-01", "9999-12", "x", "2026-11-01", "../x"])
    def test_a_month_that_is_not_offered_does_not_exist(self, server: ServerDesa, bulan: str) -> None:
        assert server.balai.sekdes.get(ke("sinkron_berita"), {"bulan": bulan}).status_code == 404
