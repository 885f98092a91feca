"""The end of mails, by the link in one of them."""
