# The targets that Seogo's engine is held to, each a ratio of its figure to a peer's in one run.

LARGER, SMALLER = "at least", "at most"

# What, case, figure, peer, direction, bound. Times are CPU times.
TARGETS = (
    ("index build, MB per CPU second, against tantivy", "build", "mb_per_cpu_s", "tantivy",
     LARGER, 2.0),
    ("index size after merge, with positions, against Lucene", "build", "merged_mb", "lucene",
     SMALLER, 0.8),
    ("OR top 10, p50, against Lucene", "or", "p50_us", "lucene", SMALLER, 0.5),
    ("OR top 10, p99, against Lucene", "or", "p99_us", "lucene", SMALLER, 0.5),
    ("AND top 10, p50, against tantivy", "and", "p50_us", "tantivy", SMALLER, 1.0),
    ("phrase top 10, p50, against tantivy", "phrase", "p50_us", "tantivy", SMALLER, 1.0),
    ("phrase top 10, p99, against Lucene", "phrase", "p99_us", "lucene", SMALLER, 0.5),
    ("OR top 10, p50, against FTS5", "or", "p50_us", "fts5", SMALLER, 1.0),
    ("AND top 10, p50, against FTS5", "and", "p50_us", "fts5", SMALLER, 1.0),
    ("phrase top 10, p50, against FTS5", "phrase", "p50_us", "fts5", SMALLER, 1.0),
    ("index build, MB per CPU second, against FTS5", "build", "mb_per_cpu_s", "fts5",
     LARGER, 1.0),
)


def verdict(value, direction, bound):
    if value is None:
        return "unknown"
    met = value >= bound if direction == LARGER else value <= bound
    return "met" if met else "missed"


def judge(ratio):
    """Rows of what, ratio, target, verdict. ratio(case, figure, ours, peer): None if unmeasured."""
    rows = []
    for what, case, figure, peer, direction, bound in TARGETS:
        value = ratio(case, figure, "seogo", peer)
        rows.append({"what": what, "ratio": value, "target": f"{direction} {bound:g}x",
                     "verdict": verdict(value, direction, bound)})
    return rows
