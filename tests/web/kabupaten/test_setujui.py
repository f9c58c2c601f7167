"""Nobody at the regency replaces a village's server alone."""

from uuid import UUID

from django.test import Client

from eoffice.akun.models import Pengguna
from eoffice.sinkron.models import KodePendaftaran
from eoffice.sinkron.services.pusat import riwayat_tindakan
from eoffice.wilayah.models import Desa
from eoffice.wilayah.tenancy import lingkup
from tests.web.kabupaten.conftest import browser, buat_petugas, isi, ke


def disetujui(desa: Desa) -> list[str]:
    with lingkup(desa.kode):
        return list(KodePendaftaran.objects.values_list("disetujui_oleh", flat=True))


def test_a_second_officer_approves_what_the_first_asked_for(
    dian: Client, petugas: Pengguna, server: UUID, cisontrol: Desa
) -> None:
    alamat = ke("setujui", cisontrol.kode)
    assert dian.get(alamat).status_code == 404, "nothing waits"
    assert alamat not in isi(dian.get(ke("desa", cisontrol.kode)))
    page = isi(dian.post(ke("kode", cisontrol.kode), {"setuju": "on"}))
    assert "petugas lain menyetujui" in page
    assert alamat in isi(dian.get(ke("desa", cisontrol.kode)))
    page = isi(dian.post(alamat, {"paham": "on"}), 422)
    assert "Minta orang lain menyetujuinya" in page
    assert disetujui(cisontrol) == [""]
    neni = browser(buat_petugas("neni", "Neni Nuraeni"))
    page = isi(neni.get(alamat))
    assert petugas.nama in page
    assert "Tanyakan dahulu kepada desa" in isi(neni.post(alamat, {}), 422)
    page = isi(neni.post(alamat, {"paham": "on"}, follow=True))
    assert "disetujui. Kodenya sekarang dapat dipakai" in page
    assert "Penggantian server disetujui orang kedua" in page
    assert alamat not in page
    assert disetujui(cisontrol) == ["Neni Nuraeni"]
    with lingkup(cisontrol.kode):
        assert next((t.kata, t.nama) for t in riwayat_tindakan(2)) == ("setujui_ganti", "Neni Nuraeni")
    assert neni.get(alamat).status_code == 404
