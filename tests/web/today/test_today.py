"""What waits for each role today: within its reach, one tap away, and no price too early."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from moli.accounts.models import Appointment, User
from moli.accounts.rules import Role
from moli.accounts.services.appointing import appoint_in_organisation, end_appointment
from moli.enterprises.models import Enterprise
from moli.enterprises.rules import EnterpriseStatus
from moli.market.models import Introduction, Proposal
from moli.market.rules.negotiation import AnswerKind, DeclineReason, Side
from moli.market.rules.offers import Window
from moli.market.services.answering import Reply, answer
from tests.factories import (
    HEGUI,
    NOW,
    TESTER,
    TODAY,
    YAOBU,
    Story,
    agreed,
    auditor,
    branch,
    buyer,
    contracted,
    demand,
    enterprise,
    first_secretary,
    grade,
    introduced,
    junqiao,
    key,
    lot,
    mushroom,
    office,
    organiser,
    proposal,
    stranger,
)

PAGE = reverse("web:today")

pytestmark = pytest.mark.django_db


def _text(client: Client, user: User, url: str = PAGE, **query: str) -> str:
    client.force_login(user)
    page = client.get(url, query)
    assert page.status_code == 200
    return page.content.decode()


def _words(page: str) -> str:
    main = page[page.index("<main") : page.index("</main>")]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def _says(row: Proposal, side: Side, kind: AnswerKind, *, fen: int = 640, **more: object) -> None:
    reply = Reply(side=side, kind=kind, price_fen_per_kg=fen, grams=row.grams, **more)
    answer(proposal_id=row.pk, reply=reply, request_key=key(), by=TESTER, at=NOW)


def _late(row: Proposal) -> None:
    Introduction.objects.filter(proposal=row).update(answer_by=NOW - timedelta(days=1))


def test_nobody_is_told_before_the_introduction(client: Client, personas: Story) -> None:
    for user in (personas.first_secretary, personas.buyer):
        words = _words(_text(client, user))
        assert "今天没有要办的事" in words
        assert "3.20" not in words


def test_a_village_is_asked_for_its_answer(client: Client, personas: Story) -> None:
    introduced(personas.proposal)

    for user in (
        personas.first_secretary,
        personas.village_committee,
        personas.station_operator,
    ):
        page = _text(client, user)
        assert f"{user.name}，今天有 1 件事" in _words(page)
        assert f'href="{reverse("web:proposal", args=[personas.proposal.uid])}"' in page
        assert (
            "南宁君桥要买 80,000 斤 百香果 3.20 元/斤，比底价高 0.20 元/斤。9 月 15 日 09:00 前答复"
            in _words(page)
        )


def test_a_buyer_is_asked_for_its_answer(client: Client, personas: Story) -> None:
    introduced(personas.proposal)

    words = _words(_text(client, personas.buyer))

    assert "马小华，今天有 1 件事" in words
    assert "石塘镇 瑶埠村有 80,000 斤 百香果 地头价 3.20 元/斤。9 月 15 日 09:00 前答复" in words


def test_no_side_sees_the_limit_of_the_other(client: Client) -> None:
    row = introduced(proposal(lot=lot(floor_fen_per_kg=618), demand=demand(ceiling_fen_per_kg=734)))

    for language in ("zh-hans", "en"):
        seller = _text(client, first_secretary(), lang=language)
        bought = _text(client, buyer(), lang=language)
        for ceiling in ("734", "3.67", "7.34"):
            assert ceiling not in seller
        for floor in ("618", "3.09", "6.18"):
            assert floor not in bought
    assert row.state == "INTRODUCED"


def test_whoever_has_answered_waits_for_the_other(client: Client, personas: Story) -> None:
    row = introduced(personas.proposal)
    _says(row, Side.SELLER, AnswerKind.ACCEPT)

    assert "今天没有要办的事" in _words(_text(client, personas.first_secretary))
    assert "今天有 1 件事" in _words(_text(client, personas.buyer))


def test_another_price_comes_back_to_the_first_side(client: Client, personas: Story) -> None:
    row = introduced(personas.proposal)
    _says(row, Side.SELLER, AnswerKind.ACCEPT)
    _says(row, Side.BUYER, AnswerKind.COUNTER, fen=590)

    assert "2.95 元/斤，比底价低 0.05 元/斤" in _words(_text(client, personas.first_secretary))
    assert "今天没有要办的事" in _words(_text(client, personas.buyer))


def test_a_no_ends_it(client: Client, personas: Story) -> None:
    row = introduced(personas.proposal)
    _says(row, Side.BUYER, AnswerKind.DECLINE, reason=DeclineReason.PRICE)

    assert "今天没有要办的事" in _words(_text(client, personas.first_secretary))


def test_a_late_answer_says_that_it_is_late(client: Client, personas: Story) -> None:
    _late(introduced(personas.proposal))

    assert "9 月 11 日 09:00 该答复，已经过了" in _words(_text(client, personas.buyer))


def test_a_lot_in_its_last_days_is_a_thing_to_do(client: Client) -> None:
    user = first_secretary()
    lot(grams=3_250_000, window=Window(from_on=TODAY, to_on=TODAY + timedelta(days=2)))
    lot(grams=9_000_000, window=Window(from_on=TODAY, to_on=TODAY + timedelta(days=3)))

    words = _words(_text(client, user))

    assert "今天有 1 件事" in words
    assert "百香果 二级 还有 6,500 斤 没卖 还剩 2 天 · 石塘镇 瑶埠村" in words


def test_a_village_sees_its_own_goods_only(client: Client) -> None:
    lot(grams=7_000_000)
    lot(village_code=HEGUI, grams=5_500_000)

    yaobu = _words(_text(client, first_secretary()))
    hegui = _words(_text(client, first_secretary(village_code=HEGUI, name="贺书记")))

    assert "14,000 斤" in yaobu
    assert "11,000 斤" not in yaobu
    assert "11,000 斤" in hegui
    assert "14,000 斤" not in hegui


def test_a_card_says_what_became_of_a_lot(client: Client) -> None:
    user = first_secretary()
    introduced(proposal(lot=lot(), demand=demand()))
    agreed(proposal(lot=lot(grams=5_000_000), demand=demand()))
    contracted(proposal(lot=lot(grams=4_000_000), demand=demand()))
    lot(grams=3_000_000)

    words = _words(_text(client, user))

    assert "百香果 二级 80,000 斤 80,000 斤 等答复 在谈" in words
    assert "百香果 二级 10,000 斤 全部谈成 谈成了" in words
    assert "百香果 二级 8,000 斤 全部谈成 有合同" in words
    assert "百香果 二级 6,000 斤 还没有对上 还剩 18 天" in words


def test_demands_for_what_the_village_grows_are_shown_and_marked(client: Client) -> None:
    user = first_secretary()
    lot(grade=grade(rank=2))
    demand(lowest_grade=grade(rank=1), grams=1_000_000)
    demand(lowest_grade=grade(rank=3), grams=2_000_000)
    demand(lowest_grade=grade(rank=1, product=mushroom()), grams=3_000_000)

    words = _words(_text(client, user))

    assert "南宁君桥 · 百香果 一级以上 还缺 2,000 斤，送到南宁， 9 月 30 日前 南" in words
    assert "南宁君桥 · 百香果 统货以上 还缺 4,000 斤，送到南宁， 9 月 30 日前 合适" in words
    assert "蘑菇" not in words


def test_a_buyer_sees_its_own_demands_and_contracts_only(client: Client, personas: Story) -> None:
    contract = contracted(personas.proposal)
    other = enterprise()
    demand(enterprise=other, grams=7_000_000)

    own = _words(_text(client, personas.buyer))
    others = _words(_text(client, buyer(enterprise=other, name="另一位")))

    assert "百香果 二级以上 120,000 斤 已谈成 80,000 斤 有合同" in own
    assert f"瑶埠村 百香果 · 南宁君桥 {contract.number}" in own
    assert "14,000 斤" not in own
    assert "14,000 斤" in others
    assert contract.number not in others


def test_all_fresh_proposals_are_one_thing_to_an_organiser(client: Client, personas: Story) -> None:
    proposal(round=personas.proposal.round, lot=lot(grams=1_000_000), demand=personas.demand)

    page = _text(client, personas.organiser)

    assert "今天有 1 件事" in _words(page)
    assert "2 条方案可以牵线 第 1 轮，全县对上 8 万斤" in _words(page)
    assert f'href="{reverse("web:round", args=[1])}"' in page


def test_an_organiser_hears_of_late_answers_and_of_agreements(
    client: Client, personas: Story
) -> None:
    late = introduced(personas.proposal)
    _says(late, Side.SELLER, AnswerKind.ACCEPT)
    assert "今天没有要办的事" in _words(_text(client, personas.organiser))
    _late(late)
    agreed(proposal(lot=lot(grams=5_000_000), demand=demand()))

    words = _words(_text(client, personas.organiser))

    assert "今天有 2 件事" in words
    assert "石塘镇 瑶埠村和南宁君桥还没谈定 百香果 · 等买方答复，9 月 11 日 09:00 到期" in words
    assert "石塘镇 瑶埠村和南宁君桥谈成了 百香果 10,000 斤，3.20 元/斤，可以拟合同" in words


def test_an_organiser_of_another_branch_hears_of_none_of_it(
    client: Client, personas: Story
) -> None:
    _late(introduced(personas.proposal))
    elsewhere = organiser(branch=branch(name="别处支部", areas=["450181102"]), name="别处的人")

    assert "今天没有要办的事" in _words(_text(client, elsewhere))


def test_the_office_checks_an_enterprise_once(client: Client) -> None:
    row = enterprise(status=EnterpriseStatus.LEAD)
    url = reverse("web:enterprise", args=[row.uid])
    user = office()

    words = _words(_text(client, user))
    assert "南宁果蔬配送有限公司等着核对" in words
    assert row.credit_code in words
    for _ in range(2):
        assert client.post(url, {"finding": "checked"})["Location"] == PAGE

    assert Enterprise.objects.get(pk=row.pk).status == EnterpriseStatus.CHECKED
    text = _text(client, user)
    assert "等着核对" not in _words(text)
    assert "已记下：南宁果蔬配送有限公司已核对" in text


def test_a_finding_that_is_none_changes_nothing(client: Client) -> None:
    row = enterprise(status=EnterpriseStatus.LEAD)
    client.force_login(office())

    assert (
        client.post(reverse("web:enterprise", args=[row.uid]), {"finding": "x"}).status_code == 200
    )
    assert Enterprise.objects.get(pk=row.pk).status == EnterpriseStatus.LEAD


def test_the_office_sees_what_was_posted_today(client: Client) -> None:
    lot()
    demand()

    words = _words(_text(client, office()))

    assert "货 1 批 百香果 二级 · 80,000 斤 石塘镇 瑶埠村" in words
    assert "需求 1 个 南宁君桥 · 百香果 还缺 120,000 斤，送到南宁" in words


def test_an_office_of_another_area_sees_no_lot_of_here(client: Client) -> None:
    lot()

    assert "货 0 批" in _words(_text(client, office(area_code="450181102", name="那阳办")))


def test_a_leader_reads_what_is_too_much_and_what_is_missing(
    client: Client, personas: Story
) -> None:
    demand(lowest_grade=grade(rank=1, product=mushroom()), grams=10_000_000)
    lot(grams=30_000_000)
    agreed(proposal(lot=lot(grams=5_000_000), demand=demand(grams=5_000_000)))

    words = _words(_text(client, personas.leader))

    # 40 + 30 t on offer against 60 t wanted; mushrooms only wanted; 5 t agreed at 3.20 yuan/jin.
    assert "货比需求多 百香果 2 万斤" in words
    assert "需求比货多 双孢蘑菇 2 万斤" in words
    assert "谈成的地头货款 3.2 万元 1 次谈成，还没有到手" in words
    assert "件事" not in words


def test_an_auditor_reads_the_newest_acts_in_words(client: Client, personas: Story) -> None:
    contracted(personas.proposal)

    words = _words(_text(client, personas.auditor))

    assert "拟了合同" in words
    assert "牵了线，打开了双方电话 石塘镇 瑶埠村 80,000 斤" in words


def test_several_roles_see_all_their_parts(client: Client, personas: Story) -> None:
    introduced(personas.proposal)
    appoint_in_organisation(
        user=personas.first_secretary,
        role=Role.BUYER,
        organisation_key=junqiao().key,
        from_on=date(2016, 1, 1),
        by=TESTER,
        at=NOW,
    )

    words = _words(_text(client, personas.first_secretary))

    assert "今天有 2 件事" in words
    assert "本村的货" in words
    assert "我的需求" in words


def test_somebody_without_duties_is_told_what_to_do(client: Client) -> None:
    words = _words(_text(client, stranger()))

    assert "您的账号还没有任命" in words
    assert "本村的货" not in words


def test_an_appointment_that_ended_opens_nothing(client: Client, personas: Story) -> None:
    introduced(personas.proposal)
    row = Appointment.objects.get(user=personas.first_secretary)
    end_appointment(appointment_id=row.pk, to_on=TODAY, by=TESTER, at=NOW)

    words = _words(_text(client, personas.first_secretary))

    assert "您的账号还没有任命" in words
    assert "百香果" not in words


def test_the_number_on_the_tab_is_the_number_of_lines(client: Client, personas: Story) -> None:
    _late(introduced(personas.proposal))
    agreed(proposal(lot=lot(grams=5_000_000), demand=demand()))
    proposal(lot=lot(grams=4_000_000), demand=demand())
    lot(window=Window(from_on=TODAY, to_on=TODAY))

    for name, user in personas.people.items():
        page = _text(client, user)
        shown = re.search(r'<b>(\d+)<span class="sr">', page)
        lines = page.count('<span class="dot')
        if name in {"first_secretary", "organiser", "village_committee", "station_operator"}:
            assert shown is not None
            assert int(shown[1]) == lines, name
        if name in {"leader", "auditor", "stranger"}:
            assert shown is None, name


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_page_opens_for_everybody_in_both_languages(
    client: Client, personas: Story, language: str
) -> None:
    _late(introduced(personas.proposal))
    contracted(proposal(lot=lot(grams=5_000_000), demand=demand()))

    for user in personas.people.values():
        _text(client, user, lang=language)


QUERIES = {
    "first_secretary": 12,
    "village_committee": 12,
    "station_operator": 14,
    "organiser": 12,
    "buyer": 10,
    "office": 12,
    "leader": 13,
    "auditor": 6,
}


@pytest.mark.parametrize("name", QUERIES)
def test_the_page_asks_the_database_as_often_however_full_it_is(
    client: Client, personas: Story, name: str, django_assert_max_num_queries: object
) -> None:
    for _ in range(6):
        introduced(proposal(lot=lot(grams=1_000_000), demand=demand(grams=2_000_000)))
    client.force_login(personas.people[name])

    with django_assert_max_num_queries(QUERIES[name]) as few:
        client.get(PAGE)
    for _ in range(6):
        introduced(proposal(lot=lot(grams=1_000_000), demand=demand(grams=2_000_000)))
    with django_assert_max_num_queries(QUERIES[name]) as many:
        client.get(PAGE)

    assert len(few) == len(many) == QUERIES[name]


def test_a_villages_page_cannot_be_opened_into_markup(client: Client, personas: Story) -> None:
    introduced(personas.proposal)
    Enterprise.objects.update(short_name="<img src=x onerror=y>")

    page = _text(client, personas.first_secretary)

    assert "<img" not in page
    assert "&lt;img" in page


def test_yaobu_is_named_under_the_greeting(client: Client) -> None:
    words = _words(_text(client, first_secretary(village_code=YAOBU)))

    assert "9 月 12 日 星期一 · 瑶埠村" in words
    assert auditor().name not in words
