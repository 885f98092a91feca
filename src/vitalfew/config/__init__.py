"""The only place that knows every part: settings, addresses, the WSGI application."""
