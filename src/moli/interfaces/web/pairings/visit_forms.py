"""The form of a visit: short enough for a phone at a gate; the place may be left out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moli.interfaces.web.pairings.forms import LONG_WORDS_MAX
from moli.interfaces.web.registry.fields import day_field, kind_field, text_field
from moli.interfaces.web.registry.forms import Data, KeyedForm, Layout
from moli.pairing.rules.kinds import VisitReason, VisitResult
from moli.pairing.services.visiting import Seen

_MET_MAX = 60
_DEGREES_PLACES = 7


class VisitForm(KeyedForm):
    """Why somebody went there, whom he met, what came of it, and when to come again."""

    layout: ClassVar[Layout] = (
        ("", (("visit_reason",), ("visit_result",), ("words",), ("on", "next_on"), ("met",))),
    )
    folded: ClassVar[Layout] = ((_("在哪里（可不写）"), (("latitude", "longitude"),)),)
    boxes: ClassVar[Mapping[str, str]] = {
        "longitude_centi": "longitude",
        "latitude_centi": "latitude",
        "point": "longitude",
    }

    def __init__(self, data: Data | None = None, *, on: date) -> None:
        super().__init__(data, initial={"on": on})
        self.fields["visit_reason"] = kind_field(
            VisitReason, label=gettext("为什么去"), is_required=True
        )
        self.fields["visit_result"] = kind_field(
            VisitResult, label=gettext("结果"), is_required=True
        )
        self.fields["words"] = text_field(
            label=gettext("说了什么、做了什么"),
            longest=LONG_WORDS_MAX,
            required=gettext("写一句说了什么、做了什么"),
            help_text=gettext("写事情，不写证件号码和电话"),
            lines=3,
        )
        self.fields["on"] = day_field(name="on", label=gettext("哪天去的"))
        self.fields["next_on"] = day_field(name="next_on", label=gettext("下次哪天去（可不写）"))
        self.fields["next_on"].required = False
        self.fields["met"] = text_field(label=gettext("见了谁（可不写）"), longest=_MET_MAX)
        self.fields["latitude"] = _degrees_field(gettext("纬度"), example="22.68", most=90)
        self.fields["longitude"] = _degrees_field(gettext("经度"), example="109.27", most=180)
        self.fields["latitude"].help_text = gettext("只存约一公里的大致位置，不存路线")

    def clean(self) -> dict[str, Any]:
        """A point has both its numbers."""
        said = super().clean() or self.cleaned_data
        for name, other in (("latitude", "longitude"), ("longitude", "latitude")):
            if said.get(name) is None and said.get(other) is not None and name in said:
                self.add_error(name, gettext("经度、纬度要一起写，或者都不写"))
        return said

    def seen(self) -> Seen:
        """What a valid form tells of a visit."""
        said = self.cleaned_data
        return Seen(
            on=said["on"],
            visit_reason=VisitReason(said["visit_reason"]),
            visit_result=VisitResult(said["visit_result"]),
            words=said["words"],
            met=said["met"],
            next_on=said["next_on"],
            longitude=said["longitude"],
            latitude=said["latitude"],
        )


def _degrees_field(words: str, *, example: str, most: int) -> forms.Field:
    wrong = gettext("写 −%(most)s 到 %(most)s 之间的度数，比如 %(example)s") % {
        "most": most,
        "example": example,
    }

    def in_range(value: Decimal) -> None:
        if abs(value) > most:
            raise ValidationError(wrong)

    return forms.DecimalField(
        label=words,
        required=False,
        max_digits=_DEGREES_PLACES + 3,
        validators=[in_range],
        error_messages={"invalid": wrong, "max_digits": wrong},
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
