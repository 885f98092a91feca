"""The sources that a plan describes: connected, changed, and written out, without their secrets."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from vitalfew.collecting.actions import connect, goes_elsewhere
from vitalfew.collecting.models import Feed
from vitalfew.importers.plan.keeping import Keeper
from vitalfew.importers.plan.outcome import Difference, Named
from vitalfew.kpis.models import Kpi
from vitalfew.lib.sealed import Unreadable
from vitalfew.method.schedule import check_schedule
from vitalfew.planfile import Kpi as PlanKpi
from vitalfew.planfile import Source as PlanSource
from vitalfew.planfile.recipes import WHEN, kinds, recipe_of
from vitalfew.sources.catalogue import sources
from vitalfew.sources.contract import Source
from vitalfew.sources.secrets import HIDDEN

KINDS = {"file": "files"}
NAMES = {kind: name for name, kind in KINDS.items()}


class At(NamedTuple):
    """A line of a file."""

    file: str
    line: int


def described(kpi: Kpi) -> PlanSource | None:
    """The source that is connected to a KPI, if a plan file can describe it; its password is `…`."""
    feed: Feed | None = getattr(kpi, "feed", None)
    name = NAMES.get(feed.kind, feed.kind) if feed else ""
    if feed is None or name not in kinds():
        return None
    source, kept = sources()[feed.kind], _kept(feed)
    spec = {each.name: each.shown(kept.get(each.name, "")) for each in source.settings if each.kind != "secret"}
    spec[WHEN] = feed.schedule
    defaults = {each.name: each.default for each in source.settings}
    given = {key: value for key, value in spec.items() if value and value != defaults.get(key)}
    return PlanSource(kind=name, spec=given) if given.keys() >= set(recipe_of(name).needs) else None


def write_feed(kpi: Kpi, plan: PlanKpi, *, keeper: Keeper, named: Named, now: datetime) -> None:
    """Connect the source that the plan describes, where it does; what the file leaves out stays as it is."""
    if plan.source is None or not isinstance(plan.source.spec, Mapping):
        return
    source = sources()[KINDS.get(plan.source.kind, plan.source.kind)]
    before = _there(kpi)
    feed, kept = before or Feed(kpi=kpi), _kept(before) if before and before.kind == source.kind else {}
    spec = _spec(source, plan.source.spec, kept)
    schedule = plan.source.spec.get(WHEN, feed.schedule)
    if not _right(source, plan, spec, schedule, keeper):
        return
    spec = _with_secrets(source, spec, kept, before)
    _note_what_is_missing(source, spec, kept, keeper, named)
    differences = _differences(source, feed, spec, kept, schedule)
    if before is None:
        keeper.outcome.made.append(Named("source", named.name, named.of))
    elif differences:
        keeper.outcome.differs(Named("source", named.name, named.of), differences)
    else:
        return
    feed.kind, feed.schedule = source.kind, schedule
    connect(feed=feed, spec=spec, now=now)


def _there(kpi: Kpi) -> Feed | None:
    found: Feed | None = Feed.objects.filter(kpi=kpi).select_related("kpi__workspace").first()
    return found


def _kept(feed: Feed) -> Mapping[str, str]:
    try:
        return feed.spec
    except Unreadable:
        return dict(feed.settings)


def _spec(source: Source, given: Mapping[str, str], kept: Mapping[str, str]) -> dict[str, str]:
    """What the file says, else what is kept, else the default; secrets aside."""
    open_ones = [each for each in source.settings if each.kind != "secret"]
    return {each.name: given.get(each.name, kept.get(each.name) or each.default) for each in open_ones}


def _right(source: Source, plan: PlanKpi, spec: Mapping[str, str], schedule: str, keeper: Keeper) -> bool:
    """Whether all can be followed; what cannot is noted with its line."""
    before = len(keeper.problems)
    lines = plan.source.lines if plan.source else {}

    def wrong(key: str, what: str, what_to_do: str = "") -> None:
        keeper.wrong(At(plan.file, lines.get(key, plan.line)), what, what_to_do)

    for each in source.settings:
        value, known = spec.get(each.name, ""), [name for name, _ in each.choices]
        if known and value not in known:
            wrong(each.name, f'"{each.name}" cannot be “{value[:40]}”.', f"Choose {', '.join(filter(None, known))}.")
        if value and (why := each.refusal(value)):
            wrong(each.name, f'"{each.name}": {why}')
        if each.hides and each.name in lines and each.shown(value) != value:
            wrong(
                each.name,
                f'"{each.name}" holds a password or a key, or is no address; a plan file holds no secrets.',
                f"Write {HIDDEN} in place of the secret, and type it on the KPI's page.",
            )
    try:
        if schedule:
            check_schedule(schedule)
    except ValueError as error:
        wrong(WHEN, f'"{WHEN}": {error}')
    return len(keeper.problems) == before


def _with_secrets(
    source: Source, spec: Mapping[str, str], kept: Mapping[str, str], feed: Feed | None
) -> dict[str, str]:
    """With the secrets that are kept, if they go where they went before."""
    whole = {each.name: each.filled(spec.get(each.name, ""), kept.get(each.name, "")) for each in source.settings}
    there = feed is not None and feed.kind == source.kind and not goes_elsewhere(feed=feed, kept=kept, spec=whole)
    return whole if there else {**dict.fromkeys(whole, ""), **spec}


def _note_what_is_missing(
    source: Source, spec: Mapping[str, str], kept: Mapping[str, str], keeper: Keeper, named: Named
) -> None:
    for each in source.settings:
        gone = each.kind == "secret" and kept.get(each.name) and not spec[each.name]
        if gone or each.lacks(spec[each.name]):
            keeper.outcome.notes.append(
                f"The source of {named} has no {each.label.lower() if gone else 'password'} for this "
                "place yet: type it on the KPI's page, under Where it comes from."
            )


def _differences(
    source: Source, feed: Feed, spec: Mapping[str, str], kept: Mapping[str, str], schedule: str
) -> list[Difference]:
    found = [] if feed.kind == source.kind else [Difference("kind", feed.kind or "none", source.kind)]
    for each in source.settings:
        old, new = kept.get(each.name) or each.default, spec[each.name]
        if old != new and each.kind == "secret":
            found.append(Difference(each.label.lower(), "kept", "none"))
        elif old != new:
            shown = [each.shown(value) or "nothing" for value in (old, new)]
            found.append(Difference(each.label.lower(), *shown))
    if feed.schedule != schedule:
        found.append(Difference("when", feed.schedule or "after each period", schedule or "after each period"))
    return found
