"""Invented learners in any number: to try dashboards with, and to measure with.

The same seed makes the same people. They stop where people stop, most of them early; some learn in
teams; nobody of them can sign in.
"""

from learning.crowd.write import MOST, Crowd, invent

__all__ = ["MOST", "Crowd", "invent"]
