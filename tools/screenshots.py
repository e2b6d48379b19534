"""Take the pictures of the README from a running demo: `screenshots.py http://127.0.0.1:8000`."""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from chromium import find_chromium

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "screenshots"
# Name, demo account ("" for nobody), address, width and height of the picture.
PICTURES = (
    ("first", "", "/", 1280, 1100),
    ("round", "organiser", "/rounds/1/passion-fruit/", 1280, 1180),
    ("post-lot", "secretary", "/lots/post/", 390, 844),
    ("today", "secretary", "/today/", 390, 844),
    ("household", "secretary", "/registry/", 1280, 1420),
    ("procedure", "town", "/registry/procedures/", 1280, 1180),
    ("delivery", "office", "/bulk/", 1280, 1180),
    ("payouts", "office", "/payouts/", 1280, 1080),
    ("books", "audit", "/books/", 1280, 1180),
    ("shop", "", "/shop/jasmine-tea-250/", 390, 844),
    ("plans", "leader", "/plans/", 1280, 1180),
    ("pairing", "secretary", "/pairings/?kind=ENTERPRISE", 390, 1400),
    ("coverage", "leader", "/coverage/", 1280, 1180),
)
COUNTER_SCREEN = {"width": 390, "height": 844}
COUNTER = ("#/", "#/weigh", "#/day")
GAP = 24
# Pictures of a thing that lists lead to: the first link of each kind is followed in turn.
FOLLOWED = {
    "household": ("a.item:has(.badge)",),
    "procedure": ("main table a[href^='/registry/procedures/']",),
    "pairing": ("main a[href^='/pairings/']",),
    "delivery": ("main a[href^='/bulk/orders/']", "main a[href^='/bulk/deliveries/']"),
}


def take(browser: Browser, server: str, picture: tuple[str, str, str, int, int]) -> None:
    """Save one picture; an account logs in by its button on the log-in page."""
    name, account, address, width, height = picture
    page = browser.new_page(viewport={"width": width, "height": height}, locale="zh-CN")
    if account:
        page.goto(f"{server}/login/")
        page.click(f"button[name=as][value={account}]")
    page.goto(server + address)
    for link in FOLLOWED.get(name, ()):
        page.locator(link).first.click()
        page.wait_for_load_state()
    FOLDER.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=FOLDER / f"{name}.png")
    page.close()


def take_counter(browser: Browser, server: str) -> None:
    """Save the counter on a phone, registered and online: three screens side by side."""
    page = browser.new_page(viewport=COUNTER_SCREEN, locale="zh-CN", has_touch=True)
    page.goto(f"{server}/login/?next=/counter/")
    page.click("button[name=as][value=station]")
    page.wait_for_url("**/counter/#/register")
    page.locator("main button").last.click()
    page.wait_for_url("**/counter/#/")
    screens = []
    for address in COUNTER:
        page.evaluate("address => { location.hash = address; }", address)
        page.wait_for_timeout(1_000)
        screens.append(Image.open(BytesIO(page.screenshot())))
    page.close()
    width, height = COUNTER_SCREEN["width"], COUNTER_SCREEN["height"]
    sheet = Image.new("RGB", (len(screens) * width + (len(screens) - 1) * GAP, height), "white")
    for place, screen in enumerate(screens):
        sheet.paste(screen, (place * (width + GAP), 0))
    sheet.save(FOLDER / "counter.png")


def main(server: str) -> None:
    """Take all pictures."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        for picture in PICTURES:
            take(browser, server, picture)
        take_counter(browser, server)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
