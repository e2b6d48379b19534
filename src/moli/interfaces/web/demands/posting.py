"""The page that posts a demand: paste a message, check what was understood, publish."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from moli.accounts.rules import Role
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.demands.forms import (
    DemandForm,
    enterprises_in_reach,
    places_of_delivery,
)
from moli.interfaces.web.lots.choices import OTHER, product_choices, product_picks
from moli.interfaces.web.lots.fields import unit_of
from moli.interfaces.web.lots.forms import BOXES, boxes_filled, known_key
from moli.interfaces.web.lots.paste import Paste, read_paste
from moli.interfaces.web.lots.told import questions
from moli.interfaces.words.amounts import is_english
from moli.kernel.refusal import Refusal
from moli.market.queries.reach import market_reach
from moli.market.rules.message import Speaker
from moli.market.rules.message_heard import MessageSide
from moli.market.services import posting_demands
from moli.market.services.posting_lots import RequestKeyTaken


class _Desk:
    """Who posts, for which enterprises, on which day, and what there is to choose from."""

    def __init__(self, request: MoliRequest) -> None:
        self.request = request
        self.today: date = clock.today()
        reach = market_reach(request.standing, on=self.today)
        is_office = request.standing.holds(Role.OFFICE)
        self.enterprises = enterprises_in_reach(reach, is_office=is_office)
        self.places = places_of_delivery()
        self.products = product_choices(on=self.today, is_english=is_english())

    def form(self, data: QueryDict | dict[str, str] | None, **kwargs: object) -> DemandForm:
        return DemandForm(
            data,
            products=self.products,
            enterprises=self.enterprises,
            places=self.places,
            **kwargs,
        )


def post_demand(request: MoliRequest) -> HttpResponse:
    """Show the paste box, the form as a message fills it, or publish what was checked."""
    desk = _Desk(request)
    if not desk.enterprises:
        return _page(desk, form=None)
    if request.method != "POST":
        return _start(desk)
    act = request.POST.get("act", "")
    if act == "read":
        return _read(desk)
    if act == "show":
        said = {name: str(value) for name, value in request.POST.items()}
        return _page(desk, form=desk.form(None, initial=said), paste=_paste(desk))
    return _publish(desk)


def _start(desk: _Desk) -> HttpResponse:
    product = desk.request.GET.get("product", "")
    form = None
    if product == OTHER or product in {one.code for one in desk.products}:
        initial = {"product": product, "from_on": desk.today.isoformat()}
        form = desk.form(None, initial=initial)
    return _page(desk, form=form)


def _read(desk: _Desk) -> HttpResponse:
    """Fill the form from a message, and ask for what it leaves open."""
    paste = _paste(desk)
    if paste is None or paste.unread:
        return _page(desk, form=None, paste=paste)
    filled = boxes_filled(paste.understanding, unit=unit_of(""))
    filled |= {"request_key": str(uuid4()), "message": paste.message}
    form = desk.form(filled)
    form.ask(questions(paste.understanding, boxes=BOXES))
    return _page(desk, form=form, paste=paste)


def _publish(desk: _Desk) -> HttpResponse:
    data = desk.request.POST.copy()
    has_key = known_key(data.get("request_key", ""))
    if not has_key:
        data["request_key"] = str(uuid4())
    form = desk.form(data)
    paste = _paste(desk)
    if form.is_valid() and has_key:
        try:
            return _posted(desk, form, paste)
        except Refusal as refusal:
            form.refuse(refusal)
            if isinstance(refusal, RequestKeyTaken):
                data["request_key"] = str(uuid4())
    if not has_key:
        form.add_error(None, gettext("这张表没有编号，什么都没有存，请再点一次发布"))
    return _page(desk, form=form, paste=paste)


def _posted(desk: _Desk, form: DemandForm, paste: Paste | None) -> HttpResponse:
    demand = posting_demands.post_demand(
        offer=form.offer(words=paste.words if paste else ""),
        request_key=form.cleaned_data["request_key"],
        by=desk.request.standing.actor,
        at=clock.now(),
    )
    messages.success(desk.request, gettext("已发布。下一轮对接会算上这个需求。"))
    return redirect("web:demand", uid=demand.uid)


def _paste(desk: _Desk) -> Paste | None:
    message = desk.request.POST.get("message", "")
    if not message.strip() and desk.request.POST.get("act") != "read":
        return None
    return read_paste(
        message,
        page=MessageSide.DEMAND,
        speaker=Speaker(),
        products=desk.products,
        today=desk.today,
    )


def _page(desk: _Desk, *, form: DemandForm | None, paste: Paste | None = None) -> HttpResponse:
    only = desk.enterprises[0] if len(desk.enterprises) == 1 else None
    return render(
        desk.request,
        "web/demands/post.html",
        {
            "form": form,
            "paste": paste,
            "enterprise": only,
            "has_enterprises": bool(desk.enterprises),
            "picks": product_picks(desk.products, chosen=""),
        },
    )
