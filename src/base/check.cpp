// Stops the program on a broken precondition, naming it.
#include <cstdio>
#include <cstdlib>

#include "base/error.h"

namespace seogo {

void check_failed(const char* expression, const char* file, int line) {
    std::fprintf(stderr, "%s:%d: check failed: %s\n", file, line, expression);
    std::abort();
}

}  // namespace seogo
