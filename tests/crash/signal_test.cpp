// Signals, other writers and readers: the program stops soon, waits its turn, and leaves all whole.
#include <signal.h>
#include <unistd.h>

#include <memory>

#include "base/clock.h"
#include "e2e/child.h"
#include "store/store.h"

namespace seogo::e2e {
namespace {

bool holds(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

class Signals : public ProgramTest {
protected:
    void SetUp() override {
        expect(0, {"init"});
        for (int file = 0; file < 300; ++file) {
            const std::string n = std::to_string(file);
            std::string text = "# 모음 " + n + "\n\n";
            for (int i = 0; i < 60; ++i) {
                const std::string entry = n + "-" + std::to_string(i);
                text += "- [글 " + entry + "](https://example.org/" + entry + ")\n  - 메모 " +
                        entry + "\n";
            }
            write("notes/" + n + ".md", text);
        }
    }
};

// F7: within two seconds, with exit 130 (or done), and what was kept is whole.
TEST_F(Signals, AnImportStopsSoonAndKeepsWhatItHad) {
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        SCOPED_TRACE(signal);
        fs::remove_all(path("lib"));
        Child child({"import", "notes"}, options());
        child.wait_until_it_catches(signal);
        usleep(150'000);
        const std::int64_t asked = base::real_clock().steady_us();
        child.send(signal);
        const Ended ended = child.wait();
        EXPECT_LT(base::real_clock().steady_us() - asked, 2'000'000);
        EXPECT_TRUE(ended.exit == 130 || ended.exit == 0) << ended.exit << ended.err;
        expect(0, {"verify"});
        const auto status = run({"status", "--json"}).json();
        EXPECT_EQ(status["items"].number(), 60 * status["notebooks"].number());
        expect(0, {"import", "notes"});
        EXPECT_EQ(run({"status", "--json"}).json()["notebooks"].number(), 300);
    }
}

TEST_F(Signals, ASecondInterruptEndsAtOnce) {
    Child child({"import", "notes"}, options());
    child.wait_until_it_catches(SIGINT);
    usleep(100'000);
    child.send(SIGINT);
    usleep(1'000);
    child.send(SIGINT);
    const std::int64_t asked = base::real_clock().steady_us();
    const Ended ended = child.wait();
    EXPECT_LT(base::real_clock().steady_us() - asked, 1'000'000);
    EXPECT_TRUE(ended.exit == 130 || ended.exit == 0) << ended.exit << ended.err;
    expect(0, {"verify"});
}

TEST_F(Signals, ARebuildThatIsStoppedLeavesTheIndexAsItWas) {
    expect(0, {"import", "notes"});
    const std::string before = hits("메모 글");
    Child child({"rebuild"}, options());
    child.wait_until_it_catches(SIGTERM);
    usleep(20'000);
    child.send(SIGTERM);
    const Ended ended = child.wait();
    EXPECT_TRUE(ended.exit == 130 || ended.exit == 0) << ended.exit << ended.err;
    EXPECT_EQ(hits("메모 글"), before);
    expect(0, {"verify"});
}

class Others : public ProgramTest {
protected:
    void SetUp() override {
        write("notebook.md", "# 모음\n\n- [색인](https://example.org/a)\n  - 목록이다\n");
        expect(0, {"import", "notebook.md"});
    }
};

// U3: a second writer waits; where the first never ends, it says who is in the way.
TEST_F(Others, ASecondWriterGetsBusyAfterAWait) {
    auto store = store::Store::open(base::real_files(), path("lib"), {});
    ASSERT_TRUE(store.ok()) << store.error().message;
    auto change = store.value()->write();
    ASSERT_TRUE(change.ok()) << change.error().message;
    const Ended busy = run({"add", "https://example.org/b", "--title", "b"});
    EXPECT_EQ(busy.exit, 9) << busy.err;
    EXPECT_FALSE(busy.err.empty());
    EXPECT_LT(busy.wall_ms, 20'000);
    expect(0, {"search", "색인"});  // readers are never in the way
    change.value().reset();
    expect(0, {"add", "https://example.org/b", "--title", "b"});
}

TEST_F(Others, AWriterThatIsKilledHoldsNoLock) {
    Child child({"add", "-", "--title", "x"}, options());
    child.send(SIGKILL);
    (void)child.wait();
    expect(0, {"add", "https://example.org/b", "--title", "b"});
}

// F12: writers take turns, readers see one whole state each, nobody is told of a busy database.
TEST_F(Others, WritersTakeTurnsAndReadersSeeWholeStates) {
    std::vector<std::unique_ptr<Child>> writers, readers;
    for (int i = 0; i < 12; ++i) {
        const std::string n = std::to_string(i);
        Options piped = options();
        piped.input = "새글 " + n + "\n";
        writers.push_back(std::make_unique<Child>(
            std::vector<std::string>{"add", "-", "--title", "새글 " + n}, piped));
        for (int r = 0; r < 3; ++r) {
            readers.push_back(std::make_unique<Child>(
                std::vector<std::string>{"search", "색인 새글", "--limit", "100", "--json"},
                options()));
        }
    }
    for (auto& reader : readers) {
        const Ended ended = reader->wait();
        EXPECT_EQ(ended.exit, 0) << ended.err;
        const auto json = ended.json();
        EXPECT_EQ(json["total"]["value"].number(), json["hits"].items().size());
        EXPECT_TRUE(json["warnings"].items().empty()) << ended.out;
    }
    for (auto& writer : writers) {
        const Ended ended = writer->wait();
        EXPECT_EQ(ended.exit, 0) << ended.err;
    }
    EXPECT_EQ(run({"list", "--jsonl", "--limit", "100"}).lines().size(), 13u);
    EXPECT_EQ(run({"search", "새글", "--limit", "100", "--jsonl"}).lines().size(), 12u);
    expect(0, {"verify"});
    const auto history = run({"history", "--limit", "100", "--json"}).json();
    double before = 1e9;
    for (const auto& change : history["changes"].items()) {
        EXPECT_LT(change["seq"].number(), before);
        before = change["seq"].number();
    }
    EXPECT_TRUE(holds(run({"status"}).out, "13"));
}

}  // namespace
}  // namespace seogo::e2e
