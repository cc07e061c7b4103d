// The table of particles and endings, longest match from the end of a run.
//
// Written from the forms that school grammar lists (표준국어대사전, 조사 and 어미); which of them
// pay was measured on questions about encyclopedia paragraphs. Agreement with the final consonant
// (받침) of what stays keeps most nouns whole that merely end like a particle: 나이 and 아이 lack
// the consonant that 이 needs, 마을 and 가을 have no consonant before 을.
#include "text/particles.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>

#include "text/letters.h"

namespace seogo::text {
namespace {

// What must stand before a form.
enum class Joint : std::uint8_t {
    kAny,
    kConsonant,  // a final consonant: 은 이 을 과
    kVowel,      // none: 는 가 를 와
    kNotRieul,   // a final consonant but ㄹ: 으로
    kRieul,      // none, or ㄹ: 로
};

struct Form {
    std::u16string_view text;
    Joint joint = Joint::kAny;
    std::uint8_t stem_min = 2;  // syllables that must stay
    bool is_inner = false;      // another particle may follow it: 에서 in 에서는
};

// Forms of one kind, with a space between each two.
struct FormGroup {
    Joint joint = Joint::kAny;
    std::uint8_t stem_min = 2;
    bool is_inner = false;
    std::u16string_view forms;
};

constexpr auto C = Joint::kConsonant, V = Joint::kVowel, N = Joint::kNotRieul, R = Joint::kRieul,
               A = Joint::kAny;

constexpr FormGroup kGroups[] = {
    // One syllable. Nouns of two syllables end in most of them (회의, 제도, 결과): two must stay.
    {C, 1, false, u"을 은"},
    {V, 1, false, u"를 는"},
    {C, 2, false, u"이"},
    {V, 2, false, u"가 나 란 랑 야"},
    {A, 2, false, u"의 도"},
    {A, 1, true, u"에"},
    {A, 2, true, u"만 께"},
    {R, 2, true, u"로"},
    {V, 1, true, u"와"},
    {C, 2, true, u"과"},
    // Case
    {A, 1, true, u"에서 에게 에게서 한테 한테서 께서 처럼 만큼 까지 부터 에서부터"},
    {N, 1, true, u"으로 으로서 으로써 으로부터"},
    {R, 2, true, u"로서 로써 로부터"},
    {C, 2, false, u"이랑"},
    {A, 2, true, u"보다 대로"},
    {A, 2, false, u"같이 하고 더러"},
    // Other particles
    {A, 1, true, u"마다 조차 마저"},
    {A, 2, false, u"밖에 든지 커녕 요 치고"},
    {A, 2, true, u"뿐"},
    {C, 2, false, u"이나 이나마 이란 이라는 이라고 이라도 이야 이든 이든지 이여"},
    {V, 2, false, u"나마 라는 라고 라도"},
    // The copula 이다
    {A, 2, false, u"이다 이며 이고 이자 인가 인지 일까 이에요 이지만 이므로 인데 이냐"},
    {C, 2, false,
     u"이었다 이었던 이었으며 이었고 이었으나 이라면 이라서 이었는가 이었나 이었는지 "
     u"이었을까"},
    {V, 1, false, u"였다 였던 였으며 였고 였으나 예요 였는가 였는지 였을까"},
    {A, 1, false, u"인가요 일까요 입니다 입니까 인가를"},
    {V, 2, false, u"라면 였나 란다"},
    // Verbs made of nouns: 하다
    {A, 2, false,
     u"하다 한다 하는 하며 하여 해 해서 했다 했고 했으며 했던 했으나 했지만 하였다 "
     u"하였고 하였으며 하였던 하였으나 하기 하게 하지 하면 하면서 하자 하려고 하려는 "
     u"할 함 한 합니다 했습니다 합니까 했는가 하는가 했는지 하는지 했나 하던 하도록 "
     u"해야 하지만 하므로 했을 했을까 하는데 했는데 하기도 하기로 한다고 한다는 "
     u"했다고 했다는 했다가 하거나 하시는 했어 했어요 해요 할까 하나요 했나요 하세요 "
     u"하라 하라고 하자고 하였는가 하였는지 하기에 하기를 하기가 하기는 하고자 "
     u"함으로써 함에 함을 함이 함은 함과"},
    // 되다, 시키다, 받다, 당하다
    {A, 2, false,
     u"되다 된다 되는 되고 되며 되어 돼 되어서 됐다 되었다 되었고 되었으며 되었던 "
     u"되었으나 되기 되게 되지 되면 되면서 되자 될 됨 된 됩니다 되었습니다 됐습니다 "
     u"되었는가 되는가 되었는지 되는지 되도록 되어야 되었지만 된다고 된다는 되었다고 "
     u"되었을 되거나 되었는데 되었나 되나요 되었나요 되었을까 되기도 되기로 되지만 "
     u"되던 되므로 됐던 됐고 됐으며 시킨 시킨다 시키는 시켰다 시키고 시켜 시킬 "
     u"시키기 시켰던 시키며 시키다 시켰으며"},
};

constexpr std::size_t count_forms() {
    std::size_t count = 0;
    for (const FormGroup& group : kGroups)
        count +=
            1 + static_cast<std::size_t>(std::count(group.forms.begin(), group.forms.end(), u' '));
    return count;
}

constexpr auto kForms = [] {
    std::array<Form, count_forms()> forms{};
    std::size_t filled = 0;
    for (const FormGroup& group : kGroups) {
        for (std::u16string_view rest = group.forms; !rest.empty();) {
            const std::u16string_view form = rest.substr(0, rest.find(u' '));
            forms[filled++] = {form, group.joint, group.stem_min, group.is_inner};
            rest.remove_prefix(std::min(form.size() + 1, rest.size()));
        }
    }
    return forms;
}();

constexpr std::size_t kFormsMax = 6;  // syllables of particles that stand together

// By the last syllable, then longest first.
constexpr auto kByLast = [] {
    auto forms = kForms;
    std::sort(forms.begin(), forms.end(), [](const Form& a, const Form& b) {
        if (a.text.back() != b.text.back()) return a.text.back() < b.text.back();
        return a.text.size() > b.text.size();
    });
    return forms;
}();

// A bit for each syllable: most runs are done after one look.
class SyllableSet {
public:
    constexpr void add(char16_t c) {
        bits_[(c - kFirst) / 64] |= std::uint64_t{1} << (c - kFirst) % 64;
    }
    constexpr bool contains(char16_t c) const {
        const unsigned at = static_cast<unsigned>(c - kFirst);
        return at < kCount && (bits_[at / 64] >> at % 64 & 1) != 0;
    }

private:
    static constexpr unsigned kFirst = 0xAC00, kCount = 11172;
    std::array<std::uint64_t, kCount / 64 + 1> bits_{};
};

// Where the forms of a last syllable begin in kByLast; kByLast.size() where it ends none.
constexpr auto kFirstByLast = [] {
    static_assert(kByLast.size() < 65536);
    std::array<std::uint16_t, 11172> first{};
    first.fill(static_cast<std::uint16_t>(kByLast.size()));
    for (std::size_t i = kByLast.size(); i-- > 0;)
        first[kByLast[i].text.back() - kSyllableBase] = static_cast<std::uint16_t>(i);
    return first;
}();

constexpr SyllableSet kFirstOfForms = [] {
    SyllableSet set;
    for (const Form& form : kForms)
        set.add(form.text.front());
    return set;
}();

// Nouns that end like a particle which a one-syllable noun may carry.
constexpr std::u16string_view kWhole[] = {u"겨를", u"누에", u"기와"};

// Final consonants that no Sino-Korean syllable has: a noun 뜻 or 꽃 before 의 is one of its own.
bool is_native_final(char32_t trail) {
    switch (trail) {
        case 0:
        case 1:
        case 4:
        case 8:
        case 16:
        case 17:
        case 21:
            return false;
        default:
            return true;
    }
}

bool agrees(const Form& form, char16_t before) {
    if (!is_hangul_syllable(before)) return form.joint == Joint::kAny;
    const char32_t trail = trail_of(before);
    switch (form.joint) {
        case Joint::kAny:
            return true;
        case Joint::kConsonant:
            return trail != 0;
        case Joint::kVowel:
            return trail == 0;
        case Joint::kNotRieul:
            return trail != 0 && trail != 8;
        case Joint::kRieul:
            return trail == 0 || trail == 8;
    }
    return false;
}

bool may_stay(const Form& form, std::u16string_view stem) {
    if (stem.empty() || !agrees(form, stem.back())) return false;
    if (stem.size() >= form.stem_min) return true;
    // 뜻의, 꽃도, 값과; not 높이, 같이
    return stem.size() == 1 && form.text.size() == 1 && form.text != u"이" &&
           is_hangul_syllable(stem[0]) && is_native_final(trail_of(stem[0]));
}

bool ends_with(std::u16string_view run, std::u16string_view form) {
    const std::size_t n = run.size(), m = form.size();
    for (std::size_t i = 1; i <= m; ++i) {
        if (i > n || run[n - i] != form[m - i]) return false;
    }
    return true;
}

const Form* first_by_last(char16_t last) {
    if (!is_hangul_syllable(last)) return kByLast.end();
    return kByLast.begin() + kFirstByLast[last - kSyllableBase];
}

// The longest form that ends the run and may be stripped.
const Form* form_at_end(std::u16string_view run, bool inner_only) {
    const Form* form = first_by_last(run.back());
    for (; form != kByLast.end() && form->text.back() == run.back(); ++form) {
        if ((inner_only && !form->is_inner) || !ends_with(run, form->text)) continue;
        if (may_stay(*form, run.substr(0, run.size() - form->text.size()))) return form;
    }
    return nullptr;
}

// Whether all but the first `kept` characters are forms, one behind another.
bool ends_in_forms(std::u16string_view run, std::size_t kept, bool inner_only) {
    if (run.size() == kept) return true;
    const Form* form = first_by_last(run.back());
    for (; form != kByLast.end() && form->text.back() == run.back(); ++form) {
        if ((inner_only && !form->is_inner) || !ends_with(run, form->text)) continue;
        const auto rest = run.substr(0, run.size() - form->text.size());
        if (rest.size() < kept || (!rest.empty() && !agrees(*form, rest.back()))) continue;
        if (ends_in_forms(rest, kept, true)) return true;
    }
    return false;
}

}  // namespace

std::size_t stem_length(std::u16string_view run) {
    for (bool inner_only = false; run.size() > 1; inner_only = true) {
        if (std::find(std::begin(kWhole), std::end(kWhole), run) != std::end(kWhole)) break;
        const Form* form = form_at_end(run, inner_only);
        if (form == nullptr) break;
        run.remove_suffix(form->text.size());
        if (form->text.size() > 2 && !form->is_inner) break;
    }
    return run.size();
}

bool is_particle(std::u16string_view run) {
    return run.size() <= kFormsMax && ends_in_forms(run, 0, false);
}

bool may_be_short_noun(std::u16string_view run) {
    return run.size() > 1 && run.size() <= kFormsMax + 1 && kFirstOfForms.contains(run[1]) &&
           ends_in_forms(run, 1, false);
}

}  // namespace seogo::text
