"""Laws of the market's data, each a query over all rows, whoever may see them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.db.models import (
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.db.models.expressions import Combinable

from moli.audit.queries import sum_of, written_once_law
from moli.kernel.law import EXAMPLES_MAX, LawCheck, found_law
from moli.market.models import (
    Answer,
    Contract,
    Demand,
    Hold,
    Introduction,
    Lot,
    PriceReport,
    Proposal,
    Round,
)
from moli.market.rules.negotiation import (
    HOLDING_STATES,
    AnswerKind,
    ProposalState,
    Said,
    Side,
    table_after,
)

_AGREED_STATES = (ProposalState.AGREED, ProposalState.CONTRACTED)


def market_laws() -> list[LawCheck]:
    """What holds of lots, demands, rounds, proposals, introductions and contracts."""
    return [law() for law in LAWS]


def lots_commit_what_is_held() -> LawCheck:
    """A lot has committed what its live proposals and its holds hold, and no more than it has."""
    holds = sum_of(Hold.objects.all(), by="lot", of="grams")
    return _committed_law("market.lot_commits_what_is_held", Lot.objects.all(), "lot", holds)


def demands_commit_what_is_held() -> LawCheck:
    """A demand has committed the sum of what its live proposals hold, and no more than it is."""
    rows = Demand.objects.all()
    return _committed_law("market.demand_commits_what_is_held", rows, "demand", Value(0))


def _committed_law(
    law: str, rows: QuerySet[Lot] | QuerySet[Demand], side: str, beside: Combinable | Value
) -> LawCheck:
    held = sum_of(Proposal.objects.all(), by=side, of="held_grams")
    broken = rows.annotate(held=held + beside).exclude(
        committed_grams=F("held"), committed_grams__lte=F("grams")
    )
    return LawCheck(
        law=law,
        checked=rows.count(),
        broken=broken.count(),
        examples=_keys(broken.order_by("pk").values_list("uid", flat=True)),
    )


def agreements_have_both_yeses() -> LawCheck:
    """An agreed proposal has a yes of both sides to the very price and weight it is held to."""
    agreed = Proposal.objects.filter(state__in=_AGREED_STATES).order_by("pk")
    answers: dict[int, list[Said]] = {}
    for row in Answer.objects.filter(proposal__in=agreed.values("pk")).order_by("pk"):
        said = Said(Side(row.side), AnswerKind(row.kind), row.price_fen_per_kg, row.grams)
        answers.setdefault(row.proposal_id, []).append(said)
    broken = [row.key for row in agreed if not _is_agreed(row, answers.get(row.pk, []))]
    return found_law("market.agreement_has_both_yeses", checked=len(agreed), broken=broken)


def _is_agreed(proposal: Proposal, answers: list[Said]) -> bool:
    table = table_after(
        price_fen_per_kg=proposal.fair_fen_per_kg, grams=proposal.grams, answers=answers
    )
    return table.is_agreed and (table.price_fen_per_kg, table.grams) == (
        proposal.agreed_fen_per_kg,
        proposal.held_grams,
    )


def introductions_fit_states() -> LawCheck:
    """Who was introduced has an introduction; who was not, has none and no answer."""
    introduced = Q(state__in=(*HOLDING_STATES, ProposalState.DECLINED))
    has_introduction = Exists(Introduction.objects.filter(proposal=OuterRef("pk")))
    has_answer = Exists(Answer.objects.filter(proposal=OuterRef("pk")))
    broken = Proposal.objects.filter(
        (introduced & ~has_introduction) | (~introduced & (has_introduction | has_answer))
    )
    return LawCheck(
        law="market.introduction_fits_the_state",
        checked=Proposal.objects.count(),
        broken=broken.count(),
        examples=_keys(broken.order_by("pk").values_list("uid", flat=True)),
    )


def contracts_keep_what_was_agreed() -> LawCheck:
    """A contract has the agreed price and weight and a floor no higher; each is drawn up once."""
    kept = Q(
        proposal__state=ProposalState.CONTRACTED,
        price_fen_per_kg=F("proposal__agreed_fen_per_kg"),
        grams=F("proposal__held_grams"),
        floor_fen_per_kg__lte=F("price_fen_per_kg"),
    )
    kept_contracts = Contract.objects.filter(kept).values("pk")
    wrong = Contract.objects.exclude(pk__in=kept_contracts).order_by("pk")
    without = Proposal.objects.filter(state=ProposalState.CONTRACTED, contract=None).order_by("pk")
    broken = [*wrong.values_list("uid", flat=True), *without.values_list("uid", flat=True)]
    return found_law(
        "market.contract_keeps_what_was_agreed",
        checked=Contract.objects.count(),
        broken=[str(uid) for uid in broken],
    )


def rounds_add_up() -> LawCheck:
    """A round's weight is that of its proposals, and its value is within its own bound."""
    broken = Round.objects.annotate(
        proposed=sum_of(Proposal.objects.all(), by="round", of="grams")
    ).exclude(matched_grams=F("proposed"), value_micro_yuan__lte=F("bound_micro_yuan"))
    return LawCheck(
        law="market.round_adds_up",
        checked=Round.objects.count(),
        broken=broken.count(),
        examples=tuple(str(number) for number in broken.values_list("number", flat=True))[
            :EXAMPLES_MAX
        ],
    )


def lots_were_posted_once() -> LawCheck:
    """Twice is once: every lot has exactly one line of the trail that posted it."""
    uids = Lot.objects.values_list("uid", flat=True)
    return written_once_law("market.lot_posted_once", verb="market.post_lot", keys=map(str, uids))


def demands_were_posted_once() -> LawCheck:
    """Twice is once: every demand has exactly one line of the trail that posted it."""
    uids = Demand.objects.values_list("uid", flat=True)
    return written_once_law(
        "market.demand_posted_once", verb="market.post_demand", keys=map(str, uids)
    )


def introductions_were_made_once() -> LawCheck:
    """Twice is once: every introduction has exactly one line of the trail."""
    uids = Introduction.objects.values_list("proposal__uid", flat=True)
    return written_once_law(
        "market.introduction_made_once", verb="market.introduce", keys=map(str, uids)
    )


def contracts_were_drawn_up_once() -> LawCheck:
    """Twice is once: every contract has exactly one line of the trail."""
    uids = Contract.objects.values_list("uid", flat=True)
    return written_once_law(
        "market.contract_drawn_up_once", verb="market.draw_up_contract", keys=map(str, uids)
    )


def prices_were_reported_once() -> LawCheck:
    """Twice is once: every report of a price has exactly one line of the trail."""
    keys = PriceReport.objects.values_list("request_key", flat=True)
    return written_once_law(
        "market.price_reported_once", verb="market.report_price", keys=map(str, keys)
    )


# A new law of the market is one function here; `moli check` and its test find it by this list.
LAWS: tuple[Callable[[], LawCheck], ...] = (
    lots_commit_what_is_held,
    demands_commit_what_is_held,
    agreements_have_both_yeses,
    introductions_fit_states,
    contracts_keep_what_was_agreed,
    rounds_add_up,
    lots_were_posted_once,
    demands_were_posted_once,
    introductions_were_made_once,
    contracts_were_drawn_up_once,
    prices_were_reported_once,
)


def _keys(uids: Iterable[object]) -> tuple[str, ...]:
    return tuple(str(uid) for uid in list(uids)[:EXAMPLES_MAX])
