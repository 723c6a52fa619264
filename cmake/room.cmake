# A room is one folder and its static library. It may include only rooms that it links; ./dev lint checks this.

add_library(convscope_options INTERFACE)
target_include_directories(convscope_options INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(convscope_options INTERFACE -Wall -Wextra -Wno-missing-field-initializers -Wshadow -Wnon-virtual-dtor -Wold-style-cast)
if(CONVSCOPE_WERROR)
  target_compile_options(convscope_options INTERFACE -Werror)
endif()
if(CONVSCOPE_SANITIZE)
  target_compile_options(convscope_options INTERFACE -fsanitize=${CONVSCOPE_SANITIZE} -fno-omit-frame-pointer)
  target_link_options(convscope_options INTERFACE -fsanitize=${CONVSCOPE_SANITIZE})
  if(CONVSCOPE_SANITIZE MATCHES "undefined")
    target_compile_options(convscope_options INTERFACE -fno-sanitize-recover=undefined)
  endif()
endif()

# room(NAME LINK libraries... PRIVATE_LINK libraries...): makes library NAME of all .cpp files in the current folder and
# below.
function(room name)
  cmake_parse_arguments(ROOM "" "" "LINK;PRIVATE_LINK" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  add_library(${name} STATIC ${sources})
  target_link_libraries(${name} PUBLIC convscope_options ${ROOM_LINK} PRIVATE ${ROOM_PRIVATE_LINK})
  share_units(${name})
endfunction()
