"""The server while what it stands on moves: processes end, the database goes, the disk is full."""
