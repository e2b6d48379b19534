"""How pairings are planned and what is asked of them, as data with a source and days."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from moli.audit.models import DatedQuerySet, DatedRow
from moli.kernel.certainty import Certainty
from moli.pairing.rules.kinds import PairingKind


class PairingRule(DatedRow):
    """One version of what holds for a kind of pairing (结对规则).

    What `content` holds is written in `rules.content.PairingTerms`. `source` says where it comes
    from, `certainty` how sure that is.

    Personal data: none.
    """

    pairing_kind = models.CharField(max_length=12, choices=[(k, k) for k in PairingKind])
    content = models.JSONField()
    source = models.CharField(max_length=200)
    certainty = models.CharField(max_length=10, choices=[(each, each) for each in Certainty])

    objects = DatedQuerySet["PairingRule"].as_manager()

    class Meta(DatedRow.Meta):
        """One version at a time, with a source."""

        ordering: ClassVar[list[str]] = ["pairing_kind", "from_on"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *DatedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["pairing_kind"],
                condition=Q(to_on=None),
                name="pairing_pairing_rule_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(source=""), name="pairing_pairing_rule_has_a_source"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pairing_kind} {self.from_on}"
