"""Pushing over HTTP: what is answered to operations of every sort, good, bad and unreadable."""

from __future__ import annotations

import json
import logging
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from moli.audit.models import Event
from moli.counter.models import CashMove
from moli.interfaces.counter.handlers import HANDLERS
from moli.interfaces.counter.kinds import WORK_OF_KIND
from moli.stations.models import Task
from moli.stations.rules.team import TeamRole
from moli.sync.models import Device, Operation
from tests.factories import NOW, station
from tests.factories.teams import staff, task
from tests.unchanged import unchanged
from tests.web.counter.tablet import Tablet

pytestmark = pytest.mark.django_db
FLOAT = {"cash_kind": "FLOAT", "amount_fen": 20_000}


def test_every_kind_has_a_handler_and_its_work() -> None:
    assert set(HANDLERS) == set(WORK_OF_KIND)


def test_an_operation_is_applied_without_a_session() -> None:
    tablet = Tablet()
    operation = tablet.operation("cash", FLOAT)

    answer = tablet.push(operation).json()

    move = CashMove.objects.get()
    assert answer == {
        "answers": [
            {
                "id": operation["id"],
                "sequence": 1,
                "outcome": "APPLIED",
                "first": None,
                "code": "",
                "field": "",
                "sentence": "",
                "facts": {},
                "key": move.key,
                "version": None,
            }
        ],
        "next_sequence": 2,
        "now": answer["now"],
    }
    assert answer["now"].startswith("2016-09-12T")
    assert str(move.request_key) == operation["id"]
    assert (move.by_key, move.amount_fen) == (tablet.user.actor.key, 20_000)


def test_sent_again_it_is_a_duplicate_and_a_refusal_keeps_its_sentence() -> None:
    tablet = Tablet()
    operations = [tablet.operation("cash", FLOAT), tablet.operation("cash", {})]
    first = tablet.answers(*operations)

    before = CashMove.objects.count(), Operation.objects.count(), Event.objects.count()
    again = tablet.answers(*operations)

    assert before == (CashMove.objects.count(), Operation.objects.count(), Event.objects.count())
    assert [each["outcome"] for each in again] == ["DUPLICATE", "DUPLICATE"]
    assert [each["first"] for each in again] == ["APPLIED", "REFUSED"]
    assert again[1]["sentence"] == first[1]["sentence"] != ""


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "序号"), ("en", "number")])
def test_a_refusal_has_a_sentence_in_the_language_that_is_asked_for(
    language: str, words: str
) -> None:
    tablet = Tablet()
    tablet.answers(tablet.operation("cash", FLOAT))
    stranger = tablet.operation("cash", FLOAT, sequence=1)

    answer = tablet.client.post(
        f"/counter/push/?lang={language}",
        data={"operations": [stranger]},
        content_type="application/json",
        headers={"X-Moli-Counter": "1"},
    )

    (told,) = answer.json()["answers"]
    assert told["code"] == "OperationSaysOther"
    assert words in told["sentence"]


def test_one_without_the_role_is_refused_by_the_day_on_which_it_was_done() -> None:
    place = station()
    packer = staff(station=place, role=TeamRole.PACKER)
    tablet = Tablet(place, user=packer)
    parcel = {
        "code": "ZTO1",
        "carrier": "中通",
        "person_name": "覃秀兰",
        "phone_tail": "4410",
        "shelf": "A1",
    }
    before_the_team = (NOW - timedelta(days=900)).isoformat()

    taken, cash, fly = tablet.answers(
        tablet.operation("parcel_in", parcel),
        tablet.operation("cash", FLOAT),
        tablet.operation("fly", {}),
    )

    assert taken["outcome"] == "APPLIED", taken
    assert (cash["outcome"], cash["code"], cash["facts"]["work"]) == (
        "REFUSED",
        "WorkOfOthers",
        "CASH",
    )
    assert "2016" in cash["sentence"]
    assert fly["code"] == "OperationKindUnknown"
    Device.objects.update(registered_at=NOW - timedelta(days=1000))
    (early,) = tablet.answers(tablet.operation("parcel_in", parcel, made_at=before_the_team))
    assert early["code"] == "NotOfTheTeam"


def test_a_task_is_ended_at_the_counter_and_only_one_of_the_station() -> None:
    tablet = Tablet()
    own, others = task(tablet.station), task(station(name="别的站"))

    done, again, refused, none = tablet.answers(
        *(
            tablet.operation("task_done", {"task": uid})
            for uid in (own.key, own.key, others.key, "no-uid")
        )
    )

    assert (done["outcome"], done["key"]) == ("APPLIED", own.key)
    assert again["outcome"] == "APPLIED"
    assert (refused["outcome"], refused["code"]) == ("REFUSED", "TaskOfOthers")
    assert (none["code"], none["field"]) == ("FieldMalformed", "task")
    assert list(Task.objects.filter(state="DONE")) == [own]


def test_a_task_for_one_person_is_ended_by_that_person_or_by_who_leads() -> None:
    place = station()
    packer, helper = (staff(station=place, name=name) for name in ("韦帮手", "覃帮手"))
    tablet = Tablet(place)
    for one in (packer, helper):
        tablet.client.force_login(one)
        tablet.post("people", {})
    tasks = [task(place, for_key=helper.actor.key) for _ in range(2)]
    earlier = (NOW - timedelta(hours=2)).isoformat()

    other, own, lead = tablet.answers(
        tablet.operation("task_done", {"task": tasks[0].key}, by=packer.actor.key),
        tablet.operation("task_done", {"task": tasks[0].key}, by=helper.actor.key, made_at=earlier),
        tablet.operation("task_done", {"task": tasks[1].key}),
    )

    assert (other["outcome"], other["code"]) == ("REFUSED", "TaskForAnother")
    assert "站长" in other["sentence"]
    assert [own["outcome"], lead["outcome"]] == ["APPLIED", "APPLIED"]
    done = Task.objects.get(pk=tasks[0].pk)
    assert (done.ended_by_key, done.ended_at) == (helper.actor.key, NOW - timedelta(hours=2))
    # The trail says when it was told.
    assert Event.objects.get(verb="stations.finish_task", facts__task=done.key).at >= NOW


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        ({"body": []}, "FieldMissing"),
        ({"body": None}, "FieldMissing"),
        ({"body": {"cash_kind": 5, "amount_fen": 1}}, "FieldMalformed"),
        ({"body": {"cash_kind": "FLOAT", "amount_fen": True}}, "FieldMalformed"),
        ({"body": {"cash_kind": "FLOAT", "amount_fen": 1.5}}, "FieldMalformed"),
        ({"body": {"cash_kind": "FLOAT", "amount_fen": 10**30}}, "FieldMalformed"),
        ({"body": {"cash_kind": "\0", "amount_fen": 1}}, "FieldMalformed"),
        ({"body": {"cash_kind": "FLOAT\ud83d", "amount_fen": 1}}, "FieldMalformed"),
        ({"kind": None}, "OperationKindUnknown"),
        ({"kind": "a" * 31}, "OperationKindUnknown"),
        ({"kind": "\0"}, "OperationKindUnknown"),
        ({"by": None}, "NotSignedIn"),
        ({"by": "user:" + "x" * 100}, "NotSignedIn"),
        ({"by": "\0"}, "NotSignedIn"),
    ],
)
def test_one_that_is_broken_is_refused_alone(broken: dict[str, Any], code: str) -> None:
    tablet = Tablet()

    bad, good = tablet.answers(
        {**tablet.operation("cash", FLOAT), **broken}, tablet.operation("cash", FLOAT)
    )

    assert (bad["outcome"], bad["code"]) == ("REFUSED", code)
    assert bad["sentence"]
    assert good["outcome"] == "APPLIED"


def test_half_a_sign_in_a_row_is_refused_alone_and_blocks_nothing() -> None:
    """A text that was cut in two ends with one; told back in a sentence, it broke the answer."""
    tablet = Tablet()
    order = {
        "lines": [{"ware": "RICE\ud83d", "units": 1, "unit_price_fen": 500}],
        "receipt_no": "1-1",
        "is_read_back": True,
        "person_name": "覃秀兰",
        "phone_tail": "4410",
    }

    bad, good = tablet.answers(tablet.operation("buy_for", order), tablet.operation("cash", FLOAT))

    assert (bad["outcome"], bad["code"], bad["field"]) == ("REFUSED", "FieldMalformed", "ware")
    assert good["outcome"] == "APPLIED"


def test_a_body_that_is_nested_without_sense_says_nothing() -> None:
    tablet = Tablet()
    deep: object = 0
    for _ in range(11):
        deep = [deep]

    bad, good = tablet.answers(
        tablet.operation("cash", {**FLOAT, "more": deep}), tablet.operation("cash", FLOAT)
    )

    assert (bad["outcome"], bad["code"]) == ("REFUSED", "FieldMissing")
    assert good["outcome"] == "APPLIED"


@pytest.mark.parametrize(
    "made_at", ["yesterday", "2016-09-11T10:00:00", 5, None, "0001-01-01T00:00:00+14:00"]
)
def test_a_moment_that_cannot_be_read_is_the_moment_of_receipt(made_at: object) -> None:
    tablet = Tablet()

    (told,) = tablet.answers(tablet.operation("cash", FLOAT, made_at=made_at))

    assert told["outcome"] == "APPLIED"
    row = Operation.objects.get()
    assert row.made_at == row.received_at == CashMove.objects.get().at


@pytest.mark.parametrize("version", ["1", True, -1, 2**31, 1.5])
def test_a_version_that_cannot_be_read_is_none(version: object) -> None:
    tablet = Tablet()

    (told,) = tablet.answers(
        tablet.operation("parcel_given_back", {"ref": str(uuid4())}, base_version=version)
    )

    assert (told["code"], told["field"]) == ("FieldMissing", "base_version")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no json",
        "[]",
        '"text"',
        "{}",
        '{"operations": {}}',
        '{"operations": [5]}',
        '{"operations": [{}]}',
        '{"operations": [{"id": "x", "sequence": 1}]}',
        '{"operations": [{"id": "6f9619ff-8b86-d011-b42d-00cf4fc964ff", "sequence": 0}]}',
        '{"operations": [{"id": "6f9619ff-8b86-d011-b42d-00cf4fc964ff", "sequence": true}]}',
        '{"operations": [{"id": "6f9619ff-8b86-d011-b42d-00cf4fc964ff", "sequence": 1e3}]}',
        "[" * 100_000,
        b"\xff\xfe",
    ],
)
def test_what_has_no_form_is_refused_as_a_whole(text: str | bytes) -> None:
    tablet = Tablet()

    with unchanged():
        answer = tablet.client.post(
            "/counter/push/",
            data=text,
            content_type="application/json",
            headers={"X-Moli-Counter": "1"},
        )

    assert answer.status_code == 400
    assert (answer.json()["error"], answer.json()["code"]) == ("refused", "PushUnreadable")


def test_a_push_of_more_than_a_hundred_is_refused_as_a_whole() -> None:
    tablet = Tablet()

    with unchanged():
        answer = tablet.push(*(tablet.operation("cash", FLOAT) for _ in range(101)))

    assert (answer.status_code, answer.json()["code"]) == (400, "PushTooLong")


def test_a_push_that_is_too_large_is_told_so() -> None:
    tablet = Tablet()

    with unchanged():
        answer = tablet.push(tablet.operation("cash", {"words": "x" * 2_200_000}))

    assert (answer.status_code, answer.json()) == (413, {"error": "too_large"})


def test_a_push_of_nothing_says_which_number_is_wanted() -> None:
    tablet = Tablet()
    tablet.answers(tablet.operation("cash", FLOAT))

    assert tablet.push().json()["next_sequence"] == 2


def test_neither_log_nor_trail_tells_what_was_said(caplog: pytest.LogCaptureFixture) -> None:
    tablet = Tablet()
    secret = {"code": "ZTO1", "person_name": "覃秀兰", "phone_tail": "44100"}

    with caplog.at_level(logging.DEBUG, logger="moli"):
        tablet.answers(tablet.operation("parcel_in", secret), tablet.operation("fly", secret))

    assert "覃秀兰" not in caplog.text
    trail = json.dumps(list(Event.objects.values_list("facts", flat=True)), ensure_ascii=False)
    assert "覃秀兰" not in trail
