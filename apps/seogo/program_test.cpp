// One call of the program: how the command is found, what wrong usage says, which code it ends
// with.
#include "seogo/program.h"

#include <gtest/gtest.h>

#include "base/stop.h"
#include "seogo/command.h"
#include "support/archive_fixture.h"
#include "support/memory_program.h"

namespace seogo::cli {
namespace {

using testing::kNotebook;
using testing::MemoryProgram;

bool holds(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

TEST(Program, WithoutACommandItSaysSo) {
    MemoryProgram program;
    const auto said = program.run({});
    EXPECT_EQ(said.exit, Exit::kUsage);
    EXPECT_EQ(said.out, "");
    EXPECT_EQ(said.err, "seogo: a command is missing\ntry: seogo help\n");
    EXPECT_EQ(program.run({"--quiet"}).err, "seogo: a command is missing\ntry: seogo help\n");
    EXPECT_EQ(program.run({"-"}).exit, Exit::kUsage);
}

TEST(Program, AnUnknownCommandIsAnsweredWithTheNearest) {
    MemoryProgram program;
    const auto said = program.run({"serach", "word"});
    EXPECT_EQ(said.exit, Exit::kUsage);
    EXPECT_EQ(said.err,
              "seogo: unknown command \"serach\"; did you mean search?\ntry: seogo help\n");
    // Promised for later waves: until it works it does not exist.
    for (const char* later : {"serve", "model", "convert", "grep", "feed", "open", "chat"}) {
        EXPECT_EQ(program.run({later}).exit, Exit::kUsage) << later;
    }
}

TEST(Program, HasTheCommandsOfThisStory) {
    for (const char* name :
         {"init",   "status", "verify", "backup",      "restore", "rebuild", "history",
          "config", "import", "export", "sync",        "lint",    "stats",   "add",
          "list",   "show",   "edit",   "note",        "remove",  "undo",    "concepts",
          "search", "ask",    "eval",   "completions", "version", "help"}) {
        EXPECT_NE(find_command(name), nullptr) << name;
    }
    EXPECT_EQ(find_command("frobnicate"), nullptr);
    EXPECT_EQ(find_command(""), nullptr);
}

TEST(Program, FlagsOfEveryCommandStandOnEitherSideOfItsName) {
    MemoryProgram program;
    ASSERT_EQ(program.run({"init", "--archive", "/lib"}).exit, Exit::kDone);
    const auto before = program.run({"--archive", "/lib", "stats", "--json"});
    const auto behind = program.run({"stats", "--json", "--archive=/lib"});
    EXPECT_EQ(before.exit, Exit::kDone) << before.err;
    EXPECT_EQ(before.out, behind.out);
    // The value of a flag is no command, even where it is called like one.
    EXPECT_EQ(program.run({"--archive", "stats", "init"}).exit, Exit::kDone);
    EXPECT_TRUE(program.disk.info("/stats/seogo.db").ok());
}

TEST(Program, WrongUsageNamesTheCommandsHelp) {
    MemoryProgram program;
    const auto said = program.run({"list", "--limit", "0"});
    EXPECT_EQ(said.exit, Exit::kUsage);
    EXPECT_TRUE(holds(said.err, "seogo list: --limit takes a number")) << said.err;
    EXPECT_TRUE(holds(said.err, "try: seogo help list")) << said.err;
}

TEST(Program, EveryCommandRefusesAnUnknownFlag) {
    MemoryProgram program;
    for (const Command* command : commands()) {
        const auto said = program.run({std::string(command->name), "--frobnicate"});
        EXPECT_EQ(said.exit, Exit::kUsage) << command->name;
        EXPECT_EQ(said.out, "") << command->name;
    }
}

TEST(Program, VersionIsACommandAndAFlag) {
    MemoryProgram program;
    EXPECT_EQ(program.run({"version"}).out, "seogo " SEOGO_VERSION "\n");
    EXPECT_EQ(program.run({"--version"}).out, "seogo " SEOGO_VERSION "\n");
    EXPECT_EQ(program.run({"version", "--json"}).json()["version"].string(), SEOGO_VERSION);
}

TEST(Program, ConfigSaysWhereEachSettingCameFrom) {
    MemoryProgram program;
    program.environment["SEOGO_ARCHIVE"] = "/lib";
    program.environment["LANG"] = "ko_KR.UTF-8";
    program.environment["NO_COLOR"] = "1";
    const auto json = program.run({"config", "--json"}).json();
    EXPECT_EQ(json["schema"].string(), "seogo.config/1");
    const auto& settings = json["settings"].items();
    ASSERT_EQ(settings.size(), 3u);
    EXPECT_EQ(settings[0]["name"].string(), "archive");
    EXPECT_EQ(settings[0]["value"].string(), "/lib");
    EXPECT_EQ(settings[0]["from"].string(), "SEOGO_ARCHIVE");
    EXPECT_EQ(settings[1]["value"].string(), "ko");
    EXPECT_EQ(settings[1]["from"].string(), "LANG");
    EXPECT_EQ(settings[2]["from"].string(), "NO_COLOR");
    EXPECT_TRUE(holds(program.run({"config"}).out, "설정"));
}

TEST(Program, SpeaksKoreanInErrorsToo) {
    MemoryProgram program;
    program.environment["LC_MESSAGES"] = "ko_KR.UTF-8";
    const auto said = program.run({"serach"});
    EXPECT_EQ(said.err, "seogo: \"serach\": 없는 명령입니다. 혹시 search?\n도움말: seogo help\n");
}

TEST(Program, AStopThatWasAskedForEndsAnAddOfSeveral) {
    MemoryProgram program;
    program.write("/home/a.md", "# 가\n");
    program.write("/home/b.md", "# 나\n");
    base::request_stop();
    const auto said = program.run({"add", "/home/a.md", "/home/b.md"});
    base::clear_stop();
    EXPECT_EQ(said.exit, Exit::kInterrupted);
    EXPECT_TRUE(program.run({"list", "--json"}).json()["items"].items().empty());
}

TEST(Program, AStopEndsAnImportAndKeepsNothingHalf) {
    MemoryProgram program;
    program.write("/home/notebook.md", kNotebook);
    base::request_stop();
    const auto said = program.run({"import", "/home/notebook.md"});
    base::clear_stop();
    EXPECT_EQ(said.exit, Exit::kInterrupted);
    EXPECT_TRUE(holds(said.err, "stopped after")) << said.err;
    EXPECT_EQ(program.run({"verify"}).exit, Exit::kDone);
    EXPECT_EQ(program.run({"import", "/home/notebook.md"}).exit, Exit::kDone);
}

}  // namespace
}  // namespace seogo::cli
