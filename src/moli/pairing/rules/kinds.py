"""Kinds and states of pairings, and of what happens in them."""

from __future__ import annotations

from enum import StrEnum


class PairingKind(StrEnum):
    """Who is paired with whom."""

    PARTNER = "PARTNER"  # the partner of a station ↔ the first secretary of a poor village
    ENTERPRISE = "ENTERPRISE"  # an enterprise ↔ a poor village
    PRACTITIONER = "PRACTITIONER"  # a practitioner ↔ a poor household


class PairSide(StrEnum):
    """Which of the two speaks."""

    HELPER = "HELPER"
    HELPED = "HELPED"


class PairingState(StrEnum):
    """Where a pairing stands."""

    PROPOSED = "PROPOSED"
    IN_FORCE = "IN_FORCE"  # both have agreed
    DECLINED = "DECLINED"
    ENDED = "ENDED"


# While a pairing stands so, its helped is promised to its helper.
TYING_STATES = frozenset({PairingState.PROPOSED, PairingState.IN_FORCE})


class PromiseKind(StrEnum):
    """What is promised, and what it is counted in."""

    SALES = "SALES"  # grams of the helped's harvest that the helper sells
    JOBS = "JOBS"  # people
    TRAINED = "TRAINED"  # people
    VISITS = "VISITS"


class MeasureKind(StrEnum):
    """What a pairing sets out to do (帮扶措施)."""

    SELLING = "SELLING"
    GROWING = "GROWING"  # varieties, technique, inputs
    TRAINING = "TRAINING"
    JOB = "JOB"
    START_UP = "START_UP"  # a shop of one's own
    OTHER = "OTHER"


class VisitReason(StrEnum):
    """Why somebody went there."""

    REGULAR = "REGULAR"
    HARVEST = "HARVEST"
    TRAINING = "TRAINING"
    TROUBLE = "TROUBLE"
    PROMISE = "PROMISE"  # to see what became of a promise


class VisitResult(StrEnum):
    """What came of it."""

    SETTLED = "SETTLED"  # what was to be done is done
    AGREED = "AGREED"  # who does what until when
    NEEDS_OTHERS = "NEEDS_OTHERS"  # somebody else has to help
    NOBODY_MET = "NOBODY_MET"


class ResultKind(StrEnum):
    """What makes a pairing active. Sales are counted from orders, the others are reported."""

    SALE = "SALE"
    JOB = "JOB"
    TRAINING = "TRAINING"


class Voice(StrEnum):
    """Whose word a review is."""

    HELPER = "HELPER"
    HELPED = "HELPED"
    HOUSEHOLD = "HOUSEHOLD"  # a household's own word, written down and read back to it


class Rating(StrEnum):
    """What somebody says of a period."""

    GOOD = "GOOD"
    SOME = "SOME"
    LITTLE = "LITTLE"


class EndKind(StrEnum):
    """With what a pairing ends."""

    REACHED = "REACHED"  # what was promised is there
    LITTLE_CAME = "LITTLE_CAME"
    MOVED = "MOVED"  # one of the two is not there any more
    REPLACED = "REPLACED"  # another helper took over, by a plan that both agreed to
