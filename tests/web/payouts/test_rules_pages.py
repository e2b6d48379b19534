"""Rules of the waterfall on pages: read with a worked example, looked at, set, ended."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from moli.settlement.models import WaterfallRule
from moli.settlement.rules.waterfall import RuleScope, Terms
from moli.settlement.services.setting_rules import Scope, set_rule
from tests.factories import NOW, TESTER, Story
from tests.factories.orders import tea_box
from tests.factories.settlement import general_rule
from tests.unchanged import unchanged

pytestmark = pytest.mark.django_db

RULE = {
    "scope": "ARTICLE:jasmine-250",
    "from_on": "2016-10-01",
    "transport_fen_per_kg": "8",
    "platform": "",
    "commission": "2.5",
    "cap_fen": "1.00",
    "cap_unit": "UNIT",
    "source": "县供销社〔2016〕9 号",
}


def _page(client: Client, name: str, *args: object) -> str:
    return client.get(reverse(f"web:{name}", args=args)).content.decode()


def test_the_worked_example_is_that_of_the_documents(client: Client, personas: Story) -> None:
    general_rule()
    tea_box()
    client.force_login(personas.leader)

    text = _page(client, "waterfall_rules")

    # docs/settlement.md §1: 38.00 − 3.00 − 2.00 − 1.00 = 32.00.
    assert "横县茉莉花茶一250 克盒 38 元怎么分" in text
    assert "农户得 32 元，占 84%" in text
    for part in ("3 元", "2 元", "1 元"):
        assert part in text
    assert "3%，每件最多 1 元" in text
    assert "县供销社会议纪要" in text


def test_without_goods_a_box_of_tea_is_shared_and_without_a_rule_nothing_is(
    client: Client, personas: Story
) -> None:
    client.force_login(personas.office)
    assert "没有规则，货款就结算不了" in _page(client, "waterfall_rules")

    general_rule()
    assert "茉莉花茶一250 克盒 38 元怎么分" in _page(client, "waterfall_rules")


def test_a_rule_is_looked_at_before_it_is_set(client: Client, personas: Story) -> None:
    general_rule()
    tea_box()
    client.force_login(personas.office)
    url = reverse("web:set_waterfall_rule")

    with unchanged():
        text = client.post(url, {**RULE, "act": "look"}).content.decode()
    # 2.5 % of 38.00 is 0.95: 38 − 3 − 2 − 0.95.
    assert "农户得 32.05 元" in text

    for _ in range(2):
        client.post(url, {**RULE, "act": "set"})
    row = WaterfallRule.objects.get(scope=RuleScope.ARTICLE)
    assert (row.commission_per_mille, row.cap_fen, row.transport_fen_per_kg) == (25, 100, 800)
    assert row.from_on == date(2016, 10, 1)


@pytest.mark.parametrize(
    ("box", "value", "told"),
    [
        ("commission", "21", "最多 20%"),
        ("commission", "3.55", "最多一位小数"),
        ("commission", "三", "最多一位小数"),
        ("platform", "11", "最多 10%"),
        ("cap_unit", "", "有上限就要说按公斤还是按件"),
        ("source", "", "写一下出自哪份文件或合同"),
        ("scope", "ARTICLE:nothing", "选一下管什么"),
        ("from_on", "明天吧", "看不懂"),
        ("transport_fen_per_kg", "20000", "最多 10,000 元"),
    ],
)
def test_a_mistake_is_said_beside_its_box_and_nothing_is_lost(
    box: str, value: str, told: str, client: Client, personas: Story
) -> None:
    tea_box()
    client.force_login(personas.office)

    with unchanged():
        text = client.post(
            reverse("web:set_waterfall_rule"), {**RULE, box: value, "act": "set"}
        ).content.decode()

    assert told in text
    assert RULE["source"] in text or box == "source"


def test_a_rule_that_leaves_households_nothing_is_not_offered(
    client: Client, personas: Story
) -> None:
    tea_box(price_fen=300)
    client.force_login(personas.office)

    text = client.post(reverse("web:set_waterfall_rule"), {**RULE, "act": "look"}).content.decode()

    assert "农户一分都分不到" in text
    assert 'value="set"' not in text


def test_a_narrow_rule_ends_and_the_general_one_does_not(client: Client, personas: Story) -> None:
    general = general_rule()
    rule = set_rule(
        scope=Scope(RuleScope.ARTICLE, tea_box().code),
        terms=Terms(commission_per_mille=10),
        from_on=date(2016, 3, 1),
        source="合同",
        by=TESTER,
        at=NOW,
    )
    client.force_login(personas.office)
    url = reverse("web:end_waterfall_rule", args=[rule.pk])
    assert url in _page(client, "waterfall_rules")

    with unchanged():
        text = client.post(url, {"to_on": "2016-09-01"}).content.decode()
    assert "规则最早今天" in text
    client.post(url, {"to_on": "2016-10-01"})

    rule.refresh_from_db()
    assert rule.to_on == date(2016, 10, 1)
    assert client.get(url).status_code == 404
    assert client.get(reverse("web:end_waterfall_rule", args=[general.pk])).status_code == 404
