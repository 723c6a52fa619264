# The libraries convscope stands on, found once and given one target each.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(TBB REQUIRED)
find_package(fmt REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(CLI11 REQUIRED)
find_package(glfw3 3.3 REQUIRED)
find_package(Fontconfig REQUIRED)
pkg_check_modules(hwy REQUIRED IMPORTED_TARGET libhwy)
pkg_check_modules(stb REQUIRED IMPORTED_TARGET stb)
pkg_check_modules(exif REQUIRED IMPORTED_TARGET libexif)
pkg_check_modules(imgui REQUIRED IMPORTED_TARGET imgui)

# glad writes the OpenGL 3.3 core loader from Khronos' specification at build time.
find_program(GLAD_COMMAND glad REQUIRED)
set(glad_dir ${PROJECT_BINARY_DIR}/glad)
add_custom_command(
  OUTPUT ${glad_dir}/src/gl.c ${glad_dir}/include/glad/gl.h
  COMMAND ${GLAD_COMMAND} --quiet --api gl:core=3.3 --reproducible --out-path ${glad_dir} c --loader
  COMMENT "Generating the OpenGL loader")
add_library(convscope_glad STATIC ${glad_dir}/src/gl.c)
target_include_directories(convscope_glad SYSTEM PUBLIC ${glad_dir}/include)
target_link_libraries(convscope_glad PUBLIC ${CMAKE_DL_LIBS})
