"""Members of the Party: who practises e-commerce. Rows of members stay inside a sight."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db.models import Q

from moli.insights.queries.counting import Unit, Unseen
from moli.insights.queries.facts import Facts
from moli.insights.queries.moments import day_of, until
from moli.insights.rules.evidence import Evidence, EvidenceKind, newest_first
from moli.market.queries.naming import Name
from moli.pairing.models import Pairing
from moli.pairing.queries.delivered import active_ids
from moli.pairing.rules.kinds import PairingKind
from moli.party.models import Belonging, PostStep
from moli.party.queries.sight import MemberSight
from moli.party.rules.organisation import BelongingKind, PostState


def member_units(facts: Facts, *, sight: MemberSight | None) -> tuple[tuple[Unit, ...], Unseen]:
    """Members by branch, each once, and how many more there are whom nobody may show.

    A member stands in the branch at home, else in the one for e-commerce; where only the latter
    is inside the sight, there. Thirteen queries at most.
    """
    proofs = _proofs(facts)
    units: list[Unit] = []
    met = unseen = 0
    for rows in _belongings(facts).values():
        member = rows[0].member
        found = set(proofs.get(member.pk, ()))
        if member.user is not None:
            found |= set(proofs.get(str(member.user.uid), ()))
        shown = _shown(rows, sight)
        if shown is None:
            unseen += 1
            met += bool(found)
            continue
        area = shown.branch.area
        units.append(
            Unit(
                key=member.key,
                names=Name(member.name, member.name),
                town_code=area.code[:9] if area and len(area.code) > 6 else "",
                branch_uid=shown.branch.key,
                evidence=newest_first(found),
            )
        )
    return tuple(units), Unseen(met=met, all=unseen)


def _belongings(facts: Facts) -> dict[int, list[Belonging]]:
    """Where each member of the county belongs on the day, at home first: one query."""
    rows = (
        Belonging.objects.in_force(on=facts.on)
        .filter(
            Q(branch__area=None) | Q(branch__area__code__startswith=facts.county_code),
            Q(member__left_on=None) | Q(member__left_on__gt=facts.on),
        )
        .select_related("member__user", "branch__area")
    )
    found: dict[int, list[Belonging]] = defaultdict(list)
    for row in rows.order_by("branch", "member"):
        found[row.member_id].append(row)
    return {
        member: sorted(held, key=lambda row: row.kind != BelongingKind.HOME)
        for member, held in found.items()
    }


def _shown(rows: Iterable[Belonging], sight: MemberSight | None) -> Belonging | None:
    """The belonging by which an asker sees a member; None when he may not."""
    if sight is None:
        return None
    for row in rows:
        if row.branch_id in sight.branch_ids or row.member_id == sight.own_id:
            return row
    return None


def _proofs(facts: Facts) -> dict[object, set[Evidence]]:
    """What members do, by primary key, and what people with accounts do, by user uid."""
    found: dict[object, set[Evidence]] = defaultdict(set)
    for key, evidence in (*_posts(facts), *_pairings(facts)):
        found[key].add(evidence)
    for uid, stations in facts.stations_run.items():
        found[uid] |= set(stations)
    return found


def _posts(facts: Facts) -> Iterator[tuple[object, Evidence]]:
    """Posts that were granted by the day and not withdrawn by then."""
    steps = PostStep.objects.filter(until(facts.on, "at")).order_by("pk")
    ended = steps.filter(state=PostState.WITHDRAWN).order_by().values("post")
    granted = steps.filter(state=PostState.GRANTED).exclude(post__in=ended)
    for member, uid, at in granted.values_list("post__member", "post__uid", "at"):
        yield member, Evidence(day_of(at), EvidenceKind.DEMO_POST, str(uid))


def _pairings(facts: Facts) -> Iterator[tuple[object, Evidence]]:
    """Active pairings: of the practitioner himself, and of who runs the partner's station."""
    run_by: dict[str, list[str]] = defaultdict(list)
    for uid, stations in facts.stations_run.items():
        for station in stations:
            run_by[station.key].append(uid)
    rows = Pairing.objects.filter(pk__in=active_ids(facts.on)).order_by("pk")
    for row in rows.exclude(pairing_kind=PairingKind.ENTERPRISE):
        evidence = Evidence(row.from_on or facts.on, EvidenceKind.PAIRING, row.key)
        is_partner = row.pairing_kind == PairingKind.PARTNER
        for uid in run_by[row.helper_key] if is_partner else [row.helper_key]:
            yield uid, evidence
