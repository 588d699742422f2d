"""The command line of the embedded servers: `python -m embedded help` lists what it can do."""

import os
import shlex
import subprocess
import sys
from collections.abc import Callable

from embedded import environment, run, servers
from embedded.console import Failed, say

HELP = """\
python -m embedded up       start PostgreSQL and Valkey, and leave them running
python -m embedded down     stop them
python -m embedded remove   stop them and delete their data
python -m embedded status   say which of them run (exit code 3 if one does not)
python -m embedded env      print the environment of a local run, for `eval "$(...)"`
python -m embedded run      the whole service, until Ctrl-C
python -m embedded during -- COMMAND ...   run a command with both servers up

A server is left alone where DATABASE_URL or REDIS_URL gives its address."""


def up() -> int:
    servers.up(keep=True)
    return status()


def down() -> int:
    servers.down()
    return 0


def remove() -> int:
    servers.remove()
    return 0


def status() -> int:
    missing = False
    for name, (variable, server) in servers.SERVERS.items():
        if name not in servers.ours():
            say(f"{name}: given by {variable}")
            continue
        ready = server.is_ready()
        missing = missing or not ready
        state = f"running (process {server.pid()})" if ready else "not running"
        say(f"{name}: {state}  {environment.addresses()[variable]}")
    return 3 if missing else 0


def env() -> int:
    variables = environment.ours() | environment.addresses()
    for name, value in variables.items():
        sys.stdout.write(f"export {name}={shlex.quote(os.environ.get(name, value))}\n")
    return 0


def during() -> int:
    command = sys.argv[3:]
    if sys.argv[2:3] != ["--"] or not command:
        raise Failed("Say which command to run: python -m embedded during -- COMMAND ...")
    with servers.in_use():
        return subprocess.run(command, env=os.environ, check=False).returncode


def run_all() -> int:
    run.run()
    return 0


def help_() -> int:
    say(HELP)
    return 0


COMMANDS: dict[str, Callable[[], int]] = {
    "up": up,
    "down": down,
    "remove": remove,
    "status": status,
    "env": env,
    "run": run_all,
    "during": during,
    "help": help_,
}


def main() -> int:
    command = COMMANDS.get(sys.argv[1] if len(sys.argv) > 1 else "help")
    if command is None:
        say(HELP)
        return 2
    try:
        return command()
    except Failed as failure:
        say(f"\n{failure}")
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
