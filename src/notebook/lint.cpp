// Names irregular lines by rule, and mends those whose repair changes no word.
#include "notebook/lint.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "notebook/line.h"
#include "notebook/link.h"
#include "notebook/marks.h"
#include "notebook/parse.h"
#include "notebook/spans.h"
#include "notebook/words.h"

namespace seogo::notebook {
namespace {

constexpr std::string_view kNoBreakSpace = "\xC2\xA0";
constexpr std::string_view kFixableRules[] = {
    "whitespace-only-line",     "trailing-space",
    "summary-indent",           "space-before-colon",
    "no space between ] and [", "nbsp-after-kind-mark",
    "url-without-scheme",       "no-blank-line-before-entry",
    "details-indent-mismatch"};

bool is_fixable(std::string_view rule) {
    return std::find(std::begin(kFixableRules), std::end(kFixableRules), rule) !=
           std::end(kFixableRules);
}

// Emoji that stand in front of notes: no kinds, but worth a word.
constexpr std::pair<std::string_view, std::string_view> kInlineMarks[] = {
    {"📊", "chart"},  {"🧐", "why"},  {"💡", "idea"},
    {"⚠", "warning"}, {"✅", "done"}, {"❓", "question"}};

std::size_t count_of(std::string_view text, std::string_view what) {
    std::size_t count = 0;
    for (auto at = text.find(what); at != std::string_view::npos;
         at = text.find(what, at + what.size())) {
        ++count;
    }
    return count;
}

bool is_tracking(std::string_view name) {
    constexpr std::string_view kNames[] = {"ab_channel", "fbclid", "gclid", "linkId", "igshid",
                                           "mc_cid",     "mc_eid", "spm",   "ref_src"};
    return name.starts_with("utm_") ||
           std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

// The query of an address that names where the reader came from; "" where there is none.
std::string_view tracking_query(std::string_view url) {
    const std::size_t mark = url.find('?');
    if (mark == std::string_view::npos) return {};
    const std::string_view query = url.substr(mark + 1, url.find('#', mark) - mark - 1);
    std::string_view rest = query;
    while (!rest.empty()) {
        const std::string_view pair = rest.substr(0, rest.find('&'));
        if (is_tracking(pair.substr(0, pair.find('=')))) return query;
        rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
    }
    return {};
}

bool has_percent_code(std::string_view url) {
    constexpr std::string_view kHex = "0123456789abcdefABCDEF";
    for (auto at = url.find('%'); at != std::string_view::npos; at = url.find('%', at + 1)) {
        if (at + 2 < url.size() && kHex.find(url[at + 1]) != std::string_view::npos &&
            kHex.find(url[at + 2]) != std::string_view::npos) {
            return true;
        }
    }
    return false;
}

// "arxiv.org/abs/1": a host with a dot and a path, without a scheme.
bool lacks_scheme(std::string_view url) {
    if (url.empty() || url.find("://") != std::string_view::npos ||
        url.find(' ') != std::string_view::npos) {
        return false;
    }
    const std::size_t slash = url.find('/');
    if (slash == std::string_view::npos || slash == 0) return false;
    const std::string_view host = url.substr(0, slash);
    const std::size_t dot = host.rfind('.');
    constexpr std::string_view kHostBytes = "abcdefghijklmnopqrstuvwxyz0123456789-.";
    return dot != std::string_view::npos && dot > 0 && host.size() - dot > 2 && host[0] != '.' &&
           host.find_first_not_of(kHostBytes) == std::string_view::npos;
}

// One line with all that the rules ask of it.
struct Seen {
    Line line;
    std::string_view whole;
    const Node* node = nullptr;
    bool bullet = false;
};

class Linter {
public:
    explicit Linter(std::string_view text) : parsed_(parse(text)) {
        const auto& nodes = parsed_.notebook.nodes;
        weekly_ = std::any_of(nodes.begin(), nodes.end(),
                              [](const Node& n) { return n.role == Role::kWeek; });
        for (const Node& node : nodes) {
            Seen seen;
            const std::string_view before = text;
            seen.line = take_line(text);
            seen.whole = before.substr(0, before.size() - text.size());
            seen.node = &node;
            seen.bullet = bullet_length(seen.line.body) > 0 && is_listed(node.role);
            lines_.push_back(seen);
        }
    }

    std::vector<Problem> lint() {
        for (at_ = 0; at_ < lines_.size(); ++at_)
            check();
        std::sort(problems_.begin(), problems_.end(), [](const Problem& a, const Problem& b) {
            return std::tie(a.line, a.rule) < std::tie(b.line, b.rule);
        });
        return std::move(problems_);
    }
    const std::vector<Seen>& lines() const { return lines_; }

private:
    struct Details {
        std::size_t line = 0, column = 0;
        bool items_seen = false;
        std::vector<std::pair<std::size_t, std::size_t>> bullets;  // column, line
    };

    static bool is_listed(Role role) {
        return role == Role::kItem || role == Role::kSubItem || role == Role::kNote ||
               role == Role::kBoxNote || role == Role::kConcept;
    }

    const Seen& seen() const { return lines_[at_]; }
    void report(std::string rule, std::string note = "", bool mendable = true) {
        const bool fixable = mendable && is_fixable(rule);
        problems_.push_back({at_ + 1, std::move(rule), std::move(note), fixable});
    }

    void check() {
        const Line& line = seen().line;
        if (line.body.empty()) {
            if (!line.indent.empty()) {
                report("whitespace-only-line", std::to_string(line.indent.size()) + " spaces");
            }
            return;
        }
        check_spaces(line);
        check_tags(line);
        if (seen().bullet) check_bullet(line);
        if (seen().node->role == Role::kItem) check_entry(line);
        if (seen().node->role == Role::kText && seen().node->level > 0) {
            report("text-line-outside-bullet",
                   "CommonMark: lazy continuation of the paragraph above");
        }
        check_links();
        check_box();
    }

    void check_spaces(const Line& line) {
        if (!line.trailing.empty()) {
            report("trailing-space",
                   std::to_string(line.trailing.size()) + " (2 = hard break in CommonMark)");
        }
        const std::size_t breaks = count_of(seen().whole, kNoBreakSpace);
        if (breaks > 0) report("nbsp", std::to_string(breaks) + " no-break spaces");
        const bool listed = seen().bullet || seen().node->role == Role::kBox;
        if (listed && line.body.find("  ") != std::string_view::npos) report("double-space-inside");
    }

    void check_tags(const Line& line) {
        const std::string_view body = line.body;
        if (body.starts_with("<details")) {
            details_.push_back({at_ + 1, line.column, false, {}});
        } else if (body.starts_with("</details") && !details_.empty()) {
            const Details& open = details_.back();
            if (open.column != line.column) {
                report("details-indent-mismatch", "<details> on line " + std::to_string(open.line) +
                                                      " at indent " + std::to_string(open.column) +
                                                      ", </details> at " +
                                                      std::to_string(line.column));
            }
            details_.pop_back();
        } else if (body.starts_with("<summary") && !details_.empty()) {
            const std::size_t column = details_.back().column;
            if (line.column != column + 2 && line.column >= column) {
                report("summary-indent", "summary is " + std::to_string(line.column - column) +
                                             " deeper than its <details>");
            }
        }
        const std::string& title = (*seen().node)[Field::kTitle];
        const bool box = seen().node->role == Role::kBox;
        if (box && title.find('<') != std::string::npos && title.find("</") != std::string::npos) {
            report("html-inside");
        }
    }

    void check_bullet(const Line& line) {
        const Role role = seen().node->role;
        const bool in_box = role == Role::kBoxNote || role == Role::kConcept;
        auto& bullets = in_box && !details_.empty() ? details_.back().bullets : bullets_;
        if (role == Role::kItem) bullets.clear();
        while (!bullets.empty() && bullets.back().first >= line.column)
            bullets.pop_back();
        if (!bullets.empty() && line.column - bullets.back().first != 2) {
            report("bullet-step-not-2", "step " +
                                            std::to_string(line.column - bullets.back().first) +
                                            " under line " + std::to_string(bullets.back().second));
        }
        bullets.emplace_back(line.column, at_ + 1);
        if (line.column % 2 == 1) report("odd-indent", "indent " + std::to_string(line.column));
        if (in_box && !details_.empty() && !details_.back().items_seen) {
            Details& box = details_.back();
            box.items_seen = true;
            if (line.column < box.column + 2) {
                const std::size_t deeper = line.column > box.column ? line.column - box.column : 0;
                report("box-items-indent",
                       "first item is " + std::to_string(deeper) + " deeper than its <details>");
            }
        }
        const std::string_view content = line.body.substr(bullet_length(line.body));
        const std::size_t mark = emoji_length(content);
        for (const auto& [emoji, name] : kInlineMarks) {
            if (mark > 0 && role != Role::kItem && role != Role::kSubItem &&
                content.starts_with(emoji)) {
                report("inline-mark", std::string(name) + " " + std::string(emoji));
            }
        }
    }

    void check_entry(const Line& line) {
        if (!weekly_) return;
        if ((*seen().node)[Field::kOrg].empty()) report("entry-without-org");
        const bool blank = at_ == 0 || lines_[at_ - 1].line.body.empty();
        if (!blank) report("no-blank-line-before-entry");
        const std::string_view content = line.body.substr(bullet_length(line.body));
        const std::size_t mark = emoji_length(content);
        if (mark > 0 && content.substr(mark).starts_with(kNoBreakSpace))
            report("nbsp-after-kind-mark");
    }

    void check_links() {
        const Node& node = *seen().node;
        const bool lead = node.role == Role::kItem || node.role == Role::kSubItem;
        if (lead && !node[Field::kOrg].empty() && node.shape.find("][") != std::string::npos) {
            report("no space between ] and [");
        }
        std::vector<std::string_view> urls = parts_of(node, Field::kUrl);
        const std::size_t own = urls.size();
        if (own > 1) report("link inside a link target");
        std::size_t links = own > 0 ? 1 : 0;
        for (const auto& link : links_in(node[Field::kText])) {
            ++links;
            urls.insert(urls.end(), link.urls.begin(), link.urls.end());
        }
        if (seen().bullet && links > 1) report("several-links-on-one-bullet");
        check_urls(urls);
    }

    void check_urls(const std::vector<std::string_view>& urls) {
        bool encoded = false;
        const std::size_t own = part_count(*seen().node, Field::kUrl);
        for (std::size_t i = 0; i < urls.size(); ++i) {
            const std::string_view url = urls[i];
            encoded = encoded || has_percent_code(url);
            // In running text it may be meant as it stands: named, not mended.
            if (lacks_scheme(url)) report("url-without-scheme", std::string(url) + ")", i < own);
            const std::string_view query = tracking_query(url);
            if (!query.empty()) report("tracking-query", std::string(query));
        }
        if (encoded) report("percent-encoded-url");
    }

    void check_box() {
        const Node& node = *seen().node;
        if (node.role == Role::kBox) concept_box_ = is_concept_box(node[Field::kTitle]);
        if (node.role == Role::kBoxNote && concept_box_ && node.level == 1) {
            report("plain-bullet-in-concept-box");
        }
        if (node.role == Role::kConcept) {
            const std::string_view shape = node.shape;
            const std::size_t term =
                shape.find(static_cast<char>(1 + static_cast<int>(Field::kTerm)));
            const std::size_t colon = shape.find(':', term);
            const bool spaced = colon != std::string_view::npos && colon > 0 &&
                                space_length(shape.substr(colon - 1)) > 0;
            if (spaced) report("space-before-colon");
        }
    }

    Parsed parsed_;
    std::vector<Seen> lines_;
    std::vector<Problem> problems_;
    std::vector<Details> details_;
    std::vector<std::pair<std::size_t, std::size_t>> bullets_;
    std::size_t at_ = 0;
    bool weekly_ = false, concept_box_ = false;
};

// Mends one line after another; what is no word is all that changes.
class Mender {
public:
    explicit Mender(std::string_view text) : linter_(text), problems_(linter_.lint()) {}

    std::string mend() {
        std::string out;
        std::size_t next = 0;
        const auto& lines = linter_.lines();
        for (std::size_t i = 0; i < lines.size(); ++i) {
            const Seen& seen = lines[i];
            indent_ = seen.line.indent;
            node_ = *seen.node;
            const std::string_view ending = seen.line.ending.empty() ? "\n" : seen.line.ending;
            for (; next < problems_.size() && problems_[next].line == i + 1; ++next) {
                if (problems_[next].rule == "no-blank-line-before-entry") out += ending;
                apply(problems_[next], seen);
            }
            if (seen.line.body.starts_with("<details")) columns_.push_back(std::string(indent_));
            if (seen.line.body.starts_with("</details") && !columns_.empty()) columns_.pop_back();
            out += render(node_);
        }
        return out;
    }

private:
    void apply(const Problem& problem, const Seen& seen) {
        const std::string_view rule = problem.rule;
        if (rule == "whitespace-only-line") {
            node_.shape = seen.line.ending;
        } else if (rule == "trailing-space") {
            const std::size_t tail = seen.line.trailing.size() + seen.line.ending.size();
            node_.shape.resize(node_.shape.size() - tail);
            node_.shape += seen.line.ending;
        } else if (rule == "summary-indent" || rule == "details-indent-mismatch") {
            if (columns_.empty()) return;
            node_.shape.replace(0, indent_.size(),
                                columns_.back() + (rule == "summary-indent" ? "  " : ""));
        } else if (rule == "no space between ] and [") {
            part_brackets();
        } else if (rule == "nbsp-after-kind-mark") {
            const std::size_t at = node_.shape.find(kNoBreakSpace, indent_.size());
            if (at != std::string::npos) node_.shape.replace(at, kNoBreakSpace.size(), " ");
        } else if (rule == "space-before-colon") {
            close_up_colon();
        } else if (rule == "url-without-scheme") {
            add_scheme();
        }
    }

    void part_brackets() {
        std::string parted;
        for (const char c : node_.shape) {
            if (c == '[' && parted.ends_with(']')) parted += ' ';
            parted += c;
        }
        node_.shape = std::move(parted);
    }

    void close_up_colon() {
        const char term = static_cast<char>(1 + static_cast<int>(Field::kTerm));
        const std::size_t colon = node_.shape.find(':', node_.shape.find(term));
        const std::string_view before =
            trimmed_right(std::string_view(node_.shape).substr(0, colon));
        node_.shape.erase(before.size(), colon - before.size());
    }

    void add_scheme() {
        std::string urls;
        bool begun = false;
        for (const std::string_view url : parts_of(node_, Field::kUrl)) {
            if (std::exchange(begun, true)) urls += kPartSeparator;
            if (lacks_scheme(url)) urls += "https://";
            urls += url;
        }
        node_[Field::kUrl] = urls;
    }

    Linter linter_;
    std::vector<Problem> problems_;
    std::string_view indent_;
    Node node_;
    std::vector<std::string> columns_;  // indents of the open <details>
};

}  // namespace

std::vector<Problem> lint(std::string_view text) { return Linter(text).lint(); }

std::string fix(std::string_view text) { return Mender(text).mend(); }

}  // namespace seogo::notebook
