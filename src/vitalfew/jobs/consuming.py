"""A worker looks every few seconds whether RabbitMQ still sends it what is in its queue.

RabbitMQ says once that a queue was deleted. Where it says so in the moment after a worker began to read, Celery 5.7
passes over it (`celery.worker.loops._quick_drain`), and the worker would wait for ever.
"""

from typing import Any

from amqp.exceptions import ConsumerCancelled  # type: ignore[import-untyped]
from celery import bootsteps
from celery.worker.consumer.tasks import Tasks

SECONDS_BETWEEN = 5


class StillConsuming(bootsteps.StartStopStep):  # type: ignore[misc]
    """Has the worker connect anew, which makes the queue, when nothing reads it any more."""

    requires = (Tasks,)

    def __init__(self, consumer: Any, **options: Any) -> None:
        self.turn: Any = None
        super().__init__(consumer, **options)

    def include_if(self, consumer: Any) -> bool:
        """Other brokers delete no consumers."""
        return bool(consumer.app.connection_for_read().transport.driver_type == "amqp")

    def start(self, consumer: Any) -> None:
        """Look every few seconds while this connection lasts."""
        self.turn = consumer.timer.call_repeatedly(SECONDS_BETWEEN, self._look, (consumer,))

    def stop(self, consumer: Any) -> None:
        """The connection ends."""
        if self.turn is not None:
            self.turn.cancel()
            self.turn = None

    def _look(self, consumer: Any) -> None:
        if not consumer.task_consumer.channel.callbacks:
            raise ConsumerCancelled("its queue was deleted")
