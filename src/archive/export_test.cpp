// Export: JSON says what the notebook says, Markdown reads well, several notebooks are told apart.
#include "base/json.h"
#include "support/archive_fixture.h"

namespace seogo {
namespace {

using testing::ArchiveTest;
using testing::kNotebook;

class Export : public ArchiveTest {};

TEST_F(Export, JsonHoldsEveryFieldOfAnEntry) {
    import(kNotebook);
    auto json = base::JsonValue::parse(exported("json"));
    ASSERT_TRUE(json.ok()) << json.error().message;
    const auto& items = json.value()["items"].items();
    ASSERT_EQ(items.size(), 3u);
    const auto& first = items[0];
    EXPECT_EQ(first["kind"].string(), "paper");
    EXPECT_EQ(first["orgs"].items()[0].string(), "Cranfield");
    EXPECT_EQ(first["title"].string(), "역색인의 구조");
    EXPECT_EQ(first["url"].string(), "https://example.org/inverted-index");
    EXPECT_EQ(first["year"].number(), 2025);
    EXPECT_EQ(first["month"].number(), 1);
    EXPECT_EQ(first["week"].number(), 1);
    ASSERT_EQ(first["notes"].items().size(), 2u);
    EXPECT_EQ(first["notes"].items()[1]["level"].number(), 2);
    ASSERT_EQ(first["boxes"].items().size(), 1u);
    ASSERT_EQ(first["concepts"].items().size(), 2u);
    EXPECT_EQ(first["concepts"].items()[0]["term"].string(), "양자화(quantization)");
    ASSERT_EQ(items[1]["sub_items"].items().size(), 1u);
    EXPECT_EQ(items[1]["sub_items"].items()[0]["url"].string(), "https://example.org/src");
}

TEST_F(Export, JsonHoldsPagesAndDocumentsToo) {
    import("# 한 쪽\n\n낱말 하나\n", "/home/page.md");
    AddOptions options;
    options.input = "본문";
    options.is_text = true;
    options.title = "문서";
    ASSERT_TRUE(archive_->add(options).ok());
    auto json = base::JsonValue::parse(exported("json"));
    ASSERT_TRUE(json.ok());
    ASSERT_EQ(json.value()["pages"].items().size(), 1u);
    EXPECT_EQ(json.value()["pages"].items()[0]["title"].string(), "한 쪽");
    ASSERT_EQ(json.value()["documents"].items().size(), 1u);
    EXPECT_NE(json.value()["documents"].items()[0]["text"].string().find("본문"),
              std::string::npos);
}

TEST_F(Export, MarkdownNeedsNoHtml) {
    import(kNotebook);
    const std::string markdown = exported("markdown");
    EXPECT_EQ(markdown.find('<'), std::string::npos);
    EXPECT_NE(markdown.find("## 2025-01-w1\n"), std::string::npos);
    EXPECT_NE(markdown.find("- [역색인의 구조](https://example.org/inverted-index) (Cranfield)\n"),
              std::string::npos);
    EXPECT_NE(markdown.find("    - **BM25**: "), std::string::npos);
}

TEST_F(Export, MarkdownHasNoEmptyHeading) {
    import("# 링크\n\n- [가](https://example.org/a)\n\n## 도구\n\n- [나](https://example.org/b)\n");
    const std::string markdown = exported("markdown");
    EXPECT_EQ(markdown.find("## \n"), std::string::npos) << markdown;
    EXPECT_EQ(markdown.find("## 0"), std::string::npos) << markdown;
    EXPECT_NE(markdown.find("\n## 도구\n\n- [나]"), std::string::npos) << markdown;
}

TEST_F(Export, OfSeveralNotebooksNeedsAName) {
    import(kNotebook, "/home/a.md");
    import("# 다른 책\n\n다른 말\n", "/home/b.md");
    const auto unnamed = archive_->export_as("notebook", "");
    ASSERT_FALSE(unnamed.ok());
    EXPECT_EQ(unnamed.error().kind, ErrorKind::kBadInput);
    EXPECT_NE(unnamed.error().message.find("b.md"), std::string::npos);
    EXPECT_EQ(exported("notebook", "a.md"), kNotebook);
    EXPECT_EQ(exported("notebook", "/home/b.md"), "# 다른 책\n\n다른 말\n");
}

TEST_F(Export, ErrorsAreNamed) {
    EXPECT_EQ(archive_->export_as("notebook", "").error().kind, ErrorKind::kNotFound);
    EXPECT_EQ(archive_->export_as("docx", "").error().kind, ErrorKind::kBadInput);
}

}  // namespace
}  // namespace seogo
