"""The list for the bank: the one file that holds full account numbers, and leaves its traces."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.sheets.bank_lists import CSV, TEMPLATES, bank_file
from moli.interfaces.web.payouts.doors import batch_to_act_on
from moli.interfaces.web.payouts.rows import batch_row
from moli.interfaces.web.registry.forms import attempted
from moli.settlement.rules.bank_numbers import PayoutPlace, payout_number
from moli.settlement.rules.payouts import BatchState
from moli.settlement.services.handing_to_bank import bank_list

_WORDS: Final[dict[str, tuple[Promise, Promise]]] = {
    "plain": (
        _("通用格式"),
        _(
            "UTF-8。六列：序号、收款账号、户名、开户行、金额、附言。我们自己排的，哪家银行都看得懂。"
        ),
    ),
    "batch": (
        _("批量付款格式"),
        _(
            "GB18030。七列，照工商银行公开说明里批量付款的列排的，不是银行给的文件，"
            "先和您的网银模板对一遍。"
        ),
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
def payout_list(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Ask in which layout; sent, the file itself, which the trail and every household keep."""
    found = batch_to_act_on(request, uid)
    if found.state != BatchState.APPROVED:
        raise Http404
    if request.method == "POST":
        return _file(request, found)
    context = {
        "uid": uid,
        "row": batch_row(found),
        "templates": [(code, *_WORDS[code]) for code in TEMPLATES],
        "was_listed": bool(found.file_hash),
    }
    return render(request, "web/payouts/bank_list.html", context)


def _file(request: MoliRequest, found: Any) -> HttpResponse:
    template = TEMPLATES.get(request.POST.get("template", ""))
    if template is None:
        messages.error(request, str(_("选一种格式再下载。")))
        return redirect("web:payout_list", uid=found.uid)
    listed: list[Any] = []
    by, at = request.standing.actor, clock.now()
    if not attempted(request, lambda: listed.append(bank_list(batch_id=found.pk, by=by, at=at))):
        return redirect("web:payout_batch", uid=found.uid)
    content = bank_file(
        template,
        listed[0].rows,
        number_of=lambda place: payout_number(PayoutPlace(found.pk, place)),
    )
    answer = HttpResponse(content, content_type=CSV)
    name = f"moli-payouts-{found.pk}-{template.code}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
