"""“truce witness” by a client that is not ours, through the whole table of C2SP tlog-witness; and a registry with three witnesses.

usage: witness_test.py --truce PROGRAM --example FOLDER --work FOLDER
"""

import base64
import concurrent.futures
import hashlib
import http.client
import http.server
import json
import re
import signal
import struct
import subprocess
import tempfile
import threading
import time
from contextlib import ExitStack, contextmanager

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

import arguments
import officers
from claims import Claims, expect, expect_failure
from truce import PATIENCE, Answer, Serving, Truce, free_port, read_address

# MARK: The formats, read for themselves: RFC 6962, C2SP signed-note, tlog-checkpoint, tlog-cosignature


def leaf(entry):
    return hashlib.sha256(b"\0" + entry).digest()


def node(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


def split(count):
    width = 1
    while width * 2 < count:
        width *= 2
    return width


def root(leaves):
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    width = split(len(leaves))
    return node(root(leaves[:width]), root(leaves[width:]))


def consistency(old, leaves, whole=True):
    """PROOF(m, D[n]) of RFC 6962 section 2.1.2, as its definition reads."""
    if old == len(leaves):
        return [] if whole else [root(leaves)]
    width = split(len(leaves))
    if old <= width:
        return consistency(old, leaves[:width], whole) + [root(leaves[width:])]
    return consistency(old - width, leaves[width:], False) + [root(leaves[:width])]


def key_id(name, kind, public):
    return hashlib.sha256(name.encode() + b"\n" + bytes([kind]) + public).digest()[:4]


class Log:
    """A log with a key of its own."""

    def __init__(self, name, seed=b"log", word=b"entry", size=0):
        self.name = name
        self.key = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(seed).digest())
        self.public = self.key.public_key().public_bytes_raw()
        self.leaves = [leaf(word + b" %d" % number) for number in range(size)]

    @property
    def vkey(self):
        return f"{self.name}+{key_id(self.name, 1, self.public).hex()}+{base64.b64encode(bytes([1]) + self.public).decode()}"

    def text(self, size, hash=None):
        return f"{self.name}\n{size}\n{base64.b64encode(hash or root(self.leaves[:size])).decode()}\n"

    def line(self, text):
        signed = key_id(self.name, 1, self.public) + self.key.sign(text.encode())
        return f"— {self.name} {base64.b64encode(signed).decode()}\n"

    def note(self, size, hash=None, more=""):
        text = self.text(size, hash)
        return f"{text}\n{self.line(text)}{more}"

    def body(self, old, size, proof=None, **more):
        if proof is None:
            proof = consistency(old, self.leaves[:size]) if 0 < old <= size else []
        hashes = "".join(base64.b64encode(hash).decode() + "\n" for hash in proof)
        return f"old {old}\n{hashes}\n{self.note(size, **more)}"

    @property
    def path(self):
        return hashlib.sha256(self.name.encode()).hexdigest()


class Verifier:
    """A witness's verifier key (type 04)."""

    def __init__(self, vkey):
        self.name, id, key = vkey.split("+", 2)
        decoded = base64.b64decode(key)
        expect(decoded[0] == 4, "a witness's key is of type 4")
        self.public = decoded[1:]
        self.id = key_id(self.name, 4, self.public)
        expect(self.id.hex() == id, "the key's id follows from its name and bytes")

    def time(self, line, text):
        """When the signature line over the text was made; fails unless it holds."""
        found = re.fullmatch(r"— (\S+) (\S+)\n?", line)
        expect(found and found.group(1) == self.name, f"the line should be by {self.name}: {line!r}")
        signed = base64.b64decode(found.group(2), validate=True)
        expect(signed[:4] == self.id and len(signed) == 76, f"the line should bear the witness's key id: {line!r}")
        (time,) = struct.unpack(">Q", signed[4:12])
        message = f"cosignature/v1\ntime {time}\n{text}".encode()
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signed[12:], message)
        except InvalidSignature:
            raise AssertionError(f"the cosignature should hold: {line!r}") from None
        return time


# MARK: Running it


def ask(address, method, path, body=None):
    connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=PATIENCE)
    try:
        connection.request(method, path, body.encode() if isinstance(body, str) else body)
        answer = connection.getresponse()
        return Answer(answer.status, answer.headers, answer.read())
    finally:
        connection.close()


class Process:
    """A server of the program's, to be asked, ended and killed."""

    def __init__(self, program, *words, port=None):
        self.words, self.program = words, program
        self.port = port or free_port()
        self.start()

    def start(self):
        self.log = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            [self.program, *map(str, self.words), "--listen", f"127.0.0.1:{self.port}"],
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=subprocess.STDOUT)
        self.address = read_address(self.process, self.log)

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(PATIENCE)

    def end(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(PATIENCE)

    @property
    def said(self):
        self.log.seek(0)
        return self.log.read().decode(errors="replace")

    def get(self, path):
        return ask(self.address, "GET", path)

    def post(self, body, path="/add-checkpoint"):
        return ask(self.address, "POST", path, body)


class Witness(Process):
    def __init__(self, truce, folder, name, *logs):
        self.folder = folder
        self.verifier = Verifier(truce("witness", "--data", folder, "--name", name).expect(0).out.strip())
        words = ["witness", "--data", folder]
        for vkey in logs:
            words += ["--log", vkey]
        super().__init__(truce.program, *words)

    def take(self, log, old, size, **more):
        """Hands in what must be cosigned; returns when it was."""
        answer = self.post(log.body(old, size, **more))
        expect(answer.status == 200, f"from {old} to {size} should be cosigned, not {answer.status}: {answer.text}")
        lines = answer.text.splitlines(keepends=True)
        expect(len(lines) == 1, f"the answer should be the cosignature's line alone: {answer.text!r}")
        return self.verifier.time(lines[0], log.text(size))

    def refuse(self, body, status):
        answer = self.post(body)
        expect(answer.status == status, f"it should be answered with {status}, not {answer.status} {answer.text!r}: {body[:120]!r}")
        return answer

    def kept(self, log):
        answer = self.get(f"/{log.path}/checkpoint")
        return None if answer.status == 404 else answer.text


@contextmanager
def running(*processes):
    try:
        yield processes
    finally:
        for process in processes:
            process.end()


# MARK: The table


def table(claims, truce, given):
    log = Log("log.example/one", size=200)
    # The same log's other trees, and logs that are not it.
    fork = Log(log.name, word=b"forked", size=200)
    thief = Log(log.name, seed=b"thief", size=200)
    stranger = Log("log.example/stranger", seed=b"stranger", size=9)
    second = Log("log.example/two", seed=b"two", size=50)
    witness = Witness(truce, given.work / "table", "witness.example/one", log.vkey, second.vkey)
    with running(witness):
        with claims("nothing is shown of a log that was not cosigned yet"):
            expect(witness.kept(log) is None, "there should be nothing")
            expect(witness.get(f"/{stranger.path}/checkpoint").status == 404, "a log that is not known")
            expect(witness.get("/checkpoint").status == 404 and witness.get("/x/y").status == 404, "no such places")
        with claims("200: growth from nothing, by one, over powers of two, and the same size again"):
            old = 0
            for size in (1, 1, 2, 3, 4, 8, 9, 16, 17, 31, 32, 33, 64, 100, 100):
                before = int(time.time())
                stamped = witness.take(log, old, size)
                expect(before - 2 <= stamped <= time.time() + 2, "the time should be now")
                old = size
        with claims("the monitor's place shows the whole checkpoint: the log's line and the one that was answered"):
            text = witness.kept(log)
            body, lines = text.rsplit("\n\n", 1)
            expect(body + "\n" == log.text(100), "the text should be the log's")
            lines = lines.splitlines(keepends=True)
            expect(lines[0] == log.line(log.text(100)) and len(lines) == 2, f"there should be two lines: {lines}")
            witness.verifier.time(lines[1], log.text(100))
            answer = witness.get(f"/{log.path}/checkpoint")
            expect(answer.headers.get_content_type() == "text/plain", "a checkpoint is plain text")
        with claims("400: what is no request, and an old size above the new one"):
            right = log.body(100, 120)
            hash = base64.b64encode(b"\0" * 32).decode()
            for wrong in (
                "", "\n", "old 100", right[4:], right.replace("old 100", "old 0100"), right.replace("old 100", "old +100"), right.replace("old 100", "old"),
                right.replace("old 100", "old  100"), right.replace("old ", "new "), right.replace("\n\nlog", "\nlog"), right.rstrip("\n"),
                right.replace("old 100\n", "old 100\n" + hash[:-4] + "\n"), right.replace("old 100\n", "old 100\n" + f"{hash}\n" * 64),
                right.replace("— ", "-- "), right.replace("\n120\n", "\n0120\n"), right.replace("\n120\n", "\n120 \n"), right + "\n", "\ufeff" + right,
                right.replace("\n", "\r\n"), log.body(100, 120, more="— no base64\n"), right.encode() + b"\xff\n",
            ):
                witness.refuse(wrong, 400)
            witness.refuse(log.body(121, 120), 400)
            expect(witness.kept(log).startswith(log.text(100)), "nothing should have changed")
        with claims("a body longer than a request can be is not read"):
            answer = witness.post(log.body(100, 120, more=log.line(log.text(120)) * 400))
            expect(answer.status in (400, 413), f"it should be refused, not {answer.status}")
        with claims("403: no signature by the log's key, a wrong one, and a good one beside a wrong one"):
            witness.refuse(thief.body(100, 120), 403)
            text = log.text(120)
            witness.refuse(f"old 100\n\n{text}\n{stranger.line(text)}", 403)
            witness.refuse(f"old 100\n\n{text}\n{log.line(log.text(119))}", 403)
            witness.refuse(log.body(100, 120, more=log.line(log.text(119))), 403)
        with claims("404: a log that is not known"):
            witness.refuse(stranger.body(0, 9), 404)
        with claims("409: another size than is stored, said in the body, of its own type"):
            for old in (0, 1, 64, 99, 101, 120):
                answer = witness.refuse(log.body(old, 120), 409)
                expect(answer.body == b"100\n", f"it should say what it has: {answer.body!r}")
                expect(answer.headers["content-type"] == "text/x.tlog.size", f"of the type text/x.tlog.size: {answer.headers['content-type']}")
            answer = witness.refuse(second.body(3, 9), 409)
            expect(answer.body == b"0\n", "of a log that was never cosigned it has nothing")
        with claims("422: proofs that do not hold, a proof from nothing, another root at the same size, an empty tree with a root"):
            good = consistency(100, log.leaves[:120])
            for place in range(len(good)):
                witness.refuse(log.body(100, 120, proof=good[:place] + [b"\1" * 32] + good[place + 1 :]), 422)
            for proof in ([], good[:-1], good + [good[-1]], list(reversed(good)), consistency(99, log.leaves[:120]), consistency(100, log.leaves[:121])):
                witness.refuse(log.body(100, 120, proof=proof), 422)
            witness.refuse(log.body(100, 100, proof=[b"\0" * 32]), 422)
            witness.refuse(fork.body(100, 100), 422)
            witness.refuse(fork.body(100, 120), 422)
            witness.refuse(second.body(0, 9, proof=[b"\0" * 32]), 422)
            witness.refuse(second.body(0, 0, hash=b"\1" * 32), 422)
            witness.take(second, 0, 0)
            witness.refuse(second.body(0, 0, hash=b"\1" * 32), 422)
            witness.take(second, 0, 9)
        with claims("lines of other keys, and a fake line of the witness's own key, are not kept and wedge nothing"):
            text = log.text(120)
            fake = base64.b64encode(witness.verifier.id + b"\0" * 72).decode()
            more = f"— {witness.verifier.name} {fake}\n" + stranger.line(text) + f"— someone.else {base64.b64encode(b'12345678').decode()}\n"
            witness.take(log, 100, 120, more=more)
            lines = witness.kept(log).rsplit("\n\n", 1)[1].splitlines(keepends=True)
            expect(len(lines) == 2 and lines[0] == log.line(text), f"the log's line and the witness's own should be kept: {lines}")
            witness.verifier.time(lines[1], text)
            witness.take(log, 120, 121)
        with claims("proof of misbehaviour is kept, shown on the page and for programs, and said"):
            page = witness.get("/")
            expect(page.status == 200 and page.headers.get_content_type() == "text/html", "there should be a page")
            expect("<script" not in page.text and "Misbehaviour" in page.text and log.name in page.text, "the page should tell of it")
            told = witness.get(f"/{log.path}/misbehaviour").json
            expect(told["log"] == log.vkey, "whose it is")
            same = [proof for proof in told["misbehaviours"] if "root" not in proof]
            larger = [proof for proof in told["misbehaviours"] if "root" in proof]
            expect(len(same) == 1 and len(larger) == 1, f"one proof of each kind: {told}")
            expect(same[0]["checkpoints"] == [log.note(100), fork.note(100)], "both signed checkpoints, as the log signed them")
            expect(larger[0]["checkpoints"] == [log.note(100), fork.note(120)], "the second of the larger tree")
            expect(base64.b64decode(larger[0]["root"]) == root(fork.leaves[:100]), "the root that the other tree has at that size")
            expect([base64.b64decode(hash) for hash in larger[0]["proof"]] == consistency(100, fork.leaves[:120]), "and the way from there")
            expect("contradict" in witness.said, "it should be said in the log")
            told = witness.get(f"/{second.path}/misbehaviour").json
            expect([proof["checkpoints"] for proof in told["misbehaviours"]] == [[second.note(0), second.note(0, b"\1" * 32)]], f"an empty tree has one root: {told}")
            expect(witness.get(f"/{stranger.path}/misbehaviour").status == 404, "of a log that is not known there is no such place")
        with claims("other methods and places are refused without harm"):
            for method, path in (("GET", "/add-checkpoint"), ("PUT", "/add-checkpoint"), ("POST", "/"), ("POST", f"/{log.path}/checkpoint")):
                expect(ask(witness.address, method, path, "x").status in (404, 405), f"{method} {path}")


def races(claims, truce, given):
    log = Log("log.example/race", size=400)
    witness = Witness(truce, given.work / "races", "witness.example/race", log.vkey)
    with running(witness):
        with claims("of 20 updates from one size that race, exactly one is cosigned, and the rest are told its size"):
            witness.take(log, 0, 10)
            old = 10
            for round in range(5):
                sizes = [old + step for step in range(1, 21)]
                with concurrent.futures.ThreadPoolExecutor(20) as pool:
                    answers = list(pool.map(lambda size: (size, witness.post(log.body(old, size))), sizes))
                taken = [size for size, answer in answers if answer.status == 200]
                expect(len(taken) == 1, f"one should be cosigned, not {taken}")
                told = {answer.body for _, answer in answers if answer.status != 200}
                expect(all(answer.status in (200, 409) for _, answer in answers) and told == {b"%d\n" % taken[0]}, f"{told} should be {taken}")
                old = taken[0]
        with claims("20 that race with each other's sizes never bring it back, and each answer was true when it was given"):
            def climb(number):
                known, cosigned = 0, []
                for size in range(old + number % 5, old + 60, 3 + number % 4):
                    if known > size:
                        continue
                    answer = witness.post(log.body(known, size))
                    if answer.status == 409:
                        known = int(answer.text)
                        if known > size:
                            continue
                        answer = witness.post(log.body(known, size))
                    if answer.status == 200:
                        witness.verifier.time(answer.text, log.text(size))
                        cosigned.append(size)
                        known = size
                    expect(answer.status in (200, 409), f"it should be 200 or 409, not {answer.status}: {answer.text}")
                return cosigned

            with concurrent.futures.ThreadPoolExecutor(20) as pool:
                cosigned = list(pool.map(climb, range(20)))
            expect(all(list(sorted(sizes)) == sizes for sizes in cosigned), "nobody should have seen it go back")
            highest = max(size for sizes in cosigned for size in sizes)
            expect(witness.kept(log).startswith(log.text(highest)), "the largest should be kept")
        with claims("the same size again, 20 at a time, is cosigned each time, with times that do not go back"):
            with concurrent.futures.ThreadPoolExecutor(20) as pool:
                stamps = list(pool.map(lambda _: witness.take(log, highest, highest), range(20)))
            kept = witness.kept(log).rsplit("\n\n", 1)[1].splitlines(keepends=True)[1]
            expect(witness.verifier.time(kept, log.text(highest)) == max(stamps), "the latest should be kept")
            expect(max(stamps) - min(stamps) < 60, "they should be of now")


def restarts(claims, truce, given):
    log = Log("log.example/restart", size=300)
    folder = given.work / "restarts"
    witness = Witness(truce, folder, "witness.example/restart", log.vkey)
    with running(witness):
        with claims("what was cosigned is there after it was ended and started again"):
            witness.take(log, 0, 40)
            before = witness.kept(log)
            witness.end()
            expect(witness.process.returncode == 0, f"it should end with 0: {witness.said}")
            witness.start()
            expect(witness.kept(log) == before, "it should be the same, to the byte")
            expect(witness.refuse(log.body(0, 50), 409).body == b"40\n", "and it should go on from there")
        with claims("killed in the middle of updates, it has whatever it answered, each time"):
            known = 40
            for round in range(8):
                answered = [known]

                def hand_in():
                    size = known
                    try:
                        while size < 290:
                            size += 1
                            answer = witness.post(log.body(answered[-1], size))
                            if answer.status == 200:
                                witness.verifier.time(answer.text, log.text(size))
                                answered.append(size)
                    except (OSError, http.client.HTTPException):
                        pass

                thread = threading.Thread(target=hand_in)
                thread.start()
                time.sleep(0.02 + 0.01 * round)
                witness.kill()
                thread.join(PATIENCE)
                witness.start()
                kept = int(witness.kept(log).split("\n")[1])
                # The last request may have been stored and not answered any more.
                expect(kept in (answered[-1], answered[-1] + 1), f"it answered for {answered[-1]} and has {kept}")
                known = kept
                if known > 270:
                    break
        with claims("a second process on the same folder is refused in a sentence"):
            truce("witness", "--data", folder, "--log", log.vkey, "--listen", f"127.0.0.1:{free_port()}").expect(1, "already")
    with claims("misuse is told: no name, another name, a key that is none, plain http for others, a log's key of the wrong kind"):
        truce("witness", "--data", given.work / "none").expect(2, "--name")
        truce("witness", "--data", given.work / "none", "--name", "a b").expect(2, "name")
        truce("witness", "--data", folder, "--name", "other.example").expect(2, "keeps its name")
        truce("witness", "--data", folder, "--log", "nonsense").expect(2, "verifier key")
        truce("witness", "--data", folder, "--log", log.vkey, "--listen", "0.0.0.0:1").expect(2, "this machine alone")
        own = truce("witness", "--data", folder).expect(0).out.strip()
        truce("witness", "--data", folder, "--log", own, "--listen", "127.0.0.1:1").expect(2, "type 1")
        expect((folder / "witness.key").stat().st_mode & 0o077 == 0, "the key should be its owner's alone")
    with claims("a store in which anything was changed is not gone on from"):
        database = folder / "witness.sqlite"
        import sqlite3
        with sqlite3.connect(database) as connection:
            (note,) = connection.execute("SELECT note FROM checkpoints").fetchone()
            size = note.split(b"\n")[1]
            connection.execute("UPDATE checkpoints SET note = ?", (note.replace(b"\n" + size + b"\n", b"\n7\n", 1),))
        ended = truce("witness", "--data", folder, "--log", log.vkey, "--listen", f"127.0.0.1:{free_port()}")
        ended.expect(1, "cosignature")


# MARK: A registry and its witnesses


class LyingWitness:
    """Answers every checkpoint with a signature line of the right name that holds nowhere."""

    def __init__(self):
        self.key = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"liar").digest())
        self.name = "liar.example"
        public = self.key.public_key().public_bytes_raw()
        self.id = key_id(self.name, 4, public)
        self.vkey = f"{self.name}+{self.id.hex()}+{base64.b64encode(bytes([4]) + public).decode()}"
        liar, self.asked = self, 0

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                self.rfile.read(int(self.headers["content-length"]))
                liar.asked += 1
                self.answer(200, f"— {liar.name} {base64.b64encode(liar.id + bytes(72)).decode()}\n".encode())

            def do_GET(self):
                self.answer(404, b"")

            def answer(self, status, body):
                self.send_response(status)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *words):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


def eventually(words, look, seconds=PATIENCE):
    end = time.monotonic() + seconds
    while True:
        found = look()
        if found:
            return found
        expect(time.monotonic() < end, f"it never came about that {words}")
        time.sleep(0.1)


HEADS = ("afghanistan", "pakistan", "qatar", "turkiye", "monitors", "secretariat")


class Bench:
    """A record of the example's agreement, whose policy names three witnesses and one that lies; any two are a quorum."""

    def __init__(self, truce, given, stack):
        self.truce, self.work = truce, given.work / "town"
        self.work.mkdir()
        self.folder, self.card = self.work / "record", self.work / "card.txt"
        self.keys = {}
        for name in HEADS:
            self.keys[name] = self.work / f"{name}.key"
            truce("keys", "new", f"{name}/head", "--out", self.keys[name]).expect(0)
        # The witnesses' keys and addresses go into the first act, the registry's key to the witnesses: so the witnesses make
        # their keys first, and start when the record does.
        self.names = ("afghanistan", "pakistan", "qatar")
        self.folders = {name: self.work / f"witness-{name}" for name in self.names}
        self.vkeys = {
            name: truce("witness", "--data", folder, "--name", f"{name}.example/witness").expect(0).out.strip() for name, folder in self.folders.items()}
        self.ports = {name: free_port() for name in self.names}
        self.liar = LyingWitness()
        stack.callback(self.liar.server.shutdown)
        lines = [f"witness {name} {self.vkeys[name]} http://127.0.0.1:{self.ports[name]}" for name in self.names]
        lines += [f"witness liar {self.liar.vkey} {self.liar.address}", "group quorum 2 afghanistan pakistan qatar liar", "quorum quorum"]
        self.policy = self.work / "policy.txt"
        self.policy.write_text("\n".join(lines) + "\n")
        heads = [word for name in HEADS for word in ("--key", self.keys[name])]
        truce("init", self.folder, "--agreement", given.example / "agreement.yaml", "--witnesses", self.policy, *heads).expect(0, "in force")
        self.card.write_text(truce("card", self.folder).expect(0).out)
        self.registry = re.search(r"^registry (.+)$", self.card.read_text(), re.M).group(1)
        self.stack = stack
        self.witnesses = {}

    def witness(self, name):
        """Starts a witness at its address, for the first time or again."""
        if name in self.witnesses:
            self.witnesses[name].start()
        else:
            self.witnesses[name] = Process(
                self.truce.program, "witness", "--data", self.folders[name], "--log", self.registry, port=self.ports[name])
            self.stack.callback(self.witnesses[name].end)

    def serve(self):
        self.site = Process(self.truce.program, "serve", self.folder)
        self.stack.callback(self.site.end)

    @property
    def record(self):
        return self.site.get("/api/v1/record").json

    def standing(self, name):
        return next(cosigner for cosigner in self.record["cosigners"] if cosigner["name"] == name)

    def covered(self):
        return self.record.get("cosigned", {}).get("size", 0)

    def act(self, kind, *words, receipt=None):
        more = ("--receipt", receipt) if receipt else ()
        return self.truce("act", kind, "--key", self.keys["secretariat"], *words, "--audience", "public", "--to", self.site.address, *more).expect(0, "in the record")

    def in_preparation(self):
        """The edition that is cut, as the secretariat reads it."""
        office = Serving(None, self.site.address)
        answer = officers.answer_to(office.get("/api/v1/challenge").json, self.keys["secretariat"])
        token = office.post("/api/v1/session", json.dumps(answer).encode()).json["token"]
        return office.get("/api/v1/editions", {"authorization": f"Bearer {token}"}).json["in-preparation"][0]

    def publish(self, number, receipt=None):
        return self.act(
            "publication.record", "--set", f"content={hashlib.sha256(b'%d' % number).hexdigest()}", "--set", "basis=unknown",
            "--text", f"headline=Number {number}", receipt=receipt)


def note_parts(note):
    text, lines = note.rsplit("\n\n", 1)
    return text + "\n", lines.splitlines(keepends=True)


def town(claims, truce, given):
    with ExitStack() as stack:
        with claims("a record is started under a policy of witnesses, and a policy without addresses is refused"):
            bench = Bench(truce, given, stack)
            bad = given.work / "bad-policy.txt"
            bad.write_text(f"witness a {bench.vkeys['qatar']}\nquorum a\n")
            truce("init", given.work / "other", "--agreement", given.example / "agreement.yaml", "--witnesses", bad, "--key", bench.keys["qatar"]).expect(2, "address|head")
        early = given.work / "early.tlog-proof"
        with claims("with no witness there, acts are admitted, and nothing counts as cosigned"):
            bench.serve()
            bench.publish(1, receipt=early)
            record = bench.record
            expect("cosigned" not in record and record["gap"]["entries"] == record["checkpoint"], f"all should be in the gap: {record.get('gap')}")
            expect(bench.site.get("/checkpoint/cosigned").status == 404, "no cosigned checkpoint yet")
            eventually("the absent are told", lambda: all("problem" in bench.standing(name) for name in bench.names))
            page = bench.site.get("/record").text
            expect("not cosigned yet" in page and "qatar" in page, "the page should tell of the gap and of each witness")
            truce("verify", early, "--card", bench.card).expect(0, "has not cosigned")
            truce("receipt", "complete", early, "--url", bench.site.address, "--card", bench.card).expect(1, "Not yet")
        with claims("a published edition waits for the witnesses, and says for which"):
            bench.act("edition.cut", "--set", "kind=special", "--set", "from=2025-10-19T00:00:00Z")
            cut = bench.in_preparation()
            expect("figures" not in bench.site.get("/api/v1/editions").json["in-preparation"][0], "what it counts is not public yet")
            acts = bench.site.get("/api/v1/acts?limit=200").json["acts"]
            edition = next(act["act"] for act in acts if act["kind"] == "edition.cut")
            public = [leaf(bytes.fromhex(act["act"])) for act in acts if act["audience"] == "public" and act["index"] < cut["size"]]
            body = given.work / "edition.yaml"
            body.write_text(
                f"edition: {edition}\nsize: {cut['size']}\ndigest: {cut['digest']}\npublic-size: {len(public)}\npublic-root: {root(public).hex()}\nfigures: {json.dumps(cut['figures'])}\n")
            bench.act("edition.publish", "--body", body, "--text", "summary=How things stand.")
            editions = bench.site.get("/api/v1/editions").json
            expect(editions["editions"] == [], "it should not be published yet")
            waiting = editions["in-preparation"][0]["publishing"]
            expect(waiting["state"] == "waiting" and set(waiting["missing"]) == {*bench.names, "liar"}, f"it should wait for all: {waiting}")
            expect(editions["in-preparation"][0]["summary"] == [], "its summary is no edition's yet")
            page = bench.site.get("/editions").text
            expect("Not published yet" in page and "pakistan" in page, "the page should name who is missing")
            expect(bench.site.get("/editions/1").status == 404, "there is no edition 1 yet")
            report = truce("report", bench.folder).expect(0).out
            expect("How things stand" not in report, "nor in the printed report")
        with claims("one witness alone is no quorum, also beside one that lies"):
            bench.witness("afghanistan")
            eventually("it has cosigned", lambda: bench.standing("afghanistan").get("size") == bench.record["checkpoint"])
            eventually("the liar was asked", lambda: bench.liar.asked > 0)
            expect(bench.covered() == 0 and bench.site.get("/checkpoint/cosigned").status == 404, "the quorum should not be met")
            expect("does not hold" in bench.standing("liar")["problem"], f"the lie should be told: {bench.standing('liar')}")
            expect("size" not in bench.standing("liar"), "and count for nothing")
            waiting = bench.site.get("/api/v1/editions").json["in-preparation"][0]["publishing"]
            expect("afghanistan" not in waiting["missing"], "who has cosigned is not missing")
        with claims("the second makes the quorum: the checkpoint is published with both lines, which hold by code that is not ours"):
            bench.witness("pakistan")
            bench.witness("qatar")
            size = bench.record["checkpoint"]
            eventually("all is cosigned", lambda: bench.covered() == size)
            eventually("all three lines are there", lambda: len(note_parts(bench.site.get("/checkpoint/cosigned").text)[1]) == 4)
            note = bench.site.get("/checkpoint/cosigned").text
            text, lines = note_parts(note)
            expect(text == note_parts(bench.site.get("/checkpoint").text)[0], "it should be the latest checkpoint")
            for name in bench.names:
                verifier = Verifier(bench.vkeys[name])
                stamped = [verifier.time(line, text) for line in lines if line.startswith(f"— {verifier.name} ")]
                expect(len(stamped) == 1 and abs(stamped[0] - time.time()) < 600, f"{name} should have cosigned now: {stamped}")
            expect("liar.example" not in note, "the lie should not be in it")
            expect(bench.record["gap"]["entries"] == 0, "there should be no gap")
        with claims("the edition is published now"):
            editions = bench.site.get("/api/v1/editions").json
            expect(len(editions["editions"]) == 1 and "publishing" not in editions["editions"][0], f"under the quorum: {editions['editions']}")
            expect("How things stand" in bench.site.get("/editions/1").text, "its page should be there")
        with claims("an early receipt is completed, and then bears the witnesses' word offline"):
            whole = given.work / "whole.tlog-proof"
            truce("receipt", "complete", early, "--url", bench.site.address, "--card", bench.card, "--out", whole).expect(0, "afghanistan")
            truce("verify", whole, "--card", bench.card).expect(0, "quorum has cosigned", "publication.record")
            expect("has not cosigned" in truce("verify", early, "--card", bench.card).expect(0).out, "the early one should still say so")
            changed = given.work / "changed.tlog-proof"
            changed.write_text(whole.read_text().replace("— pakistan.example/witness ", "— pakistan.example/witness A", 1))
            expect(truce("verify", changed, "--card", bench.card).code == 1, "a changed line should not hold")
        with claims("“truce verify” judges the witnesses: of the address, of the folder, of an export"):
            for target in (bench.site.address, bench.folder):
                truce("verify", target, "--card", bench.card).expect(0, "quorum has cosigned the first", "afghanistan, pakistan, qatar")
            export = given.work / "export"
            truce("export", bench.folder, export).expect(0)
            truce("verify", export, "--card", bench.card).expect(0, "quorum has cosigned the first")
            cosigned = export / "checkpoint.cosigned"
            good = cosigned.read_bytes()
            cosigned.write_bytes(good.replace(b"\n", b"\n1", 1))
            truce("verify", export, "--card", bench.card).expect(1, "DOES NOT HOLD")
            cosigned.unlink()
            truce("verify", export, "--card", bench.card).expect(0, "has not cosigned")
        with claims("with one killed the quorum is met by the others, and its absence and its gap are shown"):
            bench.witnesses["qatar"].kill()
            before = bench.standing("qatar")["size"]
            bench.publish(2)
            size = bench.record["checkpoint"]
            eventually("the other two have cosigned", lambda: bench.covered() == size)
            gone = eventually("it is missed", lambda: "problem" in bench.standing("qatar") and bench.standing("qatar"))
            expect(gone["size"] == before < size, f"what it cosigned before should be shown: {gone}")
        with claims("with two killed acts are admitted still, and the gap grows and is shown"):
            bench.witnesses["pakistan"].kill()
            for number in range(3, 8):
                bench.publish(number)
            gap = eventually("the gap is shown", lambda: bench.record["gap"]["entries"] == 5 and bench.record["gap"])
            expect("since" in gap and "5" in gap["words"], f"in entries and in time: {gap}")
            expect(bench.site.get("/checkpoint/cosigned").text.startswith(note_parts(note)[0].split("\n")[0]), "the last cosigned one stays")
        with claims("a restarted registry and restarted witnesses go on, and the gap closes"):
            bench.site.end()
            bench.serve()
            expect(bench.covered() == size, "what was cosigned should be known after the restart")
            bench.witness("pakistan")
            bench.witness("qatar")
            bench.publish(8)
            latest = bench.record["checkpoint"]
            eventually("the gap is closed", lambda: bench.covered() == latest)
            eventually("all three have cosigned the newest", lambda: all(bench.standing(name).get("size") == latest for name in bench.names))
        with claims("nothing is held against an honest log"):
            expect("Misbehaviour" not in bench.witnesses["qatar"].get("/").text, "the page should tell of none")
        with claims("a registry whose store was set back does not sign, and says how to go on"):
            bench.site.end()
            back = bench.work / "backup"
            shrunk(bench, back)
            ended = truce("serve", back, "--listen", f"127.0.0.1:{free_port()}")
            ended.expect(1, "fallen behind", "truce succeed", "witness")
            direct = truce(
                "act", "publication.record", "--key", bench.keys["secretariat"], "--set", "content=" + "0" * 64, "--set", "basis=unknown",
                "--text", "headline=x", "--to", back)
            direct.expect(1, "fallen behind")
            expect(len(ended.err.strip().splitlines()) == 1, f"in one sentence: {ended.err}")
        with claims("with its witnesses away it serves the set-back store, and stops signing as soon as one is reached"):
            for name in bench.names:
                bench.witnesses[name].kill()
            bench.folder = back
            bench.serve()
            bench.witness("afghanistan")
            refused = lambda: truce(
                "act", "publication.record", "--key", bench.keys["secretariat"], "--set", "content=" + "0" * 64, "--set", "basis=unknown",
                "--text", "headline=x", "--to", bench.site.address).code != 0 and bench.site.get("/api/v1/record").status == 200
            eventually("nothing is admitted any more", refused)
            expect(bench.site.get("/").status == 200, "and reading goes on")


def shrunk(bench, folder):
    """The record as it was some acts ago, as an old backup has it: a copy whose last entries were never written."""
    import shutil
    import sqlite3

    shutil.copytree(bench.folder, folder)
    (folder / "record.lock").unlink(missing_ok=True)
    key = (folder / "registry.key").read_text().strip().removeprefix("PRIVATE+KEY+")
    name, _, secret = key.split("+", 2)
    connection = sqlite3.connect(folder / "record.sqlite")
    entries = [bytes(row[0]) for row in connection.execute("SELECT bytes FROM entries ORDER BY place")]
    keep = len(entries) - 3
    log = Log(name)
    log.key = Ed25519PrivateKey.from_private_bytes(base64.b64decode(secret)[1:])
    log.public = log.key.public_key().public_bytes_raw()
    log.leaves = [leaf(entry) for entry in entries[:keep]]
    connection.execute("PRAGMA foreign_keys = OFF")
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    ids = [row[0] for row in connection.execute("SELECT id FROM acts WHERE place >= ?", (keep,))] if "acts" in tables else []
    columns = [row[1] for row in connection.execute("PRAGMA table_info(texts)")]
    if "act" in columns:
        connection.executemany("DELETE FROM texts WHERE act = ?", [(id,) for id in ids])
        if columns[0] == "place":
            connection.execute("DELETE FROM texts WHERE place >= ?", (keep,))
    else:
        connection.execute("DELETE FROM texts WHERE place >= ?", (keep,))
    if ids:
        connection.execute("DELETE FROM acts WHERE place >= ?", (keep,))
    connection.execute("DELETE FROM entries WHERE place >= ?", (keep,))
    expect(keep < 256, "the copy is made for a record of one tile")
    connection.execute("UPDATE tiles SET bytes = ? WHERE level = 0 AND place = 0", (b"".join(log.leaves),))
    connection.execute("UPDATE record SET size = ?, checkpoint = ?", (keep, log.note(keep).encode()))
    connection.execute("UPDATE cosigned SET checkpoint = x''")
    connection.commit()
    connection.close()


def main():
    given = arguments.parse(__doc__, "truce", "example", "work")
    claims = Claims()
    truce = Truce(given.truce)
    with claims("the checks themselves find a cosignature that does not hold"):
        log = Log("log.example/self", size=3)
        key = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"self").digest())
        public = key.public_key().public_bytes_raw()
        verifier = Verifier(f"w.example+{key_id('w.example', 4, public).hex()}+{base64.b64encode(bytes([4]) + public).decode()}")
        signed = struct.pack(">Q", 77) + key.sign(f"cosignature/v1\ntime 77\n{log.text(3)}".encode())
        line = f"— w.example {base64.b64encode(verifier.id + signed).decode()}\n"
        expect(verifier.time(line, log.text(3)) == 77, "a good one should hold")
        expect_failure(lambda: verifier.time(line, log.text(2)), "over another text it should not")
        expect_failure(lambda: Verifier(log.vkey), "a log's key is no witness's")
    for part in (table, races, restarts, town):
        part(claims, truce, given)
    claims.finish()


if __name__ == "__main__":
    main()
