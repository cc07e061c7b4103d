// Help, man page and guide say what the flag tables say, in both languages.
#include "seogo/help.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "support/memory_program.h"
#include "text/unicode.h"

namespace seogo::cli {
namespace {

using testing::MemoryProgram;

constexpr Language kLanguages[] = {Language::kEnglish, Language::kKorean};

std::size_t widest_line(std::string_view text) {
    std::size_t widest = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        widest = std::max(widest, text::display_width(text.substr(0, end)));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return widest;
}

bool holds(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

TEST(Help, NamesEveryCommandOnceInItsGroup) {
    for (const Language language : kLanguages) {
        const std::string help = program_help(language);
        for (const Command* command : commands()) {
            EXPECT_TRUE(holds(help, "\n  " + std::string(command->name) + " ")) << command->name;
            EXPECT_TRUE(holds(help, command->summary.in(language))) << command->name;
        }
        for (const GroupTitle& group : group_titles()) {
            EXPECT_TRUE(holds(help, std::string(group.title.in(language)) + ":\n"));
        }
        for (const ExitMeaning& one : exit_meanings()) {
            EXPECT_TRUE(holds(help, one.meaning.in(language)));
        }
    }
}

TEST(Help, OfACommandNamesEveryFlagWithItsHelp) {
    for (const Language language : kLanguages) {
        for (const Command* command : commands()) {
            const std::string help = command_help(*command, language);
            for (const auto flags : {command->flags, global_flags()}) {
                for (const Flag& flag : flags) {
                    EXPECT_TRUE(holds(help, flag.name)) << command->name << flag.name;
                    EXPECT_TRUE(holds(help, flag.help.in(language))) << command->name << flag.name;
                    for (const std::string_view choice : split_choices(flag.choices)) {
                        EXPECT_TRUE(holds(help, choice)) << command->name << choice;
                    }
                }
            }
            EXPECT_TRUE(help.starts_with("seogo " + std::string(command->name)));
        }
    }
}

TEST(Help, FitsIntoATerminal) {
    for (const Language language : kLanguages) {
        EXPECT_LE(widest_line(program_help(language)), 100u);
        for (const Command* command : commands()) {
            EXPECT_LE(widest_line(command_help(*command, language)), 110u) << command->name;
        }
    }
}

TEST(Help, EveryTextStandsInBothLanguages) {
    for (const Command* command : commands()) {
        EXPECT_FALSE(command->summary.en.empty()) << command->name;
        EXPECT_FALSE(command->summary.ko.empty()) << command->name;
        EXPECT_EQ(command->details.en.empty(), command->details.ko.empty()) << command->name;
    }
}

TEST(Help, UsageHasFlagsBeforeArguments) {
    EXPECT_EQ(usage_line(*find_command("backup")), "seogo backup FILE");
    EXPECT_EQ(usage_line(*find_command("note")), "seogo note [--json] ID TEXT...");
    EXPECT_EQ(usage_line(*find_command("undo")), "seogo undo [--json] [N]");
}

// The examples are commands that the parser takes.
TEST(Help, ExamplesParse) {
    for (const Command* command : commands()) {
        std::string_view rest = command->examples;
        while (!rest.empty()) {
            const std::size_t end = std::min(rest.find('\n'), rest.size());
            const std::string_view example = rest.substr(0, end);
            rest.remove_prefix(std::min(end + 1, rest.size()));
            EXPECT_TRUE(holds(std::string(example), "seogo ")) << example;
            EXPECT_TRUE(holds(std::string(example), command->name)) << example;
        }
    }
}

TEST(Help, IsAskedForInFourWays) {
    MemoryProgram program;
    const auto said = program.run({"help", "search"});
    EXPECT_EQ(said.exit, Exit::kDone);
    EXPECT_EQ(said.out, command_help(*find_command("search"), Language::kEnglish));
    EXPECT_EQ(program.run({"search", "--help"}).out, said.out);
    EXPECT_EQ(program.run({"search", "word", "-h"}).out, said.out);
    EXPECT_EQ(program.run({"--help", "search"}).out, said.out);
    EXPECT_EQ(program.run({"--help"}).out, program_help(Language::kEnglish));
    EXPECT_EQ(program.run({"help"}).out, program_help(Language::kEnglish));
}

TEST(Help, SpeaksTheReadersLanguage) {
    MemoryProgram program;
    program.environment["LC_MESSAGES"] = "ko_KR.UTF-8";
    EXPECT_EQ(program.run({"help"}).out, program_help(Language::kKorean));
    program.environment["LC_ALL"] = "en_US.UTF-8";  // stands above LC_MESSAGES
    EXPECT_EQ(program.run({"help"}).out, program_help(Language::kEnglish));
}

TEST(Help, OfAnUnknownCommandIsAUsageError) {
    MemoryProgram program;
    const auto said = program.run({"help", "serach"});
    EXPECT_EQ(said.exit, Exit::kUsage);
    EXPECT_TRUE(holds(said.err, "did you mean search?")) << said.err;
}

TEST(ManPage, HoldsEveryCommandFlagAndExitCode) {
    for (const Language language : kLanguages) {
        const std::string page = man_page(language);
        EXPECT_TRUE(page.starts_with(".\\\" Made by: seogo help --man\n.TH SEOGO 1 "));
        for (const Command* command : commands()) {
            EXPECT_TRUE(holds(page, ".SS seogo " + std::string(command->name))) << command->name;
        }
        EXPECT_TRUE(holds(page, "\\-\\-archive DIR"));
        EXPECT_TRUE(holds(page, ".B 130\n"));
        EXPECT_TRUE(holds(page, ".B SEOGO_ARCHIVE\n"));
    }
}

// roff takes a line that begins with a dot or a quote for a request: only our own may.
TEST(ManPage, HasNoStrayRequest) {
    static constexpr std::string_view kRequests[] = {".\\\"", ".TH ", ".SH ", ".SS ",
                                                     ".TP",   ".PP",  ".B "};
    for (const Language language : kLanguages) {
        const std::string page = man_page(language);
        std::string_view rest = page;
        while (!rest.empty()) {
            const std::size_t end = std::min(rest.find('\n'), rest.size());
            const std::string_view line = rest.substr(0, end);
            rest.remove_prefix(std::min(end + 1, rest.size()));
            if (!line.starts_with('.') && !line.starts_with('\'')) continue;
            EXPECT_TRUE(std::any_of(std::begin(kRequests), std::end(kRequests),
                                    [&](std::string_view one) { return line.starts_with(one); }))
                << line;
        }
    }
}

TEST(Guide, IsTheFileInDocs) {
    const char* const source = std::getenv("SEOGO_SOURCE_DIR");
    ASSERT_NE(source, nullptr);
    const auto file =
        base::read_file(base::real_files(), base::Path(source) / "docs" / "guide" / "commands.md");
    ASSERT_TRUE(file.ok()) << file.error().message;
    EXPECT_TRUE(file.value() == markdown_guide(Language::kEnglish))
        << "make it anew: LC_ALL=C seogo help --markdown > docs/guide/commands.md";
}

TEST(Guide, EscapesWhatWouldEndACell) {
    const std::string guide = markdown_guide(Language::kEnglish);
    EXPECT_TRUE(holds(guide, "| `FILE\\|URL\\|-` |"));
    EXPECT_TRUE(holds(guide, "`--limit N` | hits to print (10); 1 to 1000 |"));
    EXPECT_TRUE(holds(guide, "| 130 | interrupted |"));
}

}  // namespace
}  // namespace seogo::cli
