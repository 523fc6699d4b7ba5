"""What stays of a live session: its record, put right, claimed, closed and mailed."""
