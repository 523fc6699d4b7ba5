"""Words are kept, and a live session moves, in Chromium 109: the very tests of today's."""

# ruff: noqa: F401 what is imported runs here

import pytest

from tests.in_browser.test_live_arriving import (
    test_a_new_step_comes_into_view_for_who_only_looks,
    test_no_connection_is_said_at_once_and_taken_away_again,
    test_who_types_is_told_in_a_bar_and_stays,
)
from tests.in_browser.test_offline import (
    test_a_page_is_read_and_written_on_without_a_server_and_sent_afterwards,
)
from tests.in_browser.test_signing_in import (
    database,
    path,
    test_whoever_is_signed_out_while_writing_signs_in_where_they_are,
)
from tests.in_browser.test_two_windows import (
    test_the_writer_chooses_one_or_joins_them_without_a_reload,
)

pytestmark = pytest.mark.browser
