"""The options that the checks share."""

import argparse
from pathlib import Path

MEANINGS = {
    "truce": "the program",
    "record": "a record's folder, as “truce demo --no-serve” left it; it is copied, never written to",
    "example": "the example's folder",
    "work": "a folder for files of this check, made if need be",
    "screenshots": "where to keep pictures of the pages",
    "go": "the folder of the Go program",
    "shared": "the folder with seeds and gold",
}


def parse(usage, *names, optional=()):
    parser = argparse.ArgumentParser(description=usage.split("\n")[0])
    for name in (*names, *optional):
        parser.add_argument(f"--{name}", required=name not in optional, type=Path, help=MEANINGS[name])
    given = parser.parse_args()
    for name in ("truce", "record", "example", "go", "shared", "work"):
        if path := getattr(given, name, None):
            setattr(given, name, path.resolve())
    if getattr(given, "work", None):
        given.work.mkdir(parents=True, exist_ok=True)
    return given
