// The terms of texts, and the laws by which a query finds a document.
#include "text/analyzer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "base/file.h"
#include "text/letters.h"
#include "text/unicode.h"

namespace seogo::text {
namespace {

using Strings = std::vector<std::string>;

Strings texts_of(std::string_view text, TermKind kind) {
    Strings out;
    for (const Term& term : analyze(text)) {
        if (term.kind == kind) out.push_back(term.text);
    }
    return out;
}

// What a searcher does with a query: each word holds at one position, or its joined form does.
class Document {
public:
    explicit Document(std::string_view text) {
        for (const Term& term : analyze(text))
            places_[term.text].insert(term.position);
    }

    // Every word of the query holds somewhere.
    bool holds(const std::vector<Term>& query) const {
        std::map<std::uint32_t, std::vector<Term>> words;
        for (const Term& term : query) {
            if (term.kind == TermKind::kJoined && places_.contains(term.text)) return true;
            words[term.position].push_back(term);
        }
        return !words.empty() && std::all_of(words.begin(), words.end(), [&](const auto& word) {
            return holds_word(word.second);
        });
    }
    bool holds(std::string_view query) const { return holds(analyze(query)); }

private:
    bool holds_word(const std::vector<Term>& terms) const {
        std::set<std::uint32_t> common;
        bool is_first = true;
        for (const Term& term : terms) {
            const auto found = places_.find(term.text);
            const auto here = found == places_.end() ? std::set<std::uint32_t>{} : found->second;
            if (term.kind == TermKind::kStem && !here.empty()) return true;
            if (term.kind != TermKind::kBigram && term.kind != TermKind::kWord) continue;
            std::set<std::uint32_t> both;
            std::set_intersection(common.begin(), common.end(), here.begin(), here.end(),
                                  std::inserter(both, both.end()));
            common = is_first ? here : both;
            is_first = false;
        }
        return !common.empty();
    }

    std::map<std::string, std::set<std::uint32_t>> places_;
};

bool finds(std::string_view query, std::string_view document) {
    return Document(document).holds(query);
}

// The particles that agree with a noun.
Strings particles_of(const std::string& noun) {
    std::size_t at = noun.size() - 3;  // its last syllable
    const char32_t last = code_point_at(noun, at).value;
    const char32_t trail = is_hangul_syllable(last) ? trail_of(last) : 0;
    Strings out = {"",     "의",   "에서", "에",   "만",     "도",     "까지", "부터",   "에서는",
                   "에게", "처럼", "마다", "에도", "까지도", "에게서", "한테", "만으로", "보다"};
    const bool is_closed = trail != 0;
    for (const char* particle : {"을", "이", "은", "과", "이나", "이라는", "이란", "이었다"}) {
        if (is_closed) out.push_back(particle);
    }
    for (const char* particle : {"를", "가", "는", "와", "나", "라는", "란", "였다"}) {
        if (!is_closed) out.push_back(particle);
    }
    const bool is_long = is_closed && trail != 8;
    for (const char* particle : {"로", "로부터", "로서", "로는"})
        out.push_back(is_long ? std::string("으") + particle : particle);
    for (const char* ending : {"입니다", "이다", "인가"})
        out.push_back(ending);
    return out;
}

constexpr const char* kNouns[] = {
    "임베딩",   "검색",   "양자화",   "벤치마크", "모델",   "데이터", "토큰",   "회의",
    "나이",     "아이",   "바다",     "종이",     "강도",   "정도",   "제도",   "고도",
    "정확도",   "전문가", "민주주의", "사회주의", "국가",   "평가",   "결과",   "효과",
    "도로",     "경로",   "하나",     "대만",     "마을",   "가을",   "서울",   "한글",
    "이란",     "높이",   "길이",     "의의",     "주의",   "겨를",   "속도",   "온도",
    "대한민국", "북한",   "사람들",   "학습",     "라면",   "이나",   "카메라", "드라마",
    "파라미터", "에너지", "바나나",   "고구마",   "피아노", "서로",   "기와",   "한은",
    "산은",     "누에",   "보라",     "인도",     "지도",   "자유",   "한강",   "대학교",
    "제한"};

// Every noun, with any particle, finds itself with any other, alone and in a compound.
TEST(Analyzer, NounsAndParticles) {
    for (const std::string noun : kNouns) {
        Strings documents;
        for (const std::string& particle : particles_of(noun)) {
            documents.push_back(noun + particle);
            if (strip_particles(noun).size() > 3) documents.push_back("문장" + noun + particle);
        }
        std::vector<Document> analyzed(documents.begin(), documents.end());
        for (const std::string& particle : particles_of(noun)) {
            const auto query = analyze(noun + particle);
            for (std::size_t d = 0; d < documents.size(); ++d) {
                EXPECT_TRUE(analyzed[d].holds(query))
                    << noun + particle << " does not find " << documents[d];
            }
        }
    }
}

// The same for strings of syllables that nobody chose: a form that is taken for another's may cost
// a find, but hardly ever.
TEST(Analyzer, RandomNounsAndParticles) {
    std::mt19937 random(41);
    static constexpr const char* kSyllables[] = {
        "이", "다", "의", "고", "가", "서", "대", "기", "사", "도", "인", "지", "정", "일",
        "전", "수", "과", "부", "성", "공", "한", "국", "로", "만", "나", "학", "습"};
    std::size_t asked = 0, missed = 0;
    for (int round = 0; round < 300; ++round) {
        std::string noun;
        for (std::size_t n = 2 + random() % 3; n > 0; --n)
            noun += kSyllables[random() % std::size(kSyllables)];
        const Strings particles = particles_of(noun);
        std::vector<Document> documents;
        for (const std::string& particle : particles)
            documents.emplace_back("그 " + noun + particle + " 있다");
        for (const std::string& particle : particles) {
            const auto query = analyze(noun + particle);
            for (const Document& document : documents) {
                ++asked;
                missed += !document.holds(query);
            }
        }
    }
    EXPECT_LE(missed * 1000, asked) << missed << " of " << asked;
}

TEST(Analyzer, OneSyllableNounsFindTheirForms) {
    for (const std::string noun : {"책", "집", "물", "꽃", "뜻", "새", "개", "글", "눈", "법"}) {
        for (const std::string& particle : particles_of(noun)) {
            EXPECT_TRUE(finds(noun, noun + particle)) << noun + particle;
            EXPECT_TRUE(finds(noun + particle, noun + particle));
        }
        for (const char* query : {"에서", "에", "까지", "처럼"})
            EXPECT_TRUE(finds(noun + query, noun)) << noun << query;
    }
}

TEST(Analyzer, AWordFindsNoOther) {
    EXPECT_FALSE(finds("임베딩을", "임베디드"));
    EXPECT_FALSE(finds("검색", "검은 색"));
    EXPECT_FALSE(finds("회의", "회사"));
    EXPECT_FALSE(finds("종이", "종을 친다"));
    EXPECT_FALSE(finds("나이", "나는"));
    EXPECT_FALSE(finds("책", "전자책상"));
    EXPECT_FALSE(finds("양자화", "양자 컴퓨터의 대화"));
}

TEST(Analyzer, CompoundsHoldTheirParts) {
    EXPECT_TRUE(finds("임베딩", "문장임베딩을"));
    EXPECT_TRUE(finds("임베딩이", "문장임베딩에서는"));
    EXPECT_TRUE(finds("회의", "강화회의"));
    EXPECT_TRUE(finds("의원", "국회의원은"));
}

TEST(Analyzer, HangulTermsByKind) {
    EXPECT_EQ(texts_of("검색엔진을", TermKind::kStem), Strings{"s검색엔진"});
    EXPECT_EQ(texts_of("검색엔진을", TermKind::kBigram), (Strings{"b검색", "b색엔", "b엔진"}));
    EXPECT_EQ(texts_of("검색엔진을", TermKind::kTail), Strings{"b진을"});
    EXPECT_EQ(texts_of("책을", TermKind::kBigram), Strings{"b책"});
    EXPECT_EQ(texts_of("종이", TermKind::kBigram), Strings{"b종이"});
    EXPECT_EQ(texts_of("종이", TermKind::kTail), Strings{"b종"});
    EXPECT_EQ(texts_of("문서를 찾는 엔진이", TermKind::kPair),
              (Strings{"p문서 찾는", "p찾는 엔진"}));
}

TEST(Analyzer, ParticlesOnLatinWordsAreDropped) {
    for (const char* text : {"BM25로", "BM25는", "BM25입니다", "BM25에서도", "BM25"}) {
        const auto terms = analyze(text);
        ASSERT_EQ(terms.size(), 1u) << text;
        EXPECT_EQ(terms[0].text, "wbm25");
        EXPECT_EQ(terms[0].end, 4u);
    }
    EXPECT_EQ(texts_of("AI기반", TermKind::kStem), Strings{"s기반"});
    EXPECT_EQ(texts_of("2025년에는", TermKind::kBigram), Strings{"b년"});
    EXPECT_EQ(texts_of("AI 로", TermKind::kStem), Strings{"s로"});  // written alone: kept
    EXPECT_EQ(texts_of("로", TermKind::kBigram), Strings{"b로"});
    EXPECT_TRUE(finds("機械", "機械는"));
}

TEST(Analyzer, LatinWordsAreStemmedAndDigitsAreNot) {
    EXPECT_EQ(texts_of("Searching engines' indexes in 2025", TermKind::kWord),
              (Strings{"wsearch", "wengin", "windex", "win", "w2025"}));
    EXPECT_EQ(texts_of("LLMs GPUs", TermKind::kWord), (Strings{"wllm", "wgpu"}));
    EXPECT_EQ(texts_of("Us IS As gas", TermKind::kWord), (Strings{"wus", "wis", "was", "wgas"}));
    EXPECT_TRUE(finds("gpus", "GPUs를"));
    EXPECT_EQ(texts_of("the model's", TermKind::kWord), (Strings{"wthe", "wmodel"}));
    EXPECT_EQ(texts_of("Café ÉTÉ", TermKind::kWord), (Strings{"wcafé", "wété"}));
    EXPECT_EQ(texts_of("Поиск αβγ", TermKind::kWord), (Strings{"wпоиск", "wαβγ"}));
}

// However a name is typed, it finds the others; what differs in the name itself does not.
TEST(Analyzer, NamesAreFoundAsPeopleTypeThem) {
    const std::vector<Strings> same = {{"GPT-4o", "gpt4o", "GPT 4o", "gpt_4o", "GPT‑4o"},
                                       {"text-embedding-3", "text embedding 3", "textembedding3"},
                                       {"e5-large", "E5 large", "e5large"},
                                       {"Q8_0", "q8 0", "q80", "Q8-0"},
                                       {"v1.5", "V1.5", "v1 5"},
                                       {"e-mails", "emails", "email", "e-mail"},
                                       {"O'Reilly", "oreilly", "O’Reilly"}};
    for (const Strings& spellings : same) {
        // The first is written as one; each finds it, and it finds each that is.
        for (const std::string& query : spellings)
            EXPECT_TRUE(finds(query, spellings[0])) << query << " in " << spellings[0];
        for (const std::string& document : spellings)
            EXPECT_TRUE(finds(spellings[0], document)) << spellings[0] << " in " << document;
    }
    for (const char* name : {"C++", "C#", "F1", "k1", "bm25", "f#", "g++", "x86_64", "3D"})
        EXPECT_TRUE(finds(name, std::string("쓴다 ") + name + "를"));
    EXPECT_TRUE(finds("c", "C++"));
    EXPECT_FALSE(finds("C++", "C"));
    EXPECT_FALSE(finds("C++", "C#"));
    EXPECT_FALSE(finds("F1", "F2"));
    EXPECT_TRUE(finds("Reilly", "O'Reilly"));
    EXPECT_TRUE(finds("embedding", "text-embedding-3"));
}

TEST(Analyzer, OtherScriptsAreFoundByTheirBigrams) {
    EXPECT_TRUE(finds("学習", "機械学習の研究"));
    EXPECT_TRUE(finds("ガイド", "プログラミングガイドブック"));
    EXPECT_TRUE(finds("ｶﾞｲﾄﾞ", "ガイド"));
    EXPECT_TRUE(finds("ประเทศ", "ประเทศไทย"));
    EXPECT_TRUE(finds("हिन्दी", "यह हिन्दी है"));
    EXPECT_TRUE(finds("ㅋㅋㅋ", "웃긴다 ㅋㅋㅋㅋ"));
    EXPECT_TRUE(finds("ㅎㅏㄴㄱㅡㄹ", "한글을"));
}

TEST(Analyzer, TwinsHaveTheSameTerms) {
    const std::string composed = "한글 검색을 Café에서";
    const std::string decomposed =
        "\u1112\u1161\u11AB\u1100\u1173\u11AF "
        "\u1100\u1165\u11B7\u1109\u1162\u11A8\u110B\u1173\u11AF "
        "Cafe\u0301\u110B\u1166\u1109\u1165";
    const auto a = analyze(composed);
    const auto b = analyze(decomposed);
    ASSERT_EQ(a.size(), b.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
        EXPECT_EQ(a[i].text, b[i].text);
        EXPECT_EQ(a[i].position, b[i].position);
    }
}

// Only letters of ASCII make a plural of capitals, however a letter with an accent is written.
TEST(Analyzer, PluralsOfCapitalsHaveNoAccents) {
    EXPECT_EQ(texts_of("GPU\u015B", TermKind::kWord), Strings{"wgpu\u015B"});
    for (const char* text : {"GPUs\u0301", "CAFE\u0301s", "CAF\u00C9s", "U\u0345Rs"}) {
        for (const Term& term : analyze(text)) {
            EXPECT_EQ(term.kind, TermKind::kWord) << text;
            EXPECT_TRUE(is_valid_utf8(term.text)) << text;
        }
    }
    EXPECT_EQ(texts_of("GPUs\u0301", TermKind::kWord), texts_of("GPU\u015B", TermKind::kWord));
    EXPECT_EQ(texts_of("CAFE\u0301s", TermKind::kWord), texts_of("CAF\u00C9s", TermKind::kWord));
}

TEST(Analyzer, PlacesLeadBackToTheBytes) {
    const std::string text = "새로운 BM25로 \u1112\u1161\u11AB\uAE00을";
    std::map<std::string, std::string> source;
    for (const Term& term : analyze(text))
        source[term.text] = text.substr(term.begin, term.end - term.begin);
    EXPECT_EQ(source["wbm25"], "BM25");
    EXPECT_EQ(source["s한글"], "\u1112\u1161\u11AB\uAE00");
    EXPECT_EQ(source["b글을"], "\uAE00을");
    EXPECT_EQ(source["pbm25 한글"], "BM25로 \u1112\u1161\u11AB\uAE00");
}

std::string random_text(std::mt19937& random) {
    static constexpr const char* kPieces[] = {
        "검색", "을", " ", "에서", "BM", "25",     "-",      "4o",     "\n", "漢", "カ",
        "'s",   "++", "é", "\xFF", "ㅋ", "\u1112", "\u1161", "\u0301", "😀", "는", "."};
    std::string text;
    for (std::size_t n = random() % 24; n > 0; --n)
        text += kPieces[random() % std::size(kPieces)];
    return text;
}

// Terms stand in order of begin, inside the text, at positions that leave none out; and the text
// of every word and pair is found by asking for it.
TEST(Analyzer, TermsAreInOrderAndNothingIsUnfindable) {
    std::mt19937 random(31);
    for (int round = 0; round < 3000; ++round) {
        const std::string text = random_text(random);
        const auto terms = analyze(text);
        std::set<std::uint32_t> positions;
        std::uint32_t begin = 0;
        for (const Term& term : terms) {
            ASSERT_LE(begin, term.begin) << text;
            ASSERT_LT(term.begin, term.end);
            ASSERT_LE(term.end, text.size());
            begin = term.begin;
            positions.insert(term.position);
        }
        ASSERT_TRUE(positions.empty() || *positions.rbegin() + 1 == positions.size());
        const Document document(text);
        for (const Term& term : terms) {
            if (term.kind == TermKind::kTail || term.kind == TermKind::kBigram) continue;
            ASSERT_TRUE(document.holds(text.substr(term.begin, term.end - term.begin)))
                << text << " | " << term.text;
        }
    }
}

TEST(Analyzer, LongRunsAreCutAlike) {
    const std::string latin(1000, 'x');
    const std::string hangul = [] {
        std::string out;
        for (int i = 0; i < 1000; ++i)
            out += i % 2 == 0 ? "가" : "나";
        return out;
    }();
    for (const std::string& run : {latin, hangul}) {
        EXPECT_TRUE(finds(run, run));
        for (const Term& term : analyze(run))
            EXPECT_LE(term.text.size(), 64u * 3 + 1);
    }
    // A run that is one letter and particles without end is bounded as well.
    std::string particles = "가";
    for (int i = 0; i < 1000; ++i)
        particles += "에";
    for (const Term& term : analyze(particles))
        EXPECT_LE(term.text.size(), 64u * 3 + 1);
    EXPECT_TRUE(finds(particles, particles));
    EXPECT_TRUE(finds("가", particles.substr(0, 6)));
    EXPECT_TRUE(analyze("").empty());
    EXPECT_TRUE(analyze(" .,!\n😀").empty());
}

struct Golden {
    const char* text;
    Strings terms;  // kind's letter, position, key
};

std::string shown(const Term& term) {
    constexpr char kLetters[] = "WSBPTJ";  // in the order of TermKind
    return std::string(1, kLetters[static_cast<int>(term.kind)]) + std::to_string(term.position) +
           ":" + term.text;
}

// Every term of some texts, as they stand: a change here is a change of every index.
TEST(Analyzer, AllTermsOfSomeTexts) {
    const std::vector<Golden> cases = {
        {"임베딩을", {"S0:s임베딩", "B0:b임베", "B0:b베딩", "T0:b딩을"}},
        {"회의를", {"S0:s회의", "B0:b회의", "T0:b의를"}},
        {"회의", {"S0:s회의", "T0:b회", "B0:b회의"}},
        {"나이", {"S0:s나이", "B0:b나이"}},
        {"책을", {"S0:s책을", "B0:b책", "T0:b책을"}},
        {"책", {"S0:s책", "B0:b책"}},
        {"집에서는", {"S0:s집에서는", "B0:b집", "T0:b집에", "T0:b에서", "T0:b서는"}},
        {"BM25로 찾기", {"P0:pbm25 찾기", "W0:wbm25", "S1:s찾기", "B1:b찾기"}},
        {"GPT-4o", {"J0:wgpt4o", "P0:pgpt 4o", "W0:wgpt", "W1:w4o"}},
        {"q8_0", {"J0:wq80", "P0:pq8 0", "W0:wq8", "W1:w0"}},
        {"C++", {"W0:wc++", "T0:wc"}},
        {"LLMs", {"W0:wllm", "T0:wllms"}},
        {"model's weights", {"P0:pmodel weight", "W0:wmodel", "W1:wweight"}},
        {"漢字を", {"S0:s漢字を", "B0:b漢字", "B0:b字を"}},
        {"漢字를", {"S0:s漢字", "B0:b漢字"}},
        {"ㅋㅋㅋ", {"S0:sㅋㅋㅋ", "B0:bㅋㅋ", "B0:bㅋㅋ"}},
        {"3.14", {"J0:w314", "P0:p3 14", "W0:w3", "W1:w14"}},
        {"…", {}},
    };
    for (const Golden& golden : cases) {
        Strings terms;
        for (const Term& term : analyze(golden.text))
            terms.push_back(shown(term));
        EXPECT_EQ(terms, golden.terms) << golden.text;
    }
}

// Each kind's key begins with its byte, so that no word is ever taken for a bigram or a pair.
TEST(Analyzer, KeysOfKindsNeverCollide) {
    std::mt19937 random(37);
    for (int round = 0; round < 500; ++round) {
        for (const Term& term : analyze(random_text(random))) {
            const char prefix = term.text[0];
            switch (term.kind) {
                case TermKind::kWord:
                case TermKind::kJoined:
                    ASSERT_EQ(prefix, 'w');
                    break;
                case TermKind::kStem:
                    ASSERT_EQ(prefix, 's');
                    break;
                case TermKind::kBigram:
                    ASSERT_EQ(prefix, 'b');
                    break;
                case TermKind::kPair:
                    ASSERT_EQ(prefix, 'p');
                    break;
                case TermKind::kTail:
                    ASSERT_TRUE(prefix == 'b' || prefix == 'w');
                    break;
            }
            ASSERT_GT(term.text.size(), 1u);
        }
    }
}

// The 32 nouns and 10 particles of the yardstick, on the lines of a real notebook where it is
// there: recall, queries without a hit, hits that do not hold the noun.
TEST(Analyzer, ParticleQueriesFindTheLinesThatHoldTheNoun) {
    const char* root = std::getenv("SEOGO_SOURCE_DIR");
    const base::Path file =
        base::Path(root != nullptr ? root : ".") / "../shared/seed/study-archive.md";
    const auto notebook = base::read_file(base::real_files(), file);
    if (!notebook.ok()) {
        std::puts("skipped: no shared data");
        return;
    }
    Strings lines;
    std::vector<Document> documents;
    for (std::size_t at = 0; at < notebook.value().size();) {
        const std::size_t end = std::min(notebook.value().find('\n', at), notebook.value().size());
        lines.push_back(notebook.value().substr(at, end - at));
        documents.emplace_back(lines.back());
        at = end + 1;
    }
    std::size_t gold = 0, found = 0, queries = 0, empty = 0, others = 0;
    for (const std::string noun :
         {"임베딩",   "검색", "양자화", "벤치마크", "모델",     "학습",     "데이터", "추론",
          "토큰",     "문서", "번역",   "이미지",   "프롬프트", "성능",     "평가",   "가중치",
          "파라미터", "언어", "질문",   "답변",     "강화학습", "에이전트", "캐시",   "그래프",
          "음성",     "비전", "병합",   "안전성",   "정확도"}) {
        for (const std::string& particle : particles_of(noun)) {
            const auto query = analyze(noun + particle);
            std::size_t right = 0, here = 0;
            for (std::size_t i = 0; i < lines.size(); ++i) {
                const bool is_gold = lines[i].find(noun) != std::string::npos;
                const bool is_hit = documents[i].holds(query);
                here += is_gold;
                right += is_gold && is_hit;
                others += !is_gold && is_hit;
            }
            queries += here > 0;
            gold += here;
            found += right;
            empty += right == 0 && here > 0;
        }
    }
    EXPECT_GE(static_cast<double>(found), 0.99 * static_cast<double>(gold));
    EXPECT_EQ(empty, 0u);
    EXPECT_LE(static_cast<double>(others), 0.2 * static_cast<double>(queries));
}

}  // namespace
}  // namespace seogo::text
