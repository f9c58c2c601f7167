"""The header of the second and third form: short, one way of writing it, and nothing damaged is taken for one."""

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.kernel.chain import GENESIS
from eoffice.kernel.errors import InvalidInput
from eoffice.sinkron.rules.kepala import Induk, KepalaPaket, Rujukan
from eoffice.sinkron.rules.paket import BENTUK, TANDA, TANDA_RINGKAS, baca_kepala, rakit, tulis_kepala, urai
from eoffice.sinkron.rules.ringkas import MAKS_RUJUKAN, baca, dapat_ringkas, tulis

sidik = st.binary(min_size=32, max_size=32).map(bytes.hex)
angka = st.integers(1, 2**40)


@st.composite
def kepala(ambil: st.DrawFn) -> KepalaPaket:
    """Any header of the second or third form."""
    dari = ambil(angka)
    urut = ambil(
        st.sets(st.integers(1, dari - 1), max_size=20)
        | st.integers(1, min(30, dari - 1)).map(lambda n: set(range(dari - n, dari)))
        if dari > 1
        else st.just(set())
    )
    return KepalaPaket(
        desa=ambil(st.from_regex(r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}\.[0-9]{4}", fullmatch=True)),
        node=ambil(st.uuids()),
        epoch=ambil(st.uuids()),
        induk=ambil(st.none() | st.builds(Induk, st.uuids(), st.integers(0, 2**40))),
        dari=dari,
        jumlah=ambil(st.integers(1, 5000)),
        sebelum=GENESIS if dari == 1 else ambil(sidik),
        digest=ambil(sidik),
        kamus=ambil(st.sampled_from(["", "k1", "k2", "k10"])),
        panjang=ambil(st.integers(1, 2**24)),
        sha256="",
        rujukan=Rujukan(tuple(sorted(urut)), ambil(st.binary(min_size=4, max_size=4)).hex())
        if urut
        else None,
        pilah=ambil(st.booleans()),
    )


CONTOH = KepalaPaket(
    desa="32.07.15.2004",
    node=UUID(int=1),
    epoch=UUID(int=2),
    induk=None,
    dari=7001,
    jumlah=3,
    sebelum="ab" * 32,
    digest="cd" * 32,
    kamus="k2",
    panjang=4000,
    sha256="",
    rujukan=Rujukan((12, 6890, *range(6993, 7001)), "01020304"),
)


@given(kepala(), st.binary(max_size=80))
def test_a_header_comes_back_as_it_was_whatever_follows_it(satu: KepalaPaket, sesudah: bytes) -> None:
    teks = tulis(satu)
    assert baca(teks + sesudah) == (satu, len(teks))
    assert baca_kepala(tulis_kepala(satu)) == satu


@given(kepala(), st.binary(min_size=64, max_size=64), st.binary(min_size=1, max_size=50))
def test_a_batch_falls_into_its_parts(satu: KepalaPaket, tanda: bytes, tubuh: bytes) -> None:
    teks = tulis(satu)
    paket = rakit(teks, tanda, tubuh)
    assert urai(paket) == (teks, tanda, tubuh)
    assert paket[:4] == TANDA_RINGKAS != TANDA
    for potong in (0, 3, 4, len(teks), len(paket) - len(tubuh)):
        with pytest.raises(InvalidInput, match="paket_rusak"):
            urai(paket[:potong])


def test_it_is_less_than_half_of_the_first_form() -> None:
    lama = replace(CONTOH, sha256="ef" * 32, rujukan=None)
    penuh = len(rakit(tulis_kepala(lama), b"", b""))
    assert len(tulis(replace(CONTOH, rujukan=None))) < 120
    assert len(rakit(tulis_kepala(replace(CONTOH, rujukan=None)), b"", b"")) < penuh * 0.45
    assert len(tulis(CONTOH)) - len(tulis(replace(CONTOH, rujukan=None))) == 4 + 2 + 1 + 2
    assert BENTUK == 3


@given(st.binary(max_size=200))
def test_whatever_comes_it_is_a_header_or_is_refused(isi: bytes) -> None:
    try:
        satu, panjang = baca(isi)
    except InvalidInput:
        return
    assert tulis(satu) == isi[:panjang]


@given(kepala(), st.integers(0, 10_000), st.integers(1, 255))
def test_a_changed_byte_is_another_header_or_none(satu: KepalaPaket, tempat: int, beda: int) -> None:
    teks = bytearray(tulis(satu))
    teks[tempat % len(teks)] ^= beda
    try:
        lain, _ = baca(bytes(teks))
    except InvalidInput:
        return
    assert lain != satu


def test_a_number_with_needless_bytes_is_refused() -> None:
    teks = tulis(replace(CONTOH, rujukan=None, dari=1, sebelum=GENESIS))
    tempat = 1 + 5 + 16 + 16
    assert teks[tempat] == 1
    with pytest.raises(InvalidInput, match="paket_rusak"):
        baca(teks[:tempat] + b"\x81\x00" + teks[tempat + 1 :])


def test_it_refers_to_so_many_events_at_most_and_to_none_before_the_first() -> None:
    banyak = tuple(range(7001 - MAKS_RUJUKAN, 7001))
    teks = tulis(replace(CONTOH, rujukan=Rujukan(banyak, "01020304")))
    assert baca(teks)[0].rujukan == Rujukan(banyak, "01020304")
    lebih = (7001 - MAKS_RUJUKAN - 1, *banyak)
    with pytest.raises(InvalidInput, match="paket_rusak"):
        baca(tulis(replace(CONTOH, rujukan=Rujukan(lebih, "01020304"))))
    with pytest.raises(InvalidInput, match="paket_rusak"):
        baca(tulis(replace(CONTOH, rujukan=Rujukan((0,), "01020304"))))


@pytest.mark.parametrize(
    ("kode", "dapat"),
    [("32.07.15.2004", True), ("00.00.00.0000", True), ("3207152004", False), ("32.07", False), ("", False)],
)
def test_only_codes_of_villages_have_room(kode: str, dapat: bool) -> None:
    assert dapat_ringkas(kode) is dapat


def test_a_body_that_would_grow_too_much_is_refused_by_its_header() -> None:
    with pytest.raises(InvalidInput, match="terlalu_besar"):
        baca_kepala(tulis(replace(CONTOH, panjang=17 * 1024 * 1024)))
    with pytest.raises(InvalidInput, match="terlalu_besar"):
        baca_kepala(tulis(replace(CONTOH, jumlah=5001)))
