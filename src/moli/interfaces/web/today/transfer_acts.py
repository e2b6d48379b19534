"""What the trail tells of goods that go from one station to another, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TRANSFER_ACTS: Final[Mapping[str, Promise]] = {
    "orders.agree_transfer": _("答应了别站的调货，货留出来了"),
    "orders.ask_for_stock": _("向别站要了货"),
    "orders.cancel_transfer": _("取消了一笔调货"),
    "orders.decline_transfer": _("没答应别站的调货"),
    "orders.hand_over_stock": _("把调货交了出去"),
    "orders.receive_stock": _("收到了调货"),
}
TRANSFER_SUBJECTS: Final[Mapping[str, Promise]] = {"stock_transfer": _("一笔调货")}
