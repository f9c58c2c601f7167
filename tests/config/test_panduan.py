"""``eoffice panduan``: the handbooks as files to print."""

from pathlib import Path

from eoffice.web.komponen.bantuan import BUKU
from tests.config.conftest import Jalankan


def test_it_writes_every_book_and_says_where(jalankan: Jalankan, tmp_path: Path) -> None:
    hasil = jalankan("panduan", str(tmp_path / "cetak"))
    assert hasil.exit_code == 0, hasil.output
    ditulis = sorted((tmp_path / "cetak").iterdir())
    assert [b.name for b in ditulis] == sorted(f"panduan-{nama}.pdf" for nama in BUKU)
    assert all(str(b) in hasil.output for b in ditulis)
    assert all(b.read_bytes().startswith(b"%PDF-") for b in ditulis)


def test_it_may_be_repeated(jalankan: Jalankan, tmp_path: Path) -> None:
    assert jalankan("panduan", str(tmp_path)).exit_code == 0
    assert jalankan("panduan", str(tmp_path)).exit_code == 0
    assert len(list(tmp_path.iterdir())) == len(BUKU)
