// Looks at pages, rows, journal files and blobs, one after the other, and lists what is wrong.
#include "store/verify.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <optional>
#include <set>
#include <thread>

#include "store/changeset.h"
#include "store/page_checksum.h"
#include "store/row_reader.h"
#include "store/snapshot.h"
#include "store/sqlite_vfs.h"

namespace seogo::store {
namespace {

constexpr std::uint64_t kLockPage =
    0x40000000 / kPageSize + 1;  // never written: SQLite locks there
constexpr int kTriesMax = 5;
constexpr std::size_t kDamageMax =
    100;  // of one kind; what is broken at large needs no longer list

class Verifier {
public:
    explicit Verifier(std::shared_ptr<StoreCore> core) : core_(std::move(core)) {}

    Result<std::vector<Damage>> run() {
        auto snapshot = StoredSnapshot::begin(core_);
        if (!snapshot.ok()) SEOGO_TRY(note(kDatabaseName, snapshot.error()));
        SEOGO_TRY(check_pages());
        StoredSnapshot* state = snapshot.ok() ? snapshot.value().get() : nullptr;
        if (state != nullptr) {
            const Status checked = check_tables(*state);
            if (!checked.ok()) SEOGO_TRY(note(kDatabaseName, checked.error()));
        }
        SEOGO_TRY(check_journal(state));
        SEOGO_TRY(check_blobs(state));
        return std::move(damage_);
    }

private:
    // Damage is listed; any other failure ends the check.
    Status note(const std::string& file, const Error& error) {
        if (error.kind != ErrorKind::kBadFile && error.kind != ErrorKind::kNotFound &&
            error.kind != ErrorKind::kRefused) {
            return Error(error);
        }
        add(file, error.message);
        return ok_status();
    }
    void add(const std::string& file, std::string message) {
        const std::string prefix = (core_->folder() / file).string() + ": ";
        if (message.starts_with(prefix)) message.erase(0, prefix.size());
        damage_.push_back({file, std::move(message)});
    }

    Status check_pages();
    Result<std::vector<std::uint64_t>> broken_pages(base::File& file);
    Result<std::set<std::uint32_t>> logged_pages();
    Result<bool> page_is_whole(base::File& file, std::uint64_t number);
    Status check_tables(StoredSnapshot& snapshot);
    Status check_journal(StoredSnapshot* snapshot);
    Status check_change(std::int64_t seq, std::optional<std::uint64_t> expected,
                        std::optional<std::uint64_t>& previous);
    Status check_blobs(StoredSnapshot* snapshot);

    std::shared_ptr<StoreCore> core_;
    std::vector<Damage> damage_;
};

// A page that a writer copies from the log at this moment may be read half old, half new.
Result<bool> Verifier::page_is_whole(base::File& file, std::uint64_t number) {
    std::array<std::byte, kPageSize> page;
    for (int tries = 0; tries < kTriesMax; ++tries) {
        SEOGO_ASSIGN(const std::size_t count, file.read_at((number - 1) * kPageSize, page));
        if (count == kPageSize && page_is_sound(static_cast<std::uint32_t>(number), page)) {
            return true;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(tries));
    }
    return false;
}

Result<std::vector<std::uint64_t>> Verifier::broken_pages(base::File& file) {
    std::vector<std::uint64_t> broken;
    SEOGO_ASSIGN(const std::uint64_t size, file.size());
    const std::uint64_t pages = size / kPageSize;
    for (std::uint64_t number = 1; number <= pages && broken.size() < kDamageMax; ++number) {
        if (number == kLockPage) continue;
        SEOGO_ASSIGN(const bool whole, page_is_whole(file, number));
        if (!whole) broken.push_back(number);
    }
    return broken;
}

Result<std::set<std::uint32_t>> Verifier::logged_pages() {
    const auto log =
        core_->files().open(core_->database().native() + "-wal", base::OpenMode::kRead);
    if (log.ok()) return pages_in_log(*log.value());
    if (log.error().kind == ErrorKind::kNotFound) return std::set<std::uint32_t>();
    return Error(log.error());
}

// A page that was being copied from the log when the power went may be half written: the log has
// it whole, and it is copied again. (What SQLite really reads is checked by check_tables().)
Status Verifier::check_pages() {
    auto file = core_->files().open(core_->database(), base::OpenMode::kRead);
    if (!file.ok()) return note(kDatabaseName, file.error());
    SEOGO_ASSIGN(const std::uint64_t size, file.value()->size());
    SEOGO_ASSIGN(const auto broken, broken_pages(*file.value()));
    if (broken.empty() && size % kPageSize == 0) return ok_status();
    SEOGO_ASSIGN(const auto logged, logged_pages());
    if (size % kPageSize != 0 &&
        !logged.contains(static_cast<std::uint32_t>(size / kPageSize + 1))) {
        add(kDatabaseName, "ends in the middle of a page");
    }
    for (const std::uint64_t number : broken) {
        if (logged.contains(static_cast<std::uint32_t>(number))) continue;
        add(kDatabaseName, "checksum of page " + std::to_string(number) + " disagrees");
    }
    return ok_status();
}

// "Page 15: unable to get the page. error code=266": what the disk said behind such a line. A disk
// that fails is no damage.
std::optional<Error> failed_read(std::string_view line) {
    constexpr std::string_view kCode = "error code=";
    const std::size_t at = line.rfind(kCode);
    if (at == std::string_view::npos) return std::nullopt;
    int code = 0;
    std::from_chars(line.data() + at + kCode.size(), line.data() + line.size(), code);
    return take_vfs_error(code);
}

Status Verifier::check_tables(StoredSnapshot& snapshot) {
    SEOGO_ASSIGN(Statement row, snapshot.connection().query("PRAGMA quick_check(100)"));
    while (true) {
        SEOGO_ASSIGN(const bool there, row.step());
        if (!there) return ok_status();
        const std::string line = row.text(0);
        if (const auto error = failed_read(line)) {
            SEOGO_TRY(note(kDatabaseName, *error));
        } else if (line != "ok") {
            add(kDatabaseName, line);
        }
    }
}

// `previous`: checksum of the change before, where that could be read.
Status Verifier::check_change(std::int64_t seq, std::optional<std::uint64_t> expected,
                              std::optional<std::uint64_t>& previous) {
    const std::string name = "journal/" + std::to_string(seq) + ".change";
    const auto read = core_->journal().read(seq);
    if (!read.ok()) {
        previous.reset();
        return note(name, read.error());
    }
    if (expected && *expected != read.value().checksum) {
        add(name, "is not the change of that number in the database");
    } else if (previous && *previous != read.value().record.previous) {
        add(name, "does not follow the change before it");
    }
    const auto rows = read_changeset(read.value().record.changeset);
    if (!rows.ok()) add(name, rows.error().message);
    previous = read.value().checksum;
    return ok_status();
}

Status Verifier::check_journal(StoredSnapshot* snapshot) {
    SEOGO_ASSIGN(const auto listing, core_->journal().list());
    std::int64_t last = listing.changes.empty() ? 0 : listing.changes.back();
    if (snapshot != nullptr) {
        const auto stored = snapshot->reader().last_seq();
        if (stored.ok()) last = stored.value();
    }
    std::optional<std::uint64_t> previous = 0;
    for (std::int64_t seq = 1; seq <= last; ++seq) {
        std::optional<std::uint64_t> expected;
        if (snapshot != nullptr) {
            auto stored = snapshot->reader().checksum_of_change(seq);
            if (stored.ok()) expected = stored.value();
        }
        const bool waits = std::any_of(
            listing.pending.begin(), listing.pending.end(), [&](const std::string& name) {
                std::int64_t of = 0;
                std::uint64_t checksum = 0;
                return parse_pending_name(name, of, checksum) && of == seq && checksum == expected;
            });
        if (waits) {  // committed, and named by the next writer
            previous = expected;
            continue;
        }
        SEOGO_TRY(check_change(seq, expected, previous));
    }
    return ok_status();
}

Status Verifier::check_blobs(StoredSnapshot* snapshot) {
    const BlobFolder blobs = core_->blobs();
    SEOGO_ASSIGN(const auto entries, blobs.list());
    std::set<std::string> there;
    const auto name_of = [](const std::string& hash) {
        return "blobs/" + hash.substr(0, 2) + "/" + hash;
    };
    for (const auto& entry : entries) {
        if (!is_blob_hash(entry.name)) continue;  // litter, swept by the next writer
        there.insert(entry.name);
        const auto bytes = blobs.get(entry.name);
        if (!bytes.ok()) SEOGO_TRY(note(name_of(entry.name), bytes.error()));
    }
    if (snapshot == nullptr) return ok_status();
    const auto named = snapshot->reader().blobs();
    if (!named.ok()) return ok_status();  // the damage behind it is listed already
    for (const std::string& hash : named.value()) {
        if (!is_blob_hash(hash)) {
            add(kDatabaseName, "names a blob by " + hash);
        } else if (!there.contains(hash)) {
            add(name_of(hash), "is missing");
        }
    }
    return ok_status();
}

}  // namespace

Result<std::vector<Damage>> verify_archive(const std::shared_ptr<StoreCore>& core) {
    return Verifier(core).run();
}

}  // namespace seogo::store
