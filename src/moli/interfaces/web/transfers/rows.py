"""Goods between stations in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from moli.interfaces.design.parts import Kind
from moli.interfaces.web.naming import name_of
from moli.interfaces.web.stock.doors import station_names
from moli.interfaces.words.amounts import decimal
from moli.interfaces.words.labels import label
from moli.orders.rules.transferring import MILLE, OPEN_TRANSFERS, TransferState

KINDS: Mapping[TransferState, Kind] = {
    TransferState.ASKED: Kind.WARN,
    TransferState.AGREED: Kind.WARN,
    TransferState.SENT: Kind.INFO,
    TransferState.RECEIVED: Kind.OK,
    TransferState.DECLINED: Kind.PLAIN,
    TransferState.CANCELLED: Kind.PLAIN,
}


@dataclass(frozen=True)
class TransferRow:
    """One transfer of a list; late when somebody still has to act after its day."""

    url: str
    number: str
    goods: str
    grams: int
    asking: str
    giving: str
    state_words: str
    state_kind: Kind
    needed_by_on: date
    is_late: bool
    todo: str


def names_of(rows: Iterable[Any]) -> dict[str, str]:
    """The names of the stations of some transfers: one query."""
    keys = {key for row in rows for key in (row.asking_station_key, row.giving_station_key)}
    return station_names(sorted(keys))


def goods_of(row: Any) -> str:
    """What a transfer is of: product, and the lowest grade."""
    if row.lowest_grade.rank == 1:
        return f"{name_of(row.product)} {name_of(row.lowest_grade)}"
    return gettext("%(product)s，%(grade)s以上") % {
        "product": name_of(row.product),
        "grade": name_of(row.lowest_grade),
    }


def grams_of(row: Any) -> int:
    """How much it is about now: what was received, else sent, agreed or asked for."""
    told = (row.received_grams, row.sent_grams, row.agreed_grams, row.grams)
    return int(next(each for each in told if each is not None))


def transfer_rows(
    rows: Sequence[Any], *, names: Mapping[str, str], today: date, own: Iterable[str] = ()
) -> list[TransferRow]:
    """Transfers as a list shows them; it says what is to be done for the stations in `own`."""
    stations = frozenset(own)
    return [
        TransferRow(
            url=reverse("web:stock_transfer", args=[row.uid]),
            number=row.number,
            goods=goods_of(row),
            grams=grams_of(row),
            asking=names.get(row.asking_station_key, gettext("服务站")),
            giving=names.get(row.giving_station_key, gettext("服务站")),
            state_words=label(TransferState(row.state)),
            state_kind=KINDS[TransferState(row.state)],
            needed_by_on=row.needed_by_on,
            is_late=row.state in OPEN_TRANSFERS and row.needed_by_on < today,
            todo=_todo(row, stations),
        )
        for row in rows
    ]


def share_words(per_mille: int) -> str:
    """A share in per cent: 400 thousandths are "40%"."""
    return f"{decimal(per_mille, places=1)}%"


def rest_words(per_mille: int) -> str:
    """What is left of the commission for the giving station."""
    return share_words(MILLE - per_mille)


def _todo(row: Any, own: frozenset[str]) -> str:
    gives, asks = row.giving_station_key in own, row.asking_station_key in own
    if gives and row.state == TransferState.ASKED:
        return gettext("等您答复")
    if gives and row.state == TransferState.AGREED:
        return gettext("等您交货")
    if asks and row.state == TransferState.SENT:
        return gettext("等您收货")
    return ""
