"""Forms of a proposal: another price, a no with its reason, the terms of a contract."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moli.interfaces.web.lots.fields import (
    price_field,
    price_text,
    price_unit_words,
    unit_of,
    unit_words,
    weight_field,
    weight_text,
)
from moli.interfaces.words.labels import label
from moli.interfaces.words.refusals import sentence
from moli.kernel.refusal import Refusal
from moli.market.rules.negotiation import AnswerKind, DeclineReason, Side
from moli.market.services.answering import Reply
from moli.market.services.contracting import SEASONS_MAX, ContractTerms

SEASONS_USUAL: Final = 2
WORDS_MAX: Final = 200


class KeyedForm(forms.Form):
    """A form that carries the key of its own sending, so that a second tap changes nothing."""

    request_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"request_key": uuid4(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)

    def refuse(self, refusal: Refusal) -> None:
        """Show what a service said no to, at the field that it names if the form has it."""
        named = {"price_fen_per_kg": "price", "grams": "weight", "floor_fen_per_kg": "floor"}
        field = named.get(refusal.field, refusal.field)
        self.add_error(field if field in self.fields else None, sentence(refusal))

    @property
    def key(self) -> UUID:
        """The key of this sending, once the form is valid."""
        key: UUID = self.cleaned_data["request_key"]
        return key


class SideForm(KeyedForm):
    """Base of all answers: for which side, and the terms that the person saw."""

    side = forms.ChoiceField(
        choices=[(side.value, side.value) for side in Side], widget=forms.HiddenInput
    )
    seen_price = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    seen_grams = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    kind = AnswerKind.ACCEPT

    def reply(self) -> Reply:
        """What the side says."""
        return Reply(
            side=Side(self.cleaned_data["side"]),
            kind=self.kind,
            price_fen_per_kg=self.cleaned_data["seen_price"],
            grams=self.cleaned_data["seen_grams"],
        )


class AcceptForm(SideForm):
    """Yes to what lies on the table."""


class DeclineForm(SideForm):
    """No, with a reason; none is chosen beforehand."""

    reason = forms.ChoiceField(
        label=_("为什么（帮下轮配得更准）"),
        widget=forms.RadioSelect,
        error_messages={"required": _("请选一个原因，下一轮好配得更准。")},
    )

    kind = AnswerKind.DECLINE

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(reason.value, label(reason)) for reason in DeclineReason]
        self.fields["reason"].choices = choices  # type: ignore[attr-defined]

    def reply(self) -> Reply:
        """The no with its reason."""
        said = super().reply()
        return Reply(
            side=said.side,
            kind=said.kind,
            price_fen_per_kg=said.price_fen_per_kg,
            grams=said.grams,
            reason=DeclineReason(self.cleaned_data["reason"]),
        )


class CounterForm(SideForm):
    """Another price, perhaps another weight, and a line to the other side."""

    unit = forms.CharField(widget=forms.HiddenInput, required=False)

    kind = AnswerKind.COUNTER

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        data = kwargs.get("data") or (args[0] if args else None)
        self.counted_in = unit_of(data.get("unit", "") if data else "")
        kwargs["initial"] = {"unit": self.counted_in, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.fields["price"] = price_field(
            unit=self.counted_in,
            name="price_fen_per_kg",
            label=gettext("您要的价（地头价）"),
            help_text="",
        )
        self.fields["weight"] = weight_field(
            unit=self.counted_in, label=gettext("数量"), help_text=""
        )
        self.fields["words"] = forms.CharField(
            label=gettext("捎句话（可不写）"), max_length=WORDS_MAX, required=False
        )

    @property
    def price_unit(self) -> str:
        """The unit beside the price."""
        return price_unit_words(self.counted_in)

    @property
    def weight_unit(self) -> str:
        """The unit beside the weight."""
        return unit_words(self.counted_in)

    def reply(self) -> Reply:
        """The terms that the side wants."""
        return Reply(
            side=Side(self.cleaned_data["side"]),
            kind=self.kind,
            price_fen_per_kg=self.cleaned_data["price"],
            grams=self.cleaned_data["weight"],
            words=self.cleaned_data["words"],
        )


FORM_OF_KIND: Final[dict[str, type[SideForm]]] = {
    AnswerKind.ACCEPT: AcceptForm,
    AnswerKind.COUNTER: CounterForm,
    AnswerKind.DECLINE: DeclineForm,
}


def answer_initial(*, side: Side, price_fen_per_kg: int, grams: int) -> dict[str, Any]:
    """What every answer form of a side starts from: the terms now on the table."""
    unit = unit_of("")
    return {
        "side": side.value,
        "seen_price": price_fen_per_kg,
        "seen_grams": grams,
        "price": price_text(price_fen_per_kg, unit=unit),
        "weight": weight_text(grams, unit=unit),
    }


class ContractForm(KeyedForm):
    """What is settled beyond price and weight."""

    unit = forms.CharField(widget=forms.HiddenInput, required=False)
    seasons = forms.IntegerField(
        label=_("合同管几季"),
        help_text=_("1 到 10 季"),
        min_value=1,
        max_value=SEASONS_MAX,
        error_messages={
            "required": _("写一下合同管几季，1 到 10。"),
            "invalid": _("季数写数字，1 到 10。"),
            "min_value": _("合同至少管 1 季。"),
            "max_value": _("合同最多管 10 季。"),
        },
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    has_variety_clause = forms.BooleanField(label=_("写上一起改良品种这一条"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        data = kwargs.get("data") or (args[0] if args else None)
        self.counted_in = unit_of(data.get("unit", "") if data else "")
        kwargs["initial"] = {"unit": self.counted_in, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.fields["floor"] = price_field(
            unit=self.counted_in,
            name="floor_fen_per_kg",
            label=gettext("保底价（地头价）"),
            help_text=gettext("合同管的每一季，收购价都不低于它"),
        )
        self.order_fields(["request_key", "unit", "floor", "seasons", "has_variety_clause"])

    @property
    def price_unit(self) -> str:
        """The unit beside the floor price."""
        return price_unit_words(self.counted_in)

    def terms(self) -> ContractTerms:
        """The terms, once the form is valid."""
        return ContractTerms(
            floor_fen_per_kg=self.cleaned_data["floor"],
            seasons=self.cleaned_data["seasons"],
            has_variety_clause=self.cleaned_data["has_variety_clause"],
        )


def contract_initial(*, floor_fen_per_kg: int) -> dict[str, Any]:
    """The usual contract: the lot's floor, two seasons, better varieties."""
    return {
        "floor": price_text(floor_fen_per_kg, unit=unit_of("")),
        "seasons": SEASONS_USUAL,
        "has_variety_clause": True,
    }
