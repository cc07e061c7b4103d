// Whole new entries in one side of a merge.
#include "notebook/new_entries.h"

#include <algorithm>

#include "notebook/parse.h"

namespace seogo::notebook {
namespace {

bool is_heading(Role role) {
    return role == Role::kTitle || role == Role::kYear || role == Role::kMonth ||
           role == Role::kWeek || role == Role::kSection || role == Role::kLegend;
}

bool is_white(std::string_view line) {
    return line.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

std::size_t count_of(std::string_view text, std::string_view word) {
    std::size_t count = 0;
    for (auto at = text.find(word); at != text.npos; at = text.find(word, at + word.size()))
        ++count;
    return count;
}

std::string_view without_white_end(std::string_view text) {
    return text.substr(0, text.find_last_not_of(" \t\r\n") + 1);
}

bool same_entry(const EntryBlocks::Entry& a, const EntryBlocks::Entry& b) {
    if (!a.url.empty() && a.url == b.url) return true;
    return !a.title.empty() && a.title == b.title;
}

}  // namespace

const std::vector<Node>& NewEntries::nodes() {
    if (!read_) read_ = parse(text_).notebook;
    return read_->nodes;
}

bool NewEntries::are_whole(std::size_t begin, std::size_t end) {
    const auto& all = nodes();
    if (end > all.size()) return false;
    std::string text;
    bool in_entry = false;
    for (std::size_t line = begin; line < end; ++line) {
        const std::string bytes = render(all[line]);
        if (is_heading(all[line].role)) return false;
        in_entry = in_entry || all[line].role == Role::kItem;
        if (!in_entry && !is_white(bytes)) return false;
        text += bytes;
    }
    return in_entry && count_of(text, "<details") == count_of(text, "</details");
}

bool NewEntries::end_a_week(std::size_t begin, std::size_t end) {
    if (!are_whole(begin, end)) return false;
    const auto& all = nodes();
    while (end < all.size() && is_white(render(all[end])))
        ++end;
    return end == all.size() || is_heading(all[end].role) || all[end].role == Role::kBlank;
}

EntryBlocks NewEntries::blocks(std::size_t begin, std::size_t end) {
    EntryBlocks blocks;
    for (std::size_t line = begin; line < end; ++line) {
        const Node& node = nodes()[line];
        if (node.role == Role::kItem) {
            blocks.entries.push_back({node[Field::kTitle], node[Field::kUrl], ""});
        }
        (blocks.entries.empty() ? blocks.head : blocks.entries.back().lines) += render(node);
    }
    return blocks;
}

std::optional<std::string> joined_entries(EntryBlocks ours, EntryBlocks theirs) {
    std::string text = ours.head;
    for (const auto& entry : ours.entries)
        text += entry.lines;
    std::vector<EntryBlocks::Entry> added;
    for (const auto& entry : theirs.entries) {
        const auto found = std::find_if(ours.entries.begin(), ours.entries.end(),
                                        [&](const auto& own) { return same_entry(own, entry); });
        if (found == ours.entries.end()) {
            added.push_back(entry);
        } else if (without_white_end(found->lines) != without_white_end(entry.lines)) {
            return std::nullopt;
        }
    }
    if (added.empty()) return text;
    // The last one ends as the last of that side did, whichever entries were left out.
    const std::string& last = theirs.entries.back().lines;
    std::string& end = added.back().lines;
    end = std::string(without_white_end(end)) + last.substr(without_white_end(last).size());
    std::string more = theirs.head;
    for (const auto& entry : added)
        more += entry.lines;
    if (!text.ends_with('\n')) text += more.find("\r\n") == more.npos ? "\n" : "\r\n";
    return text + more;
}

}  // namespace seogo::notebook
