"""A worker that could not tell the broker what it did takes the next message all the same."""

import pytest
from kombu import Connection
from redis.exceptions import ConnectionError as Lost

from vitalfew.jobs.queue import app
from vitalfew.jobs.request import Request


def test_a_message_of_which_the_broker_could_not_be_told_keeps_no_worker_busy(monkeypatch: pytest.MonkeyPatch, caplog):
    with Connection("memory://") as there, there.SimpleQueue("lost") as queue:
        queue.put({})
        channel = queue.channel
        channel.basic_qos(prefetch_count=1)
        message = queue.get(timeout=5)
        assert not channel.qos.can_consume()

        def ack(**_: object) -> None:
            raise Lost("Connection closed by server.")

        monkeypatch.setattr(message, "ack", ack)
        request = Request(
            message,
            task=app.tasks["watch"],
            connection_errors=(Lost,),
            headers={"id": "1", "task": "watch"},
            decoded=True,
            body=({}, {}, {}),
        )
        request.acknowledge()
        assert channel.qos.can_consume()
    assert "The broker was lost before it was told that watch is done" in caplog.text
