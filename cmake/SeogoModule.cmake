# seogo_module: one library and one test program per module of src/.

# seogo_module(NAME SOURCES ... TESTS ... USES seogo::lower ... LIBRARIES third-party ...)
# builds seogo_NAME (alias seogo::NAME) and seogo_NAME_test. USES are public links and name the
# modules below; tests/tidy fails an include that is not listed there. LIBRARIES are private.
function(seogo_module NAME)
  cmake_parse_arguments(M "" "" "SOURCES;TESTS;USES;LIBRARIES;TEST_USES" ${ARGN})
  add_library(seogo_${NAME} STATIC ${M_SOURCES})
  add_library(seogo::${NAME} ALIAS seogo_${NAME})
  target_include_directories(seogo_${NAME} PUBLIC ${CMAKE_SOURCE_DIR}/src)
  target_link_libraries(seogo_${NAME} PUBLIC ${M_USES} PRIVATE seogo_options ${M_LIBRARIES})
  if(M_TESTS AND SEOGO_TESTS)
    add_executable(seogo_${NAME}_test ${M_TESTS})
    target_include_directories(seogo_${NAME}_test PRIVATE ${CMAKE_SOURCE_DIR}/tests)
    target_link_libraries(seogo_${NAME}_test PRIVATE
      seogo::${NAME} ${M_TEST_USES} seogo_options GTest::gtest_main)
    add_test(NAME ${NAME} COMMAND seogo_${NAME}_test)
    set_tests_properties(${NAME} PROPERTIES LABELS fast
      ENVIRONMENT "SEOGO_SOURCE_DIR=${CMAKE_SOURCE_DIR}")
  endif()
endfunction()
