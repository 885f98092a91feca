"""Which workspace a command means."""

from typing import TYPE_CHECKING

from vitalfew.cli.errors import InputError

if TYPE_CHECKING:
    from vitalfew.accounts.models import Workspace


def chosen_workspace(slug: str | None) -> "Workspace":
    """The workspace of this name, or without one the only workspace that is no sample; else raises `InputError`."""
    from vitalfew.accounts.models import Workspace

    if slug is not None:
        found = Workspace.objects.filter(slug=slug).first()
        if found is None:
            raise InputError(f"There is no workspace “{slug}”", what_to_do=f"Write one of: {_names()}.")
        return found
    own = list(Workspace.objects.filter(is_sample=False)[:2])
    if not own:
        raise InputError("There is no workspace yet", what_to_do="Make one with `vitalfew init` or in the browser.")
    if len(own) > 1:
        raise InputError("There is more than one workspace", what_to_do=f"Say which with --workspace: {_names()}.")
    return own[0]


def _names() -> str:
    from vitalfew.accounts.models import Workspace

    return ", ".join(Workspace.objects.order_by("slug").values_list("slug", flat=True)) or "none exists"
