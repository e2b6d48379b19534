"""The queue on the device: what the server answers, and what the browser does, loses nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import connection
from playwright.sync_api import Route

from moli.counter.models import Parcel
from moli.sync.models import Device, Operation
from moli.sync.models.guards import GUARDS
from tests.browser.counter.tablet import Tablet, Things, parcel, weighing
from tests.factories import station, station_operator
from tests.factories.parcels import came
from tests.factories.places import HEGUI

PUSH = "**/counter/push/"


def _ops(tablet: Tablet) -> list[Any]:
    return list(tablet.call("outbox", "ops"))


def _three_offline(tablet: Tablet) -> list[str]:
    tablet.context.set_offline(True)
    return [tablet.add("parcel_in", parcel(f"SF000{n}")) for n in range(3)]


def test_a_refused_one_stays_until_the_clerk_decides(tablet: Tablet, given: Things) -> None:
    too_much = {**weighing(tablet, given), "gross_grams": 1_000, "tare_grams": 1_000}
    tablet.add("weigh_in", too_much)
    tablet.add("parcel_in", parcel("SF0001"))
    tablet.page.get_by_text("有 1 笔没收下").wait_for()
    refused, sent = _ops(tablet)
    assert (refused["state"], sent["state"]) == ("refused", "sent")
    assert refused["answer"]["sentence"]

    better = {**too_much, "gross_grams": 24_000}
    again = tablet.call("outbox", "retry", refused, {"body": better})

    tablet.must_stand(["again", "sent", "sent"])
    assert [op["id"] for op in _ops(tablet)] == [refused["id"], sent["id"], again["id"]]
    # Decided once: a second tap does nothing.
    assert tablet.call("outbox", "retry", refused) is None
    assert tablet.call("outbox", "setAside", refused) is None


def test_what_builds_on_an_operation_done_again_follows_it(tablet: Tablet) -> None:
    taken = tablet.add("parcel_in", {**parcel("SF0001"), "code": ""})
    handed = tablet.add("parcel_handed", {"ref": taken}, base=1)
    tablet.must_stand(["refused", "refused"])
    first, second = _ops(tablet)

    again = tablet.call("outbox", "retry", first, {"body": parcel("SF0001")})
    tablet.must_stand(["again", "refused", "sent"])
    tablet.call("outbox", "retry", second)

    tablet.must_stand(["again", "again", "sent", "sent"])
    last = _ops(tablet)[-1]
    assert last["body"]["ref"] == again["id"] != taken
    assert handed != last["id"]
    assert Parcel.objects.get().state == "HANDED"


def test_a_conflict_is_kept_and_can_be_put_aside(tablet: Tablet, given: Things) -> None:
    row = came(given.station.key)
    tablet.add("parcel_handed", {"ref": str(row.request_key)}, base=7)
    tablet.page.get_by_text("有 1 笔没收下").wait_for()
    (op,) = _ops(tablet)
    assert op["state"] == "conflict"

    tablet.call("outbox", "setAside", op)

    assert tablet.states() == ["aside"]
    tablet.page.get_by_text("没收下").wait_for(state="detached")


def test_the_server_may_want_an_earlier_number_than_the_first_that_waits(
    tablet: Tablet,
) -> None:
    """Its data came back from a copy of yesterday: what it had taken is sent once more."""
    for n in range(2):
        tablet.add("parcel_in", parcel(f"SF000{n}"))
    tablet.must_have_sent(2)
    _copy_of_yesterday()

    tablet.add("parcel_in", parcel("SF0003"))

    tablet.must_have_sent(3)
    assert sorted(Parcel.objects.values_list("code", flat=True)) == ["SF0000", "SF0001", "SF0003"]


def _copy_of_yesterday() -> None:
    """As the rows stood before anything had come."""
    Parcel.objects.all().delete()
    GUARDS.take_down(connection)
    try:
        Operation.objects.all().delete()
    finally:
        GUARDS.put_up(connection)
    Device.objects.update(next_sequence=1)


def test_one_that_nobody_can_read_does_not_keep_the_others(tablet: Tablet) -> None:
    """The server refuses a whole push for one in it: the app finds which, and parks it."""

    def refuse(route: Route) -> None:
        said = route.request.post_data or ""
        if "SF0001" in said:
            refusal = {"error": "refused", "code": "PushUnreadable", "sentence": ""}
            route.fulfill(status=400, json=refusal)
        else:
            route.continue_()

    tablet.context.route(PUSH, refuse)
    _three_offline(tablet)
    tablet.context.set_offline(False)

    tablet.must_stand(["sent", "refused", "sent"])
    assert Operation.objects.count() == 2


def test_a_push_that_is_too_large_goes_in_smaller_ones(tablet: Tablet) -> None:
    def only_one(route: Route) -> None:
        sent = json.loads(route.request.post_data or "{}")["operations"]
        if len(sent) > 1:
            route.fulfill(status=413, json={"error": "too_large"})
        else:
            route.continue_()

    tablet.context.route(PUSH, only_one)
    _three_offline(tablet)
    tablet.context.set_offline(False)

    tablet.must_have_sent(3)


def test_a_stranger_on_the_line_neither_takes_nor_wipes_anything(tablet: Tablet) -> None:
    """A log-in page of a network answers everything, with any number and any words."""
    answers = [
        {"status": 200, "body": "<html>log in</html>", "content_type": "text/html"},
        {"status": 410, "body": "gone"},
        {"status": 410, "json": {"error": "gone"}},
        {"status": 401, "body": "who are you"},
        {"status": 200, "json": {}},
        {"status": 302, "headers": {"Location": "/login/"}},
    ]
    given = iter(answers)

    def answer(route: Route) -> None:
        route.fulfill(**next(given, answers[0]))

    tablet.context.route(PUSH, answer)
    tablet.context.set_offline(True)
    tablet.add("parcel_in", parcel("SF0001"))
    given = iter(answers)
    tablet.context.set_offline(False)
    for _ in answers:
        assert tablet.call("outbox", "flush") in {"away", "login"}
        assert tablet.states() == ["waiting"]

    tablet.context.unroute(PUSH)
    tablet.call("outbox", "flush")
    tablet.must_have_sent(1)


def test_a_full_device_says_so_and_loses_nothing(tablet: Tablet, given: Things) -> None:
    tablet.context.set_offline(True)
    tablet.add("parcel_in", parcel("SF0001"))
    # A browser that was given room keeps to it for a while, so the limit is put in its place.
    tablet.page.evaluate(
        """() => {
          const put = IDBObjectStore.prototype.put;
          window.makeRoom = () => {
            IDBObjectStore.prototype.put = put;
          };
          IDBObjectStore.prototype.put = () => {
            throw new DOMException("no room", "QuotaExceededError");
          };
        }"""
    )

    assert tablet.page.evaluate(_FULL, ["/static/counter/js/outbox.js", "add"]) is True
    assert tablet.states() == ["waiting"]
    # What is sent makes room: the queue empties on a full device, too. No worker helps.
    tablet.page.evaluate("navigator.serviceWorker.ready.then((one) => one.unregister())")
    tablet.context.set_offline(False)
    tablet.must_stand([])
    tablet.page.evaluate("makeRoom()")
    tablet.add("parcel_in", parcel("SF0002"))
    tablet.must_have_sent(1)
    _sent_in_order(2)


_FULL = """async ([url, name]) => {
  const found = await import(url);
  const { StoreFull } = await import("/static/counter/js/store.js");
  const given = name === "add" ? ["parcel_in", {}] : [(tx) => tx.set("x", "y")];
  return found[name](...given).then(() => "kept", (error) => error instanceof StoreFull);
}"""


def _sent_in_order(count: int) -> None:
    rows = list(Operation.objects.order_by("sequence").values_list("sequence", "outcome"))
    assert rows == [(n, "APPLIED") for n in range(1, count + 1)]


def test_a_browser_without_any_room_is_understood(open_tablet: Callable[..., Tablet]) -> None:
    tablet = open_tablet()
    tablet.page.goto(f"{tablet.server.url}/static/design/favicon.svg")
    tools = tablet.devtools()
    limit = {"origin": tablet.server.url, "quotaSize": 1}
    tools.send("Storage.overrideQuotaForOrigin", limit)

    assert tablet.page.evaluate(_FULL, ["/static/counter/js/store.js", "change"]) is True


def test_a_store_of_the_first_version_is_taken_over_whole(
    open_tablet: Callable[..., Tablet], given: Things
) -> None:
    """As the first version of the app left it: a device with one operation that waits."""
    tablet = open_tablet()
    tablet.register(given.operator)
    tablet.context.set_offline(True)
    tablet.add("parcel_in", parcel("SF0001"))
    tablet.page.evaluate(
        """async () => {
          const done = (asked) => new Promise((yes, no) => {
            asked.onsuccess = () => yes(asked.result);
            asked.onerror = () => no(asked.error);
          });
          const now = await done(indexedDB.open("moli-counter"));
          const read = (store, how) => done(now.transaction(store).objectStore(store)[how]());
          const [keys, values] = [await read("meta", "getAllKeys"), await read("meta", "getAll")];
          const ops = await read("ops", "getAll");
          now.close();
          await done(indexedDB.deleteDatabase("moli-counter"));
          const asked = indexedDB.open("moli-counter", 1);
          asked.onupgradeneeded = () => {
            asked.result.createObjectStore("meta");
            asked.result.createObjectStore("ops", { keyPath: "id" });
          };
          const first = await done(asked);
          const tx = first.transaction(["meta", "ops"], "readwrite");
          keys.forEach((key, place) => tx.objectStore("meta").put(values[place], key));
          ops.forEach((op) => tx.objectStore("ops").put(op));
          await new Promise((yes) => (tx.oncomplete = yes));
          first.close();
        }"""
    )

    tablet.reload()

    version = tablet.page.evaluate(
        "indexedDB.databases().then((all) => all.map((one) => one.version))"
    )
    assert version == [2]
    assert tablet.states() == ["waiting"]
    tablet.context.set_offline(False)
    tablet.must_have_sent(1)


def test_two_tabs_send_each_operation_once(tablet: Tablet) -> None:
    tablet.context.set_offline(True)
    other = tablet.context.new_page()
    tablet.watch(other)
    other.goto(f"{tablet.server.url}/counter/")
    other.get_by_text("在柜台").first.wait_for()
    _three_offline(tablet)
    # Without a network they hear of each other, too.
    other.get_by_text("待传 3 笔").wait_for()

    tablet.context.set_offline(False)

    tablet.must_have_sent(3)
    other.get_by_text("待传 3 笔").wait_for(state="detached")
    assert Operation.objects.count() == 3


def test_the_browser_sends_after_the_page_is_closed(tablet: Tablet) -> None:
    """Background Sync, where a browser has it: the worker sends with the code of the page."""
    _three_offline(tablet)
    keeper = tablet.context.new_page()
    tools = tablet.context.new_cdp_session(keeper)
    scopes: list[Any] = []
    tools.on("ServiceWorker.workerRegistrationUpdated", lambda told: scopes.append(told))
    tools.send("ServiceWorker.enable")
    keeper.wait_for_timeout(200)
    (registration,) = [
        each
        for told in scopes
        for each in told["registrations"]
        if each["scopeURL"].startswith(tablet.server.url)
    ][:1]
    tablet.page.close()
    tablet.context.set_offline(False)

    tools.send(
        "ServiceWorker.dispatchSyncEvent",
        {
            "origin": tablet.server.url,
            "registrationId": registration["registrationId"],
            "tag": "outbox",
            "lastChance": False,
        },
    )

    for _ in range(100):
        if Operation.objects.count() == 3:
            break
        keeper.wait_for_timeout(50)
    assert Operation.objects.filter(outcome="APPLIED").count() == 3
    tablet.page = keeper
    tablet.open()
    assert tablet.states() == ["sent"] * 3


def test_what_waits_can_be_saved_as_a_file_that_people_read(tablet: Tablet) -> None:
    _three_offline(tablet)

    with tablet.page.expect_download() as coming:
        assert tablet.call("outbox", "exportAll") == 3

    told = json.loads(coming.value.path().read_text(encoding="utf-8"))
    assert told["station"] == "瑶埠村服务站"
    assert [each["what"] for each in told["operations"]] == ["收快递"] * 3
    assert told["operations"][0]["operation"]["body"]["code"] == "SF0000"


def test_a_device_with_a_queue_becomes_none_of_another_station(tablet: Tablet) -> None:
    _three_offline(tablet)
    tablet.context.clear_cookies()
    tablet.context.set_offline(False)
    tablet.log_in(station_operator(station=station(village_code=HEGUI, name="石塘村服务站")))

    tablet.page.get_by_role("link", name="去登记").click()

    tablet.page.get_by_text("本机还有 3 笔没传，是 瑶埠村服务站 的").wait_for()
    assert tablet.page.get_by_role("button", name="登记", exact=True).count() == 0
    with tablet.page.expect_download():
        tablet.page.get_by_role("button", name="导出没传的").click()


def test_ids_are_made_where_the_browser_makes_none(tablet: Tablet) -> None:
    made = tablet.page.evaluate(
        """async () => {
          const { newId } = await import("/static/counter/js/ids.js");
          Object.defineProperty(crypto, "randomUUID", { value: undefined });
          return Array.from({ length: 500 }, newId);
        }"""
    )

    assert len(set(made)) == 500
    assert {(UUID(each).version, UUID(each).variant) for each in made} == {
        (4, "specified in RFC 4122")
    }
