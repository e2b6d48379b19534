"""Opening and closing an account."""

from __future__ import annotations

import re
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from moli.accounts.models import User
from moli.audit.services.recording import Subject, record
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal

_PHONE = re.compile(r"1[3-9][0-9]{9}")


class PhoneMalformed(Refusal):
    """A mobile number has 11 digits and begins with 13 to 19."""


class PhoneTaken(Refusal):
    """Another account has this number."""


@transaction.atomic
def open_account(
    *,
    phone: str,
    name: str,
    password: str | None,
    by: Actor,
    at: datetime,
    password_hash: str = "",
    **extra: str,
) -> User:
    """Open an account that may do nothing yet: appointments come apart.

    Without a password nobody can enter until one is set. `password_hash` is one that was made
    before and stands in for `password`: hashing is slow by design, and accounts that share a
    password need it once. `extra` may give `name_en` and `demo_key`. Refuses a malformed or
    taken number.
    """
    if not _PHONE.fullmatch(phone):
        raise PhoneMalformed(field="phone")
    user, is_new = User.objects.get_or_create(
        phone=phone,
        defaults={"name": name, "password": password_hash or make_password(password), **extra},
    )
    if not is_new:
        raise PhoneTaken(field="phone")
    record(verb="accounts.open_account", on=Subject("user", str(user.uid)), by=by, at=at)
    return user


@transaction.atomic
def close_account(*, user_id: int, by: Actor, at: datetime) -> User:
    """Close an account: nobody enters with it again. Closing twice is once."""
    user = User.objects.select_for_update(of=("self",)).get(pk=user_id)
    if user.is_active:
        user.is_active = False
        user.closed_on = timezone.localdate(at)
        user.save(update_fields=["is_active", "closed_on"])
        record(verb="accounts.close_account", on=Subject("user", str(user.uid)), by=by, at=at)
    return user
