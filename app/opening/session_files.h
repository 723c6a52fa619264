// Reads a session with all files that it names: picture, model, input, data set. This is slow: call it in a job.
#pragma once

#include <filesystem>

#include "app/document/document.h"
#include "app/opening/samples.h"

namespace convscope {

/// The whole document of the session. Throws LoadError that names the session or the file that is at fault.
Document read_session_files(const std::filesystem::path& file, const Samples& samples);

}  // namespace convscope
