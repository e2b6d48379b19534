"""Forms of activities: planning one, and writing down how it was held."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, pgettext

from moli.interfaces.web.bulk.claim_forms import PhotosInput
from moli.interfaces.web.registry.fields import day_field, kind_field, text_field
from moli.interfaces.web.registry.forms import Data, KeyedForm, Layout, RegistryForm
from moli.interfaces.words.labels import label
from moli.party.queries.activities import CalledMember
from moli.party.rules.organisation import ActivityKind, AttendanceKind, Form
from moli.party.rules.pictures import PICTURES_MAX
from moli.party.services.activities import Planned

PLACE_MAX, TITLE_MAX, AGENDA_MAX, MINUTES_MAX = 60, 80, 2_000, 8_000
_CAME = "came-"


class PlanForm(KeyedForm):
    """Which activity, when and where, about what."""

    layout: ClassVar[Layout] = (
        ("", (("kind",), ("title",), ("day", "clock"), ("place",), ("agenda",))),
    )
    boxes: ClassVar[Mapping[str, str]] = {"on": "day"}

    def __init__(self, data: Data | None = None, *, form: Form, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["kind"] = kind_field(kinds_of(form), label=gettext("哪一种"), is_required=True)
        self.fields["title"] = text_field(
            label=pgettext("party", "主题"), longest=TITLE_MAX, required=gettext("写一下主题")
        )
        self.fields["day"] = day_field(
            name="day", label=gettext("哪天"), help_text=gettext("开过了的也可以补记")
        )
        wrong = gettext("写几点几分，比如 15:00")
        self.fields["clock"] = forms.TimeField(
            label=gettext("几点"),
            input_formats=["%H:%M", "%H:%M:%S"],
            widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
            error_messages={"required": wrong, "invalid": wrong},
        )
        self.fields["place"] = text_field(
            label=pgettext("party", "地点"), longest=PLACE_MAX, required=gettext("写一下地点")
        )
        self.fields["agenda"] = text_field(
            label=gettext("议程（可不写）"), longest=AGENDA_MAX, lines=5
        )

    def planned(self, branch_uid: UUID) -> Planned:
        """What a valid form plans."""
        said = self.cleaned_data
        begins_at = timezone.make_aware(datetime.combine(said["day"], said["clock"]))
        return Planned(
            branch_uid=branch_uid,
            kind=ActivityKind(said["kind"]),
            begins_at=begins_at,
            place=said["place"],
            title=said["title"],
            agenda=said["agenda"],
        )


USUAL_TIME = time(15)


def kinds_of(form: Form) -> Sequence[ActivityKind]:
    """What an organisation of a form can hold: groups their own meeting, the others theirs."""
    of_group = (ActivityKind.GROUP, ActivityKind.LECTURE, ActivityKind.PARTY_DAY)
    others = [kind for kind in ActivityKind if kind is not ActivityKind.GROUP]
    return of_group if form is Form.GROUP else others


@dataclass(frozen=True)
class Choice:
    """One of the three choices beside a name."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class CalledRow:
    """Somebody who was called, and what the form says of that person."""

    anchor: str
    name: str
    has_vote: bool
    choices: tuple[Choice, ...]


class HoldForm(RegistryForm):
    """Who came, what was said, and photos. Everybody came until somebody corrects it."""

    layout: ClassVar[Layout] = (("", (("minutes",), ("photos",))),)

    def __init__(self, data: Data | None = None, *, called: Sequence[CalledMember]) -> None:
        super().__init__(data)
        self._called = called
        self.fields["minutes"] = text_field(
            label=pgettext("party", "会议记录"),
            longest=MINUTES_MAX,
            required=gettext("写一下说了什么、定了什么"),
            help_text=gettext("说了什么、定了什么"),
            lines=8,
        )
        self.fields["photos"] = forms.Field(
            label=gettext("照片（可不选）"),
            help_text=gettext(
                "最多 %(most)s 张，手机拍的就行（JPEG、PNG、WebP）。存小图，不留拍摄地点。"
            )
            % {"most": PICTURES_MAX},
            required=False,
            widget=PhotosInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        )

    @property
    def rows(self) -> Iterator[CalledRow]:
        """Everybody called, with the three choices."""
        for each in self._called:
            name = f"{_CAME}{each.uid}"
            said = self.data.get(name, AttendanceKind.PRESENT)
            choices = tuple(Choice(str(kind), label(kind), kind == said) for kind in AttendanceKind)
            yield CalledRow(name, each.name, each.has_vote, choices)

    def attendance(self) -> dict[UUID, AttendanceKind]:
        """Who the form says came or not; what cannot be read counts as not said."""
        said = {}
        for name in self.data:
            uid, value = _uid(str(name)), str(self.data[name])
            if uid is not None and value in set(AttendanceKind):
                said[uid] = AttendanceKind(value)
        return said


def _uid(name: str) -> UUID | None:
    if not name.startswith(_CAME):
        return None
    try:
        return UUID(name.removeprefix(_CAME))
    except ValueError:
        return None
