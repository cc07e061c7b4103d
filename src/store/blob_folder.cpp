// Writes, reads and lists blobs.
#include "store/blob_folder.h"

#include <algorithm>

#include "base/hash.h"
#include "store/archive_folder.h"

namespace seogo::store {
namespace {

constexpr std::size_t kHashSize = 64, kPrefixSize = 2;

bool is_hex(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

}  // namespace

bool is_blob_hash(std::string_view text) { return text.size() == kHashSize && is_hex(text); }

base::Path BlobFolder::path_of(std::string_view hash) const {
    SEOGO_CHECK(is_blob_hash(hash));
    return folder_ / std::string(hash.substr(0, kPrefixSize)) / std::string(hash);
}

Result<std::string> BlobFolder::put(std::string_view bytes) {
    const std::string hash = base::content_hash(bytes);
    const base::Path path = path_of(hash);
    const base::Path folder = path.parent_path();
    const auto there = files_->info(folder);
    if (there.ok() && there.value().type != base::FileType::kFolder) {
        return Error{ErrorKind::kRefused, folder.string() + ": not a plain folder"};
    }
    SEOGO_TRY(files_->make_folders(folder));
    unsynced_.insert(folder_.parent_path());
    unsynced_.insert(folder_);
    // Also of a blob that is there: the change that wrote it may have ended before its names were
    // durable.
    unsynced_.insert(folder);
    if (base::exists(*files_, path) && get(hash).ok()) return hash;
    SEOGO_TRY(base::replace_file(*files_, path, bytes));
    return hash;
}

Status BlobFolder::sync_names() {
    for (const base::Path& folder : unsynced_) {
        SEOGO_TRY(files_->sync_folder(folder));
    }
    unsynced_.clear();
    return ok_status();
}

Result<std::string> BlobFolder::get(std::string_view hash) const {
    if (!is_blob_hash(hash)) {
        return Error{ErrorKind::kBadInput, "not the name of a blob: " + std::string(hash)};
    }
    const base::Path path = path_of(hash);
    SEOGO_ASSIGN(std::string bytes, read_plain_file(*files_, path));
    if (base::content_hash(bytes) != hash) {
        return Error{ErrorKind::kBadFile, path.string() + ": its bytes are not those of its name"};
    }
    return bytes;
}

Result<std::vector<BlobFolder::Entry>> BlobFolder::list() const {
    std::vector<Entry> entries;
    const auto folders = files_->list(folder_);
    if (!folders.ok() && folders.error().kind == ErrorKind::kNotFound) return entries;
    if (!folders.ok()) return Error(folders.error());
    for (const std::string& name : folders.value()) {
        if (name.size() != kPrefixSize || !is_hex(name)) continue;
        const base::Path folder = folder_ / name;
        SEOGO_ASSIGN(const auto info, files_->info(folder));
        if (info.type != base::FileType::kFolder) continue;
        SEOGO_ASSIGN(const auto names, files_->list(folder));
        for (const std::string& blob : names)
            entries.push_back({folder / blob, blob});
    }
    return entries;
}

}  // namespace seogo::store
