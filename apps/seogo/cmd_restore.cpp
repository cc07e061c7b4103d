// seogo restore: makes an archive from a backup.
#include "seogo/command.h"
#include "store/store.h"

namespace seogo::cli {
namespace {

constexpr Flag kFlags[] = {
    argument("FILE", Takes::kFile, {"a backup", "백업 파일"}),
    toggle("--replace", {"take the place of the archive that is there", "지금 있는 서고를 바꿈"}),
};

Result<Exit> run(Context& context, const Flags& flags) {
    SEOGO_TRY(store::Store::restore(context.files(), flags.text("FILE"), context.archive_folder(),
                                    flags.has("--replace")));
    context.note("archive restored: " + context.archive_folder().string());
    return Exit::kDone;
}

}  // namespace

extern const Command kRestore = {"restore",
                                 Group::kArchive,
                                 {"make an archive from a backup", "백업에서 서고 되살리기"},
                                 kFlags,
                                 run,
                                 {"The backup is verified before it takes the place of anything.",
                                  "백업을 먼저 검사하고, 온전할 때만 서고 자리에 놓습니다."},
                                 "seogo --archive ~/again restore seogo-backup.tar"};

}  // namespace seogo::cli
