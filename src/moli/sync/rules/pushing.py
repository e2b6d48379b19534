"""The form in which a device hands over what was done on it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from moli.kernel.actor import Actor
from moli.kernel.refusal import Fact, Refusal
from moli.sync.rules.outcomes import Outcome

# A push is answered within seconds on a bad line; a device with more waits for the answer.
PUSH_MAX = 100


class ChangedMeanwhile(Refusal):
    """What the operation builds on is not as the device last saw it. Told as a conflict."""


@dataclass(frozen=True)
class Pushed:
    """One operation as a device sends it. `body` is what its kind needs, as JSON has it."""

    uid: UUID
    sequence: int
    kind: str
    body: Mapping[str, object]
    made_at: datetime
    by_key: str
    base_version: int | None = None

    @property
    def digest(self) -> str:
        """Sixty-four signs that differ when anything that the operation says differs."""
        said = [self.kind, self.body, self.base_version, self.by_key]
        text = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        # Half a sign, as a text that was cut in two has, is kept as it is.
        return sha256(text.encode(errors="surrogatepass")).hexdigest()


@dataclass(frozen=True)
class Doing:
    """Who does it, for which owner, when: what a handler is given beside the operation.

    `done_at` is the device's moment where it can be believed, else the moment of receipt.
    """

    owner_key: str
    by: Actor
    done_at: datetime
    received_at: datetime


@dataclass(frozen=True)
class Done:
    """What a handler made of it: the thing by key, and its version from now on."""

    key: str = ""
    version: int | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)


# Applies one operation, with its uid as request key; a refusal changes nothing.
Handler = Callable[[Pushed, Doing], Done]


@dataclass(frozen=True)
class Answer:
    """What a device is told of one operation.

    For a duplicate `first` is what became of it. `code` and `facts` are a refusal's; `key` and
    `version` name what came of an applied one.
    """

    uid: UUID
    sequence: int
    outcome: Outcome
    first: Outcome | None = None
    code: str = ""
    field_name: str = ""
    facts: Mapping[str, Fact] = field(default_factory=dict)
    key: str = ""
    version: int | None = None


@dataclass(frozen=True)
class PushAnswer:
    """What a device is told of a push: each operation, and which number is wanted next."""

    answers: Sequence[Answer]
    next_sequence: int
