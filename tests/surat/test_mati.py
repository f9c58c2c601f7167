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
from eoffice.jejak.selectors import riwayat
from eoffice.jejak.verify import periksa_rantai
from eoffice.kernel.errors import NotFound, StorageFull
from eoffice.kernel.peran import Peran
from eoffice.surat import services as surat
from eoffice.surat.models import Berkas, IndeksTerbit, Langkah, Permohonan, Surat
from eoffice.surat.rules.alur import CaraTerbit, Status, tumpukan
from eoffice.surat.selectors import warga
from eoffice.surat.selectors.meja import hitung_status, lembar_tanda
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests import pabrik
from tests.surat.conftest import Tanda

SKRIP = Path(__file__).with_name("mati.py")
MENUNGGU_PENANDA = tumpukan(Peran.PENANDA_TANGAN, paraf=True, cara_terbit=CaraTerbit.TTE_LOKAL)


def bunuh(titik: str, desa: Desa, pilihan: list[tuple[UUID, int]], cast: pabrik.Pemeran, ke: int = 0) -> int:
    """Sign a pile in a process that dies at a point of the letter at place ``ke``; return how it ended."""
    connections.close_all()
    surat_versi = [f"{surat_id}:{versi}" for surat_id, versi in pilihan]
    perintah = [sys.executable, SKRIP, titik, str(ke), desa.kode, str(cast.kades), pabrik.FRASA, *surat_versi]
    akar = SKRIP.parents[2]
    lingkungan = os.environ | {"PYTHONPATH": f"{akar / 'src'}{os.pathsep}{akar}", "PYTHONWARNINGS": "ignore"}
    lingkungan |= {"DJANGO_SETTINGS_MODULE": "config.settings", "EOFFICE_PERAN": "kabupaten"}
    return subprocess.run(perintah, env=lingkungan, check=False, timeout=180).returncode


def tinggal(kecuali: UUID) -> list[object]:
    """Everything of the village's letters that signing one letter must leave as it was."""
    return [
        list(Permohonan.objects.order_by("pk").values()),
        list(Berkas.objects.order_by("pk").values()),
        list(Surat.objects.exclude(pk=kecuali).order_by("pk").values()),
        list(Langkah.objects.exclude(surat_id=kecuali).order_by("pk").values()),
    ]


@pytest.mark.serentak
@pytest.mark.parametrize(
    "titik", ["nomor", "pdf", "belum_diperiksa", "tanda_tangan", "separuh", "simpan", "daftar"]
)
def test_killed_at_any_point_the_letter_waits_with_its_number(
    titik: str, cisontrol: Desa, cast: pabrik.Pemeran, siap: UUID, tanda: Tanda
) -> None:
    with lingkup(cisontrol.kode):
        pabrik.diparaf(cast)  # another letter on the pile, which nobody touches
        sebelum = tinggal(siap)
    assert bunuh(titik, cisontrol, [(siap, 3)], cast) == -signal.SIGKILL
    with lingkup(cisontrol.kode):
        tunggu = Surat.objects.get(pk=siap)
        assert (tunggu.status, tunggu.versi, tunggu.sha256) == (Status.MENUNGGU_TTE, 4, "")
        assert tunggu.nomor
        assert Status.MENUNGGU_TTE in MENUNGGU_PENANDA
        assert hitung_status()[Status.MENUNGGU_TTE].jumlah == 1
        assert tinggal(siap) == sebelum
        assert celah(surat.hari_ini().year) == {}
        with pytest.raises(NotFound):
            warga.berkas_terbit(siap)
    assert periksa_rantai(cisontrol.kode).utuh
    hasil = tanda(siap, 4)
    assert (hasil.terbit, hasil.nomor) == (True, tunggu.nomor)
    with lingkup(cisontrol.kode):
        row = Surat.objects.get(pk=siap)
        assert (row.kode, row.tanggal, row.data) == (tunggu.kode, tunggu.tanggal, tunggu.data)
        assert dokumen.periksa_pdf(warga.berkas_terbit(siap)).keadaan == "sah"
        aksi = list(Langkah.objects.filter(surat=row).order_by("versi").values_list("aksi", flat=True))
        assert aksi[-3:] == ["tanda_tangani", "tanda_tangani", "terbitkan"]
        assert tinggal(siap) == sebelum
        assert celah(surat.hari_ini().year) == {}
    assert list(IndeksTerbit.objects.values_list("sha256", flat=True)) == [row.sha256]
    assert row.sha256 not in set(dokumen.berkas_bermasalah())
    assert periksa_rantai(cisontrol.kode).utuh


@pytest.mark.serentak
def test_killed_before_the_number_is_committed_nothing_happened(
    cisontrol: Desa, cast: pabrik.Pemeran, siap: UUID, tanda: Tanda
) -> None:
    with lingkup(cisontrol.kode):
        sebelum, peristiwa = Surat.objects.filter(pk=siap).values().get(), len(riwayat("surat", siap))
    assert bunuh("sebelum_nomor_tetap", cisontrol, [(siap, 3)], cast) == -signal.SIGKILL
    with lingkup(cisontrol.kode):
        assert Surat.objects.filter(pk=siap).values().get() == sebelum
        assert len(riwayat("surat", siap)) == peristiwa
    assert not IndeksTerbit.objects.exists()
    hasil = tanda(siap, 3)
    assert hasil.terbit
    assert hasil.nomor.split("/")[1] == "001"  # the number that was lost with its transaction is given again
    assert periksa_rantai(cisontrol.kode).utuh


@pytest.mark.serentak
def test_killed_before_the_answer_the_letter_is_issued_once(
    cisontrol: Desa, cast: pabrik.Pemeran, siap: UUID, tanda: Tanda
) -> None:
    """The signer saw nothing, signs the same page again, and is told; his letter stands."""
    assert bunuh("jawaban", cisontrol, [(siap, 3)], cast) == -signal.SIGKILL
    with lingkup(cisontrol.kode):
        terbit = Surat.objects.filter(pk=siap).values().get()
    assert (terbit["status"], terbit["versi"]) == (Status.TERBIT, 5)
    for versi, kode in ((3, "surat.sudah_berubah"), (5, "kernel.langkah_tidak_ada")):
        hasil = tanda(siap, versi)
        assert hasil.pesan is not None
        assert (hasil.terbit, hasil.pesan.kode) == (False, kode)
    with lingkup(cisontrol.kode):
        assert Surat.objects.filter(pk=siap).values().get() == terbit
        assert dokumen.periksa_pdf(warga.berkas_terbit(siap)).keadaan == "sah"


@pytest.mark.serentak
@pytest.mark.parametrize("titik", ["nomor", "simpan", "daftar"])
def test_a_pile_that_was_cut_goes_on_where_it_stopped(
    titik: str, cisontrol: Desa, cast: pabrik.Pemeran
) -> None:
    with lingkup(cisontrol.kode):
        semua = [pabrik.diparaf(cast) for _ in range(3)]
    assert bunuh(titik, cisontrol, [(satu, 3) for satu in semua], cast, ke=1) == -signal.SIGKILL
    with lingkup(cisontrol.kode):
        baris = [Surat.objects.get(pk=satu) for satu in semua]
        assert [b.status for b in baris] == [Status.TERBIT, Status.MENUNGGU_TTE, Status.DIPARAF]
        assert [b.versi for b in baris] == [5, 4, 3]
        assert baris[2].nomor == ""
        pilihan = [(b.id, b.versi) for b in lembar_tanda(MENUNGGU_PENANDA, 10)]
        assert sorted(versi for _, versi in pilihan) == [3, 4]
    sisa = sorted(pilihan, key=lambda satu: satu[1], reverse=True)
    hasil = surat.tanda_tangani(
        desa=cisontrol.kode, pilihan=sisa, frasa=pabrik.FRASA, oleh=cast.pelaku(Peran.PENANDA_TANGAN)
    )
    assert [h.pesan for h in hasil] == [None, None]
    with lingkup(cisontrol.kode):
        akhir = [Surat.objects.get(pk=satu) for satu in semua]
        assert [int(b.nomor.split("/")[1]) for b in akhir] == [1, 2, 3]
        assert [b.status for b in akhir] == [Status.TERBIT] * 3
        assert (akhir[0].sha256, akhir[1].kode) == (baris[0].sha256, baris[1].kode)
        assert celah(surat.hari_ini().year) == {}
    assert IndeksTerbit.objects.exclude(sha256="").count() == 3
    assert periksa_rantai(cisontrol.kode).utuh


@pytest.mark.serentak
def test_a_run_that_is_not_killed_ends_well(cisontrol: Desa, cast: pabrik.Pemeran, siap: UUID) -> None:
    """The script really signs: the kills above hit a path that works."""
    assert bunuh("tidak", cisontrol, [(siap, 3)], cast) == 0


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
