// Hashes: the published test vectors, and what a content address and a checksum promise.
#include "base/hash.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <thread>
#include <vector>

namespace seogo::base {
namespace {

// FIPS 180-4 examples and NIST's short-message vectors.
TEST(ContentHash, IsSha256) {
    EXPECT_EQ(content_hash(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(content_hash("abc"),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(content_hash("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    EXPECT_EQ(content_hash(std::string(1'000'000, 'a')),
              "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(ContentHash, SeesEveryByteAndEveryLength) {
    std::set<std::string> seen;
    for (std::size_t length = 0; length <= 130; ++length) {
        ASSERT_TRUE(seen.insert(content_hash(std::string(length, '\0'))).second) << length;
    }
    for (int byte = 1; byte < 256; ++byte) {
        ASSERT_TRUE(seen.insert(content_hash(std::string(1, static_cast<char>(byte)))).second);
    }
}

TEST(ContentHash, IsSixtyFourLowerCaseHexDigits) {
    const std::string hash = content_hash("서고");
    EXPECT_EQ(hash.size(), 64u);
    EXPECT_EQ(hash.find_first_not_of("0123456789abcdef"), std::string::npos);
}

TEST(ContentHash, IsTheSameFromAnyThread) {
    const std::string expected = content_hash("서고는 책을 둔다");
    std::vector<std::string> seen(4);
    {
        std::vector<std::thread> threads;
        for (auto& slot : seen) {
            threads.emplace_back([&slot] { slot = content_hash("서고는 책을 둔다"); });
        }
        for (auto& thread : threads)
            thread.join();
    }
    EXPECT_EQ(seen, std::vector<std::string>(4, expected));
}

// The value for no bytes is in xxHash's own specification; a file format rests on it.
TEST(Checksum, IsXxh3) { EXPECT_EQ(checksum(""), 0x2D06800538D394C2ull); }

TEST(Checksum, SeesEveryFlippedBit) {
    std::string bytes(300, '\x5a');
    const std::uint64_t whole = checksum(bytes);
    for (std::size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
        bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << (bit % 8)));
        ASSERT_NE(checksum(bytes), whole) << "bit " << bit;
        bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << (bit % 8)));
    }
    EXPECT_NE(checksum(std::string_view(bytes).substr(1)), whole);
    EXPECT_NE(checksum(bytes + '\0'), whole);
}

}  // namespace
}  // namespace seogo::base
