"""The page that posts a lot: paste a message, check what was understood, publish."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.lots.choices import (
    OTHER,
    ProductChoice,
    product_choices,
    product_picks,
    villages_in_reach,
)
from moli.interfaces.web.lots.fields import unit_of
from moli.interfaces.web.lots.forms import BOXES, LotForm, VillageDesk, boxes_filled, known_key
from moli.interfaces.web.lots.paste import Paste, read_paste
from moli.interfaces.web.lots.told import questions
from moli.interfaces.words.amounts import is_english
from moli.kernel.refusal import Refusal
from moli.market.queries.agreed_prices import recent_prices
from moli.market.queries.offers import lots_changeable_by
from moli.market.queries.reach import MarketReach, market_reach
from moli.market.rules.message import Speaker
from moli.market.rules.message_heard import Field, MessageSide
from moli.market.services import posting_lots

_TEMPLATE = "web/lots/post.html"


class _Desk:
    """Who posts, for which villages, on which day, and what there is to choose from."""

    def __init__(self, request: MoliRequest) -> None:
        self.request = request
        self.today: date = clock.today()
        self.reach: MarketReach = market_reach(request.standing, on=self.today)
        villages = villages_in_reach(self.reach.sells_for_areas)
        self.villages = VillageDesk(tuple(villages))
        self.products: list[ProductChoice] = product_choices(on=self.today, is_english=is_english())

    @property
    def speaker(self) -> Speaker:
        only = self.villages.only
        return Speaker(
            village_code=only.code if only else "", area_codes=self.reach.sells_for_areas
        )

    def growers(self, village_code: str) -> dict[str, str]:
        """How many households the village's newest lot named: mostly the same this time."""
        lots = lots_changeable_by(self.reach).filter(village__code=village_code)
        newest = lots.order_by("-pk").values("households", "poor_households").first()
        return {name: str(count) for name, count in (newest or {}).items()}

    def form(self, data: QueryDict | dict[str, str] | None, **kwargs: object) -> LotForm:
        return LotForm(data, products=self.products, desk=self.villages, **kwargs)


def post_lot(request: MoliRequest) -> HttpResponse:
    """Show the paste box, the form as a message fills it, or publish what was checked."""
    desk = _Desk(request)
    if not desk.villages.villages:
        return _page(desk, form=None)
    if request.method != "POST":
        return _start(desk)
    act = request.POST.get("act", "")
    if act == "read":
        return _read(desk)
    if act == "show":
        return _show_again(desk)
    return _publish(desk)


def _start(desk: _Desk) -> HttpResponse:
    """The paste box; with a product in the address, the empty form of that product beneath."""
    product = desk.request.GET.get("product", "")
    form = None
    if product == OTHER or product in {one.code for one in desk.products}:
        only = desk.villages.only
        initial = {"product": product} | (desk.growers(only.code) if only else {})
        initial["from_on"] = desk.today.isoformat()
        form = desk.form(None, initial=initial)
    return _page(desk, form=form)


def _read(desk: _Desk) -> HttpResponse:
    """Fill the form from a message, and ask for what it leaves open."""
    paste = _paste(desk)
    if paste is None or paste.unread:
        return _page(desk, form=None, paste=paste)
    filled = boxes_filled(paste.understanding, unit=unit_of(""))
    village = desk.villages.only or desk.villages.by_code(filled.get("village", ""))
    open_questions = questions(paste.understanding, boxes=BOXES)
    if village is not None:
        filled |= {"village": village.code, "town": village.town_code}
        filled |= desk.growers(village.code)
    elif filled.pop("village", ""):
        open_questions["village"] = gettext("消息里写的村不归您报，请选一个您负责的村")
    candidates = paste.understanding.heard(Field.VILLAGE).choices
    desk.villages = replace(desk.villages, candidates=candidates)
    filled |= {"request_key": str(uuid4()), "message": paste.message}
    form = desk.form(filled)
    form.ask(open_questions)
    return _page(desk, form=form, paste=paste)


def _show_again(desk: _Desk) -> HttpResponse:
    """Another product or town was chosen: the same form with other grades or villages."""
    said = {name: str(value) for name, value in desk.request.POST.items()}
    return _page(desk, form=desk.form(None, initial=said), paste=_paste(desk))


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
            if isinstance(refusal, posting_lots.RequestKeyTaken):
                data["request_key"] = str(uuid4())
    if not has_key:
        form.add_error(None, gettext("这张表没有编号，什么都没有存，请再点一次发布"))
    return _page(desk, form=form, paste=paste)


def _posted(desk: _Desk, form: LotForm, paste: Paste | None) -> HttpResponse:
    lot = posting_lots.post_lot(
        offer=form.offer(words=paste.words if paste else ""),
        request_key=form.cleaned_data["request_key"],
        by=desk.request.standing.actor,
        at=clock.now(),
    )
    messages.success(desk.request, gettext("已发布。下一轮对接会算上这批货。"))
    return redirect("web:lot", uid=lot.uid)


def _paste(desk: _Desk) -> Paste | None:
    message = desk.request.POST.get("message", "")
    if not message.strip() and desk.request.POST.get("act") != "read":
        return None
    return read_paste(
        message,
        page=MessageSide.OFFER,
        speaker=desk.speaker,
        products=desk.products,
        today=desk.today,
    )


def _is_of_other_village(desk: _Desk, paste: Paste | None) -> bool:
    """Whether a message names a village that is not the one this person posts for."""
    only = desk.villages.only
    if only is None or paste is None:
        return False
    return paste.understanding.village_code.value not in (None, only.code)


def _page(desk: _Desk, *, form: LotForm | None, paste: Paste | None = None) -> HttpResponse:
    product = form.chosen_product if form else None
    return render(
        desk.request,
        _TEMPLATE,
        {
            "form": form,
            "paste": paste,
            "village": desk.villages.only,
            "is_of_other_village": _is_of_other_village(desk, paste),
            "has_villages": bool(desk.villages.villages),
            "picks": product_picks(desk.products, chosen=""),
            "product": product,
            "prices": recent_prices(product_id=product.pk, on=desk.today) if product else None,
        },
    )
