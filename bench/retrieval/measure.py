# Ranks collections with Seogo and its peers, lets `seogo eval retrieval` judge all, prints both.
#
# Every system ranks the same texts for the same queries in this one run. Quality of all of them is
# computed by seogo (nDCG and the others with bootstrap intervals, paired differences); the peers
# hand in TREC run files. Their latencies are medians measured here, the call from Python included.
import argparse
import hashlib
import json
import re
import sqlite3
import statistics
import subprocess
import sys
import time
from pathlib import Path

try:
    import bm25s
    import Stemmer
except ImportError:
    bm25s = None

DEPTH = 100
YARDSTICK_DEPTH = 1000
WORD = re.compile(r"\w+", re.UNICODE)
HANGUL = re.compile(r"[가-힣]")


def read_jsonl(path):
    with open(path, encoding="utf8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def write_jsonl(path, rows):
    with open(path, "w", encoding="utf8") as out:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def judged_queries(qrels):
    """Ids of the queries with a relevant document; a header line has no grade."""
    with open(qrels, encoding="utf8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines]
    return {row[0] for row in rows if row[-1].isdigit() and int(row[-1]) > 0}


def write_run(path, name, queries, rankings):
    with open(path, "w", encoding="utf8") as out:
        for query, ranking in zip(queries, rankings):
            for rank, doc in enumerate(ranking, 1):
                out.write(f"{query['id']} Q0 {doc} {rank} {DEPTH + 1 - rank} {name}\n")


class Collection:
    """A folder with corpus.jsonl, queries.jsonl and qrels.tsv."""

    def __init__(self, name, folder, english):
        self.name, self.folder, self.english = name, folder, english
        self.documents = [with_id(row) for row in read_jsonl(folder / "corpus.jsonl")]
        judged = judged_queries(folder / "qrels.tsv")
        rows = [with_id(row) for row in read_jsonl(folder / "queries.jsonl")]
        self.queries = [row for row in rows if row["id"] in judged]

    def texts(self):
        return [f"{row.get('title', '')} {row['text']}" for row in self.documents]


def with_id(row):
    return {**row, "id": str(row.get("id", row.get("_id")))}


def bigrams(text):
    """Words of other scripts, and overlapping pairs of syllables of Hangul words."""
    out = []
    for word in WORD.findall(text.lower()):
        if HANGUL.search(word) and len(word) > 1:
            out += [word[i : i + 2] for i in range(len(word) - 1)]
        else:
            out.append(word)
    return out


def timed(search, queries):
    rankings, times = [], []
    for query in queries:
        start = time.perf_counter()
        rankings.append(search(query["text"]))
        times.append((time.perf_counter() - start) * 1e6)
    return rankings, statistics.median(times)


def bm25s_peer(collection, korean_bigrams):
    """bm25s as its README uses it: English stop words and stemmer; or our bigrams for Korean."""
    stemmer = Stemmer.Stemmer("english") if collection.english else None

    def tokens(texts):
        if korean_bigrams:
            return [bigrams(text) for text in texts]
        stop = "en" if collection.english else None
        return bm25s.tokenize(texts, stopwords=stop, stemmer=stemmer, show_progress=False)

    retriever = bm25s.BM25()
    retriever.index(tokens(collection.texts()), show_progress=False)
    ids = [row["id"] for row in collection.documents]
    count = min(DEPTH, len(ids))

    def search(text):
        query = tokens([text])
        if korean_bigrams and not query[0]:
            return []
        found, scores = retriever.retrieve(query, k=count, show_progress=False)
        return [ids[i] for i, score in zip(found[0], scores[0]) if score > 0]

    return search


def fts5_peer(collection, tokenizer):
    """SQLite FTS5 ranked by its bm25(), the query's words joined by OR."""
    db = sqlite3.connect(":memory:")
    db.execute(f"create virtual table docs using fts5(body, tokenize='{tokenizer}')")
    rows = enumerate(collection.texts())
    db.executemany("insert into docs(rowid, body) values (?, ?)", rows)
    ids = [row["id"] for row in collection.documents]
    shortest = 3 if tokenizer == "trigram" else 1

    def search(text):
        words = [word for word in WORD.findall(text.lower()) if len(word) >= shortest]
        if not words:
            return []
        match = " OR ".join(f'"{word}"' for word in dict.fromkeys(words))
        sql = "select rowid from docs where docs match ? order by bm25(docs), rowid limit ?"
        return [ids[row[0]] for row in db.execute(sql, (match, DEPTH))]

    return search


def peers_of(collection):
    peers = {}
    if bm25s is not None:
        peers["bm25s"] = bm25s_peer(collection, korean_bigrams=False)
        if not collection.english:
            peers["bm25s-bigrams"] = bm25s_peer(collection, korean_bigrams=True)
    stemmed = "porter unicode61" if collection.english else "unicode61"
    peers["fts5-unicode61"] = fts5_peer(collection, stemmed)
    peers["fts5-trigram"] = fts5_peer(collection, "trigram")
    return peers


def seogo_eval(program, folder, qrels, runs, depth, cutoff, out):
    command = [program, "eval", "retrieval", "--corpus", folder / "corpus.jsonl", "--queries",
               folder / "queries.jsonl", "--qrels", qrels, "--depth", depth, "--cutoff", cutoff,
               "--trec-out", out]
    for run in runs:
        command += ["--run", run]
    command.append("--json")
    done = subprocess.run([str(part) for part in command], capture_output=True, check=False)
    if done.returncode != 0:
        sys.exit(f"bench: seogo eval failed: {done.stderr.decode()}")
    return json.loads(done.stdout)


def measure(program, collection, qrels_of, work):
    """Prints a line for each system and each part of the queries; answers rows for the table."""
    folder = work / collection.name
    folder.mkdir(parents=True, exist_ok=True)
    runs, medians = ["words"], {}
    for name, search in peers_of(collection).items():
        rankings, medians[name] = timed(search, collection.queries)
        write_run(folder / f"{name}.trec", name, collection.queries, rankings)
        runs.append(f"run:{folder / f'{name}.trec'}")
    rows = []
    for part, qrels in qrels_of.items():
        report = seogo_eval(program, collection.folder, qrels, runs, DEPTH, 10, folder / "out")
        paired = {pair["second"]: pair for pair in report["paired"]
                  if pair["first"] == "words" and pair["metric"] == "ndcg@10"}
        for run in report["runs"]:
            row = {"case": f"{collection.name}{part}", "system": run["name"],
                   "queries": len(judged_queries(qrels))}
            ndcg = run["metrics"]["ndcg@10"]
            row |= {"ndcg@10": round(ndcg["mean"], 4), "low": round(ndcg["low"], 4),
                    "high": round(ndcg["high"], 4)}
            for name in ("recall@10", "mrr@10"):
                row[name] = round(run["metrics"][name]["mean"], 4)
            latency = run.get("latency_us")
            row["median_us"] = latency["p50"] if latency else round(medians[run["name"]])
            if run["name"] in paired:
                row["words_minus_this"] = round(paired[run["name"]]["mean"], 4)
                row["p"] = round(paired[run["name"]]["p"], 4)
            print(json.dumps(row, ensure_ascii=False))
            rows.append(row)
    return rows


def korquad(data, work):
    """As the project's korquad.py makes it: paragraphs once, halves by the question id's SHA-1."""
    folder = work / "korquad-data"
    folder.mkdir(parents=True, exist_ok=True)
    articles = json.loads((data / "retrieval-korquad/KorQuAD_v1.0_dev.json").read_text("utf8"))
    corpus, queries, qrels, seen = [], [], {"": [], "-even": [], "-odd": []}, {}
    for article in articles["data"]:
        for i, paragraph in enumerate(article["paragraphs"]):
            key = f"{article['title']}_{i}".replace(" ", "_")
            first = seen.setdefault(paragraph["context"], key)
            if first == key:
                corpus.append({"id": key, "title": article["title"], "text": paragraph["context"]})
            for question in paragraph["qas"]:
                queries.append({"id": question["id"], "text": question["question"]})
                odd = hashlib.sha1(question["id"].encode()).digest()[0] % 2
                for part in ("", "-odd" if odd else "-even"):
                    qrels[part].append(f"{question['id']}\t{first}\t1\n")
    write_jsonl(folder / "corpus.jsonl", corpus)
    write_jsonl(folder / "queries.jsonl", queries)
    for part, lines in qrels.items():
        (folder / f"qrels{part.replace('-', '.')}.tsv").write_text("".join(lines), "utf8")
    paths = {part: folder / f"qrels{part.replace('-', '.')}.tsv" for part in ("-even", "-odd")}
    return Collection("korquad", folder, english=False), paths


def particles(noun):
    """Ten particles as they are written after this noun (korean_particles.py)."""
    final = (ord(noun[-1]) - 0xAC00) % 28
    return ["을" if final else "를", "이" if final else "가", "은" if final else "는", "의", "에서",
            "으로" if final and final != 8 else "로", "과" if final else "와", "에", "만", "도"]


def yardstick(program, seed, tools, work):
    """Does a query with a particle find the lines that hold the bare noun? Each line a document."""
    script = (tools / "korean_particles.py").read_text("utf8")
    nouns = re.search(r'NOUNS = \((.*?)\)\.split', script, re.S).group(1).replace('"', " ").split()
    lines = [line.strip() for line in seed.read_text("utf8").splitlines() if line.strip()]
    gold, queries = {}, []
    for noun in nouns:
        holding = {str(i) for i, line in enumerate(lines) if noun in line}
        for particle in particles(noun) if holding else []:
            queries.append({"id": noun + particle, "text": noun + particle})
            gold[noun + particle] = holding
    folder = work / "particles"
    folder.mkdir(parents=True, exist_ok=True)
    documents = [{"id": str(i), "text": line} for i, line in enumerate(lines)]
    write_jsonl(folder / "corpus.jsonl", documents)
    write_jsonl(folder / "queries.jsonl", queries)
    with open(folder / "qrels.tsv", "w", encoding="utf8") as out:
        for query, holding in gold.items():
            out.writelines(f"{query}\t{line}\t1\n" for line in sorted(holding))
    qrels, out = folder / "qrels.tsv", folder / "out"
    seogo_eval(program, folder, qrels, ["words"], YARDSTICK_DEPTH, 10, out)
    found = {query: set() for query in gold}
    for line in (folder / "out/words.trec").read_text("utf8").splitlines():
        query, _, document = line.split(" ")[:3]
        found[query].add(document)
    total = sum(len(holding) for holding in gold.values())
    outside = sum(len(found[q] - gold[q]) for q in gold)
    row = {"case": "particles", "system": "words", "queries": len(gold),
           "recall": round(sum(len(found[q] & gold[q]) for q in gold) / total, 4),
           "empty": sum(not found[q] & gold[q] for q in gold),
           "outside_gold_per_query": round(outside / len(gold), 3)}
    print(json.dumps(row))


def print_table(rows):
    heads = f"{'nDCG@10':>8} {'95 %':>17} {'R@10':>7} {'MRR@10':>7} {'us':>7}"
    print(f"\n{'case':14} {'system':16} {heads}")
    for row in rows:
        interval = f"[{row['low']:.4f} {row['high']:.4f}]"
        print(f"{row['case']:14} {row['system']:16} {row['ndcg@10']:8.4f} {interval:>17} "
              f"{row['recall@10']:7.4f} {row['mrr@10']:7.4f} {row['median_us']:7}")


def main():
    parser = argparse.ArgumentParser()
    for name in ("program", "data", "tools", "work"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    args = parser.parse_args()
    rows = []
    cranfield = args.data / "retrieval-cranfield"
    if cranfield.is_dir():
        collection = Collection("cranfield", cranfield, english=True)
        rows += measure(args.program, collection, {"": cranfield / "qrels.tsv"}, args.work)
    if (args.data / "retrieval-korquad").is_dir():
        collection, parts = korquad(args.data, args.work)
        rows += measure(args.program, collection, parts, args.work)
    seed = args.data.parent / "seed/study-archive.md"
    if seed.is_file() and args.tools.is_dir():
        yardstick(args.program, seed, args.tools, args.work)
    else:
        print("particles skipped: no shared data", file=sys.stderr)
    print_table(rows)


main()
