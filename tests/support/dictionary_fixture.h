// Dictionaries in memory: bytes as the one section of a file whose checksums are good.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "index/checked_file.h"
#include "index/dictionary.h"

namespace seogo::index::testing {

inline constexpr std::uint32_t kSection = 1;

inline std::string checked_file_of(std::string_view section) {
    StringSink sink;
    CheckedFileWriter writer(sink);
    SEOGO_CHECK(writer.begin_section(kSection).ok());
    SEOGO_CHECK(writer.append(section).ok());
    SEOGO_CHECK(writer.finish().ok());
    return sink.take();
}

// Owns a file and opens the dictionary in it, where it is one.
class MemoryDictionary {
public:
    explicit MemoryDictionary(std::string file_bytes) : bytes_(std::move(file_bytes)) {
        auto file = CheckedFile::open(std::as_bytes(std::span(bytes_)));
        SEOGO_CHECK(file.ok());
        file_ = std::move(file).value();
        auto opened = Dictionary::open(file_->section(kSection));
        if (opened.ok()) dictionary_ = std::move(opened).value();
    }
    static MemoryDictionary of_section(std::string_view section) {
        return MemoryDictionary(checked_file_of(section));
    }
    // `terms`: any sorted range of unlike strings. Each has a doc_freq of 1 and a list of one byte.
    template <typename Terms>
    static MemoryDictionary of_terms(const Terms& terms) {
        DictionaryWriter writer;
        for (const std::string& term : terms)
            writer.add(term, 1, 1);
        return of_section(std::move(writer).finish());
    }

    bool is_open() const { return dictionary_.has_value(); }
    const Dictionary& operator*() const { return *dictionary_; }
    const Dictionary* operator->() const { return &*dictionary_; }
    const CheckedFile& file() const { return *file_; }

private:
    std::string bytes_;
    std::unique_ptr<CheckedFile> file_;
    std::optional<Dictionary> dictionary_;
};

}  // namespace seogo::index::testing
