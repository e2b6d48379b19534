"""Telephone numbers and other ways to reach a person, found so that they are left out.

The market makes contacts visible only at an introduction; a number in a message must therefore
be neither copied into a field nor stored with its words.
"""

from __future__ import annotations

import re

from moli.kernel.spoken.text import Span, level

_CHINESE_DIGIT = "[零一二三四五六七八九]"
_NO_AMOUNT = r"(?! ?[0-9斤公吨kt元块])"
_CONTACTS = tuple(
    re.compile(pattern)
    for pattern in (
        # An identity card (GB 11643): 17 digits and a check sign.
        r"(?<![0-9])[1-9][0-9]{16}[0-9x](?![0-9])",
        # A mobile number, with or without +86 and blanks.
        r"(?<![0-9])(?:\+?86[ -]?)?1[3-9][0-9](?:[ -]?[0-9]{4}){2}(?![0-9])",
        r"(?<![0-9])(?:\+?86[ -]?)?1[3-9][0-9]{2}[ -]?[0-9]{3}[ -]?[0-9]{4}(?![0-9])",
        rf"(?<!{_CHINESE_DIGIT})一[三四五六七八九]{_CHINESE_DIGIT}{{9}}(?!{_CHINESE_DIGIT})",
        # A fixed line with its area code, and a short one behind a word that announces it.
        r"(?<![0-9])0[0-9]{2,3}[ -]?[0-9]{7,8}(?![0-9])",
        r"(?:电话|热线|手机|联系|拨打|咨询|致电)[^0-9\n]{0,6}"
        rf"(?P<only>[0-9]{{7,12}}){_NO_AMOUNT}",
        # An account of a chat.
        r"(?:微信号?|vx|wx|wechat|qq号?|v信)[: 是]{0,3}(?P<only>[a-z0-9_-]{5,20})",
        r"[a-z0-9._-]{1,40}@[a-z0-9-]{1,40}(?:\.[a-z]{2,12}){1,3}",
        # Any other long run of digits is an account of something.
        rf"(?<![0-9.])[0-9]{{11,19}}{_NO_AMOUNT}",
    )
)
LEFT_OUT = "*"


def contacts_in(text: str) -> tuple[Span, ...]:
    """Where a level text names ways to reach a person, from left to right, none overlapping."""
    found = sorted(_contact(match) for pattern in _CONTACTS for match in pattern.finditer(text))
    kept: list[Span] = []
    for span in found:
        if kept and kept[-1].meets(span):
            kept[-1] = Span(kept[-1].start, max(kept[-1].end, span.end))
        else:
            kept.append(span)
    return tuple(kept)


def _contact(match: re.Match[str]) -> Span:
    """The number itself, without the word that announces it."""
    group = "only" if "only" in match.re.groupindex else 0
    return Span(match.start(group), match.end(group))


def without_contacts(text: str) -> str:
    """The message with every telephone number and the like starred out, as it may be stored.

    As long as the message, so spans still fit; doing it twice changes nothing more.
    """
    signs = list(text)
    for span in contacts_in(level(text)):
        signs[span.start : span.end] = LEFT_OUT * (span.end - span.start)
    return "".join(signs)
