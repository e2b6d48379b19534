"""What was understood of a message: each field with its value, its certainty and its reason.

No sentence for a screen stands here: a reason is a code with its facts, and the door that shows it
chooses the words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from moli.kernel.refusal import Fact
from moli.kernel.spoken.text import Span

Value = TypeVar("Value")


class MessageSide(StrEnum):
    """What a message wants to become."""

    OFFER = "OFFER"  # a lot
    DEMAND = "DEMAND"


class Status(StrEnum):
    """How sure a field is.

    1. UNDERSTOOD: the message says it.
    2. ASSUMED: it follows from a habit of speech; the form is filled and asks to confirm.
    3. ASK: it has no value; the writer must say it.
    """

    UNDERSTOOD = "UNDERSTOOD"
    ASSUMED = "ASSUMED"
    ASK = "ASK"


class Field(StrEnum):
    """The fields of the two forms."""

    SIDE = "SIDE"
    VILLAGE = "VILLAGE"
    PRODUCT = "PRODUCT"
    GRADE = "GRADE"
    WEIGHT = "WEIGHT"
    PRICE = "PRICE"
    DESTINATION = "DESTINATION"
    FROM = "FROM"
    TO = "TO"


FORM_ORDER: Mapping[MessageSide, tuple[Field, ...]] = {
    MessageSide.OFFER: (
        Field.SIDE,
        Field.VILLAGE,
        Field.PRODUCT,
        Field.GRADE,
        Field.WEIGHT,
        Field.PRICE,
        Field.FROM,
        Field.TO,
    ),
    MessageSide.DEMAND: (
        Field.SIDE,
        Field.PRODUCT,
        Field.GRADE,
        Field.WEIGHT,
        Field.PRICE,
        Field.DESTINATION,
        Field.FROM,
        Field.TO,
    ),
}


class Reason(StrEnum):
    """Why a field has its value, or why it must be asked. Facts are named behind each."""

    SAID = "SAID"
    NOT_SAID = "NOT_SAID"
    SEVERAL_SAID = "SEVERAL_SAID"  # choices
    OUT_OF_RANGE = "OUT_OF_RANGE"  # value and bounds in the field's unit

    BOTH_SIDES = "BOTH_SIDES"
    SIDE_FROM_CONTEXT = "SIDE_FROM_CONTEXT"
    SIDE_OF_PAGE = "SIDE_OF_PAGE"

    PRODUCT_NOT_LISTED = "PRODUCT_NOT_LISTED"  # words
    PRODUCT_FIRST = "PRODUCT_FIRST"
    GRADE_NOT_OF_PRODUCT = "GRADE_NOT_OF_PRODUCT"  # choices
    PRAISE_IS_NO_GRADE = "PRAISE_IS_NO_GRADE"  # choices
    GRADE_OF_A_PART = "GRADE_OF_A_PART"  # choices
    LOWEST_GRADE_TAKEN = "LOWEST_GRADE_TAKEN"

    ABOUT = "ABOUT"
    LOW_END_TAKEN = "LOW_END_TAKEN"  # high, in the field's unit
    HIGH_END_TAKEN = "HIGH_END_TAKEN"  # low, in the field's unit
    SHORTENED_NUMBER = "SHORTENED_NUMBER"
    VAGUE_NUMBER = "VAGUE_NUMBER"
    BROKEN_NUMBER = "BROKEN_NUMBER"
    RATE_NOT_TOTAL = "RATE_NOT_TOTAL"
    WEIGHT_UNIT_NOT_SAID = "WEIGHT_UNIT_NOT_SAID"
    UNIT_MISSPELT = "UNIT_MISSPELT"
    PACK_NOT_KNOWN = "PACK_NOT_KNOWN"  # pack, count

    ASKED_PRICE_TAKEN = "ASKED_PRICE_TAKEN"
    PER_JIN_TAKEN = "PER_JIN_TAKEN"
    PRICE_UNIT_NOT_SAID = "PRICE_UNIT_NOT_SAID"  # choices
    PRICE_TOO_FINE = "PRICE_TOO_FINE"  # lower_fen_per_kg, upper_fen_per_kg
    PRICE_OPEN = "PRICE_OPEN"
    PRICE_OF_OTHER_END = "PRICE_OF_OTHER_END"

    TODAY_TAKEN = "TODAY_TAKEN"
    ROUGH_DAY = "ROUGH_DAY"
    NEXT_MONTH_TAKEN = "NEXT_MONTH_TAKEN"
    NEXT_WEEK_TAKEN = "NEXT_WEEK_TAKEN"
    LENGTH_TAKEN = "LENGTH_TAKEN"
    LAST_DAY_TAKEN = "LAST_DAY_TAKEN"
    NO_SUCH_DAY = "NO_SUCH_DAY"
    DAY_OVER = "DAY_OVER"  # choices, or from_on and to_on
    END_BEFORE_START = "END_BEFORE_START"  # from_on, to_on
    DAY_VAGUE = "DAY_VAGUE"
    LUNAR_DAY = "LUNAR_DAY"
    FESTIVAL_NOT_LISTED = "FESTIVAL_NOT_LISTED"
    DAY_TOO_FAR = "DAY_TOO_FAR"

    OWN_VILLAGE = "OWN_VILLAGE"
    OWN_VILLAGE_TAKEN = "OWN_VILLAGE_TAKEN"
    NO_OWN_VILLAGE = "NO_OWN_VILLAGE"
    SAME_NAME = "SAME_NAME"  # choices, towns
    DECIDED_BY_TOWN = "DECIDED_BY_TOWN"  # town
    DECIDED_BY_AREA = "DECIDED_BY_AREA"
    NAME_WITHOUT_VILLAGE = "NAME_WITHOUT_VILLAGE"
    NOT_IN_TOWN = "NOT_IN_TOWN"  # choices, town
    ONLY_TOWN_SAID = "ONLY_TOWN_SAID"  # choices, town

    PLACE_FROM_CONTEXT = "PLACE_FROM_CONTEXT"
    AT_THE_FARM_GATE = "AT_THE_FARM_GATE"

    TOO_LONG = "TOO_LONG"  # length, max
    EMPTY = "EMPTY"


@dataclass(frozen=True)
class Heard(Generic[Value]):
    """One field as heard.

    `spans` are the words it came from, in the message as pasted; `choices` are the values that the
    writer may pick from when the field is asked, as keys, codes, numbers or ISO days in text.
    """

    value: Value | None
    status: Status
    reason: Reason
    spans: tuple[Span, ...] = ()
    choices: tuple[str, ...] = ()
    facts: Mapping[str, Fact] = field(default_factory=dict)

    @classmethod
    def asked(
        cls,
        reason: Reason,
        *spans: Span,
        choices: tuple[str, ...] = (),
        facts: Mapping[str, Fact] | None = None,
    ) -> Heard[Value]:
        """A field without a value, to be asked."""
        return cls(None, Status.ASK, reason, spans, choices, facts or {})

    @classmethod
    def said(cls, value: Value, *spans: Span, reason: Reason = Reason.SAID) -> Heard[Value]:
        """A field that the message says."""
        return cls(value, Status.UNDERSTOOD, reason, spans)

    @classmethod
    def assumed(
        cls,
        value: Value,
        reason: Reason,
        *spans: Span,
        facts: Mapping[str, Fact] | None = None,
    ) -> Heard[Value]:
        """A field that follows from a habit of speech."""
        return cls(value, Status.ASSUMED, reason, spans, facts=facts or {})


AnyHeard = Heard[MessageSide] | Heard[str] | Heard[int] | Heard[date]


class MarkKind(StrEnum):
    """How a piece of the message is shown."""

    UNDERSTOOD = "UNDERSTOOD"
    ASK = "ASK"
    WITHHELD = "WITHHELD"


@dataclass(frozen=True)
class Mark:
    """A piece of the message to highlight. `fields` is empty for what was left out."""

    span: Span
    kind: MarkKind
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Understanding:
    """All that was understood of one message.

    `price_fen_per_kg` is the floor of an offer and the ceiling of a demand; `from_on` and `to_on`
    are the days of harvest or of delivery, both included. The village matters for an offer only,
    the destination for a demand only. `refusal` says why the message was not read at all.
    `withheld` are telephone numbers and the like, which are in no field.
    """

    side: Heard[MessageSide]
    village_code: Heard[str]
    product_key: Heard[str]
    grade_key: Heard[str]
    weight_grams: Heard[int]
    price_fen_per_kg: Heard[int]
    destination_key: Heard[str]
    from_on: Heard[date]
    to_on: Heard[date]
    withheld: tuple[Span, ...] = ()
    refusal: Reason | None = None
    refusal_facts: Mapping[str, Fact] = field(default_factory=dict)

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields that count for this side, in the order in which the form asks them.

        A message whose side is unknown is taken for an offer, since villages write most of them.
        """
        return FORM_ORDER[self.side.value or MessageSide.OFFER]

    @property
    def missing(self) -> tuple[Field, ...]:
        """The fields that must be asked, in the order of the form."""
        return tuple(name for name in self.fields if self.heard(name).status is Status.ASK)

    def heard(self, name: Field) -> AnyHeard:
        """One field by its name, for pages that list them all."""
        by_name: dict[Field, AnyHeard] = {
            Field.SIDE: self.side,
            Field.VILLAGE: self.village_code,
            Field.PRODUCT: self.product_key,
            Field.GRADE: self.grade_key,
            Field.WEIGHT: self.weight_grams,
            Field.PRICE: self.price_fen_per_kg,
            Field.DESTINATION: self.destination_key,
            Field.FROM: self.from_on,
            Field.TO: self.to_on,
        }
        return by_name[name]

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What to highlight, from left to right, no two overlapping.

        Where pieces overlap, the longer one is shown, and both fields stand on it.
        """
        marks = [Mark(span, MarkKind.WITHHELD, ()) for span in self.withheld]
        for name in self.fields:
            heard = self.heard(name)
            kind = MarkKind.ASK if heard.status is Status.ASK else MarkKind.UNDERSTOOD
            marks += [Mark(span, kind, (name,)) for span in heard.spans]
        return _without_overlap(marks)


def _without_overlap(marks: list[Mark]) -> tuple[Mark, ...]:
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.span.start, -mark.span.end)):
        if kept and kept[-1].span.meets(mark.span):
            last = kept[-1]
            kind = MarkKind.ASK if MarkKind.ASK in (last.kind, mark.kind) else last.kind
            kept[-1] = Mark(last.span, kind, (*last.fields, *mark.fields))
        else:
            kept.append(mark)
    return tuple(kept)
