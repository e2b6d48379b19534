"""Opening a form of a pairing and sending it, as somebody on a phone does."""

from __future__ import annotations

from uuid import uuid4

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from moli.accounts.models import User


def client_of(user: User) -> Client:
    """The browser of a person."""
    client = Client()
    client.force_login(user)
    return client


def page_text(client: Client, name: str, *args: object, **query: str) -> str:
    """A page in full."""
    answer = client.get(reverse(f"web:{name}", args=args), query)
    assert answer.status_code == 200, (name, answer.status_code)
    return answer.content.decode()


def send(client: Client, name: str, *args: object, **said: str) -> HttpResponse:
    """A form with a key of its own unless one is given."""
    data = {"request_key": str(uuid4()), **said}
    return client.post(reverse(f"web:{name}", args=args), data)
