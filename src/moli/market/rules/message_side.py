"""Whether a message offers or asks for produce.

The verb decides, with one turn: an offer calls for buyers (有没有老板收百香果) and a demand for
sellers (有货的联系我), so a call is read as a whole before single words are.
"""

from __future__ import annotations

import re

from moli.market.rules.message_heard import Heard, MessageSide, Reason
from moli.market.rules.message_reading import Reading


def _any_of(*words: str) -> str:
    return f"(?:{'|'.join(' '.join(words).split())})"


_NEAR = r"[^,，。;；!！?？\n]"
_BUYER = _any_of(
    "老板 客商 采购商 收购商 批发商 买家 客户 平台 超市 朋友 大家 厂家 人 谁 各位 亲 微商 电商"
)
_SELLER = _any_of("老板 农户 朋友 村 合作社 基地 种植户 果农 人 乡亲 大户")
_REACH = _any_of("联系 私聊 速来 快来 请 来电 抓紧 打电话 加我 加微信 找我 报价")
_BUY = _any_of("收购 采购 订购 拿货 收 买 要")
_CALLS_FOR_BUYERS = re.compile(
    rf"(?:有没有|有无|哪位|哪个|求|找|欢迎|请|盼|望|等|招){_NEAR}{{0,3}}{_BUYER}{_NEAR}{{0,4}}?{_BUY}"
    rf"|{_BUYER}{_NEAR}{{0,2}}?来{_BUY}"
    rf"|(?:欢迎|求|盼){_NEAR}{{0,6}}?{_any_of('来收 来买 来拉 来订 收购 采购 选购 订购 前来 上门')}"
    rf"|{_BUYER}(?:来|想|谁)?{_BUY}的?(?={_REACH}|[?？吗吧])"
    rf"|{_any_of('想要 需要 有需要 有需求 想买 要货 收购 收 要 有意 有意向')}的"
    rf"(?:{_BUYER}|{_REACH}|[,，。!！\n ]|\Z)|"
    + _any_of(
        "有意者 谁要 谁收 要不要 有人要 有人收 找销路 找买家 找客户 找老板 没人收 没人要",
        "无人收 无人问津 没销路 等人收",
    )
)
_CALLS_FOR_SELLERS = re.compile(
    rf"有(?:货源?|果|D?P)?的(?:{_SELLER}|{_REACH})|卖P的(?:{_SELLER}|{_REACH}|吗)|有货源?请"
    r"|谁家?有|哪里有|哪有P|哪个村有|哪家有|[找求](?:P的?)?货源?|求推荐货源|货源充足者"
    rf"|有没有{_NEAR}{{0,3}}(?:P|货)"
)
# Words that hold 收, 卖 or 要 and neither buy nor sell.
_NEITHER = re.compile(
    _any_of(
        "丰收 收成 采收 收获 收摘 收割 可收 收完 收到 收入 签收 验收 收款 秋收 抢收 已收",
        "收回 回收 收起来 收好 吸收 收尾 收工 (?:能|可以|估计|预计|大概)收(?!购)",
        "已经?卖 卖了 卖出 收了 已售 专卖 买卖 要价 重要 主要 只要 不要钱 要求 要紧 还要等",
    )
)
_OFFER = re.compile(
    _any_of(
        "要卖 卖掉 卖完 卖晒 想卖 出售 急售 急卖 求卖 待售 待销 出货 出手 滞销 销售 卖不",
        "就卖 在卖 可卖 起卖 不卖 供应 有售 现货 批发 急出 要出 求带走 处理 转让 想转",
        "转出 转手 求助 卖(?!家)",
    )
)
_DEMAND = re.compile(
    _any_of(
        "求购 收购 采购 要买 想买 想要 急需 需要 急收 急要 诚收 长期收 大量收 大量要 高价收",
        "现收 常年收 订购 要货 求货 求收 需求 上门收 统收 我们?要 我们?收 我司 寻购",
        "收(?=.?[NPD]) 要(?![卖价出])(?=.?[NP]) 买(?=.?[NP])",
    )
    + r"|(?:(?<=[,，。;；!！\n 、:])|\A)收"
)
_WEAK_OFFER = (
    re.compile(r"有(?:大概|大约|约|差不多|近|货)?(?= ?[NP])|有货|熟了|成熟|上市|[开能可新]摘"),
    re.compile(r"(?:我们|我哋|我|本|俺|咱们?)村|V|B"),
    re.compile(r"最低|不低于|保底|底价|以上|起(?![订步])|免谈"),
    re.compile(r"(?:(?<=[ ,，。；;!！\n])|\A)出(?=[ ,，。；;!！\nNP]|\Z)"),
)
_WEAK_DEMAND = (
    re.compile(r"最高|不超过|不高于|以内|封顶"),
    re.compile(r"到货|到厂|落地价|交货|送到?D"),
)


def side_of(reading: Reading, *, page: MessageSide | None) -> Heard[MessageSide]:
    """Offer or demand. `page` is the form that the message was pasted into, if it was one.

    A verb counts most. Where it is missing, or both are said, the page counts; then what is left,
    such as 我们村有 and 以上 for an offer; else it is asked.
    """
    signs = reading.shape.signs
    buyers = _places(_CALLS_FOR_BUYERS, signs)
    sellers = _places(_CALLS_FOR_SELLERS, _blank(signs, buyers))
    rest = _blank(signs, [*buyers, *sellers, *_places(_NEITHER, signs)])
    offers = [*buyers, *_places(_OFFER, rest)]
    demands = [*sellers, *_places(_DEMAND, rest)]
    if bool(offers) != bool(demands):
        return Heard.said(MessageSide.OFFER if offers else MessageSide.DEMAND)
    if page is not None:
        return Heard.assumed(page, Reason.SIDE_OF_PAGE)
    if offers:
        spans = [reading.shape.span(start, end) for start, end in sorted([*offers, *demands])]
        return Heard.asked(Reason.BOTH_SIDES, *spans)
    return _from_context(rest)


def _from_context(rest: str) -> Heard[MessageSide]:
    offer = sum(bool(pattern.search(rest)) for pattern in _WEAK_OFFER)
    demand = sum(bool(pattern.search(rest)) for pattern in _WEAK_DEMAND)
    if offer == demand:
        return Heard.asked(Reason.BOTH_SIDES if offer else Reason.NOT_SAID)
    side = MessageSide.OFFER if offer > demand else MessageSide.DEMAND
    return Heard.assumed(side, Reason.SIDE_FROM_CONTEXT)


def _places(pattern: re.Pattern[str], signs: str) -> list[tuple[int, int]]:
    return [(match.start(), match.end()) for match in pattern.finditer(signs)]


def _blank(signs: str, places: list[tuple[int, int]]) -> str:
    """The signs with some pieces made unreadable, in their places."""
    left = list(signs)
    for start, end in places:
        left[start:end] = "_" * (end - start)
    return "".join(left)
