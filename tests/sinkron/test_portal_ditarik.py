"""A citizen's requests about a letter that the regency took back: carried out where it is written now."""

from uuid import UUID

import pytest

from eoffice.kernel.peran import Peran
from eoffice.sinkron.services import tarik
from eoffice.sinkron.services.pusat import Petugas
from eoffice.sinkron.services.sesi import jalankan
from eoffice.surat import services as surat
from eoffice.surat.projections import ProyeksiSurat
from eoffice.surat.rules.alur import Aksi, Status
from eoffice.surat.rules.kiriman import Tempat
from eoffice.surat.selectors.meja import rincian
from eoffice.surat.services.ditarik import langkah_kabupaten
from tests.sinkron.garis_uji import bekerja
from tests.sinkron.kerja import terapkan, tertahan
from tests.sinkron.portal_uji import Portal, baris, di_mana, jawaban

pytestmark = pytest.mark.hanya_sqlite  # two database files in one process


@pytest.fixture
def surat_id(portal: Portal) -> UUID:
    """A letter that was asked for at the portal and that the village accepted."""
    satu = portal.ajukan()
    portal.bertemu(2)
    return satu


def ambil_kembali(portal: Portal, surat_id: UUID) -> None:
    """Let two people of the regency take the letter back."""

    def jalan() -> None:
        usul = tarik.usulkan_tarik(agregat_id=surat_id, alasan="server mati", oleh="ani", nama="Ani")
        tarik.setujui_tarik(usul_id=usul, proyeksi=ProyeksiSurat(), oleh="budi", nama="Budi")
        terapkan()

    portal.hub.di_sini(jalan)


def test_a_request_that_still_waits_is_carried_out_at_the_regency(portal: Portal, surat_id: UUID) -> None:
    portal.tarik(surat_id)
    ambil_kembali(portal, surat_id)
    portal.bertemu(3)
    assert (di_mana(portal.hub, surat_id), di_mana(portal.node, surat_id)) == (Tempat.SINI, Tempat.DITARIK)
    assert baris(portal.hub, surat_id) == baris(portal.node, surat_id) == (Status.DITARIK, 2)
    assert jawaban(portal.hub, surat_id) == jawaban(portal.node, surat_id) == ("dijalankan", "")
    assert portal.hub.di_sini(tertahan) == portal.node.di_sini(tertahan) == []


def test_after_that_the_citizen_acts_at_once(portal: Portal, surat_id: UUID) -> None:
    ambil_kembali(portal, surat_id)
    assert portal.tarik(surat_id) is True
    portal.bertemu(2)
    assert baris(portal.hub, surat_id) == baris(portal.node, surat_id) == (Status.DITARIK, 2)


def test_given_again_the_village_carries_out_what_comes(portal: Portal, surat_id: UUID) -> None:
    ambil_kembali(portal, surat_id)
    portal.bertemu()
    portal.hub.di_sini(tarik.beri_lagi, agregat_id=surat_id, proyeksi=ProyeksiSurat(), oleh="ani")
    assert portal.tarik(surat_id) is False
    portal.bertemu(3)
    assert baris(portal.hub, surat_id) == baris(portal.node, surat_id) == (Status.DITARIK, 2)
    assert jawaban(portal.hub, surat_id) == ("dijalankan", "")


def test_a_village_that_answered_before_it_heard_loses_nothing(portal: Portal, surat_id: UUID) -> None:
    """Both carried it out: the regency's holds, what the village did is set aside, and the answers are one."""
    portal.tarik(surat_id)
    portal.node.di_sini(jalankan, portal.garis, portal.node.diri)
    bekerja(portal.node)
    assert portal.node.di_sini(surat.laksanakan) == 1
    ambil_kembali(portal, surat_id)
    bekerja(portal.hub)
    assert portal.hub.di_sini(surat.laksanakan) == 1
    portal.bertemu(3)
    assert baris(portal.hub, surat_id) == (Status.DITARIK, 2)
    assert jawaban(portal.hub, surat_id) == ("dijalankan", "")
    assert portal.hub.di_sini(tertahan) == [("surat.surat", "sinkron.ditarik")]
    assert portal.node.di_sini(tertahan) == []


def putuskan(portal: Portal, surat_id: UUID, aksi: Aksi) -> None:
    """Let Dian of the regency take a step."""
    portal.hub.di_sini(
        langkah_kabupaten,
        surat_id=surat_id,
        aksi=aksi,
        petugas=Petugas(UUID(int=9), "Dian"),
        alasan="Foto buram.",
    )


def langkah_terakhir(portal: Portal, surat_id: UUID) -> tuple[Aksi, str, str]:
    """Return the last step as the village reads it."""
    akhir = portal.node.di_sini(rincian, surat_id).langkah[-1]
    return akhir.aksi, akhir.pelaku, akhir.catatan


def test_returned_by_the_regency_the_citizen_mends_at_once_and_the_village_goes_on(
    portal: Portal, surat_id: UUID
) -> None:
    ambil_kembali(portal, surat_id)
    putuskan(portal, surat_id, Aksi.KEMBALIKAN)
    portal.bertemu(2)
    assert baris(portal.hub, surat_id) == baris(portal.node, surat_id) == (Status.DIKEMBALIKAN, 2)
    assert langkah_terakhir(portal, surat_id) == (Aksi.KEMBALIKAN, "petugas kabupaten", "Foto buram.")
    draf = portal.perbaikan(surat_id, usaha="Warung nasi")
    portal.hub.di_sini(surat.ajukan_ulang, surat_id=surat_id, draf_id=draf, oleh=portal.oleh)
    portal.hub.di_sini(tarik.beri_lagi, agregat_id=surat_id, proyeksi=ProyeksiSurat(), oleh="ani")
    portal.bertemu(3)
    assert di_mana(portal.node, surat_id) == Tempat.SINI
    portal.terbitkan(surat_id)
    portal.bertemu(2)
    assert baris(portal.hub, surat_id) == baris(portal.node, surat_id)
    assert baris(portal.hub, surat_id)[0] == Status.TERBIT
    assert portal.hub.di_sini(tertahan) == portal.node.di_sini(tertahan) == []


def test_refused_by_the_regency_it_is_over_on_both_sides(portal: Portal, surat_id: UUID) -> None:
    ambil_kembali(portal, surat_id)
    putuskan(portal, surat_id, Aksi.TOLAK)
    portal.bertemu(2)
    assert baris(portal.hub, surat_id) == baris(portal.node, surat_id) == (Status.DITOLAK, 2)
    assert langkah_terakhir(portal, surat_id) == (Aksi.TOLAK, "petugas kabupaten", "Foto buram.")


def test_what_the_village_did_meanwhile_waits_for_a_decision_beside_the_refusal(
    portal: Portal, surat_id: UUID
) -> None:
    portal.langkah(surat_id, Aksi.VERIFIKASI, Peran.OPERATOR)
    ambil_kembali(portal, surat_id)
    putuskan(portal, surat_id, Aksi.TOLAK)
    portal.bertemu(3)
    assert baris(portal.hub, surat_id) == baris(portal.node, surat_id) == (Status.DITOLAK, 2)
    assert portal.hub.di_sini(tertahan) == [("surat.surat", "sinkron.ditarik")]
