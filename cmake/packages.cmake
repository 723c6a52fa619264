# Finds the libraries that convscope uses and defines a target for each.
find_package(PkgConfig REQUIRED)
find_package(Gettext REQUIRED)
find_package(Threads REQUIRED)
find_package(TBB REQUIRED)
find_package(OpenMP REQUIRED COMPONENTS CXX)
find_package(fmt REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(CLI11 REQUIRED)
find_package(glfw3 3.3 REQUIRED)
find_package(X11 REQUIRED)
find_package(Fontconfig REQUIRED)
find_package(GIF 5.1 REQUIRED)
pkg_check_modules(hwy REQUIRED IMPORTED_TARGET libhwy)
pkg_check_modules(stb REQUIRED IMPORTED_TARGET stb)
pkg_check_modules(exif REQUIRED IMPORTED_TARGET libexif)
pkg_check_modules(webp REQUIRED IMPORTED_TARGET libwebp libwebpdemux)
pkg_check_modules(heif REQUIRED IMPORTED_TARGET libheif)
pkg_check_modules(pangocairo REQUIRED IMPORTED_TARGET pangocairo cairo-pdf)
pkg_check_modules(tiff REQUIRED IMPORTED_TARGET libtiff-4>=4.5)
pkg_check_modules(imgui REQUIRED IMPORTED_TARGET imgui)
pkg_check_modules(hdf5 REQUIRED IMPORTED_TARGET hdf5)
pkg_check_modules(zlib REQUIRED IMPORTED_TARGET zlib)
pkg_check_modules(zip REQUIRED IMPORTED_TARGET libzip)
pkg_check_modules(seccomp REQUIRED IMPORTED_TARGET libseccomp)
pkg_check_modules(cmark REQUIRED IMPORTED_TARGET libcmark)
pkg_check_modules(protobuf REQUIRED IMPORTED_TARGET protobuf)

# oneDNN's CMake files are not used, because they require OpenCL's headers, which are not needed on a CPU.
find_path(DNNL_INCLUDE_DIR dnnl.hpp REQUIRED)
find_library(DNNL_LIBRARY dnnl REQUIRED)
add_library(DNNL::dnnl UNKNOWN IMPORTED)
set_target_properties(DNNL::dnnl PROPERTIES
  IMPORTED_LOCATION ${DNNL_LIBRARY} INTERFACE_INCLUDE_DIRECTORIES ${DNNL_INCLUDE_DIR})

# Of ONNX only the compiled protobuf classes are used. ONNX's CMake files would require all libraries that it was built
# with.
find_path(ONNX_INCLUDE_DIR onnx/onnx_pb.h REQUIRED)
find_library(ONNX_PROTO_LIBRARY onnx_proto REQUIRED)
add_library(ONNX::proto UNKNOWN IMPORTED)
set_target_properties(ONNX::proto PROPERTIES
  IMPORTED_LOCATION ${ONNX_PROTO_LIBRARY} INTERFACE_INCLUDE_DIRECTORIES ${ONNX_INCLUDE_DIR}
  INTERFACE_COMPILE_DEFINITIONS "ONNX_ML=1;ONNX_NAMESPACE=onnx" INTERFACE_LINK_LIBRARIES PkgConfig::protobuf)

# flatc generates C++ readers of FlatBuffers from a schema at build time: flatbuffers_schema(TARGET SCHEMA...) makes the
# interface library TARGET, with NAME_generated.h for each NAME.fbs in the current folder.
find_program(FLATC_COMMAND flatc REQUIRED)
find_path(FLATBUFFERS_INCLUDE_DIR flatbuffers/flatbuffers.h REQUIRED)
function(flatbuffers_schema target)
  set(headers "")
  foreach(schema IN LISTS ARGN)
    get_filename_component(name ${schema} NAME_WE)
    set(header ${CMAKE_CURRENT_BINARY_DIR}/flatbuffers/${name}_generated.h)
    add_custom_command(
      OUTPUT ${header}
      COMMAND ${FLATC_COMMAND} --cpp -o ${CMAKE_CURRENT_BINARY_DIR}/flatbuffers ${CMAKE_CURRENT_SOURCE_DIR}/${schema}
      DEPENDS ${schema}
      COMMENT "Generating the reader of ${schema}")
    list(APPEND headers ${header})
  endforeach()
  add_custom_target(${target}_headers DEPENDS ${headers})
  add_library(${target} INTERFACE)
  add_dependencies(${target} ${target}_headers)
  target_include_directories(${target} SYSTEM INTERFACE ${CMAKE_CURRENT_BINARY_DIR}/flatbuffers ${FLATBUFFERS_INCLUDE_DIR})
endfunction()

# glad generates the OpenGL 3.3 core loader from Khronos' specification at build time.
find_program(GLAD_COMMAND glad REQUIRED)
set(glad_dir ${PROJECT_BINARY_DIR}/glad)
add_custom_command(
  OUTPUT ${glad_dir}/src/gl.c ${glad_dir}/include/glad/gl.h
  COMMAND ${GLAD_COMMAND} --quiet --api gl:core=3.3 --reproducible --out-path ${glad_dir} c --loader
  COMMENT "Generating the OpenGL loader")
add_library(convscope_glad STATIC ${glad_dir}/src/gl.c)
target_include_directories(convscope_glad SYSTEM PUBLIC ${glad_dir}/include)
target_link_libraries(convscope_glad PUBLIC ${CMAKE_DL_LIBS})
