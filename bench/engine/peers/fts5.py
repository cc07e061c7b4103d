# SQLite FTS5's side of the speed bench: builds an index and answers queries (see measure.py).
#
# A contentless table: postings with positions and lengths, no text; facets in a table of their own
# with an index, joined by row id. The unicode61 tokenizer folds case and keeps accents.
# Ranking reads the length of every passage that matches, from a table of them: common words take
# long. Only as many queries are asked as the first pass answers in PASS_NS.
import json
import sqlite3
import sys
import time
from pathlib import Path

TOP = 10
PASSES = 3  # the best of them counts, after one that warms up
PASS_NS = 20_000_000_000  # of CPU

RANKED = f"select rowid from words where words match ? order by rank limit {TOP}"
UNRANKED = f"select rowid from words where words match ? limit {TOP}"
FILTERED = ("select words.rowid from words join facets on facets.passage = words.rowid "
            f"where words match ? and facets.{{column}} = ? order by rank limit {TOP}")
# All in one transaction, and no journal: what is built here is thrown away if the build fails.
TABLES = """
pragma journal_mode = off;
pragma synchronous = off;
create virtual table words using fts5(text, content='', tokenize='unicode61 remove_diacritics 0');
create table facets(passage integer primary key, year text, kind text);
begin;
"""


def folder_bytes(folder):
    return sum(file.stat().st_size for file in folder.iterdir())


def build(corpus, folder):
    cpu, wall = time.process_time(), time.perf_counter()
    folder.mkdir(parents=True, exist_ok=True)
    db = sqlite3.connect(folder / "words.db", isolation_level=None)
    db.executescript(TABLES)
    documents = 0
    with open(corpus, encoding="utf8", newline="\n") as lines:
        for line in lines:
            number, facets, text = line.rstrip("\n").split("\t")
            db.execute("insert into words(rowid, text) values (?, ?)", (number, text))
            db.execute("insert into facets values (?, ?, ?)", (number, *facets.split(",")))
            documents += 1
    db.execute("commit")
    built = (time.process_time() - cpu, time.perf_counter() - wall)
    settled = folder_bytes(folder)
    db.execute("insert into words(words) values ('optimize')")
    db.execute("create index facets_year on facets(year)")
    db.execute("create index facets_kind on facets(kind)")
    db.execute("analyze")
    db.execute("vacuum")
    db.close()
    print(json.dumps({
        "engine": "fts5", "version": sqlite3.sqlite_version, "documents": documents,
        "build_cpu_s": built[0], "build_wall_s": built[1],
        "merged_cpu_s": time.process_time() - cpu, "merged_wall_s": time.perf_counter() - wall,
        "settled_bytes": settled, "merged_bytes": folder_bytes(folder)}))


def statement(kind, facet, text):
    """The SQL of a query and what is bound to it."""
    words = [f'"{word}"' for word in text.split(" ")]
    if kind == "filtered":
        sql = FILTERED.format(column="year" if facet.startswith("year") else "kind")
        return sql, (" OR ".join(words), facet)
    if kind == "prefix":
        return UNRANKED, (f"{words[0]} *",)
    match = {"or": " OR ".join(words), "question": " OR ".join(words),
             "and": " AND ".join(words), "phrase": f'"{text}"'}[kind]
    return RANKED, (match,)


def search(folder, queries, kind, out):
    db = sqlite3.connect(folder / "words.db")
    db.execute("pragma cache_size = -262144")  # 256 MiB: all of a small index
    db.execute("pragma mmap_size = 4294967296")
    rows = [line.split("\t") for line in queries.read_text("utf8").splitlines()]
    best, hits = [(1 << 62, 1 << 62)] * len(rows), [()] * len(rows)
    begin = time.thread_time_ns()
    for run in range(PASSES + 1):
        for i, (_, facet, text) in enumerate(rows):
            if run == 0 and time.thread_time_ns() - begin > PASS_NS:
                del rows[i:]
                break
            wall, cpu = time.perf_counter_ns(), time.thread_time_ns()
            hits[i] = db.execute(*statement(kind, facet, text)).fetchall()
            cpu = time.thread_time_ns() - cpu
            wall = time.perf_counter_ns() - wall
            if run > 0:
                best[i] = (min(best[i][0], cpu), min(best[i][1], wall))
    with open(out, "w", encoding="utf8") as lines:
        for (number, _, _), (cpu, wall), found in zip(rows, best, hits):
            ids = ",".join(str(row[0]) for row in found)
            lines.write(f"{number}\t{cpu}\t{wall}\t{ids}\n")
    print(json.dumps({"engine": "fts5", "kind": kind, "queries": len(rows)}))


def main():
    match sys.argv[1:]:
        case ["build", corpus, folder]:
            build(Path(corpus), Path(folder))
        case ["search", folder, queries, kind, out]:
            search(Path(folder), Path(queries), kind, Path(out))
        case _:
            sys.exit("usage: build CORPUS INDEX | search INDEX QUERIES KIND OUT")


if __name__ == "__main__":
    main()
