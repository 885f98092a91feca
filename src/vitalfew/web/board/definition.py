"""One definition, kept by several teams: their small pictures on one scale of value and time. No league table."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import ceil, floor, log10

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from vitalfew.kpis.models import Definition
from vitalfew.kpis.queries import health
from vitalfew.method.numbers import show_range
from vitalfew.web.board.cards import SECOND, Card, card_of, times_of
from vitalfew.web.requests import PageRequest

ON_A_PAGE, HEIGHT = 40, 120


@dataclass(frozen=True, slots=True)
class Shared:
    """The scale that all pictures share: from the earliest to the latest period, from the lowest to the highest."""

    reach: tuple[float, float]
    first: datetime
    last: datetime

    def places(self, times: Sequence[datetime]) -> list[float]:
        """Where each of these times lies, from 0 to 1."""
        whole = (self.last - self.first) or SECOND
        return [(time - self.first) / whole for time in times]


def across(request: PageRequest, pk: int) -> HttpResponse:
    """Every team that keeps it, by name, 40 on a page."""
    definition = get_object_or_404(Definition.objects, pk=pk)
    page = Paginator(health().filter(definition=definition), ON_A_PAGE).get_page(request.GET.get("page"))
    now = timezone.now()
    cards = [card_of(kpi, now=now) for kpi in page]
    scale = scale_of(cards)
    context = {
        "definition": definition,
        "page": page,
        "cards": [_on(scale, card) for card in cards] if scale else cards,
        "scale": scale
        and {"reach": reach_words(*scale.reach, definition.unit), "first": scale.first, "last": scale.last},
    }
    return render(request, "web/board/definition.html", context)


def reach_words(low: float, high: float, unit: str) -> str:
    """The scale in words, '8–35 orders': its ends rounded outwards to a hundredth or a tenth of its length."""
    if not low < high:
        return show_range(low, high, unit)
    step = 10.0 ** (floor(log10(high - low)) - 1)
    return show_range(floor(low / step) * step, ceil(high / step) * step, unit)


def scale_of(cards: Sequence[Card]) -> Shared | None:
    """A scale that holds all of their charts; None where there is nothing to draw."""
    charts = [(card.chart, times_of(card.kpi, card.chart.values)) for card in cards if card.chart]
    if not charts:
        return None
    lows, highs = zip(*(chart.reach for chart, _ in charts), strict=True)
    return Shared((min(lows), max(highs)), min(times[0] for _, times in charts), max(times[-1] for _, times in charts))


def _on(scale: Shared, card: Card) -> Card:
    """The card with its chart on the scale of all."""
    if card.chart is None:
        return card
    placed = replace(card.chart, at=scale.places(times_of(card.kpi, card.chart.values)))
    return replace(card, chart=placed, drawing={"reach": scale.reach, "shown": card.kpi.shown, "height": HEIGHT})
