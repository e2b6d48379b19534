"""What is written down about members, elections and branches, by forms; and the own wish."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from moli.audit.models import Event
from moli.party.models import Belonging, Branch, Lead, Member, Position, Subordination, Term, Wish
from moli.party.rules.organisation import BelongingKind
from tests.factories import (
    TODAY,
    branch,
    county_branch,
    enterprise,
    office,
    organiser,
    person,
)
from tests.factories.party import ELECTED_ON, elected, held, member, roll
from tests.unchanged import unchanged
from tests.web.party.circle import circle
from tests.web.party.life import desk

pytestmark = pytest.mark.django_db
ON = TODAY.isoformat()
ENROL = {
    "name": "新党员",
    "joined_on": "2012-07-01",
    "full_on": "",
    "belonging": "HOME",
    "from_on": ON,
    "phone": "",
}


def test_a_member_is_registered_in_the_branch_once() -> None:
    own = branch()
    by = desk(organiser(branch=own))
    key = "00000000-0000-4000-8000-000000000003"

    for _ in range(2):
        answer = by.send("register_party_member", own.uid, **ENROL, request_key=key)
        assert answer.status_code == 302

    row = Member.objects.get()
    assert (row.name, row.kind, row.belongings.get().branch) == ("新党员", "PROBATIONARY", own)


def test_an_account_tells_no_branch_who_is_a_member_elsewhere() -> None:
    own, taken = branch(), person(phone="13900000001")
    member(of=branch(name="别的支部"), user=taken)
    by = desk(organiser(branch=own))

    with unchanged():
        told = [
            by.send("register_party_member", own.uid, **{**ENROL, "phone": phone}).content.decode()
            for phone in (taken.phone, "13900000002")
        ]
    for page in told:
        assert "没有这个账号，或账号已经登记过" in page
        assert "已经登记为党员" not in page


def test_a_wrong_day_is_named_and_nothing_is_lost() -> None:
    own = branch()
    by = desk(organiser(branch=own))
    with unchanged():
        said = {**ENROL, "full_on": "2011-07-01"}
        page = by.send("register_party_member", own.uid, **said).content.decode()
    assert "转正不能早于入党" in page
    assert 'value="新党员"' in page


def test_a_member_becomes_full_moves_and_leaves() -> None:
    own, target = roll(on_probation=1), branch(name="乙支部")
    row = own.members[3]
    by = desk(organiser(branch=own.branch))
    assert by.send("make_full_member", row.uid, on=ON).status_code == 302
    row.refresh_from_db()
    assert row.full_on == TODAY

    said = {"belonging": "ECOMMERCE", "branch": target.key, "on": ON}
    assert by.send("belong", row.uid, **said).status_code == 302
    assert row.belongings.get(kind=BelongingKind.ECOMMERCE).branch == target
    # Whom it is an e-commerce branch for moves nobody from home.
    guest = desk(organiser(branch=target))
    home = {"belonging": "HOME", "branch": target.key, "on": ON}
    with unchanged():
        assert guest.send("belong", row.uid, **home).status_code == 200
        for page in ("make_full_member", "leave_the_party", "end_member_position"):
            guest.read(page, row.uid, status=404)
    said = {"belonging": "ECOMMERCE", "branch": "out", "on": "2016-09-13"}
    assert guest.send("belong", row.uid, **said).status_code == 302

    with unchanged():
        assert by.send("leave_the_party", row.uid, on=ON).status_code == 200
    said = {"on": "2016-09-13", "is_sure": "on"}
    assert by.send("leave_the_party", row.uid, **said).status_code == 302
    assert not Belonging.objects.filter(member=row, to_on=None).exists()


def test_a_move_ends_the_belonging_before() -> None:
    own, target = roll(), branch(name="乙支部")
    by = desk(organiser(branch=own.branch))
    said = {"belonging": "HOME", "branch": target.key, "on": ON}
    assert by.send("belong", own.members[1].uid, **said).status_code == 302
    assert Belonging.objects.get(member=own.members[1], to_on=None).branch == target
    by.read("party_member", own.members[1].uid, status=404)


def test_an_assembly_elects_and_a_later_one_fills() -> None:
    own = roll(full=4)
    by = desk(organiser(branch=own.branch))
    assert "还没有能选举的党员大会" in by.read("elect", own.branch.uid)
    assembly = held(own, on=ELECTED_ON)
    page = by.read("elect", own.branch.uid)
    assert "有选举权的 4 人，到会 4 人，选举要到 4 人。" in page
    assert "应选 1 到 2 人：书记、副书记。" in page
    vote = f"person-{own.secretary.uid}"
    with unchanged():
        answer = by.send("elect", own.branch.uid, assembly=assembly.key)
    assert "应选 1 到 2 人" in answer.content.decode()
    answer = by.send("elect", own.branch.uid, assembly=assembly.key, **{vote: "SECRETARY"})
    assert answer.status_code == 302
    assert Term.objects.get().assembly == assembly

    said = {"position": f"{own.branch.key}:SECRETARY", "on": "2016-08-01"}
    assert by.send("end_member_position", own.secretary.uid, **said).status_code == 302
    later = held(own, on=date(2016, 8, 5))
    vote = f"person-{own.members[1].uid}"
    answer = by.send("by_elect", own.branch.uid, assembly=later.key, **{vote: "SECRETARY"})
    assert answer.status_code == 302
    assert Position.objects.get(to_on=None).member == own.members[1]


def test_a_group_is_given_a_leader_and_elects_nobody() -> None:
    own = roll()
    Branch.objects.update(form="GROUP")
    by = desk(organiser(branch=own.branch))
    assert "这种组织的选举这里不办" in by.read("elect", own.branch.uid)
    said = {"member": own.members[1].key, "on": ON}
    assert by.send("name_group_leader", own.branch.uid, **said).status_code == 302
    assert Position.objects.get().member == own.members[1]


def test_nobody_writes_down_the_own_membership() -> None:
    own = circle(county_branch())
    by = desk(own.secretary)
    himself = own.low.secretary
    assert "这是您自己的一行" in by.read("party_member", himself.uid)
    for page in ("belong", "leave_the_party", "end_member_position"):
        by.read(page, himself.uid, status=404)


def test_those_above_and_the_office_say_what_a_branch_is_and_leads() -> None:
    top = county_branch()
    above, county = desk(organiser(branch=top)), desk(office())
    said = {"name": "新支部", "kind": "STATIONS", "parent": top.key, "founded_on": ON}
    said |= {"form": "BRANCH", "host_units": "", "area": "", "name_en": ""}
    for _ in range(2):
        assert above.send("found_branch", **said).status_code == 302
    low = Branch.objects.get(name="新支部")
    with unchanged():
        answer = county.send("found_branch", **{**said, "form": "GROUP"})
        assert "已经有叫这个名字的支部" in answer.content.decode()

    firm = enterprise(place=5, name="新企业", short_name="新企业")
    led = {"act": "give", "led": f"ENTERPRISE:{firm.key}", "on": ON}
    assert county.send("lead", low.uid, **led).status_code == 302
    assert Lead.objects.get(branch=low).to_on is None
    ended = {"act": "end", "led": led["led"], "on": "2016-09-13"}
    assert above.send("lead", low.uid, **ended).status_code == 302
    assert Lead.objects.get(branch=low).to_on == date(2016, 9, 13)

    seat = {"form": "JOINT_BRANCH", "host_units": "甲\n乙", "area": "450181"}
    assert "没有生效" in above.send("seat_branch", low.uid, **seat).content.decode()
    other = branch(name="乙支部", parent=top)
    moved = {"parent": other.key, "on": "2016-09-13"}
    assert above.send("subordinate", low.uid, **moved).status_code == 302
    assert Subordination.objects.get(branch=low, to_on=None).parent == other
    # The office does not see the members, nor how many stand in the way.
    county.read("disband_branch", low.uid, status=404)


def test_nobody_gives_the_own_branch_more_to_lead() -> None:
    top = county_branch()
    low = branch(name="乙支部", parent=top)
    for user in (organiser(branch=low), organiser(branch=branch(name="丙支部"))):
        by = desk(user)
        for page in ("lead", "seat_branch", "subordinate", "disband_branch"):
            by.read(page, low.uid, status=404)
    desk(organiser(branch=top)).read("lead", top.uid, status=404)


def test_a_member_reads_his_row_and_is_shown_as_long_as_he_wishes(client: Client) -> None:
    own = roll()
    elected(own)
    user = person(name="账号")
    Member.objects.filter(pk=own.secretary.pk).update(user=user)
    by = desk(user)
    page = by.read("me")
    assert "我的党籍" in page
    assert "书记" in page
    url = reverse("web:branch", args=[own.branch.uid])
    assert by.send("own_wish", wish="show").status_code == 302
    assert own.secretary.name in client.get(url).content.decode()
    assert by.send("own_wish", wish="hide").status_code == 302
    assert own.secretary.name not in client.get(url).content.decode()
    assert Wish.objects.get().taken_back_at is not None
    names = set(Event.objects.filter(verb__contains="wish").values_list("actor_name", flat=True))
    assert names == {"党员本人"}
    assert by.send("own_wish", wish="both").status_code == 404


def test_whoever_is_no_member_has_no_row() -> None:
    by = desk(office())
    assert "我的党籍" not in by.read("me")
    with unchanged():
        assert by.send("own_wish", wish="show").status_code == 404
