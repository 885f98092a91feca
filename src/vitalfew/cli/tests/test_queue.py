"""Workers and beat say in a sentence what they lack; nobody shows the broker's password."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from vitalfew.accounts.models import Workspace
from vitalfew.accounts.scoping import entered
from vitalfew.cli import checkup, queue
from vitalfew.cli.errors import InputError
from vitalfew.cli.tests.server import vitalfew
from vitalfew.jobs.models import Slot
from vitalfew.jobs.queue import app

pytestmark = pytest.mark.django_db
NOWHERE = "redis://:s3cret@127.0.0.1:1/0"


@pytest.fixture
def broker(settings, monkeypatch: pytest.MonkeyPatch) -> str:
    """One that does not answer."""
    settings.BROKER_URL = NOWHERE
    monkeypatch.setattr(app.conf, "broker_url", NOWHERE)
    return NOWHERE


def test_without_a_broker_serve_does_it_all():
    with pytest.raises(InputError, match="VITALFEW_BROKER_URL is not set, so `vitalfew serve` does all work itself"):
        queue.queue_ready()


def test_without_celery_it_is_said_how_to_install_it(broker: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(queue, "find_spec", lambda name: None)
    monkeypatch.setattr(checkup, "find_spec", lambda name: None)
    with pytest.raises(InputError, match=r"pip install 'vitalfew\[worker\]'"):
        queue.queue_ready()
    (finding,) = checkup._broker()
    assert finding.level is checkup.Level.REMARK


def test_a_broker_that_is_down_is_named_without_its_password(broker: str):
    with pytest.raises(InputError) as caught:
        queue.queue_ready()
    (finding,) = checkup._broker()
    assert finding.level is checkup.Level.PROBLEM
    for words in (str(caught.value), finding.what):
        assert words.startswith("The broker does not answer: ")
        assert words.endswith("Start it, or mend VITALFEW_BROKER_URL.")
        assert "s3cret" not in words


@pytest.mark.parametrize("url", ["redis://:s3/cret@127.0.0.1:1/0", "redis://:1/s3cret@h:1/0", "amqp://me:s#3cret@h//"])
def test_a_broker_whose_address_cannot_be_read_is_told_without_any_part_of_its_password(
    settings, monkeypatch: pytest.MonkeyPatch, url: str
):
    settings.BROKER_URL = url
    monkeypatch.setattr(app.conf, "broker_url", url)
    with pytest.raises(InputError, match="its address cannot be read") as caught:
        queue.queue_ready()
    (finding,) = checkup._broker()
    assert finding.level is checkup.Level.PROBLEM
    assert "s3" not in finding.what + str(caught.value)
    assert caught.value.__cause__.__cause__ is None


def test_a_database_that_is_not_ready_is_prepared_by_serve_first(broker: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("vitalfew.lib.preparing.pending", lambda: ["kpis.0001_first_records"])
    with pytest.raises(InputError, match="Start `vitalfew serve` first: it applies them"):
        queue.queue_ready()


@pytest.mark.parametrize(
    ("command", "url", "says"),
    [
        ("worker", NOWHERE, "workers share a PostgreSQL database"),
        ("beat", "kafka://:s3cret@127.0.0.1", "VITALFEW_BROKER_URL is no broker; write redis://"),
        ("worker", "rediss://:s3cret@h/0?ssl_cert_reqs=none", "that goes into VITALFEW_BROKER_CA_FILE"),
    ],
)
def test_what_cannot_be_used_is_refused_in_one_sentence(tmp_path: Path, command: str, url: str, says: str):
    shown = vitalfew(tmp_path, command, VITALFEW_BROKER_URL=url)
    assert (shown.returncode, shown.stdout, shown.stderr.count("\n")) == (2, "", 1)
    assert says in shown.stderr
    assert "s3cret" not in shown.stderr


def test_an_authority_that_is_no_certificate_is_refused_in_one_sentence(tmp_path: Path):
    shown = vitalfew(tmp_path, "worker", VITALFEW_BROKER_URL=NOWHERE, VITALFEW_BROKER_CA="/etc/ssl/authority.pem")
    assert (shown.returncode, shown.stderr.count("\n")) == (2, 1)
    assert "VITALFEW_BROKER_CA holds no certificate; VITALFEW_BROKER_CA_FILE names a file in PEM." in shown.stderr


def test_doctor_hides_the_password(tmp_path: Path):
    shown = vitalfew(tmp_path, "doctor", VITALFEW_BROKER_URL=NOWHERE)
    assert "VITALFEW_BROKER_URL = redis://:(hidden)@127.0.0.1:1/0  [environment]" in shown.stdout
    assert "s3cret" not in shown.stdout + shown.stderr


def test_doctor_says_when_nothing_that_runs_by_the_clock_has_begun_for_hours():
    workspace = Workspace.objects.create(name="Berlin", slug="berlin", zone="Europe/Berlin")
    assert list(checkup._clock()) == []
    now = timezone.now()
    with entered(workspace):
        Slot.lease(job="remind", time=now - timedelta(hours=4), now=now - timedelta(hours=3))
        (finding,) = checkup._clock()
        assert finding.level is checkup.Level.PROBLEM
        assert f"since {now - timedelta(hours=3):%Y-%m-%d %H:%M} UTC" in finding.what
        assert finding.what.endswith("Start `vitalfew serve`, or look into the log.")
        Slot.lease(job="remind", time=now, now=now)
    assert list(checkup._clock()) == []
