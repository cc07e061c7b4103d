// Files on the real disk: whole or untouched, private, never led astray by a planted name.
#include "base/file.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstring>
#include <functional>
#include <random>
#include <set>
#include <thread>

#include "support/faulty_file_system.h"
#include "support/temporary_folder.h"

namespace seogo::base {
namespace {

namespace fs = std::filesystem;

std::span<const std::byte> bytes_of(std::string_view text) {
    return std::as_bytes(std::span(text));
}

class Disk : public ::testing::Test {
protected:
    std::unique_ptr<File> opened(const Path& path, OpenMode mode = OpenMode::kCreate) {
        auto file = files_.open(path, mode);
        SEOGO_CHECK(file.ok());
        return std::move(file).value();
    }
    void put(const Path& path, std::string_view text) {
        const Status written = write_file_atomically(files_, path, text);
        ASSERT_TRUE(written.ok()) << written.error().message;
    }
    std::string content(const Path& path) {
        auto text = read_file(files_, path);
        return text.ok() ? text.value() : "(" + text.error().message + ")";
    }
    ErrorKind kind_of_open(const Path& path, OpenMode mode) {
        auto file = files_.open(path, mode);
        EXPECT_FALSE(file.ok()) << path;
        return file.ok() ? ErrorKind::kCancelled : file.error().kind;
    }

    testing::TemporaryFolder folder_;
    FileSystem& files_ = real_files();
};

// The exit code of a child that runs `body`: limits and umask belong to a whole process.
int exit_code_of_child(const std::function<int()>& body) {
    const pid_t child = ::fork();
    if (child == 0) ::_exit(body());
    int status = -1;
    EXPECT_EQ(::waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
}

using OpenFileTest = Disk;

TEST_F(OpenFileTest, ReadsEndWithTheFileAndWritesBeyondItFillWithZeros) {
    const auto file = opened(folder_ / "a");
    ASSERT_TRUE(file->write_at(4, bytes_of("xy")).ok());
    EXPECT_EQ(content(folder_ / "a"), std::string("\0\0\0\0xy", 6));
    std::byte out[16];
    EXPECT_EQ(file->read_at(5, out).value(), 1u);
    EXPECT_EQ(file->read_at(600, out).value(), 0u);
    ASSERT_TRUE(file->truncate(5).ok());
    ASSERT_TRUE(file->truncate(7).ok());
    EXPECT_EQ(content(folder_ / "a"), std::string("\0\0\0\0x\0\0", 7));
    EXPECT_EQ(file->size().value(), 7u);
    EXPECT_TRUE(file->sync().ok());
}

TEST_F(OpenFileTest, ErrorsNameThePathAndTheReason) {
    put(folder_ / "a", "x");
    EXPECT_EQ(kind_of_open(folder_ / "none", OpenMode::kRead), ErrorKind::kNotFound);
    EXPECT_EQ(kind_of_open(folder_ / "none" / "a", OpenMode::kCreate), ErrorKind::kNotFound);
    EXPECT_EQ(kind_of_open(folder_ / "a" / "b", OpenMode::kCreate), ErrorKind::kNotFound);
    EXPECT_EQ(kind_of_open(folder_ / "a", OpenMode::kCreateNew), ErrorKind::kBadInput);
    EXPECT_EQ(kind_of_open(folder_ / std::string(300, 'n'), OpenMode::kCreate),
              ErrorKind::kBadInput);
    const auto missing = files_.open(folder_ / "none", OpenMode::kRead);
    EXPECT_EQ(missing.error().message, (folder_ / "none").string() + ": No such file or directory");
}

TEST_F(OpenFileTest, AFileOpenedForReadingCannotBeChanged) {
    put(folder_ / "a", "x");
    const auto file = opened(folder_ / "a", OpenMode::kRead);
    EXPECT_EQ(file->write_at(0, bytes_of("y")).error().kind, ErrorKind::kIo);
    EXPECT_FALSE(file->truncate(0).ok());
    EXPECT_FALSE(file->map_shared(0, 4096).ok());
    EXPECT_EQ(content(folder_ / "a"), "x");
}

// Threats U2: what is planted under a name that Seogo is about to write is not followed.
TEST_F(OpenFileTest, ASymlinkIsNeverCreatedThrough) {
    put(folder_ / "secret", "keep");
    fs::create_symlink(folder_ / "secret", folder_ / "link");
    fs::create_symlink(folder_ / "nowhere", folder_ / "dangling");
    EXPECT_EQ(kind_of_open(folder_ / "link", OpenMode::kCreate), ErrorKind::kRefused);
    EXPECT_EQ(kind_of_open(folder_ / "dangling", OpenMode::kCreate), ErrorKind::kRefused);
    EXPECT_EQ(kind_of_open(folder_ / "link", OpenMode::kCreateNew), ErrorKind::kBadInput);
    EXPECT_EQ(kind_of_open(folder_ / "dangling", OpenMode::kCreateNew), ErrorKind::kBadInput);
    EXPECT_FALSE(fs::exists(folder_ / "nowhere"));
    EXPECT_EQ(content(folder_ / "secret"), "keep");
}

TEST_F(OpenFileTest, NothingButARegularFileIsOpenedAndNoPipeIsWaitedFor) {
    ASSERT_EQ(::mkfifo((folder_ / "pipe").c_str(), 0600), 0);
    const int number = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    const std::string name = (folder_ / "socket").string();
    ASSERT_LT(name.size(), sizeof address.sun_path);
    std::memcpy(address.sun_path, name.c_str(), name.size() + 1);
    ASSERT_EQ(::bind(number, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    for (const Path& path :
         {folder_ / "pipe", folder_ / "socket", folder_.path(), Path("/dev/null")}) {
        for (const OpenMode mode : {OpenMode::kRead, OpenMode::kReadWrite, OpenMode::kCreate}) {
            EXPECT_EQ(kind_of_open(path, mode), ErrorKind::kBadFile);
        }
        EXPECT_EQ(files_.map(path).error().kind, ErrorKind::kBadFile) << path;
        EXPECT_EQ(read_file(files_, path).error().kind, ErrorKind::kBadFile) << path;
    }
    ::close(number);
}

// Threats U1: whatever the umask, what Seogo makes is its owner's alone and usable by her.
TEST_F(OpenFileTest, FilesAre0600AndFolders0700UnderAnyUmask) {
    for (const mode_t mask : {0000, 0022, 0077, 0177, 0777}) {
        const Path at = folder_ / std::to_string(mask);
        ASSERT_EQ(exit_code_of_child([&] {
                      ::umask(mask);
                      if (!files_.make_folders(at / "deep").ok()) return 1;
                      if (!files_.open(at / "deep" / "made", OpenMode::kCreate).ok()) return 2;
                      if (!files_.open(at / "deep" / "new", OpenMode::kCreateNew).ok()) return 3;
                      return write_file_atomically(files_, at / "deep" / "whole", "x").ok() ? 0 : 4;
                  }),
                  0)
            << "umask " << mask;
        EXPECT_EQ(files_.info(at).value().mode, 0700u);
        EXPECT_EQ(files_.info(at / "deep").value().mode, 0700u);
        for (const char* name : {"made", "new", "whole"}) {
            EXPECT_EQ(files_.info(at / "deep" / name).value().mode, 0600u) << name << mask;
        }
    }
}

TEST_F(OpenFileTest, AnOldFileKeepsItsModeWhenOpenedToCreate) {
    put(folder_ / "a", "x");
    fs::permissions(folder_ / "a", fs::perms(0640));
    opened(folder_ / "a");
    EXPECT_EQ(files_.info(folder_ / "a").value().mode, 0640u);
    ASSERT_TRUE(opened(folder_ / "a")->set_mode(0604).ok());
    EXPECT_EQ(files_.info(folder_ / "a").value().mode, 0604u);
}

// A child that is started inherits nothing of the archive.
TEST_F(OpenFileTest, DescriptorsCloseOnExec) {
    const auto file = opened(folder_ / "a");
    ASSERT_EQ(exit_code_of_child([&] {
                  for (const auto& entry : fs::directory_iterator("/proc/self/fd")) {
                      std::error_code ignored;
                      if (fs::read_symlink(entry.path(), ignored) != folder_ / "a") continue;
                      const int number = std::stoi(entry.path().filename().string());
                      return (::fcntl(number, F_GETFD) & FD_CLOEXEC) != 0 ? 0 : 1;
                  }
                  return 2;
              }),
              0);
}

TEST_F(OpenFileTest, AFileSizeLimitIsNoSpaceAndTheOldFileStays) {
    put(folder_ / "a", "old");
    EXPECT_EQ(exit_code_of_child([&] {
                  std::signal(SIGXFSZ, SIG_IGN);
                  const rlimit limit = {4096, 4096};
                  if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) return 1;
                  const std::string large(10'000, 'x');
                  const Status whole = write_file_atomically(files_, folder_ / "a", large);
                  if (whole.ok() || whole.error().kind != ErrorKind::kNoSpace) return 2;
                  auto file = files_.open(folder_ / "b", OpenMode::kCreate);
                  const Status part = file.value()->write_at(0, bytes_of(large));
                  if (part.ok() || part.error().kind != ErrorKind::kNoSpace) return 3;
                  auto memory = file.value()->map_shared(0, 32768);
                  return !memory.ok() && memory.error().kind == ErrorKind::kNoSpace ? 0 : 4;
              }),
              0);
    EXPECT_EQ(content(folder_ / "a"), "old");
    EXPECT_EQ(files_.list(folder_.path()).value(), (std::vector<std::string>{"a", "b"}))
        << "no temporary file is left";
}

using Locks = Disk;

TEST_F(Locks, BelongToAnOpenFileAndAreRanges) {
    auto one = opened(folder_ / "a");
    const auto two = opened(folder_ / "a");
    EXPECT_TRUE(one->lock(10, 10, LockMode::kExclusive).value());
    EXPECT_FALSE(two->lock(19, 5, LockMode::kShared).value());
    EXPECT_TRUE(two->lock(20, 5, LockMode::kExclusive).value());
    EXPECT_TRUE(two->is_locked(0, 11).value());
    EXPECT_FALSE(two->is_locked(0, 10).value());
    EXPECT_FALSE(two->is_locked(20, 5).value()) << "its own lock";
    ASSERT_TRUE(one->lock(13, 2, LockMode::kUnlock).value());
    EXPECT_TRUE(two->lock(13, 2, LockMode::kShared).value());
    EXPECT_FALSE(two->lock(12, 2, LockMode::kShared).value());
    one.reset();
    EXPECT_TRUE(two->lock(0, 100, LockMode::kExclusive).value());
}

TEST_F(Locks, AreSeenByOtherProcesses) {
    const auto file = opened(folder_ / "a");
    ASSERT_TRUE(file->lock(0, 1, LockMode::kExclusive).value());
    const auto try_it = [&] {
        auto other = files_.open(folder_ / "a", OpenMode::kReadWrite);
        return other.value()->lock(0, 1, LockMode::kExclusive).value() ? 0 : 7;
    };
    EXPECT_EQ(exit_code_of_child(try_it), 7);
    ASSERT_TRUE(file->lock(0, 1, LockMode::kUnlock).value());
    EXPECT_EQ(exit_code_of_child(try_it), 0);
}

// The disk in memory is trusted to lock as this one does: the same random calls, the same answers.
TEST_F(Locks, AnswerAsThoseOfTheDiskInMemory) {
    testing::FaultyFileSystem memory;
    std::vector<std::unique_ptr<File>> real, fake;
    for (int i = 0; i < 3; ++i) {
        real.push_back(opened(folder_ / "a"));
        fake.push_back(std::move(memory.open("/a", OpenMode::kCreate)).value());
    }
    std::mt19937 random(7);
    for (int step = 0; step < 3000; ++step) {
        const std::size_t who = random() % 3;
        const std::uint64_t offset = random() % 12;
        const std::uint64_t length = 1 + random() % 6;
        if (random() % 3 == 0) {
            ASSERT_EQ(real[who]->is_locked(offset, length).value(),
                      fake[who]->is_locked(offset, length).value())
                << "step " << step;
            continue;
        }
        const auto mode = static_cast<LockMode>(random() % 3);
        ASSERT_EQ(real[who]->lock(offset, length, mode).value(),
                  fake[who]->lock(offset, length, mode).value())
            << "step " << step;
    }
}

using SharedMemory = Disk;

TEST_F(SharedMemory, IsOneForAllWhoOpenTheFile) {
    constexpr std::size_t kRegion = 32 << 10;
    const auto one = opened(folder_ / "shm");
    const auto two = opened(folder_ / "shm");
    std::byte* first = one->map_shared(0, kRegion).value();
    for (std::uint64_t region = 1; region < 20; ++region) {
        ASSERT_TRUE(one->map_shared(region * kRegion, kRegion).ok());
    }
    first[7] = std::byte{42};
    EXPECT_EQ(two->map_shared(0, kRegion).value()[7], std::byte{42});
    EXPECT_EQ(one->map_shared(0, kRegion).value(), first) << "an address stays";
    EXPECT_EQ(two->size().value(), 20 * kRegion);
    ASSERT_TRUE(two->map_shared(0, 4096).ok());
    EXPECT_EQ(two->size().value(), 20 * kRegion) << "never shrinks";
}

using WholeFile = Disk;

TEST_F(WholeFile, IsReadToTheByteAndUpToALimit) {
    const std::string text("서고\0\xff\n", 9);
    put(folder_ / "a", text);
    EXPECT_EQ(content(folder_ / "a"), text);
    EXPECT_EQ(read_file(files_, folder_ / "a", 9).value(), text);
    EXPECT_EQ(read_file(files_, folder_ / "a", 8).error().kind, ErrorKind::kBadFile);
    put(folder_ / "empty", "");
    EXPECT_EQ(content(folder_ / "empty"), "");
}

TEST_F(WholeFile, IsReplacedWithItsModeAndLeavesNoLitter) {
    put(folder_ / "a", "one");
    fs::permissions(folder_ / "a", fs::perms(0644));
    put(folder_ / "a", "two");
    EXPECT_EQ(content(folder_ / "a"), "two");
    EXPECT_EQ(files_.info(folder_ / "a").value().mode, 0644u);
    EXPECT_EQ(files_.list(folder_.path()).value(), std::vector<std::string>{"a"});
}

TEST_F(WholeFile, NeverReplacesWhatIsNoFile) {
    put(folder_ / "target", "keep");
    fs::create_symlink(folder_ / "target", folder_ / "link");
    fs::create_directory(folder_ / "inner");
    ASSERT_EQ(::mkfifo((folder_ / "pipe").c_str(), 0600), 0);
    for (const char* name : {"link", "inner", "pipe"}) {
        const Status written = write_file_atomically(files_, folder_ / name, "x");
        ASSERT_FALSE(written.ok());
        EXPECT_EQ(written.error().kind, ErrorKind::kRefused) << name;
    }
    EXPECT_EQ(content(folder_ / "target"), "keep");
    EXPECT_TRUE(fs::is_symlink(folder_ / "link"));
}

TEST_F(WholeFile, IsNeverSeenHalfWritten) {
    const std::string a(100'000, 'a');
    const std::string b(50'000, 'b');
    put(folder_ / "a", a);
    std::atomic<bool> done = false;
    std::thread writer([&] {
        for (int i = 0; i < 50; ++i) {
            if (!write_file_atomically(files_, folder_ / "a", i % 2 == 0 ? b : a).ok()) break;
        }
        done = true;
    });
    while (!done) {
        const std::string seen = content(folder_ / "a");
        EXPECT_TRUE(seen == a || seen == b) << seen.size();
    }
    writer.join();
}

// The bytes are durable at once; the name waits for its folder.
TEST_F(WholeFile, AReplacedNameIsDurableOnceItsFolderIsSynced) {
    const auto read = [](testing::FaultyFileSystem& disk) { return read_file(disk, "/a").value(); };
    testing::FaultyFileSystem disk;
    ASSERT_TRUE(write_file_atomically(disk, "/a", "old").ok());
    ASSERT_TRUE(replace_file(disk, "/a", "new").ok());
    EXPECT_EQ(read(disk), "new");
    testing::FaultyFileSystem synced = disk.clone();
    disk.drop_unsynced();
    EXPECT_EQ(read(disk), "old");
    ASSERT_TRUE(synced.sync_folder("/").ok());
    synced.drop_unsynced();
    EXPECT_EQ(read(synced), "new");
}

// The name of the new file cannot be foretold, and is known again as litter after a crash.
TEST_F(WholeFile, TemporaryNamesAreRandomAndKnown) {
    std::set<std::string> names;
    for (int i = 0; i < 8; ++i) {
        testing::FaultyFileSystem disk;
        disk.fail_call(3, ErrorKind::kIo, testing::AfterFault::kIsDead);
        EXPECT_FALSE(write_file_atomically(disk, "/a", "x").ok());
        ASSERT_EQ(disk.paths().size(), 1u);
        names.insert(disk.paths()[0].filename().string());
    }
    EXPECT_EQ(names.size(), 8u);
    EXPECT_TRUE(std::all_of(names.begin(), names.end(), is_temporary_name));
    for (const char* name : {"a.md", ".hidden", "x.seogo-tmp", ".seogo", ""}) {
        EXPECT_FALSE(is_temporary_name(name)) << name;
    }
}

using Mappings = Disk;

TEST_F(Mappings, HoldTheBytesOfAFile) {
    put(folder_ / "a", "서고");
    const auto mapping = files_.map(folder_ / "a").value();
    EXPECT_EQ(std::memcmp(mapping->bytes().data(), "서고", 6), 0);
    EXPECT_EQ(mapping->bytes().size(), 6u);
    put(folder_ / "empty", "");
    EXPECT_TRUE(files_.map(folder_ / "empty").value()->bytes().empty());
    EXPECT_EQ(files_.map(folder_ / "none").error().kind, ErrorKind::kNotFound);
}

// Threats F4: pages of a file that shrank are no reason to die.
TEST_F(Mappings, OutliveAFileThatShrinks) {
    put(folder_ / "a", std::string(1 << 20, 'x'));
    const auto mapping = files_.map(folder_ / "a").value();
    ASSERT_TRUE(opened(folder_ / "a")->truncate(0).ok());
    const auto bytes = mapping->bytes();
    EXPECT_EQ(std::count(bytes.begin(), bytes.end(), std::byte{'x'}), 1 << 20);
}

TEST_F(Mappings, OfLargeFilesAreOfTheFileItself) {
    constexpr std::uint64_t kLarge = (std::uint64_t{32} << 20) + 4096;
    const auto file = opened(folder_ / "large");
    ASSERT_TRUE(file->truncate(kLarge).ok());  // a hole: takes no room
    ASSERT_TRUE(file->write_at(kLarge - 3, bytes_of("end")).ok());
    const auto mapping = files_.map(folder_ / "large").value();
    ASSERT_EQ(mapping->bytes().size(), kLarge);
    EXPECT_EQ(std::memcmp(mapping->bytes().data() + kLarge - 3, "end", 3), 0);
}

using Folders = Disk;

TEST_F(Folders, AreListedInOrderOfBytes) {
    for (const char* name : {"b", "a", "가", "B", ".h"})
        put(folder_ / name, "");
    fs::create_symlink("nowhere", folder_ / "link");
    EXPECT_EQ(files_.list(folder_.path()).value(),
              (std::vector<std::string>{".h", "B", "a", "b", "link", "가"}));
    EXPECT_EQ(files_.list(folder_ / "none").error().kind, ErrorKind::kNotFound);
    EXPECT_EQ(files_.list(folder_ / "a").error().kind, ErrorKind::kNotFound);
}

TEST_F(Folders, AreMadeWithTheirParentsAndLeftAsTheyAre) {
    ASSERT_TRUE(files_.make_folders(folder_ / "a" / "b" / "c").ok());
    fs::permissions(folder_ / "a", fs::perms(0755));
    ASSERT_TRUE(files_.make_folders(folder_ / "a" / "b" / "c").ok());
    EXPECT_EQ(files_.info(folder_ / "a").value().mode, 0755u);
    put(folder_ / "file", "");
    EXPECT_FALSE(files_.make_folders(folder_ / "file").ok());
    EXPECT_FALSE(files_.make_folders(folder_ / "file" / "inner").ok());
    EXPECT_TRUE(files_.make_folders("/").ok());
    EXPECT_TRUE(files_.sync_folder(folder_ / "a").ok());
    EXPECT_EQ(files_.sync_folder(folder_ / "none").error().kind, ErrorKind::kNotFound);
}

TEST_F(Folders, InfoTellsTypesWithoutFollowing) {
    put(folder_ / "a", "xyz");
    fs::create_symlink(folder_ / "a", folder_ / "link");
    fs::create_hard_link(folder_ / "a", folder_ / "twin");
    ASSERT_EQ(::mkfifo((folder_ / "pipe").c_str(), 0600), 0);
    const FileInfo info = files_.info(folder_ / "a").value();
    EXPECT_EQ(info.type, FileType::kFile);
    EXPECT_EQ(info.size, 3u);
    EXPECT_GT(info.modified_ns, std::int64_t{1'735'689'600} * 1'000'000'000);
    EXPECT_EQ(files_.info(folder_ / "twin").value().inode, info.inode);
    EXPECT_EQ(files_.info(folder_ / "twin").value().device, info.device);
    EXPECT_EQ(files_.info(folder_ / "link").value().type, FileType::kSymlink);
    EXPECT_EQ(files_.info(folder_ / "pipe").value().type, FileType::kOther);
    EXPECT_EQ(files_.info(folder_.path()).value().type, FileType::kFolder);
    EXPECT_EQ(files_.info(folder_ / "none").error().kind, ErrorKind::kNotFound);
    EXPECT_TRUE(exists(files_, folder_ / "link"));
    EXPECT_FALSE(exists(files_, folder_ / "none"));
}

TEST_F(Folders, RenameAndRemoveAnswerWhatTheyDid) {
    put(folder_ / "a", "a");
    put(folder_ / "b", "b");
    ASSERT_TRUE(files_.rename(folder_ / "a", folder_ / "b").ok());
    EXPECT_EQ(content(folder_ / "b"), "a");
    const Status missing = files_.rename(folder_ / "a", folder_ / "c");
    ASSERT_FALSE(missing.ok());
    EXPECT_EQ(missing.error().kind, ErrorKind::kNotFound);
    EXPECT_NE(missing.error().message.find(" -> "), std::string::npos) << "both names are told";
    ASSERT_TRUE(files_.make_folders(folder_ / "d").ok());
    put(folder_ / "d" / "e", "");
    EXPECT_EQ(files_.remove(folder_ / "d").error().kind, ErrorKind::kIo);
    ASSERT_TRUE(files_.remove(folder_ / "d" / "e").ok());
    ASSERT_TRUE(files_.remove(folder_ / "d").ok());
    EXPECT_EQ(files_.remove(folder_ / "d").error().kind, ErrorKind::kNotFound);
}

// A rename replaces the link, not what it leads to.
TEST_F(Folders, RenameOntoASymlinkLeavesItsTarget) {
    put(folder_ / "target", "keep");
    put(folder_ / "new", "new");
    fs::create_symlink(folder_ / "target", folder_ / "link");
    ASSERT_TRUE(files_.rename(folder_ / "new", folder_ / "link").ok());
    EXPECT_EQ(content(folder_ / "target"), "keep");
    EXPECT_EQ(content(folder_ / "link"), "new");
}

// Random calls on the real disk and on the one in memory: equal answers, equal folders.
TEST_F(Folders, TheDiskInMemoryDoesAsTheRealOneDoes) {
    testing::FaultyFileSystem memory;
    std::mt19937 random(11);
    const Path root = folder_.path();
    const auto name = [&] {
        static constexpr const char* kNames[] = {"a", "b", "d", "d/a", "d/e", "d/e/f"};
        return Path(kNames[random() % std::size(kNames)]);
    };
    const auto answer = [](const Status& status) {
        return status.ok() ? -1 : static_cast<int>(status.error().kind);
    };
    const auto run = [&](FileSystem& files, const Path& at, unsigned call, const Path& one,
                         const Path& two, unsigned number) {
        if (call == 0) return answer(files.make_folders(at / one));
        if (call == 1) return answer(files.remove(at / one));
        if (call == 2) return answer(files.rename(at / one, at / two));
        const auto mode = static_cast<OpenMode>(number % 4);
        auto file = files.open(at / one, mode);
        if (!file.ok()) return static_cast<int>(file.error().kind);
        const std::string text(number % 700, static_cast<char>('a' + number % 26));
        return answer(number % 5 == 0 ? file.value()->truncate(number % 900)
                                      : file.value()->write_at(number % 300, bytes_of(text)));
    };
    for (int step = 0; step < 4000; ++step) {
        const auto call = static_cast<unsigned>(random() % 6);
        const Path one = name(), two = name();
        const auto number = static_cast<unsigned>(random());
        ASSERT_EQ(run(files_, root, call, one, two, number),
                  run(memory, "/", call, one, two, number))
            << "step " << step << " call " << call << " " << one << " " << two;
        for (const Path& path : memory.paths()) {
            ASSERT_EQ(content(root / path.relative_path()), read_file(memory, path).value());
        }
        for (const char* folder : {"", "d", "d/e"}) {
            const auto real = files_.list(root / folder);
            const auto fake = memory.list(Path("/") / folder);
            ASSERT_EQ(real.ok(), fake.ok());
            if (!real.ok()) continue;
            ASSERT_EQ(real.value(), fake.value()) << "step " << step;
        }
    }
}

}  // namespace
}  // namespace seogo::base
