// Completion scripts know every command, flag and choice, and are balanced for their shells.
#include "seogo/completions.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "seogo/command.h"
#include "support/memory_program.h"

namespace seogo::cli {
namespace {

using testing::MemoryProgram;

bool holds(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

TEST(Completions, KnowEveryCommandAndFlag) {
    const std::string bash = bash_completions();
    const std::string zsh = zsh_completions(Language::kEnglish);
    const std::string fish = fish_completions(Language::kEnglish);
    for (const Command* command : commands()) {
        const std::string name(command->name);
        EXPECT_TRUE(holds(bash, "        " + name + ") words='")) << name;
        EXPECT_TRUE(holds(zsh, "        " + name + ")\n")) << name;
        EXPECT_TRUE(holds(fish, "__fish_use_subcommand -f -a " + name + " ")) << name;
        for (const Flag& flag : command->flags) {
            if (flag.is_argument()) continue;
            EXPECT_TRUE(holds(bash, flag.name)) << name << flag.name;
            EXPECT_TRUE(holds(zsh, std::string(flag.name) + '[')) << name << flag.name;
            EXPECT_TRUE(holds(fish, "_from " + name + "' -l " + std::string(flag.name.substr(2))))
                << name << flag.name;
        }
    }
}

TEST(Completions, OfferChoices) {
    EXPECT_TRUE(holds(bash_completions(), "'search --mode') words='auto words'"));
    EXPECT_TRUE(holds(zsh_completions(Language::kEnglish), ":--mode:(auto words)"));
    EXPECT_TRUE(holds(fish_completions(Language::kEnglish), "-l mode -x -a 'auto words'"));
    EXPECT_TRUE(holds(bash_completions(), "completions) words='bash zsh fish"));
}

TEST(Completions, OfferFilesOnlyWhereFilesGo) {
    const std::string bash = bash_completions();
    const auto line_of = [&](const std::string& name) {
        const std::size_t begin = bash.find("        " + name + ") words=");
        return bash.substr(begin, bash.find('\n', begin) - begin);
    };
    EXPECT_TRUE(holds(line_of("import"), "files=yes"));
    EXPECT_FALSE(holds(line_of("search"), "files=yes"));
    EXPECT_FALSE(holds(line_of("list"), "files=yes"));
}

// An apostrophe of a help text ends no quote: every line has an even number of them, and what
// stands outside is only what the shell may read.
TEST(Completions, QuotesAreBalanced) {
    for (const Language language : {Language::kEnglish, Language::kKorean}) {
        for (const std::string& script :
             {bash_completions(), zsh_completions(language), fish_completions(language)}) {
            std::string_view rest = script;
            while (!rest.empty()) {
                const std::size_t end = std::min(rest.find('\n'), rest.size());
                std::string line(rest.substr(0, end));
                rest.remove_prefix(std::min(end + 1, rest.size()));
                for (auto at = line.find("'\\''"); at != std::string::npos;
                     at = line.find("'\\''")) {
                    line.erase(at, 4);
                }
                EXPECT_EQ(std::count(line.begin(), line.end(), '\'') % 2, 0) << line;
            }
        }
    }
}

TEST(Completions, HelpTextsFollowTheLanguage) {
    EXPECT_TRUE(holds(zsh_completions(Language::kKorean), "낱말로 대목 찾기"));
    EXPECT_TRUE(holds(fish_completions(Language::kKorean), "낱말로 대목 찾기"));
}

TEST(Completions, AreACommand) {
    MemoryProgram program;
    EXPECT_EQ(program.run({"completions", "bash"}).out, bash_completions());
    EXPECT_EQ(program.run({"completions", "zsh"}).out, zsh_completions(Language::kEnglish));
    EXPECT_EQ(program.run({"completions", "fish"}).out, fish_completions(Language::kEnglish));
    const auto said = program.run({"completions", "csh"});
    EXPECT_EQ(said.exit, Exit::kUsage);
    EXPECT_TRUE(holds(said.err, "SHELL takes one of bash, zsh, fish")) << said.err;
    EXPECT_EQ(program.run({"completions"}).exit, Exit::kUsage);
}

}  // namespace
}  // namespace seogo::cli
