#!/usr/bin/env python3
"""Direct quotes, their speakers, and indirect attributions, against PolNeAR (networkdynamics/PolNeAR).

usage: quotes.py --data FOLDER [--part dev] [--truce COMMAND] [--peers] [--model NAME]

What counts, said once:
- Gold is what PolNeAR's first annotator of an article marked: attributions of source, cue and content.
- A direct quote is a stretch of one paragraph between quotation marks (single ones where they are not inside double
  ones) of which at least half lies in contents of attributions. Stretches that lie in none (titles, nicknames, words at
  arm's length) are no quotes: to give one costs precision. A given quote that runs over paragraphs is compared paragraph
  by paragraph. It is found when its span and a gold span have an intersection of at least 0.8 of their union.
- The speaker of a found quote is right when the gold source and the name or mention that was given share a word that
  tells (no article, title or office), or are the same pronoun. Where the gold source is a pronoun and a name was given,
  it is compared with the last source before it that is none. Quotes without a gold source are not asked for.
- Indirect and mixed attributions are those whose content is not all between quotation marks. As in Citron's "overlap
  metrics", precision is the share of the words given as indirect or mixed that lie in contents of such attributions, and
  recall the share of the words of those contents that were given; each word counts once.

`train` was looked at while the reading was written: its first 420 articles closely, the others in part and by counts.
`dev` was only scored. `test` was scored three times, and never looked at; what was changed in between was chosen on
`train`.
"""

import collections
import glob
import re
import sys

import common

WORD = re.compile(r"\w+")
MARK = re.compile("[“”„\"«»]|''|``")
SINGLE = re.compile(r"(?<!\w)[‘'](?=\S)((?:[^‘’'\n]|(?<=\w)[’'](?=\w))+?)(?<=\S)[’'](?!\w)")
PRONOUNS = {"he", "she", "they", "it", "i", "we", "him", "her", "them", "his", "their", "who", "which", "you"}
SMALL = {"the", "a", "an", "of", "for", "from", "in", "at", "on", "to", "and", "by", "with", "s", "his", "her", "their", "its",
         "mr", "mrs", "ms", "dr", "sen", "rep", "gov", "former", "senior", "president", "senator", "governor", "secretary",
         "who", "that", "this", "one", "said", "also"}


def attributions(path):
    """Those of a brat file: lists of spans under source, cue and content."""
    spans, found = {}, []
    for line in open(path, encoding="utf-8"):
        fields = line.rstrip("\n").split("\t")
        if len(fields) < 2:
            continue
        if fields[0].startswith("T"):
            places = fields[1].split(" ", 1)[1].split(";")
            spans[fields[0]] = [tuple(map(int, place.split())) for place in places]
        elif fields[0].startswith("E"):
            attribution = {"source": [], "cue": [], "content": []}
            for role, span in (part.split(":") for part in fields[1].split()):
                role = role.rstrip("0123456789").lower()
                if role in attribution:
                    attribution[role] += spans.get(span, [])
            found.append({role: sorted(places) for role, places in attribution.items()})
    return found


def stretches(text):
    """What stands between quotation marks, paragraph by paragraph; one left open ends with its paragraph."""
    found = []
    for paragraph in re.finditer(r"[^\n]+", text):
        opened = None
        for mark in MARK.finditer(text, paragraph.start(), paragraph.end()):
            closes = mark.group() in "”»" or mark.group() in ('"', "''") and opened is not None
            if closes and opened is not None:
                found.append((opened, mark.start()))
            opened = None if closes else mark.end()
        if opened is not None:
            found.append((opened, paragraph.end()))
    double = [span for span in (trimmed(text, *span) for span in found) if span[0] < span[1]]
    single = [match.span(1) for match in SINGLE.finditer(text)]
    return double + [span for span in single if not any(shared(span, other) for other in double)]


def trimmed(text, start, end):
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


class Article:
    def __init__(self, path, annotation):
        self.path = path
        self.text = open(path, encoding="utf-8", newline="").read()
        self.words = [match.span() for match in WORD.finditer(self.text)]
        self.attributions = attributions(annotation)
        within = self.covered(span for each in self.attributions for span in each["content"])
        self.stretches = stretches(self.text)
        quoted = self.covered(self.stretches)
        self.direct = [span for span in self.stretches if 2 * sum(within[span[0] : span[1]]) >= span[1] - span[0]]
        self.indirect = [
            each for each in self.attributions
            if any(not quoted[start] for span in each["content"] for start, _ in self.words_in(span))]

    def covered(self, spans):
        marked = bytearray(len(self.text) + 1)
        for start, end in spans:
            marked[start:end] = b"\1" * (end - start)
        return marked

    def words_in(self, span):
        return [word for word in self.words if word[0] < span[1] and span[0] < word[1]]

    def source(self, span):
        """The words of the source of a direct quote, or None."""
        best = max(self.attributions, key=lambda each: sum(shared(span, content) for content in each["content"]))
        if not best["source"]:
            return None
        words = self.source_words(best)
        if words & PRONOUNS and len(words) == 1:
            before = [each for each in self.attributions if each["source"] and each["source"] < best["source"]]
            named = [each for each in before if not self.source_words(each) <= PRONOUNS]
            last = max(named, key=lambda each: each["source"], default=None)
            return words, self.source_words(last) if last else set()
        return words, words

    def source_words(self, attribution):
        text = " ".join(self.text[start:end] for start, end in attribution["source"])
        return {word.lower() for word in WORD.findall(text)}


def shared(a, b):
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def same(a, b):
    union = max(a[1], b[1]) - min(a[0], b[0])
    return bool(union) and shared(a, b) / union >= 0.8


def articles(data, part):
    """Those of one part of the corpus, whose clone is the folder or stands in it."""
    clone = data / "PolNeAR" if (data / "PolNeAR").is_dir() else data
    folder = clone / "data" / part
    for path in sorted((folder / "text").glob("*.txt")):
        annotations = sorted(glob.glob(str(folder / "attributions" / (glob.escape(path.stem) + "_????.ann"))))
        if annotations:
            yield Article(path, annotations[0])


def truce(command, found):
    """For each article the quotes that the program gives: span, kind, speaker's words."""
    publications, _ = common.read_each(command, [article.path for article in found])
    for publication in publications:
        quotes = []
        for quote in publication["quotes"] if publication else []:
            speaker = quote["speaker"] or {}
            words = [{word.lower() for word in WORD.findall(speaker.get(key) or "")} for key in ("mention", "name")]
            quotes.append(((quote["start"], quote["end"]), quote["kind"], words))
        yield quotes


def textacy(found, name):
    """The same by textacy over spaCy's small English model; it knows direct quotes alone."""
    import spacy
    import textacy.extract

    model = spacy.load(name)
    for article in found:
        quotes = []
        try:
            triples = list(textacy.extract.direct_quotations(model(article.text.replace("''", '" '))))
        except Exception:
            triples = []
        for triple in triples:
            span = triple.content.start_char, triple.content.end_char
            inner = article.text[slice(*span)]
            left = len(inner) - len(inner.lstrip("“”\"'` "))
            right = len(inner) - len(inner.rstrip("“”\"'` "))
            speaker = {token.text.lower() for token in triple.speaker}
            quotes.append(((span[0] + left, span[1] - right), "direct", [speaker, set()]))
        yield quotes


def by_paragraph(text, span):
    for line in re.finditer(r"[^\n]+", text[span[0] : span[1]]):
        inner = re.sub(r"^\s*(“|\"|''|``)?", lambda m: " " * len(m.group()), line.group(), count=1) if line.start() else line.group()
        whole = span[0] + line.start(), span[0] + line.end()
        start, end = whole[0] + len(inner) - len(inner.lstrip()), whole[1]
        yield trimmed(text, start, end)


def score(found, read, show=0):
    count = collections.Counter()
    for article, quotes in zip(found, read):
        given = [(part, words) for span, kind, words in quotes if kind == "direct" for part in by_paragraph(article.text, span)]
        left = list(given)
        count["given"] += len(given)
        count["gold"] += len(article.direct)
        for span in article.direct:
            match = next((each for each in left if same(each[0], span)), None)
            if match is None:
                report(show, "missed", article, span)
                continue
            left.remove(match)
            count["found"] += 1
            source = article.source(span)
            if source is None:
                continue
            count["asked"] += 1
            own, meant = source
            mention, name = match[1]
            words = (mention | name) - SMALL
            right = bool((own & PRONOUNS and own == mention) or words & (own - SMALL) or words & (meant - SMALL))
            count["speakers"] += right
            count["unknown"] += not words
            if not right:
                report(show, f"speaker: gold {own}/{meant} given {mention} {name}", article, span)
        for span, _ in left:
            report(show, "no quote", article, span)
        gold = article.covered(span for each in article.indirect for span in each["content"])
        marked = article.covered(span for span, kind, _ in quotes if kind != "direct")
        for start, _ in article.words:
            count["words of gold"] += gold[start]
            count["words given"] += marked[start]
            count["words in both"] += gold[start] & marked[start]
    return count


def report(show, what, article, span):
    if show and what.startswith(show):
        text = article.text
        print(f"{what} | {article.path.stem[:30]}@{span[0]} | {text[max(0, span[0] - 120):span[0]]!r} >>>{text[span[0]:span[1]]}<<< {text[span[1]:span[1] + 90]!r}", file=sys.stderr)


def share(part, whole):
    return part / whole if whole else 0.0


def f1(precision, recall):
    return share(2 * precision * recall, precision + recall)


def row(name, count):
    precision, recall = share(count["found"], count["given"]), share(count["found"], count["gold"])
    inner, outer = share(count["words in both"], count["words given"]), share(count["words in both"], count["words of gold"])
    speakers = share(count["speakers"], count["asked"])
    return [name] + [f"{part:.3f}" for part in (precision, recall, speakers, inner, outer, f1(inner, outer))]


def main():
    parser = common.parser("Direct quotes, their speakers, and indirect attributions, against PolNeAR")
    parser.add_argument("--part", default="dev", choices=["train", "dev", "test"])
    parser.add_argument("--model", default="en_core_web_sm", help="what spaCy's small English model is installed as")
    parser.add_argument("--first", type=int, help="of the part, only so many articles")
    parser.add_argument("--skip", type=int, default=0, help="of the part, not the first so many")
    parser.add_argument("--show", default="", help="print what went wrong: missed, speaker, or no quote")
    given = parser.parse_args()
    found = list(articles(given.data, given.part))[given.skip :][: given.first]
    if not found:
        sys.exit(f"there are no articles in {given.data}; it should be a clone of networkdynamics/PolNeAR")
    print(f"PolNeAR {given.part}: {len(found)} articles, {sum(len(each.direct) for each in found)} direct quotes, "
          f"{sum(len(each.indirect) for each in found)} indirect or mixed attributions\n")
    rows = [row("Truce", score(found, truce(given.truce, found), given.show))]
    if given.peers:
        rows.append(row("textacy", score(found, textacy(found, given.model), given.show))[:4] + ["–"] * 3)
    print(common.table(
        ["", "quotes: precision", "recall", "speaker", "indirect, mixed: precision", "recall", "F1"], rows))


if __name__ == "__main__":
    main()
