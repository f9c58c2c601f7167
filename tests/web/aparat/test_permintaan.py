"""The pile of citizens' requests: its order, its clock, its words, and what it costs."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from eoffice.kernel import clock
from eoffice.penduduk import services
from eoffice.penduduk.models import PermintaanKoreksi
from eoffice.penduduk.rules.permintaan import JANJI
from tests.penduduk.koreksi_uji import betulkan, lembar
from tests.penduduk.permintaan_uji import minta
from tests.web.aparat.conftest import Balai, isi, ke
from tests.web.dunia import warga_lain

pytestmark = pytest.mark.django_db


def diminta(balai: Balai, kolom: str = "agama", usul: object = 2) -> UUID:
    """Let Euis ask for something."""
    satu: UUID = balai.dalam(minta, balai.orang.warga, balai.orang.penduduk_id, kolom=kolom, usul=usul)
    return satu


def mundurkan(balai: Balai, permintaan_id: UUID, lama: timedelta) -> None:
    """Let a request have come some time ago."""
    ubah = {"dibuat_pada": clock.now() - lama}
    balai.dalam(lambda: PermintaanKoreksi.objects.filter(pk=permintaan_id).update(**ubah))


def test_nothing_waits_and_nobody_is_called(balai: Balai) -> None:
    assert "Tidak ada yang menunggu" in isi(balai.operator.get(ke("permintaan")))
    assert "permintaan perbaikan data" not in isi(balai.operator.get(ke("beranda")))


def test_the_register_leads_there(balai: Balai) -> None:
    for klien in (balai.operator, balai.sekdes):
        assert ke("permintaan") in isi(klien.get(ke("penduduk")))


def test_the_oldest_stands_first(balai: Balai) -> None:
    baru = diminta(balai)
    lama = diminta(balai, "nama_ibu", "ICIH")
    mundurkan(balai, lama, timedelta(hours=5))
    halaman = isi(balai.operator.get(ke("permintaan")))
    assert halaman.index(str(lama)) < halaman.index(str(baru))


def test_what_waits_longer_than_the_law_gives_is_marked(balai: Balai) -> None:
    satu = diminta(balai)
    assert "Lewat tiga hari" not in isi(balai.operator.get(ke("permintaan")))
    mundurkan(balai, satu, JANJI + timedelta(minutes=1))
    for alamat in (ke("permintaan"), ke("permintaan_satu", satu)):
        assert "Lewat tiga hari" in isi(balai.operator.get(alamat))


def test_what_was_decided_moves_below_and_says_how(balai: Balai) -> None:
    satu, dua = diminta(balai), diminta(balai, "nama_ibu", "ICIH")
    balai.dalam(services.tolak_permintaan, permintaan_id=satu, alasan="Di KTP sama", oleh="uji")
    balai.dalam(betulkan, balai.orang.penduduk_id, lembar(permintaan=dua), nama_ibu="ICIH")
    halaman = isi(balai.operator.get(ke("permintaan")))
    assert "Tidak ada yang menunggu" in halaman
    for kata in ("Sudah dijawab", "Ditolak", "Sudah dibetulkan"):
        assert kata in halaman
    ditolak = isi(balai.operator.get(ke("permintaan_satu", satu)))
    assert "Di KTP sama" in ditolak
    assert "Petugas" in ditolak, "who decided is no account of this office"
    assert ke("permintaan_tolak", satu) not in ditolak


def test_only_who_answers_is_called_on_the_first_page(balai: Balai) -> None:
    diminta(balai)
    assert "1 permintaan perbaikan data menunggu" in isi(balai.operator.get(ke("beranda")))
    for klien in (balai.sekdes, balai.kades):
        assert "permintaan perbaikan data" not in isi(klien.get(ke("beranda")))


def test_a_hostile_explanation_is_text(balai: Balai) -> None:
    satu: UUID = balai.dalam(
        minta, balai.orang.warga, balai.orang.penduduk_id, keterangan="<script>alert(1)</script>"
    )
    halaman = isi(balai.operator.get(ke("permintaan_satu", satu)))
    assert "<script>alert(1)" not in halaman
    assert "&lt;script&gt;alert(1)" in halaman


def test_more_requests_cost_no_more_questions(balai: Balai) -> None:
    def biaya() -> int:
        with CaptureQueriesContext(connection) as semua:
            isi(balai.operator.get(ke("permintaan")))
        return len(semua)

    diminta(balai)
    satu = biaya()
    for nomor in range(3):
        warga, penduduk_id = balai.dalam(warga_lain, f"WARGA {nomor}", f"320715550685900{nomor + 3}")
        balai.dalam(minta, warga, penduduk_id)
    assert biaya() == satu <= 15
