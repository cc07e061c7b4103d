// Files that a person names, found and read: folders walked, links kept inside, bytes decoded.
//
// Private to archive/.
#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "base/file.h"
#include "text/encoding.h"

namespace seogo::archive {

// Files to read and what was passed over, with the reason.
struct FoundFiles {
    std::vector<base::Path> paths;  // sorted within each folder
    std::vector<std::string> warnings;
};

// A file stands for itself, whatever its name; of a folder all .md .markdown .txt files beneath it.
// Never followed: symlinks, hidden names, special files; depth at most 64.
FoundFiles find_files(base::FileSystem& files, const base::Path& path);

// Reads and decodes one text file. kUnsupported for what is no text (a PDF, an image).
struct TextFile {
    std::string bytes;
    text::Decoded decoded;
};
Result<TextFile> read_text(base::FileSystem& files, const base::Path& path);

// The file that a relative link in `folder` leads to; "" where it is an address, an anchor,
// missing, no text file, or leads out of the folder (by name or by a symlink).
base::Path local_target(base::FileSystem& files, const base::Path& folder, std::string_view url);

// The link that a notebook in `folder` reaches a file by: relative where the file lies beneath it,
// percent-encoded where a character would end or change the link. local_target() leads back.
std::string link_to(const base::Path& path, const base::Path& folder);

// "text/markdown" or "text/plain", by the file's name.
std::string type_of(const base::Path& path);

}  // namespace seogo::archive
