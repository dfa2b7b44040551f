"""“truce verify” from a second process: on the demo while it runs, on copies with changed bytes, and on another log's proof.

usage: verify_test.py --truce PROGRAM --record FOLDER --work FOLDER
"""

import base64
import hashlib
import os
import re
import sqlite3
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

import arguments
import bundles
from claims import Claims, expect
from truce import Record, Truce, flip, key_id


def running(claims, truce, given):
    record = Record(truce, given.record, given.work / "running")
    card = record.card()
    tiles = record.export("running-tiles")
    with truce.serving("demo", "--folder", record.folder) as site:
        with claims("the running demo holds, as the public sees it"):
            said = truce("verify", site.address, "--card", card).expect(0, "PROVED", "NOT PROVED HERE", "leaf hashes").out
            expect("DOES NOT HOLD" not in said, said)
            readable = re.search(r"All (\d+) acts that everyone may read, of (\d+)", said)
            public = len(bundles.public(list(map(bundles.Act, range(record.size), bundles.read(tiles)))))
            expect(readable and int(readable.group(1)) == public, f"it should have compared all {public} public acts: {readable and readable.group()}")
        with claims("the running demo holds, as a participant sees it: every act replayed"):
            for desk in ("afghanistan/liaison-1", "pakistan/liaison-1"):
                truce("verify", site.address, "--key", record.key(desk), "--card", card).expect(0, "PROVED", "rules admit each", "state with digest")
        with claims("both ways agree on size and root"):
            answers = [truce("verify", site.address, "--json", *more).expect(0).json for more in ([], ["--key", record.key("qatar/envoy-1")])]
            expect(answers[0]["root"] == answers[1]["root"] and answers[0]["size"] == answers[1]["size"] == record.size, str(answers))
        with claims("without a card it is said that identity is not proved"):
            truce("verify", site.address, "--key", record.key("qatar/envoy-1")).expect(0, "fingerprint")
        with claims("a card of another record is told"):
            other = given.work / "other.card"
            text = card.read_text()
            other.write_text(text.replace("first ", "first 0", 1)[: text.index("witnesses") + 1].rstrip() + "\n")
            truce("verify", site.address, "--card", other).expect(1)
            digits = text.index("first ") + 6
            other.write_text(text[:digits] + ("0" if text[digits] != "0" else "1") + text[digits + 1 :])
            truce("verify", site.address, "--key", record.key("qatar/envoy-1"), "--card", other).expect(1, "DOES NOT HOLD", "card")
        with claims("a key that is no officer's opens nothing"):
            stranger = given.work / "stranger.key"
            truce("keys", "new", "pakistan/nobody", "--out", stranger).expect(0)
            truce("verify", site.address, "--key", stranger).expect(1, "nobody|signature|challenge")
        with claims("an act handed in at the site is in the record, and the site still holds"):
            receipt = given.work / "served.tlog-proof"
            truce(
                "act", "crossing.report", "--key", record.key("afghanistan/liaison-1"), "--set", "crossing=torkham", "--set", "conditions=[{condition: open}]",
                "--set", "since=2025-11-01T00:00:00Z", "--audience", "public", "--to", site.address, "--receipt", receipt).expect(0, "in the record")
            truce("verify", receipt, "--card", card).expect(0, "crossing.report", "afghanistan/liaison-1")
            truce("verify", site.address, "--key", record.key("pakistan/liaison-1"), "--card", card).expect(0, "PROVED")
    with claims("what was recorded while serving is there when the demo has ended"):
        truce("verify", record.folder, "--card", card).expect(0, "PROVED")
        truce("verify", record.export("served-tiles"), "--card", card).expect(0, "PROVED")
    with claims("a second demo starts from what is stored"):
        size = record.size
        truce("demo", "--folder", record.folder, "--no-serve").expect(0, "stored", f"{size} acts")
        expect(record.size == size, "nothing should be played twice")
    with claims("a site that is not there is told in a sentence"):
        truce("verify", site.address).expect(1, "did not answer")
        truce("verify", "http://registry.invalid").expect(2, "https")


# MARK: Changed bytes


TABLES = ("entries", "acts", "texts", "tiles", "record")


def content(database):
    """Every answer that the store can give, table by table, read by SQLite itself; `None` for a table that gives none."""
    connection = sqlite3.connect(f"file:{database}?mode=ro&immutable=1", uri=True)

    def rows(table):
        try:
            # A text that is marked as a blob of the same bytes is the same answer.
            return [tuple(value.encode() if isinstance(value, str) else value for value in row) for row in connection.execute(f"SELECT * FROM {table}")]
        except (sqlite3.Error, UnicodeError):
            return None

    try:
        return {table: rows(table) for table in TABLES}
    finally:
        connection.close()


def places(database):
    """Places in the file: in each kind of row, and spread evenly over the rest."""
    bytes_ = database.read_bytes()
    whole = content(database)
    named = {}

    def inside(name, value, at=0.5):
        # A long value goes on in other pages; its first part is where it begins.
        found = bytes_.find(value[:48])
        expect(found >= 0, f"{name} should be found in the file")
        named[name] = found + int(min(len(value), 48) * at)

    entries = whole["entries"]
    inside("the first entry", entries[0][1])
    inside("an entry in the middle", entries[len(entries) // 2][1])
    inside("the last entry", entries[-1][1])
    inside("an act's id", whole["acts"][-1][0])
    inside("a tile", whole["tiles"][0][2])
    inside("the last tile", whole["tiles"][-1][2])
    inside("the checkpoint", whole["record"][0][2], at=0.9)
    text = max(whole["texts"], key=lambda row: len(row[-1]))
    inside("a text", text[-1])
    inside("a text's salt", text[-2])
    spread = 1000 if "TRUCE_LONG_TESTS" in os.environ else 48
    for number in range(spread):
        named[f"byte {number * len(bytes_) // spread}"] = number * len(bytes_) // spread
    return named


def changed_store(claims, truce, given):
    record = Record(truce, given.record, given.work / "changed")
    record.settle()
    card = record.card()
    whole = content(record.database)
    pristine = record.database.read_bytes()
    told, harmless = [], []
    with claims("the copy holds before anything is changed"):
        truce("verify", record.folder, "--card", card).expect(0, "PROVED")
    for name, place in places(record.database).items():
        with claims(f"one bit changed in {name} is told, or has changed no answer"):
            for rest in ("-wal", "-shm"):
                Path(f"{record.database}{rest}").unlink(missing_ok=True)
            record.database.write_bytes(pristine)
            flip(record.database, place)
            ended = truce("verify", record.folder, "--card", card)
            expect(ended.code in (0, 1), f"it should end with 0 or 1, not {ended.code}: {ended.said[-400:]}")
            expect(not re.search(r"SELECT|SQLite error", ended.said), f"it should say so in words of its own: {ended.said[-400:]}")
            if ended.code == 1:
                ended.expect(1, "must|DOES NOT HOLD|not hold|could not|contradicts")
                told.append(name)
            elif re.search(r"\d+ texts are not here", ended.out):
                told.append(name)
            else:
                now = content(record.database)
                changed = [table for table in TABLES if now[table] != whole[table]]
                expect(not changed, f"it was found good, though {', '.join(changed)} gave other answers")
                harmless.append(name)
    record.database.write_bytes(pristine)
    with claims("a change in an entry, an id, a tile, a text or the checkpoint is always told"):
        missed = [name for name in harmless if not name.startswith("byte ")]
        expect(not missed, f"not told: {', '.join(missed)}")
    print(f"    told {len(told)}, harmless {len(harmless)}")


def changed_tiles(claims, truce, given):
    record = Record(truce, given.record, given.work / "exported")
    tiles = record.export("tiles")
    card = record.card()
    with claims("an export holds, and not with one bit of any file changed"):
        truce("verify", tiles, "--card", card).expect(0, "PROVED")
        files = sorted(path for path in tiles.rglob("*") if path.is_file())
        expect(len(files) >= 4, "there should be a checkpoint, bundles and tiles")
        for file in files:
            for place in (3, file.stat().st_size // 2):
                flip(file, place)
                ended = truce("verify", tiles, "--card", card)
                flip(file, place)
                expect(ended.code == 1, f"{file.relative_to(tiles)} changed at {place} was taken: {ended.said[:400]}")
        truce("verify", tiles, "--card", card).expect(0, "PROVED")
    with claims("an export lacking any one file does not hold"):
        for file in files:
            away = file.rename(given.work / "away")
            ended = truce("verify", tiles, "--card", card)
            away.rename(file)
            expect(ended.code != 0, f"{file.relative_to(tiles)} was not missed")


# MARK: Another log


def foreign_proof(folder):
    """A proof of a log that is not Truce's: five entries, the fourth proved. (RFC 6962; C2SP signed-note, tlog-checkpoint, tlog-proof.)"""
    entries = [f"entry {number} of another log\n".encode() for number in range(5)]
    leaf = [hashlib.sha256(b"\0" + entry).digest() for entry in entries]

    def node(left, right):
        return hashlib.sha256(b"\1" + left + right).digest()

    left = node(node(leaf[0], leaf[1]), node(leaf[2], leaf[3]))
    root = node(left, leaf[4])
    path = [leaf[2], node(leaf[0], leaf[1]), leaf[4]]
    name = "log.example/foreign"
    key = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"a log for tests").digest())
    public = key.public_key().public_bytes_raw()
    text = f"{name}\n5\n{base64.b64encode(root).decode()}\n"
    signature = base64.b64encode(key_id(name, public) + key.sign(text.encode())).decode()
    hashes = "".join(base64.b64encode(hash).decode() + "\n" for hash in path)
    proof, entry = folder / "foreign.tlog-proof", folder / "foreign.entry"
    proof.write_text(f"c2sp.org/tlog-proof@v1\nindex 3\n{hashes}\n{text}\n— {name} {signature}\n")
    entry.write_bytes(entries[3])
    vkey = f"{name}+{key_id(name, public).hex()}+{base64.b64encode(bytes([1]) + public).decode()}"
    return proof, entry, vkey


def another_log(claims, truce, given):
    proof, entry, vkey = foreign_proof(given.work)
    with claims("a proof of another log holds"):
        truce("verify", proof, "--entry", entry, "--log", vkey).expect(0, "number 3 of the 5", "log.example/foreign")
    with claims("it does not with any byte of it changed, with another entry or with another key"):
        # The last four characters of a signature end in bits that mean nothing.
        for place in range(0, proof.stat().st_size - 5, 7):
            flip(proof, place)
            ended = truce("verify", proof, "--entry", entry, "--log", vkey)
            flip(proof, place)
            expect(ended.code in (1, 2), f"the change at {place} was taken")
        flip(entry, 0)
        truce("verify", proof, "--entry", entry, "--log", vkey).expect(1)
        flip(entry, 0)
        truce("verify", proof, "--entry", entry, "--log", vkey[:-4] + ("AAA=" if not vkey.endswith("AAA=") else "BBB=")).expect(1)
        truce("verify", proof, "--log", vkey).expect(2, "--entry")
        truce("verify", proof, "--entry", entry).expect(1, "card|log")
    with claims("a file that is no proof is told"):
        noise = given.work / "noise.tlog-proof"
        noise.write_bytes(b"c2sp.org/tlog-proof@v1\nindex x\n")
        truce("verify", noise, "--entry", entry, "--log", vkey).expect(1, "tlog-proof")
        noise.write_bytes(b"nothing of the kind")
        truce("verify", noise).expect(2, "receipt")


def main():
    given = arguments.parse(__doc__, "truce", "record", "work")
    claims = Claims()
    truce = Truce(given.truce)
    for part in (running, changed_store, changed_tiles, another_log):
        part(claims, truce, given)
    claims.finish()


if __name__ == "__main__":
    main()
