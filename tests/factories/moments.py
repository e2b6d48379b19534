"""The moment in which the tests live, and who acts when nobody in particular does."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from moli.kernel.actor import Actor
from moli.market.rules.offers import Window

SHANGHAI = ZoneInfo("Asia/Shanghai")
# The Monday on which Yaobu's harvest meets its buyer; settings_test makes it the demo day too.
TODAY = date(2016, 9, 12)
NOW = datetime(2016, 9, 12, 9, 0, tzinfo=SHANGHAI)
# "Until the end of this month".
WINDOW = Window(from_on=TODAY, to_on=date(2016, 9, 30))
TESTER = Actor(key="system:test", name="测试")
