"""Who brings how much: named one by one or pasted, shared out, given up, moved on, printed."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from django.test import Client
from django.urls import reverse

from moli.orders.models import BulkPart, Quota
from tests.factories import HEGUI, Story, household, key, person_facts
from tests.factories.bulk import KG, TONNE, called_off, contract, first_part, named, shared
from tests.unchanged import unchanged
from tests.web.bulk.loads import desk, families, read, send
from tests.web.today.reading import words_of


@pytest.fixture
def village(personas: Story) -> Client:
    return desk(personas.first_secretary)


@pytest.fixture
def part(personas: Story) -> BulkPart:
    """Six hundred kilograms of Yaobu's, for which nobody was named."""
    return first_part(called_off(contract(grams=TONNE), grams=600 * KG))


def _paste(client: Client, part: BulkPart, *lines: str) -> str:
    """Paste lines that cannot be stored; the page says why, and nothing was stored."""
    with unchanged():
        answer = send(client, "name_suppliers", part.uid, act="many", lines="\n".join(lines))
    assert answer.status_code == 200
    return words_of(answer.content.decode())


def _mosts(part: BulkPart) -> Sequence[int]:
    return list(part.quotas.order_by("pk").values_list("most_grams", flat=True))


def test_a_household_is_named_by_its_head(village: Client, part: BulkPart) -> None:
    (row,) = families(["黄大山"])
    answer = send(village, "name_suppliers", part.uid, act="one", name="黄大山", most="1,200")
    assert answer.status_code == 302
    quota = Quota.objects.get()
    assert (quota.household_id, quota.most_grams) == (row.pk, 600 * KG)


def test_a_household_named_again_can_bring_something_else(village: Client, part: BulkPart) -> None:
    families(["黄大山"])
    for most in ("1,200", "800"):
        send(village, "name_suppliers", part.uid, act="one", name="黄大山", most=most)
    assert _mosts(part) == [400 * KG]


def test_two_heads_of_one_name_are_told_apart(village: Client, part: BulkPart) -> None:
    for group in ("第一组", "第五组"):
        household(people=[person_facts(name="黄大山")], group_name=group)
    said = {"act": "one", "name": "黄大山", "most": "1,200"}
    page = send(village, "name_suppliers", part.uid, **said).content.decode()
    assert "有几户户主叫这个名字，选一户" in page
    assert "第五组" in page
    which = Quota._meta.get_field("household").related_model.objects.get(group_name="第五组")
    answer = send(village, "name_suppliers", part.uid, which=str(which.uid), **said)
    assert answer.status_code == 302
    assert Quota.objects.get().household_id == which.pk


@pytest.mark.parametrize("name", ["没有人", "黄邻村", "韦"])
def test_who_is_not_of_the_village_is_not_named(village: Client, part: BulkPart, name: str) -> None:
    families(["黄邻村"], village_code=HEGUI)
    families(["韦永生"])
    with unchanged():
        answer = send(village, "name_suppliers", part.uid, act="one", name=name, most="100")
    page = answer.content.decode()
    assert "本村没有户主叫这个名字" in page
    assert f'value="{name}"' in page
    assert 'value="100"' in page


def test_a_list_is_pasted_as_a_sheet_or_a_message_writes_it(
    village: Client, part: BulkPart
) -> None:
    families(["黄大山", "黄小山", "黄中山", "黄高山"])
    lines = "黄大山\t1,270\r\n黄小山，1260\n\n黄中山 630公斤\n黄高山：八百斤\n"
    answer = send(village, "name_suppliers", part.uid, act="many", lines=lines)
    assert answer.status_code == 302
    assert _mosts(part) == [635 * KG, 630 * KG, 630 * KG, 400 * KG]


def test_nothing_of_a_list_is_stored_unless_all_of_it_is_good(
    village: Client, part: BulkPart
) -> None:
    families(["黄大山", "黄小山"])
    page = _paste(village, part, "黄大山 1,270", "没有人 100", "黄小山", "黄小山 许多", "黄大山 5")
    assert "名单有地方要改，一户都还没有存" in page
    assert "第 2 行：本村没有户主叫“没有人”" in page
    assert "第 3 行：要有户主姓名和数量，中间空一格" in page
    assert "第 4 行：" in page
    assert "第 5 行：和第 1 行是同一户，留一行" in page
    assert "第 1 行：" not in page


def test_a_list_that_was_refused_is_still_in_its_box(village: Client, part: BulkPart) -> None:
    answer = send(village, "name_suppliers", part.uid, act="many", lines="没有人 1,270")
    assert "没有人 1,270</textarea>" in answer.content.decode()


def test_a_row_that_the_market_refuses_is_named_too(village: Client, part: BulkPart) -> None:
    families(["黄大山", "黄小山"])
    page = _paste(village, part, "黄大山 1,270", "", "黄小山 0.5")
    assert "第 3 行：能交" in page


def test_a_name_that_two_heads_have_needs_its_group(village: Client, part: BulkPart) -> None:
    for group in ("第一组", "第五组"):
        household(people=[person_facts(name="黄大山")], group_name=group)
    page = _paste(village, part, "黄大山 1,270")
    assert "第 1 行：本村有 2 户户主叫“黄大山”，请在名字后面写上组：第一组、第五组" in page
    page = _paste(village, part, "黄大山 第九组 1,270")
    assert "“黄大山”不在“第九组”，他在：第一组、第五组" in page
    lines = "黄大山 第一组 1,270\n黄大山 第五组 630"
    answer = send(village, "name_suppliers", part.uid, act="many", lines=lines)
    assert answer.status_code == 302
    assert _mosts(part) == [635 * KG, 315 * KG]


def test_a_list_takes_no_identity_number_and_no_end(village: Client, part: BulkPart) -> None:
    page = _paste(village, part, "黄大山 11010519491231002X")
    assert "这里不能写证件号码" in page
    page = _paste(village, part, *(f"黄大山{place} 100" for place in range(301)))
    assert "太多，分几次贴，一次最多 300 户" in page


def test_sharing_out_is_shown_before_it_is_done(village: Client, part: BulkPart) -> None:
    named(part, mosts=[200 * KG, 300 * KG, 400 * KG])
    with unchanged():
        page = words_of(read(village, "share_out", part.uid))
    assert "贫困户先分 600 斤，交得出多少分多少；余下的谁最少先补谁。" in page
    assert page.count("400 斤") >= 3
    assert send(village, "share_out", part.uid).status_code == 302
    grants = list(part.quotas.order_by("pk").values_list("granted_grams", flat=True))
    assert grants == [200 * KG, 200 * KG, 200 * KG]
    # Shared out once: the page leads back, and a second tap changes nothing.
    assert village.get(reverse("web:share_out", args=[part.uid])).status_code == 302
    with unchanged():
        send(village, "share_out", part.uid)


def test_what_one_cannot_bring_others_take_over(village: Client, part: BulkPart) -> None:
    shared(part, mosts=[200 * KG, 300 * KG, 400 * KG])
    page = read(village, "give_up", part.uid, 1)
    assert 'value="400"' in page
    seen = str(200 * KG)
    said = {"weight": "100", "seen": seen, "request_key": str(key())}
    assert send(village, "give_up", part.uid, 1, **said).status_code == 302
    with unchanged():
        assert send(village, "give_up", part.uid, 1, **said).status_code == 302
    assert "还有 100 斤没分到户。" in words_of(read(village, "bulk_part", part.uid))
    answer = village.post(reverse("web:reallocate", args=[part.uid]), follow=True)
    assert "补给了" in answer.content.decode()
    with unchanged():
        answer = village.post(reverse("web:reallocate", args=[part.uid]), follow=True)
    assert "没有变" in answer.content.decode()
    part.refresh_from_db()
    assert part.granted_grams == 600 * KG


def test_a_quota_that_changed_since_the_page_was_opened_is_not_cut(
    village: Client, part: BulkPart
) -> None:
    shared(part, mosts=[200 * KG, 300 * KG, 400 * KG])
    with unchanged():
        answer = send(village, "give_up", part.uid, 1, weight="100", seen="123000")
    assert "这户的配额刚改成 400 斤" in answer.content.decode()


def test_the_office_moves_a_shortfall_to_the_other_village(personas: Story) -> None:
    order = called_off(
        contract(grams=TONNE), contract(grams=TONNE, village_code=HEGUI), grams=600 * KG
    )
    here, there = order.parts.order_by("pk")
    client = desk(personas.office)
    assert "还有 1,200 斤没分到户" in words_of(read(client, "move_shortfall", here.uid))
    said = {"to_part": str(there.uid), "weight": "200", "seen": str(here.grams)}
    for _ in range(2):
        assert send(client, "move_shortfall", here.uid, **said).status_code == 302
    here.refresh_from_db()
    there.refresh_from_db()
    assert (here.grams, there.grams) == (500 * KG, 700 * KG)
    with unchanged():
        answer = send(client, "move_shortfall", here.uid, to_part=str(here.uid), weight="1")
    assert "选一个村" in answer.content.decode()


def test_the_list_on_the_wall_holds_number_name_group_and_weight(
    village: Client, part: BulkPart
) -> None:
    families(["黄大山"])
    send(village, "name_suppliers", part.uid, act="one", name="黄大山", most="1,200")
    send(village, "share_out", part.uid)
    page = words_of(read(village, "part_list", part.uid))
    assert "1 黄大山 第三组 1,200 斤" in page


def test_pages_of_an_order_that_is_over_say_so(village: Client, personas: Story) -> None:
    part = first_part(called_off(contract(grams=TONNE), grams=600 * KG))
    families(["黄大山"])
    buyer = desk(personas.buyer)
    order = part.bulk_order
    assert "取消订单" in read(buyer, "bulk_order", order.uid)
    for _ in range(2):
        send(buyer, "end_bulk_order", order.uid, act="cancel")
    order.refresh_from_db()
    assert order.state == "CANCELLED"
    with unchanged():
        answer = send(village, "name_suppliers", part.uid, act="one", name="黄大山", most="100")
    assert "已取消" in answer.content.decode()
    assert "写名单" not in words_of(read(village, "bulk_part", part.uid))
