// Exit codes: what each means, and which kind of error leads to which. The one table of both.
#pragma once

#include <span>
#include <string_view>

#include "base/error.h"
#include "seogo/language.h"

namespace seogo::cli {

enum class Exit : int {
    kDone = 0,
    kNoHit = 1,  // a search, question or look-up that found nothing
    kUsage = 2,
    kRefused = 3,
    kDamaged = 4,
    kSomeFailed = 5,  // of several inputs; one input alone gives its own code
    kIo = 6,
    kUnsupported = 7,
    kNotFound = 8,
    kBusy = 9,
    kInterrupted = 130,
};

Exit exit_of(ErrorKind kind);

struct ExitMeaning {
    Exit code;
    Text meaning;
};
std::span<const ExitMeaning> exit_meanings();  // by rising code, for help and the guide

}  // namespace seogo::cli
