"""Killed between number, PDF, signature and store: the same number, one file, and the signer is asked again."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connections

from eoffice.arsip.selectors import celah
from eoffice.dokumen import services as dokumen
from eoffice.jejak.verify import periksa_rantai
from eoffice.kernel.errors import StorageFull
from eoffice.kernel.peran import Peran
from eoffice.surat import services as surat
from eoffice.surat.models import IndeksTerbit, Langkah, Surat
from eoffice.surat.rules.alur import Status
from eoffice.surat.selectors import warga
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests import pabrik
from tests.surat.conftest import Tanda

SKRIP = Path(__file__).with_name("mati.py")


def bunuh(titik: str, desa: Desa, surat_id: UUID, versi: int, cast: pabrik.Pemeran) -> int:
    connections.close_all()
    perintah = [
        sys.executable,
        SKRIP,
        titik,
        desa.kode,
        str(surat_id),
        str(versi),
        str(cast.kades),
        pabrik.FRASA,
    ]
    akar = SKRIP.parents[2]
    lingkungan = os.environ | {"PYTHONPATH": f"{akar / 'src'}{os.pathsep}{akar}", "PYTHONWARNINGS": "ignore"}
    lingkungan |= {"DJANGO_SETTINGS_MODULE": "config.settings", "EOFFICE_PERAN": "kabupaten"}
    return subprocess.run(perintah, env=lingkungan, check=False, timeout=180).returncode


@pytest.mark.serentak
@pytest.mark.parametrize("titik", ["nomor", "pdf", "tanda_tangan", "simpan", "daftar"])
def test_killed_at_any_point_the_letter_waits_with_its_number(
    titik: str, cisontrol: Desa, cast: pabrik.Pemeran, siap: UUID, tanda: Tanda
) -> None:
    assert bunuh(titik, cisontrol, siap, 3, cast) == -signal.SIGKILL
    with lingkup(cisontrol.kode):
        tunggu = Surat.objects.get(pk=siap)
        assert (tunggu.status, tunggu.versi, tunggu.sha256) == (Status.MENUNGGU_TTE, 4, "")
        assert tunggu.nomor
        assert celah(surat.hari_ini().year) == {}
        with pytest.raises(Exception, match=r"kernel\.tidak_ditemukan"):
            warga.berkas_terbit(siap)
    hasil = tanda(siap, 4)
    assert (hasil.terbit, hasil.nomor) == (True, tunggu.nomor)
    with lingkup(cisontrol.kode):
        row = Surat.objects.get(pk=siap)
        assert (row.kode, row.tanggal, row.data) == (tunggu.kode, tunggu.tanggal, tunggu.data)
        assert dokumen.periksa_pdf(warga.berkas_terbit(siap)).keadaan == "sah"
        aksi = list(Langkah.objects.order_by("versi").values_list("aksi", flat=True))
        assert aksi[-3:] == ["tanda_tangani", "tanda_tangani", "terbitkan"]
        assert celah(surat.hari_ini().year) == {}
    assert list(IndeksTerbit.objects.values_list("sha256", flat=True)) == [row.sha256]
    assert periksa_rantai(cisontrol.kode).utuh


@pytest.mark.serentak
def test_a_run_that_is_not_killed_ends_well(cisontrol: Desa, cast: pabrik.Pemeran, siap: UUID) -> None:
    """The script really signs: the kills above hit a path that works."""
    assert bunuh("tidak", cisontrol, siap, 3, cast) == 0


def test_a_full_disk_half_writes_nothing_and_the_next_letter_is_tried(
    cisontrol: Desa, cast: pabrik.Pemeran, siap: UUID, tanda: Tanda, monkeypatch: pytest.MonkeyPatch
) -> None:
    with lingkup(cisontrol.kode):
        lain = pabrik.diparaf(cast)
    asli, panggilan = dokumen.simpan, []

    def penuh(isi: bytes) -> str:
        panggilan.append(len(isi))
        if len(panggilan) == 1:
            raise StorageFull
        return asli(isi)

    monkeypatch.setattr(dokumen, "simpan", penuh)
    satu, dua = surat.tanda_tangani(
        desa=cisontrol.kode,
        pilihan=[(siap, 3), (lain, 3)],
        frasa=pabrik.FRASA,
        oleh=cast.pelaku(Peran.PENANDA_TANGAN),
    )
    assert satu.pesan is not None
    assert (satu.terbit, satu.pesan.kode, dua.terbit) == (False, "kernel.disk_penuh", True)
    assert satu.nomor != dua.nomor != ""
    assert tanda(siap, 4).nomor == satu.nomor


def test_a_lost_file_is_an_alarm_and_is_never_made_again(
    cisontrol: Desa, siap: UUID, tanda: Tanda, settings: object, caplog: pytest.LogCaptureFixture
) -> None:
    assert tanda(siap).terbit
    with lingkup(cisontrol.kode):
        sha256 = Surat.objects.get(pk=siap).sha256
        (jalur,) = Path(os.environ["EOFFICE_HOME"]).glob(f"berkas/**/{sha256}")
        jalur.unlink()
        for _ in range(2):
            with pytest.raises(dokumen.BerkasHilang):
                warga.berkas_terbit(siap)
        assert not jalur.exists()
        assert Surat.objects.get(pk=siap).status == Status.TERBIT
    assert "dokumen.berkas_hilang" in caplog.text
