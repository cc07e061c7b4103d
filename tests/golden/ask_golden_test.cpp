// Questions with their accepted answers (tests/golden/ask/*.case) on real notebooks: each quote is
// byte-equal to what it cites, and enough of them answer.
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "archive/archive.h"
#include "support/temporary_folder.h"

namespace seogo {
namespace {

// Of the answerable questions of one file; issue 3 asks for 34 of all 40.
constexpr double kShareAnswered = 0.85;

struct Case {
    std::string question, archive;
    std::vector<std::string> accepted;
    bool wants_nothing() const { return accepted.size() == 1 && accepted[0] == "nothing"; }
};

base::Path source_folder() {
    const char* source = std::getenv("SEOGO_SOURCE_DIR");
    return source != nullptr ? source : ".";
}

// "question: ..." opens a case; see the head of the files.
std::vector<Case> cases_of(const std::string& name) {
    const auto text = base::read_file(base::real_files(),
                                      source_folder() / "tests/golden/ask" / (name + ".case"));
    EXPECT_TRUE(text.ok());
    std::vector<Case> cases;
    std::string_view rest = text.ok() ? std::string_view(text.value()) : "";
    while (!rest.empty()) {
        const auto end = std::min(rest.find('\n'), rest.size());
        const auto line = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        const auto colon = line.find(": ");
        if (line.starts_with('#') || colon == std::string_view::npos) continue;
        const auto key = line.substr(0, colon);
        const std::string value(line.substr(colon + 2));
        if (key == "question") cases.push_back({value, {}, {}});
        if (key == "archive") cases.back().archive = value;
        if (key == "expect") cases.back().accepted.push_back(value);
    }
    return cases;
}

// One notebook, imported from the real disk into a fresh archive.
class AskedArchive {
public:
    explicit AskedArchive(const base::Path& notebook) {
        auto opened = Archive::open(folder_ / "archive", {.create = true});
        EXPECT_TRUE(opened.ok()) << opened.error().message;
        if (!opened.ok()) return;
        archive_ = std::move(opened).value();
        const auto imported = archive_->import({notebook}, {});
        EXPECT_TRUE(imported.ok()) << imported.error().message;
    }

    ask::Answer ask(const std::string& question) {
        auto answer = archive_->ask({.text = question});
        EXPECT_TRUE(answer.ok()) << answer.error().message;
        return answer.ok() ? std::move(answer).value() : ask::Answer{};
    }

    void expect_exact_quotes(const ask::Answer& answer) {
        for (const ask::Source& source : answer.sources) {
            const auto shown = archive_->show(source.id);
            ASSERT_TRUE(shown.ok());
            ASSERT_LE(source.end, shown.value().text.size());
            EXPECT_EQ(shown.value().text.substr(source.begin, source.end - source.begin),
                      source.quote);
        }
        for (const ask::Sentence& sentence : answer.sentences) {
            ASSERT_FALSE(sentence.citations.empty());
            for (const std::size_t n : sentence.citations) {
                ASSERT_GE(n, 1u);
                ASSERT_LE(n, answer.sources.size());
            }
        }
    }

private:
    testing::TemporaryFolder folder_;
    std::unique_ptr<Archive> archive_;
};

bool is_accepted(const Case& asked, const ask::Answer& answer) {
    for (const ask::Source& source : answer.sources) {
        for (const std::string& piece : asked.accepted) {
            if (source.quote.find(piece) != std::string::npos) return true;
        }
    }
    return false;
}

void run_cases(const std::string& name, const base::Path& notebook) {
    AskedArchive archive(notebook);
    std::size_t answered = 0, answerable = 0;
    for (const Case& asked : cases_of(name)) {
        SCOPED_TRACE(asked.question);
        EXPECT_EQ(asked.archive, name);
        const ask::Answer answer = archive.ask(asked.question);
        archive.expect_exact_quotes(answer);
        EXPECT_FALSE(answer.warnings.empty());  // it quotes, or it found nothing: both are said
        if (asked.wants_nothing()) {
            EXPECT_TRUE(answer.sentences.empty()) << answer.sentences[0].text;
            continue;
        }
        ++answerable;
        const bool accepted = is_accepted(asked, answer);
        answered += accepted ? 1 : 0;
        if (!accepted) std::printf("not accepted: %s\n", asked.question.c_str());
    }
    std::printf("%s: %zu of %zu answered\n", name.c_str(), answered, answerable);
    ASSERT_GT(answerable, 0u);
    EXPECT_GE(static_cast<double>(answered), kShareAnswered * static_cast<double>(answerable));
}

// The set itself: forty questions, both languages, six of them without an answer.
TEST(AskGolden, TheSetIsWhole) {
    std::size_t cases = 0, nothing = 0;
    for (const char* name : {"sample", "seed"}) {
        for (const Case& asked : cases_of(name)) {
            ++cases;
            nothing += asked.wants_nothing() ? 1 : 0;
            EXPECT_FALSE(asked.accepted.empty()) << asked.question;
            EXPECT_FALSE(asked.question.empty());
        }
    }
    EXPECT_GE(cases, 40u);
    EXPECT_GE(nothing, 6u);
}

TEST(AskGolden, TheSampleAnswers) { run_cases("sample", source_folder() / "sample/notebook.md"); }

TEST(AskGolden, ARealNotebookAnswers) {
    const base::Path seed = source_folder() / "../shared/seed/study-archive.md";
    if (!base::exists(base::real_files(), seed)) {
        std::puts("skipped: no shared data");
        return;
    }
    run_cases("seed", seed);
}

}  // namespace
}  // namespace seogo
