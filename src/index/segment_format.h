// Little-endian numbers and varints, as every part of a segment file writes them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace seogo::index {

// `width` bytes, least significant first.
inline void put_number(std::string& out, std::uint64_t value, std::size_t width) {
    for (std::size_t i = 0; i < width; ++i)
        out += static_cast<char>(value >> (8 * i));
}
inline std::uint64_t get_number(const char* bytes, std::size_t width) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < width; ++i) {
        value |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
    }
    return value;
}

// Seven bits a byte, least significant first, the top bit on all but the last (LEB128).
inline void put_varint(std::string& out, std::uint64_t value) {
    for (; value >= 0x80; value >>= 7)
        out += static_cast<char>(value | 0x80);
    out += static_cast<char>(value);
}

inline std::size_t varint_size(std::uint64_t value) {
    std::size_t size = 1;
    for (; value >= 0x80; value >>= 7)
        ++size;
    return size;
}

// Walks bytes that may be anything: reading past the end answers 0 and turns ok() false for good.
class ByteWalk {
public:
    explicit ByteWalk(std::string_view bytes) : bytes_(bytes) {}

    std::uint64_t varint() {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64 && at_ < bytes_.size(); shift += 7) {
            const auto byte = static_cast<unsigned char>(bytes_[at_++]);
            value |= std::uint64_t{byte & 0x7fu} << shift;
            if (byte < 0x80) return value;
        }
        ok_ = false;
        return 0;
    }
    std::uint8_t byte() {
        if (at_ < bytes_.size()) return static_cast<std::uint8_t>(bytes_[at_++]);
        ok_ = false;
        return 0;
    }
    std::string_view take(std::size_t count) {
        if (count > bytes_.size() - at_) {
            ok_ = false;
            return {};
        }
        at_ += count;
        return bytes_.substr(at_ - count, count);
    }
    bool done() const { return !ok_ || at_ == bytes_.size(); }
    bool ok() const { return ok_; }

private:
    std::string_view bytes_;
    std::size_t at_ = 0;
    bool ok_ = true;
};

}  // namespace seogo::index
