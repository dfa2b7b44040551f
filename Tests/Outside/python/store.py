"""A record's database and its receipts, audited by code that shares nothing with the writer: SQLite, hashlib and PyPI's `cryptography`.

(RFC 6962; C2SP signed-note, tlog-checkpoint, tlog-tiles, tlog-proof; docs/formats.md.)
"""

import base64
import hashlib
import sqlite3
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

import bundles
from claims import expect
from officers import commitment


def leaf_hash(entry):
    return hashlib.sha256(b"\0" + entry).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


def levels(leaves):
    """Every full node of the tree, level by level, from the leaves up."""
    while leaves:
        yield leaves
        leaves = [node_hash(leaves[at], leaves[at + 1]) for at in range(0, len(leaves) - 1, 2)]


def root(tree, size):
    """The root of the first `size` leaves, out of full nodes: those that `size` is made of, taken from the right."""
    hash = None
    for level, nodes in enumerate(tree):
        if size >> level & 1:
            node = nodes[(size >> level) - 1]
            hash = node if hash is None else node_hash(node, hash)
    return hashlib.sha256().digest() if hash is None else hash


@dataclass
class Checkpoint:
    """A signed checkpoint that was taken apart and whose signature by `public` was verified."""

    size: int
    root: bytes

    def __init__(self, note, origin, public):
        text, signatures = note.rsplit("\n\n", 1)
        name, size, hash, rest = (text + "\n").split("\n", 3)
        expect(name == origin, f"the checkpoint should be {origin}'s")
        expect(rest == "", "the checkpoint should have three lines")
        line = next(line for line in signatures.split("\n") if line.startswith(f"— {origin} "))
        signature = base64.b64decode(line.split(" ")[2], validate=True)[4:]
        Ed25519PublicKey.from_public_bytes(public).verify(signature, (text + "\n").encode())
        self.size, self.root = int(size), base64.b64decode(hash, validate=True)


@dataclass
class Receipt:
    """A C2SP tlog-proof that carries its entry."""

    act: str
    index: int
    entry: bytes
    hashes: list
    note: str
    text: str

    def __init__(self, act, text):
        head, note = text.split("\n\n", 1)
        heading, extra, index, *hashes = head.split("\n")
        expect(heading == "c2sp.org/tlog-proof@v1", "a receipt should be a tlog-proof")
        self.act, self.note, self.text = act, note, text
        self.entry = base64.b64decode(extra.removeprefix("extra "), validate=True)
        self.index = int(index.removeprefix("index "))
        self.hashes = [base64.b64decode(hash, validate=True) for hash in hashes]

    def verify(self, origin, public):
        """That it proves its entry, under a checkpoint that the registry signed, to be an act of this id."""
        checkpoint = Checkpoint(self.note, origin, public)
        expect(self.index < checkpoint.size, "a receipt's entry should lie below its checkpoint")
        index, last, hash = self.index, checkpoint.size - 1, leaf_hash(self.entry)
        for sibling in self.hashes:
            expect(last > 0, "a receipt should have no hash too many")
            if index & 1 or index == last:
                hash = node_hash(sibling, hash)
                while index and not index & 1:
                    index, last = index >> 1, last >> 1
            else:
                hash = node_hash(hash, sibling)
            index, last = index >> 1, last >> 1
        expect(last == 0 and hash == checkpoint.root, "a receipt should lead to its checkpoint's root")
        expect(bundles.Act(self.index, self.entry).id == self.act, "a receipt's entry should be the act that was handed in")
        return checkpoint


class Store:
    """Everything that a record's database holds, read by SQLite itself beside whoever keeps it, and compared."""

    def __init__(self, database):
        connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
        try:
            connection.execute("BEGIN")
            read = lambda query: connection.execute(query).fetchall()
            self.tables = {name for (name,) in read("SELECT name FROM sqlite_master WHERE type = 'table'")}
            (self.size, note), = read("SELECT size, checkpoint FROM record")
            self.note = bytes(note).decode()
            self.entries = read("SELECT place, bytes FROM entries ORDER BY place")
            self.texts = read("SELECT entry, slot, language, salt, text FROM texts ORDER BY entry, place")
            self.tiles = read("SELECT level, place, bytes FROM tiles")
            self.index = read("SELECT place, id FROM acts ORDER BY place") if "acts" in self.tables else None
        finally:
            connection.close()
        expect([place for place, _ in self.entries] == list(range(self.size)), f"there should be {self.size} entries, one at each place")
        self.entries = [bytes_ for _, bytes_ in self.entries]
        self.acts = [bundles.Act(index, entry) for index, entry in enumerate(self.entries)]
        first = self.acts[0].body
        self.origin, self.public = first["origin"], base64.b64decode(first["registry"].split("+", 2)[2])[1:]
        self.tree = list(levels([leaf_hash(entry) for entry in self.entries]))

    def audit(self):
        """That entries, checkpoint, tiles, texts and index are one whole; nothing is there in part."""
        checkpoint = Checkpoint(self.note, self.origin, self.public)
        expect(checkpoint.size == self.size, f"the checkpoint should be over {self.size} entries, not {checkpoint.size}")
        expect(checkpoint.root == root(self.tree, self.size), "the checkpoint's root should be that of the entries")
        kept = {}
        for entry, slot, language, salt, text in self.texts:
            kept.setdefault(entry, []).append(
                {"slot": slot, "language": language, "length": len(text), "commitment": commitment(salt, text)})
        erased = bundles.redacted(self.acts)
        for act in self.acts:
            texts = [text for text in act.payload["texts"] if text["commitment"] not in erased]
            expect(kept.pop(act.index, []) == texts, f"act {act.index} should have the texts that it commits to, and no erased one")
        expect(not kept, "there should be no text without its act")
        for level in range(8):
            nodes = self.tree[8 * level] if 8 * level < len(self.tree) else []
            there = sorted((place, bytes_) for at, place, bytes_ in self.tiles if at == level)
            should = [(start // 256, b"".join(nodes[start : start + 256])) for start in range(0, len(nodes), 256)]
            # A store may leave out tiles that can be made from others, but not keep a wrong one.
            expect(all(tile in should for tile in there) and (level or there), f"the tiles of level {level} should be those of the entries")
        if self.index is not None:
            expect(self.index == [(act.index, bytes.fromhex(act.id)) for act in self.acts], "each act should be found at its place")
        previous = 0
        for act in self.acts:
            expect(act.received >= previous, f"act {act.index} should not be received before the one that it follows")
            previous = act.received
        return self

    def holds(self, receipts):
        """That every act with a receipt stands where the receipt says, and that the record goes on from the receipt's checkpoint."""
        for receipt in receipts:
            checkpoint = receipt.verify(self.origin, self.public)
            expect(checkpoint.size <= self.size, f"act {receipt.act} has a receipt under {checkpoint.size} acts, and {self.size} are stored")
            expect(self.entries[receipt.index] == receipt.entry, f"act {receipt.act} should stand at {receipt.index} as its receipt has it")
            expect(checkpoint.root == root(self.tree, checkpoint.size), f"the record should go on from the checkpoint over {checkpoint.size} acts")
        return self
