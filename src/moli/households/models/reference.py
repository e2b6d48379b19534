"""What the state sets: lines, standards, rules of data quality; dated, with their sources."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from moli.audit.models import DatedQuerySet, DatedRow
from moli.households.rules.lines import LineKind
from moli.households.rules.quality import Mender, Severity
from moli.households.rules.standards import StandardKind
from moli.kernel.certainty import Certainty


class Line(models.Model):
    """A line of income per head for one region and year. A corrected line is a newer row.

    `region` is the beginning of a division code (province 2, city 4, county 6), or nothing for
    the whole country. Decisions point at the row they used, so a row is never changed.

    Personal data: none.
    """

    region = models.CharField(max_length=6, blank=True, default="")
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=[(k, k) for k in LineKind])
    fen = models.PositiveIntegerField()
    source = models.CharField(max_length=200)
    certainty = models.CharField(max_length=10, choices=[(c, c) for c in Certainty])
    entered_at = models.DateTimeField()
    # Set when a newer row of the same region, year and kind took its place.
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One line in force for a region, year and kind; above nought, with a source."""

        ordering = ["region", "kind", "year", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "year", "kind"],
                condition=Q(replaced_at=None),
                name="households_line_one_in_force",
            ),
            models.CheckConstraint(condition=Q(fen__gt=0), name="households_line_above_nought"),
            models.CheckConstraint(condition=~Q(source=""), name="households_line_names_a_source"),
        ]

    def __str__(self) -> str:
        return f"{self.region}:{self.kind} {self.year}"


class Standard(DatedRow):
    """A version of a standard that holds from a day on: exit (八有一超), limits, deprivation.

    What `content` holds depends on the kind, see `rules.standards`. A new version is a new row.

    Personal data: none.
    """

    kind = models.CharField(max_length=12, choices=[(k, k) for k in StandardKind])
    version = models.CharField(max_length=40)
    content = models.JSONField()
    source = models.CharField(max_length=300)
    certainty = models.CharField(max_length=10, choices=[(c, c) for c in Certainty])

    objects = DatedQuerySet["Standard"].as_manager()

    class Meta(DatedRow.Meta):
        """One version of a kind at a time."""

        ordering = ["kind", "from_on"]
        constraints = [
            *DatedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["kind", "from_on"], name="households_standard_begins_once_a_day"
            ),
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(to_on=None),
                name="households_standard_one_open_version",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.version}"


class QualityRule(DatedRow):
    """One rule of data quality: what it says, how bad a breach is, who mends it, when it holds.

    `code` names the judge in `rules.quality`; `limits` are the numbers that the judge takes.

    Personal data: none.
    """

    code = models.CharField(max_length=40)
    text = models.CharField(max_length=120)
    text_en = models.CharField(max_length=160)
    severity = models.CharField(max_length=8, choices=[(s, s) for s in Severity])
    mender = models.CharField(max_length=8, choices=[(m, m) for m in Mender])
    limits = models.JSONField(default=dict)
    source = models.CharField(max_length=200)

    objects = DatedQuerySet["QualityRule"].as_manager()

    class Meta(DatedRow.Meta):
        """A code holds once at a time."""

        ordering = ["code", "from_on"]
        constraints = [
            *DatedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(to_on=None),
                name="households_qualityrule_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.code
