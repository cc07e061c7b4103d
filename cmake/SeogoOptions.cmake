# Compiler flags, sanitizers, ccache and the linker: everything that presets choose between.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_SCAN_FOR_MODULES OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

option(SEOGO_TESTS "build the tests" ON)
option(SEOGO_FUZZ "build the fuzz targets for libFuzzer (clang)" OFF)
option(SEOGO_BENCH "build the benchmarks" OFF)
option(SEOGO_COVERAGE "instrument for gcovr" OFF)
option(SEOGO_HARDEN "what a shipped program carries: fortify, stack protector, PIE, relro" OFF)
option(SEOGO_LTO "optimize across files at link time: smaller, slower to build" OFF)
set(SEOGO_SANITIZE "" CACHE STRING "value for -fsanitize=, empty for none")

# Debug here is for tests: -O1 keeps their loops short (a third of -O0's time for the same build
# time), line tables are enough for a sanitizer's report.
set(CMAKE_CXX_FLAGS_DEBUG "-O1 -g1")
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")

find_program(SEOGO_CCACHE ccache)
if(SEOGO_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${SEOGO_CCACHE})
endif()

add_library(seogo_options INTERFACE)
target_compile_options(seogo_options INTERFACE
  -Wall -Wextra -Wshadow -Wconversion -Wno-sign-conversion)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")  # other compilers warn of other things: told, not fatal
  target_compile_options(seogo_options INTERFACE -Werror)
  # GCC 12 calls an empty std::optional or std::variant uninitialized where it has inlined enough
  # (its bug 80635), or where a sanitizer stands between; the plain Debug build keeps the warning.
  if(CMAKE_BUILD_TYPE STREQUAL "Release" OR SEOGO_SANITIZE)
    target_compile_options(seogo_options INTERFACE -Wno-maybe-uninitialized)
  endif()
endif()
if(CMAKE_BUILD_TYPE STREQUAL "Debug")
  add_compile_definitions(_GLIBCXX_ASSERTIONS)
endif()

# Only what is really called is loaded at start; mold or lld where present.
add_link_options(-Wl,--as-needed)
find_program(SEOGO_MOLD mold)
if(SEOGO_MOLD AND NOT SEOGO_LTO)
  add_link_options(-fuse-ld=mold)
endif()

if(SEOGO_HARDEN)
  add_compile_options(-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -fstack-protector-strong
    -fstack-clash-protection -fcf-protection)
  include(CheckPIESupported)
  check_pie_supported(LANGUAGES CXX)
  add_link_options(-Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack)
endif()
if(SEOGO_LTO)
  set(CMAKE_INTERPROCEDURAL_OPTIMIZATION ON)
endif()
if(SEOGO_SANITIZE)
  add_compile_options(-fsanitize=${SEOGO_SANITIZE} -fno-omit-frame-pointer
    -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${SEOGO_SANITIZE})
endif()
if(SEOGO_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
if(SEOGO_COVERAGE)
  add_compile_options(--coverage -fprofile-update=atomic)
  add_link_options(--coverage)
endif()
