"""What a branch does, in all its stages: what each address of these pages can be about."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from PIL import Image

from moli.accounts.models import User
from moli.orders.services.photos import read_photo
from moli.party.models import Activity, Branch, Member
from moli.party.rules.organisation import ActivityKind, AttendanceKind
from moli.party.services.activities import Held, hold_activity
from tests.factories import NOW, TESTER, TODAY, branch, person
from tests.factories.organisations import county_branch
from tests.factories.party import Roll, applied, elected, granted, planned, present, roll

# The county seat: 22° 41′ N, 109° 16′ E, as a phone writes it beside a picture.
GPS, GPS_TAG = {1: "N", 2: (22.0, 41.0, 0.0), 3: "E", 4: (109.0, 16.0, 0.0)}, 0x8825
YESTERDAY = TODAY - timedelta(days=1)


@dataclass(frozen=True)
class Desk:
    """Somebody's browser."""

    client: Client

    def read(self, name: str, *args: object, status: int = 200, **query: str) -> str:
        """A page, as text."""
        answer = self.client.get(reverse(f"web:{name}", args=args), query)
        assert answer.status_code == status, name
        return answer.content.decode()

    def send(self, page: str, /, *args: object, **said: Any) -> HttpResponse:
        """A page's form, with a new key unless one is given."""
        data = {"request_key": str(uuid4()), **said}
        return self.client.post(reverse(f"web:{page}", args=args), data)


def desk(user: User) -> Desk:
    """A browser in which somebody is logged in."""
    client = Client()
    client.force_login(user)
    return Desk(client)


def account_of(member: Member) -> User:
    """An account for a member."""
    user = person(name=member.name)
    Member.objects.filter(pk=member.pk).update(user=user)
    return user


def secretary_of(own: Roll) -> User:
    """The account of a branch's secretary, who is elected when nobody is."""
    if not own.branch.terms.exists():
        elected(own)
    return account_of(own.secretary)


def attendance(members: Sequence[Member], **others: AttendanceKind) -> dict[str, str]:
    """The list of names as the form sends it; `of_1=ABSENT` by the place of a member."""
    told = {f"came-{each.uid}": "PRESENT" for each in members}
    for place, kind in others.items():
        told[f"came-{members[int(place.removeprefix('of_'))].uid}"] = str(kind)
    return told


def picture(size: tuple[int, int] = (800, 600), *, colour: str = "orange") -> bytes:
    """A photo as a phone sends it, with its place beside it."""
    content = io.BytesIO()
    row = Image.new("RGB", size, colour)
    exif = row.getexif()
    exif[GPS_TAG] = GPS
    row.save(content, "JPEG", exif=exif)
    return content.getvalue()


def uploads(*contents: bytes) -> list[SimpleUploadedFile]:
    """Files as a form sends them."""
    return [SimpleUploadedFile("IMG_1.jpg", each, content_type="image/jpeg") for each in contents]


def held_with_photo(own: Roll, *, minutes: str = "会议记录") -> Activity:
    """An assembly of yesterday at which everybody was, with one photo."""
    activity = planned(own.branch, on=YESTERDAY)
    told = Held(present(own.members), minutes, [read_photo(picture())])
    return hold_activity(activity_uid=activity.uid, held=told, by=TESTER, at=NOW)


def county_roll() -> Roll:
    """The county's branch with five full members and one on probation, and its secretary."""
    own = roll(full=5, on_probation=1, of=county_branch())
    elected(own)
    return own


def life_things(own: Roll) -> Mapping[str, Sequence[object]]:
    """For each page what it is about: the address's values by the page's name."""
    held = held_with_photo(own)
    waiting = planned(own.branch, kind=ActivityKind.PARTY_DAY, on=YESTERDAY)
    post = applied(own, for_member=own.members[1])
    granted(own, for_member=own.members[2])
    return {
        **dict.fromkeys(
            ("activities", "plan_activity", "branch_posts", "apply_for_post"), (own.branch.uid,)
        ),
        **dict.fromkeys(("activity", "activity_print"), (held.uid,)),
        **dict.fromkeys(("hold_activity", "call_off_activity"), (waiting.uid,)),
        "activity_photo": (held.uid, 1),
        "demo_post": (post.uid,),
    }


def elsewhere() -> Branch:
    """A branch beside."""
    return branch(name="旁边的支部")
