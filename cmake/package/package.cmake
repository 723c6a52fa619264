# Configures CPack, which ./dev package runs: a Debian package, and an archive that runs without an installation.
# Components: "program" and "debian" are only in the Debian package, "portable" only in the archive, "data" in both.
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME copyright)

set(changelog ${PROJECT_BINARY_DIR}/changelog)
configure_file(cmake/package/changelog.in ${changelog} @ONLY)
install(CODE "execute_process(COMMAND gzip -9nc \"${changelog}\" OUTPUT_FILE \"${changelog}.gz\" COMMAND_ERROR_IS_FATAL ANY)"
  COMPONENT debian EXCLUDE_FROM_ALL)
install(FILES ${changelog}.gz DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT debian EXCLUDE_FROM_ALL)

# The program with its libraries and fonts. CMake expands the generator expression in CODE, not in SCRIPT.
install(CODE "set(program \"$<TARGET_FILE:convscope>\")" COMPONENT portable EXCLUDE_FROM_ALL)
install(SCRIPT cmake/package/portable.cmake COMPONENT portable EXCLUDE_FROM_ALL)

set(CPACK_GENERATOR DEB TGZ)
set(CPACK_PACKAGE_VENDOR "The convscope authors")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY ${PROJECT_DESCRIPTION})
set(CPACK_PACKAGE_DESCRIPTION "convscope shows what a filter does to a picture, step by step and down to
the products behind one pixel, and how a trained network gets from a picture
to its answer. It is made for classrooms, with lessons and work sheets.
.
It opens models of Keras, TensorFlow.js, TensorFlow Lite and ONNX.")
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_COMPONENTS_GROUPING ALL_COMPONENTS_IN_ONE)
set(CPACK_PROJECT_CONFIG_FILE ${PROJECT_SOURCE_DIR}/cmake/package/generator.cmake)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION education)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "fonts-inter, fonts-dejavu-core, fonts-wqy-microhei, libgl1-mesa-dri")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)

include(CPack)
