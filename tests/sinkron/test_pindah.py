"""A village's server dies and another takes its place; a village moves to a server of its own and back: no row is lost."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from config.proyeksi import PROYEKSI
from eoffice.arsip.models import Nomor
from eoffice.arsip.services import susulkan
from eoffice.dokumen import services as dokumen
from eoffice.jejak.aliran import semua_ujung
from eoffice.jejak.desa import daftarkan_desa, ubah_identitas
from eoffice.jejak.services import catat
from eoffice.jejak.verify import periksa_rantai
from eoffice.kernel.errors import NotFound, RuleRefused, ServiceDown
from eoffice.penduduk.models import Penduduk
from eoffice.penduduk.projections import ProyeksiKeluarga, ProyeksiPenduduk
from eoffice.sinkron.models import BerkasAntar, Node
from eoffice.sinkron.selectors import berkas_ditunggu
from eoffice.sinkron.services import segmen
from eoffice.sinkron.services.antar import antar
from eoffice.sinkron.services.cocok import catat_titik, hasil_titik
from eoffice.sinkron.services.garis_muat import GarisMuat
from eoffice.sinkron.services.jumpa import catat_jumpa
from eoffice.sinkron.services.muat import akhiri_muat, muat
from eoffice.sinkron.services.pendaftaran import buat_kode, daftarkan, setujui_kode
from eoffice.sinkron.services.sesi import jalankan
from eoffice.sinkron.services.wewenang import ambil_alih_desa
from eoffice.surat.services import ubah_pengaturan
from eoffice.wilayah.selectors import wewenang
from tests import pabrik
from tests.conftest import CISONTROL
from tests.sinkron.garis_uji import bekerja, garis
from tests.sinkron.kerja import bekerja as di_kantor
from tests.sinkron.kerja import nomor, sama, tertahan
from tests.sinkron.mesin import Mesin
from tests.sinkron.test_surat_antar import terbit

pytestmark = pytest.mark.hanya_sqlite  # two database files in one process
Dua = tuple[Mesin, Mesin]
BELUM = "jejak.bukan_pemilik"


@pytest.fixture(autouse=True)
def segmen_kecil(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a file of whatever there is."""
    monkeypatch.setattr(segmen, "SEDIKITNYA", 5)
    monkeypatch.setattr(segmen, "SEPAKET", 20)


@pytest.fixture
def server(buat_mesin: Callable[[str], Mesin], tmp_path: Path) -> Callable[[str], Mesin]:
    """Return a function that sets up an empty server of the village, as ``eoffice migrate`` does."""

    def buat(nama: str) -> Mesin:
        satu = buat_mesin(nama)
        satu.rumah, satu.peran = tmp_path / f"rumah-{nama}", "desa"
        satu.rumah.mkdir()
        with satu.tanpa_lingkup():
            with connection.cursor() as cursor:
                cursor.execute("DELETE FROM wilayah_desa")
            assert daftarkan_desa(kode=CISONTROL, pelaku="migrate")
        return satu

    return buat


def berkantor() -> pabrik.Pemeran:
    """Set up an office that signs electronically under its emblem."""
    cast = pabrik.pemeran(nik="3207154506859991")
    menceritakan("3207154506859991")
    pabrik.tte_lokal(cast)
    ubah_pengaturan(pelaku="uji", paraf=True, lambang=dokumen.simpan(dokumen.terima_lambang(pabrik.foto())))
    return cast


@transaction.atomic
def menceritakan(nik: str) -> None:
    """Write the events of a resident and his family that the factory made behind the stream's back."""
    orang = Penduduk.objects.select_related("keluarga").get(nik=nik)
    for proyeksi, row in ((ProyeksiKeluarga(), orang.keluarga), (ProyeksiPenduduk(), orang)):
        publik, pribadi = proyeksi.potret(row)
        catat(
            jenis=proyeksi.jenis,
            agregat=proyeksi.agregat,
            agregat_id=row.pk,
            revisi=row.revisi,
            publik=publik,
            pribadi=pribadi,
            pelaku="uji",
        )


def mendaftar(node: Mesin, hub: Mesin, *, ganti: bool = False) -> GarisMuat:
    """Enrol a server with a code, and return its line."""
    kunci = node.diri.kunci.public_key().public_bytes_raw()
    kode = hub.di_sini(buat_kode, oleh="Diskominfo", ganti=ganti)
    if ganti:
        hub.di_sini(setujui_kode, oleh="Kepala Bidang")
    hub.di_sini(daftarkan, kode=kode.teks, node=node.diri.node, kunci=kunci)
    return garis(node, hub)[0]


def bertemu(node: Mesin, hub: Mesin, satu: GarisMuat) -> None:
    """Meet until both have applied everything, files too."""
    for _ in range(3):
        node.di_sini(muat, satu)
        node.di_sini(jalankan, satu, node.diri)
        node.di_sini(catat_jumpa, 0)
        bekerja(node)
        bekerja(hub)
        node.di_sini(akhiri_muat)
        node.di_sini(susulkan)
    node.di_sini(antar, satu)


def urut(mesin: Mesin) -> int:
    """Return the last number of the register of statements."""
    semua = mesin.di_sini(lambda: list(Nomor.objects.filter(buku__tahun=2026).values_list("urut", flat=True)))
    return max(semua)


def berkas_sama(satu: Mesin, lain: Mesin) -> int:
    """Check that both hold the same files; return how many."""

    def isi(mesin: Mesin) -> dict[str, bytes]:
        sebutan = lambda: set(BerkasAntar.objects.values_list("sha256", flat=True))  # noqa: E731
        return {sha256: mesin.di_sini(dokumen.baca, sha256) for sha256 in mesin.di_sini(sebutan)}

    sini = isi(satu)
    assert sini == isi(lain)
    return len(sini)


def cocok(pemilik: Mesin, lain: Mesin, satu: GarisMuat, node: Mesin, hub: Mesin) -> int:
    """Compare every table at a checkpoint of its owner; return how many rows were compared."""
    titik = pemilik.di_sini(catat_titik, PROYEKSI, pelaku="uji")
    bertemu(node, hub, satu)
    hasil = lain.di_sini(hasil_titik, titik)
    assert hasil
    assert [(h.tabel, h.berbeda) for h in hasil if h.berbeda or h.digest != h.digest_pemilik] == []
    return sum(1 for p in PROYEKSI for _ in pemilik.di_sini(lambda p=p: list(p.gambaran())))


def tolak(mesin: Mesin) -> str:
    with pytest.raises(RuleRefused) as salah:
        mesin.di_sini(ubah_identitas, pelaku="uji", telepon="0265-555-0177")
    return salah.value.pesan.kode


class TestGanti:
    """The disk of the village's server dies."""

    @pytest.fixture
    def lama(self, dua_rumah: Dua) -> Dua:
        node, hub = dua_rumah
        node.di_sini(di_kantor)
        terbit(node, node.di_sini(berkantor))
        satu, _ = garis(node, hub)
        bertemu(node, hub, satu)
        return node, hub

    def test_a_new_machine_has_everything_and_goes_on_with_the_next_number(
        self, lama: Dua, server: Callable[[str], Mesin]
    ) -> None:
        node, hub = lama
        terakhir = urut(hub)
        baru = server("baru")
        satu = mendaftar(baru, hub, ganti=True)
        bertemu(baru, hub, satu)
        sama(baru, hub)
        assert baru.di_sini(tertahan) == hub.di_sini(tertahan) == []
        assert berkas_sama(baru, hub) >= 3
        assert baru.di_sini(berkas_ditunggu) == set()
        assert urut(baru) == terakhir == urut(node)
        baru.di_sini(nomor)
        assert urut(baru) == terakhir + 1
        bertemu(baru, hub, satu)
        sama(baru, hub)
        assert cocok(baru, hub, satu, baru, hub) > 10
        for mesin in (baru, hub):
            assert mesin.di_sini(periksa_rantai, CISONTROL).utuh

    def test_the_old_key_is_refused_and_what_it_still_tells_is_not_taken(
        self, lama: Dua, server: Callable[[str], Mesin]
    ) -> None:
        node, hub = lama
        bertemu(baru := server("baru"), hub, mendaftar(baru, hub, ganti=True))
        semula = set(hub.peristiwa())
        node.di_sini(nomor)  # the old machine was not dead after all
        satu, _ = garis(node, hub)
        with pytest.raises(NotFound):
            node.di_sini(jalankan, satu, node.diri)
        assert set(hub.peristiwa()) == semula

    def test_the_new_one_writes_a_stream_of_its_own(self, lama: Dua, server: Callable[[str], Mesin]) -> None:
        node, hub = lama
        tua = {a.epoch: a.urut for a in node.di_sini(semua_ujung) if a.lokal}
        baru = server("baru")
        satu = mendaftar(baru, hub, ganti=True)
        bertemu(baru, hub, satu)
        baru.di_sini(ubah_identitas, pelaku="uji", telepon="0265-555-0199")
        bertemu(baru, hub, satu)
        kini = {a.epoch: a for a in hub.di_sini(semua_ujung)}
        assert {epoch: kini[epoch].urut for epoch in tua} == tua
        assert not any(a.lokal for a in baru.di_sini(semua_ujung) if a.epoch in tua)
        sama(baru, hub)

    def test_until_the_past_is_here_nothing_is_written(
        self, lama: Dua, server: Callable[[str], Mesin]
    ) -> None:
        _, hub = lama
        baru = server("baru")
        satu = mendaftar(baru, hub, ganti=True)
        kawat: Any = satu._sambungan
        kawat.putus_di = 3000
        with pytest.raises(ServiceDown):
            baru.di_sini(muat, satu)
        assert tolak(baru) == BELUM  # in the middle of the files
        baru.di_sini(muat, satu)
        baru.di_sini(jalankan, satu, baru.diri)
        assert tolak(baru) == BELUM  # everything is here, and not applied
        assert baru.di_sini(akhiri_muat) is False
        bekerja(baru)
        assert tolak(baru) == BELUM
        assert baru.di_sini(akhiri_muat) is True
        assert baru.di_sini(ubah_identitas, pelaku="uji", telepon="0265-555-0177") is True

    @pytest.mark.lama
    def test_replaced_twice(self, lama: Dua, server: Callable[[str], Mesin]) -> None:
        _, hub = lama
        for nama in ("kedua", "ketiga"):
            baru = server(nama)
            satu = mendaftar(baru, hub, ganti=True)
            bertemu(baru, hub, satu)
            baru.di_sini(nomor)
            bertemu(baru, hub, satu)
            sama(baru, hub)
            assert cocok(baru, hub, satu, baru, hub) > 10


class TestPindah:
    """A village that the regency hosted gets a server of its own, and comes back."""

    @pytest.fixture
    def hub(self, dua_rumah: Dua) -> Mesin:
        hub = dua_rumah[1]
        hub.di_sini(lambda: Node.objects.all().delete())
        hub.di_sini(di_kantor)
        terbit(hub, hub.di_sini(berkantor))
        return hub

    def test_there_and_back_and_there_again_without_losing_a_row(
        self, hub: Mesin, server: Callable[[str], Mesin]
    ) -> None:
        for ke, nama in enumerate(("satu", "dua")):
            node = server(nama)
            awal = urut(hub)
            satu = mendaftar(node, hub, ganti=ke > 0)
            assert tolak(hub) == BELUM
            bertemu(node, hub, satu)
            sama(node, hub)
            assert urut(node) == awal
            node.di_sini(nomor)
            assert urut(node) == awal + 1
            assert cocok(node, hub, satu, node, hub) > 10
            bertemu(node, hub, satu)
            hub.di_sini(_mencatat_kunjungan, node)
            hub.di_sini(ambil_alih_desa, pelaku="uji")
            hub.di_sini(nomor)
            assert urut(hub) == awal + 2
            bertemu(node, hub, satu)
            assert tolak(node) == BELUM
            sama(hub, node)
            assert node.di_sini(tertahan) == hub.di_sini(tertahan) == []
            for mesin in (node, hub):
                assert mesin.di_sini(periksa_rantai, CISONTROL).utuh
        assert hub.di_sini(wewenang).di_sini is True


def _mencatat_kunjungan(node: Mesin) -> None:
    """Let the hub know how far the server said it is: everything is here."""
    terakhir = [a for a in node.di_sini(semua_ujung) if a.lokal][-1]
    Node.objects.filter(pk=node.diri.node).update(epoch=terakhir.epoch, urut=terakhir.urut)
