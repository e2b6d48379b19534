"""Parts of a page: `{% load parts %}`. Each has one job; the gallery shows them all.

Text handed to a part is escaped unless a template made it safe. A part in a signal colour always
brings that signal's shape. Words that a part says itself are few; the rest are the caller's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template
from django.contrib.messages import WARNING
from django.template import Context, TemplateSyntaxError
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from moli.interfaces.design import icons
from moli.interfaces.design.parts import (
    Bar,
    BarRow,
    DataTable,
    Fill,
    Kind,
    TimelineEvent,
    build_bar,
)
from moli.interfaces.words import amounts

register = template.Library()

# Figures of more characters than this are set smaller, so that a tile holds them on a phone.
_LONG_FIGURE = 8


def render_part(context: Context, name: str, **values: object) -> SafeString:
    """A part's own template, which sees its values and nothing of the page."""
    found = context.template.engine.get_template(f"design/{name}.html")  # type: ignore[union-attr]
    return found.render(context.new(values))


def draw_icon(name: str, css: str = "") -> SafeString:
    """A reference to an icon's symbol; an unknown name is a mistake in the template."""
    if name not in icons.SYMBOLS:
        raise TemplateSyntaxError(f"there is no icon called {name!r}")
    classes = f"i {css}".strip()
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="#i-{}"/></svg>', classes, name
    )


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """`{% icon "leaf" %}`: decoration; the word stands beside it."""
    return draw_icon(name, css)


@register.simple_block_tag(end_name="end_with_icons")
def with_icons(content: str) -> SafeString:
    """Wraps the whole body, in the frame only: its content and then the icons it refers to."""
    return mark_safe(content + icons.sprite(content))  # noqa: S308


@register.simple_tag
def badge(text: str, kind: str = "", icon: str = "") -> SafeString:
    """`{% badge _("有买主") "ok" %}`: a state in at most eight characters."""
    sign = Kind(kind)
    drawn = draw_icon(icon or sign.icon)
    return format_html('<span class="{}">{}{}</span>', f"badge {sign}".strip(), drawn, text)


@register.inclusion_tag("design/parts/kpi.html")
def kpi(
    label: str, figure: str, *, kind: str = "", detail: str = "", how: str = ""
) -> dict[str, object]:
    """A figure with its unit: `{% kpi _("农户能到手") total|wan_yuan kind="to-home" %}`.

    The figure is split at its first space into number and unit. `how` is the address that says
    how it is reckoned. Stands inside `<div class="kpis">`.
    """
    value, _, unit = str(figure).partition(" ")
    is_long = len(value) > _LONG_FIGURE
    return {
        "label": label,
        "value": value,
        "unit": unit,
        "kind": kind,
        "detail": detail,
        "how": how,
        "is_long": is_long,
    }


@register.simple_block_tag(takes_context=True, end_name="endnote")
def note(context: Context, content: str, kind: str = "ok") -> SafeString:
    """`{% note "warn" %}…{% endnote %}`: a message that belongs to the page."""
    return render_part(context, "parts/note", content=content, kind=Kind(kind))


@register.simple_block_tag(takes_context=True, end_name="endcard")
def card(
    context: Context, content: str, title: str = "", *, kind: str = "", more: str = "", to: str = ""
) -> SafeString:
    """`{% card _("正在找买主") more=_("全部") to=url %}…{% endcard %}`: one subject.

    Kinds: "flat" quiet, "leaf-bg" a decision or next step, "warm-bg" money to households.
    """
    values = {"title": title, "kind": kind, "more": more, "to": to}
    return render_part(context, "parts/card", content=content, **values)


@register.inclusion_tag("design/parts/steps.html")
def steps(*labels: Any, current: int) -> dict[str, object]:
    """`{% steps _("贴消息") _("核对") _("发布") current=2 %}`; or one list of labels.

    Steps before the current one are done; a current one beyond the last means all are done.
    """
    given = labels[0] if len(labels) == 1 and not isinstance(labels[0], str) else labels
    return {"steps": list(enumerate(given, start=1)), "current": current}


@register.inclusion_tag("design/parts/timeline.html")
def timeline(events: Sequence[TimelineEvent]) -> dict[str, object]:
    """`{% timeline events %}`: what happened and who decided, oldest first."""
    return {"events": events}


@register.inclusion_tag("design/parts/bar.html")
def bar(
    amount: int,
    whole: int,
    *,
    fill: str = "f5",
    then: int = 0,
    marker: int | None = None,
    size: str = "",
) -> dict[str, object]:
    """`{% bar agreed whole then=proposed %}`: a length; the figure stands beside it as text.

    `then` is a paler stretch that follows; `marker` a target; size "thick" or "thin".
    """
    stretches = [(amount, Fill(fill)), (then, Fill.PALE)]
    return {"bar": build_bar(stretches, whole=whole, marker=marker), "size": size}


@register.inclusion_tag("design/parts/bars.html")
def bars(
    rows: Sequence[BarRow],
    *,
    whole: int | None = None,
    marker: int | None = None,
    is_tall: bool = False,
) -> dict[str, object]:
    """`{% bars rows is_tall=True %}`: a comparison; the longest fills the width unless `whole`.

    With a marker the bars end a little before the edge, so that the marker can be seen.
    """
    longest = max((row.amount for row in rows), default=0)
    if marker is not None:
        longest = max(longest, marker) * 26 // 25
    full = longest if whole is None else whole
    drawn: list[tuple[BarRow, Bar]] = [
        (row, build_bar([(row.amount, row.fill)], whole=full, marker=marker)) for row in rows
    ]
    return {"rows": drawn, "is_tall": is_tall}


@register.inclusion_tag("design/parts/pairs.html")
def pairs(rows: Sequence[tuple[str, str]]) -> dict[str, object]:
    """`{% pairs facts %}`: labels and values, up to eight."""
    return {"rows": rows}


@register.inclusion_tag("design/parts/data.html")
def data(table: DataTable) -> dict[str, object]:
    """`{% data table %}`: the figures behind a chart, a tap away."""
    return {"table": table}


@register.simple_block_tag(takes_context=True, end_name="endempty_state")
def empty_state(context: Context, content: str, title: str, icon: str = "leaf") -> SafeString:
    """`{% empty_state _("还没有报货") %}what will happen, one button{% endempty_state %}`."""
    return render_part(context, "parts/empty_state", content=content, title=title, icon=icon)


@register.simple_block_tag(takes_context=True, end_name="enddrawer")
def drawer(
    context: Context,
    content: str,
    summary: str,
    *,
    icon: str = "",
    anchor: str = "",
    is_open: bool = False,
) -> SafeString:
    """`{% drawer _("还个价") anchor="counter" %}…{% enddrawer %}`: what may stay closed."""
    values = {"summary": summary, "icon": icon, "anchor": anchor, "is_open": is_open}
    return render_part(context, "parts/drawer", content=content, **values)


@register.simple_block_tag(takes_context=True, end_name="enddialog")
def dialog(context: Context, content: str, anchor: str, title: str) -> SafeString:
    """`{% dialog "go" _("开始牵线？") %}…{% back_out "#top" %}{% enddialog %}`: are you sure.

    A link to `#go` opens it without script. It holds its own form, and always a way back.
    """
    return render_part(context, "parts/dialog", content=content, anchor=anchor, title=title)


@register.simple_tag
def back_out(to: str = "#main") -> SafeString:
    """The way back out of a dialog; `to` is the place on the page where one came from."""
    return format_html('<a class="btn alt" href="{}">{}</a>', to, gettext("先不"))


@register.inclusion_tag("design/parts/masked_phone.html")
def masked_phone(phone: str) -> dict[str, object]:
    """`{% masked_phone contact.phone %}`: a telephone number that is not open to this person."""
    return {"masked": amounts.masked_phone(phone)}


@register.inclusion_tag("design/parts/toast.html")
def toast(text: str, *, url: str = "", url_text: str = "") -> dict[str, object]:
    """`{% toast _("已记下") %}`: what just happened; never the only proof of it."""
    return {"texts": [text], "url": url, "url_text": url_text}


@register.simple_tag
def told(messages: Any) -> list[str]:
    """Of Django's messages those that tell what just happened; warnings and errors stay notes."""
    return [str(message) for message in messages if message.level < WARNING]
