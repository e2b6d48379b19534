"""Reading the page of today as a person does."""

from __future__ import annotations

import re
from datetime import timedelta

from django.test import Client
from django.urls import reverse

from moli.accounts.models import User
from moli.market.models import Introduction, Proposal
from moli.market.rules.negotiation import AnswerKind, Side
from moli.market.services.answering import Reply, answer
from tests.factories import NOW, TESTER, key

PAGE = reverse("web:today")


def page_of(client: Client, user: User, url: str = PAGE, **query: str) -> str:
    """A page as somebody gets it, tags and all."""
    client.force_login(user)
    page = client.get(url, query)
    assert page.status_code == 200
    return page.content.decode()


def words_of(page: str) -> str:
    """What a person reads of a page's content: no tags, blanks folded."""
    main = page[page.index("<main") : page.index("</main>")]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def says(row: Proposal, side: Side, kind: AnswerKind, *, fen: int = 640, **more: object) -> None:
    """Let one side answer an introduction."""
    reply = Reply(side=side, kind=kind, price_fen_per_kg=fen, grams=row.grams, **more)
    answer(proposal_id=row.pk, reply=reply, request_key=key(), by=TESTER, at=NOW)


def is_late(row: Proposal) -> None:
    """Move an introduction's deadline to yesterday."""
    Introduction.objects.filter(proposal=row).update(answer_by=NOW - timedelta(days=1))
