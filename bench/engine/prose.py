# Running text of documentation: paragraphs of HTML, Mallard, Markdown, reST and POD files.
#
# A heuristic, not a converter: what it keeps is prose for certain, what it drops may be prose too.
# Listings, signatures, tables of contents and navigation go because they hold too few of the
# words that sentences are held together by, or too many signs.
import gzip
import html
import re
import zlib

# Parts that are never running text, with all that is in them.
DROPPED = re.compile(
    r"<!--.*?-->|<(script|style|pre|head|header|footer|nav|svg|math|button|select|h[1-6])\b"
    r"[^>]*>.*?</\1\s*>", re.S | re.I)
BREAK = re.compile(r"<br\s*/?>", re.I)
BLOCK = re.compile(
    r"</?(?:p|div|li|dd|dt|td|th|tr|ul|ol|dl|table|tbody|thead|section|article|aside|main|body|"
    r"blockquote|figure|figcaption|hr|form|details|summary|item|note|steps|list|page)\b[^>]*>",
    re.I)
TAG = re.compile(r"<[^>]*>")
BLANK_LINES = re.compile(r"\n[ \t]*\n+")
MARKDOWN_FENCE = re.compile(r"^(```|~~~).*?^\1", re.S | re.M)
# `word`, ``word``, *word*, :ref:`word`, C<word> (POD), [word](target): the word alone.
MARKUP = re.compile(r"[*`]+|:[a-z:]+:(?=`)|\b[A-Z]<+|(?<=\w)>+|(?<=\])\([^)]*\)|[\[\]]")

LATIN_WORD = re.compile(r"[a-z]+")
HANGUL = re.compile(r"[가-힣]")
SIGN = re.compile(r"[{}<>=|\\_;/\[\]()@#$%^&*+~0-9]")
FUNCTION_WORDS = frozenset(
    "a about after all also an and any are as at be because been before but by can could do does "
    "each for from had has have he her his how i if in into is it its may more most must no not of "
    "on one only or other our should so some such than that the their them then there these they "
    "this those to two up use used was we were what when where which while who will with would "
    "you your".split())

WORDS_MIN = 8
KOREAN_LETTERS_MIN = 25
MARKUP_KINDS = (".html", ".htm", ".xhtml", ".page")
TEXT_KINDS = (".md", ".rst", ".txt", ".pod")


def is_english(text):
    """Enough function words for sentences, few enough signs for no listing."""
    words = LATIN_WORD.findall(text.lower())
    if len(words) < WORDS_MIN:
        return False
    held = sum(word in FUNCTION_WORDS for word in words) / len(words)
    return 0.25 <= held <= 0.75 and len(SIGN.findall(text)) <= 0.05 * len(text)


def is_korean(text):
    letters = len(HANGUL.findall(text))
    return letters >= KOREAN_LETTERS_MIN and letters >= 0.4 * len(text)


def is_prose(text):
    """Whether a paragraph (white space collapsed) is sentences of English or Korean."""
    if len(text) < 40 or text[-1] not in ".!?:)\"'”’":
        return False
    return is_english(text) or is_korean(text)


def markup_paragraphs(text):
    text = BREAK.sub(" ", DROPPED.sub("\0", text))
    return (html.unescape(TAG.sub("", part)) for part in BLOCK.sub("\0", text).split("\0"))


def text_paragraphs(text):
    """Blank lines part paragraphs; an indented one is a listing."""
    for part in BLANK_LINES.split(MARKDOWN_FENCE.sub("\n\n", text)):
        if part and not part.startswith(("    ", "\t", "=", "..", "#", "|")):
            yield MARKUP.sub("", part)


def paragraphs(name, data):
    """Paragraphs of running text, in order, of a file of this name; none of an unknown kind."""
    if name.endswith(".gz"):
        try:
            name, data = name[:-3], gzip.decompress(data)
        except (OSError, EOFError, zlib.error):
            return []
    if name.endswith(MARKUP_KINDS):
        parts = markup_paragraphs(data.decode("utf8", "replace"))
    elif name.endswith(TEXT_KINDS):
        parts = text_paragraphs(data.decode("utf8", "replace"))
    else:
        return []
    collapsed = (" ".join(part.split()) for part in parts)
    return [part for part in collapsed if is_prose(part)]
