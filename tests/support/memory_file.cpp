// Bytes with a durable twin: a sync copies the sectors that were written since the last one.
#include "support/memory_file.h"

#include <sys/mman.h>

#include <algorithm>
#include <cstring>

#include "base/error.h"

namespace seogo::testing {
namespace {

std::byte* bytes_of(std::string& text) { return reinterpret_cast<std::byte*>(text.data()); }

std::string& own(std::shared_ptr<std::string>& text) {
    if (text.use_count() > 1) text = std::make_shared<std::string>(*text);
    return *text;
}

}  // namespace

MemoryFile::MemoryFile()
    : bytes_(std::make_shared<std::string>()), durable_(std::make_shared<std::string>()) {}

MemoryFile::MemoryFile(const MemoryFile& other)
    : size_(other.size_),
      bytes_(other.area_ == nullptr ? other.bytes_
                                    : std::make_shared<std::string>(*other.snapshot())),
      durable_(other.durable_),
      is_dirty_(other.is_dirty_),
      dirty_(other.dirty_) {}

MemoryFile::~MemoryFile() {
    if (area_ != nullptr) ::munmap(area_, kSharedMax);
}

std::byte* MemoryFile::data() { return area_ != nullptr ? area_ : bytes_of(own(bytes_)); }

std::string& MemoryFile::durable() { return own(durable_); }

const std::byte* MemoryFile::data() const { return area_ != nullptr ? area_ : bytes_of(*bytes_); }

std::size_t MemoryFile::read(std::uint64_t offset, std::span<std::byte> out) const {
    if (offset >= size_) return 0;
    const auto count =
        static_cast<std::size_t>(std::min<std::uint64_t>(out.size(), size_ - offset));
    if (count > 0) std::memcpy(out.data(), data() + offset, count);
    return count;
}

void MemoryFile::write(std::uint64_t offset, std::span<const std::byte> bytes) {
    if (bytes.empty()) return;
    const std::uint64_t end = offset + bytes.size();
    if (end > size_) resize(end);
    std::memcpy(data() + offset, bytes.data(), bytes.size());
    mark_dirty(offset, end);
}

void MemoryFile::resize(std::uint64_t size) {
    if (area_ != nullptr) {
        SEOGO_CHECK(size <= kSharedMax);
        if (size < size_) std::memset(area_ + size, 0, static_cast<std::size_t>(size_ - size));
    } else {
        own(bytes_).resize(static_cast<std::size_t>(size), '\0');
    }
    if (size > size_) mark_dirty(size_, size);
    size_ = size;
}

std::shared_ptr<const std::string> MemoryFile::snapshot() const {
    if (area_ == nullptr) return bytes_;
    return std::make_shared<std::string>(reinterpret_cast<const char*>(area_),
                                         static_cast<std::size_t>(size_));
}

std::byte* MemoryFile::shared(std::uint64_t offset, std::size_t size) {
    if (offset > kSharedMax || size > kSharedMax - offset || size_ > kSharedMax) return nullptr;
    if (area_ == nullptr) {
        void* memory = ::mmap(nullptr, kSharedMax, PROT_READ | PROT_WRITE,
                              MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (memory == MAP_FAILED) return nullptr;
        auto* area = static_cast<std::byte*>(memory);
        if (size_ > 0) std::memcpy(area, bytes_->data(), static_cast<std::size_t>(size_));
        area_ = area;
        bytes_ = std::make_shared<std::string>();
    }
    if (offset + size > size_) resize(offset + size);
    return area_ + offset;
}

void MemoryFile::mark_dirty(std::uint64_t begin, std::uint64_t end) {
    const std::uint64_t last = (end - 1) / kSectorSize;
    if (is_dirty_.size() <= last) is_dirty_.resize(static_cast<std::size_t>(last) + 1, false);
    for (std::uint64_t sector = begin / kSectorSize; sector <= last; ++sector) {
        if (is_dirty_[static_cast<std::size_t>(sector)]) continue;
        is_dirty_[static_cast<std::size_t>(sector)] = true;
        dirty_.push_back(sector);
    }
}

// Copies what lies of the sector within durable_ from the file.
void MemoryFile::sync_sector(std::uint64_t sector) {
    const std::uint64_t begin = sector * kSectorSize;
    const std::uint64_t end =
        std::min({begin + kSectorSize, size_, static_cast<std::uint64_t>(durable_->size())});
    if (begin >= end) return;
    std::memcpy(durable().data() + begin, std::as_const(*this).data() + begin,
                static_cast<std::size_t>(end - begin));
}

void MemoryFile::sync() {
    durable().resize(static_cast<std::size_t>(size_), '\0');
    if (area_ != nullptr) {  // written through memory: nobody knows which sectors
        std::memcpy(durable().data(), area_, durable().size());
    } else {
        for (const std::uint64_t sector : dirty_)
            sync_sector(sector);
    }
    for (const std::uint64_t sector : dirty_)
        is_dirty_[static_cast<std::size_t>(sector)] = false;
    dirty_.clear();
}

void MemoryFile::sync_failed() {
    durable().resize(static_cast<std::size_t>(size_), '\0');
    for (std::size_t i = 0; i < dirty_.size(); ++i) {
        if (i % 2 == 0) sync_sector(dirty_[i]);
        is_dirty_[static_cast<std::size_t>(dirty_[i])] = false;
    }
    dirty_.clear();
}

void MemoryFile::lose_power(std::mt19937_64* random) {
    if (random != nullptr && area_ == nullptr) {
        if ((*random)() % 2 == 0) durable().resize(static_cast<std::size_t>(size_), '\0');
        for (const std::uint64_t sector : dirty_) {
            if ((*random)() % 2 == 0) sync_sector(sector);
        }
    }
    if (area_ != nullptr) ::munmap(area_, kSharedMax);
    area_ = nullptr;
    bytes_ = durable_;
    size_ = durable_->size();
    is_dirty_.clear();
    dirty_.clear();
}

void MemoryFile::flip_bit(std::uint64_t offset, unsigned bit) {
    SEOGO_CHECK(offset < size_ && bit < 8);
    const auto mask = static_cast<unsigned char>(1u << bit);
    data()[offset] ^= std::byte{mask};
    if (offset < durable_->size()) {
        auto& kept = durable()[static_cast<std::size_t>(offset)];
        kept = static_cast<char>(static_cast<unsigned char>(kept) ^ mask);
    }
}

}  // namespace seogo::testing
