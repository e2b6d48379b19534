"""A counter at which goods are weighed: fruit with a price, a household with an order to fill."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from moli.accounts.models import User
from moli.households.models import Household
from moli.stations.models import Station
from tests.browser.counter.tablet import Tablet
from tests.factories import household, person_facts, station, station_operator
from tests.factories.bulk import called_off, first_part, shared
from tests.factories.market import farm_gate

QUOTA_GRAMS = 40_000
# 3.20 yuan a jin.
PRICE_FEN_PER_KG = 640
CODE = "45012700998"


@dataclass(frozen=True)
class Desk:
    """A station, who runs it, and a household that may bring 80 jin for Junqiao."""

    station: Station
    operator: User
    household: Household


def desk() -> Desk:
    """The rows of it."""
    row = station()
    home = household(people=[person_facts(name="韦建生")], national_code=CODE)
    shared(first_part(called_off(grams=QUOTA_GRAMS)), mosts=[QUOTA_GRAMS], of=[home])
    farm_gate(PRICE_FEN_PER_KG, PRICE_FEN_PER_KG, PRICE_FEN_PER_KG)
    return Desk(row, station_operator(station=row), home)


def to_the_scale(tablet: Tablet, *, grade: str = "二级", for_order: bool = False) -> Page:
    """Choose 韦*生 and passion fruit of a grade."""
    tablet.open("#/weigh")
    page = tablet.page
    page.get_by_label("哪一户").fill("韦")
    page.get_by_role("button", name="韦*生").click()
    card = page.locator(".leaf-bg" if for_order else ".goods .card").filter(has_text="百香果")
    card.get_by_role("button", name=grade).click()
    expect(page.get_by_label("毛重")).to_be_focused()
    return page


def weigh(page: Page, gross: str, tare: str = "1.5") -> None:
    """One crate on the scale, typed and recorded."""
    page.get_by_label("皮重").fill(tare)
    page.get_by_label("毛重").fill(gross)
    before = page.locator(".crates tbody tr").count()
    page.get_by_role("button", name="记下这一筐").click()
    expect(page.get_by_label("毛重")).to_have_value("")
    expect(page.locator(".crates tbody tr")).to_have_count(before)


def must_be_well_made(page: Page) -> None:
    """No serious finding of axe, and nothing that sticks out."""
    found = Axe().run(page).response["violations"]
    serious: list[Any] = [
        f"{each['id']}: {node['html'][:160]}"
        for each in found
        if each["impact"] in {"serious", "critical"}
        for node in each["nodes"]
    ]
    assert serious == []
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, f"{wide} pixels stick out to the right of {page.url}"
