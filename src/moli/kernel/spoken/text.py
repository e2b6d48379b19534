"""The text of a message made level, so that one way of writing a sign is left.

Every change keeps the length: a place in the level text is the same place in the message, and
what was understood can be shown in the writer's own words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
# A full-width comma parts two clauses and never thousands, so it stays apart from the other.
_FULL_WIDTH.pop(ord("，"))
_UPPER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}
_UPPER |= {code: code - 0xFEE0 + 32 for code in range(ord("Ａ"), ord("Ｚ") + 1)}
_SAME = {
    " ": "\u3000\u00a0\t\r\u2002\u2003",
    "-": "—–－−‐‑‒―~～〜∼",
    "¥": "￥",
    "零": "〇○",
    "一": "壹弌",
    "二": "贰貳",
    "三": "叁參",
    "四": "肆",
    "五": "伍",
    "六": "陆陸",
    "七": "柒",
    "八": "捌",
    "九": "玖",
    "十": "拾",
    "百": "佰",
    "千": "仟",
    "万": "萬",
    "亿": "億",
    "两": "兩",
    # Cantonese and Pinghua speakers of Guangxi write the yuan as they say it.
    "元": "圆圓",
    "块": "塊蚊",
    "钱": "錢",
    "号": "號",
    "个": "個箇",
    "吨": "噸",
    "级": "級",
    "货": "貨",
    "卖": "賣",
    "买": "買",
    "价": "價",
    "节": "節",
    "这": "這",
    "后": "後",
    "担": "擔",
    "从": "從",
    "们": "們",
    "庆": "慶",
    "开": "開",
    "斤": "觔",
}
_LEVEL = _FULL_WIDTH | _UPPER | {ord(old): ord(new) for new, many in _SAME.items() for old in many}
# ８０，０００ is typed with the keyboard left in Chinese; three digits led by a zero are no clause.
_THOUSANDS_COMMA = re.compile(r"(?<=[0-9])，(?=0[0-9]{2}(?![0-9]))")


@dataclass(frozen=True, order=True)
class Span:
    """A piece of a message: from its first sign to the one after its last."""

    start: int
    end: int

    def meets(self, other: Span) -> bool:
        """Whether two pieces share a sign."""
        return self.start < other.end and other.start < self.end


def level(text: str) -> str:
    """The text with half-width digits, lower-case letters and today's short characters.

    As long as the text itself, sign for sign; levelling twice changes nothing more.
    """
    return _THOUSANDS_COMMA.sub(",", text.translate(_LEVEL))
