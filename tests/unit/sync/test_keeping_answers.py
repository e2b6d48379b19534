"""An answer that is written down is told again as it was told the first time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moli.kernel.refusal import Fact
from moli.stations.rules.team import Work
from moli.sync.rules.keeping import as_duplicate, kept, recalled
from moli.sync.rules.outcomes import Outcome
from moli.sync.rules.pushing import Answer
from tests.factories.devices import operation

FACTS = st.dictionaries(
    st.sampled_from(["work", "left_grams", "words", "codes"]),
    st.one_of(
        st.integers(), st.text(), st.sampled_from(list(Work)), st.tuples(st.text(), st.text())
    ),
)


@given(
    facts=FACTS,
    outcome=st.sampled_from([Outcome.APPLIED, Outcome.CONFLICT, Outcome.REFUSED]),
    version=st.none() | st.integers(min_value=0),
)
def test_what_was_told_comes_back_from_json(
    facts: Mapping[str, Fact], outcome: Outcome, version: int | None
) -> None:
    pushed = operation(7)
    first = Answer(
        pushed.uid, 7, outcome, None, "SomeCode", "grams", facts, key="a-key", version=version
    )

    again = recalled(pushed, outcome=outcome, answer=json.loads(json.dumps(kept(first))))

    assert again == replace(first, outcome=Outcome.DUPLICATE, first=outcome)


def test_a_code_comes_back_as_a_member_of_its_table_so_that_it_has_a_word() -> None:
    pushed = operation(1)
    first = Answer(pushed.uid, 1, Outcome.REFUSED, facts={"work": Work.WEIGH})

    again = recalled(pushed, outcome=Outcome.REFUSED, answer=json.loads(json.dumps(kept(first))))

    assert again.facts["work"] is Work.WEIGH


@pytest.mark.parametrize("of", ["moli.gone.Table", "moli.stations.rules.team.Work"])
def test_a_code_whose_table_is_gone_comes_back_bare(of: str) -> None:
    answer = {"facts": {"work": {"of": of, "is": "FISHING"}}}

    again = recalled(operation(1), outcome=Outcome.REFUSED, answer=answer)

    assert again.facts == {"work": "FISHING"}
    assert not isinstance(again.facts["work"], StrEnum)


def test_one_sent_twice_in_a_push_is_told_under_the_number_under_which_it_was_asked() -> None:
    first = Answer(operation(3).uid, 3, Outcome.APPLIED, key="a-key")

    again = as_duplicate(first, sequence=5)

    assert (again.sequence, again.outcome, again.first) == (5, Outcome.DUPLICATE, Outcome.APPLIED)
    assert again.key == "a-key"
