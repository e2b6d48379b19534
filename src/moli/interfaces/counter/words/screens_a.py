"""Sentences of the screens of the day, of the scale, of receipts, people and the station.

Limits of weights stand here too, as the rules have them: a screen that warns before it saves
must not know a second number.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from moli.catalogue.rules import Storage
from moli.interfaces.counter.words.frame import Said
from moli.interfaces.words.labels import LABELS
from moli.interfaces.words.station_labels import STATION_LABELS
from moli.kernel.weight import GRAMS_PER_KG
from moli.orders.rules.weighing import WEIGHED_GRAMS_MAX
from moli.stations.rules.offering import Service
from moli.stations.rules.team import Work

# No crate weighs so much that one person could lift it; more likely a point was left out. It is
# asked again, not refused: a lorry can stand on a scale.
STRANGE_GRAMS: Final = 150 * GRAMS_PER_KG

_TODAY: Mapping[str, Promise] = {
    "today_title": _("今天 %(day)s"),
    "today_who": _("%(name)s在柜台"),
    "today_nobody": _("谁在柜台？"),
    "today_doors": _("办什么"),
    "today_weigh": pgettext_lazy("counter", "收货"),
    "today_give": pgettext_lazy("counter", "取件"),
    "today_in": pgettext_lazy("counter", "收快递"),
    "today_out": pgettext_lazy("counter", "寄快递"),
    "today_buy": pgettext_lazy("counter", "代买"),
    "today_bills": pgettext_lazy("counter", "代缴"),
    "today_cash": pgettext_lazy("counter", "钱箱"),
    "today_close": pgettext_lazy("counter", "日结"),
    "today_no_work": _("您在这个站还没有分工，请站长在网页上分。"),
    "today_waits": _("要办的 %(n)s 件"),
    "today_waits_none": _("没有要办的"),
    "today_waits_nothing": _("来人就办，不用等。"),
    "today_wait_back": _("退回来 %(n)s 笔，看一下"),
    "today_wait_open_days": _("%(day)s起 %(n)s 天没日结"),
    "today_wait_bills": _("代缴 %(n)s 笔还没交上去"),
    "today_wait_arrived": _("代买到货 %(n)s 单，等人来取"),
    "today_wait_lying": _("%(n)s 件快递放了 3 天以上"),
    "today_due_today": _("今天做完"),
    "today_due": _("%(day)s前做完"),
    "today_due_over": _("%(day)s就该做完"),
    "today_task_others": _("别人的任务"),
    "today_task_done": pgettext_lazy("counter", "做好了"),
    "today_task_said": _("记下了，做好了：%(words)s"),
    "today_done": _("今天办了 %(n)s 笔"),
    "today_done_none": _("办一笔，这里就有一笔。"),
    "today_done_more": _("还有 %(n)s 笔"),
    "today_slip_again": _("再看小票"),
    "state_waits": pgettext_lazy("counter", "待传"),
    "state_sent": pgettext_lazy("counter", "已传"),
    "state_back": pgettext_lazy("counter", "退回来"),
    "done_cash_FLOAT": pgettext_lazy("counter", "放零钱"),
    "done_cash_HANDED_IN": pgettext_lazy("counter", "上交"),
    "done_cash_FEES_TAKEN": pgettext_lazy("counter", "取手续费"),
    "done_crates": _("%(n)s 筐 %(weight)s"),
}

_WEIGH_WHO: Mapping[str, Said] = {
    "weigh_title": _("收货过秤"),
    "weigh_not_yours": _("收货要有“收货过秤”的分工。换能收货的人来，或者请站长分。"),
    "weigh_change_person": _("换人"),
    "weigh_step_who": pgettext_lazy("weighing", "选户"),
    "weigh_step_goods": pgettext_lazy("weighing", "选货"),
    "weigh_step_scale": pgettext_lazy("weighing", "过秤"),
    "weigh_step_back": pgettext_lazy("weighing", "打小票"),
    "weigh_other_who": _("换一户"),
    "weigh_other_goods": _("换货"),
    "weigh_who_label": _("哪一户"),
    "weigh_who_help": _("写姓、组、电话后四位，或者户编号"),
    "weigh_who_more": _("还有 %(n)s 户，写姓或者电话后四位"),
    "weigh_who_many": _("不止一户，在下面点一户。"),
    "weigh_who_none": _("没找到这一户。写全户编号也能收，来网再核对。"),
    "weigh_who_unknown": _("这台设备上没有这一户。写户编号也能收，来网再核对。"),
    "weigh_who_code": _("按户编号 %(code)s 收"),
    "weigh_code_of": _("户编号 %(tail)s"),
    "weigh_code_later": _("来网再核对"),
    "weigh_people": (
        ngettext_lazy("%(n)s 口人", "%(n)s 口人", 1),
        ngettext_lazy("%(n)s 口人", "%(n)s 口人", 2),
    ),
    "weigh_tail": _("尾号 %(tail)s"),
    "weigh_goods_label": _("找货"),
    "weigh_goods_else": _("不算订单"),
    "weigh_goods_none": _("这台设备上还没有货的品种。来网更新一下。"),
    "weigh_goods_unknown": _("没有这种货，换个字找。"),
    "weigh_quota_of": _("%(buyer)s的订单"),
    "weigh_quota_left": _("还收 %(left)s"),
    "weigh_price": pgettext_lazy("price", "%(price)s 元/斤"),
}

_WEIGH_SCALE: Mapping[str, str | Promise] = {
    "weigh_limit_grams": str(WEIGHED_GRAMS_MAX),
    "weigh_strange_grams": str(STRANGE_GRAMS),
    "weigh_net": pgettext_lazy("scale", "净重"),
    "weigh_gross": pgettext_lazy("scale", "毛重"),
    "weigh_tare": pgettext_lazy("scale", "皮重"),
    "weigh_unit_jin": pgettext_lazy("unit", "斤"),
    "weigh_unit_kg": pgettext_lazy("unit", "公斤"),
    "weigh_back_key": _("删一位"),
    "weigh_clear": _("清空"),
    "weigh_take_tare": _("当皮重"),
    "weigh_read": _("读秤"),
    "weigh_reading": _("正在读…"),
    "weigh_read_none": _("没读到秤上的数。看秤停稳没有、线插好没有，也可以按数字键。"),
    "weigh_read_out": _("净重念给老乡听，老乡说对再记。"),
    "weigh_record": _("记下这一筐"),
    "weigh_recorded": _("第 %(n)s 筐记下了，净重 %(net)s。"),
    "weigh_done": _("称完了，打小票"),
    "weigh_full": _("这台设备存满了，没记下，数都还在。先传上去，再记。"),
    "weigh_gross_none": _("写毛重：连筐一起称的数，比如 48.7。"),
    "weigh_gross_unreadable": _("毛重看不懂，只写数字，比如 48.7。"),
    "weigh_gross_too_fine": _("毛重的小数太多，写到小数点后两位。"),
    "weigh_tare_unreadable": _("皮重看不懂，只写数字，没有筐写 0。"),
    "weigh_tare_too_fine": _("皮重的小数太多，写到小数点后两位。"),
    "weigh_net_none": _("毛重要比皮重大，现在净重是 %(net)s。改毛重或者皮重。"),
    "weigh_net_most": _("净重 %(net)s 太重，一笔最多 %(most)s。看毛重是不是少了小数点。"),
    "weigh_net_strange": _("这一筐净重 %(net)s，对吗？对就再按一次“记下这一筐”，不对就改毛重。"),
    "weigh_quota_over": _(
        "订单还收 %(left)s，这一筐净重 %(net)s，多了。分开称，或者按“换货”选不算订单。"
    ),
    "weigh_done_left": _("毛重里还有数。先记下这一筐，或者清空。"),
    "weigh_done_none": _("一筐都还没记。写毛重，按“记下这一筐”。"),
    "weigh_no_crates": _("记下一筐，这里就有一行。"),
    "weigh_crates": _("这次 %(n)s 筐"),
    "weigh_crate": _("第 %(n)s 筐"),
    "weigh_crate_now": _("第 %(n)s 筐 正在称"),
    "weigh_col_crate": pgettext_lazy("counter", "筐"),
    "weigh_col_net": pgettext_lazy("scale", "净重"),
    "weigh_col_sum": pgettext_lazy("counter", "金额"),
    "weigh_col_act": pgettext_lazy("counter", "改"),
    "weigh_total": pgettext_lazy("counter", "合计"),
    "weigh_reference": _("按参考价算，结算以卖出的价为准。"),
    "weigh_reference_short": pgettext_lazy("counter", "参考价"),
    "weigh_agreed": pgettext_lazy("counter", "订单价"),
    "weigh_no_price": _("还没有参考价"),
    "weigh_undone": pgettext_lazy("counter", "不算了"),
    "weigh_undo_of": _("第 %(n)s 筐不算"),
    "weigh_undo_ask": _("第 %(n)s 筐不算了？"),
    "weigh_undo_yes": _("不算"),
    "weigh_undo_no": _("留着"),
    "weigh_undone_said": _("第 %(n)s 筐不算了。"),
    "weigh_photo": _("拍张照（可以不拍）"),
    "weigh_photo_there": _("照片跟着下一筐"),
    "weigh_photo_drop": _("不要照片"),
    "weigh_photo_fault": _("这张照片用不了，再拍一张，或者不拍。"),
    "weigh_photo_full": _("设备快满了，照片没存下。"),
    "weigh_options": pgettext_lazy("weighing", "%(day)s采 · %(storage)s · 按%(unit)s称"),
    "weigh_harvested": _("哪天采的"),
    "weigh_harvest_fault": _("采的日子写今天或者以前的。"),
    "weigh_storage": _("怎么放"),
    "weigh_unit": _("按什么称"),
    **{f"weigh_storage_{kind}": words for kind, words in LABELS[Storage].items()},
}

_SLIP: Mapping[str, Promise] = {
    "weigh_back_title": _("读给老乡听"),
    "weigh_back_crates": _("共 %(n)s 筐"),
    "weigh_back_price": _("订单价 %(price)s，合"),
    "weigh_back_reference": _("参考价 %(price)s，合"),
    "weigh_back_yes": _("老乡说对，打小票"),
    "weigh_back_no": _("不对，回去改"),
    "weigh_slip": _("收货小票"),
    "weigh_slip_goods": pgettext_lazy("slip", "货"),
    "weigh_slip_price": pgettext_lazy("slip", "订单价"),
    "weigh_slip_reference": pgettext_lazy("slip", "参考价"),
    "weigh_slip_sum": pgettext_lazy("slip", "金额"),
    "weigh_slip_sum_reference": pgettext_lazy("slip", "按参考价合"),
    "weigh_slip_undo": _("数不对，拿这张小票来，当面改。"),
    "receipt_title": pgettext_lazy("counter", "小票"),
    "receipt_none": _("还没有小票。办一笔，就有一张。"),
    "receipt_print": _("打印"),
    "receipt_again": _("再办一笔"),
    "receipt_home": _("回柜台"),
    "receipt_number": pgettext_lazy("slip", "票号"),
    "receipt_who": pgettext_lazy("slip", "老乡"),
    "receipt_at": pgettext_lazy("slip", "时间"),
    "receipt_by": pgettext_lazy("slip", "经手"),
    "receipt_waits": _("待传：存在本机，来网自动传"),
    "receipt_sent": pgettext_lazy("counter", "已传"),
    "receipt_back": _("退回来了，不作数"),
    "receipt_complain": _("有意见，找村委会或者县办公室。"),
    "receipt_complain_phone": _("有意见，打 %(phone)s，或者找村委会。"),
}

_STATION: Mapping[str, Promise] = {
    "people_title": _("谁在柜台"),
    "people_help": _("点自己的名字，后面办的都记在您名下。"),
    "people_here": pgettext_lazy("counter", "在柜台"),
    "people_none": _("这台设备上还没有人登录过。"),
    "people_no_work": _("还没有分工"),
    "people_new": _("名单上没有您"),
    "people_new_help": _("有网的时候登录一次，以后没网也能用。"),
    "people_log_in": pgettext_lazy("counter", "登录"),
    "station_services": _("这个站办什么"),
    "station_services_none": _("还没写。站长在网页上写。"),
    "station_team": _("队伍和分工"),
    "station_hand_over": _("换人、交班"),
    "station_this_device": _("这台设备"),
    "station_device": pgettext_lazy("counter", "名称"),
    "station_device_number": _("%(number)s 号"),
    "station_contact": _("上次联网"),
    "station_version": pgettext_lazy("counter", "版本"),
    "station_storage": _("存了多少"),
    "station_storage_used": _("用了 %(used)s，共 %(all)s"),
    "station_queue": pgettext_lazy("counter", "待传"),
    "station_queue_none": _("都传上去了"),
    "station_queue_waits": _("%(n)s 笔等着传"),
    "station_queue_back": _("退回来 %(n)s 笔，要看一下"),
    "station_to_queue": _("看待传的"),
    "station_fetch": _("现在更新"),
    "station_fetched": _("更新好了。"),
    "station_not_fetched": _("没连上，来网会自己更新。"),
    "station_log_out_help": _("交班就换人，不用退出登录；待传的都留在本机。"),
    "station_looks": _("怎么看着舒服"),
    "station_language": pgettext_lazy("counter", "语言"),
    "station_type": pgettext_lazy("counter", "字号"),
    "station_type_normal": _("平常"),
    "station_type_large": _("大字"),
    "list_comma": pgettext_lazy("list", "、"),
    **{f"service_{service}": words for service, words in STATION_LABELS[Service].items()},
    **{f"work_{work}": words for work, words in STATION_LABELS[Work].items()},
}

SCREENS_A: Final[Mapping[str, Said]] = {
    **_TODAY,
    **_WEIGH_WHO,
    **_WEIGH_SCALE,
    **_SLIP,
    **_STATION,
}
