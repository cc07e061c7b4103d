// One text in four encodings: equal answers, and each file given back as it came.
#include "e2e/child.h"
#include "text/encoding.h"

namespace seogo::e2e {
namespace {

using text::Charset;

// Normalization form D of Hangul syllables (Unicode 3.12): what macOS writes into file names and
// what some converters write into text.
std::string decomposed(std::string_view text) {
    std::string out;
    const auto append = [&out](unsigned code) {
        out += static_cast<char>(0xE0 | (code >> 12));
        out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
        out += static_cast<char>(0x80 | (code & 0x3F));
    };
    for (std::size_t i = 0; i < text.size();) {
        const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(text[i + k]); };
        unsigned code = 0;
        if (byte(0) >= 0xEA && byte(0) <= 0xED && i + 2 < text.size()) {
            code = ((byte(0) & 15u) << 12) | ((byte(1) & 63u) << 6) | (byte(2) & 63u);
        }
        if (code < 0xAC00 || code > 0xD7A3) {
            out += text[i++];
            continue;
        }
        const unsigned index = code - 0xAC00;
        append(0x1100 + index / 588);
        append(0x1161 + index % 588 / 28);
        if (index % 28 != 0) append(0x11A7 + index % 28);
        i += 3;
    }
    return out;
}

// The text without the characters that CP949 lacks (the marks of kinds are emoji).
std::string cp949_text(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        std::size_t end = i + 1;
        while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
            ++end;
        const std::string_view one = text.substr(i, end - i);
        if (text::encode(one, {Charset::kCp949, false}).ok()) out += one;
        i = end;
    }
    return out;
}

class Twins : public ProgramTest {
protected:
    // Imports the bytes into an archive of their own and answers what it finds.
    std::string answers(const std::string& name, const std::string& bytes) {
        environment_["SEOGO_ARCHIVE"] = path("lib-" + name).string();
        write(name + "/notebook.md", bytes);
        expect(0, {"import", name + "/notebook.md"});
        EXPECT_TRUE(run({"export"}).out == bytes) << name;
        std::string all;
        for (const char* query : {"양자화를", "색인", "체크포인트가 밀린다", "벡터", "SQLite",
                                  "\"늦은 상호작용\"", "점수"}) {
            std::string list;
            const auto json = run({"search", query, "--limit", "100", "--json"}).json();
            for (const auto& hit : json["hits"].items()) {
                list += ' ' + std::to_string(static_cast<long>(hit["id"].number()));
            }
            EXPECT_FALSE(list.empty()) << name << ' ' << query;
            all += std::string(query) + list + '\n';
        }
        return all;
    }
};

// NFD, UTF-16 and CP949 twins of one notebook answer every query alike (threats.md, D13 and D14).
TEST_F(Twins, AnswerAlikeAndComeBackAsTheyCame) {
    const std::string text = cp949_text(read_file(source_folder() / "sample" / "notebook.md"));
    ASSERT_GT(text.size(), 10'000u);
    const std::string expected = answers("utf8", text);
    EXPECT_EQ(answers("nfd", decomposed(text)), expected);
    EXPECT_EQ(answers("cp949", text::encode(text, {Charset::kCp949, false}).value()), expected);
    EXPECT_EQ(answers("utf16le", text::encode(text, {Charset::kUtf16Le, true}).value()), expected);
    EXPECT_EQ(answers("utf16be", text::encode(text, {Charset::kUtf16Be, true}).value()), expected);
    EXPECT_EQ(answers("bom", "\xEF\xBB\xBF" + text), expected);
    std::string crlf;
    for (const char c : text)
        crlf += c == '\n' ? std::string("\r\n") : std::string(1, c);
    EXPECT_EQ(answers("crlf", crlf), expected);
}

// The query may come in any form too.
TEST_F(Twins, AQueryIsFoldedAsTheTextIs) {
    write("notebook.md", "# 모음\n\n- [색인 압축](https://example.org)\n  - 역색인을 줄인다\n");
    expect(0, {"import", "notebook.md"});
    const std::string expected = hits("역색인을");
    EXPECT_FALSE(expected.empty());
    EXPECT_EQ(hits(decomposed("역색인을")), expected);
}

TEST_F(Twins, AnEditIsWrittenInTheNotebooksOwnEncoding) {
    const std::string text = "# 모음\r\n\r\n- [색인](https://example.org/a)\r\n";
    const std::string bytes = text::encode(text, {Charset::kUtf16Le, true}).value();
    write("notebook.md", bytes);
    expect(0, {"import", "notebook.md"});
    expect(0, {"edit", id_of("색인"), "--title", "목록"});
    EXPECT_TRUE(run({"export"}).out ==
                text::encode(replaced(text, "색인", "목록"), {Charset::kUtf16Le, true}).value());
    const std::string korean =
        text::encode("# 모음\n\n- [색인](https://example.org/b)\n", {Charset::kCp949, false})
            .value();
    environment_["SEOGO_ARCHIVE"] = path("second").string();
    write("cp949.md", korean);
    expect(0, {"import", "cp949.md"});
    const Ended refused = expect(2, {"edit", id_of("색인"), "--title", "emoji 🎉"});
    EXPECT_FALSE(refused.err.empty());
    EXPECT_TRUE(run({"export"}).out == korean);
}

}  // namespace
}  // namespace seogo::e2e
