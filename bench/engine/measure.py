# Measures Seogo's engine and its peers on one corpus and the same queries, in one run, in turns.
#
# usage: measure.py --corpus CORPUS.tsv --queries DIR --work DIR --side NAME=COMMAND...
#        [--rounds N] [--report FILE]
#
# Every side is a program of its own with one protocol; all that is timed is timed by itself:
#   COMMAND build CORPUS INDEX
#     indexes `id <TAB> facets <TAB> text` lines on one thread and prints a JSON line: engine,
#     version, documents, build_cpu_s and build_wall_s (the process from its start, or the JVM's,
#     until the first search could be answered), settled_bytes, then merged_cpu_s, merged_wall_s and
#     merged_bytes once all is one segment.
#   COMMAND search INDEX QUERIES KIND OUT
#     asks each query of a file some times and writes `id <TAB> cpu_ns <TAB> wall_ns <TAB> hits` a
#     line: the best of three passes after at least one that warms up, from the query's text to the
#     ids of the best ten (thread CPU clock; a query cache off). A slow side may leave out queries
#     of the file's end, which are in no order: it is compared on those that it answered.
# Peak memory is what the system says of each process at its end (ru_maxrss).
#
# A round runs every side once for each measurement, the sides in turns; a figure is the median of
# the rounds, its spread (largest - smallest) / median. Ratios are taken within a round.
import argparse
import json
import os
import shlex
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

import targets

KINDS = ("or", "question", "and", "phrase", "filtered", "prefix")
PERCENTILES = {"p50_us": 0.5, "p99_us": 0.99}
MB = 1e6


def run_side(command, *args):
    """The JSON line that a side prints, and its peak memory in MB."""
    with subprocess.Popen([*shlex.split(command), *map(str, args)], stdout=subprocess.PIPE,
                          text=True) as process:
        printed = process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"bench: {command} {args[0]} failed")
    return json.loads(printed.splitlines()[-1]) | {"peak_mb": used.ru_maxrss * 1024 / MB}


def percentile(values, share):
    """Nearest rank: the smallest value that at least `share` of them do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -int(-share * len(ordered) // 1) - 1)]


def read_answers(path):
    """{query: (cpu_us, wall_us, hits)}"""
    answers = {}
    for line in path.read_text("utf8").splitlines():
        query, cpu, wall, hits = line.split("\t")
        answers[query] = (int(cpu) / 1e3, int(wall) / 1e3, hits.split(",") if hits else [])
    return answers


def agreement(ours, theirs):
    """Of the queries that both answered: the mean share of hits in common, and how many of them
    have as many hits."""
    shares, equal = [], []
    for query in sorted(ours.keys() & theirs.keys()):
        own, hits = ours[query][2], theirs[query][2]
        equal.append(len(own) == len(hits))
        shares.append(len(set(own) & set(hits)) / max(len(own), len(hits))
                      if own or hits else 1.0)
    return {"overlap@10": statistics.mean(shares), "as_many_hits": statistics.mean(equal)}


def measure_builds(sides, corpus, text_mb, work, rounds):
    """{side: {figure: [a value per round]}}; leaves each side's merged index in work/index.SIDE."""
    figures = {side: {} for side in sides}
    versions = {}
    for turn in range(rounds):
        for side, command in sides.items():
            folder = work / f"index.{side}"
            shutil.rmtree(folder, ignore_errors=True)
            row = run_side(command, "build", corpus, folder)
            versions[side] = row["version"]
            taken = {"mb_per_cpu_s": text_mb / row["build_cpu_s"],
                     "us_per_document": row["build_cpu_s"] * 1e6 / row["documents"],
                     "merged_cpu_s": row["merged_cpu_s"],
                     "settled_mb": row["settled_bytes"] / MB,
                     "merged_mb": row["merged_bytes"] / MB, "peak_mb": row["peak_mb"]}
            print(json.dumps({"case": "build", "side": side, "round": turn} | row), flush=True)
            for name, value in taken.items():
                figures[side].setdefault(name, []).append(value)
    return figures, versions


def measure_queries(sides, kind, queries, work, rounds):
    """As measure_builds, of one kind of query; and each side's answers, a dictionary a round."""
    figures, answers = {side: {} for side in sides}, {side: [] for side in sides}
    for turn in range(rounds):
        for side, command in sides.items():
            out = work / f"answers.{side}.{kind}.tsv"
            row = run_side(command, "search", work / f"index.{side}", queries, kind, out)
            answers[side].append(read_answers(out))
            cpu = [answer[0] for answer in answers[side][-1].values()]
            wall = [answer[1] for answer in answers[side][-1].values()]
            taken = {name: percentile(cpu, share) for name, share in PERCENTILES.items()}
            taken |= {"mean_us": statistics.mean(cpu), "wall_p50_us": percentile(wall, 0.5),
                      "peak_mb": row["peak_mb"], "queries": len(cpu)}
            line = {"case": kind, "side": side, "round": turn} | taken
            print(json.dumps(line), flush=True)
            for name, value in taken.items():
                figures[side].setdefault(name, []).append(value)
    return figures, answers


def summed(values):
    """Median and spread of one figure over the rounds."""
    middle = statistics.median(values)
    return {"median": middle, "spread": (max(values) - min(values)) / middle if middle else 0.0,
            "rounds": values}


def ratio(builds, answers, case, figure, ours, theirs):
    """Median of ours / theirs, round by round; None where a side was not measured. Percentiles are
    those of the queries that both answered."""
    sides = builds if case == "build" else answers.get(case, {})
    if ours not in sides or theirs not in sides:
        return None
    if case == "build":
        pairs = list(zip(sides[ours][figure], sides[theirs][figure]))
    else:
        share, pairs = PERCENTILES[figure], []
        for own, other in zip(sides[ours], sides[theirs]):
            common = own.keys() & other.keys()
            pairs.append([percentile([side[query][0] for query in common], share)
                          for side in (own, other)])
    return statistics.median(own / other for own, other in pairs)


def print_case(case, figures, names):
    print(f"\n{case:10}" + "".join(f"{name:>24}" for name in names))
    for side, values in figures.items():
        cells = (f"{values[name]['median']:15.0f}" if name == "queries" else
                 f"{values[name]['median']:15.2f} +-{values[name]['spread'] / 2 * 100:4.0f} %"
                 for name in names)
        print(f"{side:10}" + "".join(f"{cell:>24}" for cell in cells))


def print_report(report):
    size = f"{report['documents']} passages, {report['text_mb']:.1f} MB"
    print(f"\n{size}, {report['rounds_measured']} rounds; CPU time; median +- half spread")
    for case, figures in report["cases"].items():
        build = ("mb_per_cpu_s", "us_per_document", "settled_mb", "merged_mb", "peak_mb")
        asked = ("p50_us", "p99_us", "peak_mb", "queries")
        print_case(case, figures, build if case == "build" else asked)
    print("\nhow far the answers of two sides agree (the same work is compared only if they do)")
    for row in report["agreement"]:
        print(f"  {row['case']:9} {row['sides']:18} top ten in common {row['overlap@10']:.3f}, "
              f"as many hits {row['as_many_hits']:.3f}")
    print("\ntargets")
    for row in report["targets"]:
        told = "not measured" if row["ratio"] is None else f"{row['ratio']:.2f}x"
        print(f"  {row['verdict']:7} {row['what']}: {told} (target {row['target']})")


def compare_answers(case, answers):
    """Agreement of the first side with each other, and of the others with the second one, in the
    last round."""
    names = list(answers)
    pairs = [(one, other) for i, one in enumerate(names[:2]) for other in names[i + 1 :]]
    return [{"case": case, "sides": f"{one}/{other}"}
            | agreement(answers[one][-1], answers[other][-1]) for one, other in pairs]


def describe(corpus):
    """Passages and MB of text of a corpus."""
    count = size = 0
    with open(corpus, "rb") as lines:
        for line in lines:
            count += 1
            size += len(line.rstrip(b"\n").split(b"\t", 2)[2])
    return count, size / MB


def measure(args, sides):
    documents, text_mb = describe(args.corpus)
    builds, versions = measure_builds(sides, args.corpus, text_mb, args.work, args.rounds)
    cases, answers, agreed = {"build": builds}, {}, []
    for kind in KINDS:
        queries = args.queries / f"queries.{kind}.tsv"
        if queries.exists():
            cases[kind], answers[kind] = measure_queries(sides, kind, queries, args.work,
                                                         args.rounds)
            agreed += compare_answers(kind, answers[kind])
    cases = {case: {side: {name: summed(values) for name, values in taken.items()}
                    for side, taken in of_case.items()} for case, of_case in cases.items()}
    return {"documents": documents, "text_mb": text_mb, "rounds_measured": args.rounds,
            "versions": versions, "cases": cases, "agreement": agreed,
            "load_before": args.load,
            "targets": targets.judge(lambda *which: ratio(builds, answers, *which))}


def main():
    parser = argparse.ArgumentParser()
    for name in ("corpus", "queries", "work"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--side", action="append", required=True, metavar="NAME=COMMAND")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--report", type=Path)
    args = parser.parse_args()
    args.load = os.getloadavg()[0]
    if args.load > 0.5:
        print(f"bench: other programs are running (load {args.load:.1f}): figures are rough",
              file=sys.stderr)
    sides = dict(side.split("=", 1) for side in args.side)
    args.work.mkdir(parents=True, exist_ok=True)
    report = measure(args, sides)
    if args.report:
        args.report.write_text(json.dumps(report, indent=1) + "\n", "utf8")
    print_report(report)


if __name__ == "__main__":
    main()
