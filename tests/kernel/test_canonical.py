"""Canonical JSON: one value, one byte string."""

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.kernel.canonical import canonical_json

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
