// seogo concepts: the glossary, or the definitions of one term.
#include "seogo/command.h"
#include "seogo/print.h"

namespace seogo::cli {
namespace {

constexpr Flag kFlags[] = {
    optional(argument("TERM", Takes::kWords, {"a term (all)", "용어(없으면 전체)"})),
    kJsonFlag,
    kJsonlFlag,
};

Result<Exit> run(Context& context, const Flags& flags) {
    SEOGO_ASSIGN(const auto archive, context.open_archive());
    SEOGO_ASSIGN(const auto concepts, archive->concepts(flags.joined("TERM")));
    print_concepts(context, concepts);
    if (!concepts.empty() || !flags.has("TERM")) return Exit::kDone;
    context.note("nothing was found");
    return Exit::kNoHit;
}

}  // namespace

extern const Command kConcepts = {"concepts",
                                  Group::kFind,
                                  {"show the glossary or a term", "용어집이나 용어 하나 보기"},
                                  kFlags,
                                  run,
                                  {},
                                  "seogo concepts ColBERT"};

}  // namespace seogo::cli
