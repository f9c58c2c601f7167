"""Ids and digests as bytes: half as long, and back again exactly."""

import json
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.kernel.canonical import canonical_json
from eoffice.sinkron.rules.padat import kembangkan, padatkan

ID = "01938b1e-0000-7000-8000-00000000000a"
teks = st.text() | st.uuids().map(str) | st.binary(min_size=16, max_size=33).map(bytes.hex)
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
