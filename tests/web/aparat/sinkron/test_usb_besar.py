"""A large file from a stick: kept by the page, taken in by the worker, told on the page, lost by no power cut."""

import os
import re
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import lxml.html
import pytest

from config import workers
from eoffice.jejak.aliran import semua_ujung
from eoffice.kernel.errors import StorageFull
from eoffice.sinkron.models import TandaTerima
from eoffice.sinkron.services import kurir, titipan
from eoffice.sinkron.services.kemajuan import Kerja, berjalan
from tests.conftest import CISONTROL, SITUMANDALA
from tests.web.aparat.conftest import isi, ke
from tests.web.aparat.sinkron.alat import ServerDesa, diri_baru
from tests.web.aparat.sinkron.test_usb import JAHAT, dari_hub, galat, kirim, rekam

pytestmark = pytest.mark.django_db
TERSIMPAN = "Berkas sudah disimpan di komputer ini dan sedang dimasukkan. Stik USB boleh dicabut."
SEGEL = (
    "no sealed file",
    "cut in the middle",
    "cut to its head",
    "one bit changed",
    "more after its end",
    "sealed to somebody else",
    "for another server",
    "of another village",
    "from somebody who is not our regency",
    "signed by another key",
    "a record without end",
    "a record of no kind",
)


@pytest.fixture(autouse=True)
def _besar(settings: Any) -> None:
    """Every file is too large to hold in memory."""
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1


def beranda(server: ServerDesa) -> str:
    page = lxml.html.document_fromstring(isi(server.balai.operator.get(ke("sinkron"))))
    return " ".join(str(page.text_content()).split())


def antrean(settings: Any) -> list[Path]:
    return sorted((settings.EOFFICE_HOME / "usb-masuk").rglob("*.eod"))


def bekerja() -> None:
    workers._masukkan_usb()


def test_the_page_keeps_it_and_the_worker_takes_it_in(server: ServerDesa, settings: Any) -> None:
    jawab = kirim(server, dari_hub(server))
    assert jawab.headers["Location"] == ke("sinkron")
    assert len(antrean(settings)) == 1
    halaman = beranda(server)
    assert TERSIMPAN in halaman
    assert "Berkas dari stik USB menunggu giliran." in halaman
    assert "Berkas USB diterima" not in halaman
    bekerja()
    assert antrean(settings) == []
    halaman = beranda(server)
    assert "Berkas USB diterima" in halaman
    assert re.search(r"Hari ini, \d\d\.\d\d: Berkas diterima: 0 catatan baru\.", halaman)
    assert "menunggu giliran" not in halaman


def test_what_it_brings_is_stored_as_if_the_page_had_taken_it_in(server: ServerDesa) -> None:
    server.dalam(lambda: TandaTerima.objects.all().delete())
    kirim(server, dari_hub(server))
    assert server.dalam(TandaTerima.objects.count) == 0
    bekerja()
    assert server.dalam(TandaTerima.objects.count) == len(
        server.dalam(lambda: [a for a in semua_ujung() if not a.lokal])
    )


@pytest.mark.parametrize("nama", SEGEL)
def test_a_wrong_file_is_refused_at_once_and_not_kept(server: ServerDesa, settings: Any, nama: str) -> None:
    buat, kata = JAHAT[nama]
    assert galat(kirim(server, buat(server))) == kata
    assert list((settings.EOFFICE_HOME / "usb-masuk").rglob("*")) == []


def test_what_only_shows_when_it_is_opened_is_said_on_the_page(server: ServerDesa, settings: Any) -> None:
    kirim(server, dari_hub(server, [rekam(b"P", b"bukan paket" * 20)]))
    bekerja()
    halaman = beranda(server)
    assert "Berkas USB ditolak" in halaman
    assert "Kiriman rusak di jalan, jadi tidak diterima. Kirim sekali lagi." in halaman
    assert antrean(settings) == []


def test_a_kill_in_the_middle_leaves_it_to_be_taken_in_again(
    server: ServerDesa, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    kirim(server, dari_hub(server))
    asli = kurir.impor

    def mati(*args: Any) -> Any:
        asli(*args)
        raise SystemExit

    monkeypatch.setattr(titipan, "impor", mati)
    with pytest.raises(SystemExit):
        bekerja()
    assert len(antrean(settings)) == 1
    monkeypatch.undo()
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1
    bekerja()
    assert antrean(settings) == []
    assert "Berkas USB diterima" in beranda(server)


def test_the_page_answers_only_when_the_file_and_its_name_are_on_the_disk(
    server: ServerDesa, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    urutan: list[str] = []
    asli_fsync, asli_ganti = os.fsync, Path.replace

    def fsync(deskriptor: int) -> None:
        urutan.append("folder" if os.path.isdir(f"/proc/self/fd/{deskriptor}") else "isi")  # noqa: PTH112
        asli_fsync(deskriptor)

    def ganti(dari: Path, menjadi: Path) -> Path:
        urutan.append(f"nama{menjadi.suffix}")
        return asli_ganti(dari, menjadi)

    monkeypatch.setattr(titipan.os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", ganti)
    kirim(server, dari_hub(server))
    akhir = urutan[urutan.index("nama.eod") - 1 :][:3]
    assert akhir == ["isi", "nama.eod", "folder"]


def test_several_are_taken_in_in_turn(server: ServerDesa, settings: Any) -> None:
    for _ in range(3):
        kirim(server, dari_hub(server))
    assert "2 berkas lain menunggu." in beranda(server)
    for sisa in (2, 1, 0, 0):
        bekerja()
        assert len(antrean(settings)) == sisa


def test_while_it_is_taken_in_the_page_says_how_far(server: ServerDesa) -> None:
    kirim(server, dari_hub(server))
    with berjalan(CISONTROL, Kerja.USB, 300) as maju:
        maju(120, 0)
        assert "Berkas dari stik USB sedang dimasukkan: 40 persen." in beranda(server)
        maju(300, 0)
        assert "99 persen" in beranda(server)


def test_reading_it_tells_how_far_it_is(server: ServerDesa, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(titipan, "_LAPOR_BITA", 100)
    lapor: list[int] = []
    maju = Mock(side_effect=lambda kirim, _: lapor.append(kirim))
    mock = Mock()
    mock.return_value.__enter__ = Mock(return_value=maju)
    mock.return_value.__exit__ = Mock(return_value=False)
    monkeypatch.setattr(titipan, "berjalan", mock)
    kirim(server, dari_hub(server))
    bekerja()
    semua = mock.call_args.args[2]
    assert lapor == sorted(lapor)
    assert 0 < lapor[0] <= lapor[-1] <= semua + 1024  # its head is read once more


def test_too_little_space_is_said_and_leaves_nothing(
    server: ServerDesa, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(titipan.shutil, "disk_usage", Mock(return_value=Mock(free=10)))
    assert kirim(server, dari_hub(server)).status_code in {422, 507}
    assert antrean(settings) == []


def test_a_disk_that_is_full_while_it_is_taken_in_lets_it_wait(
    server: ServerDesa, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    kirim(server, dari_hub(server))
    monkeypatch.setattr(titipan, "impor", Mock(side_effect=StorageFull))
    with pytest.raises(StorageFull):
        bekerja()
    assert len(antrean(settings)) == 1


def test_a_small_file_taken_in_since_takes_the_place_of_what_was_told(
    server: ServerDesa, settings: Any
) -> None:
    kirim(server, dari_hub(server))
    bekerja()
    assert "Berkas USB diterima" in beranda(server)
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10**6
    kirim(server, dari_hub(server))
    assert "Berkas USB diterima" not in beranda(server)


def test_what_was_told_is_forgotten_after_a_day_or_when_it_cannot_be_read(
    server: ServerDesa, settings: Any
) -> None:
    kirim(server, dari_hub(server))
    bekerja()
    satu = settings.EOFFICE_HOME / "usb-masuk" / CISONTROL / "hasil.json"
    semula = satu.read_text()
    satu.write_text(semula.replace('"pada": "20', '"pada": "19'))
    assert "Berkas USB diterima" not in beranda(server)
    for rusak in ("", "[]", "{}", '{"pada": 3, "hasil": null, "sebab": null}'):
        satu.write_text(rusak)
        assert server.dalam(titipan.hasil_titipan) is None


@pytest.mark.parametrize("peran", ["kabupaten", "desa"])
def test_nothing_is_taken_in_at_the_regency_or_before_enrolment(
    server_baru: ServerDesa, settings: Any, peran: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.EOFFICE_PERAN = peran
    monkeypatch.setattr(workers, "masukkan", Mock(side_effect=AssertionError))
    bekerja()


def test_a_file_in_another_villages_folder_is_not_touched(server: ServerDesa, settings: Any) -> None:
    lain = settings.EOFFICE_HOME / "usb-masuk" / SITUMANDALA
    lain.mkdir(parents=True)
    (lain / "x.eod").write_bytes(b"milik desa lain")
    bekerja()
    assert (lain / "x.eod").exists()
    assert diri_baru() != server.hub
