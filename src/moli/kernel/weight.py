"""Weight in whole grams; what people say is jin, kilograms and tonnes."""

from __future__ import annotations

GRAMS_PER_KG = 1_000
GRAMS_PER_JIN = 500  # 1 jin (斤) = 0.5 kg since 1959
GRAMS_PER_TONNE = 1_000_000
