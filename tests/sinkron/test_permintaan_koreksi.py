"""A correction asked for at the regency's portal reaches the village's own server, and the answer comes back."""

from uuid import UUID

import pytest

from eoffice.dokumen import services as dokumen
from eoffice.penduduk import services
from eoffice.penduduk.models import Penduduk
from eoffice.penduduk.rules.permintaan import Hasil, RincianPermintaan
from eoffice.penduduk.selectors.permintaan import permintaan_menunggu, permintaan_orang, satu_permintaan
from tests.penduduk.koreksi_uji import betulkan, lembar
from tests.penduduk.permintaan_uji import minta
from tests.sinkron.kerja import gambaran, isi_beda, tertahan
from tests.sinkron.mesin import Mesin
from tests.sinkron.portal_uji import Portal

pytestmark = pytest.mark.hanya_sqlite  # two database files in one process


def di(mesin: Mesin, permintaan_id: UUID) -> RincianPermintaan:
    satu: RincianPermintaan = mesin.di_sini(satu_permintaan, permintaan_id)
    return satu


def sama(portal: Portal) -> None:
    """Fail unless both sides hold the same register, and nothing is set aside."""
    assert portal.hub.di_sini(tertahan) == portal.node.di_sini(tertahan) == []
    desa, hub = (m.di_sini(gambaran) for m in (portal.node, portal.hub))
    penting = ("penduduk.permintaan", "penduduk.koreksi")
    assert [nama for nama in isi_beda(desa, hub) if nama.startswith(penting)] == []


@pytest.fixture
def diminta(portal: Portal) -> UUID:
    """Asep asks at the portal for another religion."""
    permintaan_id: UUID = portal.hub.di_sini(minta, portal.warga, portal.penduduk_id)
    return permintaan_id


def test_it_waits_at_the_portal_until_the_village_has_heard(portal: Portal, diminta: UUID) -> None:
    assert portal.node.di_sini(permintaan_menunggu) == []
    assert di(portal.hub, diminta).menunggu
    portal.bertemu(2)
    (satu,) = portal.node.di_sini(permintaan_menunggu)
    assert (satu.id, satu.kolom, satu.usul) == (diminta, "agama", 2)
    foto = satu.berkas[0].sha256
    assert portal.node.di_sini(dokumen.baca, foto) == portal.hub.di_sini(dokumen.baca, foto)
    sama(portal)


def test_the_village_corrects_and_the_portal_shows_both(portal: Portal, diminta: UUID) -> None:
    portal.bertemu()
    portal.node.di_sini(betulkan, portal.penduduk_id, lembar(permintaan=diminta), agama=2)
    portal.bertemu(2)
    assert di(portal.hub, diminta).hasil is Hasil.DITERIMA
    assert portal.hub.di_sini(lambda: Penduduk.objects.get(pk=portal.penduduk_id).agama) == 2
    sama(portal)


def test_the_village_refuses_and_the_portal_says_why(portal: Portal, diminta: UUID) -> None:
    portal.bertemu()
    tolak = {"permintaan_id": diminta, "alasan": "Di KTP sama", "oleh": "uji"}
    portal.node.di_sini(services.tolak_permintaan, **tolak)
    portal.bertemu(2)
    (satu,) = portal.hub.di_sini(permintaan_orang, portal.penduduk_id)
    assert (satu.hasil, satu.alasan) == (Hasil.DITOLAK, "Di KTP sama")
    sama(portal)


def test_asked_at_both_sides_both_are_asked(portal: Portal, diminta: UUID) -> None:
    lain = portal.node.di_sini(minta, portal.warga, portal.penduduk_id, kolom="nama_ibu", usul="ICIH")
    portal.bertemu(2)
    for mesin in (portal.node, portal.hub):
        assert {p.id for p in mesin.di_sini(permintaan_menunggu)} == {diminta, lain}
    sama(portal)
