"""Backups taken while a record is served, restored, and gone on with: only when nobody has more of the record.

usage: recovery_test.py --truce PROGRAM --record FOLDER --example FOLDER --work FOLDER
"""

import hashlib
import random
import shutil
import signal
import sqlite3
import stat
import subprocess
import time
from contextlib import contextmanager

import arguments
from claims import Claims, expect, expect_failure
from faults import Registry
from officers import Officer
from store import Receipt, Store
from truce import PATIENCE, Record, Serving, Truce, flip, free_port, read_address, secret_of

KILLS = 12


class Bench:
    def __init__(self, given):
        self.truce = Truce(given.truce)
        self.work, self.given = given.work, given
        self.registry = Registry(Record(self.truce, given.record, given.work / "record"), "recovery")
        self.folder = self.registry.record.folder
        self.key = self.folder / "registry.key"

    def restored(self, backup, name, *more):
        """A folder restored from a backup, with the registry's key."""
        folder = self.work / name
        self.truce("restore", backup, folder, "--key", self.key, *more).expect(0, "sound", "compare")
        return folder

    @contextmanager
    def running(self, *arguments, port=None, how=signal.SIGINT):
        """The program while it serves at a port of its own, ended by a signal."""
        with open(self.work / f"{arguments[0]}-{free_port()}.log", "w+b") as log:
            place = ("--listen", f"127.0.0.1:{port}") if port else ()
            process = subprocess.Popen(
                [self.truce.program, *map(str, [*arguments, *place])], stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)
            try:
                site = Serving(process, read_address(process, log))
                log.seek(0)
                site.said = log.read().decode()
                yield site
            finally:
                process.send_signal(how)
                process.wait(PATIENCE)

    def receipt(self, name, number):
        """The file of a receipt that the registry gave."""
        path = self.work / name
        path.write_text(sorted(self.registry.receipts, key=lambda receipt: receipt.index)[number].text)
        return path

    def refuses(self, folder, *words, compare=()):
        """That the program does not go on with a record, and says why."""
        before = Store(folder / "record.sqlite").size
        # Where it serves after all, it is ended.
        try:
            ended = self.truce("serve", folder, "--listen", f"127.0.0.1:{free_port()}", *[word for place in compare for word in ("--compare", place)])
        except subprocess.TimeoutExpired:
            raise AssertionError("it should refuse, and serves") from None
        ended.expect(1, *words)
        expect(Store(folder / "record.sqlite").size == before, "nothing should be written")


def under_load(claims, bench):
    truce, registry = bench.truce, bench.registry
    backups = [bench.work / f"load-{number}.backup" for number in range(4)]
    with claims("a backup taken while acts stream in is one moment of the record, whole, with its texts"):
        expect(registry.serve().ready(), "it should serve")
        said, known = [], []

        def back_up():
            for backup in backups:
                time.sleep(0.2)
                known.append(list(registry.receipts))
                said.append(truce("backup", bench.folder, backup, "--json"))

        problems = registry.stream(seconds=4, meanwhile=back_up)
        expect(not problems, f"the stream should not be disturbed: {problems[:1]}")
        sizes = []
        for backup, ended, before in zip(backups, said, known):
            told = ended.expect(0).json
            store = Store(backup).audit().holds(before)
            expect(before and all(receipt.index < store.size for receipt in before), "what was acknowledged before should be in it")
            expect(told["size"] == store.size, f"it should tell the size {store.size}")
            expect(told["sha256"] == hashlib.sha256(backup.read_bytes()).hexdigest(), "it should tell the file's hash")
            expect(stat.S_IMODE(backup.stat().st_mode) == 0o600, "only its owner should be able to read it")
            sizes.append(store.size)
        expect(sizes == sorted(set(sizes)), f"the record should have grown under each of them: {sizes}")
    with claims("nothing is left behind, and nothing is overwritten"):
        expect(not [path for path in bench.work.iterdir() if path.name.startswith(".")], "no part should be left")
        before = backups[0].read_bytes()
        truce("backup", bench.folder, backups[0]).expect(2, "never overwritten")
        expect(backups[0].read_bytes() == before, "it should be as it was")
        truce("backup", bench.work, bench.work / "none.backup").expect(1, "no record")
    with claims("the registry's key is in a backup only if that was asked for"):
        _, seed = secret_of(bench.key)
        secret = bench.key.read_bytes().strip()
        with_key = bench.work / "with-key.backup"
        truce("backup", bench.folder, with_key, "--with-key").expect(0, "secret")
        expect(secret in with_key.read_bytes(), "the key should be in it")
        for backup in backups:
            expect(secret not in backup.read_bytes() and seed not in backup.read_bytes(), "the key should not be in it")
        folder = bench.work / "restored-with-key"
        truce("restore", with_key, folder).expect(0, "compare")
        expect((folder / "registry.key").read_bytes() == bench.key.read_bytes(), "the key should be restored with it")
        expect(stat.S_IMODE((folder / "registry.key").stat().st_mode) == 0o600, "and be its owner's alone")
        expect(secret not in (folder / "record.sqlite").read_bytes(), "the key should not stay in the database")
    return backups


def damaged(claims, bench, backup):
    truce = bench.truce
    with claims("what is no backup, is damaged or cut short is not restored, and nothing is left of the attempt"):
        size = backup.stat().st_size
        chance = random.Random("damages")
        other = bench.work / "damaged.backup"
        entries = backup.read_bytes().find(b'{"received":')
        tried = 0
        for change in [("flip", entries + 30), ("cut", size // 2), ("cut", 4096), ("flip", 18), *(("flip", chance.randrange(size)) for _ in range(12))]:
            shutil.copy(backup, other)
            if change[0] == "flip":
                flip(other, change[1])
            else:
                with open(other, "r+b") as file:
                    file.truncate(change[1])
            folder = bench.work / "from-damaged"
            ended = truce("restore", other, folder)
            expect(ended.code in (0, 1), f"{change} should end in words: {ended.said[-300:]}")
            if ended.code == 0:
                # A byte that means nothing: what was restored is the record all the same.
                expect(change[0] == "flip" and Store(folder / "record.sqlite").audit().entries == Store(backup).entries, f"{change} was taken")
                shutil.rmtree(folder)
            else:
                tried += 1
                left = [path.name for path in folder.iterdir()] if folder.exists() else []
                expect(not left, f"{change} left {left}")
        expect(tried >= 4, "damage should have been found")
        truce("restore", bench.folder / "record.sqlite", bench.work / "from-none").expect(1, "truce backup")
        truce("restore", backup, bench.folder).expect(2, "empty")
        truce("restore", bench.work / "absent", bench.work / "from-none").expect(1, "no file")


def behind(claims, bench, backup):
    """The registry still serves here, and has recorded more than the backup has."""
    truce, registry = bench.truce, bench.registry
    folder = bench.restored(backup, "behind")
    with claims("a restored record is whole for whoever verifies it, and is not served before it was compared"):
        truce("verify", folder, "--card", registry.record.card()).expect(0, "PROVED")
        bench.refuses(folder, "restored", "--compare")
    with claims("no act is taken into it either"):
        act = bench.work / "late.json"
        officer = registry.officers[1]
        officer.waiting = officer.waiting or officer.publication("Late")
        act.write_bytes(officer.waiting.submission)
        truce("submit", act, "--to", folder).expect(1, "restored", "--compare")
    with claims("compared with a site that has more, it is refused, with how to go on"):
        bench.refuses(folder, "fallen behind", "follower", "truce succeed", compare=[registry.site.address])
    with claims("compared with a receipt that is newer, it is refused; one that is older proves nothing"):
        bench.refuses(folder, "fallen behind", compare=[bench.receipt("new.tlog-proof", -1)])
        bench.refuses(folder, "older", compare=[bench.receipt("old.tlog-proof", 0)])
    with claims("compared with what is none of its checkpoints, it is refused"):
        strange = bench.work / "strange.checkpoint"
        strange.write_text(bench.receipt("other.tlog-proof", -1).read_text().split("\n\n", 1)[1].replace("rehearsal.example", "elsewhere.example"))
        bench.refuses(folder, "checkpoint of this record", compare=[strange])
        bench.refuses(folder, "must have a signed checkpoint", compare=[registry.record.key("qatar/head")])
    with claims("a backup that was put in the record's place by hand is not served either"):
        by_hand = bench.work / "by-hand"
        by_hand.mkdir()
        shutil.copy(backup, by_hand / "record.sqlite")
        shutil.copy(bench.key, by_hand)
        bench.refuses(by_hand, "restored", "--compare")


def level(claims, bench):
    truce, registry = bench.truce, bench.registry
    with claims("a restored record that is not behind goes on: with the site it was compared with still there, it is told apart no more"):
        backup = bench.work / "level.backup"
        truce("backup", bench.folder, backup).expect(0, "sound")
        folder = bench.restored(backup, "level")
        address = registry.site.address
        twin = Record(truce, None, folder)
        # Both at once would be two records: the old one ends once it was asked.
        with truce.serving("serve", folder, "--compare", address):
            expect(registry.stop() == 0, "the old registry should end")
        with truce.serving("serve", folder) as site:
            expect(site.get("/checkpoint").status == 200, "it should serve from now on as any other")
        truce("verify", folder, "--card", registry.record.card()).expect(0, "PROVED")
    with claims("it takes the acts that come next, after everything acknowledged before"):
        registry.record, registry.database = twin, twin.database
        registry.record.key = lambda desk: bench.folder / "keys" / (desk.replace("/", "-") + ".key")
        registry.recover()
        expect(Store(folder / "record.sqlite").size > Store(bench.folder / "record.sqlite").size, "it should have grown")
    with claims("a record from which another went on is found out by that other's checkpoint"):
        with truce.serving("serve", folder) as site:
            bench.refuses(bench.folder, "fallen behind", compare=[site.address])
            own = Registry(Record(truce, bench.folder, bench.work / "fork"), "fork")
            expect(own.serve().ready(), "it should serve")
            own.stream(acts=20)
            expect(own.stop() == 0, "it should end")
            bench.refuses(own.record.folder, "not those of the store", compare=[site.address])
    with claims("as new as the newest receipt that anybody has, a restored record goes on from the file alone"):
        backup = bench.work / "newest.backup"
        truce("backup", folder, backup).expect(0)
        newest = bench.restored(backup, "newest")
        with truce.serving("serve", newest, "--compare", bench.receipt("newest.tlog-proof", -1)):
            pass
        with truce.serving("serve", newest):
            pass


def from_follower(claims, bench):
    truce = bench.truce
    with claims("a registry is rebuilt from a follower's folder, and marked like any other that was restored"):
        copy = bench.work / "follower"
        copy.mkdir()
        shutil.copy(bench.work / "newest" / "record.sqlite", copy)
        folder = bench.work / "rebuilt"
        truce("restore", "--from-follower", copy, folder, "--key", bench.key).expect(0, "compare")
        expect(Store(folder / "record.sqlite").audit().entries == Store(copy / "record.sqlite").entries, "every entry should be there")
        bench.refuses(folder, "restored")
        with truce.serving("serve", folder, "--compare", copy):
            pass
        with truce.serving("serve", folder):
            pass


def publish(site, officer, count):
    """An officer's next acts, handed in one after the other; gives their receipts."""
    receipts = []
    for number in range(count):
        act = officer.publication(f"Number {number} by {officer.participant}")
        answer = site.post("/api/v1/acts", act.submission)
        expect(answer.status == 201, f"it should be recorded: {answer.status} {answer.text[:300]}")
        receipts.append(Receipt(act.id, answer.json["receipt"]))
    return receipts


def waiting(check, what):
    """Waits until something is so."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if check():
            return
        time.sleep(0.1)
    raise AssertionError(f"{what} should have come about")


def beside_follower(claims, bench):
    """A registry that is lost, an old backup of it, and a follower that runs on and has everything."""
    truce = bench.truce
    record = Record(truce, bench.given.record, bench.work / "followed")
    card, key, copy = record.card(), record.folder / "registry.key", bench.work / "running-copy"
    ports = free_port(), free_port()
    following = (
        "follow", f"http://127.0.0.1:{ports[0]}", "--card", card, "--key", record.key("qatar/envoy-1"), "--data", copy, "--every", "1",
        "--serve", f"127.0.0.1:{ports[1]}")
    backup = bench.work / "followed.backup"
    with bench.running(*following) as mine:
        with bench.running("serve", record.folder, port=ports[0], how=signal.SIGKILL) as site:
            officer = Officer(record.key("secretariat/press"), Store(record.database).acts, "followed")
            receipts = publish(site, officer, 5)
            truce("backup", record.folder, backup).expect(0)
            receipts += publish(site, officer, 7)
            size = Store(record.database).size
            waiting(lambda: mine.get("/checkpoint").text.split("\n")[1] == str(size), "a copy of everything")
        old = bench.work / "followed-old"
        with claims("an old backup, compared with a follower that runs, is refused, and told to go on with the follower's copy"):
            truce("restore", backup, old, "--key", key).expect(0, "compare")
            expect(Store(old / "record.sqlite").size == size - 7, "it should lack seven acts")
            bench.refuses(old, f"has a checkpoint signed by this registry over {size} acts", "follower's copy", "truce succeed", compare=[mine.address])
            bench.refuses(old, "fallen behind", compare=[copy])
        fresh = bench.work / "followed-anew"
        with claims("rebuilt from the follower's folder while that runs, the record has every act that had a receipt"):
            truce("restore", "--from-follower", copy, fresh, "--key", key).expect(0, "compare", f"{size} acts")
            Store(fresh / "record.sqlite").audit().holds(receipts)
            truce("verify", fresh, "--card", card).expect(0, "PROVED")
            bench.refuses(fresh, "restored", "--compare")
        with claims("a port that is taken: it is not served, and keeps its mark"):
            ended = truce("serve", fresh, "--compare", mine.address, "--listen", f"127.0.0.1:{ports[1]}").expect(1, "free address")
            expect("was compared" not in ended.said, f"the mark should stay: {ended.said}")
            bench.refuses(fresh, "restored", "--compare")
        with bench.running("serve", fresh, "--compare", mine.address, port=ports[0]) as site:
            with claims("compared with the follower it goes on in the old one's place, and the follower with it, without an alarm"):
                expect("was compared" in site.said, f"it should say so: {site.said}")
                receipts += publish(site, Officer(record.key("secretariat/press"), Store(fresh / "record.sqlite").acts, "anew"), 3)
                waiting(lambda: mine.get("/checkpoint").body == site.get("/checkpoint").body, "the same checkpoint at both")
                Store(fresh / "record.sqlite").audit().holds(receipts)
                alarms = [alarm for alarm in mine.get("/api/v1/copies").json["alarms"] if alarm["stands"]]
                expect(not alarms, f"nothing should be wrong: {alarms}")
        with claims("from then on it is served like any other"):
            with truce.serving("serve", fresh):
                pass


def beside_witnesses(claims, bench):
    """A record with two witnesses, both of which its quorum demands; restored before their eyes, and without them."""
    truce, work = bench.truce, bench.work
    folder, keys, names = work / "witnessed", work / "witnessed-keys", ("north", "lake")
    ports = {name: free_port() for name in names}
    heads, policy = [], ""
    for participant in ("afghanistan", "pakistan", "qatar", "turkiye", "monitors", "secretariat"):
        truce("keys", "new", f"{participant}/head", "--out", keys / f"{participant}-head.key").expect(0)
        heads += ["--key", keys / f"{participant}-head.key"]
    for name in names:
        vkey = truce("witness", "--data", work / f"w-{name}", "--name", f"{name}.example/witness").expect(0).out.strip()
        policy += f"witness {name} {vkey} http://127.0.0.1:{ports[name]}\n"
    (work / "witnessed.policy").write_text(f"{policy}group both all {' '.join(names)}\nquorum both\n")
    truce("init", folder, "--agreement", bench.given.example / "agreement.yaml", "--witnesses", work / "witnessed.policy", *heads).expect(0, "in force")
    registry = next(line.split(" ", 1)[1] for line in truce("card", folder).out.splitlines() if line.startswith("registry "))
    witness = lambda name: bench.running("witness", "--data", work / f"w-{name}", "--log", registry, port=ports[name])
    officer = Officer(keys / "secretariat-head.key", Store(folder / "record.sqlite").acts, "witnessed")

    def cosigned(site):
        told = site.get("/api/v1/record").json
        return told.get("cosigned", {}).get("size") == told["checkpoint"]

    def restored(name, backup):
        truce("restore", backup, work / name, "--key", folder / "registry.key").expect(0, "compare")
        return work / name

    early, level = work / "witnessed-early.backup", work / "witnessed-level.backup"
    with witness("north"), witness("lake"):
        with bench.running("serve", folder) as site:
            publish(site, officer, 3)
            truce("backup", folder, early).expect(0)
            publish(site, officer, 2)
            waiting(lambda: cosigned(site), "the quorum")
        truce("backup", folder, level).expect(0)
        with claims("a restored record that lacks what its witnesses cosigned is refused by their answers alone"):
            bench.refuses(restored("witnessed-early", early), "The witness (north|lake) has a checkpoint", "fallen behind", "truce succeed")
        confirmed = restored("witnessed-confirmed", level)
        with claims("one that lacks nothing of it goes on by their answers alone; what they cannot know is said"):
            with bench.running("serve", confirmed) as site:
                expect("north (up to size" in site.said and "lake (up to size" in site.said and "may be lacking all the same" in site.said, site.said)
            with truce.serving("serve", confirmed):
                pass
    with claims("without the quorum's answers it is refused, and told which witnesses confirm it"):
        alone = restored("witnessed-alone", level)
        bench.refuses(alone, "restored", "None of its witnesses confirms")
        with witness("north"):
            bench.refuses(alone, "restored", r"north \(up to size \d+\)", "too little")
    with claims("one witness that is named is enough, as before"):
        with witness("north"), bench.running("serve", alone, "--compare", f"http://127.0.0.1:{ports['north']}") as site:
            expect("was compared" in site.said and "may be lacking" not in site.said, site.said)
    with claims("an act that had a receipt and was not cosigned is not known to the witnesses; its receipt shows that it is lacking"):
        # The witnesses are away while the last act is recorded, and nobody restored the record from which it comes.
        with bench.running("serve", folder) as site:
            last = publish(site, officer, 1)[0]
        file = work / "uncosigned.tlog-proof"
        file.write_text(last.text)
        lacking = restored("witnessed-lacking", level)
        with witness("north"), witness("lake"):
            bench.refuses(lacking, "uncosigned", "fallen behind", compare=[file])


def interrupted(claims, bench):
    with claims(f"a backup that is killed in the middle leaves no file of its name, or a whole one ({KILLS} times)"):
        chance = random.Random("interrupted")
        whole = 0
        for number in range(KILLS):
            backup = bench.work / f"killed-{number}.backup"
            process = subprocess.Popen(
                [bench.truce.program, "backup", bench.folder, backup], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(chance.random() * 0.2 * (number + 1) / KILLS)
            process.send_signal(signal.SIGKILL)
            process.wait()
            if backup.exists():
                Store(backup).audit()
                whole += 1
        expect(whole < KILLS, "none was killed in time")
    with claims("the checks of a backup find one that lacks an entry or a text"):
        for statement in ("DELETE FROM entries WHERE place = 7", "DELETE FROM texts WHERE entry = (SELECT max(entry) FROM texts)"):
            copy = bench.work / "lacking.sqlite"
            shutil.copy(bench.work / "level.backup", copy)
            connection = sqlite3.connect(copy)
            connection.execute(statement)
            connection.commit()
            connection.close()
            expect_failure(lambda: Store(copy).audit(), f"“{statement}” was not found")


def main():
    given = arguments.parse(__doc__, "truce", "record", "example", "work")
    claims = Claims()
    bench = Bench(given)
    try:
        backups = under_load(claims, bench)
        damaged(claims, bench, backups[0])
        behind(claims, bench, backups[0])
        level(claims, bench)
        from_follower(claims, bench)
        beside_follower(claims, bench)
        beside_witnesses(claims, bench)
        interrupted(claims, bench)
    finally:
        if bench.registry.process and bench.registry.process.poll() is None:
            bench.registry.stop(signal.SIGKILL)
    claims.finish()


if __name__ == "__main__":
    main()
