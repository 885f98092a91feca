"""How django-allauth behaves here: nobody signs up by themselves, and every redirect stays on this site."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


class Adapter(DefaultAccountAdapter):
    """People are added by an administrator; the first one comes by the first-run page."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Closed: an administrator adds people."""
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Only addresses on this host."""
        host = self.request.get_host() if self.request else None
        return url_has_allowed_host_and_scheme(url, allowed_hosts={host} if host else set())
