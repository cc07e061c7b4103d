// SHA-256 by OpenSSL, XXH3-64 by xxHash.
#include "base/hash.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <xxhash.h>

#include "base/error.h"

namespace seogo::base {

std::string content_hash(std::string_view bytes) {
    // No openssl.cnf: it would be read, and could load modules, at the first digest.
    static const int ready = OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr);
    SEOGO_CHECK(ready == 1);
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    SEOGO_CHECK(EVP_Digest(bytes.data(), bytes.size(), digest, &size, EVP_sha256(), nullptr) == 1);
    constexpr char kHexDigits[] = "0123456789abcdef";
    std::string hex;
    hex.reserve(2 * std::size_t{size});
    for (unsigned int i = 0; i < size; ++i) {
        hex += kHexDigits[digest[i] >> 4];
        hex += kHexDigits[digest[i] & 15];
    }
    return hex;
}

std::uint64_t checksum(std::string_view bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

}  // namespace seogo::base
