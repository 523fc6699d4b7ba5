"""The event loop in front of Flask: it holds the streams, takes requests in, hands pages on."""

from learning.front.front import Front
from learning.front.pages import THREADS

__all__ = ["THREADS", "Front"]
