"""What a server and its workers need of the machine, as the kernel counts it."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Needs:
    """Of the process with this id and all it started."""

    pid: int

    def cpu(self) -> float:
        """Return the seconds of processor time used so far."""
        return sum(_ticks(pid) for pid in self._family()) / _TICKS

    def memory(self) -> float:
        """Return the megabytes used, what is shared counted by its share."""
        return sum(_kilobytes(pid) for pid in self._family()) / 1024

    def keep_to(self, cores: set[int]) -> None:
        """Let them run on these cores only, with all their threads."""
        for pid in self._family():
            for thread in Path(f"/proc/{pid}/task").iterdir():
                os.sched_setaffinity(int(thread.name), cores)

    def keep_apart(self) -> None:
        """Give them one core and this process another, so that neither waits for the other."""
        cores = sorted(os.sched_getaffinity(0))
        if len(cores) > 1:
            self.keep_to({cores[-1]})
            os.sched_setaffinity(0, {cores[0]})

    def _family(self) -> Iterator[int]:
        waiting = [self.pid]
        while waiting:
            pid = waiting.pop()
            yield pid
            for children in Path(f"/proc/{pid}/task").glob("*/children"):
                waiting += map(int, children.read_text().split())


def _ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _kilobytes(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
