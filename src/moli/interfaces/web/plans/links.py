"""Where a row that proves something is opened, by those who may open it; nobody meets a dead link.

The page behind a link has a scope of its own. It is asked here, by the same query, which of the
rows on this page it would show: one query for each kind of row that stands there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.db.models import QuerySet
from django.urls import reverse

from moli.accounts.rules import Standing
from moli.insights.rules.evidence import EvidenceKind
from moli.insights.rules.steps import ObjectKind
from moli.interfaces.access import opens
from moli.market.queries.offers import lots_visible_to, open_lots
from moli.market.queries.proposals import contracts_visible_to, proposals_visible_to
from moli.market.queries.reach import market_reach
from moli.orders.queries.bulk_sight import bulk_orders_seen, bulk_sight, deliveries_seen
from moli.pairing.queries.sight import pairing_sight, pairings_seen
from moli.party.queries.branches import branches
from moli.party.queries.posts import posts_seen
from moli.party.queries.sight import member_sight

Kind = EvidenceKind | ObjectKind
_Rows = Callable[[Standing, date], tuple[QuerySet[Any], ...]]


def _proposals(standing: Standing, on: date) -> tuple[QuerySet[Any], ...]:
    return (proposals_visible_to(market_reach(standing, on=on)),)


def _contracts(standing: Standing, on: date) -> tuple[QuerySet[Any], ...]:
    return (contracts_visible_to(market_reach(standing, on=on)),)


def _lots(standing: Standing, on: date) -> tuple[QuerySet[Any], ...]:
    return lots_visible_to(market_reach(standing, on=on)), open_lots(on=on)


def _orders(standing: Standing, on: date) -> tuple[QuerySet[Any], ...]:
    return (bulk_orders_seen(bulk_sight(standing, on=on)),)


def _deliveries(standing: Standing, on: date) -> tuple[QuerySet[Any], ...]:
    return (deliveries_seen(bulk_sight(standing, on=on)),)


def _pairings(standing: Standing, on: date) -> tuple[QuerySet[Any], ...]:
    return (pairings_seen(pairing_sight(standing, on=on)),)


def _posts(standing: Standing, on: date) -> tuple[QuerySet[Any], ...]:
    return (posts_seen(member_sight(standing, on=on)),)


def _branches(_standing: Standing, _on: date) -> tuple[QuerySet[Any], ...]:
    return (branches(),)


# What has no page of its own (a station, its weigh-ins and parcels, a venue, a batch) is words.
_PAGES: Final[Mapping[Kind, tuple[str, _Rows]]] = {
    EvidenceKind.INTRODUCTION: ("proposal", _proposals),
    EvidenceKind.CONTRACT: ("contract", _contracts),
    EvidenceKind.LOT: ("lot", _lots),
    EvidenceKind.BULK_ORDER: ("bulk_order", _orders),
    EvidenceKind.DELIVERY: ("delivery", _deliveries),
    EvidenceKind.PAIRING: ("pairing", _pairings),
    EvidenceKind.DEMO_POST: ("demo_post", _posts),
    ObjectKind.PROPOSAL: ("proposal", _proposals),
    ObjectKind.LOT: ("lot", _lots),
    ObjectKind.PAIRING: ("pairing", _pairings),
    ObjectKind.BRANCH: ("branch", _branches),
}


@dataclass
class Links:
    """The pages of some rows, as far as one person may open them."""

    standing: Standing
    on: date
    _open: dict[tuple[str, str], str] = field(default_factory=dict)

    def learn(self, things: Iterable[tuple[Kind, str]]) -> Links:
        """Ask once for each kind which of the rows open."""
        wanted: dict[tuple[str, _Rows], set[str]] = {}
        for kind, key in things:
            if kind in _PAGES and opens(_PAGES[kind][0], self.standing):
                wanted.setdefault(_PAGES[kind], set()).add(key)
        for (name, rows_of), keys in wanted.items():
            for rows in rows_of(self.standing, self.on):
                found = rows.filter(uid__in=keys).order_by().values_list("uid", flat=True)
                for uid in found:
                    self._open[name, str(uid)] = reverse(f"web:{name}", args=[uid])
        return self

    def url(self, kind: Kind, key: str) -> str:
        """The page of a row, or nothing where this person may not open it."""
        name = _PAGES[kind][0] if kind in _PAGES else ""
        return self._open.get((name, key), "")
