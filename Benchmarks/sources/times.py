#!/usr/bin/env python3
"""How well times are found and resolved, on TimeML documents (TempEval-3's TBAQ-cleaned).

    Benchmarks/sources/times.py --data DIR [--part dev|held|aquaint] [--truce COMMAND] [--peers]

DIR holds the folders TimeBank and AQUAINT. Each document's text is given to COMMAND as a plain text file
with `--published` and the day of its creation; times are read from its JSON. `dev` is every second file
of TimeBank in order of name, `held` the others.

Measures, each over all documents of a part:
- dates relative to the day of creation: of the TIMEX3 of type DATE that are resolved against that day
  (temporalFunction="true", anchorTimeID that of the document's own) and have a calendar value (not PAST_REF
  and the like), the share for which the one found in their place has exactly that value. The peer is given
  the annotated words themselves, so that it need not find them, and its answer is taken at the precision
  that the annotated value has: under this measure it has .65 on the part `dev`.
- relative dates: the same for those that are resolved against other times as well ("a year earlier").
- all relative dates: the same with PAST_REF, PRESENT_REF and FUTURE_REF.
- spans: F1 of the expressions of types DATE, TIME, DURATION and SET found, exact and overlapping.
- values: F1 of expressions found whose value is exactly right, spans exact and overlapping.
"""

import argparse
import datetime
import glob
import html
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile

TAG = re.compile(r"<(/?)(\w+)([^>]*)>")
ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')


class Document:
    def __init__(self, path):
        source = open(path, encoding="utf-8").read()
        self.name = os.path.basename(path)
        creation = re.search(r"<DCT>(.*?)</DCT>", source, re.S).group(1)
        self.day = re.search(r'value="(\d{4}-\d\d-\d\d)', creation).group(1)
        self.creation = re.search(r'tid="(\w+)"', creation).group(1)
        body = source[source.index("<TEXT>") + 6:source.index("</TEXT>")]
        text, times, open_times, position = [], [], [], 0
        length = 0
        for tag in TAG.finditer(body):
            piece = html.unescape(body[position:tag.start()])
            text.append(piece)
            length += len(piece)
            position = tag.end()
            if tag.group(2) != "TIMEX3":
                continue
            if tag.group(1):
                start, attributes = open_times.pop()
                times.append((start, length, attributes))
            else:
                open_times.append((length, dict(ATTRIBUTE.findall(tag.group(3)))))
        text.append(html.unescape(body[position:]))
        self.text = "".join(text)
        self.times = [
            {"start": start, "end": end, "text": self.text[start:end], "type": a["type"], "value": a["value"],
             "relative": a.get("temporalFunction") == "true",
             "to_creation": a.get("anchorTimeID") == self.creation}
            for start, end, a in times if end > start
        ]


def documents(folder, part):
    name = "AQUAINT" if part == "aquaint" else "TimeBank"
    files = sorted(glob.glob(os.path.join(folder, name, "*.tml")))
    if not files:
        sys.exit(f"{folder} must hold the folder {name} with .tml files.")
    chosen = files if part == "aquaint" else files[0 if part == "dev" else 1::2]
    return [Document(file) for file in chosen]


def read(command, documents):
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for document in documents:
            path = os.path.join(folder, "article.txt")
            with open(path, "w", encoding="utf-8") as file:
                file.write(document.text)
            run = subprocess.run(
                shlex.split(command) + ["--published", document.day, path], capture_output=True, text=True,
                check=True)
            found.append(json.loads(run.stdout)["publications"][0]["times"])
    return found


def overlaps(a, b):
    return a["start"] < b["end"] and b["start"] < a["end"]


def f1(right, found, gold):
    return 2 * right / (found + gold) if found + gold else 0.0


def resolved(gold, found):
    """The value of the expression found in a gold one's place: the one that shares most of it."""
    near = [other for other in found if overlaps(gold, other)]
    if not near:
        return None
    return max(near, key=lambda other: min(gold["end"], other["end"]) - max(gold["start"], other["start"]))["value"]


def matched(gold, found, agree):
    """Pairs in order of the text, each expression in one pair at most."""
    used, right = set(), 0
    for time in gold:
        for index, other in enumerate(found):
            if index not in used and agree(time, other):
                used.add(index)
                right += 1
                break
    return right


def relative_dates(documents):
    """Of each document the relative dates of each measure."""
    chosen = {"dates relative to the day of creation": [], "relative dates": [], "all relative dates": []}
    for index, document in enumerate(documents):
        for time in document.times:
            if time["type"] != "DATE" or not time["relative"]:
                continue
            chosen["all relative dates"].append((index, time))
            if time["value"].endswith("_REF"):
                continue
            chosen["relative dates"].append((index, time))
            if time["to_creation"]:
                chosen["dates relative to the day of creation"].append((index, time))
    return chosen


def score(documents, found, is_right):
    """`is_right` tells of a document's index and a gold expression whether its value is resolved."""
    scores = {
        f"{name} ({len(chosen)})": sum(is_right(index, time) for index, time in chosen) / len(chosen)
        for name, chosen in relative_dates(documents).items()
    }
    gold, number = sum(len(d.times) for d in documents), sum(len(f) for f in found)

    def total(agree):
        return f1(sum(matched(d.times, f, agree) for d, f in zip(documents, found)), number, gold)

    def exact(a, b):
        return (a["start"], a["end"]) == (b["start"], b["end"])

    scores[f"span F1, exact ({gold})"] = total(exact)
    scores["span F1, overlapping"] = total(overlaps)
    scores["value F1, exact span"] = total(lambda a, b: exact(a, b) and a["value"] == b["value"])
    scores["value F1, overlapping"] = total(lambda a, b: overlaps(a, b) and a["value"] == b["value"])
    return scores


def truce_scores(documents, found):
    return score(documents, found, lambda index, time: resolved(time, found[index]) == time["value"])


def dateparser_scores(documents):
    import dateparser
    from dateparser.search import search_dates

    def settings(document):
        return {"RELATIVE_BASE": datetime.datetime.strptime(document.day, "%Y-%m-%d")}

    def values(moment):
        """The moment at every precision that a value may have, the day first."""
        year, week, _ = moment.isocalendar()
        return [f"{moment:%Y-%m-%d}", f"{moment:%Y-%m}", f"{moment:%Y}", f"{year}-W{week:02d}"]

    def is_right(index, time):
        words = " ".join(time["text"].split())
        moment = dateparser.parse(words, languages=["en"], settings=settings(documents[index]))
        return moment is not None and time["value"] in values(moment)

    found = []
    for document in documents:
        times, position = [], 0
        for words, moment in search_dates(document.text, languages=["en"], settings=settings(document)) or []:
            start = document.text.find(words, position)
            if start >= 0:
                position = start + len(words)
                times.append({"start": start, "end": position, "value": Precise(values(moment))})
        found.append(times)
    return score(documents, found, is_right)


class Precise:
    """Equal to a value at any precision."""

    def __init__(self, values):
        self.values = values

    def __eq__(self, value):
        return value in self.values


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", required=True, help="the folder that holds TimeBank and AQUAINT")
    parser.add_argument("--part", choices=["dev", "held", "aquaint"], action="append")
    parser.add_argument("--truce", default=".build/release/truce sources read --json")
    parser.add_argument("--peers", action="store_true", help="run dateparser beside it")
    parser.add_argument("--errors", action="store_true", help="print what was not right (dev only)")
    options = parser.parse_args()
    columns = []
    for part in options.part or ["dev", "held", "aquaint"]:
        chosen = documents(options.data, part)
        found = read(options.truce, chosen)
        columns.append((f"truce, {part}", truce_scores(chosen, found)))
        if options.errors and part == "dev":
            print_errors(chosen, found)
        if options.peers:
            columns.append((f"dateparser, {part}", dateparser_scores(chosen)))
    print("| measure | " + " | ".join(name for name, _ in columns) + " |")
    print("|---|" + "---|" * len(columns))
    for row in zip(*(scores.items() for _, scores in columns)):
        numbers = [re.search(r" \((\d+)\)", name) for name, _ in row]
        measure = re.sub(r" \(\d+\)", "", row[0][0])
        print(f"| {measure} | " + " | ".join(
            f"{share:.3f}" + (f" of {number.group(1)}" if number else "")
            for (_, share), number in zip(row, numbers)) + " |")


def print_errors(documents, found):
    for document, times in zip(documents, found):
        for time in document.times:
            value = resolved(time, times)
            if value != time["value"]:
                context = document.text[max(0, time["start"] - 60):time["end"] + 30].replace("\n", " ")
                print(document.day, time["type"], "relative" if time["relative"] else "", time["value"], "≠", value,
                      f"[{time['text']}]", context, sep="\t")
        for time in times:
            if not any(overlaps(time, gold) for gold in document.times):
                context = document.text[max(0, time["start"] - 40):time["end"] + 30].replace("\n", " ")
                print(document.day, "none", "", "", "≠", time["value"], f"[{time['text']}]", context, sep="\t")


if __name__ == "__main__":
    main()
