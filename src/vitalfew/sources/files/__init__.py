"""A table in a file: CSV, Parquet, JSON or a workbook, in a folder or at an address of the web."""
