"""What a worker does with a message: as Celery, but for an answer that the broker does not hear."""

import logging

from celery.worker.request import Request as Plain
from kombu.transport import virtual

log = logging.getLogger(__name__)


class Request(Plain):  # type: ignore[misc]
    """Lets go of a message that was dealt with, also where the broker was lost before it could be told.

    Over Redis, Celery counts such a message as one that is worked on for ever. A worker that had as many of them as
    processes would take no message any more: it would wait, in good health, until somebody restarted it.
    """

    acknowledged: bool

    def acknowledge(self) -> None:
        """Tell the broker that the message was dealt with; once."""
        if self.acknowledged:
            return
        self.acknowledged = True
        try:
            self.message.ack()
        except BrokenPipeError:
            raise
        except self._connection_errors as error:
            log.warning("The broker was lost before it was told that %s is done: %s", self.name, error)
            if isinstance(self.message.channel, virtual.Channel):
                virtual.QoS.ack(self.message.channel.qos, self.message.delivery_tag)  # type: ignore[no-untyped-call]
