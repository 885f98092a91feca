"""Key results that are green while what they were for did not move."""

from django.db.models import Exists, OuterRef, Q

from vitalfew.accounts.names import isolated
from vitalfew.findings.models import Found, Silence
from vitalfew.okrs.models import KeyResult

GREEN_BUT_UNMOVED = "D508"


def is_unmoved() -> Q:
    """Whether that was found of a key result, unless somebody said why it is right: part of its own statement."""
    everywhere = Q(team=None, kpi=None, objective=None, key_result=None)
    here = Q(key_result=OuterRef("key_result")) | everywhere
    silenced = Exists(Silence.objects.filter(here, code=GREEN_BUT_UNMOVED))
    found = Found.objects.filter(~silenced, code=GREEN_BUT_UNMOVED, ended_at=None, key_result=OuterRef("pk"))
    return Q(Exists(found))


def unmoved(key_result: KeyResult) -> str:
    """'Green, but Churn did not get better', of one that was read with `is_unmoved`; '' where it is not so."""
    if not getattr(key_result, "still", False) or key_result.supports is None:
        return ""
    return f"Green, but {isolated(key_result.supports)} did not get better"
