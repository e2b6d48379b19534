"""A member's data is invisible to a stranger, an enterprise, an office and another branch.

The walk takes every address from the URLconf and asks it about every thing there is. Members, and
the accounts of those who have one, bear a sign that nothing else has; nobody who may not see them
finds it, nor a member's key, in any answer: no page, no file, no trail. Nobody of them changes
anything either. Those who may see find the names by the same walk, so that it can fail.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from uuid import UUID

import pytest
from django.apps import apps
from django.db.models import UUIDField
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import IntConverter, SlugConverter, StringConverter, UUIDConverter

from moli.accounts.models import User
from moli.accounts.queries import standing_of
from moli.accounts.rules import Role
from moli.accounts.services.appointing import appoint_over_area
from moli.audit.models import Event
from moli.interfaces.access import RIGHTS
from moli.party.models import Branch, Member
from tests.factories import (
    JIAOYI,
    NOW,
    TESTER,
    TODAY,
    YAOBU,
    Story,
    auditor,
    buyer,
    first_secretary,
    household,
    key,
    leader,
    office,
    organiser,
    person,
    station_operator,
    stranger,
    town_office,
    village_committee,
)
from tests.factories.orders import placed, stocked
from tests.scanning import answer_text
from tests.unchanged import unchanged
from tests.web.bulk.loads import desk
from tests.web.bulk.things import bulk_things
from tests.web.parcels.things import desk_things
from tests.web.party.circle import SIGN, Circle, circle
from tests.web.payouts.things import money_things
from tests.web.registry.records import full_household
from tests.web.registry.things import notice_of, procedure_of, withdrawn_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.one_database]

# Values for what an address takes besides keys of rows.
_WORDS: Mapping[type, tuple[object, ...]] = {
    IntConverter: (1, 2016),
    SlugConverter: ("jasmine-250", "quorum"),
    StringConverter: ("blanks.ethnicity",),
}
# Nobody of these comes to see a member by walking about.
_LEAVING = ("web:logout",)
_OF_PARTY = ("branches/", "activities/", "posts/")


@dataclass(frozen=True)
class World:
    """A county in which everything has happened, with branches and members in it."""

    circle: Circle
    # Of the Party room, and one of each kind of the others.
    party_keys: tuple[UUID, ...]
    other_keys: tuple[UUID, ...]
    # What an address of other rooms is about, by the page's name.
    things: Mapping[str, Sequence[object]]


@pytest.fixture
def own(personas: Story) -> Circle:
    """A circle of members under the county's branch, whose secretary has acted by himself."""
    found = circle(Branch.objects.get())
    told = {"kind": "PARTY_DAY", "title": "主题党日", "day": "2016-09-20", "clock": "15:00"}
    told |= {"place": "村部", "request_key": str(key())}
    url = reverse("web:plan_activity", args=[found.low.branch.uid])
    assert desk(found.secretary).post(url, told).status_code == 302
    assert Event.objects.filter(actor_key=found.secretary.actor.key).exists()
    return found


@pytest.fixture
def world(own: Circle) -> World:
    """With everything that other pages are about."""
    stocked(5, code="jasmine-250")
    placed("jasmine-250")
    things = {**bulk_things(), **desk_things(), **money_things()}
    full_household()
    procedure_of(household())
    notice_of(household())
    withdrawn_in(YAOBU)
    return World(own, tuple(_keys(is_of_party=True)), tuple(_keys(is_of_party=False)), things)


def _keys(*, is_of_party: bool) -> Iterator[UUID]:
    """The keys of all things of the Party room, or one of each kind of the others."""
    for model in apps.get_models():
        fields = {field.name: field for field in model._meta.fields}
        if model.__module__.startswith("moli.") and isinstance(fields.get("uid"), UUIDField):
            uids = model._default_manager.order_by("pk").values_list("uid", flat=True)
            if model.__module__.startswith("moli.party.") == is_of_party:
                yield from uids if is_of_party else uids[:1]


def _patterns(
    found: Sequence[object], spaces: tuple[str, ...] = ()
) -> Iterator[tuple[str, URLPattern]]:
    for each in found:
        if isinstance(each, URLResolver):
            inner = (*spaces, each.namespace) if each.namespace else spaces
            yield from _patterns(each.url_patterns, inner)
        elif isinstance(each, URLPattern):
            yield ":".join((*spaces, str(each.name))), each


def _addresses(
    party_keys: Sequence[UUID],
    other_keys: Sequence[UUID] = (),
    things: Mapping[str, Sequence[object]] | None = None,
) -> Iterator[tuple[str, str]]:
    """Every address: of the Party with all its keys, another with its own thing or every key."""
    for name, pattern in _patterns(get_resolver().url_patterns):
        if own := (things or {}).get(name.removeprefix("web:")):
            yield name, reverse(name, args=own)
            continue
        route = str(pattern.pattern)
        keys = party_keys if route.startswith(_OF_PARTY) else (*party_keys[:2], *other_keys)
        converters = pattern.pattern.converters
        choices = [
            keys if isinstance(converter, UUIDConverter) else _WORDS[type(converter)]
            for converter in converters.values()
        ]
        several = [each for each in choices if each is keys]
        if len(several) > 1 and keys is not party_keys:
            # Of two keys of other rooms any two that do not belong together say the same: nothing.
            rows: Iterable[Sequence[object]] = (
                [each if one is keys else one[0] for one in choices] for each in keys
            )
        else:
            rows = product(*choices)
        for values in rows:
            yield name, reverse(name, kwargs=dict(zip(converters, values, strict=True)))


def _opens(name: str, user: User | None) -> bool:
    """Whether the door lets the person ask; tests/architecture proves that it lets nobody else."""
    right = RIGHTS[name]
    if user is None or right.is_public or right.roles is None:
        return user is not None or right.is_public
    return right.opens_for(standing_of(user, on=TODAY))


def _practitioner() -> User:
    user = person(name="网店主")
    appoint_over_area(
        user=user,
        role=Role.PRACTITIONER,
        area_code=YAOBU,
        from_on=NOW.date(),
        by=TESTER,
        at=NOW,
    )
    return user


OUTSIDERS: Mapping[str, Callable[[], User | None]] = {
    "visitor": lambda: None,
    "stranger": stranger,
    "enterprise": buyer,
    "village": first_secretary,
    "committee": village_committee,
    "station": station_operator,
    "practitioner": _practitioner,
    "town": lambda: town_office(area_code=JIAOYI),
    "office": office,
    "leader": leader,
    "auditor": auditor,
}


def _outsiders() -> Iterator[tuple[str, User | None]]:
    yield from ((who, made()) for who, made in OUTSIDERS.items())


def _client(user: User | None) -> Client:
    return desk(user) if user is not None else Client()


def _walk(user: User | None, world: World) -> Iterator[tuple[str, str]]:
    """Every address that the door opens for the person, and the whole of its answer."""
    client = _client(user)
    for name, url in _addresses(world.party_keys, world.other_keys, world.things):
        if name in _LEAVING or not _opens(name, user):
            continue
        answer = client.get(url)
        assert answer.status_code < 500, url
        yield url, answer_text(answer)


def _secrets(members: Sequence[Member]) -> set[str]:
    return {SIGN, *(each.key for each in members)}


@pytest.mark.parametrize("who", OUTSIDERS)
def test_whoever_is_outside_finds_no_member_in_any_answer(world: World, who: str) -> None:
    secrets = _secrets(world.circle.members)
    asked = 0
    for url, text in _walk(OUTSIDERS[who](), world):
        # The key that was asked for stands in the address of the log-in.
        told = text.replace(url, "")
        assert not [each for each in secrets if each in told], url
        asked += 1
    assert asked > 50


def test_the_trail_names_no_member_whatever_is_asked_of_it(own: Circle) -> None:
    secrets = _secrets(own.members)
    for user in (office(), auditor()):
        client = desk(user)
        for subject in ("party_member", "activity", "branch", "demo_post", "user"):
            for page in ("1", "2", "3", "4"):
                answer = client.get(reverse("web:trail"), {"subject": subject, "page": page})
                text = answer_text(answer)
                assert not [each for each in secrets if each in text], (subject, page)
        text = answer_text(client.get(reverse("web:trail"), {"act": "party.wish"}))
        assert "党员本人" in text
        assert "支部书记" in answer_text(client.get(reverse("web:trail"), {"subject": "activity"}))


def test_inside_everybody_finds_those_of_the_own_branch_and_below(world: World) -> None:
    world = replace(world, other_keys=())  # asked by those outside already
    low, other = world.circle.low.members, world.circle.other.members
    guest, himself = other[0], low[1]
    for user, seen in (
        (organiser(branch=world.circle.other.branch), set(other)),
        (world.circle.plain, {himself}),
        (world.circle.secretary, {*low, guest}),
        (organiser(branch=world.circle.top), {*low, guest}),
    ):
        hidden = set(world.circle.members) - seen
        secrets = {secret for each in hidden for secret in (each.name, each.key)}
        found = set()
        for url, text in _walk(user, world):
            told = text.replace(url, "")
            assert not [each for each in secrets if each in told], (user.name, url)
            found |= {each for each in seen if each.name in told}
        assert found == seen, user.name


def test_nobody_outside_changes_anything_by_a_form(own: Circle) -> None:
    said = _said(own)
    keys = tuple(each.uid for each in (own.low.branch, own.low.members[2], own.assembly, own.post))
    people = [*_outsiders(), ("another branch", organiser(branch=own.other.branch))]
    clients = [(who, user, _client(user)) for who, user in people]
    with unchanged():
        for who, user, client in clients:
            expected = {302, 405} if user is None else {404, 405}
            for name, url in _addresses(keys):
                if not _is_of_members(name, url) or (who == "office" and name in _OF_THE_OFFICE):
                    continue
                for act in said:
                    status = client.post(url, act).status_code
                    assert status in expected, (who, url, status)


# What a branch is and leads, without its members, is the county office's to say as well.
_OF_THE_OFFICE = {
    *("web:found_branch", "web:seat_branch", "web:subordinate", "web:lead"),
}


def _is_of_members(name: str, url: str) -> bool:
    if name in {"web:found_branch", "web:set_party_rule", "web:party_rules"}:
        return False
    return url.startswith(("/branches/", "/activities/", "/posts/", "/me/wish/"))


def _said(own: Circle) -> list[dict[str, str]]:
    """Everything that the forms of these pages ask for, in one."""
    key = "00000000-0000-4000-8000-000000000002"
    base = {"request_key": key, "on": "2016-09-12", "is_sure": "on", "wish": "show", "act": "end"}
    base |= {"name": "某某", "joined_on": "2010-07-01", "from_on": "2016-09-12"}
    base |= {"belonging": "HOME", "branch": str(own.other.branch.uid), "form": "GROUP"}
    base |= {"parent": str(own.other.branch.uid), "assembly": str(own.assembly.uid)}
    base |= {"member": own.low.members[2].key, "led": "AREA:450181"}
    base |= {f"person-{own.low.members[2].uid}": "SECRETARY"}
    return [base, {**base, "act": "give", "belonging": "ECOMMERCE", "branch": "out"}]
