// The file that writing to a name changes, for checks that no file is written over by mistake.
#pragma once

#include <filesystem>

namespace convscope {

/// The target of a chain of symbolic links, which write_file_atomically() replaces in place of the link. The target
/// need not exist. Returns `file` if it is no link.
std::filesystem::path written_path(std::filesystem::path file);

}  // namespace convscope
