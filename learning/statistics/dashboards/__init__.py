"""What admins are shown: tallies become protected figures, each with its one definition."""
