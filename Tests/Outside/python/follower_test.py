"""The follower with real processes: beside an honest registry, killed and started again, and against a registry that does what it must not.

usage: follower_test.py --truce PROGRAM --record FOLDER --example FOLDER --work FOLDER
"""

import base64
import hashlib
import json
import os
import re
import signal
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

import arguments
import bundles
from claims import Claims, expect
from hostile import Hostile, Pen, Signer, act_id, canonical, entry, envelope
from truce import PATIENCE, Record, Serving, Truce, flip, free_port, read_address, secret_of

CROSSING = ("--set", "crossing=torkham", "--set", "conditions=[{condition: open}]", "--set", "since=2025-11-01T00:00:00Z", "--audience", "public")


class Follower:
    """A follower's folder, and the command that keeps it."""

    def __init__(self, truce, address, card, key, folder):
        self.truce, self.folder, self.card = truce, Path(folder), card
        self.arguments = ["follow", address, "--card", card, "--key", key, "--data", folder]

    def once(self):
        return self.truce(*self.arguments, "--once")

    @contextmanager
    def serving(self, *more):
        """The follower while it serves its own site."""
        log = open(f"{self.folder}.log", "w+b")
        process = subprocess.Popen(
            [self.truce.program, *map(str, self.arguments), "--every", "1", "--serve", f"127.0.0.1:{free_port()}", *map(str, more)],
            stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)
        try:
            yield Serving(process, read_address(process, log))
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(PATIENCE)
            log.close()

    def evidence(self, kind):
        """The evidence files of one kind."""
        return sorted((self.folder / "evidence").glob(f"{kind}-*.json"))

    @property
    def size(self):
        said = self.truce("verify", self.folder, "--card", self.card, "--json")
        return said.json["size"] if said.code == 0 else None


def waiting(check, what):
    """Waits until something is so."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if check():
            return
        time.sleep(0.1)
    raise AssertionError(f"{what} should have come about")


def convinces(truce, card, file, *words):
    """That a third person with nothing but the card is convinced by a file, and by no file with a byte changed."""
    truce("verify", file, "--card", card).expect(0, "PROVED", *words)
    size = file.stat().st_size
    for place in sorted({*range(size // 37, size, max(1, size // 23)), size - 2}):
        flip(file, place)
        ended = truce("verify", file, "--card", card)
        flip(file, place)
        expect(ended.code in (1, 2), f"the change at {place} of {size} was taken: {ended.said[:300]}")
    truce("verify", file, "--card", card).expect(0)


# MARK: An honest registry


def honest(claims, truce, given):
    record = Record(truce, given.record, given.work / "honest")
    card, key = record.card(), record.key("pakistan/liaison-1")
    copy = given.work / "copy"
    with truce.serving("serve", record.folder) as site:
        follower = Follower(truce, site.address, card, key, copy)
        with claims("a follower copies the record, which verifies like the registry's own, texts and all"):
            follower.once().expect(0, rf"has {record.size} acts")
            theirs, mine = (truce("verify", folder, "--card", card).expect(0, "PROVED").out for folder in (record.folder, copy))
            expect(theirs == mine, f"both should prove the same:\n{theirs}\n{mine}")
            truce("export", copy, given.work / "copy-tiles").expect(0)
            truce("export", record.folder, given.work / "honest-tiles").expect(0)
            for path in sorted((given.work / "honest-tiles").rglob("*")):
                if path.is_file():
                    other = given.work / "copy-tiles" / path.relative_to(given.work / "honest-tiles")
                    expect(path.read_bytes() == other.read_bytes(), f"{path.name} should be the same in both exports")
            truce("report", copy).expect(0, "<!doctype html>")
            due = [truce("due", folder, "--json").expect(0).json for folder in (record.folder, copy)]
            expect(due[0] == due[1] and due[0]["size"] == record.size, "both should say that the same is due")
        with claims("nothing is an alarm, now or on a second look"):
            follower.once().expect(0)
            expect(not (copy / "evidence").exists(), "there should be no evidence")
        with claims("another key than an officer's, and another card, are told"):
            truce("keys", "new", "pakistan/nobody", "--out", given.work / "nobody.key").expect(0)
            truce("follow", site.address, "--card", card, "--key", given.work / "nobody.key", "--data", given.work / "none", "--once").expect(1, "ALARM", "pakistan/nobody")
            wrong = given.work / "wrong.card"
            text = card.read_text()
            digits = text.index("first ") + 6
            wrong.write_text(text[:digits] + ("0" if text[digits] != "0" else "1") + text[digits + 1:])
            truce("follow", site.address, "--card", wrong, "--key", key, "--data", copy, "--once").expect(1, "card")
        with follower.serving() as mine:
            with claims("it serves the same site from its copy, and says on every page that it is one"):
                for path in ("/", "/incidents", "/commitments", "/acts", "/record", "/copies"):
                    text = mine.get(path).text
                    expect("A copy kept by" in text and site.address in text, f"{path} should say whose copy it is")
                expect("A copy kept by" not in site.get("/").text, "the registry's own pages should not")
                expect("Agrees" in mine.get("/copies").text, "the copies should agree")
                expect(mine.get("/checkpoint").body == site.get("/checkpoint").body, "both should show the same checkpoint")
            with claims("an act handed in there is in the record, and its receipt verifies"):
                receipt = given.work / "through.tlog-proof"
                truce("act", "crossing.report", "--key", record.key("afghanistan/liaison-1"), *CROSSING, "--to", mine.address, "--receipt", receipt).expect(0, "in the record")
                truce("verify", receipt, "--card", card).expect(0, "crossing.report", "afghanistan/liaison-1")
            with claims("one after the other, each follows the one before"):
                for _ in range(3):
                    truce("act", "crossing.report", "--key", record.key("afghanistan/liaison-1"), *CROSSING, "--to", mine.address).expect(0, "in the record")
            with claims("an act that the rules refuse comes back with the registry's signed refusal, which runs again as right"):
                ended = truce("act", "finding.concur", "--key", record.key("afghanistan/liaison-1"), "--set", f"finding={'0' * 64}", "--offline", given.work / "refused.json")
                ended.expect(0)
                answer = mine.post("/api/v1/acts", (given.work / "refused.json").read_bytes())
                expect(answer.status == 422, f"it answered {answer.status}: {answer.text[:300]}")
                (given.work / "refusal.txt").write_text(answer.json["refusal"])
                truce("verify", given.work / "refusal.txt", "--card", card).expect(0, "signed this refusal", "--record")
                truce("verify", given.work / "refusal.txt", "--card", card, "--record", record.folder, "--act", given.work / "refused.json").expect(0, "It was right")


def killed(claims, truce, given):
    """Catching up from far behind, ended in the middle of it again and again."""
    record = Record(truce, given.record, given.work / "killed")
    card, key = record.card(), record.key("qatar/envoy-1")
    long = Long(truce, record, 10_000 if "TRUCE_LONG_TESTS" in os.environ else 3_000)
    with long.hostile.serving() as address:
        follower = Follower(truce, address, card, key, given.work / "resumed")
        began = time.monotonic()
        with claims(f"a copy of {long.hostile.size} acts, killed while it catches up, goes on from where it was and verifies"):
            kills, fetched = 0, []
            while kills < 40:
                long.hostile.asked.clear()
                process = subprocess.Popen([truce.program, *map(str, follower.arguments), "--once"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                try:
                    process.wait(0.08 + 0.02 * (kills % 8))
                    fetched.append(sum("/tile/entries/" in path for path in long.hostile.asked))
                    break
                except subprocess.TimeoutExpired:
                    process.send_signal(signal.SIGKILL)
                    process.wait()
                    fetched.append(sum("/tile/entries/" in path for path in long.hostile.asked))
                    kills += 1
            follower.once().expect(0, f"has {long.hostile.size} acts")
            expect(kills > 1, "it should have been killed more than once")
            there = -(-long.hostile.size // 256)
            # Four bundles are kept at once: what was under way at a kill is fetched again, and no more.
            expect(sum(fetched) <= there + 4 * kills, f"what was kept should not be fetched again: {fetched} bundles of {there}")
            truce("verify", follower.folder, "--card", card).expect(0, "PROVED", f"{long.hostile.size} acts")
        fresh = Follower(truce, address, card, key, given.work / "fresh")
        with claims("the same from nothing, at once, without an alarm"):
            began = time.monotonic()
            fresh.once().expect(0)
            print(f"    {long.hostile.size} acts in {time.monotonic() - began:.1f} s; killed {kills} times before")
        with claims("a look at a registry with nothing new is one request"):
            long.hostile.asked.clear()
            fresh.once().expect(0)
            expect(long.hostile.asked == ["GET /checkpoint"], f"it asked {long.hostile.asked}")


def interrupted(claims, truce, given):
    """The registry away while an act is lodged; the follower killed with the act waiting."""
    record = Record(truce, given.record, given.work / "interrupted")
    card, key = record.card(), record.key("pakistan/liaison-1")
    port = free_port()
    follower = Follower(truce, f"http://127.0.0.1:{port}", card, key, given.work / "lodging")

    @contextmanager
    def registry():
        with open(given.work / "interrupted.log", "w+b") as log:
            process = subprocess.Popen([truce.program, "serve", str(record.folder), "--listen", f"127.0.0.1:{port}"], stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)
            try:
                yield Serving(process, read_address(process, log))
            finally:
                process.send_signal(signal.SIGINT)
                process.wait(PATIENCE)

    with registry():
        follower.once().expect(0)
    acts = []
    with follower.serving() as mine:
        with claims("with the registry away an act is lodged with a signed time, and waits"):
            for _ in range(2):
                said = truce("act", "crossing.report", "--key", record.key("afghanistan/liaison-1"), *CROSSING, "--to", mine.address, "--json").expect(0).json
                expect(said["outcome"] == "waiting", f"it should wait: {said}")
                acts.append(said["act"])
            told = mine.get(f"/api/v1/outcomes/{acts[0]}").json
            expect(told["outcome"] == "waiting" and told["lodging"]["participant"] == "pakistan", str(told))
        with claims("the page says that acts wait and that the registry does not answer"):
            waiting(lambda: "The registry does not answer" in mine.get("/copies").text, "an alarm that the registry does not answer")
            expect("wait for the registry's answer: 2" in mine.get("/copies").text, "two acts should wait")
        mine.process.send_signal(signal.SIGKILL)
        mine.process.wait()
    with registry(), follower.serving() as mine:
        with claims("after a kill, and with the registry back, both acts are in the record in their order, with receipts"):
            waiting(lambda: all(mine.get(f"/api/v1/outcomes/{act}").json["outcome"] == "recorded" for act in acts), "both acts recorded")
            told = [mine.get(f"/api/v1/outcomes/{act}").json for act in acts]
            expect(told[0]["index"] + 1 == told[1]["index"], str([one["index"] for one in told]))
            for number, one in enumerate(told):
                file = given.work / f"lodged-{number}.tlog-proof"
                file.write_text(one["receipt"])
                truce("verify", file, "--card", card).expect(0, one["act"])
        with claims("the alarm is over, and the copies agree"):
            waiting(lambda: "Agrees" in mine.get("/copies").text, "agreement")
            waiting(lambda: not any(alarm["stands"] for alarm in mine.get("/api/v1/copies").json["alarms"]), "no alarm that stands")


class Long:
    """The demo's record gone on with, by acts that this check signs, and served by a registry of its own."""

    def __init__(self, truce, record, size):
        self.truce, self.record = truce, record
        self.card, self.signer = record.card(), Signer(*secret_of(record.folder / "registry.key"))
        start = record.folder.parent / f"{record.folder.name}-start"
        entries = bundles.read(start if start.exists() else record.export(start.name))
        acts = [bundles.Act(index, one) for index, one in enumerate(entries)]
        self.acts = acts
        self.pen = Pen(acts[0].id, acts[-1].payload["rules"], {act.officer: act.id for act in acts})
        for act in acts[:1]:
            for participant in act.body["participants"]:
                self.pen.last.setdefault(f"{participant['id']}/head", act.id)
        self.received = acts[-1].received
        self.guarantor = Signer(*secret_of(record.key("qatar/envoy-1")))
        while len(entries) < size:
            entries.append(self.next())
        texts = {}
        for place, slot, language, salt, text in record.rows("SELECT entry, slot, language, salt, text FROM texts ORDER BY entry, place"):
            texts.setdefault(place, []).append({"slot": slot, "language": language, "salt": base64.b64encode(salt).decode(), "text": text.decode()})
        self.hostile = Hostile(self.signer, entries, texts)

    def entry(self, envelope, received=None):
        self.received = received if received is not None else self.received + 1000
        return entry(self.received, envelope)

    def crossing(self, signer=None, crossing="torkham"):
        body = {"crossing": crossing, "conditions": [{"traffic": None, "condition": "open"}], "since": 1762000000000, "until": None, "reason": None}
        return self.pen.act("crossing.report", signer or self.guarantor, body)

    def next(self, **more):
        return self.entry(self.crossing(), **more)


def cosigning(claims, truce, given):
    """A record whose quorum is a follower that cosigns under a key of its own, and a registry that forks under it."""
    folder, keys = given.work / "cosigned", given.work / "cosigned-keys"
    heads = []
    for participant in ("afghanistan", "pakistan", "qatar", "turkiye", "monitors", "secretariat"):
        truce("keys", "new", f"{participant}/head", "--out", keys / f"{participant}.key").expect(0)
        heads += ["--key", keys / f"{participant}.key"]
    vkey = truce("witness", "--data", given.work / "cosigner", "--name", "qatar.example/follower").expect(0).out.strip()
    ports = free_port(), free_port()
    policy = given.work / "cosigned-policy.txt"
    policy.write_text(f"witness qatar {vkey} http://127.0.0.1:{ports[1]}/witness\nquorum qatar\n")
    truce("init", folder, "--agreement", given.example / "agreement.yaml", "--witnesses", policy, *heads).expect(0, "in force")
    card = given.work / "cosigned.card"
    card.write_text(truce("card", folder).expect(0).out)

    @contextmanager
    def process(*arguments):
        with open(given.work / f"cosigned-{arguments[0]}.log", "w+b") as log:
            running = subprocess.Popen([truce.program, *map(str, arguments)], stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)
            try:
                yield Serving(running, read_address(running, log))
            finally:
                running.send_signal(signal.SIGINT)
                running.wait(PATIENCE)

    def publish(number, site):
        truce("act", "publication.record", "--key", keys / "secretariat.key", "--set", f"content={hashlib.sha256(b'%d' % number).hexdigest()}",
              "--set", "basis=unknown", "--text", f"headline=Number {number}", "--to", site.address).expect(0, "in the record")

    copy = given.work / "cosigned-copy"
    serving = ("serve", folder, "--listen", f"127.0.0.1:{ports[0]}")
    following = ("follow", f"http://127.0.0.1:{ports[0]}", "--card", card, "--key", keys / "qatar.key", "--data", copy, "--every", "1",
                 "--serve", f"127.0.0.1:{ports[1]}", "--cosign", given.work / "cosigner" / "witness.key")
    with process(*serving) as site:
        with process(*following) as mine:
            with claims("a follower cosigns what it has replayed, and so the quorum is met"):
                for number in range(5):
                    publish(number, site)
                waiting(lambda: site.get("/api/v1/record").json.get("cosigned", {}).get("size") == site.get("/api/v1/overview").json["checkpoint"], "the quorum")
                expect("qatar.example/follower" in site.get("/checkpoint/cosigned").text, "its line should stand on the checkpoint")
            with claims("the copy shows as cosigned what the registry does, and verifies"):
                waiting(lambda: mine.get("/checkpoint/cosigned").body == site.get("/checkpoint/cosigned").body, "the same cosigned checkpoint")
                truce("verify", copy, "--card", card).expect(0, "witnesses' quorum has cosigned")
            with claims("it cosigns no other record that the registry signs, and has evidence of it"):
                signer = Signer(*secret_of(folder / "registry.key"))
                entries = bundles.read(Record(truce, folder, given.work / "cosigned-fork").export("cosigned-fork-tiles"))
                known = len(entries)
                one = json.loads(entries[-1])
                forked = Hostile(signer, [*entries[:-1], canonical({**one, "received": one["received"] + 1}), entries[-1]])
                body = f"old {known}\n\n{forked.checkpoint()}".encode()
                answer = mine.ask("POST", "/witness/add-checkpoint", body)
                expect(answer.status in (409, 422, 503), f"it answered {answer.status}: {answer.text}")
                twin = Hostile(signer, [*entries[:-1], canonical({**one, "received": one["received"] + 1})])
                expect(mine.ask("POST", "/witness/add-checkpoint", f"old {known}\n\n{twin.checkpoint()}".encode()).status == 422, "another root at the same size should be refused")
                waiting(lambda: any(alarm["kind"] == "split-view" for alarm in mine.get("/api/v1/copies").json["alarms"]), "an alarm of a split view")
            name = next(alarm["evidence"] for alarm in mine.get("/api/v1/copies").json["alarms"] if alarm["kind"] == "split-view")
            convinces(truce, card, copy / name.removeprefix("/"), "two records under one name")
        with claims("away, it leaves the quorum unmet, and admission goes on; back, it cosigns again"):
            publish(10, site)
            size = site.get("/api/v1/overview").json["checkpoint"]
            expect(site.get("/api/v1/record").json["cosigned"]["size"] < size, "the last act should not be cosigned")
            with process(*following):
                waiting(lambda: site.get("/api/v1/record").json["cosigned"]["size"] == size, "the quorum again")
    with claims("the registry's key is replaced under it: it cosigns on under the next key, and nobody has started it again"):
        told = truce("keys", "registry", folder).expect(0).out
        verifier = re.search(r"registry='([^']+)'", told).group(1)
        act = lambda head, kind, *more: truce("act", kind, "--key", keys / f"{head}.key", "--to", site.address, "--json", *more).expect(0).json
        cosigned = lambda: site.get("/api/v1/record").json["cosigned"]["size"] == site.get("/api/v1/overview").json["checkpoint"]
        with process(*serving) as site, process(*following) as mine:
            waiting(cosigned, "the quorum before")
            proposal = act("afghanistan", "registry.replace", "--set", f"registry={verifier}", "--set", f"witnesses=log {verifier}\n{policy.read_text()}")
            last = act("pakistan", "joint.assent", "--set", f"act={proposal['act']}")
            expect(site.get("/api/v1/record").json["registry"] == verifier, "the next key should be in force")
            waiting(cosigned, "the quorum under the next key")
            publish(11, site)
            waiting(cosigned, "the quorum again")
            note = site.get("/checkpoint/cosigned").text
            expect("qatar.example/follower" in note and int(note.split("\n")[1]) > int(last["index"]) + 1, note)
            (given.work / "cosigned-next.checkpoint").write_text(note)
            told = site.get("/api/v1/record").json["registrations"]
            expect([one["change"] for one in told] == ["begun", "key"] and told[-1]["registry"] == verifier, str(told))
            expect("key was replaced" in mine.get("/record").text, "the copy's page should tell it too")


# MARK: A registry that does what it must not


def hostile(claims, truce, given):
    record = Record(truce, given.record, given.work / "hostile")
    card, key = record.card(), record.key("pakistan/liaison-1")

    def begin(name, more=8):
        base = Long(truce, record, 0)
        base.start = list(base.hostile.entries)
        base.more = [base.next() for _ in range(more)]
        base.folder = given.work / name
        return base

    def after(claim, name, kind, words, first, then, fresh=False):
        """A registry that is honest first and shows something else then is caught, with evidence that convinces."""
        with claims(claim):
            base = begin(name)
            base.hostile.show(first(base))
            with base.hostile.serving() as address:
                follower = Follower(truce, address, card, key, base.folder)
                if not fresh:
                    follower.once().expect(0)
                had = follower.size if not fresh else None
                then(base)
                follower.once().expect(1, "ALARM", kind, "evidence/")
                file, = follower.evidence(kind)
                convinces(truce, card, file, *words)
                if not fresh:
                    expect(follower.size == had, f"the copy should stay what it had, {had}, and is {follower.size}")
                # A second look finds the same and writes nothing more; an honest record after it does not end the alarm.
                follower.once().expect(1, kind)
                expect(len(follower.evidence(kind)) == 1, "the same finding should be written once")
                base.hostile.show(base.start + base.more)
                follower.once().expect(1, kind)
                expect(follower.size == len(base.start + base.more), "it should go on with an honest record")
                return file

    def altered(one, **changes):
        return canonical({**json.loads(one), **changes})

    with claims("an honest record served by the same code raises no alarm"):
        base = begin("calm")
        with base.hostile.serving() as address:
            follower = Follower(truce, address, card, key, base.folder)
            follower.once().expect(0)
            base.hostile.show(base.start + base.more[:3])
            follower.once().expect(0)
            base.hostile.show(base.start + base.more)
            follower.once().expect(0)
            expect(not (base.folder / "evidence").exists(), "there should be no evidence")

    received = lambda one: json.loads(one)["received"]
    after(
        "a fork is caught: a larger record that does not begin with the one before", "fork", "split-view", ("two records under one name",),
        lambda b: b.start,
        lambda b: b.hostile.show([*b.start[:-3], altered(b.start[-3], received=received(b.start[-3]) - 1), *b.start[-2:], *b.more]))
    after("a fork is caught: the same size with another root", "twin", "split-view", ("with different roots",),
          lambda b: b.start + b.more[:2], lambda b: b.hostile.show([*b.start, b.more[0], altered(b.more[1], received=received(b.more[1]) + 1)]))
    after("a fork is caught: a smaller record that this one does not begin with", "back", "split-view", ("two records under one name",),
          lambda b: b.start + b.more[:4], lambda b: b.hostile.show([*b.start, altered(b.more[0], received=received(b.more[0]) + 1)]))
    after("a dropped act is caught: its officer's next act names it", "drop", "rule-broken", ("previous",),
          lambda b: b.start, lambda b: b.hostile.show([*b.start, *b.more[:2], *b.more[3:]]))
    after("acts in another order are caught", "reorder", "rule-broken", ("does not hold",),
          lambda b: b.start, lambda b: b.hostile.show([*b.start, b.more[1], b.more[0]]))
    after("a time of receipt before the one before is caught", "backwards", "rule-broken", ("time of receipt",),
          lambda b: b.start, lambda b: b.hostile.show([*b.start, b.more[0], altered(b.more[1], received=received(b.more[0]) - 1)]))

    after("an officer forged is caught: an act of a desk that nobody accredited", "stranger", "rule-broken", ("accredited",),
          lambda b: b.start, lambda b: b.hostile.show([*b.start, b.entry(b.crossing(Signer.made("qatar/stranger")))]))

    def stolen(b):
        thief = Signer("qatar/envoy-1", os.urandom(32))
        pen = Pen(b.acts[0].id, b.pen.rules, {act.officer: act.id for act in b.acts})
        body = {"crossing": "torkham", "conditions": [{"traffic": None, "condition": "closed"}], "since": 1762000000000, "until": None, "reason": "other"}
        b.hostile.show([*b.start, entry(received(b.start[-1]) + 5, pen.act("crossing.report", thief, body))])
    after("an officer forged is caught: another key signs in the name of a desk", "thief", "rule-broken", ("not signed by the key",),
          lambda b: b.start, stolen)
    def misapply(b):
        pen = Pen(b.acts[0].id, b.pen.rules, {act.officer: act.id for act in b.acts})
        body = {"crossing": "nowhere", "conditions": [{"traffic": None, "condition": "closed"}], "since": 1762000000000, "until": None, "reason": "other"}
        b.hostile.show([*b.start, entry(received(b.start[-1]) + 5, pen.act("crossing.report", b.guarantor, body))])
    after("a rule misapplied is caught: an act admitted that the rules refuse", "misapply", "rule-broken", ("The rules refuse",),
          lambda b: b.start, misapply)
    after("a wholly invented record is caught by the card", "invented", "wrong-record", ("another record",),
          lambda b: b.start, lambda b: b.hostile.show([altered(b.start[0], received=received(b.start[0]) - 1), *b.start[1:]]), fresh=True)

    with claims("evidence against one registry proves nothing under another card, and none without a card"):
        other = given.work / "another.card"
        stranger = Signer.made("another.example/log")
        other.write_text(re.sub(r"^(origin|registry) .*$", lambda m: f"{m[1]} {stranger.name if m[1] == 'origin' else stranger.vkey}", card.read_text(), flags=re.MULTILINE))
        split = next((given.work / "fork" / "evidence").glob("split-view-*.json"))
        truce("verify", split, "--card", other).expect(1, "proves nothing")
        truce("verify", split).expect(2, "--card")

    # Where nothing signed proves it, an alarm says so, and is over when it is.
    def trouble(claim, name, words, change):
        with claims(claim):
            base = begin(name)
            base.hostile.show(base.start)
            with base.hostile.serving() as address:
                follower = Follower(truce, address, card, key, base.folder)
                follower.once().expect(0)
                base.hostile.show(base.start + base.more)
                base.hostile.changed = change(base)
                follower.once().expect(1, "ALARM", *words)
                expect(not (base.folder / "evidence").exists(), "there should be no evidence")
                base.hostile.changed = {}
                follower.once().expect(0, "Over")
                expect(follower.size == base.hostile.size, "it should have caught up")

    trouble("a tile that does not hash to the checkpoint is told", "tile", ("tiles",), lambda b: {"/tile/0/": (200, bytes(32 * ((len(b.start) + len(b.more)) % 256)))})
    trouble("a bundle that is not the checkpoint's is told", "bundle", ("entry",), lambda b: {"/tile/entries/": (200, b.hostile.tile("entries", 0, 256)[:-1] + b" ")})
    trouble("a withheld bundle is told", "withheld", ("entries|403",), lambda b: {"/tile/entries/": (403, {"reason": "Not for you."})})
    trouble("withheld texts are told", "texts", ("texts|404",), lambda b: {"/api/v1/texts": (404, {"reason": "None."})})
    trouble("a checkpoint signed by somebody else is told", "unsigned", ("signed",), lambda b: {"/checkpoint": (200, Signer(b.signer.name, os.urandom(32)).note(b.hostile.checkpoint().split("\n\n")[0] + "\n").encode())})
    trouble("a registry that does not make sense is told", "noise", ("checkpoint",), lambda b: {"/checkpoint": (200, os.urandom(200))})

    with claims("a text that is not the one committed to is told, and left out of the copy"):
        base = begin("words")
        place = next(iter(base.hostile.texts))
        base.hostile.texts[place] = [{**base.hostile.texts[place][0], "text": "Other words."}, *base.hostile.texts[place][1:]]
        with base.hostile.serving() as address:
            follower = Follower(truce, address, card, key, base.folder)
            follower.once().expect(1, "ALARM", "texts")
            truce("verify", base.folder, "--card", card).expect(0, "1 texts are not here")

    dishonest_answers(claims, truce, given, begin, card, key)


def dishonest_answers(claims, truce, given, begin, card, key):
    """Answers to acts that were handed in at the follower."""
    def lodge(base, mine, desk="afghanistan/liaison-1"):
        return truce("act", "crossing.report", "--key", base.record.key(desk), *CROSSING, "--to", mine.address, "--json")

    def alarmed(mine, kind):
        return any(alarm["kind"] == kind and alarm.get("evidence") for alarm in mine.get("/api/v1/copies").json["alarms"])

    with claims("an act that was receipted and dropped is caught by its receipt"):
        base = begin("receipted")
        base.hostile.show(base.start)

        def receipt_and_drop(submission):
            entries = [*base.start, base.entry(submission["envelope"])]
            base.hostile.show(base.start + base.more)
            return 201, {"index": len(base.start), "act": "", "receipt": base.hostile.receipt(entries, len(base.start))}

        base.hostile.on_act = receipt_and_drop
        with base.hostile.serving() as address:
            follower = Follower(truce, address, card, key, base.folder)
            follower.once().expect(0)
            with follower.serving() as mine:
                lodge(base, mine).expect(0)
                waiting(lambda: alarmed(mine, "split-view"), "an alarm of a split view")
                name = next(alarm["evidence"] for alarm in mine.get("/api/v1/copies").json["alarms"] if alarm["kind"] == "split-view")
                expect(mine.get(name).body == follower.evidence("split-view")[0].read_bytes(), "the page should give the evidence")
                expect("Alarms that stand: 1" in mine.get("/").text, "every page should say that an alarm stands")
            convinces(truce, card, follower.evidence("split-view")[0], "two records under one name")

    with claims("a refusal that the rules do not bear out is caught, by the follower and by whoever has record and act"):
        base = begin("refusing")
        base.hostile.show(base.start)

        def refuse(submission):
            act = act_id(base64.b64decode(submission["envelope"]["payload"]))
            base.refusal = base.hostile.refusal(act, len(base.start), bundles.Act(0, base.start[-1]).received + 1, "crossing.listed", "No.")
            base.submission = submission
            return 422, {"refusal": base.refusal, "rule": "crossing.listed", "reason": "No."}

        base.hostile.on_act = refuse
        with base.hostile.serving() as address:
            follower = Follower(truce, address, card, key, base.folder)
            follower.once().expect(0)
            with follower.serving() as mine:
                lodge(base, mine).expect(1, "Refused")
                waiting(lambda: alarmed(mine, "wrong-refusal"), "an alarm of a wrong refusal")
                answer = mine.get(f"/evidence/{follower.evidence('wrong-refusal')[0].name}")
                expect(answer.status == 403, "evidence with entries in it should be for participants")
            convinces(truce, card, follower.evidence("wrong-refusal")[0], "the rules admit it")
        refusal, act, mine = (given.work / name for name in ("wrong-refusal.txt", "wrong-refusal.json", "my-evidence.json"))
        refusal.write_text(base.refusal)
        act.write_bytes(canonical(base.submission))
        truce("verify", refusal, "--card", card, "--record", follower.folder, "--act", act, "--evidence", mine).expect(1, "It was wrong")
        truce("verify", mine, "--card", card).expect(0, "the rules admit it")

    with claims("an act that is neither recorded nor refused, while the record goes on for days, is caught"):
        base = begin("delaying")
        base.hostile.show(base.start)
        with base.hostile.serving() as address:
            follower = Follower(truce, address, card, key, base.folder)
            follower.once().expect(0)
            with follower.serving() as mine:
                lodge(base, mine).expect(0, "waiting")
                base.hostile.show([*base.start, base.more[0], base.more[1]])
                waiting(lambda: mine.get("/api/v1/copies").json["size"] == len(base.start) + 2, "two acts more")
                expect(not alarmed(mine, "delay"), "two acts more should be no delay")
                last = base.received
                base.hostile.show([*base.start, *base.more, base.next(received=last + 80 * 3_600_000)])
                waiting(lambda: alarmed(mine, "delay"), "an alarm of a delay")
            convinces(truce, card, follower.evidence("delay")[0], "without it")


# MARK: Time


def times(claims, truce, given):
    """A record that is no rehearsal, with a witness, made by this check from its first act on."""
    registry, witness = Signer.made("hostile.example/timed"), Signer.made("witness.example/w", 4)
    roles = [("north", "party"), ("south", "party"), ("lake", "guarantor"), ("desk", "secretariat")]
    heads = {name: Signer.made(f"{name}/head") for name, _ in roles}
    sample = bundles.Act(0, bundles.read(Record(truce, given.record, given.work / "timed").export("timed-tiles"))[0])
    now = int(time.time() * 1000)
    body = {
        **sample.body, "origin": registry.name, "registry": registry.vkey, "rehearsal": False,
        "witnesses": f"log {registry.vkey}\nwitness w {witness.vkey} https://witness.example\nquorum w\n",
        "participants": [{"id": name, "name": name.title(), "role": role, "head": f"ed25519:{heads[name].public.hex()}", "recovery": {"needed": 0, "keys": []}} for name, role in roles],
    }
    payload = {**sample.payload, "desk": "head", "participant": "north", "nonce": "0" * 32, "body": body}
    first = envelope(payload, list(heads.values()))
    act = act_id(canonical(payload))
    pen = Pen(act, payload["rules"], {f"{name}/head": act for name, _ in roles})
    key = given.work / "north.key"
    key.write_text(heads["north"].secret + "\n")

    def record(*received):
        made = Pen(pen.mechanism, pen.rules, pen.last)
        entries = [entry(received[0], first)]
        for moment in received[1:]:
            officer = Signer.made(f"desk/officer-{moment}")
            body = {"key": f"ed25519:{officer.public.hex()}", "desk": f"officer-{moment}", "functions": ["publication"]}
            entries.append(entry(moment, made.act("officer.accredit", heads["desk"], body)))
        return entries

    def follow(name, entries):
        base = Hostile(registry, entries)
        card = given.work / f"{name}.card"
        card.write_text(f"truce/card/v1\norigin {registry.name}\nregistry {registry.vkey}\nfirst {hashlib.sha256(entries[0]).hexdigest()}\nwitnesses\n{body['witnesses']}")
        return base, card

    minute = 60_000
    with claims("times of receipt that the witness's times bear out are no alarm"):
        entries = record(now - 90 * minute, now - 60 * minute, now - 30 * minute, now - minute)
        base, card = follow("calm-times", entries)
        base.show(entries[:3])
        base.cosigned = witness.cosign(base.checkpoint(), (now - 30 * minute) // 1000 + 1)
        with base.serving() as address:
            follower = Follower(truce, address, card, key, given.work / "calm-times")
            follower.once().expect(0)
            base.show(entries)
            base.cosigned = witness.cosign(base.checkpoint(), now // 1000)
            follower.once().expect(0)
            expect(not (follower.folder / "evidence").exists(), "there should be no evidence")
    with claims("a backdated act is caught: a witness had cosigned the record without it, long after it says to have come"):
        entries = record(now - 90 * minute, now - 60 * minute, now - 40 * minute)
        base, card = follow("backdated", entries)
        base.show(entries[:2])
        base.cosigned = witness.cosign(base.checkpoint(), now // 1000 - 10 * 60)
        with base.serving() as address:
            follower = Follower(truce, address, card, key, given.work / "backdated")
            follower.once().expect(0)
            base.show(entries)
            follower.once().expect(1, "ALARM", "wrong-time", "backdated")
            convinces(truce, card, follower.evidence("wrong-time")[0], "backdated")
    with claims("a postdated act is caught: a witness had cosigned it long before it says to have come"):
        entries = record(now - 90 * minute, now - 60 * minute, now - minute)
        base, card = follow("postdated", entries)
        base.cosigned = witness.cosign(base.checkpoint(), now // 1000 - 20 * 60)
        with base.serving() as address:
            follower = Follower(truce, address, card, key, given.work / "postdated")
            follower.once().expect(1, "ALARM", "wrong-time", "postdated")
            convinces(truce, card, follower.evidence("wrong-time")[0], "postdated")
    with claims("a registry whose clock runs ahead of this machine's is told, though nothing signed proves it"):
        entries = record(now - 90 * minute, now + 60 * minute)
        base, card = follow("ahead", entries)
        with base.serving() as address:
            follower = Follower(truce, address, card, key, given.work / "ahead")
            follower.once().expect(1, "ALARM", "clock")
            expect(not (follower.folder / "evidence").exists(), "there should be no evidence")


def main():
    given = arguments.parse(__doc__, "truce", "record", "example", "work")
    claims = Claims()
    truce = Truce(given.truce)
    for part in (honest, interrupted, killed, cosigning, hostile, times):
        part(claims, truce, given)
    claims.finish()


if __name__ == "__main__":
    main()
