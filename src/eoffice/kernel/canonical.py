"""One byte string for one value, the same on every machine: what digests and signatures are taken of."""

import json
from collections.abc import Callable, Mapping
from json.encoder import encode_basestring
from typing import Any, Final, NoReturn

_POLOS: Final = frozenset({str, int, bool, type(None)})
canonical_text: Final = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode
"""Write a value canonically without asking whether it is ambiguous: for what was accepted before, or read as JSON."""
canonical_string: Final[Callable[[str], str]] = encode_basestring
"""Write a string as ``canonical_text`` does, at a tenth of the price."""


def canonical_json(value: object) -> bytes:
    """Encode ``value`` as UTF-8 JSON with sorted keys and no white space.

    Only ``None``, booleans, integers, strings, lists, tuples and string-keyed mappings are accepted.
    Floats are refused because their text form differs between languages: write money and measures
    as integers.

    Raises:
        TypeError: a value of another type, a float, or a key that is not a string.
    """
    _refuse_ambiguous(value)
    return canonical_plain(value)


def canonical_plain(value: object) -> bytes:
    """Return the same of a value that ``read_plain`` read: nothing in it is ambiguous, so it is not looked at again."""
    return canonical_text(value).encode()


def read_plain(text: str) -> Any:
    """Read JSON in which every value has a canonical form.

    Raises:
        ValueError: it is no JSON, or has a number that is no integer.
    """
    return _BACA(text)


def _refuse_number(text: str) -> NoReturn:
    raise ValueError(f"{text} has no canonical JSON form")


_BACA: Final = json.JSONDecoder(parse_float=_refuse_number, parse_constant=_refuse_number).decode


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
