"""The first page of payouts: what is owed, what waits, and all batches."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from moli.accounts.rules import Standing
from moli.interfaces import clock
from moli.interfaces.access import RIGHTS, MoliRequest
from moli.interfaces.web.lots.forms import known_key
from moli.interfaces.web.lots.listing import sheet_of
from moli.interfaces.web.payouts.doors import payer_reach, reach_of
from moli.interfaces.web.payouts.rows import batch_row, names_of
from moli.interfaces.web.registry.forms import attempted
from moli.settlement.queries.batches import batches_in_reach, payout_work
from moli.settlement.queries.money import OwedNow, owed_now
from moli.settlement.rules.payouts import BatchState
from moli.settlement.services.making_batches import make_batch as make

_LINKS: Final[tuple[tuple[str, str, Promise, Promise], ...]] = (
    ("returned_payouts", "tri", _("银行退回的"), _("换好账户，再打一次")),
    ("payouts_without_account", "user", _("没有银行账户的农户"), _("有钱要打，还不知道打到哪里")),
    ("hand_over", "yuan", _("记渠道到账"), _("支付渠道把货款转到办公室账户")),
    ("takers", "truck", _("佣金、包装费和运费"), _("服务站、包装方、运输方分到的，每月付")),
    ("pay_desk", "arrow", _("退给买家的款"), _("渠道退不了的照付款的路退，退完记回单号")),
    ("statements", "file", _("结算单"), _("每户每月卖了多少、扣了多少、到手多少")),
    ("waterfall_rules", "list", _("分账规则"), _("一单货款怎么分，从哪天起")),
    ("books", "book", _("账目"), _("试算平衡、日记账、结账")),
)


@require_safe
def payouts(request: MoliRequest) -> HttpResponse:
    """What is owed now and all batches; whoever pays may make one from here."""
    reach = reach_of(request)
    if not reach.reads_payouts:
        raise Http404
    sheet = sheet_of(request, batches_in_reach(reach), picked={})
    context = {
        "sheet": sheet,
        "batches": [batch_row(row) for row in sheet.rows],
        "waiting": [batch_row(row) for row in _waiting(reach)],
        "pays": reach.pays,
        "now": owed_now(reach, on=clock.today()),
        "returned": payout_work(reach, by_key=request.standing.actor.key).returned,
        "links": links_of(request.standing),
        "request_key": uuid4(),
    }
    return render(request, "web/payouts/payouts.html", context)


def _waiting(reach: Any) -> Sequence[Any]:
    return list(batches_in_reach(reach).filter(state=BatchState.MADE))


@require_POST
def make_batch(request: MoliRequest) -> HttpResponse:
    """Put everything that can be paid into a batch; the same form again leads to the same one."""
    payer_reach(request)
    key = request.POST.get("request_key", "")
    if not known_key(key):
        messages.error(request, gettext("这张表没有编号，什么都没有存，请再点一次"))
        return redirect("web:payouts")
    made: list[Any] = []
    done = attempted(
        request,
        lambda: made.append(
            make(request_key=key, by=request.standing.actor, at=clock.now())  # type: ignore[arg-type]
        ),
    )
    if not done:
        return redirect("web:payouts")
    messages.success(request, gettext("做好了，等另一位同事复核。"))
    return redirect("web:payout_batch", uid=made[0].uid)


@require_safe
def payouts_without_account(request: MoliRequest) -> HttpResponse:
    """Households to whom something is owed, and nobody knows where to send it."""
    reach = payer_reach(request)
    now: OwedNow = owed_now(reach, on=clock.today())
    sheet = sheet_of(request, now.without_account, picked={})
    names = names_of((each.household.key for each in sheet.rows), links=True)
    context = {
        "sheet": sheet,
        "rows": [(names[each.household.key], each.total_fen) for each in sheet.rows],
        "total_fen": now.without_account_fen,
    }
    return render(request, "web/payouts/without_account.html", context)


def links_of(standing: Standing) -> list[tuple[str, str, str, str]]:
    """The pages beside this one that the person may open: address, icon, what, why."""
    return [
        (reverse(f"web:{name}"), icon, str(what), str(why))
        for name, icon, what, why in _LINKS
        if (right := RIGHTS.get(f"web:{name}")) is not None and right.opens_for(standing)
    ]
