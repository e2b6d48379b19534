"""Loads as people enter them on pages: names of heads, and forms that are sent."""

from __future__ import annotations

from itertools import islice, product
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from moli.accounts.models import User
from moli.households.models import Household
from tests.factories import YAOBU, Story, household, key, person_facts

_FIRST, _SECOND = "永秀月春国建志明", "生英花芳强军平兰"


class Desks:
    """People of the story at their desks, each with a browser of their own."""

    def __init__(self, story: Story) -> None:
        self.buyer = desk(story.buyer)
        self.village = desk(story.first_secretary)
        self.station = desk(story.station_operator)
        self.office = desk(story.office)


def desk(person: User) -> Client:
    """A browser in which somebody is logged in."""
    client = Client()
    client.force_login(person)
    return client


def heads(count: int) -> list[str]:
    """So many different names."""
    return ["韦" + a + b for a, b in islice(product(_FIRST, _SECOND), count)]


def families(names: list[str], *, village_code: str = YAOBU) -> list[Household]:
    """A household for each name, in this order."""
    return [
        household(village_code=village_code, people=[person_facts(name=name)]) for name in names
    ]


def read(client: Client, name: str, *args: object) -> str:
    """A page that opens, as text."""
    answer = client.get(reverse(f"web:{name}", args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def send(client: Client, page: str, /, *args: object, **said: Any) -> HttpResponse:
    """Send a page's form, with a new key unless one is given; weights count jin."""
    data = {"request_key": str(key()), "unit": "斤", **said}
    return client.post(reverse(f"web:{page}", args=args), data)
