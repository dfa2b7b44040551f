#!/usr/bin/env python3
"""The whole pipeline, from files to printed answer: its time and memory for 10^2 to 10^5 publications.

usage: pipeline.py --data FOLDER [--truce COMMAND] [--most N] [--scratch FOLDER]

FOLDER holds texts (*.txt, in any depth) from which publications are made, the same each time (a seeded generator):
each is of one of many invented speakers on one of many days, says what sentences drawn from the texts say, and one in
five is a copy and two in five a retelling of one before. They are written to a folder that is removed at the end.
COMMAND reads the files listed in FILE when it is given `@FILE`.
"""

import datetime
import os
import random
import re
import shlex
import subprocess
import tempfile
import time
from pathlib import Path

from common import parser, table

FIRST = "Ada Bruno Clara Dario Edda Felix Greta Hugo Ines Jonas Kira Lucan Maud Nils Olga Petra Quin Runa Sven Tilda Ugo Vera Wim Xenia Yusra Zeno".split()
LAST = "Abel Brandt Calder Dorin Elling Ferro Garde Holm Iver Jansen Krol Lindt Moss Nadel Okon Pell Quill Renn Stolle Teague Urban Voss Wren Yates Zorn".split()
OFFICES = ["Governor", "Mayor", "Commissioner", "Commander", "Minister", "Ambassador"]
CUES = ["said", "told reporters", "warned", "added", "explained", "stressed", "declared"]


class Maker:
    def __init__(self, folder, chance):
        texts = [path.read_text(errors="replace") for path in sorted(folder.rglob("*.txt"))]
        pool = [" ".join(sentence.split()) for text in texts for sentence in re.split(r"(?<=[.!?])\s+", text)]
        self.pool = [s for s in pool if 6 <= len(s.split()) <= 30 and not set(s) & set("“”\"")]
        self.chance = chance
        self.told = []

    def statement(self):
        chance = self.chance
        day = chance.randrange(730)
        name = f"{chance.choice(FIRST)} {chance.choice(LAST)}"
        return name, chance.choice(OFFICES), day, [chance.choice(self.pool).rstrip(".!?") for _ in range(chance.randrange(8, 16))]

    def words_of(self, sentence):
        """The sentence as another would tell it: some words left out, some put in, the rest in order."""
        words = [word for word in sentence.split() if self.chance.random() > 0.25] or sentence.split()
        for _ in range(len(words) // 6):
            words.insert(self.chance.randrange(len(words) + 1), self.chance.choice(self.pool).split()[0].lower())
        return " ".join(words)

    def write(self, statement):
        name, office, day, sentences = statement
        chance = self.chance
        when = datetime.date(2023, 1, 1) + datetime.timedelta(days=day)
        weekday, date = when.strftime("%A"), f"{when.day} {when.strftime('%B %Y')}"
        lines = [f"The {chance.choice(LAST)} {chance.choice(['Courier', 'Gazette', 'Post', 'Herald'])}", f"{weekday}, {date}", ""]
        lines += [" ".join(chance.choice(self.pool).split()[:8]), ""]
        for number, sentence in enumerate(sentences):
            cue = chance.choice(CUES)
            who = f"{office} {name}" if number == 0 else name.split()[1]
            said = f" on {weekday}" if number == 0 else ""
            if chance.random() < 0.4:
                lines += [f"“{sentence},” {who} {cue if cue != 'told reporters' else 'said'}{said}.", ""]
            else:
                lines += [f"{who} {cue}{said} that {sentence[0].lower() + sentence[1:]}.", ""]
            if chance.random() < 0.5:
                lines += [f"{chance.choice(self.pool)}", ""]
        while sum(map(len, lines)) < 3400:
            lines += [f"{chance.choice(self.pool)} {chance.choice(self.pool)} {chance.choice(self.pool)}", ""]
        return "\n".join(lines)

    def next(self):
        draw = self.chance.random()
        if self.told and draw < 0.2:
            text = self.chance.choice(self.told[-2000:])[1]
            return "\n".join(line for line in text.split("\n") if not line or self.chance.random() > 0.03)
        if self.told and draw < 0.6:
            name, office, day, sentences = self.chance.choice(self.told[-2000:])[0]
            kept = [self.words_of(sentence) for sentence in sentences if self.chance.random() > 0.2]
            statement = (name, office, day, kept or sentences)
        else:
            statement = self.statement()
        text = self.write(statement)
        self.told.append((statement, text))
        del self.told[:-4000]
        return text


def measure(command, files, folder):
    """Seconds of processor time, wall time and the most memory, of the program alone."""
    listing = Path(folder) / "files"
    listing.write_text("\n".join(files))
    began = time.perf_counter()
    with open(Path(folder) / "answer", "wb") as answer:
        process = subprocess.Popen(shlex.split(command) + [f"@{listing}"], stdout=answer)
        _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{command} ended with {status}")
    size = (Path(folder) / "answer").stat().st_size
    return time.perf_counter() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, size


def main():
    options = parser(__doc__)
    options.add_argument("--most", type=int, default=100_000, help="the most publications (default: %(default)s)")
    options.add_argument("--scratch", default=None, help="where publications are written for the time being")
    given = options.parse_args()
    maker = Maker(given.data, random.Random(4))
    rows, files, size = [], [], 0
    with tempfile.TemporaryDirectory(dir=given.scratch) as folder:
        count = 100
        while count <= given.most:
            while len(files) < count:
                path = Path(folder) / f"{len(files)}.txt"
                text = maker.next()
                size += path.write_text(text)
                files.append(str(path))
            wall, processor, memory, answer = measure(given.truce, files, folder)
            rows.append([
                f"{count:,}", f"{wall:.2f}", f"{count / processor:,.0f}", f"{processor / count * 1000:.2f}",
                f"{memory / 1e6:,.0f}", f"{size / count / 1000:.1f}", f"{(memory - size) / count / 1000:.1f}", f"{answer / count / 1000:.1f}",
            ])
            print(table(["publications", "seconds", "publications a second of one core", "ms each", "most memory, MB", "text, KB each", "memory beyond its text, KB each", "answer, KB each"], rows[-1:]), flush=True)
            count *= 10
    print()
    print(table(["publications", "seconds", "publications a second of one core", "ms each", "most memory, MB", "text, KB each", "memory beyond its text, KB each", "answer, KB each"], rows))


if __name__ == "__main__":
    main()
