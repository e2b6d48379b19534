"""What a clerk does at the desk of a counter in a day, with fingers or with keys alone."""

from __future__ import annotations

from collections.abc import Sequence

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.counter.tablet import Tablet

# Somewhere on a screen; more steps than a screen has stops.
_STOPS_MAX = 120
# A person's fingers; a scanner is far quicker.
_FINGERS_MS = 80
_FOCUSED = """() => {
  const el = document.activeElement;
  const label = el.labels && el.labels.length ? el.labels[0].textContent : el.textContent;
  return [el.getAttribute('aria-label') || label || '', el.checked === true];
}"""

# Targets at a counter; the pages' own smallest is 44.
_TARGET_PIXELS = 46
_SMALL = """(least) => [...document.querySelectorAll('main .btn, main .in, main .keys button')]
  .filter((el) => el.offsetParent && el.offsetHeight < least)
  .map((el) => el.outerHTML.slice(0, 120))"""

CODES = ("SF1034567890123", "YT8866001122334", "75310098877665", "JD0009988776", "9880012345678")
TAILS = ("4410", "2077", "3307", "8812", "0612")


def scan(page: Page, code: str) -> None:
    """A hardware scanner: all signs at once, and Enter, wherever the focus is."""
    page.keyboard.type(code)
    page.keyboard.press("Enter")


def to(page: Page, words: str) -> None:
    """Walk with Tab until the focus is on what is called so, from its beginning."""
    for _ in range(_STOPS_MAX):
        name, _checked = page.evaluate(_FOCUSED)
        if name.strip().startswith(words):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no stop is called {words}")


def press(page: Page, words: str) -> None:
    """Walk to something and press Enter on it."""
    to(page, words)
    page.keyboard.press("Enter")


def typed(page: Page, text: str) -> None:
    """Type into the box that has the focus, as fast as fingers are."""
    page.keyboard.type(text, delay=_FINGERS_MS)


def into(page: Page, words: str, text: str) -> None:
    """Walk to a box and type."""
    to(page, words)
    typed(page, text)


def take_in(page: Page, codes: Sequence[str] = CODES, tails: Sequence[str] = TAILS) -> None:
    """Take parcels in one after the other: scan, tail, shelf the first time, Enter."""
    expect(page.get_by_label("快递单号")).to_be_focused()
    for n, (code, tail) in enumerate(zip(codes, tails, strict=True), start=1):
        scan(page, code)
        expect(page.get_by_label("快递单号")).to_have_value(code)
        expect(page.get_by_label("手机后四位")).to_be_focused()
        typed(page, tail)
        page.keyboard.press("Enter")
        if n == 1:
            expect(page.get_by_label("货架")).to_be_focused()
            typed(page, "a1")
            page.keyboard.press("Enter")
        expect(page.get_by_text(f"第 {n} 件 …{code[-4:]} 收下了")).to_be_visible()


def must_be_sound(page: Page) -> None:
    """No serious finding of axe, nothing that sticks out, nothing too small for a finger."""
    found = Axe().run(page).response["violations"]
    serious = [
        f"{each['id']}: {node['html'][:160]}"
        for each in found
        if each["impact"] in {"serious", "critical"}
        for node in each["nodes"]
    ]
    assert serious == [], page.url
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, f"{wide} pixels stick out to the right: {page.url}"
    assert page.evaluate(_SMALL, _TARGET_PIXELS) == [], page.url


def order_with_fingers(tablet: Tablet) -> None:
    """Two bags of fertilizer at 45 yuan for somebody who is not on record; 100 are given."""
    page = tablet.page
    tablet.open("#/buy")
    page.get_by_role("link", name="开一单").click()
    page.get_by_role("button", name="选好了，给谁").click()
    expect(page.get_by_text("篮子是空的")).to_be_visible()
    for _ in range(2):
        page.get_by_role("button", name="多一份碳酸氢铵").click()
    page.get_by_role("button", name="选好了，给谁").click()
    page.get_by_label("不在册的人").check()
    page.get_by_label("姓名").fill("覃秀兰")
    page.get_by_role("button", name="写好了，读一遍").click()
    expect(page.get_by_text("读给老乡听")).to_be_visible()
    page.get_by_role("button", name="老乡说对，收钱").click()
    page.get_by_role("button", name="100.00 元").click()
    expect(page.locator(".change")).to_contain_text("10.00 元")
    page.get_by_role("button", name="钱收好了，打小票").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("代买小票")


def bill_with_fingers(tablet: Tablet) -> None:
    """A household's bill of 86.40 and a fee of 1; its number is first typed wrong."""
    page = tablet.page
    tablet.open("#/bills/new")
    page.get_by_label("户号", exact=True).fill("0451 2200 8137")
    page.get_by_label("户号再写一遍").fill("0451 2200 8173")
    page.get_by_label("缴多少").fill("86.4")
    page.get_by_label("手续费").fill("1")
    page.get_by_label("韦*生").check()
    page.get_by_role("button", name="写好了，读一遍").click()
    expect(page.get_by_text("两次写的户号不一样")).to_be_visible()
    page.get_by_label("户号再写一遍").fill("0451-22008137")
    page.get_by_role("button", name="写好了，读一遍").click()
    expect(page.get_by_text("0451 2200 8137")).to_be_visible()
    page.get_by_role("button", name="老乡说对，收钱").click()
    page.get_by_role("button", name="正好").click()
    page.get_by_role("button", name="钱收好了，打小票").click()
    expect(page.locator(".ticket")).to_contain_text("…8137")
    expect(page.locator(".ticket")).not_to_contain_text("2200")
