"""Forms of what is asked once a year: income, and how the household lives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moli.households.rules.living import Fuel, HouseGrade, HouseStructure, RoadKind
from moli.households.rules.yearly import (
    HOUSE_SQUARE_METRES_MAX,
    LAND_COLUMNS,
    MONEY_COLUMNS,
    PEOPLE_MAX,
    ROAD_METRES_MAX,
    SOURCE_SIGNS_MAX,
    IncomeFacts,
    LivingFacts,
)
from moli.interfaces.web.registry.fields import (
    answer_field,
    answer_of,
    count_field,
    kind_field,
    mu_field,
    mu_text,
    text_field,
    yuan_field,
    yuan_text,
)
from moli.interfaces.web.registry.forms import Data, Layout, VersionedForm
from moli.interfaces.words.labels import field_label

_HELP: Mapping[str, Promise] = {
    "wage_fen": _("打工、零工、公益岗位"),
    "business_fen": _("种养、加工、做买卖卖得的钱，没扣成本"),
    "property_fen": _("租金、分红、利息"),
    "transfer_fen": _("补贴、养老金、低保、亲友常给的钱；专款和一次性慰问不算"),
    "cost_fen": _("种苗、肥料、饲料、雇工，只算卖掉的那部分"),
    "medical_fen": _("报销以后自己出的"),
    "schooling_fen": _("补助以后自己出的"),
}
_HOUSE_KINDS: Mapping[str, Any] = {
    "house_grade": HouseGrade,
    "house_structure": HouseStructure,
    "road_kind": RoadKind,
    "fuel": Fuel,
}
_ANSWERS = (
    "has_safe_water",
    "has_power",
    "has_work_power",
    "has_television",
    "has_clean_toilet",
    "is_in_cooperative",
)
_COUNTS = {
    "house_square_metres": HOUSE_SQUARE_METRES_MAX,
    "main_road_metres": ROAD_METRES_MAX,
}


class _YearForm(VersionedForm):
    """A form about a year, which says where its answers come from.

    Two people who correct one year must not overwrite each other unseen.
    """

    def add_source(self, known: Any) -> None:
        """Add the box; a new year begins with the usual way."""
        self.fields["source"] = text_field(
            label=field_label("source"),
            longest=SOURCE_SIGNS_MAX,
            required=gettext("写一下怎么知道的"),
        )
        self.initial["source"] = known.source if known else gettext("入户核算")


class IncomeForm(_YearForm):
    """The four official kinds, the cost of business and for how many people, in yuan."""

    layout: ClassVar[Layout] = (
        (
            _("全家一年的收入"),
            (("wage_fen", "business_fen"), ("property_fen", "transfer_fen")),
        ),
        (_("要扣的和人数"), (("cost_fen", "people"),)),
        (_("大的开销"), (("medical_fen", "schooling_fen"), ("source",))),
    )
    units: ClassVar[Mapping[str, str | Promise]] = {
        **dict.fromkeys(MONEY_COLUMNS, _("元")),
        "people": _("人"),
    }

    def __init__(self, data: Data | None = None, *, known: Any, people: int, version: int) -> None:
        super().__init__(data, version=version)
        for name in MONEY_COLUMNS:
            self.fields[name] = yuan_field(label=field_label(name), help_text=str(_HELP[name]))
            self.initial[name] = yuan_text(getattr(known, name)) if known else ""
        self.fields["people"] = count_field(
            label=field_label("people"),
            least=1,
            most=PEOPLE_MAX,
            required=gettext("写一下几个人分"),
        )
        self.initial["people"] = known.people if known else people
        self.add_source(known)

    def facts(self) -> IncomeFacts:
        """The income of a valid form; a box that was left empty is nought."""
        said = self.cleaned_data
        return IncomeFacts(
            **{name: said[name] or 0 for name in MONEY_COLUMNS},
            people=said["people"],
            source=said["source"],
        )


class LivingForm(_YearForm):
    """House, water, power, road and land; what was not asked stays empty."""

    layout: ClassVar[Layout] = (
        (
            _("住房"),
            (("house_square_metres", "house_structure"), ("house_grade",)),
        ),
        (
            _("水电和路"),
            (
                ("has_safe_water", "has_power"),
                ("has_work_power", "has_television"),
                ("has_clean_toilet", "is_in_cooperative"),
                ("road_kind", "main_road_metres"),
                ("fuel",),
            ),
        ),
        (
            _("土地"),
            (
                ("arable_square_metres", "forest_square_metres"),
                ("orchard_square_metres", "returned_square_metres"),
                ("grass_square_metres", "water_square_metres"),
            ),
        ),
        ("", (("source",),)),
    )
    units: ClassVar[Mapping[str, str | Promise]] = {
        "house_square_metres": _("平方米"),
        "main_road_metres": _("米"),
        **dict.fromkeys(LAND_COLUMNS, _("亩")),
    }

    def __init__(self, data: Data | None = None, *, known: Any, version: int) -> None:
        super().__init__(data, version=version)
        for name, most in _COUNTS.items():
            self.fields[name] = count_field(label=field_label(name), most=most)
        for name, kinds in _HOUSE_KINDS.items():
            self.fields[name] = kind_field(kinds, label=field_label(name))
        for name in _ANSWERS:
            self.fields[name] = answer_field(label=field_label(name))
        for name in LAND_COLUMNS:
            self.fields[name] = mu_field(label=field_label(name))
        if known:
            self.initial.update(_living(known))
        self.add_source(known)

    def facts(self) -> LivingFacts:
        """How the household of a valid form lives."""
        said = self.cleaned_data
        kinds: dict[str, Any] = {
            n: kind(said[n]) if said[n] else None for n, kind in _HOUSE_KINDS.items()
        }
        land: dict[str, Any] = {name: said[name] or 0 for name in LAND_COLUMNS}
        asked: dict[str, Any] = {name: said[name] for name in (*_COUNTS, *_ANSWERS)}
        return LivingFacts(source=said["source"], **asked, **kinds, **land)


def _living(known: Any) -> dict[str, Any]:
    return {
        **{name: getattr(known, name) for name in (*_COUNTS, *_HOUSE_KINDS)},
        **{name: answer_of(getattr(known, name)) for name in _ANSWERS},
        **{name: mu_text(land) if (land := getattr(known, name)) else "" for name in LAND_COLUMNS},
    }
