// Finds the words of bullets, concepts and table rows.
#include "notebook/spans.h"

#include <algorithm>
#include <optional>

#include "notebook/line.h"
#include "notebook/link.h"
#include "text/unicode.h"

namespace seogo::notebook {
namespace {

// Marks that part a title from what stands around it.
constexpr std::string_view kSeparators[] = {":", "-", "–", "—", "：", "|", "→"};

bool is_address(std::string_view url) {
    const bool path = url.find('.') != std::string_view::npos &&
                      url.find('/') != std::string_view::npos &&
                      url.find(' ') == std::string_view::npos;
    return path || address_length(url) > 0;
}

// The target behind a bracket group, with the white space before it where it holds an address:
// "[title] (https://...)".
std::optional<Target> spaced_target(std::string_view behind) {
    const std::string_view close = trimmed_left(behind);
    auto target = target_at(close);
    if (!target || close.size() == behind.size()) return target;
    if (!is_address(target->urls[0])) return std::nullopt;
    target->length += behind.size() - close.size();
    return target;
}

// Reads the lead from left to right; every span is a view into the content.
class LeadReader {
public:
    LeadReader(std::string_view content, bool marked) : rest_(content), marked_(marked) {}

    Lead read() {
        take_wrapping();
        while (take_org()) {
        }
        if (wrapping_.empty()) take_wrapping();
        if (take_link() || (marked_ && take_late_link())) {
            take_closing();
            rest_ = trimmed_left(rest_);
            take_separator();
            add(Field::kText, trimmed(rest_));
        } else {
            take_title_without_link();
        }
        return std::move(lead_);
    }

private:
    void add(Field field, std::string_view words) {
        if (!words.empty()) lead_.spans.push_back({field, words});
    }
    void skip_space() { rest_ = trimmed_left(rest_); }

    // "**[title](url)**": the stars are marks, not words.
    void take_wrapping() {
        skip_space();
        const std::size_t end = rest_.find_first_not_of("*_");
        if (end == 0 || end == std::string_view::npos || rest_[end] != '[') return;
        wrapping_ = rest_.substr(0, end);
        rest_.remove_prefix(end);
    }
    void take_closing() {
        if (!wrapping_.empty() && rest_.starts_with(wrapping_))
            rest_.remove_prefix(wrapping_.size());
    }

    // A bracket group that no target follows. The last one before the end is the title.
    bool take_org() {
        skip_space();
        const std::size_t length = bracket_length(rest_);
        if (length <= 2) return false;
        const std::string_view behind = rest_.substr(length);
        if (spaced_target(behind)) return false;
        std::string_view next = trimmed_left(behind);
        if (next.empty()) return false;
        if (std::string_view(",&/+:-").find(next[0]) != std::string_view::npos) {
            const std::string_view over = trimmed_left(next.substr(1));
            if (over.starts_with('[') || over.starts_with("**[")) next = over;
        }
        if (is_half_of_title(rest_.substr(0, length), next)) return false;
        add(Field::kOrg, trimmed(rest_.substr(1, length - 2)));
        lead_.has_org = true;
        rest_ = next;
        take_mark();
        return true;
    }

    // "[title ] with one bracket too many](url)".
    bool is_half_of_title(std::string_view group, std::string_view next) const {
        if (next.starts_with('[') || !(lead_.has_org || group.ends_with(" ]"))) return false;
        const std::size_t close = next.find("](");
        return close != std::string_view::npos &&
               next.substr(0, close).find('[') == std::string_view::npos;
    }

    // "[organization] 📜 [title](url)": the kind mark in the wrong place.
    void take_mark() {
        const std::size_t length = emoji_length(rest_);
        if (length == 0 || !trimmed_left(rest_.substr(length)).starts_with('[')) return;
        lead_.mark = rest_.substr(0, length);
        rest_.remove_prefix(length);
    }

    bool take_link() {
        skip_space();
        if (rest_.starts_with('[')) return take_bracket_link();
        const bool angled = rest_.starts_with('<');
        const std::string_view from = angled ? rest_.substr(1) : rest_;
        const std::size_t address = address_length(from);
        if (address == 0) return false;
        add(Field::kUrl, from.substr(0, address));
        lead_.has_link = true;
        rest_ = from.substr(address);
        if (angled && rest_.starts_with('>')) rest_.remove_prefix(1);
        return true;
    }

    bool take_bracket_link() {
        std::size_t label = bracket_length(rest_);
        auto target = label > 0 ? spaced_target(rest_.substr(label)) : std::nullopt;
        if (!target) {  // "[title with [ one bracket too many](url)"
            const std::size_t close = rest_.find("](");
            if (close == std::string_view::npos) return false;
            label = close + 1;
            target = target_at(rest_.substr(label));
        }
        return target && take_target(1, label, *target);
    }

    // `words` begin the title, `label` is where the target stands.
    bool take_target(std::size_t words, std::size_t label, const Target& target) {
        if (target.urls[0].starts_with('#')) return false;
        add(Field::kTitle, trimmed(rest_.substr(words, label - words - 1)));
        for (const auto url : target.urls)
            add(Field::kUrl, url);
        add(Field::kText, trimmed(target.title));
        lead_.has_link = true;
        rest_ = rest_.substr(label + target.length);
        return true;
    }

    // Behind a kind mark the link may come late: "title](url)", "title: https://...", "title
    // [code](url)".
    bool take_late_link() {
        const std::size_t close = rest_.find("](");
        if (close != std::string_view::npos &&
            rest_.substr(0, close).find('[') == std::string_view::npos) {
            const auto target = target_at(rest_.substr(close + 1));
            return target && take_target(0, close + 1, *target);
        }
        for (const auto& link : links_in(rest_)) {
            const bool picture = link.begin > 0 && rest_[link.begin - 1] == '!';
            if (picture || link.urls[0].starts_with('#')) continue;
            take_link_behind_words(link);
            return true;
        }
        return false;
    }

    void take_link_behind_words(const FoundLink& link) {
        const std::string_view title = without_separator(trimmed(rest_.substr(0, link.begin)));
        add(Field::kTitle, title.empty() ? trimmed(link.label) : title);
        if (!title.empty()) add(Field::kText, trimmed(link.label));
        for (const auto url : link.urls)
            add(Field::kUrl, url);
        lead_.has_link = true;
        // What a target holds behind its URL (its quoted title) stays with the text.
        const auto url_end = link.urls.back().data() + link.urls.back().size() - rest_.data();
        rest_ = rest_.substr(static_cast<std::size_t>(url_end));
        while (rest_.starts_with('>') || rest_.starts_with(')'))
            rest_.remove_prefix(1);
    }

    static std::string_view without_separator(std::string_view words) {
        for (const std::string_view mark : kSeparators) {
            if (words.ends_with(mark))
                return trimmed_right(words.substr(0, words.size() - mark.size()));
        }
        const std::size_t quote = words.size() == 1 && words.find_first_of("\"'(") == 0 ? 1 : 0;
        return words.substr(quote);
    }

    // "Title: description", "title - description": what parts them is no word.
    void take_separator() {
        for (const std::string_view mark : kSeparators) {
            if (rest_.starts_with(mark) && space_length(rest_.substr(mark.size())) > 0) {
                rest_ = trimmed_left(rest_.substr(mark.size()));
                return;
            }
        }
    }

    void take_title_without_link() {
        const std::string_view words = trimmed(rest_);
        const std::size_t length = bracket_length(words);
        const bool bracketed = length > 2 && length == words.size();
        add(Field::kTitle, bracketed ? trimmed(words.substr(1, length - 2)) : words);
    }

    std::string_view rest_;
    std::string_view wrapping_;
    bool marked_ = false;
    Lead lead_;
};

std::size_t marker_length(std::string_view body) {
    for (const std::string_view mark : {"-", "*", "+", "•", "·", "◦", "‣"}) {
        if (body.starts_with(mark)) return mark.size();
    }
    std::size_t digits = 0;
    while (digits < body.size() && digits < 4 && body[digits] >= '0' && body[digits] <= '9')
        ++digits;
    const bool numbered = digits > 0 && digits < 4 && digits < body.size() &&
                          (body[digits] == '.' || body[digits] == ')');
    return numbered ? digits + 1 : 0;
}

// What lies between two fields. Words that no rule has taken (letters and digits outside of tags)
// become text, so that none is left behind in a shape.
void write_between(NodeWriter& writer, std::string_view bytes) {
    std::size_t begin = bytes.size(), end = 0;
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t tag = bytes[at] == '<' ? bytes.find('>', at) : std::string_view::npos;
        if (tag != std::string_view::npos) {
            at = tag + 1;
            continue;
        }
        const auto c = text::code_point_at(bytes, at);
        if (text::script_of(c.value) != text::Script::kOther) {
            begin = std::min(begin, at);
            end = at + c.length;
        }
        at += c.length;
    }
    if (begin >= end) return writer.shape(bytes);
    writer.shape(bytes.substr(0, begin));
    writer.field(Field::kText, bytes.substr(begin, end - begin));
    writer.shape(bytes.substr(end));
}

}  // namespace

Node node_of_line(Role role, int level, std::string_view line, const FieldSpans& spans) {
    std::string_view rest = line;
    const Line parts = take_line(rest);
    if (line.find(kPartSeparator) != std::string_view::npos) {
        NodeWriter plain(Role::kText);
        plain.shape(parts.indent);
        plain.field(Field::kText, parts.body);
        plain.shape(parts.trailing);
        plain.shape(parts.ending);
        plain.node().level = level;
        return plain.take();
    }
    const auto place = [&](const FieldSpan& span) {
        return static_cast<std::size_t>(span.words.data() - line.data());
    };
    const auto first = std::find_if(spans.begin(), spans.end(),
                                    [](const FieldSpan& span) { return !span.words.empty(); });
    // "1." and "[x]" are marks, unless a field holds them (a line of code).
    std::size_t at = parts.indent.size() + bullet_length(parts.body);
    if (first != spans.end()) at = std::min(at, place(*first));
    NodeWriter writer(role);
    writer.shape(line.substr(0, at));
    for (const FieldSpan& span : spans) {
        if (span.words.empty()) continue;
        const std::size_t begin = place(span);
        write_between(writer, line.substr(at, begin - at));
        writer.field(span.field, span.words);
        at = begin + span.words.size();
    }
    write_between(writer, line.substr(at));
    writer.node().level = level;
    const auto& fields = writer.node().fields;
    const bool words = std::any_of(std::begin(fields), std::end(fields),
                                   [](const std::string& field) { return !field.empty(); });
    if (role == Role::kBlank && words) writer.node().role = Role::kText;
    return writer.take();
}

Lead read_lead(std::string_view content, bool marked) { return LeadReader(content, marked).read(); }

BulletMark mark_at(std::string_view content) {
    const std::size_t stars = std::min(content.find_first_not_of("*_"), content.size());
    const std::size_t emoji = emoji_length(content.substr(stars));
    if (emoji == 0) return {};
    BulletMark found{content.substr(stars, emoji), stars + emoji};
    std::string_view rest = content.substr(found.length);
    if (stars > 0) {
        if (!rest.starts_with(content.substr(0, stars))) return {};
        rest.remove_prefix(stars);
    }
    // What stands between the mark and a bracket says nothing: a second emoji, a colon.
    std::string_view over = rest;
    for (std::size_t more = 1; more > 0; over = over.substr(more)) {
        over = trimmed_left(over);
        more = emoji_length(over);
        if (more == 0 && !over.empty() &&
            std::string_view(":-|").find(over[0]) != std::string_view::npos)
            more = 1;
    }
    if (over.starts_with('[')) rest = over;
    found.length = content.size() - rest.size();
    return found;
}

std::size_t bullet_length(std::string_view body) {
    const std::size_t marker = marker_length(body);
    if (marker == 0) return 0;
    const std::string_view behind = body.substr(marker);
    std::string_view content = trimmed_left(behind);
    const bool spaced = content.size() < behind.size() || behind.empty();
    const bool joined = body[0] == '-' && (behind.starts_with('[') || emoji_length(behind) > 0);
    if (!spaced && !joined) return 0;
    if (content.size() > 3 && content[0] == '[' && content[2] == ']' &&
        std::string_view(" xX").find(content[1]) != std::string_view::npos &&
        space_length(content.substr(3)) > 0) {
        content = trimmed_left(content.substr(3));
    }
    return body.size() - content.size();
}

FieldSpans read_concept(std::string_view content) {
    if (!content.starts_with("**") && !content.starts_with("__")) return {};
    const std::string_view fence = content.substr(0, 2);
    const std::size_t close = content.find(fence, 2);
    if (close == std::string_view::npos) return {};
    std::string_view term = trimmed(content.substr(2, close - 2));
    std::string_view rest = trimmed_left(content.substr(close + 2));
    bool colon = false;
    for (const std::string_view mark : {":", "："}) {
        if (term.ends_with(mark)) {
            term = trimmed(term.substr(0, term.size() - mark.size()));
            colon = true;
        } else if (rest.starts_with(mark)) {
            rest.remove_prefix(mark.size());
            colon = true;
        }
    }
    if (term.empty() || !colon) return {};
    return {{Field::kTerm, term}, {Field::kDefinition, trimmed(rest)}};
}

std::vector<std::string_view> table_cells(std::string_view body) {
    std::vector<std::string_view> cells;
    if (body.starts_with('|')) body.remove_prefix(1);
    std::size_t begin = 0;
    for (std::size_t i = 0; i < body.size(); ++i) {
        if (body[i] == '\\') {
            ++i;
        } else if (body[i] == '|') {
            cells.push_back(trimmed(body.substr(begin, i - begin)));
            begin = i + 1;
        }
    }
    if (begin < body.size()) cells.push_back(trimmed(body.substr(begin)));
    return cells;
}

bool is_table_rule(const std::vector<std::string_view>& cells) {
    return !cells.empty() && std::all_of(cells.begin(), cells.end(), [](std::string_view cell) {
        return cell.find('-') != std::string_view::npos &&
               cell.find_first_not_of("-: ") == std::string_view::npos;
    });
}

}  // namespace seogo::notebook
