"""Forms of Party organisations, positions in them, and who belongs to them."""

from __future__ import annotations

from enum import StrEnum


class Form(StrEnum):
    """What kind of organisation it is, from the widest to the smallest."""

    COMMITTEE = "COMMITTEE"
    GENERAL_BRANCH = "GENERAL_BRANCH"
    BRANCH = "BRANCH"
    JOINT_BRANCH = "JOINT_BRANCH"  # of units that have fewer than three members each
    GROUP = "GROUP"


class MemberKind(StrEnum):
    """Whether a member has a vote."""

    FULL = "FULL"
    PROBATIONARY = "PROBATIONARY"


class BelongingKind(StrEnum):
    """In which branch a member lives the Party's life, and in which he works for e-commerce."""

    HOME = "HOME"
    ECOMMERCE = "ECOMMERCE"


class PositionKind(StrEnum):
    """What a member was elected or appointed to."""

    SECRETARY = "SECRETARY"
    DEPUTY = "DEPUTY"
    ORGANISATION = "ORGANISATION"
    PUBLICITY = "PUBLICITY"
    DISCIPLINE = "DISCIPLINE"
    COMMITTEE_MEMBER = "COMMITTEE_MEMBER"
    GROUP_LEADER = "GROUP_LEADER"


class ActivityKind(StrEnum):
    """三会一课, the Party day, and what is held once a year."""

    ASSEMBLY = "ASSEMBLY"  # 党员大会
    COMMITTEE = "COMMITTEE"  # 支委会
    GROUP = "GROUP"  # 党小组会
    LECTURE = "LECTURE"  # 党课
    PARTY_DAY = "PARTY_DAY"  # 主题党日
    LIFE = "LIFE"  # 组织生活会
    REVIEW = "REVIEW"  # 民主评议党员


class ActivityState(StrEnum):
    """Where an activity stands."""

    PLANNED = "PLANNED"
    HELD = "HELD"
    CALLED_OFF = "CALLED_OFF"


class AttendanceKind(StrEnum):
    """Whether a member came."""

    PRESENT = "PRESENT"
    EXCUSED = "EXCUSED"
    ABSENT = "ABSENT"


class PostKind(StrEnum):
    """What is honoured: a member's post, or a shop that a member runs."""

    POST = "POST"  # 党员示范岗
    SHOP = "SHOP"  # 党员电商示范店


class PostState(StrEnum):
    """Where a demonstration post stands."""

    APPLIED = "APPLIED"
    CHECKED = "CHECKED"
    GRANTED = "GRANTED"
    DECLINED = "DECLINED"
    WITHDRAWN = "WITHDRAWN"


class RuleKind(StrEnum):
    """What the Party's own rules fix in numbers."""

    SIZES = "SIZES"  # of branches and committees
    TERMS = "TERMS"
    FREQUENCIES = "FREQUENCIES"  # of activities
    QUORUM = "QUORUM"
