"""By which rule a price is shared, from which day on."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from moli.audit.models import DatedQuerySet, DatedRow
from moli.settlement.rules.waterfall import CapUnit, RuleScope, Terms


class WaterfallRule(DatedRow):
    """How the price of a line is shared (分账规则): for an article, a product or everything.

    `scope_key` is the article's or product's code, nothing for the general rule. Packaging is
    what the article says. `source` names the decision or contract that the rule comes from.

    Personal data: none.
    """

    scope = models.CharField(max_length=8, choices=[(each, each) for each in RuleScope])
    scope_key = models.CharField(max_length=40, blank=True, default="")
    commission_per_mille = models.PositiveIntegerField()
    cap_fen = models.PositiveIntegerField(null=True, blank=True)
    cap_unit = models.CharField(max_length=4, choices=[(each, each) for each in CapUnit])
    transport_fen_per_kg = models.PositiveIntegerField(default=0)
    platform_per_mille = models.PositiveIntegerField(default=0)
    packer_key = models.CharField(max_length=60)
    carrier_key = models.CharField(max_length=60)
    source = models.CharField(max_length=200)

    objects = DatedQuerySet["WaterfallRule"].as_manager()

    class Meta(DatedRow.Meta):
        """One rule of a scope begins on a day."""

        ordering: ClassVar[list[str]] = ["scope", "scope_key", "from_on"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *DatedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["scope", "scope_key", "from_on"],
                name="settlement_waterfall_rule_begins_once_a_day",
            ),
            models.UniqueConstraint(
                fields=["scope", "scope_key"],
                condition=Q(to_on=None),
                name="settlement_waterfall_rule_one_without_end",
            ),
            models.CheckConstraint(
                condition=Q(scope=RuleScope.GENERAL, scope_key="")
                | (~Q(scope=RuleScope.GENERAL) & ~Q(scope_key="")),
                name="settlement_waterfall_rule_scope_has_its_key",
            ),
            models.CheckConstraint(
                condition=Q(commission_per_mille__lte=200, platform_per_mille__lte=100)
                & ~Q(source=""),
                name="settlement_waterfall_rule_in_range",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.scope_key} {self.from_on}"

    @property
    def terms(self) -> Terms:
        """What the rule says, without its days."""
        return Terms(
            commission_per_mille=self.commission_per_mille,
            cap_fen=self.cap_fen,
            cap_unit=CapUnit(self.cap_unit),
            transport_fen_per_kg=self.transport_fen_per_kg,
            platform_per_mille=self.platform_per_mille,
            packer_key=self.packer_key,
            carrier_key=self.carrier_key,
        )
