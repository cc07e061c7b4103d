// seogo search: finds passages by words, and prints why each one came.
#include "seogo/arguments.h"
#include "seogo/command.h"
#include "seogo/print.h"

namespace seogo::cli {
namespace {

constexpr Flag kFlags[] = {
    argument("QUERY", Takes::kWords,
             {"words, \"a phrase\", -not, OR, field:value, re:/…/; - is standard input",
              "낱말, \"구절\", -제외, OR, 필드:값, re:/…/. -는 표준 입력"}),
    choice_flag("--mode", "auto words", {"how to look (auto)", "찾는 방법(auto)"}),
    count_flag("--limit", 1, 1000, {"hits to print (10)", "출력할 결과 수(10)"}),
    toggle("--explain", {"print each term's share of the score", "점수에서 낱말마다의 몫도 출력"}),
    toggle("--no-bridge", {"do not look for the glossary's other language",
                           "용어집의 다른 언어 낱말로는 찾지 않음"}),
    kJsonFlag,
    kJsonlFlag,
};

Result<Exit> run(Context& context, const Flags& flags) {
    search::SearchQuery query;
    SEOGO_ASSIGN(query.text, text_or_input(context, flags.joined("QUERY")));
    if (flags.has("--mode")) query.mode = flags.text("--mode");
    query.limit = static_cast<std::size_t>(flags.count("--limit", 10));
    query.explain = flags.has("--explain");
    query.bridge = !flags.has("--no-bridge");
    SEOGO_ASSIGN(const auto archive, context.open_archive());
    SEOGO_ASSIGN(const auto result, archive->search(query));
    print_search(context, result, query.explain);
    return result.hits.empty() ? Exit::kNoHit : Exit::kDone;
}

}  // namespace

extern const Command kSearch = {
    "search",
    Group::kFind,
    {"find passages by words", "낱말로 대목 찾기"},
    kFlags,
    run,
    {"Fields: kind, org, title, url, week, year, lang, site, type, has, before, after.",
     "필드: kind, org, title, url, week, year, lang, site, type, has, before, after."},
    "seogo search 양자화 기법\nseogo search '\"late interaction\" -news year:2025' --explain"};

}  // namespace seogo::cli
