// One notebook written in many manners: marks, bullets, tags, headings and endings may differ, what
// it says may not.
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "notebook/model.h"
#include "notebook/parse.h"

namespace seogo::notebook {
namespace {

std::string file_beside_source(const std::string& name) {
    const char* source = std::getenv("SEOGO_SOURCE_DIR");
    std::ifstream file(std::string(source != nullptr ? source : ".") + "/" + name,
                       std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

// The repository's sample, and the reference notebook where it is at hand.
std::vector<std::string> notebooks() {
    std::vector<std::string> texts;
    for (const char* name : {"sample/notebook.md", "../shared/seed/study-archive.md"}) {
        std::string text = file_beside_source(name);
        if (text.empty()) {
            std::printf("skipped: no %s\n", name);
        } else {
            texts.push_back(std::move(text));
        }
    }
    return texts;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text.find('\n', at);
        lines.push_back(text.substr(at, end - at));
        at = end == std::string::npos ? text.size() : end + 1;
    }
    return lines;
}

// Each line changed by `change`, which may answer "-" alone for a line that is left out.
template <typename Change>
std::string by_line(const std::string& text, Change change) {
    std::string out;
    for (std::string& line : lines_of(text)) {
        const std::string changed = change(std::move(line));
        if (changed != "-") out += changed + "\n";
    }
    return out;
}

std::size_t indent_of(const std::string& line) {
    return std::min(line.find_first_not_of(' '), line.size());
}

void say(std::string& out, const std::vector<NoteText>& notes) {
    for (const NoteText& note : notes)
        out += " {" + std::to_string(note.level) + " " + note.text + "}";
}

// All that an entry says. `brief`: without what stands beneath it.
std::vector<std::string> said(const std::string& text, bool brief = false) {
    std::vector<std::string> out;
    for (const Item& item : items_of(parse(text).notebook)) {
        std::string words = std::to_string(item.year) + "-" + std::to_string(item.month) + "-" +
                            std::to_string(item.week) + " " + item.kind;
        for (const auto& org : item.orgs)
            words += " [" + org + "]";
        words += " " + item.title + " (" + item.url + ") " + item.text;
        out.push_back(std::move(words));
        if (brief) continue;
        say(out.back(), item.notes);
        for (const SubItem& sub : item.sub_items) {
            out.back() += " sub " + sub.kind + " " + sub.title + " (" + sub.url + ") " + sub.text;
            say(out.back(), sub.notes);
        }
        for (const Box& box : item.boxes) {
            out.back() += " box " + box.title;
            say(out.back(), box.notes);
            for (const ConceptEntry& term : box.concepts) {
                out.back() += " term " + term.term + ": " + term.definition;
                say(out.back(), term.details);
            }
        }
    }
    return out;
}

void expect_twin(const std::string& text, const std::string& twin, bool brief = false) {
    ASSERT_NE(twin, text);
    ASSERT_EQ(render(parse(twin).notebook), twin);
    const auto wanted = said(text, brief);
    const auto found = said(twin, brief);
    ASSERT_GT(wanted.size(), 30u);
    ASSERT_EQ(found.size(), wanted.size());
    for (std::size_t i = 0; i < wanted.size(); ++i)
        ASSERT_EQ(found[i], wanted[i]);
}

TEST(Twins, LineEndingsSayNothing) {
    for (const auto& text : notebooks())
        expect_twin(text, replaced(text, "\n", "\r\n"));
}

TEST(Twins, FormsOfAMarkSayTheSame) {
    for (const auto& text : notebooks()) {
        const std::string joined = replaced(text, "🧑🏻💻", "🧑🏻‍💻");
        for (const char* form : {"🧑🏻💻", "🧑‍💻", "👩🏽‍💻", "💻"}) {
            const std::string twin =
                replaced(replaced(joined, "🧑🏻‍💻", form), "🗞️", "🗞");
            if (twin != text) expect_twin(text, twin);
        }
    }
}

TEST(Twins, ALegendGivesAnyMarkItsMeaning) {
    for (const auto& text : notebooks())
        expect_twin(text, replaced(replaced(text, "📜", "🦊"), "🤪", "🐢"));
}

TEST(Twins, BulletsMayBeAnySign) {
    for (const auto& text : notebooks()) {
        for (const char sign : {'*', '+'}) {
            expect_twin(text, by_line(text, [&](std::string line) {
                            const std::size_t indent = indent_of(line);
                            if (line.compare(indent, 2, "- ") == 0) line[indent] = sign;
                            return line;
                        }));
        }
    }
}

TEST(Twins, SpacesAroundMarksAndBracketsSayNothing) {
    for (const auto& text : notebooks()) {
        expect_twin(text, replaced(replaced(text, "- 📜 ", "-📜"), "] [", "]["));
        expect_twin(text, by_line(text, [](std::string line) {
                        const std::size_t at = line.find("](http");
                        return at == line.npos ? line : line.insert(at + 1, " ");
                    }));
        expect_twin(text, replaced(text, "- 📜 [", "- **📜**: ["));
        expect_twin(text, by_line(text, [](const std::string& line) { return line + "  "; }));
    }
}

TEST(Twins, TabsIndentLikeSpaces) {
    for (const auto& text : notebooks()) {
        expect_twin(text,
                    by_line(text,
                            [](const std::string& line) {
                                const std::size_t indent = indent_of(line);
                                if (indent % 2 == 1 || indent == line.size()) return line;
                                return std::string(indent / 2, '\t') + line.substr(indent);
                            }),
                    /*brief=*/true);
    }
}

TEST(Twins, SummariesMayShareALineWithTheirDetails) {
    for (const auto& text : notebooks()) {
        expect_twin(text, replaced(text, "<details>\n  <summary>", "<details><summary>"));
        expect_twin(text, replaced(text, "<summary>", "<SUMMARY class=\"a\">"));
    }
}

// "1st week" in other words.
std::string with_week(std::string line, const char* before, const char* after) {
    for (const char* ordinal : {"1st", "2nd", "3rd", "4th", "5th"}) {
        const std::string name = std::string(ordinal) + " week";
        const std::size_t at = line.find(name);
        if (at != std::string::npos)
            line.replace(at, name.size(), std::string(before) + ordinal[0] + after);
    }
    return line;
}

TEST(Twins, WeeksAndMonthsHaveNamesInBothLanguages) {
    using Name = std::pair<const char*, const char*>;
    for (const auto& text : notebooks()) {
        for (const auto& [before, after] :
             {Name{"", "주차"}, Name{"", "번째 주"}, Name{"Week ", ""},
              Name{"제", " 주차 (1/27 ~ 2/2)"}, Name{"<b>week ", "</b> - 정리"}}) {
            expect_twin(text, by_line(text, [&](std::string line) {
                            return with_week(std::move(line), before, after);
                        }));
        }
        for (const auto& [january, december] :
             {Name{"1월", "12월"}, Name{"Jan.", "Dec."}, Name{"January (1월)", "12월 (December)"},
              Name{"1월 정리", "December papers"}}) {
            expect_twin(text, by_line(text, [&](std::string line) {
                            if (line[0] != '#') return line;
                            return replaced(replaced(line, "January", january), "December",
                                            december);
                        }));
        }
    }
}

TEST(Twins, WeeksMayBeHeadings) {
    for (const auto& text : notebooks()) {
        bool tagged = false;  // the line before was a <details> at the margin
        expect_twin(text, by_line(text, [&](std::string line) {
                        const bool was_tagged = std::exchange(tagged, line == "<details>");
                        if (line == "<details>" || line == "</details>") return std::string("-");
                        const std::size_t at = line.find("<summary>");
                        if (!was_tagged || at == std::string::npos) return line;
                        const std::size_t end = line.find("</summary>");
                        return "### " + line.substr(at + 9, end - at - 9);
                    }));
    }
}

// Whoever forgets to close boxes and weeks loses no entry and no date.
TEST(Twins, TagsThatAreNeverClosedSwallowNothing) {
    for (const auto& text : notebooks()) {
        expect_twin(text,
                    by_line(text,
                            [](std::string line) {
                                return line.find("</details>") == std::string::npos ? line : "-";
                            }),
                    /*brief=*/true);
    }
}

TEST(Twins, BlankLinesSayNothing) {
    for (const auto& text : notebooks()) {
        expect_twin(
            text,
            by_line(text,
                    [](std::string line) { return indent_of(line) == line.size() ? "-" : line; }),
            /*brief=*/true);
    }
}

}  // namespace
}  // namespace seogo::notebook
