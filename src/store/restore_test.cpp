// What a restore refuses: manifests that lie, archives that do not verify, folders that are taken.
#include <gtest/gtest.h>

#include <map>

#include "base/hash.h"
#include "store/backup.h"
#include "store/row_writer.h"
#include "store/tar.h"
#include "support/store_fixture.h"

namespace seogo::store {
namespace {

using namespace testing;

constexpr const char* kTar = "/b.tar";

std::string line_of(const std::string& name, std::string_view bytes) {
    RunningChecksum sum;
    if (!bytes.empty()) sum.add(std::as_bytes(std::span(bytes)));
    char head[64];
    std::snprintf(head, sizeof head, "%016llx %zu ", static_cast<unsigned long long>(sum.value()),
                  bytes.size());
    return head + name + "\n";
}

class Restore : public StoreTest {
protected:
    void SetUp() override {
        StoreTest::SetUp();
        auto fresh = lines_of({page_line("# a"), entry("하나", "", "x")});
        import(fresh);
        add_document("a document");
        expect_ok(store_->backup(kTar));
        unpack();
    }
    // The entries of the backup, but for its manifest.
    void unpack() {
        auto file = value_of(disk_.open(kTar, base::OpenMode::kRead));
        TarReader tar(*file);
        const std::string bytes = value(base::read_file(disk_, kTar));
        for (auto entry = value(tar.next()); entry; entry = value(tar.next())) {
            if (entry->name == kManifestName) continue;
            names_.push_back(entry->name);
            entries_[entry->name] = bytes.substr(entry->begin, entry->size);
        }
    }
    static std::unique_ptr<base::File> value_of(Result<std::unique_ptr<base::File>> file) {
        EXPECT_TRUE(file.ok());
        return file.ok() ? std::move(file).value() : nullptr;
    }
    std::string manifest() {
        std::string text(kManifestHead);
        for (const auto& name : names_)
            text += line_of(name, entries_[name]);
        return text;
    }
    void pack(const std::string& manifest) {
        auto file = value_of(disk_.open("/packed.tar", base::OpenMode::kCreate));
        expect_ok(file->truncate(0));
        TarWriter tar(*file, 0);
        for (const auto& name : names_)
            expect_ok(tar.add(name, entries_[name]));
        if (!manifest.empty()) expect_ok(tar.add(kManifestName, manifest));
        expect_ok(tar.finish());
    }
    // The message of the refusal; "restored" where there is none.
    std::string restore(const base::Path& folder = "/other") {
        const Status restored = Store::restore(disk_, "/packed.tar", folder, false);
        if (restored.ok()) return "restored";
        EXPECT_EQ(restored.error().kind, ErrorKind::kBadFile) << restored.error().message;
        EXPECT_FALSE(Store::open(disk_, folder, {}).ok());
        return restored.error().message;
    }
    void expect_refused(const std::string& why) {
        const std::string message = restore();
        EXPECT_NE(message.find(why), std::string::npos) << message;
    }

    std::vector<std::string> names_;
    std::map<std::string, std::string> entries_;
};

TEST_F(Restore, OfTheSameEntriesPackedAgainWorks) {
    pack(manifest());
    EXPECT_EQ(restore(), "restored");
    auto other = value(Store::open(disk_, "/other", {}));
    EXPECT_EQ(value(state_of(*other)), value(state_of(*store_)));
}

TEST_F(Restore, LyingManifestsAreRefused) {
    const std::string good = manifest();
    pack("");
    expect_refused("no manifest");
    pack("seogo backup 2\n" + good.substr(15));
    expect_refused("no backup of this version");
    pack(good + line_of("journal/9.change", ""));
    expect_refused("lacks files");
    pack(good + good.substr(15));
    expect_refused("names a file twice");
    pack(good.substr(0, good.size() - 1));
    expect_refused("cut short");
    pack(good.substr(0, good.rfind('\n', good.size() - 2) + 1));
    expect_refused("is not what the manifest says");
    pack(good + "not a line\n");
    expect_refused("odd");
    pack(good + "00000000000000zz 5 name\n");
    expect_refused("odd");
    pack(good + "0000000000000000 -5 name\n");
    expect_refused("odd");
}

TEST_F(Restore, AnEntryTwiceIsRefused) {
    const std::string good = manifest();
    names_.push_back(names_.back());
    pack(good);
    expect_refused("is not what the manifest says");
}

TEST_F(Restore, WithoutADatabaseIsRefused) {
    names_.erase(std::find(names_.begin(), names_.end(), "seogo.db"));
    pack(manifest());
    expect_refused("holds no database");
}

// Checksums that agree do not make an archive: it must verify, too.
TEST_F(Restore, WhatDoesNotVerifyIsRefused) {
    const auto whole = entries_;
    const auto names = names_;
    for (const std::string& name : names) {
        if (name == "seogo.db") continue;
        SCOPED_TRACE(name);
        names_ = names;
        names_.erase(std::find(names_.begin(), names_.end(), name));
        pack(manifest());
        expect_refused("does not verify");
    }
    names_ = names;
    for (const std::string& name : names) {
        SCOPED_TRACE(name);
        entries_ = whole;
        std::string& bytes = entries_[name];
        bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 4);
        pack(manifest());
        EXPECT_NE(restore(), "restored");
    }
    EXPECT_FALSE(base::exists(disk_, "/other/restore.new"));
}

TEST_F(Restore, ASegmentThatIsMissingIsRefused) {
    auto change = write();
    expect_ok(base::write_file_atomically(disk_, "/lib/index/0a.segment", "index"));
    expect_ok(change->put_segments({{"0a.segment", base::checksum("index"), ""}}));
    EXPECT_EQ(value(change->commit("rebuild", "")), 0);
    change.reset();
    expect_ok(store_->backup(kTar));
    names_.clear();
    unpack();
    names_.erase(std::find(names_.begin(), names_.end(), "index/0a.segment"));
    pack(manifest());
    const Status restored = Store::restore(disk_, "/packed.tar", "/other", false);
    ASSERT_FALSE(restored.ok());
    EXPECT_FALSE(Store::open(disk_, "/other", {}).ok());
}

TEST_F(Restore, IntoAFolderWithOtherFilesKeepsThem) {
    expect_ok(disk_.make_folders("/other"));
    expect_ok(base::write_file_atomically(disk_, "/other/notes.txt", "mine"));
    expect_ok(Store::restore(disk_, kTar, "/other", false));
    EXPECT_EQ(value(base::read_file(disk_, "/other/notes.txt")), "mine");
    EXPECT_TRUE(Store::open(disk_, "/other", {}).ok());
}

TEST_F(Restore, OverAnArchiveThatCannotBeReadWorks) {
    store_.reset();
    for (const char* what : {"/lib/seogo.db", "/lib/journal/1.change"}) {
        auto disk = disk_.clone();
        expect_ok(base::write_file_atomically(disk, what, "garbage"));
        EXPECT_EQ(Store::restore(disk, kTar, "/lib", false).error().kind, ErrorKind::kRefused);
        expect_ok(Store::restore(disk, kTar, "/lib", true));
        auto opened = value(Store::open(disk, "/lib", {}));
        EXPECT_TRUE(value(opened->verify()).empty());
        EXPECT_EQ(value(value(opened->read())->items()).size(), 3u);
    }
}

// The old archive's blobs are no part of the new one: its next writer sweeps them.
TEST_F(Restore, TheOldArchivesBlobsAreSwept) {
    add_document("of the old archive only");
    const std::string hash = base::content_hash("of the old archive only");
    expect_ok(Store::restore(disk_, kTar, "/lib", true));
    reopen();
    EXPECT_TRUE(store_->blob(hash).ok());
    write();
    EXPECT_EQ(store_->blob(hash).error().kind, ErrorKind::kNotFound);
    EXPECT_TRUE(value(store_->verify()).empty());
}

}  // namespace
}  // namespace seogo::store
