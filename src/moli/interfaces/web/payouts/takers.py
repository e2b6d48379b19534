"""What stations, carriers and packers earned: a month is moved by one person, paid by another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, ngettext, pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.naming import village_name
from moli.interfaces.web.payouts.doors import books_reach, payer_reach
from moli.interfaces.web.payouts.months import month_code, month_said, month_words
from moli.interfaces.web.registry.fields import text_field, yuan_field, yuan_text
from moli.interfaces.web.registry.forms import Data, Layout, RegistryForm, attempt, attempted
from moli.interfaces.words.amounts import number, yuan
from moli.interfaces.words.labels import label
from moli.kernel.identifiers import masked_name
from moli.settlement.queries.earnings import (
    TakerPayable,
    TakerStanding,
    months_to_release,
    taker_payable_now,
    taker_standings,
)
from moli.settlement.queries.money import office_bank_fen
from moli.settlement.queries.team_earnings import names_of_members
from moli.settlement.rules.shares import ShareKind, Taker
from moli.settlement.services.paying_takers import REFERENCE_SIGNS_MAX, pay_taker
from moli.settlement.services.releasing import release_earnings as release
from moli.stations.queries import stations_of_keys

_COUNTY = "county"


@dataclass(frozen=True)
class TakerRow:
    """One taker on the list, in words."""

    who: str
    what: str
    earned_fen: int
    payable_fen: int
    paid_fen: int
    url: str
    pay_url: str


@dataclass(frozen=True)
class DueMonth:
    """A month that can be moved; only the oldest has a button."""

    code: str
    words: str
    takers: int
    total_fen: int
    is_next: bool


class PayTakerForm(RegistryForm):
    """How much a taker was paid, and under which number the bank shows it."""

    layout: ClassVar[Layout] = (("", (("total_fen",), ("bank_reference",))),)
    units: ClassVar[Mapping[str, Promise]] = {"total_fen": gettext_lazy("元")}
    boxes: ClassVar[Mapping[str, str]] = {"reference": "bank_reference", "lines": "total_fen"}

    def __init__(self, data: Data | None = None, *, payable_fen: int) -> None:
        super().__init__(data, initial={"total_fen": yuan_text(payable_fen)})
        self.fields["total_fen"] = yuan_field(
            label=gettext("付了多少"), required=gettext("写一下付了多少")
        )
        self.fields["bank_reference"] = text_field(
            label=gettext("银行流水号"),
            longest=REFERENCE_SIGNS_MAX,
            required=gettext("写一下银行流水号"),
            help_text=gettext("照银行流水写。同一个号只记一次"),
        )


@require_safe
def takers(request: MoliRequest) -> HttpResponse:
    """Everybody's earnings by where they stand, and the months that can be moved."""
    reach = books_reach(request)
    today = clock.today()
    rows = _rows(taker_standings(reach), pays=reach.pays)
    due = months_to_release(reach, on=today)
    context = {
        "rows": rows,
        "earned_fen": sum(row.earned_fen for row in rows),
        "payable_fen": sum(row.payable_fen for row in rows),
        "paid_fen": sum(row.paid_fen for row in rows),
        "months": [
            DueMonth(
                code=month_code(each.month),
                words=month_words(each.month),
                takers=each.takers,
                total_fen=each.total_fen,
                is_next=each is due[0],
            )
            for each in due
        ],
        "this_month": month_words(today),
        "pays": reach.pays,
        "may_pay": any(row.pay_url for row in rows),
        "reads_payouts": reach.reads_payouts,
    }
    return render(request, "web/payouts/takers.html", context)


@require_POST
def release_earnings(request: MoliRequest) -> HttpResponse:
    """Move a month that is over to what may be paid; a second tap moves nothing."""
    payer_reach(request)
    month = month_said(request.POST.get("month", ""), otherwise=clock.today())
    moved: list[Any] = []
    by, at = request.standing.actor, clock.now()
    if attempted(request, lambda: moved.extend(release(month=month, by=by, at=at))):
        messages.success(request, _told(month, len(moved)))
    return redirect("web:takers")


def _told(month: date, moved: int) -> str:
    words = {"month": month_words(month), "count": number(moved)}
    if not moved:
        return gettext("%(month)s没有要转的，都转过了。") % words
    return (
        ngettext(
            "%(month)s的转好了，%(count)s 家可以付了，请另一位同事去付。",
            "%(month)s的转好了，%(count)s 家可以付了，请另一位同事去付。",
            moved,
        )
        % words
    )


@require_http_methods(["GET", "HEAD", "POST"])
def pay_one_taker(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Note a bank transfer to one taker; the bank's number again changes nothing."""
    found = taker_payable_now(payer_reach(request), uid)
    if found is None:
        raise Http404
    actor = request.standing.actor
    # Whoever pays has to know whom.
    who, what = _words(found.taker, _names([found.taker], is_masked=False))
    is_sent = request.method == "POST"
    form = PayTakerForm(request.POST if is_sent else None, payable_fen=found.payable_fen)
    if is_sent and attempt(form, lambda: _pay(request, found, form)):
        told = gettext("记下了：付给%(who)s %(sum)s。")
        messages.success(request, told % {"who": who, "sum": yuan(form.cleaned_data["total_fen"])})
        return redirect("web:takers")
    context = {
        "form": form,
        "here": request.path,
        "back": reverse("web:takers"),
        "name": who,
        "what": what,
        "payable_fen": found.payable_fen,
        "bank_fen": office_bank_fen(),
        "is_own": actor.key in found.releaser_keys,
        # Sent by whoever may not, the form stays with what was typed and why not.
        "shows_form": is_sent or (found.payable_fen > 0 and actor.key not in found.releaser_keys),
    }
    return render(request, "web/payouts/pay_taker.html", context)


def _pay(request: MoliRequest, found: TakerPayable, form: PayTakerForm) -> None:
    pay_taker(
        owner=found.taker.owner_key,
        kind=found.taker.kind,
        **form.cleaned_data,
        by=request.standing.actor,
        at=clock.now(),
    )


def _rows(standings: Sequence[TakerStanding], *, pays: bool) -> list[TakerRow]:
    names = _names([each.taker for each in standings])
    rows = []
    for each in standings:
        who, what = _words(each.taker, names)
        args = [each.account_uid]
        rows.append(
            TakerRow(
                who=who,
                what=what,
                earned_fen=each.earned_fen,
                payable_fen=each.payable_fen,
                paid_fen=each.paid_fen,
                url=reverse("web:account_statement", args=args) if each.account_uid else "",
                pay_url=reverse("web:pay_taker", args=args) if pays and each.payable_fen else "",
            )
        )
    return rows


def _names(takers: Sequence[Taker], *, is_masked: bool = True) -> Mapping[Taker, str]:
    """What the stations and people among some takers are called: two queries at most."""
    stations = [each.owner_key for each in takers if each.kind is ShareKind.STATION]
    people = [each.owner_key for each in takers if each.kind is ShareKind.MEMBER]
    found = {
        Taker(ShareKind.STATION, row.key): pgettext("taker", "%(village)s服务站")
        % {"village": village_name(row.village)}
        for row in stations_of_keys(stations)
    }
    if people:
        found |= {
            Taker(ShareKind.MEMBER, key): masked_name(name) if is_masked else name
            for key, name in names_of_members(people).items()
        }
    return found


def _words(taker: Taker, names: Mapping[Taker, str]) -> tuple[str, str]:
    """Who a taker is, and for what it gets its share."""
    if taker in names:
        who = names[taker]
    elif taker.owner_key == _COUNTY:
        who = gettext("县里")
    elif taker.kind is ShareKind.MEMBER:
        who = gettext("各站的人，合计")
    else:
        who = gettext("服务站") if taker.kind is ShareKind.STATION else taker.owner_key
    return who, label(taker.kind)
