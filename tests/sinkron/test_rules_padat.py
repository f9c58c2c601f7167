"""Ids and digests as bytes: half as long, and back again exactly."""

import json
from datetime import UTC
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.kernel.canonical import canonical_json
from eoffice.sinkron.rules.padat import kembangkan, kembangkan_waktu, padatkan, padatkan_waktu

ID = "01938b1e-0000-7000-8000-00000000000a"
teks = st.text() | st.uuids().map(str) | st.binary(min_size=16, max_size=33).map(bytes.hex)
waktu = st.builds(
    lambda saat, rinci: str(saat.isoformat(timespec=rinci)),
    st.datetimes(timezones=st.just(UTC)),
    st.sampled_from(["seconds", "microseconds", "milliseconds", "auto"]),
)
waktu_isi = st.recursive(
    st.none() | teks | waktu,
    lambda dalam: st.lists(dalam) | st.dictionaries(teks | waktu, dalam),
    max_leaves=15,
)
isi = st.recursive(
    st.none() | st.integers() | teks,
    lambda dalam: st.lists(dalam) | st.dictionaries(teks, dalam),
    max_leaves=15,
)


@given(st.lists(isi, min_size=1, max_size=4))
def test_lines_come_back_as_they_were(semua: list[Any]) -> None:
    lama = b"\n".join(canonical_json(satu) for satu in semua)
    assert kembangkan(padatkan(lama)) == lama
    assert len(padatkan(lama)) <= len(lama)


@pytest.mark.parametrize("panjang", [32, 64])
def test_a_digest_takes_half(panjang: int) -> None:
    lama = json.dumps("a" * panjang).encode()
    assert len(padatkan(lama)) == panjang // 2 + 1


def test_an_id_takes_seventeen_bytes_also_where_they_look_like_marks_and_lines() -> None:
    for satu in (uuid4(), UUID(int=0x010203010203010203010203010A0A0A), UUID(bytes=b"\n" * 16)):
        lama = canonical_json([str(satu), str(satu)])
        assert len(padatkan(lama)) == 2 * 17 + 3
        assert kembangkan(padatkan(lama)) == lama


@pytest.mark.parametrize(
    "kata", [ID.upper(), ID[:-1], ID + "0", f"x{ID}", "a" * 63, "A" * 64, ID.replace("-", "") + "-", ""]
)
def test_what_is_no_id_stays_text(kata: str) -> None:
    lama = canonical_json(kata)
    assert padatkan(lama) == lama


@given(st.lists(waktu_isi, min_size=1, max_size=4))
def test_lines_with_times_come_back_as_they_were(semua: list[Any]) -> None:
    lama = b"\n".join(canonical_json(satu) for satu in semua)
    padat = padatkan_waktu(lama)
    assert kembangkan_waktu(padat) == lama
    assert len(padat) <= len(padatkan(lama))


@pytest.mark.parametrize(
    ("kata", "panjang"),
    [
        ("2026-11-24T18:03:24+00:00", 5),
        ("2026-11-24T18:03:24.123456+00:00", 8),
        ("2026-11-24T18:03:24.000000+00:00", 8),
        ("1970-01-01T00:00:00+00:00", 5),
    ],
)
def test_a_time_takes_a_few_bytes(kata: str, panjang: int) -> None:
    assert len(padatkan_waktu(canonical_json(kata))) == panjang
    assert kembangkan_waktu(padatkan_waktu(canonical_json(kata))) == canonical_json(kata)


@pytest.mark.parametrize(
    "kata",
    [
        "2026-13-24T18:03:24+00:00",
        "2026-02-30T18:03:24+00:00",
        "2026-11-24T24:00:00+00:00",
        "2026-11-24T18:03:60+00:00",
        "2026-11-24T18:03:24+07:00",
        "2026-11-24T18:03:24.123+00:00",
        "1969-12-31T23:59:59+00:00",
        "2106-02-07T06:28:16+00:00",
        "9999-12-31T23:59:59.999999+00:00",
        "2026-11-24",
    ],
)
def test_a_time_that_has_no_room_or_does_not_exist_stays_text(kata: str) -> None:
    lama = canonical_json(kata)
    assert padatkan_waktu(lama) == lama
    assert kembangkan_waktu(lama) == lama


@given(st.binary(max_size=40))
def test_no_bytes_whatever_break_the_way_back(isi: bytes) -> None:
    assert isinstance(kembangkan_waktu(isi), bytes)
