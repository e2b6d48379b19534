"""Sentences around the screens: the line, the tabs, registering, and what can go wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

Said = str | Promise | tuple[str | Promise, str | Promise]

_SHELL: Mapping[str, Said] = {
    "app_name": _("茉莉"),
    "app_site": _("%(county)s产销对接"),
    "app_skip": _("跳到正文"),
    "app_demo": _("演示数据：农户、货物、金额均为生成，不对应真人"),
    "app_tabs": _("主导航"),
    "app_large": _("大字"),
    "app_small": _("小字"),
    "app_not_kept": _(
        "用这个浏览器，没网时打不开柜台：开着的页照常办，关了就要等来网。最好换一个新一点的浏览器。"
    ),
    "tab_desk": pgettext_lazy("counter", "柜台"),
    "tab_weigh": pgettext_lazy("counter", "收货"),
    "tab_parcels": pgettext_lazy("counter", "包裹"),
    "tab_day": pgettext_lazy("counter", "今日账"),
    "tab_station": pgettext_lazy("counter", "站点"),
}

_LINE: Mapping[str, Said] = {
    "line_off": _("没网，照常办。来网自动传"),
    "line_off_open": _("没网，照常办。这一页别关，关了要来网才打得开"),
    "line_away": _("连不上，照常办。通了自动传"),
    "line_sending": _("正在传"),
    "line_waits": _("等着传"),
    "line_stuck": _("传不上去，过一会儿再试"),
    "line_queue": (
        ngettext_lazy("待传 %(n)s 笔", "待传 %(n)s 笔", 1),
        ngettext_lazy("待传 %(n)s 笔", "待传 %(n)s 笔", 2),
    ),
    "line_send_now": _("现在传"),
    "line_refused": (
        ngettext_lazy("有 %(n)s 笔没收下", "有 %(n)s 笔没收下", 1),
        ngettext_lazy("有 %(n)s 笔没收下", "有 %(n)s 笔没收下", 2),
    ),
    "line_absent": (
        ngettext_lazy("有 %(n)s 笔要等办的人来登录", "有 %(n)s 笔要等办的人来登录", 1),
        ngettext_lazy("有 %(n)s 笔要等办的人来登录", "有 %(n)s 笔要等办的人来登录", 2),
    ),
    "line_refused_look": _("看一看"),
    "line_register_again": _("这台设备要重新登记，没传的都还在"),
    "line_register": _("去登记"),
    "line_new_version": _("有新版本"),
    "line_take_over": _("点这里换上"),
    "line_nobody": _("还没说谁在柜台"),
    "line_choose": _("选一下"),
}

_REGISTERING: Mapping[str, Said] = {
    "register_title": _("登记这台设备"),
    "register_what": _(
        "登记一次，以后没网也能办。这台设备只存本站的资料；丢了可以在网页上停用，它会自己清空。"
    ),
    "register_asking": _("正在看谁登录了……"),
    "register_away": _("登记要联网。现在连不上，来网再试。"),
    "register_try": _("再试一次"),
    "register_log_in": _("先登录"),
    "register_log_in_help": _("用站里人自己的账号登录，登录完会回到这里。"),
    "register_who": _("登录的是%(name)s"),
    "register_other": _("换人登录"),
    "register_no_station": _("%(name)s不在任何站的名单里。请站长先把人加进队伍，或者换人登录。"),
    "register_station": _("哪个站"),
    "register_name": _("设备叫什么"),
    "register_name_help": _("站里人一听就知道是哪台，最多 30 个字"),
    "register_name_example": _("柜台平板"),
    "register_name_missing": _("没写设备叫什么"),
    "register_station_missing": _("没选是哪个站"),
    "register_do": _("登记"),
    "register_queue_of_other": _(
        "本机还有 %(n)s 笔没传，是 %(station)s 的，只能登记到那个站。"
        "要登记到别的站，先把它们导出来。"
    ),
    "register_export": _("导出没传的"),
    "register_failed": _("没登记上，没有改动。请再试一次。"),
    "sign_in_title": _("换人当班"),
    "sign_in_help": _("新来的人在这台设备上登录一次，以后没网也能当班。"),
    "sign_in_me": _("是我，我来当班"),
    "sign_in_refused": _("没登上：%(why)s"),
    "sign_in_failed": _("没登上。请再试一次。"),
}

_ENDS: Mapping[str, Said] = {
    "wiped_title": _("这台设备已停用"),
    "wiped_what": _("站长在网页上停用了它，里面的资料都清空了。要接着用，请站长同意后重新登记。"),
    "wiped_again": _("重新登记"),
    "wiping_title": _("正在清空这台设备"),
    "cannot_title": _("这个浏览器用不了柜台"),
    "cannot_store": _("它不让网页存东西。请关掉无痕模式，或者换一个新一点的浏览器。"),
}

_KINDS: Mapping[str, Said] = {
    "kind_weigh_in": _("收货"),
    "kind_weigh_photo": _("收货照片"),
    "kind_weigh_undone": _("撤收货"),
    "kind_parcel_in": _("收快递"),
    "kind_parcel_handed": _("取件"),
    "kind_parcel_given_back": _("退快递"),
    "kind_parcel_out": _("寄快递"),
    "kind_parcel_collected": _("快递员取走"),
    "kind_parcel_found": _("找到包裹"),
    "kind_buy_for": _("代买"),
    "kind_buy_for_arrived": _("代买到货"),
    "kind_buy_for_handed": _("代买取走"),
    "kind_buy_for_undone": _("撤代买"),
    "kind_bill": _("代缴"),
    "kind_bill_paid": _("代缴交掉"),
    "kind_bill_undone": _("撤代缴"),
    "kind_cash": _("钱箱进出"),
    "kind_close_day": _("日结"),
    "kind_task_done": _("任务办完"),
}

_EXPORTED: Mapping[str, Said] = {
    "exported_waiting": _("待传"),
    "exported_sent": _("传到了"),
    "exported_absent": _("等办的人登录"),
    "exported_refused": _("没收下"),
    "exported_conflict": _("有冲突"),
    "exported_again": _("重办了"),
    "exported_aside": _("放一边了"),
}

FRAME: Final[Mapping[str, Said]] = {
    **_SHELL,
    **_LINE,
    **_REGISTERING,
    **_ENDS,
    **_KINDS,
    **_EXPORTED,
}
