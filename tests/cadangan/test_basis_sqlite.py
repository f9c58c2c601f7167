"""The picture of a village's database: one moment, whatever is written meanwhile; and digests that tell any change."""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.cadangan.adapters import basis_sqlite
from eoffice.kernel.errors import ServiceDown


@pytest.fixture
def basis(tmp_path: Path) -> Path:
    path = tmp_path / "asal.sqlite3"
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA journal_mode=WAL")
        db.create_function("REGEXP", 2, lambda pola, isi: True, deterministic=True)
        db.executescript(
            """
            CREATE TABLE uang (id INTEGER PRIMARY KEY, saldo INTEGER NOT NULL CHECK (saldo REGEXP '^[0-9]+$'));
            CREATE TABLE isi (a TEXT, b BLOB, c REAL);
            CREATE VIRTUAL TABLE cari USING fts5(teks);
            CREATE TABLE django_migrations (id INTEGER PRIMARY KEY, app TEXT, name TEXT);
            INSERT INTO django_migrations (app, name) VALUES ('wilayah', '0001_desa'), ('akun', '0002_x');
            INSERT INTO cari VALUES ('surat keterangan');
            """
        )
        db.executemany("INSERT INTO uang (saldo) VALUES (?)", [(1000,)] * 50)
        db.executemany("INSERT INTO isi VALUES (?, ?, ?)", [("é", b"\0\xff", 1.5), (None, None, None)])
        db.commit()
    return path


def sidik(path: Path) -> dict[str, tuple[int, str]]:
    return {nama: (isi.jumlah, isi.sidik) for nama, isi in basis_sqlite.sidik_tabel(path).items()}


def test_a_picture_is_the_same_row_by_row(basis: Path, tmp_path: Path) -> None:
    basis_sqlite.potret(basis, tmp_path / "salin")
    assert sidik(tmp_path / "salin") == sidik(basis)
    with closing(sqlite3.connect(basis)) as a, closing(sqlite3.connect(tmp_path / "salin")) as b:
        assert list(a.iterdump()) == list(b.iterdump())
    assert sorted(path.name for path in tmp_path.glob("salin*")) == ["salin"]
    assert (tmp_path / "salin").stat().st_mode & 0o777 == 0o600


def test_a_picture_holds_a_moment_while_money_moves(basis: Path, tmp_path: Path) -> None:
    """Each transaction moves money from one row to another: no picture may catch one in between."""
    berhenti = threading.Event()

    def memindahkan() -> None:
        with closing(sqlite3.connect(basis, timeout=20)) as db:
            db.create_function("REGEXP", 2, lambda pola, isi: True, deterministic=True)
            kali = 0
            while not berhenti.is_set():
                kali += 1
                with db:
                    db.execute("UPDATE uang SET saldo = saldo - 1 WHERE id = ?", (kali % 25 + 1,))
                    db.execute("UPDATE uang SET saldo = saldo + 1 WHERE id = ?", (kali % 25 + 26,))

    utas = threading.Thread(target=memindahkan)
    utas.start()
    jumlah = set()
    try:
        for kali in range(20):
            basis_sqlite.potret(basis, tmp_path / f"salin-{kali}")
            with closing(sqlite3.connect(tmp_path / f"salin-{kali}")) as db:
                jumlah.add(db.execute("SELECT sum(saldo) FROM uang").fetchone())
    finally:
        berhenti.set()
        utas.join()
    assert jumlah == {(50_000,)}
    assert len({sidik(tmp_path / f"salin-{kali}")["uang"] for kali in range(20)}) > 1


def test_a_damaged_database_is_told_and_not_kept_as_a_backup(basis: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(basis)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        halaman = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'uang'").fetchone()[0]
    isi = bytearray(basis.read_bytes())
    isi[(halaman - 1) * 4096 : (halaman - 1) * 4096 + 12] = (
        b"\x0d\x00\x00\xff\xff\x00\x01\x00\x00\x00\x00\x00"
    )
    basis.write_bytes(bytes(isi))
    with pytest.raises(ServiceDown) as galat:
        basis_sqlite.potret(basis, tmp_path / "salin")
    assert galat.value.pesan.kode == "cadangan.basis_rusak"


@pytest.mark.parametrize("isi", [b"", b"bukan basis data" * 500])
def test_what_is_no_database_is_told(tmp_path: Path, isi: bytes) -> None:
    (tmp_path / "asal").write_bytes(isi)
    with pytest.raises((ServiceDown, sqlite3.DatabaseError)):
        basis_sqlite.potret(tmp_path / "asal", tmp_path / "salin")
        basis_sqlite.migrasi(tmp_path / "salin")


def test_what_was_applied_is_read(basis: Path) -> None:
    assert basis_sqlite.migrasi(basis) == ("akun.0002_x", "wilayah.0001_desa")


def test_every_table_has_its_count_and_the_search_index_its_own_tables(basis: Path) -> None:
    semua = sidik(basis)
    assert (semua["uang"][0], semua["isi"][0], semua["django_migrations"][0]) == (50, 2, 2)
    assert "cari" not in semua
    assert {"cari_content", "cari_data", "cari_idx"} <= semua.keys()


@pytest.mark.parametrize(
    "ubahan",
    [
        "UPDATE uang SET saldo = 1001 WHERE id = 7",
        "DELETE FROM uang WHERE id = 50",
        "INSERT INTO isi VALUES (NULL, NULL, NULL)",
        "UPDATE isi SET a = 'e' WHERE a IS NOT NULL",
        "UPDATE isi SET b = x'00fe' WHERE b IS NOT NULL",
        "UPDATE isi SET a = '1.5', c = NULL WHERE c = 1.5",
        "UPDATE isi SET a = b'' WHERE a IS NULL".replace("b''", "x''"),
    ],
)
def test_any_change_of_any_value_changes_the_digest(basis: Path, ubahan: str) -> None:
    sebelum = sidik(basis)
    with closing(sqlite3.connect(basis)) as db:
        db.create_function("REGEXP", 2, lambda pola, isi: True, deterministic=True)
        db.execute(ubahan)
        db.commit()
    assert sidik(basis) != sebelum


@given(st.lists(st.binary(max_size=20), max_size=20), st.randoms(use_true_random=False))
def test_a_digest_does_not_depend_on_the_order_of_rows(baris: list[bytes], acak: object) -> None:
    def jumlahkan(semua: list[bytes]) -> int:
        hasil = 0
        for satu in semua:
            hasil = basis_sqlite.tambah_sidik(hasil, satu)
        return hasil

    lain = list(baris)
    acak.shuffle(lain)  # type: ignore[attr-defined]
    assert jumlahkan(lain) == jumlahkan(baris)
    assert jumlahkan([*baris, b"satu lagi"]) != jumlahkan(baris)
