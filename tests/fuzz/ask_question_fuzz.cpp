// Any bytes as a question: its words lie within it, and its query has no operator.
#include <cstdint>
#include <string_view>

#include "ask/function_words.h"
#include "ask/glossary.h"
#include "ask/question.h"
#include "base/error.h"
#include "search/query.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto asked = seogo::ask::understand(text);
    SEOGO_CHECK(asked.words.size() <= seogo::ask::kContentWordsMax);
    SEOGO_CHECK(asked.text.size() <= seogo::ask::kQuestionBytesMax);
    for (const auto& word : asked.words) {
        SEOGO_CHECK(word.begin < word.end && word.end <= asked.text.size());
        SEOGO_CHECK(word.role > 0 && word.role <= 1);
    }
    const auto query = seogo::search::parse_query(asked.search_text);
    SEOGO_CHECK(query.ok());
    (void)seogo::ask::name_key(text);
    (void)seogo::ask::leans_on_the_sentence_before(text);
    return 0;
}
