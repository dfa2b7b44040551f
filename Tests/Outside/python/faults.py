"""A registry that serves under faults, and clients that hand acts in until it ends."""

import json
import os
import re
import signal
import subprocess
import threading
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import bundles
from claims import expect
from officers import Officer
from store import Receipt, Store
from truce import PATIENCE, Serving, free_port, read_address

# Desks of the demo that may record publications: one client each.
DESKS = ("secretariat/press", "secretariat/head", "qatar/head", "turkiye/head", "monitors/head")

# What the append path does to its files.
CALLS = ("pwrite64", "write", "fdatasync", "fsync", "ftruncate", "unlink", "rename")


class Registry:
    """A record, served again and again, and everything that it has acknowledged."""

    def __init__(self, record, seed, said=None):
        """`said` is where what the program says is kept: beside the record, if nowhere else."""
        self.record = record
        self.said_in = said or f"{record.folder}.said"
        self.database = record.database
        self.store = Store(record.database)
        self.officers = [Officer(record.key(desk), self.store.acts, f"{seed} {desk}") for desk in DESKS]
        self.receipts = []
        self.process = None

    def serve(self, call=None, fault=None, when="1+", paths=("", "-wal"), log=None, wrapper=()):
        """Starts `truce serve`; with `call`, the database's system calls of that name fail by `fault` (strace's words).

        Counted for each thread by itself, from `when` on. Only calls on the database's files count, by their endings.
        """
        command = [*wrapper, self.record.truce.program, "serve", str(self.record.folder), "--listen", f"127.0.0.1:{free_port()}"]
        if call:
            files = [argument for ending in paths for argument in ("-P", f"{self.database.resolve()}{ending}")]
            # Told of, and so countable, are all the calls that change a file; only `call` fails.
            traced = ",".join(CALLS)
            command = [
                "strace", "-f", "-qq", "-y", "-o", str(log), *files, "-e", f"trace={traced}", "-e", "signal=none",
                "-e", f"inject={call}:{fault}:when={when}", *command]
        self.said = open(self.said_in, "w+b")
        self.process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=self.said, stderr=subprocess.STDOUT, start_new_session=True)
        return self

    def ready(self):
        """Whether it came so far as to serve; else it has ended."""
        try:
            self.site = Serving(self.process, read_address(self.process, self.said))
            return True
        except AssertionError:
            expect(self.process.poll() is not None, "it should serve, or end")
            return False

    @property
    def server(self):
        """The serving process itself, also when it is traced."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return int(children[0]) if children else self.process.pid

    def end(self, how):
        """Sends the serving process a signal, if it has not ended yet."""
        if self.process.poll() is None:
            try:
                os.kill(self.server, how)
            except (ProcessLookupError, FileNotFoundError):
                pass

    def freeze(self):
        """Halts the serving process where it is; returns once all of its threads stand still, or wait for the disk."""
        server = self.server
        os.kill(server, signal.SIGSTOP)
        tasks = Path(f"/proc/{server}/task")
        while any((task / "stat").read_text().rpartition(")")[2].split()[0] not in "TtD" for task in tasks.iterdir()):
            time.sleep(0.001)

    def stop(self, how=signal.SIGINT):
        """Asks it to end, if it has not ended yet, and waits until it has.

        - Returns: how it ended, as a signal's number below zero or an exit code.
        """
        self.end(how)
        try:
            code = self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            raise AssertionError("the registry did not end when it was asked to")
        finally:
            self.said.close()
        return code

    # MARK: Clients

    def stream(self, acts=None, seconds=PATIENCE, length=40, meanwhile=lambda: None):
        """Every desk hands in acts, side by side, until the registry is gone or refuses, or each has handed in `acts`.

        - Returns: every answer that was not a receipt.
        """
        problems = []
        end = time.monotonic() + seconds
        clients = [
            threading.Thread(target=self._client, args=(officer, acts, end, length, problems)) for officer in self.officers]
        for client in clients:
            client.start()
        meanwhile()
        for client in clients:
            client.join()
        return problems

    def _client(self, officer, acts, end, length, problems):
        connection = HTTPConnection(self.site.host, timeout=PATIENCE)
        done = 0
        try:
            while (acts is None or done < acts) and time.monotonic() < end:
                # An act without an answer is handed in again, as it is.
                if officer.waiting is None:
                    officer.waiting = officer.publication(f"By {officer.participant}: " + "w" * length)
                connection.request("POST", "/api/v1/acts", officer.waiting.submission, {"content-type": "application/json"})
                answer = connection.getresponse()
                body = answer.read()
                if answer.status != 201:
                    problems.append((answer.status, body.decode()))
                    return
                said = json.loads(body)
                # Whole receipts are acknowledgements; they are verified in the audit.
                self.receipts.append(Receipt(officer.waiting.id, said["receipt"]))
                officer.waiting = None
                done += 1
        except (OSError, HTTPException, ValueError):
            # Cut off in the middle: not acknowledged.
            pass
        finally:
            connection.close()

    # MARK: Audits

    def audit(self):
        """That the store is whole and holds everything acknowledged; acts that were not, it may hold or not."""
        self.store = Store(self.database).audit().holds(self.receipts)
        return self.store

    def recover(self):
        """Starts it as anyone would, audits the store, and has every client's open act answered."""
        expect(self.serve().ready(), "it should serve again after the fault")
        try:
            self.audit()
            problems = self.stream(acts=1)
            expect(not problems and all(officer.waiting is None for officer in self.officers), f"every open act should get its receipt: {problems[:1]}")
            self.audit()
        finally:
            code = self.stop()
        expect(code == 0, f"it should end with 0 when it is asked to, not {code}")


def struck(log):
    """The call that a fault of strace's struck, as `call file`, or nothing."""
    found = None
    for line in Path(log).read_text(errors="replace").splitlines():
        if match := re.search(r"^\d+ +(\w+)\((?:\d+<)?[^>]*?record\.sqlite(-\w+)?", line):
            last = f"{match[1]} {'log' if match[2] == '-wal' else 'database' if not match[2] else match[2][1:]}"
            if "(INJECTED)" in line or line.rstrip().endswith("= ?"):
                found = last
    return found
