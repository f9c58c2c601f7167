"""What cannot be applied waits for its cause to go; who is erased is erased on every side."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from config.proyeksi import PROYEKSI
from config.workers import TUGAS
from eoffice.jejak import registry
from eoffice.jejak.models import MuatanPribadi
from eoffice.jejak.selectors import PeristiwaTercatat
from eoffice.jejak.services import hapus_pribadi
from eoffice.jejak.verify import periksa_rantai
from eoffice.penduduk.models import Penduduk
from eoffice.sinkron.selectors import tertahan as tertahan_lengkap
from eoffice.sinkron.services.terapkan import Penerap
from tests.conftest import CISONTROL
from tests.penduduk import berkas_uji as uji
from tests.sinkron.kerja import (
    bawa,
    bekerja,
    gambaran,
    isi_beda,
    mengimpor,
    nomor,
    sama,
    terapkan,
    tertahan,
)
from tests.sinkron.mesin import Mesin

pytestmark = pytest.mark.hanya_sqlite  # disks are copied as files
Buat = Callable[[str], Mesin]
Dua = tuple[Mesin, Mesin]


def coba_lagi() -> int:
    return Penerap(PROYEKSI).coba_lagi()


# ---- what cannot be applied ----


def _halangi() -> UUID:
    """Let somebody at the hub hold Euis's NIK already: her events cannot be written."""
    penghalang = Penduduk(nik=uji.EUIS, nama="SALAH KETIK", jenis_kelamin="P", kunci_cari="x")
    penghalang.save(force_insert=True)
    return penghalang.pk


def _euis() -> UUID:
    return Penduduk.objects.get(nik=uji.EUIS).pk


def _buang(pk: UUID) -> None:
    Penduduk.objects.filter(pk=pk).delete()


def test_a_poisoned_event_holds_only_its_aggregate_and_later_ones_wait_behind_it(dua: Dua) -> None:
    node, hub = dua
    penghalang = hub.di_sini(_halangi)
    euis = node.di_sini(_euis)
    node.di_sini(mengimpor, uji.istri(nama="EUIS KOMARIAH, S.PD."))
    bawa(node, hub)
    hub.di_sini(terapkan)
    nama = "penduduk.penduduk_dicatat"
    macet = hub.di_sini(tertahan)
    assert macet[0] == (nama, "sinkron.tidak_dapat_diterapkan")
    assert set(macet[1:]) == {(nama, "sinkron.menunggu_yang_tertahan")}
    assert {satu.agregat_id for satu in hub.di_sini(tertahan_lengkap)} == {euis}
    beda = {agregat_id for agregat_id, _ in baris(node, nama) ^ baris(hub, nama)}
    assert beda == {euis, penghalang}, "everybody else is written"
    assert list(isi_beda(node.di_sini(gambaran), hub.di_sini(gambaran))) == [nama]
    assert hub.di_sini(coba_lagi) == 0, "the cause is still there"
    hub.di_sini(_buang, penghalang)
    assert hub.di_sini(coba_lagi) == len(macet)
    sama(node, hub)


def test_the_worker_tries_again_by_the_clock(dua: Dua) -> None:
    """Also when nothing new arrives: a program was updated, or somebody cleared the way."""
    node, hub = dua
    penghalang = hub.di_sini(_halangi)
    hub.di_sini(terapkan)
    hub.di_sini(_buang, penghalang)
    tugas = next(satu for satu in TUGAS if satu.nama == "tertahan")
    with hub.tanpa_lingkup():
        tugas.jalankan()
    sama(node, hub)


def test_what_needs_a_person_is_not_tried_with_every_batch(dua: Dua, monkeypatch: pytest.MonkeyPatch) -> None:
    node, hub = dua
    hub.di_sini(_halangi)
    hub.di_sini(terapkan)
    node.di_sini(nomor)
    bawa(node, hub)
    dicoba: list[PeristiwaTercatat] = []
    asli = Penerap._satu

    def catat(penerap: Penerap, peristiwa: PeristiwaTercatat, **lain: bool) -> Any:
        dicoba.append(peristiwa)
        return asli(penerap, peristiwa, **lain)

    monkeypatch.setattr(Penerap, "_satu", catat)
    hub.di_sini(terapkan)
    assert {satu.jenis for satu in dicoba} <= {"arsip.nomor"}


@pytest.mark.parametrize("sekali", [1, 200])
def test_a_new_event_of_a_held_aggregate_waits_too(dua: Dua, sekali: int) -> None:
    node, hub = dua
    penghalang = hub.di_sini(_halangi)
    hub.di_sini(terapkan, sekali)
    node.di_sini(mengimpor, uji.istri(nama="EUIS KOMARIAH, S.PD."))
    bawa(node, hub)
    hub.di_sini(terapkan, sekali)
    assert hub.di_sini(tertahan)[-1] == ("penduduk.penduduk_dicatat", "sinkron.menunggu_yang_tertahan")
    hub.di_sini(_buang, penghalang)
    hub.di_sini(coba_lagi)
    sama(node, hub)


def baris(mesin: Mesin, nama: str) -> set[tuple[UUID, str]]:
    return {(satu.agregat_id, repr(satu)) for satu in mesin.di_sini(gambaran)[nama]}


@pytest.mark.parametrize("induk", ["penduduk.keluarga_dicatat", "akun.pejabat"])
def test_an_unknown_version_waits_and_its_children_with_it(
    dua: Dua, induk: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    node, hub = dua
    with monkeypatch.context() as program_lama:
        program_lama.delitem(registry._terdaftar, (induk, 1))
        hub.di_sini(terapkan)
    sebab = dict.fromkeys(sebab for jenis, sebab in hub.di_sini(tertahan) if jenis == induk)
    assert next(iter(sebab)) == "sinkron.versi_belum_dikenal"
    assert {sebab for jenis, sebab in hub.di_sini(tertahan) if jenis != induk} <= {
        "sinkron.induk_belum_ada",
        "sinkron.menunggu_yang_tertahan",
    }
    assert hub.di_sini(coba_lagi) > 0
    hub.di_sini(coba_lagi)
    sama(node, hub)


# ---- erased people ----


def _hapus(pk: UUID) -> None:
    hapus_pribadi(agregat="penduduk", agregat_id=pk, alasan="permintaan", pelaku="kades")


def _pribadi(pk: UUID) -> int:
    return (
        MuatanPribadi.objects.filter(peristiwa__agregat_id=pk)
        .exclude(peristiwa__jenis="jejak.pribadi_dihapus")
        .count()
    )


def test_who_is_erased_in_the_village_is_erased_at_the_hub(dua: Dua) -> None:
    node, hub = dua
    hub.di_sini(terapkan)
    euis = node.di_sini(_euis)
    assert hub.di_sini(_pribadi, euis) > 0
    node.di_sini(_hapus, euis)
    bawa(node, hub)
    hub.di_sini(terapkan)
    assert hub.di_sini(_pribadi, euis) == 0
    assert hub.di_sini(periksa_rantai, CISONTROL).utuh
    sama(node, hub)


def test_who_was_erased_before_he_was_sent_comes_with_his_next_change(buat_mesin: Buat) -> None:
    """What was erased cannot be written, and must not hold up what is told of him later."""
    node, hub = buat_mesin("desa"), buat_mesin("kabupaten")
    node.di_sini(bekerja)
    node.di_sini(_hapus, node.di_sini(_euis))
    bawa(node, hub)
    hub.di_sini(terapkan)
    assert hub.di_sini(tertahan) == []
    assert not hub.di_sini(lambda: Penduduk.objects.filter(nik=uji.EUIS).exists())
    node.di_sini(mengimpor, uji.istri(nama="EUIS KOMARIAH, S.PD."))
    bawa(node, hub)
    hub.di_sini(terapkan)
    sama(node, hub)


def test_an_erasure_does_not_wait_behind_what_cannot_be_applied(dua: Dua) -> None:
    node, hub = dua
    penghalang = hub.di_sini(_halangi)
    hub.di_sini(terapkan)
    euis = node.di_sini(_euis)
    assert hub.di_sini(_pribadi, euis) > 0
    node.di_sini(_hapus, euis)
    bawa(node, hub)
    hub.di_sini(terapkan)
    assert hub.di_sini(_pribadi, euis) == 0
    hub.di_sini(coba_lagi)
    assert hub.di_sini(tertahan) == [], "nothing of her is left to be written"
    hub.di_sini(_buang, penghalang)
    assert not hub.di_sini(lambda: Penduduk.objects.filter(nik=uji.EUIS).exists())
