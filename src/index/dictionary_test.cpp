// A dictionary answers as a sorted map of its terms does: each look-up, each walk, each seek.
#include "index/dictionary.h"

#include <gtest/gtest.h>

#include <atomic>
#include <limits>
#include <map>
#include <random>
#include <set>
#include <thread>

#include "index/segment_format.h"
#include "support/dictionary_fixture.h"

namespace seogo::index {
namespace {

using testing::MemoryDictionary;
using Infos = std::map<std::string, TermInfo>;
using Random = std::mt19937;

constexpr std::uint32_t kMost = std::numeric_limits<std::uint32_t>::max();

// Terms that strain one part of the format each.
std::set<std::string> random_bytes(Random& random, std::size_t count) {
    std::set<std::string> terms;
    while (terms.size() < count) {
        std::string term(1 + random() % 12, '\0');
        for (char& byte : term)
            byte = static_cast<char>(random());
        terms.insert(term);
    }
    return terms;
}
// Of three letters, one of them 0: many terms are others with zeros behind.
std::set<std::string> few_letters(Random& random, std::size_t count) {
    std::set<std::string> terms;
    while (terms.size() < count) {
        std::string term(1 + random() % 14, '\0');
        for (char& byte : term)
            byte = "\0a\xff"[random() % 3];
        terms.insert(term);
    }
    return terms;
}
std::set<std::string> one_beginning(Random& random, std::size_t count) {
    std::set<std::string> terms;
    for (const std::string& end : random_bytes(random, count))
        terms.insert("wbeginning" + end);
    return terms;
}
std::set<std::string> longest(Random& random, std::size_t count) {
    std::set<std::string> terms;
    std::string term(kTermBytesMax, 'x');
    while (terms.size() < count) {
        term[random() % term.size()] = static_cast<char>(random());
        terms.insert(term.substr(0, kTermBytesMax - random() % 2 * (random() % 1000)));
    }
    return terms;
}
std::set<std::string> hangul(Random& random, std::size_t count) {
    const std::string syllables[] = {"가", "각", "나", "임", "베", "딩", "힣"};
    std::set<std::string> terms;
    while (terms.size() < count) {
        std::string term = "s";
        for (std::size_t i = 0; i < 1 + random() % 6; ++i)
            term += syllables[random() % std::size(syllables)];
        terms.insert(term);
    }
    return terms;
}
// Every length from 1 on, each the beginning of the next: nothing new but a byte.
std::set<std::string> ladder(Random&, std::size_t count) {
    std::set<std::string> terms;
    for (std::size_t size = 1; size <= std::min(count, kTermBytesMax); ++size)
        terms.insert(std::string(size, 'a'));
    return terms;
}

using Maker = std::set<std::string> (*)(Random&, std::size_t);
constexpr Maker kMakers[] = {random_bytes, few_letters, one_beginning, longest, hangul, ladder};

struct Built {
    Infos infos;
    MemoryDictionary dictionary;
};

Built build(const std::set<std::string>& terms, Random& random) {
    DictionaryWriter writer;
    Infos infos;
    std::uint64_t list_at = 0;
    for (const std::string& term : terms) {
        // Mostly rare terms, some of any size.
        const auto doc_freq =
            static_cast<std::uint32_t>(random() % 3 != 0 ? 1 : random() >> random() % 32);
        const auto list_bytes = static_cast<std::uint32_t>(random() >> (8 + random() % 24));
        writer.add(term, doc_freq, list_bytes);
        infos[term] = {doc_freq, list_at, list_bytes};
        list_at += list_bytes;
    }
    return {std::move(infos), MemoryDictionary::of_section(std::move(writer).finish())};
}

template <typename Check>
void for_each_set(Check check) {
    for (const std::size_t count : {1u, 2u, 15u, 16u, 17u, 33u, 700u, 5000u}) {
        for (std::size_t kind = 0; kind < std::size(kMakers); ++kind) {
            Random random(static_cast<unsigned>(count * 10 + kind));
            if (kMakers[kind] == longest && count > 1000) continue;
            SCOPED_TRACE(::testing::Message() << count << " terms of kind " << kind);
            const Built built = build(kMakers[kind](random, count), random);
            ASSERT_TRUE(built.dictionary.is_open());
            check(built, random);
        }
    }
}

// A term of the set, or one beside it.
std::string near(const Infos& infos, Random& random) {
    std::string term =
        std::next(infos.begin(), random() % std::min<std::size_t>(infos.size(), 999))->first;
    switch (random() % 6) {
        case 0:
            return term + '\0';
        case 1:
            return term + '\xff';
        case 2:
            return term.substr(0, term.size() - 1);
        case 3:
            term[random() % term.size()] = static_cast<char>(random());
            return term;
        case 4:
            ++term.back();
            return term;
        default:
            return term;
    }
}

TEST(Dictionary, FindsEveryTermWithItsInfo) {
    for_each_set([](const Built& built, Random&) {
        EXPECT_EQ(built.dictionary->term_count(), built.infos.size());
        for (const auto& [term, info] : built.infos)
            EXPECT_EQ(built.dictionary->find(term), info);
    });
}

TEST(Dictionary, FindsNoTermThatItDoesNotHold) {
    for_each_set([](const Built& built, Random& random) {
        EXPECT_FALSE(built.dictionary->find("").has_value());
        EXPECT_FALSE(built.dictionary->find(std::string(2 * kTermBytesMax, 'a')).has_value());
        for (int i = 0; i < 500; ++i) {
            const std::string term = near(built.infos, random);
            const auto at = built.infos.find(term);
            const auto found = built.dictionary->find(term);
            EXPECT_EQ(found.has_value(), at != built.infos.end());
            if (found) {
                EXPECT_EQ(*found, at->second);
            }
        }
    });
}

TEST(Dictionary, WalksAllTermsInOrder) {
    for_each_set([](const Built& built, Random&) {
        auto cursor = built.dictionary->begin_at("");
        for (const auto& [term, info] : built.infos) {
            ASSERT_TRUE(cursor.valid());
            EXPECT_EQ(cursor.term(), term);
            EXPECT_EQ(cursor.info(), info);
            cursor.next();
        }
        EXPECT_FALSE(cursor.valid());
        cursor.next();
        EXPECT_FALSE(cursor.valid());
    });
}

// Seeks of any length, forward and back, with steps between: the cursor stands where lower_bound
// of a set would.
TEST(Dictionary, SeeksWhereASortedSetWould) {
    for_each_set([](const Built& built, Random& random) {
        auto cursor = built.dictionary->begin_at("");
        auto expected = built.infos.begin();
        for (int i = 0; i < 1000; ++i) {
            if (random() % 3 == 0) {
                cursor.next();
                if (expected != built.infos.end()) ++expected;
            } else {
                std::string target = near(built.infos, random);
                if (random() % 4 == 0 && expected != built.infos.end()) {
                    target = expected->first + std::string(random() % 3, '\0');  // a short way
                }
                cursor.seek(target);
                expected = built.infos.lower_bound(target);
            }
            ASSERT_EQ(cursor.valid(), expected != built.infos.end());
            if (!cursor.valid()) continue;
            ASSERT_EQ(cursor.term(), expected->first);
            ASSERT_EQ(cursor.info(), expected->second);
        }
    });
}

TEST(Dictionary, ACursorOutlivesTheDictionaryItCameFrom) {
    const std::set<std::string> terms = {"wa", "wb", "wc"};
    const MemoryDictionary held = MemoryDictionary::of_terms(terms);
    auto copy = std::make_unique<Dictionary>(*held);
    auto cursor = copy->begin_at("wb");
    copy.reset();
    EXPECT_EQ(cursor.term(), "wb");
    cursor.next();
    EXPECT_EQ(cursor.term(), "wc");
}

TEST(Dictionary, HoldsNothingWhereNothingWasAdded) {
    const MemoryDictionary empty = MemoryDictionary::of_section(DictionaryWriter().finish());
    ASSERT_TRUE(empty.is_open());
    EXPECT_EQ(empty->term_count(), 0u);
    EXPECT_FALSE(empty->find("w").has_value());
    EXPECT_FALSE(empty->find("").has_value());
    EXPECT_FALSE(empty->begin_at("").valid());
}

TEST(Dictionary, KeepsTheLargestAndTheSmallestNumbers) {
    DictionaryWriter writer;
    Infos infos;
    std::uint64_t list_at = 0;
    for (std::uint32_t i = 0; i < 40; ++i) {
        const std::string term = "w" + std::to_string(100 + i);
        const TermInfo info{i % 3 == 0 ? kMost : i % 3 - 1, list_at, i % 2 == 0 ? kMost : 0};
        infos[term] = info;
        list_at += info.list_bytes;
        writer.add(term, info.doc_freq, info.list_bytes);
    }
    const MemoryDictionary built = MemoryDictionary::of_section(std::move(writer).finish());
    for (const auto& [term, info] : infos)
        EXPECT_EQ(built->find(term), info);
}

// Bytes taken between the terms and the rest together are the section: a writer need not hold it.
TEST(Dictionary, PartsTakenOnTheWayAreTheSameBytes) {
    Random random(7);
    const std::set<std::string> terms = hangul(random, 1000);
    DictionaryWriter whole, taken;
    std::string parts;
    std::size_t most = 0;
    for (const std::string& term : terms) {
        whole.add(term, 1, 5);
        taken.add(term, 1, 5);
        if (random() % 5 == 0) {
            const std::string part = taken.take();
            most = std::max(most, part.size());
            parts += part;
        }
    }
    parts += std::move(taken).finish();
    EXPECT_EQ(parts, std::move(whole).finish());
    EXPECT_LT(most, parts.size() / 10);
    EXPECT_EQ(MemoryDictionary::of_section(parts)->term_count(), terms.size());
}

TEST(Dictionary, TakesHalfOfWhatAPlainListTakes) {
    std::set<std::string> terms;
    Random random(8);
    const std::string_view parts[] = {"quant", "iz", "ation", "er", "pre", "form", "s", "re"};
    while (terms.size() < 3000) {
        std::string term = "w";
        for (std::size_t i = 0; i < 2 + random() % 3; ++i)
            term += parts[random() % std::size(parts)];
        terms.insert(term);
    }
    DictionaryWriter writer;
    std::size_t plain = 0;
    for (const std::string& term : terms) {
        writer.add(term, 1, 4);
        plain += term.size() + 10;
    }
    EXPECT_LT(std::move(writer).finish().size() * 2, plain);
}

// Byte by byte what the header says, so that no change of the format goes unseen.
TEST(Dictionary, IsLaidOutAsTheHeaderSays) {
    DictionaryWriter writer;
    writer.add("bab", 1, 3);
    writer.add("babcd", 5, 4);
    writer.add("w", 2, 0);
    std::string expected;
    put_number(expected, 9, 2);                  // bytes of words
    put_number(expected, 0, 5);                  // where the first list begins
    put_number(expected, 3, 1);                  // bits of a doc_freq: up to 5
    put_number(expected, 3, 1);                  // bits of an end: up to 7
    expected += std::string(1, '\x20') + "bab";  // 0 shared, 3 new
    expected += std::string(1, '\x13') + "cd";   // 3 shared, 2 new
    expected += std::string(1, '\0') + "w";
    // From the lowest bit up: 1, 3, 5, 7, 2, 7, three bits each.
    put_number(expected, 1 | 3 << 3 | 5 << 6 | 7 << 9 | 2 << 12 | 7 << 15, 3);
    const std::size_t block_bytes = expected.size();
    put_number(expected, 0, 4);                   // offset of the only block
    put_number(expected, 0x6261620000000000, 8);  // its prefix: bab and zeros
    put_number(expected, 0x6261620000000000, 8);  // the only page's
    put_number(expected, 3, 8);
    put_number(expected, block_bytes, 8);
    EXPECT_EQ(std::move(writer).finish(), expected);
}

TEST(Dictionary, ManyThreadsReadOne) {
    Random random(9);
    const Built built = build(few_letters(random, 3000), random);
    std::atomic<std::size_t> wrong = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&] {
            for (const auto& [term, info] : built.infos) {
                if (built.dictionary->find(term) != info) ++wrong;
                if (built.dictionary->begin_at(term).term() != term) ++wrong;
            }
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    EXPECT_EQ(wrong, 0u);
}

TEST(DictionaryDeathTest, TermsThatDoNotRiseStopTheProgram) {
    DictionaryWriter writer;
    writer.add("wb", 1, 1);
    EXPECT_DEATH(writer.add("wb", 1, 1), "last_ < term");
    EXPECT_DEATH(writer.add("wa", 1, 1), "last_ < term");
    EXPECT_DEATH(writer.add("", 1, 1), "term");
    EXPECT_DEATH(writer.add("w" + std::string(kTermBytesMax, 'x'), 1, 1), "term");
}

}  // namespace
}  // namespace seogo::index
