"""The site in Chromium: read as a person would read it, on a desk and on a phone, without script, in light and dark.

usage: browser_test.py --truce PROGRAM --record FOLDER --work FOLDER [--screenshots FOLDER]
"""

import os
import re
import shutil

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

import arguments
from claims import Claims, expect, expect_failure
from truce import Record, Truce

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 375, "height": 740}


class Browser:
    """Chromium, with everything that its pages complain about kept."""

    def __init__(self, playwright, address):
        program = shutil.which("chromium") or shutil.which("chromium-browser")
        expect(program, "chromium must be installed")
        # Its sandbox needs another user than root; the pages are our own.
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        self.chromium = playwright.chromium.launch(executable_path=program, args=[*sandbox, "--disable-dev-shm-usage"])
        self.address = address
        self.complaints = []
        self.elsewhere = []

    def page(self, viewport=DESK, **settings):
        page = self.chromium.new_context(viewport=viewport, base_url=self.address, **settings).new_page()
        page.on("console", lambda message: self.complaints.append(f"{page.url}: {message.text}") if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on("requestfailed", self.failed)
        page.on("request", lambda request: None if request.url.startswith((self.address, "data:")) else self.elsewhere.append(request.url))
        return page

    def failed(self, request):
        # What is still on its way when the page is left, or becomes a download, is given up by the browser itself.
        if request.failure != "net::ERR_ABORTED":
            self.complaints.append(f"{request.url}: {request.failure}")

    def open(self, page, path):
        answer = page.goto(path)
        expect(answer and answer.status == 200, f"{path} answered {answer and answer.status}")
        return page


def incidents(site):
    for group in site.get("/api/v1/incidents").json["groups"]:
        for incident in group["incidents"]:
            yield group["outcome"], incident["number"]


def told_of(site):
    """A determined incident with rival accounts, replies and a dissent, if there is one: the page that has most to show."""
    best, most = None, -1
    for outcome, number in incidents(site):
        incident = site.get(f"/api/v1/incidents/{number}").json
        findings = [finding for finding in incident["findings"] if "published" in finding]
        tellers = {account["teller"]["id"] for account in incident["accounts"]}
        marks = {row["mark"] for row in incident["facts"]}
        if not findings or len(tellers) < 2:
            continue
        worth = len(marks) + 3 * any(vote["position"] == "dissents" for finding in findings for vote in finding["votes"]) + any(finding["replies"] for finding in findings)
        if worth > most:
            best, most = (number, incident, findings), worth
    expect(best, "there should be a determined incident with rival accounts")
    return best


def kinds_of_page(site, number):
    """One address of each kind of page."""
    commitment = site.get("/api/v1/commitments").json["commitments"][0]["id"]
    edition = site.get("/api/v1/editions").json["editions"][0]["number"]
    open_ended = next((n for outcome, n in incidents(site) if outcome in ("proposed", "under-verification", "registered")), number)
    return {
        "overview": "/", "incidents": "/incidents", "incident": f"/incidents/{number}", "open-incident": f"/incidents/{open_ended}",
        "commitments": "/commitments", "commitment": f"/commitments/{commitment}", "sources": "/sources", "agreement": "/agreement",
        "version": "/agreement/versions/1", "exhibits": "/exhibits",
        "statement": site.get("/api/v1/sources").json["statements"][0]["path"], "publications": "/publications", "claims": "/claims",
        "claim": site.get("/api/v1/claims").json["groups"][0]["dossiers"][0]["path"],
        "exhibit": site.get("/api/v1/exhibits").json["groups"][0]["dossiers"][0]["path"],
        "editions": "/editions", "edition": f"/editions/{edition}", "acts": "/acts", "act": f"/acts/{number}", "record": "/record", "copies": "/copies",
    }


def incident_page(claims, browser, site, truce, card, work):
    number, incident, findings = told_of(site)
    page = browser.page(accept_downloads=True)
    browser.open(page, "/incidents")
    with claims("the incident is reached from the overview by its links"):
        browser.open(page, "/")
        page.get_by_role("navigation", name="Main").get_by_role("link", name="Incidents").click()
        page.locator(f'a[href="/incidents/{number}"]').first.click()
        page.wait_for_url(f"**/incidents/{number}")
        expect(page.get_by_role("heading", level=1).count() == 1, "there should be one main heading")
    text = page.inner_text("main")
    with claims("the rival accounts stand side by side, fact by fact"):
        header = page.locator("table", has=page.get_by_text(re.compile("agreed|disputed|told by", re.IGNORECASE))).first
        rows = header.locator("tbody tr")
        expect(rows.count() == len(incident["facts"]), f"there should be {len(incident['facts'])} facts, and there are {rows.count()}")
        for row, fact in zip(rows.all(), incident["facts"]):
            shown = row.inner_text()
            expect(fact["label"] in shown, f"“{shown}” should be about {fact['label']}")
            for cell in fact["cells"]:
                expect(cell.get("value", "") in shown, f"“{shown}” should say {cell}")
            words = {"agreed": "agreed", "disputed": "disputed", "told-by-one-side": "told by .* only", "withdrawn": "withdrawn"}[fact["mark"]]
            expect(re.search(words, shown, re.IGNORECASE), f"“{shown}” should be marked {fact['mark']}")
        tellers = [account["teller"]["name"] for account in incident["accounts"]]
        columns = " ".join(header.locator("thead").all_inner_texts())
        for teller in tellers:
            expect(teller in columns, f"{teller} should have a column: {columns}")
    with claims("no side's account is left out, and none stands first by anything but the order of establishment"):
        order = [participant["id"] for participant in site.get("/api/v1/agreement").json["participants"]]
        places = [order.index(account["teller"]["id"]) for account in incident["accounts"]]
        expect(places == sorted(places), f"the accounts stand in the order {places}")
    with claims("the finding shows occurrence, attribution and classification, each with its confidence"):
        for finding in findings:
            for question in ("occurrence", "attribution", "classification"):
                expect(re.search(finding[question]["confidence"], text, re.IGNORECASE), f"{question} should have its confidence")
            expect("Determined" in text, "it should be said to be determined")
            for reason in finding["reasons"]:
                expect(reason["text"] in text, "the reasons should be there")
    with claims("each reply, concurrence and dissent is shown, with who gave it"):
        for finding in findings:
            given = [(reply["act"], reply["words"]) for reply in finding["replies"]] + [(vote["act"], vote["reasons"]) for vote in finding["votes"]]
            expect(given, "there should be replies or votes")
            for act, words in given:
                expect(act["participant"]["name"] in text, act["participant"]["name"])
                for word in words:
                    expect(re.sub(r"\s+", " ", word["text"]) in re.sub(r"\s+", " ", text), f"“{word['text'][:60]}” should be shown")
    with claims("every act says where in the record it is, under which checkpoint, and has its proof"):
        size = site.get("/checkpoint").text.split("\n")[1]
        for entry in incident["timeline"]:
            index = entry["act"]["index"]
            expect(f"in the record at {index}" in text, f"act {index} should say where it is")
            expect(page.locator(f'a[href="/proofs/{index}"]').count() > 0, f"act {index} should have its proof")
        expect(f"under checkpoint {size}" in text, f"the checkpoint of size {size} should be named")
    with claims("a proof downloaded from the page is verified by another process with the card"):
        published = findings[0]["published"]
        with page.expect_download() as download:
            page.locator(f'a[href="/proofs/{published["index"]}"]').first.click()
        file = work / download.value.suggested_filename
        download.value.save_as(file)
        truce("verify", file, "--card", card).expect(0, "PROVED", published["act"], "finding.publish")
        bytes_ = bytearray(file.read_bytes())
        bytes_[len(bytes_) // 3] ^= 1
        file.write_bytes(bytes_)
        truce("verify", file, "--card", card).expect(1)
    with claims("what was invented is said to be, beside what it is about"):
        expect("Invented for this example" in text, "the notes should be shown")
    page.context.close()
    return number


def other_pages(claims, browser, site, number):
    page = browser.page()
    with claims("the overview counts allegations apart from findings, and shows each side's own account beside the assessed one"):
        overview = browser.open(page, "/").inner_text("main")
        expect(re.search("allegations", overview, re.IGNORECASE) and re.search("assessed", overview, re.IGNORECASE), overview[:300])
        expect(re.search(r"days since", overview, re.IGNORECASE), "the days since the last established violation should be shown")
        for party in ("Afghanistan", "Pakistan"):
            expect(f"{party} says".lower() in overview.lower(), f"{party}'s own account should have its place")
        expect(re.search("for participants only", overview), "it should be said that acts are for participants only")
    with claims("the page of sources counts origins beside publications, and says whose voice is not heard or that each is"):
        sources = site.get("/api/v1/sources").json
        shown = browser.open(page, "/sources").inner_text("main")
        for word in (str(sources["publications"]), str(sources["origins"]), "never evidence by itself"):
            expect(word in shown, f"“{word}” should be shown")
        expect(max(len(statement["publications"]) for statement in sources["statements"]) == 4, "four publications should share one origin")
        for party in sources["unheard"]:
            expect(re.search(f"{party['name']}.s own voice is not heard", shown), f"{party['name']} is not heard, and that should be said")
    with claims("the record's page shows checkpoint, card and fingerprint, and how to check them with other tools"):
        record = site.get("/api/v1/record").json
        shown = browser.open(page, "/record").inner_text("main")
        for word in (record["fingerprint"], record["registry"], "truce verify", "not proved", record["root"]):
            expect(word.lower() in shown.lower(), f"“{word}” should be shown")
    with claims("a group is shown under the names that each side uses, attributed"):
        shown = browser.open(page, "/agreement").inner_text("main")
        for actor in site.get("/api/v1/agreement").json["actors"]:
            for alias in actor["aliases"]:
                expect(alias["name"] in shown and alias["used-by"]["name"] in shown, f"{alias} should be shown")
    with claims("each version of the agreement can be read whole, with what it says otherwise than the one before"):
        versions = site.get("/api/v1/agreement").json["versions"]
        expect(len(versions) > 1, "the agreement should have been amended")
        for version in versions:
            told = site.get(f"/api/v1{version['path']}").json
            shown = browser.open(page, version["path"]).inner_text("main")
            for article in (article for instrument in told["instruments"] for article in instrument["articles"]):
                expect(re.sub(r"\s+", " ", article["text"]) in re.sub(r"\s+", " ", shown), f"{article['id']} should be worded as in version {version['number']}")
            expect(bool(told["changes"]) == ("compared-with" in told) == (version["number"] > 1), "a later version should be compared with the one before")
            for change in told["changes"]:
                expect(change["item"] in shown and change.get("title", "") in shown, f"{change['section']} {change['item']} should be told")
            expect(("in force no more" in shown) != version["in-force"], "only a past version should say that it is past")
    with claims("an exhibit's custody goes from its collection to now, without a gap"):
        spans = 0
        for dossier in (dossier for group in site.get("/api/v1/exhibits").json["groups"] for dossier in group["dossiers"]):
            custody = next(fact["values"] for fact in dossier["facts"] if fact["label"] == "Custody")
            ends = [re.search(r"from (\S+ \S+ UTC), (?:until (\S+ \S+ UTC)|since then)$", value["text"]).groups() for value in custody]
            expect([until for _, until in ends[:-1]] == [begins for begins, _ in ends[1:]] and ends[-1][1] is None, f"{dossier['path']}: {ends}")
            shown = browser.open(page, dossier["path"]).inner_text("main")
            expect(all(value["text"] in shown for value in custody), f"{dossier['path']} should show its custody")
            spans = max(spans, len(custody))
        expect(spans > 2, "some evidence should have been handed on")
    with claims("text in Urdu, Pashto, Dari or Arabic runs from right to left, and says its language"):
        found = set()
        for _, number in incidents(site):
            browser.open(page, f"/incidents/{number}")
            for element in page.locator("[lang]:not(html)").all():
                language, direction = element.get_attribute("lang"), element.get_attribute("dir")
                right = language in ("ur", "ps", "fa", "ar", "prs")
                expect(direction == ("rtl" if right else "ltr"), f"a text in {language} has dir={direction}")
                arabic = bool(re.search(r"[\u0600-\u06ff]{3}", element.inner_text()))
                expect(arabic == right, f"a text said to be {language}: {element.inner_text()[:60]}")
                if right:
                    found.add(language)
                    expect(element.evaluate("e => getComputedStyle(e).direction") == "rtl", "it should be set so too")
        expect(len(found) >= 2, f"only {found} were found")
    with claims("an address that is none has a plain page, in one sentence"):
        answer = page.goto("/incidents/999999")
        expect(answer.status == 404 and page.get_by_role("heading", level=1).count() == 1, "it should be a page with 404")
        browser.complaints[:] = [complaint for complaint in browser.complaints if "404" not in complaint]
    page.context.close()


def each_page(claims, browser, pages, screenshots):
    def picture(page, name):
        if screenshots:
            page.screenshot(path=screenshots / f"{name}.png", full_page=True)

    for scheme in ("light", "dark"):
        page = browser.page(color_scheme=scheme)
        for name, path in pages.items():
            with claims(f"{name}, {scheme}: no serious or critical fault by axe-core"):
                browser.open(page, path)
                picture(page, f"{name}-{scheme}")
                faults = serious(Axe().run(page))
                expect(not faults, "; ".join(faults))
        page.context.close()
    with claims("axe-core tells of a page that has such faults"):
        page = browser.page()
        browser.open(page, "/")
        page.set_content('<html><body><img src="data:,"><p style="color:#aaa;background:#fff">Pale words</p><input></body></html>')
        expect(len(serious(Axe().run(page))) >= 3, "the faults should be told")
        page.context.close()
        browser.complaints.clear()

    page = browser.page(PHONE, device_scale_factor=2, has_touch=True, is_mobile=True)
    for name, path in pages.items():
        with claims(f"{name}, on a phone: nothing is wider than the screen"):
            browser.open(page, path)
            picture(page, f"{name}-phone")
            narrow(page)
    with claims("a page that is wider than the screen is told"):
        page.evaluate("Object.assign(document.querySelector('main').appendChild(document.createElement('div')).style, {width: '900px', height: '20px'})")
        expect_failure(lambda: narrow(page), "it was not noticed")
    page.context.close()

    page = browser.page(java_script_enabled=False)
    for name, path in pages.items():
        with claims(f"{name}, without script: the banner, one main heading, and everything that is there with it"):
            browser.open(page, path)
            expect(page.locator("text=/^Rehearsal:/").count() == 1, "every page of a rehearsal should say so")
            expect(page.get_by_role("heading", level=1).count() == 1, "there should be one main heading")
            for role in ("banner", "navigation", "main", "contentinfo"):
                expect(page.get_by_role(role).count() >= 1, f"there should be a {role}")
            expect(page.locator("script").count() == 0 or page.locator("noscript").count() == 0, "nothing should need script")
            expect(page.locator("html").get_attribute("lang") == "en", "the page should say its language")
            expect(len(page.inner_text("main")) > 150, "there should be something to read")
    with claims("the first stop of the keyboard leads to the content"):
        browser.open(page, "/")
        page.keyboard.press("Tab")
        expect(page.locator(":focus").get_attribute("href") == "#main" and page.locator(":focus").is_visible(), "it should be a visible link to the content")
    with claims("printed, the navigation is gone and the words are there"):
        page.emulate_media(media="print")
        expect(not page.get_by_role("navigation", name="Main").is_visible(), "the navigation is of no use on paper")
        expect(page.get_by_role("heading", level=1).is_visible(), "the heading should be there")
    page.context.close()


def serious(results):
    return [
        f"{fault['id']} ({fault['impact']}): {fault['nodes'][0]['html'][:120]}"
        for fault in results.response["violations"] if fault["impact"] in ("serious", "critical")
    ]


def narrow(page):
    """That the page does not scroll sideways: what is wide scrolls in its own box."""
    wide, visible = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    if wide > visible:
        culprit = page.evaluate("""() => [...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1
            && !e.closest('.scroll')).map(e => e.outerHTML.slice(0, 120))[0]""")
        raise AssertionError(f"it is {wide} wide on a screen of {visible}: {culprit}")


def main():
    given = arguments.parse(__doc__, "truce", "record", "work", optional=("screenshots",))
    claims = Claims()
    truce = Truce(given.truce)
    record = Record(truce, given.record, given.work / "record")
    card = record.card()
    if given.screenshots:
        given.screenshots.mkdir(parents=True, exist_ok=True)
    with truce.serving("demo", "--folder", record.folder) as site, sync_playwright() as playwright:
        browser = Browser(playwright, site.address)
        number = incident_page(claims, browser, site, truce, card, given.work)
        other_pages(claims, browser, site, number)
        each_page(claims, browser, kinds_of_page(site, number), given.screenshots)
        with claims("no page complained in the browser's console"):
            expect(not browser.complaints, "; ".join(browser.complaints[:5]))
        with claims("nothing was asked of any other host"):
            expect(not browser.elsewhere, "; ".join(browser.elsewhere[:5]))
        browser.chromium.close()
    claims.finish()


if __name__ == "__main__":
    main()
