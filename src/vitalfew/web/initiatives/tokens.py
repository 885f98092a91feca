"""The tokens with which issues of trackers are read: one for each host, never shown again."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from vitalfew.accounts.models import Role
from vitalfew.okrs.models import TrackerToken
from vitalfew.sources.issues.contract import host_of
from vitalfew.web.addresses import go_to
from vitalfew.web.forms import SealedForm, SecretField
from vitalfew.web.requests import PageRequest
from vitalfew.web.roles import needs
from vitalfew.web.saving import saving


class TokenForm(SealedForm):
    """A host and its token."""

    token = SecretField(
        label="Token", max_length=2000,
        help_text="One that may only read issues. It is stored encrypted, and never shown again. For Jira in the cloud "
        "write mail address:token, for Trello key:token.",
        error_messages={"required": "Enter the token."},
    )  # fmt: skip

    class Meta(SealedForm.Meta):
        model = TrackerToken
        fields = ("host",)
        labels = {"host": "Host"}
        help_texts = {"host": "As it stands in the links: github.com, gitlab.com, example.atlassian.net."}

    def clean_host(self) -> str:
        """A host alone; the rest of a link that was pasted is left away."""
        typed: str = self.cleaned_data["host"].strip()
        host = host_of(typed if "://" in typed else f"https://{typed}")
        if not host or " " in host:
            raise forms.ValidationError("This is no host. Write one like github.com.")
        return host


@needs(Role.ADMIN)
def tokens(request: PageRequest) -> HttpResponse:
    """All tokens by their hosts, and one more."""
    form = TokenForm(request.POST or None, use_required_attribute=False)
    if request.method == "POST" and form.is_valid():
        with saving(request, f"Token for {form.cleaned_data['host']}"):
            form.save()
        return go_to(request, "tracker_tokens")
    return render(request, "web/initiatives/tokens.html", {"form": form, "tokens": TrackerToken.objects.all()})


@needs(Role.ADMIN)
@require_POST
def remove(request: PageRequest, pk: int) -> HttpResponse:
    """Forget a token."""
    one = get_object_or_404(TrackerToken, pk=pk)
    with saving(request, f"Token for {one} removed"):
        one.delete()
    return go_to(request, "tracker_tokens")
