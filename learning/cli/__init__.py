"""The command line. Each command imports what it needs when it runs, so that help is instant."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence

from learning.cli.upkeep import add_upkeep

EPILOG = "Settings are environment variables; `learning settings` lists them."


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0, 1 for a refusal in words, 2 for misuse."""
    given = _parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = given.run
    try:
        status = run(given)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read along has seen enough, as `| head` does; the rest goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="learning", description="A self-paced learning programme.", epilog=EPILOG
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add_serving(commands)
    _add_content(commands)
    _add_people(commands)
    _add_statistics(commands)
    demo = commands.add_parser("demo", help="fill an empty database with invented learners")
    demo.add_argument("--learners", type=int, default=500, help="(default: %(default)s)")
    demo.add_argument(
        "--seed", type=int, default=1, help="the same number makes the same people (default: 1)"
    )
    demo.set_defaults(run=_demo)
    _add_keys(commands)
    add_upkeep(commands)
    settings = commands.add_parser("settings", help="list every setting and its present value")
    settings.set_defaults(run=_settings)
    return parser


def _add_serving(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    for name, purpose, run in (
        ("serve", "serve the programme", _serve),
        ("dev", "serve it to its authors: reloads, shows mistakes in the browser", _dev),
    ):
        command = commands.add_parser(name, help=purpose)
        command.add_argument("--host", default="127.0.0.1", help="address (default: %(default)s)")
        command.add_argument(
            "--port", type=int, default=8000, help="port, 0 for any (default: %(default)s)"
        )
        command.set_defaults(run=run)
        if name == "serve":
            command.add_argument(
                "--processes",
                type=int,
                help="(default: 1 on SQLite; on PostgreSQL one for each core, at most 4)",
            )
            command.add_argument(
                "--threads",
                type=int,
                default=16,
                help="for pages, in each process (default: %(default)s)",
            )
    worker = commands.add_parser(
        "worker", help="send mails and count, where `serve` does not: PostgreSQL"
    )
    worker.add_argument("--once", action="store_true", help="send what is due now, then end")
    worker.set_defaults(run=_worker)


def _add_content(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    check = commands.add_parser("check", help="say every mistake in the programme's files")
    check.add_argument("folder", nargs="?", help="holds modules/ and quizzes/ (default: setting)")
    check.add_argument(
        "--against", metavar="FOLDER", help="the edition learners have now: no id of it may vanish"
    )
    check.set_defaults(run=_check)
    schemas = commands.add_parser("schemas", help="write JSON Schemas, for editors' completion")
    schemas.add_argument("folder", help="where to write them")
    schemas.set_defaults(run=_schemas)


def _add_people(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    admin = commands.add_parser("admin", help="make admins, give passwords, let people in")
    actions = admin.add_subparsers(title="actions", required=True, metavar="ACTION")
    add = actions.add_parser("add", help="make an account an admin's, or make a new one")
    add.add_argument("email")
    add.add_argument("--name", help="for a new account")
    add.add_argument(
        "--password-stdin", action="store_true", help="read the password instead of asking"
    )
    add.add_argument("--reason", default="", help="why; kept, and asked for if it is left out")
    add.set_defaults(run=_admin_add)
    password = actions.add_parser("password", help="give anybody's account a new password")
    password.add_argument("email")
    password.add_argument(
        "--password-stdin", action="store_true", help="read the password instead of asking"
    )
    password.add_argument("--reason", default="", help="why; kept, and asked for if it is left out")
    password.set_defaults(run=_admin_password)
    forget = actions.add_parser(
        "forget-second-factor", help="let somebody in who has lost their second step to sign in"
    )
    forget.add_argument("email")
    forget.add_argument("--reason", required=True, help="how you know that it is them; it is kept")
    forget.set_defaults(run=_admin_forget)
    withdraw = commands.add_parser("withdraw", help="declare a certificate void")
    withdraw.add_argument("code", help="as it stands on the certificate")
    withdraw.add_argument("--because", required=True, help="the reason, which its page shows")
    withdraw.set_defaults(run=_withdraw)


def _add_statistics(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    statistics = commands.add_parser("statistics", help="whether they are right, and mending them")
    actions = statistics.add_subparsers(title="actions", required=True, metavar="ACTION")
    compare = actions.add_parser("compare", help="say where they are not what people have done")
    compare.set_defaults(run=_statistics_compare)
    recount = actions.add_parser("recount", help="count everybody from nothing")
    recount.set_defaults(run=_statistics_recount)


def _add_keys(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    keys = commands.add_parser("keys", help="list the keys that sign certificates")
    keys.set_defaults(run=_keys)
    actions = keys.add_subparsers(title="actions", metavar="ACTION")
    rotate = actions.add_parser("rotate", help="sign with a new key from now on")
    rotate.set_defaults(run=_keys_rotate)
    stolen = actions.add_parser("stolen", help="believe a key no more, and sign anew what it did")
    stolen.add_argument("key", help="its id; the one in use is rotated as well")
    stolen.add_argument("--since", required=True, metavar="DAY", help="like 2026-11-01")
    stolen.set_defaults(run=_keys_stolen)


def _serve(given: argparse.Namespace) -> int:
    from learning.cli.serve import serve

    return serve(given.host, given.port, processes=given.processes, threads=given.threads)


def _dev(given: argparse.Namespace) -> int:
    from learning.cli.serve import develop

    return develop(given.host, given.port)


def _worker(given: argparse.Namespace) -> int:
    from learning.cli.worker import work

    return work(once=given.once)


def _check(given: argparse.Namespace) -> int:
    from learning.cli.check import check

    return check(given.folder, given.against)


def _schemas(given: argparse.Namespace) -> int:
    from learning.cli.check import write_schemas

    return write_schemas(given.folder)


def _admin_add(given: argparse.Namespace) -> int:
    from learning.cli.admin import add

    return add(given.email, given.name, given.reason, from_stdin=given.password_stdin)


def _admin_password(given: argparse.Namespace) -> int:
    from learning.cli.admin import set_password

    return set_password(given.email, given.reason, from_stdin=given.password_stdin)


def _admin_forget(given: argparse.Namespace) -> int:
    from learning.cli.admin import forget_second_factor

    return forget_second_factor(given.email, given.reason)


def _withdraw(given: argparse.Namespace) -> int:
    from learning.cli.certificates import withdraw

    return withdraw(given.code, given.because)


def _statistics_compare(_: argparse.Namespace) -> int:
    from learning.cli.statistics import compare

    return compare()


def _statistics_recount(_: argparse.Namespace) -> int:
    from learning.cli.statistics import recount

    return recount()


def _demo(given: argparse.Namespace) -> int:
    from learning.cli.demo import invent

    return invent(given.learners, given.seed)


def _keys(_: argparse.Namespace) -> int:
    from learning.cli.keys import show

    return show()


def _keys_rotate(_: argparse.Namespace) -> int:
    from learning.cli.keys import rotate

    return rotate()


def _keys_stolen(given: argparse.Namespace) -> int:
    from learning.cli.keys import stolen

    return stolen(given.key, given.since)


def _settings(_: argparse.Namespace) -> int:
    from learning.cli.settings import show

    return show()


if __name__ == "__main__":
    sys.exit(main())
