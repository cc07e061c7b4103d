// Original bytes under their hash: blobs/ab/<sha-256>, never changed once written.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/file.h"

namespace seogo::store {

bool is_blob_hash(std::string_view text);  // 64 lower-case hex digits

class BlobFolder {
public:
    BlobFolder(base::FileSystem& files, const base::Path& archive)
        : files_(&files), folder_(archive / "blobs") {}

    // Writes and syncs the bytes unless a sound blob of them is there; answers their hash. The
    // names are durable after sync_names().
    Result<std::string> put(std::string_view bytes);
    Status sync_names();

    // kNotFound; kBadFile where the bytes are not those of the hash; kBadInput for no hash.
    Result<std::string> get(std::string_view hash) const;
    base::Path path_of(std::string_view hash) const;

    struct Entry {
        base::Path path;
        std::string name;
    };
    // All that stands in blobs/ab/, litter too; sorted.
    Result<std::vector<Entry>> list() const;

private:
    base::FileSystem* files_;
    base::Path folder_;
    std::set<base::Path> unsynced_;  // folders that gained names
};

}  // namespace seogo::store
