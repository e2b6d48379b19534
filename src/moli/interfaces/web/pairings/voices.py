"""Which period is reviewed now, and whose voice each side has."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from django.utils.translation import gettext

from moli.interfaces.words.days import full_day
from moli.pairing.queries.rules_in_force import all_terms_on
from moli.pairing.rules.kinds import PairingKind, PairSide, Voice
from moli.pairing.rules.periods import Period, is_open_for_review, last_over, period_of, touched

OWN_VOICE: Final[Mapping[PairSide, Voice]] = {
    PairSide.HELPER: Voice.HELPER,
    PairSide.HELPED: Voice.HELPED,
}


def period_to_review(pairing: Any, *, on: date) -> Period | None:
    """The newest period of a pairing that may be reviewed on a day; none before one is over.

    None either on a day without terms. One query.
    """
    if pairing.from_on is None:
        return None
    terms = all_terms_on(on=on).get(PairingKind(pairing.pairing_kind))
    if terms is None:
        return None
    months = terms.review_months
    if pairing.to_on is not None:
        last = period_of(min(pairing.to_on, on), months=months)
        is_open = is_open_for_review(last, on=on, ended_on=pairing.to_on)
    else:
        last, is_open = last_over(on=on, months=months), True
    was_there = touched(from_on=pairing.from_on, to_on=pairing.to_on, period=last)
    return last if is_open and was_there else None


def period_words(period: Period) -> str:
    """A period by its first and its last day."""
    return gettext("说的是 %(from)s到 %(to)s这段时间") % {
        "from": full_day(period.from_on),
        "to": full_day(period.to_on - timedelta(days=1)),
    }
