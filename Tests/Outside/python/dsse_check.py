"""Checks every act's envelope with PyPI's securesystemslib, and how the acts hang together.

usage: dsse_check.py --truce PROGRAM --record FOLDER --work FOLDER

The record is exported first, and its bundles are all that is read. Keys are learned from the record alone: the first act names the heads' keys, and heads
accredit officers. Each check is then shown to fire, on copies of the record in which something was changed.
"""

import base64
import copy
import json

from securesystemslib.dsse import Envelope
from securesystemslib.signer import SSlibKey

import arguments
import bundles
from claims import Claims, expect, expect_failure
from truce import Record, Truce, key_id

PAYLOAD_TYPE = "application/vnd.truce.act+json"

# Where a body cites other acts, by its field's name; everywhere else a hash is of something that is no act.
CITATIONS = {
    "act", "action", "assessment", "assurance", "call", "claim", "counter", "duplicate-of", "edition", "evidence", "exhibit", "finding", "handover", "incident", "into",
    "meeting", "mismatch", "notice", "proposal", "publication", "publications", "remedy", "report", "reports", "request", "statement", "supersedes", "verification",
}


def signer(officer, key):
    """An officer's key for securesystemslib, under the key id that Truce gives as a hint."""
    public = bytes.fromhex(key.removeprefix("ed25519:"))
    return SSlibKey(key_id(officer, public).hex(), "ed25519", "ed25519", {"public": public.hex()})


def verify(envelope, keys):
    expect(envelope["payloadType"] == PAYLOAD_TYPE, f"the payload type should be {PAYLOAD_TYPE}")
    expect(len(envelope["signatures"]) == len(keys), f"there should be {len(keys)} signatures")
    Envelope.from_dict(copy.deepcopy(envelope)).verify(keys, len(keys))


def cited(body):
    for field, value in body.items():
        if field in CITATIONS:
            # A word or a truth of the same name is no citation.
            yield from (id for id in (value if isinstance(value, list) else [value]) if isinstance(id, str) and len(id) == 64)
        elif isinstance(value, dict):
            yield from cited(value)


class Reading:
    """Reads a record from its first act on; raises at the first thing that is not right."""

    def __init__(self, entries):
        expect(entries, "there should be entries")
        self.acts = []
        self.keys = {}
        self.last = {}
        self.received = 0
        self.signatures = self.citations = self.links = 0
        for index, entry in enumerate(entries):
            try:
                self.take(bundles.Act(index, entry))
            except Exception as error:
                raise AssertionError(f"act {index}: {error or type(error).__name__}") from error

    def take(self, act):
        expect(act.received >= self.received, "the time of receipt should not decrease")
        self.received = act.received
        if act.index == 0:
            self.establish(act)
        else:
            expect(act.officer in self.keys, f"{act.officer} should have been accredited")
            verify(act.envelope, [signer(act.officer, self.keys[act.officer])])
            self.signatures += 1
            expect(act.payload["mechanism"] == self.acts[0].id, "it should name the first act's id")
            previous = self.last.get(act.officer, "")
            expect(act.payload["previous"] == previous, "it should name the id of its key's previous act")
            self.links += bool(previous)
            self.last[act.officer] = act.id
        known = {earlier.id for earlier in self.acts}
        expect(act.id not in known, "no act should stand twice")
        for id in cited(act.body):
            expect(id in known, f"it cites {id}, which no act before it has as its id")
            self.citations += 1
        self.acts.append(act)
        if act.kind == "officer.accredit":
            self.keys[f"{act.payload['participant']}/{act.body['desk']}"] = act.body["key"]
            self.last.pop(f"{act.payload['participant']}/{act.body['desk']}", None)
        elif act.kind == "officer.withdraw":
            self.keys = {officer: key for officer, key in self.keys.items() if key != act.body["key"]}

    def establish(self, act):
        expect(act.kind == "mechanism.establish", "a record should begin with its establishment")
        expect(act.payload["mechanism"] == act.payload["previous"] == "", "the first act should have none before it")
        self.keys = {f"{participant['id']}/head": participant["head"] for participant in act.body["participants"]}
        verify(act.envelope, [signer(officer, key) for officer, key in self.keys.items()])
        self.signatures += len(self.keys)
        self.last = {officer: act.id for officer in self.keys}


# MARK: Forging


def forge(entries, index, change):
    """The entries with one of them changed."""
    entry = json.loads(entries[index])
    change(entry)
    return entries[:index] + [json.dumps(entry, separators=(",", ":")).encode()] + entries[index + 1 :]


def change_base64(holder, field, place):
    bytes_ = bytearray(base64.b64decode(holder[field]))
    bytes_[place % len(bytes_)] ^= 1
    holder[field] = base64.b64encode(bytes_).decode()


def change_payload(entry, place):
    """Changes a letter of the payload such that it stays JSON: a digit of the nonce."""
    payload = base64.b64decode(entry["envelope"]["payload"])
    at = payload.index(b'"nonce":"') + len(b'"nonce":"') + place % 32
    digit = b"0" if payload[at : at + 1] != b"0" else b"1"
    entry["envelope"]["payload"] = base64.b64encode(payload[:at] + digit + payload[at + 1 :]).decode()


def change_signature(entry, place, which=0):
    change_base64(entry["envelope"]["signatures"][which], "sig", place)


def main():
    given = arguments.parse(__doc__, "truce", "record", "work")
    claims = Claims()
    entries = bundles.read(Record(Truce(given.truce), given.record, given.work / "record").export("tiles"))
    with claims(f"securesystemslib verifies the envelopes of all {len(entries)} acts, with keys learned from the record"):
        reading = Reading(entries)
        print(f"    {reading.signatures} signatures, {reading.links} links to a key's previous act, {reading.citations} citations of other acts")
        expect(reading.links and reading.citations, "acts should cite one another")

    chosen = sorted({1 + i * (len(entries) - 2) // 12 for i in range(13)})
    with claims("an act whose payload is changed by one digit is refused"):
        for index in chosen:
            expect_failure(lambda: Reading(forge(entries, index, lambda e: change_payload(e, index))), f"act {index} was taken")
    with claims("a signature with any one of its 64 bytes changed is refused"):
        for place in range(64):
            index = chosen[place % len(chosen)]
            expect_failure(lambda: Reading(forge(entries[: index + 1], index, lambda e: change_signature(e, place))), f"byte {place} of act {index} was taken")
    with claims("the first act is refused when any one participant's signature is changed or missing"):
        for which in range(len(json.loads(entries[0])["envelope"]["signatures"])):
            expect_failure(lambda: Reading(forge(entries[:1], 0, lambda e: change_signature(e, 7, which))), f"signature {which} was taken")
            expect_failure(lambda: Reading(forge(entries[:1], 0, lambda e: e["envelope"]["signatures"].pop(which))), f"signature {which} was not missed")
    with claims("an act left out is missed by its own key's chain, or by what cites it"):
        last_by_key = {act.officer: act.index for act in reading.acts}
        citable = [i for i in chosen if last_by_key[reading.acts[i].officer] != i]
        expect(citable, "there should be an act that another follows")
        for index in citable:
            expect_failure(lambda: Reading(entries[:index] + entries[index + 1 :]), f"act {index} was not missed")
    with claims("two acts of one key in the other order are refused"):
        first, second = next(
            (a, b) for a in reading.acts[1:] for b in reading.acts[a.index + 1 :] if a.officer == b.officer)
        swapped = list(entries)
        swapped[first.index], swapped[second.index] = entries[second.index], entries[first.index]
        expect_failure(lambda: Reading(swapped), "the order did not matter")
    with claims("an act signed by one officer is refused in another's name"):
        other = next(a for a in reading.acts[2:] if a.officer != reading.acts[1].officer)

        def exchange(entry):
            entry["envelope"]["signatures"] = json.loads(entries[other.index])["envelope"]["signatures"]

        expect_failure(lambda: Reading(forge(entries, 1, exchange)), "the signature of another was taken")
    claims.finish()


if __name__ == "__main__":
    main()
