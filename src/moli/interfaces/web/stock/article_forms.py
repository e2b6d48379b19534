"""Forms about an article: opening it, its price, its flash sale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime, time
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from moli.interfaces.web.lots.fields import day_field
from moli.interfaces.web.registry.fields import count_field, text_field, yuan_field, yuan_text
from moli.interfaces.web.registry.forms import Data, KeyedForm, Layout, RegistryForm
from moli.interfaces.web.stock.fields import time_field
from moli.orders.rules.selling import UNIT_GRAMS_MAX, ArticleDetails

SHELF_DAYS_MAX, CAP_MAX = 3_650, 1_000
_KEY_SIGNS, _CODE_SIGNS = 6, 40
# How a form names the county's own store; a box cannot be required and empty.
COUNTY_STORE = "county"
_DETAILS = tuple(field.name for field in fields(ArticleDetails))
Choices = Sequence[tuple[str, Any]]


class ArticleForm(KeyedForm):
    """A new article. What stands here is printed on labels and told to buyers: it stays."""

    layout: ClassVar[Layout] = (
        ("", (("grade",), ("name", "name_en"), ("unit_name", "unit_name_en"))),
        ("", (("grams_per_unit", "packaging_fen"), ("shelf_days",), ("station_key",))),
    )

    units: ClassVar[Mapping[str, str | Promise]] = {
        "grams_per_unit": _("克"),
        "packaging_fen": _("元"),
        "shelf_days": pgettext_lazy("unit", "天"),
    }

    def __init__(self, data: Data | None, *, grades: Choices, keepers: Choices) -> None:
        super().__init__(data)
        self.fields["grade"] = _choice(grades, label=gettext("装什么货，最低几级"))
        self._add_names()
        self.fields["grams_per_unit"] = count_field(
            label=gettext("每件净重"),
            most=UNIT_GRAMS_MAX,
            least=1,
            required=gettext("写一下每件装多少克"),
        )
        self.fields["packaging_fen"] = yuan_field(
            label=gettext("每件包装费"),
            required=gettext("写一下包装费，没有写 0"),
            help_text=gettext("盒子、纸箱、冰袋，结算时先扣"),
        )
        self.fields["shelf_days"] = count_field(
            label=gettext("装好后能放几天"), most=SHELF_DAYS_MAX, least=1
        )
        self.fields["shelf_days"].help_text = gettext("空着就按原料算")
        self.fields["station_key"] = _choice(keepers, label=gettext("谁存、谁打包"))

    def _add_names(self) -> None:
        for name, label, longest, example in (
            ("name", gettext("中文名"), 40, gettext("比如 横县茉莉花茶")),
            ("name_en", gettext("英文名"), 80, gettext("比如 Heng County jasmine tea")),
            ("unit_name", gettext("一件叫什么"), 20, gettext("比如 250 克盒")),
            ("unit_name_en", gettext("一件的英文"), 40, gettext("比如 box of 250 g")),
        ):
            self.fields[name] = text_field(
                label=label, longest=longest, required=gettext("写一下"), help_text=example
            )

    def details(self, *, product_code: str) -> ArticleDetails:
        """The article of a valid form; the same form always means the same code."""
        said = self.cleaned_data
        tail = f"-{said['grams_per_unit']}-{said['request_key'].hex[:_KEY_SIGNS]}"
        return ArticleDetails(
            code=product_code[: _CODE_SIGNS - len(tail)] + tail,
            name=said["name"],
            name_en=said["name_en"],
            unit_name=said["unit_name"],
            unit_name_en=said["unit_name_en"],
            grams_per_unit=said["grams_per_unit"],
            packaging_fen=said["packaging_fen"],
            shelf_days=said["shelf_days"],
            station_key="" if said["station_key"] == COUNTY_STORE else said["station_key"],
        )


class PriceForm(RegistryForm):
    """What a unit costs, from a day on."""

    boxes: ClassVar[Mapping[str, str]] = {"price_fen": "price", "from_on": "price_from_on"}

    def __init__(self, data: Data | None, *, today: date, price_fen: int | None = None) -> None:
        super().__init__(data, initial={"price": yuan_text(price_fen), "price_from_on": today})
        self.fields["price"] = yuan_field(
            label=gettext("每件多少钱"), required=gettext("写一下价钱，比如 38.00")
        )
        self.fields["price_from_on"] = day_field(name="from_on", label=gettext("从哪天起"))


class SaleForm(RegistryForm):
    """From which moment an article is sold, and how many of it one buyer may have."""

    def __init__(self, data: Data | None, *, article: Any = None) -> None:
        begins = timezone.localtime(article.begins_at) if article and article.begins_at else None
        super().__init__(
            data,
            initial={
                "begins_on": begins.date() if begins else None,
                "begins_time": begins.time() if begins else None,
                "per_buyer_max": article.per_buyer_max if article else None,
            },
        )
        self.fields["begins_on"] = day_field(name="begins_on", label=gettext("哪天开抢"))
        self.fields["begins_on"].required = False
        self.fields["begins_time"] = time_field(
            label=gettext("几点开抢"), help_text=gettext("两个都空着就是马上能买")
        )
        self.fields["per_buyer_max"] = count_field(
            label=gettext("每人最多买几件"), most=CAP_MAX, least=1
        )
        self.fields["per_buyer_max"].help_text = gettext("空着就是不限")

    def clean(self) -> dict[str, Any]:
        """A day without its hour, or an hour without its day, is no moment."""
        said = self.cleaned_data
        if (said.get("begins_on") is None) != (said.get("begins_time") is None) and not self.errors:
            missing = "begins_time" if said.get("begins_time") is None else "begins_on"
            self.add_error(missing, gettext("日期和时间要一起填，或者都空着"))
        return said

    @property
    def begins_at(self) -> datetime | None:
        """The moment, where the county is."""
        on: date | None = self.cleaned_data["begins_on"]
        at: time | None = self.cleaned_data["begins_time"]
        return timezone.make_aware(datetime.combine(on, at)) if on and at else None


def _choice(choices: Choices, *, label: str) -> forms.ChoiceField:
    is_only = len(choices) == 1 and isinstance(choices[0][1], str)
    wrong = gettext("选一个")
    return forms.ChoiceField(
        choices=list(choices) if is_only else [("", gettext("请选")), *choices],
        initial=choices[0][0] if is_only else "",
        label=label,
        widget=forms.HiddenInput() if is_only else forms.Select(),
        error_messages={"required": wrong, "invalid_choice": wrong},
    )


def details_of(article: Any) -> ArticleDetails:
    """An article as it was opened, to open it again."""
    return ArticleDetails(**{name: getattr(article, name) for name in _DETAILS})
