"""What the measurements of reading share: their arguments, the program's answer, and a table."""

import argparse
import json
import pathlib
import shlex
import subprocess
import time


def parser(purpose):
    """The arguments that every measurement takes."""
    arguments = argparse.ArgumentParser(description=purpose)
    arguments.add_argument("--data", type=pathlib.Path, required=True, help="the folder that the labelled data was fetched into")
    arguments.add_argument(
        "--truce", default=".build/release/truce sources read --json", metavar="COMMAND",
        help="prints what was read out of the files named after it (default: %(default)s)")
    arguments.add_argument("--peers", action="store_true", help="run the peers that are installed, too")
    return arguments


def read(command, files):
    """What the program reads out of the files, as its JSON."""
    run = subprocess.run(shlex.split(command) + [str(file) for file in files], capture_output=True)
    return json.loads(run.stdout)


def read_each(command, files, at_once=1000):
    """Each file's publication, or None where the program refuses it; and how many seconds it took.

    Files go to the program by the thousand, as a folder would. It stops at one that it cannot read, so that such a group is read file by file.
    """
    files = [str(file) for file in files]
    read_by_file, seconds = {}, 0.0
    for start in range(0, len(files), at_once):
        group = files[start : start + at_once]
        began = time.perf_counter()
        try:
            publications = read(command, group)["publications"]
        except json.JSONDecodeError:
            publications = [publication for file in group for publication in alone(command, file)]
        seconds += time.perf_counter() - began
        read_by_file.update((publication["file"], publication) for publication in publications)
    return [read_by_file.get(file) for file in files], seconds


def alone(command, file):
    try:
        return read(command, [file])["publications"]
    except json.JSONDecodeError:
        return []


def main_text(publication):
    """What the program takes for the article: its paragraphs that are no boilerplate."""
    return "\n".join(part["text"] for part in publication["paragraphs"] if part["role"] != "boilerplate")


def table(head, rows):
    """A Markdown table."""
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)
