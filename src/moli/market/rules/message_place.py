"""Where the produce lies, and where it is to be delivered.

Two towns of Heng County each have a 泮塘村. Such a name is never guessed: the town beside it, the
writer's own village or the area of the writer's appointment decides, or the writer is asked.
"""

from __future__ import annotations

import re

from moli.kernel.spoken.text import Span
from moli.market.rules.message_heard import Heard, Reason, Status
from moli.market.rules.message_reading import Reading
from moli.market.rules.message_words import Found, WordKind

_OWN = re.compile(
    r"(?:我们|我哋|我地|咱们?|俺们?|我|本|自家)的?(?:这个?|这边)?(?:村|屯|队)(?!委联)"
)
_ABOUT_OWN = re.compile(r"村[里上头](?!面)|(?:我们|我)(?:这里|这边|这儿)")
_DELIVERED = re.compile(
    r"(?:[收交到]货地[点址]?[: 是在]?|目的地[: 是]?"
    r"|送到|运到|拉到|发到|发往|运往|送往|送货到|送|到)\Z"
)
_DELIVERED_AFTER = re.compile(r" ?(?:交货|到货|收货|落地|到岸|提货|仓|市场)")
_OR = ("或", "或者", "、", "和", "/", "或是", "跟", "及")
_FARM_GATE = re.compile(r"上门|地头|田头|到村|村里收|自提|自己拉|来车拉|派车|园内|果园交")


def village_of(reading: Reading) -> Heard[str]:
    """The village of an offer, or what to ask about it."""
    claims = [_claim(word, reading) for word in _village_words(reading)]
    claims += [_own(match, reading) for match in _OWN.finditer(reading.text)]
    asked = next((claim for claim in claims if claim.status is Status.ASK), None)
    if asked is not None:
        return asked
    codes = tuple(dict.fromkeys(claim.value for claim in claims if claim.value))
    if len(codes) > 1:
        spans = tuple(span for claim in claims for span in claim.spans)
        return Heard.asked(Reason.SEVERAL_SAID, *spans, choices=codes)
    if claims:
        return min(claims, key=lambda claim: claim.status is Status.ASSUMED)
    return _without_village(reading)


def destination_of(reading: Reading) -> Heard[str]:
    """The place of delivery of a demand, or what to ask about it."""
    words = [word for word in reading.found if word.of(WordKind.DESTINATION)]
    delivered = _with_alternatives(words, reading)
    keys = tuple(dict.fromkeys(k for w in delivered or words for k in w.of(WordKind.DESTINATION)))
    spans = tuple(word.span for word in delivered or words)
    if len(keys) == 1 and delivered:
        return Heard.said(keys[0], *spans)
    if len(keys) == 1:
        return Heard.assumed(keys[0], Reason.PLACE_FROM_CONTEXT, *spans)
    if keys:
        return Heard.asked(Reason.SEVERAL_SAID, *spans, choices=keys)
    gate = _FARM_GATE.search(reading.text)
    if gate is not None:
        return Heard.asked(Reason.AT_THE_FARM_GATE, Span(gate.start(), gate.end()))
    return Heard.asked(Reason.NOT_SAID)


def _with_alternatives(words: list[Found], reading: Reading) -> list[Found]:
    """The places of delivery, with those said in one breath with them: 南宁或者广州交货."""
    delivered = [_is_delivered(word, reading) for word in words]
    for at in range(1, len(words)):
        between = reading.text[words[at - 1].span.end : words[at].span.start]
        if between in _OR and (delivered[at - 1] or delivered[at]):
            delivered[at - 1] = delivered[at] = True
    return [word for word, is_meant in zip(words, delivered, strict=True) if is_meant]


def _is_delivered(word: Found, reading: Reading) -> bool:
    before, after = reading.before(word.span), reading.after(word.span)
    return bool(_DELIVERED.search(before) or _DELIVERED_AFTER.match(after))


def _village_words(reading: Reading) -> list[Found]:
    return [
        word
        for word in reading.found
        if word.meanings[0][0] in (WordKind.VILLAGE, WordKind.BARE)
        and not _DELIVERED.search(reading.before(word.span))
    ] + [word for word in reading.of(WordKind.TOWN) if _is_own_bare_name(word, reading)]


def _is_own_bare_name(word: Found, reading: Reading) -> bool:
    """石塘 is a town and a community; for somebody of the community it means the community."""
    behind = reading.beside(word)[1]
    is_of_village = behind is not None and _town_beside(behind, reading) is word
    return reading.speaker.village_code in word.of(WordKind.BARE) and not is_of_village


def _claim(word: Found, reading: Reading) -> Heard[str]:
    codes = word.of(WordKind.VILLAGE) or word.of(WordKind.BARE)
    town = _town_beside(word, reading)
    if town is None:
        return _one_of(codes, word.span, reading, is_bare=not word.of(WordKind.VILLAGE))
    span = Span(min(word.span.start, town.span.start), max(word.span.end, town.span.end))
    inside = tuple(code for code in codes if code in town.of(WordKind.TOWN))
    town_name = reading.text[town.span.start : town.span.end]
    if not inside:
        return Heard.asked(Reason.NOT_IN_TOWN, span, choices=codes, facts={"town": town_name})
    if len(inside) == 1:
        reason = Reason.DECIDED_BY_TOWN if len(codes) > 1 else Reason.SAID
        return Heard.said(inside[0], span, reason=reason)
    return _one_of(inside, span, reading, is_bare=False)


def _one_of(codes: tuple[str, ...], span: Span, reading: Reading, *, is_bare: bool) -> Heard[str]:
    """The one village of a name that can be meant, or the question which."""
    speaker = reading.speaker
    if speaker.village_code in codes:
        return Heard.said(speaker.village_code, span, reason=Reason.OWN_VILLAGE)
    near = tuple(code for code in codes if speaker.reaches(code))
    if len(codes) > 1 and len(near) == 1:
        return Heard.said(near[0], span, reason=Reason.DECIDED_BY_AREA)
    if len(codes) > 1:
        towns = tuple(next(iter(reading.vocabulary.village(c).town_names), "") for c in codes)
        return Heard.asked(Reason.SAME_NAME, span, choices=codes, facts={"towns": towns})
    if is_bare and not near:
        return Heard.assumed(codes[0], Reason.NAME_WITHOUT_VILLAGE, span)
    return Heard.said(codes[0], span)


def _town_beside(word: Found, reading: Reading) -> Found | None:
    """The town said directly in front of a village, or in brackets behind it."""
    front, behind = reading.beside(word)
    if front is not None and _is_town(front):
        gap = reading.text[front.span.end : word.span.start]
        if gap in ("", " ", "的", "-", "·"):
            return front
    if behind is not None and _is_town(behind):
        return behind if reading.text[word.span.end : behind.span.start] == "(" else None
    return None


def _is_town(word: Found) -> bool:
    return bool(word.of(WordKind.TOWN)) and not word.of(WordKind.VILLAGE)


def _own(match: re.Match[str], reading: Reading) -> Heard[str]:
    span = Span(match.start(), match.end())
    if not reading.vocabulary.knows_village(reading.speaker.village_code):
        return Heard.asked(Reason.NO_OWN_VILLAGE, span)
    return Heard.said(reading.speaker.village_code, span, reason=Reason.OWN_VILLAGE)


def _without_village(reading: Reading) -> Heard[str]:
    """No village was named: the own one, unless a town was said that it does not lie in."""
    own = reading.speaker.village_code
    own = own if reading.vocabulary.knows_village(own) else ""
    for town in reading.of(WordKind.TOWN):
        if _DELIVERED.search(reading.before(town.span)):
            continue
        codes = town.of(WordKind.TOWN)
        if own not in codes:
            facts = {"town": reading.text[town.span.start : town.span.end]}
            return Heard.asked(Reason.ONLY_TOWN_SAID, town.span, choices=codes, facts=facts)
    said = _ABOUT_OWN.search(reading.text)
    spans = (Span(said.start(), said.end()),) if said and own else ()
    if own:
        return Heard.assumed(own, Reason.OWN_VILLAGE_TAKEN, *spans)
    return Heard.asked(Reason.NOT_SAID)
