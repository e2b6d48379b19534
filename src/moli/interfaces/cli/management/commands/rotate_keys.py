"""`moli rotate-keys`: every sealed value sealed again with a new key, while people work."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from tqdm import tqdm

from moli.households.queries.sealed import rows_with_seals
from moli.households.services.rotating import rotate_keys
from moli.interfaces import clock
from moli.interfaces.cli.command import OPERATOR, MoliCommand, is_terminal
from moli.interfaces.words.amounts import number


class Command(MoliCommand):
    """Change the keys that seal personal values; the next run completes one that was cut off."""

    help = "Seal identity and telephone numbers with a new key; the old key goes."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether the key of the search indexes changes too."""
        parser.add_argument("--index", action="store_true", help="change the index key as well")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Change the keys and say how much was sealed again."""
        is_watched = is_terminal() and not options["json"]
        with tqdm(
            total=rows_with_seals(), file=sys.stderr, disable=not is_watched, leave=False, ncols=70
        ) as progress:
            done = rotate_keys(
                with_index=options["index"], by=OPERATOR, at=clock.now(), watch=progress.update
            )
        if options["json"]:
            self.show_json(vars(done))
            return
        self.say(
            _("密钥换好：加密 %(sealed)s 行，改索引 %(indexed)s 行，停用旧的 %(dropped)s 把。")
            % {
                "sealed": number(done.sealed),
                "indexed": number(done.indexed),
                "dropped": number(done.dropped),
            }
        )
        self.say(_("以前的数据库备份要用以前的密钥文件才能打开，请两样一起留、一起销毁。"))
