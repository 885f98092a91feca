"""Saying something below a record, saying it differently, taking it away."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.text import Truncator
from django.views.decorators.http import require_POST

from vitalfew.accounts.models import Person, Role
from vitalfew.okrs import comments
from vitalfew.okrs.comments import MODELS, About, Heard, about_of, name_of, path_of
from vitalfew.okrs.models import Comment
from vitalfew.web.activity.forms import CommentForm
from vitalfew.web.requests import PageRequest
from vitalfew.web.roles import needs
from vitalfew.web.saving import saving

OFFERED = 8


@needs(Role.MEMBER)
@require_POST
def say(request: PageRequest, kind: str, pk: int) -> HttpResponse:
    """Keep a comment on this record; words that need another look are shown again on a page of their own."""
    if kind not in MODELS:
        raise Http404
    about = _found(kind, pk)
    form = CommentForm(request.POST)
    if not form.is_valid():
        return _page(request, form, about, status=422)
    with saving(request, f"A comment on “{name_of(about)}”"):
        heard = comments.say(about=about, text=form.cleaned_data["text"], by=request.person, now=timezone.now())
    _say_who_heard(request, heard, about)
    newest = Comment.objects.filter(by=request.person).order_by("-pk").values_list("pk", flat=True)[0]
    return HttpResponseRedirect(path_of(about, workspace=request.person.workspace.slug, comment=newest))


@needs(Role.MEMBER)
def edit(request: PageRequest, pk: int) -> HttpResponse:
    """Say one's own comment differently."""
    comment = _own(request, pk)
    about = about_of(comment)
    form = CommentForm(request.POST or None, initial={"text": comment.text})
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, about, comment=comment, status=422 if form.errors else 200)
    with saving(request, f"A comment on “{name_of(about)}” said differently"):
        text = form.cleaned_data["text"]
        heard = comments.reword(comment, text=text, by=request.person, now=timezone.now())
    _say_who_heard(request, heard, about)
    return HttpResponseRedirect(path_of(about, workspace=request.person.workspace.slug, comment=comment.pk))


@needs(Role.MEMBER)
@require_POST
def remove(request: PageRequest, pk: int) -> HttpResponse:
    """Take one's own comment away."""
    comment = _own(request, pk)
    about = about_of(comment)
    with saving(request, f"A comment on “{name_of(about)}” removed"):
        comments.remove(comment)
    return HttpResponseRedirect(path_of(about, workspace=request.person.workspace.slug, comment=pk).partition("#")[0])


def names(request: PageRequest) -> HttpResponse:
    """People whose name or address begins as `?q=` does, for the list below an '@'."""
    text = request.GET.get("q", "").replace("\0", "").strip()[:100]
    near = Q(name__istartswith=text) | Q(name__icontains=f" {text}") | Q(email__istartswith=text)
    people = Person.objects.filter(near, left_at=None)[:OFFERED]
    return JsonResponse({"names": [str(person) for person in people]})


def _found(kind: str, pk: int) -> About:
    related = {"key_result": ("objective",), "kpi": ("definition",), "breach": ("kpi__definition",)}.get(kind, ())
    found: About = get_object_or_404(MODELS[kind].objects.select_related(*related), pk=pk)
    return found


def _own(request: PageRequest, pk: int) -> Comment:
    """A comment of whoever asks; others read here that it is not theirs to change."""
    related = ("objective", "key_result__objective", "kpi__definition", "breach__kpi__definition")
    found: Comment = get_object_or_404(Comment.objects.select_related(*related).filter(by=request.person), pk=pk)
    return found


def _page(
    request: PageRequest, form: CommentForm, about: About, *, comment: Comment | None = None, status: int
) -> HttpResponse:
    name, key = name_of(about), comment.pk if comment else 0
    back = path_of(about, workspace=request.person.workspace.slug, comment=key)
    context = {"form": form, "about": Truncator(name).chars(120), "back": back, "comment": comment}
    return render(request, "web/activity/comment.html", context, status=status)


def _say_who_heard(request: PageRequest, heard: Heard, about: About) -> None:
    if heard.kept_out:
        names = " and ".join(str(person) for person in heard.kept_out)
        messages.warning(request, f"{names} cannot see “{name_of(about)}”, which is private, and heard nothing of it.")
    for name in heard.unclear:
        messages.warning(
            request, f"Several people are called “{name}”, so none of them was told. Write the whole name."
        )
    for name in heard.unknown:
        messages.warning(request, f"Nobody here is called “{name}”, so nobody was told by that name.")
