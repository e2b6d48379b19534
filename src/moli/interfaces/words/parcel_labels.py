"""Words of parcels at a counter, and of what a station does in a household's name."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from moli.counter.rules.retention import Kept
from moli.counter.rules.states import ActKind, Direction, ParcelState

PARCEL_LABELS: Mapping[type[StrEnum], Mapping[StrEnum, Promise]] = {
    Direction: {
        Direction.IN: pgettext_lazy("parcel", "收到的"),
        Direction.OUT: pgettext_lazy("parcel", "要寄的"),
    },
    ParcelState: {
        ParcelState.ON_SHELF: pgettext_lazy("parcel", "等人来取"),
        ParcelState.HANDED: pgettext_lazy("parcel", "已取走"),
        ParcelState.GIVEN_BACK: pgettext_lazy("parcel", "已退给快递"),
        ParcelState.TO_COLLECT: pgettext_lazy("parcel", "等快递来收"),
        ParcelState.COLLECTED: pgettext_lazy("parcel", "快递收走了"),
        ParcelState.MISSING: pgettext_lazy("parcel", "没找到"),
    },
    ActKind: {
        ActKind.WEIGH_IN: pgettext_lazy("deputy", "收货"),
        ActKind.BUY_FOR: pgettext_lazy("deputy", "代买"),
        ActKind.BILL: pgettext_lazy("deputy", "代缴"),
        ActKind.PARCEL: pgettext_lazy("deputy", "代取包裹"),
    },
    Kept: {
        Kept.PARCELS: pgettext_lazy("retention", "包裹"),
        Kept.BUY_FOR: pgettext_lazy("retention", "代买单"),
        Kept.BILLS: pgettext_lazy("retention", "代缴单"),
        Kept.PHOTOS: pgettext_lazy("retention", "收货照片"),
    },
}

PARCEL_FIELDS: Mapping[str, Promise] = {
    "code": pgettext_lazy("parcel", "快递单号"),
    "carrier": pgettext_lazy("parcel", "快递公司"),
    "person_name": pgettext_lazy("counter", "姓名"),
    "left_name": pgettext_lazy("parcel", "谁来取的"),
    "phone_tail": pgettext_lazy("counter", "手机尾号"),
    "shelf": pgettext_lazy("parcel", "货架号"),
    "weight_grams": pgettext_lazy("parcel", "重量"),
    "fee_fen": pgettext_lazy("counter", "手续费"),
    "ref": pgettext_lazy("counter", "是哪一件"),
    "by": pgettext_lazy("counter", "谁做的"),
    "photo": pgettext_lazy("counter", "照片"),
    "quota": pgettext_lazy("counter", "配额"),
    "grade_rank": pgettext_lazy("counter", "等级"),
    "household_code": pgettext_lazy("counter", "户编号"),
    "receipt_no": pgettext_lazy("counter", "小票号"),
    "is_read_back": pgettext_lazy("counter", "念给本人听"),
}
