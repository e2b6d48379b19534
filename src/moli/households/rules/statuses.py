"""The states of a household on its two tracks, and which may follow which (B3).

A household is on the poverty track from its registration on. The monitoring track exists since
the national opinion of 20 March 2020; it runs beside the first and never replaces it.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum


class Track(StrEnum):
    """Which of the two courses a state belongs to."""

    POVERTY = "POVERTY"
    MONITORING = "MONITORING"


class State(StrEnum):
    """Where a household stands on a track."""

    REGISTERED = "REGISTERED"  # 贫困户, 未脱贫
    EXITED = "EXITED"  # 脱贫户
    RELAPSED = "RELAPSED"  # 返贫户: poor again
    UNSTABLE = "UNSTABLE"  # 脱贫不稳定户: was EXITED
    MARGINAL = "MARGINAL"  # 边缘易致贫户: never registered
    HARDSHIP = "HARDSHIP"  # 突发严重困难户: a sudden blow
    RISK_REMOVED = "RISK_REMOVED"  # 风险消除, still followed

    @property
    def track(self) -> Track:
        """The track that the state belongs to."""
        return Track.POVERTY if self in POVERTY_STATES else Track.MONITORING


POVERTY_STATES = frozenset({State.REGISTERED, State.EXITED, State.RELAPSED})
# Poor now: what "poor household" means everywhere in Moli.
POOR_STATES = frozenset({State.REGISTERED, State.RELAPSED})
MONITORED_STATES = frozenset({State.UNSTABLE, State.MARGINAL, State.HARDSHIP})
# 关于建立防止返贫监测和帮扶机制的指导意见, 2020-03-20.
MONITORING_SINCE = date(2020, 3, 20)

_NEXT: dict[State | None, frozenset[State]] = {
    None: frozenset({State.REGISTERED}),
    State.REGISTERED: frozenset({State.EXITED}),
    State.EXITED: frozenset({State.RELAPSED}),
    State.RELAPSED: frozenset({State.EXITED}),
}


def may_follow(before: State | None, after: State, *, poverty: State | None) -> bool:
    """Whether `after` may follow `before` on its track.

    `poverty` is the state on the poverty track on that day: only a household that has exited is
    called unstable, only one that was never registered marginal; a sudden blow may meet any that
    is not poor already.
    """
    if after.track is Track.POVERTY:
        return after in _NEXT[before]
    if after is State.RISK_REMOVED:
        return before in MONITORED_STATES
    if before in MONITORED_STATES:
        return False
    fits = {
        State.UNSTABLE: poverty is State.EXITED,
        State.MARGINAL: poverty is None,
        State.HARDSHIP: poverty not in POOR_STATES,
    }
    return fits[after]
