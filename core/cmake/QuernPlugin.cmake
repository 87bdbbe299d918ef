# quern_add_plugin(NAME SOURCES... [DATA files...] [LIBRARIES targets...])
#
# Builds the shared library NAME.so where `quern` looks for plugins, with the compile and link options that
# keep plugins apart: hidden symbols, and an error for anything undefined. DATA files are copied into the
# folder NAME beside it; a stage finds them with Setup::data().
function(quern_add_plugin name)
    cmake_parse_arguments(ARG "" "" "DATA;LIBRARIES" ${ARGN})
    add_library(${name} MODULE ${ARG_UNPARSED_ARGUMENTS})
    set_property(GLOBAL APPEND PROPERTY QUERN_PLUGINS ${name})
    target_link_libraries(${name} PRIVATE Quern::quern ${ARG_LIBRARIES})
    target_compile_definitions(${name} PRIVATE QUERN_PLUGIN_VERSION="${PROJECT_VERSION}")
    if(NOT DEFINED QUERN_PLUGIN_OUTPUT_DIRECTORY)
        set(QUERN_PLUGIN_OUTPUT_DIRECTORY ${CMAKE_LIBRARY_OUTPUT_DIRECTORY}/quern)
    endif()
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
endfunction()
