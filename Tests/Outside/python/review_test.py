"""What a person confirms of the press: proposed, decided, recorded and shown; and a recording that is cut short.

usage: review_test.py --truce PROGRAM --record FOLDER --example FOLDER --work FOLDER
"""

import json
import re
import shutil

import arguments
from claims import Claims, expect
from truce import Truce


def decide(text, decision, which=r"[\w-]+"):
    """The review with a decision put in for the acts whose label matches."""
    return re.sub(rf"(- id: (?:{which})\n    decision: )\w+", rf"\g<1>{decision}", text)


def fresh(example, folder):
    """The example's publications with a line of their own, so that their bytes are new to the record."""
    folder.mkdir(parents=True)
    for path in sorted((example / "publications").glob("*.txt")):
        (folder / path.name).write_text(path.read_text() + "\nPrinted again for a check of the program.\n")
    return sorted(folder.glob("*.txt"))


def pdf(lines):
    """A page of text, as a file of PDF 1.4."""
    text = "BT /F1 11 Tf 50 780 Td 14 TL " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(text)} >>\nstream\n{text}\nendstream", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return (out + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n").encode()


def main():
    given = arguments.parse(__doc__, "truce", "record", "example", "work")
    claims = Claims()
    truce = Truce(given.truce)
    shutil.rmtree(given.work, ignore_errors=True)
    files = fresh(given.example, given.work / "press")
    agreement = given.example / "agreement.yaml"
    record, key = given.work / "record", given.work / "press.key"
    shutil.copytree(given.record, record)
    shutil.copy(record / "keys" / "secretariat-press.key", key)
    review, journal = given.work / "review.yaml", given.work / "review.yaml.recorded"

    with claims("publications are counted by outlet, by origin and by side, and a file that cannot be read is named"):
        grouped = truce("sources", "group", *files, "--json", "--agreement", agreement).expect(0).json
        counts = grouped["counts"]
        expect((counts["publications"], counts["outlets"]) == (9, 5), f"{counts}")
        expect(counts["origins"] == len(grouped["statements"]) == 4, "they should go back to four statements")
        expect(max(len(statement["publications"]) for statement in grouped["statements"]) == 4, "one statement should have four carriers")
        expect(counts["sides_heard"] == ["Afghanistan", "Pakistan"], f"{counts['sides_heard']}")
        broken = given.work / "press" / "broken.bin"
        broken.write_bytes(bytes(range(256)) * 8)
        told = truce("sources", "group", *files, broken).expect(1, "broken.bin", "9 publications", "not text")
        expect("Traceback" not in told.said, "in one sentence")
    with claims("a PDF is read like any other publication, and one that is broken is named in a sentence"):
        page, broken = given.work / "page.pdf", given.work / "broken.pdf"
        page.write_bytes(pdf(["Bridge stays open, mayor says", "", "Published 14 March 2024", "", '"We will count the lorries every day," Mayor Edda Quill said on Thursday.']))
        broken.write_bytes(page.read_bytes()[:200])
        read = truce("sources", "read", page, "--json").expect(0).json["publications"][0]
        expect((read["headline"], read["published"]) == ("Bridge stays open, mayor says", "2024-03-14"), f"{read['headline']}, {read['published']}")
        expect([quote["text"] for quote in read["quotes"] if quote["kind"] == "direct"] == ["We will count the lorries every day,"], f"{read['quotes']}")
        truce("sources", "read", broken).expect(1, "broken.pdf must be a PDF")
        truce("sources", "text", page).expect(0, "We will count the lorries every day")
        truce("sources", "dates", page).expect(0, "2024-03-14  ")
    with claims("the day of publication alone is told, with what says so, and what is no text is named"):
        page = given.work / "page.html"
        page.write_text('<html><head><meta property="article:published_time" content="2024-03-14T10:00:00Z"></head><body><h1>Bridge stays open</h1><p>The bridge stays open.</p></body></html>')
        truce("sources", "dates", page, files[0]).expect(0, r"2024-03-14  .*page\.html  .*published_time", r"2025-11-\d\d  ")
        dated = truce("sources", "dates", page, broken, "--json").expect(1, "broken.pdf")
        expect('"published": "2024-03-14"' in dated.out, f"{dated.out}")
    with claims("words of one statement are set side by side, word by word"):
        compared = truce("sources", "compare", *files).expect(0, r"\[-.+-\]", r"\{\+.+\+\}", "reworded")
        expect("verbatim\n" not in compared.out, "what is the same is left out")
        pairs = truce("sources", "compare", *files, "--json").expect(0).json["alterations"]
        texts = {str(path): path.read_text() for path in files}
        for pair in pairs:
            for side in ("a", "b"):
                passage = pair[side]
                expect(texts[passage["file"]][passage["start"] : passage["end"]] == passage["text"], f"{passage}")
    with claims("what was read is proposed, nothing is confirmed, and a review is never overwritten"):
        truce("sources", "propose", *files, "--agreement", agreement, "--review", review).expect(0, "decide")
        text = review.read_text()
        expect(text.count("decision: undecided") == text.count("\n  - id: ") > 10 and "decision: confirmed" not in text, "all should be undecided")
        truce("sources", "propose", *files, "--review", review).expect(2, "never overwritten")
        truce("sources", "record", review, "--key", key, "--to", record).expect(0, "0 acts .* recorded")
    with claims("an act that names one which nobody confirmed is refused with file and line, and nothing is recorded"):
        review.write_text(decide(text, "confirmed", r"statement-S1"))
        truce("sources", "record", review, "--key", key, "--to", record).expect(1, r"line \d+", r"publication-\d.+confirmed too")
        expect(not journal.exists(), "nothing should have been handed in")
        review.write_text(text.replace("decision: undecided", "decision: perhaps", 1))
        truce("sources", "record", review, "--key", key, "--to", record).expect(1, "undecided, confirmed, rejected")
    with claims("a recording that the registry refuses in the middle goes on after the mending, and nothing is recorded twice"):
        confirmed = decide(decide(text, "confirmed", r"publication-\d"), "confirmed", "statement-S1")
        spoilt = re.sub(r"(id: publication-3\n(?:.*\n)*?      basis: )\S+", r"\g<1>unknown", confirmed, count=1)
        review.write_text(spoilt)
        truce("sources", "record", review, "--key", key, "--to", record).expect(1, "Refused", "publication.basis")
        held = [json.loads(line) for line in journal.read_text().split("\n") if line]
        done = [note["label"] for note in held if note["submission"] is None]
        expect(done == ["publication-1", "publication-2"], f"{done}")
        # As if the power had failed after the second was handed in, and while the third was being noted.
        lines = [line for line in journal.read_text().split("\n") if line]
        journal.write_text("\n".join(lines[:3]) + "\n" + lines[4][: len(lines[4]) // 2])
        size = truce("verify", record, "--json").expect(0).json
        review.write_text(confirmed)
        truce("sources", "record", review, "--key", key, "--to", record).expect(0, "publication-9", "statement-S1")
        truce("sources", "record", review, "--key", key, "--to", record).expect(0, "0 acts")
        expect(size, "the record should be whole in between")
    with claims("the record with what was confirmed holds"):
        truce("verify", record).expect(0, "PROVED")
    with claims("a day that a person gives is recorded as given, and not as read by the program"):
        late, undated = given.work / "late.yaml", given.work / "undated.txt"
        undated.write_text("The weir at Marn is shut\n\nThe keeper of the weir said that it stays shut until the water has been measured twice.\n")
        truce("sources", "propose", undated, "--published", "2025-11-11", "--review", late).expect(0)
        late.write_text(decide(late.read_text(), "confirmed", r"publication-\d"))
        expect("given" in late.read_text(), "the review should say so")
        truce("sources", "record", late, "--key", key, "--to", record).expect(0, "publication-1")
    ids = {note["label"]: note["act"] for line in journal.read_text().split("\n") if line.endswith("}") for note in [json.loads(line)]}
    with claims("a second person's judgement stands beside the program's: a carrier is taken away, and may come back"):
        statement, publication = ids["statement-S1"], next(
            ids[f"publication-{number}"] for number in range(1, 10) if f"@publication-{number}" in re.search(r"id: statement-S1\n(?:.*\n)*?      publications:\n((?:      - .*\n)+)", confirmed).group(1))
        def carry(carries):
            return truce(
                "act", "statement.carry", "--key", key, "--to", record, "--audience", "public", "--set", f"statement={statement}",
                "--set", f"publication={publication}", "--set", f"carries={carries}", "--text", "reason=Read again by a second pair of eyes.")
        carry("true").expect(1, "statement.judged")
        carry("false").expect(0)
    with truce.serving("serve", record) as site:
        pages = {"sources": site.get("/api/v1/sources").json}
        found = next(line for line in pages["sources"]["statements"] if line["act"]["act"] == statement)
        with claims("the statement's page shows the carriers that are left, and the one judged not to carry it"):
            page = site.get("/api/v1" + found["path"]).json
            expect("/claims" in site.get("/sources").text, "and the way to claims")
            expect(len(page["carriers"]) == 3 and len(page["excluded"]) == 1, f"{len(page['carriers'])} and {len(page['excluded'])}")
            expect(page["excluded"][0]["judged"]["kind"] == "statement.carry", "by which act")
            expect({row["label"] for row in page["judged"]} >= {"Speaks for", "Day"}, "what the program read, beside what a person recorded")
        with claims("a word of one passage alone is marked on the page, for eyes and for programs"):
            example = max(pages["sources"]["statements"], key=lambda line: line["alterations"])
            shown = site.get("/api/v1" + example["path"]).json
            html = site.get(example["path"]).text
            expect(shown["alterations"] and "<del>" in html and "<ins>" in html, "there should be marks")
            for pair in shown["alterations"]:
                for side in ("from", "to"):
                    words = "".join(run["text"] for run in pair[side]["runs"])
                    slot = site.get(f"/api/v1/acts/{pair['act']['index']}/texts").json["texts"]
                    expect(words == next(text["text"] for text in slot if text["slot"] == side), "no word of a passage is lost")
        with claims("a publication's page leads to its statements, and there is none for a number that is no publication's"):
            of = found["publications"][0]
            expect(found["path"] in json.dumps(site.get("/api/v1" + of["path"]).json), "it should name the statement")
            expect(site.get("/api/v1/publications/1").status == 404 and site.get("/statements/abc").status == 404, "and nothing else")
    claims.finish()


if __name__ == "__main__":
    main()
