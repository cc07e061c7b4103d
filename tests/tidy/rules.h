// The house rules: each takes the tree and answers what breaks it, with file and line.
//
//   include-form     only <system> and "module/file.h", and the file is there
//   include-floor    includes point downwards; modules of one floor never include each other
//   include-uses     a module that is included stands in USES (tests: or TEST_USES)
//   include-face     of another module only the headers that its face names
//   uses-floor       USES names lower floors only
//   architecture     ARCHITECTURE.md lists each module, and says what it stands on as USES does
//   include-banned   <regex>, <iostream>, <fstream> in src; heavy headers in any header
//   effects          disk, time and chance outside base/, `throw` and `catch (...)` in src
//   function-length  70 lines      file-length  800 lines      line-length  100 columns
//   first-sentence   each file begins with one sentence that says what it is
//   dead-file        no target lists it, nothing includes or names it
//   test-ratio       test lines : source lines at least 0.8 in each module
//   unfinished       words that mark unfinished work; tests that are skipped or cannot fail
//   machine-path     paths of one machine
#pragma once

#include <string>

#include "tidy/house.h"
#include "tidy/tree.h"

namespace seogo::tidy {

Findings check_includes(const Tree& tree, const House& house);
Findings check_architecture(const Tree& tree, const House& house);
Findings check_sizes(const Tree& tree);
Findings check_first_sentences(const Tree& tree);
Findings check_dead_files(const Tree& tree, const House& house);
Findings check_test_ratio(const Tree& tree, const House& house);
Findings check_words(const Tree& tree);

// All of them, sorted by path and line.
Findings check_all(const Tree& tree);

// A table for people: lines of source and tests, their ratio and the share of comments by module,
// and the files over 500 lines.
std::string summary(const Tree& tree);

}  // namespace seogo::tidy
