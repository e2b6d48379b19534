"""What the database itself refuses: triggers, in the language of each database.

A room that keeps rows which are written once and never changed names their tables in its
`models/guards.py`; a migration puts the guards up, `moli check` says when one is missing. What a
room refuses beside that it writes there too, for both databases.

A migration that changes one of these tables takes the guards down first and puts them up last:
SQLite drops them with the old table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.backends.base.base import BaseDatabaseWrapper

_STANDING = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
}
_REFUSE = """
    BEGIN
        RAISE EXCEPTION USING MESSAGE = TG_NAME, ERRCODE = 'check_violation';
    END
"""
_REFUSE_EMPTYING = """
    DECLARE has_rows boolean;
    BEGIN
        EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I)', TG_TABLE_NAME) INTO has_rows;
        IF has_rows THEN
            RAISE EXCEPTION USING MESSAGE = TG_NAME, ERRCODE = 'check_violation';
        END IF;
        RETURN NULL;
    END
"""
_ACTS = ("update", "delete")


@dataclass(frozen=True)
class Extra:
    """What a database refuses beside changes: triggers and functions by name, and tables.

    On SQLite a trigger is a whole statement, on PostgreSQL what follows its name.
    """

    triggers: Mapping[str, str] = field(default_factory=dict)
    functions: Mapping[str, str] = field(default_factory=dict)
    tables: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Guards:
    """The guards of a room: the rows of `tables` are added, never changed, deleted or emptied.

    On PostgreSQL a room's triggers call `<room>_refuse`, which its extra ones may call too.
    """

    room: str
    tables: Sequence[str]
    sqlite: Extra = field(default_factory=Extra)
    postgresql: Extra = field(default_factory=Extra)

    def names(self, connection: BaseDatabaseWrapper) -> frozenset[str]:
        """The triggers that should stand in this database."""
        return frozenset(self._triggers(connection))

    def standing(self, connection: BaseDatabaseWrapper) -> frozenset[str]:
        """Those of them that do stand."""
        with connection.cursor() as cursor:
            cursor.execute(_STANDING[connection.vendor])
            return self.names(connection) & {name for (name,) in cursor.fetchall()}

    def put_up(self, connection: BaseDatabaseWrapper) -> None:
        """Let the database refuse from now on. Guards that stand already are put up anew."""
        self.take_down(connection)
        with connection.cursor() as cursor:
            for statement in self._building(connection):
                cursor.execute(statement)

    def take_down(self, connection: BaseDatabaseWrapper) -> None:
        """Let the database refuse nothing, for a migration that changes the tables."""
        with connection.cursor() as cursor:
            for statement in self._razing(connection):
                cursor.execute(statement)

    def _triggers(self, connection: BaseDatabaseWrapper) -> dict[str, str]:
        if connection.vendor == "sqlite":
            return {**_never_changed_on_sqlite(self.tables), **self.sqlite.triggers}
        return {**self._never_changed_on_postgresql(), **self.postgresql.triggers}

    def _functions(self) -> dict[str, str]:
        return {
            f"{self.room}_refuse": _REFUSE,
            f"{self.room}_refuse_emptying": _REFUSE_EMPTYING,
            **self.postgresql.functions,
        }

    def _never_changed_on_postgresql(self) -> dict[str, str]:
        changes = {
            f"{table}_never_{act}d": f"BEFORE {act.upper()} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {self.room}_refuse()"
            for table in self.tables
            for act in _ACTS
        }
        emptying = {
            f"{table}_never_emptied": f"BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {self.room}_refuse_emptying()"
            for table in self.tables
        }
        return {**changes, **emptying}

    def _building(self, connection: BaseDatabaseWrapper) -> list[str]:
        triggers = self._triggers(connection)
        if connection.vendor == "sqlite":
            return [*self.sqlite.tables.values(), *triggers.values()]
        functions = [
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $body${body}$body$"
            for name, body in self._functions().items()
        ]
        return [
            *functions,
            *(
                f"CREATE {'CONSTRAINT ' if 'DEFERRABLE' in rest else ''}TRIGGER {name} {rest}"
                for name, rest in triggers.items()
            ),
        ]

    def _razing(self, connection: BaseDatabaseWrapper) -> list[str]:
        if connection.vendor == "sqlite":
            triggers = [f"DROP TRIGGER IF EXISTS {name}" for name in self._triggers(connection)]
            # The last first: it may point to the one before.
            return [*triggers, *(f"DROP TABLE IF EXISTS {n}" for n in [*self.sqlite.tables][::-1])]
        # A trigger is not dropped while it still has something to look at.
        judged = "SET CONSTRAINTS ALL IMMEDIATE"
        return [judged, *(f"DROP FUNCTION IF EXISTS {n}() CASCADE" for n in self._functions())]


def _never_changed_on_sqlite(tables: Sequence[str]) -> dict[str, str]:
    return {
        f"{table}_never_{act}d": f"""
        CREATE TRIGGER {table}_never_{act}d BEFORE {act.upper()} ON {table}
        BEGIN
            SELECT raise(ABORT, '{table}_never_{act}d');
        END
        """
        for table in tables
        for act in _ACTS
    }
