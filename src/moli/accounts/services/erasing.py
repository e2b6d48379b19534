"""Erasing a closed account: nobody can be told from it any more, and nothing adds up less."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from moli.accounts.models import User
from moli.audit.services.recording import Subject, record
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal

# E-commerce Law, article 31: records of deals are kept for at least three years.
KEPT_YEARS = 3
ERASED_NAME = "已注销"


class AccountStillKept(Refusal):
    """An account is open, or was closed less than three years ago."""


@transaction.atomic
def erase_account(*, user_id: int, by: Actor, at: datetime) -> User:
    """Take name and number out of an account that was closed three years ago or more.

    What the person did stays, under the account's key. Erasing twice is once. Refuses an account
    that is open or has to be kept.
    """
    user = User.objects.select_for_update(of=("self",)).get(pk=user_id)
    if user.erased_on is not None:
        return user
    today = timezone.localdate(at)
    if user.closed_on is None or today < kept_until(user.closed_on):
        raise AccountStillKept(field="account", years=KEPT_YEARS)
    user.name, user.name_en = ERASED_NAME, ""
    # Unique like a number, and not one.
    user.phone = f"x{user.pk:010d}"
    user.erased_on = today
    user.set_unusable_password()
    user.save(update_fields=["name", "name_en", "phone", "erased_on", "password"])
    record(verb="accounts.erase_account", on=Subject("user", str(user.uid)), by=by, at=at)
    return user


def kept_until(closed_on: date) -> date:
    """The first day on which an account that was closed on a day may be erased."""
    year = closed_on.year + KEPT_YEARS
    if (closed_on.month, closed_on.day) == (2, 29):
        return date(year, 3, 1)
    return closed_on.replace(year=year)
