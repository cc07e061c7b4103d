// All commands in the order of help, their groups, and the flags that every command has.
#include "seogo/command.h"

namespace seogo::cli {

extern const Command kAdd, kAsk, kBackup, kCompletions, kConcepts, kConfig, kEdit, kEval, kExport,
    kGrep, kHelp, kHistory, kImport, kInit, kLint, kList, kNote, kRebuild, kRemove, kRestore,
    kSearch, kShow, kStats, kStatus, kSync, kUndo, kVerify, kVersion;

namespace {

constexpr const Command* kCommands[] = {
    &kSearch, &kGrep,   &kAsk,    &kList,    &kShow,        &kConcepts,  // kFind
    &kAdd,    &kEdit,   &kNote,   &kRemove,  &kHistory,     &kUndo,      // kKeep
    &kImport, &kExport, &kSync,   &kLint,    &kStats,                    // kNotebook
    &kInit,   &kStatus, &kVerify, &kBackup,  &kRestore,     &kRebuild,   // kArchive
    &kEval,   &kConfig, &kHelp,   &kVersion, &kCompletions,              // kProgram
};

constexpr GroupTitle kGroups[] = {
    {Group::kFind, {"Find", "찾기"}},
    {Group::kKeep, {"Keep and change", "보관하고 고치기"}},
    {Group::kNotebook, {"Notebooks", "노트"}},
    {Group::kArchive, {"The archive itself", "서고"}},
    {Group::kProgram, {"The program", "프로그램"}},
};

constexpr Flag kGlobalFlags[] = {
    {.name = "--archive",
     .takes = Takes::kFolder,
     .value = "DIR",
     .help = {"the archive to use", "사용할 서고"}},
    choice_flag("--color", "auto always never", {"colors (auto)", "색(auto)"}),
    toggle("--quiet", {"print results and errors only", "결과와 오류만 출력"}, "-q"),
    toggle("--help", {"explain the command", "명령 설명"}, "-h"),
};

}  // namespace

std::span<const Command* const> commands() { return kCommands; }
std::span<const Flag> global_flags() { return kGlobalFlags; }
std::span<const GroupTitle> group_titles() { return kGroups; }

const Command* find_command(std::string_view name) {
    for (const Command* command : commands()) {
        if (command->name == name) return command;
    }
    return nullptr;
}

}  // namespace seogo::cli
