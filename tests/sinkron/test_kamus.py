"""Dictionaries: a batch of one event is short, an old one is read for ever, an unknown one is refused with a word."""

import hashlib
import json
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from eoffice.jejak.aliran import Kiriman, kiriman, semua_ujung
from eoffice.kernel.chain import GENESIS
from eoffice.kernel.errors import InvalidInput
from eoffice.sinkron.rules.paket import TANDA, urai
from eoffice.sinkron.services import kamus
from eoffice.sinkron.services.kamus import PERTAMA, nama_kamus, terbaru
from eoffice.sinkron.services.kemas import TANPA_ACUAN, Asal, buka, intip, kemas
from tests.sinkron.kerja import bekerja
from tests.sinkron.mesin import Mesin

pytestmark = pytest.mark.hanya_sqlite  # disks are files
KUNCI = Ed25519PrivateKey.generate()
ASAL = Asal(uuid4(), None, GENESIS)
SIDIK = json.loads((Path(__file__).parent / "kamus.json").read_text())


@pytest.fixture
def peristiwa(buat_mesin: object) -> list[Kiriman]:
    """What a village did in some weeks."""
    node: Mesin = buat_mesin("desa")  # type: ignore[operator]
    node.di_sini(bekerja)
    return node.di_sini(  # type: ignore[no-any-return]
        lambda: [satu for aliran in semua_ujung() for satu in kiriman(aliran.epoch, 0, 1000)]
    )


def test_no_released_dictionary_was_changed_or_left_out() -> None:
    folder = Path(kamus.__file__).parent.parent / "data"
    ada = {satu.stem: hashlib.sha256(satu.read_bytes()).hexdigest() for satu in folder.glob("*.zdict")}
    assert ada == SIDIK
    assert nama_kamus() == tuple(SIDIK)


@pytest.mark.parametrize("nama", ["", *SIDIK])
def test_a_batch_is_read_whatever_it_was_packed_with(nama: str, peristiwa: list[Kiriman]) -> None:
    paket = kemas(peristiwa, ASAL, KUNCI, nama)
    assert intip(paket).kamus == nama
    assert buka(paket, KUNCI.public_key()).peristiwa == tuple(peristiwa)


@pytest.mark.parametrize("nama", ["", *SIDIK])
def test_a_batch_of_the_second_form_is_read_whatever_it_was_packed_with(
    nama: str, peristiwa: list[Kiriman]
) -> None:
    paket = kemas(peristiwa, ASAL, KUNCI, nama, TANPA_ACUAN)
    assert (intip(paket).kamus, intip(paket).ringkas) == (nama, True)
    assert buka(paket, KUNCI.public_key()).peristiwa == tuple(peristiwa)


def test_a_hub_that_does_not_say_which_ones_it_knows_knows_the_first() -> None:
    assert tuple(SIDIK)[:1] == PERTAMA
    assert terbaru(PERTAMA) == "k1"


@pytest.mark.parametrize("nama", sorted(json.loads((Path(__file__).parent / "paket.json").read_text())))
def test_a_batch_of_an_earlier_version_is_read_for_ever(nama: str) -> None:
    satu = json.loads((Path(__file__).parent / "paket.json").read_text())[nama]
    kunci = Ed25519PublicKey.from_public_bytes(bytes.fromhex(satu["kunci"]))
    paket = buka(b64decode(satu["paket"]), kunci)
    assert [[dict(s.isi), s.pribadi, s.garam.hex()] for s in paket.peristiwa] == satu["isi"]
    assert paket.digest[-1] == paket.kepala.digest
    assert nama == f"bentuk {2 if paket.kepala.ringkas else 1}, kamus {paket.kepala.kamus}"


def test_a_single_event_travels_in_less_than_half_and_few_in_a_hundred_and_sixty_bytes_each(
    peristiwa: list[Kiriman],
) -> None:
    def bita(nama: str, banyak: int) -> float:
        potongan = [peristiwa[awal : awal + banyak] for awal in range(0, len(peristiwa), banyak)]
        return sum(len(urai(kemas(satu, ASAL, KUNCI, nama))[2]) for satu in potongan) / len(peristiwa)

    assert bita(terbaru(), 1) < bita("", 1) * 0.5
    assert bita(terbaru(), 1) < 190
    assert bita(terbaru(), 5) < 160


def test_an_unknown_dictionary_is_refused_by_name(
    peristiwa: list[Kiriman], monkeypatch: pytest.MonkeyPatch
) -> None:
    paket = kemas(peristiwa, ASAL, KUNCI, terbaru())
    monkeypatch.setattr(kamus, "nama_kamus", tuple)
    kamus._kamus.cache_clear()
    with pytest.raises(InvalidInput) as tolak:
        buka(paket, KUNCI.public_key())
    assert (tolak.value.pesan.kode, dict(tolak.value.pesan.params)) == (
        kamus.TIDAK_DIKENAL,
        {"kamus": "k2"},
    )


@pytest.mark.parametrize(
    ("dikenal", "pilih"),
    [((), ""), (("k1",), "k1"), (("", "k9"), ""), (("k1", "k9"), "k1")],
)
def test_the_newest_that_both_know_is_used(
    dikenal: tuple[str, ...], pilih: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kamus, "nama_kamus", lambda: ("k1", "k2"))
    assert terbaru(dikenal) == pilih
    assert terbaru() == "k2"


def _nama(banyak: int) -> Iterator[str]:
    return (f"k{nomor}" for nomor in range(1, banyak + 1))


def test_the_tenth_dictionary_is_newer_than_the_ninth(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for nama in _nama(10):
        (tmp_path / f"{nama}.zdict").write_bytes(b"")
    monkeypatch.setattr(kamus, "_FOLDER", tmp_path)
    nama_kamus.cache_clear()
    try:
        assert nama_kamus() == tuple(_nama(10))
    finally:
        nama_kamus.cache_clear()


def test_a_header_has_one_form_only(peristiwa: list[Kiriman]) -> None:
    teks, tanda_tangan, tubuh = urai(kemas(peristiwa, ASAL, KUNCI))
    panjang = len(teks).to_bytes(4, "big")
    with pytest.raises(InvalidInput, match="paket_rusak"):
        urai(TANDA + panjang + teks + tanda_tangan + tubuh)  # the same words, with ids written out
