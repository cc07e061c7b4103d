// Whole files over any FileSystem: read with a limit, written so that a crash leaves old or new.
#include "base/file.h"

#include <sys/random.h>

#include <algorithm>

namespace seogo::base {
namespace {

// Unpredictable, so that nobody can plant a link under the name first.
std::string random_suffix() {
    std::uint64_t number = 0;
    if (::getrandom(&number, sizeof number, 0) != sizeof number) {
        number = reinterpret_cast<std::uintptr_t>(&number);  // still O_EXCL beneath
    }
    std::string text;
    for (int digit = 0; digit < 12; ++digit, number /= 36) {
        text += "0123456789abcdefghijklmnopqrstuvwxyz"[number % 36];
    }
    return text;
}

constexpr std::string_view kTemporaryEnd = ".seogo-tmp";

Status write_and_sync(FileSystem& files, const Path& path, std::string_view bytes,
                      std::uint32_t mode) {
    SEOGO_ASSIGN(const auto file, files.open(path, OpenMode::kCreateNew));
    SEOGO_TRY(file->set_mode(mode));
    SEOGO_TRY(file->write_at(0, std::as_bytes(std::span(bytes))));
    return file->sync();
}

}  // namespace

Result<std::string> read_file(FileSystem& files, const Path& path, std::uint64_t bytes_max) {
    SEOGO_ASSIGN(const auto file, files.open(path, OpenMode::kRead));
    SEOGO_ASSIGN(const std::uint64_t size, file->size());
    if (size > bytes_max) {
        return Error{ErrorKind::kBadFile,
                     path.string() + ": larger than " + std::to_string(bytes_max) + " bytes"};
    }
    std::string bytes(static_cast<std::size_t>(size), '\0');
    SEOGO_ASSIGN(const std::size_t count,
                 file->read_at(0, std::as_writable_bytes(std::span(bytes))));
    bytes.resize(count);
    return bytes;
}

Status replace_file(FileSystem& files, const Path& path, std::string_view bytes) {
    std::uint32_t mode = 0600;
    const auto old = files.info(path);
    if (old.ok()) {
        if (old.value().type != FileType::kFile) {
            return Error{ErrorKind::kRefused, path.string() + ": not a plain file, not replaced"};
        }
        mode = old.value().mode;
    }
    const Path temporary =
        path.parent_path() / ("." + random_suffix() + std::string(kTemporaryEnd));
    Status written = write_and_sync(files, temporary, bytes, mode);
    if (written.ok()) written = files.rename(temporary, path);
    if (!written.ok()) (void)files.remove(temporary).ok();
    return written;
}

Status write_file_atomically(FileSystem& files, const Path& path, std::string_view bytes) {
    SEOGO_TRY(replace_file(files, path, bytes));
    const Path folder = path.parent_path();
    return files.sync_folder(folder.empty() ? Path(".") : folder);
}

bool is_temporary_name(std::string_view name) {
    return name.starts_with('.') && name.ends_with(kTemporaryEnd);
}

bool exists(FileSystem& files, const Path& path) { return files.info(path).ok(); }

}  // namespace seogo::base
