"""Promised beside delivered: one bar for each promise, with how it is counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from moli.interfaces.design.parts import Kind
from moli.interfaces.web.pairings.amounts import amount_words, promise_words
from moli.interfaces.words.days import full_day, until
from moli.pairing.queries.delivered import DeliveredPromise
from moli.pairing.rules.kinds import PairingKind, PromiseKind


@dataclass(frozen=True)
class PromiseRow:
    """One promise: its words, its bar, how it stands."""

    what: str
    promised: str
    delivered: str
    amount: int
    target: int
    state: str
    state_kind: Kind
    when: str
    words: str
    by_name: str
    how: str

    @property
    def whole(self) -> int:
        """The length of the bar: a little beyond what was promised, so that its line is seen."""
        return max(self.amount, self.target) * 26 // 25 + 1


def promise_row(delivered: DeliveredPromise, *, kind: PairingKind, on: date) -> PromiseRow:
    """A promise in words."""
    promise = delivered.promise
    promise_kind = PromiseKind(promise.promise_kind)
    state, state_kind = _state(delivered, promise_kind, on=on)
    return PromiseRow(
        what=promise_words(promise),
        promised=amount_words(promise_kind, promise.amount),
        delivered=amount_words(promise_kind, delivered.amount),
        amount=delivered.amount,
        target=promise.amount,
        state=state,
        state_kind=state_kind,
        when=gettext("%(from)s起，%(until)s")
        % {"from": full_day(promise.from_on), "until": until(promise.by_on)},
        words=promise.words,
        by_name=promise.by_name,
        how=how_words(promise_kind, kind),
    )


def _state(delivered: DeliveredPromise, kind: PromiseKind, *, on: date) -> tuple[str, Kind]:
    if delivered.is_kept:
        return gettext("做到了"), Kind.OK
    missing = {"missing": amount_words(kind, delivered.missing)}
    if delivered.is_overdue:
        return gettext("过期，还差 %(missing)s") % missing, Kind.ALERT
    return gettext("还差 %(missing)s") % missing, Kind.PLAIN


def how_words(promise_kind: PromiseKind, kind: PairingKind) -> str:
    """How it is counted what was delivered."""
    if promise_kind is PromiseKind.SALES:
        return {
            PairingKind.ENTERPRISE: gettext(
                "数这家企业验收了的、这个村送去的货，按收货磅单，扣掉有异议的。"
            ),
            PairingKind.PARTNER: gettext("数村里农户在这个站过秤、后来卖出去的货，退回来的不算。"),
            PairingKind.PRACTITIONER: gettext(
                "数这户在他开的站过秤、后来卖出去的货，退回来的不算。"
            ),
        }[kind]
    if promise_kind is PromiseKind.VISITS:
        return gettext("数记下的走访，没见到人的不算。")
    return gettext("数一方报了、另一方说对的人数。")
