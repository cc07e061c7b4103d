# Tests of measure.py, targets.py and FTS5's side: figures, ratios, and one run from end to end.
import contextlib
import io
import json
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

import measure
import targets

HERE = Path(__file__).resolve().parent
FTS5 = f"{sys.executable} {HERE / 'peers/fts5.py'}"
CORPUS = ("1\tyear2012,kindnote\tthe quick brown fox\n"
          "2\tyear2013,kindnote\tthe lazy dog and the fox\n"
          "3\tyear2012,kindpaper\tquick quick slow\n")


class Figures(unittest.TestCase):
    def test_percentiles_are_nearest_ranks(self):
        values = list(range(1, 101))
        self.assertEqual(measure.percentile(values, 0.5), 50)
        self.assertEqual(measure.percentile(values, 0.99), 99)
        self.assertEqual(measure.percentile([7], 0.99), 7)
        self.assertEqual(measure.percentile([3, 1, 2], 0.5), 2)

    def test_spread_is_the_range_over_the_median(self):
        self.assertEqual(measure.summed([4.0, 5.0, 6.0])["spread"], 0.4)

    def test_ratios_pair_the_rounds(self):
        builds = {"seogo": {"merged_mb": [1.0, 20.0, 3.0]},
                  "lucene": {"merged_mb": [2.0, 40.0, 6.0]}}
        self.assertEqual(
            measure.ratio(builds, {}, "build", "merged_mb", "seogo", "lucene"), 0.5)
        self.assertIsNone(measure.ratio(builds, {}, "build", "merged_mb", "seogo", "tantivy"))
        self.assertIsNone(measure.ratio(builds, {}, "and", "p50_us", "seogo", "lucene"))

    def test_percentiles_compare_the_queries_that_both_answered(self):
        ours = {"1": (5.0, 0, []), "2": (7.0, 0, []), "3": (900.0, 0, [])}
        theirs = {"1": (10.0, 0, []), "2": (14.0, 0, [])}
        answers = {"or": {"seogo": [ours], "fts5": [theirs]}}
        self.assertEqual(measure.ratio({}, answers, "or", "p99_us", "seogo", "fts5"), 0.5)

    def test_agreement_counts_hits_in_common_whatever_their_order(self):
        ours = {"1": (0, 0, ["5", "6"]), "2": (0, 0, []), "3": (0, 0, ["1"]),
                "4": (0, 0, ["1"])}
        theirs = {"1": (0, 0, ["6", "5"]), "2": (0, 0, []), "3": (0, 0, ["1", "2"])}
        agreed = measure.agreement(ours, theirs)
        self.assertAlmostEqual(agreed["overlap@10"], 2.5 / 3)
        self.assertAlmostEqual(agreed["as_many_hits"], 2 / 3)


class Targets(unittest.TestCase):
    def test_the_bound_itself_meets_a_target(self):
        self.assertEqual(targets.verdict(2.0, targets.LARGER, 2.0), "met")
        self.assertEqual(targets.verdict(1.9, targets.LARGER, 2.0), "missed")
        self.assertEqual(targets.verdict(0.5, targets.SMALLER, 0.5), "met")
        self.assertEqual(targets.verdict(0.6, targets.SMALLER, 0.5), "missed")

    def test_what_was_not_measured_is_unknown_and_never_met(self):
        rows = targets.judge(lambda *which: None)
        self.assertEqual({row["verdict"] for row in rows}, {"unknown"})
        self.assertEqual(len(rows), len(targets.TARGETS))


class EndToEnd(unittest.TestCase):
    QUERIES = {"or": ("", "quick dog"), "and": ("", "quick fox"), "phrase": ("", "quick brown"),
               "filtered": ("year2012", "fox dog"), "prefix": ("", "qui")}
    HITS = {"or": {"1", "2", "3"}, "and": {"1"}, "phrase": {"1"}, "filtered": {"1"},
            "prefix": {"1", "3"}}

    @classmethod
    def setUpClass(cls):
        """Runs FTS5 against itself, on both sides."""
        cls.scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.scratch.cleanup)
        folder = cls.folder = Path(cls.scratch.name)
        (folder / "corpus.tsv").write_text(CORPUS, "utf8")
        for kind, (facet, text) in cls.QUERIES.items():
            (folder / f"queries.{kind}.tsv").write_text(f"1\t{facet}\t{text}\n", "utf8")
        args = ["measure.py", "--corpus", folder / "corpus.tsv", "--queries", folder, "--work",
                folder / "work", "--rounds", "1", "--report", folder / "report.json",
                "--side", f"seogo={FTS5}", "--side", f"fts5={FTS5}"]
        printed = io.StringIO()
        with mock.patch.object(sys, "argv", [str(arg) for arg in args]), \
                contextlib.redirect_stdout(printed), contextlib.redirect_stderr(io.StringIO()):
            measure.main()
        cls.report = json.loads((folder / "report.json").read_text("utf8"))
        cls.printed = printed.getvalue()

    def test_every_kind_is_asked_and_answered_as_it_should_be(self):
        for kind, wanted in self.HITS.items():
            answers = measure.read_answers(self.folder / f"work/answers.fts5.{kind}.tsv")
            self.assertEqual(set(answers["1"][2]), wanted, kind)

    def test_the_report_has_each_case_and_sides_that_agree(self):
        self.assertEqual(set(self.report["cases"]), {"build"} | set(self.QUERIES))
        self.assertEqual(self.report["documents"], 3)
        self.assertEqual({row["overlap@10"] for row in self.report["agreement"]}, {1.0})
        self.assertGreater(self.report["cases"]["or"]["fts5"]["p50_us"]["median"], 0)

    def test_only_targets_of_the_sides_that_ran_are_judged(self):
        known = [row for row in self.report["targets"] if row["verdict"] != "unknown"]
        self.assertEqual({row["what"].split()[-1] for row in known}, {"FTS5"})
        self.assertIn("targets", self.printed)

    def test_a_side_that_fails_ends_the_run(self):
        with contextlib.redirect_stderr(io.StringIO()), self.assertRaises(SystemExit):
            measure.run_side(f"{sys.executable} -c 'raise SystemExit(3)'", "build")


if __name__ == "__main__":
    unittest.main()
