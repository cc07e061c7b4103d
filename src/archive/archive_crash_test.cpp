// Crashes: whatever file operation fails, an archive opens as it was before or after, never
// between.
#include <functional>

#include "notebook/edit.h"
#include "support/archive_fixture.h"

namespace seogo {
namespace {

using testing::FaultyFileSystem;
using testing::kNotebook;
using testing::replaced;

constexpr const char* kPath = "/home/notebook.md";

// What can be seen of an archive, as one string; what it answers is checked against what it holds.
std::string state_of(Archive& archive) {
    std::string out = archive.export_as("json", "").value();
    const auto listed = archive.list({}).value();
    const auto result = archive.search({.text = "문서 writer 벡터로 코사인 새", .limit = 100});
    EXPECT_TRUE(result.ok());
    for (const auto& hit : result.value().hits) {
        out += std::to_string(hit.id) + ":" + std::to_string(hit.score) + "\n";
    }
    return out;
}

void put(base::FileSystem& disk, std::string_view bytes) {
    ASSERT_TRUE(disk.make_folders("/home").ok());
    ASSERT_TRUE(base::write_file_atomically(disk, kPath, bytes).ok());
    ASSERT_TRUE(disk.sync_folder("/").ok());
}

using Verb = std::function<Status(Archive&)>;

template <typename T>
Status status_of(Result<T> result) {
    return result.ok() ? ok_status() : Status(std::move(result).error());
}

// An archive with the notebook in it, the file beside it edited.
void prepare(FaultyFileSystem& disk) {
    put(disk, kNotebook);
    auto archive = Archive::open_on(disk, "/lib", {.create = true});
    ASSERT_TRUE(archive.ok()) << archive.error().message;
    ASSERT_TRUE(archive.value()->import({kPath}, {}).ok());
    notebook::ItemChange change;
    change.title = "임베딩 배우기";
    const auto listed = archive.value()->list({}).value();
    ASSERT_TRUE(archive.value()->edit(listed.back().id, change).ok());
    put(disk, replaced(kNotebook, "Readers never", "Many readers never"));
}

std::string state_after(const Verb& verb) {
    FaultyFileSystem disk;
    prepare(disk);
    auto archive = Archive::open_on(disk, "/lib", {});
    EXPECT_TRUE(archive.ok());
    const Status done = verb(*archive.value());
    EXPECT_TRUE(done.ok()) << done.error().message;
    return state_of(*archive.value());
}

// Fails operation 1, 2, 3, ... of the verb with `kind`, then cuts the power.
void expect_all_or_nothing(const Verb& verb, ErrorKind kind) {
    const std::string before = state_after([](Archive&) { return ok_status(); });
    const std::string after = state_after(verb);
    ASSERT_NE(before, after);
    for (int fault = 1;; ++fault) {
        SCOPED_TRACE(::testing::Message() << "fault at file operation " << fault);
        FaultyFileSystem disk;
        prepare(disk);
        bool acknowledged = false;
        disk.fail_call(fault, kind);
        {
            auto archive = Archive::open_on(disk, "/lib", {});
            if (archive.ok()) acknowledged = verb(*archive.value()).ok();
        }
        const bool failed = disk.failed();
        disk.drop_unsynced();
        auto reopened = Archive::open_on(disk, "/lib", {});
        ASSERT_TRUE(reopened.ok()) << reopened.error().message;
        const std::string state = state_of(*reopened.value());
        if (acknowledged) {
            ASSERT_EQ(state, after) << disk.failed_call();
        } else {
            ASSERT_TRUE(state == before || state == after);
        }
        const auto damage = reopened.value()->verify();
        ASSERT_TRUE(damage.ok()) << damage.error().message;
        ASSERT_TRUE(damage.value().empty()) << damage.value()[0].file << damage.value()[0].message;
        if (!failed) return;  // every operation has failed once
    }
}

// A file that could not be read is told in its own report: that import acknowledged nothing.
const Verb kImport = [](Archive& archive) -> Status {
    SEOGO_ASSIGN(const auto imported, archive.import({kPath}, {}));
    for (const auto& file : imported.files) {
        if (file.error) return Error(*file.error);
    }
    return ok_status();
};
const Verb kAdd = [](Archive& archive) {
    AddOptions options;
    options.input = "새 글은 새 문서다\n";
    options.is_text = true;
    options.title = "새 글";
    return status_of(archive.add(options));
};
const Verb kNote = [](Archive& archive) -> Status {
    SEOGO_ASSIGN(const auto listed, archive.list({}));
    return archive.note(listed.front().id, "코사인으로 견준다");
};
const Verb kSync = [](Archive& archive) { return status_of(archive.sync(kPath)); };
const Verb kUndo = [](Archive& archive) { return status_of(archive.undo(0)); };

TEST(ImportCrash, IsAllOrNothingAtEveryFileOperation) {
    expect_all_or_nothing(kImport, ErrorKind::kIo);
}
TEST(AddCrash, IsAllOrNothingAtEveryFileOperation) { expect_all_or_nothing(kAdd, ErrorKind::kIo); }
TEST(AddCrash, IsAllOrNothingOnAFullDisk) { expect_all_or_nothing(kAdd, ErrorKind::kNoSpace); }
TEST(NoteCrash, IsAllOrNothingAtEveryFileOperation) {
    expect_all_or_nothing(kNote, ErrorKind::kIo);
}
TEST(SyncCrash, IsAllOrNothingAtEveryFileOperation) {
    expect_all_or_nothing(kSync, ErrorKind::kIo);
}
TEST(UndoCrash, IsAllOrNothingAtEveryFileOperation) {
    expect_all_or_nothing(kUndo, ErrorKind::kIo);
}

// After a failed sync the file holds its own edits still, and the next sync brings both together.
TEST(SyncCrash, NeverLosesAnEditOfEitherSide) {
    for (int fault = 1;; ++fault) {
        SCOPED_TRACE(::testing::Message() << "fault at file operation " << fault);
        FaultyFileSystem disk;
        prepare(disk);
        disk.fail_call(fault, ErrorKind::kIo);
        {
            auto archive = Archive::open_on(disk, "/lib", {});
            if (archive.ok()) (void)archive.value()->sync(kPath).ok();
        }
        const bool failed = disk.failed();
        disk.drop_unsynced();
        auto archive = Archive::open_on(disk, "/lib", {});
        ASSERT_TRUE(archive.ok());
        const auto synced = archive.value()->sync(kPath);
        ASSERT_TRUE(synced.ok()) << synced.error().message;
        const std::string text = archive.value()->export_as("notebook", "").value();
        ASSERT_NE(text.find("Many readers never"), std::string::npos);
        ASSERT_NE(text.find("임베딩 배우기"), std::string::npos);
        ASSERT_EQ(base::read_file(disk, kPath).value(), text);
        if (!failed) return;
    }
}

// A rebuild that dies leaves the archive to be opened or to be rebuilt again, with all it held.
TEST(RebuildCrash, LosesNothing) {
    const std::string whole = state_after([](Archive&) { return ok_status(); });
    for (int fault = 1;; ++fault) {
        SCOPED_TRACE(::testing::Message() << "fault at file operation " << fault);
        FaultyFileSystem disk;
        prepare(disk);
        disk.fail_call(fault, ErrorKind::kIo);
        {
            auto archive = Archive::open_on(disk, "/lib", {});
            if (archive.ok()) (void)archive.value()->rebuild(true).ok();
        }
        const bool failed = disk.failed();
        disk.drop_unsynced();
        auto archive = Archive::open_on(disk, "/lib", {});
        if (!archive.ok()) {
            ASSERT_TRUE(store::Store::rebuild_database(disk, "/lib").ok());
            archive = Archive::open_on(disk, "/lib", {});
        }
        ASSERT_TRUE(archive.ok()) << archive.error().message;
        ASSERT_EQ(state_of(*archive.value()), whole);
        if (!failed) return;
    }
}

}  // namespace
}  // namespace seogo
