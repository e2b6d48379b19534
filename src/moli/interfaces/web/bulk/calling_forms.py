"""The form that calls off a load from contracts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moli.interfaces.web.bulk.fields import WeightForm
from moli.interfaces.web.bulk.sharing_fields import add_sharing, sharing_said
from moli.interfaces.web.lots.fields import day_field, price_field, price_unit_words
from moli.interfaces.web.registry.forms import Data
from moli.orders.queries.bulk_contracts import OpenContract
from moli.orders.rules.bulk_ordering import CallOff, CallOffPart
from moli.orders.services.calling_off import FIRST_SEASON


@dataclass(frozen=True)
class ContractBoxes:
    """One contract of the form with its boxes."""

    contract: OpenContract
    weight: Any
    price: Any


class CallOffForm(WeightForm):
    """How much of which contracts in their season, by when, and how it is shared out."""

    units: ClassVar[Mapping[str, str | Promise]] = {"poor_percent": "%"}
    boxes: ClassVar[Mapping[str, str]] = {
        "poor_per_mille": "poor_percent",
        "cap_grams": "cap",
    }

    def __init__(
        self, data: Data | None = None, *, contracts: Sequence[OpenContract], **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.contracts = contracts
        self.weights = [*(f"grams_{each.contract.uid}" for each in contracts), "cap"]
        self.prices = [f"price_{each.contract.uid}" for each in contracts]
        self.season = contracts[0].season
        for each in contracts:
            self._add_contract(each)
        self.fields["deliver_by_on"] = day_field(
            name="deliver_by_on", label=gettext("最晚哪天送到")
        )
        add_sharing(self)

    def _add_contract(self, each: OpenContract) -> None:
        uid = each.contract.uid
        self.add_weight(f"grams_{uid}", label=gettext("这次要多少"), is_required=False)
        if self.season > FIRST_SEASON:
            price = price_field(
                unit=self.counted_in,
                name="price_fen_per_kg",
                label=gettext("这一季的地头价"),
                help_text=gettext("双方商量好的价，不低于保底价"),
            )
            price.required = False
            self.fields[f"price_{uid}"] = price

    @property
    def price_unit(self) -> str:
        """What the boxes of prices count."""
        return price_unit_words(self.counted_in)

    @property
    def contract_boxes(self) -> list[ContractBoxes]:
        """The contracts with their boxes, as the page draws them."""
        return [
            ContractBoxes(
                each,
                self[f"grams_{each.contract.uid}"],
                self[f"price_{each.contract.uid}"] if self.season > FIRST_SEASON else None,
            )
            for each in self.contracts
        ]

    def clean(self) -> dict[str, Any]:
        """Something must be wanted of some contract."""
        said = super().clean()
        if not self.errors and not any(said.get(name) for name in self.weights[:-1]):
            self.add_error(self.weights[0], str(_("写一下要多少，比如 80,000 或 40吨")))
        return said

    def wanted(self) -> CallOff:
        """What a valid form calls off."""
        said = self.cleaned_data
        poor_per_mille, cap_grams = sharing_said(self)
        parts = [
            CallOffPart(
                contract_uid=each.contract.uid,
                grams=said[f"grams_{each.contract.uid}"],
                price_fen_per_kg=said.get(f"price_{each.contract.uid}"),
            )
            for each in self.contracts
            if said[f"grams_{each.contract.uid}"]
        ]
        return CallOff(
            parts=tuple(parts),
            deliver_by_on=said["deliver_by_on"],
            season=self.season,
            poor_per_mille=poor_per_mille,
            cap_grams=cap_grams,
        )
