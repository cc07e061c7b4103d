// Base: errors, files, hashes, JSON, time. What every floor above stands on.
//
// Start at error.h (Result, SEOGO_TRY) and file.h (FileSystem, the only disk).
// Other modules include: clock.h error.h file.h hash.h json.h stop.h
#pragma once
