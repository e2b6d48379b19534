"""Forms within a pairing: a promise, a measure, a result, a review, the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext, pgettext

from moli.interfaces.web.lots.fields import unit_of, unit_words
from moli.interfaces.web.registry.fields import count_field, day_field, kind_field, text_field
from moli.interfaces.web.registry.forms import Data, KeyedForm, Layout, RegistryForm
from moli.interfaces.words.amounts import number
from moli.interfaces.words.labels import label
from moli.interfaces.words.refusals import sentence
from moli.kernel.refusal import Refusal
from moli.kernel.spoken.plain import plain_amount
from moli.market.rules.amounts import read_weight
from moli.pairing.rules.kinds import (
    EndKind,
    MeasureKind,
    PairSide,
    PromiseKind,
    Rating,
    ResultKind,
)
from moli.pairing.rules.steps import ENDS_BY_HAND
from moli.pairing.services.promising import Intended, Promised
from moli.pairing.services.reporting import Reported

Choice = tuple[str, str]
WORDS_MAX = 200
LONG_WORDS_MAX = 500
PEOPLE_MAX = 9_999
YES, NO = "yes", "no"


def pick_field(
    choices: Sequence[Choice], *, label: str, required: str = "", help_text: str = ""
) -> forms.ChoiceField:
    """Choices to tap; one that has to be made is asked for by a sentence."""
    return forms.ChoiceField(
        choices=choices,
        label=label,
        help_text=help_text,
        required=bool(required),
        widget=forms.RadioSelect(),
        error_messages={"required": required, "invalid_choice": required or gettext("选一个")},
    )


def giver_field(members: Sequence[Choice], *, help_text: str) -> forms.ChoiceField:
    """Which family member said it, by uid."""
    return pick_field(
        members,
        label=gettext("家里谁说的"),
        required=gettext("选一下家里谁说的"),
        help_text=help_text,
    )


class PromiseForm(KeyedForm):
    """What is promised, how much, of which product, by which day.

    A bare number counts jin (kilograms on an English page) where goods are promised, else people
    or visits; `unit` travels with the form.
    """

    layout: ClassVar[Layout] = (
        ("", (("promise_kind",), ("amount", "product"), ("from_on", "by_on"), ("words",))),
    )
    boxes: ClassVar[Mapping[str, str]] = {"grams": "amount", "product_code": "product"}

    unit = forms.CharField(widget=forms.HiddenInput(), required=False, label="")

    def __init__(self, data: Data | None = None, *, products: Sequence[Choice], on: date) -> None:
        self.jin_or_kg = unit_of(str(data.get("unit", "")) if data is not None else "")
        super().__init__(data, initial={"from_on": on, "unit": self.jin_or_kg})
        self.fields["promise_kind"] = kind_field(
            PromiseKind, label=gettext("答应什么"), is_required=True
        )
        self.fields["amount"] = text_field(
            label=pgettext("promise", "多少"),
            longest=20,
            required=gettext("写一下多少"),
            help_text=gettext("卖货写多少%(unit)s，用工和教会人写几个人，上门写几次")
            % {"unit": unit_words(self.jin_or_kg)},
        )
        self.fields["product"] = forms.ChoiceField(
            choices=[("", gettext("什么货都算")), *products],
            label=gettext("哪样货"),
            help_text=gettext("只有卖货要选"),
            required=False,
            error_messages={"invalid_choice": gettext("选一样货")},
        )
        self.fields["from_on"] = day_field(name="from_on", label=gettext("从哪天起算"))
        self.fields["by_on"] = day_field(name="by_on", label=gettext("到哪天"))
        self.fields["words"] = text_field(label=gettext("补一句（可不写）"), longest=WORDS_MAX)

    def clean(self) -> dict[str, Any]:
        """Read the amount as its kind counts it, and drop a product that nothing is sold of."""
        said = super().clean() or self.cleaned_data
        kind, text = said.get("promise_kind"), said.get("amount")
        if not kind or not text:
            return said
        if kind == PromiseKind.SALES:
            self._read_weight(said, text)
        else:
            said["product"] = ""
            self._read_count(said, text)
        return said

    def promised(self) -> Promised:
        """What a valid form promises."""
        said = self.cleaned_data
        return Promised(
            promise_kind=PromiseKind(said["promise_kind"]),
            amount=said["amount"],
            product_id=int(said["product"]) if said["product"] else None,
            from_on=said["from_on"],
            by_on=said["by_on"],
            words=said["words"],
        )

    def _read_weight(self, said: dict[str, Any], text: str) -> None:
        try:
            said["amount"] = read_weight(text, unit=self.jin_or_kg, field="amount")
        except Refusal as refusal:
            self.add_error("amount", sentence(refusal))

    def _read_count(self, said: dict[str, Any], text: str) -> None:
        amount = plain_amount(text)
        if amount is None or amount != int(amount) or not 1 <= amount <= PEOPLE_MAX:
            wrong = gettext("写 1 到 %(most)s 之间的整数") % {"most": number(PEOPLE_MAX)}
            self.add_error("amount", wrong)
            return
        said["amount"] = int(amount)


class MeasureForm(KeyedForm):
    """One thing to do, and by when."""

    layout: ClassVar[Layout] = (("", (("measure_kind",), ("words",), ("due_on",))),)

    def __init__(self, data: Data | None = None) -> None:
        super().__init__(data)
        self.fields["measure_kind"] = kind_field(
            MeasureKind, label=gettext("哪一类"), is_required=True
        )
        self.fields["words"] = text_field(
            label=gettext("做什么"),
            longest=WORDS_MAX,
            required=gettext("写一下要做什么"),
            help_text=gettext("比如：九月教两户给百香果套袋"),
            lines=2,
        )
        self.fields["due_on"] = day_field(name="due_on", label=gettext("到哪天做完"))

    def intended(self) -> Intended:
        """What a valid form sets out to do."""
        said = self.cleaned_data
        return Intended(MeasureKind(said["measure_kind"]), said["words"], said["due_on"])


class CloseMeasureForm(RegistryForm):
    """Whether it was done, when, and what came of it."""

    layout: ClassVar[Layout] = (("", (("is_done",), ("on",), ("words",))),)
    boxes: ClassVar[Mapping[str, str]] = {"close_words": "words", "closed_on": "on"}

    def __init__(self, data: Data | None = None, *, on: date) -> None:
        super().__init__(data, initial={"on": on})
        self.fields["is_done"] = pick_field(
            [(YES, gettext("做完了")), (NO, gettext("不做了"))],
            label=gettext("结果"),
            required=gettext("选一下做完了还是不做了"),
        )
        self.fields["on"] = day_field(name="on", label=gettext("哪天"))
        self.fields["words"] = text_field(
            label=gettext("做成什么样，或为什么不做"),
            longest=WORDS_MAX,
            required=gettext("写一句做成什么样"),
            lines=2,
        )


class ResultForm(KeyedForm):
    """A job or a training, of how many people, on which day."""

    layout: ClassVar[Layout] = (("", (("result_kind",), ("people", "on"), ("words",))),)

    def __init__(self, data: Data | None = None, *, on: date) -> None:
        super().__init__(data, initial={"on": on})
        kinds = (ResultKind.JOB, ResultKind.TRAINING)
        self.fields["result_kind"] = pick_field(
            [(str(kind), label(kind)) for kind in kinds],
            label=gettext("哪一种"),
            required=gettext("选一下有活干还是学过课"),
        )
        self.fields["people"] = count_field(
            label=gettext("几个人"), least=1, most=PEOPLE_MAX, required=gettext("写一下几个人")
        )
        self.fields["on"] = day_field(name="on", label=gettext("哪天"))
        self.fields["words"] = text_field(
            label=gettext("什么活、什么课"),
            longest=WORDS_MAX,
            required=gettext("写一句是什么活、什么课"),
            help_text=gettext("写事情，不写证件号码和电话"),
            lines=2,
        )

    def reported(self, side: PairSide) -> Reported:
        """What a valid form reports for a side."""
        said = self.cleaned_data
        kind = ResultKind(said["result_kind"])
        return Reported(kind, said["on"], said["people"], said["words"], side)


class AnswerResultForm(RegistryForm):
    """Whether the other side's report is right."""

    layout: ClassVar[Layout] = (("", (("is_confirmed",), ("words",))),)

    def __init__(self, data: Data | None = None) -> None:
        super().__init__(data)
        self.fields["is_confirmed"] = pick_field(
            [(YES, gettext("是真的，算数")), (NO, gettext("不是这样"))],
            label=gettext("对不对"),
            required=gettext("选一下对不对"),
        )
        self.fields["words"] = text_field(
            label=gettext("说明"),
            help_text=gettext("不是这样的，写明实际怎样；对的可以不写"),
            longest=WORDS_MAX,
            lines=2,
        )


class EndForm(RegistryForm):
    """With what the pairing ends, since when, in whose words."""

    layout: ClassVar[Layout] = (("", (("end_kind",), ("on",), ("words",))),)
    boxes: ClassVar[Mapping[str, str]] = {"end_words": "words", "to_on": "on"}

    def __init__(self, data: Data | None = None, *, on: date) -> None:
        super().__init__(data, initial={"on": on})
        kinds = [kind for kind in EndKind if kind in ENDS_BY_HAND]
        self.fields["end_kind"] = pick_field(
            [(str(kind), label(kind)) for kind in kinds],
            label=gettext("怎么结束的"),
            required=gettext("选一下怎么结束的"),
        )
        self.fields["on"] = day_field(name="on", label=gettext("从哪天起不再结对"))
        self.fields["words"] = text_field(
            label=gettext("说几句"),
            longest=WORDS_MAX,
            required=gettext("写一句为什么结束"),
            lines=2,
        )


class ReviewForm(KeyedForm):
    """What one voice says of a period; of a household's own word also who of it said so.

    The first day of the period travels with the form.
    """

    layout: ClassVar[Layout] = (("", (("rating",), ("words",), ("given_by",))),)
    boxes: ClassVar[Mapping[str, str]] = {"given_by_key": "given_by"}

    period_on = forms.DateField(widget=forms.HiddenInput(), label="")

    def __init__(
        self,
        data: Data | None = None,
        *,
        period_on: date,
        members: Sequence[Choice] | None = None,
    ) -> None:
        super().__init__(data, initial={"period_on": period_on})
        self.fields["rating"] = pick_field(
            [(str(each), label(each)) for each in Rating],
            label=gettext("这段时间有用吗"),
            required=gettext("选一下有没有用"),
        )
        self.fields["words"] = text_field(
            label=gettext("怎么说的"),
            longest=LONG_WORDS_MAX,
            required=gettext("写一句怎么说的"),
            help_text=gettext("照原话写；不写证件号码和电话"),
            lines=3,
        )
        if members is not None:
            self.fields["given_by"] = giver_field(
                members, help_text=gettext("先把写下的念给他听，说没错再点")
            )


class AnswerForm(forms.Form):
    """A yes or no for one side; of a household also who of it said so."""

    def __init__(
        self,
        data: Data | None = None,
        *,
        side: PairSide,
        members: Sequence[Choice] | None = None,
    ) -> None:
        super().__init__(data, auto_id=f"{side.lower()}_%s")
        self.side = side
        self.fields["words"] = text_field(label=gettext("不结对的原因"), longest=WORDS_MAX, lines=2)
        if members is not None:
            self.fields["given_by"] = giver_field(
                members, help_text=gettext("念完了，家里谁答复的就点谁")
            )

    @property
    def given_by_key(self) -> str:
        """Who of a household said it; nobody of another side."""
        return str(self.cleaned_data.get("given_by", ""))

    def refuse(self, refusal: Refusal) -> None:
        """Put a refusal beside the box that it concerns."""
        self.add_error(refusal.field if refusal.field in self.fields else None, sentence(refusal))
