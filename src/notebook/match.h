// Which line of an edited notebook is which line of the one before: ids that stay.
#pragma once

#include "notebook/notebook.h"

namespace seogo::notebook {

// Gives nodes of `fresh` the ids (node and item) of the nodes of `old` that they continue; what is
// new keeps 0. An entry keeps its id when its title, its URL, its notes or its place change, or
// when it moves to another week; never do two nodes of `fresh` get one id. Items: equal URL and
// title first, then URL, then title, then place and likeness of words. Time near linear in lines
// (budgeted diff).
//
// Every node of `fresh` that belongs to an entry gets the entry's item id (0 for a new entry),
// every other one the id of the page: the item of those nodes of `old` that belong to no entry.
void carry_ids(const Notebook& old, Notebook& fresh);

// Share of entries (with a URL or title) of `fresh` that `old` has too, in [0, 1]: whether a file
// of another name is the same notebook. 0 where either has fewer than 5 entries.
double likeness(const Notebook& old, const Notebook& fresh);

}  // namespace seogo::notebook
