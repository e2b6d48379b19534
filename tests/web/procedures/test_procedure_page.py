"""One procedure on its page: the decision that is owed, and who may take it."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from moli.accounts.models import User
from moli.accounts.rules import Role
from moli.accounts.services.appointing import appoint_over_area
from moli.households.models import Household, Notice, Procedure, Step
from moli.households.rules.procedures import ProcedureState, StepKind, Verdict
from tests.factories import (
    HEGUI,
    JIAOYI,
    NOW,
    SHITANG,
    TESTER,
    TODAY,
    Story,
    first_secretary,
    household,
    reference,
    town_office,
    village_committee,
)
from tests.factories.people import SINCE
from tests.factories.procedures import (
    ALL_THERE,
    COMMITTEE,
    EXIT,
    HARDSHIP,
    REGISTER,
    SECRETARY,
    decided,
    opened,
    poor_household,
    put_up,
    step,
    taken_to,
)
from tests.scanning import answer_text
from tests.unchanged import unchanged
from tests.web.today.reading import page_of, words_of

D0 = TODAY - timedelta(days=14)


@pytest.fixture(autouse=True)
def _reference(personas: Story) -> None:
    reference()


def _url(row: Procedure) -> str:
    return reverse("web:procedure", args=[row.uid])


def _read(client: Client, user: User, row: Procedure, **query: str) -> str:
    return words_of(page_of(client, user, _url(row), **query))


def _send(client: Client, row: Procedure, **sent: object) -> str:
    """Send a step's form and come to the page that answers."""
    data = {"request_key": str(uuid4()), "step": row.step, "words": "", **sent}
    answer = client.post(_url(row), data, follow=True)
    assert answer.status_code in {200, 422}
    return words_of(answer.content.decode())


def test_two_people_of_the_village_check_at_home(client: Client, personas: Story) -> None:
    row = opened(EXIT, of=poor_household(), by=TESTER)
    first, second = personas.first_secretary, personas.village_committee
    assert "两个人都签了才往下走，您是第 1 位。" in _read(client, first, row)

    said = _send(client, row, verdict="PASS", results=sorted(ALL_THERE), has_household_signed="on")

    assert "签好了，还要另一位来签。" in said
    assert "您已经签过一次。入户核实要 2 个人，请另一位来签。" in said
    assert "入户核实，还差 1 个人签字" in said
    page = page_of(client, second, _url(row))
    assert "您是第 2 位" in page
    assert 'name="results"' not in page
    assert "记下了。下一步：村级评议。" in _send(client, row, verdict="PASS")
    assert Procedure.objects.get().step == StepKind.REVIEW


def test_what_is_missing_at_home_is_said_beside_its_boxes(client: Client, personas: Story) -> None:
    row = opened(EXIT, of=poor_household(), by=TESTER)
    client.force_login(personas.first_secretary)

    with unchanged():
        said = _send(client, row, verdict="PASS", results=["HOUSE"], has_household_signed="on")
    assert "这几项没有达到：有收入来源或最低生活保障、有基本医疗保障" in said
    with unchanged():
        said = _send(client, row, verdict="PASS", results=sorted(ALL_THERE))
    assert "核实的结果要农户签字，签了才能通过。" in said
    with unchanged():
        said = _send(client, row, verdict="", results=[])
    assert "意见：选一个" in said


def test_a_no_needs_its_reason_and_ends_it(client: Client, personas: Story) -> None:
    row = opened(EXIT, of=poor_household(), by=TESTER)
    client.force_login(personas.first_secretary)

    with unchanged():
        assert "不通过要写明原因。" in _send(client, row, verdict="REJECT")
    said = _send(client, row, verdict="REJECT", words="打零工的收入还不稳")

    assert "记下了：不通过，这一件办完了。" in said
    assert "徐世坚。打零工的收入还不稳" in said
    assert Procedure.objects.get().state == ProcedureState.REJECTED
    assert "意见" not in _read(client, personas.first_secretary, row)


def test_the_village_puts_up_the_notice_and_closes_it(client: Client, personas: Story) -> None:
    row = taken_to(opened(EXIT, of=poor_household(), on=D0), StepKind.NOTICE, on=D0)
    page = page_of(client, personas.first_secretary, _url(row))
    assert "公示几天（至少 5 天）" in page
    with unchanged():
        answer = client.post(_url(row), {"act": "notice", "days": "4"})
    assert answer.status_code == 422
    assert "公示 4 天太短，至少 5 天，最早到 2016 年 9 月 17 日。" in answer_text(answer)

    answer = client.post(_url(row), {"act": "notice", "days": "5"}, follow=True)

    said = answer_text(answer)
    assert "公示记下了，请打印贴出去。" in said
    assert "公示到 2016 年 9 月 17 日，那天起才能通过。" in said
    notice = Notice.objects.get()
    assert (notice.from_on, notice.to_on) == (TODAY, date(2016, 9, 17))
    row.refresh_from_db()
    with unchanged():
        assert "公示要到 2016 年 9 月 17 日才满" in _send(client, row, verdict="PASS")
    Notice.objects.update(to_on=TODAY, from_on=D0)
    said = _send(client, row, verdict="PASS", has_objection="on", words="查过，果园是租的")
    assert "记下了。下一步：乡镇审核。" in said
    assert "有人提过异议" in said


def test_a_hanging_notice_can_only_be_ended_by_a_no(client: Client, personas: Story) -> None:
    row = taken_to(opened(EXIT, of=poor_household()), StepKind.NOTICE)
    put_up(row, days=5)
    row.refresh_from_db()
    client.force_login(personas.first_secretary)

    with unchanged():
        _send(client, row, verdict="PASS")
    said = _send(client, row, verdict="REJECT", words="户主在县城有房")

    assert "记下了：不通过，这一件办完了。" in said


def test_town_and_county_decide_and_nobody_twice(client: Client, personas: Story) -> None:
    row = taken_to(opened(EXIT, of=poor_household(), on=D0), StepKind.TOWN, on=D0)
    town = town_office()
    assert "“乡镇审核”由乡镇来办，您这里只能看。" in _read(client, personas.first_secretary, row)
    assert "“乡镇审核”由乡镇来办" in _read(client, personas.office, row)
    assert "参加过前面步骤的人不能审。" in _read(client, town, row)
    assert "下一步：县级审定" in _send(client, row, verdict="PASS")
    row.refresh_from_db()

    words = _read(client, personas.office, row)
    assert "人均纯收入 2015 年，4,500 元" in words
    assert "比的线 现价国家扶贫标准，2015 年，2,855 元" in words
    assert "按今天的数，可以通过。" in words
    said = _send(client, row, verdict="PASS")

    assert "审定了：脱贫户。" in said
    assert "审定时的数" in said
    assert "用的标准 八有一超 2016" in said
    household_page = page_of(
        client, personas.office, reverse("web:household", args=[row.household.uid])
    )
    assert "脱贫户" in household_page


def test_whoever_took_part_reads_that_another_has_to_approve(
    client: Client, personas: Story
) -> None:
    user = personas.first_secretary
    appoint_over_area(
        user=user, role=Role.TOWN_OFFICE, area_code=SHITANG, from_on=SINCE, by=TESTER, at=NOW
    )
    row = opened(EXIT, of=poor_household(), on=D0, by=user.actor)
    row = taken_to(row, StepKind.TOWN, on=D0)

    assert "您参加过前面的步骤，要由另一位来审。" in _read(client, user, row)
    with unchanged():
        said = _send(client, row, verdict="PASS")
    assert "您参加过前面的步骤，要由另一位来审。" in said


def test_what_the_county_may_not_agree_to_is_said_before_and_after(
    client: Client, personas: Story
) -> None:
    home = poor_household(yuan=8_000)
    row = taken_to(opened(EXIT, of=home, on=D0), StepKind.COUNTY, on=D0)
    why = "2015 年人均纯收入 2,000 元，没有超过 2,855 元的线，不能通过。"
    assert why in _read(client, personas.office, row)

    with unchanged():
        said = _send(client, row, verdict="PASS")

    assert said.count(why) >= 2


def test_sent_twice_a_step_is_taken_once_and_answers_the_same(
    client: Client, personas: Story
) -> None:
    row = opened(EXIT, of=poor_household(), by=TESTER)
    client.force_login(personas.first_secretary)
    once = {
        "request_key": str(uuid4()),
        "verdict": "PASS",
        "results": sorted(ALL_THERE),
        "has_household_signed": "on",
    }
    _send(client, row, **once)

    with unchanged():
        said = _send(client, row, **once)

    assert "签好了，还要另一位来签。" in said
    assert Step.objects.filter(kind=StepKind.CHECK).count() == 1


def test_a_step_that_is_over_is_told_on_the_page_as_it_is(client: Client, personas: Story) -> None:
    row = taken_to(opened(EXIT, of=poor_household()), StepKind.REVIEW)
    client.force_login(personas.first_secretary)
    step(row, by=COMMITTEE)

    with unchanged():
        said = _send(client, row, step="REVIEW", verdict="PASS")

    assert "现在轮到“村内公示”，别的步骤做不了，请刷新再看。" in said


def test_a_step_that_there_is_not_is_nothing(client: Client, personas: Story) -> None:
    row = opened(EXIT, of=poor_household())
    client.force_login(personas.first_secretary)

    with unchanged():
        assert client.post(_url(row), {"step": "DANCE", "verdict": "PASS"}).status_code == 404
        assert client.post(_url(row), {}).status_code == 404
        assert client.delete(_url(row)).status_code == 405


def test_the_story_tells_who_did_what_and_what_is_to_come(client: Client, personas: Story) -> None:
    row = taken_to(opened(EXIT, of=poor_household()), StepKind.NOTICE)
    put_up(row, days=5)

    words = _read(client, personas.first_secretary, row)

    told = words[words.index("经过") :]
    expected = [
        "发现线索：农户自己申报 陈治国。收入稳了，户主申请脱贫",
        "入户核实：通过 陈治国",
        "入户核实：通过 徐世坚",
        "村级评议：通过 陈治国",
        "贴出公示 徐世坚。公示到 9 月 17 日",
        "公示期满 由村办",
        "由乡镇办 乡镇审核",
        "由县办 县级审定",
    ]
    places = [told.index(one) for one in expected]
    assert places == sorted(places)


def test_risks_stand_on_the_page_of_the_own_area_alone(client: Client, personas: Story) -> None:
    later = date(2021, 6, 1)
    row = opened(HARDSHIP, of=household(), on=later)

    assert "风险 因灾" in _read(client, personas.first_secretary, row)
    assert "因灾" not in page_of(client, personas.first_secretary, reverse("web:procedures"))


def test_another_town_finds_nothing(client: Client, personas: Story) -> None:
    row = taken_to(opened(EXIT, of=poor_household()), StepKind.NOTICE)
    notice = put_up(row)
    addresses = [
        _url(row),
        reverse("web:notice", args=[notice.uid]),
        reverse("web:start_procedure", args=[row.household.uid]),
    ]
    for user in (
        town_office(area_code=JIAOYI),
        first_secretary(village_code=HEGUI),
        village_committee(village_code=HEGUI),
        personas.leader,
        personas.auditor,
        personas.buyer,
    ):
        client.force_login(user)
        for address in addresses:
            assert client.get(address).status_code == 404, f"{user} {address}"
            with unchanged():
                data = {"step": "NOTICE", "verdict": "REJECT", "words": "不行"}
                assert client.post(address, data).status_code in {404, 405}


def test_a_household_in_review_or_withdrawn_has_no_procedures_to_read(
    client: Client, personas: Story
) -> None:
    row = opened(EXIT, of=poor_household())
    client.force_login(personas.first_secretary)

    Household.objects.update(is_in_review=True)
    assert client.get(_url(row)).status_code == 404
    Household.objects.update(is_in_review=False, withdrawn_at=NOW)
    assert client.get(_url(row)).status_code == 404


def test_generated_households_say_so(client: Client, personas: Story) -> None:
    row = opened(EXIT, of=poor_household())
    assert "演示数据" not in _read(client, personas.first_secretary, row)
    Household.objects.update(is_generated=True)

    assert "演示数据" in _read(client, personas.first_secretary, row)
    assert "演示数据" in words_of(
        page_of(client, personas.first_secretary, reverse("web:procedures"))
    )


@pytest.mark.parametrize("wanted", [kind for kind in StepKind if kind is not StepKind.CLUE])
@pytest.mark.parametrize("lang", ["zh-hans", "en"])
def test_every_step_is_shown_to_everybody_in_both_languages(
    client: Client, personas: Story, wanted: StepKind, lang: str
) -> None:
    row = taken_to(opened(EXIT, of=poor_household(), on=D0), wanted, on=D0)

    for user in (personas.first_secretary, town_office(), personas.office):
        page = page_of(client, user, _url(row), lang=lang)
        assert "韦*生" in page
        assert "韦永生" not in page


def test_a_page_costs_the_same_however_much_was_done(
    client: Client, personas: Story, django_assert_num_queries: object
) -> None:
    early = opened(REGISTER, of=household())
    late = taken_to(opened(REGISTER, of=household(), on=D0), StepKind.COUNTY, on=D0)
    client.force_login(town_office())

    for row in (early, late):
        with django_assert_num_queries(16):  # type: ignore[operator]
            client.get(_url(row))


def test_a_decision_that_is_over_is_shown_as_it_was(client: Client, personas: Story) -> None:
    row = decided(opened(EXIT, of=poor_household(), on=D0), on=TODAY)
    other = opened(EXIT, of=poor_household())
    step(other, by=SECRETARY, verdict=Verdict.REJECT, words="还不稳")

    words = _read(client, personas.office, row)

    assert "已审定" in words
    assert "以后改收入、改线，这里都不变。" in words
    assert "未通过" in _read(client, personas.office, other)
