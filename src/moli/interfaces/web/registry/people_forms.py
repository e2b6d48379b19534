"""Forms about one person: who joins a household, what is known of a member, who leaves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moli.households.rules.people import (
    Education,
    Health,
    IdKind,
    JoinReason,
    Labour,
    LeaveReason,
    Relation,
    Schooling,
    Sex,
    WorkPlace,
)
from moli.households.rules.registration import IdNumberWrong, PersonFacts
from moli.interfaces.web.registry.fields import (
    answer_field,
    answer_of,
    count_field,
    day_field,
    kind_field,
    text_field,
    yuan_field,
    yuan_text,
)
from moli.interfaces.web.registry.forms import Data, HoldingForm, Layout, VersionedForm
from moli.interfaces.words.labels import field_label
from moli.interfaces.words.labels import label as word_of
from moli.kernel.identifiers import (
    birth_date_of,
    id_number_fault,
    is_male,
    masked_id_number,
)

_KINDS: Mapping[str, Any] = {
    "education": Education,
    "schooling": Schooling,
    "health": Health,
    "labour": Labour,
    "work_place": WorkPlace,
}
_ANSWERS = ("has_medical_insurance", "has_illness_insurance", "has_pension_insurance")
_CHECKS = ("is_minimum_living", "is_special_support")
OTHER_THAN_HEAD: Sequence[Relation] = [each for each in Relation if each is not Relation.HEAD]
PERSON_LAYOUT: Layout = (
    (
        _("这个人"),
        (
            ("id_kind",),
            ("id_number", "name"),
            ("relation", "ethnicity"),
            ("sex", "born_on"),
        ),
    ),
    (
        _("上学和身体"),
        (("education", "schooling"), ("absence_reason",), ("health", "labour")),
    ),
    (_("务工"), (("work_place", "work_months"), ("monthly_wage_fen",))),
    (
        _("保障"),
        (
            ("has_medical_insurance", "has_illness_insurance"),
            ("has_pension_insurance",),
            ("is_minimum_living", "is_special_support"),
        ),
    ),
)


class PersonBoxes(HoldingForm):
    """The boxes of one person. With an identity number, birthday and sex may stay empty."""

    layout: ClassVar[Layout] = PERSON_LAYOUT
    units: ClassVar[Mapping[str, str | Promise]] = {
        "work_months": _("个月"),
        "monthly_wage_fen": _("元/月"),
    }
    numbers: ClassVar[Sequence[str]] = ("id_number",)
    known_number = ""

    def add_person(self, *, relations: Sequence[Relation]) -> None:
        """Add the boxes; the only relation that is possible is not asked."""
        self.fields |= {
            "id_kind": kind_field(IdKind, label=field_label("id_kind"), is_required=True),
            "id_number": text_field(
                label=field_label("id_number"),
                longest=30,
                help_text=self._number_help(),
                is_sealed=True,
                autocapitalize="characters",
            ),
            "name": text_field(
                label=field_label("name"), longest=40, required=gettext("写一下姓名")
            ),
            "ethnicity": text_field(label=field_label("ethnicity"), longest=20),
            "sex": kind_field(Sex, label=field_label("sex")),
            "born_on": day_field(name="born_on", label=field_label("born_on")),
            "absence_reason": text_field(label=field_label("absence_reason"), longest=60),
            "work_months": count_field(label=field_label("work_months"), most=12),
            "monthly_wage_fen": yuan_field(label=field_label("monthly_wage_fen")),
        }
        self.fields["born_on"].required = False
        self.initial.setdefault("id_kind", IdKind.RESIDENT)
        if len(relations) > 1:
            self.fields["relation"] = kind_field(
                relations, label=field_label("relation"), is_required=True
            )
        for name, kinds in _KINDS.items():
            self.fields[name] = kind_field(kinds, label=field_label(name))
        for name in _ANSWERS:
            self.fields[name] = answer_field(
                label=field_label(name), yes=gettext("参加"), no=gettext("没参加")
            )
        for name in _CHECKS:
            self.fields[name] = forms.BooleanField(label=field_label(name), required=False)
        self.add_held()

    def _number_help(self) -> str:
        if self.known_number:
            return gettext("现在是 %(masked)s，不改就空着") % {
                "masked": masked_id_number(self.known_number)
            }
        return gettext("写了号码，生日和性别可以不填")

    def clean(self) -> dict[str, Any]:
        """Take birthday and sex from the number where they were left empty."""
        said = super().clean()
        number = said.get("id_number") or self.known_number
        said["id_number"] = number
        # Whether the number is of this day or later, the service judges: it knows the day.
        fault = id_number_fault(number, on=date.max) if number else None
        if fault is not None:
            self.refuse(IdNumberWrong(field="id_number", id_fault=fault))
            return said
        if number and "born_on" in said:
            said["born_on"] = said["born_on"] or birth_date_of(number)
        if number and "sex" in said:
            said["sex"] = said["sex"] or (Sex.MALE if is_male(number) else Sex.FEMALE)
        for name, words in (
            ("born_on", gettext("没有号码的，选一下出生日期")),
            ("sex", gettext("没有号码的，选一下性别")),
        ):
            if name in said and not said[name]:
                self.add_error(name, words)
        return said

    def person(self, *, relation: Relation | None = None, national_code: str = "") -> PersonFacts:
        """The person of a valid form; a relation that was not asked comes from the caller."""
        said = self.cleaned_data
        kinds: dict[str, Any] = {
            name: kind(said[name]) if said[name] else None for name, kind in _KINDS.items()
        }
        return PersonFacts(
            name=said["name"].strip(),
            sex=Sex(said["sex"]),
            born_on=said["born_on"],
            relation=relation or Relation(said["relation"]),
            ethnicity=said["ethnicity"],
            id_kind=IdKind(said["id_kind"]),
            id_number=said["id_number"],
            absence_reason=said["absence_reason"],
            work_months=said["work_months"],
            monthly_wage_fen=said["monthly_wage_fen"],
            national_code=national_code,
            **{name: said[name] for name in (*_ANSWERS, *_CHECKS)},
            **kinds,
        )


class JoinForm(PersonBoxes, VersionedForm):
    """Somebody comes into a household."""

    layout: ClassVar[Layout] = (
        PERSON_LAYOUT[0],
        (_("怎么来的"), (("join_reason",), ("joined_on",))),
    )
    folded: ClassVar[Layout] = PERSON_LAYOUT[1:]

    def __init__(self, data: Data | None = None, *, today: date, **kwargs: Any) -> None:
        initial = {"joined_on": today, "join_reason": JoinReason.FIRST}
        super().__init__(data, initial=initial, **kwargs)
        self.fields["join_reason"] = kind_field(
            JoinReason, label=field_label("join_reason"), is_required=True
        )
        self.fields["joined_on"] = day_field(name="joined_on", label=field_label("joined_on"))
        self.add_person(relations=OTHER_THAN_HEAD)


class MemberForm(PersonBoxes, VersionedForm):
    """What is known of a member. The number on record is kept unless another one is typed.

    A head stays head here, and nobody becomes one: passing the headship changes two people.
    """

    def __init__(self, data: Data | None = None, *, member: Any, version: int) -> None:
        self.known_number = member.id_number
        super().__init__(data, version=version, initial=_said_of(member))
        is_head = member.relation == Relation.HEAD
        self.add_person(relations=[Relation.HEAD] if is_head else OTHER_THAN_HEAD)


class HeadshipForm(VersionedForm):
    """Who becomes the head, and what the head so far is to them."""

    layout: ClassVar[Layout] = (("", (("member",), ("old_head_relation",))),)

    def __init__(
        self,
        data: Data | None = None,
        *,
        people: Sequence[tuple[str, str, Relation]],
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        wrong = gettext("选一个人")
        self.fields["member"] = forms.ChoiceField(
            choices=[(key, f"{name} · {word_of(relation)}") for key, name, relation in people],
            label=gettext("谁来当户主"),
            widget=forms.RadioSelect(),
            error_messages={"required": wrong, "invalid_choice": wrong},
        )
        self.fields["old_head_relation"] = kind_field(
            OTHER_THAN_HEAD, label=gettext("原来的户主是新户主的什么人"), is_required=True
        )


class LeaveForm(VersionedForm):
    """Somebody leaves a household."""

    layout: ClassVar[Layout] = (("", (("leave_reason",), ("left_on",))),)
    boxes: ClassVar[Mapping[str, str]] = {"reason": "leave_reason"}

    def __init__(self, data: Data | None = None, *, today: date, **kwargs: Any) -> None:
        super().__init__(data, initial={"left_on": today}, **kwargs)
        self.fields["leave_reason"] = kind_field(
            LeaveReason, label=field_label("leave_reason"), is_required=True
        )
        self.fields["left_on"] = day_field(name="left_on", label=field_label("left_on"))


def _said_of(member: Any) -> dict[str, Any]:
    """A member as the boxes show it. The number stays out: its box is empty."""
    plain = ("name", "ethnicity", "sex", "born_on", "relation", "id_kind", "absence_reason")
    return {
        **{name: getattr(member, name) for name in (*plain, *_KINDS, *_CHECKS, "work_months")},
        **{name: answer_of(getattr(member, name)) for name in _ANSWERS},
        "monthly_wage_fen": yuan_text(member.monthly_wage_fen),
    }
