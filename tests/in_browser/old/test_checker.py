"""The offline checker from a stick, in Chromium 109: the very tests of today's."""

# ruff: noqa: F401 what is imported runs here

import pytest

from tests.in_browser.test_checker import (
    opened,
    test_a_genuine_one_shows_every_fact_and_the_days_of_key_and_list,
    test_another_issuer_and_other_things_are_said_so,
    test_every_face_is_genuine_withdrawn_newer_or_altered,
    test_the_keyboard_is_enough,
)
from tests.in_browser.test_checker_inputs import (
    test_a_camera_is_used_or_its_refusal_is_put_kindly,
    test_a_pdf_with_the_credential_attached,
    test_files_and_words_can_be_dropped_and_pasted_anywhere,
    test_files_with_a_credential,
    test_the_square_on_a_picture_of_the_paper,
    test_what_cannot_be_read_gets_a_sentence,
)

pytestmark = pytest.mark.browser
