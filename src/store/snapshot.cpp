// Begins and ends read transactions.
#include "store/snapshot.h"

namespace seogo::store {
namespace {

constexpr int kTriesMax = 10;

}  // namespace

Result<std::unique_ptr<StoredSnapshot>> StoredSnapshot::begin(std::shared_ptr<StoreCore> core) {
    for (int tries = 0;; ++tries) {
        SEOGO_ASSIGN(auto connection, core->take(Connection::Mode::kRead));
        std::unique_ptr<StoredSnapshot> snapshot(new StoredSnapshot(core, std::move(connection)));
        SEOGO_TRY(snapshot->connection_->execute("BEGIN"));
        SEOGO_ASSIGN(const std::int64_t last, snapshot->rows().last_seq());  // this fixes the state
        (void)last;
        // A restore or a rebuild may have put another database there between the opening of the
        // file and that of its log: what was read then is of neither.
        SEOGO_ASSIGN(const auto info, core->files().info(core->database()));
        if (info.inode == snapshot->connection_->inode()) return snapshot;
        if (tries == kTriesMax) {
            return Error{ErrorKind::kBusy,
                         core->database().string() + ": is being replaced again and again"};
        }
    }
}

StoredSnapshot::~StoredSnapshot() {
    // A connection that cannot end its transaction is not used again.
    if (!connection_->execute("COMMIT").ok()) return;
    core_->give_back(Connection::Mode::kRead, std::move(connection_));
}

}  // namespace seogo::store
