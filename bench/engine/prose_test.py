# Tests of prose.py: what is running text and what is not.
import gzip
import unittest

import prose

SENTENCE = "The index is built from the passages that were added before the last commit."
KOREAN = "검색 엔진은 문서를 낱말로 나누어 역색인을 만들고 질의에 맞는 문서를 순위대로 내놓는다."


class IsProse(unittest.TestCase):
    def test_sentences_of_both_languages_are_kept(self):
        self.assertTrue(prose.is_prose(SENTENCE))
        self.assertTrue(prose.is_prose(KOREAN))

    def test_listings_signatures_and_headings_are_not(self):
        for text in ("int main(int argc, char** argv) { return run(argc, argv); } // the end.",
                     "public static final String getName(Locale locale) throws IOException;",
                     "Chapter 4 Installing the server on a machine with two disks and a printer",
                     "Next Previous Up Contents Index Search Module Source Home Page Links Tree.",
                     "See also: foo_bar(3), foo_baz(3), foo_qux(3), bar_foo(3), bar_baz(3)."):
            self.assertFalse(prose.is_prose(text), text)

    def test_other_languages_are_not(self):
        self.assertFalse(prose.is_prose(
            "Die Suche findet alle Absätze, in denen eines der gesuchten Wörter steht."))


class Paragraphs(unittest.TestCase):
    def test_markup_loses_tags_listings_and_navigation(self):
        page = (f"<html><head><title>{SENTENCE}</title></head><body><nav>{SENTENCE}</nav>"
                f"<p>The <b>second</b> page &amp; its parts\nare read again when the "
                f"server starts.</p><pre>{SENTENCE}</pre></body></html>")
        self.assertEqual(prose.paragraphs("a.html", page.encode()), [
            "The second page & its parts are read again when the server starts."])

    def test_blocks_part_paragraphs_and_breaks_do_not(self):
        page = f"<ul><li>{SENTENCE}<li>{SENTENCE}</ul><p>{SENTENCE[:40]}<br>{SENTENCE[40:]}"
        self.assertEqual(len(prose.paragraphs("a.html", page.encode())), 3)

    def test_text_loses_marks_indented_and_fenced_listings(self):
        text = (f"Title\n=====\n\n{SENTENCE}\nIt is *not* a ``listing``, but it may hold one.\n\n"
                f"    {SENTENCE}\n\n```\n{SENTENCE}\n```\n")
        self.assertEqual(prose.paragraphs("a.md", text.encode()), [
            f"{SENTENCE} It is not a listing, but it may hold one."])

    def test_compressed_files_are_read_and_broken_ones_skipped(self):
        whole = gzip.compress(SENTENCE.encode())
        self.assertEqual(prose.paragraphs("a.txt.gz", whole), [SENTENCE])
        self.assertEqual(prose.paragraphs("a.txt.gz", whole[:20]), [])

    def test_unknown_kinds_and_bytes_that_are_no_text_yield_nothing(self):
        self.assertEqual(prose.paragraphs("a.png", SENTENCE.encode()), [])
        self.assertEqual(prose.paragraphs("a.html", bytes(range(256))), [])


if __name__ == "__main__":
    unittest.main()
