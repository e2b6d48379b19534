"""Forms of demonstration posts: applying for one, and a step with its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils.translation import gettext

from moli.interfaces.web.registry.fields import text_field
from moli.interfaces.web.registry.forms import Data, KeyedForm, Layout, RegistryForm
from moli.interfaces.words.labels import label
from moli.party.rules.organisation import PostKind
from moli.party.services.posts import WantedPost

TITLE_MAX, WORDS_MAX = 60, 200
Choices = Sequence[tuple[str, str]]


class ApplyForm(KeyedForm):
    """For whom, what, under which name, and where."""

    layout: ClassVar[Layout] = (("", (("member",), ("kind",), ("title",), ("place",))),)
    boxes: ClassVar[Mapping[str, str]] = {"branch": "member"}

    def __init__(
        self, data: Data | None = None, *, members: Choices, stations: Choices, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.fields["member"] = _choice(
            members, label=gettext("哪位党员"), wrong=gettext("选一位党员")
        )
        wrong = gettext("选一个：示范岗还是示范店")
        self.fields["kind"] = forms.ChoiceField(
            choices=[(str(kind), label(kind)) for kind in PostKind],
            label=gettext("申报什么"),
            widget=forms.RadioSelect(),
            error_messages={"required": wrong, "invalid_choice": wrong},
        )
        self.fields["title"] = text_field(
            label=gettext("牌子上的名称"),
            longest=TITLE_MAX,
            required=gettext("写一下牌子上的名称"),
            help_text=gettext("本人愿意亮身份，网上才写名称、地点和姓名"),
        )
        self.fields["place"] = _choice(
            stations,
            label=gettext("店在哪个服务站"),
            wrong=gettext("选一个服务站"),
            is_required=False,
            blank=gettext("不在服务站"),
            help_text=gettext("示范岗不用选"),
        )

    def wanted(self, branch_uid: UUID) -> WantedPost:
        """What a valid form applies for; only a shop has a place."""
        said = self.cleaned_data
        kind = PostKind(said["kind"])
        return WantedPost(
            branch_uid=branch_uid,
            member_uid=UUID(said["member"]),
            kind=kind,
            title=said["title"],
            place_key=said["place"] if kind is PostKind.SHOP else "",
        )


class StepForm(RegistryForm):
    """What is said with a step; a reason where something is refused."""

    layout: ClassVar[Layout] = (("", (("words",),)),)

    def __init__(self, data: Data | None = None) -> None:
        super().__init__(data)
        self.fields["words"] = text_field(
            label=gettext("看到了什么，为什么"),
            longest=WORDS_MAX,
            help_text=gettext("不通过、摘牌一定要写原因"),
            lines=3,
        )


def _choice(
    choices: Choices,
    *,
    label: str,
    wrong: str,
    is_required: bool = True,
    blank: str = "",
    help_text: str = "",
) -> forms.ChoiceField:
    return forms.ChoiceField(
        choices=[("", blank or gettext("请选")), *choices],
        label=label,
        required=is_required,
        help_text=help_text,
        error_messages={"required": wrong, "invalid_choice": wrong},
    )
