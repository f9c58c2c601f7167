"""Words and chance apart: whatever an event says comes back byte for byte, and what does not fit is refused."""

from base64 import b32encode
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from eoffice.kernel.canonical import canonical_json
from eoffice.sinkron.rules.bita import angka, selisih
from eoffice.sinkron.rules.padat import padatkan_waktu
from eoffice.sinkron.rules.pilah import Pilah

MAKS = 2**24
ID = UUID("01938b1e-0001-7123-8456-0123456789ab")
ID_LAIN = UUID("cb3e9e5c-6201-5bb5-822b-5a369e4ee130")
SIDIK, GARAM = "ab" * 32, "cd" * 16
AWAL = datetime(1970, 1, 1, tzinfo=UTC)
SAAT = datetime(2026, 11, 24, 3, 4, 5, 678901, tzinfo=UTC)
KODE = bytes(range(16))
TTD = bytes(range(64))


def qr(kode: bytes = KODE, ttd: bytes = TTD, nama: bytes = b"ASEP PRIATNA") -> str:
    """Return the text of a QR: an address, and what is signed with its signature."""
    isi = b"\x84\x43\xa1\x01\x26\xa0\x58\x60\xa5\x01\x6a3207152004\x02\x6c" + nama + b"\x07\x50" + kode
    return "HTTPS://DESA.ID/V/" + b32encode(isi + b"skt" * 5 + b"\x58\x40" + ttd).decode().rstrip("=")


waktu = st.builds(lambda detik: AWAL + timedelta(seconds=detik), st.floats(0, 2**32 - 1)).flatmap(
    lambda saat: st.sampled_from(["seconds", "microseconds"]).map(
        lambda rinci: saat.isoformat(timespec=rinci)
    )
)
acak = (
    st.uuids(version=4).map(str)
    | st.integers(0, 2**128 - 1).map(lambda n: str(UUID(int=n & ~(0xF << 76) | 7 << 76)))
    | st.builds(lambda n: str(UUID(int=(int(ID) & ~(1 << 90)) + (n << 80))), st.integers(0, 400))
    | st.sampled_from([8, 16, 32]).flatmap(lambda n: st.binary(min_size=n, max_size=n)).map(bytes.hex)
    | waktu
    | st.builds(qr, st.binary(min_size=16, max_size=16), st.binary(min_size=64, max_size=64), st.binary())
    | st.binary(min_size=60, max_size=300).map(lambda isi: "/" + b32encode(isi).decode().rstrip("="))
    | st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567/", max_size=400)
)
biasa = st.none() | st.booleans() | st.integers() | st.text() | st.sampled_from([str(ID), SIDIK, GARAM, qr()])
isi = st.recursive(
    biasa | acak,
    lambda dalam: st.lists(dalam) | st.dictionaries(acak | st.text(), dalam),
    max_leaves=8,
)
baris = st.lists(isi, min_size=1, max_size=4)


def tulis(semua: list[Any]) -> bytes:
    return padatkan_waktu(b"\n".join(canonical_json(satu) for satu in semua))


def bolak_balik(lama: bytes, baru: bytes) -> tuple[bytes, bytes]:
    """Send words and chance, and have them put together at the other side; return both."""
    kata, chance = Pilah(lama).pisah(baru)
    assert Pilah(lama).gabung(kata, chance, MAKS) == baru
    return kata, chance


@given(baris, st.just([]) | baris)
@example([qr(), KODE.hex(), qr()], [])
@example([KODE.hex(), qr()], [qr()])
@example([str(ID), str(UUID(int=int(ID) - (5 << 80)))], [])
@example(["\x01" * 17, "\u007f\x80\n", "é" * 8], ["\x11\x00"])
def test_any_event_comes_back_byte_for_byte(semua: list[Any], dipegang: list[Any]) -> None:
    bolak_balik(tulis(dipegang), tulis(semua))


@given(st.binary(max_size=200), st.binary(max_size=200))
def test_also_what_is_no_event_comes_back_or_is_refused(lama: bytes, baru: bytes) -> None:
    kata, chance = Pilah(lama).pisah(baru)
    try:
        kembali = Pilah(lama).gabung(kata, chance, MAKS)
    except (ValueError, IndexError, OverflowError):
        return
    assert isinstance(kembali, bytes)


@given(st.binary(max_size=200), st.binary(max_size=200), baris)
def test_whatever_comes_it_is_put_together_or_refused(
    kata: bytes, chance: bytes, dipegang: list[Any]
) -> None:
    try:
        hasil = Pilah(tulis(dipegang)).gabung(kata, chance, 1000)
    except (ValueError, IndexError, OverflowError):
        return
    assert len(hasil) <= 1000 + len(kata)


@pytest.mark.parametrize(
    ("nilai", "panjang"),
    [
        (str(ID_LAIN), 16),
        (SIDIK, 32),
        (GARAM, 16),
        ("07e469b5bf99fc3a", 8),
        (qr(), 64 + 16),
    ],
)
def test_chance_stands_once_and_among_the_words_only_a_number(nilai: str, panjang: int) -> None:
    kata, chance = bolak_balik(b"", tulis([nilai, [nilai], nilai]))
    assert len(chance) == panjang
    sekali, _ = bolak_balik(b"", tulis([nilai]))
    assert len(kata) <= len(sekali) + len(b"\n[]\n") + 2 * (2 + len("HTTPS://DESA.ID/V") + 2)


def test_what_the_receiver_holds_is_not_sent_again() -> None:
    semua = [str(ID), SIDIK, GARAM, SAAT.isoformat(), qr(), "07e469b5bf99fc3a"]
    lama = tulis(semua)
    kata, chance = bolak_balik(lama, tulis(list(reversed(semua))))
    assert chance == b""
    assert len(kata) < 80


@pytest.mark.parametrize(
    ("sesudah", "panjang"), [(0, 10), (62, 10), (63, 11), (64, 12), (-1, 11), (-1000, 12), (86_400_000, 14)]
)
def test_an_id_made_soon_after_another_needs_no_byte_for_its_time(sesudah: int, panjang: int) -> None:
    lain = UUID(int=int(ID) + (sesudah << 80) + 1)
    _, chance = bolak_balik(tulis([str(ID)]), tulis([str(lain)]))
    assert len(chance) == panjang


@pytest.mark.parametrize(
    ("sesudah", "rinci", "panjang"),
    [
        (timedelta(seconds=5), "seconds", 1),
        (timedelta(hours=-1), "seconds", 2),
        (timedelta(milliseconds=3), "microseconds", 2),
        (timedelta(minutes=1), "microseconds", 4),
    ],
)
def test_a_time_is_told_by_its_distance(sesudah: timedelta, rinci: str, panjang: int) -> None:
    _, chance = bolak_balik(tulis([SAAT.isoformat()]), tulis([(SAAT + sesudah).isoformat(timespec=rinci)]))
    assert len(chance) == panjang


def test_two_letters_read_alike() -> None:
    def surat(nomor: int) -> bytes:
        return tulis(
            [{"id": str(UUID(int=int(ID) + nomor)), "foto": [f"{nomor:064x}"], "pada": SAAT.isoformat()}]
        )

    assert bolak_balik(b"", surat(1))[0] == bolak_balik(b"", surat(2))[0]


def test_a_code_that_the_event_tells_as_well_is_not_repeated_in_its_qr() -> None:
    kata, chance = bolak_balik(b"", tulis([KODE.hex(), qr()]))
    assert len(chance) == 16 + 64
    assert KODE not in kata


@pytest.mark.parametrize(
    "teks",
    [
        "A" * 161,  # no whole number of bytes
        "A" * 161 + "B",  # bits behind the last byte
        "A" * 159,
        "1" * 200,
        "a" * 200,
    ],
)
def test_what_is_no_qr_stays_text(teks: str) -> None:
    lama = tulis(["/" + teks])
    assert bolak_balik(b"", lama) == (lama, b"")


def test_a_nik_stays_among_the_words_where_its_district_repeats_itself() -> None:
    lama = tulis(["3207152301139000"])
    assert bolak_balik(b"", lama) == (lama, b"")


@pytest.mark.parametrize(
    ("kata", "chance"),
    [
        (b"\x02\x01", b"a" * 32),  # a number that was not given yet
        (b"\x12\x00", b""),  # one of the receiver's events, who named none
        (b"\x02\x80\x00", b"a" * 32),  # a number with needless bytes
        (b"\x02\x00", b"a" * 31),  # chance that is cut
        (b"\x02\x00", b"a" * 33),  # chance nobody wants
        (b"\x08\x00\x01x", b"a" * 64),  # a QR without its code
        (b"\x08\x00\x01x\x03\x80", b"a" * 80),
        (b"\x08\x00\x05", b"a" * 64),  # a QR that is cut
        (b"\x04\x00", selisih(-1)),  # before 1970
        (b"\x05\x00", selisih(2**52)),  # after 2106
        (b"\x01\x00", (63 << 74).to_bytes(10, "big") + selisih(-5)),
        (b"\x01\x00", (63 << 74).to_bytes(10, "big") + selisih(2**48)),
        (b"\x01\x00", (63 << 74).to_bytes(10, "big") + b"\xff" * 12),
    ],
)
def test_what_does_not_fit_together_is_refused(kata: bytes, chance: bytes) -> None:
    with pytest.raises((ValueError, IndexError, OverflowError)):
        Pilah(b"").gabung(b'"' + kata, chance, MAKS)


def test_a_few_words_never_become_a_flood() -> None:
    isi = angka(0) + angka(900) + b"x" * 900
    kata, chance = b"\x08\x00" + isi + b"\x08\x00" * 100_000, TTD
    with pytest.raises(ValueError, match=r"^$"):
        Pilah(b"").gabung(kata, chance, 1_000_000)
