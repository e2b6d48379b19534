"""What the database itself refuses of the books (see `audit.models.guards`).

Nothing is changed or deleted in transfers, entries and closings; an account keeps its owner; no
entry comes into a closed month or into a transfer that is complete; and no transaction ends
with a transfer that lacks an entry or does not sum to zero. PostgreSQL looks at a transfer when
the transaction ends (a deferred constraint trigger). SQLite has no such trigger but has deferred
foreign keys: a new transfer writes a row that points nowhere, and its last entry, when all sums
to zero, takes that row away. A connection to SQLite that does not switch foreign keys on, as
Django's do, is not held to the end; `moli check` finds what it leaves.
"""

from __future__ import annotations

from moli.audit.models.guards import Extra, Guards

_TABLES = ("ledger_transfer", "ledger_entry", "ledger_closing")

_SQLITE_TABLES = {
    # No row fits into the first, so a row in the second breaks its key until it is gone.
    "ledger_nothing": (
        "CREATE TABLE ledger_nothing (id integer PRIMARY KEY CHECK (id IS NULL)) WITHOUT ROWID"
    ),
    "ledger_incomplete": """
    CREATE TABLE ledger_incomplete (
        transfer_id integer PRIMARY KEY,
        nothing_id integer NOT NULL
            REFERENCES ledger_nothing (id) DEFERRABLE INITIALLY DEFERRED
    )
    """,
}

_SQLITE = {
    "ledger_account_keeps_its_owner": """
    CREATE TRIGGER ledger_account_keeps_its_owner
    BEFORE UPDATE OF owner_kind, owner_key, kind ON ledger_account
    BEGIN
        SELECT raise(ABORT, 'ledger_account_keeps_its_owner');
    END
    """,
    "ledger_transfer_needs_its_entries": """
    CREATE TRIGGER ledger_transfer_needs_its_entries AFTER INSERT ON ledger_transfer
    BEGIN
        INSERT INTO ledger_incomplete (transfer_id, nothing_id) VALUES (NEW.id, 1);
    END
    """,
    "ledger_entry_has_its_place": """
    CREATE TRIGGER ledger_entry_has_its_place BEFORE INSERT ON ledger_entry
    BEGIN
        SELECT raise(ABORT, 'ledger_entry_has_its_place')
        WHERE NOT EXISTS (
            SELECT 1 FROM ledger_incomplete AS i JOIN ledger_transfer AS t ON t.id = i.transfer_id
            WHERE t.id = NEW.transfer_id AND NEW.sequence <= t.entry_count
        );
    END
    """,
    "ledger_entry_month_is_open": """
    CREATE TRIGGER ledger_entry_month_is_open BEFORE INSERT ON ledger_entry
    BEGIN
        SELECT raise(ABORT, 'ledger_entry_month_is_open')
        WHERE EXISTS (
            SELECT 1 FROM ledger_transfer AS t JOIN ledger_closing AS c
            ON c.through_on >= t.happened_on
            WHERE t.id = NEW.transfer_id
        );
    END
    """,
    "ledger_transfer_sums_to_zero": """
    CREATE TRIGGER ledger_transfer_sums_to_zero AFTER INSERT ON ledger_entry
    WHEN NEW.sequence = (SELECT entry_count FROM ledger_transfer WHERE id = NEW.transfer_id)
    BEGIN
        SELECT raise(ABORT, 'ledger_transfer_sums_to_zero')
        FROM (
            SELECT count(*) AS entries, sum(amount_fen) AS over_fen
            FROM ledger_entry WHERE transfer_id = NEW.transfer_id
        )
        WHERE over_fen <> 0 OR entries <> NEW.sequence;
        DELETE FROM ledger_incomplete WHERE transfer_id = NEW.transfer_id;
    END
    """,
}

_POSTGRESQL_FUNCTIONS = {
    "ledger_judge_places": """
    BEGIN
        IF EXISTS (
            SELECT 1 FROM fresh AS e JOIN ledger_transfer AS t ON t.id = e.transfer_id
            WHERE e.sequence > t.entry_count
        ) THEN
            RAISE EXCEPTION USING MESSAGE = TG_NAME, ERRCODE = 'check_violation';
        END IF;
        RETURN NULL;
    END
    """,
    "ledger_judge_months": """
    BEGIN
        IF EXISTS (
            SELECT 1 FROM fresh AS e JOIN ledger_transfer AS t ON t.id = e.transfer_id
            JOIN ledger_closing AS c ON c.through_on >= t.happened_on
        ) THEN
            RAISE EXCEPTION USING MESSAGE = TG_NAME, ERRCODE = 'check_violation';
        END IF;
        RETURN NULL;
    END
    """,
    "ledger_judge_sum": """
    DECLARE entries bigint; over_fen numeric;
    BEGIN
        SELECT count(*), coalesce(sum(amount_fen), 0) INTO entries, over_fen
        FROM ledger_entry WHERE transfer_id = NEW.id;
        IF entries <> NEW.entry_count OR over_fen <> 0 THEN
            RAISE EXCEPTION USING MESSAGE = TG_NAME, ERRCODE = 'check_violation';
        END IF;
        RETURN NULL;
    END
    """,
}

_POSTGRESQL = {
    "ledger_account_keeps_its_owner": (
        "BEFORE UPDATE OF owner_kind, owner_key, kind ON ledger_account "
        "FOR EACH ROW EXECUTE FUNCTION ledger_refuse()"
    ),
    "ledger_entry_has_its_place": (
        "AFTER INSERT ON ledger_entry REFERENCING NEW TABLE AS fresh "
        "FOR EACH STATEMENT EXECUTE FUNCTION ledger_judge_places()"
    ),
    "ledger_entry_month_is_open": (
        "AFTER INSERT ON ledger_entry REFERENCING NEW TABLE AS fresh "
        "FOR EACH STATEMENT EXECUTE FUNCTION ledger_judge_months()"
    ),
    "ledger_transfer_sums_to_zero": (
        "AFTER INSERT ON ledger_transfer DEFERRABLE INITIALLY DEFERRED "
        "FOR EACH ROW EXECUTE FUNCTION ledger_judge_sum()"
    ),
}

GUARDS = Guards(
    room="ledger",
    tables=_TABLES,
    sqlite=Extra(triggers=_SQLITE, tables=_SQLITE_TABLES),
    postgresql=Extra(triggers=_POSTGRESQL, functions=_POSTGRESQL_FUNCTIONS),
)
