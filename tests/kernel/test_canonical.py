"""Canonical JSON: one value, one byte string."""

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.kernel.canonical import canonical_json, canonical_plain, read_plain

scalars = st.none() | st.booleans() | st.integers() | st.text()
values = st.recursive(
    scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20
)


@given(values)
def test_reads_back_as_the_same_value(value: object) -> None:
    assert json.loads(canonical_json(value)) == value


@given(st.dictionaries(st.text(), scalars, min_size=2))
def test_the_order_of_keys_does_not_matter(value: dict[str, object]) -> None:
    turned = dict(reversed(value.items()))
    assert canonical_json(turned) == canonical_json(value)


def test_is_compact_utf8() -> None:
    assert canonical_json({"b": [1, 2], "a": "ᮃᮞᮨᮕ"}) == '{"a":"ᮃᮞᮨᮕ","b":[1,2]}'.encode()


@pytest.mark.parametrize(
    "bad", [1.5, float("nan"), dt.date(2026, 1, 1), {1: "x"}, {"a": [0.1]}, b"x", {"s": {1}}]
)
def test_refuses_what_has_no_single_form(bad: object) -> None:
    with pytest.raises(TypeError):
        canonical_json(bad)


def test_a_tuple_is_a_list() -> None:
    assert canonical_json((1, "a")) == b'[1,"a"]'


@given(values)
def test_what_was_read_as_plain_needs_no_second_look(value: object) -> None:
    text = canonical_json(value)
    assert canonical_plain(read_plain(text.decode())) == text


@pytest.mark.parametrize(
    "text", ["1.0", "1e3", "-0.5", "NaN", "Infinity", "-Infinity", '{"a":[1,2.5]}', "", "{", "1 2"]
)
def test_reading_refuses_numbers_that_are_no_integers_and_what_is_no_json(text: str) -> None:
    with pytest.raises(ValueError):
        read_plain(text)


def test_integers_of_any_length_and_texts_that_look_like_numbers_are_read() -> None:
    assert read_plain(f'{{"a":"1.5","b":{10**40}}}') == {"a": "1.5", "b": 10**40}
