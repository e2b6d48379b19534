"""The form that posts a demand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moli.enterprises import queries as enterprises
from moli.enterprises.rules import EnterpriseStatus, may_trade
from moli.interfaces.web.lots.choices import ProductChoice
from moli.interfaces.web.lots.forms import Data, OfferForm, choice_field
from moli.interfaces.web.naming import enterprise_name, name_of
from moli.market.queries.reach import MarketReach
from moli.market.services.posting_demands import DemandOffer
from moli.places.queries.directory import destinations


@dataclass(frozen=True)
class EnterpriseChoice:
    """An enterprise for which a person may post."""

    pk: int
    key: str
    name: str


@dataclass(frozen=True)
class PlaceChoice:
    """A place of delivery."""

    pk: int
    code: str
    name: str


def enterprises_in_reach(reach: MarketReach, *, is_office: bool) -> list[EnterpriseChoice]:
    """The enterprises that a person buys for; for the office every one that may trade."""
    rows = enterprises.enterprises_of_keys(reach.buys_for_keys)
    if is_office:
        rows = enterprises.enterprises()
    return [
        EnterpriseChoice(pk=row.pk, key=row.key, name=enterprise_name(row))
        for row in rows
        if not is_office or may_trade(EnterpriseStatus(row.status))
    ]


def places_of_delivery() -> list[PlaceChoice]:
    """Where buyers take delivery, by code: one query."""
    return [PlaceChoice(place.pk, place.code, name_of(place)) for place in destinations()]


class DemandForm(OfferForm):
    """A demand: what an enterprise wants, up to which price, when and where."""

    price_name = "ceiling_fen_per_kg"
    price_label = _("最高价，送到为止")
    price_help = _("连运费在内，最多出到多少。卖家看不到")
    grade_label = _("最低要什么等级")
    day_labels = (_("哪天开始收货"), _("最晚哪天送到"))

    def __init__(
        self,
        data: Data | None = None,
        *,
        products: Sequence[ProductChoice],
        enterprises: Sequence[EnterpriseChoice],
        places: Sequence[PlaceChoice],
        **kwargs: Any,
    ) -> None:
        super().__init__(data, products=products, **kwargs)
        self.enterprises, self.places = enterprises, places
        if len(enterprises) > 1:
            self.fields["enterprise"] = choice_field(
                [(one.key, one.name) for one in enterprises],
                label=gettext("哪家企业要买"),
                required=gettext("选一下企业"),
            )
        self.fields["destination"] = choice_field(
            [(place.code, place.name) for place in places],
            label=gettext("送到哪里"),
            required=gettext("选一下送到哪里"),
        )

    def offer(self, *, words: str = "") -> DemandOffer:
        """What a valid form asks for."""
        said = self.cleaned_data
        wanted = said.get("enterprise")
        enterprise = next(e for e in self.enterprises if wanted in (None, e.key))
        place = next(place for place in self.places if place.code == said["destination"])
        return DemandOffer(
            enterprise_id=enterprise.pk,
            lowest_grade_id=int(said["grade"]),
            destination_id=place.pk,
            grams=said["weight"],
            ceiling_fen_per_kg=said["price"],
            window=self.window,
            words=words,
        )
