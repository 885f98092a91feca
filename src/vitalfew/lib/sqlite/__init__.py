"""Django's SQLite backend with a fair queue before BEGIN IMMEDIATE and a journal that can be trusted."""
