"""Who keeps the record: another key, another registry, stolen and lost keys, and a registry that withholds a public act.

The public's tree is computed here by code that shares nothing with the program.
"""

import base64
import hashlib
import http.client
import json
import re
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import arguments
import bundles
from claims import Claims, expect
from truce import Record, Truce


# MARK: The tree of public acts (RFC 6962 section 2.1, over act ids)


def root(leaves):
    return inner([hashlib.sha256(b"\0" + leaf).digest() for leaf in leaves]) if leaves else hashlib.sha256(b"").digest()


def inner(hashes):
    """The root over leaf hashes, of which there is one at least."""
    if len(hashes) == 1:
        return hashes[0]
    half = 1
    while half * 2 < len(hashes):
        half *= 2
    return hashlib.sha256(b"\1" + inner(hashes[:half]) + inner(hashes[half:])).digest()


def public_trees(claims, truce, given):
    record = Record(truce, given.record, given.work / "public")
    acts = [bundles.Act(index, entry) for index, entry in enumerate(bundles.read(record.export("public-tiles")))]
    published = [act for act in acts if act.kind == "edition.publish"]
    with claims("each edition carries the tree of the public acts before its cut-off"):
        expect(len(published) >= 3, f"{len(published)} editions")
        for act in published:
            ids = [bytes.fromhex(other.id) for other in acts[: act.body["size"]] if other.payload["audience"] == "public"]
            expect(act.body["public-size"] == len(ids), f"the edition at {act.index} counts {act.body['public-size']}, not {len(ids)}")
            expect(act.body["public-root"] == root(ids).hex(), f"the edition at {act.index} has another root")
    return record, acts, published


@contextmanager
def withholding(address, index):
    """A registry's site that shows everything but one public act."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            upstream = http.client.HTTPConnection(urlsplit(address).netloc)
            upstream.request("GET", self.path)
            answer = upstream.getresponse()
            body = answer.read()
            if self.path.startswith("/api/v1/acts?"):
                page = json.loads(body)
                kept = [place for place, act in enumerate(page["acts"]) if act["index"] != index]
                page["acts"] = [page["acts"][place] for place in kept]
                page["entries"] = [page["entries"][place] for place in kept]
                body = json.dumps(page).encode()
            self.send_response(answer.status)
            self.send_header("content-type", answer.headers["content-type"])
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


def withheld(claims, truce, record, acts, published):
    last = published[-1]
    card = record.card()
    with truce.serving("serve", record.folder) as site:
        with claims("an outsider without any key is told that no public act is withheld, and up to where"):
            truce("verify", site.address).expect(0, f"No public act is withheld among the first {last.body['size']}", "shows with the next edition")
        receipt = record.folder.parent / "edition.tlog-proof"
        receipt.write_bytes(site.get(f"/proofs/{last.index}").body)
        with claims("an edition's receipt is verified offline, and says what it counts"):
            truce("verify", receipt, "--card", card).expect(0, f"{last.body['public-size']} public acts", "--site")
        with claims("an edition is compared with what a site shows"):
            truce("verify", receipt, "--card", card, "--site", site.address).expect(0, "No public act is withheld at")
            truce("verify", record.export("again") / "checkpoint", "--card", card).expect(2)
        hidden = next(act for act in acts if act.payload["audience"] == "public" and act.kind == "report.file")
        with withholding(site.address, hidden.index) as hiding:
            with claims("a site that withholds one public act is caught, without any key and by the edition alone"):
                truce("verify", hiding).expect(1, "withheld or slipped in")
                truce("verify", receipt, "--card", card, "--site", hiding).expect(1, "withheld or slipped in")


# MARK: Another key, another registry


def fields(folder, truce):
    card = truce("card", folder).expect(0).out
    return dict(line.split(" ", 1) for line in card.splitlines() if " " in line)


def another_key(claims, truce, given):
    record = Record(truce, given.record, given.work / "key")
    card = record.card()
    before = fields(record.folder, truce)
    act = lambda kind, desk, *rest: truce("act", kind, "--key", record.key(desk), "--to", record.folder, "--audience", "public", *rest)
    with claims("a registry's next key is made beside the one it has, and never over one that is there"):
        said = truce("keys", "registry", record.folder).expect(0, "registry.replace").out
        truce("keys", "registry", record.folder).expect(2, "never overwritten")
        verifier = re.search(r"registry='([^']+)'", said).group(1)
        expect(verifier.startswith(before["origin"] + "+"), "it is named for the record's origin")
    witnesses = f"witnesses=log {verifier}\nquorum none\n"
    with claims("a key that the registry does not have cannot be named"):
        name, rest = verifier.split("+", 1)
        act("registry.replace", "afghanistan/head", "--set", f"registry={before['registry']}", "--set", "witnesses=quorum nobody").expect(1, "mechanism.witnesses")
    with claims("the registry goes on with the next key once every party has assented, and the old card still verifies the record"):
        proposed = act("registry.replace", "afghanistan/head", "--set", f"registry={verifier}", "--set", witnesses, "--json").expect(0).json
        truce("verify", record.folder, "--card", card).expect(0)
        expect(fields(record.folder, truce)["registry"] == before["registry"], "a proposal changes no key")
        # The next key is lost before the last assent, and found again.
        there, away = record.folder / "registry.next.key", record.folder / "elsewhere.key"
        there.rename(away)
        act("joint.assent", "pakistan/head", "--set", f"act={proposed['act']}").expect(1, "registry.key", "must have the key")
        act("publication.record", "secretariat/head", "--set", f"content={'6' * 64}", "--set", "basis=unknown", "--text", "headline=On").expect(0)
        away.rename(there)
        act("joint.assent", "pakistan/head", "--set", f"act={proposed['act']}").expect(0)
        expect(fields(record.folder, truce)["registry"] == verifier, "the card names the next key")
        truce("verify", record.folder, "--card", card).expect(0, "have replaced its registry")
        (given.work / "new.card").write_text(truce("card", record.folder).out)
        truce("verify", record.folder, "--card", given.work / "new.card").expect(0)
    with claims("a card that never was the record's is refused"):
        other = (given.work / "new.card").read_text().replace(verifier, before["registry"][:-6] + "AAAA==")
        (given.work / "other.card").write_text(other)
        truce("verify", record.folder, "--card", given.work / "other.card").expect(1)


def another_registry(claims, truce, given):
    old = Record(truce, given.record, given.work / "old")
    card, new = old.card(), given.work / "new"
    key = lambda name: ("--key", old.key(f"{name}/head"))
    before = bundles.read(old.export("old-tiles"))
    with claims("a succession waits for the heads that the agreement names, and for nobody else"):
        truce("succeed", old.folder, new, *key("afghanistan"), "--reason", "It does not answer.").expect(0, "pakistan, qatar, turkiye")
        truce("succeed", old.folder, new, *key("monitors")).expect(1, "no head that the agreement names")
        truce("verify", new).expect(2)
    with claims("with the last signature the successor stands: the same entries, then the succession"):
        truce("succeed", old.folder, new, *key("qatar"), *key("turkiye"), *key("pakistan")).expect(0, "goes on in")
        truce("export", new, given.work / "new-tiles").expect(0)
        after = bundles.read(given.work / "new-tiles")
        expect(after[:-1] == before, "the entries are those of the record before, byte for byte")
        last = bundles.Act(len(before), after[-1])
        expect(last.kind == "mechanism.succeed" and len(last.envelope["signatures"]) == 4, f"the last act is {last.kind}")
        folder = fields(new, truce)
        expect(folder["origin"] != fields(old.folder, truce)["origin"], "it has an origin of its own")
        truce("verify", new, "--card", card).expect(0, "have replaced its registry")
    with claims("the successor serves and takes acts; desks go on from where they stood"):
        act = ("act", "report.file", "--key", old.key("pakistan/liaison-1"), "--help")
        truce(*act).expect(0)
        with truce.serving("serve", new) as site:
            truce("verify", site.address).expect(0)
            officer = site.get("/api/v1/officers/pakistan/liaison-1").status
            expect(officer in (200, 403), f"the desk answers with {officer}")
            told = site.get("/api/v1/record").json["registrations"]
            expect([one["change"] for one in told] == ["begun", "succession"], f"both registries should stand there: {told}")
            expect([one["index"] for one in told] == [0, len(before)] and told[1]["origin"] == folder["origin"], str(told))
            leaves = [hashlib.sha256(b"\0" + entry).digest() for entry in before]
            came = {"origin": told[0]["origin"], "size": len(before), "root": base64.b64encode(inner(leaves)).decode()}
            expect(told[1]["predecessor"] == came, f"it should begin with {came}, not {told[1]['predecessor']}")
            expect("Another registry went on with the record" in site.get("/record").text, "the page should tell it too")
        assent = truce("act", "officer.withdraw", "--key", old.key("qatar/head"), "--to", new, "--set", f"key={json.loads(truce('keys', 'show', old.key('qatar/envoy-1'), '--json').out)['key']}")
        assent.expect(0, "in the record at")
        truce("verify", new, "--card", card).expect(0)
    with claims("a second succession into the same folder is refused, and an old record with the new one's key does not open"):
        truce("succeed", old.folder, new, *key("qatar")).expect(2, "holds a record already")
        (old.folder / "registry.key").write_bytes((new / "registry.key").read_bytes())
        truce("act", "joint.retract", *key("qatar"), "--to", old.folder, "--set", "act=" + "0" * 64).expect(1, "must be kept with the key that it names")


# MARK: Stolen keys


def stolen_key(claims, truce, given):
    record = Record(truce, given.record, given.work / "stolen")
    card = record.card()
    key = json.loads(truce("keys", "show", record.key("qatar/envoy-1"), "--json").expect(0).out)["key"]
    act = lambda kind, desk, *rest: truce("act", kind, "--key", record.key(desk), "--to", record.folder, *rest)
    with claims("only a key's own head repudiates it"):
        act("officer.repudiate", "pakistan/head", "--set", f"key={key}", "--set", "since=2025-10-21T00:00:00Z", "--text", "reason=Taken.").expect(1, "officer.own")
    with claims("a repudiated key signs nothing more, and the record holds as before"):
        act("officer.repudiate", "qatar/head", "--set", f"key={key}", "--set", "since=2025-10-21T00:00:00Z", "--text", "reason=Taken.", "--audience", "public").expect(0)
        act("finding.concur", "qatar/envoy-1", "--set", "finding=" + "0" * 64).expect(1, "act.withdrawn")
        truce("verify", record.folder, "--card", card).expect(0)
    with claims("what the repudiated key signed from that time on is shown as contested, and nothing else is"):
        acts = [bundles.Act(index, entry) for index, entry in enumerate(bundles.read(record.export("stolen-tiles")))]
        public = bundles.public(acts)
        should = [act.index for act in public if act.officer == "qatar/envoy-1" and act.received >= 1761004800000]
        with truce.serving("serve", record.folder) as site:
            shown, start = [], 0
            while start < len(acts):
                shown += site.get(f"/api/v1/acts?from={start}&limit=200").json["acts"]
                start += 200
            expect([act["index"] for act in shown] == [act.index for act in public], "every public act should be shown")
            told = [act["index"] for act in shown if "contested" in act]
            expect(should and told == should, f"{should} should be contested, not {told}")
            expect(all(act["contested"]["index"] == acts[-1].index for act in shown if "contested" in act), "by the act that repudiates the key")
            expect("Contested: " in site.get(f"/acts/{should[0]}").text, "its page should say so")
            expect("Contested: " not in site.get("/acts/0").text, "the first act's should not")
    with claims("a head replaces its own key at once, and the old one is refused"):
        made = json.loads(truce("keys", "show", record.key("turkiye/envoy-1"), "--json").out)["key"]
        act("officer.replace", "turkiye/head", "--set", f"key={made}").expect(1, "officer.key")
        truce("keys", "new", "turkiye/head", "--out", given.work / "next-head.key").expect(0)
        fresh = json.loads(truce("keys", "show", given.work / "next-head.key", "--json").out)["key"]
        act("officer.replace", "turkiye/head", "--set", f"key={fresh}").expect(0)
        act("officer.replace", "turkiye/head", "--set", f"key={fresh}").expect(1)
        again = truce("act", "officer.withdraw", "--key", given.work / "next-head.key", "--to", record.folder, "--set", f"key={made}")
        again.expect(0, "in the record at")
        truce("verify", record.folder, "--card", card).expect(0)


def main():
    given = arguments.parse(__doc__, "truce", "record", "work")
    claims = Claims()
    truce = Truce(given.truce)
    withheld(claims, truce, *public_trees(claims, truce, given))
    for part in (another_key, another_registry, stolen_key):
        part(claims, truce, given)
    claims.finish()


if __name__ == "__main__":
    main()
