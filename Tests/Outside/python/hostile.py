"""A registry that has the registry's key and keeps to nothing: it serves whatever record it is given, signed as it should be.

Written on `cryptography` alone, by the letter of the formats: RFC 6962, C2SP signed-note, tlog-checkpoint, tlog-cosignature, tlog-tiles
and tlog-proof, DSSE, and docs/formats.md.
"""

import base64
import hashlib
import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlparse

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

PAYLOAD_TYPE = "application/vnd.truce.act+json"


def b64(data):
    return base64.b64encode(data).decode()


def canonical(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()


# MARK: Keys and notes


class Signer:
    """A C2SP signer: type 1 for logs and officers, type 4 for witnesses."""

    def __init__(self, name, seed, kind=1):
        self.name, self.seed, self.kind = name, seed, kind
        self.key = Ed25519PrivateKey.from_private_bytes(seed)
        self.public = self.key.public_key().public_bytes_raw()
        self.id = hashlib.sha256(name.encode() + b"\n" + bytes([kind]) + self.public).digest()[:4]

    @classmethod
    def made(cls, name, kind=1):
        return cls(name, hashlib.sha256(f"hostile {name} {kind}".encode()).digest(), kind)

    @property
    def vkey(self):
        return f"{self.name}+{self.id.hex()}+{b64(bytes([self.kind]) + self.public)}"

    @property
    def secret(self):
        return f"PRIVATE+KEY+{self.name}+{self.id.hex()}+{b64(bytes([self.kind]) + self.seed)}"

    def line(self, text):
        return f"— {self.name} {b64(self.id + self.key.sign(text.encode()))}\n"

    def note(self, text):
        return f"{text}\n{self.line(text)}"

    def cosign(self, note, at):
        """The note with a cosignature/v1 line more."""
        text = note[: note.rindex("\n\n") + 1]
        signed = self.key.sign(f"cosignature/v1\ntime {at}\n{text}".encode())
        return note + f"— {self.name} {b64(self.id + at.to_bytes(8, 'big') + signed)}\n"


# MARK: The tree


def leaf(entry):
    return hashlib.sha256(b"\0" + entry).digest()


def node(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


def root(leaves):
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return node(root(leaves[:half]), root(leaves[half:]))


def path(index, leaves):
    """The inclusion proof of one leaf (RFC 6962 section 2.1.1)."""
    if len(leaves) == 1:
        return []
    half = 1 << (len(leaves) - 1).bit_length() - 1
    if index < half:
        return path(index, leaves[:half]) + [root(leaves[half:])]
    return path(index - half, leaves[half:]) + [root(leaves[:half])]


# MARK: Acts


def pre_authentication(payload):
    return b"DSSEv1 %d %b %d %b" % (len(PAYLOAD_TYPE), PAYLOAD_TYPE.encode(), len(payload), payload)


def act_id(payload):
    return hashlib.sha256(b"truce/act/v1\0" + pre_authentication(payload)).hexdigest()


def envelope(payload, signers):
    payload = canonical(payload)
    return {
        "payload": b64(payload), "payloadType": PAYLOAD_TYPE,
        "signatures": [{"keyid": signer.id.hex(), "sig": b64(signer.key.sign(pre_authentication(payload)))} for signer in signers],
    }


def entry(received, envelope, lodgings=()):
    return canonical({"received": received, "lodgings": list(lodgings), "envelope": envelope})


class Pen:
    """Signs acts for a mechanism, each at its place in its key's chain."""

    def __init__(self, mechanism, rules, last=None):
        self.mechanism, self.rules, self.last, self.count = mechanism, rules, dict(last or {}), 0

    def act(self, kind, signer, body, audience="public"):
        participant, desk = signer.name.split("/")
        self.count += 1
        payload = {
            "act": kind, "mechanism": self.mechanism, "rules": self.rules, "desk": desk, "participant": participant,
            "previous": self.last.get(signer.name, ""), "nonce": hashlib.sha256(f"{signer.name} {self.count}".encode()).hexdigest()[:32],
            "at": "2025-11-20T12:00:00Z", "audience": audience, "body": body, "texts": [],
        }
        self.last[signer.name] = act_id(canonical(payload))
        return envelope(payload, [signer])


# MARK: The registry


class Hostile:
    """Serves `entries` under its own signature; what it shows can be changed while it serves."""

    def __init__(self, signer, entries, texts=None):
        self.signer, self.texts = signer, texts or {}
        self.cosigned = None
        self.changed = {}  # what is answered in the place of a path
        self.asked = []
        self.on_act = lambda submission: (503, {"reason": "Not now."})
        self.show(entries)

    def show(self, entries, size=None):
        self.entries = list(entries)
        self.leaves = [leaf(one) for one in self.entries]
        self.size = len(self.entries) if size is None else size

    def checkpoint(self, entries=None):
        leaves = self.leaves[: self.size] if entries is None else [leaf(one) for one in entries]
        return self.signer.note(f"{self.signer.name}\n{len(leaves)}\n{b64(root(leaves))}\n")

    def receipt(self, entries, index):
        leaves = [leaf(one) for one in entries]
        hashes = "".join(b64(hash) + "\n" for hash in path(index, leaves))
        return f"c2sp.org/tlog-proof@v1\nextra {b64(entries[index])}\nindex {index}\n{hashes}\n{self.checkpoint(entries)}"

    def refusal(self, act, size, received, rule, reason):
        return self.signer.note(
            f"truce/refusal/v1\norigin {self.signer.name}\nact {act}\nsize {size}\nreceived {received}\nrule {rule}\nreason {reason}\n")

    def tile(self, level, index, width):
        if level == "entries":
            bundle = self.entries[index * 256 : index * 256 + width]
            return b"".join(len(one).to_bytes(2, "big") + one for one in bundle)
        below = 256 ** int(level)
        return b"".join(root(self.leaves[at * below : (at + 1) * below]) for at in range(index * 256, index * 256 + width))

    def answer(self, method, target, body, host):
        address = urlparse(target)
        asked = {name: values[0] for name, values in parse_qs(address.query).items()}
        self.asked.append(f"{method} {target}")
        for beginning, answer in self.changed.items():
            if target.startswith(beginning):
                return answer
        if address.path == "/checkpoint":
            return 200, self.checkpoint().encode()
        if address.path == "/checkpoint/cosigned":
            return (200, self.cosigned.encode()) if self.cosigned else (404, b"none\n")
        if address.path.startswith("/tile/"):
            level, *groups = address.path.removeprefix("/tile/").split("/")
            width = 256
            if len(groups) > 1 and groups[-2].endswith(".p"):
                width = int(groups.pop())
                groups[-1] = groups[-1].removesuffix(".p")
            return 200, self.tile(level, int("".join(group.removeprefix("x") for group in groups)), width)
        if address.path == "/api/v1/challenge":
            return 200, {"origin": self.signer.name, "host": host, "nonce": "0" * 32, "expires": int(time.time() * 1000) + 300_000}
        if address.path == "/api/v1/session":
            return 200, {"token": "0" * 64, "expires": int(time.time() * 1000) + 3_600_000}
        if address.path == "/api/v1/texts":
            start = int(asked["from"])
            end = min(start + int(asked["limit"]), self.size)
            acts = [{"index": place, "texts": self.texts[place]} for place in range(start, end) if place in self.texts]
            return 200, {"from": start, "next": end, "acts": acts}
        if address.path == "/api/v1/acts" and method == "POST":
            return self.on_act(json.loads(body))
        return 404, {"reason": "There is nothing at this address."}

    @contextmanager
    def serving(self):
        """Its address, while it serves on a free port."""
        registry = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                body = self.rfile.read(int(self.headers.get("content-length", 0)))
                status, answer = registry.answer(self.command, self.path, body, self.headers["host"])
                if not isinstance(answer, bytes):
                    answer = json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("content-length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            do_POST = do_GET

            def log_message(self, *_):
                pass

        class Server(ThreadingHTTPServer):
            def handle_error(self, *_):
                pass  # Whoever asked was killed meanwhile: that is what some of the checks do.

        server = Server(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            server.server_close()
            thread.join()
