// seogo rebuild: makes derived data anew, and with --database the database itself.
#include "seogo/command.h"
#include "store/store.h"

namespace seogo::cli {
namespace {

constexpr Flag kFlags[] = {
    toggle("--database", {"also the database, from the journal and the blobs",
                          "데이터베이스도 변경 기록과 원본에서 다시 만듦"}),
};

Result<Exit> run(Context& context, const Flags& flags) {
    if (flags.has("--database")) {  // before opening: the database may be what cannot be opened
        SEOGO_TRY(store::Store::rebuild_database(context.files(), context.archive_folder()));
    }
    SEOGO_ASSIGN(const auto archive, context.open_archive());
    SEOGO_TRY(archive->rebuild(false));
    context.note("the archive was rebuilt");
    return Exit::kDone;
}

}  // namespace

extern const Command kRebuild = {
    "rebuild",
    Group::kArchive,
    {"make the index (and the database) anew", "색인(과 데이터베이스) 다시 만들기"},
    kFlags,
    run,
    {"A database that is replaced is set aside as seogo.db.damaged.",
     "바뀐 옛 데이터베이스는 seogo.db.damaged라는 이름으로 남깁니다."},
    "seogo rebuild\nseogo rebuild --database"};

}  // namespace seogo::cli
