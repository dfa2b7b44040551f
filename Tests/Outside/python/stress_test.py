"""A clock that jumps, a second registry on one store, and a thousand connections that dribble.

usage: stress_test.py --truce PROGRAM --record FOLDER --work FOLDER
"""

import resource
import socket
import subprocess
import threading
import time
from pathlib import Path

import arguments
from claims import Claims, expect
from faults import Registry
from truce import Record, Truce, free_port

CONNECTIONS = 1000
SHIFTED_CLOCK = Path(__file__).resolve().parent.parent / "c" / "shifted_clock.c"


def clocks(claims, truce, given):
    with claims("with the machine's clock set back and forth under the running program, times of receipt never decrease"):
        clock, jumps = given.work / "shifted_clock.so", given.work / "shift"
        subprocess.run(["cc", "-shared", "-fPIC", "-O2", "-o", clock, SHIFTED_CLOCK, "-ldl"], check=True)
        jumps.write_text("0")
        registry = Registry(Record(truce, given.record, given.work / "clock"), "clock")
        registry.serve(wrapper=("env", f"CLOCK_SHIFT={jumps}", f"LD_PRELOAD={clock}"))
        expect(registry.ready(), "it should serve under another clock")
        steps = []
        try:
            for jump in ("0", "600", "-3600", "2", "-86400", "700"):
                jumps.write_text(jump)
                before = len(registry.receipts)
                problems = registry.stream(acts=3)
                expect(not problems, f"acts should be taken at {jump}: {problems[:1]}")
                steps.append(len(registry.receipts) - before)
        finally:
            expect(registry.stop() == 0, "it should end with 0")
        store = registry.audit()
        times = [act.received for act in store.acts[-sum(steps):]]
        expect(times == sorted(times), "times should never decrease")
        # The jumps were seen: forwards the record follows, backwards it waits.
        expect(times[-1] - times[0] >= 600_000, f"the jump forwards should show: {times[-1] - times[0]} ms")
        expect(len(set(times)) < len(times), "while the clock is behind, acts should have the time of the last one")
        truce("verify", registry.record.folder).expect(0, "PROVED")


def two_registries(claims, truce, given):
    record = Record(truce, given.record, given.work / "two")
    with claims("of two registries on one store the second refuses in a sentence, and the first goes on"):
        with truce.serving("serve", record.folder) as site:
            for _ in range(3):
                truce("serve", record.folder, "--listen", f"127.0.0.1:{free_port()}").expect(1, "kept by another process")
            expect(site.get("/api/v1/overview").status == 200, "the first should go on")
        with truce.serving("serve", record.folder) as site:
            expect(site.get("/").status == 200, "the next may serve once the first has ended")
    with claims("of several started at once exactly one serves"):
        started = [Registry(record, f"{number}", given.work / f"two-{number}.said").serve() for number in range(4)]
        ready = [registry for registry in started if registry.ready()]
        expect(len(ready) == 1, f"one should serve, not {len(ready)}")
        expect(sorted(registry.stop() for registry in started) == [0, 1, 1, 1], "the others should refuse")


# MARK: A thousand slow connections


class Dribbler:
    """A client that never finishes: its bytes come one by one, for as long as it is let."""

    def __init__(self, host, opening):
        name, port = host.split(":")
        self.socket = socket.create_connection((name, int(port)), timeout=10)
        self.socket.sendall(opening)
        self.socket.setblocking(False)

    def drip(self):
        """- Returns: whether it is still let."""
        try:
            self.socket.send(b"x")
            return self.socket.recv(1) != b""
        except BlockingIOError:
            return True
        except OSError:
            return False


OPENINGS = {
    "nothing at all": b"",
    "headers": b"GET / HTTP/1.1\r\nhost: x\r\nx-slow: ",
    "a body": b"POST /api/v1/acts HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100000\r\n\r\n{",
    "a chunked body": b"POST /api/v1/acts HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nffff\r\n{",
}


def slow(claims, truce, given):
    wanted = CONNECTIONS + 200
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard < wanted:
        return claims.skip("a thousand slow connections", f"a process may open only {hard} files here")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))
    registry = Registry(Record(truce, given.record, given.work / "slow"), "slow")
    expect(registry.serve().ready(), "it should serve")
    try:
        for name, opening in OPENINGS.items():
            with claims(f"with a thousand connections that dribble {name}, others are answered within a second and acts are taken"):
                clients = [Dribbler(registry.site.host, opening) for _ in range(CONNECTIONS)]
                stop = threading.Event()

                def drip():
                    while not stop.wait(0.2):
                        for client in clients:
                            client.drip()

                dripping = threading.Thread(target=drip)
                dripping.start()
                try:
                    slowest = 0
                    for _ in range(20):
                        for path in ("/", "/checkpoint", "/api/v1/overview"):
                            began = time.monotonic()
                            expect(registry.site.get(path).status == 200, f"{path} should be answered")
                            slowest = max(slowest, time.monotonic() - began)
                    began = time.monotonic()
                    problems = registry.stream(acts=2)
                    taken = time.monotonic() - began
                    expect(not problems, f"acts should be taken: {problems[:1]}")
                    print(f"    the slowest answer took {slowest * 1000:.0f} ms, ten acts {taken * 1000:.0f} ms")
                    expect(slowest < 1, f"an answer took {slowest:.2f} s")
                    expect(taken < 5, f"acts took {taken:.2f} s")
                finally:
                    stop.set()
                    dripping.join()
                    for client in clients:
                        client.socket.close()
        with claims("a connection that dribbles is ended after a while, so that they do not add up"):
            clients = {name: Dribbler(registry.site.host, opening) for name, opening in OPENINGS.items()}
            began, ended = time.monotonic(), {}
            while clients and time.monotonic() - began < 90:
                time.sleep(0.5)
                for name in [name for name, client in clients.items() if not client.drip()]:
                    ended[name] = round(time.monotonic() - began)
                    clients.pop(name).socket.close()
            print("    ended after " + ", ".join(f"{seconds} s ({name})" for name, seconds in ended.items()))
            expect(not clients, f"still let after 90 s: {', '.join(clients)}")
    finally:
        code = registry.stop()
    with claims("it ends when it is asked to, whatever was open"):
        expect(code == 0, f"it should end with 0, not {code}")
    registry.audit()


def main():
    given = arguments.parse(__doc__, "truce", "record", "work")
    claims = Claims()
    truce = Truce(given.truce)
    for part in (clocks, two_registries, slow):
        part(claims, truce, given)
    claims.finish()


if __name__ == "__main__":
    main()
