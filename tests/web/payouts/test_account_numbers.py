"""Account numbers: by their last four digits everywhere, in full only in the bank's list."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from moli.audit.models import Event
from moli.households.models import Opening
from moli.settlement.models import BankAccount, PayoutBatch
from tests.factories import Story, household, town_office
from tests.factories.settlement import card_of
from tests.scanning import answer_text, crawl
from tests.unchanged import everything, unchanged
from tests.web.payouts.test_scope import OPEN_TO
from tests.web.payouts.things import FIRST, NUMBERS, REASON, file_of, money_things

pytestmark = pytest.mark.django_db

FORM = {"number": FIRST, "bank_name": "农信社", "holder_name": "韦永生", "is_checked": "on"}


@pytest.fixture
def things(personas: Story) -> Mapping[str, Sequence[object]]:
    """Money of three households whose account numbers can be looked for."""
    return money_things()


def test_no_page_shows_a_number_in_full(
    client: Client,
    personas: Story,
    things: Mapping[str, Sequence[object]],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    for name in OPEN_TO:
        for who in ("office", "first_secretary", "auditor", "leader"):
            client.force_login(personas.people[who])
            url = reverse(f"web:{name}", args=things.get(name, []))
            for number in NUMBERS:
                assert number not in answer_text(client.get(url)), f"{who} {name}"
    assert not any(number in caplog.text for number in NUMBERS)


def test_no_page_that_links_lead_to_shows_one(
    client: Client, personas: Story, things: Mapping[str, Sequence[object]]
) -> None:
    client.force_login(personas.office)

    seen = 0
    for url, answer in crawl(client, start=reverse("web:payouts"), at_most=80):
        text = f"{url}\n{answer_text(answer)}"
        assert not any(number in text for number in NUMBERS), url
        seen += 1
    assert seen > 30


def test_the_last_four_digits_are_shown(
    client: Client, personas: Story, things: Mapping[str, Sequence[object]]
) -> None:
    client.force_login(personas.office)

    text = client.get(reverse("web:payout_batch", args=things["payout_batch"])).content.decode()

    assert any(f"****{number[-4:]}" in text for number in NUMBERS)


def test_neither_trail_nor_tables_hold_a_number(
    personas: Story, things: Mapping[str, Sequence[object]]
) -> None:
    stored = {
        model: [{k: v for k, v in row.items() if k != "number"} for row in rows]
        for model, rows in everything().items()
    }

    assert not any(number in str(stored) for number in NUMBERS)
    assert not any(number in str(list(Event.objects.values())) for number in NUMBERS)


def test_a_file_that_repeats_numbers_is_answered_without_them(
    client: Client, personas: Story, things: Mapping[str, Sequence[object]]
) -> None:
    batch = PayoutBatch.objects.get(uid=things["payout_results"][0])
    client.force_login(personas.office)
    for cells in ({}, {"amount": "1"}, {"remark": FIRST}, {"state": FIRST}, {"reason": FIRST}):
        sheet = SimpleUploadedFile("r.csv", file_of(batch, **cells))
        url = reverse("web:payout_results", args=[batch.uid])
        text = answer_text(client.post(url, {"act": "look", "file": sheet}))
        assert not any(number in text for number in NUMBERS), cells


def test_a_village_names_an_account_and_sees_its_last_four_digits(
    client: Client, personas: Story
) -> None:
    row = household()
    client.force_login(personas.first_secretary)

    answer = client.post(reverse("web:name_bank_account", args=[row.uid]), FORM, follow=True)

    text = answer.content.decode()
    assert "记下了，以后的款打到这个账户" in text
    assert f"****{FIRST[-4:]}" in text
    assert FIRST not in text
    assert BankAccount.objects.get(household=row).number == FIRST


def test_a_card_with_a_wrong_digit_is_asked_about_once(client: Client, personas: Story) -> None:
    row = household()
    client.force_login(personas.first_secretary)
    url = reverse("web:name_bank_account", args=[row.uid])
    form = {**FORM, "number": "6222020200112233447"}
    del form["is_checked"]

    text = client.post(url, form).content.decode()
    assert not BankAccount.objects.exists()
    assert "像是写错了一位" in text
    assert 'name="is_checked"' in text
    assert form["number"] not in text

    held = text.split('name="held_number" value="')[1].split('"')[0]
    client.post(url, {**form, "number": "", "held_number": held, "is_checked": "on"})
    assert BankAccount.objects.get(household=row).number == form["number"]


@pytest.mark.parametrize(
    ("box", "value", "told"),
    [
        ("number", "12345", "银行账号应是 8 到 30 位数字"),
        ("number", "", "写一下银行账号"),
        ("bank_name", "", "写一下哪家银行"),
        ("holder_name", "", "写一下户名"),
    ],
)
def test_what_is_missing_is_said_beside_its_box(
    box: str, value: str, told: str, client: Client, personas: Story
) -> None:
    row = household()
    client.force_login(personas.first_secretary)

    with unchanged():
        answer = client.post(reverse("web:name_bank_account", args=[row.uid]), {**FORM, box: value})

    assert told in answer.content.decode()


def test_a_second_account_on_one_day_waits_for_tomorrow(client: Client, personas: Story) -> None:
    row = household()
    carded_first = card_of(row)
    client.force_login(personas.first_secretary)
    url = reverse("web:name_bank_account", args=[row.uid])

    with unchanged():
        assert "要改请明天再来" in client.post(url, FORM).content.decode()

    rows = BankAccount.objects.filter(pk=carded_first.pk)
    rows.update(from_on=carded_first.from_on - timedelta(days=1))
    client.post(url, FORM)
    assert BankAccount.objects.get(household=row, to_on=None).number == FIRST


def test_a_number_opens_once_with_a_reason_and_the_household_reads_it(
    client: Client, personas: Story
) -> None:
    row = household()
    card_of(row, number=FIRST)
    client.force_login(personas.first_secretary)
    url = reverse("web:open_bank_account", args=[row.uid])

    with unchanged():
        assert FIRST not in client.post(url, {"reason": "看"}).content.decode()
    shown = client.post(url, {"reason": REASON})

    assert FIRST in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    assert FIRST not in client.get(url).content.decode()
    assert Opening.objects.get().reason == REASON
    page = client.get(reverse("web:household", args=[row.uid])).content.decode()
    assert "看银行账号" in page
    assert FIRST not in page


def test_a_town_office_sees_no_account(client: Client, personas: Story) -> None:
    row = household()
    card_of(row, number=FIRST)
    client.force_login(town_office())

    text = client.get(reverse("web:household", args=[row.uid])).content.decode()

    assert "卖货的钱打到哪里" not in text
    assert FIRST[-4:] not in text
