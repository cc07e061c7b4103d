// tidy: judges a checkout by the house rules; prints file:line of each breach, fails on any.
#include <cstdio>
#include <cstring>

#include "tidy/rules.h"

int main(int argc, char** argv) {
    if (argc < 2) {
        std::fprintf(stderr, "usage: seogo_tidy ROOT [--summary]\n");
        return 2;
    }
    const seogo::tidy::Tree tree = seogo::tidy::read_tree(argv[1]);
    if (argc > 2 && std::strcmp(argv[2], "--summary") == 0) {
        std::fputs(seogo::tidy::summary(tree).c_str(), stdout);
        return 0;
    }
    const auto findings = seogo::tidy::check_all(tree);
    for (const auto& finding : findings) {
        std::printf("%s:%zu: %s: %s\n", finding.path.c_str(), finding.line, finding.rule.c_str(),
                    finding.message.c_str());
    }
    std::printf("tidy: %zu files, %zu findings\n", tree.size(), findings.size());
    return findings.empty() ? 0 : 1;
}
