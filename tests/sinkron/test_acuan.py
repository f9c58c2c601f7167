"""Batches that do not repeat what the receiver holds: shorter, never less sure, and never the only copy of anything."""

from dataclasses import replace
from typing import Any

import pytest

from eoffice.jejak.aliran import kiriman, semua_ujung
from eoffice.jejak.models import MuatanPribadi, Peristiwa
from eoffice.kernel.errors import InvalidInput
from eoffice.sinkron.rules.paket import TANDA, TANDA_RINGKAS, urai
from eoffice.sinkron.services import acuan
from eoffice.sinkron.services.kamus import terbaru
from eoffice.sinkron.services.kemas import (
    ACUAN_BEDA,
    TANPA_ACUAN,
    Asal,
    buka,
    buka_isi,
    intip,
    kemas,
    periksa,
)
from eoffice.sinkron.services.sesi import HasilSesi, Sanggup, arsipkan, jalankan
from eoffice.sinkron.services.terima import terima
from tests.conftest import CISONTROL
from tests.penduduk import berkas_uji as uji
from tests.sinkron.kerja import bekerja, mengimpor
from tests.sinkron.mesin import Kabel, Mesin

pytestmark = pytest.mark.hanya_sqlite  # disks are files
Tiga = tuple[Mesin, Mesin, Kabel]


def bertemu(node: Mesin, kabel: Kabel) -> HasilSesi:
    return node.di_sini(jalankan, kabel, node.diri)  # type: ignore[no-any-return]


@pytest.fixture
def berkabar(kabel: Tiga) -> Tiga:
    """A village whose first work is at the hub already."""
    node, _, garis = kabel
    node.di_sini(bekerja)
    bertemu(node, garis)
    garis.lewat.clear()
    return kabel


def _ujung() -> int:
    return semua_ujung()[0].urut


def lagi(node: Mesin) -> None:
    """Somebody moves, and back: two more events about people both sides know."""
    node.di_sini(mengimpor, uji.orang(rt="003"), uji.istri())
    node.di_sini(mengimpor, uji.orang(rt="004"), uji.istri())


def sama(node: Mesin, hub: Mesin) -> None:
    def semua(mesin: Mesin) -> list[Any]:
        return mesin.di_sini(  # type: ignore[no-any-return]
            lambda: [
                (s.isi, s.pribadi, s.garam)
                for aliran in semua_ujung()
                for s in kiriman(aliran.epoch, 0, 10_000)
            ]
        )

    assert semua(node) == semua(hub)


def test_what_follows_is_sent_against_what_was_before_and_arrives_the_same(berkabar: Tiga) -> None:
    node, hub, garis = berkabar
    lagi(node)
    bertemu(node, garis)
    (paket,) = garis.lewat
    assert paket.startswith(TANDA_RINGKAS)
    rujukan = intip(paket).rujukan
    assert rujukan is not None
    assert max(rujukan.urut) == intip(paket).dari - 1
    sama(node, hub)


def test_it_takes_a_third_less_than_it_took(berkabar: Tiga) -> None:
    node, _, _ = berkabar
    awal = node.di_sini(_ujung)
    lagi(node)

    def bita() -> tuple[int, int, int, int]:
        (aliran,) = semua_ujung()
        baru = kiriman(aliran.epoch, awal, 100)
        asal = Asal(node.diri.node, None, "ab" * 32)
        semua = (
            kemas(baru, asal, node.diri.kunci, "k1"),
            kemas(baru, asal, node.diri.kunci, "k2", TANPA_ACUAN, 2),
            kemas(baru, asal, node.diri.kunci, "k2", acuan.pilih(aliran.epoch, awal, baru), 2),
            kemas(baru, asal, node.diri.kunci, terbaru(), acuan.pilih(aliran.epoch, awal, baru)),
        )
        return len(semua[0]), len(semua[1]), len(semua[2]), len(semua[3])

    lama, ringkas, beracuan, pilah = node.di_sini(bita)
    assert ringkas < lama - 150
    assert beracuan < lama * 0.67
    assert pilah < beracuan


def test_the_first_batch_of_a_stream_refers_to_nothing(kabel: Tiga) -> None:
    node, hub, garis = kabel
    node.di_sini(bekerja)
    bertemu(node, garis)
    assert intip(garis.lewat[0]).dari == 1
    assert intip(garis.lewat[0]).rujukan is None
    sama(node, hub)


def test_a_hub_that_says_nothing_of_it_gets_the_first_form_with_the_first_dictionary(kabel: Tiga) -> None:
    node, hub, garis = kabel
    garis.sanggup = Sanggup()
    node.di_sini(bekerja)
    bertemu(node, garis)
    lagi(node)
    bertemu(node, garis)
    assert {paket[:4] for paket in garis.lewat} == {TANDA}
    assert {intip(paket).kamus for paket in garis.lewat} == {"k1"}
    sama(node, hub)


@pytest.mark.parametrize("bentuk", [2, 3, 9])
def test_a_hub_gets_the_newest_form_and_dictionary_that_both_know(kabel: Tiga, bentuk: int) -> None:
    node, hub, garis = kabel
    garis.sanggup = Sanggup(bentuk, ("k1", "k2", "k3", "k9"))
    node.di_sini(bekerja)
    bertemu(node, garis)
    lagi(node)
    bertemu(node, garis)
    semua = [intip(paket) for paket in garis.lewat]
    assert {(satu.ringkas, satu.pilah) for satu in semua} == {(True, bentuk > 2)}
    assert {satu.kamus for satu in semua} == {"k3" if bentuk > 2 else "k2"}
    assert semua[-1].rujukan is not None
    sama(node, hub)


def test_a_hub_that_lacks_the_newest_dictionary_reads_the_newest_form_with_another(kabel: Tiga) -> None:
    node, hub, garis = kabel
    garis.sanggup = Sanggup(3, ("k1", "k2"))
    node.di_sini(bekerja)
    bertemu(node, garis)
    assert {(intip(paket).pilah, intip(paket).kamus) for paket in garis.lewat} == {(True, "k2")}
    sama(node, hub)


def test_what_was_erased_at_the_hub_alone_is_not_referred_to(berkabar: Tiga) -> None:
    node, hub, garis = berkabar
    hub.di_sini(lambda: MuatanPribadi.objects.all().delete())
    lagi(node)
    bertemu(node, garis)
    ditolak, diterima = garis.lewat
    assert intip(ditolak).rujukan is not None
    assert intip(diterima).rujukan is None
    assert diterima.startswith(TANDA_RINGKAS)
    assert hub.di_sini(_ujung) == node.di_sini(_ujung)


def test_what_was_erased_at_the_village_alone_is_not_referred_to_either(berkabar: Tiga) -> None:
    node, hub, garis = berkabar
    node.di_sini(lambda: MuatanPribadi.objects.all().delete())
    lagi(node)
    bertemu(node, garis)
    assert [intip(paket).rujukan is None for paket in garis.lewat] == [False, True]
    assert set(hub.peristiwa()) == set(node.peristiwa())


def test_a_receiver_who_lacks_one_of_the_events_refuses_it_before_it_is_opened(berkabar: Tiga) -> None:
    node, hub, _ = berkabar
    lagi(node)
    tertutup = periksa(node.di_sini(_paket, node, hub.di_sini(_ujung)), node.diri.kunci.public_key())
    rujukan = tertutup.kepala.rujukan
    assert rujukan is not None

    def kurang() -> None:
        sedikit = replace(rujukan, urut=rujukan.urut[1:])
        buka_isi(tertutup, acuan.baca(replace(tertutup.kepala, rujukan=sedikit)))

    with pytest.raises(InvalidInput, match=ACUAN_BEDA):
        hub.di_sini(kurang)
    utuh = hub.di_sini(lambda: buka_isi(tertutup, acuan.baca(tertutup.kepala)))
    assert len(utuh.peristiwa) == tertutup.kepala.jumlah


def test_sent_twice_it_is_known_by_its_header(berkabar: Tiga) -> None:
    node, hub, garis = berkabar
    lagi(node)
    bertemu(node, garis)
    hasil = hub.di_sini(terima, garis.lewat[0], node.diri.kunci.public_key())
    assert hasil.penerimaan.value == "sudah_ada"


def test_it_is_never_kept_because_by_itself_it_says_nothing(berkabar: Tiga) -> None:
    node, hub, garis = berkabar
    lagi(node)
    bertemu(node, garis)
    (paket,) = garis.lewat
    with pytest.raises(InvalidInput, match=ACUAN_BEDA):
        hub.di_sini(arsipkan, paket, node.diri.kunci.public_key())
    with pytest.raises(InvalidInput, match=ACUAN_BEDA):
        buka(paket, node.diri.kunci.public_key())


@pytest.mark.parametrize("tempat", [5, 30, 60, -1, -40])
def test_a_changed_byte_is_noticed(berkabar: Tiga, tempat: int) -> None:
    node, hub, _ = berkabar
    lagi(node)
    awal = hub.peristiwa()
    paket = node.di_sini(_paket, node, hub.di_sini(_ujung))
    rusak = bytearray(paket)
    rusak[tempat] ^= 1
    with pytest.raises(InvalidInput):
        hub.di_sini(terima, bytes(rusak), node.diri.kunci.public_key())
    assert hub.peristiwa() == awal


def _paket(node: Mesin, sesudah: int) -> bytes:
    (aliran,) = semua_ujung()
    baru = kiriman(aliran.epoch, sesudah, 100)
    sebelum = Peristiwa.objects.get(epoch=aliran.epoch, urut=sesudah).digest
    acu = acuan.pilih(aliran.epoch, sesudah, baru)
    return kemas(baru, Asal(node.diri.node, None, sebelum), node.diri.kunci, terbaru(), acu)


def test_the_frame_is_half_as_long(berkabar: Tiga) -> None:
    node, hub, _ = berkabar
    lagi(node)
    paket = node.di_sini(_paket, node, hub.di_sini(_ujung))
    assert len(paket) - len(urai(paket)[2]) < 200
    assert intip(paket).desa == CISONTROL


def test_a_large_batch_repeats_itself_enough(berkabar: Tiga, monkeypatch: pytest.MonkeyPatch) -> None:
    node, _, _ = berkabar

    def pilih() -> Any:
        (aliran,) = semua_ujung()
        return acuan.pilih(aliran.epoch, 5, kiriman(aliran.epoch, 5, 100))

    assert node.di_sini(pilih).rujukan is not None
    monkeypatch.setattr(acuan, "MAKS_PERISTIWA", 3)
    assert node.di_sini(pilih) is TANPA_ACUAN


def test_no_more_is_referred_to_than_is_worth_reading(
    berkabar: Tiga, monkeypatch: pytest.MonkeyPatch
) -> None:
    node, _, _ = berkabar

    def pilih() -> Any:
        (aliran,) = semua_ujung()
        return acuan.pilih(aliran.epoch, 8, kiriman(aliran.epoch, 8, 100))

    semua = node.di_sini(pilih)
    monkeypatch.setattr(acuan, "MAKS_BITA", len(semua.isi) // 2)
    sebagian = node.di_sini(pilih)
    assert 0 < len(sebagian.isi) <= len(semua.isi) // 2
    assert sebagian.rujukan.urut == semua.rujukan.urut[-len(sebagian.rujukan.urut) :]
