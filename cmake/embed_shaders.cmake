# Writes OUTPUT, a C++ file with the function embedded_shader(), which returns the text of a shader in FILES by its file
# name.
set(entries "")
foreach(file IN LISTS FILES)
  get_filename_component(name ${file} NAME)
  file(READ ${file} text)
  string(APPEND entries "    if (name == \"${name}\") return R\"glsl(${text})glsl\";\n")
endforeach()
file(WRITE ${OUTPUT} "#include <string_view>\n\n#include \"app/gl/program.h\"\n\nnamespace convscope::gl {\n
std::string_view embedded_shader(std::string_view name) {\n${entries}    return {};\n}\n\n}  // namespace convscope::gl\n")
