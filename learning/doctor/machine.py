"""The machine: open files, the clock and its zones, what PDFs are made with."""

import resource
from pathlib import Path
from zoneinfo import ZoneInfo

from learning import clock, typesetting
from learning.doctor.finding import Finding, Where, fine, look, mend

_OPEN_FILES = 4_096
"""What one process may need: as many connections as it takes."""
_PROBE = Path(__file__).with_name("probe.typ")


def time_zones(where: Where) -> Finding:
    """Look whether the rules of clocks around the world are there."""
    name = "Time zones"
    try:
        for key in ("UTC", where.settings.time_zone):
            ZoneInfo(key)
    except (KeyError, OSError, ValueError):
        return mend(
            name,
            f"The rules for {where.settings.time_zone} are not on this machine.",
            "Install them:\n$ apt-get install tzdata",
        )
    return fine(name, f"The rules for {where.settings.time_zone} are there.")


def open_files(_: Where) -> Finding:
    """Look how many files a process may have open: each stream and connection is one."""
    name, (_soft, most) = "Open files", resource.getrlimit(resource.RLIMIT_NOFILE)
    if most == resource.RLIM_INFINITY or most >= _OPEN_FILES:
        return fine(name, "As many as are needed may be open.")
    return look(
        name,
        f"A process started like this one may have only {most:,} files open, so fewer people can"
        " be in live sessions at once.",
        "With systemd, put LimitNOFILE=65536 into the unit. In a shell, before learning serve:"
        "\n$ ulimit -n 65536",
    )


def typesetter(_: Where) -> Finding:
    """Make a PDF of a line, as certificates are made."""
    name, remedy = "Typesetter", "Install the package anew: parts of it are missing."
    printed = {"fonts": list(typesetting.families())}
    made = typesetting.compiled(_PROBE, printed, made_at=clock.now(), standards=["a-2a"])
    shape = typesetting.drawn(_PROBE, printed, form="svg")
    if not made.startswith(b"%PDF") or b"<use" not in shape:  # without a font no letter is drawn
        return mend(name, "No PDF with our fonts can be made.", remedy)
    return fine(name, "A PDF with our fonts could be made.")
