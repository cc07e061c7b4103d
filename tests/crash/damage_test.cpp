// Power cuts, refused calls and flipped bits on a disk in memory (threats.md, F2, F3, F4, F6).
#include <gtest/gtest.h>

#include <functional>
#include <random>

#include "support/archive_fixture.h"
#include "support/memory_program.h"

namespace seogo {
namespace {

using cli::Exit;
using testing::AfterFault;
using testing::kNotebook;
using testing::MemoryProgram;
using testing::Said;

bool holds(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

// An archive with the small notebook, and every file synced.
MemoryProgram prepared() {
    MemoryProgram program;
    program.environment["SEOGO_ARCHIVE"] = "/lib";
    program.write("/home/notebook.md", kNotebook);
    const Said said = program.run({"import", "/home/notebook.md"});
    EXPECT_EQ(said.exit, Exit::kDone) << said.err;
    SEOGO_CHECK(program.disk.sync_folder("/").ok());
    return program;
}

MemoryProgram clone_of(const MemoryProgram& from) {
    MemoryProgram program;
    program.disk = from.disk.clone();
    program.environment = from.environment;
    return program;
}

// Ids and scores of a search that reaches every item.
std::string hits(MemoryProgram& program) {
    const Said said =
        program.run({"search", "문서 OR writer OR 벡터로 OR 새글", "--limit", "100", "--json"});
    EXPECT_LE(static_cast<int>(said.exit), 1) << said.err;
    const auto json = said.json();
    std::string out;
    for (const auto& hit : json["hits"].items()) {
        out +=
            std::to_string(hit["id"].number()) + ":" + std::to_string(hit["score"].number()) + " ";
    }
    return out;
}

// A session of changes; each step is acknowledged by its exit code.
const std::vector<std::vector<std::string>>& session() {
    static const std::vector<std::vector<std::string>> kSteps = {
        {"add", "https://example.org/1", "--title", "새글 하나", "--week", "2025-01-w2"},
        {"edit", "2", "--org", "새 기관"},
        {"undo"},
        {"add", "https://example.org/2", "--title", "새글 둘"},
    };
    return kSteps;
}

// What can be seen after each number of steps that were done.
std::vector<std::string> states_of(const MemoryProgram& start) {
    MemoryProgram program = clone_of(start);
    std::vector<std::string> states = {program.run({"export", "--format", "json"}).out};
    for (const auto& step : session()) {
        const Said said = program.run(step);
        EXPECT_EQ(said.exit, Exit::kDone) << step[0] << said.err;
        states.push_back(program.run({"export", "--format", "json"}).out);
    }
    return states;
}

// Fails every `stride`-th call of the session in turn, then cuts the power with this seed: the
// state that opens is the one after all acknowledged steps, or the one after one step more.
void expect_no_cut_hurts(AfterFault after, ErrorKind kind, std::uint64_t seed,
                         std::uint64_t stride) {
    const MemoryProgram start = prepared();
    const auto states = states_of(start);
    for (std::uint64_t call = 1;; call += stride) {
        SCOPED_TRACE(::testing::Message() << "cut at file call " << call);
        MemoryProgram program = clone_of(start);
        program.disk.fail_call(call, kind, after);
        std::size_t done = 0;
        while (done < session().size() && program.run(session()[done]).exit == Exit::kDone)
            ++done;
        const bool failed = program.disk.failed();
        program.disk.drop_unsynced(seed + call);
        const std::string now = program.run({"export", "--format", "json"}).out;
        const bool whole =
            now == states[done] || (done + 1 < states.size() && now == states[done + 1]);
        ASSERT_TRUE(whole) << "after " << done << " acknowledged steps";
        const Said verified = program.run({"verify"});
        ASSERT_EQ(verified.exit, Exit::kDone) << verified.out << verified.err;
        if (!failed) return;
    }
}

TEST(PowerCut, LosesNoAcknowledgedStepAtAnyFileCall) {
    expect_no_cut_hurts(AfterFault::kIsDead, ErrorKind::kIo, 1, 1);
}

TEST(RefusedCall, LosesNoAcknowledgedStep) {
    expect_no_cut_hurts(AfterFault::kGoesOn, ErrorKind::kIo, 1000, 3);
}

TEST(FullDisk, LosesNoAcknowledgedStepWhereverItFills) {
    expect_no_cut_hurts(AfterFault::kWritesFail, ErrorKind::kNoSpace, 2000, 3);
}

// F4: whatever call is refused, the answer is a code and a message, and never a wrong result.
TEST(RefusedCall, OfAReaderIsAnErrorThatNamesItself) {
    const MemoryProgram start = prepared();
    MemoryProgram whole = clone_of(start);
    const std::string right = hits(whole);
    ASSERT_FALSE(right.empty());
    for (std::uint64_t call = 1;; ++call) {
        SCOPED_TRACE(::testing::Message() << "refused call " << call);
        MemoryProgram program = clone_of(start);
        program.disk.fail_call(call, ErrorKind::kIo, AfterFault::kGoesOn);
        const Said said =
            program.run({"search", "문서 OR writer OR 벡터로 OR 새글", "--limit", "100", "--json"});
        if (!program.disk.failed()) return;
        if (said.exit != Exit::kDone) {
            ASSERT_TRUE(said.exit == Exit::kIo || said.exit == Exit::kDamaged)
                << static_cast<int>(said.exit) << said.err;
            ASSERT_FALSE(said.err.empty());
            ASSERT_EQ(said.out, "");
            continue;
        }
        const auto json = said.json();
        std::string found;
        for (const auto& hit : json["hits"].items()) {
            found += std::to_string(hit["id"].number()) + ":" +
                     std::to_string(hit["score"].number()) + " ";
        }
        ASSERT_EQ(found, right);
    }
}

// F6: one flipped bit anywhere is named, mended, or without effect; never a wrong answer unsaid.
TEST(FlippedBit, IsNeverAnsweredFromUnsaid) {
    const MemoryProgram start = prepared();
    MemoryProgram whole = clone_of(start);
    const std::string right = hits(whole);
    std::mt19937_64 random(20250101);
    std::size_t named = 0, flips = 0;
    for (const base::Path& path : start.disk.paths()) {
        if (!path.string().starts_with("/lib/")) continue;
        MemoryProgram sized = clone_of(start);
        const std::uint64_t size = sized.disk.info(path).value().size;
        for (int i = 0; i < 12 && size > 0; ++i) {
            const std::uint64_t byte =
                std::uniform_int_distribution<std::uint64_t>(0, size - 1)(random);
            SCOPED_TRACE(::testing::Message() << path.string() << " byte " << byte);
            MemoryProgram program = clone_of(start);
            program.disk.flip_bit(path, byte, static_cast<unsigned>(random() % 8));
            ++flips;
            const Said verified = program.run({"verify"});
            ASSERT_TRUE(verified.exit == Exit::kDone || verified.exit == Exit::kDamaged)
                << verified.err;
            if (verified.exit == Exit::kDamaged) ++named;
            const Said said = program.run(
                {"search", "문서 OR writer OR 벡터로 OR 새글", "--limit", "100", "--json"});
            if (said.exit != Exit::kDone) {
                ASSERT_EQ(said.exit, Exit::kDamaged) << said.err;
                continue;
            }
            const auto json = said.json();
            std::string found;
            for (const auto& hit : json["hits"].items()) {
                found += std::to_string(hit["id"].number()) + ":" +
                         std::to_string(hit["score"].number()) + " ";
            }
            ASSERT_EQ(found, right);
        }
    }
    // Blobs, journal, segments and used database pages: most bytes of an archive are checked.
    EXPECT_GT(named * 2, flips);
}

// F6: each file in turn is gone, or cut in half.
TEST(LostFile, IsNamedOrMadeAnew) {
    const MemoryProgram start = prepared();
    MemoryProgram whole = clone_of(start);
    const std::string right = hits(whole);
    for (const base::Path& path : start.disk.paths()) {
        const std::string name = path.string();
        if (!name.starts_with("/lib/")) continue;
        for (const bool cut : {false, true}) {
            SCOPED_TRACE(::testing::Message() << name << (cut ? " cut in half" : " gone"));
            MemoryProgram program = clone_of(start);
            if (cut) {
                auto file = program.disk.open(path, base::OpenMode::kReadWrite);
                ASSERT_TRUE(file.ok());
                ASSERT_TRUE(file.value()->truncate(file.value()->size().value() / 2).ok());
                ASSERT_TRUE(file.value()->sync().ok());
            } else {
                ASSERT_TRUE(program.disk.remove(path).ok());
            }
            const Said said = program.run({"search", "문서", "--json"});
            if (name.starts_with("/lib/index/")) {
                EXPECT_EQ(said.exit, Exit::kDone) << said.err;
                EXPECT_TRUE(holds(said.out, "the index was rebuilt")) << said.out;
                EXPECT_EQ(program.run({"verify"}).exit, Exit::kDone);
            } else if (name.starts_with("/lib/blobs/") || name.starts_with("/lib/journal/")) {
                EXPECT_EQ(program.run({"verify"}).exit, Exit::kDamaged);
            }
            if (said.exit == Exit::kDone) {
                EXPECT_EQ(hits(program), right);
            }
        }
    }
}

// F11 by damage: a database that cannot be read is made anew from the journal and the blobs.
TEST(LostFile, OfTheDatabaseIsMadeAnewFromItsJournal) {
    const MemoryProgram start = prepared();
    MemoryProgram program = clone_of(start);
    const std::string right = hits(program);
    for (std::uint64_t byte = 0; byte < 4096; byte += 97)
        program.disk.flip_bit("/lib/seogo.db", byte);
    (void)program.disk.remove("/lib/seogo.db-wal").ok();
    const Said said = program.run({"rebuild", "--database"});
    EXPECT_EQ(said.exit, Exit::kDone) << said.err;
    EXPECT_EQ(hits(program), right);
    EXPECT_EQ(program.run({"export"}).out, kNotebook);
    EXPECT_EQ(program.run({"verify"}).exit, Exit::kDone);
}

// U3: the clock is set back by years: numbers still rise, nothing relies on the time.
TEST(ClockSetBack, OrderIsByNumberAndNotByTime) {
    class Backwards final : public base::Clock {
    public:
        std::int64_t now_ms() override { return now_ms_ -= std::int64_t{365} * 86'400'000; }
        std::int64_t steady_us() override { return ++steady_us_; }
        std::int64_t process_cpu_us() override { return steady_us_; }

    private:
        std::int64_t now_ms_ = 1738314000000, steady_us_ = 0;
    };
    testing::FaultyFileSystem disk;
    Backwards clock;
    auto archive = Archive::open_on(disk, "/lib", {.create = true, .clock = &clock});
    ASSERT_TRUE(archive.ok()) << archive.error().message;
    for (int i = 0; i < 4; ++i) {
        AddOptions options;
        options.input = "https://example.org/" + std::to_string(i);
        options.title = "글 " + std::to_string(i);
        ASSERT_TRUE(archive.value()->add(options).ok());
    }
    const auto history = archive.value()->history(10).value();
    ASSERT_EQ(history.size(), 4u);
    for (std::size_t i = 0; i + 1 < history.size(); ++i) {
        EXPECT_EQ(history[i].seq, history[i + 1].seq + 1);
        EXPECT_LT(history[i].time_ms, history[i + 1].time_ms);
    }
    EXPECT_TRUE(archive.value()->undo(0).ok());
    EXPECT_EQ(archive.value()->list({}).value().size(), 3u);
}

}  // namespace
}  // namespace seogo
