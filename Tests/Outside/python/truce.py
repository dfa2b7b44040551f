"""The program under test, run as anyone would run it: by its command line."""

import base64
import hashlib
import http.client
import json
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from claims import expect

# Long enough for the slowest machine; nothing here is expected to take it.
PATIENCE = 120


@dataclass
class Ended:
    """How a run of the program ended."""

    code: int
    out: str
    err: str

    @property
    def said(self):
        return self.out + self.err

    @property
    def json(self):
        return json.loads(self.out)

    def expect(self, code, *words):
        """That it ended with `code` and said all of `words`, without a crash or a trace."""
        told = f"it ended with {self.code}, saying: {self.said.strip()[:600] or 'nothing'}"
        expect(self.code == code, f"it should end with {code}; {told}")
        for word in words:
            expect(re.search(word, self.said, re.IGNORECASE), f"it should say “{word}”; {told}")
        expect(not re.search(r"Fatal error|Stack dump|\.swift:\d+|Swift/|Thread \d+ crashed", self.said), f"it should not crash; {told}")
        return self


class Truce:
    def __init__(self, program):
        self.program = str(Path(program).resolve())

    def __call__(self, *arguments, cwd=None, input="", to=subprocess.PIPE):
        """What it answers goes to an open file, where one is given."""
        done = subprocess.run(
            [self.program, *map(str, arguments)], input=input.encode() if isinstance(input, str) else input,
            stdout=to, stderr=subprocess.PIPE, cwd=cwd, timeout=PATIENCE)
        return Ended(done.returncode, (done.stdout or b"").decode(errors="replace"), done.stderr.decode(errors="replace"))

    @contextmanager
    def serving(self, *arguments, cwd=None):
        """The program while it serves, as a `Serving`; at the end it is asked to stop and must do so cleanly."""
        with tempfile.TemporaryFile() as log:
            process = subprocess.Popen(
                [self.program, *map(str, arguments), "--listen", f"127.0.0.1:{free_port()}"],
                stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, cwd=cwd)
            try:
                yield Serving(process, read_address(process, log))
            finally:
                if process.poll() is None:
                    process.send_signal(signal.SIGINT)
                    try:
                        process.wait(PATIENCE)
                    except subprocess.TimeoutExpired:
                        process.kill()
                        process.wait()
                        raise AssertionError("the program did not end when it was asked to")
                log.seek(0)
                expect(process.returncode == 0, f"serving should end with 0, not {process.returncode}: {log.read().decode()[-600:]}")


@dataclass
class Serving:
    process: subprocess.Popen
    address: str

    @property
    def host(self):
        return self.address.removeprefix("http://")

    def get(self, path, headers=None):
        return self.ask("GET", path, None, headers)

    def post(self, path, body, headers=None):
        return self.ask("POST", path, body, {"content-type": "application/json", **(headers or {})})

    def ask(self, method, path, body, headers=None):
        connection = http.client.HTTPConnection(self.host, timeout=PATIENCE)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            connection.close()


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self):
        return self.body.decode()

    @property
    def json(self):
        expect(self.headers.get_content_type() == "application/json", f"the answer should be JSON, not {self.headers.get_content_type()}")
        return json.loads(self.body)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def read_address(process, log):
    """The address that the program prints once it can be reached."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        log.seek(0)
        said = log.read().decode(errors="replace")
        if found := re.search(r"http://[\w.:\[\]]+:\d+", said[said.find("The site is at"):] if "The site is at" in said else ""):
            return found.group()
        expect(process.poll() is None, f"the program ended instead of serving: {said[-600:]}")
        time.sleep(0.05)
    process.kill()
    raise AssertionError(f"the program did not say where its site is: {said[-600:]}")


# MARK: Records


class Record:
    """A record's folder that belongs to one check, copied from the demo's, or made by the program."""

    def __init__(self, truce, source, folder):
        self.truce = truce
        self.folder = Path(folder)
        if source:
            shutil.copytree(source, self.folder)
            (self.folder / "record.lock").unlink(missing_ok=True)

    def key(self, desk):
        """The file with the key of a played officer, such as `pakistan/liaison-1`."""
        return self.folder / "keys" / (desk.replace("/", "-") + ".key")

    @property
    def database(self):
        return self.folder / "record.sqlite"

    def rows(self, query):
        """What the database holds, read by SQLite itself."""
        with sqlite3.connect(f"file:{self.database}?mode=ro", uri=True) as connection:
            return connection.execute(query).fetchall()

    @property
    def size(self):
        return self.rows("SELECT size FROM record")[0][0]

    def settle(self):
        """Brings everything into the one database file, away from its log."""
        connection = sqlite3.connect(self.database)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.close()
        for rest in ("-wal", "-shm"):
            Path(f"{self.database}{rest}").unlink(missing_ok=True)

    def card(self):
        path = self.folder.parent / f"{self.folder.name}.card"
        if not path.exists():
            path.write_text(self.truce("card", self.folder).expect(0).out)
        return path

    def export(self, name):
        folder = self.folder.parent / name
        self.truce("export", self.folder, folder).expect(0)
        return folder


# MARK: Keys, as C2SP signed-note has them


def key_id(name, public):
    """The first four bytes of SHA-256(name ‖ 0A ‖ 01 ‖ public key), for an Ed25519 key."""
    return hashlib.sha256(name.encode() + b"\n\x01" + public).digest()[:4]


def secret_of(path):
    """Name and seed of a signer key's file."""
    name, _, seed = Path(path).read_text().strip().removeprefix("PRIVATE+KEY+").split("+", 2)
    return name, base64.b64decode(seed)[1:]


def signer_key(name, seed):
    """The text of a signer key."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    public = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
    return f"PRIVATE+KEY+{name}+{key_id(name, public).hex()}+{base64.b64encode(bytes([1]) + seed).decode()}"


def flip(path, place):
    """Changes the lowest bit of one byte of a file."""
    with open(path, "r+b") as file:
        file.seek(place)
        byte = file.read(1)[0]
        file.seek(place)
        file.write(bytes([byte ^ 1]))
