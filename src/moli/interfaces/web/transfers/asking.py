"""Asking another station for goods."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from moli.catalogue.queries import products
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.naming import name_of
from moli.interfaces.web.registry.desks import Desk, form_page, sent, show
from moli.interfaces.web.registry.forms import attempt
from moli.interfaces.web.stock.doors import reach_of, station_name
from moli.interfaces.web.transfers.forms import AskForm
from moli.interfaces.web.transfers.rows import rest_words, share_words
from moli.orders.queries.transfers import articles_for
from moli.orders.rules.transferring import Asked, share_default
from moli.orders.services.asking_for_stock import Wanted, ask_for_stock
from moli.stations.queries import open_stations_of

_NEEDED_IN_DAYS = 3


@form_page
def ask(request: MoliRequest) -> HttpResponse:
    """The form for one station and one product; sent twice, it is asked once."""
    today = clock.today()
    works = reach_of(request).works
    giving = next(iter(open_stations_of([request.GET.get("station", "")], on=today)), None)
    grade = _grade(request.GET.get("grade", ""))
    if giving is None or grade is None:
        raise Http404
    stations = [
        (row.key, station_name(row))
        for row in open_stations_of(works.station_keys, on=today)
        if row.key != giving.key
    ]
    articles = list(articles_for(works.station_keys, product_id=grade.product_id))
    form = AskForm(
        sent(request),
        stations=stations,
        grades=[(str(row.pk), name_of(row)) for row in grade.product.grades.all()],
        articles=[(row.code, name_of(row)) for row in articles],
        initial={
            "grade": str(grade.pk),
            "needed_by_on": today + timedelta(days=_NEEDED_IN_DAYS),
            "share": Decimal(share_default().seller_per_mille) / 10,
        },
    )
    stored: list[Any] = []
    if form.is_bound and attempt(
        form, lambda: stored.append(_asked(request, form, giving, grade.product, articles))
    ):
        messages.success(request, gettext("问了，对方同意以后货才给您留着。"))
        return redirect("web:stock_transfer", uid=stored[0].uid)
    desk = Desk(
        title=gettext("向%(station)s要货") % {"station": station_name(giving)},
        sub=name_of(grade.product),
        button=gettext("问对方"),
        here=request.get_full_path(),
        back=f"{reverse('web:near_stock')}?product={grade.product.code}",
        back_words=gettext("别的站有什么货"),
        notes=(
            gettext(
                "县里一般这样分：收货、验级、过秤、开单的对方站 %(theirs)s，"
                "装盒、打包、卖货的我们站 %(ours)s。双方可以另定。"
            )
            % {
                "theirs": rest_words(share_default().seller_per_mille),
                "ours": share_words(share_default().seller_per_mille),
            },
            gettext("对方没同意之前，货谁都能用；同意以后别人就动不了了。"),
        ),
    )
    return show(request, desk, form)


def _asked(
    request: MoliRequest, form: AskForm, giving: Any, product: Any, articles: list[Any]
) -> Any:
    said = form.cleaned_data
    grades = {str(row.pk): row for row in product.grades.all()}
    article = next((row for row in articles if row.code == said.get("article")), None)
    return ask_for_stock(
        wanted=Wanted(
            asking_station_key=said["asking_station_key"],
            giving_station_key=giving.key,
            lowest_grade=grades[said["grade"]],
            article=article,
            words=said["words"],
        ),
        asked=Asked(said["amount"], form.per_mille, said["needed_by_on"]),
        request_key=said["request_key"],
        by=request.standing.actor,
        at=clock.now(),
    )


def _grade(pk: str) -> Any:
    """A grade with its product, whose grades are loaded; words that name none find none."""
    for product in products():
        for grade in product.grades.all():
            if str(grade.pk) == pk:
                grade.product = product
                return grade
    return None
