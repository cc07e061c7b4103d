// The table of particles and endings, longest match from the end of a run.
//
// Written from the forms that school grammar lists (표준국어대사전, 조사 and 어미); which of them
// pay was measured on questions about encyclopedia paragraphs. Agreement with the final consonant
// (받침) of what stays keeps most nouns whole that merely end like a particle: 나이 and 아이 lack
// the consonant that 이 needs, 마을 and 가을 have no consonant before 을.
#include "text/particles.h"

#include <algorithm>
#include <array>
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

constexpr auto C = Joint::kConsonant, V = Joint::kVowel, N = Joint::kNotRieul, R = Joint::kRieul,
               A = Joint::kAny;

constexpr Form kForms[] = {
    // One syllable. Nouns of two syllables end in most of them (회의, 제도, 결과): two must stay.
    {u"을", C, 1}, {u"를", V, 1}, {u"은", C, 1}, {u"는", V, 1}, {u"이", C}, {u"가", V}, {u"의", A},
    {u"에", A, 1, true}, {u"도", A}, {u"만", A, 2, true}, {u"로", R, 2, true}, {u"와", V, 1, true},
    {u"과", C, 2, true}, {u"나", V}, {u"란", V}, {u"랑", V}, {u"야", V}, {u"께", A, 2, true},
    // Case
    {u"에서", A, 1, true}, {u"에게", A, 1, true}, {u"에게서", A, 1, true}, {u"한테", A, 1, true},
    {u"한테서", A, 1, true}, {u"으로", N, 1, true}, {u"로서", R, 2, true}, {u"로써", R, 2, true},
    {u"으로서", N, 1, true}, {u"으로써", N, 1, true}, {u"께서", A, 1, true}, {u"이랑", C},
    {u"처럼", A, 1, true}, {u"만큼", A, 1, true}, {u"보다", A, 2, true}, {u"까지", A, 1, true},
    {u"부터", A, 1, true}, {u"에서부터", A, 1, true}, {u"으로부터", N, 1, true},
    {u"로부터", R, 2, true}, {u"같이", A, 2}, {u"대로", A, 2, true}, {u"하고", A, 2}, {u"더러", A},
    // Other particles
    {u"마다", A, 1, true}, {u"조차", A, 1, true}, {u"마저", A, 1, true}, {u"밖에", A, 2},
    {u"뿐", A, 2, true}, {u"이나", C}, {u"이나마", C}, {u"나마", V}, {u"이란", C},
    {u"라는", V}, {u"이라는", C}, {u"라고", V}, {u"이라고", C}, {u"라도", V},
    {u"이라도", C}, {u"이야", C}, {u"이든", C}, {u"이든지", C}, {u"든지", A}, {u"커녕", A},
    {u"요", A}, {u"이여", C}, {u"치고", A},
    // The copula 이다
    {u"이다", A}, {u"이며", A}, {u"이고", A}, {u"이자", A, 2}, {u"이었다", C},
    {u"이었던", C}, {u"이었으며", C}, {u"이었고", C}, {u"이었으나", C}, {u"였다", V, 1},
    {u"였던", V, 1}, {u"였으며", V, 1}, {u"였고", V, 1}, {u"였으나", V, 1}, {u"인가", A},
    {u"인가요", A, 1}, {u"인지", A}, {u"일까", A}, {u"일까요", A, 1}, {u"입니다", A, 1},
    {u"입니까", A, 1}, {u"이에요", A}, {u"예요", V, 1}, {u"이지만", A}, {u"이므로", A},
    {u"이라면", C}, {u"라면", V}, {u"이라서", C}, {u"인데", A}, {u"이었는가", C},
    {u"였는가", V, 1}, {u"이었나", C}, {u"였나", V}, {u"이었는지", C}, {u"였는지", V, 1},
    {u"이었을까", C}, {u"였을까", V, 1}, {u"인가를", A, 1}, {u"이냐", A}, {u"란다", V},
    // Verbs made of nouns: 하다
    {u"하다", A}, {u"한다", A}, {u"하는", A}, {u"하며", A}, {u"하여", A}, {u"해", A}, {u"해서", A},
    {u"했다", A}, {u"했고", A}, {u"했으며", A}, {u"했던", A}, {u"했으나", A}, {u"했지만", A},
    {u"하였다", A}, {u"하였고", A}, {u"하였으며", A}, {u"하였던", A}, {u"하였으나", A}, {u"하기", A},
    {u"하게", A}, {u"하지", A}, {u"하면", A}, {u"하면서", A}, {u"하자", A}, {u"하려고", A},
    {u"하려는", A}, {u"할", A}, {u"함", A}, {u"한", A}, {u"합니다", A}, {u"했습니다", A},
    {u"합니까", A}, {u"했는가", A}, {u"하는가", A}, {u"했는지", A}, {u"하는지", A}, {u"했나", A},
    {u"하던", A}, {u"하도록", A}, {u"해야", A}, {u"하지만", A}, {u"하므로", A}, {u"했을", A},
    {u"했을까", A}, {u"하는데", A}, {u"했는데", A}, {u"하기도", A}, {u"하기로", A}, {u"한다고", A},
    {u"한다는", A}, {u"했다고", A}, {u"했다는", A}, {u"했다가", A}, {u"하거나", A}, {u"하시는", A},
    {u"했어", A}, {u"했어요", A}, {u"해요", A}, {u"할까", A}, {u"하나요", A}, {u"했나요", A},
    {u"하세요", A}, {u"하라", A}, {u"하라고", A}, {u"하자고", A}, {u"하였는가", A}, {u"하였는지", A},
    {u"하기에", A}, {u"하기를", A}, {u"하기가", A}, {u"하기는", A}, {u"하고자", A}, {u"함으로써", A},
    {u"함에", A}, {u"함을", A}, {u"함이", A}, {u"함은", A}, {u"함과", A},
    // 되다, 시키다, 받다, 당하다
    {u"되다", A}, {u"된다", A}, {u"되는", A}, {u"되고", A}, {u"되며", A}, {u"되어", A}, {u"돼", A},
    {u"되어서", A}, {u"됐다", A}, {u"되었다", A}, {u"되었고", A}, {u"되었으며", A}, {u"되었던", A},
    {u"되었으나", A}, {u"되기", A}, {u"되게", A}, {u"되지", A}, {u"되면", A}, {u"되면서", A},
    {u"되자", A}, {u"될", A}, {u"됨", A}, {u"된", A}, {u"됩니다", A}, {u"되었습니다", A},
    {u"됐습니다", A}, {u"되었는가", A}, {u"되는가", A}, {u"되었는지", A}, {u"되는지", A},
    {u"되도록", A}, {u"되어야", A}, {u"되었지만", A}, {u"된다고", A}, {u"된다는", A},
    {u"되었다고", A}, {u"되었을", A}, {u"되거나", A}, {u"되었는데", A}, {u"되었나", A},
    {u"되나요", A}, {u"되었나요", A}, {u"되었을까", A}, {u"되기도", A}, {u"되기로", A},
    {u"되지만", A}, {u"되던", A}, {u"되므로", A}, {u"됐던", A}, {u"됐고", A}, {u"됐으며", A},
    {u"시킨", A}, {u"시킨다", A}, {u"시키는", A}, {u"시켰다", A}, {u"시키고", A}, {u"시켜", A},
    {u"시킬", A}, {u"시키기", A}, {u"시켰던", A}, {u"시키며", A}, {u"시키다", A}, {u"시켰으며", A},
};

constexpr std::size_t kFormCount = std::size(kForms);
constexpr std::size_t kFormsMax = 6;  // syllables of particles that stand together

// By the last syllable, then longest first.
constexpr auto kByLast = [] {
    std::array<Form, kFormCount> forms{};
    std::copy(std::begin(kForms), std::end(kForms), forms.begin());
    std::sort(forms.begin(), forms.end(), [](const Form& a, const Form& b) {
        if (a.text.back() != b.text.back()) return a.text.back() < b.text.back();
        return a.text.size() > b.text.size();
    });
    return forms;
}();

// Nouns that end like a particle which a one-syllable noun may carry.
constexpr std::u16string_view kWhole[] = {u"겨를", u"누에", u"기와"};

// Final consonants that no Sino-Korean syllable has: a noun 뜻 or 꽃 before 의 is one of its own.
bool is_native_final(char32_t trail) {
    switch (trail) {
        case 0: case 1: case 4: case 8: case 16: case 17: case 21:
            return false;
        default:
            return true;
    }
}

bool agrees(const Form& form, char16_t before) {
    if (!is_hangul_syllable(before)) return form.joint == Joint::kAny;
    const char32_t trail = trail_of(before);
    switch (form.joint) {
        case Joint::kAny: return true;
        case Joint::kConsonant: return trail != 0;
        case Joint::kVowel: return trail == 0;
        case Joint::kNotRieul: return trail != 0 && trail != 8;
        case Joint::kRieul: return trail == 0 || trail == 8;
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

const Form* first_by_last(char16_t last) {
    return std::lower_bound(kByLast.begin(), kByLast.end(), last, [](const Form& f, char16_t c) {
        return f.text.back() < c;
    });
}

// The longest form that ends the run and may be stripped.
const Form* form_at_end(std::u16string_view run, bool inner_only) {
    const Form* form = first_by_last(run.back());
    for (; form != kByLast.end() && form->text.back() == run.back(); ++form) {
        if ((inner_only && !form->is_inner) || !run.ends_with(form->text)) continue;
        if (may_stay(*form, run.substr(0, run.size() - form->text.size()))) return form;
    }
    return nullptr;
}

// Whether all but the first `kept` characters are forms, one behind another.
bool ends_in_forms(std::u16string_view run, std::size_t kept, bool inner_only) {
    if (run.size() == kept) return true;
    const Form* form = first_by_last(run.back());
    for (; form != kByLast.end() && form->text.back() == run.back(); ++form) {
        if ((inner_only && !form->is_inner) || !run.ends_with(form->text)) continue;
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
    return run.size() > 1 && run.size() <= kFormsMax + 1 && ends_in_forms(run, 1, false);
}

}  // namespace seogo::text
