"""Articles: the list, opening one, its page with price and flash sale."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.naming import name_of, unit_name
from moli.interfaces.web.registry.desks import Desk, show
from moli.interfaces.web.registry.forms import RegistryForm, attempt
from moli.interfaces.web.stock.article_forms import (
    COUNTY_STORE,
    ArticleForm,
    PriceForm,
    SaleForm,
    details_of,
)
from moli.interfaces.web.stock.doors import (
    article_or_404,
    is_worker,
    reach_of,
    scale_of,
    station_name,
    station_names,
)
from moli.interfaces.web.stock.weighing import grades_by_product
from moli.orders.queries.stock_sheets import articles_with_prices, grade_of, prices_of
from moli.orders.services.opening_articles import (
    close_article,
    open_article,
    set_flash_sale,
    set_price,
)


@require_safe
def articles(request: MoliRequest) -> HttpResponse:
    """All articles, those on sale first."""
    found = articles_with_prices(reach_of(request).sees, on=clock.today())
    stations = station_names([row.station_key for row, _ in found])
    rows = [
        {
            "row": row,
            "name": name_of(row),
            "unit": unit_name(row),
            "price_fen": price.price_fen if price else None,
            "keeper": _keeper(row, stations),
        }
        for row, price in found
    ]
    context = {"rows": rows, "is_worker": is_worker(request)}
    return render(request, "web/stock/articles.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_article(request: MoliRequest) -> HttpResponse:
    """The form, or the article that it opens. Sent twice, it is opened once."""
    form = ArticleForm(
        request.POST if request.method == "POST" else None,
        grades=grades_by_product(),
        keepers=_keepers(request),
    )
    stored: list[Any] = []
    if request.method == "POST" and attempt(form, lambda: stored.append(_opened(request, form))):
        messages.success(request, gettext("商品开好了，定了价钱才能卖。"))
        return redirect("web:stock_article", code=stored[0].code)
    desk = Desk(
        title=gettext("开一个商品"),
        sub=gettext("一种包装一个商品：装什么、多重、谁存。"),
        button=gettext("开这个商品"),
        here=request.path,
        back=reverse("web:stock_articles"),
        back_words=pgettext("list", "商品"),
        notes=(
            gettext("名称、重量、包装费印在标签上，开了就不再改。写错了关掉它，另开一个。"),
            gettext("价钱和限时抢购，开好以后在商品页上定。"),
        ),
    )
    return show(request, desk, form)


def _opened(request: MoliRequest, form: ArticleForm) -> Any:
    grade = grade_of(int(form.cleaned_data["grade"]))
    return open_article(
        details=form.details(product_code=grade.product.code),
        lowest_grade=grade,
        by=request.standing.actor,
        at=clock.now(),
    )


def _keepers(request: MoliRequest) -> list[tuple[str, str]]:
    """Who may keep what the person opens: its stations, and the county's own store."""
    stations = [(row.key, station_name(row)) for row in scale_of(request).stations]
    has_store = reach_of(request).works.has_county_store
    return [*([(COUNTY_STORE, gettext("县里的仓库"))] if has_store else []), *stations]


@require_safe
def article(request: MoliRequest, code: str) -> HttpResponse:
    """One article: what it is, its prices, its sale."""
    row = article_or_404(reach_of(request).sees, code)
    return _page(request, row)


@require_POST
def switch_article(request: MoliRequest, code: str) -> HttpResponse:
    """Take an article off sale, or put it on again. Twice is once."""
    row = article_or_404(reach_of(request).works, code)
    by, at = request.standing.actor, clock.now()
    if request.POST.get("act") == "close":
        close_article(article_id=row.pk, by=by, at=at)
        messages.success(request, gettext("下架了，已经下的单照常发。"))
    elif request.POST.get("act") == "open":
        open_article(details=details_of(row), lowest_grade=row.lowest_grade, by=by, at=at)
        messages.success(request, gettext("又上架了。"))
    else:
        raise Http404
    return redirect("web:stock_article", code=row.code)


@require_POST
def price_article(request: MoliRequest, code: str) -> HttpResponse:
    """A price from a day on; refused, the page shows why and loses nothing."""
    row = article_or_404(reach_of(request).works, code)
    form = PriceForm(request.POST, today=clock.today())

    def act() -> object:
        said = form.cleaned_data
        return set_price(
            article_id=row.pk,
            price_fen=said["price"],
            from_on=said["price_from_on"],
            by=request.standing.actor,
            at=clock.now(),
        )

    if attempt(form, act):
        messages.success(request, gettext("价钱定了。"))
        return redirect("web:stock_article", code=row.code)
    return _page(request, row, price=form)


@require_POST
def sell_article(request: MoliRequest, code: str) -> HttpResponse:
    """A flash sale, or none; refused, the page shows why and loses nothing."""
    row = article_or_404(reach_of(request).works, code)
    form = SaleForm(request.POST)

    def act() -> object:
        return set_flash_sale(
            article_id=row.pk,
            begins_at=form.begins_at,
            per_buyer_max=form.cleaned_data["per_buyer_max"],
            by=request.standing.actor,
            at=clock.now(),
        )

    if attempt(form, act):
        messages.success(request, gettext("抢购的规矩记下了。"))
        return redirect("web:stock_article", code=row.code)
    return _page(request, row, sale=form)


def _page(
    request: MoliRequest, row: Any, *, price: RegistryForm | None = None, sale: Any = None
) -> HttpResponse:
    today = clock.today()
    prices = list(prices_of(row))
    now = next((each for each in prices if each.from_on <= today), None)
    shown = price or PriceForm(None, today=today, price_fen=now.price_fen if now else None)
    context = {
        "row": row,
        "name": name_of(row),
        "other_name": row.name if name_of(row) != row.name else row.name_en,
        "unit": unit_name(row),
        "product": f"{name_of(row.product)} {name_of(row.lowest_grade)}",
        "keeper": _keeper(row, station_names([row.station_key])),
        "prices": prices,
        "price_now": now,
        "price": shown,
        "sale": sale or SaleForm(None, article=row),
        "refused": next((form for form in (price, sale) if form is not None), None),
        "is_worker": is_worker(request),
    }
    return render(request, "web/stock/article.html", context)


def _keeper(row: Any, stations: dict[str, str]) -> str:
    if not row.station_key:
        return gettext("县里的仓库")
    return stations.get(row.station_key, gettext("服务站"))
