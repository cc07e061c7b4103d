// Disks that are full, read-only, or hold what they should not: codes are kept, and so is the
// archive.
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>

#include "e2e/child.h"

namespace seogo::e2e {
namespace {

constexpr uid_t kNobody = 65534;

class Disk : public ProgramTest {
protected:
    void SetUp() override {
        fs::copy(source_folder() / "sample", path("sample"), fs::copy_options::recursive);
        notebook_ = read("sample/notebook.md");
    }
    bool is_root() const { return geteuid() == 0; }

    // A disk of this size at `name`, for this process and its children alone. False where not root.
    bool mount_small(std::string_view name, std::string_view size) {
        fs::create_directories(path(name));
        if (!is_root() || unshare(CLONE_NEWNS) != 0) return false;
        if (mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) return false;
        const std::string how = "size=" + std::string(size);
        mounted_ = path(name);
        return mount("seogo-test", mounted_.c_str(), "tmpfs", 0, how.c_str()) == 0;
    }
    void TearDown() override {
        if (!mounted_.empty()) umount2(mounted_.c_str(), MNT_DETACH);
    }

    // Options of a child without rights of its own: root may read and write anywhere, so the child
    // becomes somebody else and runs a copy of the program that she can reach.
    Options somebody() {
        Options reader = options();
        if (!is_root()) return reader;
        reader.user = kNobody;
        reader.program = path("seogo").string();
        fs::copy_file(std::getenv("SEOGO_PROGRAM"), reader.program);
        fs::permissions(reader.program, fs::perms(0755));
        EXPECT_EQ(chown(path("").c_str(), kNobody, kNobody), 0);
        return reader;
    }

    std::string long_text(int seed, std::size_t size) const {
        std::string text = "긴글" + std::to_string(seed) + " ";
        while (text.size() < size)
            text += std::to_string(text.size() * 7919 + seed) + ' ';
        return text + "\n";
    }

    std::string notebook_;
    fs::path mounted_;
};

// F3: exit 6, the old state intact, all well again once there is room, nothing acknowledged lost.
TEST_F(Disk, AFullDiskIsExitSixAndTheArchiveStays) {
    if (!mount_small("small", "6m")) {
        std::printf("no right to mount: the limit on file size below stands for the full disk\n");
        return;
    }
    environment_["SEOGO_ARCHIVE"] = path("small/lib").string();
    expect(0, {"import", "sample/notebook.md"});
    std::vector<std::string> kept;
    int seed = 0;
    for (int refused = 0; refused < 3 && seed < 200; ++seed) {
        write("long.md", long_text(seed, 150'000));
        const Ended said = run({"add", "long.md", "--title", "긴글" + std::to_string(seed), "--url",
                                "https://example.org/" + std::to_string(seed)});
        ASSERT_TRUE(said.exit == 0 || said.exit == 6) << said.exit << said.err;
        if (said.exit == 6) {
            ++refused;
            EXPECT_FALSE(said.err.empty());
        } else {
            kept.push_back("긴글" + std::to_string(seed));
        }
    }
    ASSERT_LT(seed, 200) << "the disk never filled";
    EXPECT_TRUE(run({"export"}).out == notebook_);
    expect(0, {"search", "양자화를"});
    const auto listed = run({"list", "--limit", "1000", "--json"}).json();
    EXPECT_EQ(listed["items"].items().size(), 41u + (kept.empty() ? 0u : 1u));
    if (!kept.empty()) {
        EXPECT_NE(id_of(kept.back()), "0");
    }
    const Ended verified = run({"verify"});
    EXPECT_TRUE(verified.exit == 0 || verified.exit == 6) << verified.out << verified.err;

    ASSERT_EQ(mount("seogo-test", mounted_.c_str(), "tmpfs", MS_REMOUNT, "size=64m"), 0);
    expect(0, {"add", "https://example.org/after", "--title", "그 뒤"});
    expect(0, {"verify"});
    EXPECT_NE(id_of("그 뒤"), "0");
}

// The same where no disk can be mounted: no file may grow beyond a limit.
TEST_F(Disk, ALimitOnFileSizeIsExitSixAndTheArchiveStays) {
    expect(0, {"import", "sample/notebook.md"});
    write("long.md", long_text(1, 3'000'000));
    for (const std::uint64_t limit : {4096u, 65'536u, 400'000u, 1'000'000u}) {
        Options limited = options();
        limited.file_bytes_max = limit;
        const Ended said = run({"add", "long.md", "--title", "긴글"}, limited);
        EXPECT_EQ(said.exit, 6) << limit << said.err;
        EXPECT_EQ(said.signal, 0) << limit;
        expect(0, {"verify"});
        EXPECT_TRUE(run({"export"}).out == notebook_);
        EXPECT_EQ(id_of("긴글"), "0");
    }
    expect(0, {"add", "long.md", "--title", "긴글"});
    expect(0, {"search", "긴글1"});
}

// F14: a folder that cannot be written is searched all the same; adding is exit 6.
TEST_F(Disk, AReadOnlyFolderIsReadAndNotWritten) {
    expect(0, {"import", "sample/notebook.md"});
    const std::string before = hits("양자화를 색인");
    const Options reader = somebody();
    for (const auto& entry : fs::recursive_directory_iterator(path("lib"))) {
        fs::permissions(entry.path(), fs::perms(entry.is_directory() ? 0555 : 0444));
    }
    fs::permissions(path("lib"), fs::perms(0555));
    const Ended searched = run({"search", "양자화를 색인", "--json", "--limit", "100"}, reader);
    const Ended asked = run({"ask", "ColBERT가 뭐야?"}, reader);
    const Ended exported = run({"export"}, reader);
    const Ended added = run({"add", "https://example.org/x", "--title", "x"}, reader);
    const Ended edited = run({"edit", "1", "--title", "x"}, reader);
    fs::permissions(path("lib"), fs::perms(0700));
    for (const auto& entry : fs::recursive_directory_iterator(path("lib"))) {
        fs::permissions(entry.path(), fs::perms(entry.is_directory() ? 0700 : 0600));
    }
    EXPECT_EQ(searched.exit, 0) << searched.err;
    EXPECT_EQ(asked.exit, 0) << asked.err;
    EXPECT_TRUE(exported.out == notebook_);
    EXPECT_EQ(added.exit, 6) << added.err;
    EXPECT_EQ(edited.exit, 6) << edited.err;
    EXPECT_EQ(hits("양자화를 색인"), before);
}

// A document behind a link that may not be read is told; the notebook is taken in all the same.
TEST_F(Disk, ALinkedFileThatMayNotBeReadIsAWarning) {
    write("notebook.md", "# 모음\n\n- [글](papers/a.md)\n- [다른 글](papers/b.md)\n");
    write("papers/a.md", "# 닫힌 글\n");
    write("papers/b.md", "# 열린 글\n\n엔트로피\n");
    const Options reader = somebody();
    for (const char* name : {"notebook.md", "papers", "papers/a.md", "papers/b.md"}) {
        fs::permissions(path(name), fs::perms(0755));
    }
    fs::permissions(path("papers/a.md"), fs::perms(0));
    const Ended said = run({"import", "notebook.md", "--json"}, reader);
    EXPECT_EQ(said.exit, 0) << said.err;
    const auto json = said.json();
    const auto& file = json["files"].items()[0];
    EXPECT_EQ(file["documents"].number(), 1);
    ASSERT_EQ(file["warnings"].items().size(), 1u);
    EXPECT_NE(file["warnings"].items()[0].string().find("papers/a.md"), std::string::npos);
    EXPECT_EQ(run({"search", "엔트로피"}, reader).exit, 0);
}

// U1: whatever the umask, files are for their owner alone.
TEST_F(Disk, FilesAreTheOwnersAloneWhateverTheUmask) {
    const mode_t old = umask(0);
    expect(0, {"import", "sample/notebook.md"});
    expect(0, {"edit", "1", "--org", "x"});
    expect(0, {"export", "-o", "out.md"});
    expect(0, {"backup", "backup.tar"});
    expect(0, {"restore", "backup.tar", "--archive", "again"});
    umask(old);
    std::vector<fs::path> all = {path("lib"), path("again"), path("out.md"), path("backup.tar")};
    for (const char* folder : {"lib", "again"}) {
        for (const auto& entry : fs::recursive_directory_iterator(path(folder))) {
            all.push_back(entry.path());
        }
    }
    EXPECT_GT(all.size(), 20u);
    for (const fs::path& one : all) {
        const auto mode = static_cast<unsigned>(fs::status(one).permissions());
        EXPECT_EQ(mode & 0777u, fs::is_directory(one) ? 0700u : 0600u) << one;
    }
}

// U2: a name that somebody planted is never written through.
TEST_F(Disk, APlantedSymlinkIsNeverWrittenThrough) {
    write("victim", "mine\n");
    for (const char* name : {"lock", "seogo.db", "blobs", "journal", "index"}) {
        fs::remove_all(path("lib"));
        fs::create_directories(path("lib"));
        fs::create_symlink(path("victim"), path("lib") / name);
        const Ended said = run({"import", "sample/notebook.md"});
        EXPECT_NE(said.exit, 0) << name;
        EXPECT_EQ(said.signal, 0) << name;
        EXPECT_EQ(read("victim"), "mine\n") << name;
    }
    fs::remove_all(path("lib"));
    expect(0, {"import", "sample/notebook.md"});
    fs::create_symlink(path("victim"), path("out.md"));
    expect(3, {"export", "-o", "out.md"});
    fs::create_symlink(path("victim"), path("backup.tar"));
    EXPECT_NE(run({"backup", "backup.tar"}).exit, 0);
    EXPECT_EQ(read("victim"), "mine\n");
}

// A file in the archive's place, or a folder in a file's place: told, not a crash.
TEST_F(Disk, ThingsInTheWayAreNamed) {
    write("lib", "a file\n");
    EXPECT_NE(run({"init"}).exit, 0);
    fs::remove_all(path("lib"));
    fs::create_directories(path("lib/seogo.db"));
    const Ended said = run({"init"});
    EXPECT_NE(said.exit, 0);
    EXPECT_EQ(said.signal, 0);
    EXPECT_EQ(run({"import", "sample"}, options()).signal, 0);
    EXPECT_NE(run({"import", "/dev/null"}).exit, 0);
    EXPECT_NE(run({"add", "/dev"}).exit, 0);
}

}  // namespace
}  // namespace seogo::e2e
