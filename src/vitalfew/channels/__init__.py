"""Sends messages by mail, to chats and to programs. Plain Python; what dials out runs in a process of its own."""
