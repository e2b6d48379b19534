"""The forms that enter a new version of one of the Party's rules, a form for each kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from moli.interfaces.web.party.rules_words import OFTEN, share_text
from moli.interfaces.web.registry.fields import count_field, day_field, kind_field, text_field
from moli.interfaces.web.registry.forms import Data, Layout, RegistryForm
from moli.interfaces.words.labels import label
from moli.kernel.certainty import Certainty
from moli.party.rules.organisation import ActivityKind, RuleKind
from moli.party.rules.soundness import YEARS_MAX
from moli.party.rules.standards import KnownRule, Sizes, Terms

SOURCE_MAX = 200
_MEMBERS_MAX, _PEOPLE_MAX = 500, 30
_SHARES = ((1, 2), (2, 3), (3, 4), (4, 5))
_COMMON = (("from_on",), ("source",), ("certainty",))


class VersionForm(RegistryForm):
    """What every version has: a first day, a source, and how sure that is."""

    def __init__(self, data: Data | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.add_numbers()
        self.fields["from_on"] = day_field(name="from_on", label=gettext("从哪天起"))
        self.fields["source"] = text_field(
            label=gettext("出处"),
            longest=SOURCE_MAX,
            required=gettext("请写明出处"),
            help_text=gettext("文件名、文号或网址，谁都看得到"),
        )
        self.fields["certainty"] = kind_field(
            Certainty, label=gettext("出处有多可靠"), is_required=True
        )

    def add_numbers(self) -> None:
        """The boxes of this kind."""
        raise NotImplementedError

    def content(self) -> dict[str, Any]:
        """What the numbers of a valid form say, as the row keeps it."""
        raise NotImplementedError

    @classmethod
    def shown(cls, content: Mapping[str, Any]) -> dict[str, Any]:
        """What the boxes show of a version."""
        return dict(content)

    def rule(self, kind: RuleKind) -> KnownRule:
        """The version that a valid form enters."""
        said = self.cleaned_data
        return KnownRule(
            kind=kind,
            from_on=said["from_on"],
            content=self.content(),
            source=said["source"],
            certainty=Certainty(said["certainty"]),
        )


class SizesForm(VersionForm):
    """How many full members, units and committee members."""

    layout: ClassVar[Layout] = (
        (
            gettext_lazy("支部"),
            (("full_members_min", "members_usual_max"), ("joint_units_max",)),
        ),
        (
            gettext_lazy("支委会"),
            (("committee_from", "committee_min"), ("committee_usual_max", "committee_max")),
        ),
        (gettext_lazy("哪天起，出自哪里"), _COMMON),
    )
    units: ClassVar[Mapping[str, str | Promise]] = {
        "joint_units_max": gettext_lazy("个"),
        **dict.fromkeys(
            (name for name in Sizes.__dataclass_fields__ if name != "joint_units_max"),
            gettext_lazy("人"),
        ),
    }

    def add_numbers(self) -> None:
        """Seven counts."""
        asked = gettext("写一下人数")
        boxes = {
            "full_members_min": (gettext("正式党员至少"), _PEOPLE_MAX),
            "members_usual_max": (gettext("党员一般不超过"), _MEMBERS_MAX),
            "joint_units_max": (gettext("联合支部最多几个单位"), _PEOPLE_MAX),
            "committee_from": (gettext("正式党员满多少选支委会"), _PEOPLE_MAX),
            "committee_min": (gettext("支委会至少"), _PEOPLE_MAX),
            "committee_usual_max": (gettext("支委会一般不超过"), _PEOPLE_MAX),
            "committee_max": (gettext("支委会最多"), _PEOPLE_MAX),
        }
        for name, (words, most) in boxes.items():
            self.fields[name] = count_field(label=words, least=1, most=most, required=asked)

    def content(self) -> dict[str, Any]:
        """The seven counts."""
        return {name: self.cleaned_data[name] for name in Sizes.__dataclass_fields__}


class TermsForm(VersionForm):
    """For how many years is elected."""

    layout: ClassVar[Layout] = (
        ("", (("village_years", "other_years"),)),
        (gettext_lazy("哪天起，出自哪里"), _COMMON),
    )
    units: ClassVar[Mapping[str, str | Promise]] = dict.fromkeys(
        Terms.__dataclass_fields__, gettext_lazy("年")
    )

    def add_numbers(self) -> None:
        """Two counts of years."""
        asked = gettext("写一下几年")
        words = {
            "village_years": gettext("村和社区的支部，一届"),
            "other_years": gettext("其他支部，一届"),
        }
        for name, said in words.items():
            self.fields[name] = count_field(label=said, least=1, most=YEARS_MAX, required=asked)

    def content(self) -> dict[str, Any]:
        """The two counts."""
        return {name: self.cleaned_data[name] for name in Terms.__dataclass_fields__}


class FrequenciesForm(VersionForm):
    """How often each activity is held; what is not asked for is left out."""

    layout: ClassVar[Layout] = (
        ("", tuple((str(kind),) for kind in ActivityKind)),
        (gettext_lazy("哪天起，出自哪里"), _COMMON),
    )

    def add_numbers(self) -> None:
        """A choice for each kind."""
        wrong = gettext("选一个")
        for kind in ActivityKind:
            self.fields[str(kind)] = forms.ChoiceField(
                choices=[("", gettext("不要求")), *((str(n), said) for n, said in OFTEN.items())],
                label=label(kind),
                required=False,
                error_messages={"invalid_choice": wrong},
            )

    def content(self) -> dict[str, Any]:
        """Months by kind."""
        said = {str(kind): self.cleaned_data[str(kind)] for kind in ActivityKind}
        return {kind: int(months) for kind, months in said.items() if months}


class QuorumForm(VersionForm):
    """Of those with a vote, which share has to come."""

    layout: ClassVar[Layout] = (
        ("", (("meeting_above",), ("election_from",))),
        (gettext_lazy("哪天起，出自哪里"), _COMMON),
    )

    def add_numbers(self) -> None:
        """Two shares."""
        wrong = gettext("选一个")
        words = {
            "meeting_above": gettext("开会，到会的要超过"),
            "election_from": gettext("选举，到会的不少于"),
        }
        for name, said in words.items():
            self.fields[name] = forms.ChoiceField(
                choices=[(share_text(share), share_text(share)) for share in _SHARES],
                label=said,
                widget=forms.RadioSelect(),
                error_messages={"required": wrong, "invalid_choice": wrong},
            )

    @classmethod
    def shown(cls, content: Mapping[str, Any]) -> dict[str, Any]:
        """Shares as they are written."""
        return {name: share_text((part, whole)) for name, (part, whole) in content.items()}

    def content(self) -> dict[str, Any]:
        """Shares as pairs."""
        said = self.cleaned_data
        names = ("meeting_above", "election_from")
        return {name: [int(number) for number in said[name].split("/")] for name in names}


FORMS: Mapping[RuleKind, type[VersionForm]] = {
    RuleKind.SIZES: SizesForm,
    RuleKind.TERMS: TermsForm,
    RuleKind.FREQUENCIES: FrequenciesForm,
    RuleKind.QUORUM: QuorumForm,
}
