# quern_add_plugin(NAME SOURCES... [DATA files...] [LIBRARIES targets...])
#
# Builds the plugin NAME.so, with the compile and link options that keep plugins apart: hidden symbols, and an error
# for anything undefined. DATA files are copied into the folder NAME beside it; a stage finds them with Setup::data().
#
# It is built in QUERN_PLUGIN_OUTPUT_DIRECTORY, by default the folder `plugins` of the build, and installed in
# QUERN_PLUGIN_INSTALL_DIRECTORY, by default lib/quern/ABI: with `cmake --install build --prefix ~/.local` that is
# where `quern` looks for a person's own plugins. Set to nothing, the latter leaves the plugin out of the installation.
function(quern_add_plugin name)
    cmake_parse_arguments(ARG "" "" "DATA;LIBRARIES" ${ARGN})
    quern_plugin_folders()
    add_library(${name} MODULE ${ARG_UNPARSED_ARGUMENTS})
    set_property(GLOBAL APPEND PROPERTY QUERN_PLUGINS ${name})
    target_link_libraries(${name} PRIVATE Quern::quern ${ARG_LIBRARIES})
    target_compile_definitions(${name} PRIVATE QUERN_PLUGIN_VERSION="${PROJECT_VERSION}")
    set_target_properties(${name} PROPERTIES
        PREFIX "" CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON
        LIBRARY_OUTPUT_DIRECTORY ${QUERN_PLUGIN_OUTPUT_DIRECTORY})
    # Sanitizer runtimes resolve at load time only, so the check for undefined symbols is off with them.
    if(NOT QUERN_SANITIZE)
        target_link_options(${name} PRIVATE -Wl,-z,defs)
    endif()
    foreach(file IN LISTS ARG_DATA)
        cmake_path(ABSOLUTE_PATH file BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR} OUTPUT_VARIABLE from)
        cmake_path(GET file FILENAME leaf)
        set(to ${QUERN_PLUGIN_OUTPUT_DIRECTORY}/${name}/${leaf})
        add_custom_command(OUTPUT ${to} COMMAND ${CMAKE_COMMAND} -E copy ${from} ${to} DEPENDS ${from} VERBATIM)
        list(APPEND copies ${to})
    endforeach()
    if(copies)
        add_custom_target(${name}_data ALL DEPENDS ${copies})
        add_dependencies(${name} ${name}_data)
    endif()
    if(QUERN_PLUGIN_INSTALL_DIRECTORY)
        install(TARGETS ${name} LIBRARY DESTINATION ${QUERN_PLUGIN_INSTALL_DIRECTORY})
        if(ARG_DATA)
            install(FILES ${ARG_DATA} DESTINATION ${QUERN_PLUGIN_INSTALL_DIRECTORY}/${name})
        endif()
    endif()
endfunction()

# quern_add_plugin_test(PLUGIN [SOURCES...] [PIPELINES files...])
#
# Tests that ctest runs, in the folder of the CMakeLists.txt. SOURCES, with Catch2 and <quern/testing.hpp>, make the
# program PLUGIN_test, which finds the plugins of this build by their names. Of PIPELINES, `quern test` runs the tests.
function(quern_add_plugin_test plugin)
    cmake_parse_arguments(ARG "" "" "PIPELINES" ${ARGN})
    quern_plugin_folders()
    if(ARG_UNPARSED_ARGUMENTS)
        quern_catch_main()
        add_executable(${plugin}_test ${ARG_UNPARSED_ARGUMENTS})
        add_dependencies(${plugin}_test ${plugin})
        target_link_libraries(${plugin}_test PRIVATE Quern::testing catch_main)
        target_compile_definitions(${plugin}_test PRIVATE QUERN_PLUGIN_FOLDER="${QUERN_PLUGIN_OUTPUT_DIRECTORY}")
        add_test(NAME ${plugin} COMMAND ${plugin}_test WORKING_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR})
    endif()
    foreach(pipeline IN LISTS ARG_PIPELINES)
        add_test(NAME ${pipeline} COMMAND $<TARGET_FILE:Quern::command> test ${pipeline} --plugins ${QUERN_PLUGIN_OUTPUT_DIRECTORY}
            WORKING_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR})
    endforeach()
endfunction()

# The library catch_main: Catch2 with the main() of a test program. Compiled once and without optimisation, since it
# takes longer to compile than any plugin.
function(quern_catch_main)
    find_package(Catch2 2.13 REQUIRED)
    if(NOT TARGET catch_main)
        add_library(catch_main STATIC ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/catch_main.cpp)
        target_link_libraries(catch_main PUBLIC Catch2::Catch2)
        target_compile_options(catch_main PRIVATE -O0)
    endif()
endfunction()

# The two folders, for the caller, where the project did not set them.
function(quern_plugin_folders)
    if(NOT DEFINED QUERN_PLUGIN_OUTPUT_DIRECTORY)
        set(QUERN_PLUGIN_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/plugins PARENT_SCOPE)
    endif()
    if(NOT DEFINED QUERN_PLUGIN_INSTALL_DIRECTORY)
        get_target_property(abi Quern::quern QUERN_ABI)
        set(QUERN_PLUGIN_INSTALL_DIRECTORY lib/quern/${abi} PARENT_SCOPE)
    endif()
endfunction()
