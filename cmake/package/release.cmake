# Facts of a release that several files state; they are updated together with the version in CMakeLists.txt.
set(release_epoch 1795219200)  # seconds since 1970: 2026-11-21
set(CPACK_PACKAGE_CONTACT "The convscope authors <convscope@convscope.invalid>")

set(ENV{SOURCE_DATE_EPOCH} ${release_epoch})
string(TIMESTAMP release_day "%Y-%m-%d" UTC)
string(TIMESTAMP release_time "%a, %d %b %Y 00:00:00 +0000" UTC)
unset(ENV{SOURCE_DATE_EPOCH})

# Files of all packages. The program is of the component "program", see package.cmake.
set(CMAKE_INSTALL_DEFAULT_COMPONENT_NAME data)
