"""What a batch may be packed from: a station's own weigh-ins, and what it received from others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from moli.households.queries.at_the_scale import head_names
from moli.interfaces.web.naming import name_of, village_name
from moli.interfaces.web.stock.doors import station_names
from moli.interfaces.web.stock.producing_forms import PackSource
from moli.interfaces.web.stock.rows import WeighInRow, short_number, weigh_in_rows
from moli.orders.queries.stock_reach import StockScope
from moli.orders.queries.stock_sheets import inputs_in
from moli.orders.queries.transfers import received_loads_for

# More than this goes into no batch that people pack in a day.
INPUTS_SHOWN = 60


@dataclass(frozen=True)
class Packable:
    """Weigh-ins and loads, each in the order in which they should be used."""

    article: Any
    weigh_ins: Sequence[Any]
    loads: Sequence[Any]

    @property
    def sources(self) -> list[PackSource]:
        """All of them; what was received comes first: it has been on the road already."""
        return [
            *(PackSource(each.weigh_in.key, each.left_grams, each.key) for each in self.loads),
            *(PackSource(row.key, row.left_grams) for row in self.weigh_ins),
        ]

    def rows(self) -> list[WeighInRow]:
        """The same as lists show them; of another station's goods no household."""
        keys = [] if self.article.station_key else [row.station_key for row in self.weigh_ins]
        keys += [each.transfer.giving_station_key for each in self.loads]
        names = station_names(keys)
        own = weigh_in_rows(
            self.weigh_ins,
            heads=head_names([row.household_id for row in self.weigh_ins]),
            stations={} if self.article.station_key else names,
        )
        return [*(_load_row(each, names) for each in self.loads), *own]


def packable(scope: StockScope, article: Any) -> Packable:
    """What an article of a scope may be packed from: two queries."""
    loads = received_loads_for(article)[:INPUTS_SHOWN] if article.station_key else []
    return Packable(article, list(inputs_in(scope, article)[:INPUTS_SHOWN]), list(loads))


def _load_row(each: Any, names: dict[str, str]) -> WeighInRow:
    weigh_in, transfer = each.weigh_in, each.transfer
    return WeighInRow(
        url=reverse("web:stock_transfer", args=[transfer.uid]),
        number=short_number(weigh_in.key),
        head="",
        village=village_name(weigh_in.village),
        goods=f"{name_of(weigh_in.product)} {name_of(weigh_in.grade)}",
        station=gettext("调货，%(station)s收的")
        % {"station": names.get(transfer.giving_station_key, gettext("服务站"))},
        grams=each.grams,
        left_grams=each.left_grams,
        harvested_on=weigh_in.harvested_on,
        best_before_on=weigh_in.best_before_on,
        at=transfer.at,
    )
