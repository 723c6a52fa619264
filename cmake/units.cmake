# If CMAKE_UNITY_BUILD is on, several sources are compiled as one translation unit. The headers that they share are then
# read once and their templates compiled once, which halves the time of a build. Two sources that define the same name
# (`run`, each in an unnamed namespace) cannot be in one unit, so they are put into different units.
#
# The sources are distributed when CMake runs. If an edit makes two sources of one unit define the same name, the
# compiler reports a redefinition: rename one of the two, or configure again.

# declared_names(RESULT SOURCE): the names that SOURCE declares at namespace scope, found by lines without indentation.
# Macros and members (A::b) are left out.
function(declared_names result source)
  file(READ ${source} text)
  string(REGEX MATCHALL "\n[A-Za-z][^\n;[]*" lines "\n${text}")
  set(names "")
  foreach(line IN LISTS lines)
    string(REGEX REPLACE " *[({=].*" "" declared "${line}")
    if(line MATCHES "^\n(namespace|using namespace|template) |operator$")
      continue()
    elseif(declared MATCHES "^\n(struct|class|union|enum|enum class) ([A-Za-z0-9_]+)")
      list(APPEND names ${CMAKE_MATCH_2})
    elseif(declared MATCHES "[ *&]([A-Za-z0-9_]*[a-z][A-Za-z0-9_]*)$")
      list(APPEND names ${CMAKE_MATCH_1})
    endif()
    if(line MATCHES "^\n(inline |static )*const(expr)? ")
      string(REGEX MATCHALL "k[A-Z][A-Za-z0-9]* =" constants "${line}")  # one line may declare several
      string(REPLACE " =" "" constants "${constants}")
      list(APPEND names ${constants})
    endif()
  endforeach()
  list(REMOVE_DUPLICATES names)
  set(${result} ${names} PARENT_SCOPE)
endfunction()

# share_units(TARGET): distributes the sources of TARGET, a target of this folder, over translation units of at most
# CMAKE_UNITY_BUILD_BATCH_SIZE sources.
function(share_units target)
  if(NOT CMAKE_UNITY_BUILD)
    return()
  endif()
  set(max_sources 8)
  if(CMAKE_UNITY_BUILD_BATCH_SIZE)
    set(max_sources ${CMAKE_UNITY_BUILD_BATCH_SIZE})
  endif()
  set_target_properties(${target} PROPERTIES UNITY_BUILD_MODE GROUP)
  # In a unit, GCC gives this warning for sources as if they were headers. Builds without units give it for headers.
  target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
  get_target_property(sources ${target} SOURCES)
  set(units 0)
  foreach(source IN LISTS sources)
    file(STRINGS ${source} highway_source REGEX "define HWY_TARGET_INCLUDE")
    if(highway_source)
      continue()  # Highway includes this file again for each instruction set, so it stays a separate unit.
    endif()
    declared_names(names ${source})
    set(unit 0)
    while(unit LESS units)
      set(other_names ${names_${unit}})
      list(REMOVE_ITEM other_names ${names} "")
      if("${other_names}" STREQUAL "${names_${unit}}" AND size_${unit} LESS max_sources)
        break()
      endif()
      math(EXPR unit "${unit} + 1")
    endwhile()
    if(unit EQUAL units)
      math(EXPR units "${units} + 1")
      set(size_${unit} 0)
    endif()
    math(EXPR size_${unit} "${size_${unit}} + 1")
    list(APPEND names_${unit} ${names})
    set_source_files_properties(${source} PROPERTIES UNITY_GROUP ${unit})
  endforeach()
endfunction()
