// Grep against ripgrep: the same lines for generated patterns, and those that ripgrep loses.
//
// The texts are those of the repository; SEOGO_TEXTS names a folder of others (.md and .txt files).
// Where ripgrep is not installed, the laws between our own answers are checked all the same.
#include <algorithm>
#include <cstdlib>
#include <random>
#include <set>

#include "e2e/child.h"
#include "search/regex.h"
#include "text/fold_text.h"
#include "text/unicode.h"

namespace seogo::e2e {
namespace {

constexpr int kPatterns = 300;

using Lines = std::set<std::size_t>;  // numbers from 1

std::string ripgrep() {
    for (const char* path : {"/usr/bin/rg", "/usr/local/bin/rg"}) {
        if (fs::exists(path)) return path;
    }
    return "";
}

// All texts of the folders as one, without carriage returns, which only we take for a line's end.
std::string all_texts() {
    std::vector<fs::path> folders = {source_folder() / "sample", source_folder() / "docs"};
    if (const char* other = std::getenv("SEOGO_TEXTS")) folders = {other};
    std::vector<fs::path> files;
    for (const fs::path& folder : folders) {
        for (const auto& entry : fs::recursive_directory_iterator(folder)) {
            const fs::path kind = entry.path().extension();
            if (kind == ".md" || kind == ".txt") files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    std::string all;
    for (const fs::path& file : files) {
        all += read_file(file);
        if (!all.ends_with('\n')) all += '\n';
    }
    std::erase(all, '\r');
    return all;
}

// Hangul syllables as the jamo that they are made of (Unicode 15, 3.12).
std::string decomposed(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const text::CodePoint c = text::code_point_at(text, at);
        at += c.length;
        if (!text::is_hangul_syllable(c.value)) {
            text::append_utf8(out, c.value);
            continue;
        }
        const char32_t syllable = c.value - 0xAC00;
        text::append_utf8(out, 0x1100 + syllable / 588);
        text::append_utf8(out, 0x1161 + syllable % 588 / 28);
        if (syllable % 28 != 0) text::append_utf8(out, 0x11A7 + syllable % 28);
    }
    return out;
}

// Patterns around pieces of the text: most match something, each sign is used many times.
class Patterns {
public:
    Patterns(std::string_view folded, unsigned seed) : random_(seed) {
        for (const std::string& line : lines_of(folded)) {
            std::vector<char32_t> points;
            for (std::size_t at = 0; at < line.size();) {
                const text::CodePoint c = text::code_point_at(line, at);
                points.push_back(c.value);
                at += c.length;
            }
            if (points.size() > 4) lines_.push_back(std::move(points));
        }
    }

    std::string next() {
        const std::vector<std::string> a = piece();
        const std::vector<std::string> b = piece();
        const std::size_t at = random_() % a.size();
        switch (random_() % 14) {
            case 0:
                return joined(a);
            case 1:
                return joined(a, at, ".");
            case 2:
                return joined(a, at, "[" + a[at] + b[0] + "]");
            case 3:
                return joined(a) + "|" + joined(b);
            case 4:
                return "\\b" + joined(a) + "\\b";
            case 5:
                return joined(a) + ".*" + joined(b);
            case 6:
                return "^.{0," + std::to_string(random_() % 30) + "}" + joined(a);
            case 7:
                return joined(a) + "\\w*$";
            case 8:
                return joined(a, at, a[at] + "?");
            case 9:
                return "(?:" + joined(a) + "){1,2}\\W";
            case 10:
                return "\\d{1," + std::to_string(1 + random_() % 3) + "}[^" + a[at] + "\\s]";
            case 11:
                return "\\p{Hangul}+\\s" + joined(a);
            case 12:
                return "(?i)" + joined(a) + "\\B";
            default:
                return "[[:alpha:]]+" + joined(a, at, "\\S+?");
        }
    }

private:
    static std::string escaped(char32_t c) {
        std::string out;
        if (c < 0x80 && std::string_view("\\.+*?()|[]{}^$-&~#").find(static_cast<char>(c)) !=
                            std::string_view::npos) {
            out = "\\";
        }
        text::append_utf8(out, c);
        return out;
    }

    // One to five characters that follow each other in the text, each escaped.
    std::vector<std::string> piece() {
        const auto& line = lines_[random_() % lines_.size()];
        const std::size_t size = 1 + random_() % 4;
        const std::size_t begin = random_() % (line.size() - size);
        std::vector<std::string> characters;
        for (std::size_t i = begin; i < begin + size; ++i)
            characters.push_back(escaped(line[i]));
        return characters;
    }
    static std::string joined(const std::vector<std::string>& characters) {
        std::string out;
        for (const std::string& one : characters)
            out += one;
        return out;
    }
    static std::string joined(std::vector<std::string> characters, std::size_t at,
                              const std::string& instead) {
        characters[at] = instead;
        return joined(characters);
    }

    std::mt19937 random_;
    std::vector<std::vector<char32_t>> lines_;
};

class Ripgrep : public ProgramTest {
protected:
    Lines theirs(const std::string& pattern, std::string_view file, bool word = false) const {
        Options with = options();
        with.program = ripgrep();
        std::vector<std::string> arguments = {"--no-config", "-i", "-n", "--no-filename", "-a"};
        if (word) arguments.push_back("-w");
        arguments.insert(arguments.end(), {"-e", pattern, path(file).string()});
        const Ended said = run(arguments, with);
        EXPECT_LE(said.exit, 1) << pattern << ": " << said.err;
        Lines lines;
        for (const std::string& line : said.lines())
            lines.insert(std::stoul(line));
        return lines;
    }
};

Lines ours(const std::string& pattern, std::string_view text, bool word = false) {
    const auto regex = search::Regex::compile(pattern, {.literal = false, .word = word});
    EXPECT_TRUE(regex.ok()) << pattern << ": " << regex.error().message;
    Lines lines;
    if (!regex.ok()) return lines;
    std::string folded;
    text::fold_text(text, folded);
    std::size_t number = 1;
    std::size_t counted = 0;
    for (std::size_t from = 0; from < folded.size();) {
        const auto line = regex.value().next_line(folded, from);
        if (!line || line->begin == folded.size()) break;
        const auto passed = folded.begin() + static_cast<std::ptrdiff_t>(counted);
        const auto here = folded.begin() + static_cast<std::ptrdiff_t>(line->begin);
        number += static_cast<std::size_t>(std::count(passed, here, '\n'));
        counted = line->begin;
        lines.insert(number);
        from = std::min(folded.find('\n', line->end), folded.size() - 1) + 1;
    }
    return lines;
}

// On folded text the two agree on every line; on the text as it is, on every line that folding
// changes in case alone.
TEST_F(Ripgrep, FindsTheSameLines) {
    if (ripgrep().empty()) return;
    const std::string text = all_texts();
    std::string folded;
    text::fold_text(text, folded);
    write("text.txt", text);
    write("folded.txt", folded);
    Lines changed;
    std::size_t number = 0;
    for (const std::string& line : lines_of(text)) {
        ++number;
        if (text::fold(line).text.size() != line.size()) changed.insert(number);
    }
    Patterns patterns(folded, 20250131);
    std::size_t hits = 0;
    for (int i = 0; i < kPatterns; ++i) {
        const std::string pattern = patterns.next();
        const bool word = i % 10 == 0;
        const Lines own = ours(pattern, text, word);
        hits += own.size();
        ASSERT_EQ(own, theirs(pattern, "folded.txt", word)) << pattern;
        if (i % 3 != 0) continue;
        Lines differ;
        const Lines raw = theirs(pattern, "text.txt", word);
        std::set_symmetric_difference(own.begin(), own.end(), raw.begin(), raw.end(),
                                      std::inserter(differ, differ.end()));
        EXPECT_TRUE(std::includes(changed.begin(), changed.end(), differ.begin(), differ.end()))
            << pattern;
    }
    EXPECT_GT(hits, 1000u);
}

// A text or a pattern whose syllables are written as jamo has the same lines.
TEST_F(Ripgrep, LosesWhatIsComposedOtherwise) {
    const std::string text = all_texts();
    std::string folded;
    text::fold_text(text, folded);
    const std::string apart = decomposed(text);
    ASSERT_NE(apart, text);
    write("apart.txt", apart);
    Patterns patterns(folded, 7);
    std::size_t lost = 0;
    for (int i = 0; i < kPatterns / 3; ++i) {
        const std::string pattern = patterns.next();
        const Lines own = ours(pattern, text);
        EXPECT_EQ(ours(pattern, apart), own) << pattern;
        EXPECT_EQ(ours(decomposed(pattern), text), own) << pattern;
        if (!ripgrep().empty()) lost += theirs(pattern, "apart.txt") != own;
    }
    EXPECT_TRUE(ripgrep().empty() || lost > 3) << lost;
}

// The program itself, over documents of an archive.
TEST_F(Ripgrep, TheProgramPrintsTheLinesOfEachDocument) {
    fs::copy(source_folder() / "sample" / "documents", path("texts"));
    expect(0, {"init"});
    for (const auto& entry : fs::directory_iterator(path("texts")))
        expect(0, {"add", entry.path().string()});
    for (const char* pattern :
         {"색인", "[a-z]+-[a-z]+", "\\bBM25\\b", "^#+ ", "\\d+%", "(은|는) "}) {
        std::set<std::string> printed;
        const Ended said = run({"grep", pattern, "--jsonl", "--limit", "100000"});
        for (const std::string& row : said.lines()) {
            const auto line = base::JsonValue::parse(row).value();
            printed.insert(fs::path(line["source"].string()).filename().string() + ":" +
                           std::to_string(static_cast<long>(line["line"].number())));
        }
        std::set<std::string> expected;
        for (const auto& entry : fs::directory_iterator(path("texts"))) {
            for (const std::size_t number : ours(pattern, read_file(entry.path()))) {
                expected.insert(entry.path().filename().string() + ":" + std::to_string(number));
            }
        }
        EXPECT_FALSE(expected.empty()) << pattern;
        EXPECT_EQ(printed, expected) << pattern;
    }
}

}  // namespace
}  // namespace seogo::e2e
