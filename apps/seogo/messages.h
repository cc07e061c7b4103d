// Messages in the reader's language: every message is written in English, and found in a catalogue.
//
// A pattern holds places {0} to {9}. A message that no pattern fits stays English, so that a new
// message of a lower floor is never lost; the test of the catalogue names what is missing.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "seogo/language.h"

namespace seogo::cli {

struct Message {
    std::string_view english, korean;
};
std::span<const Message> korean_messages();

// The message as the reader knows it. Where no whole pattern fits, "place: message" is tried.
std::string localized(Language language, std::string_view message);

}  // namespace seogo::cli
