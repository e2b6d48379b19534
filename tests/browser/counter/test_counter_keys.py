"""Keys that come fast, on a device that is slow: none is lost while a screen draws itself."""

from __future__ import annotations

import time

from playwright.sync_api import Page, Route, expect

from moli.counter.models import Bill, CashMove, Parcel
from tests.browser.counter.day import CODES, TAILS, bill_with_fingers, scan
from tests.browser.counter.tablet import Tablet, Things, parcel

# A cheap tablet beside a desk's computer, with something else to do.
_SLOWER = 8
# What a store on a worn-out disk takes before it has written.
_SLOW_DISK = """
const commit = IDBDatabase.prototype.transaction;
IDBDatabase.prototype.transaction = function (names, mode, options) {
  const made = commit.call(this, names, mode, options);
  const late = (set) => function (listener) {
    const told = (event) => setTimeout(() => listener.call(made, event), window.late || 0);
    return set.call(this, listener && told);
  };
  const done = Object.getOwnPropertyDescriptor(IDBTransaction.prototype, "oncomplete");
  Object.defineProperty(made, "oncomplete", { get: done.get, set: late(done.set) });
  return made;
};
"""
# A scanner whose radio stumbles once, after so many signs.
_STUMBLE = """async ([code, at, pause]) => {
  const to = document.activeElement;
  for (const [n, key] of [...code, "Enter"].entries()) {
    if (n === at) await new Promise((done) => setTimeout(done, pause));
    const pressed = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
    if (to.dispatchEvent(pressed) && key !== "Enter") {
      to.setRangeText(key, to.selectionStart, to.selectionEnd, "end");
      to.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
}"""


def _slow(tablet: Tablet) -> None:
    tablet.devtools().send("Emulation.setCPUThrottlingRate", {"rate": _SLOWER})


def _slow_disk(tablet: Tablet, screen: str) -> Page:
    """At a screen, with a disk that takes a third of a second from now on."""
    tablet.context.add_init_script(_SLOW_DISK)
    tablet.open(screen)
    tablet.reload()
    tablet.page.evaluate("window.late = 300")
    return tablet.page


def test_a_scanner_that_stumbles_has_read_one_code(tablet: Tablet, given: Things) -> None:
    tablet.open("#/parcels/in")
    page = tablet.page
    expect(page.get_by_label("快递单号")).to_be_focused()
    page.evaluate(_STUMBLE, [CODES[0], 4, 120])
    expect(page.get_by_label("快递单号")).to_have_value(CODES[0])
    expect(page.get_by_label("手机后四位")).to_be_focused()


def test_codes_scanned_on_a_slow_device_are_whole(tablet: Tablet, given: Things) -> None:
    _slow(tablet)
    tablet.open("#/parcels")
    page = tablet.page
    for code in CODES:
        page.get_by_role("link", name="收快递").click()
        scan(page, code)
        expect(page.get_by_label("快递单号")).to_have_value(code)
        expect(page.get_by_label("手机后四位")).to_be_focused()
        page.get_by_label("快递单号").fill("")
        page.get_by_role("link", name="回包裹").click()


def test_what_is_typed_before_a_screen_is_there_stands_in_its_box(
    tablet: Tablet, given: Things
) -> None:
    page = _slow_disk(tablet, "#/parcels")
    page.get_by_role("link", name="收快递").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("SF10", delay=60)
    expect(page.get_by_label("快递单号")).to_be_focused()
    page.keyboard.type("34", delay=60)
    expect(page.get_by_label("快递单号")).to_have_value("SF1034")


def test_the_next_code_is_not_lost_while_the_one_before_is_written_down(
    tablet: Tablet, given: Things
) -> None:
    page = _slow_disk(tablet, "#/parcels/in")
    scan(page, CODES[0])
    page.get_by_label("货架").fill("A1")
    page.get_by_label("手机后四位").fill(TAILS[0])
    page.get_by_label("手机后四位").focus()
    page.keyboard.press("Enter")
    scan(page, CODES[1])
    expect(page.get_by_text("第 1 件")).to_be_visible()
    expect(page.get_by_label("快递单号")).to_have_value(CODES[1])
    expect(page.get_by_label("手机后四位")).to_have_value("")
    tablet.must_have_sent(1)
    assert Parcel.objects.get().code == CODES[0]


def test_a_second_tap_while_something_is_written_down_is_none(
    tablet: Tablet, given: Things
) -> None:
    page = _slow_disk(tablet, "#/day/FLOAT")
    page.keyboard.type("200", delay=60)
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="记下").dblclick()
    expect(page.get_by_text("拿来零钱 200.00 元，记下了")).to_be_visible()
    page.evaluate("window.late = 0")
    tablet.must_have_sent(1)
    assert CashMove.objects.count() == 1


def test_a_bill_is_taken_once_however_often_the_button_is_hit(
    tablet: Tablet, given: Things
) -> None:
    bill_with_fingers(tablet)
    tablet.must_have_sent(1)
    page = _slow_disk(tablet, "#/bills/new")
    for name, text in {"account": "0451", "again": "0451", "amount": "9"}.items():
        page.locator(f"#{name}").fill(text)
    page.get_by_label("韦*生").check()
    page.get_by_role("button", name="写好了，读一遍").click()
    page.get_by_role("button", name="老乡说对，收钱").click()
    page.get_by_role("button", name="钱收好了，打小票").dblclick()
    expect(page.locator(".ticket")).to_contain_text("9.00 元")
    page.evaluate("window.late = 0")
    tablet.must_have_sent(2)
    assert Bill.objects.count() == 2


def test_the_focus_stays_where_it_is_when_fresh_data_comes(tablet: Tablet, given: Things) -> None:
    page = tablet.page
    tablet.open("#/day")

    def late(route: Route) -> None:
        time.sleep(0.3)
        route.continue_()

    tablet.context.route("**/counter/data/", late)
    link = page.get_by_role("link", name="取手续费")
    link.focus()
    tablet.add("parcel_out", parcel("SF0001", shelf="", weight_grams=900, fee_fen=800))
    tablet.must_have_sent(1)
    expect(page.get_by_text("8.00 元").first).to_be_visible()
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label("多少")).to_be_focused()


def test_a_screen_that_comes_late_does_not_cover_the_one_that_was_asked_for_after_it(
    tablet: Tablet, given: Things
) -> None:
    page = _slow_disk(tablet, "#/")
    page.evaluate("location.hash = '#/parcels/in'")
    page.evaluate("location.hash = '#/parcels'")
    page.wait_for_timeout(700)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.get_by_role("heading", level=1)).to_have_text("包裹")
