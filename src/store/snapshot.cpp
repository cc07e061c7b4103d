// Begins and ends read transactions.
#include "store/snapshot.h"

namespace seogo::store {

Result<std::unique_ptr<StoredSnapshot>> StoredSnapshot::begin(std::shared_ptr<StoreCore> core) {
    SEOGO_ASSIGN(auto connection, core->take(Connection::Mode::kRead));
    std::unique_ptr<StoredSnapshot> snapshot(
        new StoredSnapshot(std::move(core), std::move(connection)));
    SEOGO_TRY(snapshot->connection_->execute("BEGIN"));
    SEOGO_ASSIGN(const std::int64_t last, snapshot->rows().last_seq());  // the first read fixes it
    (void)last;
    return snapshot;
}

StoredSnapshot::~StoredSnapshot() {
    // A connection that cannot end its transaction is not used again.
    if (!connection_->execute("COMMIT").ok()) return;
    core_->give_back(Connection::Mode::kRead, std::move(connection_));
}

}  // namespace seogo::store
