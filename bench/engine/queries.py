# Queries of the speed bench, drawn by a fixed seed from the passages that are to be searched.
#
# usage: queries.py --corpus CORPUS.tsv --out DIR [--count N] [--cranfield QUERIES.jsonl]
# Writes DIR/queries.KIND.tsv, a line a query: `id <TAB> facet <TAB> text`; facet is empty but for
# `filtered`. Text is lower-case words of Latin letters or of Hangul, one space apart, none of which
# any tokenizer of the comparison would cut otherwise: all sides look up the same terms. No query is
# made of function words alone; no word stands in one twice, but for a phrase.
#
#   or        2 to 6 words in a row of a sentence, function words as they come
#   and       2 or 3 words of one passage, anywhere in it, in its order
#   phrase    2 to 4 words in a row
#   filtered  as `or`, within one facet: every other one a year (1 of 20) or a kind (1 of 4)
#   prefix    the first 3 to 5 letters of a word
#   question  Cranfield's questions, as `or` (only with --cranfield)
import argparse
import json
import random
import re
from pathlib import Path

from prose import FUNCTION_WORDS

SEED = 20260101
# A word stands alone: white space before it (or an opening mark), white space or a closing mark
# behind it. So "don't", "x86_64", "e.g." and "foo.bar" are no words here.
WORD = re.compile(r"(?<![^\s(\"“])([A-Za-z]+|[가-힣]+)(?=[,.;:?!)\"”]*(?:\s|$))")
GAP = re.compile(r"^,?\s$")  # what may stand between neighbours of a run or phrase


def rows_of(text):
    """Runs of at least two words that follow each other, at most a comma between."""
    rows, row, end = [], [], None
    for match in WORD.finditer(text):
        if row and not GAP.match(text[end : match.start()]):
            rows.append(row)
            row = []
        row.append(match.group(1).lower())
        end = match.end()
    return [row for row in rows + [row] if len(row) >= 2]


def said(words):
    """The query of these words; None where all of them are function words."""
    return None if FUNCTION_WORDS.issuperset(words) else " ".join(words)


def phrase_of(rng, text, longest=4):
    """Two to `longest` words in a row of the text; None where it has none."""
    size = rng.randint(2, longest)
    rows = [row for row in rows_of(text) if len(row) >= size]
    if not rows:
        return None
    row = rng.choice(rows)
    begin = rng.randint(0, len(row) - size)
    return said(row[begin : begin + size])


def words_of(rng, text):
    """The different words of two to six in a row."""
    phrase = phrase_of(rng, text, longest=6)
    return phrase and " ".join(dict.fromkeys(phrase.split(" ")))


def spread_of(rng, text):
    """Two or three different words of the text, in its order."""
    words = list(dict.fromkeys(match.group(1).lower() for match in WORD.finditer(text)))
    if len(words) < 3:
        return None
    places = sorted(rng.sample(range(len(words)), rng.randint(2, 3)))
    return said([words[i] for i in places])


def prefix_of(rng, text):
    words = [match.group(1).lower() for match in WORD.finditer(text)]
    words = [word for word in words if len(word) > 5 and word.isascii()]
    return rng.choice(words)[: rng.randint(3, 5)] if words else None


MAKERS = {
    "or": words_of,
    "and": spread_of,
    "phrase": phrase_of,
    "filtered": words_of,
    "prefix": prefix_of,
}


def draw(kind, passages, count):
    """[(facet, text)], each text once, from passages taken in random order."""
    rng = random.Random(f"{SEED} {kind}")
    queries = {}
    for facets, text in rng.sample(passages, len(passages)):
        if len(queries) == count:
            break
        if query := MAKERS[kind](rng, text):
            facet = facets.split(",")[len(queries) % 2] if kind == "filtered" else ""
            queries.setdefault(query, facet)
    return [(facet, query) for query, facet in queries.items()]


def questions(path):
    """Cranfield's, without their marks, each word once."""
    texts = [json.loads(line)["text"] for line in path.read_text("utf8").splitlines()]
    return [("", " ".join(dict.fromkeys(re.findall(r"[a-z]+", text.lower())))) for text in texts]


def write(path, queries):
    lines = (f"{i}\t{facet}\t{text}\n" for i, (facet, text) in enumerate(queries, 1))
    path.write_text("".join(lines), "utf8")


def make(corpus, out, count, cranfield=None):
    """Writes the query files; answers the kinds that there are."""
    with open(corpus, encoding="utf8", newline="\n") as lines:
        passages = [tuple(line.rstrip("\n").split("\t")[1:]) for line in lines]
    made = {kind: draw(kind, passages, count) for kind in MAKERS}
    if cranfield is not None and cranfield.is_file():
        made["question"] = questions(cranfield)
    out.mkdir(parents=True, exist_ok=True)
    for kind, queries in made.items():
        write(out / f"queries.{kind}.tsv", queries)
    return list(made)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--cranfield", type=Path)
    args = parser.parse_args()
    make(args.corpus, args.out, args.count, args.cranfield)


if __name__ == "__main__":
    main()
