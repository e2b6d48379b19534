"""What operators and the office do with a station: each form, sent twice, refused, out of reach."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from moli.accounts.models import Appointment, User
from moli.accounts.rules import Role
from moli.stations.models import Equipment, Offering, Pause, SharePlan, Station, Task, TeamMember
from moli.stations.queries.opening import state_on
from moli.stations.queries.shares import shares_on
from moli.stations.rules.offering import OpenState, PauseReason
from moli.stations.rules.team import TaskState, TeamRole
from moli.sync.models import Device
from tests.factories import TODAY, household, office, person, town_office
from tests.scanning import answer_text
from tests.unchanged import unchanged
from tests.web.stations.things import Kept, kept, station_things

pytestmark = pytest.mark.django_db

CODE = "4501811102060012"


@pytest.fixture
def found(client: Client) -> Kept:
    """The station, with its operator logged in."""
    row = kept()
    client.force_login(row.operator)
    return row


def _send(client: Client, found: Kept, name: str, *more: object, **said: object) -> str:
    """Send a form about the station; the words of the page that comes of it."""
    address = reverse(f"web:{name}", args=[found.station.uid, *more])
    return answer_text(client.post(address, said, follow=True))


def _join(**said: object) -> dict[str, object]:
    wanted = {"person_name": "韦新手", "phone": "13977112233", "team_role": "DELIVERER"}
    return {**wanted, "from_on": TODAY.isoformat(), "household_code": "", "password": "", **said}


def test_somebody_with_an_account_joins_and_is_appointed(client: Client, found: Kept) -> None:
    newcomer = person(name="韦新手", phone="13977112233")
    home = household(national_code=CODE)

    for _ in range(2):
        text = _send(client, found, "join_team", **_join(household_code=CODE))
        assert "加进队伍了。" in text

    row = TeamMember.objects.get(person_key=newcomer.actor.key)
    assert (row.team_role, row.household, row.from_on) == ("DELIVERER", home, TODAY)
    assert Appointment.objects.get(user=newcomer).role == Role.STATION_STAFF


def test_whoever_has_no_account_gets_one_with_a_password_of_the_own(
    client: Client, found: Kept
) -> None:
    with unchanged():
        assert "还没有账号" in _send(client, found, "join_team", **_join())
    _send(client, found, "join_team", **_join(password="sesame-77"))

    client.logout()
    client.post(reverse("web:login"), {"username": "13977112233", "password": "sesame-77"})
    assert "瑶埠村服务站" in answer_text(client.get(reverse("web:today")))


def test_a_number_of_another_name_lets_nobody_join(client: Client, found: Kept) -> None:
    person(name="别的人", phone="13977112233")

    with unchanged():
        text = _send(client, found, "join_team", **_join())

    assert "不是这个姓名" in text
    assert "别的人" not in text


def test_a_household_that_is_not_on_record_is_refused_with_everything_kept(
    client: Client, found: Kept
) -> None:
    person(name="韦新手", phone="13977112233")
    with unchanged():
        text = _send(client, found, "join_team", **_join(household_code="999"))

    assert "登记里没有这一户" in text
    assert 'value="韦新手"' in text


def test_only_the_office_makes_an_operator(client: Client, found: Kept) -> None:
    newcomer = person(name="韦新手", phone="13977112233")
    with unchanged():
        assert "选一种分工" in _send(client, found, "join_team", **_join(team_role="OPERATOR"))

    client.force_login(office())
    _send(client, found, "join_team", **_join(team_role="OPERATOR"))

    assert Appointment.objects.get(user=newcomer).role == Role.STATION_OPERATOR


def test_a_member_leaves_role_by_role_and_shares_first(client: Client, found: Kept) -> None:
    rows = TeamMember.objects.filter(person_key=found.helper.actor.key).order_by("pk")
    both = [str(row.uid) for row in rows]
    said = {"to_on": TODAY.isoformat()}

    with unchanged():
        text = _send(client, found, "leave_team", found.helper.uid, roles=both, **said)
    assert "还分着提成" in text
    _send(client, found, "leave_team", found.helper.uid, roles=both[:1], **said)

    assert [row.to_on for row in rows.all()] == [TODAY, None]
    assert Appointment.objects.get(user=found.helper).to_on is None


def test_an_operator_names_the_own_household(client: Client, found: Kept) -> None:
    home = household(national_code=CODE)

    for code, expected in ((CODE, home), ("", None)):
        _send(client, found, "own_household", found.operator.uid, household_code=code)
        row = TeamMember.objects.get(person_key=found.operator.actor.key)
        assert (row.team_role, row.household) == (TeamRole.OPERATOR, expected)


def _shares(found: Kept, **said: object) -> dict[str, object]:
    # The helper has been in the team for longer, so hers is the first box.
    wanted = {"part_0": "45.5", "part_1": "54.5%", "source": "9 月站务会议"}
    return {**wanted, "from_on": (TODAY + timedelta(days=1)).isoformat(), **said}


def test_shares_in_percent_begin_tomorrow(client: Client, found: Kept) -> None:
    for _ in range(2):
        assert "提成分配记下了" in _send(client, found, "station_shares", **_shares(found))

    tomorrow = TODAY + timedelta(days=1)
    parts = {each.person_key: each.per_mille for each in shares_on(found.station.key, on=tomorrow)}
    assert parts == {found.helper.actor.key: 455, found.operator.actor.key: 545}
    assert SharePlan.objects.count() == 2


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"part_0": "45"}, "加起来是 99.5%"),
        ({"part_0": "45.55"}, "最多一位小数"),
        ({"part_0": "半"}, "最多一位小数"),
        ({"source": ""}, "写一下谁定的"),
        ({"from_on": TODAY.isoformat()}, "最早从 2016 年 9 月 13 日 起算"),
    ],
)
def test_shares_that_cannot_be_are_refused(
    client: Client, found: Kept, said: dict[str, object], words: str
) -> None:
    with unchanged():
        assert words in _send(client, found, "station_shares", **_shares(found, **said))


def test_shares_end_and_the_commission_is_the_stations_own(client: Client, found: Kept) -> None:
    tomorrow = TODAY + timedelta(days=1)
    client.force_login(found.operator)
    page = answer_text(client.get(reverse("web:end_station_shares", args=[found.station.uid])))
    # The first day that is taken, so that a form sent as it was shown is not refused.
    assert f'value="{tomorrow.isoformat()}"' in page

    _send(client, found, "end_station_shares", on=tomorrow.isoformat())

    assert shares_on(found.station.key, on=TODAY) != ()
    assert shares_on(found.station.key, on=tomorrow) == ()


def test_a_task_is_set_once_and_done_by_whom_it_is_for(client: Client, found: Kept) -> None:
    said = {
        "words": "把秤校准",
        "due_on": TODAY.isoformat(),
        "for_key": found.helper.actor.key,
        "request_key": str(uuid4()),
    }
    for _ in range(2):
        _send(client, found, "new_station_task", **said)
    task = Task.objects.get(words="把秤校准")

    client.force_login(found.helper)
    assert "把秤校准" in answer_text(client.get(reverse("web:today")))
    for _ in range(2):
        _send(client, found, "end_station_task", task.uid, act="done")

    task.refresh_from_db()
    assert (task.state, task.ended_by_key) == (TaskState.DONE, found.helper.actor.key)
    assert "把秤校准" not in answer_text(client.get(reverse("web:today")))


def test_a_helper_drops_no_task_and_ends_none_of_others(client: Client, found: Kept) -> None:
    client.force_login(found.helper)
    others = Task.objects.get()
    Task.objects.update(for_key=found.operator.actor.key)
    address = reverse("web:end_station_task", args=[found.station.uid, others.uid])

    with unchanged():
        assert client.post(address, {"act": "done"}).status_code == 404
        Task.objects.update(for_key=found.operator.actor.key)
        assert client.post(address, {"act": "drop"}).status_code == 404


def test_a_pause_closes_the_station_until_it_opens_again(client: Client, found: Kept) -> None:
    since = TODAY - timedelta(days=1)
    days = {"from_on": since.isoformat(), "to_on": (TODAY + timedelta(days=5)).isoformat()}
    _send(client, found, "pause_station", pause_reason="REPAIR", **days)
    assert state_on(found.station, on=TODAY) is OpenState.PAUSED
    with unchanged():
        overlapping = {"pause_reason": "OTHER", "from_on": TODAY.isoformat()}
        assert "不能重叠" in _send(client, found, "pause_station", **overlapping)

    _send(client, found, "reopen_station", on=TODAY.isoformat())

    assert state_on(found.station, on=TODAY) is OpenState.OPEN


def test_a_planned_pause_is_called_off(client: Client, found: Kept) -> None:
    planned = Pause.objects.latest("from_on")

    for _ in range(2):
        _send(client, found, "call_off_pause", from_on=planned.from_on.isoformat())

    assert list(Pause.objects.values_list("pause_reason", flat=True)) == [PauseReason.HARVEST]
    assert Pause.objects.get().from_on < TODAY


def test_equipment_comes_once_and_goes(client: Client, found: Kept) -> None:
    said = {"equipment_kind": "SCREEN", "count": "1", "words": "42 英寸", "from_on": "2016-05-01"}
    said["request_key"] = str(uuid4())
    for _ in range(2):
        _send(client, found, "new_equipment", **said)
    row = Equipment.objects.get(words="42 英寸")

    _send(client, found, "equipment_gone", row.uid, on=TODAY.isoformat())

    row.refresh_from_db()
    assert row.to_on == TODAY


def test_a_device_is_revoked_after_the_page_said_what_happens(client: Client, found: Kept) -> None:
    address = reverse("web:revoke_device", args=[found.station.uid, found.device.uid])
    assert "下次联网时清空自己" in answer_text(client.get(address))

    for _ in range(2):
        client.post(address)

    device = Device.objects.get()
    assert device.revoked_by_key == found.operator.actor.key
    page = answer_text(client.get(reverse("web:station", args=[found.station.uid])))
    assert "等它清空" in page


def test_the_office_opens_a_station_says_what_it_offers_and_closes_it(
    client: Client, found: Kept
) -> None:
    client.force_login(office())
    said = {"platform": "POST", "village_code": found.station.village.code, "name": "瑶埠邮乐购"}
    said["from_on"] = (TODAY + timedelta(days=7)).isoformat()
    for _ in range(2):
        client.post(reverse("web:open_station"), said)
    row = Station.objects.get(name="瑶埠邮乐购")
    assert state_on(row, on=TODAY) is OpenState.PLANNED

    mine = Kept(row, found.operator, found.helper, found.task, found.equipment, found.device)
    offers = {"services": ["PARCELS", "BILLS"], "from_on": said["from_on"]}
    _send(client, mine, "station_services", **offers)
    offers = {"services": ["BILLS"], "from_on": (TODAY + timedelta(days=9)).isoformat()}
    _send(client, mine, "station_services", **offers)
    ends = dict(Offering.objects.filter(station=row).values_list("service", "to_on"))
    assert ends == {"PARCELS": TODAY + timedelta(days=9), "BILLS": None}

    _send(client, mine, "close_station", on=(TODAY + timedelta(days=30)).isoformat())
    row.refresh_from_db()
    assert row.to_on == date(2016, 10, 12)


def test_an_office_of_another_county_keeps_nothing_here(client: Client, found: Kept) -> None:
    client.force_login(office(area_code="450181113"))

    for name, args in station_things(found).items():
        answer = client.post(reverse(f"web:{name}", args=args))
        assert answer.status_code in {404, 405}, name


@pytest.mark.parametrize("who", [town_office])
def test_a_town_reads_and_changes_nothing(client: Client, found: Kept, who: object) -> None:
    client.force_login(who())  # type: ignore[operator]

    for name, args in station_things(found).items():
        expected = {200} if name == "station" else {404}
        assert client.get(reverse(f"web:{name}", args=args)).status_code in expected, name


def test_a_helper_opens_no_form_of_the_station(client: Client, found: Kept) -> None:
    client.force_login(found.helper)

    for name, args in station_things(found).items():
        expected = {200} if name == "station" else {404, 405}
        assert client.get(reverse(f"web:{name}", args=args)).status_code in expected, name


def test_no_stranger_finds_a_station(client: Client, found: Kept) -> None:
    nobody: User = person()
    client.force_login(nobody)

    for name, args in [("stations", ()), *station_things(found).items()]:
        assert client.get(reverse(f"web:{name}", args=args)).status_code == 404, name
