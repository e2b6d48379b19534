"""Weights, prices and days as people say them: jin and yuan per jin in Chinese, kg in English."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import get_language, gettext

from moli.kernel.money import FEN_PER_KG_PER_FEN_PER_JIN, FEN_PER_YUAN
from moli.kernel.weight import GRAMS_PER_JIN, GRAMS_PER_KG


def is_english() -> bool:
    """Whether the reader's language is English, where weights are said in kilograms."""
    return (get_language() or "").startswith("en")


def weight_words(grams: int) -> str:
    """A weight with its unit: 80,000 斤, or 40,000 kg."""
    amount = Decimal(grams) / (GRAMS_PER_KG if is_english() else GRAMS_PER_JIN)
    return gettext("%(amount)s 斤") % {"amount": f"{amount.normalize():,f}"}


def price_words(fen_per_kg: int) -> str:
    """A price with its unit: 3.20 元/斤, or ¥6.40/kg; a half fen per jin keeps its digit."""
    per_unit = 1 if is_english() else FEN_PER_KG_PER_FEN_PER_JIN
    yuan = Decimal(fen_per_kg) / (per_unit * FEN_PER_YUAN)
    text = f"{yuan:,.2f}" if yuan == round(yuan, 2) else f"{yuan.normalize():,f}"
    return gettext("%(price)s 元/斤") % {"price": text}


def money_words(fen: int) -> str:
    """A sum to the fen: 256,000.00 元, or ¥256,000.00."""
    return gettext("%(sum)s 元") % {"sum": f"{Decimal(fen) / FEN_PER_YUAN:,.2f}"}


def day_words(day: date) -> str:
    """A day with its year: 2016 年 9 月 30 日, or 2016-9-30."""
    return gettext("%(year)s 年 %(month)s 月 %(day)s 日") % {
        "year": day.year,
        "month": day.month,
        "day": day.day,
    }
