"""The product's settings, with the reference views beside its own addresses."""

from vitalfew.config.settings import *  # noqa: F403

ROOT_URLCONF = "serving.reference_urls"
