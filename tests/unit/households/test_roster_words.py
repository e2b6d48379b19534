"""The words of a roster are those that pages show, and none means two things."""

from __future__ import annotations

from enum import StrEnum

import pytest

from moli.households.rules.roster_columns import plain
from moli.households.rules.roster_words import WORDS, meant_by, word_of
from moli.households.rules.statuses import POVERTY_STATES, State
from moli.interfaces.words.registry_labels import REGISTRY_LABELS


@pytest.mark.parametrize("kind", WORDS)
def test_the_first_word_of_each_member_is_its_label(kind: type[StrEnum]) -> None:
    members = POVERTY_STATES if kind is State else set(kind)

    assert set(WORDS[kind]) == members
    for member in members:
        assert word_of(member) == str(REGISTRY_LABELS[kind][member])
        assert meant_by(kind, word_of(member)) is member


@pytest.mark.parametrize("kind", WORDS)
def test_no_word_means_two_things(kind: type[StrEnum]) -> None:
    words = [plain(word) for words in WORDS[kind].values() for word in words]

    assert sorted(words) == sorted(set(words))
