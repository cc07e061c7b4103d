// Finds the pattern that a message was made from, and says it in Korean.
#include "seogo/messages.h"

#include <array>
#include <optional>
#include <vector>

namespace seogo::cli {
namespace {

constexpr std::size_t kPlaces = 10;
using Arguments = std::array<std::string_view, kPlaces>;

// A pattern as literal text, then (place, literal text) pairs.
struct Piece {
    std::size_t place = 0;  // the argument before `literal`
    std::string_view literal;
};

std::vector<Piece> pieces_of(std::string_view pattern) {
    std::vector<Piece> pieces(1);
    std::size_t from = 0;
    for (std::size_t i = 0; i + 2 < pattern.size(); ++i) {
        const bool place = pattern[i] == '{' && pattern[i + 2] == '}' && pattern[i + 1] >= '0' &&
                           pattern[i + 1] <= '9';
        if (!place) continue;
        pieces.back().literal = pattern.substr(from, i - from);
        pieces.push_back({static_cast<std::size_t>(pattern[i + 1] - '0'), {}});
        from = i + 3;
    }
    pieces.back().literal = pattern.substr(from);
    return pieces;
}

// Each literal is sought at its first place after the one before; the last must end the message.
std::optional<Arguments> match(std::string_view pattern, std::string_view message) {
    const auto pieces = pieces_of(pattern);
    if (!message.starts_with(pieces[0].literal)) return std::nullopt;
    Arguments arguments;
    std::size_t at = pieces[0].literal.size();
    for (std::size_t i = 1; i < pieces.size(); ++i) {
        const std::string_view literal = pieces[i].literal;
        std::size_t next =
            i + 1 == pieces.size() ? message.size() - literal.size() : message.find(literal, at);
        const bool fits = literal.size() <= message.size() && next != std::string_view::npos &&
                          next >= at && message.substr(next, literal.size()) == literal;
        if (!fits) return std::nullopt;
        arguments[pieces[i].place] = message.substr(at, next - at);
        at = next + literal.size();
    }
    if (at != message.size()) return std::nullopt;
    return arguments;
}

// An argument may hold a message itself: "line 3: kept as text".
std::string fill(std::string_view pattern, const Arguments& arguments) {
    std::string out;
    const auto pieces = pieces_of(pattern);
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        if (i > 0) out += localized(Language::kKorean, arguments[pieces[i].place]);
        out += pieces[i].literal;
    }
    return out;
}

std::optional<std::string> in_korean(std::string_view message) {
    for (const Message& entry : korean_messages()) {
        if (const auto arguments = match(entry.english, message)) {
            return fill(entry.korean, *arguments);
        }
    }
    return std::nullopt;
}

}  // namespace

std::string localized(Language language, std::string_view message) {
    if (language == Language::kEnglish) return std::string(message);
    if (auto whole = in_korean(message)) return *std::move(whole);
    for (std::size_t colon = message.find(": "); colon != std::string_view::npos;
         colon = message.find(": ", colon + 2)) {
        if (const auto rest = in_korean(message.substr(colon + 2))) {
            return std::string(message.substr(0, colon + 2)) + *rest;
        }
    }
    return std::string(message);
}

}  // namespace seogo::cli
