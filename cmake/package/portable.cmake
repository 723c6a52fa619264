# Installs the program with the libraries and fonts that it needs, so that it runs where they are not installed. Runs at the
# installation, with the built program in the variable `program`. Needs Debian's dpkg-query, patchelf and strip.
set(root "$ENV{DESTDIR}${CMAKE_INSTALL_PREFIX}")

# Libraries that must be the system's own, as in the exclude list of AppImage: glibc and what GCC links; OpenGL, X and DRM, which
# belong to the graphics driver; what the drivers link as well (libstdc++, zlib, expat), because a process loads only one of each and
# theirs may be newer; fontconfig with FreeType, because it reads the system's configuration.
set(system_libraries
  "^(ld-linux.*|lib(c|m|mvec|dl|rt|pthread|resolv|util|anl))\\.so"
  "^lib(stdc\\+\\+|gcc_s|z|expat|fontconfig|freetype)\\.so"
  "^lib(GL|GLX|EGL|OpenGL|GLdispatch|drm|gbm|glapi|X11|X11-xcb|xcb)\\.so")
# Libraries that GLFW opens by name.
set(opened_libraries libXrandr.so.2 libXi.so.6 libXcursor.so.1 libXinerama.so.1 libXrender.so.1 libXxf86vm.so.1)
# The interface's fonts, work sheets included; WenQuanYi has Chinese, Japanese and Korean.
set(font_packages fonts-inter fonts-dejavu-core fonts-wqy-microhei)
set(fonts "/(Inter-(Regular|Italic|SemiBold|SemiBoldItalic|Bold)\\.(otf|ttf)|DejaVuSans(Mono)?(-Bold)?\\.ttf|wqy-microhei\\.ttc)$")

# query(RESULT ARGUMENTS...): the lines that dpkg-query prints.
function(query result)
  execute_process(COMMAND dpkg-query ${ARGN} OUTPUT_VARIABLE out ERROR_QUIET OUTPUT_STRIP_TRAILING_WHITESPACE)
  string(REPLACE "\n" ";" lines "${out}")
  set(${result} ${lines} PARENT_SCOPE)
endfunction()

function(run)
  execute_process(COMMAND ${ARGN} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

# The path of each of opened_libraries that is installed here.
set(opened "")
foreach(name IN LISTS opened_libraries)
  file(GLOB found /usr/lib/*-linux-gnu/${name} /usr/lib64/${name})
  list(APPEND opened ${found})
endforeach()

file(GET_RUNTIME_DEPENDENCIES EXECUTABLES ${program} LIBRARIES ${opened} RESOLVED_DEPENDENCIES_VAR libraries
  PRE_EXCLUDE_REGEXES ${system_libraries})
list(APPEND libraries ${opened})
list(REMOVE_DUPLICATES libraries)

file(INSTALL ${program} DESTINATION ${CMAKE_INSTALL_PREFIX}/bin USE_SOURCE_PERMISSIONS)
get_filename_component(name ${program} NAME)
run(strip "${root}/bin/${name}")
run(patchelf --set-rpath "$ORIGIN/../lib" "${root}/bin/${name}")
set(owned_files "")
foreach(library IN LISTS libraries)
  get_filename_component(name ${library} NAME)
  get_filename_component(file ${library} REALPATH)
  file(INSTALL ${file} DESTINATION ${CMAKE_INSTALL_PREFIX}/lib RENAME ${name})
  run(patchelf --set-rpath "$ORIGIN" "${root}/lib/${name}")
  # A file of /usr/lib may be listed as one of /lib.
  string(REGEX REPLACE "^/usr" "" in_lib ${file})
  list(APPEND owned_files ${file} ${in_lib})
endforeach()

query(font_files -L ${font_packages})
list(FILTER font_files INCLUDE REGEX ${fonts})
file(INSTALL ${font_files} DESTINATION ${CMAKE_INSTALL_PREFIX}/share/convscope/fonts)

# The licences of all that is added, and a list of the source packages.
query(owners -S ${owned_files})
list(TRANSFORM owners REPLACE ":.*" "")
list(APPEND owners ${font_packages})
list(REMOVE_DUPLICATES owners)
foreach(owner IN LISTS owners)
  file(INSTALL /usr/share/doc/${owner}/copyright DESTINATION ${CMAKE_INSTALL_PREFIX}/share/doc/convscope/licences RENAME ${owner}
    FOLLOW_SYMLINK_CHAIN)
endforeach()
query(sources -W -f "\${source:Package} \${source:Version}\\n" ${owners})
list(REMOVE_DUPLICATES sources)
list(SORT sources)
list(JOIN sources "\n" sources)
file(WRITE "${root}/share/doc/convscope/licences/SOURCES"
  "The libraries and fonts of this archive were built by Debian or Ubuntu from these source packages and versions:\n\n${sources}\n")
