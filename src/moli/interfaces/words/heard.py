"""Why a field of a pasted message has its value, or why it must be asked: one short line each."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from moli.interfaces.words.labels import label
from moli.interfaces.words.refusals import filled
from moli.market.rules.message_heard import AnyHeard, Field, Reason

# %(field)s is the field's own word; the other facts are named in `Reason`.
REASONS: Mapping[Reason, Promise] = {
    Reason.SAID: _("消息里写了"),
    Reason.NOT_SAID: _("消息里没写%(field)s，请补上"),
    Reason.SEVERAL_SAID: _("消息里%(field)s写了不止一个，请选一个"),
    Reason.OUT_OF_RANGE: _("%(field)s不像是真的，请核对"),
    Reason.BOTH_SIDES: _("又像卖又像买，请核对"),
    Reason.SIDE_FROM_CONTEXT: _("按消息的口气看的"),
    Reason.SIDE_OF_PAGE: _("按这一页算"),
    Reason.PRODUCT_NOT_LISTED: _("“%(words)s”不在产品名录里，请选最接近的"),
    Reason.PRODUCT_FIRST: _("先选产品，再选等级"),
    Reason.GRADE_NOT_OF_PRODUCT: _("这个产品没有消息里写的等级，请选一个"),
    Reason.PRAISE_IS_NO_GRADE: _("夸货好不能算等级，请选一个"),
    Reason.GRADE_OF_A_PART: _("写的是其中一部分的等级，请选整批货的等级"),
    Reason.LOWEST_GRADE_TAKEN: _("写了两个等级，按低的算"),
    Reason.ABOUT: _("写的是大概数，请核对"),
    Reason.LOW_END_TAKEN: _("写的是一个范围，先按少的算"),
    Reason.HIGH_END_TAKEN: _("写的是一个范围，先按多的算"),
    Reason.SHORTENED_NUMBER: _("数字写得省，请核对"),
    Reason.VAGUE_NUMBER: _("只写了大概，请写个准数"),
    Reason.BROKEN_NUMBER: _("数字看不懂，请重写"),
    Reason.RATE_NOT_TOTAL: _("写的是每天或每亩的量，请写总数"),
    Reason.WEIGHT_UNIT_NOT_SAID: _("没写是斤、公斤还是吨，请补上"),
    Reason.UNIT_MISSPELT: _("单位像是打错字，请核对"),
    Reason.PACK_NOT_KNOWN: _("不知道一%(pack)s有多重，请写成斤或吨"),
    Reason.ASKED_PRICE_TAKEN: _("把开价当作底线，请核对"),
    Reason.PER_JIN_TAKEN: _("没写单位，按每斤算"),
    Reason.PRICE_UNIT_NOT_SAID: _("没写每斤还是每公斤，请补上"),
    Reason.PRICE_TOO_FINE: _("价格太细，请写到分"),
    Reason.PRICE_OPEN: _("消息里说价格面谈，请写一个底线"),
    Reason.PRICE_OF_OTHER_END: _("消息里写的是另一头的价格，请补上"),
    Reason.TODAY_TAKEN: _("没写开始的日子，从今天算"),
    Reason.ROUGH_DAY: _("写的是大概日子，请核对"),
    Reason.NEXT_MONTH_TAKEN: _("这个月的已经过了，按下个月算"),
    Reason.NEXT_WEEK_TAKEN: _("这个星期的已经过了，按下个星期算"),
    Reason.LENGTH_TAKEN: _("按消息里写的天数算的"),
    Reason.LAST_DAY_TAKEN: _("只写了一个日子，当作最后一天"),
    Reason.NO_SUCH_DAY: _("没有这一天，请核对"),
    Reason.DAY_OVER: _("这一天已经过了，请改"),
    Reason.END_BEFORE_START: _("结束比开始还早，请改"),
    Reason.DAY_VAGUE: _("日子没写清楚，请选一天"),
    Reason.LUNAR_DAY: _("写的是农历，请选公历的日子"),
    Reason.FESTIVAL_NOT_LISTED: _("查不到这一年的这个节，请选一天"),
    Reason.DAY_TOO_FAR: _("日子太远，请核对"),
    Reason.OWN_VILLAGE: _("消息里说的是您的村"),
    Reason.OWN_VILLAGE_TAKEN: _("没写村，按您的村算"),
    Reason.NO_OWN_VILLAGE: _("“我们村”是哪个村，请选一个"),
    Reason.SAME_NAME: _("这个村名在 %(towns)s 都有，请选一个"),
    Reason.DECIDED_BY_TOWN: _("同名的村，按消息里写的乡镇算"),
    Reason.DECIDED_BY_AREA: _("同名的村，按您负责的地方算"),
    Reason.NAME_WITHOUT_VILLAGE: _("没写“村”字，请核对"),
    Reason.NOT_IN_TOWN: _("%(town)s没有这个村，请选一个"),
    Reason.ONLY_TOWN_SAID: _("只写了%(town)s，请选一个村"),
    Reason.PLACE_FROM_CONTEXT: _("按前后文看的，请核对"),
    Reason.AT_THE_FARM_GATE: _("写的是地头交货，请选送到哪里"),
    Reason.TOO_LONG: _("消息太长，最多 %(max)s 个字，请只贴说这批货的那一段"),
    Reason.EMPTY: _("还没有贴消息"),
}
_BLANK = {"words": "", "pack": "", "town": "", "towns": "", "max": ""}


def heard_words(name: Field, heard: AnyHeard) -> str:
    """Why a field has its value or must be asked, in the reader's language."""
    return filled(REASONS[heard.reason], {**_BLANK, **heard.facts}, field=label(name))


def unread_words(reason: Reason, facts: Mapping[str, str | int | tuple[str, ...]]) -> str:
    """Why a whole message was not read."""
    return filled(REASONS[reason], {**_BLANK, **facts}, field="")
