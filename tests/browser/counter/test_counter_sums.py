"""Sums at the desk of the counter, run in a browser, beside the kernel's."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Page

from moli.kernel.money import split_fen
from tests.browser.counter.tablet import Tablet, Things

_MANY = "([url, name, rows]) => import(url).then((m) => rows.map((row) => m[name](...row)))"


def _asked(page: Page, module: str, name: str, rows: Sequence[Sequence[object]]) -> Any:
    return page.evaluate(_MANY, [f"/static/counter/js/screens/{module}.js", name, list(rows)])


@pytest.fixture
def page(tablet: Tablet, given: Things) -> Page:
    return tablet.page


def test_commission_is_shared_as_the_closing_shares_it(page: Page) -> None:
    chance = Random(20160912)  # noqa: S311 - parts of sums, no secret
    rows = []
    for _ in range(200):
        cuts = sorted(chance.sample(range(1, 1_000), chance.randint(0, 5)))
        parts = [b - a for a, b in zip([0, *cuts], [*cuts, 1_000], strict=True)]
        rows.append((chance.randint(0, 100_000), parts))
    asked = [
        [fen, [{"person_name": str(n), "per_mille": part} for n, part in enumerate(parts)]]
        for fen, parts in rows
    ]
    told = _asked(page, "drawer", "shared", asked)
    assert [[each["fen"] for each in one] for one in told] == [
        split_fen(total_fen=fen, weights=parts) for fen, parts in rows
    ]


def test_more_undone_than_earned_is_shared_likewise(page: Page) -> None:
    parts = [{"person_name": "甲", "per_mille": 333}, {"person_name": "乙", "per_mille": 667}]
    told = _asked(page, "drawer", "shared", [[-100, parts], [0, parts], [100, []]])
    assert [[each["fen"] for each in one] for one in told] == [[-33, -67], [0, 0], []]


def test_yuan_are_read_as_people_type_them(page: Page) -> None:
    texts = ["3", "3.2", "３．２５", "12。5", " 1,000 ", "¥8", ".5", "0", "007", "1000000000.00"]
    unreadable = ["", ".", "3.255", "-3", "3块", "1e3", "1 000 000 0000"]
    assert _asked(page, "desk", "readFen", [[text] for text in texts]) == [
        *(300, 320, 325, 1_250, 100_000, 800, 50, 0, 700),
        None,
    ]
    assert _asked(page, "desk", "readFen", [[text] for text in unreadable]) == [None] * 7


def test_notes_and_coins_are_counted_to_the_fen(page: Page) -> None:
    rows = [
        [{"10000": "3", "5000": "1", "1000": "1", "500": "1", "100": "4", "10": "4"}],
        [{"10": "9999"}],
        [{"100": "0"}],
        [{}],
        [{"100": "两张"}],
        [{"100": "12345"}],
    ]
    assert _asked(page, "closing/count", "sumOfNotes", rows) == [
        *(36_940, 99_990, 0, None, None, None)
    ]


def test_what_people_put_on_the_counter_is_offered(page: Page) -> None:
    rows = [[8_740], [10_000], [27_590], [1]]
    assert _asked(page, "change", "likely", rows) == [
        [8_740, 9_000, 10_000],
        [10_000],
        [27_590, 28_000, 30_000],
        [1, 1_000, 2_000, 5_000],
    ]


def test_the_oldest_open_day_is_closed_first(page: Page) -> None:
    def data(days: list[str], closed: str | None) -> list[object]:
        drawer = {"open_days": days, "last_closed_on": closed}
        return [{"today": "2016-09-12", "drawer": drawer}]

    rows = [
        data(["2016-09-12", "2016-09-10"], "2016-09-09"),
        data([], None),
        data([], "2016-09-12"),
        # What came after a closing counts on the next day, which has not come.
        data(["2016-09-13"], "2016-09-12"),
    ]
    assert _asked(page, "drawer", "openDays", rows) == [
        ["2016-09-10", "2016-09-12"],
        ["2016-09-12"],
        [],
        [],
    ]
