"""Writes the golden acts into this folder, by code that shares nothing with the project's own.

    python3 make.py DIGEST FIGURES

DIGEST is the state's digest at the edition's cut-off, in hexadecimal, and FIGURES what the edition counts, in JSON: what only the rules can
tell. Without them placeholders are written, and the test of the golden record says what they should be. Needs the package `cryptography`.
"""
import base64, datetime, hashlib, json, os, pathlib, struct, sys
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
OUT = pathlib.Path(__file__).resolve().parent
for old in OUT.glob("*.json"): old.unlink()
sha = lambda b: hashlib.sha256(b).digest()
def quoted(t): return '"' + "".join("\\u%04x" % ord(c) if ord(c) < 32 else "\\" + c if c in '"\\' else c for c in t) + '"'
def text_of(v):
    if isinstance(v, dict): return "{" + ",".join(quoted(k) + ":" + text_of(x) for k, x in v.items()) + "}"
    if isinstance(v, list): return "[" + ",".join(map(text_of, v)) + "]"
    return quoted(v) if isinstance(v, str) else json.dumps(v)
enc = lambda v: text_of(v).encode()
TYPE = b"application/vnd.truce.act+json"
def pae(p): return b"DSSEv1 %d %s %d %s" % (len(TYPE), TYPE, len(p), p)
def actid(p): return sha(b"truce/act/v1\0" + pae(p)).hex()
def private(name): return Ed25519PrivateKey.from_private_bytes(sha(b"golden " + name.encode()))
def public(name): return private(name).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
def key(name): return "ed25519:" + public(name).hex()
def keyid(name, pub): return sha(name.encode() + b"\n\x01" + pub)[:4].hex()
def vkey(name, seed=None):
    pub = public(seed or name); return f"{name}+{keyid(name, pub)}+{base64.b64encode(bytes([1]) + pub).decode()}"

HOUR = 3_600_000
clock = 1_736_157_600_000   # 2025-01-06T10:00:00Z
NORTH_TZ, SOUTH_TZ = "+02:00", "+03:00"
def at(ms, offset):
    h = int(offset[:3]) if offset != "Z" else 0
    t = datetime.datetime.fromtimestamp(ms/1000 + h*3600, datetime.timezone.utc)
    return t.strftime("%Y-%m-%dT%H:%M:%S") + offset
zones = dict(north="+02:00", south="+03:00", lake="Z", hill="Z", monitors="+02:00", secretariat="Z")

participants = [("north","Northland","party"),("south","Southland","party"),("lake","The Lake Republic","guarantor"),
  ("hill","The Hill Republic","guarantor"),("monitors","Joint Monitoring Team","monitoring-team"),("secretariat","Secretariat","secretariat")]
agreement = dict(
  title="Truce of the Valley", note="Invented, for the golden files.", languages=["en"],
  participants=[dict(id=i,name=n,role=r) for i,n,r in participants],
  truce=dict({"from":"2025-01-06T12:00:00Z"}, until="2025-07-06T12:00:00Z", alone=[dict(act="agreement.suspend",notice=24)]),
  instruments=[dict(id="truce",title="Truce of the Valley",date="2025-01-04")],
  articles=[dict(id="2.1",instrument="truce",title="Fire",text="Neither side opens fire across the line."),
            dict(id="3.2",instrument="truce",title="Bridge",text="The bridge is open by day.")],
  definitions=[dict(id="shelling",title="Shelling",text="Indirect fire across the line.",article="2.1")],
  areas=[dict(id="valley",name="The valley")],
  crossings=[dict(id="bridge",name="The bridge",latitude=4512345,longitude=-1298765)],
  actors=[{"id":"group-a","answered-for-by":None,"aliases":[{"name":"Riders","used-by":"north"},{"name":"Valley Guard","used-by":"south"}]}],
  traffic=[dict(id="lorries",title="Lorries"),dict(id="people",title="People on foot")],
  persons=[dict(id="prisoners",title="Prisoners"),dict(id="families",title="Families")],
  commitments=[dict(id="bridge-open",obligor="north",article="3.2",title="Open the bridge.",indicator="Lorries cross on five days of seven.",
     method="Counted by the monitors.",due="2025-02-01T00:00:00Z",conditions=[],recurrence={"from":"2025-02-01T00:00:00Z","hours":168}),
     dict(id="bridge-staffed",obligor="south",article="3.2",title="Staff the bridge.",indicator="An office is open by day.",
     method="Visited by the monitors.",due=None,conditions=[dict(commitment="bridge-open",level=3,verified=True,hours=168)],recurrence=None)],
  standards=[dict(id="grounds",title="Reasonable grounds",text="A careful person would think so."),
    dict(id="clear",title="Clear and convincing",text="No other account is likely.")],
  determination=dict(rule="k-of",needed=1,members=["lake","hill"]),
  clocks={"assent":168,"triage":24,"tasking":24,"team-report":72,"reply":72,"determination":48,"publication":24,"custody":48,"access":24,"remedy":168,"handover":48,"liaison":1,"answer":72,"minutes":48,"witnesses":24},
  lodging=["lake"], succession=["north","south","lake"],
  intake={"narrative":20,"place-precision":4},
  limits=[dict(subject="report",acts=200,hours=24)],
  grading=[dict(grade=g,meaning=m,standard=t) for g,m,t in [("minor","No one is hurt.",None),("serious","People are hurt.","grounds"),
     ("grave","People are killed, or it happens again.","clear")]],
  consequences=[dict(id=i,grade=g,text=t,hours=h) for i,g,t,h in [("liaisons-meet","minor","The liaisons meet.",72),
     ("guarantors-meet","serious","The guarantors meet.",72),("heads-meet","grave","The heads meet.",48)]],
  notices=[dict(kind="flight",hours=48)],
  ladder=[dict(id="guarantors",title="The guarantors",members=["lake","hill"],hours=24)],
  editions=[dict(kind="weekly",hours=168,note="Each Monday.")])
agreement_hash = sha(enc(agreement)).hex()

last, listed, texts_out, mechanism, rules, open_ids = {}, [], {}, "", 0, []
HEADS = {"mechanism.establish": [p + "/head" for p, _, _ in participants], "mechanism.succeed": [p + "/head" for p in ("north", "south", "lake")]}
def tree(leaves):
    """The RFC 6962 root over leaves."""
    if not leaves: return sha(b"")
    if len(leaves) == 1: return sha(b"\0" + leaves[0])
    k = 1
    while k * 2 < len(leaves): k *= 2
    return sha(b"\1" + tree(leaves[:k]) + tree(leaves[k:]))
def note(name, text, seed=None):
    signature = private(seed or name).sign(text.encode())
    return f"{text}\n\u2014 {name} " + base64.b64encode(bytes.fromhex(keyid(name, public(seed or name))) + signature).decode() + "\n"
signatures, entries, seat = {}, [], {}
def act(file, who, body, /, audience="participants", wait=0, **words):
    global clock, mechanism, rules
    clock += int(wait*HOUR) + 61_007
    participant, desk = who.split("/")
    kind = file.split("+")[0]
    n = len(listed)
    texts = []
    for slot, text in words.items():
        salt = sha(f"golden salt {n} {slot}".encode())
        raw = text.encode()
        c = sha(b"truce/text/v1\0" + salt + struct.pack(">Q", len(raw)) + raw).hex()
        texts.append(dict(slot=slot, language="en", length=len(raw), commitment=c))
        texts_out[c] = (salt.hex(), text)
    payload = enc(dict(act=kind, mechanism=mechanism, rules=rules, desk=desk, participant=participant,
        previous=last.get(who, ""), nonce=sha(f"golden nonce {n}".encode())[:16].hex(),
        at=at(clock - 31_007, zones[participant]), audience=audience, body=body, texts=texts))
    id = actid(payload)
    open(f"{OUT}/{file}.json","wb").write(payload)
    listed.append((clock, id, file, len(payload)))
    if kind == "mechanism.establish":
        mechanism = id
    signers = HEADS.get(kind, [who])
    for signer in signers: last[signer] = id
    if audience == "public": open_ids.append(bytes.fromhex(id))
    envelope = dict(payload=base64.b64encode(payload).decode(), payloadType=TYPE.decode(),
        signatures=[dict(keyid=keyid(s, public(seat.get(s, s))), sig=base64.b64encode(private(seat.get(s, s)).sign(pae(payload))).decode()) for s in signers])
    entries.append(enc(dict(received=clock, lodgings=[], envelope=envelope)))
    signatures[file] = enc(dict(received=clock, lodgings=[], envelope=envelope))
    return id

def facts(frm, to, **more):
    f = dict(type="shelling", when={"from":frm,"to":to,"precision":"hour"},
        place=dict(area="valley",latitude=4512000,longitude=-1298000,precision=1),
        weapon=None, direction=None, alleged=[], casualties=[])
    f.update(more); return f
def count(l,b,h): return dict(low=l,best=b,high=h)

establish = act("mechanism.establish","secretariat/head", dict(origin="golden.example/valley", registry=vkey("golden.example/valley"),
  witnesses="log "+vkey("golden.example/valley")+"\nquorum none\n", agreement=agreement_hash, rehearsal=True,
  participants=[dict(id=i,name=n,role=r,head=key(i+"/head"),recovery=(dict(needed=2,keys=[key(f"{i}/recovery-{k}") for k in (1,2,3)]) if i=="north" else dict(needed=0,keys=[]))) for i,n,r in participants]), audience="public")
act("agreement.lay","secretariat/head", dict(agreement=agreement_hash, part=1, parts=1, content=enc(agreement).decode()), audience="public")
early = act("agreement.adopt+retracted","north/head", dict(agreement=agreement_hash), audience="public")
act("joint.retract","north/head", dict(act=early), audience="public", reason="Southland will propose it.")
adopt = act("agreement.adopt","south/head", dict(agreement=agreement_hash), audience="public")
act("joint.assent","north/head", dict(act=adopt), audience="public", wait=5)
def accredit(file, p, desk, functions, name):
    act(file, p+"/head", dict(key=key(f"{p}/{desk}"), desk=desk, functions=functions), name=name)
accredit("officer.accredit","monitors","team-lead",["verification","finding","commitment","crossing","coverage"],"A. Example")
accredit("officer.accredit+north","north","liaison-1",["report","evidence","verification","commitment"],"B. Example")
accredit("officer.accredit+south","south","liaison-1",["report","evidence","verification","finding"],"C. Example")
accredit("officer.accredit+lake","lake","envoy",["verification","finding"],"D. Example")
accredit("officer.accredit+hill","hill","envoy",["finding"],"E. Example")
accredit("officer.accredit+secretariat","secretariat","registrar",["incident","publication","statement","alteration","claim","edition"],"F. Example")
t0 = clock + 24*HOUR; t0 -= t0 % 1000
report = act("report.file","north/liaison-1", dict(channel="own",basis="heard",facts=facts(t0,t0+HOUR//2,weapon="mortar",direction=170,
   alleged=["south"],casualties=[dict(side="north",killed=count(0,0,0),injured=count(1,2,3))])), wait=26,
   narrative="Six rounds fell near the mill; two people were hurt.", place="The mill")
second = act("report.file+south","south/liaison-1", dict(channel="own",basis="saw",facts=facts(t0,t0+HOUR,alleged=["group-a"])), wait=1,
   narrative="Riders who answer to nobody fired and left.")
act("report.correct","north/liaison-1", dict(report=report,facts=facts(t0,t0+HOUR//2,weapon="mortar",direction=175,
   alleged=["south"],casualties=[dict(side="north",killed=count(0,0,0),injured=count(2,2,2))])), wait=1,
   narrative="Six rounds fell near the mill; two people were hurt, and treated.", reason="The hospital has confirmed two.")
twice = act("report.file+twice","south/liaison-1", dict(channel="public",basis="told",facts=facts(t0,t0+HOUR)),
   narrative="A farmer heard rounds fall near the mill.", source="A farmer")
act("report.withdraw","south/liaison-1", dict(report=twice), reason="The farmer asked for it.")
incident = act("incident.open","secretariat/registrar", dict({"reports":[report],"type":"shelling"}, when={"from":t0,"to":t0+HOUR,"precision":"hour"},
   place=dict(area="valley",latitude=None,longitude=None,precision=2)), audience="public", title="Rounds fell near the mill in the valley.")
act("incident.gather","secretariat/registrar", dict(incident=incident,report=second))
act("incident.triage","secretariat/registrar", {"incident":incident,"outcome":"accepted","duplicate-of":None,"articles":["2.1"]}, audience="public", wait=2,
   reason="Two accounts agree that rounds fell.")
exhibit = act("evidence.deposit","north/liaison-1", dict(incident=incident,type="photograph",content=sha(b"golden photograph").hex(),size=2_483_111,
   collected=t0+HOUR,collector="liaison-1"), description="A crater beside the mill, with a measuring rod.")
member = lambda w: dict(zip(("participant","desk"), w.split("/")))
verification = act("verification.task","lake/envoy", dict(incident=incident,lead=member("monitors/team-lead"),
   team=[member("north/liaison-1"),member("south/liaison-1")]), audience="public", wait=3, mandate="Establish what fell, and from where.")
v0 = clock + 20*HOUR; v0 -= v0 % 1000
observation = act("verification.observe","monitors/team-lead", dict(verification=verification,method="visit",
   when={"from":v0,"to":v0+HOUR,"precision":"hour"},place=dict(area="valley",latitude=4512000,longitude=-1298000,precision=1),
   bearing="supports"), wait=22, account="Three craters.")
act("verification.report","monitors/team-lead", dict(verification=verification,occurrence="occurred",
   views=[dict(component="monitors",position="agrees"),dict(component="north",position="agrees"),dict(component="south",position="differs")]), wait=6,
   summary="Rounds fell; who fired them was not seen.", views="Southland doubts the bearing.")
finding = act("finding.propose","monitors/team-lead", {"incident":incident,"supersedes":None,"conclusion":{"occurrence":"occurred","occurrence-confidence":"high",
   "occurrence-standard":"clear","attribution":"party","attributed-to":["south"],"attribution-confidence":"moderate","attribution-standard":"grounds",
   "classification":"violation","classification-confidence":"moderate","classification-standard":"grounds",
   "article":"2.1","grade":"serious","grade-confidence":"high","grade-standard":"clear"},"evidence":[exhibit,observation]}, wait=4, reasons="The craters point south; the range fits no other post.")
act("finding.reply","south/liaison-1", dict(finding=finding,position="rejects"), wait=50, reply="1. The bearing is doubted. 2. No unit fired.")
act("finding.concur","lake/envoy", dict(finding=finding), audience="public", wait=23, reasons="The craters carry the conclusion.")
act("finding.dissent","hill/envoy", dict(finding=finding), audience="public", wait=1, reasons="The bearing of three craters is too little.")
act("finding.determine","lake/envoy", dict(finding=finding), wait=1)
act("commitment.progress","north/liaison-1", dict(commitment="bridge-open",level=2,period=None,obstacle="capacity",evidence=[exhibit]), audience="public",
   account="The bridge was open on four days of the week.")
assessment = act("commitment.assess","monitors/team-lead", dict(commitment="bridge-open",level=1,basis="verified",timeliness="not-due",period=None,obstacle="capacity",evidence=[exhibit]),
   audience="public", reasons="Lorries crossed on two days.")
s0 = clock - 2*HOUR; s0 -= s0 % 1000
act("crossing.report","monitors/team-lead", dict(crossing="bridge",
   conditions=[dict(traffic="people",condition="open"),dict(traffic=None,condition="closed")],since=s0,until=s0+72*HOUR,reason="works"), audience="public", remark="People on foot only.")
publication = act("publication.record","secretariat/registrar", dict(content=sha(b"golden publication").hex(),language="en",published="2025-01-08",basis="masthead",
   read=dict(published="2025-01-07",basis="metadata")), audience="public", headline="Rounds fall near the mill", outlet="The Valley Courier", file="courier.txt")
statement = act("statement.record","secretariat/registrar", dict(side="south",date="2025-01-08",publications=[publication],
   read=dict(side="south",date=None,publications=[publication],score=870)), audience="public",
   speaker="Spokesperson of Southland", summary="Denies that any unit fired.")
act("officer.withdraw","hill/head", dict(key=key("hill/envoy")), reason="The envoy was recalled.")
stolen = clock
act("officer.repudiate","lake/head", dict(key=key("lake/envoy"), since=stolen), wait=1, reason="The envoy's telephone was taken.")
act("officer.replace","north/recovery-1", dict(key=key("north/head-2")), reason="The head's key is lost.")
act("officer.replace+second","north/recovery-3", dict(key=key("north/head-2")), reason="The head's key is lost.")
seat["north/head"] = "north/head-2"; del last["north/head"]
rules_change = act("rules.change","south/head", dict(version=1), audience="public", reason="So that the truce can be extended.")
act("joint.assent+rules","north/head", dict(act=rules_change), audience="public")
rules = 1
extension = act("agreement.extend","south/head", dict(until="2025-09-06T12:00:00Z"), audience="public", reason="Talks go on.")
act("joint.assent+extension","north/head", dict(act=extension), audience="public")
# MARK: The agreement and its commitments
act("commitment.contest","north/head", dict(assessment=assessment,level=2,evidence=[exhibit]), audience="public", reasons="The bridge was open on four days.")
amended = dict(agreement, instruments=agreement["instruments"] + [dict(id="protocol",title="Protocol on the bridge",date="2025-01-20")])
amended_hash = sha(enc(amended)).hex()
act("agreement.lay+amended","secretariat/head", dict(agreement=amended_hash, part=1, parts=1, content=enc(amended).decode()), audience="public")
amendment = act("agreement.amend","north/head", dict(amends=agreement_hash, agreement=amended_hash), audience="public", reason="A protocol was agreed.")
act("joint.assent+amendment","south/head", dict(act=amendment), audience="public")
# One party alone, under the agreement's notice; and then together.
act("agreement.suspend","north/head", dict(alone=True), audience="public", reason="Rounds fell again.")
resumption = act("agreement.resume","south/head", dict(alone=False), audience="public", wait=30, reason="The liaisons have met.")
act("joint.assent+resumption","north/head", dict(act=resumption), audience="public")
ending = act("agreement.end","north/head", dict(alone=False), audience="public", reason="Should the talks fail.")
act("joint.retract+ending","north/head", dict(act=ending), audience="public", reason="The talks go on.")

# MARK: Incidents, evidence, verification
accredit("officer.accredit+laboratory","monitors","laboratory",["evidence","restriction"],"G. Example")
apart = act("incident.split","secretariat/registrar", dict(incident=incident,apart=dict({"reports":[second],"type":"shelling"},
   when={"from":t0,"to":t0+HOUR,"precision":"hour"},place=dict(area="valley",latitude=None,longitude=None,precision=3))), audience="public", wait=1,
   reason="The riders may have fired on another day.", title="Riders are said to have fired in the valley.")
act("incident.merge","secretariat/registrar", dict(incident=apart,into=incident), audience="public", wait=2, reason="It was the same day.")
act("incident.split+parted","secretariat/registrar", dict(incident=apart,apart=None), audience="public", wait=1, reason="It was not the same place.")
bench = dict(participant="monitors",desk="laboratory")
act("evidence.transfer","north/liaison-1", dict(exhibit=exhibit,to=bench,at=clock), packing="A memory card in bag 12, sealed.")
act("evidence.receive","monitors/laboratory", dict(exhibit=exhibit,at=clock+HOUR,condition="seal-broken"), wait=2, remark="The seal of bag 12 was torn.")
act("evidence.examine","monitors/laboratory", dict(exhibit=exhibit,at=clock,method="metadata"), wait=1, result="The time of the picture fits the report.")
act("evidence.derive","monitors/laboratory", dict(exhibit=exhibit,form="redacted",type="photograph",content=sha(b"golden redaction").hex(),size=1_204_000,at=clock),
   wait=1, description="The faces at the edge are blackened.")
act("evidence.release","north/liaison-1", dict(exhibit=exhibit), audience="public", reason="The finding rests on it.")
act("evidence.transfer+back","monitors/laboratory", dict(exhibit=exhibit,to=dict(participant="north",desk="liaison-1"),at=clock), wait=1)
act("evidence.recall","monitors/laboratory", dict(exhibit=exhibit,at=clock,condition="intact"), wait=1, reason="The road is closed.")
act("evidence.dispose","monitors/laboratory", dict(exhibit=exhibit,at=clock,disposal="archived"), wait=1, reason="Kept in the monitors' archive.")
again = act("verification.task+second","lake/head", dict(incident=incident,lead=member("monitors/team-lead"),team=[]), audience="public", wait=1,
   mandate="Look at the mill again.")
place = dict(area="valley",latitude=4512000,longitude=-1298000,precision=1)
request = act("verification.request-access","monitors/team-lead", {"verification":again,"place":place,"by":"north","from":clock+20*HOUR,"to":clock+26*HOUR},
   purpose="To measure the craters.", place="The mill")
act("verification.answer-access","north/liaison-1", dict(request=request,answer="delayed",until=clock+40*HOUR), wait=3, reason="The road is being cleared.")
i0 = clock + 41*HOUR; i0 -= i0 % 1000
act("verification.interview","monitors/team-lead", dict(verification=again,category="resident",when={"from":i0,"to":i0+HOUR//2,"precision":"hour"},
   bearing="supports",consent=True), wait=44, account="Six rounds, from the south, before noon.", person="The miller's neighbour")
act("restriction.record","monitors/laboratory", dict(kind="delayed",by="north",place=place,arrived=i0-3*HOUR,left=i0,notice=True,
   verification=again,request=request), audience="public", wait=1, reason="Wait for the officer.", consequence="Half of the day was lost.", place="The mill's gate")

# MARK: Findings and what follows from them
act("finding.acknowledge","south/liaison-1", dict(finding=finding), note="Informed; Southland does not agree.")
act("finding.publish","hill/head", dict(finding=finding), audience="public", wait=25)
act("consequence.decide","lake/head", dict(finding=finding,consequence="guarantors-meet",party="south",decision="applies",until=None), audience="public",
   reason="The guarantors meet on Friday.")
remedy = act("remedy.recommend","monitors/head", dict(finding=finding,incident=None,commitment=None,to="south",due=clock+14*24*HOUR), audience="public",
   recommendation="Move the mortars that stand at the southern posts three kilometres back.")
act("remedy.undertake","south/head", dict(remedy=remedy), audience="public", wait=20, plan="Within ten days.")
act("remedy.report","south/head", dict(remedy=remedy,evidence=[]), audience="public", wait=150, done="Four of six mortars were moved.")
act("remedy.return","hill/head", dict(remedy=remedy), audience="public", wait=4, reason="Two are still at the mill post.")
act("remedy.report+again","south/head", dict(remedy=remedy,evidence=[exhibit]), audience="public", wait=50, done="The other two were moved.")
act("remedy.accept","hill/head", dict(remedy=remedy), audience="public", wait=6, reason="The monitors have seen it.")
other = act("remedy.recommend+commitment","lake/head", dict(finding=None,incident=None,commitment="bridge-open",to="north",due=clock+7*24*HOUR),
   recommendation="Let lorries cross on five days of each week.")
act("remedy.refuse","north/head", dict(remedy=other), wait=30, reason="The road is under water.")
act("remedy.close","lake/head", dict(remedy=other), wait=100, reason="The river has not fallen; it is looked at again in spring.")

# MARK: Crossings and handovers
accredit("officer.accredit+south-handovers","south","handovers",["handover","text"],"G. Example")
accredit("officer.accredit+north-handovers","north","handovers",["handover"],"H. Example")
accredit("officer.accredit+lake-handovers","lake","handovers",["handover","text"],"I. Example")
accredit("officer.accredit+monitors-handovers","monitors","handovers",["handover"],"J. Example")
def person(n):
    name = f"golden person {n}".encode(); return sha(b"truce/person/v1\0" + sha(f"golden person salt {n}".encode()) + struct.pack(">Q", len(name)) + name).hex()
def handover(file, others, begin, /, by="north/handovers", **words):
    b = clock + begin*HOUR; b -= b % 1000
    return act(file, by, {"from":"north","to":"south","crossing":"bridge","begins":b,"ends":b+6*HOUR,
      "counts":[dict(category="prisoners",persons=1),dict(category="families",persons=2)],
      "persons":[dict(person=person(others+n),category=c,family=f) for n,c,f in [(1,"prisoners",0),(2,"families",1),(3,"families",1)]]}, **words)
withdrawn = handover("handover.propose+withdrawn", 0, 24)
act("handover.withdraw","north/handovers", dict(handover=withdrawn), reason="The list is not complete.")
declined = handover("handover.propose+declined", 0, 24)
act("handover.decline","south/handovers", dict(handover=declined), reason="A day is too short.")
passed = handover("handover.propose", 0, 48, arrangements="By bus to the middle of the bridge; a doctor of each side is present.")
act("handover.accept","south/handovers", dict(handover=passed))
act("handover.label","north/handovers", dict(handover=passed,person=person(1)), label="A soldier of the other side.")
act("handover.determine-status","lake/handovers", dict(handover=passed,person=person(1),category="prisoners"), reasons="Both sides' papers agree on the unit.")
act("handover.consent","monitors/handovers", dict(handover=passed,person=person(2),answer="given"), wait=40, account="Heard alone, for ten minutes.")
act("handover.check","monitors/handovers", dict(handover=passed,weapons="none"), wait=9)
h0 = clock - clock % 1000
act("handover.receive","south/handovers", dict(handover=passed,crossing="bridge",when=h0,persons=[person(2),person(3)]))
act("handover.receive+left","north/handovers", dict(handover=passed,crossing="bridge",when=h0,persons=[person(2),person(3)]))
mismatch = act("handover.mismatch","south/handovers", dict(handover=passed,missing=[person(1)],unexpected=[],disputed=[]), reason="He was too ill to travel.")
act("handover.agree","north/handovers", dict(mismatch=mismatch))
act("handover.complete","monitors/handovers", dict(handover=passed), audience="public")

# MARK: Liaison and notices
call = act("liaison.call","north/head", dict(to="south",incident=None,urgency="immediate"), wait=3, message="Engines are heard behind the ridge; what is it?")
act("liaison.acknowledge","south/head", dict(call=call), answer="We ask the post.")
act("liaison.resolve","south/head", dict(call=call,outcome="explained"), account="A tractor pulls the mill's cart out of the river.")
flight = lambda hours, area: {"kind":"flight","from":clock - clock%1000 + hours*HOUR,"to":clock - clock%1000 + (hours+2)*HOUR,
   "places":[dict(area=area,latitude=None,longitude=None,precision=3)]}
notice = act("notice.give","south/head", flight(72, "valley"), audience="public", route="Along the river, one small aircraft.", purpose="The flood is photographed.")
act("notice.object","north/head", dict(notice=notice), audience="public", reason="The river is within sight of the posts.")
notice = act("notice.give+short","north/head", flight(20, "bridge"), route="To the bridge and back.")
act("notice.withdraw","north/head", dict(notice=notice), reason="Fog.")

# MARK: Publications and statements
herald = act("publication.record+second","secretariat/registrar", dict(content=sha(b"golden second publication").hex(),language="en",published="2025-01-09",basis="stated",
   read=dict(published="2025-01-09",basis="stated")), audience="public", headline="No unit fired, says Southland", outlet="The Bridge Herald", file="herald.html")
act("publication.correct","secretariat/registrar", dict(publication=publication,published="2025-01-09",basis="given"), audience="public",
   reason="The first edition is of the ninth.", outlet="The Valley Courier and Mail")
act("statement.carry","secretariat/registrar", dict(statement=statement,publication=herald,carries=True,score=640), audience="public", reason="The same briefing, retold.")
excerpt = lambda publication, start, end: dict(publication=publication,start=start,end=end)
act("alteration.record","secretariat/registrar", {"statement":statement,"from":excerpt(publication,412,443),"to":excerpt(herald,96,113),"change":"hedge-removed","read":"reworded"},
   audience="public", **{"from":"as far as we know no unit fired","to":"no unit has fired"})
def claim(file, publication, statement, start, end, /, voice="attributed", by="program", use="report", says="asserts", type=None, when=None, area=None, claimant=None, alleged=[],
   casualties=[], stance=None, **words):
    return act(file, "secretariat/registrar", {"publication":publication,"statement":statement,"start":start,"end":end,"voice":voice,"by":by,"as":use,"says":says,"type":type,
      "when":when,"area":area,"claimant":claimant,"alleged":alleged,"casualties":casualties,"stance":stance}, audience="public", **words)
told = claim("claim.propose", publication, None, 60, 118, voice="own", type="shelling", when={"from":t0,"to":t0+HOUR,"precision":"day"}, area="valley", alleged=["south"],
   casualties=[dict(side="north",killed=count(0,0,0),injured=count(2,2,2))], passage="Six rounds fell near the mill on Tuesday; two people were hurt", place="The mill")
denied = claim("claim.propose+position", herald, statement, 96, 113, use="position", says="denies", claimant="south", passage="no unit has fired", speaker="Spokesperson of Southland",
   summary="Denies that any unit fired.")
act("claim.accept","secretariat/registrar", dict(claim=told,report=report,about=None))
act("claim.accept+position","secretariat/registrar", dict(claim=denied,report=None,about=dict(article="2.1",commitment=None,proposal=None,incident=None)), audience="public")
act("claim.decline","secretariat/registrar", dict(claim=denied), audience="public", reason="It is of another day.")

# MARK: Meetings and what follows from them
for p in ("north", "south", "lake", "hill"):
    accredit(f"officer.accredit+{p}-talks", p, "delegate", ["meeting","proposal","position","assurance","action","escalation"], "D. Example")
accredit("officer.accredit+secretariat-talks","secretariat","clerk",["meeting","action"],"C. Example")
def hour(ms): return ms - ms % HOUR
m0 = hour(clock) + 26*HOUR
meeting = act("meeting.convene","lake/delegate", {"kind":"round","from":m0,"to":m0 + 6*HOUR,"participants":["north","south","hill"]}, audience="public",
   agenda="The bridge; the mill.", place="The Lake Republic")
dropped = act("meeting.convene+second","hill/delegate", {"kind":"technical","from":m0,"to":m0 + HOUR,"participants":["north","south"]}, agenda="The bridge's office.")
act("meeting.cancel","hill/delegate", dict(meeting=dropped), reason="The round speaks of it.")
matter = lambda **named: dict(dict(article=None,commitment=None,proposal=None,incident=None), **named)
act("position.state","south/delegate", dict(about=matter(article="3.2"),stance="supports-with-conditions"), wait=20, position="By day, while both offices are staffed.")
act("position.state+changed","south/delegate", dict(about=matter(article="3.2"),stance="opposes"), wait=1, position="Not while one office is empty.")
proposal = act("proposal.table","north/delegate", {"to":["south"],"until":clock + 30*HOUR,"meeting":meeting,"about":matter(commitment="bridge-staffed")}, wait=8,
   wording="Southland staffs its office at the bridge from 08:00 to 16:00, from the first of the next month.", reasons="Lorries wait for it.")
counter = act("proposal.table+counter","south/delegate", {"to":["north","lake"],"until":None,"meeting":meeting,"about":matter(proposal=proposal)}, wait=1,
   wording="Both offices are staffed from 09:00 to 15:00, from the same day on.")
act("proposal.answer","south/delegate", {"proposal":proposal,"reply":"counters","counter":counter,"until":None}, answer="From 09:00, and both offices.")
act("proposal.answer+time","north/delegate", {"proposal":counter,"reply":"needs-time","counter":None,"until":clock + 120*HOUR})
act("proposal.withdraw","north/delegate", dict(proposal=proposal), reason="The other one is spoken of.")
act("meeting.minute","lake/delegate", dict(meeting=meeting,attendance=[dict(participant="north",presence="present"),dict(participant="south",presence="present"),
   dict(participant="hill",presence="represented")]), audience="public", wait=2, minutes="Northland tabled a proposal on the bridge, and Southland another.")
act("meeting.approve","north/delegate", dict(meeting=meeting))
act("meeting.dissent","south/delegate", dict(meeting=meeting), dissent="It was said that both offices are staffed.")
assurance = act("assurance.request","north/delegate", {"of":"south","about":matter(article="2.1"),"until":clock + 10*HOUR}, assurance="No fire is opened from the mill.")
item = act("action.assign","secretariat/clerk", {"owner":"hill","until":clock + 60*HOUR,"meeting":meeting}, task="Draw a map of the bridge and both offices.")
act("action.accept","hill/delegate", dict(action=item))
overdue = dict(table="assurance",row=assurance,clock="answer")
act("escalation.raise","north/delegate", dict(overdue=overdue,rung="guarantors"), wait=36, reason="There is no answer.")
act("escalation.resolve","hill/delegate", {"overdue":overdue,"rung":"guarantors","outcome":"extended","until":clock + 24*HOUR}, resolution="Southland answers within a day.")
act("assurance.answer","south/delegate", dict(assurance=assurance,answer="conditional"), condition="The same is assured for the bridge.")
act("assurance.withdraw","south/delegate", dict(assurance=assurance), wait=20, reason="It was not assured for the bridge.")
act("action.complete","hill/delegate", dict(action=item), account="The map is drawn.")
act("action.return","lake/delegate", {"action":item,"until":clock + 48*HOUR}, reason="Southland's office is missing.")
act("action.complete+again","hill/delegate", dict(action=item), wait=8, account="Both offices are on it.")
act("action.confirm","secretariat/clerk", dict(action=item))
other = act("action.assign+dropped","lake/delegate", {"owner":"north","until":clock + 60*HOUR,"meeting":None}, task="Count the lorries.")
act("action.drop","lake/delegate", dict(action=other), reason="The monitors count them.")

# MARK: Coverage, texts
act("text.release","south/handovers", dict(act=mismatch), audience="public", reason="So that his family knows why.")
gone = next(t["commitment"] for t in json.loads(open(f"{OUT}/handover.mismatch.json","rb").read())["texts"] if t["slot"] == "reason")
act("text.redact","south/handovers", dict(act=mismatch,text=gone), reason="It tells of a person's health.")
act("text.redact+concurring","lake/handovers", dict(act=mismatch,text=gone), reason="It tells of a person's health.")
act("text.erase","south/handovers", dict(act=mismatch,text=gone))
act("coverage.report","monitors/team-lead", {"area":"valley","from":"2025-01-08","to":"2025-01-09","extent":"partly","reason":"access-denied"}, audience="public",
   account="The road to the mill was closed.")

replacement = act("registry.replace","south/head", dict(registry=vkey("golden.example/valley", "golden.example/valley 2"),
    witnesses="log "+vkey("golden.example/valley", "golden.example/valley 2")+"\nquorum none\n"), audience="public", reason="A year has passed.")
act("joint.assent+registry","north/head", dict(act=replacement), audience="public")
size, public_size, public_root = len(listed), len(open_ids), tree(open_ids).hex()
edition = act("edition.cut","secretariat/registrar", {"kind":"weekly","from":1_736_157_600_000}, audience="public", wait=2)
digest = sys.argv[1] if len(sys.argv) > 1 else "00"*32
blank = dict(days=0,calm=0,coverage=[],restrictions=[],reports=[],incidents=[],proposed=0,determined=[])
figures = json.loads(sys.argv[2]) if len(sys.argv) > 2 else dict(period=blank,before=blank,total=blank,crossings=[],commitments=[])
act("edition.publish","secretariat/registrar", {"edition":edition,"size":size,"digest":digest,"public-size":public_size,"public-root":public_root,"figures":figures}, audience="public", wait=24,
   summary="One incident; one finding, determined with a dissent.")
act("edition.correct","secretariat/registrar", dict(edition=edition), audience="public", wait=2, erratum="The finding was determined with one dissent of two.")

# A successor's first act: in the record it stands right after the entries that it goes on from.
root = tree(list(entries))
checkpoint = f"golden.example/valley\n{len(listed)}\n{base64.b64encode(root).decode()}\n"
act("mechanism.succeed","north/head", dict(origin="golden.example/valley-2", registry=vkey("golden.example/valley-2"),
  witnesses="log "+vkey("golden.example/valley-2")+"\nquorum none\n",
  predecessor=dict(origin="golden.example/valley", size=len(listed), root=root.hex()),
  checkpoint=note("golden.example/valley", checkpoint, "golden.example/valley 2")), audience="public", reason="The registry does not answer.")

open(f"{OUT}/record.txt","w").write("# The golden acts as one record: time of receipt, act id, file. Every key's seed is SHA-256(\"golden participant/desk\"), of a second one at a desk with -2.\n"
  + "".join(f"{r} {i} {f}\n" for r,i,f,_ in listed))
open(f"{OUT}/texts.txt","w").write("# The texts of the golden acts: commitment, salt, words.\n"
  + "".join(f"{c} {s} {t}\n" for c,(s,t) in texts_out.items()))
open(f"{OUT}/entry.json","wb").write(signatures["joint.assent"])
print(f"{len(listed)} acts; the edition covers {size}, {public_size} of them public")
