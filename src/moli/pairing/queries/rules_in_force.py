"""Which terms of a kind of pairing hold on a day."""

from __future__ import annotations

from datetime import date

from moli.kernel.refusal import Refusal
from moli.pairing.models import PairingRule
from moli.pairing.rules.content import PairingTerms, terms_of
from moli.pairing.rules.kinds import PairingKind


class PairingRuleMissing(Refusal):
    """No version of the terms holds on that day: the county has to enter one."""


def terms_on(kind: PairingKind, *, on: date) -> PairingTerms:
    """The terms of a kind on a day: one query. Refuses a day without a version."""
    row = PairingRule.objects.in_force(on=on).filter(pairing_kind=kind).first()
    if row is None:
        raise PairingRuleMissing(field="rule", pairing_kind=kind, day_on=on.isoformat())
    return terms_of(row.content)


def all_terms_on(*, on: date) -> dict[PairingKind, PairingTerms]:
    """The terms of all kinds that have some on a day: one query."""
    rows = PairingRule.objects.in_force(on=on).order_by("pairing_kind")
    return {PairingKind(row.pairing_kind): terms_of(row.content) for row in rows}
