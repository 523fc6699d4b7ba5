"""The live session itself: a team goes through a module together, and nobody has to lead."""
