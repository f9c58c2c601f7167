"""A stick that goes there and back, and what both sides' people are told at every step; the room told on the way."""

import io
from typing import Any

import pytest
import time_machine
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from eoffice.kernel.errors import InvalidInput
from eoffice.sinkron.models import Antaran, JatahBerkas, Node
from eoffice.sinkron.rules.antaran import Giliran
from eoffice.sinkron.selectors import belum_dikonfirmasi, keadaan
from eoffice.sinkron.services import kuota, kurir
from eoffice.sinkron.services.antaran import antaran_desa, keadaan_antaran
from eoffice.sinkron.services.kurir import HasilImpor
from eoffice.sinkron.services.kurir_berkas import HitungBerkas, KataBerkas, kata_berkas
from eoffice.sinkron.services.sesi import Diri
from eoffice.web.komponen.antaran import RUPA, SajianGiliran, sajian_giliran
from tests import pabrik
from tests.jejak.conftest import tulis
from tests.sinkron.garis_uji import garis, temui
from tests.sinkron.mesin import Mesin
from tests.sinkron.test_berkas import acak, menunggu, menyimpan
from tests.sinkron.test_kurir import impor, pihak
from tests.sinkron.test_kurir_berkas import ekspor, naik, turun

pytestmark = pytest.mark.hanya_sqlite  # two database files in one process
Dua = tuple[Mesin, Mesin]


def giliran(mesin: Mesin) -> Giliran:
    return mesin.di_sini(keadaan_antaran).giliran  # type: ignore[no-any-return]


def sajian(mesin: Mesin) -> SajianGiliran:
    return mesin.di_sini(lambda: sajian_giliran(keadaan_antaran()))  # type: ignore[no-any-return]


@pytest.fixture
def bekerja(dua_rumah: Dua) -> Dua:
    """A village that has something to tell."""
    dua_rumah[0].di_sini(pabrik.pemeran)
    return dua_rumah


def test_there_and_back_it_is_one_turn_after_the_other(bekerja: Dua) -> None:
    node, hub = bekerja
    assert (giliran(node), giliran(hub)) == (Giliran.BELUM, Giliran.BELUM)
    berkas = ekspor(node, hub, ke_kabupaten=True)
    assert (giliran(node), giliran(hub)) == (Giliran.BAWA, Giliran.BELUM)
    impor(hub, node, berkas, dari_kabupaten=False)
    assert (giliran(node), giliran(hub)) == (Giliran.BAWA, Giliran.BALAS)
    balasan = ekspor(hub, node, ke_kabupaten=False)
    assert (giliran(node), giliran(hub)) == (Giliran.BAWA, Giliran.PULANG)
    impor(node, hub, balasan, dari_kabupaten=True)
    assert (giliran(node), giliran(hub)) == (Giliran.SELESAI, Giliran.PULANG)
    node.di_sini(tulis)
    assert giliran(node) is Giliran.TULIS


def test_a_meeting_over_the_line_ends_what_a_stick_began(bekerja: Dua) -> None:
    node, hub = bekerja
    with time_machine.travel("2026-11-24T03:00:00Z", tick=False) as jam:
        ekspor(node, hub, ke_kabupaten=True)
        jam.shift(3600)
        satu, _ = garis(node, hub)
        temui(node, hub, satu)
        assert node.di_sini(belum_dikonfirmasi) == 0
        assert giliran(node) is Giliran.SELESAI


def test_at_the_hub_a_meeting_over_the_line_ends_it_too(bekerja: Dua) -> None:
    _, hub = bekerja
    with time_machine.travel("2026-11-24T03:00:00Z", tick=False) as jam:
        naik(bekerja)
        assert giliran(hub) is Giliran.BALAS
        jam.shift(60)
        hub.di_sini(lambda: Node.objects.update(terlihat_pada="2026-11-24T03:01:00Z"))
        assert giliran(hub) is Giliran.SELESAI
        naik(bekerja)
        assert giliran(hub) is Giliran.BALAS


def test_a_file_that_is_refused_changes_no_turn(bekerja: Dua) -> None:
    node, hub = bekerja
    berkas = ekspor(node, hub, ke_kabupaten=True)
    for rusak in (berkas[:-1], berkas[:200] + b"x" + berkas[201:]):
        with pytest.raises(InvalidInput):
            impor(hub, node, rusak, dari_kabupaten=False)
    assert giliran(hub) is Giliran.BELUM
    assert hub.di_sini(Antaran.objects.count) == 0


def test_a_file_that_could_not_be_written_is_no_file(bekerja: Dua) -> None:
    node, hub = bekerja

    class Penuh(io.BytesIO):
        def write(self, isi: Any, /) -> int:
            raise OSError(28, "no space left")

    with pytest.raises(OSError, match="no space"):
        node.di_sini(lambda: kurir.ekspor(Penuh(), pihak(hub, kabupaten=True), node.diri))
    assert giliran(node) is Giliran.BELUM


def test_of_several_files_the_last_one_counts_and_there_is_one_row(bekerja: Dua) -> None:
    node, hub = bekerja
    for _ in range(3):
        ekspor(node, hub, ke_kabupaten=True)
    assert node.di_sini(Antaran.objects.count) == 1
    isi = node.di_sini(keadaan_antaran)
    assert isi.catatan.dibawa == isi.menunggu > 5


def test_an_answer_with_a_gap_asks_for_a_new_file(bekerja: Dua) -> None:
    """The answer was made before the hub was set back: it lacks the beginning of what it tells."""
    assert HasilImpor(celah=1).kurang
    assert HasilImpor(bercabang=1).kurang
    assert HasilImpor(ditahan=1).kurang
    assert not HasilImpor(disimpan=5, sudah_ada=3, berkas=HitungBerkas(selesai=1, tertunda=2)).kurang
    node, _ = bekerja
    node.di_sini(lambda: Antaran.objects.update_or_create(defaults={"kurang": True}))
    assert node.di_sini(lambda: antaran_desa(menunggu=0, kontak=None)).giliran is Giliran.BELUM
    turun(bekerja)
    assert node.di_sini(keadaan_antaran).catatan.kurang is False


class TestKata:
    def test_every_turn_has_a_mark_and_a_sentence(self, bekerja: Dua) -> None:
        assert set(RUPA) == set(Giliran)
        node, hub = bekerja
        assert sajian(node).teks == "Tidak ada berkas USB yang sedang diantar."
        berkas = ekspor(node, hub, ke_kabupaten=True)
        banyak = node.di_sini(belum_dikonfirmasi)
        bawa = sajian(node)
        assert bawa.tanda == "Giliran desa: antarkan ke kabupaten"
        assert bawa.teks.startswith(f"Berkas dengan {banyak} data dibuat hari ini, ")
        assert bawa.teks.endswith("minta berkas balasannya, lalu terima balasan itu di server ini.")
        impor(hub, node, berkas, dari_kabupaten=False)
        assert sajian(hub).tanda == "Giliran kabupaten: unduh balasan"
        assert "Desa baru tahu datanya sampai sesudah menerima balasan" in sajian(hub).teks
        balasan = ekspor(hub, node, ke_kabupaten=False)
        assert sajian(hub).tanda == "Giliran desa: bawa pulang balasan"
        impor(node, hub, balasan, dari_kabupaten=True)
        assert (sajian(node).tanda, sajian(node).warna) == ("Tidak ada yang menunggu", "hijau")

    def test_what_was_written_since_comes_with_the_next(self, bekerja: Dua) -> None:
        node, hub = bekerja
        ekspor(node, hub, ke_kabupaten=True)
        assert "berkas berikutnya" not in sajian(node).teks
        node.di_sini(tulis)
        lebih = node.di_sini(belum_dikonfirmasi) - node.di_sini(keadaan_antaran).catatan.dibawa
        assert lebih > 0
        assert sajian(node).teks.endswith(f"{lebih} data yang ditulis sesudahnya ikut berkas berikutnya.")


class TestKuota:
    """What does not fit is refused on a stick as well, told in the answer, and taken later from the same stick."""

    @pytest.fixture
    def penuh(self, dua_rumah: Dua) -> tuple[Mesin, Mesin, bytes]:
        node, hub = dua_rumah
        for benih, panjang in ((1, 100), (2, 9000)):
            menunggu(hub, menyimpan(node, acak(panjang, benih)))
        hub.di_sini(kuota.beri_kuota, 500)
        return node, hub, ekspor(node, hub, ke_kabupaten=True)

    def test_the_small_one_is_taken_and_the_other_named(self, penuh: tuple[Mesin, Mesin, bytes]) -> None:
        node, hub, berkas = penuh
        hasil = impor(hub, node, berkas, dari_kabupaten=False)
        assert hasil.berkas == HitungBerkas(selesai=1, tertunda=1, ditolak=1)
        assert hub.di_sini(kuota.banyak_ditolak) == 1

    def test_the_village_reads_it_in_the_answer_and_its_light_says_so(
        self, penuh: tuple[Mesin, Mesin, bytes]
    ) -> None:
        node, hub, berkas = penuh
        impor(hub, node, berkas, dari_kabupaten=False)
        impor(node, hub, ekspor(hub, node, ke_kabupaten=False), dari_kabupaten=True)
        isi = node.di_sini(keadaan)
        assert (isi.berkas_menunggu, isi.berkas_ditolak) == (1, 1)
        assert node.di_sini(lambda: list(JatahBerkas.objects.values_list("kuota", "terpakai"))) == [
            (500, 100)
        ]

    def test_the_same_stick_brings_it_when_there_is_room(self, penuh: tuple[Mesin, Mesin, bytes]) -> None:
        node, hub, berkas = penuh
        impor(hub, node, berkas, dari_kabupaten=False)
        hub.di_sini(kuota.beri_kuota, 10_000)
        hasil = impor(hub, node, berkas, dari_kabupaten=False)
        assert hasil.berkas == HitungBerkas(selesai=1, sudah_ada=1)
        assert hub.di_sini(kuota.banyak_ditolak) == 0

    def test_a_file_in_many_pieces_is_refused_once(self, dua_rumah: Dua) -> None:
        node, hub = dua_rumah
        menunggu(hub, menyimpan(node, acak(600_000)))
        hub.di_sini(kuota.beri_kuota, 500)
        hasil = impor(hub, node, ekspor(node, hub, ke_kabupaten=True), dari_kabupaten=False)
        assert hasil.berkas == HitungBerkas(tertunda=1, ditolak=1)

    def test_the_day_and_the_night_are_about_the_line_alone(self, dua_rumah: Dua, settings: Any) -> None:
        settings.EOFFICE_BERKAS_BESAR, settings.EOFFICE_BERKAS_SEHARI = 1, 1
        node, hub = dua_rumah
        menunggu(hub, menyimpan(node, acak(9000)))
        assert naik(dua_rumah).berkas == HitungBerkas(selesai=1)

    def test_a_stick_of_an_earlier_version_says_nothing_of_room(
        self, dua_rumah: Dua, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asli = kurir.canonical_json

        def tanpa(isi: dict[str, Any]) -> bytes:
            isi["berkas"].pop("tempat")
            return asli(isi)

        monkeypatch.setattr(kurir, "canonical_json", tanpa)
        dua_rumah[1].di_sini(kuota.beri_kuota, 500)
        turun(dua_rumah)
        node, _ = dua_rumah
        rows = node.di_sini(lambda: list(JatahBerkas.objects.values_list("kuota", "terpakai", "ditolak")))
        assert rows in ([], [(None, 0, 0)])

    @pytest.mark.parametrize(
        "tempat", [[-1, 0, 0], [0, 0], [1, 2, 3, 4], "abc", [None, None, None], [1, True, 0], 7]
    )
    def test_nonsense_about_room_refuses_the_whole_file(
        self, dua_rumah: Dua, monkeypatch: pytest.MonkeyPatch, tempat: object
    ) -> None:
        asli = kurir.canonical_json

        def ubah(isi: dict[str, Any]) -> bytes:
            isi["berkas"]["tempat"] = tempat
            return asli(isi)

        monkeypatch.setattr(kurir, "canonical_json", ubah)
        with pytest.raises(InvalidInput, match="berkas_rusak"):
            turun(dua_rumah)

    def test_a_village_says_nothing_of_refusing(self, dua_rumah: Dua) -> None:
        node, hub = dua_rumah
        node.di_sini(lambda: JatahBerkas.objects.create(ditolak=7))
        assert node.di_sini(kata_berkas) == KataBerkas()
        assert hub.di_sini(kuota.banyak_ditolak) == 0


def test_the_turn_is_that_of_this_village_alone(bekerja: Dua) -> None:
    """Somebody else's stick is refused before anything is noted."""
    node, hub = bekerja
    lain = Diri(node.diri.node, Ed25519PrivateKey.generate())
    keluar = io.BytesIO()
    node.di_sini(lambda: kurir.ekspor(keluar, pihak(hub, kabupaten=True), lain))
    with pytest.raises(InvalidInput):
        impor(hub, node, keluar.getvalue(), dari_kabupaten=False)
    assert giliran(hub) is Giliran.BELUM
