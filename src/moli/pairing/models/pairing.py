"""Pairings, and what both sides said to them."""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from moli.pairing.models.plan import PlannedPair
from moli.pairing.rules.kinds import EndKind, PairingKind, PairingState, PairSide
from moli.places.models import Division


class Pairing(models.Model):
    """One pairing (结对): proposed, agreed to by both sides, carried out, ended with a result.

    `helper_key` is a station's uid (its partner helps), an enterprise's uid or a practitioner's
    user uid; `helped_key` a village's code (its first secretary, or the village itself) or a
    household's uid. `village` is where the helped is. It holds from `from_on` until `to_on`.

    Personal data: of a practitioner's pairing, which household is poor; names of who acted.
    """

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    request_key = models.UUIDField(unique=True)
    pairing_kind = models.CharField(max_length=12, choices=[(k, k) for k in PairingKind])
    helper_key = models.CharField(max_length=60)
    helped_key = models.CharField(max_length=60)
    village = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=10, default=PairingState.PROPOSED, choices=[(s, s) for s in PairingState]
    )
    # What the planner said of it; nothing for a pair that somebody thought of.
    planned = models.ForeignKey(
        PlannedPair, on_delete=models.PROTECT, null=True, blank=True, related_name="pairings"
    )
    # The pairing that this one takes the place of once both have agreed.
    instead_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    words = models.CharField(max_length=200, blank=True, default="")
    by_key = models.CharField(max_length=60)
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()
    from_on = models.DateField(null=True, blank=True)
    to_on = models.DateField(null=True, blank=True)
    end_kind = models.CharField(
        max_length=12, blank=True, default="", choices=[(e, e) for e in EndKind]
    )
    end_words = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        """The newest first; one proposed and one in force for a helped, and each has its days."""

        ordering: ClassVar[list[str]] = ["-pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["pairing_kind", "helper_key"], name="pairing_pairing_by_helper"),
            models.Index(fields=["village", "state"], name="pairing_pairing_by_village"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["pairing_kind", "helped_key"],
                condition=Q(state=PairingState.IN_FORCE),
                name="pairing_pairing_one_in_force",
            ),
            models.UniqueConstraint(
                fields=["pairing_kind", "helped_key"],
                condition=Q(state=PairingState.PROPOSED),
                name="pairing_pairing_one_proposed",
            ),
            models.CheckConstraint(
                condition=Q(state=PairingState.PROPOSED, from_on=None, to_on=None, end_kind="")
                | Q(state=PairingState.DECLINED, from_on=None, to_on=None, end_kind="")
                | Q(state=PairingState.IN_FORCE, from_on__isnull=False, to_on=None, end_kind="")
                | (
                    Q(state=PairingState.ENDED, to_on__gte=F("from_on"))
                    & ~Q(end_kind="")
                    & ~Q(end_words="")
                ),
                name="pairing_pairing_has_the_days_of_its_state",
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def key(self) -> str:
        """How the trail and addresses name this pairing."""
        return str(self.uid)


class PairingWord(models.Model):
    """One side's yes or no to a pairing (答复). Never changed.

    A household's yes was read back to it: `given_by_key` is the family member who said it, by
    uid, and whoever wrote it down stands in `by_name`.

    Personal data: `by_name`; `words`.
    """

    pairing = models.ForeignKey(Pairing, on_delete=models.PROTECT, related_name="answers")
    pair_side = models.CharField(max_length=6, choices=[(s, s) for s in PairSide])
    is_yes = models.BooleanField()
    words = models.CharField(max_length=200, blank=True, default="")
    given_by_key = models.CharField(max_length=60, blank=True, default="")
    by_key = models.CharField(max_length=60)
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        """Each side once; a no has its words."""

        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["pairing", "pair_side"], name="pairing_pairing_word_said_once"
            ),
            models.CheckConstraint(
                condition=Q(is_yes=True) | ~Q(words=""), name="pairing_pairing_word_no_has_words"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pairing_id} {self.pair_side}"
