// Text: Unicode, encodings, languages, sentences, and the analysis that search stands on.
//
// Start at analyzer.h (text -> terms) and encoding.h (bytes <-> text). Pure functions, safe from
// any thread; nothing here touches the disk.
// Other modules include: analyzer.h encoding.h language.h sentence.h unicode.h
#pragma once
