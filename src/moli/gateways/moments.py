"""Time and money as the channels write them: Beijing time, and yuan with two decimals."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

from moli.kernel.money import FEN_PER_YUAN

BEIJING = timezone(timedelta(hours=8))
# WeChat Pay's rule against replays: a report older, or further ahead, is not believed.
NOTICE_AGE_MAX = timedelta(seconds=300)
_PLAIN = "%Y-%m-%d %H:%M:%S"
_YUAN = re.compile(r"([0-9]{1,11})(?:\.([0-9]{1,2}))?")


def is_fresh(sent_at: datetime, *, at: datetime, age_max: timedelta) -> bool:
    """Whether something was sent at about this moment, by either clock."""
    return abs(at - sent_at) <= age_max


def plain_time(moment: datetime) -> str:
    """A moment in Beijing as Alipay writes it, to the second."""
    return moment.astimezone(BEIJING).strftime(_PLAIN)


def moment_of(text: str) -> datetime:
    """The moment that a plain time in Beijing means; ValueError when it is none."""
    return datetime.strptime(text, _PLAIN).replace(tzinfo=BEIJING)


def yuan_text(fen: int) -> str:
    """Fen as yuan with two decimals: 8888 is 88.88."""
    return f"{fen // FEN_PER_YUAN}.{fen % FEN_PER_YUAN:02d}"


def fen_of(yuan: str) -> int:
    """Yuan in decimals as whole fen, without a float between; ValueError when it is none."""
    found = _YUAN.fullmatch(yuan)
    if not found:
        raise ValueError("not a sum in yuan")
    return int(found[1]) * FEN_PER_YUAN + int((found[2] or "").ljust(2, "0"))
