// A read transaction on a connection that goes back to the store afterwards.
//
// Private to store/.
#pragma once

#include <memory>

#include "store/row_reader.h"
#include "store/store_core.h"

namespace seogo::store {

class StoredSnapshot final : public Reads<Snapshot> {
public:
    // The state is the one of this moment.
    static Result<std::unique_ptr<StoredSnapshot>> begin(std::shared_ptr<StoreCore> core);
    ~StoredSnapshot() override;
    Connection& connection() override { return *connection_; }
    RowReader reader() { return rows(); }

private:
    StoredSnapshot(std::shared_ptr<StoreCore> core, std::unique_ptr<Connection> connection)
        : core_(std::move(core)), connection_(std::move(connection)) {}
    std::shared_ptr<StoreCore> core_;
    std::unique_ptr<Connection> connection_;
};

}  // namespace seogo::store
