// Follows headings and <details> through a notebook.
#include "notebook/sections.h"

#include <algorithm>
#include <optional>

#include "notebook/node_words.h"
#include "notebook/spans.h"

namespace seogo::notebook {
namespace {

// A section that is still open. `depth`: <details> around it; `marks`: # of its heading, 0 for
// none.
struct Open {
    std::size_t section = 0;
    std::size_t depth = 0;
    std::size_t marks = 0;
};

std::optional<Level> level_of(const Node& node) {
    switch (node.role) {
        case Role::kTitle:
            if (calendar_name(node[Field::kTitle]).year == 0) return std::nullopt;
            return Level::kYear;
        case Role::kYear:
            return Level::kYear;
        case Role::kMonth:
            return Level::kMonth;
        case Role::kWeek:
            return Level::kWeek;
        default:
            return std::nullopt;
    }
}

class SectionReader {
public:
    explicit SectionReader(const Notebook& notebook) : nodes_(notebook.nodes) {}

    std::vector<Section> read() {
        for (std::size_t i = 0; i < nodes_.size(); ++i)
            read_line(i);
        while (!open_.empty())
            close_last(nodes_.size());
        for (Section& section : sections_)
            set_content_end(section);
        return std::move(sections_);
    }

private:
    void read_line(std::size_t i) {
        const Node& node = nodes_[i];
        const std::string words = body_of(node);
        std::string_view body = words;
        body.remove_prefix(bullet_length(body));
        const bool opens = body.starts_with("<details");
        if (opens) details_.push_back(i);
        const bool summary = body.find("<summary") != body.npos;
        if (const auto level = level_of(node)) {
            begin_section(i, *level, summary, body);
        } else if (node.role == Role::kSection && body.starts_with('#')) {
            const std::size_t marks = body.find_first_not_of('#');
            while (!open_.empty() && open_.back().marks >= marks && open_.back().marks != 0)
                close_last(i);
        }
        const bool closes =
            body.starts_with("</details") || (summary && body.find("</details") != body.npos);
        if (closes && !details_.empty()) end_details(i);
    }

    void begin_section(std::size_t i, Level level, bool summary, std::string_view body) {
        Section section;
        section.level = level;
        section.head = i;
        section.begin = i;
        section.folded = summary && !details_.empty();
        if (section.folded) section.begin = details_.back();
        const std::size_t depth = details_.size() - (section.folded ? 1 : 0);
        while (!open_.empty() &&
               (open_.back().depth > depth ||
                (open_.back().depth == depth && sections_[open_.back().section].level >= level))) {
            close_last(section.begin);
        }
        const Node& node = nodes_[i];
        section.name =
            calendar_name(node[node.role == Role::kTitle ? Field::kTitle : Field::kText]);
        set_place(section);
        const std::size_t marks = body.starts_with('#') ? body.find_first_not_of('#') : 0;
        open_.push_back({sections_.size(), depth, marks});
        sections_.push_back(section);
    }

    // As the model reads it: a heading counts until the next of its level, wherever that stands.
    void set_place(Section& section) {
        const CalendarName& name = section.name;
        if (section.level == Level::kYear) {
            year_ = name.year;
            month_ = 0;
        } else if (name.year != 0) {
            year_ = name.year;
        }
        if (section.level == Level::kMonth || (section.level == Level::kWeek && name.month != 0)) {
            month_ = name.month;
        }
        section.year = year_;
        section.month = month_;
        section.week = section.level == Level::kWeek ? name.week : 0;
    }

    void end_details(std::size_t i) {
        details_.pop_back();
        const std::size_t depth = details_.size();
        while (!open_.empty() && open_.back().depth > depth)
            close_last(i);
        if (open_.empty() || open_.back().depth != depth) return;
        Section& section = sections_[open_.back().section];
        if (!section.folded) return;
        section.close = i;
        close_last(i + 1);
    }

    void close_last(std::size_t end) {
        sections_[open_.back().section].end = end;
        open_.pop_back();
    }

    void set_content_end(Section& section) {
        std::size_t end = section.close != Section::kNone ? section.close : section.end;
        const auto can_go = [&](const Node& node) {
            if (node.role != Role::kBlank) return false;
            return body_of(node).find_first_not_of("-*_= ") == std::string::npos;
        };
        while (end > section.head + 1 && can_go(nodes_[end - 1]))
            --end;
        section.content_end = std::max(end, section.head + 1);
    }

    const std::vector<Node>& nodes_;
    std::vector<Section> sections_;
    std::vector<Open> open_;
    std::vector<std::size_t> details_;  // lines of the <details> that are open
    int year_ = 0, month_ = 0;
};

}  // namespace

std::vector<Section> sections_of(const Notebook& notebook) {
    return SectionReader(notebook).read();
}

}  // namespace seogo::notebook
