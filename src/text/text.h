// Text: Unicode, encodings, languages, sentences, and the analysis that search stands on.
//
// Start at analyzer.h (text -> terms), term_stream.h (the same as numbers, for an index) and
// encoding.h (bytes <-> text). Pure functions, safe from any thread, but for TermStream, which
// remembers words; nothing here touches the disk.
// Other modules include: analyzer.h code_point_set.h encoding.h fold_text.h language.h sentence.h
// term_stream.h unicode.h
#pragma once
