// The table from errors to exit codes, and what the codes mean in words.
#include "seogo/exit.h"

namespace seogo::cli {
namespace {

constexpr ExitMeaning kMeanings[] = {
    {Exit::kDone, {"done; a search found something", "마침. 검색이면 찾은 것이 있음"}},
    {Exit::kNoHit, {"nothing was found", "찾은 것이 없음"}},
    {Exit::kUsage, {"wrong usage or query", "쓰는 법이나 질의가 틀림"}},
    {Exit::kRefused, {"refused: nothing was changed", "거절함. 바뀐 것 없음"}},
    {Exit::kDamaged, {"a damaged or bad file", "파일이 손상되었거나 형식이 맞지 않음"}},
    {Exit::kSomeFailed, {"some of several inputs failed", "여러 입력 가운데 일부가 실패함"}},
    {Exit::kIo, {"no space, or the disk refused", "공간이 없거나 디스크가 거부함"}},
    {Exit::kUnsupported, {"not supported", "아직 지원하지 않음"}},
    {Exit::kNotFound, {"no such item, file or archive", "그런 항목, 파일, 서고가 없음"}},
    {Exit::kBusy, {"another writer holds the archive", "다른 프로그램이 서고에 쓰고 있음"}},
    {Exit::kInterrupted, {"interrupted", "중단됨"}},
};

}  // namespace

std::span<const ExitMeaning> exit_meanings() { return kMeanings; }

Exit exit_of(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::kBadInput:
            return Exit::kUsage;
        case ErrorKind::kBadFile:
            return Exit::kDamaged;
        case ErrorKind::kUnsupported:
            return Exit::kUnsupported;
        case ErrorKind::kNotFound:
            return Exit::kNotFound;
        case ErrorKind::kIo:
            return Exit::kIo;
        case ErrorKind::kBusy:
            return Exit::kBusy;
        case ErrorKind::kRefused:
            return Exit::kRefused;
        case ErrorKind::kNoSpace:
            return Exit::kIo;
        case ErrorKind::kCancelled:
            return Exit::kInterrupted;
    }
    return Exit::kIo;
}

}  // namespace seogo::cli
