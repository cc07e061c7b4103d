// The real notebook beside the checkout: every byte back, in every encoding, after any edit of its
// lines.
#include <cstdio>
#include <cstdlib>
#include <random>

#include "base/hash.h"
#include "support/archive_fixture.h"
#include "text/encoding.h"

namespace seogo {
namespace {

using testing::ArchiveTest;

// "" where there is no shared data beside the checkout.
std::string shared_seed() {
    const char* source = std::getenv("SEOGO_SOURCE_DIR");
    const base::Path root = source != nullptr ? source : ".";
    auto bytes = base::read_file(base::real_files(), root / "../shared/seed/study-archive.md");
    if (!bytes.ok()) {
        std::puts("skipped: no shared data");
        return "";
    }
    return bytes.value();
}

std::string with_all(std::string text, std::string_view from, std::string_view to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
    return text;
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find('\n', at), text.size() - 1) + 1;
        lines.push_back(text.substr(at, end - at));
        at = end;
    }
    return lines;
}

class Seed : public ArchiveTest {
protected:
    void expect_round_trip(const std::string& bytes) {
        reopen();
        import(bytes);
        ASSERT_EQ(base::content_hash(exported()), base::content_hash(bytes));
    }
};

TEST_F(Seed, ComesBackInEveryEncoding) {
    const std::string seed = shared_seed();
    if (seed.empty()) return;
    expect_round_trip(seed);
    expect_round_trip(with_all(seed, "\n", "\r\n"));
    expect_round_trip("\xEF\xBB\xBF" + seed);
    for (const auto charset : {text::Charset::kUtf16Le, text::Charset::kUtf16Be}) {
        expect_round_trip(text::encode(seed, {charset, true}).value());
    }
}

// CP949 lacks some characters of the seed; each is replaced by one that it has.
TEST_F(Seed, ComesBackInCp949) {
    std::string seed = shared_seed();
    if (seed.empty()) return;
    for (int replaced = 0; replaced < 100; ++replaced) {
        const auto bytes = text::encode(seed, {text::Charset::kCp949, false});
        if (bytes.ok()) {
            expect_round_trip(bytes.value());
            EXPECT_EQ(text::decode(bytes.value()).encoding.charset, text::Charset::kCp949);
            EXPECT_EQ(archive_->stats().value().weeks, 8);
            return;
        }
        for (std::size_t at = 0; at < seed.size();) {
            std::size_t length = 1;
            while (at + length < seed.size() && (seed[at + length] & 0xC0) == 0x80)
                ++length;
            const std::string one = seed.substr(at, length);
            if (length > 1 && !text::encode(one, {text::Charset::kCp949, false}).ok()) {
                seed = with_all(seed, one, one == "\xC2\xA0" ? " " : "※");
                break;
            }
            at += length;
        }
    }
    FAIL() << "some character has no replacement";
}

// A thousand edits of its lines (dropped, doubled, swapped, broken, indented), each imported over
// the one before: the bytes come back each time, and no entry's id is given to two.
TEST_F(Seed, AThousandLineEditsComeBack) {
    const std::string seed = shared_seed();
    if (seed.empty()) return;
    std::mt19937 random(20250131);
    auto lines = lines_of(seed);
    for (int edit = 0; edit < 1000; ++edit) {
        if (edit % 50 == 0) lines = lines_of(seed);
        const std::size_t at = random() % lines.size();
        switch (random() % 6) {
            case 0:
                lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(at));
                break;
            case 1:
                lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(at), lines[at]);
                break;
            case 2:
                std::swap(lines[at], lines[random() % lines.size()]);
                break;
            case 3:
                lines[at].insert(random() % lines[at].size(), "[](()<details>");
                break;
            case 4:
                lines[at].insert(0, random() % 7, ' ');
                break;
            default:
                lines[at].erase(random() % lines[at].size(), 1 + random() % 4);
                break;
        }
        std::string text;
        for (const auto& line : lines)
            text += line;
        import(text);
        ASSERT_EQ(base::content_hash(exported()), base::content_hash(text)) << "edit " << edit;
        std::vector<ItemId> ids;
        const auto listed = archive_->list({.limit = 10'000}).value();
        for (const auto& entry : listed)
            ids.push_back(entry.id);
        std::sort(ids.begin(), ids.end());
        ASSERT_EQ(std::adjacent_find(ids.begin(), ids.end()), ids.end());
    }
}

TEST_F(Seed, CountsAreThoseOfItsCensus) {
    const std::string seed = shared_seed();
    if (seed.empty()) return;
    import(seed);
    const auto stats = archive_->stats().value();
    EXPECT_EQ(stats.items, 75);
    EXPECT_EQ(stats.organizations, 72);
    EXPECT_EQ(stats.sub_items, 30);
    EXPECT_EQ(stats.links, 108);
    EXPECT_EQ(stats.notes, 223);
    EXPECT_EQ(stats.boxes, 41);
    EXPECT_EQ(stats.concepts, 45);
    EXPECT_EQ(archive_->list({.limit = 1000}).value().size(), 75u);
}

// The same text in another form of Unicode or another encoding gives the same results.
TEST_F(Seed, ResultsDoNotDependOnTheEncoding) {
    const std::string seed = shared_seed();
    if (seed.empty()) return;
    const auto results = [&](const std::string& bytes) {
        disk_ = testing::FaultyFileSystem();
        reopen();
        import(bytes);
        std::string out;
        for (const char* query :
             {"임베딩을", "양자화는", "quantization", "검색 모델의 성능", "RAG"}) {
            const auto result = archive_->search({.text = query, .limit = 100});
            for (const auto& hit : result.value().hits) {
                out += std::to_string(hit.id) + ":" + std::to_string(hit.score) + " ";
            }
            out += "\n";
        }
        return out;
    };
    const std::string plain = results(seed);
    EXPECT_EQ(results(text::encode(seed, {text::Charset::kUtf16Le, true}).value()), plain);
    EXPECT_EQ(results(with_all(seed, "\n", "\r\n")), plain);
}

}  // namespace
}  // namespace seogo
