#!/usr/bin/env python3
"""Claims that are proposed, beside those that a monitoring desk would want: precision, recall, and what each says.

usage: claims.py --data FOLDER [--truce COMMAND] [--misses]

FOLDER is Tests/OpenSourcesTests/Claims, whose README.md tells how the texts are labelled and when a proposal counts as
right. `develop` is what the program was made with, `held` is only scored. The places of a text are given to the program in an
agreement, as areas beside those of Examples/istanbul-2025.
"""

import re
import tempfile
from pathlib import Path

from common import parser, read, table

MARK = re.compile(r"\{([^:{}]+): ([^{}]*)\}")
HARMS = ["killed", "injured", "captured", "missing", "displaced", "casualties"]
EXAMPLE = Path(__file__).resolve().parents[2] / "Examples/istanbul-2025/agreement.yaml"


class Label:
    def __init__(self, part, start, end):
        kind, *fields = (field.strip() for field in part.split(";"))
        self.is_maybe, self.kind = kind.startswith("maybe "), kind.removeprefix("maybe ")
        self.start, self.end = start, end
        self.fields = dict(field.split(" ", 1) for field in fields)

    @property
    def is_report(self):
        return self.kind in ("incident", "agreement")

    @property
    def casualties(self):
        return sorted(f"{harm} {self.fields[harm]}" for harm in HARMS if harm in self.fields)


class Text:
    def __init__(self, head, marked):
        self.name, self.style, places = (field.strip() for field in head.split("|"))
        self.places = [place.strip() for place in places.removeprefix("places ").split(",")]
        self.labels, self.text, position = [], "", 0
        marked = marked.strip("\n") + "\n"
        for mark in MARK.finditer(marked):
            self.text += marked[position : mark.start()]
            start = len(self.text)
            self.text += mark[2]
            self.labels += [Label(part.strip(), start, len(self.text)) for part in mark[1].split(" | ")]
            position = mark.end()
        self.text += marked[position:]


def load(path):
    return [Text(*part.split("\n", 1)) for part in path.read_text().split("\n=== ")[1:]]


def covers(label, claim):
    shared = min(label.end, claim["end"]) - max(label.start, claim["start"])
    return 2 * shared >= min(label.end - label.start, claim["end"] - claim["start"])


def match(labels, claims):
    """Each claim with its label, with None where it has none; and the labels that are left. Doubtful ones are let go."""
    left, pairs = list(labels), []
    for claim in claims:
        fitting = [label for label in left if label.kind == claim["kind"] and covers(label, claim)]
        if fitting:
            left.remove(fitting[0])
        pairs.append((claim, fitting[0] if fitting else None))
    return [pair for pair in pairs if not (pair[1] and pair[1].is_maybe)], [label for label in left if not label.is_maybe]


def words(name):
    return set(re.findall(r"\w+", (name or "").lower())) - {"the", "both", "of", "and"}


def same(wanted, party):
    """One of the names wanted is the party's, or a part of it, or holds it."""
    given = [words(party["name"]), words(party["mention"])] if party else []
    return any(a and b and (a <= b or b <= a) for a in map(words, wanted.split("/")) for b in given)


def fields(label, claim):
    """What is scored of a claim, and whether it is right."""
    wanted = label.fields
    if wanted.get("by", "?") != "?":
        yield "actor", same(wanted["by"], claim["actor"])
    if wanted.get("at") != "?" and ("at" in wanted or label.is_report):
        yield "place", wanted.get("at") == (claim["place"] and claim["place"]["name"])
    if wanted.get("on") != "?" and ("on" in wanted or label.is_report):
        time = claim["time"]
        given = time and (time["value"] if len(wanted.get("on", "")) == 7 else "..".join(sorted({str(time["from"]), str(time["to"])})))
        yield "time", wanted.get("on") == given
    if label.kind == "incident":
        given = [f"{c['kind']} {c['low']} {c['best']} {'-' if c['high'] is None else c['high']}" for c in claim["casualties"]]
        yield "casualties", label.casualties == sorted(given)
    says, voice = wanted.get("says"), claim["voice"]
    if says != "?":
        yield "voice", voice is None if says is None else voice is not None and (says == "somebody" or same(says, voice))


def agreement(texts, folder):
    """An agreement that names the places of the texts as areas."""
    places = sorted({place for text in texts for place in text.places})
    areas = "".join(f"  - {{ id: place-{number}, name: {name} }}\n" for number, name in enumerate(places))
    path = Path(folder) / "agreement.yaml"
    path.write_text(EXAMPLE.read_text().replace("\nareas:\n", "\nareas:\n" + areas))
    return path


def answers(command, texts):
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{text.name}.txt" for text in texts]
        for text, path in zip(texts, files):
            path.write_text(text.text)
        publications = read(f"{command} --agreement {agreement(texts, folder)}", files)["publications"]
        return [publication["claims"] for publication in publications]


def main():
    options = parser(__doc__)
    options.add_argument("--misses", action="store_true", help="print what is wrong in the part to develop on")
    given = options.parse_args()
    kinds, filled = [], []
    for part in ("develop", "held"):
        texts = load(given.data / f"{part}.txt")
        right, proposed, wanted, scored = {}, {}, {}, {}
        for text, claims in zip(texts, answers(given.truce, texts)):
            pairs, missed = match(text.labels, claims)
            for claim, label in pairs:
                proposed[claim["kind"]] = proposed.get(claim["kind"], 0) + 1
                if label:
                    right[label.kind] = right.get(label.kind, 0) + 1
                    for field, is_right in fields(label, claim):
                        scored.setdefault(field, []).append(is_right)
                        if given.misses and part == "develop" and not is_right:
                            print(f"  {field}: {text.name} wants {label.fields}: {claim['text'][:100]!r} {[claim[k] for k in ('actor', 'place', 'time', 'casualties', 'voice')]}")
                elif given.misses and part == "develop":
                    print(f"  not wanted: {text.name} {claim['kind']} ({claim['act']}): {claim['text']!r}")
            for label in text.labels:
                if not label.is_maybe:
                    wanted[label.kind] = wanted.get(label.kind, 0) + 1
            if given.misses and part == "develop":
                for label in missed:
                    print(f"  missed: {text.name} {label.kind}: {text.text[label.start:label.end]!r}")
        for kind in [*sorted(wanted.keys() | proposed.keys()), None]:
            r, p, w = (counts.get(kind, 0) if kind else sum(counts.values()) for counts in (right, proposed, wanted))
            kinds.append([f"{part}: {kind or 'all'}", w, p, f"{r / p:.3f}" if p else "", f"{r / w:.3f}" if w else ""])
        filled.append([part, *(f"{sum(scored.get(f, [])) / max(1, len(scored.get(f, []))):.3f} ({len(scored.get(f, []))})" for f in ("actor", "place", "time", "casualties", "voice"))])
    print(table(["claims", "wanted", "proposed", "precision", "recall"], kinds))
    print()
    print(table(["of those that are right", "actor", "place", "time", "casualties", "voice"], filled))


if __name__ == "__main__":
    main()
