// seogo backup: writes the whole archive into one file.
#include "seogo/command.h"

namespace seogo::cli {
namespace {

constexpr Flag kFlags[] = {
    argument("FILE", Takes::kFile, {"the backup to write (a tar file)", "만들 백업 파일(tar)"}),
};

Result<Exit> run(Context& context, const Flags& flags) {
    SEOGO_ASSIGN(const auto archive, context.open_archive());
    SEOGO_TRY(archive->backup(flags.text("FILE")));
    context.note("backup written: " + flags.text("FILE"));
    return Exit::kDone;
}

}  // namespace

extern const Command kBackup = {"backup",
                                Group::kArchive,
                                {"write the archive into one file", "서고 전체를 파일 하나로 저장"},
                                kFlags,
                                run,
                                {"One consistent state, also while another program writes.",
                                 "다른 프로그램이 쓰는 중에도 한 시점의 온전한 상태를 담습니다."},
                                "seogo backup seogo-backup.tar"};

}  // namespace seogo::cli
