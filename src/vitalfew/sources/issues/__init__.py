"""Issues of trackers by their addresses: title and state, read with the tracker's own API."""
