from vitalfew.alerts.models import Breach
from vitalfew.notices.models import Notice


def test_a_crossed_red_line_is_opened_told_answered_and_closed(world):
    world.week(-1, 99.9)
    assert not Breach.objects.exists()
    now = world.week(0, 97.2)
    breach = Breach.objects.get()
    assert (breach.kind, breach.state, breach.value, breach.severity) == ("red_line", "open", 97.2, "now")
    notice = Notice.objects.get()
    assert (notice.person, notice.urgent, notice.subject) == (
        world.ana, True, "Uptime crossed its red line: 97.2 %, under 99 %",
    )  # fmt: skip
    assert "Written action: Roll back the last release." in notice.paragraphs
    breach.acknowledge(by=world.ana, now=now)
    breach.respond(what="Rolled back.", by=world.ana, now=now)
    assert breach.state == "acknowledged"
    world.week(1, 99.8)
    assert Breach.objects.get().state == "recovering"
    world.week(2, 99.7)
    closed = Breach.objects.get()
    assert (closed.state, closed.closed_how, closed.answer) == ("closed", "recovered", "Rolled back.")
    assert Notice.objects.count() == 1
