"""What the registry records of a person, in the words of the official form (B1).

Source of kinds and wording: the household register form of 2014 and the fields of the national
exports, see docs/registry.md.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum


class Sex(StrEnum):
    """性别."""

    MALE = "MALE"
    FEMALE = "FEMALE"


class Relation(StrEnum):
    """与户主关系."""

    HEAD = "HEAD"
    SPOUSE = "SPOUSE"
    SON = "SON"
    DAUGHTER = "DAUGHTER"
    SON_IN_LAW = "SON_IN_LAW"
    DAUGHTER_IN_LAW = "DAUGHTER_IN_LAW"
    FATHER = "FATHER"
    MOTHER = "MOTHER"
    PARENT_IN_LAW = "PARENT_IN_LAW"
    GRANDPARENT = "GRANDPARENT"
    GRANDSON = "GRANDSON"
    GRANDDAUGHTER = "GRANDDAUGHTER"
    BROTHER = "BROTHER"
    SISTER = "SISTER"
    OTHER = "OTHER"


class IdKind(StrEnum):
    """证件类型."""

    RESIDENT = "RESIDENT"  # 居民身份证, 18
    DISABILITY = "DISABILITY"  # 残疾人证, 20 or 22: the resident's number and two to four signs


class Education(StrEnum):
    """文化程度, of somebody who is no longer at school."""

    ILLITERATE = "ILLITERATE"
    PRIMARY = "PRIMARY"
    JUNIOR = "JUNIOR"
    SENIOR = "SENIOR"
    COLLEGE = "COLLEGE"


class Schooling(StrEnum):
    """在校生状况."""

    NONE = "NONE"
    PRESCHOOL = "PRESCHOOL"
    PRIMARY = "PRIMARY"
    JUNIOR = "JUNIOR"
    SENIOR = "SENIOR"
    VOCATIONAL = "VOCATIONAL"
    COLLEGE = "COLLEGE"
    DROPPED_OUT = "DROPPED_OUT"  # of school age and not at school


class Health(StrEnum):
    """健康状况. Sensitive: shown by right only."""

    HEALTHY = "HEALTHY"
    CHRONIC = "CHRONIC"
    SERIOUS = "SERIOUS"
    DISABLED = "DISABLED"
    CHRONIC_DISABLED = "CHRONIC_DISABLED"
    SERIOUS_DISABLED = "SERIOUS_DISABLED"

    @property
    def is_ill(self) -> bool:
        """Whether there is a long or a serious illness."""
        return "CHRONIC" in self.value or "SERIOUS" in self.value

    @property
    def is_disabled(self) -> bool:
        """Whether there is a disability."""
        return "DISABLED" in self.value


class Labour(StrEnum):
    """劳动能力."""

    ORDINARY = "ORDINARY"
    SKILLED = "SKILLED"
    WEAK = "WEAK"
    LOST = "LOST"
    NONE = "NONE"

    @property
    def can_work(self) -> bool:
        """Whether the person can earn at all."""
        return self in {Labour.ORDINARY, Labour.SKILLED, Labour.WEAK}


class WorkPlace(StrEnum):
    """务工地点."""

    NONE = "NONE"
    TOWN = "TOWN"
    COUNTY = "COUNTY"
    PROVINCE = "PROVINCE"
    OUTSIDE = "OUTSIDE"


class LeaveReason(StrEnum):
    """Why somebody left a household (自然减少)."""

    DIED = "DIED"
    MARRIED_OUT = "MARRIED_OUT"
    MOVED = "MOVED"
    SPLIT = "SPLIT"  # a household of their own
    ERROR = "ERROR"  # was never one of the household


class JoinReason(StrEnum):
    """How somebody came into a household (自然增加)."""

    FIRST = "FIRST"  # was there when the household was first registered
    BORN = "BORN"
    MARRIED_IN = "MARRIED_IN"
    MOVED = "MOVED"
    RETURNED = "RETURNED"


def age_on(born_on: date, on: date) -> int:
    """Completed years of life on a day."""
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))
