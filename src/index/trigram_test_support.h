// Windows of small random texts, the section of them, and the slow obvious answers, for tests.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "index/trigram_index.h"

namespace seogo::index::testing {

using Texts = std::map<TextWindow, std::string>;

// Letters few enough that some trigrams stand nearly everywhere, some in one window alone.
inline Texts random_texts(std::mt19937& random, std::size_t windows) {
    Texts texts;
    while (texts.size() < windows) {
        const TextWindow window{static_cast<std::int64_t>(random() % (windows + 1)),
                                static_cast<std::uint32_t>(random() % 1000), 1000};
        std::string text;
        for (std::size_t length = random() % 40; length > 0; --length) {
            text += random() % 20 == 0 ? static_cast<char>(random() % 256) : "aaab\n"[random() % 5];
        }
        texts[window] = text;
    }
    return texts;
}

inline std::set<Trigram> trigrams_of(std::string_view text) {
    std::set<Trigram> trigrams;
    for (std::size_t at = 0; at + 3 <= text.size(); ++at) {
        if (text.substr(at, 3).find('\n') == std::string_view::npos)
            trigrams.insert(trigram_at(text, at));
    }
    return trigrams;
}

inline std::string section_of(const std::vector<std::pair<TextWindow, std::string>>& texts) {
    TrigramWriter writer;
    for (const auto& [window, text] : texts)
        writer.add(window, text);
    StringSink sink;
    EXPECT_TRUE(std::move(writer).finish(sink).ok());
    return sink.take();
}
inline std::string section_of(const Texts& texts) {
    return section_of(std::vector<std::pair<TextWindow, std::string>>(texts.begin(), texts.end()));
}

// A section as the only one of a checked file, and the index that reads it.
class OpenSection {
public:
    explicit OpenSection(std::string_view section) {
        StringSink sink;
        CheckedFileWriter writer(sink);
        EXPECT_TRUE(writer.begin_section(1).ok());
        EXPECT_TRUE(writer.append(section).ok());
        EXPECT_TRUE(writer.finish().ok());
        bytes_ = sink.take();
        file_ = CheckedFile::open(std::as_bytes(std::span(bytes_))).value();
    }
    // What a damaged disk does to the section's byte `at`.
    void damage(std::size_t at) { bytes_[8 + at] ^= 1; }
    Result<TrigramIndex> open() const { return TrigramIndex::open(file_->section(1)); }
    TrigramIndex index() const { return open().value(); }

private:
    std::string bytes_;
    std::unique_ptr<CheckedFile> file_;
};

}  // namespace seogo::index::testing
