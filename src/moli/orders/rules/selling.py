"""What may be written on a label: weight and price of a unit, the rules of a flash sale."""

from __future__ import annotations

from dataclasses import dataclass

from moli.kernel.refusal import Refusal

UNIT_GRAMS_MAX = 50_000
PRICE_FEN_MAX = 10_000_000
# An article's page lies beside the shop's own, which hide one of the same name.
CODES_OF_THE_SHOP = frozenset({"basket", "checkout", "find", "order", "orders"})


class ArticleOutOfRange(Refusal):
    """A unit holds from a gram to 50 kilograms."""


class ArticleCodeOfTheShop(Refusal):
    """A page of the shop itself has the address that an article of this code would have."""


class ArticlePriceOutOfRange(Refusal):
    """A unit costs from one fen to 100,000 yuan."""


class PriceNotAfterAnother(Refusal):
    """A price begins on a later day than every price before it."""


class BuyerCapOutOfRange(Refusal):
    """A limit for each buyer is one unit or more."""


@dataclass(frozen=True)
class ArticleDetails:
    """What a packaged product is called and holds."""

    code: str
    name: str
    name_en: str
    unit_name: str
    unit_name_en: str
    grams_per_unit: int
    packaging_fen: int = 0
    shelf_days: int | None = None
    # Which station keeps and packs it; nothing: the county's own store.
    station_key: str = ""


def judge_article(details: ArticleDetails) -> None:
    """Refuse a code that the shop uses, a unit nobody can carry, and packaging below nothing.

    The shop's own pages would hide the one of an article of such a code.
    """
    if details.code in CODES_OF_THE_SHOP:
        raise ArticleCodeOfTheShop(field="code", article=details.code)
    if not 0 < details.grams_per_unit <= UNIT_GRAMS_MAX or details.packaging_fen < 0:
        raise ArticleOutOfRange(
            field="grams_per_unit", value_grams=details.grams_per_unit, max_grams=UNIT_GRAMS_MAX
        )


def judge_price(price_fen: int) -> None:
    """Refuse a price that nobody can mean."""
    if not 0 < price_fen <= PRICE_FEN_MAX:
        raise ArticlePriceOutOfRange(field="price_fen", value_fen=price_fen, max_fen=PRICE_FEN_MAX)
