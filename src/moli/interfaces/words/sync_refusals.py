"""Sentences of the refusals of devices and of what they send."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SYNC_SENTENCES: Mapping[str, Promise] = {
    # devices
    "DeviceNameMissing": _("设备要有名字，最多 %(signs_max)s 个字，比如“柜台平板”。"),
    "DeviceKeyTaken": _("这次登记已经由别人用过，请刷新页面，重新登记。"),
    "DeviceRevoked": _("这台设备已经停用，不能再记，请换一台或重新登记。"),
    "DeviceStillWorks": _("这台设备还在用，先停用，再清空。"),
    # what they send
    "PushTooLong": _("一次最多传 %(count_max)s 笔，请分几次传。"),
    "PushUnreadable": _("传上来的看不懂（%(place)s），一笔也没有记，请更新柜台再传。"),
    "OperationSaysOther": _("这个序号已经记过另一笔，这一笔没有记，请核对；要记的，请重新做一笔。"),
    "OperationKindUnknown": _("这里还不会办这种操作，请更新柜台，或请县办公室升级系统。"),
    "NotSignedIn": _("做这笔的人没有在这台设备上登录过，请本人登录，再重新做一笔。"),
    "ServerFault": _("系统自己出了错，这一笔没有记，请告诉县办公室，修好后重新做一笔。"),
    "FieldMissing": _("%(field)s没有填，请补上，再重新做一笔。"),
    "FieldMalformed": _("%(field)s写得不对，请改好，再重新做一笔。"),
    "WorkOfOthers": _("%(day_on)s 您在这个站没有“%(work)s”的分工，请有分工的人来做。"),
    "NotOfTheTeam": _("%(day_on)s 您不是这个站的人，请站里的人来做。"),
    "StationClosed": _(
        "这个站 %(closed_on)s 关了，现在只能收尾：东西交出去，钱交掉，日结。新的请到别的站办。"
    ),
    "TaskForAnother": _("这件任务派给了别人，请本人或站长来点“做好了”。"),
    "TaskOfOthers": _("这个站没有这件任务，请刷新再看。"),
}
