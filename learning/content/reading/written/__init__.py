"""What authors may write: every key of every file, as pydantic models.

The same models check what is written and become the JSON Schemas that help editors.
"""

from learning.content.reading.written.exercises import (
    EXERCISES,
    CheckFields,
    ExerciseFields,
    GridFields,
    PlanFields,
    PromptFields,
    QuizFields,
    RankFields,
    ReflectionFields,
    ScaleFields,
    SortFields,
    TableFields,
)
from learning.content.reading.written.library import LIBRARY, CaseFields, ResourceFields
from learning.content.reading.written.parts import (
    ID,
    MAX_ID,
    Fields,
    Line,
    Minutes,
    Text,
    WebLink,
    Year,
)
from learning.content.reading.written.script import BeforeFields, ScriptFields, StepFields
from learning.content.reading.written.whole import ModuleFields, ProgrammeFields

__all__ = [
    "EXERCISES",
    "ID",
    "LIBRARY",
    "MAX_ID",
    "BeforeFields",
    "CaseFields",
    "CheckFields",
    "ExerciseFields",
    "Fields",
    "GridFields",
    "Line",
    "Minutes",
    "ModuleFields",
    "PlanFields",
    "ProgrammeFields",
    "PromptFields",
    "QuizFields",
    "RankFields",
    "ReflectionFields",
    "ResourceFields",
    "ScaleFields",
    "ScriptFields",
    "SortFields",
    "StepFields",
    "TableFields",
    "Text",
    "WebLink",
    "Year",
]
