// Porter2 against words and stems of its published vocabulary.
#include <gtest/gtest.h>

#include <string>

#include "text/analyzer.h"

namespace seogo::text {
namespace {

struct Pair {
    const char* word;
    const char* stem;
};

void expect_stems(std::initializer_list<Pair> pairs) {
    for (const Pair& pair : pairs)
        EXPECT_EQ(english_stem(pair.word), pair.stem) << pair.word;
}

TEST(Porter2, PublishedVocabulary) {
    expect_stems(
        {{"consign", "consign"},       {"consigned", "consign"},       {"consigning", "consign"},
         {"consignment", "consign"},   {"consist", "consist"},         {"consisted", "consist"},
         {"consistency", "consist"},   {"consistent", "consist"},      {"consistently", "consist"},
         {"consisting", "consist"},    {"consists", "consist"},        {"consolation", "consol"},
         {"consolations", "consol"},   {"consolatory", "consolatori"}, {"console", "consol"},
         {"consoled", "consol"},       {"consoles", "consol"},         {"consolidate", "consolid"},
         {"consolidated", "consolid"}, {"consolidating", "consolid"},  {"consoling", "consol"},
         {"consolingly", "consol"},    {"consols", "consol"},          {"consonant", "conson"},
         {"consort", "consort"},       {"consorted", "consort"},       {"consorting", "consort"},
         {"conspicuous", "conspicu"},  {"conspicuously", "conspicu"},  {"conspiracy", "conspiraci"},
         {"conspirator", "conspir"},   {"conspirators", "conspir"},    {"conspire", "conspir"},
         {"conspired", "conspir"},     {"conspiring", "conspir"},      {"constable", "constabl"},
         {"constables", "constabl"},   {"constance", "constanc"},      {"constancy", "constanc"},
         {"constant", "constant"}});
    expect_stems({{"knack", "knack"},     {"knackeries", "knackeri"}, {"knacks", "knack"},
                  {"knag", "knag"},       {"knave", "knave"},         {"knaves", "knave"},
                  {"knavish", "knavish"}, {"kneaded", "knead"},       {"kneading", "knead"},
                  {"knee", "knee"},       {"kneel", "kneel"},         {"kneeled", "kneel"},
                  {"kneeling", "kneel"},  {"kneels", "kneel"},        {"knees", "knee"},
                  {"knell", "knell"},     {"knelt", "knelt"},         {"knew", "knew"},
                  {"knick", "knick"},     {"knif", "knif"},           {"knife", "knife"},
                  {"knight", "knight"},   {"knightly", "knight"},     {"knights", "knight"},
                  {"knit", "knit"},       {"knits", "knit"},          {"knitted", "knit"},
                  {"knitting", "knit"},   {"knives", "knive"},        {"knob", "knob"},
                  {"knobs", "knob"},      {"knock", "knock"},         {"knocked", "knock"},
                  {"knocker", "knocker"}, {"knockers", "knocker"},    {"knocking", "knock"},
                  {"knocks", "knock"},    {"knopp", "knopp"},         {"knot", "knot"},
                  {"knots", "knot"}});
}

TEST(Porter2, EndingsOfEachStep) {
    // 0 and 1a
    expect_stems({{"dog's", "dog"},
                  {"dogs'", "dog"},
                  {"caresses", "caress"},
                  {"ties", "tie"},
                  {"cries", "cri"},
                  {"gas", "gas"},
                  {"this", "this"},
                  {"gaps", "gap"},
                  {"kiwis", "kiwi"},
                  {"corpus", "corpus"},
                  {"class", "class"},
                  {"tied", "tie"}});
    // 1b
    expect_stems({{"agreed", "agre"},
                  {"feed", "feed"},
                  {"luxuriated", "luxuri"},
                  {"hopped", "hop"},
                  {"hoping", "hope"},
                  {"hopping", "hop"},
                  {"falling", "fall"},
                  {"sized", "size"},
                  {"troubled", "troubl"},
                  {"bed", "bed"},
                  {"sing", "sing"},
                  {"shed", "shed"},
                  {"filing", "file"},
                  {"tanned", "tan"},
                  {"hissing", "hiss"},
                  {"indexed", "index"},
                  {"indexing", "index"},
                  {"snowed", "snow"}});
    // 1c
    expect_stems({{"cry", "cri"},
                  {"by", "by"},
                  {"say", "say"},
                  {"happy", "happi"},
                  {"query", "queri"},
                  {"queries", "queri"}});
    // 2
    expect_stems(
        {{"relational", "relat"},    {"conditional", "condit"},   {"rational", "ration"},
         {"valency", "valenc"},      {"hesitancy", "hesit"},      {"digitizer", "digit"},
         {"conformably", "conform"}, {"radically", "radic"},      {"differently", "differ"},
         {"vilely", "vile"},         {"analogously", "analog"},   {"predication", "predic"},
         {"operator", "oper"},       {"feudalism", "feudal"},     {"decisiveness", "decis"},
         {"hopefulness", "hope"},    {"callousness", "callous"},  {"formality", "formal"},
         {"sensitivity", "sensit"},  {"sensibility", "sensibl"},  {"geology", "geolog"},
         {"geologist", "geolog"},    {"quantization", "quantiz"}, {"fearlessly", "fearless"}});
    // 3 to 5
    expect_stems({{"triplicate", "triplic"}, {"formative", "format"},    {"formalize", "formal"},
                  {"electricity", "electr"}, {"electrical", "electr"},   {"hopeful", "hope"},
                  {"goodness", "good"},      {"revival", "reviv"},       {"allowance", "allow"},
                  {"inference", "infer"},    {"airliner", "airlin"},     {"adjustable", "adjust"},
                  {"replacement", "replac"}, {"adjustment", "adjust"},   {"dependent", "depend"},
                  {"adoption", "adopt"},     {"communism", "communism"}, {"activate", "activ"},
                  {"effective", "effect"},   {"probate", "probat"},      {"rate", "rate"},
                  {"cease", "ceas"},         {"controlling", "control"}, {"rolled", "roll"}});
}

TEST(Porter2, SpecialWords) {
    expect_stems({{"skis", "ski"},
                  {"skies", "sky"},
                  {"sky", "sky"},
                  {"dying", "die"},
                  {"lying", "lie"},
                  {"tying", "tie"},
                  {"idly", "idl"},
                  {"gently", "gentl"},
                  {"ugly", "ugli"},
                  {"early", "earli"},
                  {"only", "onli"},
                  {"singly", "singl"},
                  {"news", "news"},
                  {"howe", "howe"},
                  {"atlas", "atlas"},
                  {"cosmos", "cosmos"},
                  {"bias", "bias"},
                  {"andes", "andes"}});
    expect_stems({{"inning", "inning"},
                  {"innings", "inning"},
                  {"outing", "outing"},
                  {"canning", "canning"},
                  {"herring", "herring"},
                  {"herrings", "herring"},
                  {"earring", "earring"},
                  {"evening", "evening"},
                  {"proceed", "proceed"},
                  {"proceeds", "proceed"},
                  {"exceed", "exceed"},
                  {"succeed", "succeed"}});
}

TEST(Porter2, BeginningsThatSetTheirRegion) {
    expect_stems({{"generate", "generat"},
                  {"generates", "generat"},
                  {"generated", "generat"},
                  {"generic", "generic"},
                  {"generally", "general"},
                  {"general", "general"},
                  {"communication", "communic"},
                  {"community", "communiti"},
                  {"arsenal", "arsenal"},
                  {"arsenic", "arsenic"},
                  {"paste", "paste"},
                  {"pasted", "paste"},
                  {"university", "universiti"},
                  {"universe", "univers"},
                  {"lateral", "lateral"},
                  {"later", "later"},
                  {"emergency", "emergenc"},
                  {"organization", "organiz"},
                  {"organ", "organ"},
                  {"internal", "internal"},
                  {"international", "internat"}});
}

TEST(Porter2, DoublesBehindAFirstVowelStay) {
    expect_stems({{"added", "add"}, {"adding", "add"}, {"egged", "egg"}, {"erring", "err"}});
}

TEST(Porter2, ShortAndOddWordsAreLeftAlone) {
    expect_stems({{"", ""},
                  {"a", "a"},
                  {"as", "as"},
                  {"is", "is"},
                  {"'", "'"},
                  {"'''", "'"},
                  {"yyy", "yyy"},
                  {"sss", "sss"},
                  {"ing", "ing"},
                  {"eed", "eed"},
                  {"ied", "ie"},
                  {"ion", "ion"},
                  {"ly", "ly"}});
}

}  // namespace
}  // namespace seogo::text
