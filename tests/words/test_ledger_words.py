"""Refusals of the books, as a person reads them."""

from __future__ import annotations

import pytest
from django.utils import translation

from moli.interfaces.words.labels import label
from moli.interfaces.words.refusals import sentence
from moli.kernel.refusal import Refusal
from moli.ledger.rules.chart import AccountKind
from moli.ledger.rules.transfers import NotBalanced, TransferKind
from moli.ledger.services.posting import MonthClosed, NotEnoughInAccount


@pytest.mark.parametrize(
    ("refusal", "expected"),
    [
        (
            NotEnoughInAccount(
                field="lines",
                account=AccountKind.PAYABLE,
                left_fen=372_989,
                value_fen=373_000,
            ),
            "应付款只剩 3,729.89 元，不够这次的 3,730 元，请核对金额。",
        ),
        (
            NotBalanced(field="lines", over_fen=-1),
            "借贷不平，相差 -0.01 元（借方多为正），请核对各条分录。",
        ),
        (
            MonthClosed(field="happened_on", through_on="2016-08-31"),
            "账已结到 2016 年 8 月 31 日，不能再往里记，请记在之后的日子。",
        ),
    ],
)
def test_sums_are_said_in_yuan_and_days_as_dates(refusal: Refusal, expected: str) -> None:
    with translation.override("zh-hans"):
        assert sentence(refusal) == expected


def test_a_kind_of_account_and_a_kind_of_transfer_have_words_of_their_own() -> None:
    with translation.override("zh-hans"):
        said = label(AccountKind.SHRINKAGE), label(TransferKind.SHRINKAGE)

    assert said == ("损耗", "损耗入账")
