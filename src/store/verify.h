// Every stored byte against its checksum.
#pragma once

#include <memory>
#include <vector>

#include "base/error.h"
#include "store/store_core.h"

namespace seogo::store {

// As Store::verify(). An Error only where the disk fails; all that can be read is looked at.
Result<std::vector<Damage>> verify_archive(const std::shared_ptr<StoreCore>& core);

}  // namespace seogo::store
