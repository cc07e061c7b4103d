# seogo_module, seogo_test and seogo_fuzz: how a folder of sources becomes targets and tests.

# What every test may read from its environment. SEOGO_PROGRAM: the program under test.
function(seogo_test_properties NAME LABEL)
  set(environment "SEOGO_SOURCE_DIR=${CMAKE_SOURCE_DIR}"
    "SEOGO_PROGRAM=${CMAKE_BINARY_DIR}/seogo"
    "ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1"
    "UBSAN_OPTIONS=print_stacktrace=1"
    "TSAN_OPTIONS=halt_on_error=1:second_deadlock_stack=1")
  set_tests_properties(${NAME} PROPERTIES
    LABELS "${LABEL}" TIMEOUT 600 ENVIRONMENT "${environment}")
endfunction()

# seogo_module(NAME SOURCES ... TESTS ... USES seogo::lower ... LIBRARIES third-party ...)
# builds seogo_NAME (alias seogo::NAME) and seogo_NAME_test. USES are public links and name the
# modules below; tests/tidy fails an include that is not listed there. LIBRARIES are private.
# TEST_USES: what the tests need besides (seogo::test_support).
function(seogo_module NAME)
  cmake_parse_arguments(M "" "" "SOURCES;TESTS;USES;LIBRARIES;TEST_USES" ${ARGN})
  add_library(seogo_${NAME} STATIC ${M_SOURCES})
  add_library(seogo::${NAME} ALIAS seogo_${NAME})
  target_include_directories(seogo_${NAME} PUBLIC ${CMAKE_SOURCE_DIR}/src)
  target_link_libraries(seogo_${NAME} PUBLIC ${M_USES} PRIVATE seogo_options ${M_LIBRARIES})
  if(M_TESTS AND SEOGO_TESTS)
    seogo_test(${NAME} LABEL fast SOURCES ${M_TESTS} USES seogo::${NAME} ${M_TEST_USES})
  endif()
endfunction()

# seogo_test(NAME LABEL fast|golden|crash|e2e|tidy ... SOURCES ... USES ...)
# builds seogo_NAME_test from GoogleTest sources and runs it under this label.
function(seogo_test NAME)
  cmake_parse_arguments(T "" "" "LABEL;SOURCES;USES" ${ARGN})
  add_executable(seogo_${NAME}_test ${T_SOURCES})
  target_include_directories(seogo_${NAME}_test PRIVATE ${CMAKE_SOURCE_DIR}/tests)
  target_link_libraries(seogo_${NAME}_test PRIVATE ${T_USES} seogo_options GTest::gtest_main)
  add_test(NAME ${NAME} COMMAND seogo_${NAME}_test)
  seogo_test_properties(${NAME} "${T_LABEL}")
endfunction()

# seogo_fuzz(NAME USES ...) takes NAME_fuzz.cpp of this folder. Preset fuzz: a libFuzzer program.
# All others: the same target with a small driver that feeds it the files of corpus/NAME and a
# fixed number of seeded mutations, as a test like any other (label fuzz).
function(seogo_fuzz NAME)
  cmake_parse_arguments(F "" "" "USES" ${ARGN})
  foreach(used IN LISTS F_USES)
    if(NOT TARGET ${used})  # SEOGO_ONLY left its module out
      return()
    endif()
  endforeach()
  set(target seogo_${NAME}_fuzz)
  if(SEOGO_FUZZ)
    add_executable(${target} ${NAME}_fuzz.cpp)
    target_link_options(${target} PRIVATE -fsanitize=fuzzer)
  else()
    add_executable(${target} ${NAME}_fuzz.cpp driver.cpp)
    add_test(NAME fuzz_${NAME} COMMAND ${target} ${CMAKE_CURRENT_SOURCE_DIR}/corpus/${NAME})
    seogo_test_properties(fuzz_${NAME} fuzz)
  endif()
  target_include_directories(${target} PRIVATE ${CMAKE_SOURCE_DIR}/tests)
  target_link_libraries(${target} PRIVATE ${F_USES} seogo_options)
endfunction()
