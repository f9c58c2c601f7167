"""The stream of a power cut, read from its beginning, makes forms, numbers, letters and codes again."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from eoffice.akun.selectors import calon_penanda_tangan
from eoffice.arsip.models import Nomor
from eoffice.arsip.projections import ProyeksiNomor
from eoffice.jejak.aliran import semua_ujung
from eoffice.jejak.proyeksi import Proyeksi
from eoffice.jejak.selectors import PeristiwaTercatat, sesudah
from eoffice.kernel.peran import Peran
from eoffice.surat import services as surat
from eoffice.surat.models import Ekspedisi, FormulirPadam, IndeksTerbit
from eoffice.surat.projections import ProyeksiEkspedisi, ProyeksiPadam, ProyeksiSurat
from eoffice.surat.rules.ekspedisi import Sebagai
from eoffice.surat.rules.padam import Keadaan
from eoffice.surat.selectors import ekspedisi, padam
from eoffice.surat.selectors.meja import rincian
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests import pabrik

PROYEKSI: tuple[Proyeksi, ...] = (ProyeksiNomor(), ProyeksiSurat(), ProyeksiPadam(), ProyeksiEkspedisi())
BINGKAI = ("SAVEPOINT", "RELEASE", "SELECT set_config")


def padamkan(cast: pabrik.Pemeran) -> tuple[UUID, UUID, UUID, UUID]:
    """Reserve three forms: one stays out, one is used, issued and handed over, one is voided; and the letter."""
    oleh = cast.pelaku(Peran.OPERATOR)
    beredar, terpakai, batal = surat.pesan_formulir(jenis="sku", banyak=3, oleh=oleh)
    surat_id = pabrik.diparaf(cast)
    penanda, hari = calon_penanda_tangan(surat.hari_ini())[0], surat.hari_ini()
    surat.pakai_formulir(
        formulir_id=terpakai, surat_id=surat_id, versi=3, tanggal=hari, penanda=penanda, oleh=oleh
    )
    surat.terbitkan_pindaian(surat_id=surat_id, versi=4, berkas=[pabrik.foto()], oleh=oleh)
    surat.serahkan(surat_id=surat_id, penerima="Asip", sebagai=Sebagai.KELUARGA, oleh=oleh)
    surat.coret_serah(surat_id=surat_id, alasan="sebab salah nama", oleh=oleh)
    surat.serahkan(surat_id=surat_id, penerima="Asep", sebagai=Sebagai.KELUARGA, oleh=oleh)
    surat.batalkan_formulir(formulir_id=batal, alasan="Kembali utuh.", oleh=oleh)
    return beredar, terpakai, batal, surat_id


def keadaan() -> dict[str, Any]:
    """Return all that a hub would hold of it."""
    indeks = IndeksTerbit.objects.order_by("pk").values_list("pk", "kode_pendek", "sha256", "batal_pada")
    return {type(p).__name__: list(p.gambaran()) for p in PROYEKSI} | {"indeks": list(indeks)}


def kosongkan() -> None:
    """Forget every row that is made of the stream."""
    for p in reversed(PROYEKSI):
        for gambar in list(p.gambaran()):
            p.hapus(gambar.agregat_id)
    IndeksTerbit.objects.all().delete()
    assert not any(isi for isi in keadaan().values())


def aliran() -> list[PeristiwaTercatat]:
    """Return the whole stream."""
    (ujung,) = semua_ujung()
    return sesudah(ujung.epoch, 0, ujung.urut)


@pytest.mark.django_db
def test_one_by_one_the_stream_makes_everything_again(cisontrol: Desa, basah: pabrik.Pemeran) -> None:
    with lingkup(cisontrol.kode):
        padamkan(basah)
        sebelum, semua = keadaan(), aliran()
        kosongkan()
        menurut = {p.jenis.nama: p for p in PROYEKSI}
        for satu in semua:
            if satu.jenis in menurut:
                menurut[satu.jenis].terapkan(satu)
        assert keadaan() == sebelum


@pytest.mark.django_db
def test_many_at_once_and_table_by_table_too(cisontrol: Desa, basah: pabrik.Pemeran) -> None:
    with lingkup(cisontrol.kode):
        padamkan(basah)
        sebelum, semua = keadaan(), aliran()
        kosongkan()
        for p in PROYEKSI:
            p.terapkan_banyak([satu for satu in semua if satu.jenis == p.jenis.nama])  # type: ignore[attr-defined]
        assert keadaan() == sebelum


@pytest.mark.django_db
def test_each_form_ended_where_its_number_is(cisontrol: Desa, basah: pabrik.Pemeran) -> None:
    with lingkup(cisontrol.kode):
        beredar, terpakai, batal, surat_id = padamkan(basah)
        pemegang = dict(Nomor.objects.values_list("teks", "untuk"))
        for formulir, milik, akhir in (
            (beredar, beredar, Keadaan.BEREDAR),
            (terpakai, surat_id, Keadaan.TERPAKAI),
            (batal, batal, Keadaan.BATAL),
        ):
            b = padam.satu_formulir(formulir)
            assert (b.keadaan, pemegang[b.nomor]) == (akhir, milik)
        assert padam.formulir_bernomor(pemegang.values()) == {beredar, batal}
        assert rincian(surat_id).nomor == padam.satu_formulir(terpakai).nomor


@pytest.mark.django_db
def test_no_event_of_a_power_cut_names_a_person_in_its_open_part(
    cisontrol: Desa, basah: pabrik.Pemeran
) -> None:
    with lingkup(cisontrol.kode):
        padamkan(basah)
        for satu in aliran():
            if satu.jenis in {"surat.formulir_padam", "surat.ekspedisi", "arsip.nomor"}:
                assert "Euis" not in str(satu.publik) and "Asep" not in str(satu.publik), satu.jenis
                assert "3207154506859001" not in f"{satu.publik}{satu.pribadi}"


TANYA: dict[str, tuple[int, Callable[[], object]]] = {
    "neraca": (1, padam.neraca_padam),
    "beredar": (2, padam.formulir_beredar),
    "surat untuk formulir": (1, lambda: padam.surat_untuk_formulir("sku", paraf=True)),
    "buku": (5, lambda: ekspedisi.buku_ekspedisi(surat.hari_ini().year)),
}


@pytest.mark.django_db
@pytest.mark.parametrize("nama", TANYA)
def test_many_rows_cost_as_many_statements_as_one(cisontrol: Desa, basah: pabrik.Pemeran, nama: str) -> None:
    batas, tanya = TANYA[nama]

    def hitung() -> int:
        tanya()
        with CaptureQueriesContext(connection) as catatan:
            assert tanya()
        return sum(not q["sql"].startswith(BINGKAI) for q in catatan)

    with lingkup(cisontrol.kode):
        padamkan(basah)
        pabrik.diparaf(basah)
        satu = hitung()
        for _ in range(3):
            padamkan(basah)
            pabrik.diparaf(basah)
        assert satu == hitung() <= batas
        assert (FormulirPadam.objects.count(), Ekspedisi.objects.count()) == (12, 8)
