"""What the demo did, in ten lines and in one JSON object; every number is a query."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from moli.accounts.queries import demo_accounts
from moli.catalogue.queries import products
from moli.enterprises.queries import enterprises
from moli.households.queries.figures import (
    open_procedures_count,
    registered_heads,
    registry_figures,
)
from moli.interfaces.cli.demo.moment import COUNTY_CODE, DAY, TODAY
from moli.interfaces.cli.demo.passion_fruit import PRODUCT
from moli.interfaces.cli.demo.places import YAOBU
from moli.interfaces.cli.figures import gap_number, kilograms, proof_line
from moli.interfaces.words.amounts import (
    is_english,
    jin,
    number,
    yuan,
    yuan_per_jin,
)
from moli.interfaces.words.days import day, full_day
from moli.kernel.money import FEN_PER_KG_PER_FEN_PER_JIN
from moli.market.queries.figures import (
    RoundFigures,
    figures_of,
    largest_proposal,
    villages_supplying,
)
from moli.pairing.queries.delivered import active_ids, pairings_in_force
from moli.pairing.queries.plans import newest_plans, pairings_waiting
from moli.pairing.rules.kinds import PairingKind
from moli.party.queries.branches import branches
from moli.places.queries.directory import poor_village_ids
from moli.settlement.queries.crossing import households_crossed
from moli.settlement.queries.figures import Paid, figures_of_areas, paid_by_village
from moli.stations.queries import coverage

if TYPE_CHECKING:
    from moli.market.models import Proposal, Round


def demo_figures(round: Round, *, seconds: float) -> dict[str, object]:
    """What `moli demo --json` prints. `divisions` counts villages, as the official list does."""
    figures = figures_of(round)
    reached = coverage(county_code=COUNTY_CODE, on=DAY)
    return {
        "divisions": reached.villages,
        "stations": reached.stations,
        "branches": branches().count(),
        "enterprises": enterprises().count(),
        **_registry(),
        "lots": figures.lots,
        "demands": figures.demands,
        "matched_kg": kilograms(figures.matched_grams),
        "value_fen": figures.value_fen,
        "bound_fen": figures.bound_fen,
        "gap": gap_number(figures),
        "greedy_value_fen": figures.greedy_value_fen,
        "fcfs_value_fen": figures.first_come_value_fen,
        "pairings": _pairings(),
        "seconds": seconds,
        "yaobu": _yaobu(_largest(round)),
    }


def story_lines(round: Round, *, seconds: float) -> list[str]:
    """Ten lines for a person: the county, its people, the plan with its proof, and Yaobu."""
    figures = figures_of(round)
    return [*_county_lines(), *_plan_lines(figures), *_yaobu_lines(round), _end_line(seconds)]


def _county_lines() -> list[str]:
    reached = coverage(county_code=COUNTY_CODE, on=DAY)
    facts = {
        "day": full_day(DAY),
        "villages": reached.villages,
        "poor": len(poor_village_ids(on=DAY)),
        "stations": reached.stations,
        "covered": reached.covered,
        "branches": branches().count(),
        "enterprises": enterprises().count(),
        "products": products().count(),
        **_pairings(),
    }
    return [
        _("横县，%(day)s：%(villages)s 个村和社区，其中贫困村 %(poor)s 个（多数为演示所设）。")
        % facts,
        _(
            "服务站 %(stations)s 个，覆盖 %(covered)s 个村；电商党支部 %(branches)s 个，"
            "登记企业 %(enterprises)s 家，品种 %(products)s 个；"
            "结对 %(in_force)s 对，其中 %(active)s 对半年内有成效。"
        )
        % facts,
        _(
            "建档立卡 %(households)s 户 %(people)s 人：贫困 %(poor_households)s 户"
            "（含返贫 %(relapsed_households)s 户），脱贫 %(exited_households)s 户，"
            "%(open_procedures)s 件正在办；农户、货物、金额都是演示数据。"
        )
        % {name: number(value) for name, value in _registry().items()},
    ]


def _pairings() -> dict[str, int]:
    """Pairings by the day that a visitor finds, by kind, and what their plans changed."""
    in_force = pairings_in_force(on=TODAY)
    by_kind = {
        str(kind).lower(): in_force.filter(pairing_kind=kind).count() for kind in PairingKind
    }
    return {
        **by_kind,
        "in_force": sum(by_kind.values()),
        "active": len(active_ids(TODAY)),
        "waiting": pairings_waiting().count(),
        "changed": sum(plan.changed for plan in newest_plans().values()),
    }


def _registry() -> dict[str, int]:
    """Who is registered in the county, and where they stand."""
    county = [COUNTY_CODE]
    heads, states = registered_heads(county, on=DAY), registry_figures(county, on=DAY)
    return {
        "households": heads.households,
        "people": heads.people,
        "poor_households": states.poor.households,
        "poor_people": states.poor.people,
        "exited_households": states.exited.households,
        "relapsed_households": states.relapsed.households,
        "open_procedures": open_procedures_count(county),
    }


def _plan_lines(figures: RoundFigures) -> list[str]:
    facts = {
        "number": figures.number,
        "lots": figures.lots,
        "demands": figures.demands,
        "proposals": figures.proposals,
        "weight": jin(figures.matched_grams),
        "value": yuan(figures.value_fen),
        "over_first": yuan(figures.value_fen - figures.first_come_value_fen),
        "over_greedy": yuan(figures.value_fen - figures.greedy_value_fen),
    }
    return [
        _("第 %(number)s 轮对接：%(lots)s 批货对 %(demands)s 个需求，配出 %(proposals)s 条方案。")
        % facts,
        _("对上 %(weight)s，总价值 %(value)s（买卖之间的差价，贫困户的货加权）。") % facts,
        _("比先到先得多 %(over_first)s，比按价格抢多 %(over_greedy)s。") % facts,
        proof_line(figures),
    ]


def _yaobu_lines(round: Round) -> list[str]:
    proposal = _largest(round)
    if proposal is None:
        return [_("瑶埠村的百香果这一轮没有对上，打开网页看原因。")]
    village, enterprise = proposal.lot.village, proposal.demand.enterprise
    facts = {
        "village": village.name_en if is_english() else village.short_name,
        "buyer": enterprise.name_en if is_english() else enterprise.name,
        "weight": jin(proposal.grams),
        "price": yuan_per_jin(proposal.fair_fen_per_kg),
        "floor": yuan_per_jin(proposal.lot.floor_fen_per_kg),
        "villages": villages_supplying(round=round, demand_id=proposal.demand_id),
    }
    return [
        _(
            "%(village)s的百香果 %(weight)s，配给%(buyer)s，地头价 %(price)s"
            "（村里要 %(floor)s起）；这个需求由 %(villages)s 个村合起来供。"
        )
        % facts,
        _(
            "到 %(day)s，%(village)s卖出 %(sold)s，打款 %(paid)s到 %(paid_households)s 户；"
            "按今年卖货到手算，%(crossed)s 户贫困户跨过了贫困线。"
        )
        % {**facts, **_sold_words()},
    ]


@dataclass(frozen=True)
class _Sold:
    """What became of Yaobu's fruit by the day that a visitor finds."""

    grams: int
    paid: Paid
    crossed: int


def _sold() -> _Sold:
    area, year = [YAOBU], TODAY.year
    return _Sold(
        grams=figures_of_areas(area, year=year).grams,
        paid=paid_by_village(area, year=year).get(YAOBU, Paid()),
        crossed=len(households_crossed(area, year=year, on=TODAY).households),
    )


def _sold_words() -> dict[str, str]:
    sold = _sold()
    return {
        "day": day(TODAY),
        "sold": jin(sold.grams),
        "paid": yuan(sold.paid.total_fen),
        "paid_households": number(sold.paid.households),
        "crossed": number(sold.crossed),
    }


def _end_line(seconds: float) -> str:
    return _("用时 %(seconds)s 秒；登录页有 %(accounts)s 个演示账号。") % {
        "seconds": f"{seconds:.1f}",
        "accounts": demo_accounts().count(),
    }


def _largest(round: Round) -> Proposal | None:
    return largest_proposal(round=round, village_code=YAOBU, product_code=PRODUCT)


def _yaobu(proposal: Proposal | None) -> dict[str, object] | None:
    if proposal is None:
        return None
    sold = _sold()
    per_jin, half = divmod(proposal.fair_fen_per_kg, FEN_PER_KG_PER_FEN_PER_JIN)
    return {
        "village_code": proposal.lot.village.code,
        "product": proposal.lot.product.name,
        "buyer": proposal.demand.enterprise.name,
        "kg": kilograms(proposal.grams),
        "price_fen_per_jin": per_jin if not half else per_jin + half / FEN_PER_KG_PER_FEN_PER_JIN,
        "sold_kg": kilograms(sold.grams),
        "paid_fen": sold.paid.total_fen,
        "paid_households": sold.paid.households,
        "crossed_households": sold.crossed,
    }
