"""Answers as they are written down, so that a device is told the same when it asks again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

from moli.kernel.refusal import Fact
from moli.sync.rules.outcomes import Outcome
from moli.sync.rules.pushing import Answer, Pushed

Kept = Mapping[str, object]


def kept(answer: Answer) -> dict[str, object]:
    """An answer as JSON has it; what is empty is left out, and so are its number and name."""
    told = {
        "code": answer.code,
        "field": answer.field_name,
        "facts": {name: _kept_fact(value) for name, value in answer.facts.items()},
        "key": answer.key,
        "version": answer.version,
    }
    return {name: value for name, value in told.items() if value or value == 0}


def recalled(pushed: Pushed, *, outcome: Outcome, answer: Kept) -> Answer:
    """The answer to an operation that was decided before."""
    facts = answer.get("facts", {})
    version = answer.get("version")
    return Answer(
        uid=pushed.uid,
        sequence=pushed.sequence,
        outcome=Outcome.DUPLICATE,
        first=outcome,
        code=str(answer.get("code", "")),
        field_name=str(answer.get("field", "")),
        facts=_facts(facts) if isinstance(facts, dict) else {},
        key=str(answer.get("key", "")),
        version=version if isinstance(version, int) else None,
    )


def as_duplicate(answer: Answer, *, sequence: int) -> Answer:
    """An answer of the same push, told again under the number under which it was asked again."""
    return replace(answer, sequence=sequence, outcome=Outcome.DUPLICATE, first=answer.outcome)


def _kept_fact(value: Fact) -> object:
    """A code of a table of words keeps its table: its word is chosen when it is told."""
    if isinstance(value, StrEnum):
        return {"of": _name(type(value)), "is": value.value}
    return [_kept_fact(each) for each in value] if isinstance(value, tuple) else value


def _facts(facts: Mapping[str, object]) -> dict[str, Fact]:
    tables = {_name(table): table for table in StrEnum.__subclasses__()}
    return {name: _fact(value, tables) for name, value in facts.items()}


def _fact(value: object, tables: Mapping[str, type[StrEnum]]) -> Fact:
    if isinstance(value, dict):
        table, code = tables.get(str(value["of"])), str(value["is"])
        # A table or code that is gone: the bare code, as it was told.
        return table(code) if table and code in set(table) else code
    if isinstance(value, list):
        return tuple(str(_fact(each, tables)) for each in value)
    return value if isinstance(value, (str, int)) else str(value)


def _name(table: type[StrEnum]) -> str:
    return f"{table.__module__}.{table.__qualname__}"
