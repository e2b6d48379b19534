"""Forms of procedures: proposing one, each step with its verdict, putting up the notice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext

from moli.households.rules.causes import RISKS_MAX, Risk
from moli.households.rules.procedures import (
    TARGETS,
    ClueSource,
    ProcedureKind,
    StepKind,
    Verdict,
)
from moli.households.rules.proposing import Proposed
from moli.households.rules.standards import ExitItem
from moli.households.rules.statuses import State
from moli.households.rules.stepping import Act
from moli.households.rules.time_limits import comes_down_on
from moli.interfaces.web.registry.fields import count_field, kind_field, text_field
from moli.interfaces.web.registry.forms import Data, KeyedForm, Layout, RegistryForm
from moli.interfaces.words.labels import label

WORDS_MAX = 300
RISK_WORDS_MAX = 120
NOTICE_DAYS_MAX = 30
_KIND_OF_TARGET = {target: kind for kind, targets in TARGETS.items() for target in targets}


def change_words(kind: ProcedureKind, target: State) -> str:
    """A kind with what it leads to, unless the two say the same."""
    if len(TARGETS[kind]) == 1:
        return label(kind)
    return gettext("%(kind)s：%(target)s") % {"kind": label(kind), "target": label(target)}


def kind_of_target(target: State) -> ProcedureKind:
    """The only kind of procedure that leads to a state."""
    return _KIND_OF_TARGET[target]


class ProposalForm(KeyedForm):
    """Which change is proposed, and where the clue came from."""

    layout: ClassVar[Layout] = (
        ("", (("change",), ("clue_source",), ("words",), ("risks",), ("risk_words",))),
    )
    boxes: ClassVar[Mapping[str, str]] = {"target": "change", "kind": "change"}

    def __init__(self, data: Data | None = None, *, targets: Sequence[State]) -> None:
        super().__init__(data)
        self.fields["change"] = forms.ChoiceField(
            label=gettext("提哪一件"),
            choices=[(one.value, change_words(kind_of_target(one), one)) for one in targets],
            widget=forms.RadioSelect,
            initial=targets[0].value if len(targets) == 1 else None,
            error_messages={
                "required": gettext("选一件要办的事"),
                "invalid_choice": gettext("这一件现在不能提，请另选"),
            },
        )
        self.fields["clue_source"] = kind_field(
            ClueSource, label=gettext("线索从哪里来"), is_required=True
        )
        self.fields["words"] = text_field(
            label=gettext("为什么提（可不写）"),
            help_text=gettext("写事情，不写证件号码和电话"),
            longest=WORDS_MAX,
            lines=3,
        )
        if any(kind_of_target(one) is ProcedureKind.MONITOR for one in targets):
            self._add_risks()

    def _add_risks(self) -> None:
        self.fields["risks"] = forms.MultipleChoiceField(
            label=gettext("有什么风险（纳入监测才填）"),
            help_text=gettext("最多选 %(max)s 项") % {"max": RISKS_MAX},
            required=False,
            choices=[(risk.value, label(risk)) for risk in Risk],
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["risk_words"] = text_field(
            label=gettext("其他风险是什么"), longest=RISK_WORDS_MAX
        )

    def proposed(self) -> Proposed:
        """What a valid form proposes."""
        said = self.cleaned_data
        target = State(said["change"])
        return Proposed(
            kind=kind_of_target(target),
            target=target,
            clue_source=ClueSource(said["clue_source"]),
            words=said["words"],
            risks=tuple(Risk(risk) for risk in said.get("risks", ())),
            risk_words=said.get("risk_words", ""),
        )


class StepForm(KeyedForm):
    """A verdict and its words, for the step that the page showed."""

    step = forms.ChoiceField(
        choices=[(kind.value, kind.value) for kind in StepKind], widget=forms.HiddenInput
    )

    def __init__(self, data: Data | None = None, *, step: StepKind) -> None:
        super().__init__(data, initial={"step": step.value})
        self.add_findings()
        self.fields["verdict"] = kind_field(Verdict, label=gettext("意见"), is_required=True)
        self.fields["words"] = text_field(
            label=gettext("说明"),
            help_text=gettext("不通过要写原因；通过可以不写"),
            longest=WORDS_MAX,
            lines=3,
        )

    def add_findings(self) -> None:
        """Boxes above the verdict; a plain step has none."""

    def act(self) -> Act:
        """What a valid form does."""
        said = self.cleaned_data
        return Act(
            kind=StepKind(said["step"]),
            verdict=Verdict(said["verdict"]),
            words=said["words"],
            has_household_signed=said.get("has_household_signed", False),
            has_objection=said.get("has_objection", False),
            **self.results(),
        )

    def results(self) -> dict[str, Any]:
        """What was found at home; a plain step finds nothing."""
        return {}


class CheckForm(StepForm):
    """The first of the two at the home: what is there, and whether the household signed."""

    def __init__(
        self, data: Data | None = None, *, step: StepKind, items: Sequence[ExitItem]
    ) -> None:
        self.items = tuple(items)
        super().__init__(data, step=step)

    def add_findings(self) -> None:
        """The things that an exit asks for, and the household's signature."""
        if self.items:
            self.fields["results"] = forms.MultipleChoiceField(
                label=gettext("到家里看，有的勾上"),
                required=False,
                choices=[(item.value, label(item)) for item in self.items],
                widget=forms.CheckboxSelectMultiple,
            )
        self.fields["has_household_signed"] = forms.BooleanField(
            label=gettext("农户看过核实的结果，签了字"), required=False
        )

    def results(self) -> dict[str, Any]:
        """Each thing that was asked for, found or not."""
        found = self.cleaned_data.get("results", ())
        return {"results": {item.value: item.value in found for item in self.items}}


class ClosingForm(StepForm):
    """A notice comes down: whether somebody objected, and what came of it."""

    def add_findings(self) -> None:
        """Whether somebody objected."""
        self.fields["has_objection"] = forms.BooleanField(
            label=gettext("公示期间有人提了异议"), required=False
        )


class StoppingForm(ClosingForm):
    """A notice that still hangs can only be ended by a no."""

    def __init__(self, data: Data | None = None, *, step: StepKind) -> None:
        super().__init__(data, step=step)
        self.fields["verdict"] = forms.ChoiceField(
            choices=[(verdict.value, label(verdict)) for verdict in Verdict],
            initial=Verdict.REJECT.value,
            widget=forms.HiddenInput,
            label="",
        )
        self.fields["words"].help_text = gettext("写明为什么不再办")


class NoticeForm(RegistryForm):
    """For how many days the notice hangs, from today on."""

    boxes: ClassVar[Mapping[str, str]] = {"to_on": "days"}

    def __init__(self, data: Data | None = None, *, days_min: int) -> None:
        super().__init__(data, initial={"days": days_min})
        self.fields["days"] = count_field(
            label=gettext("公示几天（至少 %(days)s 天）") % {"days": days_min},
            least=1,
            most=NOTICE_DAYS_MAX,
            required=gettext("写一下公示几天"),
        )

    def to_on(self, today: date) -> date:
        """The day on which the notice of a valid form comes down."""
        return comes_down_on(today, days=self.cleaned_data["days"])
