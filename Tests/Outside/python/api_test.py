"""The API against its own description: every path that it documents is asked, and every answer validated.

usage: api_test.py --truce PROGRAM --record FOLDER --work FOLDER
"""

import base64
import copy
import hashlib
import json
import os
import re
from urllib.parse import quote

from jsonschema import Draft202012Validator
from openapi_spec_validator import validate
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

import arguments
import bundles
import officers
from claims import Claims, expect, expect_failure
from truce import Record, Truce

OPENAPI = "/api/v1/openapi.json"
# What may be asked for at one path: enough to meet every kind of answer, without asking for all of a long record.
MOST = 400


class Description:
    """The API's description, and the schemas in it."""

    def __init__(self, document):
        self.document = document
        # Paths are told relative to where the API is.
        self.base = document["servers"][0]["url"].rstrip("/") if "servers" in document else ""
        self.registry = Registry().with_resource("urn:api", Resource(contents=document, specification=DRAFT202012))

    def operations(self):
        for path, item in self.document["paths"].items():
            for method, operation in item.items():
                if method in ("get", "post", "put", "delete", "patch", "head"):
                    yield self.base + path, method, operation

    def resolve(self, thing):
        while "$ref" in thing:
            thing = self.registry.resolver("urn:api").lookup(thing["$ref"]).contents
        return thing

    def check(self, path, method, answer):
        """That an answer is one that the description has for this operation."""
        responses = self.document["paths"][path.removeprefix(self.base)][method]["responses"]
        status = str(answer.status)
        expect(status in responses, f"{method} {path} answered {status}, which is not documented: {answer.text[:200]}")
        content = self.resolve(responses[status]).get("content", {})
        kind = answer.headers.get_content_type()
        expect(kind in content, f"{method} {path} answered {status} as {kind}, which is not documented")
        if kind == "application/json":
            self.validate(content[kind]["schema"], json.loads(answer.body), f"{method} {path} {status}")

    def validate(self, schema, value, what):
        # The schema may refer to others of the document, by pointers within it.
        rooted = json.loads(json.dumps(schema).replace('"$ref": "#/', '"$ref": "urn:api#/'))
        validator = Draft202012Validator(rooted, registry=self.registry, format_checker=Draft202012Validator.FORMAT_CHECKER)
        for error in validator.iter_errors(value):
            raise AssertionError(f"{what}: at {error.json_path}, {error.message[:300]}")


def find(value, key):
    """Every value of `key` anywhere in a JSON value."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name == key:
                yield inner
            yield from find(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from find(inner, key)


class Asking:
    """Fills the parameters of documented paths out of the answers of others."""

    def __init__(self, site, headers=None):
        self.site = site
        self.headers = headers or {}
        self.answers = {}

    def get(self, path):
        if path not in self.answers:
            self.answers[path] = self.site.get(path, self.headers)
        return self.answers[path]

    def acts(self):
        acts, start = [], 0
        while True:
            answer = self.get(f"/api/v1/acts?from={start}&limit=200").json
            acts += answer["acts"]
            start += 200
            if start >= answer["checkpoint"]:
                return acts

    def paths(self, template):
        """Every address that a documented path stands for."""
        names = re.findall(r"\{(\w+)\}", template)
        if not names:
            return [template]
        acts = self.acts()
        if "/incidents/" in template:
            values = [(number,) for number in find(self.get("/api/v1/incidents").json, "number")]
        elif "/commitments/" in template:
            values = [(item["id"],) for item in self.get("/api/v1/commitments").json["commitments"]]
        elif "/agreement/versions/" in template:
            values = [(version["number"],) for version in self.get("/api/v1/agreement").json["versions"]]
        elif "/editions/" in template:
            values = [(item["number"],) for item in self.get("/api/v1/editions").json["editions"]]
        elif "/statements/" in template:
            values = [(statement["path"].split("/")[-1],) for statement in self.get("/api/v1/sources").json["statements"]]
        elif template.endswith("/{name}"):
            groups = self.get(template.removesuffix("/{name}")).json["groups"]
            values = [(dossier["name"],) for group in groups for dossier in group["dossiers"]]
        elif "{act}" in template:
            values = [(act["act"],) for act in acts[:50]]
        elif "/acts/" in template or "/proofs/" in template:
            values = [(act["index"],) for act in acts]
        elif "/officers/" in template:
            values = sorted({(act["participant"]["id"], act["desk"]) for act in acts})
        elif "/tile/entries/" in template or "/tile/" in template:
            return []
        else:
            raise AssertionError(f"this test does not know what to fill into {template}: teach it")
        expect(values, f"there should be something to fill into {template}")
        addresses = []
        for value in values[:MOST]:
            address = template
            for name, part in zip(names, value):
                address = address.replace("{" + name + "}", quote(str(part), safe=""))
            addresses.append(address)
        return addresses


def session(site, record, desk):
    """The answer to a challenge, by an officer of the record."""
    return officers.answer_to(site.get("/api/v1/challenge").json, record.key(desk))


def commitment(text):
    """SHA-256("truce/text/v1" ‖ 00 ‖ salt ‖ length as u64, big-endian ‖ UTF-8 bytes), as FORMATS has it."""
    words = text["text"].encode()
    return hashlib.sha256(b"truce/text/v1\0" + base64.b64decode(text["salt"]) + len(words).to_bytes(8, "big") + words).hexdigest()


def documented(claims, site, api):
    with claims("the description is a valid OpenAPI 3.1 document"):
        expect(api.document["openapi"].startswith("3.1"), "it should be of OpenAPI 3.1")
        validate(api.document)
    with claims("a description that is not valid is told"):
        spoilt = copy.deepcopy(api.document)
        next(iter(next(iter(spoilt["paths"].values())).values()))["responses"] = "none"
        expect_failure(lambda: validate(spoilt), "the validator did not notice")
    with claims("every path of the API that the issue calls for is documented"):
        documented = {re.sub(r"\{\w+\}", "{}", path) for path, _, _ in api.operations()}
        wanted = """overview incidents incidents/{} commitments commitments/{} sources agreement editions editions/{} acts acts/{}
            acts/{}/texts record officers/{}/{} challenge session""".split()
        missing = [path for path in wanted if f"/api/v1/{path}" not in documented]
        expect(not missing, f"not documented: {', '.join(missing)}")
    with claims("every object in the description says all that it may hold"):
        def loose(schema, where):
            if isinstance(schema, dict):
                if schema.get("type") == "object" or "properties" in schema:
                    closed = schema.get("additionalProperties", schema.get("unevaluatedProperties"))
                    # Parts of an `allOf` are closed by what puts them together.
                    if closed is None and "allOf" not in where:
                        yield where
                for name, inner in schema.items():
                    yield from loose(inner, f"{where}/{name}")
            elif isinstance(schema, list):
                for number, inner in enumerate(schema):
                    yield from loose(inner, f"{where}/{number}")
        schemas = api.document.get("components", {}).get("schemas", {})
        used_in_all_of = set(re.findall(r'"#/components/schemas/(\w+)"', json.dumps(list(find(api.document, "allOf")))))
        open_ended = [where for name, schema in schemas.items() if name not in used_in_all_of for where in loose(schema, name)]
        expect(not open_ended, f"these may hold anything: {', '.join(open_ended[:10])}")


def answers(claims, site, record, api, headers, who):
    asking = Asking(site, headers)
    for path, method, operation in api.operations():
        if method != "get":
            continue
        with claims(f"{who}: GET {path} answers as documented"):
            for address in asking.paths(path):
                answer = asking.get(address)
                api.check(path, method, answer)
                expected = (200,) if headers else (200, 403)
                expect(answer.status in expected, f"{address} answered {answer.status}: {answer.text[:200]}")
                if answer.status == 200 and path.startswith("/api/v1/") and path not in (OPENAPI, "/api/v1/challenge"):
                    expect(answer.json["rehearsal"] is True, f"{address} should say that this is a rehearsal")
    return asking


def validation_fires(claims, api, asking):
    with claims("an answer with a field too many, one too few or one of another kind does not validate"):
        tried = 0
        for path, method, operation in api.operations():
            if method != "get" or "{" in path or not path.startswith("/api/v1/") or path == OPENAPI:
                continue
            answer = asking.get(path)
            value = answer.json
            schema = api.resolve(operation["responses"]["200"])["content"]["application/json"]["schema"]
            first = next(iter(value))
            for spoilt in ({**value, "more": 1}, {name: part for name, part in value.items() if name != first}, {**value, first: {"of": ["another", "kind"]}}):
                expect_failure(lambda: api.validate(schema, spoilt, path), f"{path} was taken with {list(spoilt)}")
                tried += 1
        expect(tried >= 12, "there should be answers to spoil")


def unknown(claims, site, api):
    with claims("an unknown path of the API is answered with 404 and one sentence, as JSON"):
        for path in ("", "/", "/nothing", "/incidents/999999", "/incidents/x", "/incidents/-1", "/commitments/none", "/editions/999", "/editions/0",
                     "/acts/999999", "/acts/x", "/acts/18446744073709551616", "/acts/999999/texts", "/officers/nobody/none", "/overview/more", "/..%2f..%2fetc%2fpasswd"):
            answer = site.get(f"/api/v1{path}")
            expect(answer.status == 404, f"/api/v1{path} answered {answer.status}")
            told = answer.json
            expect(set(told) == {"reason"}, f"/api/v1{path} answered {told}")
            expect(re.fullmatch(r"[^\n]{10,300}", told["reason"]), f"it should be a sentence: {told}")
    with claims("what cannot be asked for is answered with 400, as JSON"):
        for query in ("from=x", "from=-1", "limit=0", "limit=100000", "limit=1e3"):
            answer = site.get(f"/api/v1/acts?{query}")
            expect(answer.status == 400 and set(answer.json) == {"reason"}, f"{query} answered {answer.status}: {answer.text[:200]}")
            api.check("/api/v1/acts", "get", answer)
    with claims("another method on a known path is no success, and no page"):
        for method in ("DELETE", "PUT", "PATCH", "POST"):
            answer = site.ask(method, "/api/v1/overview", b"{}")
            expect(answer.status in (404, 405) and "reason" in answer.json, f"{method} answered {answer.status}: {answer.text[:200]}")


def submitting(claims, site, record, truce, api, work):
    def size():
        return site.get("/api/v1/overview").json["checkpoint"]

    with claims("what is no act is answered with 400 and one sentence, and nothing is recorded"):
        before = size()
        for body in (b"", b"{", b"[]", b"null", b"{}", os.urandom(300), b"[" * 50_000, b'{"envelope":{},"texts":[]}', b'{"envelope":1,"envelope":2,"texts":[]}'):
            answer = site.post("/api/v1/acts", body)
            expect(answer.status == 400, f"{body[:40]!r} answered {answer.status}: {answer.text[:200]}")
            api.check("/api/v1/acts", "post", answer)
        expect(size() == before, "nothing should be recorded")
    with claims("what is too long is turned away, and the site goes on"):
        try:
            answer = site.post("/api/v1/acts", b" " * (4 << 20))
            expect(answer.status in (400, 413), f"it answered {answer.status}")
            api.check("/api/v1/acts", "post", answer)
        except (BrokenPipeError, ConnectionResetError):
            pass  # The site may hang up before it has read everything.
        expect(size() == before, "the site should go on")
    with claims("an act is answered with 201, its place and its receipt; the same again with the same place"):
        key, file = record.key("turkiye/envoy-1"), work / "act.json"

        def draw(*more):
            truce("act", "crossing.report", "--key", key, "--set", "crossing=torkham", "--set", "conditions=[{condition: open}]", "--set",
                  "since=2025-11-01T00:00:00Z", "--audience", "public", *more).expect(0)

        draw("--to", site.address)
        draw("--offline", file)
        first, again = (site.post("/api/v1/acts", file.read_bytes()) for _ in range(2))
        for answer in (first, again):
            api.check("/api/v1/acts", "post", answer)
            expect(answer.status in (200, 201), f"it answered {answer.status}: {answer.text[:200]}")
        expect(first.json["index"] == again.json["index"] == size() - 1, "it should stand once")
        expect(first.json["receipt"].startswith("c2sp.org/tlog-proof@v1\n"), "the receipt should be a tlog-proof")
    with claims("an act that the rules refuse is answered with 422 and the signed reason"):
        stranger = work / "stranger.key"
        truce("keys", "new", "pakistan/nobody", "--out", stranger).expect(0)
        (work / "stranger.key.chain").write_bytes((record.folder / "keys" / "turkiye-envoy-1.key.chain").read_bytes())
        truce("act", "crossing.report", "--key", stranger, "--set", "crossing=torkham", "--set", "conditions=[{condition: open}]", "--set",
              "since=2025-11-01T00:00:00Z", "--offline", work / "stranger.json").expect(0)
        answer = site.post("/api/v1/acts", (work / "stranger.json").read_bytes())
        expect(answer.status == 422 and "truce/refusal/v1" in answer.json["refusal"], f"it answered {answer.status}: {answer.text[:200]}")
        api.check("/api/v1/acts", "post", answer)


def sessions(claims, site, record, api):
    def begin(body):
        answer = site.post("/api/v1/session", json.dumps(body).encode())
        api.check("/api/v1/session", "post", answer)
        return answer

    token = ""
    with claims("a signed challenge opens a session, once"):
        body = session(site, record, "qatar/envoy-1")
        answer = begin(body)
        expect(answer.status in (200, 201), f"it answered {answer.status}: {answer.text[:200]}")
        token = answer.json["token"]
        expect(begin(body).status in (401, 403), "the same challenge should open nothing again")
    with claims("a challenge signed by another key, for another host, with another end or none opens nothing"):
        good = session(site, record, "qatar/envoy-1")
        other = session(site, record, "pakistan/liaison-1")
        for body in ({**good, "signature": other["signature"]}, {**good, "desk": "envoy-9"}, {**good, "expires": good["expires"] + 1},
                     {**good, "nonce": "0" * 32}, {**good, "participant": "pakistan"}):
            expect(begin(body).status in (401, 403), f"it should open nothing: {begin(body).text[:200]}")
        for body in ({}, {**good, "more": 1}, [], "x"):
            expect(begin(body).status == 400, "it should not be understood")
    with claims("a token that opens nothing is refused, and not taken for nobody's"):
        for header in ("Bearer 00", f"Bearer {token}0", f"Basic {token}", "Bearer"):
            answer = site.get("/api/v1/overview", {"authorization": header})
            expect(answer.status == 401, f"{header[:12]} answered {answer.status}")
            api.check("/api/v1/overview", "get", answer)
    return {"authorization": f"Bearer {token}"}


def confidential(claims, site, record, headers, tiles):
    """What is for participants must not be found anywhere by anyone else."""
    entries = bundles.read(tiles)
    acts = [bundles.Act(index, entry) for index, entry in enumerate(entries)]
    public = bundles.public(acts)
    hidden = [act for act in acts if act not in public]
    erased = bundles.redacted(acts)
    # A signed public act may itself name the id of a hidden one; that much is in its bytes.
    named = {id for act in public for id in re.findall(r"[0-9a-f]{64}", json.dumps(act.payload))}
    secrets = {act.id for act in hidden} - named
    shown = {text for act in public for (text,) in record.rows(f"SELECT CAST(text AS TEXT) FROM texts WHERE entry = {act.index}")}
    words = {text for act in hidden for (text,) in record.rows(f"SELECT CAST(text AS TEXT) FROM texts WHERE entry = {act.index}")} - shown
    words = {text for text in words if len(text) > 20 and not any(text in other for other in shown)}
    with claims("there are acts for participants only, with texts of their own"):
        expect(hidden and secrets and words, f"{len(hidden)} acts, {len(words)} texts")
    with claims("an act for participants is closed to everyone else: itself, its texts, its proof, the bundles"):
        for act in hidden:
            for path in (f"/acts/{act.index}", f"/api/v1/acts/{act.index}", f"/api/v1/acts/{act.index}/texts", f"/proofs/{act.index}"):
                expect(site.get(path).status == 403, f"{path} answered {site.get(path).status}")
        for path in ("/tile/entries/000", f"/{bundles.bundle_path(0, 1)}"):
            expect(site.get(path).status == 403, f"{path} should be closed")
    with claims("an act that its participant has released is open to everyone, with its texts"):
        released = [act for act in public if act.payload["audience"] == "participants"]
        expect(released, "there should be some")
        for act in released:
            for path in (f"/acts/{act.index}", f"/api/v1/acts/{act.index}", f"/proofs/{act.index}"):
                expect(site.get(path).status == 200, f"{path} answered {site.get(path).status}")
            given = site.get(f"/api/v1/acts/{act.index}/texts").json["texts"]
            expect([commitment(text) for text in given] == [text["commitment"] for text in act.payload["texts"]], f"act {act.index} has other texts")
    with claims("what two have asked to be erased is nowhere any more"):
        expect(erased, "something should be erased")
        here = {commitment({"text": text, "salt": base64.b64encode(salt)}) for salt, text in record.rows("SELECT salt, CAST(text AS TEXT) FROM texts")}
        expect(here and not here & erased, f"{len(here & erased)} of {len(erased)} are in the store still")
    with claims("every act is open to a participant, with texts that are those committed to"):
        for act in acts:
            answer = site.get(f"/api/v1/acts/{act.index}", headers)
            expect(answer.status == 200 and answer.json["act"]["act"] == act.id, f"{act.index} answered {answer.status}")
            expect(base64.b64decode(answer.json["entry"]) == entries[act.index], "the entry should be the exported one")
            given = site.get(f"/api/v1/acts/{act.index}/texts", headers).json["texts"]
            kept = [text["commitment"] for text in act.payload["texts"] if text["commitment"] not in erased]
            expect([commitment(text) for text in given] == kept, f"act {act.index} has other texts")
        expect(site.get("/tile/entries/000", headers).status == 200, "bundles should be open")
    with claims("no page and no answer that anyone can reach tells of it"):
        seen, waiting = set(), ["/", OPENAPI, *(f"/api/v1/{name}" for name in "overview incidents commitments sources agreement editions record acts?limit=200".split())]
        for name in ("incidents", "commitments", "editions"):
            waiting += Asking(site).paths(f"/api/v1/{name}/{{x}}")
        waiting += [f"/api/v1/acts/{act.index}" for act in public] + [f"/api/v1/acts/{act.index}/texts" for act in public]
        while waiting:
            path = waiting.pop()
            if path in seen:
                continue
            seen.add(path)
            answer = site.get(path)
            text = answer.body.decode(errors="replace")
            unescaped = text.replace("&#39;", "'").replace("&quot;", '"').replace("&amp;", "&")
            if answer.headers.get_content_type() == "application/json":
                unescaped = json.dumps(json.loads(answer.body), ensure_ascii=False)
            for secret in secrets | words:
                expect(secret not in text and secret not in unescaped, f"{path} tells “{secret[:60]}”")
            if answer.headers.get_content_type() == "text/html":
                expect(answer.status == 200, f"{path} is linked to, and answered {answer.status}")
                waiting += [link.replace("&amp;", "&").split("#")[0] or "/" for link in re.findall(r'href="(/[^"]*)"', text)]
        expect(len(seen) > 100, f"only {len(seen)} addresses were reached")
        print(f"    {len(seen)} addresses, {len(secrets)} ids and {len(words)} texts looked for in each")


def headers_of(claims, site):
    with claims("every kind of answer forbids scripts, frames and guessing"):
        for path in ("/", "/api/v1/overview", "/checkpoint", "/tile/0/000", "/assets/style.css", "/nothing", "/api/v1/nothing"):
            headers = site.get(path).headers
            policy = headers.get("content-security-policy", "")
            expect("default-src 'self'" in policy and "frame-ancestors 'none'" in policy, f"{path}: {policy}")
            expect(headers.get("x-content-type-options") == "nosniff" and headers.get("referrer-policy") == "no-referrer", f"{path}: {headers}")
    with claims("no answer names the machine's files or the program's insides"):
        for path in ("/nothing", "/acts/999999999999999999999", "/tile/9/x", "/tile/entries/000", "/proofs/x", "/incidents/%00", "/acts?from=%ff", "/assets/../../etc/passwd"):
            text = site.get(path).body.decode(errors="replace")
            expect(not re.search(r"\.swift|/(root|home|tmp)/|\.build|Error\(", text), f"{path}: {text[:300]}")


def main():
    given = arguments.parse(__doc__, "truce", "record", "work")
    claims = Claims()
    truce = Truce(given.truce)
    record = Record(truce, given.record, given.work / "record")
    tiles = record.export("tiles")
    with truce.serving("demo", "--folder", record.folder) as site:
        api = Description(site.get(OPENAPI).json)
        documented(claims, site, api)
        asking = answers(claims, site, record, api, None, "anyone")
        validation_fires(claims, api, asking)
        unknown(claims, site, api)
        headers = sessions(claims, site, record, api)
        answers(claims, site, record, api, headers, "a participant")
        confidential(claims, site, record, headers, tiles)
        headers_of(claims, site)
        submitting(claims, site, record, truce, api, given.work)
    claims.finish()


if __name__ == "__main__":
    main()
