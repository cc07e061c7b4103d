// Doc: the converted document as far as text and Markdown need it: its title, its passages.
//
// Start at: passage.h (text -> passages cut along the structure), markdown.h (what a text calls
// itself), block.h (text -> headings, paragraphs, list items, code, tables).
// Pure functions over text that is never changed: every place is a range of its bytes. Any bytes
// may come in, valid UTF-8 or not; time and memory are linear in their number.
// Other modules include: markdown.h passage.h
#pragma once
