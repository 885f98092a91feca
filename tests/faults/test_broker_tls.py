"""Real brokers that speak TLS: only one that is trusted, and has the name that was asked for, is spoken to."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from celery import Celery
from tests.faults.brokers import OwnBroker, OwnRabbit, OwnRedis
from tests.faults.certificates import Certificates, made_in

from vitalfew.jobs import queue

pytestmark = [pytest.mark.long, pytest.mark.once]


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    """Of a server called localhost."""
    return made_in(tmp_path_factory.mktemp("certificates"))


@pytest.fixture(scope="module", params=[OwnRedis, OwnRabbit])
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, certificates: Certificates
) -> Iterator[OwnBroker]:
    """One that runs."""
    if not request.param.there():
        pytest.skip(f"No {request.param.PROGRAM} on this machine.")
    made = request.param(tmp_path_factory.mktemp("broker"), certificates)
    try:
        made.start()
        yield made
    finally:
        made.kill()


def check(url: str, authority: Path | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask it as workers do."""
    asking = Celery(broker=url, set_as_current=False)
    asking.conf.broker_use_ssl = queue._encryption(url, authority.read_text() if authority else "")
    monkeypatch.setattr(queue, "app", asking)
    queue.check_broker()


def test_one_whose_authority_is_named_answers(server: OwnBroker, certificates: Certificates, monkeypatch):
    check(server.url, certificates.authority, monkeypatch)


def test_one_that_nobody_vouches_for_is_refused(server: OwnBroker, monkeypatch):
    with pytest.raises(queue.Untrusted, match=r"^its certificate is not trusted: unable to get local issuer") as caught:
        check(server.url, None, monkeypatch)
    assert "VITALFEW_BROKER_CA_FILE" in caught.value.what_to_do


def test_one_of_another_name_is_refused(server: OwnBroker, certificates: Certificates, monkeypatch):
    with pytest.raises(queue.Untrusted, match=r"not valid for '127.0.0.1'$"):
        check(server.url_of("127.0.0.1"), certificates.authority, monkeypatch)
