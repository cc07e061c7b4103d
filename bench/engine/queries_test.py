# Tests of queries.py: the same seed gives the same queries, and each stands in its passage.
import random
import tempfile
import unittest
from pathlib import Path

import queries

TEXT = ("The reader opens a segment, and then it compares the checksum (of all pieces) with "
        "what the file's footer says. If foo_bar or x86 differ, the segment is not used.")


class Words(unittest.TestCase):
    def test_only_words_that_every_tokenizer_cuts_alike_are_taken(self):
        words = {word for row in queries.rows_of(TEXT) for word in row}
        self.assertIn("checksum", words)
        for word in ("file", "s", "foo", "bar", "x", "86"):
            self.assertNotIn(word, words)

    def test_rows_end_at_marks_other_than_a_comma(self):
        rows = [" ".join(row) for row in queries.rows_of(TEXT)]
        self.assertEqual(rows[0], "the reader opens a segment and then it compares the checksum")
        self.assertIn("of all pieces", rows)

    def test_korean_words_are_words(self):
        self.assertEqual(queries.rows_of("색인은 목록을 둔다."), [["색인은", "목록을", "둔다"]])


class Makers(unittest.TestCase):
    def draws(self, kind):
        drawn = (queries.MAKERS[kind](random.Random(seed), TEXT) for seed in range(200))
        return [query for query in drawn if query is not None]

    def test_phrases_stand_in_the_passage_as_they_are(self):
        plain = TEXT.lower().replace(",", "").replace("(", "").replace(")", "")
        for phrase in self.draws("phrase"):
            self.assertIn(phrase, plain)
            self.assertIn(len(phrase.split()), (2, 3, 4))

    def test_words_of_a_query_differ_and_are_not_all_function_words(self):
        for kind in ("or", "and", "filtered"):
            for query in self.draws(kind):
                words = query.split(" ")
                self.assertEqual(len(set(words)), len(words))
                self.assertFalse(queries.FUNCTION_WORDS.issuperset(words))

    def test_prefixes_begin_a_word(self):
        for prefix in self.draws("prefix"):
            self.assertRegex(TEXT.lower(), rf"\b{prefix}")
            self.assertIn(len(prefix), (3, 4, 5))

    def test_a_passage_without_words_makes_no_query(self):
        for kind, maker in queries.MAKERS.items():
            self.assertIsNone(maker(random.Random(1), "1 + 1 = 2"), kind)


class Files(unittest.TestCase):
    def write(self, folder, name):
        corpus = Path(folder) / "corpus.tsv"
        lines = (f"{i}\tyear2012,kindnote\t{TEXT} Number {'abcdefghij'[i % 10] * 7} is here.\n"
                 for i in range(1, 60))
        corpus.write_text("".join(lines), "utf8")
        cranfield = Path(folder) / "cranfield.jsonl"
        cranfield.write_text('{"_id": "1", "text": "what is the lift of the wing ."}\n', "utf8")
        kinds = queries.make(corpus, Path(folder) / name, 20, cranfield)
        return {kind: (Path(folder) / name / f"queries.{kind}.tsv").read_text("utf8")
                for kind in kinds}

    def test_the_same_corpus_gives_the_same_queries(self):
        with tempfile.TemporaryDirectory() as folder:
            first = self.write(folder, "one")
            self.assertEqual(first, self.write(folder, "two"))
            self.assertEqual(set(first), set(queries.MAKERS) | {"question"})

    def test_only_filtered_queries_have_a_facet_in_turns(self):
        with tempfile.TemporaryDirectory() as folder:
            for kind, text in self.write(folder, "out").items():
                facets = [line.split("\t")[1] for line in text.splitlines()]
                wanted = ["year2012", "kindnote"] if kind == "filtered" else ["", ""]
                self.assertEqual(facets[:2], wanted[: len(facets)])

    def test_each_word_of_a_question_counts_once(self):
        with tempfile.TemporaryDirectory() as folder:
            self.assertEqual(self.write(folder, "out")["question"],
                             "1\t\twhat is the lift of wing\n")


if __name__ == "__main__":
    unittest.main()
