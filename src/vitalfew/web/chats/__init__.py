"""Checking in from a chat: which chats there are, and who is linked."""
