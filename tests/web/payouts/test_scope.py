"""Whose money a person sees: the walk takes every address of payouts and books from the URLconf.

A new address fails the first test until it is written down here, with who may open it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from moli.accounts.models import User
from moli.households.models import FamilyMember
from moli.households.rules.people import Relation
from moli.kernel.identifiers import masked_name
from tests.architecture.test_access import pages
from tests.factories import (
    HEGUI,
    JIAOYI,
    YAOBU,
    Story,
    auditor,
    first_secretary,
    leader,
    office,
    town_office,
    village_committee,
)
from tests.scanning import answer_text
from tests.web.payouts.things import money_things

METHODS = ("get", "head", "post", "put", "patch", "delete")
OFFICE, AUDITOR, LEADER, VILLAGE = "office", "auditor", "leader", "village"
STATION = "station"

# Who may open which address at all.
OPEN_TO: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(
        (
            *("make_payout_batch", "approve_payout_batch", "cancel_payout_batch", "payout_list"),
            *("payout_results", "returned_payouts", "payouts_without_account", "hand_over"),
            *("set_waterfall_rule", "end_waterfall_rule", "draw_up_statements", "close_month"),
            *("release_earnings", "pay_taker"),
        ),
        frozenset({OFFICE}),
    ),
    **dict.fromkeys(("payouts", "payout_batch"), frozenset({OFFICE, AUDITOR})),
    **dict.fromkeys(
        ("waterfall_rules", "books", "journal", "transfer", "book_accounts", "takers"),
        frozenset({OFFICE, AUDITOR, LEADER}),
    ),
    "station_earnings": frozenset({STATION}),
    # This account is a household's: a leader reads sums, not what one household has.
    "account_statement": frozenset({OFFICE, AUDITOR}),
    **dict.fromkeys(
        ("statements", "statement", "statement_print", "name_bank_account", "open_bank_account"),
        frozenset({OFFICE, VILLAGE}),
    ),
}
ACTS = {
    *("make_payout_batch", "approve_payout_batch", "cancel_payout_batch", "draw_up_statements"),
    "release_earnings",
}


@pytest.fixture
def things(personas: Story) -> Mapping[str, Sequence[object]]:
    """Money of households of Yaobu."""
    return money_things()


def _names() -> set[str]:
    return {
        each.name.removeprefix("web:")
        for each in pages()
        if each.url.startswith(("/payouts/", "/books/"))
    }


def _url(name: str, things: Mapping[str, Sequence[object]]) -> str:
    return reverse(f"web:{name}", args=things.get(name, []))


def _answers(client: Client, url: str) -> dict[str, HttpResponse]:
    return {method: getattr(client, method)(url) for method in METHODS}


def test_every_address_of_money_is_walked() -> None:
    assert _names() == set(OPEN_TO)


@pytest.mark.django_db
def test_each_role_opens_its_own_and_nothing_else(
    client: Client, personas: Story, things: Mapping[str, Sequence[object]]
) -> None:
    roles = {
        "first_secretary": VILLAGE,
        "village_committee": VILLAGE,
        "office": OFFICE,
        "auditor": AUDITOR,
        "leader": LEADER,
        "station_operator": STATION,
    }
    for who, user in personas.people.items():
        client.force_login(user)
        for name, allowed in OPEN_TO.items():
            answer = client.get(_url(name, things))
            wanted = 404 if roles.get(who) not in allowed else 405 if name in ACTS else 200
            assert answer.status_code == wanted, f"{who} {name}"


@pytest.mark.django_db
def test_nobody_of_another_place_opens_anything(
    client: Client, things: Mapping[str, Sequence[object]]
) -> None:
    about_one = {"statement", "statement_print", "name_bank_account", "open_bank_account"}
    for user in _outsiders():
        client.force_login(user)
        for name in about_one | (set(OPEN_TO) - {"statements"}):
            for method, answer in _answers(client, _url(name, things)).items():
                assert answer.status_code in {404, 405}, f"{user} {method} {name}"


def _outsiders() -> list[User]:
    """People of other villages and towns, and county roles that were given one town only."""
    return [
        first_secretary(village_code=HEGUI),
        village_committee(village_code=HEGUI),
        town_office(area_code=JIAOYI),
        office(area_code=JIAOYI),
        leader(area_code=JIAOYI),
        auditor(area_code=JIAOYI),
    ]


@pytest.mark.django_db
def test_a_list_of_statements_tells_nothing_of_another_village(
    client: Client, things: Mapping[str, Sequence[object]]
) -> None:
    uid, *_ = things["statement"]
    head = FamilyMember.objects.get(household__uid=uid, relation=Relation.HEAD)
    words = (str(uid), masked_name(head.name), "瑶埠")
    for user in (first_secretary(village_code=HEGUI), office(area_code=JIAOYI)):
        client.force_login(user)
        for query in ("", f"?village={YAOBU}", "?month=2016-09", f"?month=2016-09&village={YAOBU}"):
            text = answer_text(client.get(reverse("web:statements") + query))
            for word in words:
                assert word not in text, f"{user} {query} {word}"


@pytest.mark.django_db
def test_a_leader_reads_sums_and_no_household(
    client: Client, personas: Story, things: Mapping[str, Sequence[object]]
) -> None:
    uid, *_ = things["statement"]
    head = FamilyMember.objects.get(household__uid=uid, relation=Relation.HEAD)
    client.force_login(personas.leader)

    for name in ("books", "journal", "transfer", "book_accounts", "waterfall_rules", "takers"):
        text = answer_text(client.get(_url(name, things)))
        assert masked_name(head.name) not in text, name
        assert str(uid) not in text, name
    told = answer_text(client.get(_url("transfer", things)))
    assert "另有 3 条是农户的，只列合计" in told


@pytest.mark.django_db
def test_an_auditor_reads_batches_and_finds_no_button(
    client: Client, personas: Story, things: Mapping[str, Sequence[object]]
) -> None:
    client.force_login(personas.auditor)

    for name in ("payouts", "payout_batch", "books", "waterfall_rules", "takers"):
        text = client.get(_url(name, things)).content.decode()
        assert 'method="post" action="/payouts/' not in text, name
        assert 'action="/books/' not in text, name


@pytest.mark.django_db
def test_pages_of_money_are_kept_in_no_cache(
    client: Client, personas: Story, things: Mapping[str, Sequence[object]]
) -> None:
    client.force_login(personas.office)

    for name in ("payouts", "statement", "books", "takers"):
        assert "no-store" in client.get(_url(name, things))["Cache-Control"]
