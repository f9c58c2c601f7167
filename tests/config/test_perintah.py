"""Every command typed wrongly: exit code 2, usage, nothing done. And what all commands have in common."""

import io
import json
import os
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import click
import pytest
from click.testing import CliRunner
from django.db import DatabaseError
from PIL import Image

from config.commands import eoffice
from config.commands.grup import PERINTAH
from eoffice.kernel.errors import StorageFull
from eoffice.surat.rules.jenis import katalog
from tests.arsitektur.sumber import SRC
from tests.config.conftest import Jalankan
from tests.surat.contoh_jenis import JAWABAN as CONTOH_JENIS
from tests.surat.contoh_jenis import SAKSI

SALAH = [
    ("serve", "--porta", "nol"),
    ("serve", "--proses", "0"),
    ("serve", "--utas", "1000"),
    ("serve", "lebih"),
    ("worker", "--sekarang"),
    ("worker", "lebih"),
    ("migrate", "lebih"),
    ("demo", "--desa", "1"),
    ("demo", "lebih"),
    ("desa", "tambah"),
    ("desa", "hapus", "32.07.15.2004"),
    ("pejabat", "tambah", "nama"),
    ("pejabat", "tambah", "nama", "--desa", "1", "--nama", "A", "--jabatan", "raja", "--sandi", "x"),
    ("pejabat", "lepas-kunci", "nama", "--alasan", "hilang"),
    ("pejabat", "lepas-kunci", "nama", "--desa", "32.07.15.2004"),
    ("petugas", "tambah", "nama"),
    ("petugas", "tutup", "nama"),
    ("import",),
    ("import", "surat", "berkas.csv"),
    ("import", "penduduk"),
    ("import", "penduduk", "tidak-ada.csv", "--desa", "32.07.15.2004"),
    ("import", "penduduk", __file__),
    ("import", "penduduk", str(SRC), "--desa", "32.07.15.2004"),
    ("kata", "lebih"),
    ("kata", "--desa"),
    ("catalog", "--xml"),
    ("catalog", "sktm"),
    ("panduan",),
    ("panduan", __file__),
    ("render",),
    ("render", "sktm", __file__),
    ("render", "tidak_ada", __file__, "x.pdf"),
    ("render", "sktm", "tidak-ada.json", "x.pdf"),
    ("render", "sktm", __file__, str(SRC)),
    ("panduan",),
    ("panduan", str(SRC / "config/commands/panduan.py")),
    ("replicate", "disk2"),
    ("replicate", "--tujuan", "/media/disk2"),
    ("verify",),
    ("verify", "tidak-ada.pdf"),
    ("verify", str(SRC)),
    ("audit",),
    ("audit", "repair"),
    ("audit", "verify", "--desa"),
    ("sync", "sekarang"),
    ("sync", "kode"),
    ("sync", "daftar"),
    ("sync", "cabut", "32.07.15.2004"),
    ("sync", "cocokkan", "sekarang"),
    ("sync", "pastikan"),
    ("sync", "export"),
    ("sync", "import", "tidak-ada.eod"),
    ("sync", "import", str(SRC)),
    ("sync", "berita-acara", "ba.pdf"),
    ("sync", "berita-acara", "--bulan", "2026-13", "ba.pdf"),
    ("sync", "berita-acara", "--bulan", "November", "ba.pdf"),
    ("doctor", "--perbaiki"),
    ("backup", "sekarang"),
    ("backup", "kunci"),
    ("backup", "penerima", "age1"),
    ("backup", "periksa"),
    ("backup", "periksa", "tidak-ada.age"),
    ("backup", "daftar", "lebih"),
    ("restore",),
    ("restore", "tidak-ada.age"),
    ("restore", str(SRC)),
    ("restore", __file__, "lebih"),
    ("terbang",),
    ("--rumah", "/srv"),
    (),
]


@pytest.mark.parametrize("kata", SALAH, ids=" ".join)
def test_a_command_typed_wrongly_ends_with_two_and_does_nothing(
    jalankan: Jalankan, kata: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("EOFFICE_SEBAGAI_PEMILIK", raising=False)
    monkeypatch.setattr("config.commands.serve.jadi_server", lambda *_: pytest.fail("a server was started"))
    hasil = jalankan(*kata)
    assert hasil.exit_code == 2
    assert "Traceback" not in hasil.output
    assert "Usage: eoffice" in hasil.output or hasil.output.startswith("Error: Option")


def test_every_command_has_a_wrong_way_that_is_tried() -> None:
    assert {kata[0] for kata in SALAH if kata} >= PERINTAH.keys()


@pytest.mark.parametrize("pilihan", ["-h", "--help"])
def test_help_is_asked_in_both_ways(jalankan: Jalankan, pilihan: str) -> None:
    assert jalankan(pilihan).exit_code == 0
    assert jalankan("audit", "verify", pilihan).exit_code == 0


def _kata_bantuan(perintah: click.Command) -> list[str]:
    pilihan = [p.help or "" for p in perintah.params if isinstance(p, click.Option) and p.name != "help"]
    return [perintah.help or "", *pilihan]


def _semua(perintah: click.Command, nama: str) -> list[tuple[str, click.Command]]:
    anak = perintah.commands.items() if isinstance(perintah, click.Group) else ()
    return [(nama, perintah), *(satu for n, p in anak for satu in _semua(p, f"{nama} {n}"))]


@pytest.mark.parametrize("nama", sorted(PERINTAH))
def test_help_says_something_about_every_part(nama: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EOFFICE_SEBAGAI_PEMILIK", raising=False)
    perintah = eoffice.get_command(click.Context(eoffice), nama)
    assert perintah is not None
    for lengkap, satu in _semua(perintah, nama):
        assert _kata_bantuan(satu)[0].strip(), lengkap
        for kata in _kata_bantuan(satu)[1:]:
            assert kata.endswith(".") or kata == "", (lengkap, kata)


@pytest.mark.parametrize(
    ("galat", "kata"),
    [
        (StorageFull(), "Error: Penyimpanan kantor penuh. Tidak ada yang tersimpan separuh.\n"),
        (
            DatabaseError("database is locked"),
            "Error: Basis data sedang dipakai proses lain. Tunggu sebentar, lalu ulangi.\n",
        ),
        (PermissionError(13, "Permission denied", "/srv/x"), "Error: Tidak diizinkan: /srv/x.\n"),
    ],
)
def test_trouble_in_any_command_is_one_line_on_stderr(
    monkeypatch: pytest.MonkeyPatch, galat: Exception, kata: str
) -> None:
    def gagal() -> None:
        raise galat

    monkeypatch.setattr("config.commands.catalog.katalog", gagal)
    hasil = CliRunner().invoke(eoffice, ["catalog"], prog_name="eoffice")
    assert (hasil.exit_code, hasil.stdout, hasil.stderr) == (1, "", kata)


@pytest.mark.proses
def test_a_reader_that_goes_away_is_no_trouble(tmp_path: Path) -> None:
    """``eoffice catalog --json | true``: the pipe is closed before the first word is written."""
    bersih = {n: v for n, v in os.environ.items() if not n.startswith(("EOFFICE_", "DJANGO_"))}
    proses = subprocess.Popen(
        [sys.executable, "-m", "config.commands", "catalog", "--json"],
        env=bersih | {"PYTHONPATH": str(SRC), "EOFFICE_HOME": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert proses.stdout is not None
    assert proses.stderr is not None
    proses.stdout.close()
    keluhan = proses.stderr.read()
    proses.stderr.close()
    assert proses.wait(60) == 1
    assert "Traceback" not in keluhan


def _abu_di_tengah(pdf: Path) -> float:
    """Return the share of the watermark's grey in the first page."""
    gambar = subprocess.run(
        ["pdftoppm", "-r", "30", "-gray", "-singlefile", str(pdf)], capture_output=True, check=True
    ).stdout
    with Image.open(io.BytesIO(gambar)) as halaman:
        nilai = halaman.convert("L").histogram()
    return sum(nilai[224:233]) / sum(nilai)


class TestRender:
    @pytest.mark.parametrize("jenis", sorted(katalog()))
    def test_a_draft_of_every_type_is_marked_as_one(
        self, jalankan: Jalankan, tmp_path: Path, jenis: str
    ) -> None:
        data, draf = tmp_path / "data.json", tmp_path / "draf.pdf"
        data.write_text(json.dumps({"isian": CONTOH[jenis]}))
        assert jalankan("render", jenis, str(data), str(draf)).exit_code == 0
        teks = subprocess.run(
            ["pdftotext", str(draf), "-"], capture_output=True, text=True, check=True
        ).stdout
        info = subprocess.run(["pdfinfo", str(draf)], capture_output=True, text=True, check=True).stdout
        assert "DRAF. Belum bernomor dan belum ditandatangani; tidak berlaku sebagai surat." in " ".join(
            teks.split()
        )
        assert _abu_di_tengah(draf) > 0.01
        assert "Title:           DRAF - " in info

    def test_no_draft_passes_for_a_letter(self, jalankan: Jalankan, tmp_path: Path, db: None) -> None:
        data, draf = tmp_path / "data.json", tmp_path / "draf.pdf"
        data.write_text(json.dumps({"isian": CONTOH["sku"]}))
        jalankan("render", "sku", str(data), str(draf))
        hasil = jalankan("verify", str(draf))
        assert hasil.exit_code == 1
        assert hasil.output.startswith("TIDAK SAH. Tanda tangan: TIDAK BERTANDA TANGAN ELEKTRONIK.")

    @pytest.mark.parametrize(
        "isi",
        [
            "#panic()",
            "<script>alert(1)</script>",
            "=HYPERLINK(1)",
            "*tebal* _miring_ `kode` $x$ @rujuk",
            "\\u{1F600}",
        ],
    )
    def test_words_are_words_whatever_they_look_like(
        self, jalankan: Jalankan, tmp_path: Path, isi: str
    ) -> None:
        data, draf = tmp_path / "data.json", tmp_path / "draf.pdf"
        data.write_text(json.dumps({"isian": CONTOH["sku"] | {"nama_usaha": isi}}))
        hasil = jalankan("render", "sku", str(data), str(draf))
        assert hasil.exit_code == 0, hasil.output
        teks = subprocess.run(
            ["pdftotext", str(draf), "-"], capture_output=True, text=True, check=True
        ).stdout
        assert "".join(isi.split()) in "".join(teks.split())


NANTI = (datetime.now(ZoneInfo("Asia/Jakarta")) + timedelta(days=30)).strftime("%d-%m-%Y")
CONTOH: dict[str, dict[str, object]] = {
    **{kode: dict(isi) for kode, isi in CONTOH_JENIS.items()},
    "keramaian": {**CONTOH_JENIS["keramaian"], "tanggal_acara": NANTI},
    "nikah": {**CONTOH_JENIS["nikah"], "tanggal_akad": NANTI},
    "waris": {**CONTOH_JENIS["waris"], "saksi": SAKSI},
    "sktm": {
        "keperluan": "pendidikan",
        "lembaga": "SMA Negeri 1 Rancah",
        "untuk": "sendiri",
        "penghasilan": 850_000,
        "tanggungan": 3,
        "no_pengantar": "12/RT.003/IV/2026",
    },
    "sku": {
        "nama_usaha": "Warung Bu Euis",
        "jenis_usaha": "warung makan",
        "mulai_usaha": "2018",
        "di_rumah": True,
        "keperluan": "kur",
    },
}
