// Any bytes at all, as a journal file (as they are, and with a checksum that agrees) and as a
// backup: read or refused, and what was taken in can be read, verified and undone.
#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/hash.h"
#include "store/store.h"
#include "support/faulty_file_system.h"

namespace {

using namespace seogo;

std::string with_checksum(std::string_view bytes) {
    std::string out(bytes);
    std::uint64_t sum = base::checksum(bytes);
    for (int i = 0; i < 8; ++i, sum >>= 8)
        out += static_cast<char>(sum & 0xff);
    return out;
}

// Whatever rows the bytes made: every read answers or refuses.
void read_all(store::Store& store) {
    auto read = store.read();
    SEOGO_CHECK(read.ok());
    store::Snapshot& snapshot = *read.value();
    (void)snapshot.items().ok();
    (void)snapshot.concept_nodes().ok();
    (void)snapshot.history(10).ok();
    const auto notebooks = snapshot.notebooks();
    SEOGO_CHECK(notebooks.ok());
    for (const auto& row : notebooks.value())
        (void)snapshot.nodes(row.id).ok();
    SEOGO_CHECK(store.verify().ok());
}

void replay(std::string_view bytes) {
    testing::FaultyFileSystem disk;
    SEOGO_CHECK(disk.make_folders("/lib/journal").ok());
    SEOGO_CHECK(base::write_file_atomically(disk, "/lib/journal/1.change", bytes).ok());
    if (!store::Store::rebuild_database(disk, "/lib").ok()) return;
    auto opened = store::Store::open(disk, "/lib", {});
    SEOGO_CHECK(opened.ok());
    read_all(*opened.value());
    auto change = opened.value()->write();
    SEOGO_CHECK(change.ok());
    if (change.value()->undo(1).ok()) (void)change.value()->commit("undo 1", "").ok();
}

void restore(std::string_view bytes) {
    testing::FaultyFileSystem disk;
    SEOGO_CHECK(base::write_file_atomically(disk, "/a.tar", bytes).ok());
    if (!store::Store::restore(disk, "/a.tar", "/lib", false).ok()) return;
    auto opened = store::Store::open(disk, "/lib", {});
    SEOGO_CHECK(opened.ok());
    read_all(*opened.value());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    replay(bytes);
    if (size > 0) replay(with_checksum(bytes));
    restore(bytes);
    return 0;
}
