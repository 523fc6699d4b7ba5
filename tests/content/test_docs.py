"""What authors rely on is written down: every key, every mistake, every schema."""

import json
import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from learning.content.kinds import Kind
from learning.content.reading import written
from learning.content.reading.fences import WORDS
from learning.content.schemas import schemas

DOCS = Path(__file__).parents[2] / "docs"
GUIDE = (DOCS / "authoring.md").read_text(encoding="utf-8")


def below(model: type[BaseModel]) -> set[str]:
    """Return the keys of ``model`` and of every model made from it."""
    return set(model.model_fields).union(*map(below, model.__subclasses__()))


KEYS = sorted(below(written.Fields))


@pytest.mark.parametrize("key", [*KEYS, *written.EXERCISES])
def test_every_key_is_in_the_guide(key: str) -> None:
    assert re.search(rf"\b{key}: |`{key}`|\b{key}:\n|kind: {key}\b", GUIDE)


@pytest.mark.parametrize("word", WORDS)
def test_every_block_is_in_the_guide(word: str) -> None:
    assert f"```{word}" in GUIDE or f"(or {word})" in GUIDE


@pytest.mark.parametrize("kind", Kind, ids=lambda kind: kind.name)
def test_every_mistake_is_in_the_guide(kind: Kind) -> None:
    assert f"| {as_written(kind.what)} | {as_written(kind.fix)} |" in GUIDE


def as_written(text: str) -> str:
    filled = re.sub(r"(?<!\{)\{[a-z]+\}", "…", text)
    return filled.replace("{{", "{").replace("}}", "}")


def test_the_schemas_are_current() -> None:
    kept = {path.name: path.read_text(encoding="utf-8") for path in (DOCS / "schemas").iterdir()}
    for by_hand in ("journal", "statistics", "everything"):  # of what people download
        del kept[f"{by_hand}.schema.json"]
    made = {
        name: json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        for name, schema in schemas().items()
    }

    assert kept == made, "run: learning schemas docs/schemas"
