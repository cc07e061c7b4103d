// Index: which passages hold these terms, and which of them score best?
//
// Start at segment.h (Segment, read in place), segment_builder.h (texts to a segment),
// segment_merger.h (several to one), ranked_query.h (exact top-k with pruning), pattern.h (words,
// phrases, words near each other) and scoring.h (BM25F, the one formula).
// Never sees the store (the list of live segments comes in) nor a model.
// trigram_index.h answers which windows of text may match a trigram_query.h.
// Other modules include: checked_file.h dictionary.h passage.h pattern.h ranked_query.h scoring.h
// segment.h segment_builder.h segment_merger.h term_matcher.h trigram_index.h trigram_query.h
#pragma once
