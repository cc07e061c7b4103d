// The wish to stop: what Ctrl-C and SIGTERM set, and what long work asks between two steps.
//
// Work that sees stop_requested() leaves a clean state behind and answers kCancelled.
// Threads: all of these from any number at once.
#pragma once

namespace seogo::base {

// From now on SIGINT, SIGTERM and SIGHUP set the flag (those that were ignored stay so, as nohup
// wants); a second SIGINT ends the program at once with exit status 130. SIGXFSZ is ignored, so
// that a limit on file size is an Error (kNoSpace). Call it once, before threads start.
void install_stop_signals();

bool stop_requested();
void request_stop();  // as a signal does, from the program itself
void clear_stop();    // for programs that go on after a cancelled operation

}  // namespace seogo::base
