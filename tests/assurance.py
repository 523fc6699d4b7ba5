"""Writes what the assurance pack lists: `python -m tests.assurance`.

From what is pinned and installed: `dependencies.md` and `sbom.json` (CycloneDX 1.6). From
`learning/web/kept.py`: `inventory.md`. A test compares.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import metadata
from pathlib import Path
from typing import Any

from learning.web.kept import KEPT
from learning.web.kept_in_browsers import IN_BROWSERS
from learning.web.kept_in_log import IN_LOG

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "assurance"
OF_PACKAGES = """# What we use

Made by `python -m tests.assurance` from `.ci/run.lock`, which pins each with its hash; do so again
after `make lock`. [sbom.json](sbom.json) says the same as CycloneDX. Pages load no library of
anybody else’s. The fonts of the PDFs have
[licences of their own](../../learning/typesetting/fonts/README.md).
"""
OF_WHAT_IS_KEPT = """# What is kept

Made by `python -m tests.assurance` from the lists that `/privacy` and `/cookies` show. “You” is
whoever has the account. The grounds in law (UK GDPR, article 6) are what the
programme is meant to be run on; whoever runs an installation decides:
[impact assessment](impact-assessment.md).

## On the server
"""
_FREE = {
    "MIT License": "MIT",
    "BSD License": "BSD-3-Clause",
    "Apache Software License": "Apache-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0-only",
    "GNU Library or Lesser General Public License (LGPL)": "LGPL-3.0-only",
}
"""Classifiers, for packages that do not say their licence as SPDX does."""
_LONGEST = 40
"""Letters; a field with more holds the whole licence instead of its name."""


@dataclass(frozen=True, slots=True)
class Package:
    """Something that runs beside our code."""

    name: str
    version: str
    hashes: tuple[str, ...]
    licence: str


def packages() -> list[Package]:
    """Return what `.ci/run.lock` pins, as it is installed here."""
    lock = (ROOT / ".ci" / "run.lock").read_text("utf-8")
    return [_package(one) for one in re.split(r"\n(?=[a-z0-9])", lock) if one.strip()]


def _package(pinned: str) -> Package:
    name, version = re.split(r"==| ", pinned)[:2]
    told = metadata(name)
    hashes = tuple(re.findall(r"sha256:([0-9a-f]{64})", pinned))
    return Package(name, version, hashes, _licence(told))


def _licence(told: Any) -> str:
    if expression := told["License-Expression"]:
        return str(expression)
    said = told["License"] or ""
    if said and len(said) <= _LONGEST and "\n" not in said:
        return str(said)
    classified = [line.rpartition(" :: ")[2] for line in told.get_all("Classifier") or ()]
    return next((_FREE[one] for one in classified if one in _FREE), "unknown")


def files() -> dict[str, str]:
    """Return what stands in each file."""
    found = packages()
    return {
        "dependencies.md": "\n".join(_dependencies(found)) + "\n",
        "sbom.json": json.dumps(_bill(found), indent=1, ensure_ascii=False) + "\n",
        "inventory.md": "\n".join(_inventory()) + "\n",
    }


def _dependencies(found: list[Package]) -> Iterator[str]:
    yield OF_PACKAGES
    yield "| package | version | licence |"
    yield "|---|---|---|"
    for one in found:
        yield f"| {one.name} | {one.version} | {one.licence} |"


def _bill(found: list[Package]) -> dict[str, Any]:
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "learning"}},
        "components": [
            {
                "type": "library",
                "bom-ref": f"pkg:pypi/{one.name}@{one.version}",
                "name": one.name,
                "version": one.version,
                "purl": f"pkg:pypi/{one.name}@{one.version}",
                "licenses": [{"license": {"name": one.licence}}],
            }
            for one in found
        ],
    }


def _inventory() -> Iterator[str]:
    yield OF_WHAT_IS_KEPT
    yield "| what | tables | in detail | why | how long | who can read it | ground |"
    yield "|---|---|---|---|---|---|---|"
    for one in (*KEPT, IN_LOG):
        tables = ", ".join(f"`{name}`" for name in one.tables) or "none; the log"
        cells = (one.title, tables, one.what, one.why, one.until, one.readers, one.basis)
        yield f"| {' | '.join(cells)} |"
    yield ""
    yield "## In the browser"
    yield ""
    yield "| what | in detail | how long |"
    yield "|---|---|---|"
    yield "| The cookie | Which sign-in this is; signed | Until one signs out |"
    for kind in IN_BROWSERS:
        yield f"| {kind.title} | {kind.what} | {kind.until} |"


def main() -> None:
    """Write the files."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in files().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
        print(f"docs/assurance/{name}")


if __name__ == "__main__":
    main()
