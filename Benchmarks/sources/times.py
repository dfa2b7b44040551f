#!/usr/bin/env python3
"""How well times are found and resolved, on TimeML documents (TempEval-3's TBAQ-cleaned).

    Benchmarks/sources/times.py --data DIR [--part dev|held|aquaint] [--truce COMMAND] [--peers]

DIR holds the folders TimeBank and AQUAINT. Each document's text is given to COMMAND as a plain text file
with `--published` and the day of its creation; times are read from its JSON. `dev` is every second file
of TimeBank in order of name, `held` the others.

Measures, each over all documents of a part:
- relative dates: of the TIMEX3 of type DATE whose value is no word of theirs (temporalFunction="true") and
  a calendar value (not PAST_REF and the like), the share for which the one found in their place has exactly
  that value. The peer is given the annotated words themselves, so that it need not find them.
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
        self.day = re.search(r"<DCT>.*?value=\"(\d{4}-\d\d-\d\d)", source, re.S).group(1)
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
             "relative": a.get("temporalFunction") == "true"}
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


def score(documents, found, values=resolved):
    relative = [(d, t, f) for d, f in zip(documents, found) for t in d.times if t["type"] == "DATE" and t["relative"]]
    calendar = [one for one in relative if not one[1]["value"].endswith("_REF")]

    def share(chosen):
        return sum(values(t, f) == t["value"] for _, t, f in chosen) / len(chosen)

    gold, number = sum(len(d.times) for d in documents), sum(len(f) for f in found)
    exact = lambda a, b: (a["start"], a["end"]) == (b["start"], b["end"])
    total = lambda agree: sum(matched(d.times, f, agree) for d, f in zip(documents, found))
    return {
        "relative dates": share(calendar), "all relative dates": share(relative),
        "span F1, exact": f1(total(exact), number, gold), "span F1, overlapping": f1(total(overlaps), number, gold),
        "value F1, exact span": f1(total(lambda a, b: exact(a, b) and a["value"] == b["value"]), number, gold),
        "value F1, overlapping": f1(total(lambda a, b: overlaps(a, b) and a["value"] == b["value"]), number, gold),
    }


def dateparser_scores(documents):
    import dateparser
    from dateparser.search import search_dates

    def settings(day):
        return {"RELATIVE_BASE": datetime.datetime.strptime(day, "%Y-%m-%d"), "PREFER_DATES_FROM": "past",
                "RETURN_TIME_AS_PERIOD": True}

    def text_of(moment, period):
        year, week, _ = moment.isocalendar()
        return {"year": f"{moment:%Y}", "month": f"{moment:%Y-%m}", "week": f"{year}-W{week:02d}",
                "time": f"{moment:%Y-%m-%dT%H:%M}"}.get(period, f"{moment:%Y-%m-%d}")

    from dateparser.date import DateDataParser

    def given(document, time):
        parsed = DateDataParser(languages=["en"], settings=settings(document.day)).get_date_data(
            " ".join(time["text"].split()))
        return text_of(parsed.date_obj, parsed.period) if parsed.date_obj else None

    found = []
    for document in documents:
        times, position = [], 0
        for words, moment in search_dates(document.text, languages=["en"], settings=settings(document.day)) or []:
            start = document.text.find(words, position)
            if start < 0:
                continue
            position = start + len(words)
            times.append({"start": start, "end": position, "value": given(document, {"text": words})})
        found.append(times)
    scores = score(documents, found)
    values = {(id(d), t["start"]): given(d, t) for d in documents for t in d.times if t["type"] == "DATE" and t["relative"]}
    relative = [(d, t) for d in documents for t in d.times if t["type"] == "DATE" and t["relative"]]
    for name, chosen in (("all relative dates", relative),
                         ("relative dates", [one for one in relative if not one[1]["value"].endswith("_REF")])):
        scores[name] = sum(values[id(d), t["start"]] == t["value"] for d, t in chosen) / len(chosen)
    # The most favourable reading: right at any precision that the value has.
    return scores


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
        columns.append((f"truce, {part}", score(chosen, found)))
        if options.errors and part == "dev":
            print_errors(chosen, found)
        if options.peers:
            columns.append((f"dateparser, {part}", dateparser_scores(chosen)))
    print("| measure | " + " | ".join(name for name, _ in columns) + " |")
    print("|---|" + "---|" * len(columns))
    for measure in columns[0][1]:
        print(f"| {measure} | " + " | ".join(f"{scores[measure]:.3f}" for _, scores in columns) + " |")


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
