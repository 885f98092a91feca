"""Channels, what people wish, notices, and what was sent of them."""

from vitalfew.notices.models.channel import Channel
from vitalfew.notices.models.delivery import Delivery
from vitalfew.notices.models.notice import Notice
from vitalfew.notices.models.wishes import DIGEST_KEY, Wishes

__all__ = ("DIGEST_KEY", "Channel", "Delivery", "Notice", "Wishes")
