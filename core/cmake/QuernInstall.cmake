# What of core/ is installed, in two components: `runtime` to run pipelines, `development` to build plugins. The build
# folder holds the same CMake package and data, so that plugins can be built against it as well.
include(CMakePackageConfigHelpers)
set(package ${CMAKE_INSTALL_LIBDIR}/cmake/Quern)
set(package_build ${CMAKE_LIBRARY_OUTPUT_DIRECTORY}/cmake/Quern)
set(data ${CMAKE_INSTALL_DATADIR}/quern)

set_target_properties(quern_command PROPERTIES INSTALL_RPATH "$ORIGIN/${way_to_libraries}")
install(TARGETS quern_command quern EXPORT QuernTargets
    RUNTIME COMPONENT runtime
    LIBRARY COMPONENT runtime NAMELINK_COMPONENT development)
install(TARGETS quern_testing EXPORT QuernTargets ARCHIVE COMPONENT development)
install(DIRECTORY include/quern DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT development)

configure_package_config_file(cmake/QuernConfig.cmake.in ${package_build}/QuernConfig.cmake
    INSTALL_DESTINATION ${package} NO_CHECK_REQUIRED_COMPONENTS_MACRO)
write_basic_package_version_file(${package_build}/QuernConfigVersion.cmake COMPATIBILITY SameMinorVersion)
foreach(file QuernPlugin.cmake catch_main.cpp)
    configure_file(cmake/${file} ${package_build}/${file} COPYONLY)
endforeach()
export(EXPORT QuernTargets NAMESPACE Quern:: FILE ${package_build}/QuernTargets.cmake)
install(EXPORT QuernTargets NAMESPACE Quern:: DESTINATION ${package} COMPONENT development)
install(FILES ${package_build}/QuernConfig.cmake ${package_build}/QuernConfigVersion.cmake cmake/QuernPlugin.cmake cmake/catch_main.cpp
    DESTINATION ${package} COMPONENT development)

# quern_install_data(FOLDER COMPONENT): a folder of core/, as DATADIR/quern/FOLDER.
function(quern_install_data folder component)
    cmake_path(GET folder PARENT_PATH parent)
    install(DIRECTORY ${folder} DESTINATION ${data}/${parent} COMPONENT ${component}
        PATTERN __pycache__ EXCLUDE)
    file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/${data}/${parent})
    file(CREATE_LINK ${CMAKE_CURRENT_SOURCE_DIR}/${folder} ${PROJECT_BINARY_DIR}/${data}/${folder} SYMBOLIC)
endfunction()

# Whoever writes stages in C++ has the headers; other languages need nothing but the command.
quern_install_data(templates/c++ development)
quern_install_data(templates/python runtime)
install(FILES ${PROJECT_SOURCE_DIR}/python/quern.py DESTINATION ${data}/python COMPONENT runtime)
if(CMAKE_INSTALL_PREFIX STREQUAL "/usr")  # as a Debian package, where Python looks by itself
    install(FILES ${PROJECT_SOURCE_DIR}/python/quern.py DESTINATION lib/python3/dist-packages COMPONENT runtime)
endif()
file(CREATE_LINK ${PROJECT_SOURCE_DIR}/python ${PROJECT_BINARY_DIR}/${data}/python SYMBOLIC)
