"""What does not belong into the log."""

from __future__ import annotations

import logging
import re

# A sold-out shelf and a client that asks too often are answers, not faults. In a flash sale there
# are thousands of them a minute, and a warning for each would hide what is wrong.
_EXPECTED = {409, 429}
# Who knows the address of an order may read, pay and cancel it.
_ORDER_KEY = re.compile(r"(/(?:order|pay|parcels)/)[0-9a-fA-F-]{36}")


class UnexpectedAnswers(logging.Filter):
    """Lets pass what Django says of a request, unless the answer is an ordinary no."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the line is written."""
        return getattr(record, "status_code", None) not in _EXPECTED


class WithoutOrderKeys(logging.Filter):
    """Takes the keys of orders out of the addresses that a line names."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always True; the line is changed."""
        if isinstance(record.args, tuple):
            record.args = tuple(_hidden(each) for each in record.args)
        record.msg = _hidden(record.msg)
        return True


def _hidden(said: object) -> object:
    return _ORDER_KEY.sub(r"\1…", said) if isinstance(said, str) else said
