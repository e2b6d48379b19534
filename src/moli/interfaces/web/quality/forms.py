"""The form that waives a finding."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext

from moli.households.rules.care import REASON_MAX_SIGNS
from moli.interfaces.web.quality.rows import FindingRow
from moli.interfaces.web.registry.fields import no_number
from moli.interfaces.words.refusals import sentence
from moli.kernel.refusal import Refusal

# The household itself has no key; a form's empty value would mean that nothing was chosen.
_HOUSEHOLD = "household"


class WaiverForm(forms.Form):
    """Whom the finding is about, and why it is right as it stands."""

    who = forms.ChoiceField(widget=forms.RadioSelect)
    reason = forms.CharField(
        max_length=REASON_MAX_SIGNS,
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[no_number],
    )

    def __init__(self, data: object, *, open_rows: Sequence[FindingRow]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        choices = [
            (row.member_key or _HOUSEHOLD, row.who or gettext("这一户")) for row in open_rows
        ]
        who, reason = self.fields["who"], self.fields["reason"]
        who.label, reason.label = gettext("说的是谁"), gettext("为什么不用改")
        who.choices = list(dict(choices).items())  # type: ignore[attr-defined]
        if len(who.choices) == 1:  # type: ignore[attr-defined]
            self.initial["who"] = choices[0][0]
        who.error_messages |= {
            "required": gettext("选一个"),
            "invalid_choice": gettext("选一个"),
        }
        reason.help_text = gettext("写几个字，审计和县办公室看得到。不要写证件号码和电话。")
        reason.error_messages["required"] = gettext("请写明原因。")

    @property
    def member_key(self) -> str:
        """Whom it is about, as the service takes it."""
        chosen = str(self.cleaned_data["who"])
        return "" if chosen == _HOUSEHOLD else chosen

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal where it belongs."""
        self.add_error(refusal.field if refusal.field in self.fields else None, sentence(refusal))
