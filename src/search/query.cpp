// Reads the query language: one pass over the text, no backtracking, errors with their character.
#include "search/query.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "text/unicode.h"

namespace seogo::search {
namespace {

constexpr std::array<std::string_view, 12> kFields = {"kind", "org",  "title",  "url",
                                                      "week", "year", "lang",   "site",
                                                      "type", "has",  "before", "after"};
constexpr std::string_view kKinds = "paper dev news interesting none";
constexpr std::string_view kThings = "notes boxes concepts links url document sub-items";
constexpr std::string_view kTypes = "entry page document markdown text";

// How many bytes of white space stand at `at`; 0: none. No-break and ideographic spaces count.
std::size_t space_at(std::string_view text, std::size_t at) {
    const std::string_view rest = text.substr(at);
    if (rest.empty()) return 0;
    if (rest[0] == ' ' || (rest[0] >= '\t' && rest[0] <= '\r')) return 1;
    if (rest.starts_with("\u00A0")) return 2;
    return rest.starts_with("\u3000") ? 3 : 0;
}

// A quote that opens at `at`, straight or curly: its size in bytes; 0: none.
std::size_t quote_at(std::string_view text, std::size_t at) {
    const std::string_view rest = text.substr(at);
    if (rest.starts_with('"')) return 1;
    return rest.starts_with("“") || rest.starts_with("”") ? 3 : 0;
}

bool is_listed(std::string_view list, std::string_view word) {
    while (!list.empty()) {
        const std::size_t end = std::min(list.find(' '), list.size());
        if (list.substr(0, end) == word) return true;
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return false;
}

Error unknown_value(std::string_view field, std::string_view list) {
    return {ErrorKind::kBadInput, std::string(field) + ": takes one of: " + std::string(list)};
}

// The number that `text` is, of exactly `digits` digits; -1: it is none.
int number_of(std::string_view text, std::size_t digits) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    return whole && text.size() == digits && text[0] != '-' ? value : -1;
}

Status check_range(std::string_view field, std::string_view value) {
    const Error wrong_year{ErrorKind::kBadInput,
                           "year: takes four digits, as in year:2025, or year:2023..2025"};
    auto range = parse_week_range(value);
    if (!range.ok()) return field == "year" ? wrong_year : std::move(range).error();
    for (const WeekDate& date : {range.value().first, range.value().last}) {
        if (date.year == 0) continue;
        if (field == "year" && date.month != 0) return wrong_year;
        const bool is_single = value.find("..") == std::string_view::npos;
        if (field == "week" && date.week == 0 && is_single) {
            return Error{ErrorKind::kBadInput, "week: takes a week, as in week:2025-01-w4"};
        }
    }
    return ok_status();
}

Status check_value(std::string_view field, std::string_view value) {
    if (value.empty()) return Error{ErrorKind::kBadInput, std::string(field) + ": has no value"};
    if (field == "kind" && !is_listed(kKinds, value)) return unknown_value(field, kKinds);
    if (field == "has" && !is_listed(kThings, value)) return unknown_value(field, kThings);
    if (field == "type" && !is_listed(kTypes, value)) return unknown_value(field, kTypes);
    if (field == "year" || field == "week") return check_range(field, value);
    if (field == "before" || field == "after") SEOGO_TRY(parse_week_date(value));
    return ok_status();
}

class QueryParser {
public:
    explicit QueryParser(std::string_view text) : text_(text) {}

    Result<Query> parse() {
        while (skip_spaces(), at_ < text_.size()) {
            SEOGO_TRY(next());
        }
        if (or_at_ != kNone) return error_at(or_at_, "OR needs something after it");
        return std::move(query_);
    }

private:
    static constexpr std::size_t kNone = std::string_view::npos;
    static constexpr std::size_t kNameMax = 12;  // of what may be a field

    void skip_spaces() {
        while (const std::size_t size = space_at(text_, at_))
            at_ += size;
    }

    // Characters are counted from 1; a query ends with its first error, so they are counted once.
    Error error_at(std::size_t at, std::string message) const {
        const auto before =
            std::count_if(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(at),
                          [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
        return {ErrorKind::kBadInput,
                "query, character " + std::to_string(before + 1) + ": " + std::move(message)};
    }

    std::size_t word_end(std::size_t at) const {
        while (at < text_.size() && space_at(text_, at) == 0)
            ++at;
        return at;
    }

    bool ends_at(std::size_t at) const { return at >= text_.size() || space_at(text_, at) > 0; }

    Status next() {
        const std::size_t begin = at_;
        if (text_.substr(begin, 2) == "OR" && ends_at(begin + 2)) {
            if (query_.groups.empty() || or_at_ != kNone) {
                return error_at(begin, "OR needs something before it");
            }
            or_at_ = begin;
            at_ += 2;
            return ok_status();
        }
        Clause clause;
        clause.begin = begin;
        if (text_[at_] == '-' && !ends_at(at_ + 1)) {
            clause.negated = true;
            ++at_;
        }
        SEOGO_TRY(body(clause));
        clause.end = at_;
        add(std::move(clause));
        return ok_status();
    }

    Status body(Clause& clause) {
        if (quote_at(text_, at_) > 0) {
            clause.kind = ClauseKind::kPhrase;
            SEOGO_TRY(quoted(clause));
            return slack(clause);
        }
        if (text_.substr(at_).starts_with("re:/")) {
            clause.kind = ClauseKind::kRegex;
            return regex(clause);
        }
        const std::size_t colon = text_.substr(at_, kNameMax + 1).find(':');
        if (colon != kNone && colon > 0) {
            const std::string_view name = text_.substr(at_, colon);
            if (std::find(kFields.begin(), kFields.end(), name) != kFields.end()) {
                clause.kind = ClauseKind::kField;
                clause.field = name;
                at_ += colon + 1;
                return field(clause);
            }
            warn_of_unknown_field(name, at_ + colon + 1);
        }
        const std::size_t end = word_end(at_);
        clause.value = text_.substr(at_, end - at_);
        at_ = end;
        return word(clause);
    }

    // The sign that may end a word: 임베* or 임배딩~, 임배딩~2. Initials need none.
    Status word(Clause& clause) {
        std::string& value = clause.value;
        if (value.ends_with('*') && is_one_word({value.data(), value.size() - 1})) {
            value.pop_back();
            clause.match = WordMatch::kPrefix;
            return ok_status();
        }
        const std::size_t tilde = value.rfind('~');
        if (tilde != std::string::npos && value.size() - tilde <= 2 &&
            is_one_word({value.data(), tilde})) {
            const std::string_view edits = std::string_view(value).substr(tilde + 1);
            const bool is_number = edits.empty() || (edits[0] >= '0' && edits[0] <= '9');
            if (!is_number) return ok_status();  // a~b
            if (!edits.empty() && edits != "1" && edits != "2") {
                return error_at(clause.begin, "~ takes 1 or 2 letters of difference");
            }
            clause.edits = edits == "2" ? 2 : 1;
            clause.match = WordMatch::kFuzzy;
            value.resize(tilde);
            return ok_status();
        }
        if (has_initials(value)) clause.match = WordMatch::kInitials;
        return ok_status();
    }

    // Letters and digits, nothing else.
    static bool is_one_word(std::string_view word) {
        for (std::size_t at = 0; at < word.size();) {
            const text::CodePoint c = text::code_point_at(word, at);
            if (text::script_of(c.value) == text::Script::kOther) return false;
            at += c.length;
        }
        return !word.empty();
    }

    // Syllables and at least one consonant that stands alone, nothing else.
    static bool has_initials(std::string_view word) {
        std::size_t letters = 0;
        bool consonant = false;
        for (std::size_t at = 0; at < word.size(); ++letters) {
            const text::CodePoint c = text::code_point_at(word, at);
            at += c.length;
            const bool is_consonant = c.value >= 0x3131 && c.value <= 0x314E;
            if (!is_consonant && !text::is_hangul_syllable(c.value)) return false;
            consonant |= is_consonant;
        }
        return consonant && letters > 1;
    }

    // How many words may stand between those of a phrase: "a b"~3.
    Status slack(Clause& clause) {
        constexpr int kSlackMax = 99;
        if (at_ >= text_.size() || text_[at_] != '~') return ok_status();
        const std::size_t end = word_end(at_);
        const std::string_view digits = text_.substr(at_ + 1, end - at_ - 1);
        const int value = number_of(digits, digits.size());
        if (digits.empty() || value < 1 || value > kSlackMax) {
            return error_at(at_, "~ behind a phrase takes 1 to 99 words");
        }
        clause.slack = static_cast<std::uint32_t>(value);
        at_ = end;
        return ok_status();
    }

    Status field(Clause& clause) {
        if (quote_at(text_, at_) > 0) {
            SEOGO_TRY(quoted(clause));
        } else {
            const std::size_t end = word_end(at_);
            clause.value = text_.substr(at_, end - at_);
            at_ = end;
        }
        Status checked = check_value(clause.field, clause.value);
        if (checked.ok()) return checked;
        return error_at(clause.begin, std::move(checked).error().message);
    }

    Status quoted(Clause& clause) {
        const std::size_t opened = at_;
        const bool curly = text_[at_] != '"';
        at_ += curly ? 3 : 1;
        const std::size_t close = curly ? text_.find("”", at_) : text_.find('"', at_);
        if (close == kNone) return error_at(opened, "the quote that opens here does not close");
        clause.value = text_.substr(at_, close - at_);
        at_ = close + (curly ? 3 : 1);
        return ok_status();
    }

    // A slash inside is written \/ ; all other backslashes belong to the pattern.
    Status regex(Clause& clause) {
        const std::size_t opened = at_;
        at_ += 4;
        while (at_ < text_.size() && text_[at_] != '/') {
            const bool escape = text_[at_] == '\\' && at_ + 1 < text_.size();
            if (escape && text_[at_ + 1] == '/') {
                clause.value += '/';
                at_ += 2;
                continue;
            }
            if (escape) clause.value += text_[at_++];
            clause.value += text_[at_++];
        }
        if (at_ == text_.size())
            return error_at(opened, "the regex that opens here has no second /");
        ++at_;
        if (clause.value.empty()) return error_at(opened, "the regex is empty");
        return ok_status();
    }

    // Only a lower-case name before a value looks like a field; addresses and times do not.
    void warn_of_unknown_field(std::string_view name, std::size_t value_at) {
        const bool letters =
            std::all_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; });
        if (!letters || ends_at(value_at) || !query_.warnings.empty()) return;
        const std::string_view value = text_.substr(value_at, 2);
        if (value == "//" || value.starts_with(':')) return;
        query_.warnings.push_back(
            "\"" + std::string(name) +
            ":\" is no field of the query language; its words were looked for");
    }

    void add(Clause clause) {
        if (or_at_ == kNone) query_.groups.emplace_back();
        or_at_ = kNone;
        query_.groups.back().any_of.push_back(std::move(clause));
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t or_at_ = kNone;  // an OR that waits for its right side
    Query query_;
};

}  // namespace

Result<Query> parse_query(std::string_view text) { return QueryParser(text).parse(); }

Query plain_query(std::string_view text) {
    Query query;
    Clause clause;
    clause.value = text;
    clause.end = text.size();
    query.groups.push_back({{std::move(clause)}});
    return query;
}

Result<WeekRange> parse_week_range(std::string_view text) {
    WeekRange range;
    const std::size_t dots = text.find("..");
    if (dots == std::string_view::npos) {
        SEOGO_ASSIGN(range.first, parse_week_date(text));
        range.last = range.first;
        return range;
    }
    const std::string_view first = text.substr(0, dots);
    const std::string_view last = text.substr(dots + 2);
    if (!first.empty()) {
        SEOGO_ASSIGN(range.first, parse_week_date(first));
    }
    if (!last.empty()) {
        SEOGO_ASSIGN(range.last, parse_week_date(last));
    }
    if (first.empty() && last.empty()) {
        return Error{ErrorKind::kBadInput, "a range names at least one of its ends"};
    }
    return range;
}

Result<WeekDate> parse_week_date(std::string_view text) {
    const Error wrong{ErrorKind::kBadInput,
                      "a date is written 2025, 2025-01, 2025-01-w4 or 2025-01-31"};
    WeekDate date;
    date.year = number_of(text.substr(0, 4), 4);
    if (date.year < 0) return wrong;
    if (text.size() == 4) return date;
    if (text.size() < 7 || text[4] != '-') return wrong;
    date.month = number_of(text.substr(5, 2), 2);
    if (date.month < 1 || date.month > 12) return wrong;
    if (text.size() == 7) return date;
    const std::string_view rest = text.substr(8);
    if (text[7] != '-' || rest.size() != 2) return wrong;
    if (rest[0] == 'w') {
        date.week = number_of(rest.substr(1), 1);
        if (date.week < 1 || date.week > 6) return wrong;
        return date;
    }
    const int day = number_of(rest, 2);
    if (day < 1 || day > 31) return wrong;
    date.week = (day - 1) / 7 + 1;
    return date;
}

}  // namespace seogo::search
