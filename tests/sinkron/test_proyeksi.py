"""The tables of a hub follow the stream of a village, whatever happens on the way."""

import os
import signal
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from eoffice.arsip.models import Nomor
from eoffice.jejak.desa import daftarkan_desa, kenali_desa, ubah_identitas
from eoffice.jejak.models import Kursor, Peristiwa
from eoffice.jejak.verify import periksa_rantai
from eoffice.kernel.ids import new_id
from eoffice.penduduk.models import Penduduk
from eoffice.sinkron.models import Karantina
from eoffice.sinkron.selectors import tertahan as tertahan_lengkap
from eoffice.sinkron.services import sesi
from eoffice.wilayah.models import Desa
from eoffice.wilayah.selectors import identitas
from tests.conftest import CISONTROL
from tests.penduduk import berkas_uji as uji
from tests.sinkron.kerja import (
    bawa,
    gambaran,
    mengimpor,
    nomor,
    sama,
    terapkan,
    tertahan,
    turunan,
)
from tests.sinkron.mesin import Kabel, Mesin, kenalkan

pytestmark = pytest.mark.hanya_sqlite  # disks are copied as files
Buat = Callable[[str], Mesin]
Dua = tuple[Mesin, Mesin]


def lupakan_kursor() -> None:
    Kursor.objects.all().delete()


def test_a_village_that_worked_fills_every_table(dua: Dua) -> None:
    kosong = {nama for nama, isi in dua[0].di_sini(gambaran).items() if not isi}
    assert kosong <= {
        "surat.surat",
        "surat.kiriman_warga",
        "penduduk.permintaan_koreksi",
        "surat.ekspedisi",
        "surat.formulir_padam",
        "dokumen.otoritas",
        "dokumen.penandatangan",
    }, "tested beside letters and keys"


def test_an_empty_hub_makes_every_table_from_the_stream(dua: Dua) -> None:
    node, hub = dua
    assert hub.di_sini(terapkan) == node.di_sini(Peristiwa.objects.count)
    sama(node, hub)
    assert hub.di_sini(periksa_rantai, CISONTROL).utuh


def test_applying_writes_no_event(dua: Dua) -> None:
    node, hub = dua
    hub.di_sini(terapkan)
    assert hub.peristiwa() == node.peristiwa()


@pytest.mark.parametrize("sekali", [1, 2, 5, 13])
def test_any_cut_gives_the_same_tables(dua: Dua, sekali: int) -> None:
    node, hub = dua
    hub.di_sini(terapkan, sekali)
    sama(node, hub)


@pytest.mark.parametrize("sekali", [1, 200])
def test_applied_twice_nothing_changes(dua: Dua, sekali: int) -> None:
    node, hub = dua
    hub.di_sini(terapkan)
    hub.di_sini(lupakan_kursor)
    assert hub.di_sini(terapkan, sekali) == node.di_sini(Peristiwa.objects.count)
    sama(node, hub)


def test_the_village_itself_finds_nothing_to_do_in_its_own_stream(dua: Dua) -> None:
    node, _ = dua
    sebelum = node.di_sini(gambaran), node.di_sini(turunan)
    node.di_sini(terapkan)
    assert (node.di_sini(gambaran), node.di_sini(turunan)) == sebelum
    assert node.di_sini(tertahan) == []


@pytest.mark.parametrize("pernyataan", [3, 9, 17, 30])
def test_killed_at_any_statement_the_next_run_goes_on(dua: Dua, pernyataan: int) -> None:
    """A process that dies by SIGKILL in the middle of a batch: either all of it is there, or nothing."""
    node, hub = dua
    assert os.WTERMSIG(_mati(hub, pernyataan)) == signal.SIGKILL
    hub.di_sini(terapkan, 5)
    sama(node, hub)


def _mati(hub: Mesin, pernyataan: int) -> int:
    anak = os.fork()
    if anak == 0:
        try:
            hub.di_sini(_terapkan_sampai_mati, pernyataan)
        finally:
            os._exit(0)
    return os.waitpid(anak, 0)[1]


def _terapkan_sampai_mati(sisa: int) -> None:
    def bungkus(jalankan: Any, sql: str, *lain: Any) -> Any:
        nonlocal sisa
        sisa -= sql.startswith(("INSERT", "UPDATE"))
        if sisa < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return jalankan(sql, *lain)

    with connection.execute_wrapper(bungkus):
        terapkan(5)


def test_a_first_load_does_not_ask_for_every_row(dua: Dua) -> None:
    """5,000 residents one by one take a minute; in batches some seconds."""
    node, hub = dua
    hub.di_sini(terapkan)
    orang = [uji.orang(nik=f"320715010180{urut:04d}", nama=f"ORANG {urut}") for urut in range(1, 151)]
    node.di_sini(mengimpor, uji.orang(), *orang)
    bawa(node, hub)

    def hitung() -> int:
        with CaptureQueriesContext(connection) as pernyataan:
            terapkan()
        return len(pernyataan)

    assert hub.di_sini(hitung) < 60
    sama(node, hub)


# ---- a village set back to a copy ----


def _pulih_dan_beda(node: Mesin, hub: Mesin, dulu: Callable[[], object], kini: Callable[[], object]) -> None:
    """Let the village do something, tell it, be set back, do something else, and tell that too."""
    kenalkan(node, hub)
    kabel = Kabel(hub)
    node.di_sini(sesi.jalankan, kabel, node.diri)
    node.cadangkan()
    for kerja in (dulu, kini):
        node.di_sini(kerja)
        node.di_sini(sesi.jalankan, kabel, node.diri)
        hub.di_sini(terapkan)
        if kerja is dulu:
            node.pulihkan(0)


def test_a_number_given_twice_overwrites_nothing(dua: Dua) -> None:
    node, hub = dua
    lama, baru = new_id(), new_id()
    _pulih_dan_beda(node, hub, lambda: nomor(lama), lambda: nomor(baru))
    (satu,) = hub.di_sini(tertahan_lengkap)
    assert (satu.jenis, satu.sebab.kode) == ("arsip.nomor", "arsip.nomor_ganda")
    assert satu.sebab.params == {"nomor": "400.9.14.5/046/3207152004/IV/2026"}
    pemegang = hub.di_sini(lambda: list(Nomor.objects.filter(urut=46).values_list("untuk", flat=True)))
    assert pemegang == [lama], "who was told first keeps it until a person decides"


def test_after_a_number_given_twice_the_next_is_written(dua: Dua) -> None:
    """Both branches opened the same books, so what follows finds its place."""
    node, hub = dua

    def buku_baru(kali: int) -> None:
        for _ in range(kali):
            nomor(buku="buku_lain", pola="BL/{urut:3}/{tahun}")

    _pulih_dan_beda(node, hub, lambda: buku_baru(1), lambda: buku_baru(3))
    assert [sebab for _, sebab in hub.di_sini(tertahan)] == ["arsip.nomor_ganda"]
    urut = hub.di_sini(
        lambda: list(Nomor.objects.filter(teks__startswith="BL/").values_list("urut", flat=True))
    )
    assert sorted(urut) == [45, 46, 47]


def test_a_person_changed_in_both_branches_is_set_aside(dua: Dua) -> None:
    node, hub = dua
    _pulih_dan_beda(
        node,
        hub,
        lambda: mengimpor(uji.orang(nama="ASEP SUTISNA, S.E.")),
        lambda: mengimpor(uji.orang(nama="ASEP SUTISNA, S.H.")),
    )
    assert ("penduduk.penduduk_dicatat", "sinkron.dua_cabang") in hub.di_sini(tertahan)
    asep = hub.di_sini(lambda: Penduduk.objects.get(nik=uji.ASEP).nama)
    assert asep == "ASEP SUTISNA, S.E."


def test_what_the_other_branch_goes_on_with_waits_too(dua: Dua) -> None:
    """Else the second change would be written over the first of the other branch."""
    node, hub = dua

    def dua_kali() -> None:
        for gelar in ("S.H.", "S.H., M.H."):
            mengimpor(uji.orang(nama=f"ASEP SUTISNA, {gelar}"), uji.istri(nama=f"EUIS KOMARIAH, {gelar}"))

    _pulih_dan_beda(node, hub, lambda: mengimpor(uji.orang(nama="ASEP SUTISNA, S.E."), uji.istri()), dua_kali)
    nama = hub.di_sini(lambda: list(Penduduk.objects.order_by("nama").values_list("nama", flat=True)))
    assert "ASEP SUTISNA, S.E." in nama
    assert ("penduduk.penduduk_dicatat", "sinkron.menunggu_yang_tertahan") in hub.di_sini(tertahan)


def test_the_same_change_made_again_after_a_restore_is_no_contradiction(dua: Dua) -> None:
    node, hub = dua

    def ubah() -> None:
        ubah_identitas(pelaku="uji", telepon="0265-555-0199")

    _pulih_dan_beda(node, hub, ubah, ubah)
    assert hub.di_sini(tertahan) == []


# ---- the village itself ----


def test_a_hub_makes_room_for_a_village_that_tells_of_itself(buat_mesin: Buat) -> None:
    node, hub = buat_mesin("desa"), buat_mesin("kabupaten")
    for mesin in (node, hub):
        mesin.di_sini(lambda: Desa.objects.all().delete())
    with node.tanpa_lingkup():
        assert daftarkan_desa(kode=CISONTROL, pelaku="uji")
    with hub.tanpa_lingkup():
        assert kenali_desa(kode=CISONTROL)
        assert not kenali_desa(kode=CISONTROL)
        assert not daftarkan_desa(kode=CISONTROL, pelaku="uji"), "it is served elsewhere"
    node.di_sini(ubah_identitas, pelaku="uji", alamat="Jalan Raya Cisontrol Nomor 17")
    assert hub.di_sini(identitas).revisi == 0
    bawa(node, hub)
    hub.di_sini(terapkan)
    assert hub.di_sini(identitas) == node.di_sini(identitas)
    assert hub.di_sini(identitas).revisi == 2
    assert hub.di_sini(Karantina.objects.count) == 0
