"""Words of devices and of what becomes of what they send."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from moli.sync.rules.outcomes import Outcome

SYNC_LABELS: Mapping[type[StrEnum], Mapping[StrEnum, Promise]] = {
    Outcome: {
        Outcome.APPLIED: pgettext_lazy("sync", "已记上"),
        Outcome.CONFLICT: pgettext_lazy("sync", "撞上了"),
        Outcome.REFUSED: pgettext_lazy("sync", "退回来"),
        Outcome.DUPLICATE: pgettext_lazy("sync", "已传过"),
        Outcome.WAITING: pgettext_lazy("sync", "等前面的"),
    },
}

SYNC_FIELDS: Mapping[str, Promise] = {
    "base_version": pgettext_lazy("sync", "底稿版本"),
    "station_key": pgettext_lazy("sync", "服务站"),
    "task": pgettext_lazy("sync", "任务"),
}
