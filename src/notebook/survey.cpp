// Counts what speaks for each manner of notebook, in two passes over the lines.
#include "notebook/survey.h"

#include <algorithm>
#include <cstddef>

#include "notebook/calendar.h"
#include "notebook/line.h"
#include "notebook/link.h"
#include "notebook/spans.h"
#include "notebook/tags.h"

namespace seogo::notebook {
namespace {

std::size_t run_length(std::string_view body, char c) {
    return std::min(body.find_first_not_of(c), body.size());
}

// Tells code from text. Before reading it must know where fences can close.
class FenceReader {
public:
    explicit FenceReader(std::string_view text) {
        for (std::size_t line = 0; !text.empty(); ++line) {
            const std::string_view body = take_line(text).body;
            if (body.size() < 3 || (body[0] != '`' && body[0] != '~')) continue;
            const std::size_t length = run_length(body, body[0]);
            if (length == body.size())
                ends_.push_back({line, {body[0] == '`' ? length : 0, body[0] == '~' ? length : 0}});
        }
        for (std::size_t i = ends_.size(); i-- > 1;) {
            for (const std::size_t kind : {0u, 1u})
                ends_[i - 1].longest[kind] =
                    std::max(ends_[i - 1].longest[kind], ends_[i].longest[kind]);
        }
    }

    CodeLine next(const Line& line) {
        const std::size_t number = number_++;
        const char c = line.body.empty() ? ' ' : line.body[0];
        const std::size_t run = c == '`' || c == '~' ? run_length(line.body, c) : 0;
        if (length_ > 0) {
            if (c == mark_ && run >= length_ && run == line.body.size()) {
                length_ = 0;
                return CodeLine::kFence;
            }
            if (!leaves(line)) return CodeLine::kInside;
            length_ = 0;
        }
        if (run < 3 || !closes_behind(number, c, run)) return CodeLine::kNone;
        if (c == '`' && line.body.find('`', run) != std::string_view::npos) return CodeLine::kNone;
        mark_ = c;
        length_ = run;
        column_ = line.column;
        return CodeLine::kFence;
    }

private:
    struct End {
        std::size_t line = 0;
        std::size_t longest[2] = {};  // run of backticks, of tildes, from this line on
    };

    bool closes_behind(std::size_t line, char c, std::size_t run) {
        while (next_end_ < ends_.size() && ends_[next_end_].line <= line)
            ++next_end_;
        return next_end_ < ends_.size() && ends_[next_end_].longest[c == '~' ? 1 : 0] >= run;
    }
    // Less deep than the fence, and no code: a bullet, a heading or a tag.
    bool leaves(const Line& line) const {
        if (line.body.empty() || line.column >= column_) return false;
        return bullet_length(line.body) > 0 || line.body[0] == '#' ||
               starts_with_tag(line.body, "<details") || starts_with_tag(line.body, "</details");
    }

    std::vector<End> ends_;
    std::size_t next_end_ = 0, number_ = 0;
    char mark_ = ' ';
    std::size_t length_ = 0, column_ = 0;  // of the open fence; 0: none is open
};

// Bytes that a line with a link says beside its URL; 0 where it has none but anchors.
std::size_t linked_words(std::string_view content) {
    for (auto at = content.find("]("); at != std::string_view::npos;
         at = content.find("](", at + 2)) {
        if (content.substr(at + 2).starts_with('#')) continue;
        const std::size_t close = std::min(content.find(')', at), content.size());
        return content.size() - (close - at);
    }
    return address_length(content) > 0 ? content.size() : 0;
}

class Surveyor {
public:
    explicit Surveyor(std::string_view text) : fences_(text) {
        for (std::string_view rest = text; !rest.empty();)
            look_at(take_line(rest));
        survey_.one_note = !survey_.weekly && marked_ == 0 && prose_ > 2 * links_;
    }
    Survey take() { return std::move(survey_); }

private:
    void look_at(const Line& line) {
        survey_.code.push_back(fences_.next(line));
        const std::string_view body = line.body;
        if (survey_.code.back() != CodeLine::kNone) {
            prose_ += body.size();
        } else if (body.empty()) {
            return;
        } else if (body[0] == '#') {
            name(body.substr(run_length(body, '#')));
        } else if (body[0] == '<') {
            look_at_tag(body);
        } else if (const std::size_t bullet = bullet_length(body); bullet > 0) {
            look_at_bullet(body.substr(bullet));
        } else if (body[0] == '|') {
            links_ += linked_words(body);
        } else {
            look_at_text(line);
        }
    }
    void name(std::string_view words) {
        survey_.weekly = survey_.weekly || calendar_name(words).week != 0;
    }
    void look_at_tag(std::string_view body) {
        if (starts_with_tag(body, "<details")) body = behind_tag(body);
        if (starts_with_tag(body, "<summary")) name(read_summary_line(body).words);
    }
    void look_at_bullet(std::string_view content) {
        const BulletMark mark = mark_at(content);
        const std::size_t words = linked_words(content);
        if (mark.length > 0 && words > 0 && survey_.marks.is_sure(mark.emoji)) ++marked_;
        links_ += words;
    }
    void look_at_text(const Line& line) {
        const auto legend = read_legend_line(line.body);
        for (const LegendPart& part : legend)
            survey_.marks.learn(part.mark, part.meaning);
        const bool picture = line.body[0] == '!' || line.body.starts_with("[!");
        if (line.column <= 3 && legend.empty() && !picture) prose_ += line.body.size();
    }

    FenceReader fences_;
    Survey survey_;
    std::size_t prose_ = 0, links_ = 0;  // bytes of words
    std::size_t marked_ = 0;
};

// The mark's meaning begins behind a colon, or behind another separator where it speaks of a kind.
std::size_t separator_length(std::string_view text) {
    for (const std::string_view mark : {":", "：", "=", "-", "–", "→"}) {
        if (text.starts_with(mark)) return mark.size();
    }
    return 0;
}

// Where the next "🗞️:" begins in a meaning; npos where none follows.
std::size_t next_mark(std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (static_cast<unsigned char>(text[at]) < 0xE2) continue;  // no emoji begins below U+2000
        const std::size_t emoji = emoji_length(text.substr(at));
        if (emoji == 0) continue;
        if (trimmed_left(text.substr(at + emoji)).starts_with(':')) return at;
        at += emoji - 1;
    }
    return std::string_view::npos;
}

}  // namespace

Survey survey(std::string_view text) { return Surveyor(text).take(); }

std::vector<LegendPart> read_legend_line(std::string_view body) {
    std::vector<LegendPart> parts;
    while (!body.empty()) {
        const std::size_t emoji = emoji_length(body);
        if (emoji == 0) break;
        const std::string_view behind = trimmed_left(body.substr(emoji));
        const std::size_t separator = separator_length(behind);
        if (separator == 0) break;
        std::string_view meaning = trimmed(behind.substr(separator));
        const std::size_t next = next_mark(meaning);
        const std::string_view rest =
            next == std::string_view::npos ? std::string_view() : meaning.substr(next);
        meaning = trimmed_right(meaning.substr(0, next));
        while (!rest.empty() && !meaning.empty() &&
               std::string_view("/,|;").find(meaning.back()) != std::string_view::npos)
            meaning = trimmed_right(meaning.substr(0, meaning.size() - 1));
        const bool colon = behind[0] == ':' || behind.starts_with("：");
        if (meaning.starts_with('[') || (!colon && kind_meant(meaning).empty())) break;
        parts.push_back({body.substr(0, emoji), meaning});
        body = rest;
    }
    return parts;
}

}  // namespace seogo::notebook
