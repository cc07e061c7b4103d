// The parser: one pass over the lines with a stack of <details> and the open entry in hand.
#include "notebook/parse.h"

#include <algorithm>
#include <optional>

#include "notebook/calendar.h"
#include "notebook/line.h"
#include "notebook/link.h"
#include "notebook/marks.h"
#include "notebook/spans.h"
#include "notebook/words.h"

namespace seogo::notebook {
namespace {

// What a <details> holds, known once its summary is read.
enum class Frame : std::uint8_t { kUnknown, kCalendar, kSection, kBox };

// How deep a bullet stands: columns of the bullets that it stands under.
class BulletDepth {
public:
    int push(std::size_t column) {
        while (!columns_.empty() && columns_.back() >= column)
            columns_.pop_back();
        columns_.push_back(column);
        return static_cast<int>(columns_.size());
    }
    int depth() const { return static_cast<int>(columns_.size()); }
    void clear() { columns_.clear(); }

private:
    std::vector<std::size_t> columns_;
};

bool starts_with_tag(std::string_view body, std::string_view tag) {
    if (body.size() < tag.size()) return false;
    for (std::size_t i = 0; i < tag.size(); ++i) {
        const char c = body[i] >= 'A' && body[i] <= 'Z' ? static_cast<char>(body[i] + 32) : body[i];
        if (c != tag[i]) return false;
    }
    if (tag.ends_with('>') || body.size() == tag.size()) return true;
    return body[tag.size()] == '>' || body[tag.size()] == ' ';
}

bool is_rule(std::string_view body) {
    if (body.size() < 3 || std::string_view("-*_=").find(body[0]) == std::string_view::npos)
        return false;
    return body.find_first_not_of(std::string{body[0], ' '}) == std::string_view::npos;
}

bool is_fence(std::string_view body) { return body.starts_with("```") || body.starts_with("~~~"); }

class Parser {
public:
    Parsed parse(std::string_view text) {
        parsed_.notebook.nodes.reserve(
            static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n') + 1));
        fences_left_ = count_fences(text) / 2 * 2;  // one without a partner is no fence
        while (!text.empty()) {
            const std::string_view before = text;
            line_ = take_line(text);
            whole_ = before.substr(0, before.size() - text.size());
            ++number_;
            read_line();
        }
        finish();
        return std::move(parsed_);
    }

private:
    static std::size_t count_fences(std::string_view text) {
        std::size_t count = 0;
        while (!text.empty())
            count += is_fence(take_line(text).body) ? 1 : 0;
        return count;
    }

    bool in_entry() const { return in_entry_; }
    bool in_box() const { return !frames_.empty() && frames_.back() == Frame::kBox; }
    bool in_week() const {
        return std::find(frames_.begin(), frames_.end(), Frame::kCalendar) != frames_.end();
    }
    void warn(std::string message) { parsed_.warnings.push_back({number_, std::move(message)}); }

    Node& add(Role role, int level, const FieldSpans& spans) {
        parsed_.notebook.nodes.push_back(node_of_line(role, level, whole_, spans));
        return parsed_.notebook.nodes.back();
    }
    void close_entry() {
        in_entry_ = false;
        notes_.clear();
    }

    void read_line() {
        const std::string_view body = line_.body;
        if (body.empty()) {
            add(Role::kBlank, 0, {});
            was_blank_ = true;
            return;
        }
        read_words(body);
        was_blank_ = false;
    }

    void read_words(std::string_view body) {
        if (fences_left_ > 0 && is_fence(body)) return read_fence(body);
        if (in_fence_) return read_text(body);
        if (body[0] == '<' && read_tag(body)) return;
        if (body[0] == '#' && read_heading(body)) return;
        if (is_rule(body)) {
            add(Role::kBlank, 0, {});
            return;
        }
        if (body[0] == '|') return read_row(body);
        table_orgs_ = kNoColumn;
        if (const std::size_t length = bullet_length(body); length > 0) {
            return read_bullet(body.substr(length));
        }
        if (!in_entry() && read_legend(body)) return;
        read_text(body);
    }

    void read_fence(std::string_view body) {
        --fences_left_;
        in_fence_ = !in_fence_;
        const std::size_t words = body.find_first_not_of(body[0]);
        const std::string_view info = words == std::string_view::npos ? "" : body.substr(words);
        const int level = text_level();
        add(info.empty() ? Role::kBlank : Role::kText, level, {{Field::kText, trimmed(info)}});
    }

    // Text outside of bullets: of the entry where it stands under it, else of the page.
    int text_level() {
        if (!in_entry()) return 0;
        const bool under = line_.column > entry_column_ || in_box() || in_fence_;
        if (!under && was_blank_) {
            close_entry();
            return 0;
        }
        return std::max(1, in_box() ? box_.depth() : notes_.depth());
    }

    void read_text(std::string_view body) {
        const int level = text_level();
        if (level > 0 && !in_fence_) warn("text outside of a bullet, kept with the entry above");
        add(Role::kText, level, {{Field::kText, body}});
    }

    // <details>, </details>, <summary>, comments and line breaks; false: words like any other.
    bool read_tag(std::string_view body) {
        if (starts_with_tag(body, "<summary")) {
            read_summary(body);
            return true;
        }
        if (starts_with_tag(body, "</details")) {
            read_details_end(body);
            return true;
        }
        if (starts_with_tag(body, "<details")) {
            frames_.push_back(Frame::kUnknown);
            const std::size_t close = body.find('>');
            const std::string_view behind = close == std::string_view::npos
                                                ? std::string_view()
                                                : trimmed_left(body.substr(close + 1));
            details_at_ = parsed_.notebook.nodes.size();
            if (starts_with_tag(behind, "<summary")) {
                read_summary(behind);
            } else {
                add(behind.empty() ? Role::kBlank : Role::kText, in_entry() ? 1 : 0,
                    {{Field::kText, behind}});
            }
            return true;
        }
        if (starts_with_tag(body, "</summary>") || starts_with_tag(body, "<br>") ||
            starts_with_tag(body, "<hr>") || starts_with_tag(body, "<br/>")) {
            const std::string_view behind = trimmed(body.substr(body.find('>') + 1));
            add(behind.empty() ? Role::kBlank : Role::kText, in_entry() ? 1 : 0,
                {{Field::kText, behind}});
            return true;
        }
        return false;
    }

    void read_summary(std::string_view body) {
        const std::size_t open = body.find('>');
        std::string_view words =
            open == std::string_view::npos ? std::string_view() : body.substr(open + 1);
        const std::size_t close = words.find("</summary>");
        bool ends = false;
        std::string_view behind;
        if (close != std::string_view::npos) {
            behind = trimmed(words.substr(close + 10));
            words = words.substr(0, close);
            ends = behind.ends_with("</details>");
        }
        words = trimmed(words);
        const Role role = role_of_summary(words);
        if (ends) behind = trimmed_right(behind.substr(0, behind.size() - 10));
        add_summary(role, words, behind);
        if (ends && !frames_.empty()) frames_.pop_back();
    }

    Role role_of_summary(std::string_view words) const {
        const CalendarName name = calendar_name(words);
        if (!in_box() && name.pure) {
            if (name.week != 0) return Role::kWeek;
            if (name.month != 0) return Role::kMonth;
            if (!in_entry()) return Role::kYear;
        }
        const bool ends_list = !in_week() && line_.column <= entry_column_ && name.year != 0;
        if (in_entry() && !ends_list) return Role::kBox;
        return name.year != 0 ? Role::kYear : Role::kSection;
    }

    void add_summary(Role role, std::string_view words, std::string_view behind) {
        const bool box = role == Role::kBox;
        if (frames_.empty()) frames_.push_back(Frame::kUnknown);
        frames_.back() = box                      ? Frame::kBox
                         : role == Role::kSection ? Frame::kSection
                                                  : Frame::kCalendar;
        auto& nodes = parsed_.notebook.nodes;
        if (box) {
            box_.clear();
            concept_box_ = is_concept_box(words);
        } else {
            if (details_at_ < nodes.size()) nodes[details_at_].level = 0;
            close_entry();
        }
        if (role == Role::kWeek) weekly_ = true;
        if (words.empty()) role = Role::kBlank;
        add(role, box ? 1 : 0,
            {{box ? Field::kTitle : Field::kText, words}, {Field::kText, behind}});
    }

    void read_details_end(std::string_view body) {
        const std::string_view behind =
            trimmed(body.substr(std::min(body.find('>'), body.size() - 1) + 1));
        const bool known = !frames_.empty();
        const Frame frame = known ? frames_.back() : Frame::kUnknown;
        if (known) frames_.pop_back();
        if (!known) warn("</details> without <details>");
        const bool inner =
            frame == Frame::kBox || (known && frame == Frame::kUnknown && in_entry());
        if (!inner) close_entry();
        add(behind.empty() ? Role::kBlank : Role::kText, inner ? 1 : 0, {{Field::kText, behind}});
    }

    bool read_heading(std::string_view body) {
        const std::size_t marks = std::min(body.find_first_not_of('#'), body.size());
        const std::string_view words = trimmed(body.substr(marks));
        if (marks > 6 || in_box()) return false;
        const CalendarName name = calendar_name(words);
        const bool spaced = marks == body.size() || space_length(body.substr(marks)) > 0;
        if (!spaced && !(name.pure && marks > 1)) return false;
        Role role = Role::kSection;
        if (name.pure) {
            role = name.week != 0 ? Role::kWeek : name.month != 0 ? Role::kMonth : Role::kYear;
        } else if (marks == 1 && !has_title_) {
            role = Role::kTitle;
            has_title_ = true;
        } else if (marks == 1 && name.year != 0) {
            role = Role::kYear;
        }
        if (role == Role::kWeek) weekly_ = true;
        close_entry();
        if (words.empty()) role = Role::kBlank;
        add(role, 0, {{role == Role::kTitle ? Field::kTitle : Field::kText, words}});
        return true;
    }

    // "📜: Paper link", as a line or a bullet of its own before the first entry.
    bool read_legend(std::string_view body) {
        const std::size_t mark = emoji_length(body);
        if (mark == 0) return false;
        std::string_view meaning = trimmed_left(body.substr(mark));
        const std::size_t colon = meaning.starts_with(':') ? 1 : meaning.starts_with("：") ? 3 : 0;
        if (colon == 0) return false;
        meaning = trimmed(meaning.substr(colon));
        marks_.learn(body.substr(0, mark), meaning);
        add(Role::kLegend, 0, {{Field::kText, meaning}});
        return true;
    }

    void read_bullet(std::string_view content) {
        if (content.empty()) {
            add(Role::kBlank, in_entry() ? 1 : 0, {});
            return;
        }
        if (content[0] == '<' && read_tag(content)) return;
        if (!in_entry() && read_legend(content)) return;
        std::size_t mark = emoji_length(content);
        const auto kind = mark > 0 ? marks_.kind_of(content.substr(0, mark)) : std::nullopt;
        if (!kind) mark = 0;
        const Lead lead = read_lead(content.substr(mark));
        const bool outside = !in_entry() || line_.column <= entry_column_;
        if (in_box()) {
            if (!(kind && lead.has_link && outside)) return read_box_bullet(content);
            frames_.pop_back();
            warn("a box was left open before this entry");
        }
        const bool nearly = !in_entry() || line_.column <= entry_column_ + 1;
        const bool entry = kind ? nearly : lead.has_link && outside;
        if (entry) return add_entry(kind.value_or(""), lead);
        if (in_entry() && (!outside || (weekly_ && !was_blank_))) {
            return add_note(kind, lead, content);
        }
        close_entry();
        add(Role::kText, 0, {{Field::kText, content}});
    }

    void add_entry(const std::string& kind, const Lead& lead) {
        in_entry_ = true;
        entry_column_ = line_.column;
        notes_.clear();
        if (lead.spans.empty()) {  // a mark alone
            add(Role::kItem, 0, {}).kind = kind;
            return;
        }
        add(Role::kItem, 0, lead.spans).kind = kind;
        const auto urls = std::count_if(lead.spans.begin(), lead.spans.end(),
                                        [](const auto& span) { return span.field == Field::kUrl; });
        if (urls > 1) warn("two addresses in one link target; both are kept");
    }

    void add_note(const std::optional<std::string>& kind, const Lead& lead,
                  std::string_view content) {
        const int level = notes_.push(line_.column);
        if (lead.has_link) {
            add(Role::kSubItem, level, lead.spans).kind = kind.value_or("");
        } else {
            add(Role::kNote, level, {{Field::kText, content}});
        }
    }

    void read_box_bullet(std::string_view content) {
        const int level = box_.push(line_.column);
        const FieldSpans term = concept_box_ ? read_concept(content) : FieldSpans{};
        if (!term.empty()) {
            add(Role::kConcept, level, term);
        } else {
            add(Role::kBoxNote, level, {{Field::kText, content}});
        }
    }

    void read_row(std::string_view body) {
        const auto cells = table_cells(body);
        if (is_table_rule(cells)) {
            add(Role::kBlank, 0, {});
            return;
        }
        const bool inside = in_entry() && line_.column > entry_column_;
        std::optional<std::size_t> linked;
        for (std::size_t i = 0; i < cells.size() && !linked; ++i) {
            const auto links = links_in(cells[i]);
            if (!links.empty() && !links[0].urls[0].starts_with('#')) linked = i;
        }
        if (!linked || inside) {
            FieldSpans spans;
            for (const auto cell : cells)
                spans.push_back({Field::kText, cell});
            const int level = inside ? text_level() : 0;
            if (!inside) close_entry();
            if (table_orgs_ == kNoColumn) table_orgs_ = org_column(cells);
            add(Role::kText, level, spans);
            return;
        }
        add_row_entry(cells, *linked);
    }

    void add_row_entry(const std::vector<std::string_view>& cells, std::size_t linked) {
        FieldSpans spans;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (i == linked) {
                const FieldSpans lead = read_lead(cells[i]).spans;
                spans.insert(spans.end(), lead.begin(), lead.end());
            } else {
                spans.push_back({i == table_orgs_ ? Field::kOrg : Field::kText, cells[i]});
            }
        }
        close_entry();
        add(Role::kItem, 0, spans);
    }

    // The column whose head says that organizations stand there.
    static std::size_t org_column(const std::vector<std::string_view>& cells) {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (is_org_word(cells[i])) return i;
        }
        return kNoColumn - 1;
    }

    void finish() {
        if (!frames_.empty()) warn("<details> without </details>");
    }

    static constexpr std::size_t kNoColumn = static_cast<std::size_t>(-1);

    Parsed parsed_;
    Line line_;
    std::string_view whole_;
    std::size_t number_ = 0;
    KindMarks marks_;
    std::vector<Frame> frames_;
    std::size_t details_at_ = kNoColumn;  // node of the last <details>
    BulletDepth notes_, box_;
    std::size_t entry_column_ = 0;
    std::size_t table_orgs_ = kNoColumn;
    std::size_t fences_left_ = 0;
    bool in_entry_ = false, in_fence_ = false, concept_box_ = false;
    bool weekly_ = false, has_title_ = false, was_blank_ = false;
};

}  // namespace

Parsed parse(std::string_view text) { return Parser().parse(text); }

}  // namespace seogo::notebook
