// What the verbs of an archive share: the open store, the disk, the clock, and the way to commit.
//
// Private to archive/. Every write goes: Change -> edits -> commit_change(), which writes the
// segment file of the touched items before the one transaction names it.
#pragma once

#include <memory>
#include <string>

#include "archive/archive.h"

namespace seogo {

struct Archive::State {
    base::FileSystem* files = nullptr;
    base::Clock* clock = nullptr;
    base::Path folder;
    std::unique_ptr<store::Store> store;
    std::string last_diff;
};

namespace archive {

// Indexes what `change` touched, then commits. Answers the seq (0: nothing had changed).
Result<std::int64_t> commit_change(Archive::State& state, store::Change& change,
                                   std::string_view command, std::string_view summary);

// A path as it is kept: absolute, without "." and "..". Relative ones start at the current folder.
base::Path kept_path(const base::Path& path);

// The name of the week that an item stands in, "" where it stands in none.
std::string week_of(const store::ItemRow& row);

// The notebook that a path names, or by its file name where only one has it.
Result<store::NotebookRow> notebook_named(store::Snapshot& snapshot, std::string_view name);

}  // namespace archive
}  // namespace seogo
