// seogo grep: finds lines by a regex over everything that the archive holds.
#include "seogo/command.h"
#include "seogo/print.h"

namespace seogo::cli {
namespace {

constexpr std::int64_t kContextMax = 1000;

constexpr Flag with_short_name(Flag flag, std::string_view short_name) {
    flag.short_name = short_name;
    return flag;
}

constexpr Flag kFlags[] = {
    argument("PATTERN", Takes::kText,
             {"a regex; case, width and composition do not matter",
              "정규식. 대소문자, 전각과 반각, 조합형과 완성형을 가리지 않음"}),
    toggle("--fixed-strings", {"the pattern is text, not a regex", "정규식이 아니라 글자 그대로"},
           "-F"),
    toggle("--word-regexp", {"only matches that are whole words", "낱말 전체가 맞는 곳만"}, "-w"),
    with_short_name(count_flag("--after-context", 0, kContextMax,
                               {"lines to show after each match", "맞은 줄 다음에 보일 줄 수"}),
                    "-A"),
    with_short_name(count_flag("--before-context", 0, kContextMax,
                               {"lines to show before each match", "맞은 줄 앞에 보일 줄 수"}),
                    "-B"),
    with_short_name(count_flag("--context", 0, kContextMax,
                               {"lines to show on both sides", "앞뒤로 보일 줄 수"}),
                    "-C"),
    toggle("--count", {"print how many lines of each item match", "항목마다 맞는 줄의 수만 출력"},
           "-c"),
    toggle("--files-with-matches", {"print the items alone", "맞는 줄이 있는 항목만 출력"}, "-l"),
    count_flag("--limit", 1, 1'000'000,
               {"lines or items to print (1000)", "출력할 줄이나 항목 수(1000)"}),
    kJsonFlag,
    kJsonlFlag,
};

Result<Exit> run(Context& context, const Flags& flags) {
    search::GrepQuery query;
    query.pattern = flags.text("PATTERN");
    query.literal = flags.has("--fixed-strings");
    query.word = flags.has("--word-regexp");
    const std::int64_t both = flags.count("--context", 0);
    query.before = static_cast<std::size_t>(flags.count("--before-context", both));
    query.after = static_cast<std::size_t>(flags.count("--after-context", both));
    query.limit = static_cast<std::size_t>(flags.count("--limit", 1000));
    if (flags.has("--count")) query.show = search::GrepShow::kCounts;
    if (flags.has("--files-with-matches")) query.show = search::GrepShow::kItems;
    SEOGO_ASSIGN(const auto archive, context.open_archive());
    SEOGO_ASSIGN(const auto result, archive->grep(query));
    print_grep(context, result, query.show);
    return result.items.empty() ? Exit::kNoHit : Exit::kDone;
}

}  // namespace

extern const Command kGrep = {
    "grep",
    Group::kFind,
    {"find lines by a regex", "정규식으로 줄 찾기"},
    kFlags,
    run,
    {"Text, notes, tables and concepts alike; a match lies within one line. A pattern that begins "
     "with - stands behind --.",
     "글, 메모, 표, 개념을 모두 찾습니다. 일치는 한 줄 안에 있습니다. -로 시작하는 식은 -- 뒤에 "
     "적습니다."},
    "seogo grep '색인(은|을)?$' -C 1\nseogo grep -F 'q8_0' -l\nseogo grep -w 'bm\\d+' --json"};

}  // namespace seogo::cli
