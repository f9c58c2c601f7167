"""A wallet stays where its account is: the other side hears that something was kept, never what, and holds nothing."""

from typing import Any
from uuid import UUID

import pytest

from eoffice.dokumen import services as dokumen
from eoffice.jejak.models import MuatanPribadi, Peristiwa
from eoffice.surat import services as surat
from eoffice.surat.models import Berkas, BerkasSaya
from tests.pabrik import foto
from tests.sinkron.kerja import tertahan
from tests.sinkron.mesin import Mesin
from tests.sinkron.portal_uji import Portal

pytestmark = pytest.mark.hanya_sqlite  # two database files in one process


@pytest.fixture
def berkas_id(portal: Portal) -> UUID:
    """Asep keeps his KTP at the portal."""
    simpan: dict[str, Any] = {"pemilik": portal.warga, "jenis": "ktp", "data": foto(), "setuju": True}
    satu: UUID = portal.hub.di_sini(surat.simpan_dompet, **simpan)
    return satu


def terdengar(mesin: Mesin) -> list[str]:
    def baca() -> list[str]:
        semua = Peristiwa.objects.filter(jenis="surat.berkas_saya").order_by("urut")
        return [satu.publik["tindakan"] for satu in semua]

    semua: list[str] = mesin.di_sini(baca)
    return semua


def test_the_village_hears_of_it_and_holds_neither_row_nor_bytes(portal: Portal, berkas_id: UUID) -> None:
    sandi = portal.hub.di_sini(lambda: BerkasSaya.objects.get().sandi)
    portal.bertemu(2)
    assert terdengar(portal.node) == terdengar(portal.hub) == ["disimpan"]
    assert portal.node.di_sini(BerkasSaya.objects.count) == 0
    assert not portal.node.di_sini(dokumen.ada, sandi)
    assert portal.node.di_sini(tertahan) == portal.hub.di_sini(tertahan) == []
    del berkas_id


def test_wiped_at_the_portal_the_village_hears_that_and_holds_nothing_private(
    portal: Portal, berkas_id: UUID
) -> None:
    portal.bertemu(2)
    portal.hub.di_sini(surat.hapus_dompet, berkas_id=berkas_id, pemilik=portal.warga)
    portal.bertemu(2)
    assert terdengar(portal.node) == terdengar(portal.hub) == ["disimpan", "dihapus"]

    def sisa() -> int:
        return MuatanPribadi.objects.filter(peristiwa__jenis="surat.berkas_saya").exclude(isi={}).count()

    assert portal.hub.di_sini(sisa) == portal.node.di_sini(sisa) == 0
    assert portal.node.di_sini(tertahan) == portal.hub.di_sini(tertahan) == []


def test_what_was_used_for_an_application_reaches_the_village_with_it(
    portal: Portal, berkas_id: UUID
) -> None:
    draf = portal.draf()
    pakai: dict[str, Any] = {"pemilik": portal.warga, "draf_id": draf, "syarat": "kk", "setuju": True}
    portal.hub.di_sini(surat.pakai_dompet, berkas_id=berkas_id, **pakai)
    portal.hub.di_sini(surat.ajukan, draf_id=draf, oleh=portal.oleh)
    portal.hub.di_sini(surat.hapus_dompet, berkas_id=berkas_id, pemilik=portal.warga)
    portal.bertemu(3)
    semua = portal.node.di_sini(
        lambda: list(Berkas.objects.filter(syarat="kk").values_list("sha256", flat=True))
    )
    assert semua
    assert all(portal.node.di_sini(dokumen.baca, sha256)[:3] == b"\xff\xd8\xff" for sha256 in semua)
