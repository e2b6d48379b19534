"""Asking another station for goods, and calling it off again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone

from moli.catalogue.models import Grade
from moli.kernel.actor import Actor
from moli.orders.models import Article, StockTransfer
from moli.orders.rules.bulk_ordering import bulk_number
from moli.orders.rules.transferring import (
    Asked,
    TransferOfOtherArticle,
    TransferState,
    TransferStationUnknown,
    TransferToItself,
    judge_asked,
)
from moli.orders.services.transfer_steps import (
    Act,
    free,
    known_step,
    locked_loads,
    take_step,
    write_step,
)
from moli.stations.queries import open_stations_of


@dataclass(frozen=True)
class Wanted:
    """Which station asks which, for goods of which grade or better, and for what."""

    asking_station_key: str
    giving_station_key: str
    lowest_grade: Grade
    article: Article | None = None
    words: str = ""


def ask_for_stock(
    *, wanted: Wanted, asked: Asked, request_key: UUID, by: Actor, at: datetime
) -> StockTransfer:
    """Ask another station for goods. Nothing is kept for anybody before it agrees.

    The same key again answers with the first request. Refuses weights and shares out of range, a
    day that has passed, a station that asks itself or is not open, and an article that is not the
    asking station's, or of another product or a better grade.
    """
    known = known_step(request_key)
    if known is not None:
        return known
    today = timezone.localdate(at)
    judge_asked(asked, today=today)
    _judge(wanted)
    keys = {wanted.asking_station_key, wanted.giving_station_key}
    if len(list(open_stations_of(sorted(keys), on=today))) < len(keys):
        raise TransferStationUnknown(field="giving_station_key")
    uid = uuid4()
    row = StockTransfer(
        uid=uid,
        number=bulk_number("DH", uid, on=today),
        asking_station_key=wanted.asking_station_key,
        giving_station_key=wanted.giving_station_key,
        product_id=wanted.lowest_grade.product_id,
        lowest_grade=wanted.lowest_grade,
        article=wanted.article,
        grams=asked.grams,
        seller_per_mille=asked.seller_per_mille,
        needed_by_on=asked.needed_by_on,
        words=wanted.words.strip(),
        by_key=by.key,
        by_name=by.name,
        at=at,
    )
    act = Act(request_key, seen_version=row.version, by=by, at=at)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            write_step(row, TransferState.ASKED, grams=row.grams, act=act)
    except IntegrityError:
        known = known_step(request_key)
        if known is None:
            raise
        return known
    return row


def cancel_transfer(*, transfer_uid: UUID, act: Act) -> StockTransfer:
    """Call off goods that are not on their way yet; what was kept for them is free again.

    The same key again answers with what there is. Refuses what was sent or has ended.
    """

    def change(row: StockTransfer) -> int:
        loads = locked_loads(row)
        kept = [load.left_grams for load in loads]
        free(loads, kept)
        return sum(kept)

    return take_step(transfer_uid, TransferState.CANCELLED, act, change)


def _judge(wanted: Wanted) -> None:
    if wanted.asking_station_key == wanted.giving_station_key:
        raise TransferToItself(field="giving_station_key")
    article, grade = wanted.article, wanted.lowest_grade
    if article is None:
        return
    is_own = article.station_key == wanted.asking_station_key
    is_fit = article.product_id == grade.product_id and grade.rank <= article.lowest_grade.rank
    if not (is_own and is_fit):
        raise TransferOfOtherArticle(field="article")
