"""What the Party's own rules fix in numbers, as data with a source and days."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from moli.audit.models import DatedQuerySet, DatedRow
from moli.kernel.certainty import Certainty
from moli.party.rules.organisation import RuleKind


class PartyRule(DatedRow):
    """One version of a rule (党内规定): sizes, terms, frequencies or the quorum.

    What `content` holds for each kind is written in `rules.standards`. `source` says where it
    comes from, `certainty` how sure that is.

    Personal data: none.
    """

    kind = models.CharField(max_length=12, choices=[(each, each) for each in RuleKind])
    content = models.JSONField()
    source = models.CharField(max_length=200)
    certainty = models.CharField(max_length=10, choices=[(each, each) for each in Certainty])

    objects = DatedQuerySet["PartyRule"].as_manager()

    class Meta(DatedRow.Meta):
        """One version at a time, with a source."""

        ordering: ClassVar[list[str]] = ["kind", "from_on"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *DatedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["kind"], condition=Q(to_on=None), name="party_party_rule_one_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="party_party_rule_has_a_source"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.from_on}"
