"""What the trail tells of devices, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

SYNC_ACTS: Final[Mapping[str, Promise]] = {
    "sync.note_wiped": _("清空了停用的设备"),
    "sync.push": _("传上来一批柜台操作"),
    "sync.register_device": _("登记了一台柜台设备"),
    "sync.revoke_device": _("停用了一台柜台设备"),
    "sync.sign_in": _("在一台柜台设备上登录了"),
}
SYNC_SUBJECTS: Final[Mapping[str, Promise]] = {
    "device": pgettext_lazy("sync", "一台柜台设备"),
}
SYNC_COUNTS: Final[Mapping[str, Promise]] = {
    "applied": pgettext_lazy("sync", "记上 %(count)s 笔"),
    "conflicts": pgettext_lazy("sync", "撞上 %(count)s 笔"),
    "refused": pgettext_lazy("sync", "退回 %(count)s 笔"),
}
