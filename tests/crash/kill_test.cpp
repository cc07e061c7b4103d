// kill -9 at random moments (threats.md, F1): nothing acknowledged is lost, nothing is left half.
//
// SEOGO_KILLS says how many kills; 60 otherwise. SEOGO_SEED starts another series.
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <random>
#include <set>

#include "e2e/child.h"

namespace seogo::e2e {
namespace {

constexpr std::int64_t kReopenMsMax = 5000;  // far above the goal of a second: machines are shared

std::uint64_t setting(const char* name, std::uint64_t fallback) {
    const char* const value = std::getenv(name);
    return value == nullptr ? fallback : std::strtoull(value, nullptr, 10);
}

// A notebook of 120 entries of this name, all of them saying which version it is.
std::string notebook_of(std::size_t version, const std::string& name = "글") {
    std::string out = "# 모음 2025\n\n## January\n\n### 1st week\n\n";
    for (int i = 0; i < 120; ++i) {
        const std::string n = std::to_string(i);
        out += "- 📜 [Org] [" + name + " " + n + "](https://example.org/" + name + n + ")\n  - 판" +
               std::to_string(version) + " 메모\n";
    }
    return out;
}

class Kill : public ProgramTest {
protected:
    void SetUp() override {
        write("notebook.md", notebook_of(0));
        write("synced.md", notebook_of(0, "쪽"));
        first_span_us_ =
            std::max<std::int64_t>(20'000, expect(0, {"import", "notebook.md"}).wall_ms * 1000);
        expect(0, {"import", "synced.md"});
        edited_ = id_of("글 7");
        title_ = "글 7";
        synced_ = run({"export", "--notebook", "synced.md"}).out;
    }

    // Runs the program and kills it at a random moment of the time that this verb takes now: later
    // after each kill, earlier after each run that was faster, so that about a fifth is
    // acknowledged. True where it had acknowledged before.
    bool killed(const std::vector<std::string>& arguments, const std::string& input = "") {
        std::int64_t& span_us = span_us_.emplace(arguments[0], first_span_us_).first->second;
        const auto wait_us = std::uniform_int_distribution<std::int64_t>(0, span_us)(random_);
        Options piped = options();
        piped.input = input;
        Child child(arguments, piped);
        usleep(static_cast<useconds_t>(wait_us));
        child.send(SIGKILL);
        const Ended ended = child.wait();
        EXPECT_TRUE(ended.signal == SIGKILL || ended.exit == 0) << arguments[0] << ended.err;
        const bool was_killed = ended.signal == SIGKILL;
        kills_ += was_killed ? 1 : 0;
        span_us = was_killed ? std::min<std::int64_t>(span_us * 11 / 10, 5'000'000)
                             : std::max<std::int64_t>(span_us * 7 / 10, 2'000);
        return !was_killed;
    }

    void kill_add() {
        const std::string word = "낱말" + std::to_string(++words_);
        const bool done = killed({"add", "-", "--title", word}, word + "\n");
        if (done) acknowledged_.insert(word);
    }

    void kill_import() {
        write("notebook.md", notebook_of(++version_));
        const bool done = killed({"import", "notebook.md"});
        const std::string now = run({"export", "--notebook", "notebook.md"}).out;
        const std::string wanted = replaced(notebook_of(version_), "[글 7]", "[" + title_ + "]");
        if (done || now == notebook_of(version_)) {
            EXPECT_TRUE(now == notebook_of(version_));
            title_ = "글 7";
        } else {
            EXPECT_TRUE(now == replaced(notebook_of(imported_), "[글 7]", "[" + title_ + "]"));
            version_ = imported_;
        }
        imported_ = version_;
    }

    void kill_edit() {
        const std::string title = "새 제목 " + std::to_string(++titles_);
        const bool done = killed({"edit", edited_, "--title", title});
        const std::string now = run({"show", edited_, "--json"}).json()["title"].string();
        EXPECT_TRUE(now == title || (!done && now == title_)) << now;
        title_ = now;
    }

    // A killed sync may have written the file; the next brings both to one state with every edit.
    void kill_sync() {
        const std::string mark = "덧" + std::to_string(++marks_);
        const std::string file = read("synced.md");
        write("synced.md", file + "- [" + mark + "](https://example.org/" + mark + ")\n");
        (void)killed({"sync", "synced.md"});
        expect(0, {"sync", "synced.md"});
        const std::string now = run({"export", "--notebook", "synced.md"}).out;
        EXPECT_TRUE(now == read("synced.md"));
        EXPECT_NE(now.find("[" + mark + "]"), std::string::npos);
        EXPECT_GT(now.size(), synced_.size());
        synced_ = now;
    }

    void kill_rebuild() {
        const std::string before = run({"export", "--format", "json"}).out;
        (void)killed({"rebuild"});
        EXPECT_TRUE(run({"export", "--format", "json"}).out == before);
    }

    void check_whole() {
        const Ended verified = run({"verify"});
        EXPECT_EQ(verified.exit, 0) << verified.out << verified.err;
        EXPECT_LT(verified.wall_ms, kReopenMsMax);
        std::set<std::string> titles;
        const auto listed = run({"list", "--limit", "100000", "--json"}).json();
        for (const auto& item : listed["items"].items())
            titles.insert(item["title"].string());
        for (const std::string& word : acknowledged_) {
            EXPECT_TRUE(titles.contains(word)) << "lost: " << word;
        }
        // What was not acknowledged is there whole, with its words in the index, or not at all.
        const std::string word = "낱말" + std::to_string(words_);
        const bool found = run({"search", "\"" + word + "\"", "-q"}).exit == 0;
        EXPECT_EQ(found, titles.contains(word)) << word;
    }

    std::mt19937_64 random_{setting("SEOGO_SEED", 20250101)};
    std::int64_t first_span_us_ = 0;  // what an import takes on this machine, now
    std::map<std::string, std::int64_t> span_us_;
    std::set<std::string> acknowledged_;
    std::string edited_, title_, synced_;
    std::uint64_t kills_ = 0, words_ = 0, titles_ = 0, marks_ = 0;
    std::size_t version_ = 0, imported_ = 0;
};

TEST_F(Kill, LosesNothingAcknowledgedAtRandomMoments) {
    const std::uint64_t wanted = setting("SEOGO_KILLS", 60);
    std::uint64_t runs = 0;
    for (; kills_ < wanted && runs < wanted * 20 && !HasFailure(); ++runs) {
        SCOPED_TRACE(::testing::Message() << "run " << runs << ", kill " << kills_);
        switch (std::uniform_int_distribution<int>(0, 9)(random_)) {
            case 0:
            case 1:
            case 2:
            case 3:
                kill_add();
                break;
            case 4:
            case 5:
                kill_import();
                break;
            case 6:
            case 7:
                kill_edit();
                break;
            case 8:
                kill_sync();
                break;
            default:
                kill_rebuild();
                break;
        }
        check_whole();
    }
    EXPECT_GE(kills_, wanted);
    std::printf("%llu kills in %llu runs, %zu additions acknowledged, none lost\n",
                static_cast<unsigned long long>(kills_), static_cast<unsigned long long>(runs),
                acknowledged_.size());
}

}  // namespace
}  // namespace seogo::e2e
