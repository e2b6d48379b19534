"""People who log in."""

from __future__ import annotations

from typing import ClassVar, Self
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from moli.kernel.actor import Actor


class User(AbstractBaseUser):
    """One person with an account. What they may do is in their appointments, never here.

    Personal data: `name`; `phone`, by which the person logs in and which the other side of a
    deal sees only after an introduction. A closed account keeps both as long as deals must be
    proved; after that it can be erased. The trail keeps the name at the time.
    """

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    phone = models.CharField(max_length=11, unique=True)
    name = models.CharField(max_length=30)
    name_en = models.CharField(max_length=60, blank=True, default="")
    is_active = models.BooleanField(default=True)
    closed_on = models.DateField(null=True, blank=True)
    erased_on = models.DateField(null=True, blank=True)
    # Demo accounts can be entered by one tap, on a system that is a demo.
    demo_key = models.SlugField(max_length=30, blank=True, default="")

    objects: ClassVar[BaseUserManager[Self]] = BaseUserManager()

    USERNAME_FIELD = "phone"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        """A demo key opens one account."""

        constraints = [
            models.UniqueConstraint(
                fields=["demo_key"],
                condition=~models.Q(demo_key=""),
                name="accounts_user_demo_key_opens_one_account",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def actor(self) -> Actor:
        """This person as the trail names them."""
        return Actor(key=f"user:{self.uid}", name=self.name)
