"""Kills the registry at its writes, syncs and removals, under a stream of acts; then starts it, and audits it by code that shares nothing with it.

usage: crash_test.py --truce PROGRAM --record FOLDER --work FOLDER

SIGKILL leaves what was written in the system's cache. So the long tier also takes the disk away: an xfs on a loop device is shut
down in the middle of the stream, and what was not synced is gone for good.
"""

import collections
import contextlib
import os
import random
import shutil
import signal
import sqlite3
import time
from pathlib import Path

import arguments
from claims import Claims, expect, expect_failure
from disks import LoopDisk, Unmountable
from faults import Registry, struck
from store import Store
from truce import Record, Truce

LONG = "TRUCE_LONG_TESTS" in os.environ
KILLS = 1000 if LONG else 50
SHUTDOWNS = 120 if LONG else 0
# The files of the append path, by their endings.
LOG, DATABASE = "-wal", ""
# So many kills fall on one copy of the record: it is replayed at each start.
KILLS_PER_RECORD = 50


def plan(kills):
    """Where to kill: the call, the how-manieth of its thread, on which file, and when."""
    for number in range(kills):
        turn, which = divmod(number, 10)
        # While acts stream in, each batch writes its pages to the log, and syncs it.
        if which < 5:
            yield "pwrite64", 1 + turn * 5 + which, LOG, "streaming"
        elif which < 7:
            yield "fdatasync", 1 + (turn * 2 + which - 5) % 60, LOG, "streaming"
        # When the log has grown long, it is written into the database.
        elif which == 7 and turn % 2:
            yield ("pwrite64", 1 + turn * 11 % 200, DATABASE, "overflowing") if turn % 4 == 1 else ("fdatasync", 1, DATABASE, "overflowing")
        # So it is when the registry is asked to end; then the log is cut off.
        elif which == 7:
            yield "ftruncate", 1, LOG, "ending"
        elif which == 8:
            yield "pwrite64", 1 + turn % 6, DATABASE, "ending"
        else:
            yield "fdatasync", 1, DATABASE, "ending"


STREAMS = {"streaming": {"seconds": 20}, "overflowing": {"seconds": 60, "length": 400_000}, "ending": {"acts": 3}}


def kill(registry, call, when, file, moment, log):
    """Serves until the call is reached. - Returns: what was struck, or nothing if the call was not reached and another end had to be made."""
    registry.serve(call, "signal=KILL", str(when), [file], log)
    if registry.ready():
        problems = registry.stream(**STREAMS[moment])
        expect(not problems, f"until it is killed, every act should get its receipt: {problems[:1]}")
    registry.stop(signal.SIGINT if moment == "ending" else signal.SIGKILL)
    return struck(log)


def kills(claims, truce, given):
    places, acknowledged = collections.Counter(), 0
    missed = 0
    for number, (call, when, file, moment) in enumerate(plan(KILLS)):
        if number % KILLS_PER_RECORD == 0:
            if number:
                acknowledged += len(registry.receipts)
            folder = given.work / f"killed-{number // KILLS_PER_RECORD}"
            registry = Registry(Record(truce, given.record, folder), f"kills {number}")
            began, lost = time.monotonic(), []
        try:
            place = kill(registry, call, when, file, moment, given.work / "strace.log")
            places[f"{place} while {moment}" if place else "elsewhere"] += 1
            registry.recover()
        except Exception as error:
            lost.append(f"{call} {when} while {moment}: {error or type(error).__name__}")
            if registry.process.poll() is None:
                registry.stop(signal.SIGKILL)
        if (number + 1) % KILLS_PER_RECORD == 0:
            with claims(f"kills {number + 2 - KILLS_PER_RECORD} to {number + 1} lose no act that was acknowledged, and leave none in part"):
                expect(not lost, "; ".join(lost[:5]))
                truce("verify", registry.record.folder, "--card", registry.record.card()).expect(0, "PROVED")
            print(f"    {len(registry.receipts)} acts acknowledged, {time.monotonic() - began:.0f} s", flush=True)
    acknowledged += len(registry.receipts)
    print(f"    {acknowledged} acts acknowledged over {KILLS} kills; struck: " + ", ".join(f"{place} {count}" for place, count in sorted(places.items())))
    with claims("nearly every kill struck the call that it was meant for"):
        expect(places["elsewhere"] <= KILLS // 10, f"{places['elsewhere']} of {KILLS} did not")
    with claims("kills struck writes and syncs of the log, writes and syncs of the database, and the log's end"):
        for place in ("pwrite64 log while streaming", "fdatasync log while streaming", "pwrite64 database while overflowing", "fdatasync database while overflowing", "pwrite64 database while ending", "fdatasync database while ending", "ftruncate log while ending"):
            expect(places[place], f"none struck {place}: {dict(places)}")
    return registry


# MARK: The audit itself


def audit_fires(claims, registry, given):
    """An audit that cannot fail shows nothing: each of these changes must be found."""
    copy = given.work / "audited.sqlite"

    def changed(statement, receipts=registry.receipts):
        copy.unlink(missing_ok=True)
        connection = sqlite3.connect(copy)
        # With what lies in the log, too.
        with contextlib.closing(sqlite3.connect(registry.database)) as stored:
            stored.backup(connection)
        connection.execute("PRAGMA foreign_keys = OFF")
        expect(connection.execute(statement).rowcount > 0, f"“{statement}” should change something")
        connection.commit()
        connection.close()
        Store(copy).audit().holds(receipts)

    with claims("the audit finds an entry, a text or a tile that is changed or gone, a stale checkpoint, and a record cut back whole"):
        last = registry.store.size - 1
        changed("UPDATE record SET one = one")
        for statement in (
            f"DELETE FROM entries WHERE place = {last}",
            "DELETE FROM entries WHERE place = 5",
            f"UPDATE entries SET bytes = (SELECT bytes FROM entries WHERE place = {last - 1}) WHERE place = {last}",
            f"DELETE FROM texts WHERE entry = {last}",
            f"UPDATE texts SET text = x'62' WHERE entry = {last}",
            "UPDATE tiles SET bytes = zeroblob(length(bytes)) WHERE level = 0 AND place = 0",
            f"UPDATE record SET size = {last}",
            "UPDATE record SET checkpoint = CAST(replace(CAST(checkpoint AS TEXT), 'a', 'b') AS BLOB)",
        ):
            expect_failure(lambda: changed(statement), f"“{statement}” was not found")

        # A whole record that lacks its last acts is one that an older copy was restored over.
        def cut_back():
            Store(given.record / "record.sqlite").audit().holds(registry.receipts)

        expect_failure(cut_back, "an older record was taken for this one")


# MARK: A disk that goes away


def lose_disk(registry, disk, chance, wrapper=()):
    """Streams acts, takes the disk away in the middle of it, ends the registry and brings the disk back.

    As when the power fails, the program does not outlive its disk: it is halted first. (A sync that xfs is shut
    down under may return as if it had been done: a bare program that appends blocks and syncs each, on Linux 6.18, lost its last
    acknowledged block in 4 of 60 runs when it was not halted, and this one in none when it was.)
    """
    registry.serve(wrapper=wrapper)
    expect(registry.ready(), "it should serve before the disk goes away")

    def meanwhile():
        time.sleep(0.05 + chance.random() * 0.25)
        registry.freeze()
        disk.shut_down()
        registry.end(signal.SIGKILL)

    registry.stream(seconds=10, meanwhile=meanwhile)
    registry.stop(signal.SIGKILL)
    disk.come_back()


def lost_disks(claims, truce, given):
    if not SHUTDOWNS:
        return claims.skip("disks taken away in the middle of the stream lose no act that was acknowledged", "it is in the long tier")
    try:
        disk = LoopDisk(given.work)
    except Unmountable as error:
        return claims.skip("disks taken away in the middle of the stream lose no act that was acknowledged", str(error))
    chance = random.Random("disks")
    try:
        with claims("what is not synced is really gone when the disk is taken away, and what is synced stays"):
            for name, sync in (("kept", True), ("lost", False)):
                with open(disk.folder / name, "wb") as file:
                    file.write(b"x" * 100_000)
                    if sync:
                        file.flush()
                        os.fsync(file.fileno())
            disk.shut_down()
            disk.come_back()
            expect((disk.folder / "kept").read_bytes() == b"x" * 100_000, "what was synced should be there")
            lost = disk.folder / "lost"
            expect(not lost.exists() or b"x" not in lost.read_bytes(), "what was not synced should be gone")
        acknowledged = 0
        for first in range(0, SHUTDOWNS, 20):
            registry = Registry(Record(truce, given.record, disk.folder / f"record-{first}"), f"disks {first}", given.work / "disks.said")
            os.sync()
            lost, began = [], time.monotonic()
            for number in range(first, min(first + 20, SHUTDOWNS)):
                try:
                    lose_disk(registry, disk, chance)
                    registry.recover()
                except Exception as error:
                    lost.append(f"disk {number}: {error or type(error).__name__}")
                    if registry.process.poll() is None:
                        registry.stop(signal.SIGKILL)
            with claims(f"disks {first + 1} to {min(first + 20, SHUTDOWNS)} taken away in the middle of the stream lose no act that was acknowledged"):
                expect(not lost, "; ".join(lost[:5]))
                truce("verify", registry.record.folder).expect(0, "PROVED")
            print(f"    {len(registry.receipts)} acts acknowledged, {time.monotonic() - began:.0f} s", flush=True)
            acknowledged += len(registry.receipts)
            shutil.rmtree(registry.record.folder)
        print(f"    {acknowledged} acts acknowledged over {SHUTDOWNS} lost disks")
        with claims("a registry whose syncs do nothing loses acknowledged acts with its disk, and the audit tells"):
            # The same program, its syncs swallowed: this shows that the disk's loss is real, and would be seen.
            registry = Registry(Record(truce, given.record, disk.folder / "unsynced"), "unsynced", given.work / "disks.said")
            os.sync()
            swallow = ("strace", "-f", "-qq", "-o", str(given.work / "swallowed.log"), "-e", "trace=fdatasync,fsync", "-e", "inject=fdatasync,fsync:retval=0")
            found = False
            for _ in range(5):
                lose_disk(registry, disk, chance, swallow)
                expect(registry.receipts, "acts should have been acknowledged")
                try:
                    registry.audit()
                except Exception:
                    found = True
                    break
            expect(found, "no loss was seen")
    finally:
        disk.remove()


def main():
    given = arguments.parse(__doc__, "truce", "record", "work")
    claims = Claims()
    truce = Truce(given.truce)
    registry = kills(claims, truce, given)
    audit_fires(claims, registry, given)
    lost_disks(claims, truce, given)
    claims.finish()


if __name__ == "__main__":
    main()
