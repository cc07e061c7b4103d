// Folding at the speed of memory: the bytes that fold() answers, without the way back.
#pragma once

#include <string>
#include <string_view>

namespace seogo::text {

// Puts fold(text).text into `out`, whose memory is used again. Lines stay lines: the k-th of
// `text` is the k-th of `out`, and is what that line folds to by itself.
// `text`: less than 4 GiB, any bytes.
void fold_text(std::string_view text, std::string& out);

}  // namespace seogo::text
