"""The counter's own arithmetic, run in a browser, beside the kernel's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

import moli.interfaces.counter
from moli.kernel.money import total_fen
from moli.kernel.weight import GRAMS_PER_JIN, GRAMS_PER_KG
from moli.market.rules.amounts import read_weight
from moli.orders.rules.weighing import WEIGHED_GRAMS_MAX

HOST = "http://counter.test"
FOLDER = Path(moli.interfaces.counter.__file__).parent / "static" / "counter" / "js"


@dataclass(frozen=True)
class Asked:
    """The app's modules in a page."""

    page: Page

    def __call__(self, module: str, name: str, *arguments: object) -> Any:
        """Call a function of a module: `ask("scale", "totalFen", 500, 640)`."""
        return self.of_many(module, name, [list(arguments)])[0]

    def of_many(self, module: str, name: str, rows: Sequence[Sequence[object]]) -> Any:
        """Call it once with each row of arguments."""
        return self.page.evaluate(
            "([url, name, rows]) => import(url).then((m) => rows.map((row) => m[name](...row)))",
            [f"{HOST}/screens/{module}.js", name, rows],
        )


@pytest.fixture
def ask(browser: Browser) -> Iterator[Asked]:
    """The modules, served from their folder to an empty page."""
    page = browser.new_context().new_page()

    def served(route: Route) -> None:
        name = route.request.url.removeprefix(HOST + "/")
        if not name:
            route.fulfill(body="<!doctype html>", content_type="text/html")
            return
        body = (FOLDER / name).read_text(encoding="utf-8")
        route.fulfill(body=body, content_type="text/javascript")

    page.route(f"{HOST}/**", served)
    page.goto(HOST + "/")
    yield Asked(page)
    page.context.close()


def test_what_a_weight_costs_is_what_the_books_reckon(ask: Asked) -> None:
    weights = [1, 249, 250, 499, 500, 501, 23_605, *range(1, WEIGHED_GRAMS_MAX, 3_333_337)]
    prices = [1, 2, 3, 639, 640, 641, *range(1, 20_000, 331)]
    rows = [[grams, price] for grams in weights for price in prices]
    rows += [[WEIGHED_GRAMS_MAX, 2_147_483_647]]
    assert ask.of_many("scale", "totalFen", rows) == [
        total_fen(grams=grams, fen_per_kg=price) for grams, price in rows
    ]


def test_half_a_fen_goes_up(ask: Asked) -> None:
    # 250 g at 2 fen a kilogram are half a fen.
    assert ask("scale", "totalFen", 250, 2) == 1
    assert ask("scale", "totalFen", 249, 2) == 0


def test_what_is_typed_is_read_as_the_web_reads_it(ask: Asked) -> None:
    for text in ("48.7", "0.1", "103.5", "７.５", "1,000", " 12 ", "0", "47.20", ".5", "36."):
        for unit, word in (("jin", "斤"), ("kg", "公斤")):
            plain = text.strip().removesuffix(".")
            plain = f"0{plain}" if plain.startswith(".") else plain
            expected = read_weight(plain, unit=word, field="grams")
            assert ask("scale", "readWeight", text, unit) == {"grams": expected}, (text, unit)


def test_tenths_of_a_jin_are_fifty_grams_and_are_shown_again(ask: Asked) -> None:
    tenths = range(5_000)
    texts = [f"{each // 10}.{each % 10}" for each in tenths]
    grams = [each * GRAMS_PER_JIN // 10 for each in tenths]
    read = ask.of_many("scale", "readWeight", [[text, "jin"] for text in texts])
    assert [each["grams"] for each in read] == grams
    assert ask.of_many("scale", "weightText", [[each, "jin"] for each in grams]) == texts


def test_every_gram_is_shown_exactly_and_read_again(ask: Asked) -> None:
    grams = [*range(0, 3_000, 7), 23_605, 99_999_999, WEIGHED_GRAMS_MAX]
    for unit in ("jin", "kg"):
        shown = ask.of_many("scale", "weightText", [[each, unit] for each in grams])
        read = ask.of_many("scale", "readWeight", [[text, unit] for text in shown])
        assert [each["grams"] for each in read] == grams


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "none"),
        ("  ", "none"),
        ("一百", "unreadable"),
        ("-5", "unreadable"),
        ("1.2.3", "unreadable"),
        (".", "unreadable"),
        ("1e5", "unreadable"),
        ("1234567890123", "unreadable"),
        ("0.0001", "too_fine"),
        ("0.001", "too_fine"),
    ],
)
def test_what_is_no_weight_is_said_and_not_guessed(ask: Asked, text: str, fault: str) -> None:
    assert ask("scale", "readWeight", text, "jin") == {"fault": fault}


def test_a_chinese_full_stop_is_a_point(ask: Asked) -> None:
    assert ask("scale", "readWeight", "48。7", "jin") == {"grams": 24_350}


@pytest.mark.parametrize(
    ("gross", "tare", "left", "fault"),
    [
        (24_350, 750, None, ""),
        (750, 750, None, "weigh_net_none"),
        (500, 750, None, "weigh_net_none"),
        (WEIGHED_GRAMS_MAX, 0, None, "weigh_net_strange"),
        (WEIGHED_GRAMS_MAX + 1, 0, None, "weigh_net_most"),
        (24_350, 750, 23_600, ""),
        (24_350, 750, 23_599, "weigh_quota_over"),
        (150_000, 0, None, ""),
        (150_001, 0, None, "weigh_net_strange"),
    ],
)
def test_what_is_out_of_range_is_said_before_it_is_written_down(
    ask: Asked, gross: int, tare: int, left: int | None, fault: str
) -> None:
    limits = {"mostGrams": WEIGHED_GRAMS_MAX, "strangeGrams": 150_000, "leftGrams": left}
    assert ask("scale", "faultOf", {"gross": gross, "tare": tare}, limits) == fault


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("ST,GS,+  23.605kg", {"grams": 23_605, "isSteady": True}),
        ("US,GS,+  23.605kg", {"grams": 23_605, "isSteady": False}),
        ("wn00023.60kg", {"grams": 23_600, "isSteady": True}),
        ("  850 g", {"grams": 850, "isSteady": True}),
        ("ST,NT,- 1.50 kg", {"grams": -1_500, "isSteady": True}),
        ("=061.370", None),
        ("0.0005kg", None),
        ("OVER", None),
    ],
)
def test_a_line_off_a_scale_is_read_only_where_it_says_its_unit(
    ask: Asked, line: str, read: object
) -> None:
    assert ask("scale", "readScaleLine", line) == read


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ("48.7", "48.7"),
        (".5", "0.5"),
        ("4..7", "4.7"),
        ("007", "7"),
        ("1.23456", "1.234"),
    ],
)
def test_keys_write_a_number(ask: Asked, keys: str, text: str) -> None:
    box = ""
    for key in keys:
        box = ask("scale", "pressed", box, key)
    assert box == text
    assert ask("scale", "pressed", box, "back") == text[:-1]
    assert ask("scale", "pressed", box, "clear") == ""


def test_a_household_is_found_by_surname_group_or_end_of_its_phone(ask: Asked) -> None:
    rows = [
        {"uid": "a", "head": "韦*生", "village": "瑶埠村", "group": "第3组", "phone_tail": "4410"},
        {
            "uid": "b",
            "head": "黄*英",
            "village": "瑶埠村",
            "group": "第十三组",
            "phone_tail": "0033",
        },
        {"uid": "c", "head": "韦*", "village": "瑶埠村", "group": "第1组", "phone_tail": ""},
    ]

    def found(text: str, seen: tuple[str, ...] = ()) -> list[str]:
        return [row["uid"] for row in ask("find", "findHouseholds", rows, text, list(seen))]

    assert found("韦") == ["a", "c"]
    assert found("3组") == found("3") == found("第3组") == ["a"]
    assert found("13组") == found("十三组") == found("13") == ["b"]
    assert found("一组") == found("1组") == ["c"]
    assert found("4410") == found("410") == ["a"]
    assert found("") == ["a", "b", "c"]
    assert found("", ("c", "b")) == ["c", "b", "a"]
    assert found("梁") == []


def test_a_price_per_kilogram_times_a_jin_is_the_price_per_jin(ask: Asked) -> None:
    # 640 fen a kilogram are 3.20 yuan a jin: 47.2 jin cost 151.04 yuan.
    assert ask("scale", "totalFen", 23_600, 640) == 15_104
    assert GRAMS_PER_KG == 2 * GRAMS_PER_JIN


def test_what_waits_comes_first_and_only_what_one_may_do(ask: Asked) -> None:
    data = {
        "today": "2016-09-12",
        "drawer": {"open_days": ["2016-09-10", "2016-09-11", "2016-09-12"]},
        "parcels": [
            {"state": "ON_SHELF", "came_on": "2016-09-08"},
            {"state": "ON_SHELF", "came_on": "2016-09-09"},
            {"state": "TO_COLLECT", "came_on": "2016-09-01"},
        ],
        "buy_fors": [{"state": "ARRIVED"}, {"state": "ORDERED"}],
        "bills": [{"state": "TAKEN"}],
    }
    ops = [{"state": "refused"}, {"state": "aside"}, {"state": "waiting"}]

    def waits(*work: str) -> list[tuple[str, int]]:
        return [(one["kind"], one["n"]) for one in ask("day", "waitsOf", data, ops, list(work))]

    assert waits("PARCELS", "BUY_FOR", "BILLS", "CLOSE_DAY") == [
        ("back", 1),
        ("open_days", 2),
        ("bills", 1),
        ("arrived", 1),
        ("lying", 1),
    ]
    assert waits("WEIGH") == [("back", 1)]


def test_ones_own_tasks_come_before_those_of_others(ask: Asked) -> None:
    tasks = [
        {"uid": "late", "words": "", "due_on": "2016-09-11", "for_key": ""},
        {"uid": "hers", "words": "", "due_on": "2016-09-10", "for_key": "user:2"},
        {"uid": "mine", "words": "", "due_on": "2016-09-12", "for_key": "user:1"},
        {"uid": "done", "words": "", "due_on": "2016-09-12", "for_key": ""},
    ]
    ops = [{"kind": "task_done", "state": "waiting", "body": {"task": "done"}}]
    found = ask("day", "tasksOf", {"today": "2016-09-12", "tasks": tasks}, ops, "user:1")
    assert [(one["uid"], one["isLate"], one["isOthers"]) for one in found] == [
        ("late", True, False),
        ("mine", False, False),
        ("hers", True, True),
    ]


def crate(place: int, state: str, **more: object) -> dict[str, object]:
    """A weigh-in as it lies in the queue."""
    body = {
        "receipt_no": "1-20160912-0001",
        "product": "passion",
        "grade_rank": 2,
        "gross_grams": 24_350,
        "tare_grams": 750,
    }
    return {
        "id": str(place),
        "place": place,
        "kind": "weigh_in",
        "state": state,
        "body": body,
        "made_at": f"2016-09-12T10:{place:02}:00.000+08:00",
        **more,
    }


def test_crates_of_one_receipt_are_one_line_that_waits_while_one_of_them_does(ask: Asked) -> None:
    ops = [
        crate(1, "sent"),
        crate(2, "waiting"),
        crate(3, "sent", body={"receipt_no": "1-20160912-0002"}),
        crate(4, "waiting", kind="weigh_photo"),
        crate(5, "sent", made_at="2016-09-11T10:00:00.000+08:00"),
    ]
    found = ask("day", "doneOf", ops, "2016-09-12")
    assert [(one["state"], len(one["ops"])) for one in found] == [("sent", 1), ("waits", 2)]


def test_a_crate_that_was_taken_back_or_refused_does_not_count(ask: Asked) -> None:
    ops = [
        crate(1, "sent"),
        crate(2, "refused"),
        crate(3, "waiting"),
        crate(4, "again"),
        crate(5, "waiting", kind="weigh_undone", body={"ref": "3"}),
    ]
    grade = {"rank": 2, "name": "二级", "price_fen_per_kg": 640}
    data = {"products": [{"code": "passion", "name": "百香果", "grades": [grade]}], "quotas": []}
    found = ask("weigh/crates", "cratesOf", ops, "1-20160912-0001", data)
    assert [(one["ref"], one["counts"], one["fen"]) for one in found] == [
        ("1", True, 15_104),
        ("2", False, 15_104),
        ("3", False, 15_104),
    ]
