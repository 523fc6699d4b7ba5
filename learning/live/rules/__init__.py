"""The rules of a live session, on plain values: no database, no Flask, no clock of their own."""
