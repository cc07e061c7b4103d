// Glossary terms by their names, in whatever script the question writes them.
#include "ask/glossary.h"

#include <algorithm>

#include "text/analyzer.h"
#include "text/unicode.h"

namespace seogo::ask {
namespace {

void add_key(std::string_view name, std::vector<std::string>& keys) {
    std::string key = name_key(name);
    if (!key.empty() && std::find(keys.begin(), keys.end(), key) == keys.end()) {
        keys.push_back(std::move(key));
    }
}

// "A(B, C)" -> A, B, C; "A/B" -> A, B; and the whole, as it stands.
std::vector<std::string> keys_of(std::string_view term) {
    std::vector<std::string> keys;
    add_key(term.substr(0, term.find('(')), keys);
    for (std::size_t at = 0; at < term.size();) {
        const std::size_t end = std::min(term.find_first_of("(),/;", at), term.size());
        add_key(term.substr(at, end - at), keys);
        at = end + 1;
    }
    add_key(term, keys);
    return keys;
}

// What the question names: its content words in their order, whole runs and without particles.
std::vector<std::string> subject_keys(const AskedQuestion& asked) {
    std::vector<std::string> keys;
    std::string stems, runs;
    for (const ContentWord& word : asked.words) {
        runs = stems + asked.text.substr(word.begin, word.end - word.begin);
        stems += word.shown;
    }
    add_key(stems, keys);
    add_key(text::strip_particles(text::fold(runs).text), keys);
    add_key(runs, keys);
    return keys;
}

}  // namespace

Result<Glossary> read_glossary(store::Snapshot& snapshot) {
    SEOGO_ASSIGN(const auto nodes, snapshot.concept_nodes());
    Glossary glossary;
    for (const notebook::Node& node : nodes) {
        const std::string& term = node[notebook::Field::kTerm];
        const std::string& definition = node[notebook::Field::kDefinition];
        if (term.empty() || definition.empty()) continue;
        glossary.terms.push_back({node.item, term, definition, keys_of(term)});
        auto pairs = search::bridge_pairs(term, definition);
        std::move(pairs.begin(), pairs.end(), std::back_inserter(glossary.bridges));
    }
    return glossary;
}

std::string name_key(std::string_view name) {
    const std::string folded = text::fold(name).text;
    std::string key;
    for (std::size_t at = 0; at < folded.size();) {
        const text::CodePoint c = text::code_point_at(folded, at);
        if (text::script_of(c.value) != text::Script::kOther) key += folded.substr(at, c.length);
        at += c.length;
    }
    return key;
}

std::vector<const GlossaryTerm*> named_terms(const Glossary& glossary, const AskedQuestion& asked,
                                             std::size_t count) {
    auto subjects = subject_keys(asked);
    for (const search::BridgePair& pair : glossary.bridges) {
        const std::string names[] = {name_key(pair.hangul), name_key(pair.other)};
        for (int side = 0; side < 2; ++side) {
            const bool named =
                std::find(subjects.begin(), subjects.end(), names[side]) != subjects.end();
            if (named) add_key(names[1 - side], subjects);
        }
    }
    std::vector<const GlossaryTerm*> found;
    for (const std::string& subject : subjects) {
        for (const GlossaryTerm& term : glossary.terms) {
            if (found.size() == count) return found;
            const bool named =
                std::find(term.keys.begin(), term.keys.end(), subject) != term.keys.end();
            const bool known = std::find(found.begin(), found.end(), &term) != found.end();
            if (named && !known) found.push_back(&term);
        }
    }
    return found;
}

}  // namespace seogo::ask
