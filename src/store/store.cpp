// Opens archive folders, and hands out snapshots and changes.
#include "store/store.h"

#include "store/backup.h"
#include "store/change.h"
#include "store/database_build.h"
#include "store/settling.h"
#include "store/snapshot.h"
#include "store/store_core.h"
#include "store/verify.h"

namespace seogo::store {
namespace {

class FolderStore final : public Store {
public:
    explicit FolderStore(std::shared_ptr<StoreCore> core) : core_(std::move(core)) {}

    Result<std::unique_ptr<Snapshot>> read() override {
        SEOGO_ASSIGN(auto snapshot, StoredSnapshot::begin(core_));
        return std::unique_ptr<Snapshot>(std::move(snapshot));
    }
    Result<std::unique_ptr<Change>> write() override { return StoredChange::begin(core_); }
    Result<std::string> blob(std::string_view hash) override { return core_->blobs().get(hash); }
    std::vector<std::string> warnings() override { return core_->warnings(); }
    base::FileSystem& files() override { return core_->files(); }
    const base::Path& folder() const override { return core_->folder(); }
    Result<std::vector<Damage>> verify() override { return verify_archive(core_); }
    Status backup(const base::Path& file) override { return write_backup(core_, file); }

private:
    std::shared_ptr<StoreCore> core_;
};

Error no_archive(const base::Path& folder) {
    return {ErrorKind::kNotFound, folder.string() + ": there is no archive"};
}

// Under the lock: another program may be making the same archive.
Status create_archive(StoreCore& core) {
    SEOGO_TRY(make_archive_folders(core.files(), core.folder()));
    SEOGO_ASSIGN(const auto lock,
                 WriterLock::acquire(core.files(), core.folder(), *core.options().clock,
                                     core.options().busy_wait_ms));
    SEOGO_TRY(finish_restore(core.files(), core.folder()));
    SEOGO_ASSIGN(const bool there, is_there(core.files(), core.database()));
    if (there) return ok_status();
    return create_database(core.files(), core.folder());
}

// A folder without seogo.db: is it none of ours, one to be made, or one that lost it?
Status open_without_database(StoreCore& core) {
    SEOGO_ASSIGN(const auto journal, core.journal().list());
    if (!journal.changes.empty()) {
        return Error{ErrorKind::kBadFile,
                     core.database().string() +
                         ": the database is gone; `seogo rebuild --database` makes it from the "
                         "journal"};
    }
    return core.options().create ? create_archive(core) : Status(no_archive(core.folder()));
}

// A database behind its journal, and a restore that was cut short, are mended by whoever comes
// first and may write. One that is being written at this moment is not behind.
Status mend(StoreCore& core) {
    SEOGO_ASSIGN(const bool restored, is_there(core.files(), core.folder() / kRestoredName));
    if (restored) {
        SEOGO_ASSIGN(const auto lock,
                     WriterLock::acquire(core.files(), core.folder(), *core.options().clock,
                                         core.options().busy_wait_ms));
        SEOGO_TRY(finish_restore(core.files(), core.folder()));
    }
    SEOGO_ASSIGN(const bool there, is_there(core.files(), core.database()));
    return there ? ok_status() : open_without_database(core);
}

Status mend_if_behind(StoreCore& core) {
    SEOGO_ASSIGN(auto reader, core.take(Connection::Mode::kRead));
    SEOGO_ASSIGN(const bool behind, core.is_behind(*reader));
    core.give_back(Connection::Mode::kRead, std::move(reader));
    if (!behind) return ok_status();
    auto writer = core.start_writing(/*busy_wait_ms=*/0);
    if (writer.ok()) {
        core.give_back(Connection::Mode::kWrite, std::move(writer.value().connection));
        return ok_status();
    }
    if (writer.error().kind == ErrorKind::kBusy) return ok_status();
    if (writer.error().kind == ErrorKind::kBadFile) return std::move(writer).error();
    core.warn(std::string(kDatabaseName) +
              " is behind its journal and could not be brought forward: " + writer.error().message);
    return ok_status();
}

}  // namespace

Result<std::unique_ptr<Store>> Store::open(base::FileSystem& files, const base::Path& folder,
                                           Options options) {
    const auto info = files.info(folder / ".");  // the folder itself may be reached by a link
    if (!info.ok() && info.error().kind != ErrorKind::kNotFound) return Error(info.error());
    if (!info.ok() && !options.create) return no_archive(folder);
    auto core = std::make_shared<StoreCore>(files, folder, options);
    SEOGO_TRY(check_folders(files, folder));
    SEOGO_TRY(mend(*core));
    SEOGO_TRY(mend_if_behind(*core));
    return std::unique_ptr<Store>(new FolderStore(std::move(core)));
}

}  // namespace seogo::store
