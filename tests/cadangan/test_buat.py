"""Making archives in one process: what keeps one from being made, and what is left then."""

import errno
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import connection

from eoffice.cadangan import services as cadangan
from eoffice.cadangan.adapters.takar import Takar
from eoffice.cadangan.adapters.tujuan import Folder
from eoffice.cadangan.rules.simpanan import Masa
from eoffice.cadangan.services import buat
from eoffice.dokumen import services as dokumen
from eoffice.kernel import clock
from eoffice.kernel.errors import RuleRefused, ServiceDown, StorageFull

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.hanya_sqlite,
]  # PostgreSQL is dumped by its owner: see tests/config


@pytest.fixture
def tempat(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "cadangan")


def arsip(tempat: Folder) -> Path:
    (satu,) = tempat.path.glob("*.age")
    return satu


def test_an_archive_holds_database_files_and_keys_and_no_more(
    rumah: Path, rahasia: str, tempat: Folder
) -> None:
    sha256 = dokumen.simpan(b"%PDF surat")
    satu = cadangan.cadangkan(tempat, oleh="uji")
    manifes = cadangan.periksa(arsip(tempat), rahasia)
    assert sorted(manifes.berkas) == [
        "basis-data",
        f"rumah/berkas/{sha256[:2]}/{sha256[2:4]}/{sha256}",
        "rumah/kunci/cadangan/penerima.json",
        "rumah/kunci/pejabat/a.p12",
    ]
    assert manifes.tabel["django_migrations"].jumlah == len(manifes.kepala.migrasi) > 20
    assert (satu.nama, satu.berkas, satu.baris, satu.hilang, satu.sebab) == (
        arsip(tempat).name,
        3,
        manifes.baris,
        0,
        None,
    )
    assert satu.ukuran == arsip(tempat).stat().st_size
    assert cadangan.terakhir() == satu


def test_without_a_key_nothing_is_made(rumah: Path, tempat: Folder) -> None:
    with pytest.raises(RuleRefused) as tolak:
        cadangan.cadangkan(tempat, oleh="uji")
    assert tolak.value.pesan.kode == "cadangan.tanpa_kunci"
    assert not tempat.path.exists()
    (satu,) = cadangan.riwayat()
    assert (satu.sebab, cadangan.terakhir()) == (tolak.value.pesan, None)


def test_two_at_once_are_one(rahasia: str, tempat: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    kode = []

    def sela(*_: Any) -> None:
        with pytest.raises(RuleRefused) as tolak:
            cadangan.cadangkan(tempat, oleh="lain")
        kode.append(tolak.value.pesan.kode)

    monkeypatch.setattr(Folder, "siap", lambda satu, perlu: (satu.path.mkdir(), sela())[0])
    cadangan.cadangkan(tempat, oleh="uji")
    assert kode == ["cadangan.sedang_dibuat"]
    assert [satu.oleh for satu in cadangan.riwayat()] == ["uji"]


def test_nothing_is_thrown_away_while_it_is_copied(
    rahasia: str, tempat: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database named it a moment ago; a minute later nothing does, and the store would let it go."""
    sha256 = dokumen.simpan(b"berkas draf")
    lama = Path(str(dokumen.semua_berkas().__next__()))
    os.utime(lama, (0, 0))
    asli, hasil = buat._kumpulkan, []

    def kumpulkan(*apa: Any) -> Any:
        bahan = asli(*apa)
        hasil.append(dokumen.buang(sha256))
        return bahan

    monkeypatch.setattr(buat, "_kumpulkan", kumpulkan)
    cadangan.cadangkan(tempat, oleh="uji")
    assert (hasil, dokumen.ada(sha256)) == ([False], True)
    assert dokumen.buang(sha256)


def test_files_may_be_added_while_it_is_made(
    rahasia: str, tempat: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    asli, berhenti = buat.segel, threading.Event()

    def menambah() -> None:
        kali = 0
        while not berhenti.is_set():
            dokumen.simpan(b"berkas %d" % (kali := kali + 1))

    utas = threading.Thread(target=menambah)

    def segel(*apa: Any) -> None:
        utas.start()
        asli(*apa)

    for nomor in range(200):
        dokumen.simpan(b"sejak awal %d" % nomor)
    monkeypatch.setattr(buat, "segel", segel)
    try:
        satu = cadangan.cadangkan(tempat, oleh="uji")
    finally:
        berhenti.set()
        utas.join()
    assert satu.berkas == 202
    assert len(cadangan.periksa(arsip(tempat), rahasia).berkas) == 203


def test_a_damaged_file_goes_in_as_it_is_and_is_told(rahasia: str, tempat: Folder) -> None:
    dokumen.simpan(b"surat yang lain")
    sha256 = dokumen.simpan(b"surat")
    path = next(satu for satu in dokumen.semua_berkas() if satu.name == sha256)
    path.write_bytes(b"surat yang rusak")
    assert cadangan.cadangkan(tempat, oleh="uji").hilang == 1
    assert cadangan.periksa(arsip(tempat), rahasia).berkas[
        f"rumah/berkas/{sha256[:2]}/{sha256[2:4]}/{sha256}"
    ]


class Gagal(Folder):
    """A place that fails after some bytes."""

    galat: OSError

    @contextmanager
    def tulis(self, nama: str) -> Iterator[Takar]:
        with super().tulis(nama) as takar:
            asli, kali = takar.write, []

            def write(bita: bytes) -> int:
                kali.append(asli(bita))
                if sum(kali) > 20_000:
                    raise Gagal.galat
                return len(bita)

            takar.write = write  # type: ignore[method-assign]
            yield takar


@pytest.mark.parametrize(
    ("nomor", "jenis", "kode"),
    [
        (errno.ENOSPC, StorageFull, "cadangan.penuh"),
        (errno.EDQUOT, StorageFull, "cadangan.penuh"),
        (errno.EIO, ServiceDown, "cadangan.tujuan_gagal"),
        (errno.EFBIG, ServiceDown, "cadangan.tujuan_gagal"),
    ],
)
def test_a_place_that_fails_in_the_midst_keeps_nothing_half(
    rumah: Path, rahasia: str, tmp_path: Path, nomor: int, jenis: type[Exception], kode: str
) -> None:
    Gagal.galat = OSError(nomor, os.strerror(nomor))
    tempat = Gagal(tmp_path / "cadangan")
    with pytest.raises(jenis):
        cadangan.cadangkan(tempat, oleh="uji")
    assert list(tempat.path.iterdir()) == []
    assert not (rumah / "cadangan" / "sementara").exists()
    (satu,) = cadangan.riwayat()
    assert satu.sebab is not None
    assert (satu.sebab.kode, cadangan.sedang()) == (kode, None)


def test_too_little_room_for_the_copy_of_the_database_is_known_beforehand(
    rahasia: str, tempat: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(buat.shutil, "disk_usage", lambda _: type("D", (), {"free": 10})())
    with pytest.raises(StorageFull) as galat:
        cadangan.cadangkan(tempat, oleh="uji")
    assert galat.value.pesan.kode == "cadangan.rumah_penuh"


def test_what_a_killed_process_left_in_the_home_goes(rumah: Path, rahasia: str, tempat: Folder) -> None:
    sisa = rumah / "cadangan" / "sementara"
    sisa.mkdir(parents=True)
    (sisa / "basis-data").write_bytes(b"separuh")
    cadangan.cadangkan(tempat, oleh="uji")
    assert not sisa.exists()


def test_old_archives_go_after_the_new_one_is_there(rahasia: str, tempat: Folder) -> None:
    mulai = clock.now()
    for hari in range(4):
        with time_machine.travel(mulai + timedelta(days=hari), tick=False):
            cadangan.cadangkan(tempat, oleh="uji", masa=Masa(2, 0, 0))
    assert len(list(tempat.path.glob("*.age"))) == len(list(tempat.path.glob("*.sha256"))) == 2
    assert cadangan.periksa(max(tempat.path.glob("*.age")), rahasia).baris


def test_a_place_that_refuses_to_tidy_up_keeps_the_new_one(
    rahasia: str, tempat: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def tolak(*_: Any) -> None:
        raise PermissionError

    monkeypatch.setattr(Folder, "hapus", tolak)
    mulai = clock.now()
    for hari in range(3):
        with time_machine.travel(mulai + timedelta(days=hari), tick=False):
            assert cadangan.cadangkan(tempat, oleh="uji", masa=Masa(1, 0, 0)).sebab is None
    assert len(list(tempat.path.glob("*.age"))) == 3


def test_pages_see_how_far_it_is(rahasia: str, tempat: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    for nomor in range(60):
        dokumen.simpan(b"surat %d" % nomor)
    asli, dilihat = buat._tambah, []
    monkeypatch.setattr(buat, "_tambah", lambda *apa: (asli(*apa), dilihat.append(cadangan.sedang()))[0])
    cadangan.cadangkan(tempat, oleh="uji")
    assert [(satu.selesai, satu.semua) for satu in dilihat if satu] == [
        *[(0, 0)] * 25,
        *[(25, 62)] * 25,
        *[(50, 62)] * 12,
    ]
    assert cadangan.sedang() is None


def test_the_last_thirty_attempts_are_remembered_and_always_the_last_good_one(
    rumah: Path, rahasia: str, tempat: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    baik = cadangan.cadangkan(tempat, oleh="uji")
    monkeypatch.setattr(buat, "penerima", list)
    for _ in range(40):
        with pytest.raises(RuleRefused):
            cadangan.cadangkan(tempat, oleh="uji")
    assert (len(cadangan.riwayat()), cadangan.terakhir()) == (31, baik)
    (rumah / "cadangan" / "riwayat.json").write_bytes(b"{")
    assert (cadangan.riwayat(), cadangan.terakhir()) == ([], None)


def test_a_request_is_taken_once(rumah: Path) -> None:
    assert cadangan.ambil_permintaan() is None
    assert (cadangan.minta("Siti"), cadangan.minta("Budi")) == (True, False)
    menunggu = cadangan.diminta()
    assert menunggu is not None
    assert menunggu < timedelta(minutes=1)
    assert (cadangan.ambil_permintaan(), cadangan.ambil_permintaan(), cadangan.diminta()) == (
        "Siti",
        None,
        None,
    )


def test_the_database_of_the_tests_is_the_one_that_is_copied(
    rahasia: str, tempat: Folder, tmp_path: Path
) -> None:
    cadangan.cadangkan(tempat, oleh="uji")
    ke = tmp_path / "ke"
    manifes = cadangan.uraikan(arsip(tempat), rahasia, ke, lambda _: None)
    asli = cadangan.sidik_sqlite(Path(str(connection.settings_dict["NAME"])))
    assert cadangan.sidik_sqlite(ke / cadangan.BASIS) == asli == manifes.tabel
    assert not cadangan.bandingkan(ke / "rumah", manifes, asli).ada
    (ke / "rumah/kunci/pejabat/a.p12").write_bytes(b"lain")
    (ke / "rumah/kunci/cadangan/penerima.json").unlink()
    beda = cadangan.bandingkan(
        ke / "rumah", manifes, asli | {"surat_surat": asli["surat_draf"]} | {"baru": asli["surat_draf"]}
    )
    assert beda.berkas == ["kunci/cadangan/penerima.json", "kunci/pejabat/a.p12"]
    assert "baru" in beda.tabel


def test_the_digest_beside_tells_damage_without_any_key(rahasia: str, tempat: Folder) -> None:
    cadangan.cadangkan(tempat, oleh="uji")
    satu = arsip(tempat)
    assert cadangan.sidik_luar(satu) is True
    bita = bytearray(satu.read_bytes())
    bita[len(bita) // 2] ^= 1
    satu.write_bytes(bytes(bita))
    assert cadangan.sidik_luar(satu) is False
    satu.with_name(satu.name + ".sha256").write_bytes(b"\xff")
    assert cadangan.sidik_luar(satu) is None
    satu.with_name(satu.name + ".sha256").unlink()
    assert cadangan.sidik_luar(satu) is None
