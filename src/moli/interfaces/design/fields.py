"""How a Django form field is shown: label above, help, box with its unit, error below.

Up to five choices become buttons to pick from instead of a list to open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.forms import BaseForm, BoundField, CheckboxInput
from django.forms.widgets import ChoiceWidget, RadioSelect
from django.utils.safestring import SafeString
from django.utils.translation import gettext

MOST_PICKS = 5


@dataclass(frozen=True)
class Pick:
    """One choice to pick."""

    anchor: str
    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class FieldView:
    """A field ready to be written."""

    anchor: str
    name: str
    label: str
    help_text: str
    errors: tuple[str, ...]
    unit: str
    is_required: bool
    is_asked_by_browser: bool
    is_check: bool
    is_disabled: bool
    box: SafeString
    picks: tuple[Pick, ...]
    pick_type: str

    @property
    def describes(self) -> str:
        """The anchors of what explains the field: help, then error."""
        return _describing(self.anchor, has_help=bool(self.help_text), has_error=bool(self.errors))

    @property
    def target(self) -> str:
        """Where a link in the error summary leads: something that takes the focus."""
        return self.picks[0].anchor if self.picks else self.anchor


@dataclass(frozen=True)
class ErrorLine:
    """One line of the error summary; without a target it concerns the whole form."""

    target: str
    text: str


def view_of(bound: BoundField, *, unit: str = "") -> FieldView:
    """What the template of a field needs; it shows the value that was sent, right or wrong."""
    picks = tuple(_picks_of(bound))
    widget = bound.field.widget
    return FieldView(
        anchor=bound.auto_id or bound.html_name,
        name=bound.html_name,
        label=str(bound.label),
        help_text=str(bound.help_text),
        errors=tuple(str(error) for error in bound.errors),
        unit=unit,
        is_required=bound.field.required,
        is_asked_by_browser=bound.field.required and bound.form.use_required_attribute,
        is_check=isinstance(widget, CheckboxInput),
        is_disabled=bound.field.disabled,
        box=SafeString("") if picks else _box(bound),
        picks=picks,
        pick_type="checkbox" if getattr(widget, "allow_multiple_selected", False) else "radio",
    )


def error_lines(form: BaseForm) -> list[ErrorLine]:
    """Every error of a form, those of the whole form first, then by field in their order."""
    lines = [ErrorLine("", str(error)) for error in form.non_field_errors()]
    for bound in form:
        target = "" if bound.is_hidden else view_of(bound).target
        lines += [ErrorLine(target, _named(str(bound.label), str(e))) for e in bound.errors]
    return lines


def _named(label: str, error: str) -> str:
    """An error with the name of its field in front, unless it begins with it."""
    if error.startswith(label):
        return error
    return gettext("%(label)s：%(error)s") % {"label": label, "error": error}


def _describing(anchor: str, *, has_help: bool, has_error: bool) -> str:
    parts = [f"{anchor}-help"] * has_help + [f"{anchor}-error"] * has_error
    return " ".join(parts)


def _box(bound: BoundField) -> SafeString:
    """The input itself, told which words explain it and whether it was refused."""
    attrs: dict[str, str | bool] = {}
    widget = bound.field.widget
    if not isinstance(widget, CheckboxInput):
        attrs["class"] = f"in {widget.attrs.get('class', '')}".strip()
    anchor = bound.auto_id or bound.html_name
    described = _describing(anchor, has_help=bool(bound.help_text), has_error=bool(bound.errors))
    if described:
        attrs["aria-describedby"] = described
    return bound.as_widget(attrs=attrs)


def _flat(choices: Iterable[tuple[object, object]]) -> Iterator[tuple[str, str]]:
    """Choices with their groups opened."""
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from _flat(label)
        else:
            yield ("" if value is None else str(value), str(label))


def _picks_of(bound: BoundField) -> Iterator[Pick]:
    """The choices to pick from; none when the field has no choices or more than five."""
    widget = bound.field.widget
    if not isinstance(widget, ChoiceWidget) or bound.is_hidden:
        return
    choices = list(_flat(widget.choices))
    is_given = isinstance(widget, RadioSelect) or widget.allow_multiple_selected
    if not is_given and bound.field.required:
        # The blank line of a closed list says "choose"; buttons say that by themselves.
        choices = [choice for choice in choices if choice[0]]
    if len(choices) > MOST_PICKS and not is_given:
        return
    chosen = {str(value) for value in widget.format_value(bound.value())}
    for place, (value, label) in enumerate(choices):
        words = gettext("不选") if not value and set(label) <= {"-"} else label
        yield Pick(f"{bound.auto_id}_{place}", value, words, value in chosen)
