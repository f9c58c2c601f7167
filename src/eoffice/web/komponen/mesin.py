"""The machinery behind the component tags: strict parameters, checked types, one template each.

A component is a plain typed function.  `component(template=...)` turns it into a template tag:

* an unknown, doubled or missing parameter is refused when the template is compiled;
* an undefined variable is refused when it is rendered (Django alone would pass an empty string);
* a value of the wrong type is refused too, by the function's own annotations.

A function that has a keyword `isi: SafeString` becomes a block tag and receives what stands between its
tag and `end<tag>`.  A function returns the context of its template, or finished HTML as `SafeString`.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from django.template import Context, Library, Node, NodeList, TemplateSyntaxError
from django.template import library as django_library
from django.template.base import FilterExpression, Parser, Token, Variable
from django.utils.functional import Promise
from django.utils.safestring import SafeString

Rendered = SafeString | dict[str, object]
F = TypeVar("F", bound=Callable[..., Rendered])

_parse_bits: Any = django_library.parse_bits  # the stubs miss a parameter of Django 5.2

register = Library()
"""The one tag library of the product; `templatetags/komponen.py` shows it to Django."""


class ComponentError(TypeError):
    """A component was given something it does not take; names the tag and the parameter."""


def matches(value: object, hint: Any) -> bool:
    """Does `value` fit the annotation `hint`?  Containers are checked by their own class only."""
    origin = get_origin(hint)
    if hint is Any:
        return True
    if origin in (Union, UnionType):
        return any(matches(value, part) for part in get_args(hint))
    if origin is Literal:
        return value in get_args(hint)
    if origin is not None:
        return isinstance(value, origin)
    if hint is None or hint is NoneType:
        return value is None
    if hint is str:
        return isinstance(value, str | Promise)
    if hint is int:
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, hint)


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a tag knows about its function: names, defaults and annotations."""

    name: str
    function: Callable[..., Rendered]
    template: str | None
    positional: list[str]
    keyword: list[str]
    optional: dict[str, object]
    hints: dict[str, Any]
    is_block: bool
    takes_context: bool

    def check(self, given: Mapping[str, object]) -> dict[str, object]:
        """The parameters, lazy texts resolved.  Raises ComponentError at the first wrong type."""
        checked: dict[str, object] = {}
        for key, value in given.items():
            if not matches(value, self.hints[key]):
                raise ComponentError(
                    f"{{% {self.name} %}}: parameter {key} wants {self.hints[key]}, got {value!r}"
                )
            checked[key] = str(value) if isinstance(value, Promise) else value
        return checked


RECIPES: dict[str, Recipe] = {}
"""All components by tag name; docs/components.md is written from it."""


def resolve_strictly(expression: FilterExpression, context: Context) -> object:
    """The value of a tag parameter; raises VariableDoesNotExist for a bare undefined variable."""
    if isinstance(expression.var, Variable) and not expression.filters:
        return expression.var.resolve(context)
    return expression.resolve(context)


class ComponentNode(Node):
    """One use of a component in a template."""

    child_nodelists = ("body",)

    def __init__(
        self,
        recipe: Recipe,
        args: list[FilterExpression],
        kwargs: dict[str, FilterExpression],
        body: NodeList,
        target: str | None,
    ) -> None:
        self.recipe, self.args, self.kwargs, self.body, self.target = recipe, args, kwargs, body, target

    def _call(self, context: Context) -> Rendered:
        recipe = self.recipe
        values = {
            name: resolve_strictly(value, context)
            for name, value in zip(recipe.positional, self.args, strict=False)
        }
        values |= {name: resolve_strictly(value, context) for name, value in self.kwargs.items()}
        checked = recipe.check(values)
        positional = [checked.pop(name) for name in recipe.positional if name in checked]
        if recipe.is_block:
            checked["isi"] = self.body.render(context)
        if recipe.takes_context:
            positional.insert(0, context)
        return recipe.function(*positional, **checked)

    def _html(self, result: Rendered, context: Context) -> SafeString:
        if isinstance(result, SafeString):
            return result
        cache = context.render_context
        template = cache.get(self)
        if template is None:
            if context.template is None or self.recipe.template is None:
                raise ComponentError(f"{{% {self.recipe.name} %}}: no template to draw it with")
            template = context.template.engine.get_template(self.recipe.template)
            cache[self] = template
        inner = context.new(result)
        inner["csrf_token"] = context.get("csrf_token", "")
        return template.render(inner)

    def render(self, context: Context) -> SafeString:
        html = self._html(self._call(context), context)
        if self.target is None:
            return html
        context[self.target] = html
        return SafeString("")


def _recipe(function: Callable[..., Rendered], name: str, template: str | None) -> Recipe:
    parameters = inspect.signature(function).parameters
    takes_context = next(iter(parameters), "") == "context"
    free = {key: p for key, p in parameters.items() if key not in ("isi", "context")}
    return Recipe(
        name=name,
        function=function,
        template=template,
        positional=[k for k, p in free.items() if p.kind is not inspect.Parameter.KEYWORD_ONLY],
        keyword=[k for k, p in free.items() if p.kind is inspect.Parameter.KEYWORD_ONLY],
        optional={k: p.default for k, p in free.items() if p.default is not inspect.Parameter.empty},
        hints=get_type_hints(function),
        is_block="isi" in parameters,
        takes_context=takes_context,
    )


def _compile(recipe: Recipe, parser: Parser, token: Token) -> ComponentNode:
    bits = token.split_contents()[1:]
    target = None
    if len(bits) >= 2 and bits[-2] == "as":
        target, bits = bits[-1], bits[:-2]
    positional_defaults = [recipe.optional[k] for k in recipe.positional if k in recipe.optional] or None
    keyword_defaults = {k: v for k, v in recipe.optional.items() if k in recipe.keyword}
    args, kwargs = _parse_bits(
        parser, bits, recipe.positional, None, None, positional_defaults,
        recipe.keyword, keyword_defaults, False, recipe.name,
    )  # fmt: skip
    body = NodeList()
    if recipe.is_block:
        body = parser.parse((f"end{recipe.name}",))
        parser.delete_first_token()
    return ComponentNode(recipe, args, kwargs, body, target)


def component(*, template: str | None = None, name: str = "") -> Callable[[F], F]:
    """Register a typed function as a component tag; the function itself stays callable from Python.

    Raises TemplateSyntaxError at import when a parameter has no annotation.
    """

    def decorate(function: F) -> F:
        tag = name or function.__name__
        recipe = _recipe(function, tag, template)
        bare = [k for k in (*recipe.positional, *recipe.keyword) if k not in recipe.hints]
        if bare:
            raise TemplateSyntaxError(f"component {tag}: parameters without a type: {', '.join(bare)}")
        RECIPES[tag] = recipe
        register.tag(tag, lambda parser, token: _compile(recipe, parser, token))
        return function

    return decorate
