// Replaces lines of a notebook and reads it anew: an edit stands only where every other line still
// reads as before.
//
// Inner to the module; edit.cpp and insert.cpp stand on it.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "notebook/notebook.h"

namespace seogo::notebook {

// Lines [begin, end) give way to the lines of `text`.
struct Splice {
    std::size_t begin = 0, end = 0;
    std::string text;
};

// The notebook with the splice, read anew from its bytes. Lines that stay keep their ids, and so do
// replaced lines where as many come as go; new lines have id 0. Every line has the item of the
// entry that it belongs to now: 0 in a new entry, the page's outside of entries. Behind a last line
// that has no ending, that line gets one and the last of `text` has none. kBadInput where the text
// does not read as the lines that it is, or where a line that stays would read otherwise (a title
// heading above which a newer year opens may turn from kTitle into kYear).
Result<Notebook> spliced(const Notebook& notebook, const Splice& splice);

// The ending that the line at `index` has, or the nearest before it; "\n" where none has one.
std::string ending_near(const Notebook& notebook, std::size_t index);

}  // namespace seogo::notebook
