// Prints an answer: its quoted sentences, and the source of each.
#include "base/json.h"
#include "seogo/grid.h"
#include "seogo/print.h"
#include "text/unicode.h"

namespace seogo::cli {
namespace {

std::string sentence_text(const ask::Sentence& sentence) {
    std::string out = text::printable(sentence.text);
    for (const std::size_t n : sentence.citations)
        out += " [" + std::to_string(n) + ']';
    return out + '\n';
}

std::string source_text(const Context& context, const ask::Source& source) {
    const std::string number = '[' + std::to_string(source.n) + "] ";
    std::string out = number + painted(context, Paint::kBold, one_line(source.title)) + '\n';
    std::string about = "#" + std::to_string(source.id);
    if (!source.url.empty()) about += " · " + one_line(source.url);
    about += " · " + std::to_string(source.begin) + ".." + std::to_string(source.end);
    return out + "    " + painted(context, Paint::kDim, about) + '\n';
}

std::string_view maker_line(Language language) {
    return Text{"These are sentences quoted from the archive; nothing was generated.",
                "서고에 있는 문장을 그대로 인용했습니다. 새로 지어낸 글은 없습니다."}
        .in(language);
}

// What an answer says of itself in its warnings, and people have read above in other words.
bool is_said_already(std::string_view warning) {
    return warning == "this answer quotes sentences of the archive; nothing was generated" ||
           warning == "nothing was found that answers the question";
}

void write_source(base::JsonWriter& json, const ask::Source& source) {
    json.begin_object().key("n").number(whole(source.n)).key("id").number(source.id);
    json.key("title").string(source.title).key("url").string(source.url);
    json.key("page").null().key("box").null();  // places of pages: only paged documents have them
    json.key("begin").number(whole(source.begin)).key("end").number(whole(source.end));
    json.key("quote").string(source.quote).end_object();
}

void print_json(Context& context, const ask::Answer& answer) {
    base::JsonWriter json;
    begin_schema(json, "ask").key("question").string(answer.question);
    json.key("mode").string(answer.mode).key("generator");
    if (answer.generator.empty()) {
        json.null();
    } else {
        json.string(answer.generator);
    }
    json.key("answer").begin_array();
    for (const ask::Sentence& sentence : answer.sentences) {
        json.begin_object().key("text").string(sentence.text).key("citations").begin_array();
        for (const std::size_t n : sentence.citations)
            json.number(whole(n));
        json.end_array().end_object();
    }
    json.end_array().key("sources").begin_array();
    for (const ask::Source& source : answer.sources)
        write_source(json, source);
    json.end_array();
    write_strings(json, "warnings", answer.warnings);
    context.print_line(json.end_object().text());
}

}  // namespace

void print_answer(Context& context, const ask::Answer& answer) {
    if (context.form() != Form::kTable) return print_json(context, answer);
    for (const ask::Sentence& sentence : answer.sentences)
        context.print(sentence_text(sentence));
    if (!answer.sentences.empty()) context.print("\n");
    for (const ask::Source& source : answer.sources)
        context.print(source_text(context, source));
    if (answer.sentences.empty()) {
        context.note("nothing in the archive answers this");
    } else if (answer.generator.empty()) {
        context.print_line(maker_line(context.language()));
    }
    for (const std::string& warning : answer.warnings) {
        if (!is_said_already(warning)) context.warn(warning);
    }
}

}  // namespace seogo::cli
