"""What no honest browser sends: texts, numbers and days from outside of what anybody expects."""

import random
from urllib.parse import urlencode

from tests.web.forms_read import Form

MARK = "zq7x"
"""Stands in every hostile text, so that a page that shows one can be told."""
SCRIPT = f"<script>{MARK}()</script>\"'><img src=x onerror={MARK}()>"
TEXTS = (
    "", " ", "\x00", "x\x00y", "\x07\x1b[31m", "\u200b", "\ufeff", "\ud7ff", "\U0010ffff",
    "Words as they might be", SCRIPT, f"=HYPERLINK(\"{MARK}\")", f"+{MARK}", f"@{MARK}",
    f"{MARK}\r\nBcc: {MARK}@example.org", f"{MARK}\r\n\r\n<p>", "a\nb", "\u2028\u2029\x85",
    "مرحبا بالعالم", "\u202eabc", "👩‍👩‍👧‍👦" * 30, "x" * 21_000, "x" * 130, "İıſﬀ",
    "e" + "\u0301" * 300,
    "{{7*7}}", "{%x%}", "%s%n%(x)s", "${x}", "../../../etc/passwd", "..\\..", "a/b\\c:d*?", "%00",
    "%", "%E0%A4", "'; DROP TABLE entry; --", '{"a":', "[]", "{}", "null", "true", "[" * 500,
    "#set page(width: 1pt)", "$ \\ #include(\"/etc/passwd\") $", "```", "*_~`[](x)", "| a | b |",
)  # fmt: skip
NUMBERS = (
    "0", "-1", "1", "5", "11", "2147483647", "2147483648", "9" * 60, "1.5", "1e400", "NaN", "inf",
    "²", "١٢", "0x10", "1_000", "+3", " 7 ", "-0",
)  # fmt: skip
DAYS = (
    "2026-03-09", "2026-02-30", "0001-01-01", "9999-12-31", "10000-01-01", "2027-03-28", "24:00",
    "01:30", "23:59", "12:60", "Europe/Paris", "Europe/../London", "UTC", "posixrules", "localtime",
)  # fmt: skip
ADDRESSES = (
    "//evil.example", "https://evil.example", "/\\evil.example", "/%0d%0aX: y", "/home\r\nX: y",
    "javascript:alert(1)", "data:text/html,x", "https://[", "http://a:99999/", "ftp://x",
    "x@example.org", "x@", "@", "a@b@c", "x@" + "a" * 300 + ".org", "x@exämple.org", "x\n@y.org",
)  # fmt: skip
EVERYTHING = (*TEXTS, *NUMBERS, *DAYS, *ADDRESSES)
NOT_ASKED_FOR = {
    "id": "1", "user_id": "1", "role": "admin", "is_admin": "1", "joined_at": "2020-01-01",
    "confirmed_at": "2020-01-01", "password_hash": "x", "second_at": "2020-01-01", "team_id": "1",
    "is_convenor": "1", "completed_at": "2020-01-01", "withdrawn_at": "", "owner_id": "4",
}  # fmt: skip
"""Columns that no form has."""

Sent = list[tuple[str, str]]


def made_up(dice: random.Random, form: Form) -> Sent:
    """Return what somebody might send by this form: some of it as the page has it, some not."""
    how = dice.choice(("one wrong", "one wrong", "all wrong", "torn", "twice"))
    wrong = dice.choice(list(form.fields)) if form.fields else ""
    sent: Sent = []
    for name, offered in form.fields.items():
        if how == "torn" and dice.random() < 0.5:
            continue
        strange = how == "all wrong" or name == wrong
        sent.append((name, dice.choice(EVERYTHING) if strange else _fair(dice, offered)))
        if how == "twice":
            sent.append((name, dice.choice(EVERYTHING)))
    if dice.random() < 0.2:
        sent += NOT_ASKED_FOR.items()
    return sent


def _fair(dice: random.Random, offered: list[str]) -> str:
    return dice.choice(offered) or dice.choice(("", "Words as they might be", "2026-03-09"))


def encoded(sent: Sent) -> bytes:
    """Return the form as it travels."""
    return urlencode(sent, errors="replace").encode()
