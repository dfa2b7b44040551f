#!/usr/bin/env python3
"""One statement or not, and where its words are altered: retellings with labels, and texts that are like them and are not.

usage: origins.py --data FOLDER [--truce COMMAND] [--peers] [--misses]

FOLDER is Tests/OpenSourcesTests/Retellings, whose README.md tells how the texts are marked and how each part came to be:
`unseen`, `river` and `federal` were only scored. Pairs are of all texts of a part. A counterpart counts as found when one of the three
best alterations that start from the one passage overlaps the other (hit@3); the same of texts that were grouped together alone tells how well counterparts are found where grouping succeeds. Of the first
alterations between labelled passages some are right (first right); alterations are counted for each pair of texts. Peers
(--peers, needs scikit-learn) are given the threshold that is best for the very texts they are scored on.
"""

import itertools
import re
import sys
from pathlib import Path

from common import parser, read

PARTS = "develop held fresh other highland strait unseen river federal".split()
MARK = re.compile(r"\{(\d+)( [a-z ]+)?: ")


class Text:
    def __init__(self, head, marked):
        name, statement, style = (field.strip() for field in head.split("|"))
        self.name, self.statement, self.style = name, statement, style
        self.passages = {}  # number: (start, end, kind or None)
        plain, position, pending = [], 0, None
        marked = marked.strip("\n")
        while position < len(marked):
            mark = MARK.match(marked, position)
            if mark:
                pending = (int(mark[1]), sum(map(len, plain)), (mark[2] or "").strip() or None)
                position = mark.end()
            elif marked[position] == "}":
                number, start, kind = pending
                self.passages.setdefault(number, []).append((start, sum(map(len, plain)), kind))
                position += 1
            else:
                plain.append(marked[position])
                position += 1
        self.text = "".join(plain) + "\n"


def load(path):
    parts = path.read_text().split("\n=== ")[1:]
    return [Text(*part.split("\n", 1)) for part in parts]


def score(wanted, given):
    right = len(wanted & given)
    precision, recall = right / len(given) if given else 0.0, right / len(wanted) if wanted else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if right else 0.0


def pairs_of(answer):
    together = set()
    for statement in answer["statements"]:
        names = sorted({Path(file).stem for file in statement["publications"]})
        together |= set(itertools.combinations(names, 2))
    return together


def counterparts(texts):
    """Labelled passages of one statement in two texts, in both directions."""
    for a, b in itertools.permutations(texts, 2):
        if a.statement == b.statement:
            for number in a.passages.keys() & b.passages.keys():
                yield a, b, number


def alterations_of(answer):
    """What stands against what, in the order given, from either side."""
    found = {}
    for alteration in answer["alterations"]:
        for one, other in (("a", "b"), ("b", "a")):
            x, y = alteration[one], alteration[other]
            found.setdefault((Path(x["file"]).stem, Path(y["file"]).stem), []).append((x, y, alteration))
    return found


def overlaps(passage, spans):
    return any(passage["start"] < end and start < passage["end"] for start, end, _ in spans)


def hits(texts, answer, misses, among=None):
    """Labelled counterparts, those that stand first and those among the first three; among some pairs of texts."""
    found = alterations_of(answer)
    wanted = first = third = 0
    for a, b, number in counterparts(texts):
        if among is not None and tuple(sorted((a.name, b.name))) not in among:
            continue
        against = [y for x, y, _ in found.get((a.name, b.name), []) if overlaps(x, a.passages[number])]
        ranks = [rank for rank, y in enumerate(against) if overlaps(y, b.passages[number])]
        wanted += 1
        first += bool(ranks) and ranks[0] == 0
        hit = bool(ranks) and ranks[0] < 3
        third += hit
        if misses and not hit:
            print(f"  not found: {a.name} -> {b.name} {number}: {words(a, number)!r} | {words(b, number)!r}")
    return wanted, first, third


def first_right(texts, answer):
    """Of the first alterations between passages that are labelled, how many are right."""
    by_name = {text.name: text for text in texts}

    def labels(place):
        return {number for number, spans in by_name[Path(place["file"]).stem].passages.items() if overlaps(place, spans)}

    pairs = [(labels(each["a"]), labels(each["b"])) for each in answer["alterations"] if each["rank"] == 1]
    both = [bool(a & b) for a, b in pairs if a and b]
    return sum(both) / max(1, len(both))


def words(text, number):
    return " … ".join(text.text[start:end] for start, end, _ in text.passages[number])[:70]


def kinds(texts, answer, misses):
    """Of the passages whose change from the first telling is labelled, how many are named so."""
    found = alterations_of(answer)
    wanted = right = 0
    for statement in {text.statement for text in texts}:
        first, *others = [text for text in texts if text.statement == statement]
        for other in others:
            for number, spans in sorted(other.passages.items()):
                for a, b, alteration in found.get((first.name, other.name), []):
                    if overlaps(a, first.passages[number]) and overlaps(b, spans) and alteration["rank"] == 1:
                        kind = spans[0][2]
                        named = {"hedge": "hedge added"}.get(kind, kind)
                        forward = Path(alteration["a"]["file"]).stem == first.name
                        given = set(alteration["changes"])
                        if not forward:
                            turned = {"hedge added": "hedge removed", "hedge removed": "hedge added"}
                            given = {turned.get(change, change) for change in given}
                        label = {"number": "number changed", "context moved": "context moved", "strength": "strength changed"}.get(named, named)
                        wanted += 1
                        right += label in given
                        if misses and label not in given:
                            print(f"  kind: {other.name} {number} {label} is {sorted(given)}: {a['text'][:60]!r} | {b['text'][:60]!r}")
                        break
    return wanted, right


def peers(texts):
    from sklearn.feature_extraction.text import TfidfVectorizer

    bodies = [text.text for text in texts]
    wanted = {tuple(sorted((a.name, b.name))) for a, b in itertools.combinations(texts, 2) if a.statement == b.statement}
    vectors = TfidfVectorizer(sublinear_tf=True, stop_words="english").fit_transform(bodies)
    cosine = (vectors @ vectors.T).toarray()
    grams = [set(zip(*(re.findall(r"\w+", body.lower())[shift:] for shift in range(3)))) for body in bodies]
    names = [text.name for text in texts]
    for title, likeness in (
        ("TF-IDF cosine (scikit-learn)", lambda i, j: cosine[i, j]),
        ("3-gram containment", lambda i, j: len(grams[i] & grams[j]) / max(1, min(len(grams[i]), len(grams[j])))),
    ):
        scores = {tuple(sorted((names[i], names[j]))): likeness(i, j) for i, j in itertools.combinations(range(len(texts)), 2)}
        best = max((score(wanted, {pair for pair, value in scores.items() if value >= threshold})[2], threshold) for threshold in sorted(set(scores.values())))
        given = {pair for pair, value in scores.items() if value >= best[1]}
        precision, recall, f1 = score(wanted, given)
        yield f"{title}, at {best[1]:.3f}", precision, recall, f1, len(given - wanted)
    # The counterpart of a passage: the sentence of the other text whose words are likest.
    total = third = 0
    for a, b, number in counterparts(texts):
        start, end, _ = a.passages[number][0]
        sentences = [match.span() for match in re.finditer(r"[^.!?\n]+[.!?\n]?", b.text) if match[0].strip()]
        matrix = TfidfVectorizer().fit([*bodies]).transform([a.text[start:end]] + [b.text[s:e] for s, e in sentences])
        order = (matrix[1:] @ matrix[0].T).toarray().ravel().argsort()[::-1][:3]
        total += 1
        third += any(sentences[i][0] < e and s < sentences[i][1] for i in order for s, e, _ in b.passages[number])
    yield "TF-IDF cosine, hit@3 of a passage's sentence", None, None, third / total, None


def main():
    options = parser(__doc__)
    options.add_argument("--misses", action="store_true", help="print what is wrong in the part to develop on")
    given = options.parse_args()
    print("| part | texts | statements | pair precision | recall | F1 | wrong pairs | hit@1 | hit@3 | hit@3 of those together | first right | alterations a pair | changes named |")
    print("|---|" + "--:|" * 12)
    shown = []
    for part in PARTS:
        texts = load(Path(given.data) / f"{part}.txt")
        answer = read_texts(given.truce, texts)
        wanted = {tuple(sorted((a.name, b.name))) for a, b in itertools.combinations(texts, 2) if a.statement == b.statement}
        together = pairs_of(answer)
        precision, recall, f1 = score(wanted, together)
        misses = given.misses and part == "develop"
        if misses:
            for pair in sorted(wanted - together):
                print("  apart:", *pair, file=sys.stdout)
            for pair in sorted(together - wanted):
                print("  together:", *pair, file=sys.stdout)
        passages, first, third = hits(texts, answer, misses)
        right = wanted & together
        among, _, known = hits(texts, answer, False, right)
        a_pair = len(answer["alterations"]) / max(1, len(together))
        changes, named = kinds(texts, answer, misses)
        told = sum(sum(t.statement == s for t in texts) > 1 for s in {t.statement for t in texts})
        print(f"| {part} | {len(texts)} | {told} | {precision:.3f} | {recall:.3f} | {f1:.3f} | {len(together - wanted)} | {first / passages:.3f} | {third / passages:.3f} ({passages}) | {known / max(1, among):.3f} ({among}) | {first_right(texts, answer):.3f} | {a_pair:.1f} | {named / max(1, changes):.3f} ({changes}) |")
        shown.append((part, texts))
    if given.peers:
        print("\n| peer | part | pair precision | recall | F1 or hit@3 | wrong pairs |\n|---|---|--:|--:|--:|--:|")
        for part, texts in shown:
            for title, precision, recall, f1, wrong in peers(texts):
                cells = [f"{value:.3f}" if value is not None else "" for value in (precision, recall, f1)]
                print(f"| {title} | {part} | {' | '.join(cells)} | {'' if wrong is None else wrong} |")


def read_texts(command, texts):
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        files = []
        for text in texts:
            path = Path(folder) / f"{text.name}.txt"
            path.write_text(text.text)
            files.append(path)
        return read(command, files)


if __name__ == "__main__":
    main()
