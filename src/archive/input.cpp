// Walks folders and reads text files, never leaving the root that was named.
#include "archive/input.h"

#include <algorithm>

namespace seogo::archive {
namespace {

constexpr int kDepthMax = 64;
constexpr std::uint64_t kTextBytesMax = std::uint64_t{256} << 20;

bool has_text_name(const base::Path& path) {
    std::string extension = path.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return extension == ".md" || extension == ".markdown" || extension == ".txt";
}

struct Folder {
    base::Path path;
    int depth;
};

void visit(base::FileSystem& files, const Folder& folder, FoundFiles& found,
           std::vector<Folder>& waiting) {
    const auto names = files.list(folder.path);
    if (!names.ok()) {
        found.warnings.push_back(names.error().message);
        return;
    }
    std::vector<Folder> inner;
    for (const std::string& name : names.value()) {
        if (name.starts_with('.')) continue;
        const base::Path path = folder.path / name;
        const auto info = files.info(path);
        if (!info.ok()) continue;  // gone since it was listed
        if (info.value().type == base::FileType::kFolder) {
            if (folder.depth < kDepthMax) {
                inner.push_back({path, folder.depth + 1});
            } else {
                found.warnings.push_back(path.string() + ": deeper than 64 folders, not read");
            }
        } else if (info.value().type == base::FileType::kFile) {
            if (has_text_name(path)) found.paths.push_back(path);
        } else {
            found.warnings.push_back(path.string() + ": a link or special file, not followed");
        }
    }
    waiting.insert(waiting.end(), inner.rbegin(), inner.rend());
}

constexpr std::string_view kHexDigits = "0123456789ABCDEF";
constexpr std::string_view kLinkEnders =
    "()[]<>\"%#?:|\\";  // of a link in Markdown, or a URL's parts

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

// RFC 3986, 2.1 "Percent-Encoding"; a stray % stands for itself.
std::string percent_decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size()) {
            const int high = hex_value(text[i + 1]);
            const int low = hex_value(text[i + 2]);
            if (high >= 0 && low >= 0) {
                out += static_cast<char>(high * 16 + low);
                i += 2;
                continue;
            }
        }
        out += text[i];
    }
    return out;
}

// Only plain files behind plain folders: no part of the way from `root` down is a symlink.
bool is_plain_below(base::FileSystem& files, const base::Path& root, const base::Path& relative) {
    base::Path path = root;
    for (auto part = relative.begin(); part != relative.end(); ++part) {
        path /= *part;
        const auto info = files.info(path);
        if (!info.ok()) return false;
        const bool last = std::next(part) == relative.end();
        const auto wanted = last ? base::FileType::kFile : base::FileType::kFolder;
        if (info.value().type != wanted) return false;
    }
    return true;
}

}  // namespace

FoundFiles find_files(base::FileSystem& files, const base::Path& path) {
    FoundFiles found;
    const auto info = files.info(path);
    // A symlink that a person names herself is followed; those found on the way are not.
    const bool is_folder =
        info.ok() && (info.value().type == base::FileType::kFolder ||
                      (info.value().type == base::FileType::kSymlink && files.list(path).ok()));
    if (!is_folder) {
        found.paths.push_back(path);  // reading it says what is wrong with it
        return found;
    }
    std::vector<Folder> waiting = {{path, 0}};
    while (!waiting.empty()) {
        const Folder folder = waiting.back();
        waiting.pop_back();
        visit(files, folder, found, waiting);
    }
    return found;
}

Result<TextFile> read_text(base::FileSystem& files, const base::Path& path) {
    TextFile file;
    SEOGO_ASSIGN(file.bytes, base::read_file(files, path, kTextBytesMax));
    file.decoded = text::decode(file.bytes);
    const bool has_nul = file.decoded.text.find('\0') != std::string::npos;
    if (has_nul && !has_text_name(path)) {
        return Error{ErrorKind::kUnsupported,
                     path.string() + ": not a text file; only Markdown and text can be read"};
    }
    return file;
}

base::Path local_target(base::FileSystem& files, const base::Path& folder, std::string_view url) {
    url = url.substr(0, std::min(url.find('#'), url.find('?')));
    if (url.empty() || url.front() == '/' || url.find(':') != std::string_view::npos) return {};
    const std::string name = percent_decoded(url);
    if (name.find('\0') != std::string::npos) return {};
    const base::Path relative = base::Path(name).lexically_normal();
    if (!has_text_name(relative) || relative.is_absolute()) return {};
    if (relative.empty() || *relative.begin() == "..") return {};
    if (!is_plain_below(files, folder, relative)) return {};
    return folder / relative;
}

std::string link_to(const base::Path& path, const base::Path& folder) {
    const base::Path relative = path.lexically_relative(folder);
    const bool beneath = folder.is_absolute() && !relative.empty() && *relative.begin() != "..";
    std::string link;
    for (const char c : beneath ? relative.string() : path.string()) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte > 0x20 && byte != 0x7F && kLinkEnders.find(c) == std::string_view::npos) {
            link += c;
            continue;
        }
        link += '%';
        link += kHexDigits[byte >> 4];
        link += kHexDigits[byte & 15];
    }
    return link;
}

std::string type_of(const base::Path& path) {
    return path.extension() == ".txt" ? "text/plain" : "text/markdown";
}

}  // namespace seogo::archive
