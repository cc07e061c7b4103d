// Filters tell items apart by their facts, and read them once.
#include "search/item_filter.h"

#include <gtest/gtest.h>

#include <set>

#include "search/test_snapshot.h"

namespace seogo::search {
namespace {

using testing::kDocument;
using testing::kEmbedding;
using testing::kInverted;
using testing::kPage;
using testing::kWal;

using Ids = std::set<std::int64_t>;

class ItemFilterTest : public testing::ArchiveInMemory {
protected:
    // All items that fit "field:value".
    Ids fitting(std::string_view text) {
        const auto query = parse_query(text);
        EXPECT_TRUE(query.ok()) << query.error().message;
        Ids ids;
        if (!query.ok()) return ids;
        ItemFilter filter(snapshot_);
        for (const auto& [id, row] : snapshot_.rows()) {
            const auto fits = filter.fits(query.value().groups[0].any_of[0], id);
            EXPECT_TRUE(fits.ok());
            if (fits.ok() && fits.value()) ids.insert(id);
        }
        return ids;
    }
};

TEST_F(ItemFilterTest, KindIsTheMarkOfTheEntry) {
    EXPECT_EQ(fitting("kind:paper"), (Ids{kInverted, kEmbedding}));
    EXPECT_EQ(fitting("kind:dev"), (Ids{kWal}));
    EXPECT_EQ(fitting("kind:news"), Ids{});
    EXPECT_EQ(fitting("kind:none"), (Ids{kPage, kDocument}));
}

TEST_F(ItemFilterTest, SitesAreHostsAndThoseBelowThem) {
    EXPECT_EQ(fitting("site:arxiv.org"), (Ids{kEmbedding}));
    EXPECT_EQ(fitting("site:sqlite.org"), (Ids{kWal}));
    EXPECT_EQ(fitting("site:www.sqlite.org"), (Ids{kWal}));
    EXPECT_EQ(fitting("site:WWW.SQLite.ORG"), (Ids{kWal}));
    EXPECT_EQ(fitting("site:https://arxiv.org/abs"), (Ids{kEmbedding}));
    EXPECT_EQ(fitting("site:qlite.org"), Ids{});
    EXPECT_EQ(fitting("site:org"), Ids{});
    EXPECT_EQ(fitting("site:example.org.evil.com"), Ids{});
}

TEST_F(ItemFilterTest, UrlsAreFoundByAPiece) {
    EXPECT_EQ(fitting("url:inverted"), (Ids{kInverted}));
    EXPECT_EQ(fitting("url:HTTPS://"), (Ids{kInverted, kWal, kEmbedding}));
    EXPECT_EQ(fitting("url:nowhere"), Ids{});
}

TEST_F(ItemFilterTest, DatesCompareAsFarAsTheyAreWritten) {
    EXPECT_EQ(fitting("year:2025"), (Ids{kInverted, kWal, kEmbedding, kDocument}));
    EXPECT_EQ(fitting("year:2024"), Ids{});
    EXPECT_EQ(fitting("week:2025-01-w1"), (Ids{kInverted, kWal, kDocument}));
    EXPECT_EQ(fitting("week:2025-01-w2"), (Ids{kEmbedding}));
    EXPECT_EQ(fitting("week:2025-01-w2..2025"), (Ids{kEmbedding}));
    EXPECT_EQ(fitting("week:..2025-01-w1"), (Ids{kInverted, kWal, kDocument}));
    EXPECT_TRUE(fitting("year:2020..2024").empty());
    EXPECT_EQ(fitting("year:2025.."), fitting("year:2024..2025"));
    EXPECT_EQ(fitting("week:2025-01-08"), (Ids{kEmbedding}));
    EXPECT_EQ(fitting("before:2025"), Ids{});
    EXPECT_EQ(fitting("before:2025-02"), (Ids{kInverted, kWal, kEmbedding, kDocument}));
    EXPECT_EQ(fitting("before:2025-01-08"), (Ids{kInverted, kWal, kDocument}));
    EXPECT_EQ(fitting("after:2025-01"), (Ids{kInverted, kWal, kEmbedding, kDocument}));
    EXPECT_EQ(fitting("after:2025-01-w2"), (Ids{kEmbedding}));
    EXPECT_EQ(fitting("after:2025-02"), Ids{});
}

// Every dated item is before a date or at it and later, never both: the two halves of all.
TEST_F(ItemFilterTest, BeforeAndAfterPartTheCalendar) {
    for (const char* date :
         {"2024", "2025", "2025-01", "2025-01-w1", "2025-01-w2", "2025-01-31", "2025-12", "2026"}) {
        const Ids before = fitting("before:" + std::string(date));
        const Ids after = fitting("after:" + std::string(date));
        EXPECT_EQ(before.size() + after.size(), 4u) << date;
        for (const auto id : before)
            EXPECT_FALSE(after.contains(id)) << date;
    }
}

TEST_F(ItemFilterTest, TypesAreOriginsAndFormats) {
    EXPECT_EQ(fitting("type:entry"), (Ids{kInverted, kWal, kEmbedding}));
    EXPECT_EQ(fitting("type:page"), (Ids{kPage}));
    EXPECT_EQ(fitting("type:document"), (Ids{kWal, kDocument}));
    EXPECT_EQ(fitting("type:markdown"), (Ids{kWal, kDocument}));
    EXPECT_EQ(fitting("type:text"), Ids{});
}

TEST_F(ItemFilterTest, LanguagesAreToldByTheTextWhereNoRowSaysThem) {
    EXPECT_EQ(fitting("lang:ko"), (Ids{kInverted, kEmbedding, kDocument}));
    EXPECT_EQ(fitting("lang:en"), (Ids{kPage, kWal}));
    EXPECT_EQ(fitting("lang:fr"), Ids{});
}

TEST_F(ItemFilterTest, ThingsAreWhatStandsUnderAnEntry) {
    EXPECT_EQ(fitting("has:notes"), (Ids{kInverted, kWal, kEmbedding}));
    EXPECT_EQ(fitting("has:boxes"), (Ids{kInverted}));
    EXPECT_EQ(fitting("has:concepts"), (Ids{kInverted}));
    EXPECT_EQ(fitting("has:url"), (Ids{kInverted, kWal, kEmbedding}));
    EXPECT_EQ(fitting("has:links"), (Ids{kInverted, kWal, kEmbedding}));
    EXPECT_EQ(fitting("has:document"), (Ids{kWal, kDocument}));
    EXPECT_EQ(fitting("has:sub-items"), Ids{});
}

TEST_F(ItemFilterTest, RowsAreReadOnceAndDatesNeedNothingElse) {
    snapshot_.reads.clear();
    EXPECT_EQ(fitting("year:2025").size(), 4u);
    EXPECT_EQ(snapshot_.reads["items"], 1);
    EXPECT_EQ(snapshot_.reads["nodes_of_item"], 0);
    snapshot_.reads.clear();
    EXPECT_EQ(fitting("kind:paper").size(), 2u);
    EXPECT_EQ(snapshot_.reads["items"], 1);
    EXPECT_EQ(snapshot_.reads["nodes_of_item"], static_cast<int>(snapshot_.rows().size()));
}

}  // namespace
}  // namespace seogo::search
