"""Every refusal and every kind has its words; no screen ever shows a code."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import pytest

import moli
from moli.accounts.rules import Role
from moli.interfaces.words.findings import REASONS, finding_words
from moli.interfaces.words.heard import REASONS as REASONS_OF_MESSAGES
from moli.interfaces.words.labels import LABELS, label
from moli.interfaces.words.refusals import SENTENCES, sentence
from moli.kernel.refusal import Refusal
from moli.kernel.report import Finding
from moli.market.rules.message_heard import Reason
from moli.market.rules.negotiation import ProposalState
from moli.market.rules.offers import WeightOutOfRange
from moli.market.services.introducing import NotEnoughLeft, ProposalMovedOn

SOURCE = Path(moli.__file__).parent
# What reads a message, a plan or a channel's answer inside the house; pages show reasons and
# states, never these.
NEVER_SHOWN = {
    "moli.kernel.spoken.numerals.Doubt",
    "moli.kernel.spoken.points.DayDoubt",
    "moli.market.rules.message_money.Bound",
    "moli.market.rules.message_words.WordKind",
    "moli.market.rules.message_heard.MarkKind",
    "moli.market.rules.message_heard.Status",
    "moli.gateways.failures.GatewayFault",
    "moli.gateways.failures.NotificationFault",
    "moli.gateways.payment.ChargeKind",
    "moli.orders.services.hearing.Heard",
}
# Columns are shown by the sheet's own headings; why a pair suits, and why an offer stayed alone,
# by whole sentences of the round's pages, which name the figures behind it.
WORDED_ELSEWHERE = {
    "moli.market.rules.reasons.ReasonKind",
    "moli.market.rules.unmatched.Unmet",
    "moli.households.rules.roster_columns.RosterColumn",
    "moli.market.rules.sheet.Column",
    "moli.settlement.rules.result_sheets.ResultColumn",
    "moli.settlement.queries.references.Purpose",
    "moli.interfaces.sheets.bank_lists.Cell",
    "moli.planner.matching.unmatched.Obstacle",
    "moli.orders.queries.bulk_waiting.Errand",
    "moli.pairing.queries.waiting.Errand",
    "moli.orders.queries.parcels.Pile",
}


def _everything() -> Iterator[type]:
    for module in pkgutil.walk_packages(moli.__path__, "moli."):
        if ".migrations" in module.name or ".config" in module.name:
            continue
        yield from vars(importlib.import_module(module.name)).values()


def _named(kind: type) -> list[type]:
    found = {
        thing
        for thing in _everything()
        if isinstance(thing, type) and issubclass(thing, kind) and thing is not kind
    }
    return sorted(
        (t for t in found if t.__module__.startswith("moli.")), key=lambda t: t.__qualname__
    )


def test_every_refusal_has_a_sentence() -> None:
    missing = [f"{kind.__module__}.{kind.__name__}" for kind in _named(Refusal)]
    missing = [name for name in missing if name.rpartition(".")[2] not in SENTENCES]

    assert missing == []


def test_no_sentence_is_left_of_a_refusal_that_is_gone() -> None:
    assert set(SENTENCES) - {kind.__name__ for kind in _named(Refusal)} == set()


def test_every_member_of_every_enumeration_has_a_word() -> None:
    missing = []
    for kind in _named(StrEnum):
        name = f"{kind.__module__}.{kind.__qualname__}"
        is_drawn = kind.__module__.startswith("moli.interfaces.design.")
        if is_drawn or name in NEVER_SHOWN | WORDED_ELSEWHERE:
            continue
        words = REASONS_OF_MESSAGES if kind is Reason else LABELS.get(kind, {})
        missing += [f"{name}.{member.name}" for member in kind if member not in words]

    assert missing == [], "\n".join(missing)


def _raised() -> Iterator[tuple[str, str, set[str]]]:
    """Where a refusal is made, its code and the facts given; `**facts` counts as any."""
    codes = {kind.__name__ for kind in _named(Refusal)}
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            if node.func.id in codes:
                given = {word.arg or "*" for word in node.keywords}
                yield f"{path.relative_to(SOURCE)}:{node.lineno}", node.func.id, given


def test_every_refusal_carries_the_facts_that_its_sentence_needs() -> None:
    wrong = []
    for where, code, given in _raised():
        needed = set(re.findall(r"%\((\w+)\)s", str(SENTENCES[code])))
        if code == "SheetRefused":
            given |= {"rows", "findings"}
        if "*" not in given and not needed <= given:
            wrong.append(f"{where} {code} lacks {sorted(needed - given)}")

    assert wrong == []


@pytest.mark.parametrize(
    ("refusal", "expected"),
    [
        (
            NotEnoughLeft(field="lot", left_grams=2_000_000, value_grams=2_150_000),
            "货源只剩 4,000 斤，不够方案要的 4,300 斤，请重跑一轮。",
        ),
        (
            WeightOutOfRange(
                field="grams", value_grams=-500, min_grams=1_000, max_grams=100_000_000_000
            ),
            "数量 -1 斤不在范围内，应在 2 斤到 200,000,000 斤之间。",
        ),
        (
            ProposalMovedOn(field="state", state=ProposalState.DECLINED),
            "这条方案已经是“没谈成”，这一步做不了，请刷新再看。",
        ),
    ],
)
def test_a_refusal_says_what_is_wrong_what_is_allowed_and_what_to_do(
    refusal: Refusal, expected: str
) -> None:
    assert sentence(refusal) == expected


def test_a_refusal_without_a_sentence_is_loud() -> None:
    class NeverHeardOf(Refusal):
        """A refusal that nobody has words for."""

    with pytest.raises(KeyError):
        sentence(NeverHeardOf())


def test_a_finding_names_its_row_and_column() -> None:
    finding = Finding(3, "code", "CODE_SHAPE", {"value": "4501", "digits": 12})

    assert finding_words(finding) == "第 3 行“code”：“4501”不是 12 位数字，请核对代码。"


def test_a_finding_may_speak_with_the_sentence_of_a_refusal() -> None:
    finding = Finding(5, "底价", "PriceUnreadable", {"value": "面议"})

    assert finding_words(finding) == (
        "第 5 行“底价”：底价“面议”看不懂，请写每斤多少元，比如 3.20。"
    )


def test_every_code_of_a_finding_has_a_reason() -> None:
    used = set()
    for path in SOURCE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        calls = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
        for call in calls if "kernel.report import" in text else []:
            if isinstance(call.func, ast.Name) and call.func.id == "Finding":
                used |= {a.value for a in call.args[2:3] if isinstance(a, ast.Constant)}

    assert "CODE_SHAPE" in used
    assert used - set(REASONS) - set(SENTENCES) == set()


def test_roles_are_named_as_people_name_them() -> None:
    assert label(Role.FIRST_SECRETARY) == "第一书记"
