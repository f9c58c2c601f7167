"""The digest chain: any change, gap, double or reorder is found, and at its place."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from eoffice.kernel.chain import GENESIS, Break, Link, first_break, link_digest, private_digest

contents = st.lists(st.dictionaries(st.text(max_size=5), st.integers()), min_size=1, max_size=12)


def chain_of(payloads: list[dict[str, int]]) -> list[Link]:
    links: list[Link] = []
    before = GENESIS
    for number, payload in enumerate(payloads, start=1):
        digest = link_digest(before, payload)
        links.append(Link(number, before, digest, payload))
        before = digest
    return links


@given(contents)
def test_an_untouched_chain_holds(payloads: list[dict[str, int]]) -> None:
    assert first_break(chain_of(payloads)) is None


@given(contents, st.data())
def test_changed_content_is_found_where_it_is(payloads: list[dict[str, int]], data: st.DataObject) -> None:
    links = chain_of(payloads)
    place = data.draw(st.integers(0, len(links) - 1))
    links[place] = replace(links[place], isi={**links[place].isi, "palsu": 1, "": 99})
    found = first_break(links)
    assert found == Break(place + 1, "isi")


@given(contents, st.data())
def test_a_rewritten_link_breaks_the_next_joint(payloads: list[dict[str, int]], data: st.DataObject) -> None:
    links = chain_of([*payloads, {"akhir": 1}])
    place = data.draw(st.integers(0, len(links) - 2))
    forged = {"palsu": 1}
    before = links[place].sebelum
    links[place] = Link(place + 1, before, link_digest(before, forged), forged)
    assert first_break(links) == Break(place + 2, "sambungan")


@given(contents, st.data())
def test_a_removed_link_is_a_gap(payloads: list[dict[str, int]], data: st.DataObject) -> None:
    links = chain_of([*payloads, {"akhir": 1}])
    place = data.draw(st.integers(0, len(links) - 2))
    del links[place]
    assert first_break(links) == Break(place + 1, "celah")


def test_a_doubled_link_is_a_gap() -> None:
    links = chain_of([{"a": 1}, {"b": 2}])
    assert first_break([links[0], links[0], links[1]]) == Break(2, "celah")


def test_walking_on_from_a_trusted_link() -> None:
    links = chain_of([{"a": 1}, {"b": 2}, {"c": 3}])
    assert first_break(links[2:], after=links[1].digest, urut=2) is None
    assert first_break(links[2:], after=links[0].digest, urut=2) == Break(3, "sambungan")


def test_the_same_payload_with_another_salt_has_another_digest() -> None:
    payload = {"nama": "Euis Komariah"}
    assert private_digest(b"a" * 16, payload) != private_digest(b"b" * 16, payload)
    assert private_digest(b"a" * 16, payload) == private_digest(b"a" * 16, dict(payload))
