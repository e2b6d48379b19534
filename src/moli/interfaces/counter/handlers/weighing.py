"""Weighing in: what stood on the scale, a photo of it, and giving it back."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Mapping
from typing import Final

from moli.catalogue.rules import Storage
from moli.counter.queries.goods import grade_of_rank
from moli.counter.rules.weighing import PHOTO_BYTES_MAX
from moli.counter.services import weighing
from moli.interfaces.counter.handlers.reading import (
    Body,
    FieldMalformed,
    read_choice,
    read_day,
    read_flag,
    read_text,
    read_text_or_none,
    read_uuid,
    read_whole,
)
from moli.interfaces.counter.handlers.who import occasion_of, read_household
from moli.orders.rules.weighing import Weighed
from moli.sync.rules.pushing import Doing, Done, Handler, Pushed

# Base64 writes three bytes as four signs.
_PHOTO_SIGNS_MAX: Final = (PHOTO_BYTES_MAX + 2) // 3 * 4


def weigh_in(pushed: Pushed, doing: Doing) -> Done:
    """What a household brought."""
    body = pushed.body
    scale = weighing.AtScale(
        household=read_household(body, doing),
        grade=grade_of_rank(read_text(body, "product"), read_whole(body, "grade_rank")),
        storage=read_choice(body, "storage", Storage),
        weighed=Weighed(
            gross_grams=read_whole(body, "gross_grams"),
            tare_grams=read_whole(body, "tare_grams"),
            harvested_on=read_day(body, "harvested_on"),
        ),
        receipt_no=read_text_or_none(body, "receipt_no"),
        is_read_back=read_flag(body, "is_read_back"),
        quota_id=_quota_id(body),
    )
    row = weighing.weigh_at_counter(scale=scale, occasion=occasion_of(pushed, doing))
    return Done(key=row.key)


def weigh_undone(pushed: Pushed, doing: Doing) -> Done:
    """A household takes back what it brought."""
    weighing.take_back(ref=read_uuid(pushed.body, "ref"), occasion=occasion_of(pushed, doing))
    return Done()


def weigh_photo(pushed: Pushed, doing: Doing) -> Done:
    """A photo of what was weighed."""
    weighing.add_photo(
        ref=read_uuid(pushed.body, "ref"),
        picture=_picture(pushed.body),
        occasion=occasion_of(pushed, doing),
    )
    return Done()


def _quota_id(body: Body) -> int | None:
    text = read_text_or_none(body, "quota", most=18)
    if not text:
        return None
    if not (text.isascii() and text.isdigit()):
        raise FieldMalformed(field="quota")
    return int(text)


def _picture(body: Body) -> bytes:
    text = read_text(body, "photo", most=_PHOTO_SIGNS_MAX)
    try:
        return b64decode(text, validate=True)
    except (NotBase64, ValueError) as error:
        raise FieldMalformed(field="photo") from error


HANDLERS: Final[Mapping[str, Handler]] = {
    "weigh_in": weigh_in,
    "weigh_photo": weigh_photo,
    "weigh_undone": weigh_undone,
}
