"""What is asked anew every year: income, how the household lives, and the frozen whole."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from moli.households.models.household import Household
from moli.households.rules.income import Income
from moli.households.rules.living import Fuel, HouseGrade, HouseStructure, RoadKind
from moli.households.rules.snapshots import SnapshotReason


class IncomeYear(models.Model):
    """A household's income of one year by the four official kinds, in fen.

    `medical_fen` and `schooling_fen` are what it paid itself for treatment and school
    (合规自付支出), which the monitoring rules ask for. Once locked it is not corrected any more.

    Personal data: a household's money.
    """

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="incomes")
    year = models.PositiveSmallIntegerField()
    wage_fen = models.BigIntegerField(default=0)
    business_fen = models.BigIntegerField(default=0)
    property_fen = models.BigIntegerField(default=0)
    transfer_fen = models.BigIntegerField(default=0)
    cost_fen = models.BigIntegerField(default=0)
    people = models.PositiveSmallIntegerField()
    medical_fen = models.BigIntegerField(default=0)
    schooling_fen = models.BigIntegerField(default=0)
    source = models.CharField(max_length=60)
    is_locked = models.BooleanField(default=False)

    class Meta:
        """One a year, for at least one person, no kind below nought."""

        ordering = ["household", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["household", "year"], name="households_incomeyear_one_a_year"
            ),
            models.CheckConstraint(
                condition=Q(
                    wage_fen__gte=0,
                    business_fen__gte=0,
                    property_fen__gte=0,
                    transfer_fen__gte=0,
                    cost_fen__gte=0,
                    medical_fen__gte=0,
                    schooling_fen__gte=0,
                ),
                name="households_incomeyear_no_kind_below_nought",
            ),
            models.CheckConstraint(
                condition=Q(people__gt=0), name="households_incomeyear_counts_people"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.household_id} {self.year}"

    @property
    def income(self) -> Income:
        """The row as the formula takes it."""
        return Income(
            wage_fen=self.wage_fen,
            business_fen=self.business_fen,
            property_fen=self.property_fen,
            transfer_fen=self.transfer_fen,
            cost_fen=self.cost_fen,
            people=self.people,
        )


class LivingYear(models.Model):
    """How a household lived in one year. Null means: not asked, which is not the same as no.

    Land in square metres (1 mu = 666⅔ m², rounded once on entry).

    Personal data: how a household lives.
    """

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="livings")
    year = models.PositiveSmallIntegerField()
    house_square_metres = models.PositiveIntegerField(null=True, blank=True)
    house_grade = models.CharField(
        max_length=1, blank=True, default="", choices=[(g, g) for g in HouseGrade]
    )
    house_structure = models.CharField(
        max_length=10, blank=True, default="", choices=[(s, s) for s in HouseStructure]
    )
    has_safe_water = models.BooleanField(null=True, blank=True)
    has_power = models.BooleanField(null=True, blank=True)
    has_work_power = models.BooleanField(null=True, blank=True)
    has_television = models.BooleanField(null=True, blank=True)
    has_clean_toilet = models.BooleanField(null=True, blank=True)
    is_in_cooperative = models.BooleanField(null=True, blank=True)
    road_kind = models.CharField(
        max_length=8, blank=True, default="", choices=[(k, k) for k in RoadKind]
    )
    main_road_metres = models.PositiveIntegerField(null=True, blank=True)
    fuel = models.CharField(max_length=12, blank=True, default="", choices=[(f, f) for f in Fuel])
    arable_square_metres = models.PositiveIntegerField(default=0)
    forest_square_metres = models.PositiveIntegerField(default=0)
    orchard_square_metres = models.PositiveIntegerField(default=0)
    returned_square_metres = models.PositiveIntegerField(default=0)
    grass_square_metres = models.PositiveIntegerField(default=0)
    water_square_metres = models.PositiveIntegerField(default=0)
    source = models.CharField(max_length=60)

    class Meta:
        """One a year."""

        ordering = ["household", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["household", "year"], name="households_livingyear_one_a_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.household_id} {self.year}"


class Snapshot(models.Model):
    """The household as it was: at the end of a year, or when something was decided.

    `content` holds people, income, conditions and status in words of the code; identity numbers
    and telephone numbers are not in it.

    Personal data: names, birthdays, health and money, as the rows they were copied from.
    """

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="snapshots")
    reason = models.CharField(max_length=10, choices=[(r, r) for r in SnapshotReason])
    year = models.PositiveSmallIntegerField()
    # The procedure whose decision it belongs to, by its uid.
    procedure_key = models.CharField(max_length=40, blank=True, default="")
    content = models.JSONField()
    taken_at = models.DateTimeField()

    class Meta:
        """One a year, one a decision."""

        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["household", "year"],
                condition=Q(reason=SnapshotReason.YEAR),
                name="households_snapshot_one_a_year",
            ),
            models.UniqueConstraint(
                fields=["procedure_key"],
                condition=Q(reason=SnapshotReason.DECISION),
                name="households_snapshot_one_a_decision",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.household_id} {self.year} {self.reason}"
