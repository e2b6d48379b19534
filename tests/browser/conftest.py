"""A real browser on a phone-sized screen: Debian's chromium, driven by playwright.

    @pytest.mark.browser
    def test_…(phone: Phone, personas: Story) -> None:
        phone.log_in(personas.first_secretary)
        phone.open("web:today")
        phone.page.get_by_role("link", name="报一批货").click()
        phone.must_be_accessible()

Rows are committed for real, so that the server's thread sees them; they are gone after the test.
Errors on the page, refused scripts and broken links of images among them, fail the test.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from moli.accounts.models import User
from tests.factories import Story, story
from tools.chromium import find_chromium

# The narrowest phones that are still sold, a usual one, and the office's screen.
SCREENS = {"narrow": (320, 640), "phone": (390, 844), "desk": (1280, 900)}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives the browser, and nothing else does."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


def _fonts(folder: Path) -> Path:
    """A font list with Chinese glyphs, for machines on which none are installed."""
    package = find_spec("pylopdf_fonts_zh_cn")
    added = Path(package.origin).parent if package and package.origin else folder
    listed = folder / "fonts.conf"
    listed.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
        f"<dir>{added}</dir><cachedir>{folder / 'cache'}</cachedir></fontconfig>",
        encoding="utf-8",
    )
    return listed


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Chromium, started once. Where there is none, CI fails and a laptop skips."""
    chromium = find_chromium()
    if chromium is None:
        if os.environ.get("CI", "").lower() == "true":
            pytest.fail("CI has no chromium: `.ci/run` installs it.")
        pytest.skip("there is no chromium on the path")
    # Playwright's own loop runs in this thread; the tests use the database beside it, not in it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    fonts = _fonts(tmp_path_factory.mktemp("fonts"))
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox"],
            env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
        )
        yield started
        started.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@dataclass
class Phone:
    """One person's browser: its own cookies, its own screen."""

    context: BrowserContext
    page: Page
    server: str
    errors: list[str] = field(default_factory=list)

    def log_in(self, user: User) -> None:
        """Be this person from now on, without passing the log-in page."""
        client = Client()
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        self.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
        self.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": self.server}])

    def open(self, name: str, *args: object) -> Page:
        """Go to a page by the name of its address."""
        self.page.goto(self.server + reverse(name, args=args))
        return self.page

    def must_be_accessible(self) -> None:
        """Fail on what axe calls serious or critical, with the rule and the elements."""
        found = Axe().run(self.page).response["violations"]
        serious = [
            f"{each['id']}: {node['html'][:120]}"
            for each in found
            if each["impact"] in {"serious", "critical"}
            for node in each["nodes"]
        ]
        assert serious == []

    def must_fit(self) -> None:
        """Fail when the page scrolls sideways."""
        wide = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, f"{wide} pixels stick out to the right"


@pytest.fixture
def open_phone(
    browser: Browser, live_server: Any, transactional_db: None
) -> Iterator[Callable[..., Phone]]:
    """Make phones: `open_phone(screen="narrow", has_script=False)`, one for each person."""
    phones: list[Phone] = []

    def opened(*, screen: str = "phone", has_script: bool = True) -> Phone:
        width, height = SCREENS[screen]
        context = browser.new_context(
            viewport={"width": width, "height": height},
            locale="zh-CN",
            java_script_enabled=has_script,
            has_touch=screen != "desk",
        )
        phone = Phone(context=context, page=context.new_page(), server=live_server.url)
        phone.page.on("pageerror", lambda error: phone.errors.append(str(error)))
        phone.page.on(
            "console",
            lambda said: phone.errors.append(said.text) if said.type == "error" else None,
        )
        phones.append(phone)
        return phone

    yield opened
    for phone in phones:
        phone.context.close()
    assert [error for phone in phones for error in phone.errors] == []


@pytest.fixture
def phone(open_phone: Callable[..., Phone]) -> Phone:
    """One phone, 390 pixels wide."""
    return open_phone()


@pytest.fixture
def personas(transactional_db: None) -> Story:
    """The people of the worked example, committed, so that the server sees them."""
    return story()
