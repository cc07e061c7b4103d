// What each command prints, for people and for programs. Field names: docs/guide/commands.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "archive/archive.h"
#include "eval/eval.h"
#include "seogo/context.h"

namespace seogo::cli {

void print_search(Context& context, const search::SearchResult& result, bool explain);
void print_grep(Context& context, const search::GrepResult& result, search::GrepShow show);
void print_answer(Context& context, const ask::Answer& answer);

void print_items(Context& context, const std::vector<ItemListEntry>& items);
void print_item(Context& context, const ShownItem& item);
void print_concepts(Context& context, const std::vector<GlossaryEntry>& concepts);

// A change of the archive: what it was named, and the lines of the notebook that it changed.
struct Changed {
    std::string input;  // of add; "" otherwise
    ItemId id = 0;
    std::string diff;
};
void print_changed(Context& context, std::string_view command, const Changed& changed);
void print_added(Context& context, const std::vector<Changed>& added);
void print_imported(Context& context, const ImportResult& result, bool dry_run);
void print_synced(Context& context, const SyncResult& result);
void print_history(Context& context, const std::vector<store::HistoryRow>& rows);

void print_status(Context& context, std::string_view command, const ArchiveStatus& status);
void print_stats(Context& context, const notebook::Stats& stats);
void print_damage(Context& context, const std::vector<store::Damage>& damage);
void print_eval(Context& context, const eval::RetrievalReport& report);
void print_problems(Context& context, const std::vector<LintedFile>& files);

// A unified diff with outside text escaped, and its lines painted.
std::string diff_text(const Context& context, std::string_view diff);

}  // namespace seogo::cli
