# The corpus of the speed bench: passages of real prose from documentation packages of Debian.
#
# usage: corpus.py --work DIR --data DIR --passages N
# Writes DIR/corpus.N.tsv, a line a passage: `id <TAB> facets <TAB> text`, ids from 1, facets as
# single words parted by commas (year2012,kindguide); and DIR/corpus.N.json, what it is made of.
# Tab-separated, so that no side of a comparison pays for a JSON parser.
#
# packages.txt names the packages in groups; a group is read once the ones before it do not yield
# enough. Documents of a group come in an order shuffled by the hash of their names, so a smaller
# corpus is the head of a larger one. Packages are downloaded and read, never installed. The same
# package versions give the same bytes; the JSON file lists them.
import argparse
import hashlib
import json
import subprocess
import sys
import tarfile
import zlib
from pathlib import Path

import prose

HERE = Path(__file__).resolve().parent
PASSAGE_MIN, PASSAGE_AIM, PASSAGE_MAX = 200, 540, 900  # bytes; the mean comes to about 600
SHINGLE = 6           # words
ANCHOR_LETTERS = 7    # a shingle begins at each word of at least so many letters
SEEN_BITS = 1 << 30   # 128 MiB; at 20 million shingles 2 % of fresh ones look seen
YEARS, KINDS = range(2006, 2026), ("guide", "reference", "note", "paper")


def read_groups(path):
    """Lists of package names; "[name]" opens a group."""
    groups = []
    for line in path.read_text("utf8").splitlines():
        words = line.split("#")[0].split()
        if words and words[0].startswith("["):
            groups.append([])
        elif words:
            groups[-1] += words
    return groups


# Packages -------------------------------------------------------------------------------------

def refuse_non_free(name):
    """Only Debian's main: there every package's licence is free."""
    shown = subprocess.run(["apt-cache", "show", "--no-all-versions", name], capture_output=True,
                           text=True, check=False).stdout
    sections = [line[9:] for line in shown.splitlines() if line.startswith("Section: ")]
    if not sections or "/" in sections[0]:
        raise LookupError(f"{name} is not in Debian's main")


def package_file(folder, name):
    """The .deb of a package, downloaded where it is missing; None where it is not to be had."""
    if found := sorted(folder.glob(f"{name}_*.deb")):
        return found[-1]
    try:
        refuse_non_free(name)
    except LookupError as why:
        print(f"corpus: {why}", file=sys.stderr)
        return None
    subprocess.run(["apt-get", "download", "-qq", name], cwd=folder, check=False,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    found = sorted(folder.glob(f"{name}_*.deb"))
    if not found:
        print(f"corpus: {name} could not be downloaded", file=sys.stderr)
    return found[-1] if found else None


def documents_of_package(deb):
    """[(path, paragraphs)]: HTML where there is HTML, else text, never the same in both forms."""
    forms = {prose.MARKUP_KINDS: [], prose.TEXT_KINDS: []}
    with subprocess.Popen(["dpkg-deb", "--fsys-tarfile", deb], stdout=subprocess.PIPE) as unpack:
        with tarfile.open(fileobj=unpack.stdout, mode="r|") as tree:
            for member in tree:
                name = member.name.removesuffix(".gz")
                form = next((form for form in forms if name.endswith(form)), None)
                if not member.isfile() or form is None or "/_sources/" in name:
                    continue
                found = prose.paragraphs(member.name, tree.extractfile(member).read())
                if found:
                    forms[form].append((member.name.lstrip("./"), found))
    return max(forms.values(), key=lambda form: sum(len(found) for _, found in form))


def extracted(deb, folder):
    """documents_of_package, kept in a file for the next run."""
    rules = zlib.crc32((HERE / "prose.py").read_bytes())
    kept = folder / f"{deb.stem}.{rules:08x}.tsv"
    if not kept.exists():
        for old in folder.glob(f"{deb.stem}.*.tsv"):
            old.unlink()
        part = kept.with_suffix(".part")
        with open(part, "w", encoding="utf8") as out:
            for path, found in documents_of_package(deb):
                out.writelines(f"{path}\t{paragraph}\n" for paragraph in found)
        part.rename(kept)
    documents = {}
    with open(kept, encoding="utf8", newline="\n") as lines:
        for line in lines:
            path, paragraph = line.rstrip("\n").split("\t", 1)
            documents.setdefault(path, []).append(paragraph)
    return list(documents.items())


# Shared data ----------------------------------------------------------------------------------

def shared_documents(data):
    """Cranfield's abstracts and KorQuAD's paragraphs, where the shared data is there."""
    documents = []
    cranfield = data / "retrieval-cranfield/corpus.jsonl"
    if cranfield.is_file():
        for line in cranfield.read_text("utf8").splitlines():
            row = json.loads(line)
            documents.append((f"cranfield/{row['_id']}", [" ".join(row["text"].split())]))
    korquad = data / "retrieval-korquad/KorQuAD_v1.0_dev.json"
    if korquad.is_file():
        for article in json.loads(korquad.read_text("utf8"))["data"]:
            texts = [" ".join(part["context"].split()) for part in article["paragraphs"]]
            documents.append((f"korquad/{article['title']}", list(dict.fromkeys(texts))))
    return documents


# Duplicates -----------------------------------------------------------------------------------

class Seen:
    """Remembers shingles of words, one bit each: a paragraph is old if most of its own are."""

    def __init__(self):
        self.bits = bytearray(SEEN_BITS // 8)

    def is_old(self, paragraph):
        """Tells, and remembers the paragraph. Short ones are compared whole."""
        words = prose.LATIN_WORD.findall(paragraph.lower())
        if len(words) < prose.WORDS_MIN:
            words = paragraph.split()
        marks = [zlib.crc32(" ".join(words).encode())]
        for i in range(len(words) - SHINGLE + 1):
            if len(words[i]) >= ANCHOR_LETTERS:
                marks.append(zlib.crc32(" ".join(words[i : i + SHINGLE]).encode()))
        old = [self.mark(mark % SEEN_BITS) for mark in marks]
        return old[0] or sum(old) * 2 > len(old)

    def mark(self, bit):
        """Sets a bit; tells whether it was set."""
        byte, mask = bit >> 3, 1 << (bit & 7)
        was = bool(self.bits[byte] & mask)
        self.bits[byte] |= mask
        return was


# Passages -------------------------------------------------------------------------------------

def sentences(paragraph):
    """A paragraph in pieces that end with a sentence where they can, at most PASSAGE_MAX long."""
    if len(paragraph.encode()) <= PASSAGE_MAX:
        return [paragraph]
    pieces, piece = [], ""
    for word in paragraph.split(" "):
        if len(piece.encode()) + len(word.encode()) >= PASSAGE_MAX:
            pieces.append(piece)
            piece = ""
        piece = f"{piece} {word}" if piece else word
        if word.endswith((".", "!", "?")) and len(piece.encode()) >= PASSAGE_MIN:
            pieces.append(piece)
            piece = ""
    return [part for part in pieces + [piece] if part]


def passages(paragraphs):
    """Pieces in a row joined to about PASSAGE_AIM bytes; a rest under PASSAGE_MIN is dropped."""
    passage = ""
    for piece in (piece for paragraph in paragraphs for piece in sentences(paragraph)):
        joined = f"{passage} {piece}" if passage else piece
        if len(joined.encode()) > PASSAGE_MAX and len(passage.encode()) >= PASSAGE_MIN:
            yield passage
            joined = piece
        passage = joined
        if len(passage.encode()) >= PASSAGE_AIM:
            yield passage
            passage = ""
    if len(passage.encode()) >= PASSAGE_MIN:
        yield passage


def facets(document):
    """Of a document by its name: one of 20 years, one of 4 kinds."""
    mark = zlib.crc32(document.encode())
    return f"year{YEARS[mark % len(YEARS)]},kind{KINDS[mark // len(YEARS) % len(KINDS)]}"


def shuffled(documents):
    return sorted(documents, key=lambda document: hashlib.sha256(document[0].encode()).digest())


class Corpus:
    """Writes passages until there are as many as asked for."""

    def __init__(self, path, wanted):
        self.out = open(path, "wb")
        self.wanted, self.count, self.text_bytes, self.documents = wanted, 0, 0, 0
        self.digest = hashlib.sha256()
        self.seen = Seen()

    def full(self):
        return self.count >= self.wanted

    def add(self, documents):
        for name, paragraphs in shuffled(documents):
            fresh = [paragraph for paragraph in paragraphs if not self.seen.is_old(paragraph)]
            before = self.count
            for passage in passages(fresh):
                if self.full():
                    break
                self.write(name, passage)
            self.documents += self.count > before
            if self.full():
                return

    def write(self, document, passage):
        self.count += 1
        line = f"{self.count}\t{facets(document)}\t{passage}\n".encode()
        self.text_bytes += len(passage.encode())
        self.digest.update(line)
        self.out.write(line)


def make(work, data, wanted):
    """Writes the corpus; answers what it is made of."""
    debs, kept = work / "packages", work / "extracted"
    debs.mkdir(parents=True, exist_ok=True)
    kept.mkdir(parents=True, exist_ok=True)
    part = work / f"corpus.{wanted}.part"
    corpus, sources = Corpus(part, wanted), []
    for group in read_groups(HERE / "packages.txt"):
        documents = [] if sources else shared_documents(data)
        sources += [f"shared data: {len(documents)} documents"] if documents else []
        for name in group:
            if deb := package_file(debs, name):
                documents += [(f"{name}/{path}", found) for path, found in extracted(deb, kept)]
                sources.append(deb.stem)
        corpus.add(documents)
        print(f"corpus: {corpus.count} passages", file=sys.stderr)
        if corpus.full():
            break
    corpus.out.close()
    part.rename(work / f"corpus.{wanted}.tsv")
    return {"passages": corpus.count, "wanted": wanted, "bytes": corpus.text_bytes,
            "documents": corpus.documents, "sha256": corpus.digest.hexdigest(),
            "sources": sources}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--passages", type=int, default=50_000)
    args = parser.parse_args()
    made = args.work / f"corpus.{args.passages}.json"
    if made.exists():
        return
    report = make(args.work, args.data, args.passages)
    if report["passages"] == 0:
        sys.exit("corpus: no passage could be made: is this a Debian with package lists?")
    if report["passages"] < args.passages:
        print(f"corpus: all packages together yield {report['passages']} passages",
              file=sys.stderr)
    made.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", "utf8")


if __name__ == "__main__":
    main()
