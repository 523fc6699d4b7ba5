"""What was typed comes back from typst letter by letter, and is never read as typst."""

import json
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
import typst
from hypothesis import example, given, settings
from hypothesis import strategies as st

from learning.typesetting.compiling import _filled
from learning.typesetting.packing import packed

pytestmark = pytest.mark.slow
MADE_AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
ECHO = Path(__file__).with_name("echo.typ")


@given(st.text())
@settings(deadline=None)
@example('"\n#panic("read")')
@example('\\"#panic("read")//')
@example("\\u{22}#panic()\\")
@example("\x00\x7f\u2028")
def test_every_text_comes_back_and_none_is_obeyed(text: str) -> None:
    (back,) = json.loads(typst.query(_filled(ECHO, {"text": text}), "<back>", field="value"))
    assert back == text


def test_a_packed_file_holds_the_same_under_the_same_numbers() -> None:
    """With more objects than one stream takes, among them texts that look like the format."""
    words = "endobj endstream stream >> trailer << startxref 0 %%EOF 1 0 obj"
    book = f"#for at in range(300) [= {words} #at\n#link(<there>)[{words}]] <there>"
    plain = typst.compile(book.encode(), pdf_standards=["a-3a"], timestamp=MADE_AT)
    assert isinstance(plain, bytes)
    small = packed(plain)

    assert len(small) < len(plain) * 0.6
    with pikepdf.open(BytesIO(plain)) as before, pikepdf.open(BytesIO(small)) as after:
        assert after.check_pdf_syntax() == []
        assert len(before.objects) > 600
        for was in before.objects:
            now = after.get_object(was.objgen)
            if isinstance(was, pikepdf.Stream):
                assert now.read_bytes() == was.read_bytes()
            else:
                assert now.unparse() == was.unparse()


def test_only_what_typst_wrote_is_packed() -> None:
    with pytest.raises(ValueError, match="typst"):
        packed(b"%PDF-1.7\ntrailer\n<</Root 1 0 R>>\n%%EOF")
