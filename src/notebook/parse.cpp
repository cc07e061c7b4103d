// The parser: one pass over the lines with a stack of <details> and the open entry in hand.
#include "notebook/parse.h"

#include <algorithm>
#include <optional>

#include "notebook/calendar.h"
#include "notebook/line.h"
#include "notebook/spans.h"
#include "notebook/survey.h"
#include "notebook/table.h"
#include "notebook/tags.h"
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

bool is_rule(std::string_view body) {
    if (body.size() < 3 || std::string_view("-*_=").find(body[0]) == std::string_view::npos)
        return false;
    return body.find_first_not_of(std::string{body[0], ' '}) == std::string_view::npos;
}

// What the titles of a notebook's years have in common: "My study archive 2025" and "... 2024".
std::string without_digits(std::string_view words) {
    std::string out(words);
    std::erase_if(out, [](char c) { return c >= '0' && c <= '9'; });
    return out;
}

class Parser {
public:
    explicit Parser(std::string_view text) : survey_(survey(text)) {}

    Parsed parse(std::string_view text) {
        parsed_.notebook.nodes.reserve(survey_.code.size());
        while (!text.empty()) {
            const std::string_view before = text;
            line_ = take_line(text);
            whole_ = before.substr(0, before.size() - text.size());
            ++number_;
            read_line();
        }
        if (!frames_.empty()) warn("<details> without </details>");
        return std::move(parsed_);
    }

private:
    bool in_box() const { return !frames_.empty() && frames_.back() == Frame::kBox; }
    bool in_week() const {
        return std::find(frames_.begin(), frames_.end(), Frame::kCalendar) != frames_.end();
    }
    // At the margin of the open entry or left of it: such a line can end it.
    bool at_margin(std::size_t column) const { return !in_entry_ || column <= entry_column_; }
    CodeLine code() const { return survey_.code[number_ - 1]; }
    void warn(std::string message) { parsed_.warnings.push_back({number_, std::move(message)}); }

    Node& add(Role role, int level, const FieldSpans& spans) {
        parsed_.notebook.nodes.push_back(node_of_line(role, level, whole_, spans));
        return parsed_.notebook.nodes.back();
    }
    // A line of tags, with the words that stand behind them.
    void add_tags(int level, std::string_view words) {
        add(words.empty() ? Role::kBlank : Role::kText, level, {{Field::kText, words}});
    }

    void close_entry() {
        in_entry_ = false;
        notes_.clear();
    }
    // What comes now stands outside of boxes; those that are open were never closed.
    void leave_boxes() {
        const auto open = std::remove_if(frames_.begin(), frames_.end(),
                                         [](Frame frame) { return frame == Frame::kBox; });
        if (open == frames_.end()) return;
        frames_.erase(open, frames_.end());
        warn("a box was left open before this line");
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
        if (code() == CodeLine::kFence) return read_fence(body);
        if (code() == CodeLine::kInside) return read_text(body);
        if (body[0] == '<' && read_tag(body)) return;
        if (body[0] == '#' && read_heading(body)) return;
        if (is_rule(body)) {
            add(Role::kBlank, 0, {});
            return;
        }
        if (body[0] == '|') return read_row(body);
        table_.end();
        if (const std::size_t length = bullet_length(body); length > 0) {
            return read_bullet(body.substr(length));
        }
        if (!in_entry_ && read_legend(body)) return;
        if (read_bare_entry(body)) return;
        read_text(body);
    }

    void read_fence(std::string_view body) {
        const std::size_t words = std::min(body.find_first_not_of(body[0]), body.size());
        add_tags(text_level(), trimmed(body.substr(words)));
    }

    // Text outside of bullets: of the entry where it stands under it, else of the page.
    int text_level() {
        if (!in_entry_) return 0;
        const bool under = line_.column > entry_column_ || in_box() || code() != CodeLine::kNone;
        if (!under && was_blank_) {
            close_entry();
            return 0;
        }
        return std::max(1, in_box() ? box_.depth() : notes_.depth());
    }

    void read_text(std::string_view body) {
        const int level = text_level();
        if (level > 0 && code() == CodeLine::kNone) {
            warn("text outside of a bullet, kept with the entry above");
        }
        add(Role::kText, level, {{Field::kText, body}});
    }

    // <details>, </details>, <summary> and line breaks; false: words like any other.
    bool read_tag(std::string_view body) {
        if (starts_with_tag(body, "<summary")) {
            read_summary(body);
        } else if (starts_with_tag(body, "</details")) {
            read_details_end(body);
        } else if (starts_with_tag(body, "<details")) {
            read_details(body);
        } else if (starts_with_tag(body, "</summary") || starts_with_tag(body, "<br") ||
                   starts_with_tag(body, "<hr")) {
            add_tags(in_entry_ ? 1 : 0, behind_tag(body));
        } else {
            return false;
        }
        return true;
    }

    void read_details(std::string_view body) {
        frames_.push_back(Frame::kUnknown);
        details_at_ = parsed_.notebook.nodes.size();
        details_column_ = line_.column;
        const std::string_view behind = behind_tag(body);
        if (starts_with_tag(behind, "<summary")) return read_summary(behind);
        add_tags(in_entry_ ? 1 : 0, behind);
    }

    void read_summary(std::string_view body) {
        const SummaryLine summary = read_summary_line(body);
        const Role role = role_of_summary(summary.words);
        if (role == Role::kBox) {
            open_frame(Frame::kBox);
            box_.clear();
            concept_box_ = is_concept_box(summary.words);
        } else {
            open_part(role);
        }
        add(summary.words.empty() ? Role::kBlank : role, role == Role::kBox ? 1 : 0,
            {{role == Role::kBox ? Field::kTitle : Field::kText, summary.words},
             {Field::kText, summary.behind}});
        if (summary.ends && !frames_.empty()) frames_.pop_back();
    }

    void open_frame(Frame frame) {
        if (frames_.empty()) frames_.push_back(Frame::kUnknown);
        frames_.back() = frame;
    }
    void open_part(Role role) {
        auto& nodes = parsed_.notebook.nodes;
        if (details_at_ < nodes.size()) nodes[details_at_].level = 0;
        if (!frames_.empty()) frames_.pop_back();
        leave_boxes();
        frames_.push_back(role == Role::kSection ? Frame::kSection : Frame::kCalendar);
        close_entry();
    }

    Role role_of_summary(std::string_view words) const {
        const std::size_t column =
            details_at_ < parsed_.notebook.nodes.size() ? details_column_ : line_.column;
        const bool outer = at_margin(column) && !(in_box() && column > entry_column_);
        const CalendarName name = calendar_name(words);
        if (outer || (!in_box() && name.pure)) {
            if (name.week != 0 && (name.pure || !in_entry_)) return Role::kWeek;
            if (name.month != 0 && (name.pure || (name.sure_month && !in_entry_))) {
                return Role::kMonth;
            }
            if (name.pure && outer) return Role::kYear;
        }
        if (name.year != 0 && outer && without_digits(words) == title_) return Role::kYear;
        const bool in_list = outer && !in_week() && (!survey_.weekly || name.year != 0);
        if (in_entry_ && !in_list) return Role::kBox;
        return name.year != 0 ? Role::kYear : Role::kSection;
    }

    void read_details_end(std::string_view body) {
        const bool known = !frames_.empty();
        const Frame frame = known ? frames_.back() : Frame::kUnknown;
        if (known) frames_.pop_back();
        if (!known) warn("</details> without <details>");
        const bool inner = frame == Frame::kBox || (known && frame == Frame::kUnknown && in_entry_);
        if (!inner) close_entry();
        add_tags(inner ? 1 : 0, behind_tag(body));
    }

    bool read_heading(std::string_view body) {
        const std::size_t marks = std::min(body.find_first_not_of('#'), body.size());
        const std::string_view words = trimmed(body.substr(marks));
        if (marks > 6) return false;
        const CalendarName name = calendar_name(words);
        if (in_entry_ && !at_margin(line_.column) && !name.pure) return false;
        const bool spaced = marks == body.size() || space_length(body.substr(marks)) > 0;
        if (!spaced && !(name.pure && marks > 1)) return false;
        const bool years_title = name.year != 0 && without_digits(words) == title_;
        const Role role = years_title ? Role::kYear : role_of_heading(name, marks);
        if (role == Role::kTitle) title_ = without_digits(words);
        leave_boxes();
        close_entry();
        add(words.empty() ? Role::kBlank : role, 0,
            {{role == Role::kTitle ? Field::kTitle : Field::kText, words}});
        return true;
    }

    Role role_of_heading(const CalendarName& name, std::size_t marks) {
        if (name.week != 0 && (name.pure || marks > 1)) return Role::kWeek;
        if (name.month != 0 && (name.pure || (name.sure_month && marks > 1))) return Role::kMonth;
        if (name.pure) return Role::kYear;
        if (marks != 1) return Role::kSection;
        if (!has_title_) {
            has_title_ = true;
            return Role::kTitle;
        }
        return name.year != 0 ? Role::kYear : Role::kSection;
    }

    // "📜: Paper link", as a line or a bullet of its own outside of entries.
    bool read_legend(std::string_view body) {
        const auto legend = read_legend_line(body);
        if (legend.empty()) return false;
        FieldSpans meanings;
        for (const LegendPart& part : legend) {
            survey_.marks.learn(part.mark, part.meaning);
            meanings.push_back({Field::kText, part.meaning});
        }
        add(Role::kLegend, 0, meanings);
        return true;
    }

    // What stands behind a bullet: the kind of its mark and its words.
    struct Bullet {
        std::optional<std::string> kind;  // unset: no mark stands there
        bool sure = false;                // the mark alone makes an entry
        Lead lead;
    };
    Bullet read_marks(std::string_view content) const {
        Bullet bullet;
        const BulletMark mark = mark_at(content);
        if (mark.length > 0) {
            bullet.kind = survey_.marks.kind_of(mark.emoji);
            bullet.sure = bullet.kind && survey_.marks.is_sure(mark.emoji);
            bullet.lead = read_lead(content.substr(mark.length), bullet.sure);
            // An emoji that no one explains: a mark where a link follows, else a word.
            if (!bullet.sure && bullet.lead.has_link) bullet.kind = bullet.kind.value_or("");
            if (bullet.kind) return bullet;
        }
        bullet.lead = read_lead(content, false);
        if (!bullet.lead.mark.empty()) bullet.kind = survey_.marks.kind_of(bullet.lead.mark);
        return bullet;
    }

    void read_bullet(std::string_view content) {
        if (content.empty()) {
            add(Role::kBlank, in_entry_ ? 1 : 0, {});
            return;
        }
        if (content[0] == '<' && read_tag(content)) return;
        if (!in_entry_ && read_legend(content)) return;
        const Bullet bullet = read_marks(content);
        const Lead& lead = bullet.lead;
        const bool marked = bullet.kind && (bullet.sure || lead.has_link);
        const bool outside = at_margin(line_.column);
        if (in_box()) {
            if (!(marked && lead.has_link && outside)) return read_box_bullet(content);
            leave_boxes();
        }
        const bool nearly = !in_entry_ || line_.column <= entry_column_ + 1;
        const bool entry = marked ? nearly : lead.has_link && outside && !survey_.one_note;
        if (entry) return add_entry(bullet.kind.value_or(""), lead);
        if (in_entry_ && (!outside || (survey_.weekly && !was_blank_))) {
            return add_note(bullet.kind.value_or(""), lead, content);
        }
        close_entry();
        add(Role::kText, 0, {{Field::kText, content}});
    }

    // An entry whose bullet was forgotten: "📜 [title](url)" at the margin of a week.
    bool read_bare_entry(std::string_view body) {
        if (!survey_.weekly || in_box() || !at_margin(line_.column)) return false;
        const BulletMark mark = mark_at(body);
        if (mark.length == 0 || !survey_.marks.is_sure(mark.emoji)) return false;
        const Lead lead = read_lead(body.substr(mark.length), true);
        if (!lead.has_link) return false;
        warn("an entry without a bullet");
        add_entry(survey_.marks.kind_of(mark.emoji).value_or(""), lead);
        return true;
    }

    void add_entry(const std::string& kind, const Lead& lead) {
        in_entry_ = true;
        entry_column_ = line_.column;
        notes_.clear();
        const Node& node = add(Role::kItem, 0, lead.spans);
        parsed_.notebook.nodes.back().kind = kind;
        if (part_count(node, Field::kUrl) > 1) {
            warn("two addresses in one link target; both are kept");
        }
    }

    void add_note(const std::string& kind, const Lead& lead, std::string_view content) {
        const int level = notes_.push(line_.column);
        if (lead.has_link) {
            add(Role::kSubItem, level, lead.spans).kind = kind;
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
        const bool inside = in_entry_ && line_.column > entry_column_;
        Table::Row row = table_.read(body);
        if (row.rule) {
            add(Role::kBlank, 0, {});
        } else if (row.entry && !inside && !survey_.one_note) {
            close_entry();
            add(Role::kItem, 0, row.spans);
        } else {
            for (FieldSpan& span : row.spans)
                span.field = Field::kText;
            const int level = inside ? text_level() : 0;
            if (!inside) close_entry();
            add(Role::kText, level, row.spans);
        }
    }

    static constexpr std::size_t kNoNode = static_cast<std::size_t>(-1);

    Survey survey_;
    Parsed parsed_;
    Line line_;
    std::string_view whole_;
    std::size_t number_ = 0;
    std::vector<Frame> frames_;
    std::size_t details_at_ = kNoNode;  // node of the last <details>
    std::size_t details_column_ = 0;
    BulletDepth notes_, box_;
    Table table_;
    std::string title_;  // of the page, without digits
    std::size_t entry_column_ = 0;
    bool in_entry_ = false, concept_box_ = false, has_title_ = false, was_blank_ = false;
};

}  // namespace

Parsed parse(std::string_view text) { return Parser(text).parse(text); }

}  // namespace seogo::notebook
