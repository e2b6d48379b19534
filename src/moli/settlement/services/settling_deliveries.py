"""Settling a delivery: what its buyer paid is shared, in one stage or two."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from moli.audit.services.recording import Subject, record
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.orders.models import Delivery
from moli.orders.rules.bulk import DeliveryState
from moli.orders.rules.bulk_books import proceeds_account
from moli.settlement.models import Settlement
from moli.settlement.queries.delivery_laws import VERBS
from moli.settlement.queries.lines import rule_for_product
from moli.settlement.queries.loads import loaded, received, shared_before
from moli.settlement.rules.loads import FIRST, Portion, SharedBefore, portion_of, shares_of_load
from moli.settlement.rules.shares import ShareKind
from moli.settlement.services.settling import NoWaterfallRule
from moli.settlement.services.sharing import households_fen, post_split, store_shares


class DeliveryNotAccepted(Refusal):
    """A delivery is shared when its buyer has taken it in: before, nobody knows its price."""


class NothingLeftOfDelivery(Refusal):
    """Freight, packaging and commission would take all that was paid for a delivery."""


@transaction.atomic
def settle_delivery(*, delivery_id: int, by: Actor, at: datetime) -> list[Settlement]:
    """Share what was paid for a delivery; all its settlements up to now.

    Stage 1 shares what is undisputed, when it has arrived whole; stage 2 what the outcome of the
    claim left to be paid, when that has. Whoever calls after the outcome was paid and before
    anything was shared shares all at once. A second call finds nothing to share and answers with
    what there is; two at once wait for each other. Refuses a delivery that is not accepted, one
    that is not paid, a product without a rule, and costs that would leave households nothing.
    """
    delivery = (
        Delivery.objects.select_for_update(of=("self",))
        .select_related("part__lot__product", "part__lot__village")
        .get(pk=delivery_id)
    )
    if delivery.state != DeliveryState.ACCEPTED:
        raise DeliveryNotAccepted(field="delivery", delivery_state=DeliveryState(delivery.state))
    before = shared_before(delivery)
    portion = portion_of(received(delivery), before)
    if portion is not None:
        _share(delivery, portion, before, by=by, at=at)
    return list(Settlement.objects.filter(delivery=delivery).order_by("stage"))


def _share(
    delivery: Delivery, portion: Portion, before: SharedBefore, *, by: Actor, at: datetime
) -> None:
    on, product = timezone.localdate(at), delivery.part.lot.product.code
    rule = rule_for_product(product, on=on)
    if rule is None:
        raise NoWaterfallRule(field="article", article=product, on=on.isoformat())
    load = loaded(delivery)
    shares = shares_of_load(load.facts, portion, rule.terms, before)
    if not any(taker.kind is ShareKind.HOUSEHOLD for taker in shares):
        raise NothingLeftOfDelivery(field="delivery", value_fen=portion.fen)
    transfer = post_split(
        reference=f"settle:{delivery.key}:{portion.stage}",
        source=proceeds_account(delivery.key),
        shares=[shares],
        by=by,
        at=at,
    )
    settlement = Settlement.objects.create(
        delivery=delivery,
        stage=portion.stage,
        rule=rule,
        transfer=transfer,
        packaging_fen=delivery.packaging_fen if portion.stage == FIRST else 0,
        returned_units=0,
        total_fen=portion.fen,
        settled_on=on,
        at=at,
    )
    store_shares(shares, settlement=settlement, household_ids=load.household_ids)
    record(
        verb=VERBS[portion.stage],
        on=Subject("delivery", delivery.key, delivery.part.lot.village.code),
        by=by,
        at=at,
        total_fen=portion.fen,
        households_fen=households_fen([shares]),
    )
