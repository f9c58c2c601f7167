"""Bytes and digests that must never change: chains already written would break."""

import hashlib
import json
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.kernel import errors
from eoffice.kernel.canonical import canonical_json
from eoffice.kernel.chain import GENESIS, Break, Link, first_break, link_digest, private_digest
from eoffice.kernel.messages import Pesan
from eoffice.kernel.peran import Peran

ISI = {"nama": "Euis Komariah", "urut": 7, "ada": True, "tidak": None, "daftar": [1, "dua", []], "ᮞᮥᮔ᮪ᮓ": "😀"}


@pytest.mark.parametrize(
    ("nilai", "bita"),
    [
        (None, b"null"),
        (True, b"true"),
        (0, b"0"),
        (-1, b"-1"),
        (10**30, b"1000000000000000000000000000000"),
        ("", b'""'),
        ("\u00e9", b'"\xc3\xa9"'),
        ('a"b\\c', b'"a\\"b\\\\c"'),
        ("\n\t\x00\x1f", b'"\\n\\t\\u0000\\u001f"'),
        ("/</script>", b'"/</script>"'),
        ([], b"[]"),
        ({}, b"{}"),
        ({"b": 1, "a": {"d": 1, "c": 2}}, b'{"a":{"c":2,"d":1},"b":1}'),
        ({"B": 1, "a": 1, "10": 1, "9": 1}, b'{"10":1,"9":1,"B":1,"a":1}'),
        ({"\u00e9": 1, "e": 1, "z": 1}, '{"e":1,"z":1,"é":1}'.encode()),
    ],
)
def test_the_bytes_of_a_value_are_fixed(nilai: object, bita: bytes) -> None:
    assert canonical_json(nilai) == bita


@pytest.mark.parametrize(
    "nilai", [float("inf"), 0.0, -0.0, 1e3, complex(1), object(), Exception, b"", bytearray(), {None: 1}, {True: 1}, {("a",): 1}, range(3), iter([1])]
)  # fmt: skip
def test_a_value_two_machines_could_write_differently_is_refused(nilai: object) -> None:
    for tempat in (nilai, [nilai], {"a": nilai}, [{"a": [nilai]}], (nilai,)):
        with pytest.raises(TypeError):
            canonical_json(tempat)


def test_half_of_a_character_pair_has_no_bytes() -> None:
    with pytest.raises(UnicodeEncodeError):
        canonical_json("\ud800")


def test_the_digests_of_a_known_event_are_fixed() -> None:
    """Worked out once with other tools: SHA-256 over the bytes above, in the order the docstring says."""
    inner = hashlib.sha256(
        json.dumps(ISI, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    )
    assert link_digest(GENESIS, ISI) == hashlib.sha256(bytes(32) + inner.digest()).hexdigest()
    assert private_digest(bytes(16), {}) == hashlib.sha256(bytes(16) + b"{}").hexdigest()
    assert GENESIS == "0" * 64


def test_a_digest_depends_on_everything_before_it() -> None:
    satu = link_digest(GENESIS, ISI)
    assert link_digest(satu, ISI) != satu
    assert len({link_digest(d, ISI) for d in (GENESIS, satu, "f" * 64)}) == 3


@pytest.mark.parametrize("buruk", ["", "x" * 64, "0" * 63, "zz"])
def test_a_digest_that_is_none_does_not_pass_for_one(buruk: str) -> None:
    """A stored joint of nonsense is a break of the joint, not a crash of the walk."""
    link = Link(1, buruk, link_digest(GENESIS, ISI), ISI)
    assert first_break([link]) == Break(1, "sambungan")


rantai = st.lists(
    st.dictionaries(st.text(max_size=3), st.integers() | st.text(max_size=3)), min_size=3, max_size=9
)


def rangkai(isi: list[dict[str, object]]) -> list[Link]:
    links: list[Link] = []
    before = GENESIS
    for nomor, satu in enumerate(isi, 1):
        links.append(Link(nomor, before, link_digest(before, satu), satu))
        before = links[-1].digest
    return links


@given(rantai, st.data())
def test_two_links_swapped_break_at_the_first_of_them(
    isi: list[dict[str, object]], data: st.DataObject
) -> None:
    links = rangkai(isi)
    place = data.draw(st.integers(0, len(links) - 2))
    links[place], links[place + 1] = links[place + 1], links[place]
    assert first_break(links) == Break(place + 1, "celah")
    for nomor, link in enumerate(links, 1):  # also with the numbers put right
        links[nomor - 1] = replace(link, urut=nomor)
    assert first_break(links) == Break(place + 1, "sambungan")


@given(rantai, st.data())
def test_a_link_put_in_breaks_where_it_was_put(isi: list[dict[str, object]], data: st.DataObject) -> None:
    links = rangkai(isi)
    place = data.draw(st.integers(1, len(links) - 1))
    palsu = Link(
        place + 1, links[place - 1].digest, link_digest(links[place - 1].digest, {"palsu": 1}), {"palsu": 1}
    )
    assert first_break([*links[:place], palsu, *links[place:]]) == Break(place + 2, "celah")


@given(rantai, st.data())
def test_a_walk_in_pieces_finds_what_a_walk_in_one_finds(
    isi: list[dict[str, object]], data: st.DataObject
) -> None:
    links = rangkai(isi)
    if data.draw(st.booleans()):
        rusak = data.draw(st.integers(0, len(links) - 1))
        links[rusak] = replace(links[rusak], isi={"palsu": True, "x": rusak})
    whole = first_break(links)
    edges = sorted({0, len(links), *data.draw(st.lists(st.integers(0, len(links)), max_size=4))})
    after, urut, found = GENESIS, 0, None
    for start, end in pairwise(edges):
        found = found or first_break(links[start:end], after=after, urut=urut)
        after, urut = links[end - 1].digest, links[end - 1].urut
    assert found == whole


def test_no_links_are_a_whole_chain() -> None:
    assert first_break([]) is None
    assert first_break(iter([]), after="f" * 64, urut=12) is None


# ---- errors: each way of ending badly has one place in the tree, and its message ----


@pytest.mark.parametrize(
    ("jenis", "induk"),
    [
        (errors.RuleRefused, errors.EofficeError),
        (errors.InvalidInput, errors.RuleRefused),
        (errors.ChangedMeanwhile, errors.EofficeError),
        (errors.NotFound, errors.EofficeError),
        (errors.TooManyAttempts, errors.EofficeError),
        (errors.ServiceDown, errors.EofficeError),
        (errors.StorageFull, errors.ServiceDown),
    ],
)
def test_every_error_has_its_place(
    jenis: type[errors.EofficeError], induk: type[errors.EofficeError]
) -> None:
    assert jenis.__mro__[1] is induk
    error = jenis() if jenis is errors.StorageFull else jenis(Pesan("uji.apa", n=1))
    assert str(error) == str(error.pesan)
    with pytest.raises(induk):
        raise error


def test_a_missing_page_and_a_foreign_one_read_the_same() -> None:
    assert str(errors.NotFound()) == str(errors.NotFound(None)) == "kernel.tidak_ditemukan"


def test_fields_of_a_refusal_are_its_own_copy() -> None:
    galat = {"nama": Pesan("uji.kosong")}
    error = errors.InvalidInput(Pesan("uji.periksa"), galat)
    galat["lain"] = Pesan("uji.lain")
    assert error.per_field == {"nama": Pesan("uji.kosong")}


def test_roles_are_words_of_the_office() -> None:
    assert {p.value for p in Peran} == {
        "warga", "operator", "pemeriksa", "penanda_tangan", "sistem", "kabupaten",
    }  # fmt: skip
    assert Peran("warga") is Peran.WARGA
