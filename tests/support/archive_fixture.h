// An archive on a disk in memory with a small weekly notebook: where tests of archive/ start from.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "archive/archive.h"
#include "support/faulty_file_system.h"

namespace seogo::testing {

// Two weeks, three marked entries, a sub-item, a concept box; odd on purpose in three lines.
inline constexpr std::string_view kNotebook =
    "📜: Paper link\n"
    "🧑🏻‍💻: Developer blog & Github link\n"
    "\n"
    "# My reading list 2025\n"
    "\n"
    "## 🎉 January\n"
    "<details>\n"
    "  <summary>1st week</summary>\n"
    "\n"
    "  - 📜 [Cranfield] [역색인의 구조](https://example.org/inverted-index)\n"
    "    - 역색인은 낱말에서 문서로 가는 목록을 둔다\n"
    "      - 문서 길이로 점수를 고르게 한다  \n"
    "      <details>\n"
    "        <summary>중요 개념</summary>\n"
    "\n"
    "        - **양자화(quantization)**: 값을 더 적은 비트로 나타내는 방법\n"
    "        - **BM25**: 낱말 빈도와 문서 길이로 점수를 매기는 식\n"
    "      </details>\n"
    "\n"
    "  - 🧑🏻‍💻 [Sqlite][Write-ahead logging](https://example.org/wal?a=(b))\n"
    "    - Readers never block the writer, and the writer never blocks readers\n"
    "    - [Source](https://example.org/src)\n"
    "   \n"
    "</details>\n"
    "<details>\n"
    "  <summary>2nd week</summary>\n"
    "\n"
    "  - 📜 [문장 임베딩을 배우는 법](https://example.org/embedding)\n"
    "    - 문장임베딩은 문장을 벡터로 옮긴다\n"
    "</details>\n";

// `text` with the first `from` replaced by `to`.
inline std::string replaced(std::string_view text, std::string_view from, std::string_view to) {
    std::string out(text);
    const auto at = out.find(from);
    SEOGO_CHECK(at != std::string::npos);
    return out.replace(at, from.size(), to);
}

class ArchiveTest : public ::testing::Test {
protected:
    void SetUp() override { reopen(); }

    void reopen() {
        archive_.reset();
        auto opened = Archive::open_on(disk_, "/lib", {.create = true});
        ASSERT_TRUE(opened.ok()) << opened.error().message;
        archive_ = std::move(opened).value();
    }
    void write(const base::Path& path, std::string_view bytes) {
        ASSERT_TRUE(disk_.make_folders(path.parent_path()).ok());
        const Status written = base::write_file_atomically(disk_, path, bytes);
        ASSERT_TRUE(written.ok()) << written.error().message;
    }
    std::string read(const base::Path& path) {
        auto bytes = base::read_file(disk_, path);
        return bytes.ok() ? bytes.value() : "unreadable: " + bytes.error().message;
    }
    ImportedFile import(std::string_view bytes, const base::Path& path = "/home/notebook.md") {
        write(path, bytes);
        return import_path(path);
    }
    ImportedFile import_path(const base::Path& path) {
        auto result = archive_->import({path}, {});
        EXPECT_TRUE(result.ok()) << result.error().message;
        if (!result.ok() || result.value().files.empty()) return {};
        const auto& file = result.value().files.back();
        EXPECT_FALSE(file.error) << file.error->message;
        return file;
    }
    std::string exported(std::string_view format = "notebook", std::string_view name = "") {
        auto bytes = archive_->export_as(format, name);
        return bytes.ok() ? bytes.value() : "error: " + bytes.error().message;
    }
    std::vector<ItemId> found(std::string_view query) {
        auto result = archive_->search({.text = std::string(query)});
        EXPECT_TRUE(result.ok()) << result.error().message;
        std::vector<ItemId> ids;
        if (!result.ok()) return ids;
        for (const auto& hit : result.value().hits)
            ids.push_back(hit.id);
        return ids;
    }
    // The id of the entry whose title holds these words; 0 where there is none.
    ItemId item(std::string_view words) {
        auto entries = archive_->list({});
        EXPECT_TRUE(entries.ok());
        for (const auto& entry : entries.value()) {
            if (entry.title.find(words) != std::string::npos) return entry.id;
        }
        return 0;
    }

    FaultyFileSystem disk_;
    std::unique_ptr<Archive> archive_;
};

}  // namespace seogo::testing
