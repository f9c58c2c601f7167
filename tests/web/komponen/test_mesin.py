"""Components are strict: whatever is not exactly as declared is refused, early and by name."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import pytest
from django.template import TemplateSyntaxError, VariableDoesNotExist, engines
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from eoffice.web.komponen.mesin import RECIPES, ComponentError, component, matches

from .gambar import draw


@pytest.mark.parametrize(
    "source",
    [
        '{% cap status="terbit" warna="hijau" %}',  # unknown parameter
        "{% cap %}",  # missing parameter
        '{% cap "terbit" %}',  # keyword-only
        '{% cap status="terbit" status="draf" %}',  # twice
        "{% ikon %}",
        '{% ikon "cek" "label" %}',
        '{% kabar jenis="info" %}never closed',
        '{% tombol teks="Kirim" onclick="x()" %}',
        "{% tidak_ada %}",
    ],
)
def test_a_wrong_call_fails_when_compiled(source: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        draw(source)


@pytest.mark.parametrize(
    ("source", "context"),
    [
        ("{% tombol teks=angka %}", {"angka": 3}),
        ('{% tombol teks="Kirim" lebar="ya" %}', {}),
        ('{% tombol teks="Kirim" jenis="besar" %}', {}),
        ("{% jam_layanan sisa=sisa janji=420 %}", {"sisa": 1.5}),
        ("{% jam_layanan sisa=sisa janji=420 %}", {"sisa": True}),
        ("{% tuju_butir ke='/' judul='x' tanda=tanda %}", {"tanda": "<b>not safe</b>"}),
        ("{% isian bidang %}", {"bidang": "not a field"}),
        ('{% titik keadaan="lewat" judul="x" saat=saat %}', {"saat": date(2026, 11, 24)}),
        ('{% linimasa %}{% titik keadaan="besok" judul="x" %}{% endlinimasa %}', {}),
    ],
)
def test_a_wrong_type_fails_when_drawn(source: str, context: dict[str, Any]) -> None:
    with pytest.raises(ComponentError, match="parameter"):
        draw(source, **context)


def test_an_undefined_variable_is_not_an_empty_string() -> None:
    with pytest.raises(VariableDoesNotExist):
        draw("{% kembali ke=tidak_ada %}")


def test_a_default_filter_answers_for_an_undefined_variable() -> None:
    assert 'href="/"' in draw("{% kembali ke=ada|default:'/' %}", ada="")


@pytest.mark.parametrize(
    "source", ['{% cap status="x" %}', '{% putusan hasil="x" %}{% endputusan %}', '{% ikon "x" %}']
)
def test_an_unknown_name_of_a_table_is_a_lookup_error(source: str) -> None:
    with pytest.raises(LookupError):
        draw(source)


def test_a_component_can_be_kept_in_a_variable() -> None:
    html = draw('{% cap status="terbit" as tanda %}[{{ tanda }}]{{ tanda }}')
    assert html.startswith("[<span")
    assert html.count("Selesai") == 2


def test_a_block_component_sees_the_context_of_its_place() -> None:
    html = draw("{% for n in angka %}{% kartu %}<p>{{ n }}</p>{% endkartu %}{% endfor %}", angka=[1, 2])
    assert "<p>1</p>" in html
    assert "<p>2</p>" in html


def test_a_component_does_not_leak_into_the_page() -> None:
    assert draw("{% kabar judul='Dalam' %}{% endkabar %}{{ judul }}", judul="Luar").endswith("Luar")


def test_a_lazy_text_is_a_text() -> None:
    assert "Halo" in draw("{% tombol teks=teks %}", teks=gettext_lazy("Halo"))


@pytest.mark.parametrize(
    ("value", "hint", "fits"),
    [
        ("a", str, True),
        (SafeString("a"), str, True),
        (1, str, False),
        (1, int, True),
        (True, int, False),
        (True, bool, True),
        (None, str | None, True),
        (None, None, True),
        ("a", Literal["a", "b"], True),
        ("c", Literal["a", "b"], False),
        (2, Literal[1, 2, 3], True),
        ([1], list[int], True),
        ((1,), list[int], False),
        (object(), Any, True),
        (date(2026, 1, 1), date, True),
        ("a", SafeString, False),
    ],
)
def test_matching_a_value_against_an_annotation(value: object, hint: Any, fits: bool) -> None:
    assert matches(value, hint) is fits


def test_every_parameter_must_have_a_type() -> None:
    def tanpa_tipe(*, teks) -> SafeString:  # type: ignore[no-untyped-def]
        return SafeString(teks)

    with pytest.raises(TemplateSyntaxError, match="teks"):
        component(name="tanpa_tipe")(tanpa_tipe)


def test_every_component_says_what_it_is() -> None:
    assert engines["django"]  # making the engine loads every library of components, those of the faces too
    assert len(RECIPES) >= 50
    silent = [name for name, recipe in RECIPES.items() if not (recipe.function.__doc__ or "").strip()]
    assert not silent


def test_a_component_without_a_template_must_return_html() -> None:
    @dataclass(frozen=True)
    class Kosong:
        pass

    def rusak() -> dict[str, object]:
        return {"x": Kosong()}

    component(name="uji_rusak")(rusak)
    try:
        with pytest.raises(ComponentError, match="no template"):
            draw("{% uji_rusak %}")
    finally:
        RECIPES.pop("uji_rusak")
