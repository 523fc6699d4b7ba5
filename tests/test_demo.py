from pathlib import Path

import pytest

from learning.content import Programme, Rows, load_programme
from tests.conftest import NOON
from tests.demo import LIVED_IN


@pytest.fixture(scope="module")
def shipped() -> Programme:
    return load_programme(Path(__file__).parents[1], today=NOON.date())


@pytest.mark.parametrize("exercise_id", LIVED_IN)
def test_what_the_cast_has_written_answers_what_is_asked(
    shipped: Programme, exercise_id: str
) -> None:
    exercise = shipped.exercise(exercise_id)

    for prompt_id, answer in LIVED_IN[exercise_id].items():
        prompt = exercise.prompt(prompt_id)
        assert prompt, prompt_id
        assert prompt.fits(answer), prompt_id
        if isinstance(prompt, Rows):
            asked = {column.id for column in prompt.columns}
            assert asked >= {column for row in answer.values() for column in row}
