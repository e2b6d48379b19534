"""The words of Heng County as the message tests need them, and its real list of villages."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import moli
from moli.market.rules.message import Speaker, understand
from moli.market.rules.message_heard import MessageSide, Understanding
from moli.market.rules.message_words import (
    GradeWords,
    PackWords,
    PlaceWords,
    ProductWords,
    VillageWords,
    Vocabulary,
    usual_grade_names,
)

MONDAY = date(2016, 9, 5)
YAOBU, SHAJIANG, SHITANG = "450181110206", "450181110208", "450181110001"
PANTANG_NAYANG, PANTANG_LUANCHENG = "450181102204", "450181107201"
SECRETARY = Speaker(village_code=YAOBU, area_codes=(YAOBU,))
COUNTY = Speaker(area_codes=("450181",))


def _grades(product: str, *names: str) -> tuple[GradeWords, ...]:
    return tuple(
        GradeWords(f"{product}/{name}", rank, usual_grade_names(name))
        for rank, name in enumerate(names, start=1)
    )


def _villages() -> tuple[VillageWords, ...]:
    path = Path(moli.__file__).parent / "places" / "data" / "hengzhou_villages.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(
            VillageWords(row["code"], (row["short_name"], row["name"]), (row["town"],))
            for row in csv.DictReader(lines)
        )


VOCABULARY = Vocabulary(
    products=(
        ProductWords(
            "百香果",
            ("百香果", "鸡蛋果", "西番莲"),
            _grades("百香果", "一级", "二级", "三级", "统货"),
            (PackWords(("筐",), 25_000),),
        ),
        ProductWords(
            "甜玉米", ("甜玉米", "玉米", "水果玉米"), _grades("甜玉米", "一级", "二级", "统货")
        ),
        ProductWords("茉莉鲜花", ("茉莉鲜花", "茉莉花"), _grades("茉莉鲜花", "一级", "统货")),
        ProductWords("大头菜", ("大头菜",), _grades("大头菜", "一级", "统货")),
    ),
    villages=_villages(),
    destinations=(
        PlaceWords("南宁", ("南宁", "南宁市")),
        PlaceWords("横州", ("横州", "横县")),
        PlaceWords("广州", ("广州",)),
    ),
)


def heard(
    message: str,
    *,
    speaker: Speaker = SECRETARY,
    today: date = MONDAY,
    page: MessageSide | None = None,
) -> Understanding:
    """What a message says to Heng County on the worked Monday."""
    return understand(message, vocabulary=VOCABULARY, speaker=speaker, today=today, page=page)
