"""How a demonstration post goes from one state to the next, and who may not take a step."""

from __future__ import annotations

from collections.abc import Mapping

from moli.party.rules.organisation import PostState

# From which states each is reached.
FROM: Mapping[PostState, frozenset[PostState]] = {
    PostState.CHECKED: frozenset({PostState.APPLIED}),
    PostState.GRANTED: frozenset({PostState.CHECKED}),
    PostState.DECLINED: frozenset({PostState.APPLIED, PostState.CHECKED}),
    PostState.WITHDRAWN: frozenset({PostState.GRANTED}),
}
# Whoever took one of these steps does not take that one.
OTHERS: Mapping[PostState, frozenset[PostState]] = {
    PostState.CHECKED: frozenset({PostState.APPLIED}),
    PostState.GRANTED: frozenset({PostState.APPLIED, PostState.CHECKED}),
}
OVER = frozenset({PostState.DECLINED, PostState.WITHDRAWN})


def end_of(state: PostState) -> PostState:
    """How a post ends that is not over: one that was granted is withdrawn, any other declined."""
    return PostState.WITHDRAWN if state in FROM[PostState.WITHDRAWN] else PostState.DECLINED


def is_by_another(
    state: PostState, *, by_key: str, steps: Mapping[PostState, str], own_key: str
) -> bool:
    """Whether a step is taken by another than those before, and than the one who is honoured.

    `steps` are the keys of those who took them, `own_key` is the member's own. Anybody declines
    and withdraws.
    """
    before = OTHERS.get(state, frozenset())
    return not before or by_key not in {own_key, *(steps.get(each) for each in before)}


def next_steps(
    state: PostState, *, by_key: str, steps: Mapping[PostState, str], own_key: str
) -> tuple[PostState, ...]:
    """The states into which a person may put a post now, in the order of the procedure."""
    return tuple(
        to
        for to, sources in FROM.items()
        if state in sources and is_by_another(to, by_key=by_key, steps=steps, own_key=own_key)
    )
