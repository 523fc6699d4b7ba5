"""The history of the tables, one file a step; `learning.db.migrate` runs it."""
