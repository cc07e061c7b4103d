// Index: which passages hold these terms?
//
// Start at segment.h: a SegmentWriter turns analyzed passages into the bytes of one immutable,
// checksummed file; a SegmentReader answers posting lists from it. Kept plain on purpose (sorted
// arrays, every posting read): it is the judge that a faster engine is compared with.
// Never sees the store (the list of live segments comes in) nor a model.
// Other modules include: checked_file.h segment.h
#pragma once
