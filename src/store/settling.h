// What a writer mends before it writes: a restore that was cut short, journal files that wait for
// their names, a database behind its journal, litter.
//
// All of these need the writer's lock.
#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <string>

#include "base/error.h"
#include "base/file.h"
#include "store/connection.h"
#include "store/journal.h"

namespace seogo::store {

// Puts a verified backup (restore.done) in the place of what is there. Any part of it may have
// been done before; nothing to do is fine.
Status finish_restore(base::FileSystem& files, const base::Path& archive);

// Gives the pending journal file of the database's last change its lasting name. Those of changes
// that the database lacks stay: they were never acknowledged, and are either overtaken by another
// change or confirmed by what the log still holds.
Status settle_pending(Connection& connection, JournalFolder journal);

// Replays the journal files that the database lacks, in one transaction; answers how many.
Result<std::int64_t> bring_forward(Connection& connection, const JournalFolder& journal);

// Removes what no row names: blobs that no change ever named, segment files that are not live
// (not while anybody reads: an older state may name them), pending journal files that were
// overtaken, temporary files. Of files that Seogo would not have made nothing is touched.
Status sweep(base::FileSystem& files, const base::Path& archive, Connection& connection);

// Moves the log, the shared memory and the database at `name` out of the way: to `aside` (the log
// beside it), or nowhere where `aside` is empty. What is not there is passed over.
Status set_database_aside(base::FileSystem& files, const base::Path& archive,
                          const base::Path& aside);

}  // namespace seogo::store
