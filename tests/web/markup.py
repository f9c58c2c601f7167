"""A small judge of HTML: balanced, unique ids, references that lead somewhere, nothing inline."""

import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
SVG_SELF_CLOSING = {"path", "circle", "rect"}
REFERENCES = ("for", "aria-describedby", "aria-labelledby", "aria-controls")


BANTUAN = re.compile(r'<aside class="bantuan .*?</aside>', re.DOTALL)


def tanpa_bantuan(halaman: str) -> str:
    """Return a page without its help, which tells of buttons and words that the page itself may not show."""
    return BANTUAN.sub("", halaman)


@dataclass
class Page(HTMLParser):
    """What was found in one document or fragment."""

    open_tags: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    ids: Counter[str] = field(default_factory=Counter)
    references: list[tuple[str, str]] = field(default_factory=list)
    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Return the words as they run on."""
        return "".join(self.pieces)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.tags.append((tag, found))
        if len(found) != len(attrs):
            self.problems.append(f"<{tag}>: an attribute twice: {attrs}")
        if "id" in found:
            self.ids[found["id"]] += 1
        self.references += [
            (name, wanted) for name in REFERENCES if name in found for wanted in found[name].split()
        ]
        self._nothing_inline(tag, found)
        if tag not in VOID:
            self.open_tags.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open_tags.pop()
        if tag not in VOID | SVG_SELF_CLOSING:
            self.problems.append(f"<{tag}/> does not close itself in HTML")

    def handle_endtag(self, tag: str) -> None:
        if not self.open_tags or self.open_tags.pop() != tag:
            self.problems.append(f"</{tag}> closes something else")

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)

    def _nothing_inline(self, tag: str, found: dict[str, str]) -> None:
        inline = [name for name in found if name == "style" or name.startswith("on")]
        if inline or tag == "style" or (tag == "script" and not found.get("src")):
            self.problems.append(f"<{tag}>: inline style or script: {inline}")
        if tag == "img" and "alt" not in found:
            self.problems.append("<img> without alt")

    def all(self, tag: str, **wanted: str) -> list[dict[str, str]]:
        """Return the attributes of every such tag; ``class_="x"`` looks for one class among several."""
        kelas = wanted.pop("class_", None)
        return [
            found
            for name, found in self.tags
            if name == tag
            and (kelas is None or kelas in found.get("class", "").split())
            and all(found.get(k.replace("_", "-")) == v for k, v in wanted.items())
        ]


def read(html: str) -> Page:
    """Parse a fragment or page and fail on anything a validator would refuse."""
    page = Page()
    page.feed(html)
    page.close()
    if page.open_tags:
        page.problems.append(f"never closed: {page.open_tags}")
    page.problems += [f"id {name!r} {n} times" for name, n in page.ids.items() if n > 1]
    page.problems += [
        f"{how} {name!r} leads nowhere" for how, name in page.references if name not in page.ids
    ]
    assert not page.problems, (page.problems, html)
    return page
