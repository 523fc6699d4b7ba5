"""What authors may write and what the engine knows are the same words."""

from collections.abc import Iterable
from typing import get_args

import pytest

from learning.content import Measure, Role, StepKind
from learning.content.library import LEVERS, PLACES
from learning.content.reading.written import ScaleFields
from learning.content.reading.written.library import KindOfPlace, Lever
from learning.content.reading.written.script import StepFields


@pytest.mark.parametrize(
    ("written", "known"),
    [
        (Lever, LEVERS),
        (KindOfPlace, PLACES),
        (StepFields.model_fields["kind"].annotation, StepKind),
        (StepFields.model_fields["led"].annotation, Role),
        (ScaleFields.model_fields["measure"].annotation, Measure),
    ],
    ids=["levers", "kinds of place", "steps", "roles", "measures"],
)
def test_each_word_is_known(written: object, known: Iterable[str]) -> None:
    assert get_args(written) == tuple(known)
