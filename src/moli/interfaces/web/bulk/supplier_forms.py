"""Forms about the households of a part: naming them, giving up, moving to another village."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext

from moli.interfaces.web.bulk.fields import WeightForm
from moli.interfaces.web.lots.fields import unit_words
from moli.interfaces.web.registry.fields import no_number
from moli.interfaces.web.registry.forms import Data, Layout
from moli.interfaces.words.refusals import sentence
from moli.kernel.refusal import Refusal
from moli.market.rules.amounts import read_weight

LINES_MAX = 300
_SIGNS_MAX = 20_000
_BREAKS = str.maketrans({"，": " ", ",": " ", "、": " ", "：": " ", ":": " ", "\t": " ", "　": " "})


@dataclass(frozen=True)
class NamedLine:
    """One pasted line: its number in the box, the head's name, what the household can bring.

    `group` tells two heads of one name apart; mostly it is empty.
    """

    row: int
    name: str
    grams: int
    group: str = ""


@dataclass(frozen=True)
class WrongLine:
    """A line that cannot be stored, and what to do about it."""

    row: int
    words: str


class SupplierForm(WeightForm):
    """One household by its head's name, and what it can bring."""

    layout: ClassVar[Layout] = (("", (("name", "most"), ("which",))),)
    boxes: ClassVar[Mapping[str, str]] = {"household": "name", "most_grams": "most"}
    weights: Sequence[str] = ("most",)

    def __init__(self, data: Data | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["name"] = forms.CharField(
            label=gettext("户主姓名"),
            max_length=40,
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
            error_messages={"required": gettext("写一下户主姓名")},
        )
        self.add_weight("most", label=gettext("最多交得出"))

    def ask_which(self, choices: Sequence[tuple[str, str]]) -> None:
        """Several heads have this name: the form is shown again and asks which of them."""
        self.fields["which"] = forms.ChoiceField(
            choices=choices, label=gettext("是哪一户"), widget=forms.RadioSelect()
        )
        self.add_error("which", gettext("有几户户主叫这个名字，选一户"))


class PastedForm(WeightForm):
    """Many households at once: a line each, the head's name and a weight."""

    layout: ClassVar[Layout] = (("", (("lines",),)),)

    def __init__(self, data: Data | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["lines"] = forms.CharField(
            label=gettext("一行一户：户主姓名、交得出多少"),
            help_text=gettext("写数字就是%(unit)s。可以从表格里复制两列贴进来")
            % {"unit": unit_words(self.counted_in)},
            max_length=_SIGNS_MAX,
            widget=forms.Textarea(attrs={"rows": "10", "autocomplete": "off"}),
            validators=[no_number],
            error_messages={
                "required": gettext("把名单贴进来，一行一户"),
                "max_length": gettext("太长，分几次贴，一次最多 %(most)s 户") % {"most": LINES_MAX},
            },
        )

    def named(self) -> tuple[list[NamedLine], list[WrongLine]]:
        """The lines of a valid form: what was understood, and what was not."""
        good: list[NamedLine] = []
        wrong: list[WrongLine] = []
        for row, text in enumerate(self.cleaned_data["lines"].splitlines(), start=1):
            if not text.strip():
                continue
            read = self._read(row, text)
            (good if isinstance(read, NamedLine) else wrong).append(read)  # type: ignore[arg-type]
        if len(good) + len(wrong) > LINES_MAX:
            words = gettext("太多，分几次贴，一次最多 %(most)s 户") % {"most": LINES_MAX}
            return [], [WrongLine(LINES_MAX + 1, words)]
        return good, [*wrong, *_named_twice(good)]

    def _read(self, row: int, text: str) -> NamedLine | WrongLine:
        parts = _without_commas_in_numbers(text).translate(_BREAKS).split()
        if len(parts) < 2:
            return WrongLine(row, gettext("要有户主姓名和数量，中间空一格"))
        name, group, weight = parts[0], "".join(parts[1:-1]), parts[-1]
        try:
            grams = read_weight(weight, unit=self.counted_in, field="most")
            return NamedLine(row, name, grams, group)
        except Refusal as refusal:
            return WrongLine(row, sentence(refusal))


def _without_commas_in_numbers(text: str) -> str:
    """1,270 is a number; 韦永生,1270 are two words."""
    signs = list(text)
    for place in range(1, len(signs) - 3):
        is_between = signs[place] == "," and signs[place - 1].isdigit()
        if is_between and all(sign.isdigit() for sign in signs[place + 1 : place + 4]):
            signs[place] = ""
    return "".join(signs)


def _named_twice(lines: Sequence[NamedLine]) -> list[WrongLine]:
    first: dict[tuple[str, str], int] = {}
    found = []
    for line in lines:
        who = (line.name, line.group)
        if who in first:
            words = gettext("和第 %(row)s 行是同一户，留一行") % {"row": first[who]}
            found.append(WrongLine(line.row, words))
        first.setdefault(who, line.row)
    return found


class SeenForm(WeightForm):
    """A form that carries what its person saw, so that a second tap changes nothing."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput(), label="")

    def see(self, grams: int) -> None:
        """What stands there now; a form that was sent keeps what it was sent with."""
        self.initial["seen"] = grams


class GiveUpForm(SeenForm):
    """How much of its quota a household cannot bring."""

    layout: ClassVar[Layout] = (("", (("weight",),)),)
    boxes: ClassVar[Mapping[str, str]] = {"grams": "weight"}
    weights: Sequence[str] = ("weight",)

    def __init__(self, data: Data | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.add_weight("weight", label=gettext("交不出多少"))


class MoveForm(SeenForm):
    """How much of a part another village takes over."""

    layout: ClassVar[Layout] = (("", (("to_part",), ("weight",))),)
    boxes: ClassVar[Mapping[str, str]] = {"grams": "weight", "to_part_uid": "to_part"}
    weights: Sequence[str] = ("weight",)

    def __init__(
        self, data: Data | None = None, *, parts: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        wrong = gettext("选一个村")
        self.fields["to_part"] = forms.ChoiceField(
            choices=parts,
            label=gettext("给哪个村"),
            widget=forms.RadioSelect(),
            error_messages={"required": wrong, "invalid_choice": wrong},
        )
        self.add_weight("weight", label=gettext("转过去多少"))
