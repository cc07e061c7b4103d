// seogo ask: answers a question with quoted sentences and their sources.
#include "seogo/arguments.h"
#include "seogo/command.h"
#include "seogo/print.h"

namespace seogo::cli {
namespace {

constexpr Flag kFlags[] = {
    argument("QUESTION", Takes::kWords, {"a question; - is standard input", "질문. -는 표준 입력"}),
    choice_flag("--mode", "auto extract", {"how to answer (auto)", "답하는 방법(auto)"}),
    kJsonFlag,
};

Result<Exit> run(Context& context, const Flags& flags) {
    ask::Question question;
    SEOGO_ASSIGN(question.text, text_or_input(context, flags.joined("QUESTION")));
    if (flags.has("--mode")) question.mode = flags.text("--mode");
    SEOGO_ASSIGN(const auto archive, context.open_archive());
    SEOGO_ASSIGN(const auto answer, archive->ask(question));
    print_answer(context, answer);
    return answer.sentences.empty() ? Exit::kNoHit : Exit::kDone;
}

}  // namespace

extern const Command kAsk = {
    "ask",
    Group::kFind,
    {"answer a question with quoted sentences", "인용한 문장으로 질문에 답하기"},
    kFlags,
    run,
    {"Every sentence is quoted from the archive with its source; nothing is generated.",
     "모든 문장은 서고에서 출처와 함께 그대로 인용하며, 지어내지 않습니다."},
    "seogo ask \"ColBERT가 뭐야?\""};

}  // namespace seogo::cli
