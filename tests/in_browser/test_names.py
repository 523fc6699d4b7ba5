"""Files of these tests share a server, so that nobody may sign up in two of them."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
NAMED_BY = {
    "writer": "{}@example.org",
    "reader": "{}@example.org",
    "sign_up": "{}",
    "somebody_asked": "{}@example.org",
}


def called(call: ast.Call) -> str:
    """Return the name of what is called, of a function or of somebody's method."""
    function = call.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def signed_up(file: Path) -> Iterator[str]:
    """Yield the addresses with which people sign up on the server that all the tests share."""
    for call in ast.walk(ast.parse(file.read_text("utf-8"))):
        if not isinstance(call, ast.Call) or called(call) not in NAMED_BY:
            continue
        if "own_server" in ast.unparse(call):
            continue
        words = [a.value for a in call.args if isinstance(a, ast.Constant)]
        if words:
            yield NAMED_BY[called(call)].format(str(words[-1]).lower())


def test_nobody_signs_up_in_two_files() -> None:
    files = defaultdict(set)
    for file in HERE.glob("*.py"):
        for address in signed_up(file):
            files[address].add(file.name)
    assert len(files) > 40, "they are found"
    assert {address: names for address, names in files.items() if len(names) > 1} == {}
