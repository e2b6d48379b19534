"""The frame around the screens: installable, for every screen and hand, in both languages."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.counter.tablet import Tablet, Things

SCREENS = ("#/", "#/weigh", "#/parcels", "#/day", "#/station", "#/people", "#/sign-in", "#/queue")


@pytest.mark.parametrize("width", [320, 1280])
def test_every_first_screen_fits_and_is_accessible(
    open_tablet: Callable[..., Tablet], given: Things, width: int
) -> None:
    tablet = open_tablet(width=width)
    tablet.register(given.operator)
    for hash_ in SCREENS:
        tablet.open(hash_)
        found = Axe().run(tablet.page).response["violations"]
        serious = [
            (hash_, each["id"], node["html"][:100])
            for each in found
            if each["impact"] in {"serious", "critical"}
            for node in each["nodes"]
        ]
        assert serious == []
        wide = tablet.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{hash_} sticks out by {wide} pixels"


def test_a_phone_may_install_the_app(tablet: Tablet) -> None:
    tools = tablet.devtools()
    told = tools.send("Page.getAppManifest")
    assert told["errors"] == []
    assert json.loads(told["data"])["name"] == "茉莉柜台"

    kept_out = tools.send("Page.getInstallabilityErrors")["installabilityErrors"]

    # A browser without a profile of its own, as in tests, installs nothing; nothing else may stop.
    assert {each["errorId"] for each in kept_out} <= {"in-incognito"}


def test_keys_alone_lead_to_the_content_and_through_the_tabs(tablet: Tablet) -> None:
    # A screen begins at its heading, so the way to what stands before it leads back.
    tablet.page.get_by_role("link", name="跳到正文").press("Enter")
    assert tablet.page.evaluate("document.activeElement.id") == "main"

    tablet.page.get_by_role("link", name="包裹", exact=True).press("Enter")

    tablet.page.wait_for_function("document.activeElement.tagName === 'H1'")
    assert tablet.page.evaluate("location.hash") == "#/parcels"
    tablet.page.go_back()
    tablet.page.wait_for_function("location.hash !== '#/parcels'")


def test_the_language_is_kept_on_the_device_and_spoken_without_a_network(tablet: Tablet) -> None:
    tablet.page.get_by_role("button", name="English").click()
    tablet.page.get_by_role("link", name="Station", exact=True).wait_for()
    tablet.context.set_offline(True)

    tablet.reload()

    assert tablet.page.get_by_role("link", name="Parcels", exact=True).count() == 1
    assert tablet.page.evaluate("document.documentElement.lang") == "en"


def test_a_browser_that_cannot_keep_the_app_says_so_before_somebody_relies_on_it(
    open_tablet: Callable[..., Tablet], given: Things
) -> None:
    tablet = open_tablet(width=320)
    tablet.context.add_init_script("delete Navigator.prototype.serviceWorker")
    tablet.log_in(given.operator)
    tablet.open("#/register")
    page = tablet.page
    page.get_by_text("用这个浏览器，没网时打不开柜台").wait_for()
    page.get_by_role("button", name="登记").click()
    page.get_by_text("在柜台").first.wait_for()
    tablet.context.set_offline(True)
    page.get_by_text("这一页别关，关了要来网才打得开").wait_for()
    page.get_by_role("link", name="站点").click()
    page.get_by_text("用这个浏览器，没网时打不开柜台").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
