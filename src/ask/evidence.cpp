// An item's text to sentences with their fields, headings and terms.
#include "ask/evidence.h"

#include <algorithm>

#include "ask/question.h"
#include "doc/passage.h"
#include "text/analyzer.h"
#include "text/sentence.h"
#include "text/unicode.h"

namespace seogo::ask {
namespace {

constexpr std::size_t kNameLettersMin = 4;  // of a key: its kind's byte and three letters

// The part of the text that is read: all of it, or whole lines around the hit.
search::TextRange window_of(std::string_view text, search::TextRange hit) {
    if (text.size() <= kEvidenceBytesMax) return {0, text.size()};
    const std::size_t middle = std::min(hit.begin, text.size());
    std::size_t begin = middle - std::min(middle, kEvidenceBytesMax / 2);
    if (begin > 0) {
        const std::size_t line = text.rfind('\n', begin);
        begin = line == std::string_view::npos ? 0 : line + 1;
        if (middle - begin > kEvidenceBytesMax) begin = middle;
    }
    return {begin, std::min(begin + kEvidenceBytesMax, text.size())};
}

notebook::TextField field_at(const std::vector<notebook::TextPart>& parts, std::size_t at) {
    for (const notebook::TextPart& part : parts) {
        if (at >= part.begin && at < part.end) return part.field;
    }
    return notebook::TextField::kBody;
}

// Headings by the bytes that stand under them, rising.
struct Section {
    std::size_t begin = 0, end = 0, heading = 0;
};

std::vector<Section> sections_of(std::string_view text, std::size_t from, Evidence& evidence) {
    std::vector<Section> sections;
    const std::string_view body = text.substr(std::min(from, text.size()));
    std::string_view last;
    for (const doc::Passage& passage : doc::passages(body)) {
        const auto heading =
            body.substr(passage.heading_begin, passage.heading_end - passage.heading_begin);
        if (heading.empty()) continue;
        if (heading.data() != last.data()) evidence.headings.push_back(terms_of(heading));
        last = heading;
        sections.push_back(
            {from + passage.begin, from + passage.end, evidence.headings.size() - 1});
    }
    return sections;
}

bool is_heading_line(std::string_view sentence) { return sentence.starts_with('#'); }

bool has_letters(std::string_view sentence) {
    for (std::size_t at = 0; at < sentence.size();) {
        const text::CodePoint c = text::code_point_at(sentence, at);
        if (text::script_of(c.value) != text::Script::kOther) return true;
        at += c.length;
    }
    return false;
}

}  // namespace

std::string_view name_without_number(std::string_view word) {
    const std::size_t letters = word.find_first_of("0123456789");
    if (letters == std::string_view::npos || letters < kNameLettersMin) return {};
    const bool numbered = word.find_first_not_of("0123456789", letters) == std::string_view::npos;
    return numbered ? word.substr(0, letters) : std::string_view();
}

TermSet terms_of(std::string_view text) {
    TermSet set;
    for (text::Term& term : text::analyze(text)) {
        if (term.kind == text::TermKind::kWord) {
            const auto name = name_without_number(term.text);
            if (!name.empty()) set.emplace(name);
        }
        if (term.kind == text::TermKind::kStem) {
            std::string single = single_syllable_key(std::string_view(term.text).substr(1));
            if (!single.empty()) set.insert(std::move(single));
        }
        set.insert(std::move(term.text));
    }
    return set;
}

Evidence gather(search::ItemContent content, std::size_t rank, search::TextRange hit) {
    Evidence evidence;
    evidence.content = std::move(content);
    evidence.rank = rank;
    evidence.title = terms_of(evidence.content.row.title + "\n" + evidence.content.row.org);
    evidence.headings.emplace_back();
    const std::string_view text = evidence.content.text;
    const search::TextRange window = window_of(text, hit);
    const auto sections = sections_of(text.substr(0, window.end),
                                      std::max(window.begin, evidence.content.own_end), evidence);
    std::size_t paragraph = 0, last_end = window.begin;
    bool in_code = false;
    auto section = sections.begin();
    for (const text::Span& span :
         text::sentences(text.substr(window.begin, window.end - window.begin))) {
        EvidenceSentence sentence;
        sentence.begin = window.begin + span.begin;
        sentence.end = window.begin + span.end;
        const auto words = text.substr(sentence.begin, span.end - span.begin);
        // One line of notes is a paragraph; in a document a blank line parts them.
        const auto gap = text.substr(last_end, sentence.begin - last_end);
        const auto breaks = std::count(gap.begin(), gap.end(), '\n');
        const bool own = sentence.begin < evidence.content.own_end;
        if (breaks > (own ? 0 : 1)) ++paragraph;
        last_end = sentence.end;
        if (words.starts_with("```") || words.starts_with("~~~")) in_code = !in_code;
        if (is_heading_line(words) || !has_letters(words)) continue;
        while (section != sections.end() && section->end <= sentence.begin)
            ++section;
        const bool under = section != sections.end() && section->begin <= sentence.begin;
        sentence.heading = under ? section->heading : 0;
        sentence.field = field_at(evidence.content.parts, sentence.begin);
        sentence.paragraph = paragraph;
        sentence.code = in_code;
        sentence.terms = terms_of(words);
        evidence.sentences.push_back(std::move(sentence));
    }
    return evidence;
}

}  // namespace seogo::ask
