"""The test bench itself: what it promises to the other tests."""

from __future__ import annotations

from datetime import date

import pytest
from django.conf import settings
from django.db import connection
from django.template import Context, Template
from django.test import Client

from moli.interfaces import clock
from moli.places.models import CodeAlias, Division
from tests.factories import TODAY, Story
from tests.strictness import UnknownVariable, UnorderedRead


def test_a_template_that_uses_an_unknown_name_fails() -> None:
    page = Template("{{ lot.name }}")

    with pytest.raises(UnknownVariable, match=r"lot\.name"):
        page.render(Context({}))


def test_a_template_may_ask_whether_a_name_is_there() -> None:
    page = Template("{% if lot.name %}yes{% else %}no{% endif %}")

    assert page.render(Context({})) == "no"


@pytest.mark.django_db
def test_a_page_of_an_unordered_query_fails() -> None:
    rows = CodeAlias.objects.filter(old_code="450127")

    with pytest.raises(UnorderedRead):
        rows[:10]
    assert list(rows.order_by("from_on")[:10]) == []
    assert rows.first() is None
    assert list(Division.objects.all()[:10]) == []


@pytest.mark.django_db
def test_the_database_is_set_up_as_in_production() -> None:
    if connection.vendor == "postgresql":
        return
    assert not connection.is_in_memory_db()
    assert settings.DATABASES["default"]["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        assert cursor.fetchone() == ("wal",)


def test_the_tests_live_on_the_demo_day() -> None:
    assert clock.today() == TODAY == date(2016, 9, 12)


def test_the_story_has_one_person_in_each_role(personas: Story) -> None:
    assert len({user.pk for user in personas.people.values()}) == 9
    assert personas.proposal.grams == 40_000_000
    assert personas.proposal.state == "PROPOSED"


def test_a_person_can_be_logged_in(personas: Story, client: Client) -> None:
    client.force_login(personas.stranger)

    assert client.session["_auth_user_id"] == str(personas.stranger.pk)
