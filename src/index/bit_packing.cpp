// Integer packing: picks this machine's kernels once, and lays out patched lists with them.
#include "index/bit_packing.h"

#include <array>
#include <bit>

#include "base/error.h"
#include "index/bit_packing_kernels.h"

namespace seogo::index {
namespace {

constexpr std::uint8_t kWidthBits = 0x3f;  // of a patched list's head
constexpr std::uint8_t kExceptionsFollow = 0x40;

const PackingKernels& kernels() {
    static const PackingKernels& best = *usable_kernels().back();
    return best;
}

bool machine_has_avx2() {
#if defined(__x86_64__) && defined(__GNUC__)
    return __builtin_cpu_supports("avx2") != 0;
#else
    return false;
#endif
}

// Bytes of exceptions: their count and width, an index each, and a run of their high bits.
std::size_t exception_bytes(std::size_t count, unsigned high_width) {
    return count == 0 ? 0 : 2 + count + run_bytes(count, high_width);
}

struct PatchedPlan {
    unsigned width = 0, width_max = 0;
    std::size_t exceptions = 0;  // values wider than `width`
};

// The width with the fewest bytes; of equals the largest, which has the fewest exceptions.
PatchedPlan patched_plan(std::span<const std::uint32_t> values) {
    std::array<std::size_t, kWidthMax + 1> of_width{};
    for (const std::uint32_t value : values)
        ++of_width[static_cast<std::size_t>(std::bit_width(value))];
    unsigned widest = kWidthMax;
    while (widest > 0 && of_width[widest] == 0)
        --widest;
    PatchedPlan best{widest, widest, 0};
    std::size_t best_bytes = run_bytes(values.size(), widest);
    std::size_t exceptions = 0;
    for (unsigned width = widest; width > 0; --width) {
        exceptions += of_width[width];
        const std::size_t bytes =
            run_bytes(values.size(), width - 1) + exception_bytes(exceptions, widest - width + 1);
        if (bytes >= best_bytes) continue;
        best = {width - 1, widest, exceptions};
        best_bytes = bytes;
    }
    return best;
}

std::uint8_t* grow(std::string& out, std::size_t bytes) {
    out.resize(out.size() + bytes);
    return reinterpret_cast<std::uint8_t*>(out.data() + out.size() - bytes);
}

void append_exceptions(std::span<const std::uint32_t> values, const PatchedPlan& plan,
                       std::string& out) {
    const unsigned high_width = plan.width_max - plan.width;
    std::uint8_t* bytes = grow(out, exception_bytes(plan.exceptions, high_width));
    *bytes++ = static_cast<std::uint8_t>(plan.exceptions);
    *bytes++ = static_cast<std::uint8_t>(high_width);
    std::array<std::uint32_t, kBlockValues> high{};
    std::size_t count = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (values[i] >> plan.width == 0) continue;
        high[count++] = values[i] >> plan.width;
        *bytes++ = static_cast<std::uint8_t>(i);
    }
    pack_run(high.data(), count, high_width, bytes);
}

// Adds the high bits to values that were read at `width` bits; null as read_patched.
const std::uint8_t* read_exceptions(const std::uint8_t* in, const std::uint8_t* end,
                                    std::span<std::uint32_t> values, unsigned width) {
    if (end - in < 2) return nullptr;
    const std::size_t exceptions = in[0];
    const unsigned high_width = in[1];
    if (exceptions == 0 || exceptions > values.size()) return nullptr;
    if (high_width == 0 || high_width > kWidthMax - width) return nullptr;
    const std::size_t bytes = exception_bytes(exceptions, high_width);
    if (static_cast<std::size_t>(end - in) < bytes) return nullptr;
    std::array<std::uint32_t, kBlockValues> high;
    unpack_run(in + 2 + exceptions, exceptions, high_width, high.data());
    for (std::size_t i = 0; i < exceptions; ++i) {
        const std::size_t index = in[2 + i];
        if (index >= values.size()) return nullptr;
        values[index] |= high[i] << width;
    }
    return in + bytes;
}

}  // namespace

std::vector<const PackingKernels*> usable_kernels() {
    std::vector<const PackingKernels*> usable = {scalar_kernels()};
    if (lanes_kernels() != nullptr) usable.push_back(lanes_kernels());
    if (machine_has_avx2() && avx2_kernels() != nullptr) usable.push_back(avx2_kernels());
    return usable;
}

unsigned width_of(std::span<const std::uint32_t> values) {
    std::uint32_t all = 0;
    for (const std::uint32_t value : values)
        all |= value;
    return static_cast<unsigned>(std::bit_width(all));
}

void pack_block(const std::uint32_t* values, unsigned width, std::uint8_t* out) {
    kernels().pack_block(values, width, out);
}

void unpack_block(const std::uint8_t* in, unsigned width, std::uint32_t* values) {
    kernels().unpack_block(in, width, values);
}

void unpack_gaps(const std::uint8_t* in, unsigned width, std::uint32_t previous,
                 std::uint32_t* values) {
    kernels().unpack_gaps(in, width, previous, values);
}

void pack_run(const std::uint32_t* values, std::size_t count, unsigned width, std::uint8_t* out) {
    const std::uint64_t mask = (std::uint64_t{1} << width) - 1;
    std::uint64_t bits = 0;  // not written yet, `filled` of them: at most 7 + 32
    unsigned filled = 0;
    for (std::size_t i = 0; i < count; ++i) {
        bits |= (values[i] & mask) << filled;
        for (filled += width; filled >= 8; filled -= 8, bits >>= 8)
            *out++ = static_cast<std::uint8_t>(bits);
    }
    if (filled > 0) *out = static_cast<std::uint8_t>(bits);
}

void unpack_run(const std::uint8_t* in, std::size_t count, unsigned width, std::uint32_t* values) {
    kernels().unpack_run(in, count, width, values);
}

void append_patched(std::span<const std::uint32_t> values, std::string& out) {
    SEOGO_CHECK(!values.empty() && values.size() <= kBlockValues);
    const PatchedPlan plan = patched_plan(values);
    const auto follow = plan.exceptions > 0 ? kExceptionsFollow : std::uint8_t{0};
    *grow(out, 1) = static_cast<std::uint8_t>(plan.width | follow);
    std::uint8_t* payload = grow(out, run_bytes(values.size(), plan.width));
    if (values.size() == kBlockValues) {
        pack_block(values.data(), plan.width, payload);
    } else {
        pack_run(values.data(), values.size(), plan.width, payload);
    }
    if (plan.exceptions > 0) append_exceptions(values, plan, out);
}

const std::uint8_t* read_patched(const std::uint8_t* in, const std::uint8_t* end, std::size_t count,
                                 std::uint32_t* values) {
    SEOGO_CHECK(count > 0 && count <= kBlockValues);
    if (in >= end) return nullptr;
    const std::uint8_t head = *in++;
    const unsigned width = head & kWidthBits;
    const std::size_t bytes = run_bytes(count, width);
    if (width > kWidthMax || head > (kWidthBits | kExceptionsFollow)) return nullptr;
    if (static_cast<std::size_t>(end - in) < bytes) return nullptr;
    if (count == kBlockValues) {
        unpack_block(in, width, values);
    } else {
        unpack_run(in, count, width, values);
    }
    in += bytes;
    if ((head & kExceptionsFollow) == 0) return in;
    return read_exceptions(in, end, {values, count}, width);
}

std::size_t lower_bound_block(const std::uint32_t* values, std::uint32_t target) {
    return kernels().lower_bound_block(values, target);
}

std::size_t count_bits(const std::uint8_t* in, std::size_t bits) {
    return kernels().count_bits(in, bits);
}

void read_set(const std::uint8_t* in, std::uint32_t begin, std::uint32_t* values) {
    kernels().read_set(in, begin, values);
}

}  // namespace seogo::index
