// Runs a fuzz target without libFuzzer: every seed file, then a fixed number of seeded mutations.
//
// So each target is compiled and exercised by every build (gcc, sanitizers), the same way each
// time. The bytes that were in hand when the target stopped the program stand in crash-input.
#include <algorithm>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

constexpr std::size_t kSizeMax = 16384;
constexpr int kRunsDefault = 2000;

std::string g_input;  // what the target has in hand

extern "C" void save_input_and_die(int signal_number) {
    if (std::FILE* file = std::fopen("crash-input", "wb")) {
        std::fwrite(g_input.data(), 1, g_input.size(), file);
        std::fclose(file);
    }
    std::fprintf(stderr, "signal %d: the input stands in crash-input (%zu bytes)\n", signal_number,
                 g_input.size());
    std::_Exit(1);
}

void run(const std::string& input) {
    g_input = input;
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(g_input.data()), g_input.size());
}

std::vector<std::string> read_seeds(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    std::error_code missing;
    for (const auto& entry : std::filesystem::directory_iterator(folder, missing)) {
        if (entry.is_regular_file()) files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    std::vector<std::string> seeds = {"", std::string(1, '\0'), "서고: a \"b\" [c](d)\n"};
    for (const auto& file : files) {
        std::ifstream in(file, std::ios::binary);
        seeds.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    }
    return seeds;
}

// One change of the kinds that break parsers: a byte, a cut, a repeat, a splice, an odd number.
std::string mutate(std::string text, const std::vector<std::string>& seeds, std::mt19937& random) {
    const auto below = [&](std::size_t n) { return n == 0 ? 0 : random() % n; };
    const std::size_t at = below(text.size() + 1);
    static constexpr const char* kOdd[] = {
        "\xff", "\xc0\x80", "\xed\xa0\x80", "\xe2\x80\xae", "\n",          "\r\n", "\"", "\\",
        "[](",  "0",        "-1",           "4294967296",   "\xea\xb0\x80"};
    switch (below(6)) {
        case 0:
            if (at < text.size()) text[at] = static_cast<char>(random());
            break;
        case 1:
            text.erase(at, below(64));
            break;
        case 2:
            text.insert(at, text.substr(at, below(64)));
            break;
        case 3:
            text.insert(at, kOdd[below(std::size(kOdd))]);
            break;
        case 4: {
            const std::string& other = seeds[below(seeds.size())];
            text = text.substr(0, at) + other.substr(below(other.size() + 1));
            break;
        }
        default:
            if (at < text.size()) text[at] = static_cast<char>(text[at] ^ (1 << below(8)));
    }
    if (text.size() > kSizeMax) text.resize(kSizeMax);
    return text;
}

}  // namespace

int main(int argc, char** argv) {
    for (int signal_number : {SIGABRT, SIGSEGV, SIGFPE, SIGILL}) {
        std::signal(signal_number, save_input_and_die);
    }
    const std::vector<std::string> seeds = read_seeds(argc > 1 ? argv[1] : ".");
    for (const std::string& seed : seeds)
        run(seed);
    const char* runs_wanted = std::getenv("SEOGO_FUZZ_RUNS");
    const int runs = runs_wanted != nullptr ? std::atoi(runs_wanted) : kRunsDefault;
    std::mt19937 random(20250101);
    for (int i = 0; i < runs; ++i) {
        std::string text = seeds[random() % seeds.size()];
        for (int changes = 1 + static_cast<int>(random() % 8); changes > 0; --changes) {
            text = mutate(std::move(text), seeds, random);
        }
        run(text);
    }
    std::printf("%zu seeds and %d mutations: no crash\n", seeds.size(), runs);
    return 0;
}
