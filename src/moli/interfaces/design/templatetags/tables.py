"""Tables that become cards on a phone: `{% load tables %}`.

    {% table kind="tight" caption=_("正在找买主") %}
      {% column _("货") %}{% column _("数量") "n" %}{% column _("为什么") "w" %}
      {% for lot in lots %}{% row %}
        {% cell %}<a href="…">{{ lot.product }}</a>{% endcell %}
        {% cell %}{{ lot.weight_grams|jin }}{% endcell %}
        {% cell %}{{ lot.reason }}{% endcell %}
      {% endrow %}{% endfor %}
    {% endtable %}

A heading is written once; every cell below it carries it as its label on a phone, and the roles
that a screen reader needs when the style sheet turns rows into blocks. Kinds of table: "tight" (two
facts a line), "keep" (stays a table: short money lists). Kinds of column: "n" numbers, "w" long
text, "bare" no label.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django import template
from django.template import Context, Node, NodeList, TemplateSyntaxError
from django.template.base import FilterExpression, Parser, Token
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

_STATE = "_table"


@dataclass(frozen=True)
class _Column:
    label: str
    kind: str

    @property
    def css(self) -> SafeString:
        return format_html(' class="{}"', self.kind) if self.kind in {"n", "w"} else SafeString("")


@dataclass
class _State:
    """The columns of the table that is being written, and how many cells its row has so far."""

    columns: list[_Column] = field(default_factory=list)
    cells: int = 0


def _trimmed(nodelist: NodeList, context: Context) -> SafeString:
    """What stands between two tags, without the space around it; it is escaped already."""
    return mark_safe(nodelist.render(context).strip())  # noqa: S308


def _state(context: Context, tag: str) -> _State:
    found = context.get(_STATE)
    if not isinstance(found, _State):
        raise TemplateSyntaxError(f"{{% {tag} %}} stands outside of a table")
    return found


@register.simple_tag(takes_context=True)
def column(context: Context, label: str, kind: str = "") -> str:
    """A heading, before the first row."""
    _state(context, "column").columns.append(_Column(str(label), kind))
    return ""


class _TableNode(Node):
    def __init__(self, nodelist: NodeList, options: dict[str, FilterExpression]) -> None:
        self.nodelist = nodelist
        self.options = options

    def render(self, context: Context) -> SafeString:
        options = {name: value.resolve(context) for name, value in self.options.items()}
        state = _State()
        with context.push(**{_STATE: state}):
            body = _trimmed(self.nodelist, context)
        heads = mark_safe(  # noqa: S308
            "".join(
                format_html(
                    '<th scope="col" role="columnheader"{}>{}</th>', column.css, column.label
                )
                for column in state.columns
            )
        )
        caption = options.get("caption", "")
        return format_html(
            '<table class="{}" role="table">{}<thead role="rowgroup"><tr role="row">{}</tr></thead>'
            '<tbody role="rowgroup">{}</tbody></table>',
            f"tbl {options.get('kind', '')}".strip(),
            format_html("<caption>{}</caption>", caption) if caption else "",
            heads,
            body,
        )


class _RowNode(Node):
    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        state = _state(context, "row")
        state.cells = 0
        body = _trimmed(self.nodelist, context)
        if state.cells != len(state.columns):
            raise TemplateSyntaxError(
                f"a row has {state.cells} cells under {len(state.columns)} headings"
            )
        return format_html('<tr role="row">{}</tr>', body)


class _CellNode(Node):
    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        state = _state(context, "cell")
        if state.cells >= len(state.columns):
            raise TemplateSyntaxError(f"a row has more cells than {state.cells} headings")
        column = state.columns[state.cells]
        state.cells += 1
        label = "" if column.kind == "bare" else column.label
        body = _trimmed(self.nodelist, context)
        return format_html('<td role="cell"{} data-l="{}">{}</td>', column.css, label, body)


def _until(parser: Parser, end: str) -> NodeList:
    nodelist = parser.parse((end,))
    parser.delete_first_token()
    return nodelist


@register.tag
def table(parser: Parser, token: Token) -> Node:
    """A table; options `kind` and `caption`."""
    options: dict[str, FilterExpression] = {}
    for bit in token.split_contents()[1:]:
        name, sign, value = bit.partition("=")
        if not sign or name not in {"kind", "caption"}:
            raise TemplateSyntaxError(f"a table has no option {bit!r}")
        options[name] = parser.compile_filter(value)
    return _TableNode(_until(parser, "endtable"), options)


@register.tag
def row(parser: Parser, _token: Token) -> Node:
    """One row, with as many cells as the table has headings."""
    return _RowNode(_until(parser, "endrow"))


@register.tag
def cell(parser: Parser, _token: Token) -> Node:
    """One cell of a row."""
    return _CellNode(_until(parser, "endcell"))
