// The journal: one file a commit, from which the database can be made again.
//
// journal/<seq>.change is complete from the moment it has that name. It is written as
// <seq>-<checksum>.pending before the transaction commits, and renamed after it (docs/formats/
// archive.md tells why that order holds at every loss of power).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/file.h"
#include "notebook/notebook.h"

namespace seogo::store {

// The last ids that were given: ids are never given twice, so replay must know them.
struct LastIds {
    std::int64_t item = 0, node = 0, notebook = 0;
    friend bool operator==(const LastIds&, const LastIds&) = default;
};

struct JournalRecord {
    std::int64_t seq = 0;
    std::int64_t time_ms = 0;
    std::uint64_t previous = 0;  // checksum of the record before; 0 for the first
    LastIds last_ids;
    std::int64_t rows_changed = 0;
    std::string command, summary;
    std::vector<notebook::ItemId> items;  // touched, sorted
    std::string changeset;                // of SQLite's session extension
    friend bool operator==(const JournalRecord&, const JournalRecord&) = default;
};

// Bytes of a file, its checksum (XXH3-64) last, and back. kBadFile for anything else.
std::string encode_record(const JournalRecord& record);
Result<JournalRecord> decode_record(std::string_view bytes);
// The checksum that the bytes of a record end with.
std::uint64_t checksum_of_record(std::string_view bytes);

class JournalFolder {
public:
    JournalFolder(base::FileSystem& files, const base::Path& archive)
        : files_(&files), folder_(archive / "journal") {}

    struct Listing {
        std::vector<std::int64_t> changes;  // sorted
        std::vector<std::string> pending;   // file names
    };
    Result<Listing> list() const;  // empty where there is no folder

    base::Path path_of(std::int64_t seq) const;
    Result<bool> has(std::int64_t seq) const;
    Result<bool> has_pending(std::int64_t seq, std::uint64_t checksum) const;
    struct Read {
        JournalRecord record;
        std::uint64_t checksum = 0;
    };
    // kNotFound, kBadFile (with the file's name), kIo.
    Result<Read> read(std::int64_t seq) const;
    Result<Read> read_pending(const std::string& name) const;

    // Writes and syncs the pending file and its name; answers that name.
    Result<std::string> write_pending(std::int64_t seq, std::string_view bytes);
    // Gives a pending file its lasting name, durably.
    Status settle(const std::string& pending, std::int64_t seq);
    Status remove_pending(const std::string& name);

private:
    Result<Read> read_file(const base::Path& path, std::int64_t seq) const;
    base::FileSystem* files_;
    base::Path folder_;
};

// "12.change" -> 12; false for other names.
bool parse_change_name(std::string_view name, std::int64_t& seq);
// "12-0011223344556677.pending", and back: false for other names.
std::string pending_name(std::int64_t seq, std::uint64_t checksum);
bool parse_pending_name(std::string_view name, std::int64_t& seq, std::uint64_t& checksum);

}  // namespace seogo::store
