// Codes journal records, and reads and writes their files.
#include "store/journal.h"

#include <algorithm>
#include <charconv>
#include <cstdio>

#include "base/hash.h"
#include "store/archive_folder.h"

namespace seogo::store {
namespace {

constexpr std::string_view kMagic = "SEOGOCHG";
constexpr std::uint64_t kVersion = 1;
constexpr std::size_t kChecksumSize = 8;
constexpr std::string_view kChangeEnd = ".change", kPendingEnd = ".pending";

void put_number(std::string& out, std::uint64_t value) {
    for (int i = 0; i < 8; ++i, value >>= 8)
        out += static_cast<char>(value & 0xff);
}

void put_text(std::string& out, std::string_view text) {
    put_number(out, text.size());
    out += text;
}

// Reads what put_* wrote. After the first read beyond the end everything is 0 or empty.
class Cursor {
public:
    explicit Cursor(std::string_view bytes) : rest_(bytes) {}

    std::uint64_t number() {
        const std::string_view bytes = take(8);
        std::uint64_t value = 0;
        for (std::size_t i = bytes.size(); i-- > 0;)
            value = value << 8 | static_cast<unsigned char>(bytes[i]);
        return value;
    }
    std::int64_t integer() { return static_cast<std::int64_t>(number()); }
    std::string text() { return std::string(take(number())); }
    // How many values of `size` bytes follow; 0 where the rest cannot hold as many as it says.
    std::uint64_t count(std::size_t size) {
        const std::uint64_t said = number();
        if (said > rest_.size() / size) broken_ = true;
        return broken_ ? 0 : said;
    }
    bool ended_well() const { return !broken_ && rest_.empty(); }

private:
    std::string_view take(std::uint64_t size) {
        if (size > rest_.size()) broken_ = true;
        if (broken_) return {};
        const std::string_view taken = rest_.substr(0, static_cast<std::size_t>(size));
        rest_.remove_prefix(static_cast<std::size_t>(size));
        return taken;
    }
    std::string_view rest_;
    bool broken_ = false;
};

Error bad(std::string_view what) { return {ErrorKind::kBadFile, std::string(what)}; }

template <typename Int>
bool parse_whole(std::string_view text, Int& out, int radix) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out, radix);
    return error == std::errc() && end == text.data() + text.size() && !text.empty();
}

}  // namespace

std::string encode_record(const JournalRecord& record) {
    std::string out(kMagic);
    put_number(out, kVersion);
    for (const std::int64_t value :
         {record.seq, record.time_ms, static_cast<std::int64_t>(record.previous),
          record.last_ids.item, record.last_ids.node, record.last_ids.notebook,
          record.rows_changed}) {
        put_number(out, static_cast<std::uint64_t>(value));
    }
    put_text(out, record.command);
    put_text(out, record.summary);
    put_number(out, record.items.size());
    for (const auto item : record.items)
        put_number(out, static_cast<std::uint64_t>(item));
    put_text(out, record.changeset);
    put_number(out, base::checksum(out));
    return out;
}

std::uint64_t checksum_of_record(std::string_view bytes) {
    SEOGO_CHECK(bytes.size() >= kChecksumSize);
    return Cursor(bytes.substr(bytes.size() - kChecksumSize)).number();
}

Result<JournalRecord> decode_record(std::string_view bytes) {
    if (bytes.size() < kMagic.size() + 8 + kChecksumSize || !bytes.starts_with(kMagic)) {
        return bad("no journal file of Seogo");
    }
    const std::string_view body = bytes.substr(0, bytes.size() - kChecksumSize);
    if (base::checksum(body) != checksum_of_record(bytes)) return bad("its checksum disagrees");
    Cursor cursor(body.substr(kMagic.size()));
    if (cursor.number() != kVersion) return bad("made by a newer version of Seogo");
    JournalRecord record;
    record.seq = cursor.integer();
    record.time_ms = cursor.integer();
    record.previous = cursor.number();
    record.last_ids.item = cursor.integer();
    record.last_ids.node = cursor.integer();
    record.last_ids.notebook = cursor.integer();
    record.rows_changed = cursor.integer();
    record.command = cursor.text();
    record.summary = cursor.text();
    record.items.resize(static_cast<std::size_t>(cursor.count(8)));
    for (auto& item : record.items)
        item = cursor.integer();
    record.changeset = cursor.text();
    if (!cursor.ended_well()) return bad("its parts do not fill it");
    return record;
}

bool parse_change_name(std::string_view name, std::int64_t& seq) {
    if (!name.ends_with(kChangeEnd)) return false;
    name.remove_suffix(kChangeEnd.size());
    return parse_whole(name, seq, 10) && seq > 0 && std::to_string(seq) == name;
}

std::string pending_name(std::int64_t seq, std::uint64_t checksum) {
    char hex[17];
    std::snprintf(hex, sizeof hex, "%016llx", static_cast<unsigned long long>(checksum));
    return std::to_string(seq) + "-" + hex + std::string(kPendingEnd);
}

bool parse_pending_name(std::string_view name, std::int64_t& seq, std::uint64_t& checksum) {
    const std::size_t dash = name.find('-');
    if (dash == std::string_view::npos || !name.ends_with(kPendingEnd)) return false;
    const std::string_view hex = name.substr(dash + 1, name.size() - dash - 1 - kPendingEnd.size());
    return parse_whole(name.substr(0, dash), seq, 10) && parse_whole(hex, checksum, 16) &&
           pending_name(seq, checksum) == name;
}

Result<JournalFolder::Listing> JournalFolder::list() const {
    Listing listing;
    const auto names = files_->list(folder_);
    if (!names.ok() && names.error().kind == ErrorKind::kNotFound) return listing;
    if (!names.ok()) return Error(names.error());
    for (const std::string& name : names.value()) {
        std::int64_t seq = 0;
        std::uint64_t checksum = 0;
        if (parse_change_name(name, seq)) listing.changes.push_back(seq);
        if (parse_pending_name(name, seq, checksum)) listing.pending.push_back(name);
    }
    std::sort(listing.changes.begin(), listing.changes.end());
    return listing;
}

base::Path JournalFolder::path_of(std::int64_t seq) const {
    return folder_ / (std::to_string(seq) + std::string(kChangeEnd));
}

Result<bool> JournalFolder::has(std::int64_t seq) const { return is_there(*files_, path_of(seq)); }

Result<bool> JournalFolder::has_pending(std::int64_t seq, std::uint64_t checksum) const {
    return is_there(*files_, folder_ / pending_name(seq, checksum));
}

Result<JournalFolder::Read> JournalFolder::read_file(const base::Path& path,
                                                     std::int64_t seq) const {
    SEOGO_ASSIGN(const std::string bytes, read_plain_file(*files_, path));
    auto record = decode_record(bytes);
    if (!record.ok()) return std::move(record).error().in(path.string());
    if (record.value().seq != seq) {
        return bad("it is change " + std::to_string(record.value().seq)).in(path.string());
    }
    return Read{std::move(record).value(), checksum_of_record(bytes)};
}

Result<JournalFolder::Read> JournalFolder::read(std::int64_t seq) const {
    return read_file(path_of(seq), seq);
}

Result<JournalFolder::Read> JournalFolder::read_pending(const std::string& name) const {
    std::int64_t seq = 0;
    std::uint64_t checksum = 0;
    SEOGO_CHECK(parse_pending_name(name, seq, checksum));
    return read_file(folder_ / name, seq);
}

Result<std::string> JournalFolder::write_pending(std::int64_t seq, std::string_view bytes) {
    const std::string name = pending_name(seq, checksum_of_record(bytes));
    SEOGO_TRY(base::write_file_atomically(*files_, folder_ / name, bytes));
    return name;
}

Status JournalFolder::settle(const std::string& pending, std::int64_t seq) {
    SEOGO_TRY(files_->rename(folder_ / pending, path_of(seq)));
    return files_->sync_folder(folder_);
}

Status JournalFolder::remove_pending(const std::string& name) {
    return files_->remove(folder_ / name);
}

}  // namespace seogo::store
