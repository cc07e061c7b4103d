// Writes, and commits: blobs, pending journal file, transaction, journal file, in this order.
#include "store/change.h"

#include <sqlite3.h>

#include "store/node_writer.h"
#include "store/page_checksum.h"
#include "store/row_writer.h"
#include "store/undo.h"

namespace seogo::store {
namespace {

constexpr std::uint64_t kLogBytesMax = 1000 * kFrameSize;

}  // namespace

StoredChange::StoredChange(std::shared_ptr<StoreCore> core, StoreCore::Writer writer)
    : core_(std::move(core)), writer_(std::move(writer)), blobs_(core_->blobs()) {}

Result<std::unique_ptr<Change>> StoredChange::begin(std::shared_ptr<StoreCore> core) {
    SEOGO_ASSIGN(auto writer, core->start_writing(core->options().busy_wait_ms));
    std::unique_ptr<StoredChange> change(new StoredChange(std::move(core), std::move(writer)));
    SEOGO_TRY(change->writer_.connection->execute("BEGIN IMMEDIATE"));
    change->open_ = true;
    SEOGO_ASSIGN(change->recorder_, ChangeRecorder::start(change->connection()));
    return std::unique_ptr<Change>(std::move(change));
}

StoredChange::~StoredChange() {
    roll_back();
    core_->give_back(Connection::Mode::kWrite, std::move(writer_.connection));
}

Connection& StoredChange::connection() { return *writer_.connection; }

void StoredChange::roll_back() {
    recorder_.reset();
    if (!open_) return;
    open_ = false;
    (void)connection().execute("ROLLBACK").ok();  // fails where SQLite has rolled back already
}

Result<NotebookId> StoredChange::put_notebook(const NotebookRow& row) {
    SEOGO_CHECK(open_);
    return RowWriter(connection()).put_notebook(row);
}

Status StoredChange::put_nodes(NotebookId notebook, notebook::Notebook& fresh) {
    SEOGO_CHECK(open_);
    return NodeWriter(connection(), *core_->options().clock).put(notebook, fresh, moved_);
}

Result<ItemId> StoredChange::put_item(const ItemRow& row) {
    SEOGO_CHECK(open_);
    return RowWriter(connection()).put_item(row);
}

Status StoredChange::put_document(const DocumentRow& row) {
    SEOGO_CHECK(open_);
    return RowWriter(connection()).put_document(row);
}

Status StoredChange::remove_item(ItemId item) {
    SEOGO_CHECK(open_);
    return RowWriter(connection()).remove_item(item);
}

Status StoredChange::remove_notebook(NotebookId notebook) {
    SEOGO_CHECK(open_);
    return RowWriter(connection()).remove_notebook(notebook);
}

Result<std::string> StoredChange::put_blob(std::string_view bytes) {
    SEOGO_CHECK(open_);
    return blobs_.put(bytes);
}

Status StoredChange::put_segments(const std::vector<SegmentRow>& live) {
    SEOGO_CHECK(open_);
    return RowWriter(connection()).put_segments(live);
}

Status StoredChange::put_setting(std::string_view name, std::string_view value) {
    SEOGO_CHECK(open_);
    return RowWriter(connection()).put_setting(name, value);
}

Status StoredChange::undo(std::int64_t seq) {
    SEOGO_CHECK(open_);
    undoes_ = true;
    return undo_change(connection(), core_->journal(), seq);
}

Result<std::vector<ItemId>> StoredChange::touched_by(const std::vector<RowChange>& rows) {
    if (rows.empty()) return std::vector<ItemId>();
    SEOGO_ASSIGN(auto items, items_touched(connection(), rows, undoes_));
    items.insert(moved_.begin(), moved_.end());
    return std::vector<ItemId>(items.begin(), items.end());
}

Result<std::vector<ItemId>> StoredChange::touched_items() {
    SEOGO_CHECK(open_);
    SEOGO_ASSIGN(const std::string changeset, recorder_->changeset());
    SEOGO_ASSIGN(const auto rows, read_changeset(changeset));
    return touched_by(rows);
}

Result<JournalRecord> StoredChange::make_record(std::string changeset,
                                                const std::vector<RowChange>& rows,
                                                std::string_view command,
                                                std::string_view summary) {
    JournalRecord record;
    RowReader reader = this->rows();
    SEOGO_ASSIGN(const std::int64_t last, reader.last_seq());
    SEOGO_ASSIGN(const auto previous, reader.checksum_of_change(last));
    SEOGO_ASSIGN(record.last_ids, reader.last_ids());
    SEOGO_ASSIGN(record.items, touched_by(rows));
    record.seq = last + 1;
    record.time_ms = core_->options().clock->now_ms();
    record.previous = previous.value_or(0);
    record.rows_changed = static_cast<std::int64_t>(rows.size());
    record.command = command;
    record.summary = summary;
    record.changeset = std::move(changeset);
    return record;
}

// The names of blobs are durable before the journal names them, the journal's bytes before the
// transaction, the transaction before the journal file has its lasting name. A pending file is left
// where the transaction fails: its frames may stand in the log, and come back with the next
// recovery (settling.h).
Result<std::int64_t> StoredChange::commit_record(const JournalRecord& record,
                                                 const std::vector<RowChange>& rows) {
    const std::string bytes = encode_record(record);
    SEOGO_TRY(RowWriter(connection()).put_history(record, checksum_of_record(bytes), rows));
    SEOGO_TRY(blobs_.sync_names());
    JournalFolder journal = core_->journal();
    SEOGO_ASSIGN(const std::string pending, journal.write_pending(record.seq, bytes));
    SEOGO_TRY(connection().execute("COMMIT"));
    open_ = false;
    SEOGO_TRY(journal.settle(pending, record.seq));
    shorten_log();
    return record.seq;
}

Result<std::int64_t> StoredChange::try_commit(std::string_view command, std::string_view summary) {
    SEOGO_ASSIGN(std::string changeset, recorder_->changeset());
    SEOGO_ASSIGN(const auto rows, read_changeset(changeset));
    if (rows.empty()) {  // at most derived rows
        SEOGO_TRY(connection().execute("COMMIT"));
        open_ = false;
        return std::int64_t{0};
    }
    SEOGO_ASSIGN(const auto record, make_record(std::move(changeset), rows, command, summary));
    recorder_.reset();
    return commit_record(record, rows);
}

Result<std::int64_t> StoredChange::commit(std::string_view command, std::string_view summary) {
    SEOGO_CHECK(open_);
    auto seq = try_commit(command, summary);
    roll_back();  // nothing to do where it went well
    return seq;
}

// A long log is slow to open. What cannot be copied back now waits for the next time.
void StoredChange::shorten_log() {
    const auto info = core_->files().info(core_->database().native() + "-wal");
    if (!info.ok() || info.value().size < kLogBytesMax) return;
    sqlite3_wal_checkpoint_v2(connection().handle(), "main", SQLITE_CHECKPOINT_PASSIVE, nullptr,
                              nullptr);
}

}  // namespace seogo::store
