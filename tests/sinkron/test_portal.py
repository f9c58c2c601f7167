"""A citizen applies at the portal, his village works at its own server, the signed letter comes back: the whole way."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import pytest
from django.test import Client, override_settings

from eoffice.akun.selectors import pengguna
from eoffice.dokumen import services as dokumen
from eoffice.jejak.kepemilikan import Keadaan, pemilik
from eoffice.jejak.selectors import riwayat
from eoffice.kernel.errors import RuleRefused, ServiceDown
from eoffice.kernel.peran import Peran
from eoffice.sinkron.selectors import berkas_belum_tiba
from eoffice.sinkron.services.sesi import jalankan
from eoffice.surat import services as surat
from eoffice.surat.models import Berkas, Permohonan, Surat
from eoffice.surat.rules.alur import Aksi, Status
from eoffice.surat.rules.kiriman import Tempat
from eoffice.surat.selectors import verifikasi
from eoffice.surat.selectors.verifikasi import Keadaan as KeadaanSurat
from eoffice.surat.selectors.warga import berkas_terbit
from tests.conftest import CISONTROL
from tests.sinkron.garis_uji import bekerja
from tests.sinkron.kerja import gambaran as gambaran_semua
from tests.sinkron.kerja import isi_beda, tertahan
from tests.sinkron.mesin import Mesin
from tests.sinkron.portal_uji import Portal, baris, di_mana, jawaban

pytestmark = pytest.mark.hanya_sqlite  # two database files in one process


def sama(portal: Portal) -> None:
    """Fail unless both sides hold the same letters and requests, and nothing is set aside."""
    assert portal.hub.di_sini(tertahan) == portal.node.di_sini(tertahan) == []
    desa, hub = (m.di_sini(gambaran_semua) for m in (portal.node, portal.hub))
    assert [nama for nama in isi_beda(desa, hub) if nama.startswith("surat.")] == []


def keadaan(mesin: Mesin, surat_id: UUID) -> Keadaan | None:
    milik = mesin.di_sini(pemilik, [surat_id]).get(surat_id)
    return milik.keadaan if milik else None


def test_from_the_application_to_the_signed_letter(portal: Portal) -> None:
    surat_id = portal.ajukan()
    assert di_mana(portal.hub, surat_id) is Tempat.DIKIRIM
    assert baris(portal.hub, surat_id) == (Status.DIAJUKAN, 1)
    portal.bertemu()
    assert di_mana(portal.node, surat_id) is Tempat.SINI
    portal.bertemu()
    assert di_mana(portal.hub, surat_id) is Tempat.DESA
    portal.terbitkan(surat_id)
    portal.bertemu()
    assert baris(portal.hub, surat_id)[0] == Status.TERBIT
    desa, hub = (m.di_sini(berkas_terbit, surat_id) for m in (portal.node, portal.hub))
    assert hashlib.sha256(hub).hexdigest() == hashlib.sha256(desa).hexdigest()
    with portal.hub.tanpa_lingkup():
        assert dokumen.periksa_pdf(hub).keadaan == "sah"
        assert verifikasi.periksa_berkas(hub).keadaan is KeadaanSurat.SAH
    sama(portal)


def test_the_handing_over_is_told_in_the_same_transaction(portal: Portal) -> None:
    surat_id = portal.ajukan()
    (satu,) = portal.hub.di_sini(riwayat, "surat", surat_id)
    assert (satu.macam, satu.revisi) == ("give", 1)
    assert keadaan(portal.hub, surat_id) is Keadaan.DIKIRIM


def test_sent_twice_over_a_broken_line_it_is_one_application(portal: Portal) -> None:
    draf = portal.draf()
    kirim = [portal.hub.di_sini(surat.ajukan, draf_id=draf, oleh=portal.oleh) for _ in range(3)]
    assert [satu.baru for satu in kirim] == [True, False, False]
    portal.bertemu(2)
    assert portal.node.di_sini(Permohonan.objects.count) == 1


def test_the_operator_sees_the_application_before_its_photos(portal: Portal) -> None:
    surat_id = portal.ajukan()
    portal.node.di_sini(jalankan, portal.garis, portal.node.diri)  # only events: the line is slow
    bekerja(portal.node)
    assert baris(portal.node, surat_id) == (Status.DIAJUKAN, 1)
    sidik = portal.node.di_sini(lambda: set(Berkas.objects.values_list("sha256", flat=True)))
    assert portal.node.di_sini(berkas_belum_tiba, sidik) == sidik
    klien = Client()
    with di_server_desa(portal):
        klien.force_login(pengguna(portal.kantor.operator))
        halaman = klien.get(f"/aparat/permohonan/{surat_id}/")
        assert halaman.status_code == 200
        assert "Lampiran belum tiba" in halaman.content.decode()
    portal.bertemu()
    assert portal.node.di_sini(berkas_belum_tiba, sidik) == set()
    with di_server_desa(portal):
        assert "Lampiran belum tiba" not in klien.get(f"/aparat/permohonan/{surat_id}/").content.decode()


@contextmanager
def di_server_desa(portal: Portal) -> Iterator[None]:
    """Browse the village's own server."""
    with portal.node.tanpa_lingkup(), override_settings(EOFFICE_DESA=CISONTROL):
        yield


def test_the_hub_itself_cannot_move_a_letter_that_it_handed_over(portal: Portal) -> None:
    surat_id = portal.ajukan()

    def petugas() -> None:
        surat.jalankan(surat_id=surat_id, aksi=Aksi.TARIK, oleh=portal.oleh, versi=1)

    for _ in range(2):
        with pytest.raises(RuleRefused, match=r"jejak\."):
            portal.hub.di_sini(petugas)
        assert baris(portal.hub, surat_id) == (Status.DIAJUKAN, 1)
        portal.bertemu(2)


def test_withdrawn_before_the_village_ever_heard_of_it(portal: Portal) -> None:
    surat_id = portal.ajukan()
    assert portal.tarik(surat_id) is False
    portal.bertemu(3)
    assert baris(portal.hub, surat_id) == baris(portal.node, surat_id) == (Status.DITARIK, 2)
    assert jawaban(portal.hub, surat_id) == ("dijalankan", "")
    sama(portal)


def test_returned_mended_and_issued(portal: Portal) -> None:
    surat_id = portal.ajukan()
    portal.bertemu(2)
    portal.kembalikan(surat_id)
    portal.bertemu()
    draf = portal.perbaikan(surat_id, nama_usaha="Warung Baru")
    portal.hub.di_sini(surat.ajukan_ulang, surat_id=surat_id, draf_id=draf, oleh=portal.oleh)
    portal.bertemu(2)
    portal.terbitkan(surat_id)
    portal.bertemu()
    isi = portal.hub.di_sini(lambda: Surat.objects.select_related("permohonan").get(pk=surat_id))
    assert isi.permohonan.nilai["nama_usaha"] == "Warung Baru"
    assert portal.hub.di_sini(berkas_terbit, surat_id) == portal.node.di_sini(berkas_terbit, surat_id)
    sama(portal)


def test_two_citizens_and_the_counter_at_once(portal: Portal) -> None:
    """Applied at the portal while the counter works offline: tickets and numbers never meet."""
    portal_, loket = portal.ajukan(), portal.di_loket()
    portal.bertemu(2)
    for satu in (loket, portal_):
        portal.terbitkan(satu)
    portal.bertemu()
    nomor = portal.hub.di_sini(lambda: set(Surat.objects.values_list("nomor", flat=True)))
    tiket = portal.hub.di_sini(lambda: set(Permohonan.objects.values_list("tiket", flat=True)))
    assert len(nomor) == len(tiket) == 2
    sama(portal)


def test_the_village_set_back_before_the_handing_over_hears_of_it_again(portal: Portal) -> None:
    portal.node.cadangkan()
    surat_id = portal.ajukan()
    portal.bertemu(2)
    portal.langkah(surat_id, Aksi.VERIFIKASI, Peran.OPERATOR)
    portal.bertemu()
    portal.node.pulihkan(0)
    portal.bertemu(3)
    assert baris(portal.node, surat_id) == baris(portal.hub, surat_id) == (Status.TERVERIFIKASI, 2)
    assert di_mana(portal.node, surat_id) is Tempat.SINI
    portal.langkah(surat_id, Aksi.PARAF, Peran.PEMERIKSA)
    portal.bertemu()
    assert baris(portal.hub, surat_id) == (Status.DIPARAF, 3)
    sama(portal)


@pytest.mark.parametrize("putus", [3, 6])
def test_a_line_that_breaks_loses_and_doubles_nothing(portal: Portal, putus: int) -> None:
    surat_id = portal.ajukan()
    kawat = portal.garis._sambungan
    kawat.putus, kawat.panggilan, kawat.sesudah = putus, 0, bool(putus % 2)  # type: ignore[attr-defined]
    for _ in range(4):
        try:
            portal.bertemu()
        except ServiceDown:
            kawat.putus = None  # type: ignore[attr-defined]
    assert baris(portal.node, surat_id) == (Status.DIAJUKAN, 1)
    assert di_mana(portal.hub, surat_id) is Tempat.DESA
    sama(portal)
