"""Whom we trust for https: what the system trusts and what certifi lists; reading both takes a tenth of a second."""

import ssl

import certifi

TRUST = ssl.create_default_context()
TRUST.load_verify_locations(certifi.where())
