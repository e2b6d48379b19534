"""A station's tablet: the counter's app in a browser, at a server that can be killed."""

from __future__ import annotations

import time
from base64 import b64encode
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page

from moli.accounts.models import User
from moli.households.models import Household
from moli.stations.models import Station, Task
from moli.stations.rules.offering import Service
from moli.stations.services.offering import offer_service
from tests.browser.counter.stoppable import CounterServer
from tests.factories import (
    NOW,
    TESTER,
    TODAY,
    household,
    person_facts,
    station,
    station_operator,
)
from tests.factories.drawers import ware
from tests.factories.orders import tea_grade
from tests.factories.organisations import FOUNDED_ON
from tests.factories.parcels import agreed_to_deputy
from tests.factories.teams import task

Json = dict[str, Any]
_PATIENCE_SECONDS = 15
_CALL = """async ([module, name, given]) => {
  const found = await import(`/static/counter/js/${module}.js`);
  return found[name](...given);
}"""


@dataclass(frozen=True)
class Things:
    """What a station works with: its operator, a household that lets it act, a task."""

    station: Station
    operator: User
    household: Household
    task: Task


def things() -> Things:
    """A station that offers everything, as its devices find it."""
    row = station()
    for service in Service:
        offer_service(station_id=row.pk, service=service, from_on=FOUNDED_ON, by=TESTER, at=NOW)
    home = household(people=[person_facts(name="韦建生")])
    agreed_to_deputy(home)
    tea_grade()
    ware()
    return Things(row, station_operator(station=row), home, task(row))


@dataclass
class Tablet:
    """One device: a browser with its own store, cookies and worker."""

    context: BrowserContext
    page: Page
    server: CounterServer
    errors: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, browser: Browser, server: CounterServer, *, width: int = 390) -> Tablet:
        """A new one, on which nothing was ever opened."""
        context = browser.new_context(viewport={"width": width, "height": 844}, locale="zh-CN")
        tablet = cls(context, context.new_page(), server)
        tablet.watch(tablet.page)
        return tablet

    def watch(self, page: Page) -> None:
        """Remember what goes wrong in the scripts of a page."""
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def log_in(self, user: User) -> None:
        """Have the session of a person."""
        client = Client()
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        value = {"name": cookie.key, "value": cookie.value, "url": self.server.url}
        self.context.add_cookies([value])  # type: ignore[list-item]

    def open(self, hash_: str = "") -> None:
        """The app, at a screen."""
        self.page.goto(f"{self.server.url}/counter/{hash_}")
        self.page.get_by_role("heading", level=1).wait_for()

    def reload(self) -> None:
        """The same screen, loaded anew."""
        self.page.reload()
        self.page.get_by_role("heading", level=1).wait_for()

    def register(self, user: User) -> None:
        """Become a device of the person's station, as somebody does it on screen."""
        self.log_in(user)
        # From another page, as after the log-in.
        self.page.goto("about:blank")
        self.open("#/register")
        self.page.get_by_role("button", name="登记").click()
        self.page.get_by_text("在柜台").first.wait_for()
        self.page.evaluate("navigator.serviceWorker.ready.then(() => true)")

    def call(self, module: str, name: str, *given: object) -> Any:
        """Call a function of one of the app's modules."""
        return self.page.evaluate(_CALL, [module, name, list(given)])

    def add(self, kind: str, body: Json, *, base: int | None = None) -> str:
        """Put one operation into the queue; returns its id."""
        options = {} if base is None else {"baseVersion": base}
        return str(self.call("outbox", "add", kind, body, options)["id"])

    def receipt(self) -> str:
        """The next receipt's number."""
        return str(self.call("me", "receiptNo"))

    def overlay(self) -> Any:
        """What the screens of the device see."""
        return self.call("overlay", "get")

    def states(self) -> list[str]:
        """How the operations on the device stand, in their order."""
        return [op["state"] for op in self.call("outbox", "ops")]

    def must_have_sent(self, count: int) -> None:
        """Wait until so many operations were sent, and nothing waits any more."""
        self.must_stand(["sent"] * count)

    def must_stand(self, states: list[str]) -> None:
        """Wait until the operations on the device stand like this, in their order."""
        until = time.monotonic() + _PATIENCE_SECONDS
        while self.states() != states:
            if time.monotonic() > until:
                told = [
                    (op["kind"], op["state"], (op["answer"] or {}).get("sentence"))
                    for op in self.call("outbox", "ops")
                ]
                raise AssertionError(told)
            self.page.wait_for_timeout(50)

    def devtools(self) -> CDPSession:
        """The browser's own view of the page."""
        return self.context.new_cdp_session(self.page)


def sessions_end() -> None:
    """Everybody is logged out, without having asked for it."""
    Session.objects.all().delete()


def photo() -> str:
    """A small picture, as the app sends one."""
    file = BytesIO()
    Image.new("RGB", (64, 48), "green").save(file, "JPEG")
    return b64encode(file.getvalue()).decode()


def weighing(at: Tablet, given: Things, *, grams: int = 23_000) -> Json:
    """A crate of tea on the scale, 1 kg of it the crate."""
    return {
        "household": str(given.household.uid),
        "product": "jasmine-tea",
        "grade_rank": 1,
        "gross_grams": grams + 1_000,
        "tare_grams": 1_000,
        "harvested_on": TODAY.isoformat(),
        "storage": "AMBIENT",
        "receipt_no": at.receipt(),
        "is_read_back": True,
    }


def parcel(code: str, **other: Any) -> Json:
    """A parcel that came for somebody."""
    return {
        "code": code,
        "carrier": "顺丰",
        "person_name": "覃秀兰",
        "phone_tail": "4410",
        "shelf": "A3",
        **other,
    }


def order(at: Tablet, *, units: int = 2) -> Json:
    """So many bags of fertilizer at 45 yuan for somebody who is not on record."""
    return {
        "person_name": "覃秀兰",
        "phone_tail": "4410",
        "lines": [{"ware": "fertilizer", "units": units, "unit_price_fen": 4_500}],
        "receipt_no": at.receipt(),
        "is_read_back": True,
    }


def bill(at: Tablet, *, amount_fen: int = 8_650) -> Json:
    """A bill for electricity."""
    return {
        "person_name": "覃秀兰",
        "phone_tail": "4410",
        "bill_kind": "ELECTRICITY",
        "account_number": "045122008137",
        "amount_fen": amount_fen,
        "fee_fen": 100,
        "receipt_no": at.receipt(),
        "is_read_back": True,
    }
