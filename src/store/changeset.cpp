// Reads the bytes of changesets, and drives SQLite's session extension.
#include "store/changeset.h"

#define SQLITE_ENABLE_SESSION 1
#define SQLITE_ENABLE_PREUPDATE_HOOK 1
#include <sqlite3.h>

#include <limits>

namespace seogo::store {
namespace {

constexpr std::size_t kChangesetMax = std::numeric_limits<int>::max();

// Value types of a record: SQLite's fundamental datatypes, and 0 for "absent".
constexpr unsigned char kAbsent = 0, kInteger = 1, kText = 3;

Error bad(std::string_view what) {
    return {ErrorKind::kBadFile, "no changeset of this archive: " + std::string(what)};
}

class ChangesetReader {
public:
    explicit ChangesetReader(std::string_view bytes) : rest_(bytes) {}

    Result<std::vector<RowChange>> read() {
        std::vector<RowChange> changes;
        while (!rest_.empty()) {
            if (rest_.front() == 'T') {
                SEOGO_TRY(read_table_head());
                continue;
            }
            SEOGO_ASSIGN(RowChange change, read_change());
            changes.push_back(std::move(change));
        }
        return changes;
    }

private:
    // 'T', number of columns (varint), a byte a column (its place in the primary key), name, NUL.
    Status read_table_head() {
        rest_.remove_prefix(1);
        SEOGO_ASSIGN(const std::uint64_t columns, varint());
        if (columns == 0 || columns > rest_.size()) return bad("a table head is cut short");
        const std::string_view keys = rest_.substr(0, static_cast<std::size_t>(columns));
        rest_.remove_prefix(keys.size());
        const std::size_t end = rest_.find('\0');
        if (end == std::string_view::npos) return bad("a table name has no end");
        table_ = truth_table(rest_.substr(0, end));
        rest_.remove_prefix(end + 1);
        if (table_ == nullptr) return bad("unknown table");
        if (columns != table_->column_count) return bad("other columns");
        for (std::size_t i = 0; i < keys.size(); ++i) {
            if (keys[i] != (i == 0 ? 1 : 0)) return bad("another primary key");
        }
        return ok_status();
    }

    Result<RowChange> read_change() {
        if (table_ == nullptr) return bad("a change before its table");
        if (rest_.size() < 2) return bad("a change is cut short");
        const int operation = static_cast<unsigned char>(rest_[0]);
        if (rest_[1] != 0 && rest_[1] != 1) return bad("an unknown flag");
        rest_.remove_prefix(2);
        RowChange change;
        change.table = table_;
        switch (operation) {
            case SQLITE_INSERT: {
                SEOGO_ASSIGN(change.after, read_values(/*whole=*/true));
                return change;
            }
            case SQLITE_DELETE: {
                change.kind = RowChange::Kind::kDelete;
                SEOGO_ASSIGN(change.before, read_values(/*whole=*/true));
                return change;
            }
            case SQLITE_UPDATE: {
                change.kind = RowChange::Kind::kUpdate;
                SEOGO_ASSIGN(change.before, read_values(/*whole=*/false));
                SEOGO_ASSIGN(change.after, read_values(/*whole=*/false));
                if (change.before[0].index() == 0) return bad("an update without its key");
                return change;
            }
            default:
                return bad("an unknown operation");
        }
    }

    Result<std::vector<ChangedValue>> read_values(bool whole) {
        std::vector<ChangedValue> values;
        for (std::size_t i = 0; i < table_->column_count; ++i) {
            SEOGO_ASSIGN(ChangedValue value, read_value());
            if (whole && value.index() == 0) return bad("a row lacks a value");
            values.push_back(std::move(value));
        }
        return values;
    }

    Result<ChangedValue> read_value() {
        if (rest_.empty()) return bad("a row is cut short");
        const auto type = static_cast<unsigned char>(rest_.front());
        rest_.remove_prefix(1);
        if (type == kAbsent) return ChangedValue();
        if (type == kInteger) {
            if (rest_.size() < 8) return bad("a number is cut short");
            std::uint64_t value = 0;
            for (std::size_t i = 0; i < 8; ++i)
                value = value << 8 | static_cast<unsigned char>(rest_[i]);
            rest_.remove_prefix(8);
            return ChangedValue(static_cast<std::int64_t>(value));
        }
        if (type != kText) return bad("a value of another type");
        SEOGO_ASSIGN(const std::uint64_t size, varint());
        if (size > rest_.size()) return bad("a text is cut short");
        std::string text(rest_.substr(0, static_cast<std::size_t>(size)));
        rest_.remove_prefix(text.size());
        return ChangedValue(std::move(text));
    }

    // SQLite's varint, up to the 5 bytes that the session extension reads of one.
    Result<std::uint64_t> varint() {
        std::uint64_t value = 0;
        for (int i = 0; i < 5; ++i) {
            if (rest_.empty()) return bad("a length is cut short");
            const auto byte = static_cast<unsigned char>(rest_.front());
            rest_.remove_prefix(1);
            value = value << 7 | (byte & 0x7fu);
            if (byte < 0x80) {
                if (value > kChangesetMax) return bad("a length is too large");
                return value;
            }
        }
        return bad("a length is too long");
    }

    std::string_view rest_;
    const TruthTable* table_ = nullptr;
};

Error session_error(Connection& connection, int code) {
    Error error = connection.error(code);
    if (code == SQLITE_NOMEM) error = {ErrorKind::kIo, "out of memory"};
    return error;
}

// Bytes that SQLite allocated.
struct SqliteBytes {
    int size = 0;
    void* data = nullptr;
    ~SqliteBytes() { sqlite3_free(data); }
    std::string text() const {
        return {static_cast<const char*>(data), static_cast<std::size_t>(size)};
    }
};

const char* reason_of(int conflict) {
    switch (conflict) {
        case SQLITE_CHANGESET_DATA:
            return "it has changed since";
        case SQLITE_CHANGESET_NOTFOUND:
            return "it is gone";
        case SQLITE_CHANGESET_CONFLICT:
            return "it is there again";
        default:
            return "it does not fit";
    }
}

std::string key_of(sqlite3_changeset_iter* changes, int operation) {
    sqlite3_value* value = nullptr;
    const int code = operation == SQLITE_INSERT ? sqlite3changeset_new(changes, 0, &value)
                                                : sqlite3changeset_old(changes, 0, &value);
    if (code != SQLITE_OK || value == nullptr) return "?";
    const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(value));
    return text == nullptr ? "?" : text;
}

int note_misfit(void* context, int conflict, sqlite3_changeset_iter* changes) {
    auto& misfit = *static_cast<std::optional<Misfit>*>(context);
    const char* table = nullptr;
    int columns = 0, operation = 0, indirect = 0;
    if (sqlite3changeset_op(changes, &table, &columns, &operation, &indirect) == SQLITE_OK) {
        misfit = Misfit{table, key_of(changes, operation), reason_of(conflict)};
    }
    return SQLITE_CHANGESET_ABORT;
}

}  // namespace

std::string key_text(const ChangedValue& key) {
    if (const auto* number = std::get_if<std::int64_t>(&key)) return std::to_string(*number);
    const auto* text = std::get_if<std::string>(&key);
    return text == nullptr ? "?" : *text;
}

Result<std::vector<RowChange>> read_changeset(std::string_view bytes) {
    if (bytes.size() > kChangesetMax) return bad("too large");
    return ChangesetReader(bytes).read();
}

Result<std::string> inverted(std::string_view bytes) {
    SqliteBytes out;
    const int code =
        sqlite3changeset_invert(static_cast<int>(bytes.size()), bytes.data(), &out.size, &out.data);
    if (code != SQLITE_OK) return bad(sqlite3_errstr(code));
    return out.text();
}

Result<std::optional<Misfit>> apply_changeset(Connection& connection, std::string_view bytes) {
    std::optional<Misfit> misfit;
    std::string copy(bytes);  // SQLite asks for bytes that it may write to
    const int code =
        sqlite3changeset_apply(connection.handle(), static_cast<int>(copy.size()), copy.data(),
                               /*xFilter=*/nullptr, note_misfit, &misfit);
    if (code == SQLITE_OK || (code == SQLITE_ABORT && misfit)) return misfit;
    return session_error(connection, code);
}

void ChangeRecorder::Deleter::operator()(sqlite3_session* session) const {
    sqlite3session_delete(session);
}

Result<ChangeRecorder> ChangeRecorder::start(Connection& connection) {
    sqlite3_session* session = nullptr;
    int code = sqlite3session_create(connection.handle(), "main", &session);
    if (code != SQLITE_OK) return session_error(connection, code);
    ChangeRecorder recorder(connection, session);
    for (const TruthTable* table : truth_tables()) {
        code = sqlite3session_attach(session, std::string(table->name).c_str());
        if (code != SQLITE_OK) return session_error(connection, code);
    }
    return recorder;
}

Result<std::string> ChangeRecorder::changeset() {
    SqliteBytes out;
    const int code = sqlite3session_changeset(session_.get(), &out.size, &out.data);
    if (code != SQLITE_OK) return session_error(*connection_, code);
    return out.text();
}

std::set<std::string> blobs_named(const std::vector<RowChange>& changes) {
    std::set<std::string> hashes;
    const auto add = [&](const RowChange& change, std::size_t column) {
        for (const ChangedValue& value : {change.old_value(column), change.new_value(column)}) {
            const auto* hash = std::get_if<std::string>(&value);
            if (hash != nullptr && !hash->empty()) hashes.insert(*hash);
        }
    };
    for (const RowChange& change : changes) {
        if (change.table->name == "notebooks") {
            add(change, column::kNotebookOriginal);
            add(change, column::kNotebookSynced);
        } else if (change.table->name == "documents") {
            add(change, column::kDocumentOriginal);
        }
    }
    return hashes;
}

}  // namespace seogo::store
