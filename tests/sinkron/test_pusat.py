"""An officer's acts on real streams of two installations: trying again, leaving out, and how the tables meet again."""

from uuid import UUID

import pytest

from config.proyeksi import PROYEKSI
from eoffice.jejak.aliran import semua_ujung
from eoffice.jejak.selectors import PeristiwaTercatat, sesudah
from eoffice.jejak.verify import periksa_rantai
from eoffice.sinkron.models import Karantina
from eoffice.sinkron.selectors import tertahan as tertahan_lengkap
from eoffice.sinkron.services import keadaan, pusat
from eoffice.sinkron.services.pusat import Petugas
from tests.conftest import CISONTROL
from tests.penduduk import berkas_uji as uji
from tests.sinkron.cocok_alat import PROYEKSI as KELUARGA
from tests.sinkron.cocok_alat import isi, keluarga, sql
from tests.sinkron.kerja import bawa, mengimpor, terapkan, tertahan
from tests.sinkron.kerja import sama as sama_isi
from tests.sinkron.mesin import Mesin
from tests.sinkron.test_cocok import Tiga, bertemu, cocokkan, kk, sama
from tests.sinkron.test_proyeksi_tertahan import Dua, _buang, _halangi

__all__ = ["sama"]
pytestmark = pytest.mark.hanya_sqlite  # disks are copied as files
DIAN = Petugas(UUID(int=77), "Dian Permana")


def coba_lagi(hub: Mesin) -> int:
    return hub.di_sini(pusat.coba_lagi, petugas=DIAN, proyeksi=PROYEKSI)  # type: ignore[no-any-return]


def jejak(mesin: Mesin) -> list[tuple[str, str, str]]:
    return [(t.kata, t.nama, t.alasan) for t in mesin.di_sini(pusat.riwayat_tindakan, 9)]


def buang(hub: Mesin, nomor: int = 0) -> None:
    karantina = hub.di_sini(tertahan_lengkap)[nomor].id
    hub.di_sini(
        pusat.buang_tertahan, petugas=DIAN, karantina_id=karantina, alasan="Salah hapus", proyeksi=KELUARGA
    )


def test_trying_again_helps_once_the_cause_is_gone_and_the_row_knows(dua: Dua) -> None:
    node, hub = dua
    penghalang = hub.di_sini(_halangi)
    node.di_sini(mengimpor, uji.istri(nama="EUIS KOMARIAH, S.PD."))
    bawa(node, hub)
    hub.di_sini(terapkan)
    macet = len(hub.di_sini(tertahan))
    assert macet > 1
    assert coba_lagi(hub) == 0
    assert hub.di_sini(keadaan.keadaan).tertahan == macet
    hub.di_sini(_buang, penghalang)
    assert coba_lagi(hub) == macet
    assert hub.di_sini(keadaan.keadaan).tertahan == 0
    assert jejak(hub) == [("coba_lagi", "Dian Permana", "")] * 2
    sama_isi(node, hub)


def _rusakkan(sama: Tiga) -> tuple[Mesin, Mesin]:
    """Lose a row at the hub, so that the village's next change of it is held there."""
    node, hub, _ = sama
    hub.di_sini(sql, "DELETE FROM penduduk_keluarga WHERE no_kk = %s", kk(6))
    node.di_sini(keluarga, 6, alamat="Dusun baru")
    bertemu(sama)
    assert [satu.sebab.kode for satu in hub.di_sini(tertahan_lengkap)] == ["sinkron.revisi_melompat"]
    return node, hub


def test_what_was_left_out_is_told_anew_by_its_owner_when_tables_are_compared(sama: Tiga) -> None:
    node, hub = _rusakkan(sama)
    buang(hub)
    assert hub.di_sini(tertahan_lengkap) == []
    assert kk(6) not in hub.di_sini(isi)
    assert len(cocokkan(sama)) == 1
    assert hub.di_sini(isi) == node.di_sini(isi)
    assert hub.di_sini(isi)[kk(6)] == (2, "Dusun baru")
    assert hub.di_sini(lambda: Karantina.objects.get().diputuskan_oleh) == "Dian Permana"


def test_what_waited_behind_is_looked_at_again(sama: Tiga) -> None:
    node, hub = _rusakkan(sama)
    node.di_sini(keluarga, 6, alamat="Dusun lagi")
    bertemu(sama)
    sebab = [satu.sebab.kode for satu in hub.di_sini(tertahan_lengkap)]
    assert sebab == ["sinkron.revisi_melompat", "sinkron.menunggu_yang_tertahan"]
    buang(hub)
    assert [satu.sebab.kode for satu in hub.di_sini(tertahan_lengkap)] == ["sinkron.revisi_melompat"]
    assert len(cocokkan(sama)) == 1
    assert hub.di_sini(tertahan_lengkap) == []
    assert hub.di_sini(isi)[kk(6)] == (3, "Dusun lagi")


def test_the_village_goes_on_writing_the_row_that_was_left_out(sama: Tiga) -> None:
    node, hub = _rusakkan(sama)
    buang(hub)
    cocokkan(sama)
    node.di_sini(keluarga, 6, alamat="Dusun terakhir")
    bertemu(sama)
    assert hub.di_sini(isi)[kk(6)] == (3, "Dusun terakhir")
    assert hub.di_sini(tertahan_lengkap) == []


def test_the_village_reads_who_left_what_out_and_why(sama: Tiga) -> None:
    node, hub = _rusakkan(sama)
    buang(hub)
    bertemu(sama)
    assert jejak(node) == jejak(hub) == [("buang", "Dian Permana", "Salah hapus")]
    assert node.di_sini(tertahan_lengkap) == []
    (satu,) = node.di_sini(_tindakan)
    assert (satu.macam, satu.pelaku) == ("cmd", str(DIAN.id))
    assert satu.publik["rincian"]["sebab"] == "sinkron.revisi_melompat"
    assert satu.publik["rincian"].keys() == {"jenis", "urut", "sebab", "agregat_id"}
    for mesin in (node, hub):
        assert mesin.di_sini(periksa_rantai, CISONTROL).putus is None


def _tindakan() -> list[PeristiwaTercatat]:
    semua = [satu for aliran in semua_ujung() for satu in sesudah(aliran.epoch, 0, 500)]
    return [satu for satu in semua if satu.jenis == "sinkron.tindakan"]


def test_the_last_event_of_the_village_is_found_equal_after_an_act(sama: Tiga) -> None:
    """An act is no row of any table: it neither changes a digest nor makes the village repair anything."""
    _, hub, _ = sama
    hub.di_sini(pusat.coba_lagi, petugas=DIAN, proyeksi=KELUARGA)
    assert cocokkan(sama) == []
    assert hub.di_sini(keadaan.keadaan).tabel_beda == 0
