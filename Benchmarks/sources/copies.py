#!/usr/bin/env python3
"""Near-identical copies: which texts of many were copied from one another with light edits, and how fast that is told.

usage: copies.py --data FOLDER [--truce COMMAND] [--peers] [--texts N]

FOLDER holds texts (*.txt, in any depth); each is the original of some copies, which are made from it by cutting, putting
in and replacing words and sentences, the same each time (a seeded generator). Where FOLDER has fewer texts than are
asked for, others are made of sentences of several, so that texts on one matter share some. A pair counts as a copy where
the texts share half of their runs of three words or more, counted exactly. COMMAND prints {"seconds": …, "copies":
[[0, 2], …]} for the files named after it: the seconds from the first byte read to the groups. The peer (--peers, needs
datasketch) is asked for the same: its MinHash of the same runs with 128 permutations, and its LSH index at .5.
"""

import itertools
import json
import random
import re
import shlex
import subprocess
import tempfile
import time
from pathlib import Path

from common import parser, table

THRESHOLD = 0.5


def runs(text):
    words = re.findall(r"\w+", text.lower())
    return set(zip(words, words[1:], words[2:])) or {tuple(words)}


def sentences(text):
    return [sentence for sentence in re.split(r"(?<=[.!?”\"])\s+", text) if sentence.strip()]


def mutate(text, strength, chance, pool):
    """A copy: some sentences cut or put in, some words replaced, a paragraph moved."""
    out = []
    for sentence in sentences(text):
        if chance.random() < strength * 0.5:
            continue
        words = sentence.split(" ")
        words = [chance.choice(words) if chance.random() < strength * 0.25 else word for word in words]
        out.append(" ".join(words))
        if chance.random() < strength * 0.3:
            out.append(chance.choice(pool))
    if chance.random() < strength:
        cut = chance.randrange(len(out)) if out else 0
        out = out[cut:] + out[:cut]
    return " ".join(out) or text


def make(folder, count, chance):
    originals = [path.read_text(errors="replace") for path in sorted(folder.rglob("*.txt"))]
    originals = [text for text in originals if len(text.split()) > 80]
    pool = [sentence for text in originals for sentence in sentences(text)]
    while len(originals) < count // 3:
        originals.append(" ".join(chance.choice(pool) for _ in range(chance.randrange(12, 40))))
    chance.shuffle(originals)
    texts, families = [], []
    for family, original in enumerate(originals):
        if len(texts) >= count:
            break
        for copy in range(chance.choice([1, 1, 2, 3, 4, 6])):
            texts.append(original if copy == 0 else mutate(original, chance.choice([0.05, 0.1, 0.2, 0.3, 0.5]), chance, pool))
            families.append(family)
    order = list(range(len(texts)))
    chance.shuffle(order)
    return [texts[i] for i in order], [families[i] for i in order]


def copies_of(texts, families):
    """Pairs that are copies by an exact count, and pairs of one origin that share too little for that."""
    members, pairs = {}, set()
    for index, family in enumerate(families):
        members.setdefault(family, []).append(index)
    for family in members.values():
        sets = {index: runs(texts[index]) for index in family}
        for a, b in itertools.combinations(family, 2):
            if len(sets[a] & sets[b]) >= THRESHOLD * len(sets[a] | sets[b]):
                pairs.add((a, b))
    return pairs


def judge(groups, pairs, families):
    home = {index: number for number, group in enumerate(groups) for index in group}
    found = sum(a in home and home[a] == home.get(b) for a, b in pairs)
    strange = sum(families[a] != families[b] for group in groups for a, b in itertools.combinations(group, 2))
    return found / len(pairs), strange


def peer(texts):
    from datasketch import MinHash, MinHashLSH

    began = time.perf_counter()
    index = MinHashLSH(threshold=THRESHOLD, num_perm=128)
    sketches, roots = [], list(range(len(texts)))

    def root(i):
        while roots[i] != i:
            i = roots[i]
        return i

    for number, text in enumerate(texts):
        sketch = MinHash(num_perm=128)
        sketch.update_batch([" ".join(run).encode() for run in runs(text)])
        for other in index.query(sketch):
            if sketch.jaccard(sketches[other]) >= THRESHOLD:
                a, b = root(other), root(number)
                roots[max(a, b)] = min(a, b)
        index.insert(number, sketch)
        sketches.append(sketch)
    groups = {}
    for number in range(len(texts)):
        groups.setdefault(root(number), []).append(number)
    return [group for group in groups.values() if len(group) > 1], time.perf_counter() - began


def main():
    options = parser(__doc__)
    options.set_defaults(truce=".build/release/truce sources copies --json")
    options.add_argument("--texts", type=int, default=10_000)
    given = options.parse_args()
    texts, families = make(given.data, given.texts, random.Random(9))
    pairs = copies_of(texts, families)
    print(f"{len(texts)} texts of {sum(map(len, texts)) // len(texts)} characters on average, {len(pairs)} pairs of copies\n")
    rows = []

    def row(name, groups, seconds):
        recall, strange = judge(groups, pairs, families)
        rows.append([name, f"{recall:.4f}", strange, f"{len(texts) / seconds:,.0f}"])

    with tempfile.TemporaryDirectory() as folder:
        files = []
        for number, text in enumerate(texts):
            path = Path(folder) / str(number)
            path.write_text(text)
            files.append(str(path))
        began = time.perf_counter()
        run = subprocess.run(shlex.split(given.truce) + files, capture_output=True, check=True)
        whole = time.perf_counter() - began
        answer = json.loads(run.stdout)
    row("truce", answer["copies"], answer["seconds"])
    row("truce, with starting and ending the program", answer["copies"], whole)
    if given.peers:
        row("datasketch", *peer(texts))
    print(table(["", "recall of copies", "pairs of two origins", "texts a second"], rows))


if __name__ == "__main__":
    main()
