"""Nobody but the branch, those above it and, for his own posts, the member finds anything."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from moli.accounts.models import User
from moli.audit.models import Event
from moli.party.models import Member
from tests.architecture.test_access import pages
from tests.factories import (
    auditor,
    branch,
    buyer,
    first_secretary,
    leader,
    office,
    organiser,
    station_operator,
    stranger,
    town_office,
)
from tests.factories.party import Roll, elected, roll
from tests.scanning import answer_text
from tests.unchanged import unchanged
from tests.web.bulk.loads import desk as browser
from tests.web.party.life import account_of, attendance, desk, elsewhere, life_things

pytestmark = pytest.mark.django_db

METHODS = ("get", "head", "post", "put", "patch", "delete")
Things = Mapping[str, Sequence[object]]
PLAN = {"kind": "PARTY_DAY", "title": "帮瑶埠村卖货", "day": "2016-09-11", "clock": "09:00"}
PLAN |= {"place": "村部"}
ACTS = ("party.plan_activity", "party.hold_activity", "party.apply_for_post", "party.check_post")
# Where everybody, or the office, reads what names no member.
OPEN = {"posts", "party_rules", "set_party_rule"}


@pytest.fixture
def top() -> Roll:
    """The branch above."""
    own = roll(of=branch(name="县支部"))
    elected(own)
    return own


@pytest.fixture
def own(top: Roll) -> Roll:
    """A branch under it with a secretary."""
    low = roll(full=5, on_probation=1, of=branch(name="石塘支部", parent=top.branch))
    elected(low)
    return low


@pytest.fixture
def things(own: Roll) -> Things:
    return life_things(own)


def _outsiders(own: Roll) -> Iterator[User]:
    yield stranger()
    yield buyer()
    yield first_secretary()
    yield station_operator()
    yield town_office()
    yield office()
    yield leader()
    yield auditor()
    beside = elsewhere()
    yield organiser(branch=beside, name="旁边的")
    other = roll(of=beside)
    elected(other)
    yield account_of(other.secretary)
    below = roll(of=branch(name="下面的支部", parent=own.branch))
    elected(below)
    yield account_of(below.secretary)


def _names() -> set[str]:
    begin = ("/activities/", "/posts/", "/branches/")
    area = [each.name.removeprefix("web:") for each in pages() if each.url.startswith(begin)]
    words = ("activity", "activities", "post", "rule")
    return {name for name in area if any(word in name for word in words)}


def test_every_address_is_written_down(things: Things) -> None:
    assert _names() == set(things) | OPEN


def test_outsiders_find_nothing_whatever_the_method(own: Roll, things: Things) -> None:
    for outsider in list(_outsiders(own)):
        client = browser(outsider)
        with unchanged():
            for name, ids in things.items():
                url = reverse(f"web:{name}", args=ids)
                for method in METHODS:
                    answer = getattr(client, method)(url, {"request_key": str(uuid4())})
                    assert answer.status_code in {404, 405}, (outsider.name, method, name)


def test_what_is_sent_stands_in_no_error_report(things: Things) -> None:
    client = browser(stranger())
    for name, values in things.items():
        answer = client.post(reverse(f"web:{name}", args=values), {"minutes": "说了什么"})
        assert answer.wsgi_request.sensitive_post_parameters == "__ALL__", name


def test_outsiders_read_no_name_and_no_minutes_on_open_pages(own: Roll, things: Things) -> None:
    names = [each.name for each in own.members]
    for outsider in list(_outsiders(own)):
        client = browser(outsider)
        for name in ("posts", "party_rules", "today"):
            text = answer_text(client.get(reverse(f"web:{name}")))
            assert not [each for each in (*names, "会议记录") if each in text], (
                outsider.name,
                name,
            )


def test_nobody_opens_anything_without_a_log_in(client: Client, things: Things) -> None:
    for name, ids in things.items():
        answer = client.get(reverse(f"web:{name}", args=ids))
        assert answer.status_code == 302, name
        assert "/login/" in answer["Location"]


@pytest.mark.parametrize("who", ["organiser", "above", "secretary", "secretary_above"])
def test_the_branch_and_those_above_it_open_all_of_it(
    who: str, own: Roll, top: Roll, things: Things
) -> None:
    people = {
        "organiser": lambda: organiser(branch=own.branch),
        "above": lambda: organiser(branch=top.branch),
        "secretary": lambda: account_of(own.secretary),
        "secretary_above": lambda: account_of(top.secretary),
    }
    client = browser(people[who]())

    for name, ids in things.items():
        answer = client.get(reverse(f"web:{name}", args=ids))
        assert answer.status_code == (405 if name == "call_off_activity" else 200), name


def test_a_member_opens_the_own_posts_and_nothing_else(own: Roll, things: Things) -> None:
    client = browser(account_of(own.members[1]))

    for name, ids in things.items():
        answer = client.get(reverse(f"web:{name}", args=ids))
        is_own = name in {"branch_posts", "apply_for_post", "demo_post"}
        assert answer.status_code in ({200} if is_own else {404, 405}), name
        assert not is_own or own.members[2].name not in answer.content.decode(), name


def test_who_was_secretary_and_left_the_branch_opens_nothing_more(
    own: Roll, things: Things
) -> None:
    user = account_of(own.secretary)
    client = browser(user)
    own.secretary.positions.update(to_on="2016-09-01")

    for name in ("activities", "activity", "activity_photo", "activity_print"):
        answer = client.get(reverse(f"web:{name}", args=things[name]))
        assert answer.status_code == 404, name


def test_no_cache_keeps_what_tells_of_members(own: Roll, things: Things) -> None:
    client = browser(organiser(branch=own.branch))

    for name, ids in things.items():
        answer = client.get(reverse(f"web:{name}", args=ids))
        assert answer.status_code == 405 or "no-store" in answer["Cache-Control"], name


def test_the_trail_names_no_member(own: Roll, things: Things) -> None:
    names = set(Member.objects.values_list("name", flat=True))

    for event in Event.objects.filter(verb__startswith="party."):
        assert not [name for name in names if name in str(event.facts)], event.verb


@pytest.mark.parametrize("role", [office, organiser])
def test_an_appointment_elsewhere_names_no_secretary(own: Roll, role: Callable[[], User]) -> None:
    user = role()
    Member.objects.filter(pk=own.secretary.pk).update(user=user)
    assert user.name

    desk(user).send("plan_activity", own.branch.uid, **PLAN)

    told = Event.objects.get(verb="party.plan_activity", actor_key=user.actor.key)
    assert told.actor_name == "支部书记"


def test_a_secretary_who_was_appointed_to_the_branch_acts_by_name(own: Roll, top: Roll) -> None:
    user = organiser(branch=top.branch)
    Member.objects.filter(pk=own.secretary.pk).update(user=user)

    desk(user).send("plan_activity", own.branch.uid, **PLAN)

    assert Event.objects.get(actor_key=user.actor.key).actor_name == user.name


def test_whoever_acts_by_position_or_for_himself_is_not_named(own: Roll) -> None:
    secretary, himself = desk(account_of(own.secretary)), desk(account_of(own.members[1]))
    secretary.send("plan_activity", own.branch.uid, **PLAN)
    activity = own.branch.activities.get(title=PLAN["title"])
    told = attendance(own.members)
    secretary.send("hold_activity", activity.uid, **told, minutes="说了什么")
    post = {"member": own.members[1].key, "kind": "POST", "title": "收货岗"}
    himself.send("apply_for_post", own.branch.uid, **post)
    secretary.send("demo_post", own.members[1].posts.get().uid, act="CHECKED", words="看过")

    told_by = dict(
        Event.objects.filter(verb__in=ACTS, actor_key__startswith="user:").values_list(
            "verb", "actor_name"
        )
    )
    assert told_by == dict(zip(ACTS, ["支部书记", "支部书记", "党员本人", "支部书记"], strict=True))
    assert (activity.by_name, activity.state) == ("支部书记", "PLANNED")
    words = answer_text(secretary.client.get(reverse("web:activity", args=[activity.uid])))
    assert "支部书记，2016 年 9 月 12 日安排" in words
