// seogo config: the folders and settings in use, and where each came from.
#include "seogo/command.h"
#include "seogo/grid.h"

namespace seogo::cli {
namespace {

constexpr Flag kFlags[] = {kJsonFlag};

Result<Exit> run(Context& context, const Flags&) {
    Grid grid{
        "settings",
        {{"name", {"setting", "설정"}}, {"value", {"value", "값"}}, {"from", {"from", "정한 곳"}}},
        {}};
    const auto add = [&grid](std::string name, const Chosen& chosen) {
        grid.rows.push_back({std::move(name), chosen.value, chosen.from});
    };
    add("archive", context.chosen_archive());
    add("language", context.chosen_language());
    add("color", context.chosen_color());
    print_grid(context, "config", grid);
    return Exit::kDone;
}

}  // namespace

extern const Command kConfig = {
    "config",
    Group::kProgram,
    {"show folders and settings in use", "쓰고 있는 폴더와 설정 보기"},
    kFlags,
    run,
    {"Each with the flag or the environment variable that it came from.",
     "각 값을 정한 플래그나 환경 변수도 함께 보여 줍니다."},
    "seogo config"};

}  // namespace seogo::cli
