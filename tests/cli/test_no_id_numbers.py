"""After a full demo run nothing that the system hands out holds an identity number in full."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from moli.accounts.queries import demo_accounts
from moli.audit.models import Event
from moli.households.models import FamilyMember, Household
from moli.interfaces.cli.demo import building
from moli.interfaces.cli.laws import all_laws
from tests.scanning import answer_text, crawl, numbers_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.one_database]

PAGES_FOR_EACH = 60


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: object) -> Iterator[None]:
    """The whole demo, loaded once for this file and rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        building.load(households=500)
        yield
        transaction.set_rollback(True)


def test_no_page_that_anybody_can_reach_holds_a_number(
    demo: None, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    looked_at = 0
    for account in [None, *demo_accounts()]:
        client = Client(raise_request_exception=False)
        if account is not None:
            client.force_login(account)
        start = reverse("web:today" if account else "web:first")
        for url, answer in crawl(client, start=start, at_most=PAGES_FOR_EACH):
            assert answer.status_code < 500, url
            assert numbers_in(f"{url}\n{answer_text(answer)}") == [], url
            looked_at += 1

    assert looked_at > 8 * 10
    assert numbers_in(caplog.text) == []
    assert numbers_in("".join(capsys.readouterr())) == []


def test_neither_the_trail_nor_the_laws_hold_a_number(demo: None) -> None:
    facts = "\n".join(str(row) for row in Event.objects.values_list("facts", "subject_key"))

    assert numbers_in(facts) == []
    assert numbers_in(str(all_laws())) == []


def test_the_tables_hold_numbers_sealed_only(demo: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id_number FROM households_familymember WHERE id_number <> ''")
        stored = "\n".join(row[0] for row in cursor.fetchall())

    assert stored
    assert numbers_in(stored) == []


def test_a_planted_number_is_found_on_a_page(demo: None) -> None:
    member = FamilyMember.objects.exclude(id_number="").first()
    assert member is not None
    number = member.id_number
    Household.objects.filter(pk=member.household_id).update(address=number)
    office = next(a for a in demo_accounts() if a.demo_key == "office")
    client = Client()
    client.force_login(office)

    page = client.get(reverse("web:household", args=[member.household.uid]))

    assert number in numbers_in(answer_text(page))


@pytest.mark.parametrize(
    "written",
    [
        "450127198506150029",
        "号码：450127198506150029。",
        "<td>450127 19850615 0029</td>",
        "４５０１２７１９８５０６１５００２９",
    ],
)
def test_the_scan_finds_numbers_however_they_are_written(written: str) -> None:
    assert numbers_in(written) == ["450127198506150029"]


def test_the_scan_leaves_other_codes_alone() -> None:
    assert numbers_in("91450100MA5KABCD1X 450181110206 20160912093000123456") == []
