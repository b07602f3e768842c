"""`make bench`: every measurement that takes minutes; each prints a table and writes JSON beside this file."""

import subprocess
import sys

MEASUREMENTS = (
    "benchmarks.receiving",
    "benchmarks.pages",
    "benchmarks.editing",
    "benchmarks.linkage.scale",
    "benchmarks.linkage.whole",
    "benchmarks.finding",
)


def main() -> int:
    """Run them one after the other, each in a process of its own so that memory is its own."""
    return max(subprocess.run([sys.executable, "-m", name], check=False).returncode for name in MEASUREMENTS)


if __name__ == "__main__":
    sys.exit(main())
