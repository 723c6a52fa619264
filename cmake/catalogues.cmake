# catalogues(TARGET FOLDER FILES...): compiles gettext's catalogues CODE.po into FOLDER, where open_catalogues() finds
# them. A catalogue with a mistake in its form fails the build.
function(catalogues target folder)
  set(compiled_files)
  foreach(source IN LISTS ARGN)
    get_filename_component(code ${source} NAME_WE)
    set(compiled ${folder}/C/LC_MESSAGES/${code}.mo)
    add_custom_command(OUTPUT ${compiled}
      COMMAND ${CMAKE_COMMAND} -E make_directory ${folder}/C/LC_MESSAGES
      COMMAND ${GETTEXT_MSGFMT_EXECUTABLE} --check --output-file=${compiled} ${source}
      DEPENDS ${source} COMMENT "Compiling the catalogue ${code}" VERBATIM)
    list(APPEND compiled_files ${compiled})
  endforeach()
  add_custom_target(${target} ALL DEPENDS ${compiled_files})
endfunction()
