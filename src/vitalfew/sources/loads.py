"""What takes a moment to load and is loaded only where something is fetched, for sources that share it."""

WEB = ("vitalfew.sources.trust", "httpcore", "encodings.idna")
