// Databases that are made whole under a name of their own, before they take the archive's.
#pragma once

#include <cstdint>
#include <functional>

#include "base/error.h"
#include "base/file.h"
#include "store/connection.h"

namespace seogo::store {

// Makes `file` (anything of that name is removed first), lets `fill` write its rows inside one
// transaction, and leaves it complete and synced, without a log. The name is not synced.
Status build_database(base::FileSystem& files, const base::Path& file,
                      const std::function<Status(Connection&)>& fill);

// seogo.db with empty tables, made under another name and then renamed: it is there whole or not.
Status create_database(base::FileSystem& files, const base::Path& archive);

}  // namespace seogo::store
