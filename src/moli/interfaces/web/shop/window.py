"""The shop window, and the page of one article."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_http_methods, require_safe

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.design.parts import BarRow, Fill
from moli.interfaces.web.naming import village_name
from moli.interfaces.web.shop.basket_cookie import read_basket, with_units, write_basket
from moli.interfaces.web.shop.lines import line_of
from moli.interfaces.web.shop.rows import article_row, unit_prices
from moli.interfaces.words.amounts import jin, percent_of, yuan
from moli.orders.queries.origins import Origin, origins
from moli.orders.queries.storefront import Shelved, Window, shelved, window
from moli.orders.rules.basket import LINES_MAX, UNITS_MAX
from moli.settlement.queries.price_outlook import PriceOutlook, price_outlook
from moli.settlement.rules.shares import ShareKind

ARTICLES_A_PAGE = 24
_PAGES_MAX = 10_000
# From here on the days that are left are said beside the date.
_SOON_DAYS = 60
# Households first; each of the rest only where it takes something.
_PARTS = (
    ShareKind.HOUSEHOLD,
    ShareKind.STATION,
    ShareKind.PACKAGING,
    ShareKind.TRANSPORT,
    ShareKind.PLATFORM,
)


class UnitsForm(forms.Form):
    """How many units of the article one wants in the basket."""

    units = forms.IntegerField(min_value=1, max_value=UNITS_MAX)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["units"]
        field.label = gettext("要几份")
        said = gettext("写一个整数，1 到 %(most)s。") % {"most": UNITS_MAX}
        field.error_messages = dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), said
        )
        # The messages of the two limits are the validators' own.
        for validator in field.validators:
            validator.message = said  # type: ignore[attr-defined]
        field.widget.attrs["inputmode"] = "numeric"


@dataclass(frozen=True)
class Pager:
    """Which page of how many, and the numbers of its neighbours, nought where there is none."""

    number: int
    pages: int

    @property
    def newer(self) -> int:
        """The page before."""
        return self.number - 1

    @property
    def older(self) -> int:
        """The page after."""
        return self.number + 1 if self.number < self.pages else 0


@require_safe
def shop(request: MoliRequest) -> HttpResponse:
    """What is on sale, a page at a time: five queries, however much it is."""
    at = clock.now()
    shown, pager = _page(request.GET.get("page", ""), at=at)
    found = origins([row.article_id for row in shown.articles])
    parts = price_outlook(unit_prices(shown.articles), on=timezone.localdate(at))
    basket = read_basket(request)
    rows = [
        article_row(row, at=at, origin=found.get(row.article_id), parts=parts.get(row.code))
        for row in shown.articles
    ]
    context = {
        "rows": [replace(row, in_basket=basket.get(row.code, 0)) for row in rows],
        "pager": pager,
        "in_basket": basket,
    }
    return render(request, "web/shop/window.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def article(request: MoliRequest, code: str) -> HttpResponse:
    """One article; posting puts so many units of it into the basket.

    The number is how many shall be in the basket, so a second tap changes nothing.
    """
    at = clock.now()
    row = shelved([code], at=at).get(code)
    if row is None:
        raise Http404
    if request.method != "POST":
        units = read_basket(request).get(code, 1)
        return _article_page(request, row, UnitsForm(initial={"units": units}), at=at)
    form = UnitsForm(request.POST)
    if not form.is_valid():
        return _article_page(request, row, form, at=at)
    basket = read_basket(request)
    changed = with_units(basket, code, form.cleaned_data["units"])
    line = line_of(row, form.cleaned_data["units"], at=at)
    if line.trouble and not line.is_waiting:
        form.add_error("units", line.trouble)
    elif code not in changed:
        full = gettext("篮子里最多 %(most)s 种，请先下单，或拿掉一种。") % {"most": LINES_MAX}
        form.add_error(None, full)
    if form.errors:
        return _article_page(request, row, form, at=at)
    answer = redirect("web:shop_basket")
    write_basket(answer, changed)
    return answer


def _page(asked: str, *, at: datetime) -> tuple[Window, Pager]:
    """The page that the address asks for; a number out of range gives the nearest page."""
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
    number = max(1, min(number, _PAGES_MAX))
    shown = _window(number, at=at)
    pages = max(1, -(-shown.count // ARTICLES_A_PAGE))
    if number > pages:
        number, shown = pages, _window(pages, at=at)
    return shown, Pager(number, pages)


def _window(number: int, *, at: datetime) -> Window:
    return window(at=at, first=(number - 1) * ARTICLES_A_PAGE, most=ARTICLES_A_PAGE)


def _article_page(
    request: MoliRequest, row: Shelved, form: UnitsForm, *, at: datetime
) -> HttpResponse:
    on = timezone.localdate(at)
    origin = origins([row.article_id]).get(row.article_id)
    parts = price_outlook(unit_prices([row]), on=on).get(row.code)
    keeps_days = (origin.best_before_on - on).days if origin else 0
    context = {
        "row": article_row(row, at=at, origin=origin, parts=parts),
        "is_on_sale": row.is_on_sale,
        "grams": row.grams_per_unit,
        "origin": origin,
        "village_bars": _village_bars(origin),
        "parts": parts,
        "price_bars": _price_bars(parts),
        "keeps_days": keeps_days,
        "is_due_soon": keeps_days <= _SOON_DAYS,
        "form": form,
        "in_basket": read_basket(request),
    }
    return render(request, "web/shop/article.html", context)


def _village_bars(origin: Origin | None) -> list[BarRow]:
    if origin is None:
        return []
    return [
        BarRow(
            label=village_name(each.village),
            amount=each.grams,
            text=f"{jin(each.grams)} {percent_of(each.grams, origin.grams)}",
            fill=Fill.LEAF,
        )
        for each in origin.villages
    ]


def _price_bars(parts: PriceOutlook | None) -> list[BarRow]:
    if parts is None:
        return []
    words = {
        ShareKind.HOUSEHOLD: pgettext("price", "农户"),
        ShareKind.STATION: pgettext("price", "服务站"),
        ShareKind.PACKAGING: pgettext("price", "包装"),
        ShareKind.TRANSPORT: pgettext("price", "运费"),
        ShareKind.PLATFORM: pgettext("price", "平台"),
    }
    rows = [
        BarRow(
            label=words[kind],
            amount=parts.parts[kind],
            text=f"{yuan(parts.parts[kind])} {percent_of(parts.parts[kind], parts.price_fen)}",
            fill=Fill.HOME if kind is ShareKind.HOUSEHOLD else Fill.PALE,
        )
        for kind in _PARTS
        if kind in parts.parts
    ]
    return [
        *rows,
        BarRow(pgettext("price", "您付的"), parts.price_fen, yuan(parts.price_fen), fill=Fill.NOW),
    ]
