"""By which rules prices are shared in the demo, and whose bank accounts are known."""

from __future__ import annotations

from moli.interfaces.cli.demo.moment import DAY, MAKER, at
from moli.settlement.rules.waterfall import CapUnit, RuleScope, Terms
from moli.settlement.services.setting_rules import Scope, set_rule

SOURCE = "演示数据：县电商办与服务站的约定"


def load_rules() -> None:
    """Three percent for the station, capped; what the road costs for boxes; nothing for Moli."""
    set_rule(
        scope=Scope(),
        terms=Terms(commission_per_mille=30, cap_fen=40, cap_unit=CapUnit.KG),
        from_on=DAY.replace(month=1, day=1),
        source=SOURCE,
        by=MAKER,
        at=at(days_before=250),
    )
    set_rule(
        scope=Scope(RuleScope.PRODUCT, "jasmine-tea"),
        terms=Terms(
            commission_per_mille=30,
            cap_fen=100,
            cap_unit=CapUnit.UNIT,
            transport_fen_per_kg=800,
            packer_key="county",
            carrier_key="county",
        ),
        from_on=DAY.replace(month=1, day=1),
        source=SOURCE,
        by=MAKER,
        at=at(days_before=250),
    )
