"""The counter's first screen, who stands at it, and the station's own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from moli.stations.models import Task
from moli.stations.rules.team import TaskState, TeamRole
from tests.browser.counter.fruit import must_be_well_made
from tests.browser.counter.tablet import Tablet, Things, weighing
from tests.factories.teams import staff, task


def test_a_task_is_done_with_one_tap(tablet: Tablet, given: Things) -> None:
    tablet.open()
    page = tablet.page
    expect(page.get_by_role("heading", name="要办的 1 件")).to_be_visible()
    page.get_by_role("button", name="做好了").click()
    expect(page.get_by_role("heading", name="没有要办的")).to_be_visible()
    tablet.must_have_sent(1)
    assert Task.objects.get().state == TaskState.DONE


def test_what_was_done_is_listed_with_its_state_and_its_slip_shown_again(
    tablet: Tablet, given: Things
) -> None:
    tablet.open()
    tablet.context.set_offline(True)
    tablet.add("weigh_in", weighing(tablet, given))
    row = tablet.page.get_by_role("listitem").filter(has_text="收货 · 韦*生 · 1 筐 46.0 斤")
    expect(row).to_contain_text("待传")
    tablet.context.set_offline(False)
    expect(row).to_contain_text("已传")
    row.get_by_role("button", name="再看小票").click()
    expect(tablet.page.locator(".ticket")).to_contain_text("46.0 斤")


def test_one_sees_only_what_one_may_do_and_people_change_with_one_tap(
    tablet: Tablet, given: Things
) -> None:
    packer = staff(station=given.station, role=TeamRole.DELIVERER, name="韦送货")
    tablet.log_in(packer)
    tablet.open("#/sign-in")
    page = tablet.page
    page.get_by_role("button", name="是我，我来当班").click()
    doors = page.get_by_role("navigation", name="办什么")
    expect(doors.get_by_role("link", name="取件")).to_be_visible()
    assert doors.get_by_role("link", name="钱箱").count() == 0
    tablet.open("#/weigh")
    expect(page.get_by_text("收货要有“收货过秤”的分工")).to_be_visible()
    page.get_by_role("link", name="换人").click()
    page.get_by_role("button", name=given.operator.name).click()
    expect(doors.get_by_role("link", name="钱箱")).to_be_visible()


def test_a_task_for_somebody_else_is_ended_by_who_leads_the_team_alone(
    tablet: Tablet, given: Things
) -> None:
    helper = staff(station=given.station, role=TeamRole.DELIVERER, name="韦送货")
    other = staff(station=given.station, role=TeamRole.PACKER, name="覃打包")
    task(given.station, words="把秤校准", for_key=other.actor.key)
    tablet.log_in(helper)
    tablet.open("#/sign-in")
    page = tablet.page
    page.get_by_role("button", name="是我，我来当班").click()
    line = page.get_by_role("listitem").filter(has_text="把秤校准")
    expect(line).to_contain_text("别人的任务")
    assert line.get_by_role("button").count() == 0
    tablet.open("#/people")
    page.get_by_role("button", name=given.operator.name).click()
    expect(line.get_by_role("button", name="做好了")).to_be_visible()


@pytest.mark.parametrize("width", [320, 1280])
def test_screens_of_the_day_are_accessible_in_large_type_and_in_english(
    open_tablet: Callable[..., Tablet], given: Things, width: int
) -> None:
    tablet = open_tablet(width=width)
    tablet.register(given.operator)
    tablet.open("#/station")
    tablet.page.locator("#type-large").check()
    expect(tablet.page.locator("html.large")).to_have_count(1)
    must_be_well_made(tablet.page)
    tablet.page.locator("#language-en").click()
    expect(tablet.page.locator("html[lang=en]")).to_have_count(1)
    for screen in ("#/station", "#/people", "#/receipt", "#/"):
        tablet.open(screen)
        must_be_well_made(tablet.page)
