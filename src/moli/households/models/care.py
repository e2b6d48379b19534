"""Who looks after a household, what it agreed to, and who looked where it is closed."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from moli.audit.models import DatedQuerySet, DatedRow
from moli.households.models.family_member import FamilyMember
from moli.households.models.household import Household
from moli.households.models.sealed import SealedField
from moli.households.rules.care import ConsentPurpose, OpeningKind, UnitLevel


class Responsible(DatedRow):
    """Who is responsible for a household (帮扶责任人), for a time. A change is a new row.

    Personal data: `name` and `phone` (sealed) of an official, given to the household.
    """

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="responsibles")
    name = models.CharField(max_length=40)
    unit = models.CharField(max_length=60)
    unit_level = models.CharField(max_length=10, choices=[(u, u) for u in UnitLevel])
    phone = SealedField(blank=True, default="")

    objects = DatedQuerySet["Responsible"].as_manager()

    class Meta(DatedRow.Meta):
        """Nobody is named twice for a household at a time."""

        ordering = ["household", "from_on", "pk"]
        constraints = [
            *DatedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["household", "name"],
                condition=Q(to_on=None),
                name="households_responsible_named_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return str(self.uid)


class Consent(DatedRow):
    """What a household agreed to, from when until it took it back.

    `notice_version` names the text that was read out to it.

    Personal data: `given_by`, the member who agreed.
    """

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=12, choices=[(p, p) for p in ConsentPurpose])
    notice_version = models.CharField(max_length=20)
    given_by = models.CharField(max_length=40)

    objects = DatedQuerySet["Consent"].as_manager()

    class Meta(DatedRow.Meta):
        """One consent for a purpose at a time."""

        ordering = ["household", "from_on", "pk"]
        constraints = [
            *DatedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["household", "purpose"],
                condition=Q(to_on=None),
                name="households_consent_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return str(self.uid)


class Opening(models.Model):
    """Somebody looked where it is closed: a full number, or a household outside their area.

    A household stays open to that person until `until_at`; a number is shown once.

    Personal data: `by_name`; `reason` in their words.
    """

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=10, choices=[(k, k) for k in OpeningKind])
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="openings")
    member = models.ForeignKey(
        FamilyMember, null=True, on_delete=models.PROTECT, related_name="openings"
    )
    reason = models.CharField(max_length=200)
    by_key = models.CharField(max_length=60)
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()
    until_at = models.DateTimeField()

    class Meta:
        """With a reason, and for a time that runs forward."""

        ordering = ["pk"]
        indexes = [models.Index(fields=["by_key", "until_at"], name="households_opening_by_person")]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="households_opening_has_a_reason"),
            models.CheckConstraint(
                condition=Q(until_at__gte=F("at")), name="households_opening_runs_forward"
            ),
        ]

    def __str__(self) -> str:
        return str(self.uid)


class Waiver(DatedRow):
    """A finding of data quality that is right as it stands, and why. It ends; it is not deleted.

    Personal data: `reason` may say something of a household; `by_name`.
    """

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="waivers")
    # The person it is about, by the member's uid; nothing for the household as a whole.
    member_key = models.CharField(max_length=40, blank=True, default="")
    rule_code = models.CharField(max_length=40)
    reason = models.CharField(max_length=200)
    by_key = models.CharField(max_length=60)
    by_name = models.CharField(max_length=60)

    objects = DatedQuerySet["Waiver"].as_manager()

    class Meta(DatedRow.Meta):
        """One for a rule and person at a time, with a reason."""

        ordering = ["household", "from_on", "pk"]
        constraints = [
            *DatedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["household", "member_key", "rule_code"],
                condition=Q(to_on=None),
                name="households_waiver_once_at_a_time",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="households_waiver_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.household_id} {self.rule_code}"
