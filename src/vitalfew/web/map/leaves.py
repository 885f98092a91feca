"""The boxes of the map: places, key results and KPIs as the picture draws them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import prefetch_related_objects

from vitalfew.accounts.models import Workspace
from vitalfew.charts.tree import Leaf, Link
from vitalfew.kpis.models import Kpi
from vitalfew.method.numbers import show_score
from vitalfew.okrs.alignment.tree import Aim, Alignment, Kind, Place
from vitalfew.okrs.cycles.closing import given, proposed, score_of
from vitalfew.okrs.models import Cycle, KeyResult, Objective, Strategy
from vitalfew.okrs.queries import KeyResultStands, ObjectiveStands, stands, with_standing
from vitalfew.web.addresses import address
from vitalfew.web.map.folds import FITS, Folds, open_at_first, visible
from vitalfew.web.okrs.words import count_of, guard

KPIS = 24
"""So many KPIs are shown beyond what else fits, where the address says nothing."""


@dataclass(slots=True)
class Drawing:
    """What the boxes are made of; reads what is shown in six statements at most."""

    workspace: Workspace
    found: Alignment
    folds: Folds
    teams: Mapping[int, str]
    strategy: Strategy | None
    may_align: bool
    now: datetime
    at_first: set[str] = field(init=False)
    standing: dict[int, ObjectiveStands] = field(init=False)
    kpis: dict[int, Kpi] = field(init=False)
    against: dict[int, str] = field(init=False)
    kpis_at_first: bool = field(init=False)

    def __post_init__(self) -> None:
        """Read what is shown."""
        self.at_first = open_at_first(self.found.roots, self.found.results)
        shown = [place.aim.key for place in visible(self.found.roots, self.folds, self.at_first) if place.aim]
        read = with_standing(Objective.objects.filter(pk__in=shown))
        self.standing = {one.pk: stands(one, now=self.now) for one in read}
        ended = [row.key_result for each in self.standing.values() if _is_closed(each.objective) for row in each.rows]
        prefetch_related_objects(ended, "final")
        keys = {key for each in self.standing.values() for row in each.rows for key in _kpis_of(row)}
        found = Kpi.objects.filter(pk__in=keys).select_related("definition", "reading", "team")
        self.kpis = {kpi.pk: kpi for kpi in found}
        self.kpis_at_first = len(shown) + sum(len(each.rows) for each in self.standing.values()) < FITS + KPIS
        self.against = {
            one.key: f"pulls against {self.teams.get(other.team, '')}"
            for pair in self.found.against
            for one, other in (pair, pair[::-1])
        }

    def leaves(self) -> list[Leaf]:
        """The boxes from the top, as far as they are open."""
        return [self._place(place, above="") for place in self.found.roots]

    def links(self) -> list[Link]:
        """Further parents, and what pulls in opposite directions."""
        also = [
            Link(f"o{child}", f"o{parent}", "also", "contributes to this as well") for child, parent in self.found.also
        ]
        against = [
            Link(f"k{up.key}", f"k{down.key}", "against", f"{up.metric} is pulled in opposite directions")
            for up, down in self.found.against
        ]
        return [*also, *against]

    def _place(self, place: Place, *, above: str) -> Leaf:
        if place.kind is Kind.OBJECTIVE:
            return self._objective(place, above=above)
        return self._group(place, above=place.key if place.kind is Kind.STRATEGY else above)

    def _group(self, place: Place, *, above: str) -> Leaf:
        title, words, href = self._named(place)
        is_open = self._is_open(place.key)
        return Leaf(
            key=place.key,
            kind=place.kind,
            kind_words=words,
            title=title,
            note="Strategy" if place.kind is Kind.STRATEGY else _objectives_of(place),
            href=href,
            fold=self._fold(place.key, is_open=is_open) if place.places else "",
            is_open=is_open,
            inside=len(place.places),
            leaves=[self._place(each, above=above) for each in place.places] if is_open else (),
            data={"drop": place.key} if self.may_align and place.kind is not Kind.TEAM else None,
        )

    def _named(self, place: Place) -> tuple[str, str, str]:
        """The title, the kind in words and the address of a place that is no objective."""
        if place.kind is Kind.STRATEGY:
            text = self.strategy.text if self.strategy else "There is no strategy yet"
            return text, "Strategy", address(self.workspace, "strategy")
        if place.kind is Kind.LOOSE:
            return "Hangs loose", "Without anything above", ""
        return self.teams.get(place.team, ""), "Team", f"?team={place.team}"

    def _objective(self, place: Place, *, above: str) -> Leaf:
        aim = place.aim
        assert aim is not None  # noqa: S101  (an objective's place holds it)
        stood = self.standing.get(aim.key)
        rows = stood.rows if stood else ()
        is_open = self._is_open(place.key)
        pulls = next((self.against[row.key_result.pk] for row in rows if row.key_result.pk in self.against), "")
        return Leaf(
            key=place.key,
            kind=f"objective{' near' if aim.near else ''}{' draft' if aim.state == Objective.State.DRAFT else ''}",
            kind_words="Objective",
            title=aim.title,
            note=" · ".join(part for part in (self.teams.get(aim.team, ""), self._how(aim, stood), pulls) if part),
            shape="watch" if pulls else "",
            href=address(self.workspace, "objective", aim.key),
            fold=self._fold(place.key, is_open=is_open) if rows or place.places else "",
            is_open=is_open,
            inside=len(rows) + len(place.places),
            holds="" if is_open else _holds(rows, place),
            leaves=self._inside(place, rows) if is_open else (),
            data=self._movable(place, above) if self.may_align else None,
        )

    def _inside(self, place: Place, rows: Sequence[KeyResultStands]) -> list[Leaf]:
        results = [self._key_result(row) for row in rows]
        return results + [self._place(each, above=place.key) for each in place.places]

    def _movable(self, place: Place, above: str) -> dict[str, str]:
        assert place.aim is not None  # noqa: S101  (an objective's place holds it)
        return {"drop": place.key, "move": address(self.workspace, "objective_align", place.aim.key), "from": above}

    def _how(self, aim: Aim, stood: ObjectiveStands | None) -> str:
        if aim.state == Objective.State.DRAFT:
            return "draft"
        if stood is not None and _is_closed(stood.objective):
            ended = score_of(stood.objective)
            return "ended without a score" if ended is None else f"ended at {show_score(ended)}"
        if stood is None or stood.score is None:
            return "not measured yet" if stood and stood.rows else "no key result"
        return f"{show_score(stood.score)} of the way"

    def _key_result(self, row: KeyResultStands) -> Leaf:
        one, key = row.key_result, f"k{row.key_result.pk}"
        kpis = [(words, self.kpis[kpi]) for kpi, words in _kpis_of(row).items() if kpi in self.kpis]
        is_open = self.folds.is_open(key, at_first=self.kpis_at_first)
        pulls = self.against.get(one.pk, "")
        return Leaf(
            key=key,
            kind="key-result",
            kind_words="Key result",
            title=str(one),
            note=f"{pulls[:1].upper()}{pulls[1:]}" if pulls else f"{row.said.words}{_our_score(one)}",
            shape="watch" if pulls else row.said.shape,
            href=address(self.workspace, "key_result", one.pk),
            fold=self._fold(key, is_open=is_open) if kpis else "",
            is_open=is_open,
            inside=len(kpis),
            leaves=[self._kpi(key, words, kpi) for words, kpi in kpis] if is_open else (),
        )

    def _kpi(self, above: str, words: str, kpi: Kpi) -> Leaf:
        said = guard(kpi, now=self.now)
        return Leaf(
            key=f"{above}.i{kpi.pk}",
            kind="kpi",
            kind_words="KPI",
            title=kpi.name,
            note=f"{words}: {said.words}",
            shape=said.shape,
            href=address(self.workspace, "kpi", kpi.pk),
        )

    def _is_open(self, key: str) -> bool:
        return self.folds.is_open(key, at_first=key in self.at_first)

    def _fold(self, key: str, *, is_open: bool) -> str:
        return self.folds.turned(key, is_open=not is_open)


def _is_closed(one: Objective) -> bool:
    """Whether it ended with its cycle, so that the score of its review counts."""
    return bool(one.state == Objective.State.CLOSED and one.cycle.state == Cycle.State.CLOSED)


def _our_score(one: KeyResult) -> str:
    """'; our score 0.5' of a closed cycle, where the team gave another one than the number's own."""
    said = show_score(given(one)) if _is_closed(one.objective) else ""
    return f"; our score {said}" if said and said != show_score(proposed(one)) else ""


def _kpis_of(row: KeyResultStands) -> dict[int, str]:
    """The KPIs that a key result is tied to, and how: the one it should move, and the one that gives its value."""
    one = row.key_result
    given = getattr(one.series, "kpi", None)
    found = {given.pk: "Measures it"} if given else {}
    return found | ({one.supports_id: "Should move"} if one.supports_id else {})


def _objectives_of(place: Place) -> str:
    """'49 objectives, 380 below them'."""
    own = sum(len(each.places) if each.kind is Kind.TEAM else 1 for each in place.places)
    below = sum(1 for _ in place.objectives()) - own
    return count_of(own, "objective") + (f", {below:,} below" if below else "")


def _holds(rows: Sequence[KeyResultStands], place: Place) -> str:
    """'Four key results; two objectives contribute'."""
    said = [count_of(len(rows), "key result")] if rows else []
    below = len(place.places)
    if below:
        said.append(f"{count_of(below, 'box', 'boxes')} of what contributes to it")
    return ", ".join(said)
