"""What the program reads out of the publications in ../shared, against labels made by hand; and a demo with them.

usage: sources_test.py --truce PROGRAM --record FOLDER --example FOLDER --shared FOLDER --work FOLDER
"""

import re
import subprocess
import sys

import arguments
from claims import Claims, expect
from truce import Truce


def main():
    given = arguments.parse(__doc__, "truce", "record", "example", "shared", "work")
    claims = Claims()
    truce = Truce(given.truce)
    seeds = sorted((given.shared / "seeds").glob("*.txt"))
    scorer, gold = given.shared / "gold" / "score_sources.py", given.shared / "gold" / "seeds_gold_part.json"
    if not seeds or not scorer.exists() or not gold.exists():
        claims.skip("the publications beside the project are read right", "there is no ../shared here with seeds and gold")
        claims.finish()

    with claims("every one of the publications is read"):
        read = truce("sources", "read", *seeds, "--json").expect(0)
        expect(len(read.json["publications"]) == len(seeds), f"there should be {len(seeds)}")
    with claims("quotes, speakers and dates are those of the labels, nine out of ten or better"):
        scored = subprocess.run([sys.executable, scorer, gold], input=read.out, capture_output=True, text=True)
        print("    " + scored.stdout.strip().replace("\n", "\n    "))
        expect(scored.returncode == 0, scored.stderr or "the scorer should be content")
        (_, wanted), (speakers, _), (dates, all_dates), (pairs, all_pairs) = (
            map(int, share) for share in re.findall(r"(\d+)/(\d+)", scored.stdout.splitlines()[-1]))
        expect(speakers >= 0.9 * wanted, f"{speakers} of {wanted} quotes have the right speaker")
        expect(dates == all_dates and pairs == all_pairs, "every date and every pair should be right")
    with claims("every text of a quote is what stands between its offsets"):
        texts = {path.name: path.read_text() for path in seeds}
        for publication in read.json["publications"]:
            text = texts[publication["file"].split("/")[-1]]
            for quote in publication["quotes"]:
                expect(text[quote["start"] : quote["end"]] == quote["text"], f"{publication['file']}: {quote['text'][:60]}")
    with claims("the first four carry one statement, and the fifth does not"):
        carriers = [{path.split("/")[-1].split("_")[0] for path in statement["publications"]} for statement in read.json["statements"]]
        expect({"000", "001", "002", "003"} in carriers, f"they are carried as {carriers}")
    with claims("a demo with these publications is played, and holds"):
        folder = given.work / "with"
        truce("demo", "--with", *seeds, "--folder", folder, "--no-serve", "--example", given.example).expect(0)
        truce("verify", folder).expect(0, "PROVED")
    with truce.serving("demo", "--folder", folder) as site:
        with claims("its page of sources shows five publications, the outlets that they name, and the one origin that four of them share"):
            sources = site.get("/api/v1/sources").json
            named = {publication["outlet"] for publication in read.json["publications"]} - {None}
            expect(sources["publications"] == 5 and sources["outlets"] - sources["outlets-not-named"] == len(named) and sources["outlets"] == 5, f"{sources['publications']} publications of {sources['outlets']} outlets, not {named}")
            expect(max(len(statement["publications"]) for statement in sources["statements"]) == 4, "one statement should have four carriers")
        with claims("it says which party's own voice is not heard"):
            unheard = [party["id"] for party in sources["unheard"]]
            expect(unheard == ["afghanistan"], f"unheard: {unheard}")
    claims.finish()


if __name__ == "__main__":
    main()
