"""What is done within a pairing, each on a page with one short form."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from moli.catalogue import queries as catalogue
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.naming import name_of
from moli.interfaces.web.pairings.doors import (
    Words,
    form_page,
    pairing_to_act,
    pairing_to_end,
    sent,
)
from moli.interfaces.web.pairings.forms import (
    YES,
    AnswerResultForm,
    CloseMeasureForm,
    EndForm,
    MeasureForm,
    PromiseForm,
    ResultForm,
)
from moli.interfaces.web.pairings.visit_forms import VisitForm
from moli.interfaces.words.labels import label
from moli.pairing.rules.kinds import EndKind, MeasureKind, PairSide, ResultKind
from moli.pairing.rules.speaking import other_side
from moli.pairing.services.ending import end_pairing as end
from moli.pairing.services.promising import close_measure as close
from moli.pairing.services.promising import promise
from moli.pairing.services.promising import set_measure as intend
from moli.pairing.services.reporting import answer_result as answer
from moli.pairing.services.reporting import report_result as report
from moli.pairing.services.visiting import log_visit as visit

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@form_methods
def promise_pairing(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Promise an amount of something by a day."""
    door = pairing_to_act(request, uid)
    products = [(str(product.pk), name_of(product)) for product in catalogue.products()]
    form = PromiseForm(sent(request), products=products, on=clock.today())
    words = Words(
        title=gettext("答应一件事"),
        button=gettext("答应下来"),
        told=gettext("记下了。做到多少，系统自己数。"),
        sub=gettext("写下就改不了。做到多少由系统数，不用报。"),
    )
    return form_page(
        request,
        door,
        form,
        lambda: promise(
            pairing_uid=uid,
            promised=form.promised(),
            request_key=form.cleaned_data["request_key"],
            by=request.standing.actor,
            at=clock.now(),
        ),
        words,
    )


@form_methods
def set_measure(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Set out to do something."""
    door = pairing_to_act(request, uid)
    form = MeasureForm(sent(request))
    words = Words(
        title=gettext("定一件要做的事"), button=gettext("定下来"), told=gettext("定下来了。")
    )
    return form_page(
        request,
        door,
        form,
        lambda: intend(
            pairing_uid=uid,
            measure=form.intended(),
            request_key=form.cleaned_data["request_key"],
            by=request.standing.actor,
            at=clock.now(),
        ),
        words,
    )


@form_methods
def close_measure(request: MoliRequest, uid: UUID, measure: UUID) -> HttpResponse:
    """Say what became of something that was to be done."""
    door = pairing_to_act(request, uid)
    row = get_object_or_404(door.pairing.measures, uid=measure)
    form = CloseMeasureForm(sent(request), on=clock.today())
    words = Words(
        title=gettext("%(kind)s：做得怎样") % {"kind": label(MeasureKind(row.measure_kind))},
        button=gettext("记下来"),
        told=gettext("记下了。"),
        sub=row.words,
    )
    return form_page(
        request,
        door,
        form,
        lambda: close(
            measure_uid=measure,
            is_done=form.cleaned_data["is_done"] == YES,
            words=form.cleaned_data["words"],
            on=form.cleaned_data["on"],
            by=request.standing.actor,
            at=clock.now(),
        ),
        words,
    )


@form_methods
def log_visit(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Write down a visit."""
    door = pairing_to_act(request, uid)
    form = VisitForm(sent(request), on=clock.today())
    words = Words(
        title=gettext("记一次走访"),
        button=gettext("记下来"),
        told=gettext("走访记下了。"),
        sub=gettext("不记路线。位置可以不写，写了也只存约一公里的大致位置。"),
    )
    return form_page(
        request,
        door,
        form,
        lambda: visit(
            pairing_uid=uid,
            seen=form.seen(),
            request_key=form.cleaned_data["request_key"],
            by=request.standing.actor,
            at=clock.now(),
        ),
        words,
    )


@form_methods
def report_result(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Report a job or a training for the person's side."""
    door = pairing_to_act(request, uid)
    form = ResultForm(sent(request), on=clock.today())
    words = Words(
        title=gettext("报一项成效"),
        button=gettext("报上去"),
        told=gettext("报上去了，等对方说对不对。"),
        sub=gettext("对方说对才算数。卖出的货系统自己数，不用报。"),
    )
    return form_page(
        request,
        door,
        form,
        lambda: report(
            pairing_uid=uid,
            reported=form.reported(door.sides[0]),
            request_key=form.cleaned_data["request_key"],
            by=request.standing.actor,
            at=clock.now(),
        ),
        words,
    )


@form_methods
def answer_result(request: MoliRequest, uid: UUID, result: UUID) -> HttpResponse:
    """Say for the side that did not report a result whether it is so."""
    door = pairing_to_act(request, uid, is_open_later=True)
    row = get_object_or_404(door.pairing.results, uid=result)
    if other_side(PairSide(row.pair_side)) not in door.sides:
        raise Http404
    form = AnswerResultForm(sent(request))
    told = {"kind": label(ResultKind(row.result_kind)), "people": row.people, "words": row.words}
    words = Words(
        title=gettext("对方报的成效对不对"),
        button=gettext("答复"),
        told=gettext("答复记下了。"),
        sub=gettext("%(kind)s，%(people)s 人：%(words)s") % told,
    )
    return form_page(
        request,
        door,
        form,
        lambda: answer(
            result_uid=result,
            is_confirmed=form.cleaned_data["is_confirmed"] == YES,
            words=form.cleaned_data["words"],
            by=request.standing.actor,
            at=clock.now(),
        ),
        words,
    )


@form_methods
def end_pairing(request: MoliRequest, uid: UUID) -> HttpResponse:
    """End a pairing, with what came of it."""
    door = pairing_to_end(request, uid)
    form = EndForm(sent(request), on=clock.today())
    words = Words(
        title=gettext("结束这对"),
        button=gettext("结束"),
        told=gettext("结束了，做过的都留着。"),
        sub=gettext("结束以后不能再恢复，可以重新结对。"),
    )
    return form_page(
        request,
        door,
        form,
        lambda: end(
            pairing_uid=uid,
            end_kind=EndKind(form.cleaned_data["end_kind"]),
            words=form.cleaned_data["words"],
            on=form.cleaned_data["on"],
            by=request.standing.actor,
            at=clock.now(),
        ),
        words,
    )
