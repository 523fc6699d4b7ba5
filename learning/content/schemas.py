"""JSON Schemas of the files, for editors that complete and check while one types."""

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from learning.content.reading.written import (
    EXERCISES,
    CaseFields,
    ModuleFields,
    ProgrammeFields,
    QuizFields,
    ResourceFields,
    ScriptFields,
)

_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, dict[str, Any]]:
    """Return every schema by the name of its file in ``docs/schemas/``."""
    found = {
        "programme.json": _schema(ProgrammeFields),
        "module.json": _schema(ModuleFields),
        "session.json": _schema(ScriptFields),
        "case.json": _schema(CaseFields),
        "resource.json": _schema(ResourceFields),
        "exercises.json": _exercises(),
    }
    return {name: {"$schema": _DRAFT} | schema for name, schema in found.items()}


def _schema(model: type[BaseModel]) -> dict[str, Any]:
    return model.model_json_schema()


def _exercises() -> dict[str, Any]:
    """Return the schema of a file in ``quizzes/``, each exercise as its ``kind`` says."""
    schema = _schema(QuizFields)
    named, definitions = models_json_schema([(m, "validation") for m in EXERCISES.values()])
    kinds = [named[model, "validation"] for model in EXERCISES.values()]
    schema["properties"]["exercises"]["additionalProperties"] = {"oneOf": kinds}
    return schema | {"$defs": definitions["$defs"]}
