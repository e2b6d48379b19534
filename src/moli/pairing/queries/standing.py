"""What stands of a kind of pairing on a day, for planning and proposing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from moli.pairing.models import Pairing
from moli.pairing.queries.helped import villages_that_may_be_helped
from moli.pairing.queries.helping import keys_that_may_help
from moli.pairing.rules.content import PairingTerms
from moli.pairing.rules.footing import Able, Footing, Standing, footings
from moli.pairing.rules.kinds import TYING_STATES, PairingKind, PairingState
from moli.pairing.rules.planning import Pair


def standing_on(kind: PairingKind, terms: PairingTerms, *, on: date) -> Standing:
    """The pairings of a kind that hold or wait, and what was declined lately: two queries.

    Lately is the time in which a result counts.
    """
    in_force: dict[str, str] = {}
    proposed: dict[str, str] = {}
    rows = Pairing.objects.filter(pairing_kind=kind, state__in=TYING_STATES).order_by("helped_key")
    for state, helped, helper in rows.values_list("state", "helped_key", "helper_key"):
        (in_force if state == PairingState.IN_FORCE else proposed)[helped] = helper
    declined = Pairing.objects.filter(
        pairing_kind=kind,
        state=PairingState.DECLINED,
        answers__is_yes=False,
        answers__at__date__gt=on - timedelta(days=terms.result_days),
    ).values_list("helper_key", "helped_key")
    return Standing(in_force, proposed, {Pair(*keys) for keys in declined})


def footings_on(
    kind: PairingKind, pairs: Iterable[Pair], terms: PairingTerms, *, on: date
) -> dict[Pair, Footing]:
    """How planned pairs stand on a day, seen together and in the order given: six queries."""
    asked = list(pairs)
    helpers = keys_that_may_help(kind, {pair.helper_key for pair in asked}, on=on)
    helped = villages_that_may_be_helped(kind, {pair.helped_key for pair in asked}, on=on)
    standing = standing_on(kind, terms, on=on)
    return footings(asked, standing, Able(helpers, helped), capacity=terms.capacity)
