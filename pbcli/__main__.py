"""The door: what must be quick is answered here, before Typer is imported; the rest goes to the command line."""

import os
import sys


def main() -> None:
    """Run pbcli with the words of the command line, and leave with its exit code."""
    arguments = sys.argv[1:]
    if "_PBCLI_COMPLETE" in os.environ:
        from pbcli.cli.completion import answer

        answer(os.environ["_PBCLI_COMPLETE"], arguments)
        sys.exit(0)
    if arguments == ["--version"]:
        from pbcli import __version__

        sys.stdout.write(f"pbcli {__version__}\n")
        sys.exit(0)
    from pbcli.cli.streams import prepare_streams

    prepare_streams()
    from pbcli.cli.boundary import guarded

    sys.exit(guarded(arguments))


if __name__ == "__main__":
    main()
