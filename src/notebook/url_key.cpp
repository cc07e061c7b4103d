// Takes from an address what does not tell pages apart.
#include "notebook/url_key.h"

#include <algorithm>

namespace seogo::notebook {
namespace {

constexpr std::string_view kTracking[] = {"fbclid",     "gclid",   "igshid", "mc_cid", "mc_eid",
                                          "ab_channel", "feature", "si",     "ref",    "ref_src"};

bool is_tracking(std::string_view parameter) {
    const std::string_view name = parameter.substr(0, parameter.find('='));
    if (name.starts_with("utm_")) return true;
    return std::find(std::begin(kTracking), std::end(kTracking), name) != std::end(kTracking);
}

std::string kept_query(std::string_view query) {
    std::string kept;
    while (!query.empty()) {
        const std::size_t end = std::min(query.find('&'), query.size());
        const std::string_view parameter = query.substr(0, end);
        if (!parameter.empty() && !is_tracking(parameter)) {
            kept += kept.empty() ? '?' : '&';
            kept += parameter;
        }
        query.remove_prefix(std::min(end + 1, query.size()));
    }
    return kept;
}

void lower(std::string& text, std::size_t end) {
    for (std::size_t i = 0; i < end; ++i) {
        if (text[i] >= 'A' && text[i] <= 'Z') text[i] = static_cast<char>(text[i] + 32);
    }
}

}  // namespace

std::string url_key(std::string_view url) {
    if (const std::size_t scheme = url.find("://"); scheme <= 6) url.remove_prefix(scheme + 3);
    const std::size_t fragment_at = std::min(url.find('#'), url.size());
    const std::string_view fragment = url.substr(fragment_at);
    url = url.substr(0, fragment_at);
    const std::size_t query_at = std::min(url.find('?'), url.size());
    const std::string query = kept_query(url.substr(std::min(query_at + 1, url.size())));
    std::string key(url.substr(0, query_at));
    lower(key, std::min(key.find('/'), key.size()));
    if (key.starts_with("www.")) key.erase(0, 4);
    while (key.ends_with('/'))
        key.pop_back();
    key += query;
    if (fragment.size() > 1) key += fragment;
    return key;
}

}  // namespace seogo::notebook
