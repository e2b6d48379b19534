"""What the command line itself refuses, before any service is asked."""

from __future__ import annotations

from moli.kernel.refusal import Refusal


class CommandUnknown(Refusal):
    """There is no command of this name."""


class CommandMisused(Refusal):
    """A command was called in a way that it cannot read."""


class ArgumentUnknown(CommandMisused):
    """A command was given something that it does not have."""


class ArgumentMissing(CommandMisused):
    """A command lacks something that it needs."""


class ArgumentInvalid(CommandMisused):
    """A command was given a value that this argument cannot have."""


class DatabaseNotReady(Refusal):
    """The database cannot be reached, or its tables have not been made yet."""


class FolderNotUsable(Refusal):
    """The data folder cannot be read or written."""


class FileNotThere(Refusal):
    """There is no file at this path."""


class PortTaken(Refusal):
    """Another process listens on this port."""


class NotADemo(Refusal):
    """The database holds data that no demo made; a demo would mix with it or wipe it."""


class BenchNeedsPostgres(Refusal):
    """PostgreSQL is measured where DATABASE_URL leads to one."""
