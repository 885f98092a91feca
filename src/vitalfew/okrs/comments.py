"""What people say below a record, and who is told because they were named in it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from django.db.models import Q
from django.urls import reverse

from vitalfew.accounts.models import Person
from vitalfew.accounts.names import isolated
from vitalfew.accounts.scoping import reading_as
from vitalfew.alerts.models import Breach
from vitalfew.kpis.models import Kpi
from vitalfew.notices.actions import Telling, tell_all
from vitalfew.notices.models import Notice
from vitalfew.okrs.models import Comment, KeyResult, Objective

About: TypeAlias = Objective | KeyResult | Kpi | Breach
MODELS: Mapping[str, type[About]] = {"objective": Objective, "key_result": KeyResult, "kpi": Kpi, "breach": Breach}
MENTION = re.compile(r"(?<![\w@.])@(?=\w)")
FIRST_WORD = re.compile(r"\w+")
MOST_MENTIONS = 20


@dataclass(frozen=True, slots=True)
class Heard:
    """Whom a comment names: who is told, who cannot see what it is about, names that several people have, and those
    that nobody has.
    """

    told: Sequence[Person] = ()
    kept_out: Sequence[Person] = ()
    unclear: Sequence[str] = ()
    unknown: Sequence[str] = ()


def kind_of(about: About) -> str:
    """'objective', 'key_result', 'kpi' or 'breach'."""
    return next(kind for kind, model in MODELS.items() if isinstance(about, model))


def comments_on(about: About) -> Sequence[Comment]:
    """What was said about this record, the oldest first: one statement."""
    return list(Comment.objects.filter(**{kind_of(about): about}).select_related("by"))


def about_of(comment: Comment) -> About:
    """The record that a comment is about."""
    found: About = next(one for kind in MODELS if (one := getattr(comment, kind)) is not None)
    return found


def path_of(about: About, *, workspace: str, comment: int) -> str:
    """Where a comment stands."""
    return f"{reverse(kind_of(about), args=[workspace, about.pk])}#comment-{comment}"


def say(*, about: About, text: str, by: Person, now: datetime) -> Heard:
    """Keep a comment and tell whom it names, once each."""
    comment = Comment.objects.create(**{kind_of(about): about}, text=text, by=by, at=now)
    return _tell(comment, about, by=by, now=now)


def reword(comment: Comment, *, text: str, by: Person, now: datetime) -> Heard:
    """Say it differently; who is named only now is told."""
    comment.text = text
    comment.save(update_fields=["text"])
    return _tell(comment, about_of(comment), by=by, now=now)


def remove(comment: Comment) -> None:
    """Take a comment away, and what waits to be told of it."""
    comment.delete()


def tell_no_more(instance: Comment, **_: Any) -> None:
    """What waits to be told of a comment goes with it, also where an undo takes it away."""
    Notice.objects.filter(key=_key(instance), packed_at=None).delete()


def mentioned(text: str) -> tuple[Sequence[Person], Sequence[str], Sequence[str]]:
    """The people whom a text names with an '@', the names in it that several have, and the words that nobody is called
    by: one statement, or none.
    """
    places = [match.end() for match in MENTION.finditer(text)][:MOST_MENTIONS]
    words = {match[0] for at in places if (match := FIRST_WORD.match(text, at))}
    if not words:
        return (), (), ()
    near = Q()
    for word in words:
        near |= Q(name__istartswith=word) | Q(email__istartswith=word)
    called = _called(Person.objects.filter(near, left_at=None))
    found: dict[int, Person] = {}
    unclear: list[str] = []
    unknown: list[str] = []
    for at in places:
        name = _longest(text[at:], called)
        people = called.get(name, {})
        if len(people) == 1:
            found |= people
        elif people:
            unclear.append(text[at : at + len(name)])
        elif (first := FIRST_WORD.match(text, at)) is not None:
            unknown.append(first[0])
    return list(found.values()), unclear, list(dict.fromkeys(unknown))


def _called(people: Iterable[Person]) -> Mapping[str, dict[int, Person]]:
    """People by everything that they may be called: name, address, first name; all in small letters."""
    found: dict[str, dict[int, Person]] = {}
    for person in people:
        for name in {str(person), person.email, str(person).partition(" ")[0]}:
            found.setdefault(name.casefold(), {})[person.pk] = person
    return found


def _longest(text: str, names: Mapping[str, object]) -> str:
    """The longest of the names with which a text begins, as a whole; '' for none."""
    said = text.casefold()
    whole = (n for n in names if said.startswith(n) and not re.match(r"\w", said[len(n) : len(n) + 1]))
    return max(whole, key=len, default="")


def _tell(comment: Comment, about: About, *, by: Person, now: datetime) -> Heard:
    people, unclear, unknown = mentioned(comment.text)
    others = [person for person in people if person.pk != by.pk]
    seeing = [person for person in others if _sees(person, about)]
    comment.mentions.set(seeing)
    tell_all([_telling(person, comment, about, by=by) for person in seeing], now=now)
    return Heard(seeing, [person for person in others if person not in seeing], unclear, unknown)


def _sees(person: Person, about: About) -> bool:
    """Whether this person may see the record; asked only where it may be private."""
    if isinstance(about, Kpi | Breach):
        return True
    objective = about if isinstance(about, Objective) else about.objective
    if not objective.private:
        return True
    with reading_as(person):
        return Objective.objects.filter(pk=objective.pk).exists()


def _telling(person: Person, comment: Comment, about: About, *, by: Person) -> Telling:
    return Telling(
        to=person,
        key=_key(comment),
        subject=f"{isolated(by)} mentions you: {name_of(about)}",
        paragraphs=[comment.text],
        link=path_of(about, workspace=by.workspace.slug, comment=comment.pk),
        link_words="Read it and answer",
        urgent=False,
        group="mentions",
    )


def name_of(about: About) -> str:
    """What a record is called in a sentence; what was crossed by its KPI."""
    return isolated(about.kpi if isinstance(about, Breach) else about)


def _key(comment: Comment) -> str:
    return f"mention:{comment.pk}"
