"""Counting people: raw rows become sheets of marks, sheets become tallies of groups."""
