"""A message from a chat group turned into the fields of a lot or a demand.

`understand` reads what villagers and buyers write anyway, such as 我们村有8万斤百香果,二级以上,
3块一斤起,这个月底前要卖掉. It says of each field what it took, from which words and how sure it is,
and which fields must be asked. It never guesses between two readings, and it copies no telephone
number.
"""

from __future__ import annotations

from datetime import date

from moli.kernel.refusal import Fact
from moli.market.rules.message_heard import Heard, MessageSide, Reason, Understanding
from moli.market.rules.message_money import prices_in
from moli.market.rules.message_place import destination_of, village_of
from moli.market.rules.message_price import price_of, spans_of
from moli.market.rules.message_product import grade_of, product_of
from moli.market.rules.message_reading import (
    LENGTH_MAX,
    Reading,
    Speaker,
    lay_out,
    product_words,
)
from moli.market.rules.message_side import side_of
from moli.market.rules.message_weight import pack_weights, weight_of, weights_of
from moli.market.rules.message_window import window_of
from moli.market.rules.message_words import Vocabulary

__all__ = ["LENGTH_MAX", "Speaker", "understand"]


def understand(
    message: str,
    *,
    vocabulary: Vocabulary,
    speaker: Speaker,
    today: date,
    page: MessageSide | None = None,
) -> Understanding:
    """What a message says, field by field. Equal arguments give equal answers; nothing is kept.

    A message of more than `LENGTH_MAX` signs, or an empty one, is not read: `refusal` says so
    (TOO_LONG, EMPTY) and every field is asked. Never raises for any text. `page` is the form into
    which the message was pasted; it decides where the message does not say which side it is.
    """
    if len(message) > LENGTH_MAX:
        return _unread(Reason.TOO_LONG, {"length": len(message), "max": LENGTH_MAX})
    if not message.strip():
        return _unread(Reason.EMPTY, {})
    reading = lay_out(message, vocabulary=vocabulary, speaker=speaker, today=today)
    return _understood(reading, page)


def _understood(reading: Reading, page: MessageSide | None) -> Understanding:
    side = side_of(reading, page=page)
    meant = side.value or page or MessageSide.OFFER
    prices, other_money = prices_in(reading.shape)
    shape = reading.shape.without([*spans_of(prices), *other_money])
    catalogued = product_of(reading, weight_ends=())
    product = product_words(reading, catalogued.value)
    packs = pack_weights(shape, product)
    weights = weights_of(shape, packs)
    rest = shape.without([(weight.start, weight.end) for weight in weights])
    from_on, to_on = window_of(rest, today=reading.today, side=meant, has_price=bool(prices))
    return Understanding(
        side=side,
        village_code=village_of(reading),
        product_key=product_of(reading, weight_ends=tuple(each.span.end for each in weights)),
        grade_key=grade_of(reading, product),
        weight_grams=weight_of(shape, weights),
        price_fen_per_kg=price_of(reading.shape, prices, side=meant, pack_grams=packs.grams),
        destination_key=destination_of(reading),
        from_on=from_on,
        to_on=to_on,
        withheld=reading.contacts,
    )


def _unread(refusal: Reason, facts: dict[str, Fact]) -> Understanding:
    return Understanding(
        side=Heard.asked(refusal),
        village_code=Heard.asked(refusal),
        product_key=Heard.asked(refusal),
        grade_key=Heard.asked(refusal),
        weight_grams=Heard.asked(refusal),
        price_fen_per_kg=Heard.asked(refusal),
        destination_key=Heard.asked(refusal),
        from_on=Heard.asked(refusal),
        to_on=Heard.asked(refusal),
        refusal=refusal,
        refusal_facts=facts,
    )
