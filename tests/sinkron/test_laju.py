"""What is learned about a line, by a clock of the test."""

import pytest

from eoffice.jejak.selectors import ujung
from eoffice.kernel.errors import InvalidInput, ServiceDown
from eoffice.kernel.messages import Pesan
from eoffice.sinkron.rules.takaran import AWAL_BITA, MIN_BITA, Takaran
from eoffice.sinkron.services import kamus
from eoffice.sinkron.services.kemas import intip
from eoffice.sinkron.services.laju import Laju, Pengukur
from eoffice.sinkron.services.sesi import jalankan
from eoffice.sinkron.services.terima import Diterima
from tests.sinkron.kerja import bekerja
from tests.sinkron.mesin import Kabel, Mesin


class JamUji:
    """A clock that goes on when told."""

    def __init__(self) -> None:
        self.kini = 0.0

    def __call__(self) -> float:
        return self.kini


def panggil(ukur: Pengukur, jam: JamUji, bita: int, detik: float) -> None:
    def kerja() -> bytes:
        jam.kini += detik
        return b"x" * bita

    assert len(ukur.ukur(kerja, lambda isi: isi)) == bita


def test_quick_calls_grow_and_slow_calls_shrink() -> None:
    jam = JamUji()
    ukur = Pengukur(jam)
    panggil(ukur, jam, AWAL_BITA, 4.9)
    assert ukur.takaran.bita == 2 * AWAL_BITA
    panggil(ukur, jam, 2 * AWAL_BITA, 20.1)
    assert ukur.takaran.bita == AWAL_BITA


def test_a_broken_call_shrinks_and_is_told_on() -> None:
    def putus() -> bytes:
        raise ServiceDown(Pesan("sinkron.garis_putus", sebab="TimeoutError"))

    ukur = Pengukur(JamUji())
    for _ in range(4):
        with pytest.raises(ServiceDown):
            ukur.ukur(putus, lambda isi: isi)
    assert ukur.takaran.bita == MIN_BITA


def test_a_refusal_says_nothing_about_the_line() -> None:
    def tolak() -> bytes:
        raise InvalidInput(Pesan("sinkron.paket_rusak"))

    ukur = Pengukur(JamUji())
    with pytest.raises(InvalidInput):
        ukur.ukur(tolak, lambda isi: isi)
    assert ukur.takaran.bita == AWAL_BITA


def test_an_empty_answer_says_nothing_about_the_line() -> None:
    ukur = Pengukur(JamUji())
    assert ukur.ukur(lambda: None, lambda isi: isi) is None
    assert ukur.takaran.bita == AWAL_BITA


@pytest.mark.hanya_sqlite  # disks are files
class TestSesi:
    def test_batches_follow_what_was_learned_each_way(self, kabel: tuple[Mesin, Mesin, Kabel]) -> None:
        node, _, garis = kabel
        node.di_sini(bekerja)
        laju = Laju()
        laju.kirim.takaran = Takaran(900)
        node.di_sini(jalankan, garis, node.diri, None, laju)
        awal, *lanjut = garis.lewat
        assert len(awal) <= 900 < len(lanjut[0])  # it went well, so the next one is larger
        assert sum(intip(satu).jumlah for satu in garis.lewat) == node.di_sini(
            lambda: sum(urut for _, urut, _ in ujung())
        )

    def test_what_the_hub_wrote_comes_in_batches_as_large_as_asked_for(
        self, kabel: tuple[Mesin, Mesin, Kabel]
    ) -> None:
        node, hub, garis = kabel
        hub.di_sini(bekerja)
        laju = Laju()
        laju.ambil.takaran = Takaran(900)
        hasil = node.di_sini(jalankan, garis, node.diri, None, laju)
        assert sorted(node.peristiwa()) == sorted(hub.peristiwa())
        assert hasil.diambil == len(hub.peristiwa())
        assert node.arsip()
        assert max(map(len, node.arsip())) <= MIN_BITA  # the hub gives no less than this at once

    def test_everything_goes_with_the_dictionary(self, kabel: tuple[Mesin, Mesin, Kabel]) -> None:
        node, _, garis = kabel
        node.di_sini(bekerja)
        node.di_sini(jalankan, garis, node.diri)
        assert {intip(satu).kamus for satu in garis.lewat} == {kamus.terbaru()} != {kamus.TANPA}

    def test_a_hub_that_does_not_know_the_dictionary_gets_it_without(
        self, kabel: tuple[Mesin, Mesin, Kabel], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        node, hub, garis = kabel
        node.di_sini(bekerja)
        asli, ditolak = garis.dorong, []

        def hub_lama(paket: bytes) -> Diterima:
            if intip(paket).kamus:
                ditolak.append(paket)
                raise InvalidInput(
                    Pesan("sinkron.kata_kabupaten", kode=kamus.TIDAK_DIKENAL, kata="belum dikenal")
                )
            return asli(paket)

        monkeypatch.setattr(garis, "dorong", hub_lama)
        node.di_sini(jalankan, garis, node.diri)
        assert (len(ditolak), {intip(satu).kamus for satu in garis.lewat}) == (1, {kamus.TANPA})
        assert sorted(node.peristiwa()) == sorted(hub.peristiwa())

    def test_another_refusal_is_no_reason_to_try_again(
        self, kabel: tuple[Mesin, Mesin, Kabel], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        node, _, garis = kabel
        node.di_sini(bekerja)
        kali = []

        def tolak(paket: bytes) -> Diterima:
            kali.append(paket)
            raise InvalidInput(Pesan("sinkron.node_tidak_dikenal"))

        monkeypatch.setattr(garis, "dorong", tolak)
        with pytest.raises(InvalidInput, match="node_tidak_dikenal"):
            node.di_sini(jalankan, garis, node.diri)
        assert len(kali) == 1
