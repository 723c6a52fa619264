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

# bracketed_catalogue(FILE): makes the catalogue FILE of a language for tests, which puts each text of the sources in
# white square brackets. A text that the window shows without them cannot be translated.
function(bracketed_catalogue file)
  foreach(tool xgettext msginit msgfilter)
    find_program(${tool}_program ${tool} REQUIRED)
  endforeach()
  set(collect ${PROJECT_SOURCE_DIR}/assets/languages/collect.sh)
  set(sources)
  foreach(folder app core)
    file(GLOB_RECURSE found CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${folder}/*.cpp ${PROJECT_SOURCE_DIR}/${folder}/*.h)
    list(APPEND sources ${found})
  endforeach()
  add_custom_command(OUTPUT ${file}
    COMMAND ${collect} --template ${file}.pot
    COMMAND ${msginit_program} --no-translator --locale=en --input=${file}.pot --output-file=${file}.en
    COMMAND ${msgfilter_program} --keep-header --input=${file}.en --output-file=${file} sed -e "1s/^/⟦/"
            -e "\$s/\$/⟧/"
    DEPENDS ${sources} ${collect} COMMENT "Collecting the texts of the interface" VERBATIM)
endfunction()
