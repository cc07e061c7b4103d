# Tests of corpus.py: lengths, duplicates, order, the head that a smaller corpus is.
import subprocess
import tempfile
import unittest
from pathlib import Path
from unittest import mock

import corpus


def words(seed, count):
    """Different text for each seed, with words long enough for shingles."""
    return " ".join(f"wordnumber{chr(97 + seed % 26)}{chr(97 + i % 26)}{chr(97 + i // 26)}"
                    for i in range(count))


def deb(folder, name, files):
    """A package as `dpkg-deb --fsys-tarfile` reads it, of these files."""
    root = folder / f"{name}.root"
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf8")
    control = root / "DEBIAN/control"
    control.parent.mkdir(parents=True)
    control.write_text(f"Package: {name}\nVersion: 1\nArchitecture: all\nMaintainer: none <n@n>\n"
                       "Description: of a test\n", "utf8")
    made = folder / f"{name}_1_all.deb"
    subprocess.run(["dpkg-deb", "--build", root, made], check=True, capture_output=True)
    return made


class Passages(unittest.TestCase):
    def test_none_is_shorter_or_longer_than_said(self):
        for length in (1, 30, 100, 1000, 5000):
            for passage in corpus.passages([words(1, length), words(2, 7), words(3, length)]):
                size = len(passage.encode())
                self.assertGreaterEqual(size, corpus.PASSAGE_MIN)
                self.assertLessEqual(size, corpus.PASSAGE_MAX + corpus.PASSAGE_MIN)

    def test_no_word_of_a_long_text_is_lost_but_a_short_rest(self):
        text = ". ".join(words(i, 9) for i in range(80))
        joined = " ".join(corpus.passages([text]))
        self.assertTrue(text.startswith(joined))
        self.assertLess(len(text) - len(joined), corpus.PASSAGE_MIN + 1)


class Duplicates(unittest.TestCase):
    def test_the_same_and_nearly_the_same_are_old(self):
        seen = corpus.Seen()
        text = words(1, 40)
        self.assertFalse(seen.is_old(text))
        self.assertTrue(seen.is_old(text))
        self.assertTrue(seen.is_old("But " + text.replace("wordnumberbcb", "another") + " indeed"))
        self.assertFalse(seen.is_old(words(2, 40)))

    def test_a_part_in_common_is_not_enough(self):
        seen = corpus.Seen()
        self.assertFalse(seen.is_old(words(1, 20)))
        self.assertFalse(seen.is_old(words(1, 20) + " " + words(2, 60)))

    def test_korean_is_compared_too(self):
        seen = corpus.Seen()
        self.assertFalse(seen.is_old("색인은 낱말에서 문서로 가는 목록을 둔다."))
        self.assertTrue(seen.is_old("색인은 낱말에서 문서로 가는 목록을 둔다."))
        self.assertFalse(seen.is_old("질의는 낱말을 찾아 목록을 서로 견준다."))


class Groups(unittest.TestCase):
    def test_names_follow_their_group_and_comments_are_none(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "packages.txt"
            path.write_text("# head\n[one]  # says\na b\nc # d\n\n[two]\ne\n", "utf8")
            self.assertEqual(corpus.read_groups(path), [["a", "b", "c"], ["e"]])

    def test_no_package_is_named_twice(self):
        groups = corpus.read_groups(corpus.HERE / "packages.txt")
        names = [name for group in groups for name in group]
        self.assertEqual(sorted(set(names)), sorted(names))
        self.assertEqual(len(groups), 3)


class Packages(unittest.TestCase):
    SENTENCE = "This is the {} page about segments, and the reader opens it before a search begins."

    def test_html_goes_before_the_same_as_text(self):
        with tempfile.TemporaryDirectory() as folder:
            page = "".join(f"<p>{self.SENTENCE.format(i)}</p>" for i in ("first", "second"))
            made = deb(Path(folder), "pages", {
                "usr/share/doc/pages/a.html": page,
                "usr/share/doc/pages/a.txt": self.SENTENCE.format("first"),
                "usr/share/doc/pages/_sources/a.rst.txt": self.SENTENCE.format("other")})
            self.assertEqual(corpus.documents_of_package(made), [
                ("usr/share/doc/pages/a.html",
                 [self.SENTENCE.format("first"), self.SENTENCE.format("second")])])

    def test_what_is_kept_equals_what_is_read(self):
        with tempfile.TemporaryDirectory() as folder:
            made = deb(Path(folder), "pages", {"a.md": self.SENTENCE.format("only")})
            fresh = corpus.extracted(made, Path(folder))
            with mock.patch.object(corpus, "documents_of_package", side_effect=AssertionError):
                self.assertEqual(corpus.extracted(made, Path(folder)), fresh)
            self.assertEqual(fresh, [("a.md", [self.SENTENCE.format("only")])])

    def test_what_is_not_in_main_is_refused(self):
        shown = mock.Mock(stdout="Package: x\nSection: non-free/doc\n")
        with mock.patch.object(subprocess, "run", return_value=shown):
            with self.assertRaises(LookupError):
                corpus.refuse_non_free("x")


class Heads(unittest.TestCase):
    def make(self, folder, wanted):
        """A corpus of made-up packages, two groups of two; its report and its lines."""
        groups = [["a", "b"], ["c", "d"]]
        texts = {name: [(f"{name}{i}", [words(5 * ord(name) + i, 300)]) for i in range(5)]
                 for name in "abcd"}
        with mock.patch.object(corpus, "read_groups", return_value=groups), \
                mock.patch.object(corpus, "package_file", side_effect=lambda _, name: Path(name)), \
                mock.patch.object(corpus, "extracted", side_effect=lambda deb, _: texts[deb.name]):
            report = corpus.make(folder, folder, wanted)
        return report, (folder / f"corpus.{wanted}.tsv").read_text("utf8")

    def test_a_smaller_corpus_is_the_head_of_a_larger_one(self):
        with tempfile.TemporaryDirectory() as folder:
            few, small = self.make(Path(folder), 10)
            many, large = self.make(Path(folder), 10_000)
            self.assertTrue(large.startswith(small))
            self.assertEqual(few["passages"], 10)
            self.assertGreater(many["passages"], 40)
            self.assertEqual(few["sources"], ["a", "b"])
            self.assertEqual(many["sources"], ["a", "b", "c", "d"])

    def test_lines_are_numbered_and_have_three_cells(self):
        with tempfile.TemporaryDirectory() as folder:
            _, text = self.make(Path(folder), 30)
            for number, line in enumerate(text.splitlines(), 1):
                identity, facets, _ = line.split("\t")
                self.assertEqual(identity, str(number))
                self.assertRegex(facets, r"^year20\d\d,kind[a-z]+$")


if __name__ == "__main__":
    unittest.main()
