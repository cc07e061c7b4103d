// Reads an item whole: its own words, and the text of the document behind it.
#include <algorithm>

#include "search/searcher.h"
#include "text/language.h"

namespace seogo::search {
namespace {

// The head line of an entry says what a row says of a document.
void fill_row(const std::vector<notebook::Node>& nodes, store::ItemRow& row) {
    const auto head = std::find_if(nodes.begin(), nodes.end(), [](const notebook::Node& node) {
        return node.role == notebook::Role::kItem;
    });
    if (head == nodes.end()) return;
    const auto joined = [](std::string parts, std::string_view with) {
        std::string out;
        for (const char c : parts) {
            if (c == notebook::kPartSeparator) {
                out += with;
            } else {
                out += c;
            }
        }
        return out;
    };
    if (row.kind.empty()) row.kind = head->kind;
    if (row.org.empty()) row.org = joined((*head)[notebook::Field::kOrg], ", ");
    if (row.title.empty()) row.title = joined((*head)[notebook::Field::kTitle], " ");
    if (row.url.empty()) {
        const std::string& urls = (*head)[notebook::Field::kUrl];
        row.url = urls.substr(0, urls.find(notebook::kPartSeparator));
    }
    if (row.title.empty()) row.title = joined((*head)[notebook::Field::kText], " ");
}

// A page is called what its title line says, else its first line with words.
void fill_page_title(const std::vector<notebook::Node>& nodes, const std::string& text,
                     store::ItemRow& row) {
    constexpr std::size_t kTitleBytesMax = 120;
    const auto title = std::find_if(nodes.begin(), nodes.end(), [](const notebook::Node& node) {
        return node.role == notebook::Role::kTitle;
    });
    if (title != nodes.end()) row.title = (*title)[notebook::Field::kTitle];
    if (!row.title.empty()) return;
    std::size_t end = std::min(text.find('\n'), text.size());
    if (end > kTitleBytesMax) {
        end = kTitleBytesMax;
        while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
            --end;
    }
    row.title = text.substr(0, end);
}

void append_document(const store::DocumentRow& document, ItemContent& content) {
    if (document.text.empty()) return;
    if (!content.text.empty()) content.text += content.text.ends_with('\n') ? "\n" : "\n\n";
    const std::size_t begin = content.text.size();
    content.text += document.text;
    content.parts.push_back({notebook::TextField::kBody, begin, content.text.size()});
}

}  // namespace

Result<ItemContent> content_of(store::Snapshot& snapshot, store::ItemId item) {
    SEOGO_ASSIGN(auto row, snapshot.item(item));
    if (!row) return Error{ErrorKind::kNotFound, "no item " + std::to_string(item)};
    ItemContent content;
    content.row = std::move(*row);
    if (content.row.origin != store::ItemOrigin::kDocument) {
        SEOGO_ASSIGN(const auto nodes, snapshot.nodes_of_item(item));
        notebook::ItemText own = notebook::text_of(nodes);
        content.text = std::move(own.text);
        content.parts = std::move(own.parts);
        if (content.row.origin == store::ItemOrigin::kPage) {
            fill_page_title(nodes, content.text, content.row);
        } else {
            fill_row(nodes, content.row);
        }
    }
    content.own_end = content.text.size();
    SEOGO_ASSIGN(const auto document, snapshot.document(item));
    if (document) append_document(*document, content);
    if (content.row.lang.empty()) content.row.lang = text::language_of(content.text);
    return content;
}

}  // namespace seogo::search
