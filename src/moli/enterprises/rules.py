"""What kinds of enterprises there are, and how they stand with the county."""

from __future__ import annotations

from enum import StrEnum


class EnterpriseKind(StrEnum):
    """The legal shape of an enterprise."""

    COMPANY = "COMPANY"
    COOPERATIVE = "COOPERATIVE"
    COLLECTIVE = "COLLECTIVE"  # a village collective, with an N code


class EnterpriseStatus(StrEnum):
    """How far the county has checked an enterprise."""

    LEAD = "LEAD"  # somebody brought it in; nothing checked yet
    CHECKED = "CHECKED"  # licence and code seen by the office
    SUSPENDED = "SUSPENDED"


def may_trade(status: EnterpriseStatus) -> bool:
    """Only a checked enterprise may be matched with a village's harvest."""
    return status is EnterpriseStatus.CHECKED
