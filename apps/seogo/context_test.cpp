// Folders, language and colour: what chose each, and what a command is given to work with.
#include "seogo/context.h"

#include <gtest/gtest.h>

#include <map>

#include "seogo/arguments.h"
#include "seogo/command.h"
#include "seogo/exit.h"
#include "support/memory_program.h"

namespace seogo::cli {
namespace {

using testing::MemoryProgram;
using Variables = std::map<std::string, std::string, std::less<>>;

Context context_of(const Variables& variables, std::vector<std::string> words = {},
                   bool terminal = false) {
    Surroundings surroundings;
    surroundings.variable = [variables](std::string_view name) {
        const auto found = variables.find(name);
        return found == variables.end() ? std::string() : found->second;
    };
    surroundings.output_is_terminal = terminal;
    Context context(std::move(surroundings));
    const auto flags = parse_flags({}, global_flags(), words);
    SEOGO_CHECK(flags.ok());
    const Status configured = context.configure(flags.value(), false, false);
    SEOGO_CHECK(configured.ok());
    return context;
}

TEST(ArchiveFolder, TheNearestWishCounts) {
    Variables variables = {{"HOME", "/home/kim"}};
    EXPECT_EQ(context_of(variables).archive_folder(), "/home/kim/.local/share/seogo");
    variables["XDG_DATA_HOME"] = "/data";
    EXPECT_EQ(context_of(variables).archive_folder(), "/data/seogo");
    variables["SEOGO_ARCHIVE"] = "/lib";
    EXPECT_EQ(context_of(variables).archive_folder(), "/lib");
    EXPECT_EQ(context_of(variables, {"--archive", "/other"}).archive_folder(), "/other");
    EXPECT_EQ(context_of(variables, {"--archive=/other"}).chosen_archive().from, "--archive");
}

TEST(ArchiveFolder, ARelativeDataHomeIsIgnored) {
    const Context context = context_of({{"HOME", "/home/kim"}, {"XDG_DATA_HOME", "data"}});
    EXPECT_EQ(context.archive_folder(), "/home/kim/.local/share/seogo");
}

TEST(ArchiveFolder, WithoutHomeItHasToBeNamed) {
    MemoryProgram program;
    program.environment.clear();
    const auto said = program.run({"init"});
    EXPECT_EQ(said.exit, Exit::kUsage);
    EXPECT_NE(said.err.find("give --archive"), std::string::npos) << said.err;
    EXPECT_EQ(program.run({"init", "--archive", "/lib"}).exit, Exit::kDone);
    EXPECT_EQ(program.run({"init", "--archive", ""}).exit, Exit::kUsage);
}

TEST(ArchiveFolder, AMissingArchiveNamesTheCommandThatMakesOne) {
    MemoryProgram program;
    const auto said = program.run({"stats"});
    EXPECT_EQ(said.exit, Exit::kNotFound);
    EXPECT_EQ(said.err,
              "seogo stats: no archive at /home/.local/share/seogo; make one with: seogo init\n");
    const auto named = program.run({"--archive", "/x", "stats"});
    EXPECT_NE(named.err.find("seogo --archive /x init"), std::string::npos) << named.err;
    EXPECT_TRUE(program.disk.paths().empty());  // looking makes nothing
}

TEST(Locale, TheFirstThatIsSetCounts) {
    EXPECT_EQ(context_of({}).language(), Language::kEnglish);
    EXPECT_EQ(context_of({{"LANG", "ko_KR.UTF-8"}}).language(), Language::kKorean);
    EXPECT_EQ(context_of({{"LANG", "ko_KR.UTF-8"}, {"LC_MESSAGES", "C"}}).language(),
              Language::kEnglish);
    EXPECT_EQ(context_of({{"LC_ALL", "ko"}, {"LC_MESSAGES", "C"}}).language(), Language::kKorean);
    EXPECT_EQ(context_of({{"LC_ALL", ""}, {"LC_MESSAGES", "ko_KR.UTF-8"}}).chosen_language().from,
              "LC_MESSAGES");
}

TEST(Color, OnATerminalUnlessUnwanted) {
    EXPECT_FALSE(context_of({}).color());
    EXPECT_TRUE(context_of({}, {}, true).color());
    EXPECT_FALSE(context_of({{"NO_COLOR", "1"}}, {}, true).color());
    EXPECT_TRUE(context_of({{"NO_COLOR", ""}}, {}, true).color());  // no-color.org: empty is unset
    EXPECT_FALSE(context_of({{"TERM", "dumb"}}, {}, true).color());
    EXPECT_TRUE(context_of({{"NO_COLOR", "1"}}, {"--color", "always"}).color());
    EXPECT_FALSE(context_of({}, {"--color", "never"}, true).color());
}

TEST(Messages, QuietKeepsErrorsAlone) {
    Context loud = context_of({});
    loud.note("both sides are equal");
    loud.warn("x");
    EXPECT_EQ(loud.err(), "both sides are equal\nseogo: warning: x\n");
    Context quiet = context_of({}, {"-q"});
    quiet.note("a");
    quiet.warn_all({"b", "c"});
    EXPECT_EQ(quiet.err(), "");
    quiet.fail({ErrorKind::kNotFound, "no item 3"}, "show");
    EXPECT_EQ(quiet.err(), "seogo show: no item 3\n");
    EXPECT_EQ(quiet.out(), "");
}

TEST(Messages, AreInTheReadersLanguage) {
    Context korean = context_of({{"LC_ALL", "ko_KR.UTF-8"}});
    korean.fail({ErrorKind::kNotFound, "no item 3"}, "show");
    korean.warn("no damage found");
    EXPECT_EQ(korean.err(), "seogo show: 3번 항목은 없습니다\nseogo: 주의: 손상된 곳이 없습니다\n");
}

TEST(Messages, NeverCarryControlCharacters) {
    Context context = context_of({});
    context.fail({ErrorKind::kNotFound, "no file \x1b]0;owned\x07"}, "import");
    context.warn(
        "a\xC2\x9B"
        "2Jb");
    EXPECT_EQ(context.err().find('\x1b'), std::string::npos);
    EXPECT_EQ(context.err().find('\x07'), std::string::npos);
    EXPECT_EQ(context.err().find("\xC2\x9B"), std::string::npos);
}

TEST(ExitCodes, AreThoseThatArePromised) {
    EXPECT_EQ(static_cast<int>(exit_of(ErrorKind::kBadInput)), 2);
    EXPECT_EQ(static_cast<int>(exit_of(ErrorKind::kRefused)), 3);
    EXPECT_EQ(static_cast<int>(exit_of(ErrorKind::kBadFile)), 4);
    EXPECT_EQ(static_cast<int>(exit_of(ErrorKind::kIo)), 6);
    EXPECT_EQ(static_cast<int>(exit_of(ErrorKind::kNoSpace)), 6);
    EXPECT_EQ(static_cast<int>(exit_of(ErrorKind::kUnsupported)), 7);
    EXPECT_EQ(static_cast<int>(exit_of(ErrorKind::kNotFound)), 8);
    EXPECT_EQ(static_cast<int>(exit_of(ErrorKind::kBusy)), 9);
    EXPECT_EQ(static_cast<int>(exit_of(ErrorKind::kCancelled)), 130);
    int before = -1;
    for (const ExitMeaning& one : exit_meanings()) {
        EXPECT_GT(static_cast<int>(one.code), before);
        before = static_cast<int>(one.code);
        EXPECT_FALSE(one.meaning.en.empty() || one.meaning.ko.empty());
    }
}

TEST(Arguments, AnItemIsItsNumberWithOrWithoutAHash) {
    EXPECT_EQ(item_id("12").value(), 12);
    EXPECT_EQ(item_id("#12").value(), 12);
    for (const char* bad : {"", "#", "0", "-3", "12a", "a", "1.5", "##1", "99999999999999999999"}) {
        EXPECT_FALSE(item_id(bad).ok()) << bad;
    }
}

TEST(Arguments, ADashIsStandardInputWithoutItsLastLineBreak) {
    std::string input;
    Surroundings surroundings;
    surroundings.variable = [](std::string_view) { return std::string(); };
    surroundings.read_input = [&input] { return Result<std::string>(input); };
    const Context context(std::move(surroundings));
    EXPECT_EQ(text_or_input(context, "text").value(), "text");
    for (const char* ended : {"a\nb", "a\nb\n", "a\nb\r\n"}) {
        input = ended;
        EXPECT_EQ(text_or_input(context, "-").value(), "a\nb");
    }
}

}  // namespace
}  // namespace seogo::cli
