"""A village whose program is two versions behind its hub, and a hub that is behind a village."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest

from eoffice.jejak import registry, versi
from eoffice.jejak.cursors import run_once
from eoffice.jejak.models import Peristiwa
from eoffice.jejak.registry import JenisPeristiwa
from eoffice.jejak.selectors import PeristiwaTercatat
from eoffice.jejak.verify import periksa_rantai
from eoffice.jejak.versi import Isi, Jembatan, pasang
from eoffice.penduduk.models import Keluarga
from eoffice.penduduk.projections import ProyeksiKeluarga
from eoffice.sinkron.models import Karantina, Pencocokan
from eoffice.sinkron.services import cocok
from eoffice.sinkron.services.sesi import jalankan
from eoffice.sinkron.workers import TerapkanAliran
from tests.conftest import CISONTROL
from tests.sinkron.cocok_alat import TABEL, isi, keluarga, sql
from tests.sinkron.mesin import Kabel, Mesin

pytestmark = pytest.mark.hanya_sqlite  # disks are files
Tiga = tuple[Mesin, Mesin, Kabel]
Bagian = Mapping[str, Any]
SATU = ProyeksiKeluarga.jenis
KUNCI_DUA = (SATU.pribadi - {"dusun"}) | {"lingkungan"}
DUA = JenisPeristiwa(SATU.nama, 2, SATU.publik, KUNCI_DUA, "hapus")
TIGA = JenisPeristiwa(SATU.nama, 3, SATU.publik | {"sumber"}, KUNCI_DUA, "hapus")


def _ganti(isi: Bagian, dari: str, ke: str) -> dict[str, Any]:
    return {ke if nama == dari else nama: nilai for nama, nilai in isi.items()}


def _naik_1(publik: Bagian, pribadi: Bagian) -> Isi:
    return publik, _ganti(pribadi, "dusun", "lingkungan")


def _turun_2(publik: Bagian, pribadi: Bagian) -> Isi:
    return publik, _ganti(pribadi, "lingkungan", "dusun")


def _naik_2(publik: Bagian, pribadi: Bagian) -> Isi:
    return {**publik, "sumber": "lama"}, pribadi


def _turun_3(publik: Bagian, pribadi: Bagian) -> Isi:
    return {"sebab": publik["sebab"]}, pribadi


class KeluargaBaru(ProyeksiKeluarga):
    """Families as a program two versions on tells them; the tables are the same."""

    jenis = TIGA

    def potret(self, row: Keluarga) -> Isi:
        publik, pribadi = super().potret(row)
        return _naik_2(*_naik_1(publik, pribadi))

    def kolom(self, peristiwa: PeristiwaTercatat) -> dict[str, Any]:
        isi = dict(peristiwa.pribadi or {})
        return isi | {"dusun": isi.pop("lingkungan")}


BARU, LAMA = (KeluargaBaru(),), (ProyeksiKeluarga(),)


@contextmanager
def program_baru() -> Iterator[None]:
    """Run the program of the newest version, with its bridges from the older ones."""
    semula = dict(registry._terdaftar), dict(versi._jembatan)
    registry.daftarkan(DUA, TIGA)
    pasang(Jembatan(TABEL, 1, _naik_1, _turun_2), Jembatan(TABEL, 2, _naik_2, _turun_3))
    try:
        yield
    finally:
        registry._terdaftar.clear()
        registry._terdaftar.update(semula[0])
        versi._jembatan.clear()
        versi._jembatan.update(semula[1])


def terapkan_baru() -> None:
    with program_baru():
        while run_once(TerapkanAliran(BARU)).dikerjakan:
            pass


def terapkan_lama() -> None:
    while run_once(TerapkanAliran(LAMA)).dikerjakan:
        pass


def coba_lagi_baru() -> int:
    with program_baru():
        return TerapkanAliran(BARU).coba_lagi()


def bertemu(tiga: Tiga) -> None:
    node, _, garis = tiga
    node.di_sini(jalankan, garis, node.diri)


def wire() -> list[tuple[object, ...]]:
    """Return every event as it is stored, so that a changed byte shows."""
    semua = Peristiwa.objects.order_by("epoch", "urut").select_related("muatan")
    return [(p.jenis, p.versi, p.publik, p.muatan.isi, p.digest) for p in semua.filter(jenis=TABEL)]


def alamat_berubah(no: int) -> None:
    keluarga(no, alamat="Pindah rumah", dusun="Cibodas")


@pytest.mark.parametrize("banyak", [1, 12], ids=["satu", "sekaligus"])
def test_a_hub_two_versions_on_takes_a_village_as_it_is(kabel: Tiga, banyak: int) -> None:
    node, hub, _ = kabel
    for no in range(banyak):
        node.di_sini(keluarga, no, alamat=f"Jalan {no}", dusun="Cikawung")
    node.di_sini(alamat_berubah, 0)
    bertemu(kabel)
    hub.di_sini(terapkan_baru)
    assert hub.di_sini(isi) == node.di_sini(isi)
    assert hub.di_sini(lambda: set(Keluarga.objects.values_list("dusun", flat=True))) <= {
        "Cikawung",
        "Cibodas",
    }
    assert hub.di_sini(Karantina.objects.count) == 0


def test_the_stream_at_the_hub_stays_what_the_village_wrote(kabel: Tiga) -> None:
    node, hub, _ = kabel
    node.di_sini(keluarga, 1, alamat="Jalan 1")
    bertemu(kabel)
    hub.di_sini(terapkan_baru)
    assert hub.di_sini(wire) == node.di_sini(wire)
    assert hub.di_sini(periksa_rantai, CISONTROL).utuh


def test_both_can_still_prove_that_their_tables_are_equal(kabel: Tiga) -> None:
    node, hub, _ = kabel
    for no in range(6):
        node.di_sini(keluarga, no, alamat=f"Jalan {no}")
    node.di_sini(cocok.catat_titik, LAMA, pelaku="sistem")
    bertemu(kabel)
    hub.di_sini(terapkan_baru)
    (satu,) = hub.di_sini(lambda: list(Pencocokan.objects.all()))
    assert (satu.digest, satu.berbeda) == (satu.digest_pemilik, [])


def test_a_difference_is_still_found_across_versions(kabel: Tiga) -> None:
    node, hub, _ = kabel
    for no in range(6):
        node.di_sini(keluarga, no, alamat=f"Jalan {no}")
    bertemu(kabel)
    hub.di_sini(terapkan_baru)
    hub.di_sini(sql, "UPDATE penduduk_keluarga SET dusun = 'Diam-diam' WHERE no_kk = %s", f"{3:016d}")
    node.di_sini(cocok.catat_titik, LAMA, pelaku="sistem")
    bertemu(kabel)
    hub.di_sini(terapkan_baru)
    (satu,) = hub.di_sini(lambda: list(Pencocokan.objects.all()))
    assert len(satu.berbeda) == 1


def test_a_version_out_of_reach_is_not_called_equal(kabel: Tiga) -> None:
    """The hub is behind: it keeps that it was told something, with no digest of its own."""
    node, hub, _ = kabel
    node.di_sini(_tulis_baru, 1)
    node.di_sini(_titik_baru)
    bertemu(kabel)
    hub.di_sini(terapkan_lama)
    (satu,) = hub.di_sini(lambda: list(Pencocokan.objects.all()))
    assert (satu.digest, satu.berbeda) == ("", [])


def _tulis_baru(no: int) -> None:
    """Write a family with the newest program."""
    with program_baru(), pytest.MonkeyPatch.context() as ganti:
        ganti.setattr(ProyeksiKeluarga, "jenis", TIGA)
        ganti.setattr(
            "tests.sinkron.cocok_alat.potret_keluarga", lambda row, sebab: KeluargaBaru().potret(row)
        )
        keluarga(no, alamat="Jalan Baru", dusun="Cikawung")


def _titik_baru() -> None:
    with program_baru():
        cocok.catat_titik(BARU, pelaku="sistem")


def test_what_is_newer_than_the_hub_is_kept_whole_and_waits_for_the_update(kabel: Tiga) -> None:
    node, hub, _ = kabel
    node.di_sini(_tulis_baru, 1)
    bertemu(kabel)
    hub.di_sini(terapkan_lama)
    (tahan,) = hub.di_sini(lambda: list(Karantina.objects.filter(selesai_pada=None)))
    assert (tahan.sebab, tahan.rincian) == ("sinkron.versi_belum_dikenal", {"jenis": TABEL, "versi": 3})
    assert hub.di_sini(isi) == {}
    assert hub.di_sini(wire) == node.di_sini(wire)
    assert hub.di_sini(wire)[0][2]["sumber"] == "lama"  # a field this program has never heard of
    assert hub.di_sini(coba_lagi_baru) == 1
    assert hub.di_sini(isi) == node.di_sini(isi)


def test_unknown_fields_come_back_to_a_village_that_lost_its_disk(kabel: Tiga, buat_mesin: Any) -> None:
    node, hub, garis = kabel
    node.di_sini(_tulis_baru, 1)
    bertemu(kabel)
    hub.di_sini(terapkan_lama)
    pengganti = buat_mesin("pengganti")
    pengganti.diri = node.diri
    pengganti.di_sini(jalankan, garis, pengganti.diri)
    assert pengganti.di_sini(wire) == node.di_sini(wire)


def test_a_broken_bridge_sets_the_event_aside_and_nothing_else(kabel: Tiga) -> None:
    node, hub, _ = kabel
    for no in range(3):
        node.di_sini(keluarga, no, alamat=f"Jalan {no}", dusun="rusak" if no == 1 else "Cikawung")
    bertemu(kabel)

    def patah(publik: Bagian, pribadi: Bagian) -> Isi:
        if pribadi["dusun"] == "rusak":
            raise KeyError("dusun")
        return _naik_1(publik, pribadi)

    def terapkan() -> None:
        with program_baru():
            versi._jembatan[TABEL, 1] = Jembatan(TABEL, 1, patah, _turun_2)
            while run_once(TerapkanAliran(BARU)).dikerjakan:
                pass

    hub.di_sini(terapkan)
    assert [k.sebab for k in hub.di_sini(lambda: list(Karantina.objects.all()))] == [
        "sinkron.tidak_dapat_diterapkan"
    ]
    assert len(hub.di_sini(isi)) == 2
