"""Web services that answer in JSON, and recipes for some of them."""
