"""The commands `backup`, `restore`, `move` and `doctor`: their options, and where they begin."""

import argparse


def add_upkeep(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands that look after an installation to the others."""
    _add_copies(commands)
    _add_doctor(commands)


def _add_copies(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    backup = commands.add_parser("backup", help="keep all there is in one file, checked")
    backup.add_argument("--to", metavar="FILE", help="(default: a new file in LEARNING_BACKUPS)")
    backup.set_defaults(run=_backup)
    restore = commands.add_parser("restore", help="put a backup back into an empty place")
    restore.add_argument("file", help="as `learning backup` made it")
    restore.add_argument(
        "--try",
        dest="only_try",
        action="store_true",
        help="see whether it works, keep nothing",
    )
    restore.add_argument(
        "--with-programme", action="store_true", help="put its content beside, to look at"
    )
    restore.set_defaults(run=_restore)
    move = commands.add_parser("move", help="copy everything to another database, and compare")
    move.add_argument("--to", required=True, metavar="URL", help="an empty one: postgresql://…")
    move.add_argument("--from", dest="source", metavar="URL", help="(default: setting)")
    move.add_argument(
        "--while-running", action="store_true", help="although servers may write meanwhile"
    )
    move.set_defaults(run=_move)


def _add_doctor(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    doctor = commands.add_parser("doctor", help="say what is wrong here, and how to mend it")
    doctor.add_argument("--url", default="", help="where people reach it (default: setting)")
    doctor.add_argument("--thorough", action="store_true", help="read the whole database, too")
    doctor.add_argument("--json", action="store_true", help="for machines")
    doctor.set_defaults(run=_doctor)


def _backup(given: argparse.Namespace) -> int:
    from learning.cli.backup import back_up

    return back_up(given.to)


def _restore(given: argparse.Namespace) -> int:
    from learning.cli.backup import restore

    return restore(given.file, only_try=given.only_try, with_programme=given.with_programme)


def _move(given: argparse.Namespace) -> int:
    from learning.cli.move import move

    return move(given.to, given.source, while_running=given.while_running)


def _doctor(given: argparse.Namespace) -> int:
    from learning.cli.doctor import examine

    return examine(given.url, thorough=given.thorough, as_json=given.json)
