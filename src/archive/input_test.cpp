// Input: folders are walked without leaving them, links lead only to plain files inside.
#include "archive/input.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "support/faulty_file_system.h"

namespace seogo::archive {
namespace {

// Symlinks and special files need the real disk.
class RealFolder : public ::testing::Test {
protected:
    void SetUp() override {
        std::string name = (std::filesystem::temp_directory_path() / "seogo-XXXXXX").string();
        root_ = mkdtemp(name.data());
        std::filesystem::create_directories(root_ / "in" / "deep");
    }
    void TearDown() override { std::filesystem::remove_all(root_); }
    void write(const std::string& name, std::string_view bytes) {
        ASSERT_TRUE(base::write_file_atomically(base::real_files(), root_ / name, bytes).ok());
    }
    base::Path root_;
};

TEST_F(RealFolder, SymlinksAreNamedAndNotFollowed) {
    write("in/a.md", "a");
    write("outside.md", "secret");
    std::filesystem::create_symlink(root_ / "outside.md", root_ / "in" / "link.md");
    std::filesystem::create_directory_symlink(root_, root_ / "in" / "loop");
    const auto found = find_files(base::real_files(), root_ / "in");
    ASSERT_EQ(found.paths.size(), 1u);
    EXPECT_EQ(found.paths[0], root_ / "in" / "a.md");
    EXPECT_EQ(found.warnings.size(), 2u);
}

TEST_F(RealFolder, FilesComeInOrderOfTheirNames) {
    for (const char* name :
         {"in/b.md", "in/a.txt", "in/deep/c.markdown", "in/.hidden.md", "in/d.pdf"}) {
        write(name, "x");
    }
    const auto found = find_files(base::real_files(), root_ / "in");
    ASSERT_EQ(found.paths.size(), 3u);
    EXPECT_EQ(found.paths[0].filename(), "a.txt");
    EXPECT_EQ(found.paths[1].filename(), "b.md");
    EXPECT_EQ(found.paths[2].filename(), "c.markdown");
}

TEST_F(RealFolder, LocalTargetsStayInside) {
    write("in/deep/문서 하나.md", "x");
    write("outside.md", "secret");
    std::filesystem::create_symlink(root_ / "outside.md", root_ / "in" / "link.md");
    std::filesystem::create_directory_symlink(root_, root_ / "in" / "up");
    auto& files = base::real_files();
    const base::Path in = root_ / "in";
    EXPECT_EQ(local_target(files, in, "deep/문서%20하나.md"), in / "deep/문서 하나.md");
    EXPECT_EQ(local_target(files, in, "./deep/../deep/문서 하나.md#head"),
              in / "deep/문서 하나.md");
    for (const char* url :
         {"../outside.md", "link.md", "up/outside.md", "/etc/passwd", "%2e%2e/outside.md",
          "deep/../../outside.md", "file:///etc/hosts.md", "https://example.org/a.md", "#anchor",
          "", "deep", "missing.md", "deep/%00.md", "%zz.md"}) {
        EXPECT_EQ(local_target(files, in, url), base::Path()) << url;
    }
}

TEST(ReadText, RefusesWhatIsNoText) {
    testing::FaultyFileSystem disk;
    ASSERT_TRUE(disk.make_folders("/d").ok());
    ASSERT_TRUE(base::write_file_atomically(disk, "/d/a.bin", std::string("a\0b", 3)).ok());
    ASSERT_TRUE(base::write_file_atomically(disk, "/d/a.md", std::string("a\0b", 3)).ok());
    EXPECT_EQ(read_text(disk, "/d/a.bin").error().kind, ErrorKind::kUnsupported);
    EXPECT_EQ(read_text(disk, "/d/a.md").value().decoded.text, std::string("a\0b", 3));
    EXPECT_EQ(read_text(disk, "/d/none.md").error().kind, ErrorKind::kNotFound);
}

TEST(TypeOf, IsToldByTheName) {
    EXPECT_EQ(type_of("a.txt"), "text/plain");
    EXPECT_EQ(type_of("a.md"), "text/markdown");
}

// The link that is written for a file leads back to it, whatever characters its name has.
TEST(Links, LeadBackToTheFileTheyWereMadeFor) {
    testing::FaultyFileSystem disk;
    ASSERT_TRUE(disk.make_folders("/home/papers").ok());
    for (const char* name : {"plain.md", "a b (1).md", "100% [x].md", "c#d?e.md", "한글 글.txt",
                             "q\"uo<te>.md", "back\\slash.md", "co:lon.md"}) {
        const base::Path path = base::Path("/home/papers") / name;
        ASSERT_TRUE(base::write_file_atomically(disk, path, "x").ok());
        const std::string link = link_to(path, "/home");
        EXPECT_EQ(link.find_first_of(" ()[]<>#?:\"\\"), std::string::npos) << link;
        EXPECT_EQ(local_target(disk, "/home", link), path) << link;
    }
    EXPECT_EQ(link_to("/home/papers/a.md", "/home"), "papers/a.md");
    EXPECT_EQ(link_to("/other/a.md", "/home"), "/other/a.md");
    EXPECT_EQ(link_to("/home/a.md", ""), "/home/a.md");
}

}  // namespace
}  // namespace seogo::archive
