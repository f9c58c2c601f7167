"""One byte string for one value, the same on every machine: what digests and signatures are taken of."""

import json
from collections.abc import Mapping
from typing import Final

_POLOS: Final = frozenset({str, int, bool, type(None)})
_TULIS: Final = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


def canonical_json(value: object) -> bytes:
    """Encode ``value`` as UTF-8 JSON with sorted keys and no white space.

    Only ``None``, booleans, integers, strings, lists, tuples and string-keyed mappings are accepted.
    Floats are refused because their text form differs between languages: write money and measures
    as integers.

    Raises:
        TypeError: a value of another type, a float, or a key that is not a string.
    """
    _refuse_ambiguous(value)
    return _TULIS(value).encode()


def _refuse_ambiguous(value: object) -> None:
    if value is None or isinstance(value, str | int):
        return
    if isinstance(value, list | tuple):
        for item in value:
            _refuse_ambiguous(item)
    elif isinstance(value, Mapping):
        if {*map(type, value)} <= {str} and {*map(type, value.values())} <= _POLOS:
            return  # by far most: thousands of rows are compared at once
        for key, item in value.items():
            if not isinstance(key, str):
                raise TypeError(f"JSON keys must be strings, not {type(key).__name__}")
            _refuse_ambiguous(item)
    else:
        raise TypeError(f"{type(value).__name__} has no canonical JSON form")
