"""Several people at once, really committed, on both databases."""

import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any, TypeVar
from uuid import UUID

import pytest
from django.db import connection

from eoffice.arsip.selectors import celah, nomor_batal
from eoffice.dokumen import services as dokumen
from eoffice.jejak.selectors import riwayat
from eoffice.jejak.verify import periksa_rantai
from eoffice.kernel.errors import ChangedMeanwhile
from eoffice.kernel.peran import Peran
from eoffice.surat import services as surat
from eoffice.surat.models import IndeksTerbit, Langkah, PengaturanSurat, Permohonan, Surat
from eoffice.surat.rules.alur import Aksi, CaraTerbit, Status
from eoffice.surat.selectors import verifikasi, warga
from eoffice.surat.selectors.verifikasi import Keadaan
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests import pabrik

pytestmark = pytest.mark.serentak
T = TypeVar("T")
OPERATOR, PEMERIKSA, PENANDA, WARGA = Peran.OPERATOR, Peran.PEMERIKSA, Peran.PENANDA_TANGAN, Peran.WARGA


def serentak(banyak: int, kerja: Callable[[int], T]) -> list[T]:
    """Run ``kerja(0..banyak-1)``, each in its own thread and connection, all starting at the same moment."""
    mulai = Barrier(banyak)

    def satu(giliran: int) -> T:
        mulai.wait()
        try:
            return kerja(giliran)
        finally:
            connection.close()

    with ThreadPoolExecutor(banyak) as kolam:
        return list(kolam.map(satu, range(banyak)))


def test_two_people_at_once_give_one_winner(cisontrol: Desa, cast: pabrik.Pemeran) -> None:
    with lingkup(cisontrol.kode):
        surat_id = pabrik.diajukan(cast)

    def tekan(giliran: int) -> str:
        aksi, catatan = [(Aksi.VERIFIKASI, ""), (Aksi.TOLAK, "tidak lengkap")][giliran % 2]
        try:
            with lingkup(cisontrol.kode):
                surat.jalankan(
                    surat_id=surat_id, aksi=aksi, oleh=cast.pelaku(OPERATOR), versi=1, catatan=catatan
                )
        except ChangedMeanwhile:
            return "kalah"
        return aksi

    hasil = serentak(6, tekan)
    assert hasil.count("kalah") == 5
    with lingkup(cisontrol.kode):
        row = Surat.objects.get(pk=surat_id)
        assert row.versi == 2
        assert Langkah.objects.count() == 2
        assert periksa_rantai_utuh(cisontrol)
    (menang,) = (satu for satu in hasil if satu != "kalah")
    assert row.status == {"verifikasi": Status.TERVERIFIKASI, "tolak": Status.DITOLAK}[menang]


def periksa_rantai_utuh(desa: Desa) -> bool:
    return periksa_rantai(desa.kode).utuh


def test_a_draft_sent_by_five_taps_is_one_application(cisontrol: Desa, cast: pabrik.Pemeran) -> None:
    with lingkup(cisontrol.kode):
        draf = surat.mulai_draf(pemilik=cast.warga, penduduk_id=cast.penduduk_id, jenis="sku")
        surat.simpan_jawaban(draf_id=draf, pemilik=cast.warga, jawaban=pabrik.SKU)
        for syarat in surat.draf(draf_id=draf, pemilik=cast.warga).jenis.syarat:
            surat.lampirkan(
                draf_id=draf, pemilik=cast.warga, syarat=syarat.kode, nama="a.jpg", data=pabrik.foto()
            )

    def kirim(_: int) -> surat.Terkirim:
        with lingkup(cisontrol.kode):
            return surat.ajukan(draf_id=draf, oleh=cast.pelaku(WARGA))

    hasil = serentak(5, kirim)
    assert len({satu.tiket for satu in hasil}) == 1
    assert sum(satu.baru for satu in hasil) == 1
    with lingkup(cisontrol.kode):
        assert (Permohonan.objects.count(), Surat.objects.count(), Langkah.objects.count()) == (1, 1, 1)


def banyak_siap(cast: pabrik.Pemeran, banyak: int) -> list[UUID]:
    """Make letters that lie on the signer's pile; their files are the same small photo."""
    return [pabrik.diparaf(cast) for _ in range(banyak)]


def test_thirty_two_signings_at_once_give_no_double_and_no_gap(
    cisontrol: Desa, cast: pabrik.Pemeran, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Drawing and signing are real elsewhere; here the database is what is pressed."""
    monkeypatch.setattr(dokumen, "rangkai", lambda data, **_: repr(data).encode())
    monkeypatch.setattr(dokumen, "tanda_tangani", lambda pdf, *_, **__: pdf)
    with lingkup(cisontrol.kode):
        semua = banyak_siap(cast, 32)

    def tanda(giliran: int) -> surat.HasilTanda:
        pilihan = [(semua[giliran], 3)]
        (hasil,) = surat.tanda_tangani(  # from one place, more than a few at once would look like guessing
            desa=cisontrol.kode,
            pilihan=pilihan,
            frasa=pabrik.FRASA,
            oleh=cast.pelaku(PENANDA),
            sumber=f"tempat {giliran}",
        )
        return hasil

    hasil = serentak(32, tanda)
    assert [satu.pesan for satu in hasil] == [None] * 32
    assert sorted(int(satu.nomor.split("/")[1]) for satu in hasil) == list(range(1, 33))
    with lingkup(cisontrol.kode):
        assert celah(surat.hari_ini().year) == {}
        assert set(Surat.objects.values_list("status", flat=True)) == {Status.TERBIT.value}
        for satu in Surat.objects.all():  # each file holds its own letter's number and code
            isi = dokumen.baca(satu.sha256).decode()
            assert satu.nomor in isi
            assert sum(lain in isi for lain in (h.nomor for h in hasil)) == 1
    assert IndeksTerbit.objects.exclude(sha256="").count() == 32
    assert periksa_rantai_utuh(cisontrol)


def test_real_letters_signed_at_once_each_carry_their_own_qr(
    cisontrol: Desa, cast: pabrik.Pemeran, tmp_path: Path
) -> None:
    with lingkup(cisontrol.kode):
        semua = banyak_siap(cast, 6)

    def tanda(giliran: int) -> list[surat.HasilTanda]:
        pilihan = [(satu, 3) for satu in semua[giliran * 2 : giliran * 2 + 2]]
        return surat.tanda_tangani(
            desa=cisontrol.kode, pilihan=pilihan, frasa=pabrik.FRASA, oleh=cast.pelaku(PENANDA)
        )

    hasil = [satu for banyak in serentak(3, tanda) for satu in banyak]
    assert [satu.pesan for satu in hasil] == [None] * 6
    for satu in hasil:
        with lingkup(cisontrol.kode):
            pdf = warga.berkas_terbit(satu.surat_id)
        jawaban = verifikasi.periksa_muatan(baca_qr(pdf, tmp_path))
        assert jawaban is not None
        assert (jawaban.keadaan, jawaban.nomor) == (Keadaan.SAH, satu.nomor)


def baca_qr(pdf: bytes, folder: Path) -> str:
    (folder / "s.pdf").write_bytes(pdf)
    jalan: dict[str, Any] = {"capture_output": True, "text": True}
    subprocess.run(
        ["pdftoppm", "-r", "150", "-png", "-singlefile", folder / "s.pdf", folder / "s"], check=True, **jalan
    )
    isi = subprocess.run(
        ["zbarimg", "-q", "--raw", "-Sdisable", "-Sqrcode.enable", folder / "s.png"], check=True, **jalan
    ).stdout.strip()
    return isi.rsplit("/", 1)[-1]


def test_two_signers_at_once_make_one_file(cisontrol: Desa, cast: pabrik.Pemeran) -> None:
    """The same letter in two windows: one signs, the other is told, and one file is registered."""
    with lingkup(cisontrol.kode):
        (surat_id,) = banyak_siap(cast, 1)

    def tanda(_: int) -> surat.HasilTanda:
        (hasil,) = surat.tanda_tangani(
            desa=cisontrol.kode, pilihan=[(surat_id, 3)], frasa=pabrik.FRASA, oleh=cast.pelaku(PENANDA)
        )
        return hasil

    hasil = serentak(3, tanda)
    assert sum(satu.terbit for satu in hasil) == 1
    assert {satu.pesan.kode for satu in hasil if satu.pesan} == {"surat.sudah_berubah"}
    with lingkup(cisontrol.kode):
        assert Surat.objects.get(pk=surat_id).versi == 5
        assert celah(surat.hari_ini().year) == {}


def test_printing_and_voiding_at_once_leave_the_book_whole(cisontrol: Desa, cast: pabrik.Pemeran) -> None:
    with lingkup(cisontrol.kode):
        surat.ubah_pengaturan(pelaku="uji", cara_terbit=CaraTerbit.BASAH)
        semua = banyak_siap(cast, 8)

    def kerja(giliran: int) -> None:
        oleh = cast.pelaku(OPERATOR)
        with lingkup(cisontrol.kode):
            surat.cetak_basah(surat_id=semua[giliran], versi=3, oleh=oleh)
        if giliran % 2:
            with lingkup(cisontrol.kode):
                surat.jalankan(
                    surat_id=semua[giliran], aksi=Aksi.BATALKAN, oleh=oleh, versi=4, catatan="salah cetak"
                )

    serentak(8, kerja)
    with lingkup(cisontrol.kode):
        tahun = surat.hari_ini().year
        assert celah(tahun) == {}
        assert len(nomor_batal(tahun)) == 4
        assert Surat.objects.filter(status=Status.MENUNGGU_BASAH).count() == 4


def test_two_who_change_the_settings_at_once_both_get_their_way(
    cisontrol: Desa, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each event tells all settings: the second must tell what the first changed, under the next revision."""
    ubahan: list[dict[str, Any]] = [{"paraf": False}, {"cara_terbit": CaraTerbit.TTE_LOKAL}]

    setelan = sys.modules["eoffice.surat.services.pengaturan"]  # its name in the room is a function
    asli = setelan._periksa

    def lama(*isi: Any) -> None:
        time.sleep(0.2)  # both have read what stands
        asli(*isi)

    def ubah(giliran: int) -> None:
        with lingkup(cisontrol.kode):
            surat.ubah_pengaturan(pelaku="uji", **ubahan[giliran])

    with lingkup(cisontrol.kode):
        surat.ubah_pengaturan(pelaku="uji", paraf=True)
    monkeypatch.setattr(setelan, "_periksa", lama)
    serentak(2, ubah)
    with lingkup(cisontrol.kode):
        atur, baris = surat.pengaturan(), PengaturanSurat.objects.get()
        kabar = riwayat("pengaturan_surat", baris.pk)
    assert (atur.paraf, atur.cara_terbit) == (False, CaraTerbit.TTE_LOKAL)
    assert [satu.revisi for satu in kabar] == [1, 2, 3]
    assert (kabar[-1].publik["paraf"], kabar[-1].publik["cara_terbit"]) == (False, "tte_lokal")
