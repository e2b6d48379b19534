"""One pairing: who with whom and why, promised beside delivered, what was done, what was said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_safe

from moli.households.queries.heads import heads_of
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.pairings.doors import PairingDoor, pairing_to_read
from moli.interfaces.web.pairings.forms import AnswerForm
from moli.interfaces.web.pairings.promises import promise_row
from moli.interfaces.web.pairings.reasons import reasons_of
from moli.interfaces.web.pairings.rows import STATE_KINDS, results_words, since_words
from moli.interfaces.web.pairings.sides import answer_desks, sides_of
from moli.interfaces.web.pairings.story import (
    VISITS_SHOWN,
    measure_lines,
    result_lines,
    review_lines,
    visit_events,
)
from moli.interfaces.web.pairings.voices import OWN_VOICE, period_to_review, period_words
from moli.interfaces.words.labels import label
from moli.pairing.queries.delivered import delivered_of, results_of
from moli.pairing.queries.due import next_visits
from moli.pairing.queries.rules_in_force import all_terms_on
from moli.pairing.rules.content import PairingTerms
from moli.pairing.rules.due import counts_from
from moli.pairing.rules.kinds import EndKind, PairingKind, PairingState, Voice
from moli.pairing.rules.speaking import voices_of

_STEP_OF_STATE: Mapping[PairingState, int] = {
    PairingState.PROPOSED: 2,
    PairingState.IN_FORCE: 3,
    PairingState.ENDED: 5,
}


@require_safe
def pairing(request: MoliRequest, uid: UUID) -> HttpResponse:
    """One pairing, with what the person may see of it and do in it."""
    return pairing_page(request, pairing_to_read(request, uid))


def pairing_page(
    request: MoliRequest, door: PairingDoor, *, refused: AnswerForm | None = None
) -> HttpResponse:
    """The page, with an answer that was refused standing where it was sent from."""
    row, on = door.pairing, door.sight.on
    kind, state = PairingKind(row.pairing_kind), PairingState(row.state)
    terms = all_terms_on(on=on).get(kind)
    context = {
        "door": door,
        "pairing": row,
        "names": door.names,
        "kind": label(kind),
        "list_url": f"{reverse('web:pairings')}?kind={kind}",
        "state": label(state),
        "state_kind": STATE_KINDS[state],
        "since": since_words(row),
        "steps": _steps(),
        "step": _STEP_OF_STATE.get(state),
        "sides": sides_of(door),
        "desks": answer_desks(request, door, refused=refused),
        "refused": refused,
        "reasons": reasons_of(door),
        "end_kind": label(EndKind(row.end_kind)) if row.end_kind else "",
        "may_act": bool(door.sides) and door.is_in_force,
        "may_end": door.is_in_force and door.sight.ends(row),
        "is_begun": row.from_on is not None,
        **(_of_begun(request, door, kind, terms) if row.from_on is not None else {}),
    }
    return render(
        request, "web/pairings/pairing.html", context, status=200 if refused is None else 422
    )


def _steps() -> list[str]:
    """The course of a pairing from its proposal to its end."""
    return [
        pgettext("pairing", "提出来"),
        gettext("两边答复"),
        gettext("一起做"),
        gettext("有结果"),
    ]


def _of_begun(
    request: MoliRequest, door: PairingDoor, kind: PairingKind, terms: PairingTerms | None
) -> dict[str, Any]:
    """What only a pairing that both agreed to has."""
    row, on = door.pairing, door.sight.on
    visits = list(row.visits.all())
    shown = visits if request.GET.get("visits") == "all" else visits[:VISITS_SHOWN]
    due = next_visits([row], on=on)
    came = results_of([row], from_on=row.from_on, to_on=on)[row.pk]
    lately, delivered = came, delivered_of([row], on=on)[row.pk]
    if terms is not None:
        lately = results_of([row], from_on=counts_from(on=on, terms=terms), to_on=on)[row.pk]
    return {
        "promises": [promise_row(each, kind=kind, on=on) for each in delivered],
        "came": came,
        "came_words": results_words(came),
        "is_active": lately.is_any,
        "result_days": terms.result_days if terms else None,
        "results": result_lines(list(row.results.all()), door=door),
        "measures": measure_lines(list(row.measures.all()), door=door, on=on),
        "visits": list(visit_events(shown[::-1], due_on=due[0].due_on if due else None, on=on)),
        "visit_count": len(visits),
        "visits_hidden": len(visits) - len(shown),
        "reviews": _reviews(door),
        **_review_links(door, kind),
    }


def _reviews(door: PairingDoor) -> Any:
    rows = list(door.pairing.reviews.select_related("household"))
    heads: Mapping[str, str] = {}
    if door.pairing.village.code.startswith(door.sight.own_areas):
        keys = [row.household.key for row in rows if row.household is not None]
        heads = {key: line.head_name for key, line in heads_of(keys).items()}
    return review_lines(rows, heads=heads)


def _review_links(door: PairingDoor, kind: PairingKind) -> dict[str, str]:
    """Where the person says what there is to say of the newest period that is over."""
    row = door.pairing
    period = period_to_review(row, on=door.sight.on)
    links = {"review_url": "", "word_url": "", "period": ""}
    if period is None:
        return links
    links["period"] = period_words(period)
    spoken = {each.voice for each in row.reviews.all() if each.period_from_on == period.from_on}
    own = [OWN_VOICE[side] for side in door.sides if OWN_VOICE[side] in voices_of(kind)]
    if own and own[0] not in spoken:
        links["review_url"] = reverse("web:review_pairing", args=[row.uid])
    is_heard = kind is PairingKind.PRACTITIONER and Voice.HOUSEHOLD in spoken
    if door.sight.writes_for_households(row) and not is_heard:
        links["word_url"] = reverse("web:household_words", args=[row.uid])
    return links
