"""Holds the coverage of the last test run against its bounds: branches >= 95 % in all, 100 % in domain and services."""

import subprocess
import sys

BOUNDS = (("pbcli/domain/*,pbcli/services/*", 100), ("pbcli/*", 95))


def main() -> int:
    """Print each report; fail when one is under its bound."""
    failed = 0
    for include, least in BOUNDS:
        print(f"-- {include}: at least {least} %", flush=True)
        failed |= subprocess.run(
            [sys.executable, "-m", "coverage", "report", f"--include={include}", f"--fail-under={least}"], check=False
        ).returncode
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
