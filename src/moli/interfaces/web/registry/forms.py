"""What the registry's forms share: their layout, their refusals, trying what they ask for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.forms import BoundField
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moli.households.queries.held import held, released
from moli.households.services.locking import RecordChangedMeanwhile
from moli.interfaces.web.lots.forms import known_key
from moli.interfaces.words.refusals import sentence
from moli.kernel.identifiers import normal_id_number
from moli.kernel.refusal import Refusal

Data = Mapping[str, Any]
# A title and its rows of boxes; boxes of one row stand beside each other on a desk.
Layout = Sequence[tuple[str | Promise, Sequence[Sequence[str]]]]


@dataclass(frozen=True)
class Box:
    """One box as it is drawn: the bound field and the unit behind it."""

    bound: BoundField
    unit: str


@dataclass(frozen=True)
class Section:
    """Boxes under a title. What is folded can be opened; what was refused stands open."""

    title: str
    rows: tuple[tuple[Box, ...], ...]
    is_folded: bool

    @property
    def is_open(self) -> bool:
        """Whether one of its boxes was refused."""
        return any(box.bound.errors for row in self.rows for box in row)


class RegistryForm(forms.Form):
    """A form of the registry.

    `layout` says where its boxes stand and `folded` which of them may stay closed, `units` what
    its numbers count, `boxes` which box a refusal means when it names a column under another name.
    """

    layout: ClassVar[Layout] = ()
    folded: ClassVar[Layout] = ()
    units: ClassVar[Mapping[str, str | Promise]] = {}
    boxes: ClassVar[Mapping[str, str]] = {}

    @property
    def sections(self) -> list[Section]:
        """The boxes as the page draws them; what a form left out or does not show is skipped."""
        parts = [(title, rows, False) for title, rows in self.layout]
        parts += [(title, rows, True) for title, rows in self.folded]
        drawn = [(title, [self._row(row) for row in rows], fold) for title, rows, fold in parts]
        return [
            Section(str(title), tuple(filter(None, rows)), fold)
            for title, rows, fold in drawn
            if any(rows)
        ]

    def _row(self, names: Sequence[str]) -> tuple[Box, ...]:
        boxes = (self[name] for name in names if name in self.fields)
        return tuple(
            Box(bound, str(self.units.get(bound.name, "")))
            for bound in boxes
            if not bound.is_hidden
        )

    def refuse(self, refusal: Refusal) -> None:
        """Put a refusal of the registry beside the box that it concerns."""
        box = self.boxes.get(refusal.field, refusal.field)
        self.add_error(box if box in self.fields else None, sentence(refusal))


class NumberInput(forms.TextInput):
    """A box for a number that is written down nowhere: what was typed is not shown again."""

    def format_value(self, value: Any) -> str | None:
        """Nothing, whatever was typed."""
        return None


class HoldingForm(RegistryForm):
    """A form that asks for numbers. When it is shown again, it carries them sealed.

    `numbers` names the boxes; beside each stands a hidden one with `held_` before its name.
    """

    numbers: ClassVar[Sequence[str]] = ()

    def add_held(self) -> None:
        """Add the hidden boxes, and hide what was typed into the others."""
        for name in self.numbers:
            self.fields[name].widget = NumberInput(attrs=self.fields[name].widget.attrs)
            self.fields[f"held_{name}"] = forms.CharField(
                widget=forms.HiddenInput(), required=False, label=""
            )

    def number(self, name: str) -> str:
        """The number that was typed now, or the one that the form carries."""
        typed = normal_id_number(self.cleaned_data.get(name) or "")
        return typed or released(self.cleaned_data.get(f"held_{name}") or "")

    def clean(self) -> dict[str, Any]:
        """Seal what was typed, so that the form can be shown again."""
        said = super().clean() or self.cleaned_data
        for name in self.numbers:
            if name not in said:
                continue
            carried = said.get(f"held_{name}")
            said[name] = self.number(name)
            self._hold(name, said[name])
            if carried and not said[name]:
                # Its key went meanwhile: storing would leave the number out, and nobody would know.
                self.add_error(name, gettext("号码没有带过来，请再写一遍"))
        return said

    def refuse(self, refusal: Refusal) -> None:
        """A number that was refused has to be typed anew."""
        super().refuse(refusal)
        box = self.boxes.get(refusal.field, refusal.field)
        if box in self.numbers:
            self._hold(box, "")

    def _hold(self, name: str, number: str) -> None:
        said = {each: self.data[each] for each in self.data}
        self.data = {**said, f"held_{name}": held(number)}
        if number:
            self.fields[name].help_text = gettext("收到了，最后三位是 %(tail)s，不改就空着") % {
                "tail": number[-3:]
            }


class VersionedForm(RegistryForm):
    """A form that changes a household as it was when the form was shown.

    After somebody else's change the form is refused once; shown again, with the sentence on
    top, it knows the newer version, so that whoever looked can send it. Any other refusal leaves
    the version alone: it says nothing of somebody else's change, which would be lost unseen.
    """

    base_version = forms.IntegerField(
        widget=forms.HiddenInput(),
        label="",
        error_messages={
            "required": _("这张表不完整，什么都没有存，请刷新再填"),
            "invalid": _("这张表不完整，什么都没有存，请刷新再填"),
        },
    )

    def __init__(self, data: Data | None = None, *, version: int, **kwargs: Any) -> None:
        initial = {"base_version": version, **kwargs.pop("initial", {})}
        super().__init__(data, initial=initial, **kwargs)
        self.version = version

    def refuse(self, refusal: Refusal) -> None:
        """Once it was said that somebody changed it, the form knows the household as it is now."""
        super().refuse(refusal)
        if not isinstance(refusal, RecordChangedMeanwhile):
            return
        self.data = {**{name: self.data[name] for name in self.data}, "base_version": self.version}


class KeyedForm(RegistryForm):
    """A form that makes something new: sent twice, it is made once."""

    request_key = forms.UUIDField(widget=forms.HiddenInput(), label="")

    def __init__(self, data: Data | None = None, **kwargs: Any) -> None:
        initial = {"request_key": uuid4(), **kwargs.pop("initial", {})}
        self._is_without_key = data is not None and not known_key(str(data.get("request_key", "")))
        if data is not None and self._is_without_key:
            data = {**{name: data[name] for name in data}, "request_key": str(uuid4())}
        super().__init__(data, initial=initial, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Refuse a form without a key, which may have been sent before; shown again it has one."""
        if self._is_without_key:
            self.add_error(None, str(_("这张表没有编号，什么都没有存，请再点一次")))
        return self.cleaned_data


def attempt(form: RegistryForm, act: Callable[[], object]) -> bool:
    """Do what a valid form asks; whether it was done. A refusal stands on the form then."""
    if not form.is_valid():
        return False
    try:
        act()
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    return True


def attempted(request: HttpRequest, act: Callable[[], object]) -> bool:
    """Do what a button asks; whether it was done. A refusal is told on the next page."""
    try:
        act()
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
        return False
    return True
