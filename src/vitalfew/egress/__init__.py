"""What may leave this machine: the guard of every outgoing connection."""
