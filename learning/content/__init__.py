"""The programme as its authors wrote it: loaded, checked and rendered; no Flask, no database."""

from learning.content.blocks import (
    Block,
    Case,
    CaseCard,
    CaseNumber,
    Definition,
    Download,
    ExerciseBlock,
    Fact,
    Figure,
    Media,
    Note,
    Prose,
    Quotation,
)
from learning.content.editions import Editions
from learning.content.exercises import (
    Check,
    Choice,
    Exercise,
    Measure,
    Prompt,
    Reflection,
    Scale,
)
from learning.content.load import Report, check_programme, load_programme
from learning.content.minutes import Count, count
from learning.content.mistakes import InvalidContent, Mistake
from learning.content.programme import Module, Page, Programme, Rating

__all__ = [
    "Block",
    "Case",
    "CaseCard",
    "CaseNumber",
    "Check",
    "Choice",
    "Count",
    "Definition",
    "Download",
    "Editions",
    "Exercise",
    "ExerciseBlock",
    "Fact",
    "Figure",
    "InvalidContent",
    "Measure",
    "Media",
    "Mistake",
    "Module",
    "Note",
    "Page",
    "Programme",
    "Prompt",
    "Prose",
    "Quotation",
    "Rating",
    "Reflection",
    "Report",
    "Scale",
    "check_programme",
    "count",
    "load_programme",
]
