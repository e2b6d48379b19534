"""Looking where it is closed: once, with a reason, and everybody can see that it was done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from moli.audit.models import Event
from moli.households.models import Household, Opening
from moli.households.rules.care import OpeningKind
from tests.factories import HEGUI, NOW, Story, first_secretary
from tests.scanning import answer_text, numbers_in
from tests.unchanged import unchanged
from tests.web.registry.records import PHONE, full_household
from tests.web.registry.test_reach import addresses_about

REASON = "核对 9 月打款的账户"


@pytest.fixture
def found(personas: Story) -> Household:
    """A household of Yaobu."""
    return full_household()


def test_a_number_is_shown_once_and_kept_as_a_look(
    client: Client, found: Household, personas: Story
) -> None:
    client.force_login(personas.first_secretary)
    member = found.members.order_by("pk")[1]
    address = f"/registry/members/{member.uid}/number/"

    answer = client.post(address, {"reason": REASON})

    assert numbers_in(answer_text(answer)) == [member.id_number]
    assert "no-store" in answer["Cache-Control"]
    look = Opening.objects.get()
    assert (look.kind, look.member_id, look.reason) == (OpeningKind.NUMBER, member.pk, REASON)
    assert look.by_key == personas.first_secretary.actor.key
    assert numbers_in(answer_text(client.get(address))) == []
    assert numbers_in(answer_text(client.get(f"/registry/{found.uid}/"))) == []


def test_a_telephone_is_shown_once(client: Client, found: Household, personas: Story) -> None:
    client.force_login(personas.first_secretary)
    address = f"/registry/{found.uid}/phone/"

    assert PHONE in client.post(address, {"reason": REASON}).content.decode()
    assert PHONE not in client.get(address).content.decode()
    assert Opening.objects.get().kind == OpeningKind.PHONE


@pytest.mark.parametrize("reason", ["", "看看", "   "])
def test_without_a_reason_nothing_is_shown(
    reason: str, client: Client, found: Household, personas: Story
) -> None:
    client.force_login(personas.first_secretary)
    member = found.members.order_by("pk")[0]

    with unchanged():
        answer = client.post(f"/registry/members/{member.uid}/number/", {"reason": reason})

    assert numbers_in(answer_text(answer)) == []
    assert answer.context["form"].errors["reason"]


def test_a_member_without_a_number_has_no_such_page(
    client: Client, found: Household, personas: Story
) -> None:
    client.force_login(personas.first_secretary)
    member = found.members.order_by("pk")[0]
    type(member).objects.filter(pk=member.pk).update(id_number="", id_index="")

    assert client.get(f"/registry/members/{member.uid}/number/").status_code == 404


@pytest.fixture
def outsider(client: Client, found: Household, settings: Any) -> Iterator[Client]:
    """A first secretary of another town, on a real clock."""
    settings.MOLI_DEMO_DAY = ""
    with time_machine.travel(NOW + timedelta(hours=3, minutes=20), tick=False):
        client.force_login(first_secretary(village_code=HEGUI, name="外村书记"))
        yield client


def break_glass(browser: Client, number: str, reason: str = "亲戚投奔过来看病") -> Any:
    """Send the form that opens a household outside one's area."""
    return browser.post("/registry/glass/", {"id_number": number, "reason": reason})


def test_glass_opens_one_household_for_three_hours(outsider: Client, found: Household) -> None:
    member = found.members.order_by("pk")[2]

    answer = break_glass(outsider, member.id_number)

    assert answer["Location"] == f"/registry/{found.uid}/"
    text = answer_text(outsider.get(answer["Location"]))
    assert "您正在看辖区外的一户，到 15:20 关上，已留痕。" in text
    assert numbers_in(text) == []
    for still_open, after in ((True, {"hours": 2, "minutes": 59}), (False, {"hours": 3})):
        with time_machine.travel(NOW + timedelta(hours=3, minutes=20) + timedelta(**after)):
            status = outsider.get(answer["Location"]).status_code
        assert status == (200 if still_open else 404)


def test_behind_glass_nothing_is_sensitive_and_nothing_can_be_done(
    outsider: Client, found: Household
) -> None:
    break_glass(outsider, found.members.order_by("pk")[0].id_number)

    answer = outsider.get(f"/registry/{found.uid}/")
    main = answer.content.decode().split("<main")[1].split("</main>")[0]

    assert "<form" not in main
    for hidden in (
        "长期慢性病",
        "患有大病",
        "享受低保",
        "低保户",
        "因病",
        "瑶埠屯",
        "4500000012345678",
    ):
        assert hidden not in main
    child = next(person for person in answer.context["people"] if "12 岁" in person.sex_and_age)
    assert (child.masked_number, child.learning, child.work) == ("", "", "")
    for name, address in addresses_about(found).items():
        if name != "household":
            with unchanged():
                assert outsider.get(address).status_code == 404, name
                assert outsider.post(address, {"reason": REASON}).status_code == 404, name


def test_glass_opens_for_nobody_else(outsider: Client, found: Household) -> None:
    break_glass(outsider, found.members.order_by("pk")[0].id_number)
    outsider.force_login(first_secretary(village_code=HEGUI, name="另一位"))

    assert outsider.get(f"/registry/{found.uid}/").status_code == 404


def test_a_number_that_nobody_has_says_no_more_than_that(
    outsider: Client, found: Household
) -> None:
    number = "99999919700101001X"

    answer = break_glass(outsider, number)

    assert answer.status_code == 200
    assert numbers_in(answer_text(answer)) == []
    assert Event.objects.filter(verb="households.glass_missed").count() == 1
    assert Opening.objects.count() == 0


def test_a_refused_reason_keeps_the_number_sealed_for_the_next_try(
    outsider: Client, found: Household
) -> None:
    number = found.members.order_by("pk")[0].id_number

    refused = break_glass(outsider, number, reason="看")
    form = refused.context["form"]
    again = outsider.post(
        "/registry/glass/",
        {
            "id_number": "",
            "held_id_number": form["held_id_number"].value(),
            "reason": "亲戚投奔过来看病",
        },
    )

    assert numbers_in(answer_text(refused)) == []
    assert again["Location"] == f"/registry/{found.uid}/"


def test_a_reason_holds_no_number_of_anybody(
    client: Client, found: Household, personas: Story
) -> None:
    client.force_login(personas.first_secretary)
    member = found.members.order_by("pk")[1]
    address = f"/registry/members/{member.uid}/number/"

    with unchanged():
        answer = client.post(address, {"reason": f"核对 {member.id_number} 的账户"})

    assert "这里不能写证件号码" in answer.content.decode()
