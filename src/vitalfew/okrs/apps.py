"""The okrs app."""

from django.apps import AppConfig


class OkrsConfig(AppConfig):
    """Keeps the standing of each key result in step with its series."""

    name = "vitalfew.okrs"
    label = "okrs"

    def ready(self) -> None:
        """A value may move a key result; who leaves leaves no link behind; nothing moves what a closed cycle holds."""
        from django.db.models.signals import pre_delete

        from vitalfew.accounts.events import person_left
        from vitalfew.kpis.events import values_changed
        from vitalfew.okrs.comments import tell_no_more
        from vitalfew.okrs.course.standing import series_moved
        from vitalfew.okrs.cycles import closed
        from vitalfew.okrs.models import Comment
        from vitalfew.okrs.rounds.chats import forget_all
        from vitalfew.okrs.rounds.links import end_all

        values_changed.connect(series_moved, dispatch_uid="okrs_series_moved")
        person_left.connect(end_all, dispatch_uid="okrs_end_all")
        person_left.connect(forget_all, dispatch_uid="okrs_forget_all")
        pre_delete.connect(tell_no_more, sender=Comment, dispatch_uid="okrs_tell_no_more")
        closed.connect()
