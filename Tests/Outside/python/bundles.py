"""Entries out of an export's bundles (C2SP tlog-tiles): a length in 16 bits, big-endian, then the entry."""

import base64
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path


def strict(text):
    """JSON in which no key stands twice: readers disagree on which of the two counts."""

    def once(pairs):
        keys = [key for key, _ in pairs]
        if len(keys) != len(set(keys)):
            raise ValueError("a key stands twice")
        return dict(pairs)

    return json.loads(text, object_pairs_hook=once)


def read(folder):
    """Every entry's bytes, in order."""
    folder = Path(folder)
    size = int((folder / "checkpoint").read_text().split("\n")[1])
    entries = []
    for first in range(0, size, 256):
        width = min(256, size - first)
        bundle = (folder / bundle_path(first // 256, width)).read_bytes()
        for _ in range(width):
            length = int.from_bytes(bundle[:2], "big")
            if len(bundle) < 2 + length:
                raise ValueError("a bundle ends in the middle of an entry")
            entries.append(bundle[2 : 2 + length])
            bundle = bundle[2 + length :]
        if bundle:
            raise ValueError("a bundle goes on after its last entry")
    return entries


def bundle_path(number, width):
    groups = [f"{number % 1000:03}"]
    while number := number // 1000:
        groups.insert(0, f"x{number % 1000:03}")
    return "tile/entries/" + "/".join(groups) + ("" if width == 256 else f".p/{width}")


@dataclass
class Act:
    """An entry taken apart by the letter of the formats, with nothing of Truce's."""

    index: int
    received: int
    envelope: dict
    payload: dict
    id: str

    def __init__(self, index, entry):
        entry = strict(entry)
        self.index = index
        self.received = entry["received"]
        self.envelope = entry["envelope"]
        body = base64.b64decode(self.envelope["payload"], validate=True)
        self.payload = strict(body)
        kind = self.envelope["payloadType"].encode()
        pae = b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(body), body)
        self.id = hashlib.sha256(b"truce/act/v1\x00" + pae).hexdigest()

    @property
    def kind(self):
        return self.payload["act"]

    @property
    def body(self):
        return self.payload["body"]

    @property
    def officer(self):
        return f"{self.payload['participant']}/{self.payload['desk']}"


def public(acts):
    """The acts that everyone may read: those made for everyone, and those that were released since, by whose they are."""
    own = {(act.id, act.payload["participant"]) for act in acts}
    released = {act.body["act"] for act in acts if act.kind == "text.release" and (act.body["act"], act.payload["participant"]) in own}
    released |= {act.body["exhibit"] for act in acts if act.kind == "evidence.release"}
    return [act for act in acts if act.payload["audience"] == "public" or act.id in released]


def redacted(acts):
    """The commitments to the texts that are erased: their author or the secretariat has asked for it, and a guarantor."""
    roles = {participant["id"]: participant["role"] for participant in acts[0].body["participants"]}
    authors = {act.id: act.payload["participant"] for act in acts}
    asked = {}
    for act in acts:
        if act.kind == "text.redact":
            asked.setdefault((act.body["act"], act.body["text"]), []).append(act.payload["participant"])
    return {
        text for (act, text), by in asked.items()
        if any(one == authors[act] or roles[one] == "secretariat" for one in by) and any(roles[one] == "guarantor" and one != authors[act] for one in by)}
