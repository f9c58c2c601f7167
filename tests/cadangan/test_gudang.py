"""The archive inside: unpacked only where it should be, and only when it is what its manifest says."""

import io
import tarfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import zstandard

from eoffice.cadangan.adapters.amplop import Rusak
from eoffice.cadangan.adapters.gudang import bongkar, gudang
from eoffice.cadangan.rules import manifes
from eoffice.cadangan.rules.manifes import Isi, Kepala, Manifes, ManifesRusak
from eoffice.kernel.errors import InvalidInput
from eoffice.kernel.messages import Pesan

KEPALA = Kepala(
    peran="desa",
    sendiri="32.07.15.2004",
    desa=("32.07.15.2004",),
    dibuat=datetime(2026, 11, 24, 14, tzinfo=UTC),
    versi="1.0",
    mesin_basis="sqlite",
    migrasi=("wilayah.0001_desa",),
)
TABEL = {"surat_surat": Isi(3, "ab" * 32)}
Ubah = Callable[[dict[str, bytes]], None]


def terima(_: Kepala) -> None:
    """Anybody's archive is welcome."""


@pytest.fixture
def asal(tmp_path: Path) -> Path:
    (tmp_path / "basis").write_bytes(b"tabel" * 1000)
    (tmp_path / "kosong").touch()
    (tmp_path / "surat").write_bytes(b"%PDF" + bytes(range(256)) * 5000)
    return tmp_path


def arsip(asal: Path) -> bytes:
    keluar = io.BytesIO()
    with gudang(keluar, KEPALA, TABEL) as satu:
        satu.tambah("basis-data", asal / "basis")
        satu.tambah("rumah/kunci/kosong", asal / "kosong")
        satu.tambah("rumah/berkas/ab/cd/surat", asal / "surat")
    return keluar.getvalue()


def isi(bita: bytes) -> dict[str, bytes]:
    mentah = io.BytesIO(zstandard.ZstdDecompressor().decompressobj().decompress(bita))
    with tarfile.open(fileobj=mentah) as tar:
        return {satu.name: tar.extractfile(satu).read() for satu in tar}  # type: ignore[union-attr]


def susun(anggota: dict[str, bytes], jenis: bytes = tarfile.REGTYPE, ke: str = "") -> bytes:
    keluar = io.BytesIO()
    with tarfile.open(fileobj=keluar, mode="w") as tar:
        for nama, bita in anggota.items():
            info = tarfile.TarInfo(nama)
            info.size = len(bita)
            if nama == ke:
                info.type, info.linkname, info.size = jenis, "/etc/passwd", 0
            tar.addfile(info, io.BytesIO(bita))
    return zstandard.compress(keluar.getvalue())


def test_what_was_packed_is_unpacked_byte_for_byte(asal: Path, tmp_path: Path) -> None:
    hasil = bongkar(io.BytesIO(arsip(asal)), tmp_path / "ke", terima)
    ke = tmp_path / "ke"
    assert (ke / "basis-data").read_bytes() == (asal / "basis").read_bytes()
    assert (ke / "rumah/berkas/ab/cd/surat").read_bytes() == (asal / "surat").read_bytes()
    assert (ke / "rumah/kunci/kosong").read_bytes() == b""
    assert (hasil.kepala, hasil.tabel, sorted(hasil.berkas)) == (
        KEPALA,
        TABEL,
        ["basis-data", "rumah/berkas/ab/cd/surat", "rumah/kunci/kosong"],
    )
    assert (hasil.baris, hasil.ukuran) == (3, 5000 + 4 + 256 * 5000)


def test_only_the_owner_may_read_what_is_unpacked(asal: Path, tmp_path: Path) -> None:
    bongkar(io.BytesIO(arsip(asal)), tmp_path / "ke", terima)
    semua = [tmp_path / "ke", *(tmp_path / "ke").rglob("*")]
    assert {path.stat().st_mode & 0o777 for path in semua if path.is_dir()} == {0o700}
    assert {path.stat().st_mode & 0o777 for path in semua if path.is_file()} == {0o600}


def test_without_a_folder_nothing_is_written(asal: Path) -> None:
    sebelum = sorted(asal.rglob("*"))
    assert bongkar(io.BytesIO(arsip(asal)), None, terima).kepala == KEPALA
    assert sorted(asal.rglob("*")) == sebelum


def test_whose_it_is_may_be_refused_before_anything_is_unpacked(asal: Path, tmp_path: Path) -> None:
    def tolak(kepala: Kepala) -> None:
        raise InvalidInput(Pesan("cadangan.desa_lain", punya=kepala.sendiri, perlu="x"))

    with pytest.raises(InvalidInput) as galat:
        bongkar(io.BytesIO(arsip(asal)), tmp_path / "ke", tolak)
    assert galat.value.pesan.kode == "cadangan.desa_lain"
    assert not (tmp_path / "ke").exists()


def test_an_archive_that_was_broken_off_has_no_manifest(asal: Path) -> None:
    keluar = io.BytesIO()
    with pytest.raises(ZeroDivisionError), gudang(keluar, KEPALA, TABEL) as satu:
        satu.tambah("basis-data", asal / "basis")
        raise ZeroDivisionError
    with pytest.raises(Rusak):
        bongkar(io.BytesIO(keluar.getvalue()), None, terima)


@pytest.mark.parametrize("bagian", [0.0, 0.01, 0.3, 0.5, 0.9, 0.99])
def test_a_cut_archive_is_refused(asal: Path, bagian: float) -> None:
    bita = arsip(asal)
    with pytest.raises(Rusak):
        bongkar(io.BytesIO(bita[: int(len(bita) * bagian)]), None, terima)


UBAHAN: dict[str, Ubah] = {
    "a file is another": lambda a: a.update({"rumah/kunci/kosong": b"x"}),
    "a file is missing": lambda a: a.pop("rumah/kunci/kosong") and None,  # type: ignore[func-returns-value]
    "the manifest is missing": lambda a: a.pop("manifes.json") and None,  # type: ignore[func-returns-value]
    "the head is missing": lambda a: a.pop("kepala.json") and None,  # type: ignore[func-returns-value]
    "the manifest is nonsense": lambda a: a.update({"manifes.json": b"{}"}),
    "the head is another's": lambda a: a.update(
        {"kepala.json": manifes.tulis_kepala(replace(KEPALA, sendiri="32.07.15.2005"))}
    ),
}


@pytest.mark.parametrize("kata", UBAHAN)
def test_what_does_not_fit_the_manifest_is_refused(asal: Path, kata: str) -> None:
    anggota = isi(arsip(asal))
    bongkar(io.BytesIO(susun(anggota)), None, terima)
    UBAHAN[kata](anggota)
    with pytest.raises(Rusak):
        bongkar(io.BytesIO(susun(anggota)), None, terima)


def test_nothing_may_follow_the_manifest(asal: Path) -> None:
    with pytest.raises(Rusak):
        bongkar(io.BytesIO(susun(isi(arsip(asal)) | {"rumah/kunci/lagi": b"x"})), None, terima)


@pytest.mark.parametrize(
    "nama", ["../luar", "rumah/../../luar", "/etc/cron.d/x", "rumah", "lain/x", "rumah/..", "manifes.json/x"]
)
def test_no_archive_writes_outside_its_folder(asal: Path, tmp_path: Path, nama: str) -> None:
    anggota = isi(arsip(asal))
    akhir = anggota.pop("manifes.json")
    with pytest.raises(Rusak):
        bongkar(io.BytesIO(susun(anggota | {nama: b"jahat", "manifes.json": akhir})), tmp_path / "ke", terima)
    assert not (tmp_path / "luar").exists()


@pytest.mark.parametrize("jenis", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE])
def test_an_archive_holds_files_and_nothing_else(asal: Path, tmp_path: Path, jenis: bytes) -> None:
    with pytest.raises(Rusak):
        bongkar(io.BytesIO(susun(isi(arsip(asal)), jenis, "rumah/kunci/kosong")), tmp_path / "ke", terima)
    assert not list((tmp_path / "ke").rglob("kosong"))


def test_a_file_that_became_shorter_meanwhile_fails_the_archive(
    asal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asli = Path.stat

    def panjang(path: Path, **lain: bool) -> object:
        hasil = asli(path, **lain)
        return type("Stat", (), {"st_size": 10_000_000})() if path.name == "surat" else hasil

    with pytest.raises(OSError, match="unexpected end of data"), monkeypatch.context() as ubah:
        ubah.setattr(Path, "stat", panjang)
        arsip(asal)


def test_a_manifest_leads_back_to_itself() -> None:
    satu = Manifes(KEPALA, TABEL, {"rumah/kunci/a b": Isi(7, "cd" * 32)})
    assert manifes.baca(manifes.tulis(satu)) == satu
    assert manifes.baca_kepala(manifes.tulis_kepala(KEPALA)) == KEPALA
    assert (KEPALA.nama, replace(KEPALA, sendiri="", peran="kabupaten").nama) == (
        "32.07.15.2004",
        "kabupaten",
    )


@pytest.mark.parametrize(
    "bita", [b"", b"[]", b"3", b'{"kepala": {}}', b"\xff", manifes.tulis_kepala(KEPALA).replace(b"/1", b"/2")]
)
def test_what_is_no_manifest_is_refused(bita: bytes) -> None:
    with pytest.raises(ManifesRusak):
        manifes.baca(bita)
    with pytest.raises(ManifesRusak):
        manifes.baca_kepala(bita)
