"""Officers who sign acts by the letter of the formats, with nothing of Truce's: for tests that need many acts quickly.

Everything is on PyPI's `cryptography` and the standard library. (DSSE; docs/formats.md.)
"""

import base64
import hashlib
import json
from dataclasses import dataclass
from random import Random

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from truce import key_id, secret_of

PAYLOAD_TYPE = "application/vnd.truce.act+json"


def pre_authentication(payload):
    return b"DSSEv1 %d %b %d %b" % (len(PAYLOAD_TYPE), PAYLOAD_TYPE.encode(), len(payload), payload)


def act_id(payload):
    return hashlib.sha256(b"truce/act/v1\0" + pre_authentication(payload)).hexdigest()


def commitment(salt, text):
    """A text's salted commitment."""
    return hashlib.sha256(b"truce/text/v1\0" + salt + len(text).to_bytes(8, "big") + text).hexdigest()


def compact(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()


def answer_to(challenge, key):
    """What opens a session, as an officer would with a program of their own: the challenge, signed by the key in a file."""
    name, seed = secret_of(key)
    message = f"truce/read/v1\n{challenge['origin']}\n{challenge['host']}\n{challenge['nonce']}\n{challenge['expires']}\n"
    participant, desk = name.split("/")
    return {
        "participant": participant, "desk": desk, "nonce": challenge["nonce"], "expires": challenge["expires"],
        "signature": base64.b64encode(Ed25519PrivateKey.from_private_bytes(seed).sign(message.encode())).decode(),
    }


@dataclass
class Signed:
    """An act as it is handed in."""

    id: str
    submission: bytes


class Officer:
    """Signs one act after the other; `seed` makes nonces and salts the same in each run."""

    def __init__(self, key_file, acts, seed):
        name, secret = secret_of(key_file)
        self.participant, self.desk = name.split("/")
        self.key = Ed25519PrivateKey.from_private_bytes(secret)
        self.hint = key_id(name, self.key.public_key().public_bytes_raw()).hex()
        self.random = Random(seed)
        self.mechanism, self.rules = acts[0].id, acts[-1].payload["rules"]
        mine = [act.id for act in acts if act.officer == name]
        # The first act is every head's.
        self.last = mine[-1] if mine else acts[0].id if self.desk == "head" else ""
        self.waiting = None

    def publication(self, headline):
        """A publication with a headline: an act that needs no other, and carries a text."""
        body = {"content": self.random.randbytes(32).hex(), "language": None, "published": None, "basis": "unknown", "read": None}
        return self.sign("publication.record", body, {"headline": headline})

    def sign(self, kind, body, texts):
        """The next act of this officer's chain."""
        kept = [
            {"slot": slot, "language": "en", "salt": base64.b64encode(salt).decode(), "text": words}
            for slot, words in texts.items() for salt in [self.random.randbytes(32)]]
        payload = compact({
            "act": kind, "mechanism": self.mechanism, "rules": self.rules, "desk": self.desk, "participant": self.participant, "previous": self.last,
            "nonce": self.random.randbytes(16).hex(), "at": "2025-12-01T12:00:00Z", "audience": "public", "body": body,
            "texts": [
                {"slot": text["slot"], "language": "en", "length": len(text["text"].encode()),
                 "commitment": commitment(base64.b64decode(text["salt"]), text["text"].encode())}
                for text in kept]})
        signature = self.key.sign(pre_authentication(payload))
        self.last = act_id(payload)
        envelope = {
            "payload": base64.b64encode(payload).decode(), "payloadType": PAYLOAD_TYPE,
            "signatures": [{"keyid": self.hint, "sig": base64.b64encode(signature).decode()}]}
        return Signed(self.last, compact({"envelope": envelope, "lodgings": [], "texts": kept}))
