// seogo verify: checks every page, blob, journal file and index file against its checksum.
#include "seogo/command.h"
#include "seogo/print.h"

namespace seogo::cli {
namespace {

constexpr Flag kFlags[] = {kJsonFlag, kJsonlFlag};

Result<Exit> run(Context& context, const Flags&) {
    SEOGO_ASSIGN(const auto archive, context.open_archive());
    SEOGO_ASSIGN(const auto damage, archive->verify());
    print_damage(context, damage);
    return damage.empty() ? Exit::kDone : Exit::kDamaged;
}

}  // namespace

extern const Command kVerify = {"verify",
                                Group::kArchive,
                                {"check every stored byte", "저장된 모든 바이트 검사"},
                                kFlags,
                                run,
                                {"Exits with 4 where something is damaged, and names each file.",
                                 "손상된 것이 있으면 파일 이름을 모두 대고 4로 끝납니다."},
                                "seogo verify"};

}  // namespace seogo::cli
