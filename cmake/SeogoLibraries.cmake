# The libraries Seogo stands on, all from the distribution's packages (script/packages has their
# names, docs/decisions says why each).
find_package(PkgConfig REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(ICU 72 REQUIRED COMPONENTS uc i18n)
find_package(OpenSSL REQUIRED)
find_package(nlohmann_json REQUIRED)
pkg_check_modules(XXHASH REQUIRED IMPORTED_TARGET libxxhash)
pkg_check_modules(ZSTD REQUIRED IMPORTED_TARGET libzstd)
# Headers alone (XXH_INLINE_ALL): a checksum is no reason to load one more library at start.
target_compile_definitions(PkgConfig::XXHASH INTERFACE XXH_INLINE_ALL)
if(SEOGO_TESTS)
  find_package(GTest REQUIRED)
endif()
