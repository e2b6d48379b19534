"""Which product, and which grade of it."""

from __future__ import annotations

import re

from moli.kernel.spoken.text import Span, level
from moli.market.rules.message_heard import Heard, Reason, Status
from moli.market.rules.message_reading import Reading, is_other_good
from moli.market.rules.message_words import GradeWords, ProductWords, WordKind

_ONLY_PART = re.compile(r"(?:的?果?(?:为主|居多|偏多|占|比较多)|和少量|多一?点)")
_OR_BETTER = r"(?:(?:及|或者?|和)?以上|起步|起)?"
_TWO_GRADES = re.compile(
    r"[一二三四1-4](?:[级等]果?)?[、,和到至/-]?(?P<second>[一二三四1-4])[级等](?:果|品)?"
)
_ANY_GRADE = re.compile(
    r"(?<![等第])(?:特|优|[一二三四五1-5])(?:级|等(?![等到你您我候待一]))(?:果|品)?|[abc][级果]"
    r"|等外|级外|残次|次果|商品果"
)
_HOW_MUCH = r"(?:也|都|又|还)?(?:很|好|真|非常|特别|蛮|够|超|比较|相当|挺|十分)?"
_IN_CHINESE = str.maketrans("1234", "一二三四")
_PRAISE = re.compile(
    rf"(?:(?:果子|果|个头|货)?{_HOW_MUCH}(?:靓|漂亮)"
    rf"|(?:品质|质量|品相|卖相|果形|果相|果面|果子|个头){_HOW_MUCH}(?:好|大|优|佳|不错|均匀|一流)"
    r"|精品|优质|上等|上好|一流|顶级|标准果|好果|大果|中果|小果|大小果|混装|正品)果?"
)
_WORDS_BEHIND_WEIGHT = re.compile(
    r"(?:的|优质|新鲜|本地|自家|自种的?)?(?P<name>[^\W0-9_a-zA-Z卖要出求急收想找现在已可熟有了的]{1,6})"
)


def product_of(reading: Reading, *, weight_ends: tuple[int, ...]) -> Heard[str]:
    """The product. `weight_ends` are places behind a weight, where an unknown one would stand."""
    keys: dict[str, list[Span]] = {}
    for word in reading.of(WordKind.PRODUCT):
        other = is_other_good(word, reading.text)
        if other is not None:
            return _not_listed(other, reading)
        keys.setdefault(word.of(WordKind.PRODUCT)[0], []).append(word.span)
    if len(keys) == 1:
        key, spans = next(iter(keys.items()))
        return Heard.said(key, *spans)
    if keys:
        every = tuple(span for spans in keys.values() for span in spans)
        return Heard.asked(Reason.SEVERAL_SAID, *every, choices=tuple(keys))
    for end in weight_ends:
        behind = _WORDS_BEHIND_WEIGHT.match(reading.text, end)
        if behind is not None:
            return _not_listed(Span(behind.start("name"), behind.end("name")), reading)
    return Heard.asked(Reason.NOT_SAID)


def _not_listed(span: Span, reading: Reading) -> Heard[str]:
    facts = {"words": reading.text[span.start : span.end]}
    return Heard.asked(Reason.PRODUCT_NOT_LISTED, span, facts=facts)


def grade_of(reading: Reading, product: ProductWords | None) -> Heard[str]:
    """The grade: of an offer the lowest in it, of a demand the lowest that is taken.

    Praise (很靓, 精品) is no grade: it is shown and the grade is asked.
    """
    foreign, praise = _ANY_GRADE.search(reading.text), _praise(reading)
    if product is None:
        spans = [Span(foreign.start(), foreign.end())] if foreign else []
        return Heard.asked(Reason.PRODUCT_FIRST if spans else Reason.NOT_SAID, *spans)
    choices = tuple(grade.key for grade in product.grades)
    said = _two_grades(reading, product) or _said(reading, product)
    if said is not None:
        return said
    if foreign is not None:
        span = Span(foreign.start(), foreign.end())
        return Heard.asked(Reason.GRADE_NOT_OF_PRODUCT, span, choices=choices)
    if praise is not None:
        return Heard.asked(Reason.PRAISE_IS_NO_GRADE, praise, choices=choices)
    return Heard.asked(Reason.NOT_SAID, choices=choices)


def _said(reading: Reading, product: ProductWords) -> Heard[str] | None:
    by_name = {level(name): grade for grade in product.grades for name in grade.names if name}
    if not by_name:
        return None
    names = "|".join(map(re.escape, sorted(by_name, key=lambda name: (-len(name), name))))
    pattern = re.compile(rf"(?P<name>{names}){_OR_BETTER}")
    found = list(pattern.finditer(reading.text))
    grades = {by_name[match["name"]].key: by_name[match["name"]] for match in found}
    spans = [Span(match.start(), match.end()) for match in found]
    if not grades:
        return None
    if len(grades) > 1:
        # Two grades are two lots, each with its own weight and price.
        return Heard.asked(Reason.SEVERAL_SAID, *spans, choices=tuple(grades))
    if any(_ONLY_PART.match(reading.after(span)) for span in spans):
        choices = tuple(each.key for each in product.grades)
        return Heard.asked(Reason.GRADE_OF_A_PART, *spans, choices=choices)
    return _graded(next(iter(grades.values())), spans)


def _two_grades(reading: Reading, product: ProductWords) -> Heard[str] | None:
    """一二级 and 一级、二级 in one breath: the lot holds both, so the lower one is its grade."""
    match = _TWO_GRADES.search(reading.text)
    if match is None:
        return None
    wanted = f"{match['second'].translate(_IN_CHINESE)}级"
    for grade in product.grades:
        if wanted in map(level, grade.names):
            span = Span(match.start(), match.end())
            facts = {"rank": grade.rank}
            return Heard.assumed(grade.key, Reason.LOWEST_GRADE_TAKEN, span, facts=facts)
    return None


def _graded(grade: GradeWords, spans: list[Span]) -> Heard[str]:
    facts = {"rank": grade.rank}
    return Heard(grade.key, Status.UNDERSTOOD, Reason.SAID, tuple(spans), facts=facts)


def _praise(reading: Reading) -> Span | None:
    """Words that praise, found in the folded text so that 甜玉米 praises nothing."""
    match = _PRAISE.search(reading.shape.signs)
    return reading.shape.span(match.start(), match.end()) if match else None
