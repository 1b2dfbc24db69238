"""The library's tables and the queries on them. Nothing here commits."""
