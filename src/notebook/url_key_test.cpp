// Address keys: spellings of one page are equal, different pages are not.
#include "notebook/url_key.h"

#include <gtest/gtest.h>

namespace seogo::notebook {
namespace {

TEST(UrlKey, SpellingsOfOnePageAreEqual) {
    const std::string key = url_key("https://example.org/a/b?x=1");
    for (const char* same :
         {"http://example.org/a/b?x=1", "example.org/a/b?x=1", "https://www.example.org/a/b?x=1",
          "https://EXAMPLE.org/a/b?x=1", "https://example.org/a/b/?x=1",
          "https://example.org/a/b?x=1&utm_source=news", "https://example.org/a/b?fbclid=9&x=1",
          "https://example.org/a/b?x=1#"}) {
        EXPECT_EQ(url_key(same), key) << same;
    }
}

TEST(UrlKey, OtherPagesStayApart) {
    const std::string key = url_key("https://example.org/a/b?x=1");
    for (const char* other :
         {"https://example.org/a/B?x=1", "https://example.org/a/b?x=2", "https://example.org/a/b",
          "https://example.com/a/b?x=1", "https://example.org/a/b?x=1#part",
          "https://sub.example.org/a/b?x=1", ""}) {
        EXPECT_NE(url_key(other), key) << other;
    }
}

TEST(UrlKey, OfNothingIsNothingAndBrokenOnesAreKept) {
    EXPECT_EQ(url_key(""), "");
    EXPECT_EQ(url_key("?utm_source=x"), "");
    EXPECT_EQ(url_key("///"), "");
    EXPECT_EQ(url_key("documents/bm25.md"), "documents/bm25.md");
    EXPECT_EQ(url_key("https://example.org?&&a=1&"), "example.org?a=1");
}

// A key names the same page as its address: keying twice changes nothing.
TEST(UrlKey, IsItsOwnKey) {
    for (const char* url :
         {"https://www.example.org/a/?utm_medium=b&c=d#e", "arxiv.org/abs/1706.03762",
          "HTTP://Example.ORG/Path/", "https://youtu.be/x?si=abc"}) {
        EXPECT_EQ(url_key(url_key(url)), url_key(url)) << url;
    }
}

}  // namespace
}  // namespace seogo::notebook
