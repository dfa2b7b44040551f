"""Bad input at the command line: one clear sentence, the right exit code, nothing lost and nothing half-written.

usage: command_line_test.py --truce PROGRAM --record FOLDER --example FOLDER --work FOLDER
"""

import base64
import json
import os
import re
import shutil
from datetime import datetime, timedelta
from pathlib import Path

import arguments
import bundles
from claims import Claims, expect
from store import Store
from truce import Record, Truce, secret_of, signer_key

REFUSED, MISUSE = 1, 2


class Bench:
    """A record to try things on, and what must not change while acts are refused."""

    def __init__(self, given):
        self.truce = Truce(given.truce)
        self.work = Path(given.work)
        self.example = Path(given.example)
        self.demo = given.record
        self.record = Record(self.truce, given.record, self.work / "record")
        self.made = 0

    def file(self, name, content):
        path = self.work / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def new_key(self, desk):
        self.made += 1
        path = self.work / f"new-{self.made}.key"
        self.truce("keys", "new", desk, "--out", path).expect(0)
        return path

    def state(self):
        """Everything in the record's folder, but the locks and logs of whoever opened it, and what keys remember of their acts."""
        rows = self.record.rows("SELECT size, hex(checkpoint) FROM record") + self.record.rows("SELECT count(*) FROM texts")
        names = sorted(str(path) for path in self.record.folder.rglob("*") if not path.name.endswith((".lock", "-wal", "-shm", ".chain")))
        return rows, names

    def refuse(self, ended, code, *words):
        """That a run ended so and left the record as it was."""
        ended.expect(code, *words)
        expect(self.state() == self.before, "the record should be as it was")
        return ended

    def __enter__(self):
        self.before = self.state()
        return self

    def __exit__(self, *error):
        pass


def crossing(bench, key, *more, to=True):
    """A small act that any liaison desk may sign."""
    target = ("--to", bench.record.folder) if to else ()
    return bench.truce(
        "act", "crossing.report", "--key", key, "--set", "crossing=torkham", "--set", "conditions=[{condition: open}]",
        "--set", "since=2025-11-01T00:00:00Z", "--audience", "public", *target, *more)


def misuse(claims, bench):
    liaison = bench.record.key("pakistan/liaison-1")
    with claims("an unknown kind of act is misuse, and the kinds there are are named"), bench:
        bench.refuse(
            bench.truce("act", "report.fil", "--key", liaison, "--to", bench.record.folder), MISUSE, "report.fil", "report.file")
    with claims("an unknown command, option or missing argument is misuse"):
        for words in (["no-such-command"], ["verify"], ["verify", "x", "--no-such-option"], ["act"], ["keys", "new"]):
            bench.truce(*words).expect(MISUSE, "usage|error|must|missing|unknown|unexpected")
    with claims("an act that is to be handed in and kept at once is misuse"), bench:
        bench.refuse(crossing(bench, liaison, "--offline", bench.work / "both.json"), MISUSE, "either")
        expect(not (bench.work / "both.json").exists(), "nothing should be written")
    with claims("a place to listen that is none is misuse"):
        bench.truce("serve", bench.record.folder, "--listen", "nowhere").expect(MISUSE, "host:port")
    with claims("what is not there is misuse, and is named"):
        for words in (["verify", "no-such-place"], ["sources", "read", "no-such-file.txt"], ["submit", "no-such-act.json", "--to", bench.record.folder],
                      ["export", "no-such-record", bench.work / "nothing"], ["report", "no-such-record"], ["card", "no-such-record"]):
            bench.truce(*words, cwd=bench.work).expect(MISUSE, "no-such")
        expect(not (bench.work / "no-such-record").exists(), "nothing should be made where nothing was")
    with claims("a key or an export is never overwritten"):
        path = bench.new_key("pakistan/liaison-9")
        before = path.read_bytes()
        bench.truce("keys", "new", "pakistan/liaison-9", "--out", path).expect(MISUSE, "exists")
        expect(path.read_bytes() == before, "the key should be as it was")
        bench.truce("export", bench.record.folder, bench.work).expect(MISUSE, "exists")
    with claims("a new key's file is its owner's alone"):
        expect(os.stat(path).st_mode & 0o077 == 0, "others should not be able to read it")
    with claims("a desk without a participant gets no key"):
        for name in ("liaison", "a b/c", "pakistan/liaison/1", ""):
            bench.truce("keys", "new", name, "--out", bench.work / "bad.key").expect(MISUSE)
            expect(not (bench.work / "bad.key").exists(), "no key should be written")
    with claims("help ends with 0, and shows an example"):
        bench.truce("--help").expect(0, "EXAMPLES")
        for command in "demo init keys act submit serve verify card export due sources report".split():
            bench.truce(command, "--help").expect(0, "truce")
        bench.truce("act", "report.file", "--help").expect(0, "EXAMPLE", "narrative")
    with claims("the example of a kind's help is a body that is read: the rules refuse what it says, and not how"), bench:
        for kind in ("report.file", "proposal.table", "finding.propose"):
            page = bench.truce("act", kind, "--help").expect(0, "body.yaml").out
            body = bench.file("example.yaml", "\n".join(line[4:] for line in page.split("body.yaml, with")[1].splitlines()[2:]))
            key = bench.record.key("pakistan/head" if kind != "finding.propose" else "qatar/head")
            texts = [word for name in re.findall(r"--text (\S+)=@", page) for word in ("--text", f"{name}=Words enough for a narrative, and more.")]
            bench.refuse(bench.truce("act", kind, "--key", key, "--to", bench.record.folder, "--body", body, *texts), REFUSED, r"\(rule |rule ")


def signatures(claims, bench):
    liaison = bench.record.key("pakistan/liaison-1")
    name, seed = secret_of(liaison)
    with claims("another's signature under an officer's name is refused"), bench:
        forged = bench.file("forged.key", signer_key(name, bytes(32)))
        bench.refuse(crossing(bench, forged), REFUSED, "accredited|signature")
    with claims("an officer's key under another participant's name is refused"), bench:
        posing = bench.file("posing.key", signer_key("afghanistan/liaison-1", seed))
        bench.refuse(crossing(bench, posing), REFUSED, "accredited|signature")
    with claims("an unknown officer is refused, with the registry's signed reason"), bench:
        bench.refuse(crossing(bench, bench.new_key("pakistan/nobody")), REFUSED, "nobody", "accredited")
    with claims("an officer is refused what its desk is not accredited for"), bench:
        press = bench.record.key("secretariat/press")
        bench.refuse(crossing(bench, press), REFUSED, "must")
    with claims("a file that is no key is refused, and told from a key with a wrong digit"), bench:
        bench.refuse(crossing(bench, bench.file("noise.key", os.urandom(40))), REFUSED, "noise.key")
        digits = liaison.read_text().strip()
        wrong = bench.file("digit.key", digits[:-3] + ("A" if digits[-3] != "A" else "B") + digits[-2:])
        bench.refuse(crossing(bench, wrong), REFUSED, "digit.key|accredited|signature")
        bench.refuse(crossing(bench, bench.work / "no-such.key"), MISUSE, "no-such.key")


def bodies(claims, bench):
    liaison = bench.record.key("pakistan/liaison-1")

    def act(body, *more):
        return bench.truce("act", "report.file", "--key", liaison, "--to", bench.record.folder, "--body", body, *more)

    with claims("a body's errors are told all at once, each with line and column"), bench:
        body = bench.file("body.yaml", "channel: own\nbasis: felt\nfacts:\n  type: shelling\n  colour: red\n  when: { from: yesterday, to: \"2025-11-01T00:00:00Z\", precision: hour }\n")
        said = bench.refuse(act(body, "--text", "narrative=x"), REFUSED, "line 2, column 1", "basis", "colour", "line 6").said
        expect(len(re.findall(r"line \d+, column \d+", said)) >= 3, f"each error should have its place: {said}")
    with claims("a body that is not YAML is told where it breaks"), bench:
        said = bench.refuse(act(bench.file("broken.yaml", "channel: own\nfacts: [1, 2\nbasis: saw\n")), REFUSED, r"broken\.yaml", "line 3").said
        expect(len(said.strip().splitlines()) == 1, f"it should be one sentence: {said}")
    with claims("a required text that is missing is named, and so is one too many"), bench:
        body = bench.file("good.yaml", "channel: own\nbasis: saw\nfacts:\n  type: ground-attack\n  when: { from: \"2025-11-01T00:00:00Z\", to: \"2025-11-01T01:00:00Z\", precision: hour }\n  place: { area: torkham, precision: 3 }\n")
        bench.refuse(act(body), REFUSED, "narrative")
        bench.refuse(act(body, "--text", "narrative=Words.", "--text", "verdict=Guilty."), REFUSED, "verdict")
    with claims("an act too long for an entry is refused"), bench:
        long = bench.file("long.yaml", f"agreement: \"{'0' * 64}\"\npart: 1\nparts: 1\ncontent: \"{'x' * 70_000}\"\n")
        bench.refuse(
            bench.truce("act", "agreement.lay", "--key", bench.record.key("pakistan/head"), "--to", bench.record.folder, "--body", long),
            REFUSED, "bytes")
    with claims("what is refused leaves no receipt behind"), bench:
        bench.refuse(act(body, "--receipt", bench.work / "none.tlog-proof"), REFUSED)
        expect(not (bench.work / "none.tlog-proof").exists(), "there should be no receipt")


def turns(claims, bench):
    """Acts signed with no connection: out of turn, twice, and changed on the way."""
    liaison = bench.record.key("afghanistan/liaison-1")
    chain = Path(f"{liaison}.chain")
    with claims("an act is recorded, and its receipt holds with the card alone"):
        before = bench.record.size
        ended = crossing(bench, liaison, "--receipt", bench.work / "one.tlog-proof", "--json").expect(0)
        expect(int(ended.json["index"]) == before and bench.record.size == before + 1, "it should be the next act")
        bench.truce("verify", bench.work / "one.tlog-proof", "--card", bench.record.card()).expect(0, "PROVED")
    with claims("acts signed with no connection follow one another, and are taken in order"):
        remembered = chain.read_bytes()
        files = [bench.work / f"offline-{number}.json" for number in (1, 2)]
        for file in files:
            crossing(bench, liaison, "--offline", file, to=False).expect(0, "waits")
        before = bench.record.size
        bench.truce("submit", *files, "--to", bench.record.folder).expect(0)
        expect(bench.record.size == before + 2, "both should be in the record")
    with claims("the same act again gets its first place, and is not recorded twice"), bench:
        again = bench.refuse(bench.truce("submit", files[0], "--to", bench.record.folder, "--json"), 0)
        expect(int(again.json["index"]) == before, f"its index should be {before}, not {again.json['index']}")
    with claims("an act out of turn is refused, with the id of the act that it must follow"), bench:
        chain.write_bytes(remembered)
        stale = bench.work / "stale.json"
        crossing(bench, liaison, "--offline", stale, to=False).expect(0)
        refusal = bench.refuse(bench.truce("submit", stale, "--to", bench.record.folder), REFUSED, "previous", "sign it again")
    with claims("the signed refusal holds with the card, and not with a letter changed"):
        note = refusal.said[refusal.said.index("truce/refusal/v1") :].rstrip("\n") + "\n"
        bench.truce("verify", bench.file("refusal.note", note), "--card", bench.record.card()).expect(0, "refusal", "act.previous")
        changed = bench.file("changed.note", note.replace("size ", "size 1", 1))
        bench.truce("verify", changed, "--card", bench.record.card()).expect(REFUSED, "signed")
    with claims("of several acts, those before a refused one are kept and those after it go back"):
        crossing(bench, liaison, "--to", bench.record.folder, to=False).expect(0)
        fresh, late = bench.work / "fresh.json", bench.work / "late.json"
        crossing(bench, liaison, "--offline", fresh, to=False).expect(0)
        crossing(bench, liaison, "--offline", late, to=False).expect(0)
        before = bench.record.size
        bench.truce("submit", fresh, stale, late, "--to", bench.record.folder).expect(REFUSED)
        expect(bench.record.size == before + 1, "the first alone should be in the record")
    with claims("a submission changed on the way is refused: payload, signature, or text"), bench:
        whole = json.loads(late.read_text())

        def changed(change):
            forged = json.loads(json.dumps(whole))
            change(forged)
            return bench.file("changed.json", json.dumps(forged))

        def payload(act):
            text = base64.b64decode(act["envelope"]["payload"]).replace(b'"open"', b'"closed"')
            act["envelope"]["payload"] = base64.b64encode(text).decode()

        def twice(act):
            text = base64.b64decode(act["envelope"]["payload"]).replace(b'{"act":', b'{"act":"report.file","act":', 1)
            act["envelope"]["payload"] = base64.b64encode(text).decode()

        def signature(act):
            bytes_ = bytearray(base64.b64decode(act["envelope"]["signatures"][0]["sig"]))
            bytes_[5] ^= 1
            act["envelope"]["signatures"][0]["sig"] = base64.b64encode(bytes_).decode()

        def text(act):
            act["texts"].append({"slot": "note", "language": "en", "salt": base64.b64encode(bytes(32)).decode(), "text": "Slipped in."})

        def unsigned(act):
            act["envelope"]["signatures"] = []

        for change in (payload, twice, signature, text, unsigned, lambda act: act.update(more=1), lambda act: act.pop("texts")):
            bench.refuse(bench.truce("submit", changed(change), "--to", bench.record.folder), REFUSED, "must|twice|needs|lacks")
        for noise in (b"", b"{", b"[]", b"null", os.urandom(200), b"[" * 100_000, b"\xef\xbb\xbf" + late.read_bytes(), late.read_bytes() + b"x", late.read_bytes()[:-20]):
            bench.refuse(bench.truce("submit", bench.file("noise.json", noise), "--to", bench.record.folder), REFUSED, "noise.json")


def agreements(claims, bench):
    good = (bench.example / "agreement.yaml").read_text()

    def start(text, *more):
        shutil.rmtree(bench.work / "started", ignore_errors=True)
        return bench.truce("init", bench.work / "started", "--agreement", bench.file("agreement.yaml", text), *more)

    def nothing_made():
        made = [path for path in (bench.work / "started").rglob("*")] if (bench.work / "started").exists() else []
        expect(not made, f"nothing should be written, and there is {made}")

    with claims("an agreement's errors are told all at once, each with its line and column"):
        lines = good.splitlines(keepends=True)
        role = next(i for i, line in enumerate(lines) if "role: guarantor" in line)
        lines[role] = lines[role].replace("role: guarantor", "role: umpire")
        title = next(i for i, line in enumerate(lines) if re.match(r"\s+title: Airspace", line))
        lines[title] = re.sub(r"title: Airspace", "titel: Airspace", lines[title])
        until = next(i for i, line in enumerate(lines) if re.match(r"\s+until:", line))
        lines[until] = '  until: "some day"\n'
        said = start("".join(lines)).expect(REFUSED, f"line {role + 1}, column \\d+", f"line {title + 1}, column \\d+", f"line {until + 1}, column \\d+", "titel").said
        expect(len(re.findall(r"line \d+, column \d+", said)) >= 3, f"each error should have its place: {said}")
        nothing_made()
    with claims("what contradicts itself in an agreement is told with its place"):
        text = re.sub(r"(definitions:\n(?:.*\n)*?\s+article: )doha-1", r"\1doha-99", good, count=1)
        expect(text != good, "the example should have a definition under doha-1")
        start(text).expect(REFUSED, "doha-99|article", r"line \d+, column \d+")
        nothing_made()
    with claims("an agreement that is not YAML is told where it breaks"):
        start("title: x\nparticipants: [\n  - {\n").expect(REFUSED, r"agreement\.yaml", r"line \d+")
        start("title: x\ntitle: y\n").expect(REFUSED, "title", r"line \d+|once")
        for noise in ("", "x", "[]", "- - -", "\x00\x01", "&a [*a]"):
            start(noise).expect(REFUSED, "agreement.yaml|alias")
        nothing_made()
    with claims("a record is not started without every head"):
        key = bench.new_key("pakistan/head")
        start(good, "--key", key).expect(MISUSE, "head of")
        nothing_made()
    with claims("a record is started by all heads' keys, and once"):
        participants = re.findall(r"\{ id: ([\w-]+), name:[^}]*role:", good)
        expect(len(participants) >= 4, "the example should name its participants")
        heads = [word for id in participants for word in ("--key", bench.new_key(f"{id}/head"))]
        start(good, *heads).expect(0, "fingerprint", "in force")
        bench.truce("verify", bench.work / "started").expect(0, "PROVED")
        again = bench.truce("init", bench.work / "started", "--agreement", bench.work / "agreement.yaml", *heads)
        again.expect(MISUSE, "started once|already")
    with claims("a record that began with one head waits for the others' signatures"):
        keys = dict(zip(participants, heads[1::2]))
        verifiers = [word for id in participants[1:] for word in ("--head", bench.truce("keys", "show", keys[id], "--json").expect(0).json["verifier"])]
        start(good, "--key", keys[participants[0]], *verifiers).expect(0, "waits", participants[1])
        expect(bench.truce("verify", bench.work / "started").code in (REFUSED, MISUSE), "there is nothing to verify yet")
        for id in participants[1:]:
            bench.truce("init", bench.work / "started", "--key", keys[id]).expect(0)
        bench.truce("verify", bench.work / "started").expect(0, "PROVED")


def recovery(claims, bench):
    """A head's key that is lost, and replaced by keys that others keep."""
    good = bench.example / "agreement.yaml"
    participants = re.findall(r"\{ id: ([\w-]+), name:[^}]*role:", good.read_text())
    folder = bench.work / "recoverable"
    heads = {id: bench.new_key(f"{id}/head") for id in participants}
    kept = {number: bench.new_key(f"qatar/recovery-{number}") for number in (1, 2, 3)}
    show = lambda key: bench.truce("keys", "show", key, "--json").expect(0).json
    named = [word for key in kept.values() for word in ("--recovery", show(key)["verifier"])]
    all_heads = [word for key in heads.values() for word in ("--key", key)]

    def start(*more, at=folder):
        return bench.truce("init", at, "--agreement", good, *all_heads, *more)

    with claims("recovery keys that do not fit together start nothing, and the sentence says how they would"):
        for more, words in (
            (named, "recovery-needed"),
            ([*named, "--recovery-needed", "4"], "No more recovery keys"),
            ([*named, "--recovery-needed", "0"], "above 0"),
            ([*named, "--recovery-needed", "pakistan=2"], "pakistan must be given"),
            ([*named[2:], "--recovery-needed", "2"], "qatar/recovery-1"),
            (["--recovery", show(heads["qatar"])["verifier"], "--recovery-needed", "1"], "recovery-1"),
            (["--recovery", show(bench.new_key("nobody/recovery-1"))["verifier"], "--recovery-needed", "1"], "participant of the agreement"),
            (["--recovery", "x", "--recovery-needed", "1"], "verifier key"),
            (["--recovery-needed", "2"], "A participant must be given recovery keys"),
        ):
            start(*more).expect(MISUSE, words)
            expect(not folder.exists() or not list(folder.iterdir()), f"nothing should be written by {more[-2:]}")
        bench.truce("init", bench.record.folder, *named, "--recovery-needed", "2").expect(MISUSE, "--agreement")
        _, seed = secret_of(kept[1])
        twice = bench.file("twice.key", signer_key("qatar/recovery-2", seed))
        start(*named[:2], "--recovery", show(twice)["verifier"], "--recovery-needed", "2").expect(REFUSED, "mechanism.participants")
        expect(not folder.exists() or not list(folder.iterdir()), "nothing should be written by one key under two names")
    with claims("a record is started with recovery keys: two of three for one participant, and none for others"):
        start(*named, "--recovery-needed", "qatar=2").expect(0, "in force")
        first = bundles.Act(0, Store(folder / "record.sqlite").entries[0]).body["participants"]
        given = {one["id"]: one["recovery"] for one in first}
        expect(given["qatar"] == {"needed": 2, "keys": [show(key)["key"] for key in kept.values()]}, str(given["qatar"]))
        expect(all(not one["keys"] and one["needed"] == 0 for id, one in given.items() if id != "qatar"), str(given))
    with claims("heads that sign later are shown which recovery keys the first act names"):
        waiting = bench.work / "recoverable-later"
        publics = [word for id in participants[1:] for word in ("--head", show(heads[id])["verifier"])]
        bench.truce("init", waiting, "--agreement", good, "--key", heads[participants[0]], *publics, *named, "--recovery-needed", "2").expect(
            0, "waits", "2 of 3 recovery keys may replace the head's of qatar")

    fresh = bench.new_key("qatar/head")
    act = lambda kind, key, *more: bench.truce("act", kind, "--key", key, "--to", folder, *more)
    replace = lambda key, new: act("officer.replace", key, "--set", f"key={show(new)['key']}", "--text", "reason=The head's key is lost.")
    with claims("one recovery key alone replaces nothing, asked again neither, and signs nothing else"):
        replace(kept[1], fresh).expect(0, "in the record at")
        replace(kept[1], fresh).expect(REFUSED, "officer.replace-once")
        act("publication.record", kept[1], "--set", f"content={'0' * 64}", "--set", "basis=unknown", "--text", "headline=No").expect(REFUSED, "act.function")
        act("publication.record", fresh, "--set", f"content={'0' * 64}", "--set", "basis=unknown", "--text", "headline=No").expect(REFUSED, "signature")
    with claims("another one that asks for another key does not count for the first"):
        other = bench.new_key("qatar/head")
        replace(kept[2], other).expect(0, "in the record at")
        act("publication.record", heads["qatar"], "--set", f"content={'1' * 64}", "--set", "basis=unknown", "--text", "headline=Still").expect(0)
    with claims("with as many as the first act demands, the next head is the head, and the lost key signs nothing more"):
        replace(kept[3], fresh).expect(0, "in the record at")
        act("publication.record", fresh, "--set", f"content={'2' * 64}", "--set", "basis=unknown", "--text", "headline=Back").expect(0, "in the record at")
        act("publication.record", heads["qatar"], "--set", f"content={'3' * 64}", "--set", "basis=unknown", "--text", "headline=Lost").expect(REFUSED, "signature")
        bench.truce("verify", folder).expect(0, "PROVED")
    with claims("the next head does all that a head does, and may be replaced in its turn"):
        envoy = bench.new_key("qatar/envoy-9")
        body = bench.file("envoy.yaml", f"key: \"{show(envoy)['key']}\"\ndesk: envoy-9\nfunctions: [publication]\n")
        act("officer.accredit", fresh, "--body", body).expect(0, "in the record at")
        act("publication.record", envoy, "--set", f"content={'4' * 64}", "--set", "basis=unknown", "--text", "headline=Envoy").expect(0)
        again = bench.new_key("qatar/head")
        for number in (1, 2):
            replace(kept[number], again).expect(0, "in the record at")
        act("publication.record", again, "--set", f"content={'5' * 64}", "--set", "basis=unknown", "--text", "headline=Again").expect(0)
        bench.truce("verify", folder).expect(0, "PROVED")


def amending(claims, bench):
    record = Record(bench.truce, bench.demo, bench.work / "amended")
    written = (bench.example / "agreement.yaml").read_text()
    lay = lambda file, *more: bench.truce("lay", file, "--key", record.key("secretariat/head"), "--to", record.folder, *more)
    act = lambda kind, desk, *more: bench.truce("act", kind, "--key", record.key(desk), "--to", record.folder, "--audience", "public", *more)
    with claims("an agreement that is not sound, or a part that it does not have, is not laid, and nothing is signed"):
        size = record.size
        lay(bench.file("unsound.yaml", written.replace("triage: 48", "triage: -1"))).expect(REFUSED, "triage")
        lay(bench.example / "agreement.yaml", "--from", "99").expect(MISUSE, "--from")
        expect(record.size == size, "nothing should be recorded")
    with claims("an amended agreement is laid from its file, proposed by one party, and in force once the other assents"):
        amended = bench.file("amended.yaml", written.replace("triage: 48", "triage: 36"))
        said = lay(amended).expect(0, "is laid whole").out
        hash = re.search(r"by its hash, ([0-9a-f]{64})", said).group(1)
        acts = [bundles.Act(index, entry) for index, entry in enumerate(Store(Path(record.folder) / "record.sqlite").entries)]
        parts = [one.body for one in acts if one.kind == "agreement.lay"]
        contents = lambda of: "".join(part["content"] for part in parts if part["agreement"] == of)
        expect(json.loads(contents(hash))["clocks"]["triage"] == 36, "the text laid should be the file's")
        before = [one.body["agreement"] for one in acts if one.kind in ("agreement.adopt", "agreement.amend")][-1]
        proposed = act("agreement.amend", "afghanistan/head", "--set", f"amends={before}", "--set", f"agreement={hash}",
                       "--text", "reason=Triage takes less time than was thought.", "--json").expect(0).json
        act("joint.assent", "pakistan/head", "--set", f"act={proposed['act']}").expect(0, "in the record at")
        with bench.truce.serving("serve", record.folder) as site:
            answer = site.get("/api/v1/agreement").json
            expect(answer["hash"] == hash and answer["version"]["number"] == 3, f"version 3 should be in force, not {answer['version']['number']}")
            expect("36" in site.get("/agreement/versions/3").text, "the page of the version should say what it changed")
        bench.truce("verify", record.folder).expect(0, "PROVED")
    with claims("what is laid already is refused in a sentence, and may be gone on with by its parts"):
        lay(amended).expect(REFUSED, "agreement.parts")
    with claims("what is laid is named as JSON too"):
        said = lay(bench.file("other.yaml", written.replace("triage: 48", "triage: 24")), "--json").expect(0).out
        expect(re.search(r'"agreement"\s*:\s*"[0-9a-f]{64}"', said), said)


def demos(claims, bench):
    with claims("the demo is played and ends well, ten times out of ten"):
        for number in range(10):
            folder = bench.work / f"played-{number}"
            bench.truce("demo", "--folder", folder, "--no-serve", "--example", bench.example).expect(0, "acts stand")
            left = sorted(path.name for path in bench.work.glob(f"played-{number}*"))
            expect(left == [folder.name], f"nothing but the record should be left, and there is {left}")
    with claims("a demo cut short is played anew"):
        shutil.copytree(bench.work / "played-0", bench.work / "short.playing")
        os.truncate(bench.work / "short.playing" / "record.sqlite", 5000)
        bench.truce("demo", "--folder", bench.work / "short", "--no-serve", "--example", bench.example).expect(0, "acts stand")
        bench.truce("verify", bench.work / "short").expect(0, "PROVED")


def publications(claims, bench):
    with claims("publications that cannot be read are named, in one sentence"):
        for name, content in {"empty.txt": b"", "image.txt": bytes(range(256)) * 8, "blank.txt": b" \n\n"}.items():
            ended = bench.truce("sources", "read", bench.file(name, content))
            ended.expect(REFUSED, name)
            expect(len(ended.said.strip().splitlines()) == 1, f"it should be one line: {ended.said}")
    with claims("an answer that finds no room is told in one sentence, and one that does is whole"):
        news = bench.file("news.txt", "The Varn Herald\n14 March 2024\n\n“The weir stays shut until it has been measured,” Mayor Ada Pell said on Thursday.\n")
        for command in "read", "group", "compare":
            expect(bench.truce("sources", command, news, "--json").expect(0).json["counts"]["publications"] == 1, "the answer should be whole")
            with open("/dev/full", "wb") as full:
                ended = bench.truce("sources", command, news, "--json", to=full)
            ended.expect(REFUSED, "room for the whole answer")
            expect(len(ended.said.strip().splitlines()) == 1, f"it should be one line: {ended.said}")
    with claims("a demo with an unreadable publication ends before anything is written"):
        folder = bench.work / "demo"
        bench.truce("demo", "--with", bench.work / "image.txt", "--folder", folder, "--no-serve", "--example", bench.example, cwd=bench.work).expect(REFUSED, "image.txt")
        left = sorted(path.name for path in bench.work.glob("demo*"))
        expect(not left, f"nothing should be left, and there is {left}")


def stores(claims, bench):
    """Stores that were cut off or overwritten: told in a sentence, left as they are, never written to."""

    def broken(name, damage):
        record = Record(bench.truce, bench.demo, bench.work / name)
        record.settle()
        damage(record.database)
        return record

    def each(record, *words):
        before = record.database.read_bytes()
        bench.truce("verify", record.folder).expect(REFUSED, *words)
        bench.truce("serve", record.folder, "--listen", "127.0.0.1:0").expect(REFUSED, *words)
        crossing_to = bench.truce(
            "act", "crossing.report", "--key", record.key("pakistan/liaison-1"), "--set", "crossing=torkham", "--set", "conditions=[{condition: open}]",
            "--set", "since=2025-11-01T00:00:00Z", "--to", record.folder)
        crossing_to.expect(REFUSED, *words)
        expect(record.database.read_bytes() == before, "the store should be left as it was found")

    with claims("a store cut off in the middle is refused, whatever is asked of it"):
        each(broken("cut", lambda path: os.truncate(path, path.stat().st_size // 2)))
    with claims("a store of noise is refused, whatever is asked of it"):
        each(broken("noise", lambda path: path.write_bytes(os.urandom(8192))), "database")
    with claims("an empty file is not taken for a record"):
        record = broken("empty", lambda path: path.write_bytes(b""))
        bench.truce("verify", record.folder).expect(REFUSED)
    with claims("a store kept by one process is not written to by another"):
        record = Record(bench.truce, bench.demo, bench.work / "kept")
        with bench.truce.serving("serve", record.folder):
            bench.truce(
                "act", "crossing.report", "--key", record.key("pakistan/liaison-1"), "--set", "crossing=torkham", "--set", "conditions=[{condition: open}]",
                "--set", "since=2025-11-01T00:00:00Z", "--to", record.folder).expect(REFUSED, "kept by another process")
            bench.truce("verify", record.folder).expect(0, "PROVED")


def due(claims, bench):
    record = Record(bench.truce, bench.demo, bench.work / "due")

    def listed(*more, folder=None):
        return bench.truce("due", folder or record.folder, *more, "--json").expect(0).json

    def moment(text):
        return datetime.fromisoformat(text)

    def items(answer):
        return [(owed["participant"], item) for owed in answer["participants"] for item in owed["items"]]

    now = moment(listed()["at"])
    until = now + timedelta(hours=30)
    bench.truce(
        "act", "action.assign", "--key", record.key("pakistan/head"), "--set", "owner=afghanistan", "--set", f"until={until:%Y-%m-%dT%H:%M:%SZ}",
        "--text", "task=Draw a map.", "--to", record.folder).expect(0)
    with claims("what is due stands under each who owes it, in order of time, with what is left; overdue or not by the clock"):
        answer = listed()
        for owed in answer["participants"]:
            times = [item["due"] for item in owed["items"]]
            expect(times == sorted(times), f"{owed['participant']} should read in order of time: {times}")
        for _, item in items(answer):
            left = moment(item["due"]) - moment(answer["at"])
            expect(abs(left.total_seconds() - item["left"]) <= 1 and item["overdue"] == (item["left"] < 0), f"{item}")
        mine = [(who, item["clock"], item["due"]) for who, item in items(answer) if item["table"] == "action"]
        expect(mine == [("afghanistan", "due", f"{until:%Y-%m-%dT%H:%M:%SZ}")], f"the action item should be its owner's: {mine}")
    with claims("the table for people says the same, overdue by how much and on which rung of the ladder"):
        for hours, words, rung in ((-29, "in 29 hours", None), (1, "overdue by 1 hour", None), (13, "overdue by 13 hours", "liaisons"),
                                   (49, "overdue by 2 days", "guarantors"), (121, "overdue by 5 days", "principals")):
            at = until + timedelta(hours=hours)
            at = ("--at", f"{at:%Y-%m-%dT%H:%M:%S+00:00}")
            item = next(item for _, item in items(listed(*at)) if item["table"] == "action")
            expect(item.get("rung") == rung, f"{hours} hours after it was due the rung should be {rung}: {item}")
            said = bench.truce("due", record.folder, *at, "--participant", "afghanistan").expect(0, words).out
            line = next(line for line in said.splitlines() if " action " in line)
            expect(words in line and item["row"][:12] in line and (rung is None or f"come to {rung}" in line), f"the line should say it: {line}")
            expect("pakistan" not in said, f"what another owes should be left out: {said}")
    with claims("as of an earlier time it rests on the acts received until then"):
        before = listed("--at", f"{now:%Y-%m-%dT%H:%M:%SZ}")
        expect(before["size"] < record.size and not [item for _, item in items(before) if item["table"] == "action"], f"{before}")
        early = listed("--at", f"{now - timedelta(days=9):%Y-%m-%dT%H:%M:%SZ}")
        expect(early["size"] < before["size"], "nine days before, fewer acts had been received")
    with claims("another time than one, another participant than one, and a time before the record are misuse"):
        bench.truce("due", record.folder, "--at", "yesterday").expect(MISUSE, "--at")
        bench.truce("due", record.folder, "--participant", "atlantis").expect(MISUSE, "afghanistan, pakistan")
        bench.truce("due", record.folder, "--at", "1999-01-01T00:00:00Z").expect(MISUSE, "first act")
        bench.truce("due", bench.work / "no-such-record").expect(MISUSE, "no-such")
    with claims("what is not overdue yet is not raised to a rung, and the reason names what would be right"):
        action = next(item for _, item in items(listed()) if item["table"] == "action")
        bench.truce(
            "act", "escalation.raise", "--key", record.key("pakistan/head"), "--set", "overdue.table=action", "--set", f"overdue.row={action['row']}",
            "--set", "overdue.clock=due", "--set", "rung=liaisons", "--to", record.folder).expect(REFUSED, "overdue")


def main():
    given = arguments.parse(__doc__, "truce", "record", "example", "work")
    claims = Claims()
    bench = Bench(given)
    for part in (misuse, signatures, bodies, turns, agreements, recovery, demos, publications, stores, due, amending):
        part(claims, bench)
    claims.finish()


if __name__ == "__main__":
    main()
