"""Grows the demo's record, exports it before and after, and has the Go program beside this check both exports and the receipts.

usage: tiles_check.py --truce PROGRAM --record FOLDER --go FOLDER --work FOLDER
"""

import re
import shutil
import subprocess
import sys

import arguments
from truce import Record, Truce, flip

# More than two full tiles, so that the tree has a second level of them.
ENOUGH = 530


def grow(truce, record, folder):
    """Hands in acts at the running demo until the record is large enough, and keeps a few receipts."""
    key = record.key("monitors/lead-1")
    receipts = [folder / f"receipt-{name}" for name in ("first", "last")]

    def act(*more):
        truce(
            "act", "crossing.report", "--key", key, "--set", "crossing=torkham", "--set", "conditions=[{condition: open}]", "--set", "since=2025-11-01T00:00:00Z",
            "--audience", "public", *more).expect(0)

    with truce.serving("demo", "--folder", record.folder) as site:
        act("--to", site.address, "--receipt", receipts[0])
        files = [folder / f"act-{number}.json" for number in range(max(1, ENOUGH - record.size))]
        for file in files:
            act("--offline", file)
        truce("submit", *files, "--to", site.address).expect(0)
        act("--to", site.address, "--receipt", receipts[1])
    return receipts


def main():
    given = arguments.parse(__doc__, "truce", "record", "go", "work")
    truce = Truce(given.truce)
    checker = given.work / "check-record"
    if subprocess.run(["go", "vet", "."], cwd=given.go).returncode or subprocess.run(["go", "build", "-o", checker, "."], cwd=given.go).returncode:
        sys.exit("The Go program must be free of complaints and compile.")

    record = Record(truce, given.record, given.work / "record")
    vkey = re.search(r"^registry (\S+)$", record.card().read_text(), re.MULTILINE).group(1)
    earlier = record.export("earlier")
    receipts = grow(truce, record, given.work)
    later = record.export("later")

    def check(folder, *more):
        return subprocess.run([checker, "-vkey", vkey, *more, folder], stdout=subprocess.PIPE, text=True)

    done = check(later, "-earlier", earlier, *(word for receipt in receipts for word in ("-receipt", receipt)))
    lines = done.stdout.splitlines()
    print("\n".join(lines[:-1]))
    counted = re.fullmatch(r"(\d+) passed, (\d+) failed", lines[-1] if lines else "")
    if not counted:
        sys.exit("The Go program must say how many checks passed.")
    passed, failed = map(int, counted.groups())

    # The same program on copies on the disk in which one byte was changed: it must end badly each time.
    for path in sorted(path.relative_to(later) for path in later.rglob("*") if path.is_file()):
        copy = given.work / "changed"
        shutil.copytree(later, copy)
        flip(copy / path, (copy / path).stat().st_size // 2)
        if check(copy).returncode:
            passed += 1
            print(f"✔ a copy with one byte changed in {path} is refused")
        else:
            failed += 1
            print(f"✘ a copy with one byte changed in {path} is taken")
        shutil.rmtree(copy)
    print(f"{passed} passed, {failed} failed")
    sys.exit(bool(failed or done.returncode))


if __name__ == "__main__":
    main()
