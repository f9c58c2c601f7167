"""Budgets and promises of the design layer."""

import gzip
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.template.loader import render_to_string

from eoffice.web.gaya.contoh import konteks
from eoffice.web.komponen.ikon import JALUR

ROOT = Path(__file__).resolve().parents[3]
WEB = ROOT / "src" / "eoffice" / "web"
STATIC = WEB / "static" / "eoffice"
CSS = sorted(STATIC.glob("*.css"))
TEMPLATES = sorted(WEB.glob("*/templates/**/*.html"))


def weight(data: bytes) -> int:
    return len(gzip.compress(data, 9))


@pytest.mark.parametrize(
    ("files", "limit"),
    [
        (["desa.css"], 10_000),
        (["aparat.css"], 8_000),
        (["halus.js"], 1_500),
        (["kirim.js"], 5_000),
        (["htmx.min.js"], 18_000),
    ],
)
def test_a_file_keeps_its_budget(files: list[str], limit: int) -> None:
    assert sum(weight((STATIC / name).read_bytes()) for name in files) <= limit


@pytest.mark.parametrize(
    ("page", "limit"),
    [("warga", 14_000), ("tanya", 14_000), ("selesai", 14_000), ("verifikasi", 8_000)],
)
def test_html_and_css_of_a_citizens_page(page: str, limit: int) -> None:
    html = render_to_string(f"gaya/{page}.html", konteks()).encode()
    assert weight(html) + weight((STATIC / "desa.css").read_bytes()) <= limit


def test_the_first_load_of_a_citizens_page() -> None:
    html = render_to_string("gaya/warga.html", konteks()).encode()
    files = ["desa.css", "halus.js", "kirim.js", "ikon.svg"]
    assert weight(html) + sum(weight((STATIC / name).read_bytes()) for name in files) <= 30_000


def test_citizens_load_no_library() -> None:
    assert "htmx" not in render_to_string("gaya/warga.html", konteks())
    assert "<script" not in render_to_string("gaya/verifikasi.html", konteks())


@pytest.mark.parametrize("css", CSS, ids=lambda p: p.name)
@pytest.mark.parametrize(
    "forbidden",
    [
        r"color-mix\(",
        r"oklch\(",
        r"light-dark\(",
        r"@import",
        r"@font-face",
        r"https?://(?!www\.w3\.org)",
        r"@layer",
        r"&[ :.>]",
        r"\d[sdl]vh\b",
        r"@container",
    ],
)
def test_nothing_newer_than_the_browser_floor_and_nothing_from_elsewhere(css: Path, forbidden: str) -> None:
    assert not re.search(forbidden, css.read_text("utf-8"))


@pytest.mark.parametrize("css", CSS, ids=lambda p: p.name)
def test_has_stands_in_a_rule_of_its_own(css: Path) -> None:
    """An unknown selector drops the whole rule in Chrome 95."""
    for selector in re.findall(r"([^{}]*:has\([^{}]*)\{", css.read_text("utf-8")):
        assert "," not in re.sub(r"/\*.*?\*/", "", selector, flags=re.DOTALL)


@pytest.mark.parametrize("css", CSS, ids=lambda p: p.name)
def test_braces_are_balanced_and_every_token_is_defined(css: Path) -> None:
    text = css.read_text("utf-8")
    assert text.count("{") == text.count("}")
    defined = set(re.findall(r"(--[\w-]+):", (STATIC / "desa.css").read_text("utf-8")))
    assert set(re.findall(r"var\((--[\w-]+)\)", text)) <= defined


def test_the_forced_themes_of_the_style_guide_are_the_real_ones() -> None:
    def block(text: str, start: str) -> dict[str, str]:
        return dict(
            re.findall(r"(--ina-[\w-]+):([^;}]+)", text[text.index(start) :].split("}", maxsplit=1)[0])
        )

    desa, gaya = (STATIC / "desa.css").read_text("utf-8"), (STATIC / "gaya.css").read_text("utf-8")
    assert block(gaya, ".tema-terang{") == block(desa, ":root{color-scheme")
    assert block(gaya, ".tema-gelap{") == block(desa, "(prefers-color-scheme:dark)")


def _luminance(colour: str) -> float:
    colour = colour.strip().lstrip("#")
    colour = "".join(c * 2 for c in colour) if len(colour) == 3 else colour
    parts = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    r, g, b = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


PAIRS = [
    *[(text, ground, 4.5) for text in ("content-primary", "content-secondary", "primary-500", "negative")
      for ground in ("background-primary", "background-secondary")],
    *[(name, f"{name}-bg", 4.5) for name in ("positive", "warning", "negative", "info")],
    ("on-primary", "primary-500", 4.5),
    ("on-primary", "primary-700", 4.5),
    ("content-primary", "background-tertiary", 4.5),
    ("content-primary", "primary-50", 4.5),
    ("stroke-primary", "background-primary", 3.0),
    ("stroke-primary", "background-secondary", 3.0),
    ("background-primary", "accent-500", 4.5),
]  # fmt: skip


@pytest.mark.parametrize(("text", "ground", "least"), PAIRS)
@pytest.mark.parametrize("theme", [".tema-terang{", ".tema-gelap{"])
def test_contrast_of_the_tokens(theme: str, text: str, ground: str, least: float) -> None:
    gaya = (STATIC / "gaya.css").read_text("utf-8")
    light = dict(re.findall(r"--ina-([\w-]+):([^;}]+)", gaya[gaya.index(".tema-terang{") :].split("}")[0]))
    tokens = light | dict(re.findall(r"--ina-([\w-]+):([^;}]+)", gaya[gaya.index(theme) :].split("}")[0]))
    assert contrast(tokens[text], tokens[ground]) >= least


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda p: str(p.relative_to(WEB)))
def test_no_template_holds_style_or_script(template: Path) -> None:
    text = template.read_text("utf-8")
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)
    assert not re.search(r"(?:src|href)=[\"']https?://", text)


def test_every_icon_named_in_code_and_templates_is_in_the_registry() -> None:
    named = set()
    for path in [*TEMPLATES, *WEB.rglob("*.py")]:
        text = path.read_text("utf-8")
        named |= set(re.findall(r"{%\s*ikon \"(\w+)\"", text))
        named |= set(re.findall(r"\bikon(?:_akhir)?=\"(\w+)\"", text))
    assert named <= set(JALUR)


def test_licences_of_what_was_taken_in_stand_beside_it() -> None:
    assert "MIT License" in (WEB / "komponen" / "NOTICE-ikon.txt").read_text("utf-8")
    assert "Zero-Clause BSD" in (STATIC / "NOTICE-htmx.txt").read_text("utf-8")


def test_the_component_reference_is_fresh() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "component_docs.py", "--check"], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
