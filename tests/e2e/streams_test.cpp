// Streams, languages, terminals and the network: how the program behaves among others.
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "e2e/child.h"

namespace seogo::e2e {
namespace {

bool holds(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

constexpr std::string_view kSmall =
    "# 모음 2025\n\n## January\n\n### 1st week\n\n"
    "- 📜 [Org] [역색인의 구조](https://example.org/a)\n  - 색인은 문서로 가는 목록이다\n";

class Streams : public ProgramTest {
protected:
    void SetUp() override {
        write("notebook.md", kSmall);
        expect(0, {"import", "notebook.md"});
    }
};

TEST_F(Streams, ResultsGoToOutputAndAllElseToError) {
    const Ended said = expect(0, {"search", "색인"});
    EXPECT_TRUE(holds(said.out, "역색인의 구조"));
    EXPECT_TRUE(holds(said.err, "hits"));
    EXPECT_FALSE(holds(said.out, "hits"));
    EXPECT_EQ(expect(0, {"search", "색인", "--quiet"}).err, "");
    const Ended json = expect(0, {"search", "색인", "--json"});
    EXPECT_EQ(json.lines().size(), 1u);
    EXPECT_TRUE(json.out.starts_with("{\"schema\":\"seogo.search/1\""));
}

TEST_F(Streams, EveryCommandWithJsonPrintsOneObjectOfItsSchema) {
    const std::string id = id_of("역색인");
    for (const std::vector<std::string>& command :
         {std::vector<std::string>{"search", "색인"},
          {"ask", "색인이 뭐야?"},
          {"list"},
          {"show", id},
          {"concepts"},
          {"history"},
          {"stats"},
          {"status"},
          {"verify"},
          {"lint"},
          {"config"},
          {"version"},
          {"import", "notebook.md"},
          {"sync", "notebook.md"},
          {"init"},
          {"note", id, "메모"},
          {"edit", id, "--title", "제목"},
          {"undo"},
          {"add", "https://example.org/b", "--title", "b"},
          {"remove", id}}) {
        auto arguments = command;
        arguments.push_back("--json");
        const Ended said = run(arguments);
        EXPECT_LE(said.exit, 1) << command[0] << said.err;
        EXPECT_EQ(said.json()["schema"].string(), "seogo." + command[0] + "/1") << said.out;
    }
}

TEST_F(Streams, MessagesFollowTheLocale) {
    environment_.erase("LC_ALL");
    environment_["LC_MESSAGES"] = "ko_KR.UTF-8";
    EXPECT_TRUE(holds(run({"show", "999"}).err, "999번 항목은 없습니다"));
    EXPECT_TRUE(holds(run({"help"}).out, "쓰는 법"));
    EXPECT_TRUE(holds(run({"search", "없는말"}).err, "찾은 것이 없습니다"));
    EXPECT_TRUE(holds(run({"list"}).out, "제목"));
    environment_["LC_MESSAGES"] = "en_US.UTF-8";
    EXPECT_TRUE(holds(run({"show", "999"}).err, "no item 999"));
    EXPECT_TRUE(holds(run({"help"}).out, "Usage"));
}

TEST_F(Streams, ExitCodesAreThoseThatArePromised) {
    expect(0, {"search", "색인"});
    expect(1, {"search", "없는말"});
    expect(2, {"search"});
    expect(2, {"frobnicate"});
    expect(2, {"serve"});
    write("bad.tar", "no tar");
    expect(4, {"restore", "bad.tar", "--archive", "other"});
    expect(5, {"import", "none.md", "notebook.md"});
    write("picture.png", std::string("\x89PNG\0\0", 6));
    expect(7, {"add", "picture.png"});
    expect(8, {"show", "999"});
    expect(8, {"import", "none.md"});
    expect(8, {"stats", "--archive", "nowhere"});
}

TEST_F(Streams, ColorOnlyWhenAskedForWhereThereIsNoTerminal) {
    EXPECT_FALSE(holds(run({"search", "색인"}).out, "\x1b["));
    EXPECT_TRUE(holds(run({"search", "색인", "--color", "always"}).out, "\x1b["));
    environment_["NO_COLOR"] = "1";
    EXPECT_TRUE(holds(run({"search", "색인", "--color=always"}).out, "\x1b["));
    EXPECT_FALSE(holds(run({"search", "색인", "--color=auto"}).out, "\x1b["));
}

TEST_F(Streams, ADashIsStandardInputAndTwoDashesEndTheOptions) {
    Options piped = options();
    piped.input = "파이프로 온 글이다\n";
    EXPECT_EQ(run({"add", "-", "--title", "파이프"}, piped).exit, 0);
    expect(0, {"search", "파이프로"});
    piped.input = "색인";
    EXPECT_EQ(run({"search", "-"}, piped).exit, 0);
    write("--odd.md", "# 이상한 이름\n");
    expect(0, {"import", "--", "--odd.md"});
    EXPECT_FALSE(holds(run({"search", "--", "--explain"}).out, "score "));  // a word, no flag
}

TEST_F(Streams, AFullOrClosedOutputIsAnErrorAndAGoneReaderIsNone) {
    Options full = options();
    full.output_to = "/dev/full";
    const Ended refused = run({"export"}, full);
    EXPECT_EQ(refused.exit, 6);
    EXPECT_TRUE(holds(refused.err, "standard output")) << refused.err;
    Options closed = options();
    closed.closed_output = true;
    EXPECT_EQ(run({"export"}, closed).exit, 6);
    // No file of the archive was opened as descriptor 1 and written over.
    expect(0, {"verify"});
    EXPECT_TRUE(run({"export"}).out == kSmall);
}

// Escapes in titles, paths and queries reach the terminal as text.
TEST_F(Streams, HostileBytesArePrintedEscaped) {
    // DCS, RIS, BEL, BS, C1 CSI and OSC, a bidi override; in the note also what a title cannot
    // hold: brackets.
    const std::string hostile =
        "evil\x1bP1;q\x07\x08\x1b"
        "c\xC2\x9B"
        "31m\xC2\x9D"
        "0;t\xE2\x80\xAE";
    write("hostile.md", "# h\n\n- [" + hostile + "](https://example.org/h)\n  - note " + hostile +
                            "\x1b]52;c;ZXZpbA==\x07\x1b[2J\n");
    expect(0, {"import", "hostile.md"});
    const std::string id = id_of("evil");
    ASSERT_NE(id, "0");
    for (const std::vector<std::string>& arguments : {std::vector<std::string>{"list"},
                                                      {"show", id},
                                                      {"search", "evil"},
                                                      {"ask", "evil note?"},
                                                      {"edit", id, "--org", "o"},
                                                      {"import", "hostile.md"},
                                                      {"history"},
                                                      {"search", hostile},
                                                      {"import", hostile},
                                                      {hostile},
                                                      {"list", "--" + hostile},
                                                      {"lint", "hostile.md"},
                                                      {"sync", "hostile.md"},
                                                      {"list", "--json"},
                                                      {"search", "evil", "--explain"},
                                                      {"show", id, "--json"},
                                                      {"stats", "--archive", hostile}}) {
        const Ended said = run(arguments);
        const std::string all = said.out + said.err;
        for (const std::string_view bad : {"\x1b", "\x07", "\x08", "\xC2\x9B", "\xC2\x9D"}) {
            EXPECT_EQ(all.find(bad), std::string::npos) << arguments[0];
        }
        EXPECT_LE(said.exit, 8) << arguments[0];
    }
    // Exactly the stored bytes, where they are asked for.
    EXPECT_TRUE(holds(run({"show", id, "--text"}).out, hostile));
    EXPECT_TRUE(holds(run({"export", "--notebook", "hostile.md"}).out, hostile));
}

// F15: offline from the first second. The kernel would end the program at its first socket.
TEST_F(Streams, NoCommandOpensASocket) {
    Options jailed = options();
    jailed.no_sockets = true;
    const std::string id = id_of("역색인");
    for (const std::vector<std::string>& arguments :
         {std::vector<std::string>{"init"},
          {"import", "notebook.md"},
          {"search", "색인"},
          {"ask", "색인이 뭐야?"},
          {"add", "https://example.org/c", "--title", "c"},
          {"list"},
          {"show", id},
          {"edit", id, "--title", "역색인"},
          {"note", id, "메모"},
          {"sync", "notebook.md"},
          {"export"},
          {"stats"},
          {"lint"},
          {"status"},
          {"verify"},
          {"backup", "b.tar"},
          {"restore", "b.tar", "--archive", "again"},
          {"rebuild"},
          {"rebuild", "--database"},
          {"history"},
          {"undo"},
          {"concepts"},
          {"config"},
          {"completions", "bash"},
          {"version"},
          {"help"}}) {
        const Ended said = run(arguments, jailed);
        EXPECT_EQ(said.signal, 0) << arguments[0];
        EXPECT_LE(said.exit, 1) << arguments[0] << ": " << said.err;
    }
}

// What ends a run of the jail above: without this the test would prove nothing.
TEST_F(Streams, TheJailEndsWhoeverOpensASocket) {
    Options jailed = options();
    jailed.program = "/bin/bash";
    jailed.no_sockets = true;
    const Ended said = run({"-c", "exec 3<>/dev/tcp/127.0.0.1/9"}, jailed);
    EXPECT_EQ(said.signal, SIGSYS);
}

// The scripts are read by the shell that they are for, and complete what they should.
TEST_F(Streams, BashReadsItsCompletions) {
    write("completions.bash", run({"completions", "bash"}).out);
    Options shell = options();
    shell.program = "/bin/bash";
    const Ended said = run({"-c",
                            "source completions.bash; "
                            "COMP_WORDS=(seogo sea); COMP_CWORD=1; _seogo; echo ${COMPREPLY[*]}; "
                            "COMP_WORDS=(seogo search --mode ''); COMP_CWORD=3; _seogo; "
                            "echo ${COMPREPLY[*]}; "
                            "COMP_WORDS=(seogo list --ki); COMP_CWORD=2; _seogo; "
                            "echo ${COMPREPLY[*]}"},
                           shell);
    EXPECT_EQ(said.out, "search\nauto words\n--kind\n") << said.err;
}

}  // namespace
}  // namespace seogo::e2e
