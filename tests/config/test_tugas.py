"""Chores by the clock, each on what it is for: old drafts and sessions, waiting imports, damaged and lost files."""

import os
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
import time_machine
from django.conf import LazySettings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from config import workers
from config.workers import TUGAS
from eoffice.dokumen import services as dokumen
from eoffice.kernel import clock
from eoffice.kernel.peran import Peran
from eoffice.penduduk.selectors import jumlah_penduduk
from eoffice.penduduk.services import minta_terapkan, siapkan_impor
from eoffice.surat import services as surat
from eoffice.surat.models import Draf
from eoffice.surat.selectors.meja import rincian
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests import pabrik

CSV = (
    b"no_kk;nik;nama;jenis_kelamin;tempat_lahir;tanggal_lahir;agama;pendidikan;pekerjaan;status_kawin;shdk;alamat;rt;rw\n"
    b"3207150101009001;3207154506859001;Euis Contoh;2;Ciamis;1985-06-05;1;5;9;2;1;Dusun Contoh;001;001\n"
)


def _jalankan(nama: str) -> None:
    next(tugas for tugas in TUGAS if tugas.nama == nama).jalankan()


def _draf(desa: Desa, nik: str) -> None:
    with lingkup(desa.kode):
        cast = pabrik.pemeran(desa.nama.lower(), nik=nik)
        surat.mulai_draf(pemilik=cast.warga, penduduk_id=cast.penduduk_id, jenis="sku")


def _jumlah_draf(desa: Desa) -> int:
    with lingkup(desa.kode):
        return int(Draf.objects.count())


def test_drafts_nobody_came_back_to_go_in_every_village(cisontrol: Desa, situmandala: Desa) -> None:
    with time_machine.travel(clock.now() - timedelta(days=8)):
        _draf(cisontrol, "3207154506859001")
    _draf(situmandala, "3207154506859002")
    _jalankan("draf")
    assert (_jumlah_draf(cisontrol), _jumlah_draf(situmandala)) == (0, 1)


@pytest.mark.django_db
def test_ended_sessions_go_and_live_ones_stay() -> None:
    for hari in (-1, 1):
        sesi = SessionStore()
        sesi["siapa"] = hari
        sesi.set_expiry(timedelta(days=hari))
        sesi.save()
    _jalankan("sesi")
    assert [satu.get_decoded()["siapa"] for satu in Session.objects.all()] == [1]


def test_an_import_that_was_asked_for_is_applied_in_its_village(cisontrol: Desa, situmandala: Desa) -> None:
    for desa, diminta in ((cisontrol, True), (situmandala, False)):
        with lingkup(desa.kode):
            hasil = siapkan_impor(isi=CSV, nama_berkas="p.csv", lengkap=True, oleh="uji")
            if diminta:
                minta_terapkan(impor_id=hasil.id, oleh="uji")
    _jalankan("impor")
    for desa, banyak in ((cisontrol, 1), (situmandala, 0)):
        with lingkup(desa.kode):
            assert jumlah_penduduk() == banyak


class TestBerkas:
    @pytest.fixture
    def terbit(self, cisontrol: Desa, tmp_path: Path, settings: LazySettings) -> tuple[UUID, Path]:
        """A letter that was issued on paper, and where its file lies."""
        settings.EOFFICE_HOME, settings.EOFFICE_FOLDER_CA = tmp_path, tmp_path / "ca-akar"
        with lingkup(cisontrol.kode):
            cast = pabrik.pemeran()
            pabrik.dokumen.pastikan_otoritas(kabupaten="Kabupaten Ciamis")
            surat_id, oleh = pabrik.diparaf(cast), cast.pelaku(Peran.OPERATOR)
            surat.cetak_basah(surat_id=surat_id, versi=3, oleh=oleh)
            lembar = surat.lembar_cetak(surat_id=surat_id, oleh=oleh)
            surat.terbitkan_pindaian(surat_id=surat_id, versi=4, berkas=[lembar], oleh=oleh)
            sha256 = rincian(surat_id).sha256
        [tempat] = [path for path in (tmp_path / "berkas").rglob("*") if path.name.startswith(sha256)]
        return surat_id, tempat

    def test_a_whole_store_is_silent(
        self, terbit: tuple[UUID, Path], caplog: pytest.LogCaptureFixture
    ) -> None:
        _jalankan("berkas")
        assert "berkas_rusak" not in caplog.text
        assert "berkas_hilang" not in caplog.text

    def test_a_changed_file_raises_an_alarm_and_is_left_as_it_is(
        self, terbit: tuple[UUID, Path], caplog: pytest.LogCaptureFixture
    ) -> None:
        _, tempat = terbit
        tempat.chmod(0o600)
        tempat.write_bytes(b"%PDF-1.7 palsu")
        _jalankan("berkas")
        assert "berkas_rusak" in caplog.text
        assert tempat.name[:64] in caplog.text
        assert tempat.read_bytes() == b"%PDF-1.7 palsu"

    def test_a_lost_file_raises_an_alarm_and_is_not_made_anew(
        self, terbit: tuple[UUID, Path], cisontrol: Desa, caplog: pytest.LogCaptureFixture
    ) -> None:
        surat_id, tempat = terbit
        tempat.unlink()
        _jalankan("berkas")
        assert "berkas_hilang" in caplog.text
        assert str(surat_id) in caplog.text
        assert cisontrol.kode in caplog.text
        assert not tempat.exists()


@pytest.mark.parametrize("tugas", TUGAS, ids=lambda tugas: tugas.nama)
def test_chores_wait_long_enough_for_a_small_computer(tugas: workers.Tugas) -> None:
    """One that a person waits for asks one question a village; one that guards papers looks into one folder."""
    sering = {
        "impor": timedelta(seconds=1),
        "muat": timedelta(seconds=2),
        "kiriman": timedelta(seconds=3),
        "papan": timedelta(seconds=5),
        "saksi": timedelta(seconds=5),
        "usb": timedelta(seconds=2),
        "kata": timedelta(minutes=5),
        "serupa": timedelta(minutes=5),
        "kiriman_semua": timedelta(minutes=5),
        "titipan": timedelta(minutes=10),
    }
    assert tugas.jeda >= sering.get(tugas.nama, timedelta(hours=1))


def test_files_that_nobody_signed_in_for_go_by_the_clock(rumah: Path) -> None:
    """Nobody else has to hand something in for a stranger's papers to leave the disk."""
    lama, baru = dokumen.titip(b"KTP lama"), dokumen.titip(b"KTP baru")
    os.utime(rumah / "titipan" / f"{lama}.bin", (0, 0))
    _jalankan("titipan")
    assert [path.stem for path in (rumah / "titipan").iterdir()] == [baru]
