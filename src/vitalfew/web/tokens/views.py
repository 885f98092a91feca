"""Keys with which programs act for a person: shown once, revoked at once."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from vitalfew.accounts.models import Role, Token
from vitalfew.web.addresses import go_to
from vitalfew.web.requests import PageRequest
from vitalfew.web.roles import insist, needs
from vitalfew.web.saving import saving


class TokenForm(forms.Form):
    """What the token is for."""

    name = forms.CharField(label="What it is for", max_length=100, help_text="Such as “nightly export of the CRM”.")


@needs(Role.MEMBER)
@never_cache
def tokens(request: PageRequest) -> HttpResponse:
    """Your tokens, an admin's view of all of them, and a new one whose secret is shown this once."""
    form, secret = TokenForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        with saving(request, f"Token “{form.cleaned_data['name']}” made"):
            _, secret = Token.issue(person=request.person, name=form.cleaned_data["name"])
        form = TokenForm()
    shown = Token.objects.filter(revoked_at=None).select_related("person")
    if not request.person.may(Role.ADMIN):
        shown = shown.filter(person=request.person)
    return render(request, "web/tokens/tokens.html", {"form": form, "secret": secret, "tokens": shown})


@needs(Role.MEMBER)
@require_POST
def revoke(request: PageRequest, pk: int) -> HttpResponse:
    """From its next call on the token opens nothing; others' tokens are an admin's."""
    token = get_object_or_404(Token.objects, pk=pk)
    if token.person_id != request.person.pk:
        insist(request.person, Role.ADMIN)
    with saving(request, f"Token “{token}” revoked"):
        token.revoke()
    return go_to(request, "tokens")
