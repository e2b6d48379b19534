"""To whom the parcel goes, and the search for an order whose address was lost."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moli.interfaces.words.refusals import sentence
from moli.kernel.refusal import Refusal
from moli.orders.rules.basket import (
    ADDRESS_MAX,
    NAME_MAX,
    Buyer,
    BuyerIncomplete,
    BuyerPhoneMalformed,
    judge_buyer,
    tidied,
)

# Longer than what is allowed, so that the sentence that says so is ours; shorter than a nuisance.
_TYPED_MAX = 1_000
_BOX_OF_FIELD = {"buyer_name": "name", "buyer_address": "address", "phone": "phone"}


class BuyerForm(forms.Form):
    """Name, telephone and address; `request_key` makes two taps one order.

    `seen` is what the buyer was shown of lines and prices.
    """

    request_key = forms.UUIDField(required=False, widget=forms.HiddenInput())
    seen = forms.CharField(required=False, widget=forms.HiddenInput())
    name = forms.CharField(label=_("收货人"), max_length=_TYPED_MAX)
    phone = forms.CharField(label=_("电话"), max_length=_TYPED_MAX, widget=forms.TelInput())
    address = forms.CharField(
        label=_("收货地址"),
        max_length=_TYPED_MAX,
        help_text=_("写全：省、市、街道、门牌"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Any = None, *, seen: str = "", **kwargs: Any) -> None:
        super().__init__(data, initial={"request_key": uuid4(), "seen": seen}, **kwargs)
        self._add_hints()
        name = sentence(BuyerIncomplete(field="buyer_name", signs_max=NAME_MAX))
        address = sentence(BuyerIncomplete(field="buyer_address", signs_max=ADDRESS_MAX))
        phone = sentence(BuyerPhoneMalformed(field="phone"))
        for box, said in (("name", name), ("address", address), ("phone", phone)):
            self.fields[box].error_messages["required"] = said

    def _add_hints(self) -> None:
        hints = {
            "name": {"autocomplete": "name"},
            "phone": {"autocomplete": "tel", "inputmode": "tel"},
            "address": {"autocomplete": "street-address"},
        }
        for box, attrs in hints.items():
            self.fields[box].widget.attrs.update(attrs)

    def clean(self) -> dict[str, Any]:
        """What the rules of buyers refuse is said beside its box, each box by itself."""
        told = super().clean() or self.cleaned_data
        fine = Buyer(name="-", phone="13800000000", address="-")
        for box in ("name", "phone", "address"):
            if box in told:
                changed = {**vars(fine), box: told[box]}
                try:
                    judge_buyer(tidied(Buyer(**changed)))
                except Refusal as refusal:
                    self.refuse(refusal)
        return told

    @property
    def buyer(self) -> Buyer:
        """The buyer of a valid form."""
        return Buyer(**{box: self.cleaned_data[box] for box in ("name", "phone", "address")})

    def refuse(self, refusal: Refusal) -> None:
        """Put a refusal beside the box that it concerns, or above the form."""
        self.add_error(_BOX_OF_FIELD.get(refusal.field), sentence(refusal))


class PhoneForm(forms.Form):
    """The telephone that an order was placed with: who knows it in full is its buyer."""

    phone = forms.CharField(
        label=_("下单时的电话"),
        max_length=_TYPED_MAX,
        help_text=_("写全，跟下单时填的一样。"),
        widget=forms.TelInput(),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["phone"].error_messages["required"] = gettext("请填下单时的电话。")
        self.fields["phone"].widget.attrs.update({"autocomplete": "tel", "inputmode": "tel"})


class FindForm(PhoneForm):
    """An order's number and the telephone that it went to."""

    number = forms.CharField(
        label=_("订单号"), max_length=_TYPED_MAX, help_text=_("16 位，数字和字母，大小写都行")
    )
    field_order = ("number", "phone")

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["number"].error_messages["required"] = gettext("请填订单号。")
        self.fields["number"].widget.attrs["autocomplete"] = "off"
