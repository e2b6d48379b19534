"""Forms of wares: a new one, another price, an end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from moli.counter.rules.states import WareKind
from moli.counter.rules.wares import WareFacts
from moli.interfaces.web.registry.fields import (
    day_field,
    kind_field,
    only_one,
    text_field,
    yuan_field,
    yuan_text,
)
from moli.interfaces.web.registry.forms import Data, KeyedForm, Layout, RegistryForm

_CODE_SIGNS = 12
# How a form names "every station"; a box cannot be required and empty.
ALL_STATIONS = "county"
_UNITS: Mapping[str, str | Promise] = {"price_fen": _("元"), "fee_fen": _("元")}


class WareForm(KeyedForm):
    """A new ware with its first price."""

    layout: ClassVar[Layout] = (
        ("", (("ware_kind",), ("name", "name_en"), ("unit_name", "unit_name_en"))),
        ("", (("supplier",), ("price_fen", "fee_fen"), ("from_on",), ("station_key",))),
    )
    units: ClassVar[Mapping[str, str | Promise]] = _UNITS

    def __init__(
        self, data: Data | None, *, owners: Sequence[tuple[str, str]], today: date
    ) -> None:
        super().__init__(data, initial={"from_on": today, "station_key": only_one(owners)})
        self.fields["ware_kind"] = kind_field(
            WareKind, label=pgettext("ware", "哪一类"), is_required=True
        )
        for name, label, longest, example in (
            ("name", gettext("中文名"), 40, gettext("比如 碳酸氢铵")),
            ("name_en", gettext("英文名"), 80, gettext("比如 ammonium bicarbonate")),
            ("unit_name", gettext("一份叫什么"), 20, gettext("比如 袋")),
            ("unit_name_en", gettext("一份的英文"), 40, gettext("比如 bag")),
            ("supplier", gettext("在哪里进货"), 60, gettext("门市、批发部或平台")),
        ):
            self.fields[name] = text_field(
                label=label, longest=longest, required=gettext("写一下"), help_text=example
            )
        _add_price(self)
        self.fields["from_on"] = day_field(name="from_on", label=pgettext("ware", "从哪天卖"))
        wrong = gettext("选一个")
        self.fields["station_key"] = forms.ChoiceField(
            choices=owners,
            label=pgettext("ware", "哪些站能订"),
            error_messages={"required": wrong, "invalid_choice": wrong},
        )

    @property
    def code(self) -> str:
        """The code of a valid form's ware: the same form always means the same."""
        return f"ware-{self.cleaned_data['request_key'].hex[:_CODE_SIGNS]}"

    def facts(self) -> WareFacts:
        """What a valid form says of the ware."""
        said = self.cleaned_data
        owner = said["station_key"]
        return WareFacts(
            name=said["name"],
            name_en=said["name_en"],
            ware_kind=WareKind(said["ware_kind"]),
            unit_name=said["unit_name"],
            unit_name_en=said["unit_name_en"],
            supplier=said["supplier"],
            station_key="" if owner == ALL_STATIONS else owner,
        )


class WarePriceForm(RegistryForm):
    """Another price from a day on."""

    layout: ClassVar[Layout] = (("", (("price_fen", "fee_fen"), ("from_on",))),)
    units: ClassVar[Mapping[str, str | Promise]] = _UNITS

    def __init__(self, data: Data | None, *, price: Any, today: date) -> None:
        held = {} if price is None else _shown(price)
        super().__init__(data, initial={"from_on": today, **held})
        _add_price(self)
        self.fields["from_on"] = day_field(
            name="from_on",
            label=pgettext("ware", "从哪天起"),
            help_text=gettext("最早今天；离线的柜台拿到新目录以前，按旧价下的单会退回来重下"),
        )


class WareEndForm(RegistryForm):
    """The first day on which it is no longer ordered."""

    layout: ClassVar[Layout] = (("", (("to_on",),)),)
    boxes: ClassVar[Mapping[str, str]] = {"from_on": "to_on"}

    def __init__(self, data: Data | None, *, today: date) -> None:
        super().__init__(data, initial={"to_on": today})
        self.fields["to_on"] = day_field(name="to_on", label=pgettext("ware", "从哪天不卖"))


def _add_price(form: RegistryForm) -> None:
    form.fields["price_fen"] = yuan_field(
        label=pgettext("ware", "价格"),
        required=gettext("写一下价格"),
        help_text=gettext("村民付的钱，手续费在里面"),
    )
    form.fields["fee_fen"] = yuan_field(
        label=pgettext("ware", "其中手续费"),
        required=gettext("写一下手续费，没有写 0"),
        help_text=gettext("归本站，其余付给进货的地方"),
    )


def _shown(price: Any) -> dict[str, str]:
    return {"price_fen": yuan_text(price.price_fen), "fee_fen": yuan_text(price.fee_fen)}
