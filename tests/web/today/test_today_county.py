"""What waits for organisers and the county, and the page of today for everybody."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from moli.accounts.models import Appointment
from moli.accounts.rules import Role
from moli.accounts.services.appointing import appoint_in_organisation, end_appointment
from moli.enterprises.models import Enterprise
from moli.enterprises.rules import EnterpriseStatus
from moli.market.rules.negotiation import AnswerKind, Side
from moli.market.rules.offers import Window
from tests.factories import (
    NOW,
    TESTER,
    TODAY,
    Story,
    agreed,
    branch,
    contracted,
    demand,
    enterprise,
    grade,
    introduced,
    junqiao,
    lot,
    mushroom,
    office,
    organiser,
    proposal,
    stranger,
)
from tests.web.today.reading import PAGE, is_late, page_of, says, words_of

pytestmark = pytest.mark.django_db


def test_all_fresh_proposals_are_one_thing_to_an_organiser(client: Client, personas: Story) -> None:
    proposal(round=personas.proposal.round, lot=lot(grams=1_000_000), demand=personas.demand)

    page = page_of(client, personas.organiser)

    assert "今天有 1 件事" in words_of(page)
    assert "2 条方案可以牵线 第 1 轮，全县对上 8 万斤" in words_of(page)
    assert f'href="{reverse("web:round", args=[1])}"' in page


def test_an_organiser_hears_of_late_answers_and_of_agreements(
    client: Client, personas: Story
) -> None:
    late = introduced(personas.proposal)
    says(late, Side.SELLER, AnswerKind.ACCEPT)
    assert "今天没有要办的事" in words_of(page_of(client, personas.organiser))
    is_late(late)
    agreed(proposal(lot=lot(grams=5_000_000), demand=demand()))

    words = words_of(page_of(client, personas.organiser))

    assert "今天有 2 件事" in words
    assert "石塘镇 瑶埠村和南宁君桥还没谈定 百香果 · 等买方答复，9 月 11 日 09:00 到期" in words
    assert "石塘镇 瑶埠村和南宁君桥谈成了 百香果 10,000 斤，3.20 元/斤，可以拟合同" in words


def test_an_organiser_of_another_branch_hears_of_none_of_it(
    client: Client, personas: Story
) -> None:
    is_late(introduced(personas.proposal))
    elsewhere = organiser(branch=branch(name="别处支部", areas=["450181102"]), name="别处的人")

    assert "今天没有要办的事" in words_of(page_of(client, elsewhere))


def test_the_office_checks_an_enterprise_once(client: Client) -> None:
    row = enterprise(status=EnterpriseStatus.LEAD)
    url = reverse("web:enterprise", args=[row.uid])
    user = office()

    words = words_of(page_of(client, user))
    assert "南宁果蔬配送有限公司等着核对" in words
    assert row.credit_code in words
    for _ in range(2):
        assert client.post(url, {"finding": "checked"})["Location"] == PAGE

    assert Enterprise.objects.get(pk=row.pk).status == EnterpriseStatus.CHECKED
    text = page_of(client, user)
    assert "等着核对" not in words_of(text)
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

    words = words_of(page_of(client, office()))

    assert "货 1 批 百香果 二级 · 80,000 斤 石塘镇 瑶埠村" in words
    assert "需求 1 个 南宁君桥 · 百香果 还缺 120,000 斤，送到南宁" in words


def test_an_office_of_another_area_sees_no_lot_of_here(client: Client) -> None:
    lot()

    assert "货 0 批" in words_of(page_of(client, office(area_code="450181102", name="那阳办")))


def test_a_leader_reads_what_is_too_much_and_what_is_missing(
    client: Client, personas: Story
) -> None:
    demand(lowest_grade=grade(rank=1, product=mushroom()), grams=10_000_000)
    lot(grams=30_000_000)
    agreed(proposal(lot=lot(grams=5_000_000), demand=demand(grams=5_000_000)))

    words = words_of(page_of(client, personas.leader))

    # 40 + 30 t on offer against 60 t wanted; mushrooms only wanted; 5 t agreed at 3.20 yuan/jin.
    assert "货比需求多 百香果 2 万斤" in words
    assert "需求比货多 双孢蘑菇 2 万斤" in words
    assert "谈成的地头货款 3.2 万元 1 次谈成，还没有到手" in words
    assert "件事" not in words


def test_an_auditor_reads_the_newest_acts_inwords_of(client: Client, personas: Story) -> None:
    contracted(personas.proposal)

    words = words_of(page_of(client, personas.auditor))

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

    words = words_of(page_of(client, personas.first_secretary))

    assert "今天有 2 件事" in words
    assert "本村的货" in words
    assert "我的需求" in words


def test_somebody_without_duties_is_told_what_to_do(client: Client) -> None:
    words = words_of(page_of(client, stranger()))

    assert "您的账号还没有任命" in words
    assert "本村的货" not in words


def test_an_appointment_that_ended_opens_nothing(client: Client, personas: Story) -> None:
    introduced(personas.proposal)
    row = Appointment.objects.get(user=personas.first_secretary)
    end_appointment(appointment_id=row.pk, to_on=TODAY, by=TESTER, at=NOW)

    words = words_of(page_of(client, personas.first_secretary))

    assert "您的账号还没有任命" in words
    assert "百香果" not in words


def _lines_of(page: str) -> int:
    """How many things to do the page lists."""
    listed = page.partition('aria-label="要办的事"')[2].partition("</section>")[0]
    return listed.count('<span class="dot')


def test_the_number_on_the_tab_is_the_number_of_lines(client: Client, personas: Story) -> None:
    is_late(introduced(personas.proposal))
    agreed(proposal(lot=lot(grams=5_000_000), demand=demand()))
    proposal(lot=lot(grams=4_000_000), demand=demand())
    lot(window=Window(from_on=TODAY, to_on=TODAY))

    for name, user in personas.people.items():
        page = page_of(client, user)
        shown = re.search(r'<b>(\d+)<span class="sr">', page)
        lines = _lines_of(page)
        if name in {"first_secretary", "organiser", "village_committee", "station_operator"}:
            assert shown is not None
            assert int(shown[1]) == lines, name
        if name in {"leader", "auditor", "stranger"}:
            assert shown is None, name


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_page_opens_for_everybody_in_both_languages(
    client: Client, personas: Story, language: str
) -> None:
    is_late(introduced(personas.proposal))
    contracted(proposal(lot=lot(grams=5_000_000), demand=demand()))

    for user in personas.people.values():
        page_of(client, user, lang=language)


QUERIES = {
    "first_secretary": 19,
    "village_committee": 19,
    "station_operator": 22,
    # What a branch does next is asked of the whole county's rows: forty-five of them.
    "organiser": 63,  # what stations did is told by parcels, orders for villagers and bills too
    "buyer": 15,
    "office": 21,
    "leader": 37,
    "auditor": 7,
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
