"""Dictionaries: a batch of one event is short, an old one is read for ever, an unknown one is refused with a word."""

import hashlib
import json
from base64 import b64decode
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from eoffice.jejak.aliran import Kiriman, kiriman, semua_ujung
from eoffice.kernel.chain import GENESIS
from eoffice.kernel.errors import InvalidInput
from eoffice.sinkron.rules.bita import Pembaca, angka
from eoffice.sinkron.rules.paket import TANDA, rakit, urai
from eoffice.sinkron.services import kamus
from eoffice.sinkron.services import kemas as services_kemas
from eoffice.sinkron.services.kamus import PERTAMA, nama_kamus, terbaru
from eoffice.sinkron.services.kemas import TANPA_ACUAN, Acuan, Asal, buka, intip, kemas
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


@pytest.mark.parametrize("bentuk", [2, 3])
@pytest.mark.parametrize("nama", ["", *SIDIK])
def test_a_batch_of_a_later_form_is_read_whatever_it_was_packed_with(
    nama: str, bentuk: int, peristiwa: list[Kiriman]
) -> None:
    paket = kemas(peristiwa, ASAL, KUNCI, nama, TANPA_ACUAN, bentuk)
    assert (intip(paket).kamus, intip(paket).ringkas, intip(paket).pilah) == (nama, True, bentuk == 3)
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
    bentuk = 3 if paket.kepala.pilah else 2 if paket.kepala.ringkas else 1
    assert nama == f"bentuk {bentuk}, kamus {paket.kepala.kamus}"


def test_a_single_event_travels_in_less_than_half_and_few_in_a_hundred_and_sixty_bytes_each(
    peristiwa: list[Kiriman],
) -> None:
    def bita(nama: str, banyak: int, acuan: Acuan | None = None) -> float:
        potongan = [peristiwa[awal : awal + banyak] for awal in range(0, len(peristiwa), banyak)]
        return sum(len(urai(kemas(satu, ASAL, KUNCI, nama, acuan))[2]) for satu in potongan) / len(peristiwa)

    assert bita(terbaru(), 1, TANPA_ACUAN) < bita("", 1) * 0.5
    assert bita(terbaru(), 1, TANPA_ACUAN) < 190
    assert bita(terbaru(), 5, TANPA_ACUAN) < 160
    assert bita(terbaru(), 1, TANPA_ACUAN) < bita("k2", 1) * 0.9
    assert bita(terbaru(), 5, TANPA_ACUAN) < bita("k2", 5) * 0.92


def test_an_unknown_dictionary_is_refused_by_name(
    peristiwa: list[Kiriman], monkeypatch: pytest.MonkeyPatch
) -> None:
    paket = kemas(peristiwa, ASAL, KUNCI, "k2")
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


def test_a_dictionary_of_words_and_numbers_is_for_the_form_that_has_them() -> None:
    assert (terbaru(None, 1), terbaru(None, 2), terbaru(None, 3)) == ("k2", "k2", "k3")
    assert terbaru(("k1", "k3"), 2) == "k1"
    assert terbaru(("k1", "k2"), 3) == "k2"


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


def _ubah_acak(tubuh: bytes, ubah: Callable[[bytes], bytes]) -> bytes:
    pembaca = Pembaca(tubuh)
    acak = ubah(pembaca.ambil(pembaca.angka()))
    return angka(len(acak)) + acak + tubuh[pembaca.tempat :]


@pytest.mark.parametrize(
    "rusak",
    [
        pytest.param(lambda tubuh: b"\xff", id="no-number"),
        pytest.param(lambda tubuh: angka(10**6) + tubuh, id="more-than-there-is"),
        pytest.param(lambda tubuh: angka(0) + tubuh, id="chance-taken-for-words"),
        pytest.param(lambda tubuh: _ubah_acak(tubuh, lambda acak: acak[:-1]), id="a-byte-less"),
        pytest.param(lambda tubuh: _ubah_acak(tubuh, lambda acak: acak + b"x"), id="a-byte-more"),
        pytest.param(lambda tubuh: _ubah_acak(tubuh, lambda acak: acak[:-1] + b"\0"), id="another-byte"),
        pytest.param(lambda tubuh: _ubah_acak(tubuh, lambda acak: b"\xff" * len(acak)), id="no-times"),
    ],
)
def test_a_signed_batch_whose_words_and_chance_do_not_fit_is_refused(
    rusak: Callable[[bytes], bytes], peristiwa: list[Kiriman]
) -> None:
    teks, _, tubuh = urai(kemas(peristiwa, ASAL, KUNCI, terbaru(), TANPA_ACUAN))
    lain = rusak(tubuh)
    tanda = KUNCI.sign(b"eoffice-paket\0" + teks + hashlib.sha256(lain).digest())
    with pytest.raises(InvalidInput, match="paket_rusak"):
        buka(rakit(teks, tanda, lain), KUNCI.public_key())


def test_a_batch_that_would_become_a_flood_is_refused(
    peristiwa: list[Kiriman], monkeypatch: pytest.MonkeyPatch
) -> None:
    paket = kemas(peristiwa, ASAL, KUNCI, terbaru(), TANPA_ACUAN)
    assert buka(paket, KUNCI.public_key())
    monkeypatch.setattr(services_kemas, "MAKS_PADAT", 1000)
    with pytest.raises(InvalidInput, match="paket_rusak"):
        buka(paket, KUNCI.public_key())
