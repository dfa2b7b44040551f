"""A disk that fails and a disk that is full: writing stops with a plain sentence, reading goes on, no sync that failed is tried again, and nothing
acknowledged is lost.

usage: disk_test.py --truce PROGRAM --record FOLDER --work FOLDER
"""

import json
import re
from pathlib import Path

import arguments
from claims import Claims, expect, expect_failure
from disks import SmallDisk, Unmountable
from faults import Registry
from store import Checkpoint
from truce import Record, Truce

LOG, DATABASE = "-wal", ""

# The call, the file, from which call of its thread on, and how the acts stream in that reach it. `N+` fails for good, `N` once alone.
FAULTS = [
    ("pwrite64", LOG, "30+", {}),
    ("pwrite64", LOG, "47", {}),
    ("fdatasync", LOG, "4+", {}),
    ("fdatasync", LOG, "5", {}),
    # The log is written into the database once it is long.
    ("pwrite64", DATABASE, "1+", {"length": 400_000}),
    ("fdatasync", DATABASE, "1", {"length": 400_000}),
]


def expect_readable(registry):
    """That pages, API and tiles answer, under a checkpoint of everything acknowledged."""
    site = registry.site
    for path in ("/", "/incidents", "/record", "/api/v1/overview", "/api/v1/acts", "/api/v1/record"):
        answer = site.get(path)
        expect(answer.status == 200, f"{path} should be readable, and answers {answer.status}")
    checkpoint = Checkpoint(site.get("/checkpoint").text, registry.store.origin, registry.store.public)
    # A batch may be stored of which nobody was told; none may be lost of which somebody was.
    expect(checkpoint.size >= 1 + max(receipt.index for receipt in registry.receipts), "what was acknowledged should still be published")


def expect_stopped(registry, problems):
    """That everyone who waited was told, and everyone who comes later is."""
    expect(problems, "clients should have been told")
    for status, body in problems:
        expect(status == 503, f"they should be answered with 503, not {status}: {body[:200]}")
        expect("until the registry is started again" in json.loads(body)["reason"], f"they should be told in a sentence: {body[:200]}")
    officer = registry.officers[0]
    later = registry.site.post("/api/v1/acts", (officer.waiting or officer.publication("Later")).submission)
    expect(later.status == 503, f"nothing more should be written: {later.status}")
    registry.said.seek(0)
    said = registry.said.read().decode()
    expect("could not be written" in said, f"the keeper should be told why: {said[-300:]}")
    expect(not re.search(r"Fatal|\.swift|Stack dump|SELECT|INSERT|COMMIT", said), f"it should be told in plain words: {said[-300:]}")


def touched(log):
    """Calls on the database's files, in order: the call, its file's ending, and whether it was made to fail."""
    for line in Path(log).read_text(errors="replace").splitlines():
        if match := re.search(r"^\d+ +(\w+)\((?:\d+<|\")[^>\"]*?record\.sqlite(-\w+)?", line):
            yield match[1], match[2] or "", "(INJECTED)" in line


def expect_no_second_try(log):
    """That after the first failure no sync is tried again, and nothing more is written for good."""
    calls = list(touched(log))
    failed = [at for at, (_, _, injected) in enumerate(calls) if injected]
    expect(failed, "the fault should have struck")
    after = [(call, file) for call, file, _ in calls[failed[0] + 1 :] if file != "-shm"]
    expect(not [call for call, _ in after if call in ("fdatasync", "fsync")], f"no sync should follow one that failed: {after}")
    expect(not after, f"nothing should be written after a failure: {after}")


def failing(claims, truce, given):
    for number, (call, file, when, stream) in enumerate(FAULTS):
        for error in ("EIO", "ENOSPC"):
            registry = Registry(Record(truce, given.record, given.work / f"failing-{number}-{error}"), f"{number} {error}")
            name = f"{call} of the {'log' if file else 'database'} failing with {error} {'from some moment on' if '+' in when else 'once'}"
            log = given.work / "strace.log"
            with claims(f"{name}: writing stops and is told, reading goes on, nothing is tried again, nothing acknowledged is lost"):
                registry.serve(call, f"error={error}", when, [file], log)
                try:
                    expect(registry.ready(), "it should serve before the fault")
                    problems = registry.stream(seconds=60, **stream)
                    expect(registry.receipts, "acts should have been acknowledged before")
                    expect_stopped(registry, problems)
                    expect_readable(registry)
                finally:
                    code = registry.stop()
                expect(code == 0, f"it should end when it is asked to, with 0 and not {code}")
                expect_no_second_try(log)
                registry.recover()
                truce("verify", registry.record.folder, "--card", registry.record.card()).expect(0, "PROVED")


def starting(claims, truce, given):
    with claims("a registry whose database cannot be written at its start, or cannot be read, says so in a sentence and ends"):
        registry = Registry(Record(truce, given.record, given.work / "starting"), "starting")
        for call, file, when in (("pwrite64", LOG, "1+"), ("fdatasync", LOG, "1+")):
            registry.serve(call, "error=EIO", when, [file], given.work / "strace.log")
            ready = registry.ready()
            registry.said.seek(0)
            said = registry.said.read().decode()
            code = registry.stop()
            # Where nothing had to be written to serve, it serves.
            expect(ready or code == 1, f"it should end with 1, not {code}")
            expect(ready or "must be the database" in said or "must take" in said, f"it should say why: {said[-300:]}")
            expect(not re.search(r"Fatal|\.swift:|Stack dump", said), f"it should not crash: {said[-300:]}")
        registry.recover()


def full(claims, truce, given):
    sentence = "a disk that is really full stops writing; with room again, a start goes on and nothing acknowledged is lost"
    try:
        disk = SmallDisk(given.work / "small", 4)
    except Unmountable as error:
        return claims.skip(sentence, str(error))
    try:
        with claims(sentence):
            registry = Registry(Record(truce, given.record, disk.folder / "record"), "full")
            expect(registry.serve().ready(), "it should serve while there is room")
            try:
                problems = registry.stream(seconds=60, length=3_000)
                expect(registry.receipts, "acts should have been acknowledged before")
                expect_stopped(registry, problems)
                expect_readable(registry)
            finally:
                registry.stop()
            with_no_room = Truce(given.truce)("verify", registry.record.folder)
            expect(with_no_room.code in (0, 1), f"verifying on a full disk should end in words: {with_no_room.said[-300:]}")
            disk.grow(64)
            registry.recover()
            truce("verify", registry.record.folder).expect(0, "PROVED")
    finally:
        disk.remove()


def checks_fire(claims, given):
    """A check of a log of calls that cannot fail shows nothing."""
    with claims("a log with a second sync after a failed one is told from one without"):
        log = given.work / "made-up.log"
        line = '1 {}(7</r/record.sqlite-wal>) = {}\n'
        failed = line.format("fdatasync", "-1 EIO (Input/output error) (INJECTED)")
        log.write_text(line.format("fdatasync", "0") + failed)
        expect_no_second_try(log)
        for more in (line.format("fdatasync", "0"), line.format("pwrite64", "24")):
            log.write_text(failed + more)
            expect_failure(lambda: expect_no_second_try(log), f"{more} was not seen")
        log.write_text(line.format("fdatasync", "0"))
        expect_failure(lambda: expect_no_second_try(log), "a fault that never struck was not missed")


def main():
    given = arguments.parse(__doc__, "truce", "record", "work")
    claims = Claims()
    truce = Truce(given.truce)
    checks_fire(claims, given)
    failing(claims, truce, given)
    starting(claims, truce, given)
    full(claims, truce, given)
    claims.finish()


if __name__ == "__main__":
    main()
