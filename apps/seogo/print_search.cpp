// Prints the hits of a search, and with --explain where each score comes from.
#include <algorithm>
#include <cstdio>

#include "base/json.h"
#include "seogo/grid.h"
#include "seogo/print.h"
#include "text/unicode.h"

namespace seogo::cli {
namespace {

constexpr std::string_view kIndent = "    ";

std::string fixed6(double value) {
    char digits[48];
    std::snprintf(digits, sizeof digits, "%.6f", value);
    return digits;
}

// Where the passage begins to say more than the title and the organization, which stand above it.
std::size_t after_heading(const search::Hit& hit) {
    const std::string_view passage = hit.passage_text;
    std::size_t at = 0;
    while (at < passage.size()) {
        const std::size_t end = std::min(passage.find('\n', at), passage.size());
        const std::string_view line = passage.substr(at, end - at);
        if (line != hit.title && line != hit.org && !line.empty()) break;
        at = std::min(end + 1, passage.size());
    }
    return at;
}

// The passage with what matched painted; its own line breaks are kept under the indent. Nothing
// where it says no more than the lines above it.
std::string passage_text(const Context& context, const search::Hit& hit) {
    const std::string_view passage = hit.passage_text;
    std::string marked;
    std::size_t at = after_heading(hit);
    if (at == passage.size()) return {};
    for (const search::TextRange& range : hit.matched) {
        const std::size_t begin = std::clamp(range.begin, at, passage.size());
        const std::size_t end = std::clamp(range.end, begin, passage.size());
        marked += text::printable(passage.substr(at, begin - at));
        marked +=
            painted(context, Paint::kMatch, text::printable(passage.substr(begin, end - begin)));
        at = end;
    }
    marked += text::printable(passage.substr(std::min(at, passage.size())));
    std::string out(kIndent);
    for (const char c : marked) {
        out += c;
        if (c == '\n') out += kIndent;
    }
    return out + '\n';
}

std::string about_line(const search::Hit& hit) {
    std::string out = "#" + std::to_string(hit.id);
    for (const std::string* part : {&hit.kind, &hit.org, &hit.week, &hit.url}) {
        if (!part->empty()) out += " · " + one_line(*part);
    }
    return out;
}

Grid shares_grid(const search::Hit& hit) {
    Grid grid{"terms",
              {{"value", {"share", "몫"}},
               {"term", {"term", "낱말"}},
               {"kind", {"kind", "종류"}},
               {"field", {"field", "자리"}},
               {"bridged_from", {"from", "다리"}},
               {"idf", {"idf", "idf"}},
               {"weight", {"weight", "무게"}},
               {"term_freq", {"freq", "횟수"}}},
              {}};
    for (const search::Share& share : hit.shares) {
        grid.rows.push_back({fixed6(share.value), share.term, share.kind, share.field,
                             share.bridged_from, share.idf, share.weight, share.term_freq});
    }
    return grid;
}

std::string indented(std::string_view lines) {
    std::string out;
    while (!lines.empty()) {
        const std::size_t end = std::min(lines.find('\n'), lines.size() - 1) + 1;
        out += kIndent;
        out += lines.substr(0, end);
        lines.remove_prefix(end);
    }
    return out;
}

std::string hit_text(const Context& context, const search::Hit& hit, bool explain) {
    std::string number = std::to_string(hit.rank);
    number.insert(0, number.size() < 3 ? 3 - number.size() : 0, ' ');
    std::string out = number + ' ' + painted(context, Paint::kBold, one_line(hit.title)) + '\n';
    out += kIndent;
    out += painted(context, Paint::kDim, about_line(hit)) + '\n';
    out += passage_text(context, hit);
    if (explain) {
        out += kIndent;
        out +=
            std::string(Text{"score ", "점수 "}.in(context.language())) + fixed6(hit.score) + '\n';
        out += indented(table_of(shares_grid(hit), context));
    }
    return out;
}

void write_passage(base::JsonWriter& json, const search::Hit& hit) {
    json.key("passage").begin_object();
    json.key("text").string(hit.passage_text);
    json.key("begin").number(whole(hit.begin)).key("end").number(whole(hit.end));
    json.key("page").null().key("box").null();  // places of pages: only paged documents have them
    json.key("matched").begin_array();
    for (const search::TextRange& range : hit.matched) {
        json.begin_array().number(whole(range.begin)).number(whole(range.end)).end_array();
    }
    json.end_array().end_object();
}

void write_explain(base::JsonWriter& json, const search::Hit& hit) {
    json.key("explain").begin_object().key("terms").begin_array();
    for (const search::Share& share : hit.shares) {
        json.begin_object();
        json.key("term").string(share.term).key("kind").string(share.kind);
        json.key("field").string(share.field).key("bridged_from").string(share.bridged_from);
        json.key("value").number(share.value).key("idf").number(share.idf);
        json.key("weight").number(share.weight).key("term_freq").number(share.term_freq);
        json.end_object();
    }
    json.end_array().end_object();
}

void write_hit(base::JsonWriter& json, const search::Hit& hit, bool explain) {
    json.begin_object();
    json.key("rank").number(whole(hit.rank)).key("score").number(hit.score);
    json.key("id").number(hit.id).key("kind").string(hit.kind).key("org").string(hit.org);
    json.key("title").string(hit.title).key("url").string(hit.url).key("week").string(hit.week);
    json.key("source").string(hit.source).key("lang").string(hit.lang);
    write_passage(json, hit);
    json.key("ranks").begin_object();
    if (hit.words_rank > 0) json.key("words").number(whole(hit.words_rank));
    json.end_object();
    if (explain) write_explain(json, hit);
    json.end_object();
}

void print_json(Context& context, const search::SearchResult& result, bool explain) {
    base::JsonWriter json;
    begin_schema(json, "search").key("query").string(result.query);
    json.key("mode").string(result.mode).key("took_us").number(result.took_us);
    json.key("total").begin_object().key("value").number(whole(result.total));
    json.key("exact").boolean(result.total_exact).end_object();
    write_strings(json, "warnings", result.warnings);
    json.key("hits").begin_array();
    for (const search::Hit& hit : result.hits)
        write_hit(json, hit, explain);
    context.print_line(json.end_array().end_object().text());
}

}  // namespace

void print_search(Context& context, const search::SearchResult& result, bool explain) {
    if (context.form() == Form::kJson) return print_json(context, result, explain);
    for (const search::Hit& hit : result.hits) {
        if (context.form() == Form::kJsonl) {
            base::JsonWriter json;
            write_hit(json, hit, explain);
            context.print_line(json.text());
        } else {
            context.print(hit_text(context, hit, explain));
        }
    }
    context.warn_all(result.warnings);
    if (result.hits.empty()) return context.note("nothing was found");
    const std::string more = result.total_exact ? "" : " or more";
    context.note(std::to_string(result.hits.size()) + " of " + std::to_string(result.total) + more +
                 " hits");
}

}  // namespace seogo::cli
